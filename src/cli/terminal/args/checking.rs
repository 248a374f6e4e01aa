//! Arguments of what judges: `check`, `verify`, and what they share with the others.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// How things are judged.
#[derive(Debug, Args)]
pub(crate) struct JudgeArgs {
    /// 按这一刻判断，如 2023-10-16 或 2023-10-16T09:00
    #[arg(long, value_name = "时间")]
    pub(crate) as_of: Option<String>,
    /// 输出格式：human（默认） json sarif junit github gitlab markdown html
    #[arg(
        long,
        value_name = "格式",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) format: ReportFormat,
    /// 把结果写进文件
    #[arg(long, short, value_name = "文件")]
    pub(crate) output: Option<PathBuf>,
    /// 到哪一级算不通过：error、warning、info
    #[arg(
        long,
        value_name = "级别",
        default_value = "error",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) fail_on: FailOn,
    /// 按打包的要求从严判断
    #[arg(long = "final")]
    pub(crate) is_final: bool,
    /// 只看这些规则（逗号分隔）
    #[arg(long, value_name = "规则", value_delimiter = ',')]
    pub(crate) select: Vec<String>,
    /// 不看这些规则（逗号分隔）
    #[arg(long, value_name = "规则", value_delimiter = ',')]
    pub(crate) ignore: Vec<String>,
    /// 最后附各规则的条数
    #[arg(long)]
    pub(crate) statistics: bool,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    Human,
    Json,
    Sarif,
    Junit,
    Github,
    Gitlab,
    Markdown,
    Html,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Error,
    Warning,
    Info,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// 项目文件夹或方案文件（默认为最近的项目）
    #[arg(value_name = "路径")]
    pub(crate) paths: Vec<PathBuf>,
    /// 单独检查方案文件时所依的通知（编号、文件或文件夹）
    #[arg(long, value_name = "通知")]
    pub(crate) notice: Option<String>,
    /// 把结果作为批注写进 Word 方案的副本；加 --fix 时修改写成修订
    #[arg(long, value_name = "副本.docx", conflicts_with = "diff")]
    pub(crate) annotate: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) fix: FixArgs,
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
    #[command(flatten)]
    pub(crate) judge: JudgeArgs,
}

/// What of a judgment is shown and counted, and whether it is made again.
#[derive(Debug, Args)]
pub(crate) struct ScopeArgs {
    /// 只看从这个 git 版本以来改动的文件
    #[arg(long, value_name = "版本", conflicts_with_all = ["fix", "diff", "write_baseline"])]
    pub(crate) since: Option<String>,
    /// 把现有问题记入基线，以后不再列出
    #[arg(long, conflicts_with_all = ["fix", "diff", "is_final"])]
    pub(crate) write_baseline: bool,
    /// 已有基线时也记入新问题
    #[arg(long, requires = "write_baseline")]
    pub(crate) grow: bool,
    /// 文件一保存就再检查，Ctrl-C 结束
    #[arg(long, conflicts_with_all = ["fix", "diff", "write_baseline"])]
    pub(crate) watch: bool,
}

/// What is done about findings.
#[derive(Debug, Args)]
pub(crate) struct FixArgs {
    /// 自动修改不会改变意思的问题，再检查一遍
    #[arg(long)]
    pub(crate) fix: bool,
    /// 只看会怎样修改，不写文件
    #[arg(long, conflicts_with_all = ["fix", "format"])]
    pub(crate) diff: bool,
    /// 连同可能改变意思的修改（配合 --fix、--diff）
    #[arg(long)]
    pub(crate) unsafe_fixes: bool,
}

#[derive(Debug, Args)]
#[command(after_long_help = crate::cli::terminal::long_help::text())]
pub(crate) struct VerifyArgs {
    /// 压缩包、邮件（.eml）、解开的一套材料，或装着许多包的文件夹
    #[arg(value_name = "文件", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// 把全部结果汇总成一张 Excel 表
    #[arg(long, value_name = "文件.xlsx")]
    pub(crate) summary: Option<PathBuf>,
    /// 记下进度；中断后再运行，同一天内没有变过的包不再核验
    #[arg(long, value_name = "文件.json")]
    pub(crate) resume: Option<PathBuf>,
    /// 没有清单的包所依的通知（编号、文件或文件夹）
    #[arg(long, value_name = "通知")]
    pub(crate) notice: Option<String>,
    #[command(flatten)]
    pub(crate) judge: JudgeArgs,
}
