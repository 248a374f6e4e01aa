//! The terminal summary of a package: what would be in it, and what was written.

use crate::bundle::PlannedPackage;
use crate::bundle::checklist::format::{size_words, subject_words};
use crate::cli::pages::plan_pdf::PlanPdf;
use crate::cli::session::Session;
use crate::cli::terminal::exit::Exit;
use crate::cli::terminal::failure::{self, Failure};
use crate::cli::terminal::tables;
use crate::cli::terminal::wording::package::refusal;
use crate::notice::Notice;
use crate::text::han;

/// The files that a package would have.
pub(super) fn list(
    bundle: &PlannedPackage,
    notice: &Notice,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Failure> {
    let mut rows: Vec<Vec<String>> = bundle
        .entries
        .iter()
        .map(|e| vec![size_words(e.contents.size()), bundle.full_path(&e.path)])
        .collect();
    for name in ["SHA256SUMS", "manifest.json", "报送清单.txt"] {
        rows.push(vec!["打包时生成".to_owned(), bundle.full_path(name)]);
    }
    let subject = match &notice.profile.deliver.mail {
        Some(mail) => subject_words(mail, &bundle.subject),
        None => bundle.subject.clone(),
    };
    let mut text = format!("邮件题目：{}\n", han::printable(&subject));
    text.push_str(&tables::lines(&["大小", "文件"], &rows));
    text.push_str(&format!("合计 {}\n", size_words(bundle.files_size())));
    for left in &bundle.left_out {
        text.push_str(&format!(
            "不能打包：{}（{}）\n",
            han::printable(&left.path),
            refusal(&left.why)
        ));
    }
    session.env.out.write_all(text.as_bytes())?;
    Ok(Exit::Clean)
}

/// The files that were written, and the code that they bear.
pub(super) fn summary(
    placed: &[std::path::PathBuf],
    plan_pdf: &PlanPdf,
    session: &mut Session<'_, '_>,
) -> Result<(), Failure> {
    let mut text = String::from("\n已写好：\n");
    for path in placed {
        let metadata = std::fs::metadata(path).ok();
        let size = metadata.map(|metadata| metadata.len()).unwrap_or_default();
        let shown = path.strip_prefix(&session.env.cwd).unwrap_or(path);
        text.push_str(&format!("  {}  {}\n", failure::shown(shown), size_words(size)));
    }
    if let Some(pages) = plan_pdf.pages {
        text.push_str(&format!("方案 {pages} 页；"));
    }
    // What was supplied or converted has no code on its pages.
    let printed = if plan_pdf.pages.is_some() {
        "与封面、页脚、清单、邮件一致"
    } else {
        "印在清单和邮件里；方案是现成的 PDF，页面上没有"
    };
    text.push_str(&format!("内容码 {}，{printed}\n", plan_pdf.code));
    session.env.out.write_all(text.as_bytes())?;
    session.env.out.flush()?;
    Ok(())
}
