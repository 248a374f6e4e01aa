//! `package-too-large` and `mail-may-bounce`: bytes of the files, of the archive and of the
//! message.

use crate::diag::Place;
use crate::project::{Package, PackageEntry};

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;

/// Bytes of a message that common mail hosts take: 50 MB, read as strictly as the notice's own
/// limit. It is the smallest of the limits that large providers name; base64 makes it 36.5 MB of
/// files.
const MESSAGE_LIMIT: u64 = 50_000_000;

pub(super) fn package_too_large(cx: &Context<'_>) -> Vec<Hit> {
    let (Some(package), Some(mail)) = (&cx.project.package, &cx.profile().deliver.mail) else {
        return Vec::new();
    };
    let Some(max) = mail.max_bytes.value().copied() else { return Vec::new() };
    let (files, archive) = (package.files_size(), package.archive_size.unwrap_or(0));
    let size = if files > max { files } else { archive };
    if size <= max {
        return Vec::new();
    }
    let mut entries: Vec<&PackageEntry> = package.entries.iter().filter(|e| e.size > 0).collect();
    entries.sort_by(|a, b| b.size.cmp(&a.size).then_with(|| a.path.cmp(&b.path)));
    let largest: Vec<_> =
        entries.iter().take(3).map(|e| format!("{}（{}）", e.path, bytes(e.size))).collect();
    let place = entries.first().map_or(Place::Whole, |e| Place::Path(e.path.clone()));
    let hit = Hit::at(place)
        .arg("size", bytes(size))
        .arg("max", bytes(max))
        .arg("wording", &mail.max_wording);
    let hit = hit
        .arg("over", bytes(size - max))
        .arg("largest", largest.join("、"))
        .arg("shrink", shrink(&entries));
    vec![if files > max { hit } else { hit.variant("archive") }]
}

/// What would shrink the largest files.
fn shrink(entries: &[&PackageEntry]) -> &'static str {
    let ending =
        entries.first().and_then(|e| e.path.rsplit('.').next()).unwrap_or_default().to_lowercase();
    match ending.as_str() {
        "pdf" => "扫描件按200～300 dpi、灰度重新扫描，或用“减小文件大小”另存",
        "jpg" | "jpeg" | "png" | "bmp" | "tif" | "tiff" => {
            "图片缩到印出尺寸的300 dpi，照片存为 JPEG"
        }
        "doc" | "docx" | "ppt" | "pptx" | "wps" => "在软件里压缩图片，或另存为 PDF",
        "zip" | "rar" | "7z" => "不要包中套包，只放需要的文件",
        _ => "压缩最大的文件，或只保留需要的页",
    }
}

pub(super) fn mail_may_bounce(cx: &Context<'_>) -> Vec<Hit> {
    let Some(package) = &cx.project.package else { return Vec::new() };
    let size = message_size(package);
    if size <= MESSAGE_LIMIT {
        return Vec::new();
    }
    let raw = package.archive_size.unwrap_or_else(|| package.files_size());
    vec![
        Hit::at(Place::Whole)
            .arg("size", bytes(size))
            .arg("raw", bytes(raw))
            .arg("limit", bytes(MESSAGE_LIMIT)),
    ]
}

/// Bytes of the message: known, or what base64 in lines of 76 characters makes of the archive (× 78
/// ÷ 57) and 2 kB of heads.
fn message_size(package: &Package) -> u64 {
    package.message_size.unwrap_or_else(|| {
        let raw = package.archive_size.unwrap_or_else(|| package.files_size());
        raw.saturating_mul(78) / 57 + 2_000
    })
}

/// Bytes for people, `52.4 MB`; MB are millions of bytes here, as the limit is read. Rounded up, so
/// that what is over a limit never looks like the limit itself.
fn bytes(size: u64) -> String {
    let tenths = size.div_ceil(100_000);
    if size < 100_000 {
        format!("{}字节", size)
    } else {
        format!("{}.{} MB", tenths / 10, tenths % 10)
    }
}
