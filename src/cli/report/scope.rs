//! What a check leaves out of its report, and the message about it: nothing is hidden silently.

/// What was left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Scope {
    /// Findings that the baseline lists.
    pub(crate) baseline: usize,
    /// Findings that the baseline lists and that are no longer there.
    pub(crate) removable: usize,
    /// A revision, and how many findings lie outside the files changed since then.
    pub(crate) since: Option<(String, usize)>,
}

impl Scope {
    /// A sentence each, without its full stop.
    pub(crate) fn lines(&self) -> Vec<String> {
        let mut out = Vec::new();
        if self.baseline > 0 {
            out.push(format!("基线里已有 {} 条，没有列出", self.baseline));
        }
        if self.removable > 0 {
            out.push(format!(
                "基线里有 {} 条已不再出现，可用 pilot check --write-baseline 删去",
                self.removable
            ));
        }
        if let Some((rev, hidden)) = &self.since {
            let rest = if *hidden > 0 {
                format!("，其余文件里的 {hidden} 条没有列出")
            } else {
                String::new()
            };
            out.push(format!("只看 {rev} 以来改动的文件{rest}"));
        }
        out
    }

    /// Message of a clean report.
    pub(super) fn nothing(&self) -> &'static str {
        match (&self.since, self.baseline) {
            (Some(_), _) => "改动的文件里没有发现问题",
            (None, 0) => "没有发现问题",
            (None, _) => "没有发现基线以外的问题",
        }
    }
}
