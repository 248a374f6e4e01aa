//! The sheet as it is shown to people: groups of rows, each a fact in Chinese words beside its sentence.

use super::fact::{Fact, Origin};
use super::sheet::{Contact, Material, NoticeSheet, OutlineSection, ReadDeadline, Strength};

/// The sheet in words.
#[derive(Clone, Debug, Default)]
pub struct SheetView {
    /// The title of the notice, or what stands for it.
    pub title: String,
    /// What must be said before anything else; empty where nothing must.
    pub warning: String,
    /// The groups, those without rows included: a group without rows was looked for and not found.
    pub groups: Vec<ViewGroup>,
}

/// Rows under one heading.
#[derive(Clone, Debug, Default)]
pub struct ViewGroup {
    /// The heading: `什么时候`.
    pub heading: &'static str,
    /// The rows.
    pub rows: Vec<ViewRow>,
}

/// A fact in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewRow {
    /// What it is: `期限`.
    pub label: String,
    /// What is stated.
    pub value: String,
    /// What keeps it from being stated explicitly: `推断：…`, `待定：…`; else empty.
    pub note: String,
    /// The sentence.
    pub quote: String,
    /// Its line in `notice.txt`; 0 where it has none.
    pub line: usize,
}

/// Puts a sheet into words.
pub fn view(sheet: &NoticeSheet) -> SheetView {
    let title = match &sheet.title {
        Some(title) => title.value.clone(),
        None => "（没有读出标题）".to_owned(),
    };
    let warning = if sheet.is_call {
        ""
    } else {
        "这份文字看不出是征集申报、推荐或参评的通知；下面只是读到的内容。"
    };
    let groups = vec![
        group("哪份通知", notice_rows(sheet)),
        group("什么时候", sheet.deadlines.iter().map(deadline_row).collect()),
        group("交什么", sheet.materials.iter().map(material_row).collect()),
        group("交几份、怎样装", form_rows(sheet)),
        group("交到哪里", place_rows(sheet)),
        group("谁可以申报", applicant_rows(sheet)),
        group("条件", condition_rows(sheet)),
        group("名额和期限", quota_rows(sheet)),
        group("文件要写哪些部分", outline_rows(sheet)),
        group("问谁", sheet.contacts.iter().map(contact_row).collect()),
        group("通知的附件", texts("附件", &sheet.annexes)),
        group("通知没有说清的", open_rows(sheet)),
        group("其他要求", obligation_rows(sheet)),
    ];
    SheetView { title, warning: warning.to_owned(), groups }
}

fn group(heading: &'static str, rows: Vec<ViewRow>) -> ViewGroup {
    ViewGroup { heading, rows }
}

fn row<T>(label: &str, value: impl Into<String>, fact: &Fact<T>) -> ViewRow {
    let note = match fact.origin {
        Origin::Stated => String::new(),
        Origin::Inferred => format!("推断：{}", fact.why),
        Origin::Open => format!("待定：{}", fact.why),
    };
    ViewRow {
        label: label.to_owned(),
        value: value.into(),
        note,
        quote: fact.quote.replace('\n', ""),
        line: fact.line,
    }
}

fn texts(label: &str, facts: &[Fact<String>]) -> Vec<ViewRow> {
    let rows = facts.iter().map(|fact| row(label, fact.value.clone(), fact));
    rows.collect()
}

fn text(rows: &mut Vec<ViewRow>, label: &str, fact: Option<&Fact<String>>) {
    if let Some(fact) = fact {
        rows.push(row(label, fact.value.clone(), fact));
    }
}

fn notice_rows(sheet: &NoticeSheet) -> Vec<ViewRow> {
    let mut rows = Vec::new();
    text(&mut rows, "标题", sheet.title.as_ref());
    text(&mut rows, "文号", sheet.doc_no.as_ref());
    rows.extend(texts("发文单位", &sheet.issuers));
    text(&mut rows, "落款日期", sheet.signed_on.as_ref());
    text(&mut rows, "发布日期", sheet.posted_on.as_ref());
    text(&mut rows, "来源", sheet.source.as_ref());
    rows
}

fn deadline_row(fact: &Fact<ReadDeadline>) -> ViewRow {
    let deadline = &fact.value;
    let mut value = String::new();
    if let Some(from) = &deadline.from {
        value.push_str(&format!("{from} 至 "));
    }
    value.push_str(deadline.date.as_deref().unwrap_or("（算不出日子）"));
    if let Some(time) = &deadline.time {
        value.push_str(&format!(" {time}"));
    }
    if let Some(who) = &deadline.who {
        value.push_str(&format!("，{who}"));
    }
    if !deadline.categories.is_empty() {
        value.push_str(&format!("，限{}", deadline.categories.join("、")));
    }
    let ways = deadline.applies_to.iter().map(|applied| way(applied));
    let ways: Vec<&str> = ways.collect();
    value.push_str(&format!("，{}", ways.join("、")));
    match deadline.basis {
        "postmark" => value.push_str("，以寄出（邮戳）为准"),
        "arrival" => value.push_str("，以收到为准"),
        _ => {}
    }
    if let Some(consequence) = &deadline.consequence {
        value.push_str(&format!("；{consequence}"));
    }
    let label = if deadline.own { "期限" } else { "主管部门的日程" };
    row(label, value, fact)
}

fn way(way: &str) -> &'static str {
    match way {
        "paper" => "交纸质",
        "mail" => "发邮件",
        "platform" => "网上填报",
        "disc" => "交光盘",
        _ => "没有写明怎样交",
    }
}

fn material_row(fact: &Fact<Material>) -> ViewRow {
    let material = &fact.value;
    let mut value = material.name.clone();
    let mut marks = Vec::new();
    if !material.applies_to.is_empty() {
        marks.push(format!("限{}", material.applies_to.join("、")));
    }
    if let Some(copies) = material.copies {
        marks.push(format!("{copies}份"));
    }
    match material.medium {
        "paper" => marks.push("纸质".to_owned()),
        "electronic" => marks.push("电子".to_owned()),
        "both" => marks.push("纸质和电子".to_owned()),
        _ => {}
    }
    for (is_asked, word) in [
        (material.seal, "盖章"),
        (material.sign, "签字"),
        (material.original, "原件"),
        (material.copy, "复印件"),
        (material.editable, "可编辑"),
    ] {
        if is_asked {
            marks.push(word.to_owned());
        }
    }
    if let Some(form) = &material.form {
        marks.push(format!("用{form}的格式"));
    }
    if material.optional {
        marks.push("可不交".to_owned());
    }
    if !marks.is_empty() {
        value.push_str(&format!("（{}）", marks.join("，")));
    }
    row("材料", value, fact)
}

fn form_rows(sheet: &NoticeSheet) -> Vec<ViewRow> {
    let mut rows = Vec::new();
    for fact in &sheet.copies {
        let what = fact.value.what.as_deref().unwrap_or("材料");
        rows.push(row("份数", format!("{what}：{}份", fact.value.n), fact));
    }
    text(&mut rows, "装订", sheet.binding.as_ref());
    if let Some(fact) = &sheet.discs {
        let count = match fact.value.n {
            Some(n) => format!("{n}张（个）"),
            None => "没有写几张".to_owned(),
        };
        rows.push(row("光盘或U盘", format!("{}：{count}", fact.value.kind), fact));
    }
    if let Some(fact) = &sheet.letter {
        let signers = fact.value.signers.join("、");
        let value = if signers.is_empty() {
            fact.value.name.clone()
        } else {
            format!("{}（{signers}）", fact.value.name)
        };
        rows.push(row("推荐函", value, fact));
    }
    rows.extend(texts("命名", &sheet.naming));
    rows
}

fn place_rows(sheet: &NoticeSheet) -> Vec<ViewRow> {
    let mut rows = Vec::new();
    if let Some(mail) = &sheet.mail {
        rows.extend(texts("收件邮箱", &mail.to));
        rows.extend(texts("抄送", &mail.cc));
        text(&mut rows, "邮件主题", mail.subject.as_ref());
        if let Some(max) = &mail.max {
            rows.push(row("大小上限", size(max.value), max));
        }
    }
    if let Some(fact) = &sheet.platform {
        let parts: Vec<&str> = [&fact.value.name, &fact.value.url]
            .into_iter()
            .filter_map(|part| part.as_deref())
            .collect();
        rows.push(row("网上", parts.join(" "), fact));
    }
    text(&mut rows, "地址", sheet.address.as_ref());
    rows
}

fn size(bytes: u64) -> String {
    const MEGA: u64 = 1_000_000;
    if bytes >= MEGA && bytes.is_multiple_of(MEGA) {
        format!("{} MB（{bytes} 字节）", bytes / MEGA)
    } else {
        format!("{} kB（{bytes} 字节）", bytes / 1000)
    }
}

fn applicant_rows(sheet: &NoticeSheet) -> Vec<ViewRow> {
    let mut rows = texts("申报主体", &sheet.applicants);
    if let Some(fact) = &sheet.same_body {
        let value = if fact.value {
            "申报单位和实施主体须是同一单位"
        } else {
            "申报单位和实施主体可以不是同一单位"
        };
        rows.push(row("申报主体", value, fact));
    }
    for fact in &sheet.categories {
        rows.push(row("类别", fact.value.name.clone(), fact));
    }
    rows
}

fn condition_rows(sheet: &NoticeSheet) -> Vec<ViewRow> {
    sheet
        .conditions
        .iter()
        .map(|fact| row(strength(fact.value.strength), fact.quote.clone(), fact))
        .collect()
}

fn quota_rows(sheet: &NoticeSheet) -> Vec<ViewRow> {
    let mut rows = Vec::new();
    for fact in &sheet.quota {
        rows.push(row("名额", fact.quote.clone(), fact));
    }
    if let Some(fact) = &sheet.period {
        rows.push(row("项目期限", format!("{}个月", fact.value.months), fact));
    }
    rows
}

fn outline_rows(sheet: &NoticeSheet) -> Vec<ViewRow> {
    let mut rows = Vec::new();
    for fact in &sheet.outline {
        rows.push(row("部分", heading(&fact.value), fact));
    }
    rows
}

fn heading(section: &OutlineSection) -> String {
    let below = section.sections.iter();
    let below: Vec<&str> = below.map(|section| section.heading.as_str()).collect();
    if below.is_empty() {
        section.heading.clone()
    } else {
        format!("{}（{}）", section.heading, below.join("；"))
    }
}

fn contact_row(fact: &Fact<Contact>) -> ViewRow {
    let contact = &fact.value;
    let parts = [&contact.office, &contact.person, &contact.phone, &contact.mailbox];
    let words = parts.into_iter().flatten();
    let words: Vec<&str> = words.map(String::as_str).collect();
    row("联系", words.join("　"), fact)
}

fn open_rows(sheet: &NoticeSheet) -> Vec<ViewRow> {
    let mut rows = Vec::new();
    for point in &sheet.open {
        rows.push(ViewRow {
            label: "待定".to_owned(),
            value: point.open.clone(),
            note: format!("暂按：{}", point.taken),
            quote: point.quote.clone(),
            line: point.line,
        });
    }
    rows
}

fn obligation_rows(sheet: &NoticeSheet) -> Vec<ViewRow> {
    let left = sheet.obligations.iter().filter(|fact| fact.value.covered_by.is_empty());
    left.map(|fact| row(strength(fact.value.strength), fact.quote.clone(), fact)).collect()
}

fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::Must => "应当",
        Strength::MustNot => "不得",
        Strength::InPrinciple => "原则上",
        Strength::Encouraged => "鼓励",
    }
}
