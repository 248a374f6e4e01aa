//! Looks at the project after every save: findings, pages, and which finding is on which page, as
//! one state for the browser.
//!
//! What cannot be read or typeset is reported in the state, and the last pages that could be stay,
//! marked as old.

use std::sync::Arc;
use std::thread;

use serde_json::{Value, json};

use crate::render::{Live, Pages};
use crate::rules;

use super::board::Board;
use super::view::{self, PrintedPages};
use crate::cli::pages::typeset;
use crate::cli::report::ReportView;
use crate::cli::report::browser;
use crate::cli::session::{JudgeTerms, OpenTarget, Opened, Session};
use crate::cli::terminal::args::PreviewArgs;
use crate::cli::terminal::failure::Failure;

/// One run of the preview.
pub(super) struct PreviewRounds<'a> {
    args: &'a PreviewArgs,
    live: Live,
    version: u64,
    /// The last pages that could be made.
    pages: Option<Arc<Pages>>,
    /// The last state, for what stays when the project cannot be read.
    state: Value,
}

/// The state before the first look.
fn first_state() -> Value {
    json!({
        "version": 0, "title": "预览", "about": "", "time": "", "starting": true, "trouble": null, "no_pages": null, "notes": [],
        "stale_pages": false, "stale_findings": false, "pages": [], "findings": [],
    })
}

/// The state before the first look, as it is sent.
pub(super) fn starting() -> Vec<u8> {
    first_state().to_string().into_bytes()
}

impl<'a> PreviewRounds<'a> {
    pub(super) fn new(args: &'a PreviewArgs) -> Self {
        Self { args, live: Live::default(), version: 0, pages: None, state: first_state() }
    }

    fn open(&self, session: &Session<'_, '_>) -> Result<Opened, Failure> {
        let target = OpenTarget::ProjectOrPlan(self.args.path.as_deref());
        let terms = JudgeTerms {
            as_of: self.args.as_of.as_deref(),
            is_final: self.args.is_final,
            ..JudgeTerms::default()
        };
        session.open(target, self.args.notice.as_deref(), terms)
    }

    /// Whether the project can be read at all.
    pub(super) fn try_out(&self, session: &Session<'_, '_>) -> Result<(), Failure> {
        self.open(session).map(|_| ())
    }

    /// Looks once and puts up what there is to see; how it went, in a line.
    pub(super) fn round(&mut self, session: &Session<'_, '_>, board: &Board) -> String {
        self.version += 1;
        let (mut state, verdict) = match self.look(session) {
            Ok(done) => done,
            Err(failure) => {
                let mut state = self.state.clone();
                (state["stale_pages"], state["stale_findings"]) =
                    (json!(self.pages.is_some()), json!(state["starting"] == false));
                (state["trouble"], state["starting"]) = (view::trouble(&failure), json!(false));
                (state, format!("没能读取：{}", failure.message))
            }
        };
        state["version"] = json!(self.version);
        state["time"] = json!(session.env.now.time());
        let bytes = state.to_string().into_bytes();
        board.post(self.version, bytes, self.pages.clone());
        self.state = state;
        verdict
    }

    fn look(&mut self, session: &Session<'_, '_>) -> Result<(Value, String), Failure> {
        let opened = self.open(session)?;
        let (project, notice) = (&opened.project, &opened.notice);
        let without = view::without_pages(project, opened.config_is_broken);
        // The two halves of the work take about as long as each other.
        let (report, set) = thread::scope(|scope| {
            let judging = scope.spawn(|| rules::run(project, notice, &opened.options));
            let set = without.is_none().then(|| typeset::live(&mut self.live, project, notice));
            (judging.join(), set)
        });
        // What panicked there would have panicked here.
        let mut report = report.unwrap_or_else(|cause| std::panic::resume_unwind(cause));
        let scope = opened.hide_known(&mut report)?;
        let (fresh, fault) = match set.transpose() {
            Ok(pages) => (pages.map(Arc::new), None),
            Err(failure) => (None, Some(failure)),
        };
        if fresh.is_some() || without.as_ref().is_some_and(|w| w.for_good) {
            self.pages = fresh.clone();
        }
        let printed = PrintedPages::of(project, fresh.as_deref());
        let overfull = printed.overfull(&project.sources);
        let verdict = view::verdict(
            &report,
            self.pages.as_deref().filter(|_| fresh.is_some()),
            fault.as_ref(),
        );
        let trouble = fault
            .as_ref()
            .map(view::trouble)
            .or_else(|| opened.config_is_broken.then(|| view::broken(project)));
        let judged = ReportView::new(opened.project.clone(), notice, opened.options.now, report)
            .within(scope);
        let mut findings = browser::findings(&judged, &|place| printed.spots(place));
        findings.extend(overfull);
        let (title, about, notes) = browser::head(&judged);
        let state = json!({
            "title": title, "about": about, "notes": notes, "starting": false, "trouble": trouble,
            "no_pages": without.map(|w| w.why),
            "stale_pages": fresh.is_none() && self.pages.is_some(),
            "stale_findings": false,
            "pages": self.pages.as_deref().map(view::sheets).unwrap_or_default(),
            "findings": findings,
        });
        Ok((state, verdict))
    }
}
