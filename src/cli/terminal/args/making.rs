//! Arguments of what makes files.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::attachment::shrink::{LEAST_DPI, MOST_DPI};

use super::JudgeArgs;

#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// 新项目的文件夹（默认为当前文件夹）
    #[arg(value_name = "文件夹")]
    pub(crate) dir: Option<PathBuf>,
    /// 通知：编号（见 pilot list notices）、文件或文件夹
    #[arg(long, value_name = "通知")]
    pub(crate) notice: Option<String>,
    /// 通知另成文件的附件，如要填的表（可多次）
    #[arg(long, value_name = "文件", requires = "notice")]
    pub(crate) annex: Vec<PathBuf>,
    /// 试点类别，见 pilot list categories
    #[arg(long, value_name = "类别")]
    pub(crate) category: Option<String>,
    /// 项目名称
    #[arg(long, value_name = "名称")]
    pub(crate) name: Option<String>,
    /// 申报单位全称
    #[arg(long, value_name = "单位")]
    pub(crate) applicant: Option<String>,
    /// 所在县（市、区）的代码或名称
    #[arg(long, value_name = "区划")]
    pub(crate) division: Option<String>,
    /// 从文件取答案（写法同 pilot.toml，可缺项）
    #[arg(long, value_name = "文件")]
    pub(crate) answers: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) ci: CiArgs,
}

/// Files for build servers.
#[derive(Debug, Args)]
pub(crate) struct CiArgs {
    /// 自动检查的平台：github（默认）gitlab gitee
    #[arg(long = "ci", value_name = "平台", value_delimiter = ',', hide_possible_values = true)]
    pub(crate) kinds: Vec<CiKind>,
}

/// A build server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CiKind {
    Github,
    Gitlab,
    Gitee,
}

#[derive(Debug, Args)]
pub(crate) struct RenderArgs {
    /// 项目文件夹（默认为最近的项目）
    #[arg(value_name = "路径")]
    pub(crate) path: Option<PathBuf>,
    /// pdf（默认）、volume、letter、docx、html
    #[arg(
        long,
        value_name = "种类",
        default_value = "pdf",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) to: RenderTo,
    /// 每页印“草稿”，页边印出各段在文稿的第几行；不能用来报送
    #[arg(long)]
    pub(crate) draft: bool,
    /// 写到哪里（默认 dist/ 里）
    #[arg(long, short, value_name = "文件")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RenderTo {
    Pdf,
    Docx,
    Html,
    Volume,
    Letter,
}

/// A resolution that may be asked for.
fn dpi(text: &str) -> Result<u16, DpiError> {
    match text.parse() {
        Ok(dpi) if (LEAST_DPI..=MOST_DPI).contains(&dpi) => Ok(dpi),
        _ => Err(DpiError),
    }
}

/// What was written for a resolution is no number, or one out of bounds.
#[derive(Debug, thiserror::Error)]
#[error("写 {LEAST_DPI} 至 {MOST_DPI} 之间的整数；只写 --shrink 就是 200，项目文件夹要写在它前面")]
struct DpiError;

#[derive(Debug, Args)]
pub(crate) struct PreviewArgs {
    /// 项目文件夹或 Markdown 方案（默认为最近的项目）
    #[arg(value_name = "路径")]
    pub(crate) path: Option<PathBuf>,
    /// 打开默认的浏览器
    #[arg(long)]
    pub(crate) open: bool,
    /// 用这个端口（默认随机）
    #[arg(long, value_name = "端口", default_value = "0", hide_default_value = true)]
    pub(crate) port: u16,
    /// 所依的通知（编号、文件或文件夹）
    #[arg(long, value_name = "通知")]
    pub(crate) notice: Option<String>,
    /// 按这一刻判断，如 2023-10-16 或 2023-10-16T09:00
    #[arg(long, value_name = "时间")]
    pub(crate) as_of: Option<String>,
    /// 按打包的要求从严判断
    #[arg(long = "final")]
    pub(crate) is_final: bool,
}

#[derive(Debug, Args)]
#[command(after_long_help = crate::cli::terminal::long_help::shrinking())]
pub(crate) struct PackArgs {
    /// 项目文件夹（默认为最近的项目）
    #[arg(value_name = "路径")]
    pub(crate) path: Option<PathBuf>,
    /// 只列出包里将有什么，不写文件
    #[arg(long)]
    pub(crate) list: bool,
    /// 包里放图片和扫描件的小副本，原件不动；分辨率 72 至 600 dpi，默认 200
    #[arg(long, value_name = "DPI", num_args = 0..=1, default_missing_value = "200", value_parser = dpi)]
    pub(crate) shrink: Option<u16>,
    /// 通知的草稿未经核对也打包，写进清单
    #[arg(long)]
    pub(crate) accept_reading: bool,
    #[command(flatten)]
    pub(crate) judge: JudgeArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// Word 方案（.docx）
    #[arg(value_name = "文件")]
    pub(crate) file: PathBuf,
    /// 写到哪个文件夹（默认为当前文件夹）
    #[arg(long, short, value_name = "文件夹")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct AdoptArgs {
    /// 压缩包、邮件（.eml）或解开的一套材料
    #[arg(value_name = "文件")]
    pub(crate) file: PathBuf,
    /// 新项目的文件夹（默认以包名新建）
    #[arg(value_name = "文件夹")]
    pub(crate) dir: Option<PathBuf>,
    /// 没有清单的包所依的通知（编号、文件或文件夹）
    #[arg(long, value_name = "通知")]
    pub(crate) notice: Option<String>,
}
