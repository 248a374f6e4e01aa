//! Why pages cannot be made, in Chinese.

use std::fmt;

use crate::cli::terminal::failure::Failure;
use crate::render::{RenderError, RenderFault};
use crate::text::{Sources, han};

/// All faults at once, each with its line and what to do.
pub(crate) fn failure(errors: Vec<RenderError>, sources: &Sources) -> Failure {
    let mut failure = Failure::new("排不出来");
    for error in &errors {
        let mut place = String::new();
        if let Some(at) = error.at {
            let source = sources.get(at.source);
            let start = source.line_col(at.span.start);
            place = format!("{}:{}:{} ", source.name, start.line, start.column);
        }
        let (what, help) = words(&error.fault);
        failure = failure.hint(format!("{place}{what}"));
        if let Some(help) = help {
            failure = failure.hint(format!("  {help}"));
        }
    }
    failure.caused_by(AllRenderErrors(errors))
}

/// What is wrong and what to do.
pub(crate) fn words(fault: &RenderFault) -> (String, Option<&'static str>) {
    let named = |path: &str, what: &str| format!("图片“{}”{what}", han::printable(path));
    match fault {
        RenderFault::PictureAddress(address) => (
            named(address, "是网络地址"),
            Some("下载到 figures/ 后改用项目内的路径；排版不访问网络"),
        ),
        RenderFault::PictureMissing(path) => (
            format!("找不到图片“{}”", han::printable(path)),
            Some("路径相对于项目文件夹，请核对文件名和大小写"),
        ),
        RenderFault::PictureFormat(path) => {
            (named(path, "的格式不能排版"), Some("请转换为 PNG 或 JPEG"))
        }
        RenderFault::PictureSize(path) => {
            (named(path, "的像素尺寸过大或为零"), Some("请缩小到 300 dpi 打印所需的尺寸"))
        }
        RenderFault::PictureDamaged(path) => {
            (named(path, "已损坏，读不出尺寸"), Some("请重新导出这张图片"))
        }
        RenderFault::Layout(message) => layout_words(message),
        RenderFault::GaveUp => {
            ("排版中途出错".to_owned(), Some("请把方案分成几段分别试排，找出排不了的一处"))
        }
        RenderFault::VolumeGaveUp => ("合订本排不出来".to_owned(), None),
        // Its own words are about its own matters.
        RenderFault::PartRefused(_) => {
            ("排版时放不进去（可在阅读器里“打印”成新的 PDF 后重试）".to_owned(), None)
        }
        RenderFault::PartGaveUp => ("文件内部有误，排版时读不了".to_owned(), None),
    }
}

/// What the typesetter says, for the author; its own words are shown with `-v`.
fn layout_words(message: &str) -> (String, Option<&'static str>) {
    let known = [
        ("decode", "图片打不开，可能已损坏", "请重新导出为 PNG 或 JPEG"),
        ("image", "图片不能排版", "请重新导出为 PNG 或 JPEG"),
        ("PDF/A", "这一处不能写进存档用的 PDF/A 文件", "请改写这一处"),
        ("depth", "嵌套太深，排不下", "请减少列表或引用的层数"),
    ];
    for (word, what, help) in known {
        if message.contains(word) {
            return (what.to_owned(), Some(help));
        }
    }
    ("排版出错".to_owned(), Some("请改写这一处后重试；加 -v 可以看到排版程序的原话"))
}

/// What the renderer said, fault by fault.
#[derive(Debug)]
struct AllRenderErrors(Vec<RenderError>);

impl fmt::Display for AllRenderErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(RenderError::to_string).collect();
        f.write_str(&lines.join("; "))
    }
}

impl std::error::Error for AllRenderErrors {}
