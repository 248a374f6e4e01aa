//! A draft of `profile.toml`: the few facts that stand in a notice for all to see, and candidates
//! for the others.

use std::fmt::Write as _;

use regex::Regex;

use super::quoted;
use super::reading::{clause, days};

/// The draft.
pub(super) fn draft(id: &str, text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = format!(
        "# 通知的事实。没有写明的一律 \"unstated\"，不要替发文单位决定；读法有分歧的写进 [[readings]]。\n# 以 # 开头的是从通知里找到的候选，核对后去掉 #。各项含义见已有通知的 profile.toml。\nformat = 1\nid = {}\n",
        quoted(id)
    );
    let (title, line) = title(&lines);
    let _ = writeln!(out, "title = {}  # 第 {line} 行", quoted(title));
    let _ = writeln!(out, "short = {}", quoted(&short(title)));
    out.push_str("status = \"full\"\ninclude = [\"common\"]\nissuers = []\n");
    match doc_no(&lines) {
        Some((number, line)) => {
            let _ = writeln!(out, "doc-no = {}  # 第 {line} 行", quoted(number));
        }
        None => out.push_str("doc-no = \"unstated\"\n"),
    }
    match signed(&lines) {
        Some((day, line)) => {
            let _ = writeln!(out, "signed-on = {}  # 第 {line} 行", quoted(&day));
        }
        None => out.push_str("# signed-on = \"2024-01-31\"\n"),
    }
    out.push_str("source = \"\"\n# region = { code = \"45\", name = \"广西壮族自治区\" }\n# plan-title = \"实施方案\"\n");
    out.push_str("industries = []\nbasins = []\n");
    deadlines(&lines, &mut out);
    deliver(&lines, &mut out);
    out.push_str("\n# 有几类项目就写几个：\n# [[categories]]\n# id = \"park\"\n# name = \"\"\n# clause = \"二(一)\"\n# quote = \"\"\n# object-kinds = [\"park\"]\n");
    out.push_str("\n# [[readings]]\n# id = \"deadline\"\n# wording = \"\"  # 通知的原话\n# open = \"\"     # 没有说清什么\n# taken = \"\"    # 本工具怎样读\n");
    out
}

/// The line that is the title: the first that ends as titles do, else the first.
fn title<'a>(lines: &[&'a str]) -> (&'a str, usize) {
    let ends = ["通知", "公告", "通告", "的函", "办法", "指南"];
    let found = lines.iter().take(12).position(|l| ends.iter().any(|e| l.ends_with(e)));
    let index = found.unwrap_or(0);
    (lines.get(index).copied().unwrap_or("未命名的通知"), index + 1)
}

fn short(title: &str) -> String {
    let from = match title.find("关于") {
        Some(i) => i + "关于".len(),
        None => 0,
    };
    let inner = title.get(from..).unwrap_or(title);
    inner.trim_end_matches("的通知").trim_end_matches("的公告").chars().take(24).collect()
}

/// A document number that has a line of its own near the top.
fn doc_no<'a>(lines: &[&'a str]) -> Option<(&'a str, usize)> {
    let pattern = Regex::new(r"^\p{Han}{2,12}[〔\[［(（]\d{4}[〕\]］)）]\s*\d+\s*号$").ok()?;
    lines.iter().take(12).enumerate().find(|(_, l)| pattern.is_match(l)).map(|(i, l)| (*l, i + 1))
}

/// The day under the text: a line that is nothing but a day.
fn signed(lines: &[&str]) -> Option<(String, usize)> {
    lines.iter().enumerate().find_map(|(i, line)| {
        let line = line.trim_matches(['(', ')', '（', '）']);
        let (day, start, end) = days(line).into_iter().next()?;
        if start == 0 && end == line.len() { Some((day, i + 1)) } else { None }
    })
}

fn deadlines(lines: &[&str], out: &mut String) {
    out.push_str("\n# 期限是要定的事，不能猜：核对后去掉 #，没有说清的保留 \"unstated\"。\n");
    let mut any = false;
    for (index, line) in lines.iter().enumerate() {
        for (day, start, end) in days(line) {
            let after: String = line.get(end..).unwrap_or_default().chars().take(4).collect();
            let before = line.get(..start).unwrap_or_default();
            let due = ["前", "之前", "以前", "截止", "止"].iter().any(|w| after.starts_with(w));
            if !due
                && !before.ends_with("于")
                && !before.contains("截止")
                && !before.contains("不迟于")
            {
                continue;
            }
            any = true;
            let _ = writeln!(out, "# 第 {} 行", index + 1);
            let _ = writeln!(
                out,
                "# [[deadlines]]\n# applies-to = [\"paper\", \"mail\"]\n# wording = {}",
                quoted(clause(line, start))
            );
            let _ = writeln!(out, "# date = {}", quoted(&day));
            out.push_str("# time = \"unstated\"\n# inclusive = \"unstated\"\n# basis = \"unstated\"\n# consequence = \"unstated\"\n");
        }
    }
    if !any {
        out.push_str("# 没有找到写明日期的期限。\n# [[deadlines]]\n# applies-to = [\"paper\", \"mail\"]\n# wording = \"\"\n# date = \"2024-01-31\"\n");
    }
}

fn deliver(lines: &[&str], out: &mut String) {
    out.push_str("\n# 怎样报送：\n");
    let search = |pattern: &str| -> Vec<(String, usize)> {
        let Ok(pattern) = Regex::new(pattern) else { return Vec::new() };
        let found = lines
            .iter()
            .enumerate()
            .flat_map(|(i, line)| pattern.captures_iter(line).map(move |c| (i, c)));
        found.filter_map(|(i, c)| Some((c.get(1)?.as_str().to_owned(), i + 1))).collect()
    };
    let mailboxes = search(r"([A-Za-z0-9][A-Za-z0-9._-]*@[A-Za-z0-9][A-Za-z0-9.-]*\.[A-Za-z]{2,})");
    let list: Vec<String> = mailboxes.iter().map(|(m, _)| quoted(m)).collect();
    let at: Vec<String> = mailboxes.iter().map(|(_, line)| format!("第 {line} 行")).collect();
    let _ = writeln!(out, "# [deliver.mail]\n# to = [{}]  # {}", list.join(", "), at.join("、"));
    let limits = search(r"(\d+\s*(?:[MmGg][Bb]?|兆))");
    for (limit, line) in &limits {
        let _ = writeln!(out, "# max-wording = {}  # 第 {line} 行", quoted(limit));
    }
    out.push_str("# subject = \"unstated\"\n# max-bytes = \"unstated\"\n#\n# [deliver.paper]\n");
    for (copies, line) in search(r"一式\s*([0-9一二两三四五六七八九十]+)\s*份") {
        let number = match copies.as_str() {
            "两" => Some(2),
            digits => digits.parse().ok().or_else(|| crate::text::numeral::parse_chinese(digits)),
        };
        if let Some(number) = number {
            let _ = writeln!(out, "# copies = {number}  # 第 {line} 行");
        }
    }
    out.push_str("# binding = \"unstated\"\n# to = \"\"\n# address = \"\"\n");
}
