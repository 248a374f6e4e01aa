//! What `pilot verify` does not read, in words for its long help.

use crate::bundle::verify::{MAX_FILES, MAX_FOLDER, MAX_RECEIVED};
use crate::bundle::zip::limits::{DEPTH, ENTRIES, RATIO, RATIO_FROM, TOTAL};

/// The limits, taken from where they are.
pub(super) fn text() -> String {
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
