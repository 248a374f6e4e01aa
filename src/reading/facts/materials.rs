//! Finds what must be handed in: in lists of materials, in sentences, and among the annexed forms.

use std::sync::OnceLock;

use super::annexes::{self, ListedAnnex};
use super::material_names::{self, handed_over, names_in_item};
use super::material_row;
use super::material_traits;
use super::phrases;
use super::topics;
use crate::reading::clauses::Clause;
use crate::reading::cut_notice::CutNotice;
use crate::reading::expression::Expression;
use crate::reading::fact::Fact;
use crate::reading::patterns::expression;
use crate::reading::sentence;
use crate::reading::sheet::{Facts, Material, NoticeSheet};
use crate::reading::word_lists;
use crate::reading::zone::Zone;
use crate::text::han::fold;

/// Reads them.
pub(super) fn read(notice: &CutNotice<'_>) -> Facts<Material> {
    let topics = topics::topics(notice);
    let mut found = Facts::new();
    let mut has_list = false;
    for line in 1..=notice.line_count() {
        let Some(topic) = topics.get(line - 1) else { continue };
        if notice.zone(line) != Zone::Body {
            continue;
        }
        if from_row(notice, line, &mut found) {
            has_list = true;
        } else if topic.materials {
            from_list(notice, line, &mut found);
            has_list = has_list || !found.is_empty();
        } else {
            let only_dated = topic.benefits;
            from_sentences(notice, line, only_dated, &mut found);
        }
    }
    let is_specific = |fact: &&Fact<Material>| !material_names::is_general(&fact.value.name);
    if has_list || found.iter().filter(is_specific).count() > 2 {
        found.retain(|fact: &Fact<Material>| !material_names::is_general(&fact.value.name));
    }
    drop_bare_words(&mut found);
    add_forms(notice, &mut found);
    add_named_forms(notice, &mut found);
    found
}

/// 将案例报市局，……将案例正文寄至: a word of two characters that another name holds is that one.
fn drop_bare_words(found: &mut Facts<Material>) {
    let names: Vec<String> = found.iter().map(|fact| fact.value.name.clone()).collect();
    found.retain(|fact| {
        let name = &fact.value.name;
        let is_held = |other: &String| other != name && other.contains(name.as_str());
        name.chars().count() > 2 || !names.iter().any(is_held)
    });
}

/// 《X申报表》（附件2): a form that a sentence names with its annex is handed in, though no list names it.
fn add_named_forms(notice: &CutNotice<'_>, found: &mut Facts<Material>) {
    static NAMED: OnceLock<Expression> = OnceLock::new();
    let named = NAMED.get_or_init(|| {
        expression(r"(?P<name>《[^《》]{3,60}》)[（(](?:见|详见)?附件\s*(?P<number>[0-9]{1,2}|[一二三四五六七八九十])[)）]")
    });
    for sentence in &notice.sentences {
        if sentence.zone != Zone::Body {
            continue;
        }
        for captures in named.captures_iter(sentence.text) {
            let Some(name) = captures.name("name") else { continue };
            let is_form = word_lists::list("form-noun").ends(name.as_str());
            let is_known =
                found.iter().any(|known| material_names::is_same(&known.value.name, name.as_str()));
            if !is_form || is_known {
                continue;
            }
            let mut value = material_traits::read(name.as_str(), &sentence.text[name.start()..]);
            value.clause = notice.clauses.address(sentence.line);
            let fact = Fact::stated(value, sentence.text, sentence.line);
            found.push(fact.inferred("正文提到这份表，没有说要不要交；交不交请核对正文"));
        }
    }
}

/// The letter is a material too, where the lists do not name it.
pub(super) fn add_letter(sheet: &mut NoticeSheet) {
    let Some(letter) = &sheet.letter else { return };
    let is_listed = sheet.materials.iter().any(|fact| {
        fact.value.kind == "letter" || fold(&fact.value.name).contains(&fold(&letter.value.name))
    });
    if is_listed || letter.value.signers.is_empty() {
        return;
    }
    let value = Material {
        name: letter.value.name.clone(),
        kind: "letter",
        medium: "unstated",
        seal: true,
        ..Material::default()
    };
    let fact = Fact::stated(value, letter.quote.clone(), letter.line);
    sheet.materials.push(fact.inferred("推荐函由推荐单位出具，没有列在材料清单里"));
}

/// Gives the materials the numbers of copies that the notice states for each by its name.
pub(super) fn give_copies(sheet: &mut NoticeSheet) {
    let bare = |text: &str| {
        let bare = fold(&phrases::without_brackets(text)).replace(['《', '》', '“', '”', ' '], "");
        bare.trim_start_matches("纸质").trim_end_matches("纸质文件").to_owned()
    };
    for copies in &sheet.copies {
        let Some(what) = copies.value.what.as_deref().map(bare) else { continue };
        for material in &mut sheet.materials {
            let name = bare(&material.value.name);
            let is_meant =
                name.chars().count() >= 2 && (what.contains(&name) || name.contains(&what));
            if is_meant && material.value.copies.is_none() {
                material.value.copies = Some(copies.value.n);
            }
        }
    }
}

/// Takes the materials that one line lists behind a colon: 须提交以下材料：（1）申报书；（2）营业执照。 Returns
/// whether it does.
fn from_row(notice: &CutNotice<'_>, line: usize, found: &mut Facts<Material>) -> bool {
    let text = notice.line(line);
    let items = material_row::items(text);
    let mut is_row = false;
    for item in items {
        for name in names_in_item(item) {
            let is_known =
                found.iter().any(|known| material_names::is_same(&known.value.name, name));
            if !is_known {
                found.push(material(notice, line, name, text, item));
            }
            is_row = true;
        }
    }
    is_row
}

/// A line below a heading 申报材料.
fn from_list(notice: &CutNotice<'_>, line: usize, found: &mut Facts<Material>) {
    let text = notice.line(line);
    let clause = notice.clauses.begins(line);
    let is_heading = clause.is_some_and(|clause| {
        !clause.has_text && clause.end > line + 1 && !ends_row(notice, clause)
    });
    if is_heading || text.starts_with(['◆', '●']) && topics::opener(text).is_some() {
        return;
    }
    let bare = topics::bare(notice, line);
    if clause.is_some() || is_marked(notice, line) || is_name_alone(text) {
        let names = names_in_item(bare);
        if !names.is_empty() {
            let is_only_one = names.len() == 1;
            for name in names {
                let mut fact = material(notice, line, name, text, bare);
                // 《申请书》用计算机填写。一式7份。: the number stands one sentence further on.
                if is_only_one && fact.value.copies.is_none() {
                    fact.value.copies = material_traits::only_number_of_copies(bare);
                }
                found.push(fact);
            }
            return;
        }
    }
    from_sentences(notice, line, false, found);
}

/// Whether a clause is the last of a row of items of one line each: what stands below it is no part
/// of it.
fn ends_row(notice: &CutNotice<'_>, clause: &Clause) -> bool {
    let Some(before) = notice.clauses.begins(clause.line - 1) else { return false };
    let follows = before.parent == clause.parent && before.number.kind == clause.number.kind;
    follows && clause.children.is_empty() && !before.has_text
}

/// Whether a line without number stands in a row of such lines (bullets, ends with ；).
fn is_marked(notice: &CutNotice<'_>, line: usize) -> bool {
    let text = notice.line(line);
    let before = if line > 1 { notice.line(line - 1) } else { "" };
    text.starts_with(['·', '—', '-', '■', '•']) || text.ends_with('；') || before.ends_with('；')
}

/// Whether a line is nothing but the name of a document.
fn is_name_alone(text: &str) -> bool {
    let is_short = text.chars().count() <= 30;
    is_short && !text.contains(['。', '：', ':', '，']) && material_names::is_document(text)
}

/// Sentences that say what is filled in, sent or handed over.
fn from_sentences(
    notice: &CutNotice<'_>,
    line: usize,
    only_dated: bool,
    found: &mut Facts<Material>,
) {
    let heading_end = notice
        .clauses
        .begins(line)
        .filter(|clause| !clause.heading.is_empty())
        .map(|clause| clause.text_start);
    for (start, sentence) in sentence::cut(notice.line(line)) {
        // （三）编制系统方案。 is a heading.
        if heading_end.is_some_and(|end| start + sentence.len() <= end) {
            continue;
        }
        // Among procedure and supervision only a sentence with a day, or one that leads to a site, is
        // about handing in an application.
        let is_dated =
            sentence.contains('日') && (sentence.contains('前') || sentence.contains('止'));
        let is_filled_in = sentence.contains("登录") || sentence.contains("登陆");
        if only_dated && !is_dated && !is_filled_in {
            continue;
        }
        for name in handed_over(sentence) {
            let is_known =
                found.iter().any(|known| material_names::is_same(&known.value.name, name));
            if !is_known {
                found.push(material(notice, line, name, sentence, sentence));
            }
        }
    }
}

fn material(
    notice: &CutNotice<'_>,
    line: usize,
    name: &str,
    quote: &str,
    context: &str,
) -> Fact<Material> {
    let near = material_traits::around(context, name);
    let mut value = material_traits::read(name, near);
    value.clause = notice.clauses.address(line);
    value.applies_to = applies_to(notice, line);
    Fact::stated(value, quote, line)
}

/// The route or category whose list the item stands in: the heading above it, unless that speaks of materials.
fn applies_to(notice: &CutNotice<'_>, line: usize) -> Vec<String> {
    let headings = notice.clauses.headings(line);
    let own = notice.clauses.begins(line).map(|clause| clause.heading.as_str());
    for heading in headings {
        if Some(heading) == own || heading.is_empty() {
            continue;
        }
        let bare = phrases::without_brackets(heading);
        let is_general =
            word_lists::list("heading-generic").is_in(&bare) || heading.chars().count() > 20;
        return if is_general { Vec::new() } else { vec![bare.trim().to_owned()] };
    }
    Vec::new()
}

/// The annexed forms that no list names: they follow from the list of annexes.
fn add_forms(notice: &CutNotice<'_>, found: &mut Facts<Material>) {
    let annexes = annexes::list(notice);
    for annex in &annexes {
        if !word_lists::list("form-noun").is_in(&annex.name) {
            continue;
        }
        let label = label(annex);
        if let Some(known) = found.iter_mut().find(|fact| is_form_of(annex, &label, &fact.value)) {
            known.value.form = Some(label);
            continue;
        }
        let mut value = material_traits::read(&annex.name, "");
        value.form = Some(label.clone());
        let fact = Fact::stated(value, annex.quote.clone(), annex.line);
        found.push(fact.inferred(format!(
            "{label}是一份要填的表，正文的材料清单没有单独写它；交不交请核对正文"
        )));
    }
}

fn label(annex: &ListedAnnex) -> String {
    if annex.number == 0 {
        return String::from("附件");
    }
    format!("附件{}", annex.number)
}

/// Whether a material is the form that an annex gives.
fn is_form_of(annex: &ListedAnnex, label: &str, material: &Material) -> bool {
    if material.form.is_some() {
        return material.form.as_deref() == Some(label);
    }
    let strip = |text: &str| fold(text).replace(['《', '》', '“', '”', '"', ' '], "");
    let (listed, named) = (strip(&annex.name), strip(&material.name));
    let is_long = named.chars().count() >= 3;
    is_long && (listed.contains(&named) || named.contains(&listed))
}
