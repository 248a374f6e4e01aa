//! The words of a page as a reader sees them: one paragraph or table row a line, white space as browsers collapse it.

use crate::reading::document::LineKind;
use crate::text::characters::without_space;
use crate::text::han::is_cjk;

use super::page_table;
use super::tree::{NodeId, Tree};

/// A line of a page.
#[derive(Debug, Default)]
pub(super) struct PageLine {
    /// The words.
    pub(super) text: String,
    /// What it is.
    pub(super) kind: LineKind,
    /// The element that holds it.
    pub(super) node: NodeId,
    /// Characters that stand in links.
    pub(super) linked: usize,
    /// Whether a link leads to a file to be downloaded.
    pub(super) has_file: bool,
    /// The element that hides it.
    pub(super) hidden_by: Option<NodeId>,
}

/// A step of the walk through the tree, which may be too deep for a walk by calls.
enum Step {
    Enter(NodeId),
    Leave(NodeId),
}

/// All lines of a page, in order, hidden ones included.
pub(super) fn lines(tree: &Tree) -> Vec<PageLine> {
    let mut writer = Writer::new(tree);
    let mut steps = vec![Step::Enter(Tree::ROOT)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Leave(id) => writer.leave(id),
            Step::Enter(id) => {
                if writer.enter(id) {
                    steps.push(Step::Leave(id));
                    let children = tree.children(id).iter().rev();
                    steps.extend(children.map(|child| Step::Enter(*child)));
                }
            }
        }
    }
    writer.finish_line();
    writer.lines
}

struct Writer<'t> {
    tree: &'t Tree,
    lines: Vec<PageLine>,
    line: PageLine,
    space: Space,
    /// The innermost element that begins a line.
    block: Vec<NodeId>,
    links: usize,
    preformatted: usize,
    headings: usize,
    hidden: Vec<NodeId>,
    /// The next number of each numbered list that is open; `None` for lists without numbers.
    lists: Vec<Option<u32>>,
    /// Set behind a `<dt>`: its `<dd>` goes on in the same line.
    after_term: bool,
}

/// White space that has been seen and not yet been written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Space {
    None,
    Blank,
    /// With a line end of the source in it, which means nothing beside Chinese characters.
    LineEnd,
}

impl<'t> Writer<'t> {
    fn new(tree: &'t Tree) -> Self {
        Self {
            tree,
            lines: Vec::new(),
            line: PageLine::default(),
            space: Space::None,
            block: vec![Tree::ROOT],
            links: 0,
            preformatted: 0,
            headings: 0,
            hidden: Vec::new(),
            lists: Vec::new(),
            after_term: false,
        }
    }

    /// Begins a node; whether its children are to be walked.
    fn enter(&mut self, id: NodeId) -> bool {
        if let Some(text) = self.tree.text(id) {
            self.write(text);
            return false;
        }
        let name = self.tree.name(id);
        if is_never_shown(name) {
            return false;
        }
        if is_hidden(self.tree, id) {
            self.hidden.push(id);
        }
        match name {
            "br" => self.finish_line(),
            "input" => return false,
            "a" => {
                self.links += 1;
                let target = self.tree.attribute(id, "href").unwrap_or_default();
                self.line.has_file |= is_file(target);
            }
            "pre" | "textarea" => self.preformatted += 1,
            "table" if page_table::is_of_data(self.tree, id) => {
                self.table(id);
                self.pop_hidden(id);
                return false;
            }
            "dd" if self.after_term => self.after_term = false,
            _ => {}
        }
        let goes_on = name == "dd" && !self.line.text.is_empty();
        if is_block(self.tree, id, name) && !goes_on {
            self.finish_line();
            self.block.push(id);
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.headings += 1,
            "ol" => {
                let is_plain = self
                    .tree
                    .attribute(id, "style")
                    .is_some_and(|style| style.replace(' ', "").contains("list-style:none"));
                let start = self.tree.attribute(id, "start");
                let start = start.and_then(|start| start.trim().parse().ok());
                self.lists.push(if is_plain { None } else { Some(start.unwrap_or(1)) });
            }
            "ul" | "menu" | "dir" => self.lists.push(None),
            "li" => self.number(id),
            _ => {}
        }
        true
    }

    fn leave(&mut self, id: NodeId) {
        let name = self.tree.name(id);
        match name {
            "a" => self.links = self.links.saturating_sub(1),
            "pre" | "textarea" => self.preformatted = self.preformatted.saturating_sub(1),
            "ol" | "ul" | "menu" | "dir" => {
                self.lists.pop();
            }
            _ => {}
        }
        if self.block.last() == Some(&id) {
            if name == "dt" && !self.line.text.is_empty() {
                // A term and what it means are one line.
                self.after_term = true;
                let ends = self.line.text.ends_with(['：', ':']);
                self.space = if ends { Space::None } else { Space::Blank };
            } else {
                self.finish_line();
            }
            self.block.pop();
        } else if name == "dd" {
            self.finish_line();
        }
        if matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6") {
            self.headings = self.headings.saturating_sub(1);
        }
        self.pop_hidden(id);
    }

    fn pop_hidden(&mut self, id: NodeId) {
        if self.hidden.last() == Some(&id) {
            self.hidden.pop();
        }
    }

    /// Ends the line, if there is anything in it.
    fn finish_line(&mut self) {
        self.space = Space::None;
        self.after_term = false;
        let line = std::mem::take(&mut self.line);
        if line.text.trim().is_empty() {
            return;
        }
        let kind = if self.headings > 0 { LineKind::Heading } else { LineKind::Paragraph };
        self.push(PageLine { kind, ..line });
    }

    fn push(&mut self, line: PageLine) {
        let node = self.block.last().copied().unwrap_or(Tree::ROOT);
        let hidden_by = self.hidden.first().copied();
        self.lines.push(PageLine { node, hidden_by, ..line });
    }

    /// Writes the words of a text.
    fn write(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '\n' | '\r' | '\u{c}' if self.preformatted > 0 => self.finish_line(),
                '\n' | '\r' | '\u{c}' => self.space = Space::LineEnd,
                ' ' | '\t' if self.space == Space::LineEnd => {}
                ' ' | '\t' => self.space = Space::Blank,
                '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => {}
                c if c.is_control() => {}
                c => self.put(c),
            }
        }
    }

    fn put(&mut self, c: char) {
        let before = self.line.text.chars().next_back();
        let is_beside_chinese = before.is_some_and(is_cjk) || is_cjk(c);
        let is_wanted = match self.space {
            Space::None => false,
            Space::Blank => true,
            Space::LineEnd => !is_beside_chinese,
        };
        if is_wanted && before.is_some() {
            self.line.text.push(' ');
        }
        self.space = Space::None;
        self.line.text.push(c);
        self.line.linked += usize::from(self.links > 0);
    }

    /// The number of an item of a numbered list, as it is printed.
    fn number(&mut self, id: NodeId) {
        let Some(Some(next)) = self.lists.last_mut() else { return };
        let number = *next;
        *next = next.saturating_add(1);
        let own = self.tree.attribute(id, "value");
        let own = own.and_then(|value| value.trim().parse::<u32>().ok());
        let number = own.unwrap_or(number);
        self.line.text.push_str(&format!("{number}."));
    }

    /// A table of data: a row a line.
    fn table(&mut self, id: NodeId) {
        self.finish_line();
        self.block.push(id);
        for row in page_table::rows(self.tree, id) {
            self.push(PageLine {
                text: row.text,
                kind: LineKind::TableRow,
                linked: row.linked,
                ..PageLine::default()
            });
        }
        self.block.pop();
    }
}

/// Elements whose content no reader sees.
pub(super) fn is_never_shown(name: &str) -> bool {
    matches!(
        name,
        "head"
            | "script"
            | "style"
            | "template"
            | "noframes"
            | "iframe"
            | "object"
            | "embed"
            | "svg"
            | "math"
            | "select"
            | "datalist"
            | "audio"
            | "video"
            | "canvas"
            | "map"
            | "title"
    )
}

/// Whether an element is hidden by its own attributes.
fn is_hidden(tree: &Tree, id: NodeId) -> bool {
    if tree.attribute(id, "hidden").is_some() {
        return true;
    }
    let Some(style) = tree.attribute(id, "style") else { return false };
    let style = without_space(style).to_ascii_lowercase();
    style.contains("display:none")
        || style.contains("visibility:hidden")
        || style.contains("mso-hide:all")
}

/// Whether a link leads to a file of those that notices bring along.
fn is_file(target: &str) -> bool {
    let path = target.split(['?', '#']).next().unwrap_or(target);
    let path = path.to_ascii_lowercase();
    let endings = [
        ".doc", ".docx", ".xls", ".xlsx", ".pdf", ".zip", ".rar", ".7z", ".wps", ".et", ".ofd",
        ".ppt", ".pptx", ".txt", ".jpg", ".png",
    ];
    endings.iter().any(|ending| path.ends_with(ending))
}

/// Whether an element begins a line of its own.
pub(super) fn is_block(tree: &Tree, id: NodeId, name: &str) -> bool {
    let by_name = matches!(
        name,
        "p" | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "tbody"
            | "thead"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "caption"
            | "section"
            | "article"
            | "aside"
            | "nav"
            | "header"
            | "footer"
            | "main"
            | "form"
            | "fieldset"
            | "legend"
            | "blockquote"
            | "pre"
            | "hr"
            | "body"
            | "html"
            | "address"
            | "figure"
            | "figcaption"
            | "details"
            | "summary"
            | "center"
            | "ucapcontent"
            | "ucaptitle"
            | "textarea"
            | "menu"
            | "dir"
            | "option"
            | "marquee"
    );
    let by_style = tree
        .attribute(id, "style")
        .is_some_and(|style| style.replace(' ', "").contains("display:block"));
    by_name || by_style
}
