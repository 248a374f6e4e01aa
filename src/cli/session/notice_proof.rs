//! Proves the notices that are added to a library by all that the program knows: the keys and
//! functions that cards name, their examples, and what the text of the notice says.

use crate::cli::terminal::wording::notice_files;
use crate::notice::library::ProvedNotice;
use crate::notice::{Library, Notice, NoticeFault, NoticeFaultKind};
use crate::rereading::{reading_faults, value_faults};
use crate::rules::card_faults;
use crate::rules::examples::{ExampleFault, ExampleFaultKind, Mark, card_example_faults};

/// A library whose added notices load only if nothing is wrong with them.
pub(crate) fn library() -> Library {
    Library::proving(&[named_in_cards, own_examples, value_faults])
}

/// A library for work on the facts alone: a card whose example a new fact puts out of date keeps
/// nobody from writing or comparing it.
pub(crate) fn library_of_facts() -> Library {
    Library::proving(&[named_in_cards, value_faults])
}

/// A library for `read FOLDER --check`, which also lists what a reading of the text gives otherwise.
pub(crate) fn checking_library() -> Library {
    Library::proving(&[named_in_cards, own_examples, value_faults, reading_faults])
}

/// Faults of a draft that are listed one by one beside other things.
const TOLD_FAULTS: usize = 3;

/// Says where a draft is read otherwise than its folder has it, or more is read: what
/// `read FOLDER --check` lists. `None` where everything was confirmed or written by hand.
pub(crate) fn draft_differences(notice: &Notice, library: &Library) -> Option<String> {
    if notice.unconfirmed.is_empty() {
        return None;
    }
    let added = library.added_notice(&notice.profile.id)?;
    let faults = reading_faults(&ProvedNotice { notice, files: &added.files });
    if faults.is_empty() {
        return None;
    }
    let told: Vec<String> = faults.iter().take(TOLD_FAULTS).map(notice_files::line).collect();
    let rest = if faults.len() > TOLD_FAULTS { "；……" } else { "" };
    Some(format!(
        "草稿与通知原文对不上：{} 处（{}{rest}）；逐条看用 pilot read 通知文件夹 --check",
        faults.len(),
        told.join("；")
    ))
}

/// Keys and functions that cards name and nobody has.
fn named_in_cards(proved: &ProvedNotice<'_>) -> Vec<NoticeFault> {
    let mut faults = card_faults(proved.notice);
    for fault in &mut faults {
        fault.line = line_in_file(proved, fault);
    }
    faults
}

/// Examples that do not come out as they say. Those of the common folder speak of the notices they
/// were written for, and are run by the program's own tests.
fn own_examples(proved: &ProvedNotice<'_>) -> Vec<NoticeFault> {
    let mut faults = Vec::new();
    for card in &proved.notice.cards {
        let path = format!("rules/{}.toml", card.id);
        let Some(text) = proved.files.get(&path) else { continue };
        let Ok(table) = text.parse::<toml::Table>() else { continue };
        if !table.contains_key("example") {
            continue;
        }
        for example in card_example_faults(card, proved.notice) {
            faults.push(NoticeFault {
                file: format!("{}/{path}", proved.notice.profile.id),
                line: line_of_example(text, &example),
                kind: NoticeFaultKind::Example(example_words(&example)),
            });
        }
    }
    faults
}

/// The line in which an example begins.
fn line_of_example(text: &str, fault: &ExampleFault) -> Option<usize> {
    let header = if fault.is_pass { "[[example.pass]]" } else { "[[example.fail]]" };
    let lines = text.lines().enumerate();
    let mut headers = lines.filter(|(_, line)| line.trim() == header);
    let (index, _) = headers.nth(fault.number.checked_sub(1)?)?;
    Some(index + 1)
}

/// The line of a card that a fault is about, looked for by the words of the fault.
fn line_in_file(proved: &ProvedNotice<'_>, fault: &NoticeFault) -> Option<usize> {
    let words = match &fault.kind {
        NoticeFaultKind::NoSuchField(field) => field.as_str(),
        NoticeFaultKind::NoSuchCode(name) => name.as_str(),
        _ => return fault.line,
    };
    let (_, file) = fault.file.split_once('/')?;
    let text = proved.files.get(file)?;
    let index = text.lines().position(|line| line.contains(&format!("\"{words}\"")))?;
    Some(index + 1)
}

fn example_words(fault: &ExampleFault) -> String {
    let name = if fault.is_pass { "example.pass" } else { "example.fail" };
    let what = match &fault.kind {
        ExampleFaultKind::MarkedPass => "通过的例子不应有 ⟦⟧".to_owned(),
        ExampleFaultKind::FoundInPass(message) => format!("应当通过，却发现：{message}"),
        ExampleFaultKind::NothingFound => "应当不通过，却没有发现问题".to_owned(),
        ExampleFaultKind::OtherCount(found, stated) => {
            format!("发现 {found} 条，count 写的是 {stated}")
        }
        ExampleFaultKind::OtherPlaces(found, marked) => {
            format!("指到 {}，标出的是 {}", places(found), places(marked))
        }
        ExampleFaultKind::OpenArgument(text) => format!("有参数没有填上：{text}"),
        ExampleFaultKind::NoFix => "写了 fixed，规则却没有给出改法".to_owned(),
        ExampleFaultKind::OtherFix(text) => format!("改出来是“{text}”，与 fixed 不同"),
    };
    format!("第 {} 个 {name}：{what}", fault.number)
}

fn places(marks: &[Mark]) -> String {
    if marks.is_empty() {
        return "无处".to_owned();
    }
    let mut names = Vec::new();
    for mark in marks {
        names.push(match mark {
            Mark::Text(file, start, end) => format!("{file} 第 {start}–{end} 字节"),
            Mark::Path(path) => path.clone(),
            Mark::Whole => "整个项目".to_owned(),
        });
    }
    names.join("、")
}
