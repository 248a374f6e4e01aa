//! What `pilot verify` does not read and `pilot pack --shrink` does not touch, in words for their
//! long help.

use crate::attachment::shrink::{LEAST_DPI, MOST_DPI, MOST_PIXELS, USUAL_DPI};
use crate::bundle::verify::{MAX_FILES, MAX_FOLDER, MAX_RECEIVED};
use crate::bundle::zip::limits::{DEPTH, ENTRIES, RATIO, RATIO_FROM, TOTAL};

/// The limits, taken from where they are.
pub(crate) fn text() -> String {
    let mb = |bytes: u64| bytes / 1_000_000;
    format!(
        "限度：\n  压缩包或邮件本身   {} MB\n  解开后总计         {} MB（超过 {} MB 的文件，膨胀不超过 {RATIO} 倍）\n  \
         压缩包里的文件     {ENTRIES} 个，文件夹 {DEPTH} 层\n  解开的一套材料     {} MB，{MAX_FILES} 个文件\n\
         超过的不再往下读，报为问题；核验不解开到磁盘。装着许多包的文件夹逐个核验，一个坏了不影响其余。",
        mb(MAX_RECEIVED),
        mb(TOTAL),
        mb(RATIO_FROM),
        mb(MAX_FOLDER)
    )
}

/// What shrinking does and what it leaves alone.
pub(crate) fn shrinking() -> String {
    format!(
        "--shrink 缩小的是包里的副本，原件和合订本不变：JPEG、PNG 按印满 A4 计算，扫描 PDF（每页一整张图片）按页面大小计算，\n\
         多出 {USUAL_DPI} dpi（可写 {LEAST_DPI} 至 {MOST_DPI}）的像素去掉，省不到一成的不换。有文字层、电子签名、批注、书签、密码的 PDF、\n\
         透明图片和超过 {} 万像素的图片原样放入。清单和 manifest.json 写明哪些是副本、多少 dpi、原件的散列。\n\
         低于 150 dpi 时文字和印章可能看不清。",
        MOST_PIXELS / 10_000
    )
}
