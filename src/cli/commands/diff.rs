//! `pilot diff NOTICE1 NOTICE2`: what an amended notice changes for the applicant.

use std::path::Path;
use std::sync::Arc;

use crate::cli::session::given_notice::{add_folder, folder_in_memory, read_input};
use crate::cli::session::{Session, load_notice, notice_proof};
use crate::cli::terminal::args::{DiffArgs, DiffFormat};
use crate::cli::terminal::exit::Exit;
use crate::cli::terminal::failure::{Failure, shown};
use crate::notice::Notice;
use crate::notice::difference::{ComparedFact, FactTopic, NoticeChange, differences};
use crate::text::han;

/// Shows the differences; exit status 1 if there are any.
pub(crate) fn run(args: &DiffArgs, session: &mut Session<'_, '_>) -> Result<Exit, Failure> {
    let before = open(&args.before, session)?;
    let after = open(&args.after, session)?;
    let changes = differences(&before, &after);
    let text = match args.format {
        DiffFormat::Human => human(&changes),
        DiffFormat::Markdown => markdown(&changes, &before, &after),
        DiffFormat::Json => json(&changes),
    };
    session.env.out.write_all(text.as_bytes())?;
    Ok(if changes.is_empty() { Exit::Clean } else { Exit::Findings })
}

/// A notice by its id, its folder or its text.
fn open(named: &Path, session: &Session<'_, '_>) -> Result<Arc<Notice>, Failure> {
    let path = session.env.cwd.join(named);
    if path.is_dir() {
        // A project keeps its notice in a folder of another name than its id.
        let library = notice_proof::library_of_facts();
        let id = add_folder(&path, &library)?;
        return load_notice(&id, &library);
    }
    if path.is_file() {
        return read_file(named, session);
    }
    let id = named.to_string_lossy();
    let ids = session.library.ids();
    if ids.iter().any(|known| *known == id) {
        return load_notice(&id, session.library);
    }
    Err(Failure::new(format!("没有 {} 这个文件、文件夹或通知编号", shown(named)))
        .hint(format!("可用的编号：{}", ids.join("、"))))
}

/// Reads a notice as `pilot new notice` does, without writing it.
fn read_file(named: &Path, session: &Session<'_, '_>) -> Result<Arc<Notice>, Failure> {
    const ID: &str = "notice";
    let input = read_input(named, &[], session.env)?;
    let library = notice_proof::library_of_facts();
    library.add(ID.to_owned(), folder_in_memory(ID, &input, session.library));
    load_notice(ID, &library)
}

fn topic_name(topic: FactTopic) -> &'static str {
    match topic {
        FactTopic::Deadline => "期限",
        FactTopic::Material => "材料",
        FactTopic::Limit => "上限",
        FactTopic::Copies => "份数和装订",
        FactTopic::Channel => "报送方式",
        FactTopic::Condition => "条件",
        FactTopic::Applicant => "申报范围",
        FactTopic::Obligation => "其他要求",
        FactTopic::Open => "没有说清之处",
        FactTopic::Outline => "编制大纲",
        FactTopic::Contact => "联系方式",
    }
}

/// `改`, `增` or `删`.
fn change_word(change: &NoticeChange) -> &'static str {
    match (&change.before, &change.after) {
        (Some(_), Some(_)) => "改",
        (None, _) => "增",
        (Some(_), None) => "删",
    }
}

fn name_of(change: &NoticeChange) -> &str {
    let fact = change.after.as_ref().or(change.before.as_ref());
    fact.map(|fact| fact.name.as_str()).unwrap_or_default()
}

/// The value with its sentence and line.
fn side(fact: &ComparedFact) -> String {
    let mut words = fact.value.clone();
    if !fact.quote.is_empty() && fact.quote != fact.value {
        match fact.line {
            Some(line) => words.push_str(&format!("（第 {line} 行“{}”）", fact.quote)),
            None => words.push_str(&format!("（“{}”）", fact.quote)),
        }
    } else if let Some(line) = fact.line {
        words.push_str(&format!("（第 {line} 行）"));
    }
    han::printable(&words)
}

fn human(changes: &[NoticeChange]) -> String {
    if changes.is_empty() {
        return "对申报单位没有变化：期限、材料、上限、条件、要求、大纲和报送方式都相同\n"
            .to_owned();
    }
    let mut text = String::new();
    let mut topic = None;
    for change in changes {
        if change.topic() != topic {
            topic = change.topic();
            if let Some(topic) = topic {
                text.push_str(&format!("{}\n", topic_name(topic)));
            }
        }
        let name = han::printable(name_of(change));
        text.push_str(&format!("  {}  {name}\n", change_word(change)));
        if let Some(fact) = &change.before {
            text.push_str(&format!("      原  {}\n", side(fact)));
        }
        if let Some(fact) = &change.after {
            text.push_str(&format!("      现  {}\n", side(fact)));
        }
    }
    text.push_str(&format!("共 {} 处不同\n", changes.len()));
    text
}

fn markdown(changes: &[NoticeChange], before: &Notice, after: &Notice) -> String {
    let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ");
    let mut text = format!(
        "# 通知的变化\n\n- 原：{}\n- 现：{}\n\n",
        cell(&before.profile.title),
        cell(&after.profile.title)
    );
    if changes.is_empty() {
        text.push_str("对申报单位没有变化。\n");
        return text;
    }
    text.push_str("| 事项 | 变化 | 原 | 现 |\n| --- | --- | --- | --- |\n");
    for change in changes {
        let topic = change.topic().map(topic_name).unwrap_or_default();
        let old = change.before.as_ref().map(side).unwrap_or_default();
        let new = change.after.as_ref().map(side).unwrap_or_default();
        text.push_str(&format!(
            "| {topic}：{} | {} | {} | {} |\n",
            cell(name_of(change)),
            change_word(change),
            cell(&old),
            cell(&new)
        ));
    }
    text
}

fn json(changes: &[NoticeChange]) -> String {
    let fact = |fact: &Option<ComparedFact>| match fact {
        Some(fact) => serde_json::json!({
            "value": fact.value,
            "quote": fact.quote,
            "line": fact.line,
        }),
        None => serde_json::Value::Null,
    };
    let mut rows = Vec::new();
    for change in changes {
        rows.push(serde_json::json!({
            "topic": change.topic().map(topic_name),
            "name": name_of(change),
            "before": fact(&change.before),
            "after": fact(&change.after),
        }));
    }
    format!("{:#}\n", serde_json::json!({ "format": 1, "changes": rows }))
}
