//! clap in Chinese: headings, the help and version flags, and what it says about wrong arguments.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory};

use crate::project::config::did_you_mean;

use super::args::Cli;
use super::failure::Failure;

/// The whole command tree with Chinese help.
pub(crate) fn command() -> Command {
    translate(Cli::command(), true)
}

fn translate(mut command: Command, root: bool) -> Command {
    command = command.disable_help_flag(true).arg(
        Arg::new("help")
            .short('h')
            .long("help")
            .action(ArgAction::Help)
            .help("显示帮助")
            .display_order(1000),
    );
    if root {
        command = command.disable_version_flag(true).arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help("显示版本")
                .display_order(1001),
        );
    }
    let mut template = String::from("{about-with-newline}\n用法：{usage}\n");
    if command.has_subcommands() {
        template.push_str("\n命令：\n{subcommands}\n");
    }
    if command.get_positionals().next().is_some() {
        template.push_str("\n参数：\n{positionals}\n");
    }
    template.push_str("\n选项：\n{options}{after-help}\n");
    command = command.help_template(template).subcommand_value_name("命令");
    let names = command.get_subcommands().map(Command::get_name);
    let names: Vec<String> = names.map(str::to_owned).collect();
    for name in names {
        command = command.mut_subcommand(name, |c| translate(c, false));
    }
    command
}

/// Help as it is printed; the one English word that clap has no setting for is replaced.
pub(crate) fn help_text(text: &str) -> String {
    text.replace("[OPTIONS]", "[选项]")
}

/// The command that arguments call, with its name as it is typed: `pilot new notice`.
fn called(args: &[OsString]) -> (String, Command) {
    let (mut name, mut command) = ("pilot".to_owned(), command());
    // Only then can arguments tell how they are written.
    command.build();
    let words = args.iter().skip(1);
    for word in words.filter_map(|word| word.to_str()) {
        let Some(next) = command.find_subcommand(word).cloned() else { continue };
        name.push_str(&format!(" {word}"));
        command = next;
    }
    (name, command)
}

/// What may stand where something is missing: values of an argument, or commands.
fn choices(command: &Command, missing: &str) -> Vec<String> {
    if missing.is_empty() {
        return command
            .get_subcommands()
            .filter(|c| !c.is_hide_set() && c.get_name() != "help")
            .map(|c| c.get_name().to_owned())
            .collect();
    }
    let argument = command.get_arguments().find(|a| a.to_string() == missing);
    let values = argument.map(|argument| argument.get_possible_values()).unwrap_or_default();
    values.iter().map(|value| value.get_name().to_owned()).collect()
}

/// What is wrong with the arguments, of which the first is the program's name.
pub(crate) fn failure(error: &clap::Error, args: &[OsString]) -> Failure {
    let get = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(list)) => list.join("、"),
        _ => String::new(),
    };
    let (arg, value, valid) = (
        get(ContextKind::InvalidArg),
        get(ContextKind::InvalidValue),
        get(ContextKind::ValidValue),
    );
    let message = match error.kind() {
        ErrorKind::UnknownArgument => format!("没有“{arg}”这个选项或参数"),
        ErrorKind::InvalidSubcommand => {
            format!("没有“{}”这个命令", get(ContextKind::InvalidSubcommand))
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("{arg} 后面要有值"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("{arg} 不能是“{value}”"),
        ErrorKind::MissingRequiredArgument => format!("缺少参数：{arg}"),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "没有写命令".to_owned()
        }
        ErrorKind::ArgumentConflict => {
            format!("{arg} 不能与 {} 同时使用，或只能写一次", get(ContextKind::PriorArg))
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("{arg} 的个数不对")
        }
        ErrorKind::NoEquals => format!("{arg} 要用等号连着写"),
        ErrorKind::InvalidUtf8 => "参数不是有效的 UTF-8 文字".to_owned(),
        _ => "命令写法有误".to_owned(),
    };
    let (name, command) = called(args);
    let is_missing = matches!(
        error.kind(),
        ErrorKind::MissingRequiredArgument
            | ErrorKind::MissingSubcommand
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    );
    let valid = if is_missing { choices(&command, &arg).join("、") } else { valid };
    let mut failure = Failure::new(message);
    if !valid.is_empty() {
        failure = failure.hint(format!("可用：{valid}"));
    }
    // What our own readers of values say; those of others speak English.
    if let Some(said) =
        std::error::Error::source(error).map(ToString::to_string).filter(|said| !said.is_ascii())
    {
        failure = failure.hint(said);
    }
    let near = [
        get(ContextKind::SuggestedArg),
        get(ContextKind::SuggestedSubcommand),
        get(ContextKind::SuggestedValue),
    ];
    if let Some(near) = near.iter().find(|n| !n.is_empty()) {
        failure = failure.hint(did_you_mean(near));
    }
    let other = if command.has_subcommands() {
        format!("，或 {name} 命令 --help")
    } else {
        String::new()
    };
    failure.hint(format!("用法见 {name} --help{other}"))
}
