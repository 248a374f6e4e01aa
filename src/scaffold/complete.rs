//! The values of a new `pilot.toml`: what was said, what follows from it, and marks where something is still to be filled in.

use crate::outline::profile::{Category, LetterSpec, Stated};
use crate::outline::{Division, Notice};
use crate::project::config::{UNFILLED, is_unfilled};
use crate::project::schema::{self, Key, Kind};
use crate::project::tree::{Node, Value};
use crate::text::{At, Spanned, numeral};

use super::answers::Answers;
use super::place::resolve_division;

/// Everything that the new file says.
pub(super) fn complete(notice: &Notice, answers: &Answers) -> Node {
    let mut facts = answers.given.clone();
    put(&mut facts, "format", Node { value: Value::Number(1.0, "1".to_owned()), at: At::default() });
    put(&mut facts, "notice", text(&notice.profile.id));
    let said = [
        ("project.name", &answers.name),
        ("project.category", &answers.category),
        ("applicant.name", &answers.applicant),
        ("applicant.kind", &answers.kind),
        ("applicant.division", &answers.division),
    ];
    for (path, value) in said {
        if let Some(value) = value.as_deref().map(str::trim).filter(|v| !v.is_empty()) {
            put(&mut facts, path, text(value));
        }
    }
    if let Some(code) = division(notice, &facts).map(|d| d.code.clone()) {
        put(&mut facts, "applicant.division", text(&code));
    }
    let category = said_category(notice, &facts);
    project(notice, category, &mut facts);
    applicant(notice, &mut facts);
    objects(notice, category, &mut facts);
    conditions(notice, &mut facts);
    files(notice, category, &mut facts);
    in_own_words(notice, &mut facts);
    facts
}

/// What is still to be filled in, in the notice's words.
fn in_own_words(notice: &Notice, node: &mut Node) {
    match &mut node.value {
        Value::Text(text) if is_unfilled(text) => *text = notice.profile.say(text),
        Value::Table(entries) => entries.iter_mut().for_each(|(_, below)| in_own_words(notice, below)),
        Value::List(items) => items.iter_mut().for_each(|below| in_own_words(notice, below)),
        Value::Text(_) | Value::Number(..) | Value::Bool(_) | Value::Date(_) => {}
    }
}

fn project(notice: &Notice, category: Option<&Category>, facts: &mut Node) {
    let profile = &notice.profile;
    ask(facts, "project.name");
    if !profile.categories.is_empty() {
        ask(facts, "project.category");
    }
    if !profile.industries.is_empty() {
        ask_list(facts, "project.industries");
    }
    if primary(category) == Some("basin") {
        ask_list(facts, "project.basins");
    }
    if profile.period.said().is_some() {
        ask(facts, "project.start");
        ask(facts, "project.end");
    }
}

fn applicant(notice: &Notice, facts: &mut Node) {
    let applicants = &notice.profile.applicants;
    ask(facts, "applicant.name");
    if !applicants.kinds.is_empty() {
        ask(facts, "applicant.kind");
    }
    if notice.profile.region.is_some() {
        ask(facts, "applicant.division");
    }
    if applicants.same_body {
        if let Some(name) = said(facts, "applicant.name") {
            fill(facts, "applicant.implementer", text(&name));
        }
        ask(facts, "applicant.implementer");
    }
    for key in ["name", "phone", "email"] {
        fill(facts, &format!("applicant.contact.{key}"), text(""));
    }
}

/// The objects that a category is about; those that were given only get what no object can do without.
fn objects(notice: &Notice, category: Option<&Category>, facts: &mut Node) {
    if primary(category) == Some("park") {
        if said(facts, "applicant.kind").as_deref() == Some("park-authority")
            && let Some(name) = said(facts, "applicant.name")
        {
            fill(facts, "park.manager", text(&name));
        }
        if let Some(code) = said(facts, "applicant.division") {
            fill(facts, "park.divisions", list(vec![text(&code)]));
        }
        ask(facts, "park.boundary");
        ask(facts, "park.manager");
        // Codes only serve to see whether it crosses a border.
        if notice.card("park-crosses-prefecture").is_some() {
            ask_list(facts, "park.divisions");
        }
    }
    if notice.profile.categories.is_empty() {
        return;
    }
    let kinds: Vec<&str> = category.map(|c| c.object_kinds.iter().map(String::as_str).collect()).unwrap_or_default();
    let mut items = Vec::new();
    let first = kinds.first().copied();
    items.push(object(notice, first));
    if first != Some("enterprise") && kinds.contains(&"enterprise") {
        items.push(object(notice, Some("enterprise")));
    }
    if facts.get("objects").is_none_or(is_open) {
        put(facts, "objects", list(items));
    } else {
        each(facts, "objects", &["name", "kind"]);
    }
}

/// An object that nothing is known of but its kind.
fn object(notice: &Notice, kind: Option<&str>) -> Node {
    let profile = &notice.profile;
    let is_enterprise = kind == Some("enterprise");
    let mut node = Node::default();
    let asked = [
        ("name", true),
        ("credit_code", is_enterprise),
        ("industry", is_enterprise && !profile.industries.is_empty()),
        ("mandatory_audit", is_enterprise && profile.categories.iter().any(|c| c.simplified)),
    ];
    for (key, _) in asked.into_iter().filter(|(_, is_asked)| *is_asked) {
        put(&mut node, key, text(&mark(&format!("objects.{key}"))));
    }
    put(&mut node, "kind", text(&mark("objects.kind")));
    if let Some(kind) = kind {
        let name = schema::fixed_name(schema::OBJECT_KINDS, kind).unwrap_or_default();
        put(&mut node, "name", text(&format!("{UNFILLED}：{name}全称】")));
        put(&mut node, "kind", text(kind));
    }
    node
}

/// What an applicant has to show: a clean record, a foundation, money. Only where the notice asks for it.
fn conditions(notice: &Notice, facts: &mut Node) {
    if let Some(record) = &notice.profile.clean_record {
        ask(facts, "record.declared");
        let file = format!("attachments/{}年无突出问题承诺书.pdf", numeral::chinese(record.years));
        fill(facts, "record.statement", text(&file));
    }
    if notice.card("foundation-missing").is_some() {
        for key in ["staff", "system", "mechanism"] {
            ask(facts, &format!("foundation.{key}"));
        }
    }
    if notice.card("funding-missing").is_some() {
        let mut item = Node::default();
        put(&mut item, "evidence", text("attachments/资金证明.pdf"));
        fill(facts, "funding", list(vec![item]));
        each(facts, "funding", &["source", "amount"]);
    }
}

fn files(notice: &Notice, category: Option<&Category>, facts: &mut Node) {
    if said(facts, "plan.pdf").is_none() {
        fill(facts, "plan.files", list(vec![text("plan.md")]));
    }
    if let Some(spec) = &notice.profile.deliver.letter {
        fill(facts, "letters", list(letters(spec)));
        if let Some(city) = division(notice, facts).map(|d| d.city.clone()) {
            for item in items_mut(facts, "letters") {
                fill(item, "city", text(&city));
            }
        }
        each(facts, "letters", &["city", "file", "date"]);
    }
    if primary(category) == Some("park") {
        let mut item = Node::default();
        put(&mut item, "title", text("园区四至边界图"));
        put(&mut item, "file", text("attachments/四至边界图.pdf"));
        put(&mut item, "role", text("boundary"));
        fill(facts, "attachments", list(vec![item]));
    }
    if notice.profile.deliver.mail.is_some() {
        fill(facts, "mail.from", text(""));
    }
}

/// One joint letter, unless the notice wants one of each signer.
fn letters(spec: &LetterSpec) -> Vec<Node> {
    let letter = |from: Vec<Node>, file: String| {
        let mut item = Node::default();
        put(&mut item, "from", list(from));
        put(&mut item, "file", text(&file));
        item
    };
    if spec.joint == Stated::Said(false) {
        return spec.signers.iter().map(|s| letter(vec![text(&s.id)], format!("attachments/{}（{}）.pdf", spec.name, s.name))).collect();
    }
    vec![letter(spec.signers.iter().map(|s| text(&s.id)).collect(), format!("attachments/{}.pdf", spec.name))]
}

/// What a category is about in the first place: `park`, `basin`, `enterprise` …
fn primary(category: Option<&Category>) -> Option<&str> {
    category?.object_kinds.first().map(String::as_str)
}

fn said_category<'a>(notice: &'a Notice, facts: &Node) -> Option<&'a Category> {
    notice.profile.category(&said(facts, "project.category")?)
}

/// The applicant's division, if it is known.
pub(super) fn division<'a>(notice: &'a Notice, facts: &Node) -> Option<&'a Division> {
    resolve_division(&notice.divisions, &said(facts, "applicant.division")?).ok()
}

/// A text that somebody has filled in.
pub(super) fn said(facts: &Node, path: &str) -> Option<String> {
    let text = facts.find(path)?.text()?.value;
    (!text.trim().is_empty() && !is_unfilled(&text)).then_some(text)
}

/// The mark for a key: `【待填：开始年月，如 2023-11】`.
pub(super) fn mark(path: &str) -> String {
    let (about, how) = key(path).map_or(("", ""), |key| {
        let how = match key.kind {
            Kind::Month if key.name == "end" => "，如 2025-10",
            Kind::Month => "，如 2023-11",
            Kind::Day => "，如 2023-10-12",
            Kind::Bool => "，写 true 或 false，不加引号",
            Kind::Amount | Kind::Number => "，只写数字，不加引号",
            _ => "",
        };
        (key.about, how)
    });
    format!("{UNFILLED}：{about}{how}】")
}

fn key(path: &str) -> Option<&'static Key> {
    let (mut keys, mut found) = (schema::ROOT, None);
    for part in path.split('.') {
        let key = keys.iter().find(|k| k.name == part)?;
        if let Kind::Table(below) | Kind::Tables(below) = key.kind {
            keys = below;
        }
        found = Some(key);
    }
    found
}

fn ask(facts: &mut Node, path: &str) {
    fill(facts, path, text(&mark(path)));
}

fn ask_list(facts: &mut Node, path: &str) {
    fill(facts, path, list(vec![text(&mark(path))]));
}

/// Asks for keys in each item of a list.
fn each(facts: &mut Node, name: &str, keys: &[&str]) {
    for item in items_mut(facts, name) {
        for key in keys {
            fill(item, key, text(&mark(&format!("{name}.{key}"))));
        }
    }
}

fn items_mut<'a>(facts: &'a mut Node, name: &str) -> &'a mut [Node] {
    let Value::Table(entries) = &mut facts.value else { return &mut [] };
    match entries.iter_mut().find(|(key, _)| key.value == name).map(|(_, node)| &mut node.value) {
        Some(Value::List(items)) => items,
        _ => &mut [],
    }
}

fn text(value: &str) -> Node {
    Node { value: Value::Text(value.to_owned()), at: At::default() }
}

fn list(items: Vec<Node>) -> Node {
    Node { value: Value::List(items), at: At::default() }
}

/// Sets a value unless there is one that says something.
fn fill(facts: &mut Node, path: &str, value: Node) {
    if facts.find(path).is_none_or(is_open) {
        put(facts, path, value);
    }
}

fn is_open(node: &Node) -> bool {
    match &node.value {
        Value::Text(text) => text.trim().is_empty() || is_unfilled(text),
        Value::List(items) => items.iter().all(|item| !matches!(item.value, Value::Table(_)) && is_open(item)),
        Value::Table(_) | Value::Number(..) | Value::Bool(_) | Value::Date(_) => false,
    }
}

/// Sets a value; tables on the way to it are made.
fn put(node: &mut Node, path: &str, value: Node) {
    let (head, rest) = path.split_once('.').map_or((path, None), |(head, rest)| (head, Some(rest)));
    if !matches!(node.value, Value::Table(_)) {
        node.value = Value::default();
    }
    let Value::Table(entries) = &mut node.value else { return };
    let index = entries.iter().position(|(key, _)| key.value == head).unwrap_or_else(|| {
        entries.push((Spanned::new(head.to_owned(), At::default()), Node::default()));
        entries.len() - 1
    });
    let Some((_, child)) = entries.get_mut(index) else { return };
    match rest {
        Some(rest) => put(child, rest, value),
        None => *child = value,
    }
}
