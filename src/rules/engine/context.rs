//! What a check may look at.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use crate::diag::Authority;
use crate::facts::PlanFacts;
use crate::notice::profile::{ApplicantKind, Category};
use crate::notice::{Calendar, Need, Notice, Profile};
use crate::plan::{Block, TextRun};
use crate::project::{Config, Project};
use crate::text::{At, Moment, Sources, han};

use super::file_index::FileIndex;
use super::headings::Matching;
use super::prose::{self, Prose};

/// How a run judges.
#[derive(Clone, Debug)]
pub struct Options {
    /// The moment of judging.
    pub now: Moment,
    /// Whether what stops `pack` is an error.
    pub is_final: bool,
    /// What is at hand; rules that need more are left out.
    pub have: Vec<Need>,
    /// Only these rules, if there are any.
    pub select: Vec<String>,
    /// Not these rules.
    pub ignore: Vec<String>,
}

/// What a check may look at.
pub struct Context<'a> {
    /// The project.
    pub project: &'a Project,
    /// The notice.
    pub notice: &'a Notice,
    /// The moment of judging.
    pub now: Moment,
    /// What is at hand.
    pub have: &'a [Need],
    /// Working days, with those that `pilot.toml` adds.
    pub calendar: Calendar,
    text_runs: OnceCell<Vec<TextRun>>,
    matching: OnceCell<Matching<'a>>,
    guidance: OnceCell<BTreeSet<String>>,
    prose: OnceCell<Vec<Prose>>,
    files: OnceCell<FileIndex<'a>>,
    folded: OnceCell<Vec<String>>,
    facts: OnceCell<PlanFacts>,
}

impl<'a> Context<'a> {
    /// A context.
    pub fn new(project: &'a Project, notice: &'a Notice, options: &'a Options) -> Self {
        let days = |list: &[crate::text::Spanned<String>]| -> Vec<_> {
            let moments = list.iter().filter_map(|day| Moment::parse(&day.value));
            moments.map(Moment::day).collect()
        };
        let extra = &project.config.calendar;
        let calendar = notice.calendar.clone().with(&days(&extra.holidays), &days(&extra.workdays));
        Self {
            project,
            notice,
            now: options.now,
            have: &options.have,
            calendar,
            text_runs: OnceCell::new(),
            matching: OnceCell::new(),
            guidance: OnceCell::new(),
            prose: OnceCell::new(),
            files: OnceCell::new(),
            folded: OnceCell::new(),
            facts: OnceCell::new(),
        }
    }

    /// The notice's facts.
    pub fn profile(&self) -> &'a Profile {
        &self.notice.profile
    }

    /// `pilot.toml`.
    pub fn config(&self) -> &'a Config {
        &self.project.config
    }

    /// All texts.
    pub fn sources(&self) -> &'a Sources {
        &self.project.sources
    }

    /// The running texts of the plan, made once; what stands on every page comes last.
    pub fn text_runs(&self) -> &[TextRun] {
        self.text_runs.get_or_init(|| {
            let Some(plan) = &self.project.plan else { return Vec::new() };
            let mut runs = plan.text_runs();
            runs.extend(plan.margins.iter().flat_map(Block::text_runs));
            runs
        })
    }

    /// The running texts of the plan, folded for comparing, made once; one for each of
    /// [`Self::text_runs`].
    pub(in crate::rules) fn folded(&self) -> &[String] {
        self.folded.get_or_init(|| {
            let runs = self.text_runs().iter();
            runs.map(|run| han::fold(&run.text)).collect()
        })
    }

    /// The facts of the plan, read once; none without a plan.
    pub fn facts(&self) -> &PlanFacts {
        self.facts.get_or_init(|| match &self.project.plan {
            Some(plan) => PlanFacts::of(plan),
            None => PlanFacts::default(),
        })
    }

    /// How many facts were read; 0 if no rule asked for them.
    pub(in crate::rules) fn facts_read(&self) -> usize {
        match self.facts.get() {
            Some(facts) => facts.len(),
            None => 0,
        }
    }

    /// Which headings of the plan stand for which of the outline, found once.
    pub(in crate::rules) fn matching(&self) -> &Matching<'a> {
        self.matching.get_or_init(|| Matching::of(&self.notice.outline, self.project.plan.as_ref()))
    }

    /// What the outline says about its headings, folded; left standing in a plan it is no text of
    /// the plan.
    pub(in crate::rules) fn guidance(&self) -> &BTreeSet<String> {
        self.guidance.get_or_init(|| {
            let mut out = BTreeSet::new();
            for (_, node) in self.notice.outline.iter().flat_map(|node| node.walk()) {
                let by_category = node.ask_for.iter().flat_map(|(_, asks)| asks);
                let asks = node.ask.iter().chain(by_category);
                out.extend(asks.map(|ask| han::fold(ask)));
            }
            out
        })
    }

    /// The running texts as they are judged for their writing, made once.
    pub(in crate::rules) fn prose(&self) -> &[Prose] {
        self.prose.get_or_init(|| match &self.project.plan {
            Some(plan) => prose::of(plan),
            None => Vec::new(),
        })
    }

    /// The project's files by path, looked through once.
    pub(in crate::rules) fn files(&self) -> &FileIndex<'a> {
        self.files.get_or_init(|| FileIndex::of(self.project))
    }

    /// The category's key, if one is given that the notice knows.
    pub fn category(&self) -> Option<&'a Category> {
        self.config().category(self.profile())
    }

    /// The kind of the applicant, if one is given that the notice knows.
    pub(in crate::rules) fn applicant_kind(&self) -> Option<&'a ApplicantKind> {
        let key = self.config().applicant.kind.as_ref()?;
        self.profile().applicants.kinds.iter().find(|kind| kind.id == key.value)
    }

    /// The clause of a category: its first words, up to the first comma, say whom it is for.
    pub(in crate::rules) fn clause_of(&self, category: &Category) -> Authority {
        let words = category.quote.split([',', '，', '。']).next().unwrap_or(&category.quote);
        self.notice.text.authority(&category.clause, words)
    }

    /// The clause of a demand: its words, below the heading of its number.
    pub(in crate::rules) fn demand(&self, clause: &str, quote: &str) -> Authority {
        let clause = if clause.is_empty() { "正文" } else { clause };
        self.notice.text.authority(clause, quote)
    }

    /// Where to point for a field: its value, or where it should be.
    pub fn field_at(&self, field: &str) -> At {
        let config = self.config();
        match config.tree.find(field) {
            Some(node) => node.at,
            None => config.place_for(field),
        }
    }

    /// Whether something is at hand.
    pub fn has(&self, need: Need) -> bool {
        self.have.contains(&need)
    }
}

impl Context<'_> {
    /// The paths of all files that are there and all entries of the package, each once.
    pub fn file_names(&self) -> Vec<String> {
        let entries = self.project.package.iter().flat_map(|package| &package.entries);
        let entries = entries.map(|entry| entry.path.as_str());
        let mut names: Vec<String> = entries.clone().map(str::to_owned).collect();
        // A file of a received package is an entry without the package's own folder: it counts
        // once.
        let below = |path: &'_ str| {
            let strokes = path.match_indices('/');
            strokes.map(|(at, _)| path[at + 1..].to_owned()).collect::<Vec<_>>()
        };
        let told: std::collections::HashSet<String> = entries.flat_map(below).collect();
        for file in &self.project.files {
            if file.exists && !told.contains(&file.path) {
                names.push(file.path.clone());
            }
        }
        names.sort();
        names.dedup();
        names
    }
}
