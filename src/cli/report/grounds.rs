//! What a report rests on: the notice, the facts that were compared, and what could not be judged.

use crate::notice::{Card, Need};

use super::ReportView;

/// Rules that could not be judged for want of one thing.
pub(super) struct UnjudgedGroup {
    need: Need,
    rules: Vec<String>,
}

/// Rules of a group that are still named one by one.
const NAMED: usize = 5;

impl UnjudgedGroup {
    /// `电子件（3 条规则，用 pilot pack 打包时判断）：…`; many rules are only counted, JSON names all.
    pub(super) fn words(&self) -> String {
        let (what, how) = match self.need {
            Need::Plan => ("方案正文", "没有可读的方案文字"),
            Need::Facts => ("项目信息", "没有 pilot.toml 或报送清单"),
            Need::Config => ("pilot.toml", "只有在项目里才能判断"),
            Need::Files => ("附件", "只有方案一个文件"),
            Need::Package => ("电子件", "用 pilot pack 打包时判断"),
            Need::Received => ("收到的包", "用 pilot verify 判断"),
            Need::Clock => ("期限", "只看方案时不判断"),
        };
        let count = self.rules.len();
        let rules =
            if count > NAMED { String::new() } else { format!("：{}", self.rules.join("、")) };
        format!("{what}（{count} 条规则，{how}）{rules}")
    }
}

/// The rules that could not be judged, by what was not at hand first.
pub(super) fn unjudged(judged: &ReportView) -> Vec<UnjudgedGroup> {
    let mut groups: Vec<UnjudgedGroup> = Vec::new();
    for rule in &judged.report.unjudged {
        let Some(card) = judged.notice.cards.iter().find(|card| card.id == rule.rule) else {
            continue;
        };
        let Some(need) = first_missing(card, &rule.missing) else { continue };
        // What only the receiving side can judge is no gap on this one.
        if card.needs.contains(&Need::Received) && !judged.is_received {
            continue;
        }
        let name = card.id.as_str().to_owned();
        match groups.iter_mut().find(|group| group.need == need) {
            Some(group) => group.rules.push(name),
            None => groups.push(UnjudgedGroup { need, rules: vec![name] }),
        }
    }
    groups
}

fn first_missing(card: &Card, missing: &[String]) -> Option<Need> {
    let is_missing = |need: &&Need| missing.iter().any(|key| key == need.key());
    card.needs.iter().find(is_missing).copied()
}

/// `，比较了方案中的 312 处事实`; empty if no rule compared any.
pub(super) fn facts(judged: &ReportView) -> String {
    match judged.report.facts {
        0 => String::new(),
        facts => format!("，比较了方案中的 {facts} 处事实"),
    }
}

/// A line for each thing that was not at hand.
pub(super) fn limits(judged: &ReportView) -> Vec<String> {
    let groups = unjudged(judged);
    groups.iter().map(|group| format!("没有判断：{}", group.words())).collect()
}

/// The notice and the facts, then the limits.
pub(super) fn lines(judged: &ReportView) -> Vec<String> {
    let moment = judged.as_of.0.format("%Y-%m-%d %H:%M");
    let notice = &judged.notice_full;
    let mut lines = vec![format!("依据《{notice}》，按 {moment} 判断{}", facts(judged))];
    lines.extend(limits(judged));
    lines
}
