//! Finds what a notice leaves open: the readings, and the strict one, which is taken.

use super::{forwarded, paper};
use crate::reading::cut_notice::CutNotice;
use crate::reading::fact::{Fact, Origin};
use crate::reading::sheet::{NoticeSheet, OpenPoint, ReadDeadline};

/// Reads them; everything else is in the sheet already.
pub(super) fn read(notice: &CutNotice<'_>, sheet: &NoticeSheet) -> Vec<OpenPoint> {
    let mut points = Vec::new();
    for (index, deadline) in sheet.deadlines.iter().enumerate() {
        if deadline.value.own {
            about_deadline(index, deadline, &mut points);
        }
    }
    about_deadlines_in_all(sheet, &mut points);
    about_mail(sheet, &mut points);
    about_paper(notice, sheet, &mut points);
    about_letter(sheet, &mut points);
    about_names(sheet, &mut points);
    about_forms(notice, sheet, &mut points);
    points.extend(forwarded::open_point(notice, sheet));
    points
}

/// An open point without place.
fn nowhere(id: &str, open: &str, taken: &str) -> OpenPoint {
    OpenPoint {
        id: id.to_owned(),
        quote: String::new(),
        line: 0,
        open: open.to_owned(),
        taken: taken.to_owned(),
    }
}

/// An open point at the words of a fact.
fn at<T>(id: &str, fact: &Fact<T>, open: impl Into<String>, taken: impl Into<String>) -> OpenPoint {
    OpenPoint {
        id: id.to_owned(),
        quote: fact.quote.clone(),
        line: fact.line,
        open: open.into(),
        taken: taken.into(),
    }
}

fn about_deadline(index: usize, deadline: &Fact<ReadDeadline>, points: &mut Vec<OpenPoint>) {
    let number = index + 1;
    let value = &deadline.value;
    let Some(date) = &value.date else {
        let open = "截止日从哪一天起算、是哪一天，通知没有写明";
        let taken = "不代为推算：请按收到通知的当天起算，并向主办单位问清楚";
        points.push(at(&format!("deadline-{number}-day"), deadline, open, taken));
        return;
    };
    if value.time.is_none() && says_office_hours(&deadline.quote) {
        let open = format!("通知写下班前，没有写几点：{date}当天几点以前算按时，无从知道");
        let taken = format!("从严：{date}前一个工作日办完；当天办的给出警告，次日零点起算逾期");
        points.push(at(&format!("deadline-{number}-day"), deadline, open, taken));
    } else if value.inclusive == "unstated" && value.time.is_none() {
        let word =
            if deadline.quote.contains("前") { "“前”是否包括" } else { "是否包括" };
        let open = format!("{word}{date}当天、当天到几点，通知没有写明");
        let taken = format!("从严：{date}前一个工作日办完；当天办的给出警告");
        points.push(at(&format!("deadline-{number}-day"), deadline, open, taken));
    }
    if value.year == "inferred" {
        let open = format!("截止日没有写年份，按成文日期推定为{date}");
        points.push(at(
            &format!("deadline-{number}-year"),
            deadline,
            open,
            format!("按{date}计：离成文日期最近的下一个这一天"),
        ));
    }
    if value.applies_to.contains(&"paper") && value.basis == "unstated" {
        let open = "纸质材料以寄出（邮戳）为准还是以送达为准，通知没有写明";
        points.push(at(
            &format!("deadline-{number}-basis"),
            deadline,
            open,
            "从严按送达计：截止前对方收到才算按时",
        ));
    }
}

/// Whether a sentence ends the day with the hours of the office.
fn says_office_hours(quote: &str) -> bool {
    ["下班前", "下班之前", "下班时间前", "下班以前"].iter().any(|words| quote.contains(words))
}

/// Two different days for the applicant: which is whose.
fn about_deadlines_in_all(sheet: &NoticeSheet, points: &mut Vec<OpenPoint>) {
    let own = sheet.deadlines.iter().filter(|fact| fact.value.own && fact.value.date.is_some());
    let mut own: Vec<&Fact<ReadDeadline>> = own.collect();
    own.sort_by(|a, b| a.value.date.cmp(&b.value.date));
    let (Some(first), Some(last)) = (own.first(), own.last()) else {
        let open = "通知没有写截止日期，或者没有读出来";
        points.push(nowhere(
            "deadline-missing",
            open,
            "不猜：请在通知里找到截止日期并填上，或者问主办单位",
        ));
        return;
    };
    let is_one_for_each = own.iter().all(|fact| !fact.value.categories.is_empty());
    if first.value.date != last.value.date && !is_one_for_each {
        let days: Vec<&str> = own.iter().filter_map(|fact| fact.value.date.as_deref()).collect();
        let open = format!("通知里有几个截止日（{}），哪一个约束申报者要看报给谁", days.join("、"));
        points.push(at("deadline-several", first, open, "从严按最早的一个准备，其余的一并列出"));
    }
}

fn about_mail(sheet: &NoticeSheet, points: &mut Vec<OpenPoint>) {
    let Some(mail) = &sheet.mail else { return };
    if let Some(subject) =
        mail.subject.as_ref().filter(|subject| subject.quote.contains(['+', '＋']))
    {
        let open = "邮件主题里的“+”是照写还是只表示连接，通知没有写明";
        points.push(at("subject-plus", subject, open, "照写半角“+”，前后不加空格"));
    }
    if let Some(max) = &mail.max {
        let has_unit = ["MB", "mb", "Mb", "GB", "MiB", "兆字节", "KB"]
            .iter()
            .any(|unit| max.quote.contains(unit));
        let said = if has_unit {
            "1 MB按1 000 000字节还是1 048 576字节"
        } else {
            "“M”按十进制还是二进制"
        };
        let open = format!("大小上限的{said}计，量的是每个文件、文件合计还是压缩包，通知没有写明");
        points.push(at(
            "size-unit",
            max,
            open,
            format!("从严按{}字节计，文件合计与压缩包都不超过", max.value),
        ));
    }
    if let Some(first) = mail.to.first().filter(|_| mail.to.len() > 1) {
        let open = format!(
            "通知列出{}个收件邮箱，发往哪一个、还是都要发，没有写明或要按类别选",
            mail.to.len()
        );
        points.push(at("mail-recipient", first, open, "按自己的类别或地区选；分不出来就全部发"));
    }
}

fn about_paper(notice: &CutNotice<'_>, sheet: &NoticeSheet, points: &mut Vec<OpenPoint>) {
    let paper = sheet
        .deadlines
        .iter()
        .find(|fact| fact.value.own && fact.value.applies_to.contains(&"paper"));
    let has_copies =
        !sheet.copies.is_empty() || sheet.materials.iter().any(|fact| fact.value.copies.is_some());
    let says_paper = notice
        .sentences
        .iter()
        .any(|sentence| paper::without_refusals(sentence.text).contains("纸质"));
    if let Some(paper) = paper.filter(|_| !has_copies && says_paper) {
        let open = "纸质材料要几份，通知没有写明";
        points.push(at("copies", paper, open, "从严备两份：一份报送，一份带章留存；份数请问清楚"));
    }
    if let Some(discs) = sheet.discs.as_ref().filter(|discs| discs.value.n.is_none()) {
        points.push(at(
            "discs",
            discs,
            "光盘或U盘要几张，通知没有写明",
            "按纸质材料的份数各备一张；没有写份数的备一张",
        ));
    }
    let to_nowhere = paper.filter(|_| sheet.address.is_none());
    if let Some(paper) = to_nowhere {
        let open = "纸质材料送到哪个地址、哪个科室，通知没有写明";
        points.push(at("paper-recipient", paper, open, "先打联系电话问清楚再寄；不代为填写地址"));
    }
}

fn about_letter(sheet: &NoticeSheet, points: &mut Vec<OpenPoint>) {
    let Some(letter) = &sheet.letter else { return };
    if letter.value.signers.is_empty() {
        let open = format!("“{}”由谁出具，通知没有写明", letter.value.name);
        points.push(at(
            "letter-signer",
            letter,
            open,
            "从严按接收申报材料的上一级主管部门出具、盖章",
        ));
    } else if letter.value.joint.is_none()
        && letter.value.signers.iter().any(|signer| signer.contains('、'))
    {
        let open = "几个部门联合出具一份还是各出一份，通知没有写明";
        points.push(at("letter", letter, open, "一份联合的或各自的都可以，列出的部门一个不能少"));
    }
}

fn about_names(sheet: &NoticeSheet, points: &mut Vec<OpenPoint>) {
    let with_plus = sheet
        .naming
        .iter()
        .find(|rule| rule.value.contains(['+', '＋']) && !has_example(&rule.quote));
    if let Some(rule) = with_plus {
        let open = "文件名规则里的“+”是照写还是只表示连接，通知没有写明";
        points.push(at("naming-plus", rule, open, "照写半角“+”，前后不加空格"));
    }
    let folders = sheet.naming.iter().filter(|rule| rule.value.contains("文件夹"));
    let folders: Vec<&Fact<String>> = folders.collect();
    if let (Some(first), Some(second)) = (folders.first(), folders.get(1)) {
        let open = format!("文件夹的命名有两种写法：“{}”和“{}”", first.value, second.value);
        points.push(at(
            "naming-several",
            second,
            open,
            "按离报送方式最近的一种；两种都能满足时两种都满足",
        ));
    }
}

/// Whether a rule is settled by an example: 以“学校名+序号”命名，如“浙大01”.
fn has_example(quote: &str) -> bool {
    ["，如", "例如", "如：", "（如", "示例", "例："].iter().any(|word| quote.contains(word))
}

/// A form that the notice names and that is not at hand.
fn about_forms(notice: &CutNotice<'_>, sheet: &NoticeSheet, points: &mut Vec<OpenPoint>) {
    for material in &sheet.materials {
        let Some(form) = &material.value.form else { continue };
        let is_at_hand = notice.clauses.annexes.iter().any(|annex| &annex.name == form);
        let is_known = points.iter().any(|point| point.id == format!("form-{form}"));
        if is_at_hand || is_known || material.origin == Origin::Inferred {
            continue;
        }
        let open = format!("“{}”的格式在{form}里，这份文本没有带它", material.value.name);
        points.push(at(
            &format!("form-{form}"),
            material,
            open,
            format!("从通知原页下载{form}，用 --annex 一并给出"),
        ));
    }
}
