//! A notice given as a file or a folder: it is read, and its folder is made in memory.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::notice::{AddedNotice, Library};
use crate::reading::folder::{BlankForm, ReadNotice, notice_folder, notice_id};
use crate::reading::input::{join_annexes, read_notice_apart};
use crate::reading::{NoticeDocument, NoticeSheet, read_sheet};
use crate::text::han;

use crate::cli::terminal::args::GivenNotice;
use crate::cli::terminal::env::Env;
use crate::cli::terminal::failure::{Failure, shown};
use crate::cli::terminal::shell::Shell;

/// Bytes of a file at most, one more than is read: `read_notice` refuses it in words.
const LARGEST: u64 = (20 << 20) + 1;

/// A notice as it came, with its annexes.
pub(crate) struct NoticeInput {
    pub(crate) document: NoticeDocument,
    pub(crate) sheet: NoticeSheet,
    /// Annexes that are forms to fill in.
    pub(crate) forms: Vec<BlankForm>,
}

impl NoticeInput {
    fn read(&self) -> ReadNotice<'_> {
        ReadNotice { document: &self.document, sheet: &self.sheet, forms: &self.forms }
    }
}

/// Puts the id in the place of a file or folder, after adding its notice to the library. An id
/// stays as it is.
pub(crate) fn resolve(
    given: GivenNotice<'_>,
    library: &Library,
    env: &mut Env<'_>,
    shell: Shell,
) -> Result<(), Failure> {
    let Some(named) = given.notice.clone() else { return Ok(()) };
    let path = env.cwd.join(&named);
    let is_known = library.ids().contains(&named);
    let is_file = named == "-" || path.is_file();
    if is_known || !is_file && !path.is_dir() {
        let looks_like_path = named.contains(['/', '\\', '.']);
        if !is_known && looks_like_path {
            return Err(Failure::new(format!("没有 {} 这个文件或文件夹", han::printable(&named)))
                .hint("--notice 写通知的编号、文件（txt、md、网页、docx、pdf）或文件夹"));
        }
        if is_known && !given.annexes.is_empty() {
            return Err(Failure::new("--annex 只能和通知文件一起用")
                .hint("写成 --notice 通知.docx --annex 附件.docx"));
        }
        return Ok(());
    }
    let id = if is_file {
        let input = read_input(Path::new(&named), given.annexes, env)?;
        refuse_other_texts(&named, &input)?;
        add_read(&named, &input, library, env, shell)?
    } else {
        if !given.annexes.is_empty() {
            return Err(Failure::new("--annex 只能和通知文件一起用")
                .hint("通知的文件夹里，空白表格放在 forms/ 下面"));
        }
        add_folder(&path, library)?
    };
    *given.notice = Some(id);
    Ok(())
}

/// Reads a notice with its annexes.
pub(crate) fn read_input(
    path: &Path,
    annexes: &[PathBuf],
    env: &Env<'_>,
) -> Result<NoticeInput, Failure> {
    let notice = read_document(path, &bytes_of(path, env)?, 0, env)?;
    let mut documents = Vec::new();
    let mut forms = Vec::new();
    for (index, annex) in annexes.iter().enumerate() {
        let bytes = bytes_of(annex, env)?;
        documents.push(read_document(annex, &bytes, index + 1, env)?);
        let name = annex.file_name().unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        if name.to_lowercase().ends_with(".docx") {
            forms.push(BlankForm { name, file: index + 1, bytes });
        }
    }
    let document = join_annexes(notice, documents);
    let sheet = read_sheet(&document);
    Ok(NoticeInput { document, sheet, forms })
}

fn bytes_of(path: &Path, env: &Env<'_>) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin().take(LARGEST).read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    let failed = |error| Failure::io("读不了", path, error);
    let file = std::fs::File::open(env.cwd.join(path)).map_err(failed)?;
    file.take(LARGEST).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

fn read_document(
    path: &Path,
    bytes: &[u8],
    number: usize,
    env: &Env<'_>,
) -> Result<NoticeDocument, Failure> {
    let name = if path == Path::new("-") { "标准输入".to_owned() } else { shown(path) };
    Ok(read_notice_apart(&env.workers, &name, bytes, number)?)
}

/// Refuses what is no call for applications, and says what it is.
fn refuse_other_texts(named: &str, input: &NoticeInput) -> Result<(), Failure> {
    if input.sheet.is_call {
        return Ok(());
    }
    let title = input.sheet.title.as_ref().map(|title| title.value.as_str());
    let first = input.document.lines.first().map(|line| line.text.as_str());
    let name = title.or(first).unwrap_or_default();
    let short: String = name.chars().take(60).collect();
    Err(Failure::new(format!(
        "{} 是“{}”，不是征集申报、推荐或参评的通知，不能按它申报",
        han::printable(named),
        han::printable(&short)
    ))
    .hint("请给出通知正文的文件；用 pilot read 文件 可以看从里面读到了什么"))
}

/// Adds what was read; says how much that is.
fn add_read(
    named: &str,
    input: &NoticeInput,
    library: &Library,
    env: &mut Env<'_>,
    shell: Shell,
) -> Result<String, Failure> {
    let id = notice_id(input.read());
    library.add(id.clone(), folder_in_memory(&id, input, library));
    let profile = library.profile(&id).map_err(Failure::from)?;
    let sheet = &input.sheet;
    let own_deadlines = sheet.deadlines.iter().filter(|deadline| deadline.value.own).count();
    let counts = [
        ("期限", own_deadlines),
        ("材料", sheet.materials.len()),
        ("条件", sheet.conditions.len()),
        ("类别", sheet.categories.len()),
        (
            "收件邮箱",
            match &sheet.mail {
                Some(mail) => mail.to.len(),
                None => 0,
            },
        ),
    ];
    let mut read_facts = Vec::new();
    let mut missing = Vec::new();
    for (what, count) in counts {
        if count > 0 {
            read_facts.push(format!("{what} {count}"));
        } else if what == "期限" || what == "材料" {
            missing.push(what);
        }
    }
    let facts = if read_facts.is_empty() {
        "没有读到事实".to_owned()
    } else {
        read_facts.join("、")
    };
    shell.done(
        env,
        &format!("已读 {}（{}）：{facts}", han::printable(named), han::printable(&profile.short)),
    );
    if !missing.is_empty() {
        shell.done(env, &format!("没有读到{}：通知可能写在附件里，或没有写", missing.join("、")));
    }
    shell.done(
        env,
        &format!(
            "草稿：{} 处未经核对；逐条对照原句用 pilot read {}",
            profile.drafts.len(),
            han::printable(named)
        ),
    );
    Ok(id)
}

/// The folder of a notice that was read, as `pilot new notice` would write it.
pub(crate) fn folder_in_memory(id: &str, input: &NoticeInput, library: &Library) -> AddedNotice {
    let mut notice = AddedNotice::default();
    let folder = format!("{id}/");
    for file in notice_folder(id, input.read(), library) {
        let path = file.path.strip_prefix(&folder).unwrap_or(&file.path).to_owned();
        notice.files.insert(path, file.text);
    }
    for form in &input.forms {
        notice.forms.insert(form.name.clone(), form.bytes.clone());
    }
    notice
}

/// Adds the notice in a folder.
pub(crate) fn add_folder(path: &Path, library: &Library) -> Result<String, Failure> {
    if !path.join("profile.toml").is_file() {
        return Err(Failure::new(format!("文件夹 {} 里没有 profile.toml", shown(path)))
            .hint("通知的文件夹由 pilot new notice 起草；也可以直接写通知的文件"));
    }
    let notice = AddedNotice::read(path).map_err(|error| Failure::unreadable(path, error))?;
    let id = notice.id_or_name(path);
    library.add(id.clone(), notice);
    Ok(id)
}
