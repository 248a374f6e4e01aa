//! Files of kinds that must not be sent: programs, macros, archives.

use crate::attachment::FileKind;
use crate::notice::check_kind::{ContentKind, FileForm};
use crate::project::ProjectFile;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::outgoing::outgoing;
use crate::text::han::printable;
use crate::text::word_list;

/// Files that are sent and have one of some forms; the first that fits names the message.
pub(in crate::rules::engine) fn file_kind(forms: &[FileForm], cx: &Context<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
    for file in outgoing(cx) {
        let Some(form) = forms.iter().find(|form| has_form(file, form)) else { continue };
        let hit = Hit::path(file.path.clone()).arg("path", printable(&file.path));
        out.push(match &form.message {
            Some(message) => hit.variant(message.clone()),
            None => hit,
        });
    }
    out
}

fn has_form(file: &ProjectFile, form: &FileForm) -> bool {
    has_content(file, form) || has_ending(file, form)
}

fn has_content(file: &ProjectFile, form: &FileForm) -> bool {
    if form.content.is_empty() && !form.runs {
        return false;
    }
    let is_kind = |kind: &ContentKind| file.facts.kind == file_kind_of(*kind);
    let fits_kind = form.content.is_empty() || form.content.iter().any(is_kind);
    fits_kind && (!form.runs || file.facts.macros)
}

fn has_ending(file: &ProjectFile, form: &FileForm) -> bool {
    let Some(list) = form.endings else { return false };
    let is_unknown = file.facts.kind == FileKind::Other && file.facts.broken.is_none();
    (is_unknown || !form.only_unknown) && word_list::has_ending(&file.path, list.name())
}

fn file_kind_of(kind: ContentKind) -> FileKind {
    match kind {
        ContentKind::Pdf => FileKind::Pdf,
        ContentKind::Executable => FileKind::Executable,
        ContentKind::Zip => FileKind::Zip,
        ContentKind::Archive => FileKind::Archive,
    }
}
