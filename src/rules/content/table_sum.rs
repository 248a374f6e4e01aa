//! `table-sum`: totals that are not the sum of what they total.
//!
//! Only what cannot be anything else is reported: a row or column labelled as a total, in a column that adds up by its heading
//! or unit, with numbers only, and a difference that rounding cannot explain.

use crate::rules::context::Context;
use crate::rules::hit::Hit;

use super::cells::{Entry, Grid, Value, grids, unit_of};
use super::decimal::Decimal;
use super::table_change;

/// All tables.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
    for grid in grids(cx) {
        out.extend(rows(&grid));
        out.extend(columns(&grid));
        out.extend(table_change::check(&grid));
    }
    out
}

/// How high a total stands: 小计 below 合计 below 总计.
fn rank(label: &str) -> Option<u8> {
    let bare: String = label.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = bare.split(['(', '（']).next().unwrap_or_default();
    let at = |word: &str| bare.ends_with(word) && bare.chars().count() <= 8;
    match () {
        () if at("小计") || at("分计") => Some(1),
        () if at("合计") || at("共计") || bare == "计" => Some(2),
        () if at("总计") || at("总和") || at("累计总计") => Some(3),
        () => None,
    }
}

/// Words of headings whose numbers are never summed.
const NEVER: [&str; 55] = [
    "率",
    "均",
    "比例",
    "比重",
    "占比",
    "浓度",
    "单价",
    "价格",
    "年份",
    "时间",
    "日期",
    "序号",
    "编号",
    "代码",
    "单耗",
    "强度",
    "单位产品",
    "系数",
    "指数",
    "温度",
    "压力",
    "密度",
    "年限",
    "回收期",
    "电话",
    "邮编",
    "标准值",
    "限值",
    "等级",
    "级别",
    "倍数",
    "因子",
    "热值",
    "含量",
    "纯度",
    "水分",
    "灰分",
    "周期",
    "ph",
    "噪声",
    "电压",
    "频率",
    "页码",
    "代号",
    "得分",
    "分值",
    "权重",
    "高度",
    "直径",
    "厚度",
    "转速",
    "坐标",
    "经度",
    "纬度",
    "行业",
];

/// Words of headings whose numbers add up.
const ALWAYS: [&str; 39] = [
    "金额",
    "投资",
    "数量",
    "产值",
    "面积",
    "产量",
    "人数",
    "排放量",
    "用量",
    "消耗量",
    "能耗",
    "节能量",
    "节水量",
    "减排量",
    "产生量",
    "处置量",
    "利用量",
    "费用",
    "收入",
    "资金",
    "支出",
    "人员",
    "家数",
    "台数",
    "个数",
    "项数",
    "户数",
    "合计",
    "小计",
    "自筹",
    "补助",
    "贷款",
    "拨款",
    "取水量",
    "用水量",
    "削减量",
    "减少量",
    "利润",
    "税",
];

/// Units whose numbers are counted and so add up to the last digit.
const COUNTED: [&str; 22] = [
    "人", "家", "个", "台", "套", "项", "户", "次", "座", "条", "件", "台套", "台(套)", "名", "处", "辆", "册", "份", "期", "人次", "元",
    "门",
];

/// Units of quantities that add up.
const MEASURED: [&str; 36] = [
    "万元",
    "亿元",
    "千元",
    "吨",
    "万吨",
    "千克",
    "kg",
    "t",
    "克",
    "g",
    "吨标准煤",
    "万吨标准煤",
    "tce",
    "吨标煤",
    "千克标准煤",
    "kw·h",
    "万kw·h",
    "人·天",
    "工日",
    "千瓦时",
    "万千瓦时",
    "万度",
    "度",
    "m3",
    "万m3",
    "立方米",
    "万立方米",
    "m2",
    "万m2",
    "平方米",
    "km2",
    "平方千米",
    "平方公里",
    "公顷",
    "hm2",
    "亩",
];

/// What a column's heading and unit say about adding it up.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// Never.
    No,
    /// Shares of a whole: about one hundred.
    Shares,
    /// To the last digit.
    Counted,
    /// Up to rounding.
    Measured,
}

fn kind(heading: &str, unit: Option<&str>) -> Kind {
    let name = heading.split(['(', '（']).next().unwrap_or_default();
    let percent = unit == Some("%") || heading.contains('%');
    if percent || name.ends_with("占比") || name.ends_with("比重") || name.ends_with("比例") {
        let is_share = ["占比", "比重", "比例", "构成", "份额", "占总"].iter().any(|w| name.contains(w));
        return if is_share { Kind::Shares } else { Kind::No };
    }
    // 节水率 is none, 税率 is none; 节约量 of 单位产品 is none.
    if NEVER.iter().any(|w| name.contains(w)) {
        return Kind::No;
    }
    if let Some(unit) = unit {
        let mut parts = unit.splitn(2, '/');
        let (base, per) = (parts.next().unwrap_or_default(), parts.next());
        if per.is_some_and(|p| !matches!(p, "年" | "a" | "月" | "d" | "日" | "天" | "h" | "小时")) {
            return Kind::No;
        }
        if COUNTED.contains(&base) && per.is_none() {
            return Kind::Counted;
        }
        if MEASURED.contains(&base) || base.ends_with("co2") || COUNTED.contains(&base) {
            return Kind::Measured;
        }
        return Kind::No;
    }
    if ALWAYS.iter().any(|w| name.contains(w)) { Kind::Measured } else { Kind::No }
}

/// The unit of a column: its own, that of a column 单位 if all rows have the same, that of the caption.
fn unit(grid: &Grid, column: usize) -> Option<String> {
    if let Some(own) = unit_of(&grid.head.get(column)?.text) {
        return Some(own);
    }
    let of_cells: Vec<&str> = grid
        .rows
        .iter()
        .filter_map(|r| match &r.get(column)?.value {
            Value::Number(_, unit) => Some(unit.as_str()),
            _ => None,
        })
        .collect();
    if of_cells.iter().any(|u| !u.is_empty()) {
        return of_cells.windows(2).all(|w| w[0] == w[1]).then(|| of_cells[0].to_owned());
    }
    unit_of(&grid.caption).filter(|_| grid.caption.contains("单位"))
}

/// Whether a column 单位 gives rows different units: then nothing adds up downwards.
fn has_mixed_units(grid: &Grid) -> bool {
    (0..grid.width()).filter(|c| matches!(grid.heading(*c), "单位" | "计量单位")).any(|c| {
        let mut units = grid.rows.iter().filter_map(|r| r.get(c)).filter(|e| e.value == Value::Words).map(|e| e.text.as_str());
        units.next().is_some_and(|first| units.any(|u| u != first))
    })
}

/// The label of a row: its first cells that are words.
fn row_rank(row: &[Entry]) -> Option<u8> {
    row.iter().take_while(|e| e.number().is_none()).take(3).find_map(|e| rank(&e.text))
}

/// Totals in a row.
fn rows(grid: &Grid) -> Vec<Hit> {
    let ranks: Vec<Option<u8>> = grid.rows.iter().map(|r| row_rank(r)).collect();
    if ranks.iter().all(Option::is_none) || has_mixed_units(grid) || is_nested(grid) {
        return Vec::new();
    }
    let (mut wrong, mut right) = (Vec::new(), 0);
    for column in 1..grid.width() {
        let kind = kind(grid.heading(column), unit(grid, column).as_deref());
        if kind == Kind::No {
            continue;
        }
        let Some(values) = numbers(grid.rows.iter().map(|r| r.get(column))) else { continue };
        for (row, rank) in ranks.iter().enumerate().filter_map(|(i, r)| Some((i, (*r)?))) {
            let Some(total) = values[row] else { continue };
            if kind == Kind::Shares && (total.value() - 100.0).abs() > 1e-9 {
                continue;
            }
            match judge(&values, &ranks, row, rank, total, kind) {
                Some(computed) => {
                    let Some(entry) = grid.entry(row, column) else { continue };
                    let name = grid.head.get(column).map_or("", |h| h.text.as_str());
                    let label = grid.rows[row].iter().find(|e| self::rank(&e.text).is_some()).map_or("合计", |e| e.text.as_str());
                    let written = Decimal::write(total.value(), total.places);
                    wrong.push(Hit::at(entry.at).arg("total", label).arg("name", name).arg("written", written).arg("computed", computed));
                }
                None => right += 1,
            }
        }
    }
    // Three and more totals that are all wrong are no slips but another kind of table.
    if wrong.len() >= 3 && right == 0 { Vec::new() } else { wrong }
}

/// Rows that are parts of other rows: 其中, or ordinals of two kinds.
fn is_nested(grid: &Grid) -> bool {
    let labels = || grid.rows.iter().filter_map(|r| r.first()).map(|e| e.text.as_str());
    let part = grid.rows.iter().any(|r| r.iter().take(2).any(|e| e.text.contains("其中")));
    let dotted = labels().any(|l| l.contains('.') && Decimal::read(l).is_some());
    let chinese = labels().any(|l| crate::text::numeral::parse_chinese(l.trim_end_matches('、')).is_some());
    let digits = labels().any(|l| !l.is_empty() && l.bytes().all(|b| b.is_ascii_digit()));
    part || dotted || (chinese && digits)
}

/// The numbers of a row or column, empty cells left out; `None` if it holds words.
fn numbers<'a>(cells: impl Iterator<Item = Option<&'a Entry>>) -> Option<Vec<Option<Decimal>>> {
    cells
        .map(|entry| match entry.map(|e| &e.value) {
            Some(Value::Number(number, _)) => Some(Some(*number)),
            Some(Value::Nothing) | None => Some(None),
            Some(Value::Words) => None,
        })
        .collect()
}

/// What a total should be, if none of its possible readings fits.
fn judge(values: &[Option<Decimal>], ranks: &[Option<u8>], at: usize, rank: u8, total: Decimal, kind: Kind) -> Option<String> {
    let plain =
        |range: std::ops::Range<usize>| -> Vec<Decimal> { range.filter(|i| ranks[*i].is_none()).filter_map(|i| values[i]).collect() };
    let last_total = (0..at).rev().find(|i| ranks[*i].is_some()).map_or(0, |i| i + 1);
    let last_equal = (0..at).rev().find(|i| ranks[*i].is_some_and(|r| r >= rank)).map_or(0, |i| i + 1);
    let next_total = (at + 1..values.len()).find(|i| ranks[*i].is_some()).unwrap_or(values.len());
    let lower = |range: std::ops::Range<usize>| -> Vec<Decimal> {
        range.filter(|i| ranks[*i].is_some_and(|r| r < rank)).filter_map(|i| values[i]).collect()
    };
    let totals =
        |range: std::ops::Range<usize>| -> Vec<Decimal> { range.filter(|i| ranks[*i].is_some()).filter_map(|i| values[i]).collect() };
    let tail = |mut sums: Vec<Decimal>| {
        sums.extend(plain(last_total..at));
        sums
    };
    let readings = [
        if rank == 1 { plain(last_total..at) } else { plain(last_equal..at) },
        plain(0..at),
        plain(last_total..at),
        lower(last_equal..at),
        tail(lower(last_equal..at)),
        totals(0..at),
        plain(at + 1..next_total),
        plain(at + 1..values.len()),
        lower(at + 1..values.len()),
    ];
    let mut first = None;
    for addends in readings.iter().filter(|a| a.len() >= 2) {
        let (sum, places) = sum(addends)?;
        if fits(sum, total, addends, kind) {
            return None;
        }
        first.get_or_insert(Decimal::write(sum, places.max(total.places)));
    }
    first
}

/// The sum and the digits behind the point that it needs.
fn sum(addends: &[Decimal]) -> Option<(f64, u32)> {
    let places = addends.iter().map(|a| a.places).max().unwrap_or(0);
    let mut all = 0i128;
    for addend in addends {
        all = all.checked_add(addend.scaled(places)?)?;
    }
    Some((Decimal { mantissa: all, places }.value(), places))
}

fn fits(sum: f64, total: Decimal, addends: &[Decimal], kind: Kind) -> bool {
    let rounding: f64 = addends.iter().map(|a| a.unit() / 2.0).sum::<f64>() + total.unit() / 2.0;
    let counted = kind == Kind::Counted && total.places == 0 && addends.iter().all(|a| a.places == 0);
    let tolerance = if counted { 0.0 } else { rounding };
    (sum - total.value()).abs() <= tolerance + 1e-9
}

/// Totals in a column: `| 2023年 | 2024年 | 合计 |`.
fn columns(grid: &Grid) -> Vec<Hit> {
    let ranks: Vec<Option<u8>> = (0..grid.width()).map(|c| rank(grid.heading(c))).collect();
    let Some(label) =
        (0..grid.width()).find(|c| ranks[*c].is_none() && grid.rows.iter().any(|r| r.get(*c).is_some_and(|e| e.number().is_some())))
    else {
        return Vec::new();
    };
    let kinds: Vec<Option<(Kind, Option<String>)>> = (0..grid.width())
        .map(|c| {
            let unit = unit(grid, c);
            let years = unit_of(&grid.caption).filter(|_| grid.caption.contains("单位"));
            // With a unit for the whole table, columns may be named after anything that adds up: years, sources, firms.
            let kind = kind(grid.heading(c), unit.as_deref().or(years.as_deref()));
            grid.rows.iter().any(|r| r.get(c).is_some_and(|e| e.number().is_some())).then_some((kind, unit))
        })
        .collect();
    let mut wrong = Vec::new();
    let mut right = 0;
    for total in (label..grid.width()).filter(|c| ranks[*c].is_some()) {
        let first = (label..total).rev().find(|c| ranks[*c].is_some()).map_or(label, |c| c + 1);
        let addends: Vec<usize> = (first..total).filter(|c| kinds[*c].is_some()).collect();
        let Some((own, own_unit)) = &kinds[total] else { continue };
        let own = if *own == Kind::No && own_unit.is_none() { Kind::Measured } else { *own };
        let alike = addends.iter().all(|c| {
            kinds[*c]
                .as_ref()
                .is_some_and(|(kind, unit)| !matches!(kind, Kind::No | Kind::Shares) && (unit == own_unit || own_unit.is_none()))
        });
        if addends.len() < 2 || !alike || matches!(own, Kind::No | Kind::Shares) {
            continue;
        }
        for row in &grid.rows {
            let Some(written) = row.get(total).and_then(Entry::number) else { continue };
            let Some(values) = numbers(addends.iter().map(|c| row.get(*c))) else { continue };
            let values: Vec<Decimal> = values.into_iter().flatten().collect();
            let Some((sum, places)) = sum(&values) else { continue };
            if values.len() < 2 || fits(sum, written, &values, own) {
                right += 1;
                continue;
            }
            let computed = Decimal::write(sum, places.max(written.places));
            wrong.push(
                Hit::at(row[total].at)
                    .variant("row")
                    .arg("name", grid.heading(total))
                    .arg("label", row.first().map_or("", |e| e.text.as_str()))
                    .arg("written", Decimal::write(written.value(), written.places))
                    .arg("computed", computed),
            );
        }
    }
    if wrong.len() >= 3 && right == 0 { Vec::new() } else { wrong }
}
