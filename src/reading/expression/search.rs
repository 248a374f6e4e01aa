//! Searching a text step by step.
//!
//! Of several places the leftmost is found, of several ways through it the one that the expression prefers: the rules
//! of the `regex` crate. No step is tried twice at the same place, so the time is at most steps times characters.

use super::steps::Step;
use super::text_characters::{CODES, TextCharacters, code};

/// Steps times characters up to which a text is searched here; what is longer is left to the `regex` crate.
const MOST_PLACES: usize = 16_000_000;

/// The steps of an expression, and with which characters it may begin.
#[derive(Debug)]
pub(super) struct Search {
    steps: Vec<Step>,
    slots: usize,
    beginnings: Option<Vec<bool>>,
}

/// What is still to be tried.
enum Task {
    /// This step at this character.
    Try { step: usize, at: usize },
    /// Undo what a way that led nowhere has remembered.
    Restore { slot: usize, place: Option<usize> },
}

/// What was tried already, a bit for each step at each character, and what is to be tried.
#[derive(Default)]
pub(super) struct Workspace {
    tried: Vec<u64>,
    tasks: Vec<Task>,
}

impl Search {
    /// A search of an expression with this number of groups, its whole counted as one.
    pub(super) fn new(steps: Vec<Step>, groups: usize) -> Self {
        let beginnings = beginnings(&steps);
        Self { steps, slots: groups * 2, beginnings }
    }

    /// Whether the text is short enough for a search here.
    pub(super) fn is_for(&self, text: &TextCharacters) -> bool {
        self.steps.len() * (text.count() + 1) <= MOST_PLACES
    }

    /// The first place at or behind a character where the expression is found: the character at which each group
    /// begins and ends, if it took part.
    pub(super) fn find(
        &self,
        text: &TextCharacters,
        from: usize,
        workspace: &mut Workspace,
    ) -> Option<Vec<Option<usize>>> {
        let places = self.steps.len() * (text.count() + 1 - from);
        let mut slots = Vec::new();
        for start in from..=text.count() {
            if !self.may_begin(text, start) {
                continue;
            }
            if slots.is_empty() {
                slots.resize(self.slots, None);
                workspace.tried.clear();
                workspace.tried.resize(places.div_ceil(64), 0);
            }
            if self.matches_at(text, from, start, workspace, &mut slots) {
                return Some(slots);
            }
        }
        None
    }

    fn may_begin(&self, text: &TextCharacters, start: usize) -> bool {
        match (&self.beginnings, text.character(start)) {
            (Some(beginnings), Some(character)) => beginnings[code(character)],
            // An expression that has to begin with a character is not found at the end.
            (Some(_), None) => false,
            (None, _) => true,
        }
    }

    fn matches_at(
        &self,
        text: &TextCharacters,
        from: usize,
        start: usize,
        workspace: &mut Workspace,
        slots: &mut [Option<usize>],
    ) -> bool {
        workspace.tasks.clear();
        workspace.tasks.push(Task::Try { step: 0, at: start });
        while let Some(task) = workspace.tasks.pop() {
            let (mut step, mut at) = match task {
                Task::Try { step, at } => (step, at),
                Task::Restore { slot, place } => {
                    slots[slot] = place;
                    continue;
                }
            };
            loop {
                let place = (at - from) * self.steps.len() + step;
                let bit = 1 << (place % 64);
                if workspace.tried[place / 64] & bit != 0 {
                    break;
                }
                workspace.tried[place / 64] |= bit;
                match &self.steps[step] {
                    Step::Character(wanted) => {
                        if text.character(at) != Some(*wanted) {
                            break;
                        }
                        at += 1;
                        step += 1;
                    }
                    Step::Class(ranges) => {
                        let Some(character) = text.character(at) else { break };
                        if !is_in(ranges, character) {
                            break;
                        }
                        at += 1;
                        step += 1;
                    }
                    Step::Fork(first, second) => {
                        workspace.tasks.push(Task::Try { step: *second, at });
                        step = *first;
                    }
                    Step::Jump(target) => step = *target,
                    Step::Keep(slot) => {
                        workspace.tasks.push(Task::Restore { slot: *slot, place: slots[*slot] });
                        slots[*slot] = Some(at);
                        step += 1;
                    }
                    Step::Start { of_line } => {
                        if !(at == 0 || *of_line && text.character(at - 1) == Some('\n')) {
                            break;
                        }
                        step += 1;
                    }
                    Step::End { of_line } => {
                        let next = text.character(at);
                        if !(next.is_none() || *of_line && next == Some('\n')) {
                            break;
                        }
                        step += 1;
                    }
                    Step::WordEdge { wanted } => {
                        if is_word_edge(text, at) != *wanted {
                            break;
                        }
                        step += 1;
                    }
                    Step::Done => return true,
                }
            }
        }
        false
    }
}

/// Whether a word begins or ends before a character; a word is what `\w` means.
fn is_word_edge(text: &TextCharacters, at: usize) -> bool {
    let is_word = |character: Option<char>| character.is_some_and(regex_syntax::is_word_character);
    let before = if at == 0 { None } else { text.character(at - 1) };
    is_word(before) != is_word(text.character(at))
}

fn is_in(ranges: &[(char, char)], character: char) -> bool {
    if ranges.len() <= 8 {
        for (first, last) in ranges {
            if *first <= character && character <= *last {
                return true;
            }
        }
        return false;
    }
    let behind = ranges.partition_point(|(first, _)| *first <= character);
    behind > 0 && character <= ranges[behind - 1].1
}

/// The codes of the characters with which the steps may begin; `None` if that is nearly any, or none is needed.
fn beginnings(steps: &[Step]) -> Option<Vec<bool>> {
    const MOST_CHARACTERS: u32 = 256;
    let mut codes = vec![false; CODES];
    let mut seen = vec![false; steps.len()];
    let mut ahead = vec![0];
    while let Some(step) = ahead.pop() {
        if std::mem::replace(&mut seen[step], true) {
            continue;
        }
        match &steps[step] {
            Step::Character(character) => codes[code(*character)] = true,
            Step::Class(ranges) => {
                for (first, last) in ranges {
                    if u32::from(*last) - u32::from(*first) >= MOST_CHARACTERS {
                        return None;
                    }
                    for character in *first..=*last {
                        codes[code(character)] = true;
                    }
                }
            }
            Step::Fork(first, second) => ahead.extend([*first, *second]),
            Step::Jump(target) => ahead.push(*target),
            Step::Keep(_) | Step::Start { .. } | Step::End { .. } | Step::WordEdge { .. } => {
                ahead.push(step + 1);
            }
            Step::Done => return None,
        }
    }
    Some(codes)
}
