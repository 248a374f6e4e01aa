//! `pilot read FOLDER --confirm`: a person compares the facts of a draft with the notice, one by
//! one. Each answer is written at once, so that nothing is lost when somebody stops.

use std::path::Path;

use crate::cli::session::{Session, notice_proof};
use crate::cli::terminal::console::TerminalConsole;
use crate::cli::terminal::exit::Exit;
use crate::cli::terminal::failure::{Failure, shown};
use crate::cli::terminal::questions::{AnswerChoice, Console, Question, Stop};
use crate::cli::terminal::shell::Color;
use crate::cli::terminal::wording::notice_files;
use crate::notice::profile::DraftFact;
use crate::notice::profile_text::{Confirmation, ProfileText};
use crate::notice::{Library, Notice, NoticeFaultKind, fact_path};
use crate::project::replace::write_atomic;
use crate::text::characters::filled;
use crate::text::han;

use super::check_folder::NoticeFolder;
use super::fact_words::{is_scalar, keys_of, sentence, value_words};

const FILE: &str = "profile.toml";
const HELP: &str = "↑↓ 选择，回车确认，Esc 停止；已经确认的都已写好";

/// The folder whose drafts are confirmed.
pub struct DraftFolder<'a> {
    folder: NoticeFolder,
    library: Library,
    profile: ProfileText,
    by: &'a str,
    /// Today, `2024-08-16`.
    on: String,
}

/// What was done to the drafts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ConfirmCount {
    /// Confirmed, as they were or corrected.
    pub confirmed: usize,
    /// Still to be compared.
    pub left: usize,
}

/// Confirms the facts that are named, or asks for each.
pub(super) fn run(
    path: &Path,
    facts: &[String],
    by: Option<&str>,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Failure> {
    let on = session.env.now.day().to_string();
    let named: Vec<&str> = facts.iter().filter_map(|fact| filled(fact)).collect();
    let Some(by) = by.and_then(filled) else {
        return Err(Failure::new("没有写明由谁确认").hint("加 --by 姓名或处室"));
    };
    if named.is_empty() && !session.env.can_ask {
        return Err(Failure::new("这里不是终端，不能逐条问")
            .hint("写明确认哪些事实：--confirm title,deadlines.0；全部确认写 --confirm all"));
    }
    let mut draft = DraftFolder::open(path, &session.env.cwd, by, on)?;
    let count = if named.is_empty() {
        let Color(colored) = session.shell.message_color(session.env);
        draft.ask(&mut TerminalConsole { colored })
    } else {
        draft.confirm_named(&named)
    }?;
    session.done(&format!("确认了 {} 处，还有 {} 处未经核对", count.confirmed, count.left));
    Ok(Exit::Clean)
}

impl<'a> DraftFolder<'a> {
    /// Opens a folder that loads.
    ///
    /// # Errors
    /// If it is no folder of a notice, or has faults.
    pub fn open(path: &Path, cwd: &Path, by: &'a str, on: String) -> Result<Self, Failure> {
        let folder = NoticeFolder::of(path, cwd)?;
        let library = folder.added_to(notice_proof::library_of_facts());
        library.load(&folder.id)?;
        let file = folder.path.join(FILE);
        let text =
            std::fs::read_to_string(&file).map_err(|error| Failure::io("读不了", &file, error))?;
        Ok(Self { folder, library, profile: ProfileText { text }, by, on })
    }

    fn notice(&self) -> Result<std::sync::Arc<Notice>, Failure> {
        Ok(self.library.load(&self.folder.id)?)
    }

    /// Confirms the facts of these paths, or `all`.
    fn confirm_named(&mut self, facts: &[&str]) -> Result<ConfirmCount, Failure> {
        let drafts = self.notice()?.profile.drafts.clone();
        let is_all = facts.contains(&"all");
        let mut failure = None;
        for fact in facts {
            if *fact != "all" && !drafts.iter().any(|draft| draft.fact == *fact) {
                let known = drafts.iter().map(|draft| draft.fact.as_str());
                let unknown = format!("草稿里没有“{}”", han::printable(fact));
                failure = Some(Failure::new(unknown).hint_nearest(fact, known));
            }
        }
        if let Some(failure) = failure {
            return Err(failure.hint("没有改动 profile.toml"));
        }
        let mut changed = self.profile.clone();
        let mut confirmed = 0;
        for draft in &drafts {
            if is_all || facts.contains(&draft.fact.as_str()) {
                self.confirm_in(&mut changed, &draft.fact)?;
                confirmed += 1;
            }
        }
        self.write(changed)?;
        Ok(ConfirmCount { confirmed, left: drafts.len() - confirmed })
    }

    fn confirm_in(&self, profile: &mut ProfileText, fact: &str) -> Result<(), Failure> {
        if profile.confirm(Confirmation { fact, by: self.by, on: &self.on }) {
            return Ok(());
        }
        Err(Failure::new(format!("profile.toml 里“{}”的草稿标记认不出来", han::printable(fact)))
            .hint("把 drafts 写成 [[drafts]] 加一行 fact = \"…\" 的样子"))
    }

    /// Writes a changed profile that loads; one that does not is refused, and nothing changes.
    fn write(&mut self, changed: ProfileText) -> Result<(), Failure> {
        let id = self.folder.id.clone();
        self.library.replace_file(&id, FILE, &changed.text);
        if let Err(error) = self.library.load(&id) {
            self.library.replace_file(&id, FILE, &self.profile.text);
            return Err(error.into());
        }
        let file = self.folder.path.join(FILE);
        let now = std::fs::read_to_string(&file);
        if now.map_err(|error| Failure::io("读不了", &file, error))? != self.profile.text {
            return Err(Failure::new(format!("{} 在别处改过", shown(&file)))
                .hint("再运行一次 --confirm，从改过的文件继续"));
        }
        write_atomic(&file, changed.text.as_bytes())
            .map_err(|error| Failure::io("写不了", &file, error))?;
        self.profile = changed;
        Ok(())
    }

    /// Asks for each draft in turn. Who stops keeps what was confirmed until then.
    ///
    /// # Errors
    /// If the file cannot be written or the terminal does not work.
    pub fn ask(&mut self, console: &mut dyn Console) -> Result<ConfirmCount, Failure> {
        let mut count = ConfirmCount::default();
        let mut put_off: Vec<String> = Vec::new();
        loop {
            let notice = self.notice()?;
            let drafts = &notice.profile.drafts;
            let next = drafts.iter().find(|draft| !put_off.contains(&draft.fact));
            let Some(draft) = next else { break };
            match self.ask_one(draft, &notice, console) {
                Ok(FactAnswer::Done) => count.confirmed += 1,
                Ok(FactAnswer::Later) => put_off.push(draft.fact.clone()),
                Err(AskError::Stop(Stop::Cancelled)) => break,
                Err(AskError::Stop(Stop::Failed(why))) => {
                    return Err(Failure::new(format!("终端不能用：{why}")));
                }
                Err(AskError::Failure(failure)) => return Err(failure),
            }
        }
        count.left = self.notice()?.profile.drafts.len();
        Ok(count)
    }

    fn ask_one(
        &mut self,
        draft: &DraftFact,
        notice: &Notice,
        console: &mut dyn Console,
    ) -> Result<FactAnswer, AskError> {
        let tree = self.profile.tree();
        let Some(node) = fact_path::find(&tree, &draft.fact) else { return Ok(FactAnswer::Later) };
        let mut message = format!("{}：{}", draft.fact, value_words(node));
        if let Some(quote) = fact_path::quote(&tree, &draft.fact) {
            message.push_str(&sentence(notice, &quote));
        }
        if !draft.why.is_empty() {
            message.push_str(&format!("\n  存疑：{}", draft.why));
        }
        let lines: Vec<_> = message.lines().map(han::printable).collect();
        let message = lines.join("\n");
        let mut labels = vec!["对，确认", "不对，改写", "通知没有写"];
        if node_is_required(&draft.fact) {
            labels.pop();
        }
        labels.push("以后再说");
        let choices: Vec<AnswerChoice> = labels
            .iter()
            .map(|label| AnswerChoice { label: (*label).to_owned(), search: String::new() })
            .collect();
        let question = Question { message: &message, help: HELP };
        let index = console.choose(question, &choices)?;
        match labels.get(index).copied() {
            Some("对，确认") => {
                let mut changed = self.profile.clone();
                self.confirm_in(&mut changed, &draft.fact)?;
                self.write(changed)?;
                Ok(FactAnswer::Done)
            }
            Some("不对，改写") => self.correct(&draft.fact, console),
            Some("通知没有写") => self.unstated(&draft.fact, console),
            _ => Ok(FactAnswer::Later),
        }
    }

    /// Lets the person type another value until the profile loads with it.
    fn correct(&mut self, fact: &str, console: &mut dyn Console) -> Result<FactAnswer, AskError> {
        let tree = self.profile.tree();
        let Some(node) = fact_path::find(&tree, fact) else { return Ok(FactAnswer::Later) };
        let path = match keys_of(node) {
            keys if keys.is_empty() => fact.to_owned(),
            keys => {
                let choices: Vec<AnswerChoice> = keys
                    .iter()
                    .map(|(key, value)| AnswerChoice {
                        label: format!("{key} = {value}"),
                        search: String::new(),
                    })
                    .collect();
                let question = Question { message: "改哪一项？", help: HELP };
                let index = console.choose(question, &choices)?;
                let Some((key, _)) = keys.get(index) else { return Ok(FactAnswer::Later) };
                format!("{fact}.{key}")
            }
        };
        let Some(node) = fact_path::find(&tree, &path) else { return Ok(FactAnswer::Later) };
        let mut initial = value_words(node);
        let mut help = "列表用逗号分开；通知没有写的写 unstated".to_owned();
        loop {
            let message = format!("{path} =");
            let question = Question { message: &message, help: &help };
            let typed = console.line(question, &initial, |_| None)?;
            let mut changed = self.profile.clone();
            if !changed.set(&path, &typed) {
                help = "这里要写数、true、false 或文字，与原来的种类相同".to_owned();
                initial = typed;
                continue;
            }
            self.confirm_in(&mut changed, fact)?;
            match self.try_write(changed) {
                Ok(()) => return Ok(FactAnswer::Done),
                Err(WriteRefusal::Faults(faults)) => {
                    help = faults;
                    initial = typed;
                }
                Err(WriteRefusal::Failure(failure)) => return Err(failure.into()),
            }
        }
    }

    /// Makes a fact one that the notice does not state.
    fn unstated(&mut self, fact: &str, console: &mut dyn Console) -> Result<FactAnswer, AskError> {
        let mut unstated = self.profile.clone();
        let words = fact_path::quote(&unstated.tree(), fact).unwrap_or_default();
        let confirmation = Confirmation { fact, by: self.by, on: &self.on.clone() };
        let mut is_done = unstated.set_unstated(fact);
        if is_done && fact_path::find(&unstated.tree(), fact).is_some_and(is_scalar) {
            is_done = unstated.confirm(confirmation);
        } else if is_done && !words.is_empty() {
            unstated.confirm_absent(confirmation, &words);
            self.remove_lost_judges(&mut unstated);
        }
        let mut why = String::new();
        if is_done {
            match self.try_write(unstated) {
                Ok(()) => return Ok(FactAnswer::Done),
                Err(WriteRefusal::Faults(faults)) => why = faults,
                Err(WriteRefusal::Failure(failure)) => return Err(failure.into()),
            }
        }
        // A key that cannot say "unstated" is left out.
        let mut removed = self.profile.clone();
        if removed.remove(fact) {
            if !words.is_empty() {
                removed.confirm_absent(confirmation, &words);
            }
            self.remove_lost_judges(&mut removed);
            match self.try_write(removed) {
                Ok(()) => return Ok(FactAnswer::Done),
                Err(WriteRefusal::Faults(faults)) => why = faults,
                Err(WriteRefusal::Failure(failure)) => return Err(failure.into()),
            }
        }
        let message = format!("{fact} 不能删去，请自己改 profile.toml。{why}");
        let choices =
            [AnswerChoice { label: "知道了，以后再说".to_owned(), search: String::new() }];
        console.choose(Question { message: &message, help: HELP }, &choices)?;
        Ok(FactAnswer::Later)
    }

    /// What a fact judged that was taken out is judged by nothing now: a person has to look at it.
    fn remove_lost_judges(&self, changed: &mut ProfileText) {
        let id = &self.folder.id;
        self.library.replace_file(id, FILE, &changed.text);
        if let Err(error) = self.library.load(id) {
            // From the last to the first, so that lines stay where they are.
            for fault in error.faults.iter().rev() {
                if let (NoticeFaultKind::NoSuchJudge { judge, .. }, Some(line)) =
                    (&fault.kind, fault.line)
                {
                    changed.remove_judge(judge, line);
                }
            }
        }
        self.library.replace_file(id, FILE, &self.profile.text);
    }

    fn try_write(&mut self, changed: ProfileText) -> Result<(), WriteRefusal> {
        let id = self.folder.id.clone();
        self.library.replace_file(&id, FILE, &changed.text);
        if let Err(error) = self.library.load(&id) {
            self.library.replace_file(&id, FILE, &self.profile.text);
            let lines: Vec<String> = error.faults.iter().map(notice_files::line).collect();
            return Err(WriteRefusal::Faults(lines.join("；")));
        }
        self.write(changed).map_err(WriteRefusal::Failure)
    }
}

enum FactAnswer {
    Done,
    Later,
}

enum WriteRefusal {
    Faults(String),
    Failure(Failure),
}

enum AskError {
    Stop(Stop),
    Failure(Failure),
}

impl From<Stop> for AskError {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

impl From<Failure> for AskError {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

/// Facts that every notice states.
fn node_is_required(fact: &str) -> bool {
    fact == "title"
}
