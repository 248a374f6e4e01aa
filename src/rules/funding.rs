//! Where the money comes from, and whether the sources make up the total.

use std::sync::LazyLock;

use regex::Regex;

use crate::text::At;

use super::CodeFn;
use super::context::Context;
use super::fields::{self, State};
use super::hit::Hit;

pub(super) const CODE: &[(&str, CodeFn)] = &[("funding-missing", funding_missing), ("funding-sum", funding_sum)];

fn funding_missing(cx: &Context<'_>) -> Vec<Hit> {
    match fields::field(cx, "funding") {
        State::Missing => return vec![Hit::at(cx.field_at("funding"))],
        State::Unfilled | State::Given => {}
    }
    let mut out = Vec::new();
    for (index, funding) in cx.config().funding.iter().enumerate() {
        if funding.source.is_none() && fields::item(cx, "funding", index, "source") == State::Missing {
            out.push(Hit::at(funding.at).variant("source").arg("number", index + 1));
        }
    }
    out
}

/// A total of the whole project: `总投资16000万元`, `总投资估算为1.6亿元`, `资金总额：320万元`. What belongs to a part
/// (`占总投资`, `F8总投资`, `其中…`) or to another amount (`总投资回收期`) does not match.
static TOTAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let pattern = r"(?:项目|方案|试点|工程|投资|资金)?(?P<word>总投资|投资总额|投资合计|总投资合计|资金总额|资金合计|资金总需求|总资金)(?:额|估算|概算|预算|预计|约|共|共计|合计|需求)*(?:为|是|:|：)?约?\s*(?P<hit>(?P<number>\d[\d,，]*(?:\.\d+)?)\s*(?P<unit>亿元|万元|元))";
    Regex::new(pattern).ok()
});

/// What may stand before the word of a total of the whole project.
static WHOLE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:^|[。；;！\n]|本|该|试点|项目|方案|试点工作|工程|计划|预计|需|，|,)$").ok());

struct Total {
    at: At,
    value: f64,
    shown: String,
}

fn totals(cx: &Context<'_>) -> Vec<Total> {
    let (Some(total), Some(whole)) = (TOTAL.as_ref(), WHOLE.as_ref()) else { return Vec::new() };
    let name = cx.config().project.name.as_ref().map(|n| n.value.as_str()).unwrap_or_default();
    let mut out = Vec::new();
    for flat in cx.flats() {
        for found in total.captures_iter(&flat.text) {
            let (Some(all), Some(hit), Some(number), Some(unit)) =
                (found.get(0), found.name("hit"), found.name("number"), found.name("unit"))
            else {
                continue;
            };
            // The part of the sentence before it must not speak of one measure, one enterprise, one year or a share.
            let before = &flat.text[..all.start()];
            let clause = before.rsplit(['。', '；', ';', '\n']).next().unwrap_or(before);
            let lead = clause.strip_suffix(name).filter(|_| !name.is_empty()).unwrap_or(clause);
            let about_part = ["其中", "占", "单个", "每家", "企业", "公司", "已", "累计", "完成", "年度", "年", "期", "一期", "二期"];
            let is_whole = lead.is_empty() || whole.is_match(lead);
            if !is_whole || about_part.iter().any(|w| lead.contains(w)) || !is_plain_subject(lead) {
                continue;
            }
            let Some(value) = in_ten_thousand(number.as_str(), unit.as_str()) else { continue };
            if let Some(at) = flat.at(hit.start(), hit.end()) {
                out.push(Total { at, value, shown: hit.as_str().to_owned() });
            }
        }
    }
    out
}

/// Whether the words before a total are no name of a part: digits and letters as in `F8` or `图3` say that they are.
fn is_plain_subject(lead: &str) -> bool {
    lead.chars().count() <= 24 && !lead.chars().any(|c| c.is_ascii_alphanumeric())
}

/// An amount in ten thousand yuan.
fn in_ten_thousand(number: &str, unit: &str) -> Option<f64> {
    let value: f64 = number.replace([',', '，'], "").parse().ok()?;
    Some(match unit {
        "亿元" => value * 10_000.0,
        "万元" => value,
        _ => value / 10_000.0,
    })
}

fn funding_sum(cx: &Context<'_>) -> Vec<Hit> {
    let funding = &cx.config().funding;
    let amounts: Vec<f64> = funding.iter().filter_map(|f| f.amount.as_ref()).map(|a| a.value).collect();
    // A sum that lacks a part says nothing.
    if amounts.is_empty() || amounts.len() != funding.len() {
        return Vec::new();
    }
    let sum: f64 = amounts.iter().sum();
    let place = cx.field_at("funding");
    let first = funding.first().map_or(place, |f| f.at);
    let differing = totals(cx).into_iter().filter(|t| !same(t, sum));
    differing
        .map(|t| Hit::at(t.at).arg("total", t.shown).arg("sum", plain(sum)).related(first, format!("资金来源合计{}万元", plain(sum))))
        .collect()
}

/// Equal as far as the total was written: `1.6亿元` stands for 15 500 to 16 500.
fn same(total: &Total, sum: f64) -> bool {
    let digits = total.shown.split('.').nth(1).map_or(0, |d| d.chars().take_while(char::is_ascii_digit).count());
    let unit = if total.shown.ends_with("亿元") {
        10_000.0
    } else if total.shown.ends_with("万元") {
        1.0
    } else {
        0.0001
    };
    let last = unit * 0.1_f64.powi(i32::try_from(digits).unwrap_or(0));
    (total.value - sum).abs() <= (last / 2.0).max(0.005) + 1e-9
}

/// A sum without needless zeros.
fn plain(value: f64) -> String {
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
