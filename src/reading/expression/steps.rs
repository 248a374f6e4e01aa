//! An expression as steps over characters.
//!
//! The `regex` crate makes states for every byte of every character: `[^。；]{2,60}` becomes some thousand of them,
//! which took most of the time of reading a notice. Here it is sixty steps, and a notice is short.

use regex_syntax::hir::{Class, Hir, HirKind, Look, Repetition};

/// The most steps of an expression; longer ones are left to the `regex` crate.
const MOST_STEPS: usize = 20_000;

/// One step of a search.
#[derive(Debug)]
pub(super) enum Step {
    /// This character must follow.
    Character(char),
    /// A character of one of these ranges must follow, the ends included.
    Class(Vec<(char, char)>),
    /// Goes on at both places; what the first leads to is preferred.
    Fork(usize, usize),
    /// Goes on elsewhere.
    Jump(usize),
    /// Remembers the place as a beginning or an end of a group.
    Keep(usize),
    /// Only the beginning of the text, or of a line of it.
    Start { of_line: bool },
    /// Only the end of the text, or of a line of it.
    End { of_line: bool },
    /// Only where a word begins or ends, or only elsewhere.
    WordEdge { wanted: bool },
    /// The expression is found.
    Done,
}

/// The steps of an expression from the first to [`Step::Done`]; `None` for what is not done in steps.
pub(super) fn steps_of(expression: &Hir) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    add_group(&mut steps, 0, expression)?;
    steps.push(Step::Done);
    Some(steps)
}

fn add(steps: &mut Vec<Step>, expression: &Hir) -> Option<()> {
    if steps.len() > MOST_STEPS {
        return None;
    }
    match expression.kind() {
        HirKind::Empty => {}
        HirKind::Literal(literal) => {
            for character in std::str::from_utf8(&literal.0).ok()?.chars() {
                steps.push(Step::Character(character));
            }
        }
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = class.ranges().iter();
            let ranges = ranges.map(|range| (range.start(), range.end()));
            steps.push(Step::Class(ranges.collect()));
        }
        HirKind::Class(Class::Bytes(_)) => return None,
        HirKind::Look(look) => steps.push(look_step(*look)?),
        HirKind::Capture(capture) => {
            add_group(steps, usize::try_from(capture.index).ok()?, &capture.sub)?;
        }
        HirKind::Concat(parts) => {
            for part in parts {
                add(steps, part)?;
            }
        }
        HirKind::Alternation(branches) => add_branches(steps, branches)?,
        HirKind::Repetition(repetition) => add_repetition(steps, repetition)?,
    }
    Some(())
}

fn look_step(look: Look) -> Option<Step> {
    match look {
        Look::Start => Some(Step::Start { of_line: false }),
        Look::StartLF => Some(Step::Start { of_line: true }),
        Look::End => Some(Step::End { of_line: false }),
        Look::EndLF => Some(Step::End { of_line: true }),
        Look::WordUnicode => Some(Step::WordEdge { wanted: true }),
        Look::WordUnicodeNegate => Some(Step::WordEdge { wanted: false }),
        _ => None,
    }
}

fn add_group(steps: &mut Vec<Step>, index: usize, expression: &Hir) -> Option<()> {
    steps.push(Step::Keep(index * 2));
    add(steps, expression)?;
    steps.push(Step::Keep(index * 2 + 1));
    Some(())
}

fn add_branches(steps: &mut Vec<Step>, branches: &[Hir]) -> Option<()> {
    let mut ends = Vec::new();
    for (index, branch) in branches.iter().enumerate() {
        let is_last = index + 1 == branches.len();
        let fork = steps.len();
        if !is_last {
            steps.push(Step::Jump(0));
        }
        add(steps, branch)?;
        if !is_last {
            ends.push(steps.len());
            steps.push(Step::Jump(0));
            steps[fork] = Step::Fork(fork + 1, steps.len());
        }
    }
    let behind = steps.len();
    for end in ends {
        steps[end] = Step::Jump(behind);
    }
    Some(())
}

fn add_repetition(steps: &mut Vec<Step>, repetition: &Repetition) -> Option<()> {
    let sub = &repetition.sub;
    match repetition.max {
        Some(max) => {
            for _ in 0..repetition.min {
                add(steps, sub)?;
            }
            let mut forks = Vec::new();
            for _ in repetition.min..max {
                forks.push(steps.len());
                steps.push(Step::Jump(0));
                add(steps, sub)?;
            }
            leave_at_end(steps, &forks, repetition.greedy);
        }
        None if repetition.min == 0 && sub.properties().minimum_len() == Some(0) => {
            // As in the `regex` crate: what may be empty is tried once at least, then left out.
            let fork = steps.len();
            steps.push(Step::Jump(0));
            add_once_or_more(steps, sub, repetition.greedy)?;
            leave_at_end(steps, &[fork], repetition.greedy);
        }
        None if repetition.min == 0 => {
            let fork = steps.len();
            steps.push(Step::Jump(0));
            add(steps, sub)?;
            steps.push(Step::Jump(fork));
            leave_at_end(steps, &[fork], repetition.greedy);
        }
        None => {
            for _ in 1..repetition.min {
                add(steps, sub)?;
            }
            add_once_or_more(steps, sub, repetition.greedy)?;
        }
    }
    Some(())
}

fn add_once_or_more(steps: &mut Vec<Step>, sub: &Hir, greedy: bool) -> Option<()> {
    let again = steps.len();
    add(steps, sub)?;
    let behind = steps.len() + 1;
    steps.push(fork(again, behind, greedy));
    Some(())
}

/// Makes forks of the places that were kept free: on to the next step, or behind all that there is so far.
fn leave_at_end(steps: &mut [Step], places: &[usize], greedy: bool) {
    let behind = steps.len();
    for place in places {
        steps[*place] = fork(place + 1, behind, greedy);
    }
}

fn fork(again: usize, behind: usize, greedy: bool) -> Step {
    if greedy { Step::Fork(again, behind) } else { Step::Fork(behind, again) }
}
