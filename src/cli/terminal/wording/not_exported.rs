//! What a Word document or a page of HTML could not take along, in Chinese, with what to do.

use crate::export::{NotExported, PictureRefusal};
use crate::text::han;

/// What is not in the file, and what to do.
pub(crate) fn not_exported(what: &NotExported) -> String {
    match what {
        NotExported::Picture { path, refusal } => picture(&han::printable(path), *refusal),
        NotExported::NoteInNote => "注释里引用的注释在 Word 里放不下，请并入外层注释".to_owned(),
        NotExported::PictureInNote => "注释里的图片没有放进 Word 文件，请移到正文".to_owned(),
        NotExported::WideTable { columns, most } => {
            format!("表格有 {columns} 列，Word 最多 {most} 列，请拆开")
        }
    }
}

fn picture(shown: &str, refusal: PictureRefusal) -> String {
    match refusal {
        PictureRefusal::Address => {
            format!("图片“{shown}”是网络地址，没有放进文件；请下载到 figures/ 后改用项目内的路径")
        }
        PictureRefusal::Missing => format!("找不到图片“{shown}”，文件里缺这张图"),
        PictureRefusal::UnknownKind => {
            format!("图片“{shown}”的格式放不进文件，请转换为 PNG 或 JPEG")
        }
        PictureRefusal::OtherKind(kind) => {
            let name = kind.extension().to_uppercase();
            format!("图片“{shown}”是 {name} 格式，这种文件里放不了，请另存为 PNG 或 JPEG")
        }
        PictureRefusal::Damaged => format!("图片“{shown}”已损坏，读不出尺寸，请重新导出"),
    }
}
