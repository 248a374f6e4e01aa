//! Words that several of the texts share: sizes, the subject, smaller copies.

use crate::bundle::manifest::Shrunk;
use crate::notice::profile::{Disc, MailDelivery};

/// A number with its digits in groups of three.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

/// A size for people, with the exact bytes: `1.95 MB（1 951 234 字节）`.
pub fn size_words(bytes: u64) -> String {
    let exact = format!("{} 字节", grouped(bytes));
    match bytes {
        ..1_000 => exact,
        1_000..1_000_000 => format!("{:.1} kB（{exact}）", bytes as f64 / 1e3),
        _ => format!("{:.2} MB（{exact}）", bytes as f64 / 1e6),
    }
}

/// `缩小到 200 dpi 的副本，原件 12.30 MB（…），SHA-256 …`
pub(super) fn shrunk_words(original: &Shrunk) -> String {
    format!(
        "缩小到 {} dpi 的副本，原件 {}，SHA-256 {}",
        original.dpi,
        size_words(original.size),
        original.sha256
    )
}

/// How many discs: `1 份`.
pub(super) fn disc_copies(disc: &Disc) -> String {
    match disc.copies.value() {
        Some(copies) => format!("{copies} 份"),
        None => format!("份数{UNSTATED}"),
    }
}

/// What is on the discs.
pub(super) fn disc_contents(disc: &Disc) -> &str {
    if disc.contents.is_empty() { "申报材料" } else { &disc.contents }
}

/// What stands where the notice says nothing.
pub(super) const UNSTATED: &str = "通知未写明";

/// The subject; where the notice prescribes none, that it does not.
pub fn subject_words(mail: &MailDelivery, subject: &str) -> String {
    match mail.subject.value() {
        Some(_) => subject.to_owned(),
        None => format!("{subject}（格式{UNSTATED}，按“项目名称+申报单位名称”拟写）"),
    }
}
