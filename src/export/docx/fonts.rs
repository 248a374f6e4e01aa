//! The types of GB/T 9704—2012 by the names that offices have them under, and its lines.

/// 仿宋, the text.
pub(super) const FANG: &str = "仿宋_GB2312";
/// 楷体, headings of the second level and emphasis.
pub(super) const KAI: &str = "楷体_GB2312";
/// 黑体, headings of the first level, heads and captions.
pub(super) const HEI: &str = "黑体";
/// 小标宋, the title.
pub(super) const BIAO: &str = "方正小标宋简体";

/// Twentieths of a point from line to line: 22 lines in 225 mm.
pub(super) const LINE: u32 = 579;
