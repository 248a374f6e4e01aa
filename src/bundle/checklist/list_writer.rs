//! Lines of a list for people: the same as plain text and as Markdown.

/// Text or Markdown, line by line.
pub(super) struct ListWriter {
    /// What was written so far.
    pub(super) text: String,
    markdown: bool,
}

impl ListWriter {
    /// Nothing yet.
    pub(super) fn new(markdown: bool) -> Self {
        Self { text: String::new(), markdown }
    }

    /// The title.
    pub(super) fn title(&mut self, title: &str) {
        let title = self.escape(title);
        self.text += &if self.markdown {
            format!("# {title}\n")
        } else {
            format!("{title}\n{}\n", "=".repeat(40))
        };
    }

    /// The heading of a part.
    pub(super) fn section(&mut self, title: &str) {
        self.text +=
            &if self.markdown { format!("\n## {title}\n\n") } else { format!("\n【{title}】\n") };
    }

    /// A fact.
    pub(super) fn item(&mut self, text: &str) {
        let text = self.escape(text);
        self.text += &if self.markdown { format!("- {text}\n") } else { format!("  · {text}\n") };
    }

    /// Something to do, with a box to tick.
    pub(super) fn todo(&mut self, text: &str) {
        let text = self.escape(text);
        self.text +=
            &if self.markdown { format!("- [ ] {text}\n") } else { format!("  □ {text}\n") };
    }

    /// A line that belongs to the one before.
    pub(super) fn below(&mut self, text: &str) {
        let text = self.escape(text);
        self.text +=
            &if self.markdown { format!("      {text}  \n") } else { format!("      {text}\n") };
    }

    /// A fact with its name; left out where there is none.
    pub(super) fn field(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.item(&format!("{name}：{value}"));
        }
    }

    /// One line, without what Markdown would take for markup.
    fn escape(&self, text: &str) -> String {
        let line = one_line(text);
        if !self.markdown {
            return line;
        }
        line.chars().fold(String::with_capacity(line.len()), |mut out, c| {
            if matches!(c, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '#' | '|') {
                out.push('\\');
            }
            out.push(c);
            out
        })
    }
}

/// White space becomes single blanks, what cannot be seen becomes visible.
pub(super) fn one_line(text: &str) -> String {
    crate::text::han::printable(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}
