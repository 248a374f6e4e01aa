//! A package on its way into files: archive, message, print volume and check list.

use std::io::{Seek, SeekFrom};
use std::path::PathBuf;

use crate::bundle::checklist;
use crate::bundle::checklist::checklist_facts::ChecklistFacts;
use crate::bundle::checklist::mail_body::{mail_body, recipients};
use crate::bundle::dist_names::DistNames;
use crate::bundle::mail::compose::{ComposedMail, message_size, write_message};
use crate::bundle::staging::Staging;
use crate::bundle::{self, PlannedPackage};
use crate::cli::pages::plan_pdf::PlanPdf;
use crate::cli::pages::print_volume::PrintVolume;
use crate::cli::session::git;
use crate::cli::terminal::failure::Failure;
use crate::diag::Report;
use crate::notice::Notice;
use crate::project::{Package, Project, facts};
use crate::rules::{Context, Options};
use crate::text::digest::sha256_of;

/// Writes a planned package.
pub(super) struct PackageWriter<'a> {
    pub(super) project: &'a Project,
    pub(super) notice: &'a Notice,
    pub(super) options: &'a Options,
    pub(super) report: &'a Report,
    pub(super) bundle: &'a PlannedPackage,
    pub(super) plan_pdf: &'a PlanPdf,
    pub(super) volume: Option<&'a PrintVolume>,
}

/// The files of a package beside `dist/`.
pub(super) struct WrittenFiles {
    pub(super) staging: Staging,
    /// Where the archive lies until it is moved.
    pub(super) archive: PathBuf,
    /// The package with its real sizes.
    pub(super) package: Package,
}

impl PackageWriter<'_> {
    /// Writes archive, message and checklist into a folder of their own beside `dist/`; returns their
    /// sizes.
    pub(super) fn write(&self) -> Result<WrittenFiles, Failure> {
        let (bundle, project) = (self.bundle, self.project);
        let names = DistNames::of_stem(&bundle.folder);
        let mut staging = Staging::new(&project.root.join("dist"))?;
        let calendar = Context::new(project, self.notice, self.options).calendar;
        let (to, cc) = recipients(project, &self.notice.profile);
        let texts = ChecklistFacts {
            project,
            notice: self.notice,
            calendar: &calendar,
            report: self.report,
            subject: &bundle.subject,
            folder: &bundle.folder,
            to: &to,
            cc: &cc,
            content_code: &self.plan_pdf.code,
            is_printed: self.plan_pdf.pages.is_some(),
            as_of: self.options.now,
            volume: self.volume.map(|made| &made.facts),
        };
        let facts = self.facts();
        let mut zip = staging.create(&names.archive)?;
        let written =
            bundle::write(bundle, &facts, &|files| checklist::text(&texts, files), &mut zip)?;
        let recipients = [to.as_slice(), &cc].concat();
        let mut package = bundle.package(recipients);
        package.archive_size = Some(written.archive_size);
        zip.seek(SeekFrom::Start(0))?;
        let sha256 = sha256_of(&mut zip)?;
        zip.seek(SeekFrom::Start(0))?;
        let files = &written.manifest.entries;
        let mut message_bytes = None;
        if self.notice.profile.deliver.mail.is_some() && !to.is_empty() {
            let message = ComposedMail {
                from: project.config.mail.from.as_ref().map(|f| f.value.clone()),
                to: to.clone(),
                cc: cc.clone(),
                subject: bundle.subject.clone(),
                date: Some(self.options.now),
                body: mail_body(&texts, files, written.archive_size, &sha256),
                attachment: names.archive.clone(),
                key: sha256,
            };
            let size = message_size(&message, written.archive_size)?;
            let mut eml = staging.create(&names.message)?;
            write_message(&message, &mut zip, &mut eml)?;
            message_bytes = Some(size);
        }
        package.message_size = message_bytes;
        let markdown = checklist::markdown(&texts, files, written.archive_size, message_bytes);
        match self.volume {
            Some(made) => {
                std::io::Write::write_all(&mut staging.create(&names.volume)?, &made.pdf)?
            }
            // One of a former run must not lie beside this set.
            None => staging.leave_behind(&names.volume),
        }
        std::io::Write::write_all(&mut staging.create(&names.checklist)?, markdown.as_bytes())?;
        let archive = staging.path(&names.archive);
        Ok(WrittenFiles { staging, archive, package })
    }

    fn facts(&self) -> bundle::PackageFacts<'_> {
        let project = self.project;
        let root = project.root.as_path();
        let profile = &self.notice.profile;
        let day = match profile.signed_on.or(profile.posted_on) {
            Some(date) => date.0,
            None => self.options.now.day(),
        };
        let inside = |path: &str| {
            let file = root.join(crate::project::model::normal(path));
            let mut entries = self.bundle.entries.iter();
            let entry = entries.find(|entry| entry.source() == Some(file.as_path()))?;
            Some(entry.path.clone())
        };
        let drafts = self.notice.decisive_drafts();
        let unconfirmed = drafts.iter();
        bundle::PackageFacts {
            notice: profile.id.clone(),
            day,
            as_of: self.options.now,
            content_code: self.plan_pdf.code.clone(),
            plan_digest: self.plan_pdf.digest.clone(),
            project: facts::with_paths(&facts::facts(&project.config), &inside),
            report: self.report,
            unconfirmed: unconfirmed.map(|draft| draft.fact.clone()).collect(),
            git: git::state(root),
            fonts: self.plan_pdf.fonts.clone(),
        }
    }
}
