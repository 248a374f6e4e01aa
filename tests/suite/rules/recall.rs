//! How many of the slips that people make in plans the rules find. The figures in
//! `tests/recall/table.txt` may only rise.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::ops::Range;

use pilot::diag::{Finding, Place, Severity};
use pilot::notice::card::ExampleFile;
use pilot::notice::{Example, Need, Notice};
use pilot::project::Project;
use pilot::rules;
use rayon::prelude::*;

use crate::support::{GUANGXI, notice, options_of, project_of};

const FOLDER: &str = "tests/recall";

/// The kinds of slips with the fewest that there must be, in the order of the table.
const KINDS: [(&str, usize); 4] = [("formal", 100), ("1", 70), ("2", 100), ("3", 40)];

/// Plans that there must be at least.
const PLANS: usize = 12;

/// The files of a project that slips are put into.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SlippedFile {
    Plan,
    Config,
    Letter,
}

/// A mistake that somebody made in a plan that had none.
struct Slip {
    plan: String,
    kind: String,
    file: SlippedFile,
    name: String,
    written: String,
    instead: String,
    /// Where a finding may point besides the changed place.
    counterparts: Vec<String>,
}

/// A plan without mistakes, with its project.
struct CleanPlan {
    name: String,
    plan: String,
    config: String,
    letter: String,
}

fn unescaped(field: &str) -> String {
    field.replace("\\n", "\n").replace("\\u{200b}", "\u{200b}")
}

fn slips() -> Vec<Slip> {
    let text = fs::read_to_string(format!("{FOLDER}/slips.txt")).expect("slips are there");
    let mut slips = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [plan, kind, file, name, written, instead, rest @ ..] = fields.as_slice() else {
            panic!("six fields: {line}")
        };
        let file = match *file {
            "plan" => SlippedFile::Plan,
            "config" => SlippedFile::Config,
            "letter" => SlippedFile::Letter,
            other => panic!("no such file: {other}"),
        };
        let mut counterparts = Vec::new();
        if let Some(listed) = rest.first() {
            counterparts.extend(listed.split('‖').map(unescaped));
        }
        slips.push(Slip {
            plan: (*plan).to_owned(),
            kind: (*kind).to_owned(),
            file,
            name: (*name).to_owned(),
            written: unescaped(written),
            instead: unescaped(instead),
            counterparts,
        });
    }
    slips
}

fn clean_plans() -> Vec<CleanPlan> {
    let mut plans = Vec::new();
    for entry in fs::read_dir(FOLDER).expect("the folder is there") {
        let folder = entry.expect("readable").path();
        if !folder.is_dir() {
            continue;
        }
        let text = |file: &str| fs::read_to_string(folder.join(file)).expect("readable");
        let name = folder.file_name().expect("named");
        plans.push(CleanPlan {
            name: name.to_string_lossy().into_owned(),
            plan: text("plan.md"),
            config: text("pilot.toml"),
            letter: text("letter.txt"),
        });
    }
    plans.sort_by(|a, b| a.name.cmp(&b.name));
    plans
}

/// The words between an opening and the next closing, without repetitions.
fn enclosed<'t>(text: &'t str, open: &str, close: char) -> BTreeSet<&'t str> {
    let behind = text.split(open).skip(1);
    behind.filter_map(|rest| rest.split(close).next()).collect()
}

impl CleanPlan {
    /// The project as an example, with stand-ins for the files that it names.
    fn example(&self, changed: &Self, moment: &str) -> Example {
        let plan = ExampleFile { path: "plan.md".to_owned(), ..ExampleFile::default() };
        let mut files = vec![plan];
        for name in enclosed(&self.config, "\"attachments/", '"') {
            let is_letter = name.starts_with("推荐函");
            files.push(ExampleFile {
                path: format!("attachments/{name}"),
                size: 120_000,
                text: if is_letter { Some(changed.letter.clone()) } else { None },
                pages: vec![[210.0, 297.0]],
                sha256: name.to_owned(),
                ..ExampleFile::default()
            });
        }
        for name in enclosed(&self.plan, "](figures/", ')') {
            files.push(ExampleFile {
                path: format!("figures/{name}"),
                size: 80_000,
                pixels: Some([2400, 1600]),
                sha256: name.to_owned(),
                ..ExampleFile::default()
            });
        }
        Example {
            plan: Some(changed.plan.clone()),
            config: Some(changed.config.clone()),
            files,
            as_of: Some(moment.to_owned()),
            ..Example::default()
        }
    }

    /// The project with a slip in it, and the place of the slip.
    fn with(&self, slip: &Slip) -> (Self, Range<usize>) {
        let mut changed = Self {
            name: self.name.clone(),
            plan: self.plan.clone(),
            config: self.config.clone(),
            letter: self.letter.clone(),
        };
        let text = match slip.file {
            SlippedFile::Plan => &mut changed.plan,
            SlippedFile::Config => &mut changed.config,
            SlippedFile::Letter => &mut changed.letter,
        };
        let place = format!("{} {}", slip.plan, slip.name);
        assert_eq!(text.matches(&slip.written).count(), 1, "{place}: {}", slip.written);
        assert_ne!(slip.written, slip.instead, "{place} changes nothing");
        let start = text.find(&slip.written).expect("it is there");
        let end = start + slip.written.len();
        text.replace_range(start..end, &slip.instead);
        (changed, start..start + slip.instead.len())
    }
}

/// The notices that plans are judged by, with the moments of judging.
struct Judges {
    guangxi: Notice,
    sample: Notice,
}

impl Judges {
    fn of(&self, config: &str) -> (&Notice, &'static str) {
        if config.contains(GUANGXI) {
            (&self.guangxi, "2023-10-17T09:00")
        } else {
            (&self.sample, "2024-08-01T09:00")
        }
    }

    fn judged(&self, clean: &CleanPlan, changed: &CleanPlan) -> (Project, Vec<Finding>) {
        let (notice, moment) = self.of(&clean.config);
        let example = clean.example(changed, moment);
        let (project, _) = project_of(&example, notice);
        let have = vec![Need::Plan, Need::Facts, Need::Config, Need::Files, Need::Clock];
        let options = options_of(&example, notice, have);
        let findings = rules::run(&project, notice, &options).findings;
        (project, findings)
    }
}

/// What tells a finding from others: its rule, message and marked words.
fn print_of(finding: &Finding, project: &Project) -> String {
    let marked = match &finding.place {
        Place::At(at) => project.sources.slice(*at),
        Place::Path(path) => path,
        Place::Whole => "",
    };
    format!("{}\t{}\t{marked}", finding.rule, finding.message)
}

fn line_start(text: &str, at: usize) -> usize {
    if let Some(end) = text[..at].rfind('\n') { end + 1 } else { 0 }
}

fn line_end(text: &str, at: usize) -> usize {
    if let Some(end) = text[at..].find('\n') { at + end } else { text.len() }
}

/// The whole lines that hold a place.
fn lines(text: &str, place: &Range<usize>) -> Range<usize> {
    line_start(text, place.start)..line_end(text, place.end)
}

/// The sentence, or the whole table, that holds a place.
fn surroundings(text: &str, place: &Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = lines(text, place);
    if text[start..].starts_with('|') {
        while start > 0 && text[line_start(text, start - 1)..].starts_with('|') {
            start = line_start(text, start - 1);
        }
        while text[end..].starts_with("\n|") {
            end = line_end(text, end + 1);
        }
        return start..end;
    }
    let stop = text[start..place.start].rfind('。').map(|at| start + at + '。'.len_utf8());
    let next = text[place.end..end].find('。').map(|at| place.end + at + '。'.len_utf8());
    stop.unwrap_or(start)..next.unwrap_or(end)
}

/// Where findings about a slip may point.
#[derive(Default)]
struct AllowedPlaces {
    plan: Vec<Range<usize>>,
    config: Vec<Range<usize>>,
    paths: BTreeSet<String>,
    is_whole_allowed: bool,
}

impl AllowedPlaces {
    fn of(slip: &Slip, changed: &CleanPlan, place: &Range<usize>) -> Self {
        let mut allowed = Self::default();
        match slip.file {
            SlippedFile::Plan => allowed.plan.push(surroundings(&changed.plan, place)),
            SlippedFile::Config => allowed.config.push(lines(&changed.config, place)),
            SlippedFile::Letter => {}
        }
        for counterpart in &slip.counterparts {
            if counterpart == "@whole" {
                allowed.is_whole_allowed = true;
            } else if let Some(path) = counterpart.strip_prefix('@') {
                allowed.paths.insert(path.to_owned());
            } else if let Some(words) = counterpart.strip_prefix("config:") {
                for (start, _) in changed.config.match_indices(words) {
                    allowed.config.push(start..start + words.len());
                }
            } else {
                for (start, _) in changed.plan.match_indices(counterpart.as_str()) {
                    let words = start..start + counterpart.len();
                    allowed.plan.push(surroundings(&changed.plan, &words));
                }
            }
        }
        allowed
    }

    fn hold(&self, place: &Place, project: &Project) -> bool {
        match place {
            Place::Whole => self.is_whole_allowed,
            Place::Path(path) => self.paths.contains(path),
            Place::At(at) => {
                let allowed = match project.sources.get(at.source).name.as_str() {
                    "plan.md" => &self.plan,
                    "pilot.toml" => &self.config,
                    _ => return false,
                };
                let found = at.span.range();
                allowed.iter().any(|range| found.start <= range.end && range.start <= found.end)
            }
        }
    }
}

/// Whether a finding that the clean plan does not have points to a slip.
fn is_found(slip: &Slip, clean: &CleanPlan, known: &[String], judges: &Judges) -> bool {
    let (changed, place) = clean.with(slip);
    let allowed = AllowedPlaces::of(slip, &changed, &place);
    let (project, findings) = judges.judged(clean, &changed);
    let mut known: Vec<&String> = known.iter().collect();
    for finding in &findings {
        let print = print_of(finding, &project);
        if let Some(index) = known.iter().position(|known| **known == print) {
            known.swap_remove(index);
            continue;
        }
        let related = finding.related.iter().map(|label| &label.place);
        if std::iter::once(&finding.place).chain(related).any(|at| allowed.hold(at, &project)) {
            return true;
        }
    }
    false
}

/// The table of figures and what was not found.
fn table_of(slips: &[Slip], found: &[bool]) -> String {
    let mut table = String::from("# kind, slips found, slips, share; then what was not found\n");
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (slip, is_found) in slips.iter().zip(found) {
        let (seen, all) = counts.entry(&slip.kind).or_default();
        *seen += usize::from(*is_found);
        *all += 1;
    }
    for (kind, fewest) in KINDS {
        let (seen, all) = counts.get(kind).copied().unwrap_or_default();
        assert!(all >= fewest, "{all} slips of kind {kind}");
        let share = seen as f64 * 100.0 / all.max(1) as f64;
        let _ = writeln!(table, "{kind}\t{seen}\t{all}\t{share:.1} %");
    }
    for (slip, _) in slips.iter().zip(found).filter(|(_, is_found)| !**is_found) {
        let _ = writeln!(table, "missed\t{}\t{}\t{}", slip.kind, slip.plan, slip.name);
    }
    table
}

/// How many slips of a kind a table calls found.
fn figure(table: &str, kind: &str) -> usize {
    let line = table.lines().find(|line| line.starts_with(&format!("{kind}\t")));
    let figure = line.and_then(|line| line.split('\t').nth(1));
    figure.and_then(|figure| figure.parse().ok()).unwrap_or(0)
}

#[test]
fn no_fewer_slips_are_found_than_before() {
    let judges = Judges { guangxi: notice(GUANGXI), sample: notice("sample-2024-green-park") };
    let plans = clean_plans();
    assert!(plans.len() >= PLANS, "{} plans", plans.len());
    let mut alarms = String::new();
    let mut known: BTreeMap<&str, (&CleanPlan, Vec<String>)> = BTreeMap::new();
    for plan in &plans {
        let (project, findings) = judges.judged(plan, plan);
        for finding in findings.iter().filter(|finding| finding.severity >= Severity::Warning) {
            let _ = writeln!(alarms, "{}: {}", plan.name, print_of(finding, &project));
        }
        let prints = findings.iter().map(|finding| print_of(finding, &project)).collect();
        known.insert(&plan.name, (plan, prints));
    }
    let slips = slips();
    let names: BTreeSet<_> = slips.iter().map(|slip| (&slip.plan, &slip.name)).collect();
    assert_eq!(names.len(), slips.len(), "two slips of one name");
    let found: Vec<bool> = slips
        .par_iter()
        .map(|slip| {
            let (clean, prints) = &known[slip.plan.as_str()];
            is_found(slip, clean, prints, &judges)
        })
        .collect();
    let table = table_of(&slips, &found);
    assert!(alarms.is_empty(), "alarms on plans without mistakes:\n{alarms}\n{table}");
    let path = format!("{FOLDER}/table.txt");
    if std::env::var("SNAPSHOTS").as_deref() == Ok("overwrite") {
        fs::write(path, &table).expect("table written");
        return;
    }
    let kept = fs::read_to_string(path).unwrap_or_default();
    for (kind, _) in KINDS {
        let (now, before) = (figure(&table, kind), figure(&kept, kind));
        let lost: Vec<&str> = table.lines().filter(|line| !kept.contains(line)).collect();
        assert!(now >= before, "{now} of kind {kind}, before {before}:\n{}", lost.join("\n"));
    }
    assert!(kept == table, "more is found than before: put this into table.txt\n{table}");
}
