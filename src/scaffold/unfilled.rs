//! Marks where something is still to be filled in.

use crate::project::config::UNFILLED;
use crate::project::schema::{self, KeyKind, KeySpec};

/// The mark for a key: `【待填：开始年月，如 2023-11】`.
pub(super) fn unfilled_mark(path: &str) -> String {
    let (about, how) = match key(path) {
        Some(key) => {
            let how = match key.kind {
                KeyKind::Month if key.name == "end" => "，如 2025-10",
                KeyKind::Month => "，如 2023-11",
                KeyKind::Day => "，如 2023-10-12",
                KeyKind::Bool => "，写 true 或 false，不加引号",
                KeyKind::Measured => "，数字不加引号，日期或带单位的数加引号",
                KeyKind::Amount | KeyKind::Number => "，只写数字，不加引号",
                _ => "",
            };
            (key.about, how)
        }
        None => ("", ""),
    };
    format!("{UNFILLED}：{about}{how}】")
}

fn key(path: &str) -> Option<&'static KeySpec> {
    let (mut keys, mut found) = (schema::ROOT, None);
    for part in path.split('.') {
        let key = keys.iter().find(|k| k.name == part)?;
        if let KeyKind::Table(below) | KeyKind::Tables(below) = key.kind {
            keys = below;
        }
        found = Some(key);
    }
    found
}
