//! The keys of checks that look for wordings.

use super::ValueShape::{Bool, List, Map, Number, Table, Text, Words};
use super::{SchemaField, TEXTS, may, must};

pub(super) const SUBSTITUTION: &[SchemaField] = &[
    may("swap", Map(&Text), "写法 = 应有的写法"),
    may("border", Words(&["unit"]), "只在能写单位的地方（字母写法）"),
    may("unless-near", Map(&Text), "写法 = 同一分句里有这个词就不算"),
    may("except", Text, "写法在与它相符的文字之内就不算，正则表达式"),
    may(
        "forms",
        List(&Table(&[
            must("find", Text, "正则表达式；有名为 hit 的组就换那一组"),
            must("with", Text, "换成什么，可用 $组名"),
        ])),
        "按样子找的写法",
    ),
];
pub(super) const CONVERSION_FACTORS: &[SchemaField] = &[
    must("words", TEXTS, "句子、表题、表头里说到系数的词"),
    must("behind", Text, "正文里系数后面跟着什么，正则表达式"),
    must("measured", TEXTS, "同一句里有其中一个词，就是实测值"),
    must(
        "energies",
        List(&Table(&[
            must("names", TEXTS, "能源的名称"),
            must(
                "values",
                List(&Table(&[
                    must("least", Number, "系数，或其下限"),
                    may("most", Number, "上限"),
                    may("varies", Bool, "各年不同"),
                ])),
                "参考系数",
            ),
        ])),
        "能源",
    ),
];
pub(super) const SPELLINGS: &[SchemaField] = &[must(
    "things",
    List(&Table(&[must("ways", Map(&Text), "写法的名称 = 正则表达式；hit 组是写法本身")])),
    "同一样东西",
)];
