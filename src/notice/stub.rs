//! First drafts of a notice's folder and of cards, for a person to go on with. Pure: text in, files
//! out.
//!
//! Invariant: what is guessed can be seen in the notice, and its line is named; what is not said
//! there is `"unstated"` or a comment. A folder that comes out of here loads.

mod draft_cards;
mod draft_profile;
mod headings;
mod reading;

use super::library::Library;
use super::schema;

pub use reading::clean;

/// A file of a draft, relative to the folder of all notices, with `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StubFile {
    /// Its path, the notice's folder included.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The folder of a notice, made of the notice's words.
pub fn notice(id: &str, words: &str, library: &Library) -> Vec<StubFile> {
    let text = clean(words);
    let file = |path: &str, text: String| StubFile { path: format!("{id}/{path}"), text };
    let mut files = vec![
        file("notice.txt", text.clone()),
        file("profile.toml", named("", "profile", &draft_profile::draft(id, &text))),
        file("outline.toml", named("", "outline", &headings::draft(&text))),
    ];
    let cards = draft_cards::bindings(&text, library).into_iter();
    files.extend(
        cards.map(|(rule, text)| file(&format!("rules/{rule}.toml"), named("../", "card", &text))),
    );
    files.extend(schemas(id));
    files
}

/// The schemas of a notice's files, which the drafts name in their first lines, so that editors
/// complete and check them.
pub fn schemas(id: &str) -> Vec<StubFile> {
    let file = |(kind, ..): &(&str, &str, &[schema::SchemaField])| StubFile {
        path: format!("{id}/{SCHEMAS}/{}", schema::file_name(kind)),
        text: format!("{:#}\n", schema::json_schema(kind).unwrap_or_default()),
    };
    schema::FILES.iter().map(file).collect()
}

/// The folder of the schemas in that of a notice.
const SCHEMAS: &str = "schemas";

/// A draft with the name of its schema in the first line.
fn named(up: &str, kind: &str, text: &str) -> String {
    format!("#:schema {up}{SCHEMAS}/{}\n{text}", schema::file_name(kind))
}

/// A card: one that binds a rule of the common folder, if there is one of that name, or a new one.
pub fn rule(notice: &str, rule: &str, words: &str, library: &Library) -> StubFile {
    StubFile {
        path: format!("{notice}/rules/{rule}.toml"),
        text: named("../", "card", &draft_cards::draft(rule, words, library)),
    }
}

/// A card that binds a rule of the common folder to a clause of the notice, and the line of the
/// clause.
pub fn binding_card(
    rule: &str,
    pattern: &toml::Table,
    heading: &str,
    quote: &str,
    line: usize,
) -> String {
    let card = draft_cards::binding_to(rule, pattern, heading, quote, line);
    named("../", "card", &card)
}

/// Whether a line of a notice looks like a numbered heading or the title of an annex.
pub fn is_heading(line: &str) -> bool {
    let is_annex = line.starts_with("附件") && line.chars().count() <= 20;
    is_annex || reading::heading(line).is_some()
}

/// Text as a TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "\u{feff}某厅文件\r\n关于组织申报2024年绿色工厂示范项目的通知\r\n某工信〔2024〕15号\r\n各市工业和信息化局:\r\n　　现将有关事项通知如下。\r\n一、申报条件\r\n　　近三年未发生安全生产事故。\r\n二、材料报送\r\n　　请于2024年5月31日前将纸质材料(一式三份，加盖公章)报送我厅，电子版发送至gs@example.gov.cn，大小不超过20M。\r\n某厅\r\n2024年3月8日\r\n附件\r\n《绿色工厂示范项目申报书》编写提纲\r\n一、企业基本情况\r\n(一)企业概况。包括企业名称、所有制性质、职工人数、主要产品和生产能力等情况，并说明近三年的经营状况\r\n(二)工作基础\r\n简述已有的制度。\r\n二、实施计划\r\n";

    #[test]
    fn a_draft_loads_and_keeps_to_what_the_notice_says() {
        let dir = tempfile::tempdir().expect("a folder");
        for file in notice("hb-2024-green", WORDS, &Library::default()) {
            let path = dir.path().join(&file.path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
            std::fs::write(path, file.text).expect("a file");
        }
        let mut library = Library::default();
        library.add_dir(dir.path()).expect("readable");
        let notice = library.load("hb-2024-green").expect("it loads");
        let profile = &notice.profile;
        assert_eq!(profile.title, "关于组织申报2024年绿色工厂示范项目的通知");
        assert_eq!(profile.doc_no.value().map(String::as_str), Some("某工信〔2024〕15号"));
        assert_eq!(profile.signed_on.map(|d| d.0.to_string()).as_deref(), Some("2024-03-08"));
        assert!(profile.deadlines.is_empty(), "a deadline is a decision, not a guess");
        let headings: Vec<String> = notice
            .outline
            .iter()
            .flat_map(|n| n.walk())
            .map(|(d, n)| format!("{d}{}", n.full()))
            .collect();
        assert_eq!(
            headings,
            ["0一、企业基本情况", "1(一)企业概况", "1(二)工作基础", "0二、实施计划"]
        );
        assert!(notice.outline.iter().all(|n| n.at.is_some()));
        let section_missing = notice.card("section-missing").expect("bound");
        assert!(
            section_missing.authority.quote.contains("编写提纲"),
            "{:?}",
            section_missing.authority
        );
    }

    #[test]
    fn candidates_are_comments_with_their_lines() {
        let files = notice("hb-2024-green", WORDS, &Library::default());
        let profile = &files.iter().find(|f| f.path.ends_with("profile.toml")).expect("there").text;
        for found in [
            "# date = \"2024-05-31\"",
            "# to = [\"gs@example.gov.cn\"]",
            "# copies = 3",
            "20M",
            "第 9 行",
        ] {
            assert!(profile.contains(found), "{found}\n{profile}");
        }
    }

    #[test]
    fn any_text_makes_a_folder_that_loads() {
        for words in [
            "",
            "\n\n",
            "附件\n提纲",
            "一、\n(一)\n1.\n",
            "\"\"\"\n'''\\ \u{1}\n2024年13月45日前",
            "提纲\n(三)三\n1.一\n一、一\n(一)提纲\n二、二\n提纲",
        ] {
            let dir = tempfile::tempdir().expect("a folder");
            for file in notice("demo", words, &Library::default()) {
                let path = dir.path().join(&file.path);
                std::fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
                std::fs::write(path, file.text).expect("a file");
            }
            let mut library = Library::default();
            library.add_dir(dir.path()).expect("readable");
            assert!(library.load("demo").is_ok(), "{words:?}: {:?}", library.load("demo").err());
        }
    }
}
