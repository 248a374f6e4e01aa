//! `pilot adopt`: makes a project of a package that somebody has finished, and says what it lacks.

use std::fs;
use std::path::Path;

use crate::bundle::file_names;
use crate::bundle::manifest::GUARDS;
use crate::bundle::verify::MAX_RECEIVED;
use crate::bundle::verify::received::FolderFile;
use crate::bundle::{Received, receive_apart, receive_folder};
use crate::diag::{FindingMeaning, OffRule, Severity};
use crate::plan::docx;
use crate::project::FaultKind;
use crate::project::config::is_unfilled;
use crate::project::read::is_word;
use crate::rules;
use crate::scaffold::adopt::{self, AdoptedFacts, AdoptedFile, MovedFile};
use crate::text::path::last_part;
use crate::text::{Sources, han};

use crate::cli::session::{JudgeTerms, OpenTarget, Session, file_name_of, received};
use crate::cli::terminal::args::AdoptArgs;
use crate::cli::terminal::exit::Exit;
use crate::cli::terminal::failure::{self, Failure};
use crate::cli::terminal::new_files;
use crate::cli::terminal::wording::word_document;

/// How many gaps are listed; the rest is counted.
const MAX_LISTED: usize = 40;

pub(crate) fn run(args: &AdoptArgs, session: &mut Session<'_, '_>) -> Result<Exit, Failure> {
    let source = session.env.cwd.join(&args.file);
    let meta = fs::metadata(&source).map_err(|e| Failure::io("读不了", &source, e))?;
    let file_name = file_name_of(&source);
    let bytes;
    let received = if meta.is_dir() {
        receive_folder(received::folder_files(&source))
    } else {
        if meta.len() > MAX_RECEIVED {
            return Err(Failure::new(format!(
                "{} 超过能读的 {} MB",
                failure::shown(&source),
                MAX_RECEIVED / 1_000_000
            )));
        }
        bytes = fs::read(&source).map_err(|e| Failure::io("读不了", &source, e))?;
        if is_word(&file_name) {
            // A document is an archive, too, but it is the plan and no package.
            let workers = &session.env.workers;
            docx::read_apart(workers, &bytes, &file_name, &mut Sources::default())
                .map_err(|fault| word_document::failure(&source, fault))?;
            receive_folder(vec![single(&file_name, &bytes)])
        } else {
            receive_apart(&file_name, &bytes, &session.env.workers)
        }
    };
    refuse_unsound(&received)?;
    let named = received
        .manifest
        .as_ref()
        .map(|m| m.notice.clone())
        .filter(|id| session.library.ids().contains(id));
    let chosen = args.notice.as_deref().or(named.as_deref());
    let notice = session.notice(chosen)?;
    let (mut found, left) = files(&received);
    if let ([only], true) = (found.as_mut_slice(), is_word(&file_name)) {
        only.role = "plan".to_owned();
    }
    if found.is_empty() {
        return Err(
            Failure::new("里面没有读得出来的文件").hint("先用 pilot verify 看看它有什么问题")
        );
    }
    let stem = if meta.is_dir() {
        file_name.as_str()
    } else {
        match file_name.rsplit_once('.') {
            Some((stem, _)) => stem,
            None => file_name.as_str(),
        }
    };
    let folder = last_part(received.folder.trim_end_matches('/'));
    let said = [received.package.subject.as_deref().unwrap_or_default(), folder, stem];
    let mut origin = AdoptedFacts {
        names: said.iter().find_map(|text| received::names_of_subject(text, &notice)),
        ..AdoptedFacts::default()
    };
    if let Some(manifest) = &received.manifest {
        origin.facts = Some(manifest.project.clone());
        origin.off = manifest.off.iter().map(OffRule::from).collect();
    }
    let root = match &args.dir {
        Some(dir) => session.env.cwd.join(dir),
        None => session.env.cwd.join(file_names::folder_name(stem)),
    };
    let adopted = adopt::adopt(&notice, &origin, found, &session.env.workers);
    new_files::put(&root, &adopted.files)?;
    session.done(&format!("已在 {} 建立项目（{}）：", failure::shown(&root), notice.profile.short));
    for MovedFile { from, to } in &adopted.moved {
        session.done(&format!("  {} ← {}", han::printable(to), han::printable(from)));
    }
    for path in &left {
        session.done(&format!("  没有收进来（读不出来或有危险）：{}", han::printable(path)));
    }
    for fault in received.package.faults.iter().filter(|f| f.kind != FaultKind::NoManifest) {
        session.done(&format!("  注意：{}{}", fault.entry, fault.what));
    }
    if adopted.plan_is_document {
        session.done("方案不是能读的 PDF、Word（.docx）或 Markdown：请另存为 .docx 写进 [plan] 的 files，或另存为 PDF 写进 pdf");
    }
    gaps(&root, session)?;
    Ok(Exit::Clean)
}

/// A file as a folder of its own.
fn single<'b>(name: &str, bytes: &'b [u8]) -> FolderFile<'b> {
    FolderFile {
        path: name.to_owned(),
        size: bytes.len() as u64,
        link: None,
        load: Box::new(|| Ok(bytes.to_vec())),
    }
}

/// An archive that different programs read differently is not taken apart, however sound single
/// files look.
fn refuse_unsound(received: &Received<'_>) -> Result<(), Failure> {
    let is_severe = |kind| matches!(kind, FaultKind::Unsafe | FaultKind::Encrypted);
    let severe: Vec<_> = received.package.faults.iter().filter(|f| is_severe(f.kind)).collect();
    if severe.iter().all(|f| !f.entry.is_empty())
        && severe.len() < received.package.entries.len().max(1)
    {
        return Ok(());
    }
    let mut failure = Failure::new("这个包有危险或读不出来，没有解开");
    for fault in severe.iter().take(10) {
        failure = failure.hint(format!("{}{}", fault.entry, fault.what));
    }
    Err(failure.hint("详见 pilot verify"))
}

/// The files that could be read, and the paths of the others.
fn files(received: &Received<'_>) -> (Vec<AdoptedFile>, Vec<String>) {
    let own = received.manifest.is_some();
    let (mut found, mut left) = (Vec::new(), Vec::new());
    for entry in &received.package.entries {
        let path = entry.path.strip_prefix(&received.folder).unwrap_or(&entry.path);
        if entry.role == "checklist" || (own && GUARDS.contains(&path)) {
            continue;
        }
        let unsafe_name = received
            .package
            .faults
            .iter()
            .any(|f| f.kind == FaultKind::Unsafe && f.entry == han::printable(&entry.path));
        let mut content = None;
        if !entry.sha256.is_empty() && !unsafe_name {
            content = received.content(&entry.path);
        }
        let Some(bytes) = content else {
            left.push(path.to_owned());
            continue;
        };
        let last = last_part(path);
        let last = if own { file_names::without_number(last) } else { last };
        let (stem, kind) = last.rsplit_once('.').unwrap_or((last, ""));
        let name = file_names::file_name("", stem, kind);
        found.push(AdoptedFile {
            path: path.to_owned(),
            name,
            role: entry.role.clone(),
            bytes: bytes.into_owned(),
        });
    }
    (found, left)
}

/// Says what `check` would find missing.
fn gaps(root: &Path, session: &mut Session<'_, '_>) -> Result<(), Failure> {
    let target = OpenTarget::Project(Some(root));
    let opened = session.open(target, None, JudgeTerms::default())?;
    let report = rules::run(&opened.project, &opened.notice, &opened.options);
    let (gaps, others): (Vec<_>, Vec<_>) = report.findings.iter().partition(|f| {
        f.means(FindingMeaning::Gap)
            || f.means(FindingMeaning::Unfilled)
            || f.severity == Severity::Error
    });
    let mut text = String::new();
    if gaps.is_empty() {
        text.push_str("没有缺的\n");
    } else {
        text.push_str(&format!("还缺 {} 处：\n", gaps.len()));
    }
    for finding in gaps.iter().take(MAX_LISTED) {
        text.push_str(&format!(
            "  {}[{}] {}\n",
            finding.severity.word(),
            finding.rule,
            han::printable(&finding.message)
        ));
    }
    if gaps.len() > MAX_LISTED {
        text.push_str(&format!("  ……另有 {} 处\n", gaps.len() - MAX_LISTED));
    }
    // The rule about places to fill in needs a plan's text; a supplied PDF has none.
    let unfilled = opened.notice.card_that_finds(FindingMeaning::Unfilled);
    if !unfilled.is_some_and(|card| report.judged.contains(&card.id)) {
        let texts = opened.project.config.tree.texts();
        let open = texts.iter().map(|text| text.value).filter(|text| is_unfilled(text));
        let open: Vec<_> = open.map(han::printable).collect();
        if !open.is_empty() {
            text.push_str(&format!("pilot.toml 还有 {} 处待填：\n", open.len()));
            for words in open.iter().take(MAX_LISTED) {
                text.push_str(&format!("  {words}\n"));
            }
        }
    }
    let shown = root.strip_prefix(&session.env.cwd).unwrap_or(root);
    text.push_str(&format!(
        "另有警告和提示 {} 条；全部见 pilot check {}\n",
        others.len(),
        failure::shown(shown)
    ));
    session.env.out.write_all(text.as_bytes())?;
    Ok(())
}
