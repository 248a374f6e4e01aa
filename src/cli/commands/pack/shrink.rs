//! Smaller copies in words: what `pilot pack --shrink` saved, and what it would save where a
//! package is too large.

use crate::attachment::shrink::{KeepReason, USUAL_DPI};
use crate::bundle::checklist::format::size_words;
use crate::bundle::shrink::{ShrinkAttempt, shrink};
use crate::bundle::{PlannedFile, PlannedPackage};
use crate::diag::{FindingMeaning, Report};
use crate::text::han;
use crate::workers::Workers;

use crate::cli::terminal::failure::Failure;

/// Below this resolution, dpi, letters and seals of a scan are hard to read.
const READABLE: u16 = 150;

/// The package with smaller copies, with a remark on each file.
pub(crate) fn apply(
    bundle: &PlannedPackage,
    dpi: u16,
    workers: &Workers,
) -> Result<(PlannedPackage, Vec<String>), Failure> {
    let (small, tried) = shrink(bundle, dpi, workers)?;
    let mut lines = vec![format!("缩小到 {dpi} dpi（只换包里的副本，原件没有改动）：")];
    lines.extend(tried.iter().map(line));
    lines.push(sum(&tried));
    if dpi < READABLE {
        lines.push(format!(
            "低于 {READABLE} dpi，文字和印章可能看不清，发送前请打开包里的副本看一遍"
        ));
    }
    Ok((small, lines))
}

/// Whether a package is too large, or nearly, by what was found.
pub(crate) fn is_large(report: &Report) -> bool {
    report.findings.iter().any(|finding| finding.means(FindingMeaning::PackageSize))
}

/// What would make a package smaller, file by file, the largest first. Each copy is really made, so
/// that no figure is guessed. `shrunk`: the resolution that was already tried.
pub(crate) fn advice(
    bundle: &PlannedPackage,
    shrunk: Option<u16>,
    workers: &Workers,
) -> Result<Vec<String>, Failure> {
    let dpi = shrunk.unwrap_or(USUAL_DPI);
    let (_, mut tried) = shrink(bundle, dpi, workers)?;
    tried.sort_by(|a, b| a.path.cmp(&b.path));
    tried.sort_by_key(|tried| std::cmp::Reverse(tried.before));
    let is_made_here = |entry: &&PlannedFile| entry.source().is_none();
    let made_here = bundle.entries.iter().filter(is_made_here);
    let plan: u64 = made_here.map(|entry| entry.contents.size()).sum();
    let mut lines = vec![match shrunk {
        Some(_) => format!("按 {dpi} dpi 缩小之后各个文件的大小（从大到小）："),
        None => format!("怎样变小（已按 {dpi} dpi 逐个试做，从大到小）："),
    }];
    lines.extend(tried.iter().map(|tried| match tried.after {
        Ok(_) => line(tried),
        Err(why) => format!("{}；{}", line(tried), instead(why)),
    }));
    lines.push(format!("  方案 {}，不缩小", size_words(plan)));
    lines.push(sum(&tried));
    let after = plan + sum_after(&tried);
    let saves = tried.iter().any(|t| t.after.is_ok());
    lines.push(match (shrunk, saves) {
        (None, true) => format!(
            "加上 --shrink 后文件合计 {}；还嫌大可写更低的分辨率，如 --shrink {READABLE}",
            size_words(after)
        ),
        (Some(dpi), true) if dpi > READABLE => {
            format!("还可以写更低的分辨率，如 --shrink {READABLE}，或少放几个附件")
        }
        _ => "缩小图片和扫描件帮不上忙：请压缩或拆开最大的文件，或少放几个附件".to_owned(),
    });
    Ok(lines)
}

fn line(tried: &ShrinkAttempt) -> String {
    let (path, before) = (han::printable(&tried.path), size_words(tried.before));
    match tried.after {
        Ok(after) => format!("  {path}  {before} → {}", size_words(after)),
        Err(why) => format!("  {path}  {before}，原样放入：{}", why_kept(why)),
    }
}

/// Why a file stays as it is.
fn why_kept(why: KeepReason) -> &'static str {
    match why {
        KeepReason::NoPicture => "不是 JPEG、PNG 或扫描件",
        KeepReason::Text => "有文字层，不是纯扫描件",
        KeepReason::Signed => "有电子签名，改动会使签名失效",
        KeepReason::Notes => "有批注、链接、签章或表单",
        KeepReason::Bookmarks => "有书签",
        KeepReason::Enclosed => "夹带附件或图层",
        KeepReason::Locked => "有密码或权限限制",
        KeepReason::Mixed => "有的页不是一整张图片",
        KeepReason::Colours => "颜色或压缩方式特殊（CMYK、黑白二值、JPEG 2000 等）",
        KeepReason::Transparent => "有透明部分",
        KeepReason::TooHeavy => "文件过大，不读取",
        KeepReason::TooLarge => "像素过多，不解码",
        KeepReason::Damaged => "图像数据读不懂",
        KeepReason::Unread => "读它的程序崩溃、超时或内存不够",
        KeepReason::NoGain => "已经足够小",
    }
}

/// What else could be done about a file.
fn instead(why: KeepReason) -> &'static str {
    match why {
        KeepReason::Text | KeepReason::Bookmarks | KeepReason::Mixed => {
            "可用生成它的软件另存为“最小文件大小”"
        }
        KeepReason::Signed | KeepReason::NoGain => "可以只放需要的页",
        KeepReason::Notes | KeepReason::Enclosed | KeepReason::Locked => "可打印成新的 PDF 再放",
        KeepReason::Colours => "可改用灰度或彩色（RGB）重新扫描",
        KeepReason::Transparent => "可另存为不透明的图片",
        KeepReason::TooHeavy => "请只放需要的部分",
        KeepReason::TooLarge => "可用低一些的分辨率重新扫描",
        KeepReason::Damaged => "请先看看能否打开",
        KeepReason::Unread => "请打开后“打印为 PDF”或另存一份，再试",
        KeepReason::NoPicture => "可另存为 PDF，或在软件里压缩图片",
    }
}

/// Bytes of all files, of the copy where there is one.
fn sum_after(tried: &[ShrinkAttempt]) -> u64 {
    let sizes = tried.iter().map(|tried| tried.after.unwrap_or(tried.before));
    sizes.sum()
}

fn sum(tried: &[ShrinkAttempt]) -> String {
    let before: u64 = tried.iter().map(|t| t.before).sum();
    let after = sum_after(tried);
    match before - after {
        0 => "  合计：没有可以缩小的文件".to_owned(),
        saved => format!(
            "  合计 {} → {}，省 {}",
            size_words(before),
            size_words(after),
            size_words(saved)
        ),
    }
}
