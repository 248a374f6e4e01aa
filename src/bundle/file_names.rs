//! File names that every system can hold: what is wrong with one, and how one is made from a title.

use thiserror::Error;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::text::characters;
use crate::text::han;

/// The longest path in an archive, in characters: Windows ends at 260, its own folder included.
pub const MAX_PATH_CHARS: usize = 240;
/// The longest folder name that is made, in characters.
const MAX_FOLDER_CHARS: usize = 120;
/// The longest name that is made, in bytes: 255 is what file systems hold, less `-报送清单.md` and
/// ` (1)`.
const MAX_NAME_BYTES: usize = 220;
/// The longest last part of an entry's path that is made, in characters.
const MAX_FILE_CHARS: usize = 100;

/// Names that Windows keeps for devices, whatever their extension.
const RESERVED: &[&str] = &["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

/// What is wrong with the name of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NameFault {
    /// There is none.
    #[error("it is empty")]
    Empty,
    /// It is that of a folder everywhere.
    #[error("it is `.` or `..`")]
    Dots,
    /// It has characters that nobody sees.
    #[error("it has hidden characters")]
    Hidden,
    /// It has a character that Windows keeps for itself.
    #[error("it has characters that Windows does not allow")]
    Forbidden,
    /// It ends with what Windows cuts off.
    #[error("it ends with a dot or a blank")]
    Ending,
    /// It is that of a device.
    #[error("Windows keeps it for a device")]
    Reserved,
    /// It is longer than file systems hold.
    #[error("it is too long")]
    Long,
    /// All of the path is longer than [`MAX_PATH_CHARS`].
    #[error("its path is too long")]
    LongPath,
    /// It is not composed as Unicode has it (NFC).
    #[error("it is not in NFC")]
    Decomposed,
}

/// What is wrong with one part of a path; `None` if Windows, macOS and Linux can all hold it.
pub fn part_fault(part: &str) -> Option<NameFault> {
    if part.is_empty() {
        return Some(NameFault::Empty);
    }
    if part == "." || part == ".." {
        return Some(NameFault::Dots);
    }
    if part.chars().any(is_hidden) {
        return Some(NameFault::Hidden);
    }
    if part.contains(['<', '>', ':', '"', '/', '\\', '|', '?', '*']) {
        return Some(NameFault::Forbidden);
    }
    if part.ends_with(['.', ' ']) {
        return Some(NameFault::Ending);
    }
    if is_reserved(part) {
        return Some(NameFault::Reserved);
    }
    let is_long = part.len() > 255 || part.encode_utf16().count() > 255;
    if is_long { Some(NameFault::Long) } else { None }
}

/// What is wrong with a whole path of an archive.
pub fn path_fault(path: &str) -> Option<NameFault> {
    if path.chars().count() > MAX_PATH_CHARS {
        return Some(NameFault::LongPath);
    }
    if !is_nfc(path) {
        return Some(NameFault::Decomposed);
    }
    path.split('/').find_map(part_fault)
}

/// The form under which two names are the same file on some system: NFC and case folded.
pub fn collision_key(path: &str) -> String {
    let composed: String = path.nfc().collect();
    // Folding may take a letter apart.
    composed.to_lowercase().nfc().collect()
}

/// The folder and file name of a package, from the subject of its message.
///
/// The same subject always gives the same name. A long one is cut and ends in eight digits of its
/// SHA-256, so that two long subjects with the same beginning stay apart.
pub fn folder_name(subject: &str) -> String {
    shorten(&safe(subject), MAX_FOLDER_CHARS, MAX_NAME_BYTES)
}

/// A file name from a lead (`01-`), a title and an extension without its dot.
pub fn file_name(lead: &str, title: &str, extension: &str) -> String {
    let tail = if extension.is_empty() {
        String::new()
    } else {
        format!(".{}", safe(extension).to_lowercase())
    };
    let around = characters::count(lead) + characters::count(&tail);
    let chars = MAX_FILE_CHARS.saturating_sub(around);
    let bytes = MAX_NAME_BYTES.saturating_sub(lead.len() + tail.len());
    safe(&format!("{lead}{}{tail}", shorten(&safe(title), chars, bytes)))
}

/// A name in one of our packages without the number that orders it: `承诺书.pdf` for
/// `03-承诺书.pdf`.
pub fn without_number(name: &str) -> &str {
    let Some((number, title)) = name.split_once('-') else { return name };
    let has_digits_alone = number.chars().all(|c| c.is_ascii_digit());
    let is_number = has_digits_alone && !number.is_empty();
    let has_title = !title.is_empty() && !title.starts_with('.');
    if is_number && has_title { title } else { name }
}

/// Makes a text safe as one part of a path: what Windows forbids becomes its full-width look-alike,
/// hidden characters go.
fn safe(text: &str) -> String {
    let mapped: String = text
        .nfc()
        .filter(|c| !is_hidden(*c))
        .map(|c| match c {
            '/' => '／',
            '\\' => '＼',
            ':' => '：',
            '*' => '＊',
            '?' => '？',
            '"' => '＂',
            '<' => '＜',
            '>' => '＞',
            '|' => '｜',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .collect();
    let trimmed = mapped.trim().trim_end_matches(['.', ' ']);
    let visible = if trimmed.starts_with('.') { format!("_{trimmed}") } else { trimmed.to_owned() };
    match visible.as_str() {
        "" => "未命名".to_owned(),
        name if is_reserved(name) => {
            let end = name.find('.').unwrap_or(name.len());
            let (base, rest) = name.split_at(end);
            format!("{base}_{rest}")
        }
        _ => visible,
    }
}

fn shorten(name: &str, max_chars: usize, max_bytes: usize) -> String {
    if name.chars().count() <= max_chars && name.len() <= max_bytes {
        return name.to_owned();
    }
    let mark = format!("-{}", &crate::text::digest::sha256(name.as_bytes())[..8]);
    let mut out = String::new();
    let room = max_chars.saturating_sub(mark.len());
    for c in name.chars().take(room) {
        if out.len() + c.len_utf8() + mark.len() > max_bytes {
            break;
        }
        out.push(c);
    }
    format!("{}{mark}", out.trim_end_matches([' ', '.']))
}

/// Control characters, and those that reorder or hide what is shown.
fn is_hidden(c: char) -> bool {
    c.is_control() || han::is_hidden(c)
}

fn is_reserved(part: &str) -> bool {
    let base = match part.split_once('.') {
        Some((base, _)) => base,
        None => part,
    };
    let base = base.trim_end().to_uppercase();
    let numbered = |lead: &str| {
        base.strip_prefix(lead).is_some_and(|n| {
            matches!(n, "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³")
        })
    };
    RESERVED.contains(&base.as_str()) || numbered("COM") || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forbidden_characters_become_look_alikes() {
        assert_eq!(folder_name("2023+甲/乙:丙?+某局. "), "2023+甲／乙：丙？+某局");
        assert_eq!(folder_name("con.txt"), "con_.txt");
        assert_eq!(folder_name("\u{202e}\r\n"), "未命名");
        assert_eq!(folder_name(".git"), "_.git");
        assert_eq!(file_name("03-", "a/b", "PDF"), "03-a／b.pdf");
    }

    #[test]
    fn numbers_that_order_files_are_no_part_of_their_titles() {
        for (name, title) in [
            ("03-承诺书.pdf", "承诺书.pdf"),
            ("01-联合推荐函", "联合推荐函"),
            ("2023-2025年规划", "2025年规划"),
            ("甲-乙", "甲-乙"),
            ("03-.pdf", "03-.pdf"),
            ("03-", "03-"),
            ("-甲", "-甲"),
        ] {
            assert_eq!(without_number(name), title, "{name}");
        }
    }

    #[test]
    fn long_names_are_cut_in_a_stable_way_and_stay_apart() {
        let long =
            |end: &str| folder_name(&format!("2023+{}{end}", "平果市铝产业园清洁生产".repeat(30)));
        assert_eq!(long("甲"), long("甲"));
        assert_ne!(long("甲"), long("乙"));
        assert!(
            long("甲").len() <= MAX_NAME_BYTES && long("甲").chars().count() <= MAX_FOLDER_CHARS
        );
        let file = file_name("12-", &"长".repeat(300), "docx");
        assert!(
            file.ends_with(".docx")
                && part_fault(&file).is_none()
                && file.chars().count() <= MAX_FILE_CHARS,
            "{file}"
        );
    }

    #[test]
    fn whatever_is_made_has_no_fault() {
        for text in [
            "COM1", "nul ", "lpt9.pdf", "a\u{0}b", " . ", "…", "~$a.docx", "e\u{301}", "ABC:",
            "com¹",
        ] {
            assert_eq!(path_fault(&folder_name(text)), None, "{text:?}");
            assert_eq!(path_fault(&file_name("01-", text, "pdf.")), None, "{text:?}");
        }
    }
}
