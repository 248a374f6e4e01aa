//! Which columns of a table add up: told by their headings and units.

use super::cells::{Grid, Value, unit_of};

/// Words of headings whose numbers are never summed.
const NEVER: &str = "率 均 比例 比重 占比 浓度 单价 价格 年份 时间 日期 序号 编号 代码 单耗 强度 单位产品 系数 指数 温度 \
    压力 密度 年限 回收期 电话 邮编 标准值 限值 等级 级别 倍数 因子 热值 含量 纯度 水分 灰分 周期 ph \
    噪声 电压 频率 页码 代号 得分 分值 权重 高度 直径 厚度 转速 坐标 经度 纬度 行业";

/// Words of headings whose numbers add up.
const ALWAYS: &str = "金额 投资 数量 产值 面积 产量 人数 排放量 用量 消耗量 能耗 节能量 节水量 减排量 产生量 处置量 利用量 \
    费用 收入 资金 支出 人员 家数 台数 个数 项数 户数 合计 小计 自筹 补助 贷款 拨款 取水量 用水量 削减量 \
    减少量 利润 税";

/// Units whose numbers are counted and so add up to the last digit.
const COUNTED: &str = "人 家 个 台 套 项 户 次 座 条 件 台套 台(套) 名 处 辆 册 份 期 人次 元 门";

/// Units of quantities that add up.
const MEASURED: &str = "万元 亿元 千元 吨 万吨 千克 kg t 克 g 吨标准煤 万吨标准煤 tce 吨标煤 千克标准煤 kw·h \
    万kw·h 人·天 工日 千瓦时 万千瓦时 万度 度 m3 万m3 立方米 万立方米 m2 万m2 平方米 km2 \
    平方千米 平方公里 公顷 hm2 亩";

/// What a column's heading and unit say about adding it up.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// Never.
    No,
    /// Shares of a whole: about one hundred.
    Shares,
    /// To the last digit.
    Counted,
    /// Up to rounding.
    Measured,
}

pub(super) fn kind(heading: &str, unit: Option<&str>) -> Kind {
    let name = heading.split(['(', '（']).next().unwrap_or_default();
    let percent = unit == Some("%") || heading.contains('%');
    if percent || name.ends_with("占比") || name.ends_with("比重") || name.ends_with("比例") {
        let is_share =
            ["占比", "比重", "比例", "构成", "份额", "占总"].iter().any(|w| name.contains(w));
        return if is_share { Kind::Shares } else { Kind::No };
    }
    // 节水率 is none, 税率 is none; 节约量 of 单位产品 is none.
    if words(NEVER).any(|w| name.contains(w)) {
        return Kind::No;
    }
    if let Some(unit) = unit {
        let mut parts = unit.splitn(2, '/');
        let (base, per) = (parts.next().unwrap_or_default(), parts.next());
        if per.is_some_and(|p| !matches!(p, "年" | "a" | "月" | "d" | "日" | "天" | "h" | "小时"))
        {
            return Kind::No;
        }
        if words(COUNTED).any(|w| w == base) && per.is_none() {
            return Kind::Counted;
        }
        if words(MEASURED).any(|w| w == base)
            || base.ends_with("co2")
            || words(COUNTED).any(|w| w == base)
        {
            return Kind::Measured;
        }
        return Kind::No;
    }
    if words(ALWAYS).any(|w| name.contains(w)) { Kind::Measured } else { Kind::No }
}

/// The unit of a column: its own, that of a column 单位 if all rows have the same, that of the
/// caption.
pub(super) fn unit(grid: &Grid, column: usize) -> Option<String> {
    if let Some(own) = unit_of(&grid.head.get(column)?.text) {
        return Some(own);
    }
    let entries = grid.rows.iter().filter_map(|row| row.get(column));
    let of_cells: Vec<&str> = entries
        .filter_map(|entry| match &entry.value {
            Value::Number(_, unit) => Some(unit.as_str()),
            _ => None,
        })
        .collect();
    if of_cells.iter().any(|unit| !unit.is_empty()) {
        let first = of_cells[0];
        let are_alike = of_cells.iter().all(|unit| *unit == first);
        return if are_alike { Some(first.to_owned()) } else { None };
    }
    if grid.caption.contains("单位") { unit_of(&grid.caption) } else { None }
}

/// Whether a column 单位 gives rows different units: then nothing adds up downwards.
pub(super) fn has_mixed_units(grid: &Grid) -> bool {
    (0..grid.width()).filter(|c| matches!(grid.heading(*c), "单位" | "计量单位")).any(|c| {
        let mut units = grid
            .rows
            .iter()
            .filter_map(|r| r.get(c))
            .filter(|e| e.value == Value::Words)
            .map(|e| e.text.as_str());
        units.next().is_some_and(|first| units.any(|u| u != first))
    })
}

/// The words of a list.
fn words(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_units_decide() {
        assert!(
            kind("投资", Some("万元")) == Kind::Measured
                && kind("人员", Some("人")) == Kind::Counted
        );
        assert!(
            kind("占比(%)", Some("%")) == Kind::Shares && kind("综合利用率", Some("%")) == Kind::No
        );
        assert!(
            kind("单位产品能耗", Some("kg/t")) == Kind::No
                && kind("排放量", Some("t/a")) == Kind::Measured
        );
        assert!(kind("单价", Some("元")) == Kind::No && kind("备注", None) == Kind::No);
    }
}
