//! The parts of the state: pages, where findings are on them, what went wrong.

use serde_json::{Value, json};

use crate::diag::{Place, Report};
use crate::project::Project;
use crate::render::{PageArea, Pages};
use crate::text::{At, SourceId, Sources, han};

use crate::cli::session::line_of;
use crate::cli::terminal::failure::Failure;

/// Why a project has no pages now.
pub(super) struct NoPages {
    /// In Chinese.
    pub(super) why: &'static str,
    /// Whether it has none at all, so that former ones must go.
    pub(super) for_good: bool,
}

/// Why a project is not typeset, if it is not.
pub(super) fn without_pages(project: &Project, is_broken: bool) -> Option<NoPages> {
    let none = |why, for_good| Some(NoPages { why, for_good });
    if is_broken {
        return none("pilot.toml 有误，改好后才能排版。", false);
    }
    if project.config.plan.pdf.is_some() {
        return none("方案用的是现成的 PDF，请直接打开它看版面；这里只列出问题。", true);
    }
    if project.word.is_some() {
        return none("方案是 Word 文件，版面以 Word 为准；这里只列出问题。", true);
    }
    if project.plan.is_none() {
        return none("没有找到能读的方案文件，见右边的问题。", false);
    }
    None
}

/// The pages of this round, and which texts make up the plan.
pub(super) struct PrintedPages<'a> {
    pages: Option<&'a Pages>,
    plan: &'a [SourceId],
}

impl<'a> PrintedPages<'a> {
    pub(super) fn of(project: &'a Project, pages: Option<&'a Pages>) -> Self {
        let plan = match &project.plan {
            Some(plan) => plan.sources.as_slice(),
            None => &[],
        };
        Self { pages, plan }
    }

    /// Where a place is printed. Every place of the plan is shown, if need be by the text before
    /// it; what stands elsewhere only if it is printed, as the applicant's name is.
    pub(super) fn spots(&self, place: &Place) -> Value {
        match place {
            Place::At(at) => self.spots_at(*at),
            Place::Path(_) | Place::Whole => json!([]),
        }
    }

    fn spots_at(&self, at: At) -> Value {
        let found = self
            .pages
            .map(|pages| pages.find(at, self.plan.contains(&at.source)))
            .unwrap_or_default();
        found.iter().map(spot).collect()
    }

    /// Text that runs over the edge of a page, in the form of findings.
    pub(super) fn overfull(&self, sources: &Sources) -> Vec<Value> {
        let all = self.pages.map(Pages::overfull).unwrap_or_default();
        let one = |(index, over): (usize, &crate::render::Overfull)| {
            let (place, spots) = match over.at {
                Some(at) => (line_of(sources, at), self.spots_at(at)),
                None => (format!("第 {} 页", over.page), json!([])),
            };
            json!({
                "id": format!("layout-{index}"), "rule": null, "severity": "layout", "word": "版面", "stop": false,
                "message": format!("“{}”超出版心", han::printable(&over.text)),
                "help": "请断开或换个写法", "basis": "", "place": place, "line": null, "fix": null, "related": [],
                "spots": spots,
            })
        };
        let numbered = all.iter().enumerate();
        numbered.map(one).collect()
    }
}

fn spot(spot: &PageArea) -> Value {
    let round = |points: f64| (points * 10.0).round() / 10.0;
    json!({
        "page": spot.page, "near": spot.near,
        "left": round(spot.left), "top": round(spot.top),
        "width": round(spot.right - spot.left), "height": round(spot.bottom - spot.top),
    })
}

/// The pages with their sizes.
pub(super) fn sheets(pages: &Pages) -> Vec<Value> {
    let sheet = |(index, digest): (usize, &String)| {
        let (width, height) = pages.size(index).unwrap_or_default();
        json!({"digest": digest, "width": width, "height": height})
    };
    let digests = pages.digests().iter().enumerate();
    digests.map(sheet).collect()
}

/// Why there is nothing new to be seen.
pub(super) fn trouble(failure: &Failure) -> Value {
    json!({"message": failure.message, "hints": failure.hints})
}

/// The message while `pilot.toml` cannot be relied on.
pub(super) fn broken(project: &Project) -> Value {
    const SOME: usize = 5;
    let problems = &project.config.problems;
    let mut hints: Vec<String> = problems
        .iter()
        .take(SOME)
        .map(|p| format!("{} {}", line_of(&project.sources, p.at), p.message))
        .collect();
    if problems.len() > SOME {
        hints.push(format!("……共 {} 处", problems.len()));
    }
    json!({"message": "pilot.toml 有误，改好以前不排版，也不判断别的", "hints": hints})
}

/// How a round went, in a line.
pub(super) fn verdict(report: &Report, pages: Option<&Pages>, fault: Option<&Failure>) -> String {
    let sum = report.summary();
    let counts = format!("错误 {} 条，警告 {} 条，提示 {} 条", sum.error, sum.warning, sum.info);
    match (pages, fault) {
        (Some(pages), _) => format!("{} 页；{counts}", pages.digests().len()),
        (None, Some(fault)) => format!("{}；{counts}", fault.message),
        (None, None) => counts,
    }
}
