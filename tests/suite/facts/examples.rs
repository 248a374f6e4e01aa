//! Every file of words has examples: all facts of one kind that a text holds.

use std::fmt::Write as _;
use std::fs;

use pilot::facts::{PlanFacts, Quantity, QuantityBound, QuantityTime, WrittenDate};
use pilot::plan::parse::parse;
use pilot::text::{SourceText, Sources};
use serde::Deserialize;

#[derive(Deserialize)]
struct ExampleList {
    example: Vec<FactExample>,
}

#[derive(Deserialize)]
struct FactExample {
    text: String,
    kind: String,
    finds: Vec<String>,
}

pub(super) fn facts_of(text: &str) -> PlanFacts {
    let mut sources = Sources::default();
    let id = sources.add(SourceText::new("plan.md", text));
    PlanFacts::of(&parse(&[id], &sources))
}

fn day(date: WrittenDate) -> String {
    let parts = [Some(date.year as u32), date.month, date.day];
    let parts: Vec<String> = parts.into_iter().flatten().map(|part| part.to_string()).collect();
    parts.join("-")
}

fn amount(quantity: &Quantity) -> String {
    let mark = match quantity.bound {
        QuantityBound::Exact => "",
        QuantityBound::About => "~",
        QuantityBound::Limit => "<>",
        QuantityBound::Range => "..",
    };
    let unit = quantity.unit.as_ref().expect("a unit");
    let base = quantity.in_base().expect("a number");
    format!("{mark}{} {} = {base} {}", quantity.value, unit.written, unit.base)
}

fn measure(quantity: &Quantity) -> String {
    let mut line = quantity.indicator.clone().unwrap_or_else(|| "-".to_owned());
    match quantity.time {
        Some(QuantityTime::Year(year)) => line += &format!(" @{year}"),
        Some(QuantityTime::Baseline) => line += " @baseline",
        Some(QuantityTime::Target) => line += " @target",
        None => {}
    }
    if let Some(object) = &quantity.object {
        line += &format!(" {object}");
    }
    if let (true, Some(unit)) = (quantity.cell.is_some(), &quantity.unit) {
        line += &format!(" {}", unit.written);
    }
    line
}

fn value(facts: &PlanFacts, index: usize) -> String {
    facts.quantities[index].value.to_string()
}

fn word(direction: pilot::facts::Direction) -> String {
    format!("{direction:?}").to_lowercase()
}

fn changes(facts: &PlanFacts) -> Vec<String> {
    let lines = facts.changes.iter().map(|change| {
        let indicator = facts.quantities[change.from].indicator.as_deref().unwrap_or("-");
        let (from, to) = (value(facts, change.from), value(facts, change.to));
        let mut line = format!("{indicator} {from} {to} {}", word(change.direction));
        if let Some((index, direction)) = change.difference {
            let _ = write!(line, " difference {} {}", value(facts, index), word(direction));
        }
        if let Some((index, direction)) = change.rate {
            let _ = write!(line, " rate {} {}", value(facts, index), word(direction));
        }
        line
    });
    lines.collect()
}

fn dates(facts: &PlanFacts) -> Vec<String> {
    let lines = facts.dates.iter().map(|date| {
        let event = date.event.map(|spot| facts.words(spot)).unwrap_or("-");
        format!("{} {event} {}", day(date.date), format!("{:?}", date.aspect).to_lowercase())
    });
    lines.collect()
}

fn periods(facts: &PlanFacts) -> Vec<String> {
    let lines = facts.periods.iter().map(|period| {
        let [from, to] = [period.from, period.to].map(|index| day(facts.dates[index].date));
        match period.stated_months {
            Some((months, _)) => format!("{from} {to} months {months}"),
            None => format!("{from} {to}"),
        }
    });
    lines.collect()
}

fn counts(facts: &PlanFacts) -> Vec<String> {
    let lines = facts.counts.iter().map(|count| match count.list {
        Some((_, members)) => format!("{} {} list {members}", count.count, count.noun),
        None => format!("{} {}", count.count, count.noun),
    });
    lines.collect()
}

fn cited(facts: &PlanFacts) -> Vec<String> {
    let mut lines = Vec::new();
    for cited in &facts.cited {
        lines.push(format!("{} {}", cited.title, cited.number.as_deref().unwrap_or("-")));
    }
    for standard in &facts.standards {
        let year = standard.year.map(|year| format!(" {year}")).unwrap_or_default();
        lines.push(format!("standard {}{year}", standard.code));
    }
    lines
}

/// All facts of a kind, one a line.
fn lines(facts: &PlanFacts, kind: &str) -> Vec<String> {
    match kind {
        "quantity" => facts.quantities.iter().map(amount).collect(),
        "measure" => facts.quantities.iter().map(measure).collect(),
        "change" => changes(facts),
        "share" => {
            let line = |share: &pilot::facts::ShareStatement| {
                let whole = facts.words(share.whole);
                let whole = if whole.is_empty() { "-" } else { whole };
                format!("{whole} {}", value(facts, share.quantity))
            };
            facts.shares.iter().map(line).collect()
        }
        "payback" => {
            let line = |stated: &pilot::facts::PaybackStatement| {
                let investment = match stated.investment {
                    Some(index) => value(facts, index),
                    None => "-".to_owned(),
                };
                let (yearly, payback) = (value(facts, stated.yearly), value(facts, stated.payback));
                format!("{investment} {yearly} {payback}")
            };
            facts.paybacks.iter().map(line).collect()
        }
        "ratio" => {
            let line = |ratio: &pilot::facts::RatioStatement| {
                let values = [ratio.part, ratio.whole, ratio.percent].map(|i| value(facts, i));
                values.join(" ")
            };
            facts.ratios.iter().map(line).collect()
        }
        "growth" => {
            let line = |growth: &pilot::facts::GrowthStatement| {
                let values = [growth.now, growth.then, growth.rate].map(|i| value(facts, i));
                format!("{} {}", values.join(" "), word(growth.direction))
            };
            facts.growths.iter().map(line).collect()
        }
        "sum" => {
            let line = |sum: &pilot::facts::SumStatement| {
                let parts: Vec<String> = sum.parts.clone().map(|i| value(facts, i)).collect();
                format!("{} of {}", value(facts, sum.total), parts.join(" "))
            };
            facts.sums.iter().map(line).collect()
        }
        "count" => counts(facts),
        "role" => {
            let names = facts.roles.iter().map(|name| format!("{} {}", name.role, name.name));
            names.collect()
        }
        "date" => dates(facts),
        "period" => periods(facts),
        "reference" => {
            let line = |found: &pilot::facts::Reference| {
                let foreign = if found.is_foreign { " foreign" } else { "" };
                format!("{} {}{foreign}", found.kind.word(), found.number)
            };
            facts.references.iter().map(line).collect()
        }
        "title" => {
            let line = |found: &pilot::facts::NumberedTitle| {
                format!("{} {} {}", found.kind.word(), found.number, found.title)
            };
            facts.titles.iter().map(line).collect()
        }
        "cited" => cited(facts),
        _ => panic!("no kind of facts is called {kind}"),
    }
}

#[test]
fn examples_beside_the_words_are_read_as_they_say() {
    let (mut faults, mut count) = (String::new(), 0);
    for file in fs::read_dir("outline/common/facts").expect("the folder") {
        let text = fs::read_to_string(file.expect("readable").path()).expect("text");
        let list: ExampleList = toml::from_str(&text).expect("TOML");
        for example in list.example {
            count += 1;
            let found = lines(&facts_of(&example.text), &example.kind);
            if found != example.finds {
                let _ = writeln!(
                    faults,
                    "{}\n  found  {found:?}\n  stated {:?}",
                    example.text.trim(),
                    example.finds
                );
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
    assert!(count >= 10, "{count}");
}

/// `PILOT_FACTS=plan.md cargo test facts_of_a_plan_can_be_printed -- --nocapture`
#[test]
fn facts_of_a_plan_can_be_printed() {
    let path = std::env::var("PILOT_FACTS");
    let path = path.unwrap_or_else(|_| "examples/pingguo-nawa-park/plan.md".to_owned());
    let facts = facts_of(&fs::read_to_string(path).expect("readable"));
    let mut text = String::new();
    for kind in [
        "measure",
        "change",
        "share",
        "payback",
        "ratio",
        "growth",
        "sum",
        "count",
        "role",
        "date",
        "period",
        "reference",
        "title",
        "cited",
    ] {
        for line in lines(&facts, kind) {
            let _ = writeln!(text, "{kind} {line}");
        }
    }
    let _ = std::io::Write::write_all(&mut std::io::stderr(), text.as_bytes());
    assert!(facts.quantities.len() > 500 && facts.tables.len() > 10, "{}", facts.len());
}
