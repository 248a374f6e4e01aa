//! Reading never fails: any text, any cut of a notice, in time in proportion to its length.

use pilot::reading::view::view;
use pilot::reading::{NoticeDocument, read_sheet};
use proptest::prelude::{ProptestConfig, proptest};

use super::sheets::notices;

/// Texts in which the marks of notices meet each other.
const NOTICE_LIKE: &str = "([一二三0-9０-９年月日前止至到（）()《》“”【】〔〕、，。；：:@#.\\-—~ \t\n]|请于|截止时间|即日起至|报送|邮箱|一式|份|光盘|附件|逾期|以邮戳为准|各有关单位：|关于|的通知|联系人|电话|登录|平台|http://|元|×|😀|\u{0}|\u{3000}){0,80}";

fn read(text: &str) {
    let sheet = read_sheet(&NoticeDocument::from_lines(text));
    let _ = view(&sheet);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        read(&text);
    }

    #[test]
    fn any_text_like_a_notice_is_read(text in NOTICE_LIKE) {
        read(&text);
    }

    #[test]
    fn any_cut_of_a_notice_is_read(which in 0usize..100, from in 0usize..2000, length in 0usize..2000) {
        let notices = notices();
        let text = &notices[which % notices.len()].1;
        let cut: String = text.chars().skip(from % 200).take(length).collect();
        read(&cut);
    }
}
