//! Looks at the project after every save: findings, pages, and which finding is on which page, as
//! one state for the browser.
//!
//! What cannot be read or typeset is told in the state, and the last pages that could be stay,
//! marked as old.

use std::sync::Arc;
use std::thread;

use serde_json::{Value, json};

use crate::notice::Library;
use crate::render::{Live, Pages};
use crate::rules;

use super::board::Board;
use super::view::{self, Printed};
use crate::cli::commands::check::{self, Ready};
use crate::cli::pages::typeset;
use crate::cli::report::Judged;
use crate::cli::report::Scope;
use crate::cli::report::browser;
use crate::cli::terminal::args::{FailOn, JudgeArgs, PreviewArgs, ReportFormat};
use crate::cli::terminal::env::Env;
use crate::cli::terminal::failure::Failure;

/// One run of the preview.
pub(super) struct Session<'a> {
    args: &'a PreviewArgs,
    judge: JudgeArgs,
    library: &'a Library,
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

impl<'a> Session<'a> {
    pub(super) fn new(args: &'a PreviewArgs, library: &'a Library) -> Self {
        let judge = JudgeArgs {
            as_of: args.as_of.clone(),
            format: ReportFormat::Human,
            output: None,
            fail_on: FailOn::Error,
            is_final: args.is_final,
            select: Vec::new(),
            ignore: Vec::new(),
            statistics: false,
        };
        Self {
            args,
            judge,
            library,
            live: Live::default(),
            version: 0,
            pages: None,
            state: first_state(),
        }
    }

    fn ready(&self, env: &Env<'_>) -> Result<Ready, Failure> {
        check::ready(
            self.args.path.as_deref(),
            self.args.notice.as_deref(),
            &self.judge,
            self.library,
            env,
        )
    }

    /// Whether the project can be read at all.
    pub(super) fn try_out(&self, env: &Env<'_>) -> Result<(), Failure> {
        self.ready(env).map(|_| ())
    }

    /// Looks once and puts up what there is to see; how it went, in a line.
    pub(super) fn round(&mut self, env: &Env<'_>, board: &Board) -> String {
        self.version += 1;
        let (mut state, said) = match self.look(env) {
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
        state["time"] = json!(env.now.time());
        board.post(self.version, state.to_string().into_bytes(), self.pages.clone());
        self.state = state;
        said
    }

    fn look(&mut self, env: &Env<'_>) -> Result<(Value, String), Failure> {
        let ready = self.ready(env)?;
        let (project, notice) = (&ready.opened.project, &ready.opened.notice);
        let without = view::without_pages(project, ready.broken);
        // The two halves of the work take about as long as each other.
        let (report, set) = thread::scope(|scope| {
            let judging = scope.spawn(|| rules::run(project, notice, &ready.options));
            let set = without.is_none().then(|| typeset::live(&mut self.live, project, notice));
            (judging.join(), set)
        });
        // What panicked there would have panicked here.
        let mut report = report.unwrap_or_else(|cause| std::panic::resume_unwind(cause));
        let scope = if ready.broken {
            Scope::default()
        } else {
            check::without_known(&mut report, &ready)?
        };
        let (fresh, fault) = match set.transpose() {
            Ok(pages) => (pages.map(Arc::new), None),
            Err(failure) => (None, Some(failure)),
        };
        if fresh.is_some() || without.as_ref().is_some_and(|w| w.for_good) {
            self.pages = fresh.clone();
        }
        let printed = Printed::of(project, fresh.as_deref());
        let overfull = printed.overfull(&project.sources);
        let said = view::verdict(
            &report,
            self.pages.as_deref().filter(|_| fresh.is_some()),
            fault.as_ref(),
        );
        let trouble = fault
            .as_ref()
            .map(view::trouble)
            .or_else(|| ready.broken.then(|| view::broken(project)));
        let judged = Judged::new(ready.opened.project.clone(), notice, ready.options.now, report)
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
        Ok((state, said))
    }
}
