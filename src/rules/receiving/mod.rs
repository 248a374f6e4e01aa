//! The group *receiving*: what the reader of a package found, and what other packages have in common with it.

mod reader_faults;

use crate::project::FaultKind;
use crate::rules::engine::registry::CodeFn;

use reader_faults::{hits, quota, twin};

pub(super) const CODE: &[(&str, CodeFn)] = &[
    ("archive-damaged", |cx| hits(cx, &[(FaultKind::Damaged, None)])),
    ("archive-encrypted", |cx| hits(cx, &[(FaultKind::Encrypted, None)])),
    ("archive-names", |cx| hits(cx, &[(FaultKind::Names, None)])),
    ("archive-unsafe", |cx| hits(cx, &[(FaultKind::Unsafe, None)])),
    ("manifest-differs", |cx| {
        hits(cx, &[(FaultKind::Differs, None), (FaultKind::Ambiguous, Some("ambiguous"))])
    }),
    ("manifest-missing", |cx| hits(cx, &[(FaultKind::NoManifest, None)])),
    ("project-duplicate", |cx| {
        cx.project.package.iter().flat_map(|p| &p.duplicates).map(twin).collect()
    }),
    ("quota-exceeded", |cx| quota(cx).into_iter().collect()),
];
