//! The stages of a package: planned, written, proven, placed. Each is made of the one before, so
//! that no step can be left out or taken on an older state, and each is judged as it is.

use std::path::PathBuf;
use std::sync::Arc;

use crate::bundle::checklist::mail_body::recipients;
use crate::bundle::plan::plan_name;
use crate::bundle::staging::Staging;
use crate::bundle::{self, PlannedPackage};
use crate::diag::Report;
use crate::notice::{Need, Notice};
use crate::project::{Package, Project};
use crate::rules::{self, Options};
use crate::workers::Workers;

use super::shrink;
use super::write::{PackageWriter, WrittenFiles};
use crate::cli::pages::export;
use crate::cli::pages::plan_pdf::{self, PlanPdf};
use crate::cli::pages::print_volume::{self, PrintVolume};
use crate::cli::report::ReportView;
use crate::cli::session::{Opened, Session, received};
use crate::cli::terminal::failure::Failure;

/// What every stage has: the project with the package as far as it is known, and by what it is
/// judged.
struct StageState {
    project: Project,
    notice: Arc<Notice>,
    options: Options,
    plan_pdf: PlanPdf,
    /// The package with all files as they are; the print volume is bound of these, and advice about
    /// smaller copies starts from them.
    originals: PlannedPackage,
}

impl StageState {
    fn judge(&self) -> Report {
        rules::run(&self.project, &self.notice, &self.options)
    }

    fn with_package(self, package: Package) -> Self {
        Self { project: Project { package: Some(package), ..self.project }, ..self }
    }

    fn into_report_view(self, report: Report) -> (ReportView, PlannedPackage) {
        let judged = ReportView::new(self.project, &self.notice, self.options.now, report);
        (judged, self.originals)
    }
}

/// A package as it would be: the pages are set, nothing is written.
pub(super) struct PlannedStage {
    state: StageState,
    /// What is sent: the originals, or smaller copies where they are asked for.
    bundle: PlannedPackage,
    /// What was found before there was a package; the manifest and the check list say it.
    report: Report,
}

impl PlannedStage {
    /// Makes the pages of a project that nothing stops, and plans its package.
    pub(super) fn new(
        opened: Opened,
        report: Report,
        shrink_to: Option<u16>,
        session: &mut Session<'_, '_>,
    ) -> Result<Self, Failure> {
        let Opened { project, notice, options, .. } = opened;
        session.step("正在排版……");
        let plan_pdf = plan_pdf::pdf(&project, &notice, session.env)?;
        session.all_done(&plan_pdf.remarks);
        let mut originals = bundle::plan(&project, &notice, plan_pdf.pdf.clone());
        if notice.profile.deliver.editable_plan && project.word.is_none() {
            originals.add_editable(&plan_name(&notice), export::word(&project, &notice)?);
        }
        let bundle = match shrink_to {
            Some(dpi) => {
                session.step("正在缩小图片和扫描件……");
                let (small, remarks) = shrink::apply(&originals, dpi, &session.env.workers)
                    .map_err(super::untouched)?;
                session.all_done(&remarks);
                small
            }
            None => originals.clone(),
        };
        let (to, cc) = recipients(&project, &notice.profile);
        let recipients = [to, cc].concat();
        let package = bundle.package(recipients);
        let mut have = options.have.clone();
        have.push(Need::Package);
        let options = Options { have, ..options };
        let state =
            StageState { project, notice, options, plan_pdf, originals }.with_package(package);
        Ok(Self { state, bundle, report })
    }

    pub(super) fn bundle(&self) -> &PlannedPackage {
        &self.bundle
    }

    pub(super) fn notice(&self) -> &Notice {
        &self.state.notice
    }

    /// What is found with the sizes of the files themselves.
    pub(super) fn judge(&self) -> Report {
        self.state.judge()
    }

    pub(super) fn into_report_view(self, report: Report) -> (ReportView, PlannedPackage) {
        self.state.into_report_view(report)
    }

    /// The print volume, if the notice wants paper. Without one the rest is packed all the same:
    /// the check list says what to print.
    pub(super) fn bind_volume(&self, session: &mut Session<'_, '_>) -> Option<PrintVolume> {
        let StageState { project, notice, plan_pdf, originals, .. } = &self.state;
        notice.profile.deliver.paper.as_ref()?;
        session.step("正在排合订本……");
        match print_volume::bind(project, notice, originals, plan_pdf, &session.env.workers) {
            Ok(volume) => {
                session.all_done(&volume.remarks);
                Some(volume)
            }
            Err(failure) => {
                session.done(&format!("没有写合订本：{failure}"));
                None
            }
        }
    }

    /// Writes the package into a folder of its own beside `dist/`.
    pub(super) fn write(self, volume: Option<&PrintVolume>) -> Result<WrittenStage, Failure> {
        let StageState { project, notice, options, plan_pdf, .. } = &self.state;
        let writer = PackageWriter {
            project,
            notice,
            options,
            report: &self.report,
            bundle: &self.bundle,
            plan_pdf,
            volume,
        };
        let WrittenFiles { staging, archive, package } = writer.write()?;
        Ok(WrittenStage { state: self.state.with_package(package), staging, archive })
    }
}

/// A package whose files lie beside `dist/`, so that their real sizes are known.
pub(super) struct WrittenStage {
    state: StageState,
    staging: Staging,
    archive: PathBuf,
}

impl WrittenStage {
    /// What is found with the sizes of archive and message.
    pub(super) fn judge(&self) -> Report {
        self.state.judge()
    }

    pub(super) fn into_report_view(self, report: Report) -> (ReportView, PlannedPackage) {
        self.state.into_report_view(report)
    }

    /// Receives the written bytes as their receiver will.
    pub(super) fn prove(self, workers: &Workers) -> Result<ProvenStage, Failure> {
        let StageState { project, notice, options, .. } = &self.state;
        // A package does not carry its waivers; they were already taken into account.
        let mut options = options.clone();
        let waived = project.config.waivers.iter();
        options.ignore.extend(waived.map(|waiver| waiver.rule.value.clone()));
        received::prove(&self.archive, notice, &options, &project.files, workers)?;
        Ok(ProvenStage { state: self.state, staging: self.staging })
    }
}

/// A package that its receiver can read.
pub(super) struct ProvenStage {
    state: StageState,
    staging: Staging,
}

impl ProvenStage {
    pub(super) fn originals(&self) -> &PlannedPackage {
        &self.state.originals
    }

    /// Moves the files into `dist/`.
    pub(super) fn place(self) -> Result<PlacedStage, Failure> {
        let files = self.staging.commit()?;
        let StageState { project, notice, options, plan_pdf, .. } = self.state;
        Ok(PlacedStage { files, plan_pdf, project, notice, options })
    }
}

/// A package in `dist/`.
pub(super) struct PlacedStage {
    /// The files that were written.
    pub(super) files: Vec<PathBuf>,
    pub(super) plan_pdf: PlanPdf,
    project: Project,
    notice: Arc<Notice>,
    options: Options,
}

impl PlacedStage {
    /// The report of the written package.
    pub(super) fn report_view(&self, report: Report) -> ReportView {
        ReportView::new(self.project.clone(), &self.notice, self.options.now, report)
    }
}
