//! Personal numbers in the plan and in what is sent with it.
//!
//! A number is known by its check digit or by what stands around it, never by its length alone. What
//! is found is shown with its middle left out.

use crate::diag::Place;
use crate::notice::card::CheckRegex;
use crate::notice::check_kind::{CheckDigit, PersonalNumber};
use crate::text::At;
use crate::text::word_list::contains_any;

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::prose::Prose;

/// Rows of digits that are such a number.
pub(in crate::rules::engine) fn personal_number(
    number: &PersonalNumber,
    cx: &Context<'_>,
) -> Vec<Hit> {
    let known = match &number.known {
        Some(field) => digits_of(field, cx),
        None => Default::default(),
    };
    let mut out = Vec::new();
    runs(cx, &mut |run| {
        let is_known = known.contains(&run.digits);
        if is_number(number, run, cx) && !is_known {
            let [first, last] = number.show;
            let shown = masked(&run.digits, first, last);
            out.push(Hit::at(run.place.clone()).arg("number", shown));
        }
    });
    out
}

/// The digits of a field.
fn digits_of(field: &str, cx: &Context<'_>) -> String {
    let node = cx.config().tree.find(field);
    let Some(text) = node.and_then(|node| node.text()) else { return String::new() };
    text.value.chars().filter(char::is_ascii_digit).collect()
}

fn is_number(number: &PersonalNumber, run: &Run<'_>, cx: &Context<'_>) -> bool {
    let CheckRegex(pattern) = &number.pattern;
    let in_config = matches!(&run.place, Place::At(at) if at.source == cx.config().source);
    if (in_config && number.outside_config) || !pattern.is_match(&run.digits) {
        return false;
    }
    let after = run.after.trim_start();
    let mut others = number.not_before.iter().map(String::as_str);
    if others.any(|word| after.starts_with(word)) {
        return false;
    }
    let near = &number.near;
    if !near.is_empty() && !contains_any(&run.context, near) {
        return false;
    }
    match number.check_digit {
        None => true,
        Some(CheckDigit::Luhn) => has_luhn_digit(&run.digits),
        Some(CheckDigit::ResidentId) => {
            is_resident_id(&run.digits, chrono::Datelike::year(&cx.now.day()))
        }
    }
}

/// A row of digits with what stands around it.
struct Run<'a> {
    /// The digits without spaces; a resident's number may end in X.
    digits: String,
    /// The text before it, and the neighbours of its cell.
    context: String,
    /// What stands directly after it.
    after: &'a str,
    place: Place,
}

/// All rows of digits of 11 to 19 places, in the plan, in `pilot.toml` where it asks for none, and
/// in attachments.
fn runs(cx: &Context<'_>, look: &mut dyn FnMut(&Run<'_>)) {
    let prose = cx.prose();
    let mut first = 0;
    for (index, piece) in prose.iter().enumerate() {
        let text = piece.text();
        // The cells of a table follow one another.
        if piece.table.is_none() || prose[first].table != piece.table {
            first = index;
        }
        scan(text, &mut |digits, start, end| {
            let mut context = before(text, start);
            if piece.table.is_some() {
                let is_of_the_table = |other: &&Prose| other.table == piece.table;
                let cells = prose[first..].iter().take_while(is_of_the_table).take(40);
                for p in cells.chain(&prose[index.saturating_sub(3)..index]) {
                    context.push_str(p.text());
                }
            }
            look(&Run { digits, context, after: &text[end..], place: piece.at(start, end).into() });
        });
    }
    for value in cx.config().tree.texts() {
        scan(value.value, &mut |digits, start, end| {
            let at: At = value.at;
            look(&Run {
                digits,
                context: before(value.value, start),
                after: &value.value[end..],
                place: at.into(),
            });
        });
    }
    // The plan itself was looked at with its places.
    for file in &cx.project.files {
        let is_plan = cx.sources().find(&file.path).is_some();
        let Some(text) = &file.facts.text else { continue };
        if is_plan {
            continue;
        }
        scan(text, &mut |digits, start, end| {
            look(&Run {
                digits,
                context: before(text, start),
                after: &text[end..],
                place: Place::Path(file.path.clone()),
            });
        });
    }
}

/// The forty characters before a place.
fn before(text: &str, start: usize) -> String {
    let from = match text[..start].char_indices().rev().nth(39) {
        Some((i, _)) => i,
        None => 0,
    };
    text[from..start].to_owned()
}

/// Rows of digits, perhaps in groups of four with spaces or hyphens between, that no letter or
/// digit touches.
fn scan(text: &str, look: &mut dyn FnMut(String, usize, usize)) {
    let bytes = text.as_bytes();
    // Of eleven bytes in a row one is each eleventh of the text.
    let is_part = |b: &u8| b.is_ascii_digit() || matches!(b, b' ' | b'-' | b'X' | b'x');
    let mut elevenths = bytes.iter().skip(10).step_by(11);
    if !elevenths.any(is_part) {
        return;
    }
    let mut i = 0;
    while i < bytes.len() {
        if !bytes[i].is_ascii_digit() {
            i += 1;
            continue;
        }
        let start = i;
        let mut digits = String::new();
        while i < bytes.len() {
            let next_is_digit = bytes.get(i + 1).is_some_and(u8::is_ascii_digit);
            match bytes[i] {
                b if b.is_ascii_digit() => digits.push(char::from(b)),
                b' ' | b'-' if next_is_digit && digits.len() >= 3 => {}
                b'X' | b'x' if digits.len() == 17 => {
                    digits.push('X');
                    i += 1;
                    break;
                }
                _ => break,
            }
            i += 1;
        }
        let touches = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'.');
        let alone = !touches(start.checked_sub(1).and_then(|s| bytes.get(s)))
            && !bytes.get(i).is_some_and(u8::is_ascii_alphanumeric);
        if alone && (11..=19).contains(&digits.len()) {
            look(digits, start, i);
        }
    }
}

/// The first and last characters of a number.
fn masked(digits: &str, first: usize, last: usize) -> String {
    let hidden = digits.len().saturating_sub(first + last);
    format!(
        "{}{}{}",
        &digits[..first.min(digits.len())],
        "*".repeat(hidden),
        &digits[digits.len() - last.min(digits.len())..]
    )
}

/// GB 11643-1999: region, day of birth, running number, and a check digit by ISO 7064 MOD 11-2.
fn is_resident_id(digits: &str, last_year: i32) -> bool {
    const REGIONS: [&str; 35] = [
        "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37",
        "41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64",
        "65", "71", "81", "82", "83",
    ];
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    if digits.len() != 18 || !REGIONS.contains(&&digits[..2]) {
        return false;
    }
    let part = |from: usize, to: usize| digits[from..to].parse::<u32>().unwrap_or(0);
    let year = i32::try_from(part(6, 10)).unwrap_or(0);
    let born = chrono::NaiveDate::from_ymd_opt(year, part(10, 12), part(12, 14));
    let mut sum = 0;
    for (c, weight) in digits.chars().zip(WEIGHTS) {
        sum += c.to_digit(10).unwrap_or(0) * weight;
    }
    let check = "10X98765432".chars().nth(sum as usize % 11);
    let is_checked = digits.chars().next_back() == check;
    is_checked && born.is_some() && (1900..=last_year).contains(&year)
}

/// A check digit by ISO/IEC 7812-1 (Luhn).
fn has_luhn_digit(digits: &str) -> bool {
    let mut sum = 0;
    for (index, c) in digits.chars().rev().enumerate() {
        let Some(mut value) = c.to_digit(10) else { return false };
        if index % 2 == 1 {
            value *= 2;
        }
        sum += if value > 9 { value - 9 } else { value };
    }
    sum % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_decide() {
        // The standard's own example.
        assert!(is_resident_id("11010519491231002X", 2023));
        assert!(!is_resident_id("110105194912310021", 2023));
        assert!(!is_resident_id("11010519491331002X", 2023));
        // Luhn by hand, with a UnionPay prefix.
        assert!(has_luhn_digit("6222020200112233446") && !has_luhn_digit("6222020200112233447"));
    }

    #[test]
    fn numbers_inside_codes_are_left_alone() {
        let mut seen = Vec::new();
        scan(
            "A13812345678，13812345678、1381234567890123456789，6222 0200 1122 3344",
            &mut |d, _, _| seen.push(d),
        );
        assert_eq!(seen, ["13812345678", "6222020011223344"]);
    }
}
