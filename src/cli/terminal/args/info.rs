//! Arguments of the commands that show something, and of the small ones.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    Human,
    Json,
}

/// In which form a list is wanted.
#[derive(Debug, Args)]
pub(crate) struct ListForm {
    /// 输出格式：human、json
    #[arg(
        long,
        value_name = "格式",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) format: ListFormat,
}

/// How the sheet of a notice is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadFormat {
    Human,
    Json,
    Markdown,
    Html,
    Docx,
}

#[derive(Debug, Args)]
pub(crate) struct ReadArgs {
    /// 通知：txt、md、网页、docx、pdf，- 为标准输入
    #[arg(value_name = "通知", required = true)]
    pub(crate) notice: PathBuf,
    /// 核对通知文件夹：原话、日期、编号，一次列出全部毛病
    #[arg(long, conflicts_with_all = ["annex", "output"])]
    pub(crate) check: bool,
    /// 确认草稿里的事实：逐条问；不在终端时写明哪些，或 all
    #[arg(
        long,
        value_name = "事实",
        num_args = 0..=1,
        default_missing_value = "",
        value_delimiter = ',',
        conflicts_with_all = ["annex", "output", "check"]
    )]
    pub(crate) confirm: Option<Vec<String>>,
    /// 由谁确认，与 --confirm 同用
    #[arg(long, value_name = "谁", requires = "confirm")]
    pub(crate) by: Option<String>,
    /// 另成文件的附件（可多次）
    #[arg(long, value_name = "文件")]
    pub(crate) annex: Vec<PathBuf>,
    /// 输出格式：human、json、markdown、html、docx
    #[arg(
        long,
        value_name = "格式",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) format: ReadFormat,
    /// 写进文件，不打印
    #[arg(short, long, value_name = "文件")]
    pub(crate) output: Option<PathBuf>,
}

/// How the differences of two notices are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    Human,
    Json,
    Markdown,
}

#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// 原来的通知：文件、文件夹或编号
    #[arg(value_name = "通知1")]
    pub(crate) before: PathBuf,
    /// 后来的通知
    #[arg(value_name = "通知2")]
    pub(crate) after: PathBuf,
    /// 输出格式：human、json、markdown
    #[arg(
        long,
        value_name = "格式",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) format: DiffFormat,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// 规则名；不写则一条一行全部列出
    #[arg(value_name = "规则")]
    pub(crate) rule: Option<String>,
    /// 所依的通知（编号、文件或文件夹）
    #[arg(long, value_name = "通知")]
    pub(crate) notice: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// notices、rules、categories 或 divisions
    #[arg(value_name = "什么", hide_possible_values = true)]
    pub(crate) what: ListWhat,
    /// 所依的通知（编号、文件或文件夹）
    #[arg(long, value_name = "通知")]
    pub(crate) notice: Option<String>,
    #[command(flatten)]
    pub(crate) form: ListForm,
}

#[derive(Debug, Args)]
pub(crate) struct TextArgs {
    /// 方案（.docx 或 .md）
    #[arg(value_name = "方案")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) form: ListForm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListWhat {
    Notices,
    Rules,
    Categories,
    Divisions,
}

#[derive(Debug, Args)]
pub(crate) struct StatusArgs {
    /// 项目文件夹（默认为最近的项目）
    #[arg(value_name = "路径")]
    pub(crate) path: Option<PathBuf>,
    /// 按这一刻判断，如 2023-10-16
    #[arg(long, value_name = "时间")]
    pub(crate) as_of: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct NewArgs {
    #[command(subcommand)]
    pub(crate) what: NewCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum NewCommand {
    /// 由通知全文起草一个文件夹，可用 --outline 加载
    Notice(NewNoticeArgs),
    /// 起草一张卡片（一条规则）
    Rule(NewRuleArgs),
}

#[derive(Debug, Args)]
pub(crate) struct NewNoticeArgs {
    /// 新通知的编号，也是文件夹名
    #[arg(value_name = "编号")]
    pub(crate) id: String,
    /// 通知：txt、md、网页、docx、pdf，- 为标准输入
    #[arg(long, value_name = "文件")]
    pub(crate) from: PathBuf,
    /// 另成文件的附件（可多次）
    #[arg(long, value_name = "文件")]
    pub(crate) annex: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct NewRuleArgs {
    /// 通知编号/规则名
    #[arg(value_name = "通知/规则")]
    pub(crate) name: String,
}

/// The files that have a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaFile {
    /// `pilot.toml`
    Pilot,
    /// `profile.toml` of a notice.
    Profile,
    /// `outline.toml` of a notice.
    Outline,
    Card,
}

#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// 哪一种文件
    #[arg(value_enum, default_value_t = SchemaFile::Pilot, value_name = "文件", hide_possible_values = true, hide_default_value = true, help = "pilot（缺省，pilot.toml）、profile、outline、card")]
    pub(crate) file: SchemaFile,

    /// 所依的通知（编号、文件或文件夹）
    #[arg(long, value_name = "通知")]
    pub(crate) notice: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionArgs {
    /// bash、zsh、fish、powershell、elvish
    #[arg(value_name = "外壳", hide_possible_values = true)]
    pub(crate) shell: clap_complete::Shell,
}
