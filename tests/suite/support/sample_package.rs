//! A small project and its package, for tests of whatever is made of them.

use std::fs;
use std::io::{Cursor, Read as _};
use std::path::Path;

use pilot::bundle::manifest::ManifestEntry;
use pilot::bundle::{PackageFacts, PlannedPackage, Received, WrittenPackage, checklist, write};
use pilot::diag::{OffRule, Report};
use pilot::notice::Notice;
use pilot::project::{Config, FaultKind, PackageFault, Project, ProjectFile};
use pilot::text::{Moment, SourceText};

use crate::support::{GUANGXI, notice};

const CONFIG: &str = r#"
format = 1
notice = "gx-2023-cleaner-production"
[project]
name = "平果市铝产业园清洁生产整体审核创新试点项目"
[applicant]
name = "平果市工业园区管理委员会"
contact = { name = "张三", phone = "0776-5555555" }
[record]
statement = "attachments/承诺书.pdf"
[[funding]]
source = "县级财政资金"
evidence = "attachments/四至边界图.pdf"
[[funding]]
source = "企业自筹"
evidence = "./attachments/资金.xlsx"
[[letters]]
from = ["ecology"]
city = "百色市"
file = "attachments/函1.pdf"
[[letters]]
from = ["development", "industry"]
city = "百色市"
file = "attachments/函2.PDF"
[[attachments]]
title = "园区四至边界图: A/B"
file = "attachments/四至边界图.pdf"
role = "boundary"
[[attachments]]
title = "企业名单"
file = "attachments/名单.csv"
role = "list"
"#;

pub(crate) const FILES: &[(&str, &str)] = &[
    ("attachments/承诺书.pdf", "%PDF-1.4 承诺"),
    ("attachments/四至边界图.pdf", "%PDF-1.4 边界"),
    ("attachments/资金.xlsx", "PK\u{3}\u{4} not really"),
    ("attachments/函1.pdf", "%PDF-1.4 函一"),
    ("attachments/函2.PDF", "%PDF-1.4 函二"),
    ("attachments/名单.csv", "名称,行业\n甲铝业,有色\n乙铝业,有色\n丙铝业,有色\n丁铝业,有色\n"),
];

pub(crate) fn project(root: &Path, notice: &Notice) -> Project {
    let mut project = Project { root: root.to_owned(), ..Project::default() };
    project.sources.add(notice.text.source.clone());
    let text = SourceText::new("pilot.toml", CONFIG);
    let source = project.sources.add(text.clone());
    project.config = Config::parse(source, &text, notice);
    for (path, content) in FILES {
        let full = root.join(path);
        fs::create_dir_all(full.parent().expect("below")).expect("a folder");
        fs::write(&full, content).expect("written");
        project.files.push(ProjectFile {
            path: (*path).into(),
            size: content.len() as u64,
            exists: true,
            ..ProjectFile::default()
        });
    }
    project
}

pub(crate) struct Sample {
    pub(crate) notice: Notice,
    pub(crate) project: Project,
    pub(crate) bundle: PlannedPackage,
    pub(crate) report: Report,
    _temp: tempfile::TempDir,
}

impl Sample {
    pub(crate) fn new() -> Self {
        let temp = tempfile::tempdir().expect("a folder");
        let notice = notice(GUANGXI);
        let project = project(temp.path(), &notice);
        let bundle = pilot::bundle::plan(&project, &notice, b"%PDF-1.7 plan".to_vec());
        let off = OffRule {
            rule: "mobile-number".into(),
            reason: "联系人同意公开".into(),
            by: None,
            until: None,
            hidden: 2,
        };
        let report = Report { off: vec![off], ..Report::default() };
        Self { notice, project, bundle, report, _temp: temp }
    }

    pub(crate) fn facts(&self) -> PackageFacts<'_> {
        PackageFacts {
            notice: self.notice.profile.id.clone(),
            day: self.notice.profile.signed_on.expect("signed").0,
            as_of: moment(),
            content_code: "A1B2-C3D4".into(),
            plan_digest: String::new(),
            project: serde_json::json!({ "project": { "name": "平果市" } }),
            report: &self.report,
            unconfirmed: Vec::new(),
            git: None,
            fonts: vec!["思源宋体".into()],
        }
    }

    pub(crate) fn words<'a>(
        &'a self,
        to: &'a [String],
        cc: &'a [String],
    ) -> checklist::checklist_facts::ChecklistFacts<'a> {
        checklist::checklist_facts::ChecklistFacts {
            project: &self.project,
            notice: &self.notice,
            calendar: &self.notice.calendar,
            report: &self.report,
            subject: &self.bundle.subject,
            folder: &self.bundle.folder,
            to,
            cc,
            content_code: "A1B2-C3D4",
            is_printed: true,
            as_of: moment(),
            volume: None,
        }
    }

    pub(crate) fn zip(&self) -> (Vec<u8>, WrittenPackage) {
        let mut out = Cursor::new(Vec::new());
        let (to, cc) = checklist::mail_body::recipients(&self.project, &self.notice.profile);
        let text = |files: &[ManifestEntry]| checklist::text(&self.words(&to, &cc), files);
        let written = write(&self.bundle, &self.facts(), &text, &mut out).expect("written");
        (out.into_inner(), written)
    }
}

pub(crate) fn moment() -> Moment {
    Moment::parse("2023-10-16T09:00").expect("a moment")
}

pub(crate) fn kinds(received: &Received<'_>) -> Vec<FaultKind> {
    received.package.faults.iter().map(|f| f.kind).collect()
}

pub(crate) fn shown(faults: &[PackageFault]) -> String {
    faults.iter().map(|f| format!("{}: {} {}\n", f.kind.key(), f.entry, f.what)).collect()
}

/// The entries of an archive as another library reads them.
pub(crate) fn entries_of(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ::zip::ZipArchive::new(Cursor::new(bytes)).expect("readable");
    let entry = |i| {
        let mut file = archive.by_index(i).expect("an entry");
        let mut content = Vec::new();
        file.read_to_end(&mut content).expect("readable");
        (file.name().expect("a name").into_owned(), content)
    };
    let count = ::zip::ZipArchive::new(Cursor::new(bytes)).expect("readable").len();
    (0..count).map(entry).collect()
}
