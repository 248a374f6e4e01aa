//! Workflow commands that GitHub shows beside the lines, and the summary of a step.
//!
//! A step shows ten annotations of each kind and drops the others without a word: the gravest come
//! first, and the last says how many are left out.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use crate::diag::{Finding, Severity};

use super::ReportView;
use super::location::{basis, before_message, file_position, help_line};

/// Annotations of a kind that a step shows.
const SHOWN: usize = 10;
/// Bytes that a step's summary may hold.
const SUMMARY_LIMIT: u64 = 1 << 20;

/// Writes the commands.
pub(super) fn write(judged: &[ReportView], cwd: &Path, out: &mut dyn Write) -> io::Result<()> {
    for (severity, command) in
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "notice")]
    {
        let mut all: Vec<(&ReportView, &Finding)> = Vec::new();
        for one in judged {
            all.extend(
                one.report.findings.iter().filter(|f| f.severity == severity).map(|f| (one, f)),
            );
        }
        // What stops the packing is never among those left out while there is room.
        all.sort_by_key(|(_, f)| (f.weight, !f.blocks_pack));
        let shown = if all.len() > SHOWN { SHOWN - 1 } else { all.len() };
        for (one, finding) in all.iter().take(shown) {
            writeln!(out, "{}", annotation(command, one, finding, cwd))?;
        }
        if all.len() > shown {
            writeln!(
                out,
                "::{command} title=pilot::{}",
                data(&format!("其余 {} 条见步骤摘要或日志", all.len() - shown))
            )?;
        }
    }
    for one in judged {
        let s = one.report.summary();
        let line = format!(
            "{}：错误 {} 条，警告 {} 条，提示 {} 条",
            one.title(),
            s.error,
            s.warning,
            s.info
        );
        for line in std::iter::once(line).chain(one.scope.lines()) {
            writeln!(out, "{}", crate::text::han::printable(&line).replace("::", "："))?;
        }
    }
    Ok(())
}

fn annotation(command: &str, judged: &ReportView, finding: &Finding, cwd: &Path) -> String {
    let place = file_position(&finding.place, judged);
    let mut properties = Vec::new();
    if !place.path.is_empty() {
        properties
            .push(format!("file={}", property(&format!("{}{}", judged.base(cwd), place.path))));
    }
    if let Some((start, end)) = place.range {
        properties.push(format!("line={},endLine={}", start.line, end.line));
        if start.line == end.line {
            properties.push(format!("col={},endColumn={}", start.column, end.column));
        }
    }
    properties.push(format!(
        "title={}",
        property(&format!("{}[{}]", finding.severity.word(), finding.rule))
    ));
    let help = help_line(finding, "");
    format!(
        "::{command} {}::{}",
        properties.join(","),
        data(&format!(
            "{}{}\n依据：{}{help}",
            before_message(&finding.place, judged),
            finding.message,
            basis(finding)
        ))
    )
}

/// The text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A value before the text.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// Adds the reports to the step's summary, and leaves out the least severe findings if it would grow
/// over its limit.
///
/// # Errors
/// If the file cannot be written.
pub(super) fn append_summary(judged: &[ReportView], file: &Path) -> io::Result<()> {
    // A file that is not there yet is empty.
    let used = match fs::metadata(file) {
        Ok(metadata) => metadata.len(),
        Err(_) => 0,
    };
    let room = usize::try_from(SUMMARY_LIMIT.saturating_sub(used)).unwrap_or(0);
    let lengths = judged.iter().map(|one| one.report.findings.len());
    let mut rows = lengths.max().unwrap_or(0);
    let text = loop {
        let mut text = AnnotationBudget { left: room, text: Vec::new() };
        match super::markdown::write(judged, rows, &mut text) {
            Ok(()) => break text.text,
            Err(_) if rows > 0 => rows /= 2,
            Err(_) => return Ok(()),
        }
    };
    let mut options = fs::OpenOptions::new();
    options.create(true).append(true);
    options.open(file)?.write_all(&text)
}

/// A text that may not grow over a limit.
struct AnnotationBudget {
    left: usize,
    text: Vec<u8>,
}

impl Write for AnnotationBudget {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.left = self.left.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
        self.text.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
