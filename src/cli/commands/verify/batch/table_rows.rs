//! The table of a batch as values: a row a package, a row a clause, a row a finding. Pure.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Finding, FindingMeaning, Place, Severity};
use crate::text::{Moment, han};

use super::city_counts::CityCount;
use super::verdict::Verdict;

/// How a package came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PackageOutcome {
    /// Nothing at or above the threshold.
    Passed,
    /// Findings at or above the threshold.
    Found,
    /// None, but something was not seen that has to be.
    Unseen,
    /// It could not be read at all.
    Unreadable,
}

impl PackageOutcome {
    /// The word in the table.
    fn word(self) -> &'static str {
        match self {
            Self::Passed => "通过",
            Self::Found => "有问题",
            Self::Unseen => "没有看全",
            Self::Unreadable => "读不了",
        }
    }
}

/// A package of the run.
pub(crate) struct PackageRow<'a> {
    /// Its file as the user knows it.
    pub(crate) file: &'a str,
    pub(crate) size: Option<u64>,
    /// When the file was last changed.
    pub(crate) modified: Option<Moment>,
    /// What was judged, or why it could not be.
    pub(crate) verdict: Result<&'a Verdict, &'a str>,
}

/// A value of a cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TableCell {
    /// Text, never a formula.
    Text(String),
    Count(usize),
    /// Bytes, shown as MB.
    Bytes(u64),
}

/// A sheet of the table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TableSheet {
    pub(crate) name: &'static str,
    pub(crate) columns: &'static [&'static str],
    /// Its rows, each as long as the columns.
    pub(crate) rows: Vec<Vec<TableCell>>,
}

const PACKAGES: &[&str] = &[
    "序号",
    "文件",
    "项目名称",
    "申报单位",
    "设区市",
    "类别",
    "大小",
    "收到时间",
    "结论",
    "错误",
    "警告",
    "缺什么",
];
const CLAUSES: &[&str] = &["规则", "依据", "级别", "涉及几个包", "共几处"];
const FINDINGS: &[&str] = &["文件", "规则", "级别", "位置", "问题", "依据", "怎样改"];

const CITIES: &[&str] = &["设区市", "包", "项目", "名额", "超出", "依据", "通知"];

/// The sheets of a run. `threshold`: the severity from which on a package does not pass.
pub(crate) fn sheets(
    run: &[PackageRow<'_>],
    cities: &[CityCount],
    threshold: Severity,
) -> Vec<TableSheet> {
    let packages = run.iter().enumerate();
    let packages = packages.map(|(index, seen)| package(index + 1, seen, threshold)).collect();
    let mut found = Vec::new();
    for seen in run {
        match seen.verdict {
            Ok(verdict) => {
                found.extend(verdict.report.findings.iter().map(|f| finding(seen.file, f)))
            }
            Err(why) => found.push(
                [seen.file, "", PackageOutcome::Unreadable.word(), "", why, "", ""]
                    .iter()
                    .map(|t| TableCell::Text((*t).to_owned()))
                    .collect(),
            ),
        }
    }
    vec![
        TableSheet { name: "收件", columns: PACKAGES, rows: packages },
        TableSheet { name: "按依据", columns: CLAUSES, rows: clauses(run) },
        TableSheet { name: "问题", columns: FINDINGS, rows: found },
        TableSheet { name: "按市", columns: CITIES, rows: cities.iter().map(city).collect() },
    ]
}

fn text(text: impl Into<String>) -> TableCell {
    TableCell::Text(text.into())
}

fn package(number: usize, seen: &PackageRow<'_>, threshold: Severity) -> Vec<TableCell> {
    let size = match seen.size {
        Some(bytes) => TableCell::Bytes(bytes),
        None => text(""),
    };
    let when = |moment: Option<Moment>| match moment {
        Some(moment) => moment.0.format("%Y-%m-%d %H:%M").to_string(),
        None => String::new(),
    };
    let mut row = vec![TableCell::Count(number), text(seen.file)];
    let verdict = match seen.verdict {
        Ok(verdict) => verdict,
        Err(_) => {
            row.extend(["", "", "", ""].map(text));
            row.extend([
                size,
                text(when(seen.modified)),
                text(PackageOutcome::Unreadable.word()),
                text(""),
                text(""),
                text(""),
            ]);
            return row;
        }
    };
    let summary = verdict.report.summary();
    let outcome = verdict.outcome(threshold);
    row.extend([&verdict.name, &verdict.applicant, &verdict.city, &verdict.category].map(text));
    let sent = verdict.sent.as_deref().and_then(Moment::parse);
    row.extend([size, text(when(sent.or(seen.modified))), text(outcome.word())]);
    row.extend([
        TableCell::Count(summary.error),
        TableCell::Count(summary.warning),
        text(missing(&verdict.report.findings).join("；")),
    ]);
    row
}

/// What is missing in a package, each once, in the words of the findings.
pub(crate) fn missing(findings: &[Finding]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for finding in findings.iter().filter(|f| f.means(FindingMeaning::Gap)) {
        if !out.contains(&finding.message) {
            out.push(finding.message.clone());
        }
    }
    out
}

fn clauses(run: &[PackageRow<'_>]) -> Vec<Vec<TableCell>> {
    let mut seen: BTreeMap<(&str, &str), (Severity, BTreeSet<usize>, usize)> = BTreeMap::new();
    for (index, one) in run.iter().enumerate() {
        for finding in one.verdict.iter().flat_map(|v| &v.report.findings) {
            let entry = seen
                .entry((finding.rule.as_str(), &finding.authority.reference))
                .or_insert((finding.severity, BTreeSet::new(), 0));
            entry.0 = entry.0.max(finding.severity);
            entry.1.insert(index);
            entry.2 += 1;
        }
    }
    let mut rows: Vec<_> = seen.into_iter().collect();
    // The commonest first; equal ones by name.
    rows.sort_by_key(|(key, (severity, packages, _))| {
        (std::cmp::Reverse(*severity), std::cmp::Reverse(packages.len()), *key)
    });
    let row = |((rule, clause), (severity, packages, count)): (
        (&str, &str),
        (Severity, BTreeSet<usize>, usize),
    )| {
        vec![
            text(rule),
            text(clause),
            text(severity.word()),
            TableCell::Count(packages.len()),
            TableCell::Count(count),
        ]
    };
    rows.into_iter().map(row).collect()
}

fn city(city: &CityCount) -> Vec<TableCell> {
    let name = if city.name.is_empty() { "（看不出）" } else { &city.name };
    let quota = match city.quota {
        Some(max) => TableCell::Count(max as usize),
        None => text("通知未规定"),
    };
    let mut row = vec![
        text(name),
        TableCell::Count(city.packages),
        TableCell::Count(city.projects),
        quota,
        TableCell::Count(city.over()),
    ];
    row.extend([text(&city.clause), text(&city.notice)]);
    row
}

fn finding(file: &str, finding: &Finding) -> Vec<TableCell> {
    let place = match &finding.place {
        Place::Path(path) => han::printable(path),
        Place::Whole | Place::At(_) => String::new(),
    };
    let help = finding.help.clone().unwrap_or_default();
    let (rule, clause) = (finding.rule.to_string(), finding.authority.reference.clone());
    [
        file.to_owned(),
        rule,
        finding.severity.word().to_owned(),
        place,
        finding.message.clone(),
        clause,
        help,
    ]
    .map(TableCell::Text)
    .into()
}
