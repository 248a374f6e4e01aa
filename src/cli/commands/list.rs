//! `pilot list notices|rules|categories|divisions`

use serde_json::{Value, json};

use crate::notice::profile::Deadline;
use crate::notice::{DivisionLevel, Library};
use crate::text::json::write_json;

use crate::cli::session::Session;
use crate::cli::terminal::args::{ListArgs, ListFormat, ListWhat};
use crate::cli::terminal::exit::Exit;
use crate::cli::terminal::failure::Failure;
use crate::cli::terminal::tables;

/// A table with its machine form.
struct ListTable {
    head: Vec<&'static str>,
    keys: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

pub(crate) fn run(args: &ListArgs, session: &mut Session<'_, '_>) -> Result<Exit, Failure> {
    let listing = match args.what {
        ListWhat::Notices => notices(session.library)?,
        ListWhat::Rules => rules(args, session)?,
        ListWhat::Categories => categories(args, session)?,
        ListWhat::Divisions => divisions(args, session)?,
    };
    match args.form.format {
        ListFormat::Human => {
            session.env.out.write_all(tables::lines(&listing.head, &listing.rows).as_bytes())?
        }
        ListFormat::Json => {
            let object = |row: &Vec<String>| -> Value {
                let cells = listing.keys.iter().zip(row);
                cells.map(|(key, cell)| ((*key).to_owned(), json!(cell))).collect()
            };
            let rows: Vec<Value> = listing.rows.iter().map(object).collect();
            write_json(&mut *session.env.out, &rows)?;
            writeln!(session.env.out)?;
        }
    }
    Ok(Exit::Clean)
}

fn notices(library: &Library) -> Result<ListTable, Failure> {
    let mut rows = Vec::new();
    for id in library.ids() {
        let profile = library.profile(&id)?;
        let unstated = || "通知未写明".to_owned();
        let day = |d: &Deadline| match d.time.value() {
            Some(time) => format!("{} {time}", d.date.0),
            None => d.date.0.to_string(),
        };
        let deadlines = profile.deadlines_by_date();
        let deadlines: Vec<String> = deadlines.into_iter().map(day).collect();
        let deadlines = if deadlines.is_empty() { unstated() } else { deadlines.join("、") };
        let number = profile.doc_no.value().cloned().unwrap_or_else(unstated);
        rows.push(vec![id, deadlines, number, profile.marked(&profile.title).into_owned()]);
    }
    Ok(ListTable {
        head: vec!["编号", "截止", "文号", "标题"],
        keys: vec!["id", "deadline", "doc_no", "title"],
        rows,
    })
}

fn rules(args: &ListArgs, session: &Session<'_, '_>) -> Result<ListTable, Failure> {
    let notice = session.notice(args.notice.as_deref())?;
    let row = |card: &crate::notice::Card| {
        let level = if card.is_manual() { "清单" } else { card.severity.word() };
        let stop = if card.blocks_pack { "停止打包" } else { "" };
        let off = if card.off_by_default { "（默认关闭）" } else { "" };
        vec![
            card.id.0.clone(),
            level.to_owned(),
            stop.to_owned(),
            card.authority.reference.clone(),
            format!("{}{off}", card.title),
        ]
    };
    let rows = notice.cards.iter().map(row).collect();
    Ok(ListTable {
        head: vec!["规则", "级别", "打包", "依据", "内容"],
        keys: vec!["rule", "severity", "pack", "authority", "title"],
        rows,
    })
}

fn categories(args: &ListArgs, session: &Session<'_, '_>) -> Result<ListTable, Failure> {
    let notice = session.notice(args.notice.as_deref())?;
    let mut rows = Vec::new();
    for category in &notice.profile.categories {
        rows.push([&category.id, &category.clause, &category.name].map(String::clone).to_vec());
    }
    Ok(ListTable {
        head: vec!["类别", "依据", "名称"], keys: vec!["id", "clause", "name"], rows
    })
}

fn divisions(args: &ListArgs, session: &Session<'_, '_>) -> Result<ListTable, Failure> {
    let notice = session.notice(args.notice.as_deref())?;
    let region = notice.profile.region.as_ref();
    let region = region.map(|region| region.code.as_str()).unwrap_or_default();
    let row = |d: &crate::notice::Division| {
        let level = if d.level == DivisionLevel::Prefecture { "设区市" } else { "县级" };
        vec![
            d.code.clone(),
            d.name.clone(),
            d.city.clone(),
            level.to_owned(),
            d.formerly.join("、"),
        ]
    };
    let divisions = notice.divisions.all.iter();
    let divisions = divisions.filter(|division| division.code.starts_with(region));
    let rows = divisions.map(row).collect();
    Ok(ListTable {
        head: vec!["代码", "名称", "所属市", "级别", "曾用名"],
        keys: vec!["code", "name", "city", "level", "formerly"],
        rows,
    })
}
