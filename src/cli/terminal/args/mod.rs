//! The arguments: types and help only, no logic. Help lines stay short, since wrapping knows only
//! spaces.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

mod checking;
mod info;
mod making;

pub(crate) use checking::{CheckArgs, FailOn, JudgeArgs, ReportFormat, VerifyArgs};
pub(crate) use info::{
    CompletionArgs, DiffArgs, DiffFormat, ExplainArgs, ListArgs, ListFormat, ListWhat, NewArgs,
    NewCommand, NewNoticeArgs, NewRuleArgs, ReadArgs, ReadFormat, SchemaArgs, SchemaFile,
    StatusArgs, TextArgs,
};
pub(crate) use making::{
    AdoptArgs, CiKind, ImportArgs, InitArgs, PackArgs, PreviewArgs, RenderArgs, RenderTo,
};

/// Checks, typesets and packs applications to a government notice.
#[derive(Debug, Parser)]
#[command(
    name = "pilot",
    version,
    about = "让申报材料不因形式被退回：搭架、检查、排版、打包、核验",
    disable_help_subcommand = true
)]
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
    #[arg(
        long,
        value_name = "何时",
        global = true,
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) color: When,
    /// 只输出结果，不说话
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// 多说一些
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub(crate) verbose: bool,
}

/// The notice that a command is given, and the annexes that come as files of their own.
pub(crate) struct GivenNotice<'a> {
    /// An id, a file or a folder; after it was read, the id.
    pub(crate) notice: &'a mut Option<String>,
    pub(crate) annexes: &'a [PathBuf],
}

impl Command {
    /// The notice of the commands that take one.
    pub(crate) fn given_notice(&mut self) -> Option<GivenNotice<'_>> {
        let (notice, annexes): (&mut Option<String>, &[PathBuf]) = match self {
            Self::Check(args) => (&mut args.notice, &[]),
            Self::Explain(args) => (&mut args.notice, &[]),
            Self::List(args) => (&mut args.notice, &[]),
            Self::Init(args) => (&mut args.notice, &args.annex),
            Self::Preview(args) => (&mut args.notice, &[]),
            Self::Verify(args) => (&mut args.notice, &[]),
            Self::Adopt(args) => (&mut args.notice, &[]),
            Self::Schema(args) => (&mut args.notice, &[]),
            _ => return None,
        };
        Some(GivenNotice { notice, annexes })
    }
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
    /// 读一份通知：时间、材料、条件，逐条附原句
    Read(ReadArgs),
    /// 比较两份通知：对申报单位变了什么
    Diff(DiffArgs),
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
    /// 逐段输出方案的文字，段号与检查结果一致
    Text(TextArgs),
    /// 起草一份新通知的文件夹，或一张新卡片
    New(NewArgs),
    /// 输出 pilot.toml 和通知各文件的 JSON Schema
    Schema(SchemaArgs),
    /// 输出命令补全脚本
    Completions(CompletionArgs),
    /// 输出手册页
    Man,
}
