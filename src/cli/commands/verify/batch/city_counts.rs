//! How many projects of each city came in, and how many it may recommend. Pure.

use crate::diag::FindingMeaning;
use std::collections::{BTreeMap, BTreeSet};

use crate::notice::Notice;
use crate::project::CityTotal;

use super::verdict::Verdict;

/// A city under one notice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CityCount {
    /// Id of the notice.
    pub(crate) notice: String,
    /// Its name; empty for packages of unknown origin.
    pub(crate) name: String,
    pub(crate) packages: usize,
    /// Projects: what came twice is counted once.
    pub(crate) projects: usize,
    /// The most projects it may recommend; `None` if the notice does not say.
    pub(crate) quota: Option<u32>,
    /// The notice's clause about it.
    pub(crate) clause: String,
}

impl CityCount {
    /// Projects beyond the quota.
    pub(crate) fn over(&self) -> usize {
        match self.quota {
            Some(max) if !self.name.is_empty() => self.projects.saturating_sub(max as usize),
            _ => 0,
        }
    }
}

/// The cities of a run, by notice and name; those that nobody knows come last.
pub(crate) fn cities(
    run: &[&Verdict],
    notice: &dyn Fn(&str) -> Option<std::sync::Arc<Notice>>,
) -> Vec<CityCount> {
    let mut seen: BTreeMap<(&str, bool, &str), (usize, BTreeSet<String>)> = BTreeMap::new();
    for (index, verdict) in run.iter().enumerate() {
        let place = (verdict.notice.as_str(), verdict.city.is_empty(), verdict.city.as_str());
        let (packages, projects) = seen.entry(place).or_default();
        *packages += 1;
        let key = verdict.marks.project_key();
        projects.insert(key.unwrap_or_else(|| index.to_string()));
    }
    let city =
        |((id, _, name), (packages, projects)): ((&str, bool, &str), (usize, BTreeSet<String>))| {
            let notice = notice(id);
            let quota =
                notice.as_ref().and_then(|n| Some(n.profile.applicants.quota.as_ref()?.max));
            let clause =
                notice.as_ref().and_then(|notice| notice.card_that_finds(FindingMeaning::Quota));
            let clause = clause.map(|card| card.authority.reference.clone());
            CityCount {
                notice: id.to_owned(),
                name: name.to_owned(),
                packages,
                projects: projects.len(),
                quota,
                clause: clause.unwrap_or_default(),
            }
        };
    seen.into_iter().map(city).collect()
}

/// The total of a package's city, if it has more projects than it may.
pub(crate) fn over_quota(verdict: &Verdict, cities: &[CityCount]) -> Option<CityTotal> {
    let own = cities.iter().find(|c| c.notice == verdict.notice && c.name == verdict.city)?;
    (own.over() > 0).then(|| CityTotal { city: own.name.clone(), projects: own.projects })
}
