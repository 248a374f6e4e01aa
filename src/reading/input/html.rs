//! A saved web page: its words, the fields of its header, and which part of it is the notice.

mod body;
mod lines;
mod page_table;
mod tree;

use crate::reading::document::LineKind;
use crate::text::han::han_count;

use super::draft::Draft;
use super::header;
use super::input_fault::InputFault;
use super::page_words::{Field, Words};
use body::Fate;
use lines::PageLine;
use tree::Tree;

/// Reads a page.
pub(super) fn read(page: &str) -> Result<Draft, InputFault> {
    let tree = Tree::parse(page).ok_or(InputFault::TooDeep)?;
    let lines = lines::lines(&tree);
    let metas = metas(&tree);
    let told = titles(&tree, &metas);
    let title = body::title(&lines, &told);
    let fates = body::fates(&tree, &lines, title);
    let mut draft = Draft::default();
    for (place, (line, fate)) in lines.iter().zip(fates).enumerate() {
        match fate {
            Fate::Kept => draft.lines.push(super::draft::DraftLine {
                text: line.text.clone(),
                kind: line.kind,
                opens: true,
                place,
            }),
            Fate::Left(why) => draft.leave_out(place, line.text.replace('\t', " "), &why),
        }
    }
    if title.is_some() && is_picture(&tree, &draft) {
        return Err(InputFault::PicturePage);
    }
    draft.header.title = title_line(&lines, title);
    for (field, value) in metas {
        header::fill(&mut draft.header, field, &value);
    }
    Ok(draft)
}

fn title_line(lines: &[PageLine], title: Option<usize>) -> Option<String> {
    let line = lines.get(title?)?;
    Some(line.text.clone()).filter(|text| !text.contains('\t') && line.kind != LineKind::TableRow)
}

/// The fields that `<meta>` elements state.
fn metas(tree: &Tree) -> Vec<(Field, String)> {
    let words = Words::get();
    let mut found = Vec::new();
    for id in tree.elements("meta") {
        let name = tree.attribute(id, "name").unwrap_or_default();
        let Some(field) = words.metas.get(&name.to_ascii_lowercase()) else { continue };
        let value = tree.attribute(id, "content").unwrap_or_default().trim();
        if !value.is_empty() {
            found.push((*field, value.to_owned()));
        }
    }
    found
}

/// What the page calls itself, without the name of the site behind it.
fn titles(tree: &Tree, metas: &[(Field, String)]) -> Vec<String> {
    let mut titles: Vec<String> = Vec::new();
    for (field, value) in metas {
        if *field == Field::Title {
            titles.push(value.clone());
        }
    }
    for id in tree.elements("title").take(1) {
        let children = tree.children(id).iter();
        let text: String = children.filter_map(|child| tree.text(*child)).collect();
        titles.push(text.trim().to_owned());
    }
    titles
}

/// Whether a page shows pictures in the place of text.
fn is_picture(tree: &Tree, draft: &Draft) -> bool {
    let words: usize = draft.lines.iter().map(|line| han_count(&line.text)).sum();
    if words >= 60 {
        return false;
    }
    let has_sentence = draft.lines.iter().any(|line| line.text.contains('。'));
    !has_sentence && tree.elements("img").next().is_some()
}
