//! A notice as lines of text, without the furniture of the page or file that it came in.

use crate::text::characters::filled;
use serde::{Deserialize, Serialize};

/// The words of a notice, one paragraph or table cell row a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeDocument {
    /// Lines in the order of reading, verbatim but for masked names and mobile numbers.
    pub lines: Vec<NoticeLine>,
    /// What a web page states in its header (标题, 文号, 发布单位, 发布日期, 来源); absent for plain files.
    pub page: PageHeader,
    /// What was left out as furniture of the page, in order, for `--verbose`.
    pub left_out: Vec<DroppedText>,
    /// Number of names of persons that were masked.
    pub masked_names: usize,
    /// Number of mobile numbers that were masked.
    pub masked_mobiles: usize,
    /// Mailboxes and telephones of the site itself; they are never facts of the notice.
    pub site_contacts: Vec<String>,
}

/// One line of a notice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeLine {
    /// The words, without white space at either end.
    pub text: String,
    /// What the line was in its file.
    pub kind: LineKind,
    /// Which file it came from: 0 is the notice, 1 and above are its annexes in the order given.
    pub file: usize,
}

/// What a line was in its file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LineKind {
    /// A paragraph.
    #[default]
    Paragraph,
    /// A heading by the markup of its file.
    Heading,
    /// A row of a table, its cells separated by tab characters.
    TableRow,
}

/// The header of a web page, as the page states it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageHeader {
    /// 标题.
    pub title: Option<String>,
    /// 文号.
    pub doc_no: Option<String>,
    /// 发布单位 or 发文机关.
    pub issuer: Option<String>,
    /// 发布日期, `2023-09-13`.
    pub posted_on: Option<String>,
    /// 成文日期, `2023-09-06`.
    pub signed_on: Option<String>,
    /// 来源: the page's address or the name of its source.
    pub source: Option<String>,
}

/// A piece of a page that is no part of the notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DroppedText {
    /// The words.
    pub text: String,
    /// Why it was left out, in Chinese: `导航`, `分享`, `上一篇`.
    pub why: String,
}

impl NoticeDocument {
    /// A document of plain lines, without any cleaning; for tests and for texts that are clean already.
    pub fn from_lines(text: &str) -> Self {
        let lines = text.lines().filter_map(filled);
        let lines = lines.map(|line| NoticeLine { text: line.to_owned(), ..NoticeLine::default() });
        Self { lines: lines.collect(), ..Self::default() }
    }

    /// The words as `notice.txt` holds them: one line a paragraph, ended by a line feed each.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for line in &self.lines {
            text.push_str(&line.text);
            text.push('\n');
        }
        text
    }
}
