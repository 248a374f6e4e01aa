//! The arguments: types and help only, no logic. Help lines stay short, since wrapping knows only spaces.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Checks, typesets and packs applications to a government notice.
#[derive(Debug, Parser)]
#[command(name = "pilot", version, about = "让申报材料不因形式被退回：搭架、检查、排版、打包、核验", disable_help_subcommand = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) global: Global,
}

/// Options of every command.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// 另加通知的文件夹（可多次）
    #[arg(long, value_name = "文件夹", global = true)]
    pub(crate) outline: Vec<PathBuf>,
    /// 颜色：auto、always、never（默认 auto）
    #[arg(long, value_name = "何时", global = true, default_value = "auto", hide_default_value = true, hide_possible_values = true)]
    pub(crate) color: When,
    /// 只输出结果，不说话
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// 多说一些
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub(crate) verbose: bool,
}

/// When something is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// 按通知新建一个申报项目
    Init(InitArgs),
    /// 检查方案、pilot.toml、推荐函和附件
    Check(CheckArgs),
    /// 说明一条规则：依据、理由、怎样改
    Explain(ExplainArgs),
    /// 列出通知、规则、类别或行政区划
    List(ListArgs),
    /// 把方案排成正式文件，放进 dist/
    Render(RenderArgs),
    /// 在浏览器里边写边看：版面在左，问题在右
    Preview(PreviewArgs),
    /// 检查、排版、打包并自验，放进 dist/
    Pack(PackArgs),
    /// 核验收到的压缩包、邮件或文件夹
    Verify(VerifyArgs),
    /// 把别人做好的一套材料变成项目
    Adopt(AdoptArgs),
    /// 一屏看清：还有几天、还缺什么
    Status(StatusArgs),
    /// 把 Word 方案转成 plan.md 和 figures/
    Import(ImportArgs),
    /// 起草一份新通知的文件夹，或一张新卡片
    New(NewArgs),
    /// 输出 pilot.toml 和通知各文件的 JSON Schema
    Schema(SchemaArgs),
    /// 输出命令补全脚本
    Completions(CompletionArgs),
    /// 输出手册页
    Man,
}

/// How things are judged.
#[derive(Debug, Args)]
pub(crate) struct JudgeArgs {
    /// 按这一刻判断，如 2023-10-16 或 2023-10-16T09:00
    #[arg(long, value_name = "时间")]
    pub(crate) as_of: Option<String>,
    /// 输出格式：human（默认） json sarif junit github gitlab markdown html
    #[arg(long, value_name = "格式", default_value = "human", hide_default_value = true, hide_possible_values = true)]
    pub(crate) format: ReportFormat,
    /// 把结果写进文件
    #[arg(long, short, value_name = "文件")]
    pub(crate) output: Option<PathBuf>,
    /// 到哪一级算不通过：error、warning、info
    #[arg(long, value_name = "级别", default_value = "error", hide_default_value = true, hide_possible_values = true)]
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

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    Human,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Error,
    Warning,
    Info,
}

#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// 新项目的文件夹（默认为当前文件夹）
    #[arg(value_name = "文件夹")]
    pub(crate) dir: Option<PathBuf>,
    /// 通知编号，见 pilot list notices
    #[arg(long, value_name = "编号")]
    pub(crate) notice: Option<String>,
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
pub(crate) struct CheckArgs {
    /// 项目文件夹或方案文件（默认为最近的项目）
    #[arg(value_name = "路径")]
    pub(crate) paths: Vec<PathBuf>,
    /// 单独检查方案文件时所依的通知
    #[arg(long, value_name = "编号")]
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
pub(crate) struct ExplainArgs {
    /// 规则名；不写则一条一行全部列出
    #[arg(value_name = "规则")]
    pub(crate) rule: Option<String>,
    /// 所依的通知
    #[arg(long, value_name = "编号")]
    pub(crate) notice: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// notices、rules、categories 或 divisions
    #[arg(value_name = "什么", hide_possible_values = true)]
    pub(crate) what: ListWhat,
    /// 所依的通知
    #[arg(long, value_name = "编号")]
    pub(crate) notice: Option<String>,
    /// 输出格式：human、json
    #[arg(long, value_name = "格式", default_value = "human", hide_default_value = true, hide_possible_values = true)]
    pub(crate) format: ListFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListWhat {
    Notices,
    Rules,
    Categories,
    Divisions,
}

#[derive(Debug, Args)]
pub(crate) struct RenderArgs {
    /// 项目文件夹（默认为最近的项目）
    #[arg(value_name = "路径")]
    pub(crate) path: Option<PathBuf>,
    /// pdf（默认）、volume、letter、docx、html
    #[arg(long, value_name = "种类", default_value = "pdf", hide_default_value = true, hide_possible_values = true)]
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
    /// 所依的通知
    #[arg(long, value_name = "编号")]
    pub(crate) notice: Option<String>,
    /// 按这一刻判断，如 2023-10-16 或 2023-10-16T09:00
    #[arg(long, value_name = "时间")]
    pub(crate) as_of: Option<String>,
    /// 按打包的要求从严判断
    #[arg(long = "final")]
    pub(crate) is_final: bool,
}

#[derive(Debug, Args)]
pub(crate) struct PackArgs {
    /// 项目文件夹（默认为最近的项目）
    #[arg(value_name = "路径")]
    pub(crate) path: Option<PathBuf>,
    /// 只列出包里将有什么，不写文件
    #[arg(long)]
    pub(crate) list: bool,
    #[command(flatten)]
    pub(crate) judge: JudgeArgs,
}

#[derive(Debug, Args)]
#[command(after_long_help = super::limits::text())]
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
    /// 没有清单的包所依的通知
    #[arg(long, value_name = "编号")]
    pub(crate) notice: Option<String>,
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
    /// 没有清单的包所依的通知
    #[arg(long, value_name = "编号")]
    pub(crate) notice: Option<String>,
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
    /// 通知全文（.txt，一条一行）
    #[arg(long, value_name = "文件")]
    pub(crate) from: PathBuf,
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
    /// A card.
    Card,
}

#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// 哪一种文件
    #[arg(value_enum, default_value_t = SchemaFile::Pilot, value_name = "文件", hide_possible_values = true, hide_default_value = true, help = "pilot（缺省，pilot.toml）、profile、outline、card")]
    pub(crate) file: SchemaFile,

    /// 所依的通知
    #[arg(long, value_name = "编号")]
    pub(crate) notice: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionArgs {
    /// bash、zsh、fish、powershell、elvish
    #[arg(value_name = "外壳", hide_possible_values = true)]
    pub(crate) shell: clap_complete::Shell,
}
