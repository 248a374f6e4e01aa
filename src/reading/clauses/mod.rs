//! The numbered clauses of a notice as a tree: `二`, `(一)`, `1.`, each with its heading and its lines.
//!
//! A line without a number belongs to the clause above it. Behind an item of a list that is a whole paragraph
//! it belongs to the clause that holds the list: a closing paragraph is no part of the last item.

mod clause_tree;
mod number;

use super::document::NoticeDocument;
pub use number::{ClauseNumber, NumberKind};

/// A numbered clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Its number.
    pub number: ClauseNumber,
    /// Where it stands: `三(二)1`; below an annex `附件2·一(三)`.
    pub address: String,
    /// The words of its heading without the number: the whole line where it is one, otherwise what stands before
    /// the first full stop or colon if that is short (`项目申报。请各单位…`); empty where the line is plain text.
    pub heading: String,
    /// The byte in its first line at which the text behind number and heading begins.
    pub text_start: usize,
    /// Whether its first line has text behind number and heading.
    pub has_text: bool,
    /// Its first line, from 1.
    pub line: usize,
    /// The line behind its last one, from 1; what lies below it is included.
    pub end: usize,
    /// The place in `clauses` of the clause that holds it.
    pub parent: Option<usize>,
    /// The places in `clauses` of those that it holds.
    pub children: Vec<usize>,
}

/// What is printed behind a notice under `附件N`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnexPart {
    /// `附件2`; `附件` where it has no number.
    pub name: String,
    /// Its number; 0 where it has none.
    pub number: u32,
    /// The line that names it, from 1.
    pub line: usize,
    /// The line behind its last one.
    pub end: usize,
}

/// All clauses of a notice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClauseTree {
    /// In the order of the text.
    pub clauses: Vec<Clause>,
    /// What is printed behind the notice, in order.
    pub annexes: Vec<AnnexPart>,
    /// The clause that each line belongs to.
    owners: Vec<Option<usize>>,
}

impl ClauseTree {
    /// Reads the tree.
    pub fn of(document: &NoticeDocument) -> Self {
        clause_tree::build(document)
    }

    /// The innermost clause that a line belongs to, counted from 1.
    pub fn at(&self, line: usize) -> Option<&Clause> {
        self.clauses.get(self.index_at(line)?)
    }

    /// The place of that clause in `clauses`.
    pub fn index_at(&self, line: usize) -> Option<usize> {
        let index = line.checked_sub(1)?;
        *self.owners.get(index)?
    }

    /// The address of that clause: `三(二)1`; the name of the annex outside of its clauses; empty elsewhere.
    pub fn address(&self, line: usize) -> String {
        if let Some(clause) = self.at(line) {
            return clause.address.clone();
        }
        match self.annex_at(line) {
            Some(annex) => annex.name.clone(),
            None => String::new(),
        }
    }

    /// The annex that a line is printed in.
    pub fn annex_at(&self, line: usize) -> Option<&AnnexPart> {
        let behind = self.annexes.partition_point(|annex| annex.line <= line);
        let annex = self.annexes.get(behind.checked_sub(1)?)?;
        if line < annex.end { Some(annex) } else { None }
    }

    /// The clause and those that hold it, the innermost first.
    pub fn chain(&self, line: usize) -> Vec<&Clause> {
        let mut chain = Vec::new();
        let mut next = self.index_at(line);
        while let Some(clause) = next.and_then(|index| self.clauses.get(index)) {
            chain.push(clause);
            next = clause.parent;
        }
        chain
    }

    /// The headings above a line, the innermost first; a clause without one is left out.
    pub fn headings(&self, line: usize) -> Vec<&str> {
        let chain = self.chain(line);
        let headings = chain.into_iter().map(|clause| clause.heading.as_str());
        headings.filter(|heading| !heading.is_empty()).collect()
    }

    /// Whether a line begins a clause.
    pub fn begins(&self, line: usize) -> Option<&Clause> {
        let clause = self.at(line)?;
        if clause.line == line { Some(clause) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(text: &str) -> ClauseTree {
        ClauseTree::of(&NoticeDocument::from_lines(text))
    }

    fn addresses(text: &str) -> Vec<String> {
        let tree = tree(text);
        (1..=text.lines().count()).map(|line| tree.address(line)).collect()
    }

    #[test]
    fn a_line_has_the_address_of_its_clause() {
        let text = "关于申报的通知\n一、申报条件\n（一）企业\n1.成立满2年；\n2.守法。\n(1)无处罚；\n①无事故；\n（二）项目\n二、材料\n⑴申报书；";
        assert_eq!(
            addresses(text),
            [
                "",
                "一",
                "一(一)",
                "一(一)1",
                "一(一)2",
                "一(一)2(1)",
                "一(一)2(1)①",
                "一(二)",
                "二",
                "二(1)"
            ]
        );
    }

    #[test]
    fn a_closing_paragraph_is_no_part_of_the_last_item() {
        let text = "一、材料\n1.申报书一份；\n2.证明一份。\n请于5月1日前报送。\n二、其他";
        assert_eq!(addresses(text), ["一", "一1", "一2", "一", "二"]);
    }

    #[test]
    fn exclusions_are_no_part_of_the_condition_before_them() {
        let text = "二、条件\n（一）成立满2年；\n（二）无安全事故。\n有下列情形之一的，不得申报：\n1.失信的；";
        assert_eq!(addresses(text), ["二", "二(一)", "二(二)", "二", "二1"]);
    }

    #[test]
    fn headings_are_told_from_items() {
        let text = "（一）省级推荐。\n各省组织。\n1.项目申报。请各单位组织。\n2.无知识产权纠纷。\n3.优秀奖推荐条件。\n（1）守法。\n4.报送时间：4月1日前";
        let tree = tree(text);
        let headings: Vec<&str> =
            tree.clauses.iter().map(|clause| clause.heading.as_str()).collect();
        assert_eq!(headings, ["省级推荐", "项目申报", "", "优秀奖推荐条件", "", "报送时间"]);
    }

    #[test]
    fn what_is_printed_behind_a_notice_has_clauses_of_its_own() {
        let text = "一、条件\n附件：1.申报书\n某局\n附件1\n申报书\n一、基本情况\n附件 2：\n汇总表";
        let tree = tree(text);
        assert_eq!(tree.address(6), "附件1·一");
        assert_eq!(tree.annex_at(8).map(|annex| annex.name.as_str()), Some("附件2"));
        assert_eq!(tree.annex_at(2), None);
    }

    #[test]
    fn numbers_that_are_none_begin_no_clause() {
        for text in [
            "2023年5月6日",
            "一、二等奖各一名",
            "1.5倍行距",
            "第五条规定的情形",
            "010-5551234",
            "3张照片",
            "（见附件）",
        ] {
            assert_eq!(ClauseNumber::leading(text), None, "{text}");
        }
        for (text, address) in [
            ("1.2023年度计划", "1"),
            ("第十二条 附则", "第十二条"),
            ("㈢说明", "(三)"),
            ("３．材料", "3"),
            ("二．范围", "二"),
        ] {
            assert_eq!(
                ClauseNumber::leading(text).map(ClauseNumber::address).as_deref(),
                Some(address),
                "{text}"
            );
        }
    }
}
