//! A text with two notices: one that forwards, and below its signature the one that is forwarded. Days, places and
//! numbers of copies are those of the forwarder where he states any; conditions and materials those of the other.

use crate::reading::cut_notice::CutNotice;
use crate::reading::fact::Fact;
use crate::reading::sheet::{Facts, NoticeSheet, OpenPoint};

/// Leaves out what the forwarder states otherwise.
pub(super) fn prefer_the_forwarder(notice: &CutNotice<'_>, sheet: &mut NoticeSheet) {
    let Some(from) = notice.frame.forwarded_from else { return };
    keep_outer(&mut sheet.copies, from);
    if let Some(mail) = &mut sheet.mail {
        keep_outer(&mut mail.to, from);
    }
    let outer = |line: usize| line < from;
    let has_day = sheet
        .deadlines
        .iter()
        .any(|fact| outer(fact.line) && fact.value.own && fact.value.date.is_some());
    if !has_day {
        return;
    }
    // The later days bind those who recommend.
    for fact in sheet.deadlines.iter_mut().filter(|fact| !outer(fact.line)) {
        fact.value.own = false;
    }
}

fn keep_outer<T>(facts: &mut Facts<T>, from: usize) {
    if facts.iter().any(|fact| fact.line < from) {
        facts.retain(|fact| fact.line < from);
    }
}

/// Says which of the two notices was taken for what.
pub(super) fn open_point(notice: &CutNotice<'_>, sheet: &NoticeSheet) -> Option<OpenPoint> {
    let from = notice.frame.forwarded_from?;
    let title: &Fact<String> = sheet.title.as_ref()?;
    Some(OpenPoint {
        id: "forwarded".to_owned(),
        quote: notice.line(from).to_owned(),
        line: from,
        open: format!(
            "这份文本里有两份通知：“{}”，和第{from}行起被转发的一份；时间、地点、份数可能不一样",
            title.value
        ),
        taken: "时间、收件地址、邮箱、份数按转发的一份（它没有写的按被转发的），条件和材料按被转发的一份"
            .to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use crate::reading::document::NoticeDocument;
    use crate::reading::facts::read_sheet;

    const CALL: &str = "关于转发《省厅关于组织申报2024年示范企业的通知》的通知\n各区县局：\n现将通知转发给你们。请于2024年8月1日前将申报材料一式三份报送我局，电子版发至shi@example.gov.cn。\n某市工业和信息化局\n2024年7月1日\n省工业和信息化厅关于组织申报2024年示范企业的通知\n各市工业和信息化局：\n一、申报条件\n申报企业应当成立满三年。\n二、材料报送\n请各市于2024年8月15日前将申报材料一式五份报送我厅，电子版发至sheng@example.gov.cn。\n某省工业和信息化厅\n2024年6月20日\n";

    #[test]
    fn the_forwarder_says_when_and_where_and_the_other_says_who() {
        let sheet = read_sheet(&NoticeDocument::from_lines(CALL));
        let own = sheet.deadlines.iter().filter(|fact| fact.value.own);
        let days: Vec<&str> = own.filter_map(|fact| fact.value.date.as_deref()).collect();
        assert_eq!(days, ["2024-08-01"]);
        let copies: Vec<u32> = sheet.copies.iter().map(|fact| fact.value.n).collect();
        assert_eq!(copies, [3]);
        let mail = sheet.mail.expect("a mailbox");
        assert_eq!(mail.to[0].value, "shi@example.gov.cn");
        assert_eq!(mail.to.len(), 1);
        assert_eq!(sheet.conditions.len(), 1);
        assert!(sheet.open.iter().any(|point| point.id == "forwarded"));
    }

    #[test]
    fn a_notice_alone_is_left_as_it_is() {
        let alone = CALL.split_once("2024年7月1日\n").expect("two notices").1;
        let sheet = read_sheet(&NoticeDocument::from_lines(alone));
        assert_eq!(sheet.copies[0].value.n, 5);
        assert!(!sheet.open.iter().any(|point| point.id == "forwarded"));
    }
}
