//! Reads all files of one notice. What is wrong is collected, so that an author sees all faults at
//! once instead of one a run.

use std::collections::BTreeMap;

use crate::diag::{AuthorityKind, RuleId, Severity};
use crate::text::At;

use super::calendar::Calendar;
use super::card::Card;
use super::clause::NoticeText;
use super::divisions::Divisions;
use super::library::{Library, Notice, NoticeFiles};
use super::notice_error::{NoticeError, NoticeFault, NoticeFaultKind, line_at};
use super::outline::{self, OutlineNode};
use super::profile::Profile;
use super::proof;
use super::repealed::Repealed;
use super::unconfirmed;

/// The keys of a card, merged from the folders that have one of its name, and their texts.
#[derive(Default)]
struct CardFiles {
    keys: toml::Table,
    /// Path with the folder's name, and text.
    files: Vec<(String, String)>,
}

impl CardFiles {
    /// Whether the last file states how the rule is checked, and does not only bind one of an
    /// included folder to a clause: what is checked there is proved by the program's own tests.
    fn has_own_check(&self) -> bool {
        let Some((_, text)) = self.files.last() else { return false };
        text.parse::<toml::Table>().is_ok_and(|keys| keys.contains_key("check"))
    }
}

/// A reading of one notice.
pub(super) struct NoticeReader<'l> {
    library: &'l Library,
    id: &'l str,
    faults: Vec<NoticeFault>,
}

impl<'l> NoticeReader<'l> {
    pub(super) fn new(library: &'l Library, id: &'l str) -> Self {
        Self { library, id, faults: Vec::new() }
    }

    /// Reads everything; the notice, or all that is wrong with it.
    pub(super) fn read(mut self) -> Result<Notice, NoticeError> {
        let Some(folder) = self.library.folder(self.id) else {
            return Err(NoticeFault::of_file(self.id, NoticeFaultKind::NoSuchNotice).into());
        };
        let profile = match self.library.profile(self.id) {
            Ok(profile) => Some(profile),
            Err(error) => {
                self.unreadable_profile(&folder, error);
                None
            }
        };
        let words = folder.get("notice.txt").map(String::as_str).unwrap_or_default();
        let text = NoticeText::new(words);
        if words.trim().is_empty() {
            let is_there = folder.contains_key("notice.txt");
            let kind =
                if is_there { NoticeFaultKind::EmptyFile } else { NoticeFaultKind::MissingFile };
            self.faults.push(NoticeFault::of_file(format!("{}/notice.txt", self.id), kind));
        } else {
            // Without the text of the notice, all of its words would be missing.
            let added = self.library.added_notice(self.id).unwrap_or_default();
            let forms: Vec<String> = added.forms.into_keys().collect();
            self.faults.extend(proof::profile_faults(self.id, &folder, &forms, &text));
        }
        let outline = self.outline(&folder, &text);
        let profile_text = folder.get("profile.toml").cloned().unwrap_or_default();
        let folders = self.folders(profile.as_ref(), folder.clone());
        let card_files = self.card_files(&folders);
        let Some(profile) = profile else {
            // Without the list of included folders no card is whole: what it lacks is no fault.
            for (file, text) in card_files.values().flat_map(|card| &card.files) {
                self.faults.extend(proof::shape_faults("card", file, text));
            }
            return Err(NoticeError { faults: self.faults });
        };
        let (cards, unbound) = self.cards(card_files, &text);
        let divisions = self.divisions(&profile);
        let calendar = self.common("calendar.toml", Calendar::parse);
        let repealed = self.common("repealed.toml", Repealed::parse);
        let unconfirmed = unconfirmed::facts(&profile, &profile_text, &text);
        let template = files_below(&folders, "template/", "");
        let styles = files_below(&folders, "styles/", ".toml");
        let ci = files_below(&folders, "ci/", "");
        let notice = Notice {
            profile,
            text,
            outline,
            cards,
            divisions,
            calendar,
            repealed,
            template,
            ci,
            styles,
            unbound,
            unconfirmed,
        };
        self.faults.extend(self.library.proved_faults(&notice, &folder));
        if self.faults.is_empty() { Ok(notice) } else { Err(NoticeError { faults: self.faults }) }
    }

    /// All that is wrong with the shape of a profile, where the reader stops at the first fault.
    fn unreadable_profile(&mut self, folder: &NoticeFiles, error: NoticeError) {
        let file = format!("{}/profile.toml", self.id);
        let text = folder.get("profile.toml").map(String::as_str).unwrap_or_default();
        let shape = proof::shape_faults("profile", &file, text);
        if shape.is_empty() { self.faults.extend(error.faults) } else { self.faults.extend(shape) }
    }

    fn outline(&mut self, folder: &NoticeFiles, text: &NoticeText) -> Vec<OutlineNode> {
        let Some(toml) = folder.get("outline.toml") else { return Vec::new() };
        let syntax = NoticeFault::of_syntax(&format!("{}/outline.toml", self.id), toml);
        if !syntax.is_empty() {
            self.faults.extend(syntax);
            return Vec::new();
        }
        match outline::parse(toml, &|heading| outline_place(text, heading)) {
            Ok(outline) => {
                if !text.source.text.trim().is_empty() {
                    let faults = proof::outline_faults(self.id, toml, &outline, text);
                    self.faults.extend(faults);
                }
                outline
            }
            Err(error) => {
                let file = format!("{}/outline.toml", self.id);
                let shape = proof::shape_faults("outline", &file, toml);
                if shape.is_empty() {
                    self.faults.push(NoticeFault::of_error(&file, toml, &error));
                } else {
                    self.faults.extend(shape);
                }
                Vec::new()
            }
        }
    }

    /// The included folders in their order, then the notice's own: later ones replace what earlier
    /// ones say.
    fn folders(
        &mut self,
        profile: Option<&Profile>,
        own: NoticeFiles,
    ) -> Vec<(String, NoticeFiles)> {
        let mut folders = Vec::new();
        for name in profile.iter().flat_map(|profile| &profile.include) {
            match self.library.folder(name) {
                Some(folder) => folders.push((name.clone(), folder)),
                None => self.faults.push(NoticeFault::of_file(
                    format!("{}/profile.toml", self.id),
                    NoticeFaultKind::MissingInclude(name.clone()),
                )),
            }
        }
        folders.push((self.id.to_owned(), own));
        folders
    }

    fn card_files(&mut self, folders: &[(String, NoticeFiles)]) -> BTreeMap<String, CardFiles> {
        let mut cards: BTreeMap<String, CardFiles> = BTreeMap::new();
        for (folder_name, folder) in folders {
            for (path, text) in folder {
                let Some(rest) = path.strip_prefix("rules/") else { continue };
                let Some(name) = rest.strip_suffix(".toml") else { continue };
                let file = format!("{folder_name}/{path}");
                match text.parse::<toml::Table>() {
                    Ok(table) => {
                        let card = cards.entry(name.to_owned()).or_default();
                        card.keys.extend(table);
                        card.files.push((file, text.clone()));
                    }
                    Err(_) => self.faults.extend(NoticeFault::of_syntax(&file, text)),
                }
            }
        }
        cards
    }

    fn cards(
        &mut self,
        card_files: BTreeMap<String, CardFiles>,
        text: &NoticeText,
    ) -> (Vec<Card>, Vec<RuleId>) {
        let (mut cards, mut unbound) = (Vec::new(), Vec::new());
        for (name, card) in card_files {
            match Card::read(&name, card.keys.clone(), text) {
                Ok(Some(read)) => {
                    let is_practice = read.authority.kind == AuthorityKind::Practice;
                    if is_practice && read.severity == Severity::Error {
                        self.card_faults(&card.files, NoticeFaultKind::PracticeIsError);
                    }
                    if !read.has_examples() && card.has_own_check() {
                        self.card_faults(&card.files, NoticeFaultKind::NoExamples);
                    }
                    cards.push(read);
                }
                Ok(None) => unbound.push(RuleId(name)),
                Err(kind) => self.card_faults(&card.files, kind),
            }
        }
        (cards, unbound)
    }

    /// What is wrong with a card; where its keys are, all that is wrong with them.
    fn card_faults(&mut self, files: &[(String, String)], kind: NoticeFaultKind) {
        if matches!(kind, NoticeFaultKind::Toml(_)) {
            let mut shape = Vec::new();
            for (file, text) in files {
                shape.extend(proof::shape_faults("card", file, text));
            }
            // What one file lacks, another of the same name may have: the merged keys decided.
            shape.retain(|fault| !matches!(fault.kind, NoticeFaultKind::MissingKey(_)));
            if !shape.is_empty() {
                self.faults.extend(shape);
                return;
            }
        }
        self.faults.push(fault_in_card(files, kind));
    }

    fn divisions(&mut self, profile: &Profile) -> Divisions {
        let divisions = self.common("divisions.toml", Divisions::parse);
        match &profile.region {
            Some(region) => divisions.of_province(&region.code),
            None => divisions,
        }
    }

    /// A data file of the common folder; the default if it is not there.
    fn common<T: Default>(&mut self, name: &str, parse: impl Fn(&str) -> anyhow::Result<T>) -> T {
        let Some(text) = self.library.common_file(name) else { return T::default() };
        match parse(&text) {
            Ok(value) => value,
            Err(error) => {
                let file = format!("common/{name}");
                self.faults.push(NoticeFault::of_error(&file, &text, &error));
                T::default()
            }
        }
    }
}

/// The file of a card that a fault is in, and the line. Keys are merged before they are read, so
/// the place is looked for anew in the texts; the last file counts, since it replaces the others.
fn fault_in_card(files: &[(String, String)], kind: NoticeFaultKind) -> NoticeFault {
    for (file, text) in files.iter().rev() {
        let line = match &kind {
            NoticeFaultKind::Toml(message) => Card::line_of_fault(text, message),
            NoticeFaultKind::QuoteNotInNotice(quote) => line_of_words(text, quote),
            NoticeFaultKind::NotInNotice { words, .. } => line_of_words(text, words),
            NoticeFaultKind::OtherId(id) => line_of_words(text, id),
            NoticeFaultKind::PracticeIsError => line_of_words(text, "severity"),
            _ => None,
        };
        if line.is_some() {
            return NoticeFault { file: file.clone(), line, kind };
        }
    }
    let file = match files.last() {
        Some((file, _)) => file.clone(),
        None => String::new(),
    };
    NoticeFault { file, line: None, kind }
}

fn line_of_words(text: &str, words: &str) -> Option<usize> {
    let byte = text.find(words.lines().next()?)?;
    Some(line_at(text, byte))
}

/// All files below a folder, by path without what stands before and after: those of earlier folders
/// replaced by those of later ones.
fn files_below(
    folders: &[(String, NoticeFiles)],
    before: &str,
    after: &str,
) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for (_, folder) in folders {
        for (path, text) in folder {
            let Some(rest) = path.strip_prefix(before) else { continue };
            let Some(name) = rest.strip_suffix(after) else { continue };
            files.insert(name.to_owned(), text.clone());
        }
    }
    files
}

/// The outline stands at the end of a notice, so the last line that is the heading counts.
fn outline_place(text: &NoticeText, heading: &str) -> Option<At> {
    let source = &text.source;
    for line in (1..=source.line_count()).rev() {
        let span = source.line_span(line);
        if source.slice(span).trim() == heading {
            return Some(At { source: NoticeText::ID, span });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "关于组织申报示范项目的通知\n一、申报条件\n近三年未发生安全生产事故。\n";

    /// A drafted notice with some of its files replaced.
    fn faults(changed: &[(&str, &str)]) -> Vec<String> {
        let dir = tempfile::tempdir().expect("a folder");
        let profile =
            "format = 1\nid = \"demo\"\ntitle = \"关于组织申报示范项目的通知\"\nshort = \"示范\"\n";
        let mut files: Vec<(String, String)> = [("notice.txt", WORDS), ("profile.toml", profile)]
            .map(|(path, text)| (format!("demo/{path}"), text.to_owned()))
            .to_vec();
        files.extend(
            changed.iter().map(|(path, text)| (format!("demo/{path}"), (*text).to_owned())),
        );
        for (path, text) in files {
            let path = dir.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
            std::fs::write(path, text).expect("a file");
        }
        let mut library = Library::default();
        library.add_dir(dir.path()).expect("readable");
        match library.load("demo") {
            Ok(_) => Vec::new(),
            Err(error) => error.faults.iter().map(NoticeFault::to_string).collect(),
        }
    }

    #[test]
    fn all_faults_are_found_at_once_each_with_file_and_line() {
        let quote = "id = \"b\"\ntitle = \"x\"\ngroup = \"x\"\nseverity = \"info\"\nmessage = \"x\"\nwhy = \"x\"\nneeds = []\n[check.manual]\n[authority.notice]\nheading = \"\"\nquote = \"没有这句话\"\n";
        let found = faults(&[
            ("outline.toml", "format = 1\n[[section]]\nheding = \"一、总论\"\n"),
            ("rules/a.toml", "id = \"a\"\ntitle = \n"),
            ("rules/b.toml", quote),
            ("rules/c.toml", "id = \"c\"\nwrong = 1\n"),
        ]);
        let places: Vec<&str> =
            found.iter().map(|f| f.split(": ").next().unwrap_or_default()).collect();
        assert_eq!(
            places,
            [
                "demo/outline.toml:3",
                "demo/outline.toml:2",
                "demo/rules/a.toml:2",
                "demo/rules/b.toml:11",
                "demo/rules/c.toml:2"
            ],
            "{found:?}"
        );
        assert!(found[3].contains("没有这句话"), "{found:?}");
    }

    #[test]
    fn a_profile_with_a_fault_hides_no_other_file() {
        let found = faults(&[
            ("profile.toml", "format = 1\nid = 3\ntitle = \"x\"\nshrt = \"y\"\n"),
            ("outline.toml", "format = 2\n"),
            ("rules/a.toml", "="),
        ]);
        let places: Vec<&str> =
            found.iter().map(|f| f.split(": ").next().unwrap_or_default()).collect();
        assert_eq!(
            places,
            [
                "demo/profile.toml:2",
                "demo/profile.toml:4",
                "demo/profile.toml",
                "demo/outline.toml",
                "demo/rules/a.toml:1"
            ],
            "{found:?}"
        );
    }
}
