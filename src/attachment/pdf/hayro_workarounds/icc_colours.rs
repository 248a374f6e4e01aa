//! Colours told by a profile, taken as those of the device.
//!
//! The PDF crate works out tables for every profile (ISO 32000-1, 8.6.5.5), which takes as long as
//! reading the text of a page. Of a colour only whether it is white is asked here, and for that the
//! number of components says enough.

use std::ops::Range;

use memchr::memmem;

use super::lexer::key_end;

const NAME: &[u8] = b"/ICCBased";
/// Uses of a profile that are looked at.
const MOST_USES: usize = 4096;
/// Bytes of an object's dictionary that are looked at.
const DICTIONARY: usize = 1024;

/// Where the name stands in colour spaces, and what stands for it. The plain name is followed by
/// the reference to the profile, which readers leave aside.
pub(in crate::attachment::pdf) fn plain(
    bytes: &[u8],
) -> Vec<(Range<usize>, &'static [u8; NAME.len()])> {
    let mut known: Vec<(&[u8], Option<&'static [u8; NAME.len()]>)> = Vec::new();
    let mut out = Vec::new();
    for at in memmem::find_iter(bytes, NAME).take(MOST_USES) {
        let Some(reference) = reference(bytes, at) else { continue };
        let name = match known.iter().find(|(of, _)| *of == reference) {
            Some((_, name)) => *name,
            None => {
                let name = name(bytes, reference);
                known.push((reference, name));
                name
            }
        };
        out.extend(name.map(|name| (at..at + NAME.len(), name)));
    }
    out
}

/// `12 0` of an array `[/ICCBased 12 0 R]`.
fn reference(bytes: &[u8], at: usize) -> Option<&[u8]> {
    if !bytes[..at].trim_ascii_end().ends_with(b"[") {
        return None;
    }
    let rest = &bytes[at + NAME.len()..];
    let rest = rest.get(..32).unwrap_or(rest);
    let inside = rest[..memchr::memchr(b']', rest)?].trim_ascii();
    let inside = inside.strip_suffix(b"R")?.trim_ascii();
    let mut words = inside.split(u8::is_ascii_whitespace).filter(|w| !w.is_empty());
    let (id, generation) = (words.next()?, words.next()?);
    let is_number = |word: &[u8]| word.iter().all(u8::is_ascii_digit);
    let is_reference = is_number(id) && is_number(generation) && words.next().is_none();
    if is_reference { Some(inside) } else { None }
}

/// The device's colours of as many components as a profile has. Nothing if that cannot be told: an
/// object that was written twice, or whose dictionary does not say it itself.
fn name(bytes: &[u8], reference: &[u8]) -> Option<&'static [u8; NAME.len()]> {
    let head = [reference, b" obj"].concat();
    let starts =
        |at: &usize| at.checked_sub(1).is_none_or(|before| bytes[before].is_ascii_whitespace());
    let mut objects = memmem::find_iter(bytes, &head).filter(starts);
    let (object, None) = (objects.next()?, objects.next()) else { return None };
    let dictionary = &bytes[object..bytes.len().min(object + DICTIONARY)];
    let dictionary = &dictionary[..memmem::find(dictionary, b"stream")?];
    // A number, not the place of one.
    let value = dictionary[key_end(dictionary, b"/N")?..].trim_ascii_start();
    let is_alone = value.get(1).is_some_and(|b| {
        matches!(b, b'/' | b'>')
            || b.is_ascii_whitespace() && !value[1..].trim_ascii_start().starts_with(b"0 R")
    });
    if !is_alone {
        return None;
    }
    match value.first()? {
        b'1' => Some(b"/G       "),
        b'3' => Some(b"/RGB     "),
        b'4' => Some(b"/CMYK    "),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn names_follow_the_number_of_components() {
        let of = |text: &str| -> Vec<String> {
            plain(text.as_bytes())
                .into_iter()
                .map(|(at, name)| format!("{}{}", &text[at], String::from_utf8_lossy(name)))
                .collect()
        };
        let file = |use_: &str, profile: &str| {
            format!(
                "1 0 obj\n<</C {use_}>>\nendobj\n5 0 obj\n<<{profile}/Length 3>>\nstream\nxyz\nendstream"
            )
        };
        for (components, name) in [
            ("/N 1", "/G       "),
            ("/N 3", "/RGB     "),
            ("/Alternate/DeviceCMYK/N 4\n", "/CMYK    "),
        ] {
            assert_eq!(of(&file("[/ICCBased 5 0 R]", components)), [format!("/ICCBased{name}")]);
            assert_eq!(of(&file("[ /ICCBased  5 0 R ]", components)), [format!("/ICCBased{name}")]);
        }
        for odd in [
            "(/ICCBased 5 0 R)",
            "[/ICCBased 6 0 R]",
            "[/ICCBased 5 0 R 1]",
            "[/ICCBased]",
            "[/ICCBased 5 0 R",
        ] {
            assert!(of(&file(odd, "/N 3")).is_empty(), "{odd}");
        }
        for odd in ["/N 3 0 R", "/N 2", "/Names 3", "/N 33", ""] {
            assert!(of(&file("[/ICCBased 5 0 R]", odd)).is_empty(), "{odd}");
        }
        let twice = file("[/ICCBased 5 0 R]", "/N 3") + "\n5 0 obj\n<</N 1>>";
        assert!(of(&twice).is_empty());
    }
}
