//! The targets of `pilot.toml` as a table, for `{{targets}}`.

use super::Config;
use super::schema::{AllowedValues, FAMILIES};
use crate::notice::Profile;
use crate::plan::{Align, Cell, Inline, InlineKind, Row, Table};
use crate::text::{At, Spanned};

/// A row: family, indicator, unit, value at the start, value at the end.
pub type TargetRow = [Spanned<String>; 5];

/// The head, in the order of [`TargetRow`].
const HEAD: [&str; 5] = ["类别", "指标", "单位", "基准值", "目标值"];

/// The rows of `[[targets]]`, in order; families under their names. What is not filled in is a
/// dash.
pub fn rows(config: &Config, profile: &Profile) -> Vec<TargetRow> {
    let names = AllowedValues::Fixed(FAMILIES).named(profile);
    let family = |key: &str| {
        (match names.iter().find(|(word, _)| word == key) {
            Some((_, name)) => name.as_str(),
            None => key,
        })
        .to_owned()
    };
    let row = |t: &super::config::ProjectTarget| {
        let or_dash = |value: &Option<Spanned<String>>| match value {
            Some(value) => value.clone(),
            None => Spanned::new("—".to_owned(), t.at.start()),
        };
        let kind = or_dash(&t.family);
        let kind = Spanned::new(family(&kind.value), kind.at);
        [kind, or_dash(&t.indicator), or_dash(&t.unit), or_dash(&t.baseline), or_dash(&t.target)]
    };
    config.targets.iter().map(row).collect()
}

/// The table; `None` without rows.
pub fn table(rows: &[TargetRow]) -> Option<Table> {
    let first = rows.first()?[0].at.start();
    let cell = |text: &str, at: At| Cell {
        inlines: vec![Inline { kind: InlineKind::Text(text.to_owned()), at }],
        at,
    };
    let mut out = vec![Row { cells: HEAD.iter().map(|h| cell(h, first)).collect(), at: first }];
    out.extend(rows.iter().map(|row| Row {
        cells: row.iter().map(|value| cell(&value.value, value.at)).collect(),
        at: row[1].at,
    }));
    Some(Table {
        align: vec![Align::Center, Align::Left, Align::Center, Align::Right, Align::Right],
        rows: out,
    })
}
