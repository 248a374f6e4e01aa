//! The plan as it is before anybody has written a word: every heading, and under each what the
//! notice asks for there.

use crate::notice::{Notice, OutlineNode};
use crate::project::config::UNFILLED;
use crate::project::model::normal;
use crate::project::toml_tree::TomlNode;

use super::known_facts::said;

/// Where the plan is written: the first Markdown file that `[plan]` names, or fits its pattern.
/// `None` if the plan is written in something else.
pub(super) fn file_name(facts: &TomlNode) -> Option<String> {
    let files = facts.find("plan.files").map(TomlNode::items).unwrap_or_default();
    let names = files.iter().filter_map(|n| Some(normal(&n.text()?.value)));
    names.filter(|name| name.ends_with(".md")).find_map(|name| {
        let name = if name.matches('*').count() == 1 { name.replace('*', "plan") } else { name };
        if !name.contains(['*', '?', '[', '{']) { Some(name) } else { None }
    })
}

/// The plan's text.
pub(super) fn text(notice: &Notice, facts: &TomlNode) -> String {
    let category = said(facts, "project.category");
    let mut out = format!(
        "# {}\n",
        escaped(&plan_title(&notice.profile.plan_title, said(facts, "project.name").as_deref()))
    );
    if notice.outline.is_empty() {
        out.push_str(&comment(&["通知没有规定编制大纲，章节请自行安排。".to_owned()]));
        return out;
    }
    out.push_str(&comment(&[
        "标题照通知的编制大纲写，请不要改动文字和顺序。".to_owned(),
        "每个标题下的注释说明通知要求写什么；注释不会排进正式文件，写完可以删，也可以留着。"
            .to_owned(),
    ]));
    for (depth, node) in notice.outline.iter().flat_map(OutlineNode::walk) {
        out.push_str(&format!("\n{} {}\n", "#".repeat(depth + 2), node.full()));
        let asks = asks(notice, node, category.as_deref());
        if !asks.is_empty() {
            out.push_str(&comment(&asks));
        }
    }
    out
}

/// What to write under a heading. Before a category is chosen, the special asks of each stand there
/// with its name.
fn asks(notice: &Notice, node: &OutlineNode, category: Option<&str>) -> Vec<String> {
    let asks = node.asks(category.unwrap_or_default());
    let mut out: Vec<String> = asks.map(str::to_owned).collect();
    if category.is_none() {
        for (id, asks) in &node.ask_for {
            let name = match notice.profile.category(id) {
                Some(c) => c.name.as_str(),
                None => id.as_str(),
            };
            out.extend(asks.iter().map(|ask| format!("〔{name}〕{ask}")));
        }
    }
    if let Some(chars) = node.min_chars.filter(|_| node.is_leaf()) {
        out.push(format!("篇幅：一般不少于{chars}字。"));
    }
    out
}

/// A comment of Markdown. Two hyphens would end it in some tools, so they become a dash.
fn comment(lines: &[String]) -> String {
    let mut out = String::from("\n<!--\n");
    for line in lines {
        let mut line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        while line.contains("--") {
            line = line.replace("--", "—");
        }
        out.push_str(&format!("· {line}\n"));
    }
    out.push_str("-->\n");
    out
}

/// Text that Markdown prints as it is, in one line (CommonMark 2.4).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '#' | '!' | '$')
        {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

/// The plan's title for a project: it ends in what the notice calls the plan.
///
/// `甲园区节能改造整体示范项目` and `节能改造示范实施方案` share `节能改造`; what
/// stands before it is kept.
pub fn plan_title(form: &str, name: Option<&str>) -> String {
    let name = match name {
        Some(name) => name.trim(),
        None => return format!("{UNFILLED}：项目名称】{form}"),
    };
    if form.is_empty() || name.contains(form) {
        return name.to_owned();
    }
    let stem = name.strip_suffix("项目").unwrap_or(name);
    let whole = format!("{stem}实施方案");
    if whole.contains(form) {
        return whole;
    }
    let starts = form.char_indices().map(|(index, _)| index);
    let mut ends: Vec<usize> = starts.skip(2).collect();
    ends.push(form.len());
    let mut longest_first = ends.iter().rev();
    let before = longest_first.find_map(|end| Some(stem.split_once(&form[..*end])?.0));
    format!("{}{form}", before.unwrap_or(stem))
}

#[cfg(test)]
mod tests {
    use super::{comment, plan_title};

    #[test]
    fn titles() {
        let form = "清洁生产审核创新试点实施方案";
        for (name, expected) in [
            (
                "平果市铝产业园清洁生产整体审核创新试点项目",
                "平果市铝产业园清洁生产审核创新试点实施方案",
            ),
            ("甲县清洁生产审核创新试点项目", "甲县清洁生产审核创新试点实施方案"),
            ("甲县清洁生产审核创新试点实施方案", "甲县清洁生产审核创新试点实施方案"),
            ("甲县绿色升级项目", "甲县绿色升级清洁生产审核创新试点实施方案"),
            ("清洁生产试点", "清洁生产审核创新试点实施方案"),
        ] {
            assert_eq!(plan_title(form, Some(name)), expected);
        }
        assert_eq!(plan_title(form, None), "【待填：项目名称】清洁生产审核创新试点实施方案");
        assert_eq!(plan_title("", Some("甲项目")), "甲项目");
    }

    #[test]
    fn comments_cannot_end_early() {
        assert_eq!(comment(&["a--->b\n-->".to_owned()]), "\n<!--\n· a—->b —>\n-->\n");
    }
}
