//! A converted PDF without the moment of its conversion: the same document gives the same bytes.
//!
//! LibreOffice 7.4 writes the moment into the properties, and three numbers made of it behind the
//! objects (measured 2026-11: two conversions differ nowhere else). All keep their length, so that
//! no place in the file moves.

use crate::text::digest::sha256;

/// Where a moment stands, and how it is written.
const MOMENTS: [(&[u8], MomentForm); 5] = [
    (b"/CreationDate(D:", MomentForm::Digits),
    (b"/ModDate(D:", MomentForm::Digits),
    (b"<xmp:CreateDate>", MomentForm::Iso),
    (b"<xmp:ModifyDate>", MomentForm::Iso),
    (b"<xmp:MetadataDate>", MomentForm::Iso),
];

#[derive(Clone, Copy)]
enum MomentForm {
    /// `20261129163700`.
    Digits,
    /// `2026-11-29T16:37:00`.
    Iso,
}

/// The file as if it had been made at the beginning of this day.
pub(super) fn stable(mut pdf: Vec<u8>, (year, month, day): (i32, u32, u32)) -> Vec<u8> {
    for (word, form) in MOMENTS {
        let moment = match form {
            MomentForm::Digits => format!("{year:04}{month:02}{day:02}000000"),
            MomentForm::Iso => format!("{year:04}-{month:02}-{day:02}T00:00:00"),
        };
        for at in places(&pdf, word) {
            let is_alike = |(old, new): (&u8, &u8)| old.is_ascii_digit() == new.is_ascii_digit();
            let Some(old) = pdf.get_mut(at..at + moment.len()) else { continue };
            let mut pairs = old.iter().zip(moment.as_bytes());
            if pairs.all(is_alike) {
                old.copy_from_slice(moment.as_bytes());
            }
        }
    }
    let numbers = numbers(&pdf);
    for at in &numbers {
        pdf[*at..*at + NUMBER].fill(b'0');
    }
    let made_of_content = sha256(&pdf).to_uppercase();
    for at in numbers {
        pdf[at..at + NUMBER].copy_from_slice(&made_of_content.as_bytes()[..NUMBER]);
    }
    pdf
}

/// Letters of a number: 16 bytes in hexadecimal digits.
const NUMBER: usize = 32;

/// Where the numbers stand that tell one conversion from another (ISO 32000-1, 14.4).
fn numbers(pdf: &[u8]) -> Vec<usize> {
    let mut found = Vec::new();
    let is_number = |at: usize| {
        let letters = pdf.get(at..at + NUMBER);
        letters.is_some_and(|letters| letters.iter().all(u8::is_ascii_hexdigit))
    };
    for word in [b"/DocChecksum /".as_slice(), b"/DocChecksum/"] {
        found.extend(places(pdf, word).into_iter().filter(|at| is_number(*at)));
    }
    for at in places(pdf, b"/ID") {
        // Two numbers in angle brackets, with blanks and ends of lines between.
        let near = &pdf[at..pdf.len().min(at + 120)];
        let opened = memchr::memchr_iter(b'<', near).take(2).map(|place| at + place + 1);
        found.extend(opened.filter(|at| is_number(*at)));
    }
    found
}

/// Where a word ends, wherever it stands.
fn places(pdf: &[u8], word: &[u8]) -> Vec<usize> {
    memchr::memmem::find_iter(pdf, word).map(|at| at + word.len()).collect()
}

#[cfg(test)]
mod tests {
    use super::stable;

    #[test]
    fn the_moment_of_conversion_leaves_no_trace() {
        let made = |moment: &str, number: &str| {
            let [a, b] = [number.repeat(32), number.repeat(32)];
            let iso = format!("2026-11-29T{moment}Z");
            let digits = moment.replace(':', "");
            format!(
                "%PDF-1.6\n/CreationDate(D:20261129{digits}Z')\n<xmp:CreateDate>{iso}</xmp:CreateDate>\n\
                 (text 7)\ntrailer\n<</ID [ <{a}>\n<{b}> ]\n/DocChecksum /{a}\n>>"
            )
        };
        let day = (2023, 9, 6);
        let one = stable(made("16:37:00", "A").into_bytes(), day);
        let two = stable(made("08:05:59", "B").into_bytes(), day);
        assert_eq!(String::from_utf8_lossy(&one), String::from_utf8_lossy(&two));
        assert_eq!(one.len(), made("16:37:00", "A").len());
        assert!(String::from_utf8_lossy(&one).contains("D:20230906000000Z'"));
        let other = made("16:37:00", "A").replace("text 7", "text 8");
        assert_ne!(one, stable(other.into_bytes(), day), "the numbers tell contents apart");
    }
}
