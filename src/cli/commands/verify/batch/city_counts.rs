//! How many projects of each city came in, and how many it may recommend. Pure.

use std::collections::{BTreeMap, BTreeSet};

use crate::notice::Notice;
use crate::project::CityTotal;

use super::rule_ids::QUOTA;
use super::verdict::Verdict;

/// A city under one notice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CityCount {
    /// Id of the notice.
    pub(crate) notice: String,
    /// Its name; empty for packages that do not tell where they come from.
    pub(crate) name: String,
    /// Packages.
    pub(crate) packages: usize,
    /// Projects: what came twice is counted once.
    pub(crate) projects: usize,
    /// Projects at the most; `None` if the notice does not say.
    pub(crate) quota: Option<u32>,
    /// The notice's clause about it.
    pub(crate) clause: String,
}

impl CityCount {
    /// Projects beyond the quota.
    pub(crate) fn over(&self) -> usize {
        let is_known = !self.name.is_empty();
        self.quota.filter(|_| is_known).map_or(0, |max| self.projects.saturating_sub(max as usize))
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
        projects.insert(verdict.marks.project_key().unwrap_or_else(|| index.to_string()));
    }
    let city =
        |((id, _, name), (packages, projects)): ((&str, bool, &str), (usize, BTreeSet<String>))| {
            let notice = notice(id);
            let quota =
                notice.as_ref().and_then(|n| Some(n.profile.applicants.quota.as_ref()?.max));
            let clause =
                notice.as_ref().and_then(|n| Some(n.card(QUOTA)?.authority.reference.clone()));
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

/// What is to be told of a package of a city that has more projects than it may.
pub(crate) fn over_quota(verdict: &Verdict, cities: &[CityCount]) -> Option<CityTotal> {
    let own = cities.iter().find(|c| c.notice == verdict.notice && c.name == verdict.city)?;
    (own.over() > 0).then(|| CityTotal { city: own.name.clone(), projects: own.projects })
}
