//! An example of a card as text for people.

use std::fmt::Write as _;

use crate::text::han;

use super::example::{Example, ExamplePackage};

/// The parts of an example, a line or a block of lines each; what a terminal would obey is written
/// out.
pub fn example_text(example: &Example) -> String {
    let mut out = String::new();
    for (name, text) in [("pilot.toml", &example.config), ("plan.md", &example.plan)] {
        if let Some(text) = text {
            let _ = writeln!(out, "[{name}]\n{}", visible(text.trim_matches('\n')));
        }
    }
    for file in &example.files {
        let size =
            if file.size > 0 { format!("（{} 字节）", file.size) } else { String::new() };
        let _ = writeln!(out, "文件 {}{size}", visible(&file.path));
    }
    if let Some(package) = &example.package {
        write_package(package, &mut out);
    }
    if let Some(as_of) = &example.as_of {
        let _ = writeln!(out, "检查时间 {as_of}");
    }
    out
}

fn write_package(package: &ExamplePackage, out: &mut String) {
    for (word, size) in [("材料", package.files_size), ("压缩包", package.archive_size)] {
        if size > 0 {
            let _ = writeln!(out, "{word}共 {size} 字节");
        }
    }
    if let Some(subject) = &package.subject {
        let _ = writeln!(out, "邮件题目 {}", visible(subject));
    }
    if !package.recipients.is_empty() {
        let _ = writeln!(out, "收件人 {}", package.recipients.join("、"));
    }
    for entry in &package.entries {
        let _ = writeln!(out, "包内 {}", visible(entry));
    }
    for [kind, entry] in &package.faults {
        let _ = writeln!(out, "包内 {}：{kind}", visible(entry));
    }
    for twin in &package.twins {
        let (other, path) = (visible(&twin.other), visible(&twin.path));
        let _ = writeln!(out, "同批的 {other}：{} {path}", twin.shared);
    }
    if let Some(crowd) = &package.crowd {
        let _ = writeln!(out, "同批里 {} 共 {} 个项目", visible(&crowd.city), crowd.projects);
    }
}

/// Line by line, since line breaks are seen.
fn visible(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(han::printable).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_written_out() {
        let package = ExamplePackage { subject: Some("甲\u{7}".to_owned()), ..Default::default() };
        let example = Example {
            plan: Some("\n# 题\u{1b}目\n正文。\n".to_owned()),
            package: Some(package),
            ..Example::default()
        };
        let text = example_text(&example);
        assert!(text.starts_with("[plan.md]\n# 题") && text.contains("正文。\n邮件题目 甲"));
        assert!(!text.contains(['\u{7}', '\u{1b}']), "{text:?}");
    }
}
