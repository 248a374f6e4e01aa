//! What is kept of a package once it was judged: all that reports and tables show, and none of its
//! bytes.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::bundle::Received;
use crate::diag::{FindingMeaning, Report, Severity};
use crate::notice::{Need, Notice};
use crate::project::config::is_unfilled;
use crate::project::{CityTotal, Config, Duplicate, Package, PackageOrigin, Project};
use crate::rules::{self, Options};
use crate::text::path::last_part;
use crate::text::{Moment, SourceText, Spanned};

use super::duplicates::PackageFingerprint;
use super::table_rows::PackageOutcome;
use crate::cli::report::ReportView;
use crate::cli::session::received::names_of_subject;

/// What is kept of a package.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Verdict {
    /// Id of the notice.
    pub(crate) notice: String,
    /// The moment of judging, RFC 3339.
    pub(crate) as_of: String,
    /// When the message was sent, RFC 3339, if it came as one that says so.
    pub(crate) sent: Option<String>,
    /// Bytes of all its files.
    pub(crate) files_size: u64,
    /// The project's name: its own word, or what subject, folder or file are called; may be empty.
    pub(crate) name: String,
    /// The applicant, likewise.
    pub(crate) applicant: String,
    /// The applicant's city; empty if it is not known.
    pub(crate) city: String,
    /// The category's name; empty if it is not known.
    pub(crate) category: String,
    /// Whether it carries pilot's manifest.
    own: bool,
    /// Name and text of the facts.
    facts: (String, String),
    /// What had to be assumed.
    assumed: Vec<String>,
    /// By what it is known again.
    pub(crate) marks: PackageFingerprint,
    /// What was found.
    pub(crate) report: Report,
}

impl Verdict {
    /// Keeps what matters of a package that was judged.
    pub(crate) fn of(
        file: &str,
        received: &Received<'_>,
        project: &Project,
        notice: &Notice,
        now: Moment,
        report: Report,
    ) -> Self {
        let text = |value: &Option<Spanned<String>>| match value {
            Some(text) => text.value.trim().to_owned(),
            None => String::new(),
        };
        let config = &project.config;
        let (mut name, mut applicant) = (text(&config.project.name), text(&config.applicant.name));
        if name.is_empty() {
            let stem = match file.rsplit_once('.') {
                Some((stem, _)) => stem,
                None => file,
            };
            let folder = last_part(received.folder.trim_end_matches('/'));
            let said = [received.package.subject.as_deref().unwrap_or_default(), folder, stem];
            let names = said.iter().find_map(|text| names_of_subject(text, notice));
            if let Some(names) = names {
                (name, applicant) = (names.project, names.applicant);
            }
        }
        let city =
            notice.divisions.by_code(&text(&config.applicant.division)).map(|d| d.city.clone());
        // If the code of the division is unknown, the letters name the city that recommends.
        let city = city.or_else(|| {
            let mut cities = config.letters.iter().map(|letter| text(&letter.city));
            cities.find(|city| !city.is_empty() && !is_unfilled(city))
        });
        let category = text(&config.project.category);
        let (_, source) = project.config_source();
        Self {
            notice: notice.profile.id.clone(),
            as_of: now.rfc3339(),
            sent: received.date.map(Moment::rfc3339),
            files_size: received.package.files_size(),
            marks: PackageFingerprint::of(&received.package, &received.folder, &name, &applicant),
            name,
            applicant,
            city: city.unwrap_or_default(),
            category: match notice.profile.category(&category) {
                Some(known) => known.name.clone(),
                None => category,
            },
            own: received.package.origin == PackageOrigin::Pilot,
            facts: (source.name.clone(), source.text.clone()),
            assumed: project.package.as_ref().map(|p| p.assumed.clone()).unwrap_or_default(),
            report,
        }
    }

    /// How it came out. What nobody has seen has not passed.
    pub(crate) fn outcome(&self, threshold: Severity) -> PackageOutcome {
        let is_unseen = self.report.findings.iter().any(|f| f.means(FindingMeaning::Unseen));
        if self.report.reaches(threshold) {
            PackageOutcome::Found
        } else if is_unseen {
            PackageOutcome::Unseen
        } else {
            PackageOutcome::Passed
        }
    }

    /// Says what other packages have in common with it.
    pub(crate) fn add_duplicates(
        &mut self,
        duplicates: Vec<Duplicate>,
        notice: &Notice,
        options: &Options,
    ) {
        if !duplicates.is_empty() {
            self.add(FindingMeaning::Duplicate, notice, options, |package| {
                package.duplicates = duplicates
            });
        }
    }

    /// Says that its city has more projects than it may recommend.
    pub(crate) fn add_over_quota(&mut self, over: CityTotal, notice: &Notice, options: &Options) {
        self.add(FindingMeaning::Quota, notice, options, |package| package.city_total = Some(over));
    }

    /// Judges by one more rule what only the whole run shows.
    fn add(
        &mut self,
        meaning: FindingMeaning,
        notice: &Notice,
        options: &Options,
        tell: impl FnOnce(&mut Package),
    ) {
        let Some(card) = notice.card_that_finds(meaning) else { return };
        let rule = card.id.as_str();
        if !options.select.is_empty() && !options.select.iter().any(|s| s == rule) {
            return;
        }
        let mut project = self.project(notice);
        tell(project.package.get_or_insert_default());
        let options = Options {
            select: vec![rule.to_owned()],
            have: vec![Need::Received],
            ..options.clone()
        };
        let found = rules::run(&project, notice, &options);
        rules::merge(&mut self.report, found, &project.sources);
    }

    /// As reports show it. A package judged in this run and one judged in a former are shown from
    /// the same things.
    pub(crate) fn report_view(&self, notice: &Arc<Notice>) -> ReportView {
        let now = Moment::parse(&self.as_of).unwrap_or_else(|| Moment::from_unix(0));
        ReportView::new(self.project(notice), notice, now, self.report.clone())
    }

    /// The project as far as it is kept.
    fn project(&self, notice: &Notice) -> Project {
        let mut project = Project::default();
        project.sources.add(notice.text.source.clone());
        let source =
            project.sources.add(SourceText::new(self.facts.0.clone(), self.facts.1.clone()));
        project.config = Config::parse(source, project.sources.get(source), notice);
        let origin = if self.own { PackageOrigin::Pilot } else { PackageOrigin::Foreign };
        project.package =
            Some(Package { origin, assumed: self.assumed.clone(), ..Package::default() });
        project
    }
}
