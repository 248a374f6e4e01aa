//! Numbers that must keep within a limit: sizes of packages and messages, months, projects of a city.

use std::cmp::Reverse;

use crate::diag::Place;
use crate::notice::Stated;
use crate::notice::check_kind::{Limit, LimitedNumber, StatedLimit};
use crate::project::{Package, PackageEntry};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::Month;
use crate::text::han::printable;

/// The largest files that are named.
const LARGEST: usize = 3;

/// A number with the place that is reported and what can be said of it.
struct Measured {
    number: i64,
    hit: Hit,
}

/// The first of some numbers that does not keep within the limit.
pub(in crate::rules::engine) fn limit(limit: &Limit, cx: &Context<'_>) -> Vec<Hit> {
    let most = match limit.most_stated {
        Some(stated) => stated_limit(stated, cx),
        None => limit.most,
    };
    // What the notice does not limit is not judged.
    if most.is_none() && limit.most_stated.is_some() {
        return Vec::new();
    }
    for (index, name) in limit.numbers.iter().enumerate() {
        let Some(measured) = measured(*name, cx) else { continue };
        let hit = match most {
            Some(most) => with_limit(measured.hit, *name, measured.number, most),
            None => measured.hit,
        };
        if limit.least.is_some_and(|least| measured.number < least) {
            return vec![hit.variant("reversed")];
        }
        if most.is_some_and(|most| measured.number > most) {
            return vec![if index == 0 { hit } else { hit.variant(message_of(*name)) }];
        }
    }
    Vec::new()
}

/// The message of a number that is not the first of its rule.
fn message_of(number: LimitedNumber) -> &'static str {
    match number {
        LimitedNumber::FilesSize => "files",
        LimitedNumber::ArchiveSize => "archive",
        LimitedNumber::MessageSize => "message",
        LimitedNumber::ProjectMonths => "months",
        LimitedNumber::ProjectsOfCity => "projects",
    }
}

/// A hit with the limit, in the number's own unit, and by how much it is exceeded.
fn with_limit(hit: Hit, number: LimitedNumber, value: i64, most: i64) -> Hit {
    match number {
        LimitedNumber::FilesSize | LimitedNumber::ArchiveSize | LimitedNumber::MessageSize => {
            let over = value.saturating_sub(most);
            hit.arg("max", bytes(most)).arg("over", bytes(over))
        }
        LimitedNumber::ProjectMonths | LimitedNumber::ProjectsOfCity => hit.arg("max", most),
    }
}

/// A limit that the notice states; none if it states none.
fn stated_limit(limit: StatedLimit, cx: &Context<'_>) -> Option<i64> {
    let profile = cx.profile();
    match limit {
        StatedLimit::MailSize => {
            let most = profile.deliver.mail.as_ref()?.max_bytes.value().copied()?;
            Some(i64::try_from(most).unwrap_or(i64::MAX))
        }
        StatedLimit::Period => match &profile.period {
            Stated::Value(period) => Some(i64::from(period.months)),
            Stated::Unstated => None,
        },
        StatedLimit::Quota => Some(i64::from(profile.applicants.quota.as_ref()?.max)),
    }
}

/// A number of the project; none where it is not known.
fn measured(number: LimitedNumber, cx: &Context<'_>) -> Option<Measured> {
    match number {
        LimitedNumber::FilesSize => {
            let package = cx.project.package.as_ref()?;
            Some(package_size(package, package.files_size(), cx))
        }
        LimitedNumber::ArchiveSize => {
            let package = cx.project.package.as_ref()?;
            Some(package_size(package, package.archive_size?, cx))
        }
        LimitedNumber::MessageSize => Some(message_size(cx.project.package.as_ref()?)),
        LimitedNumber::ProjectMonths => project_months(cx),
        LimitedNumber::ProjectsOfCity => projects_of_city(cx),
    }
}

/// A size of a package, at its largest file.
fn package_size(package: &Package, size: u64, cx: &Context<'_>) -> Measured {
    let number = i64::try_from(size).unwrap_or(i64::MAX);
    let mut entries: Vec<&PackageEntry> = package.entries.iter().filter(|e| e.size > 0).collect();
    // The largest first.
    entries.sort_by_key(|entry| (Reverse(entry.size), &entry.path));
    let mut largest = Vec::new();
    for entry in entries.iter().take(LARGEST) {
        let size = i64::try_from(entry.size).unwrap_or(i64::MAX);
        largest.push(format!("{}（{}）", entry.path, bytes(size)));
    }
    let place = match entries.first() {
        Some(entry) => Place::Path(entry.path.clone()),
        None => Place::Whole,
    };
    let wording = match &cx.profile().deliver.mail {
        Some(mail) => mail.max_wording.as_str(),
        None => "",
    };
    let hit = Hit::at(place)
        .arg("size", bytes(number))
        .arg("wording", wording)
        .arg("largest", largest.join("、"));
    Measured { number, hit: hit.arg("shrink", shrink(&entries)) }
}

/// What would shrink the largest files.
fn shrink(entries: &[&PackageEntry]) -> &'static str {
    let path = match entries.first() {
        Some(entry) => entry.path.as_str(),
        None => "",
    };
    let ending = path.rsplit('.').next().unwrap_or_default();
    let ending = ending.to_lowercase();
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

/// Bytes of the message: known, or what base64 in lines of 76 characters makes of the archive (× 78
/// ÷ 57) and 2 kB of heads.
fn message_size(package: &Package) -> Measured {
    let raw = package.archive_size.unwrap_or_else(|| package.files_size());
    let encoded = raw.saturating_mul(78) / 57 + 2_000;
    let size = package.message_size.unwrap_or(encoded);
    let number = i64::try_from(size).unwrap_or(i64::MAX);
    let raw = i64::try_from(raw).unwrap_or(i64::MAX);
    let hit = Hit::at(Place::Whole).arg("size", bytes(number)).arg("raw", bytes(raw));
    Measured { number, hit }
}

/// How long the project takes, the first and the last month counted.
fn project_months(cx: &Context<'_>) -> Option<Measured> {
    let project = &cx.config().project;
    let (start, end) = (project.start.as_ref()?, project.end.as_ref()?);
    let months = start.value.months_to(end.value);
    let shown = |month: Month| format!("{}年{}月", month.year, month.month);
    let hit = Hit::at(end.at)
        .arg("start", shown(start.value))
        .arg("end", shown(end.value))
        .arg("months", months);
    Some(Measured { number: i64::from(months), hit: hit.related(start.at, "从这里开始") })
}

/// Projects of one city that came in together. Reported of each package, since nobody here can say
/// which of them are too many.
fn projects_of_city(cx: &Context<'_>) -> Option<Measured> {
    let crowd = cx.project.package.as_ref()?.city_total.as_ref()?;
    let quota = cx.profile().applicants.quota.as_ref()?;
    let hit = Hit::at(Place::Whole)
        .arg("city", printable(&crowd.city))
        .arg("projects", crowd.projects)
        .arg("per", &quota.per);
    Some(Measured { number: i64::try_from(crowd.projects).unwrap_or(i64::MAX), hit })
}

/// Bytes for people, `52.4 MB`; MB are millions of bytes here, as the limit is read. Rounded up, so
/// that what is over a limit never looks like the limit itself.
fn bytes(size: i64) -> String {
    let size = u64::try_from(size).unwrap_or(0);
    let tenths = size.div_ceil(100_000);
    if size < 100_000 {
        format!("{size}字节")
    } else {
        format!("{}.{} MB", tenths / 10, tenths % 10)
    }
}
