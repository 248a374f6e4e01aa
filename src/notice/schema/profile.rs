//! The keys of `profile.toml` and `outline.toml`.

use super::ValueShape::{
    Bool, Day, Format, List, Map, Sections, Stated, Table, Text, Whole, Words,
};
use super::{SchemaField, TEXTS, may, must};

/// `profile.toml`
pub(super) const ROOT: &[SchemaField] = &[
    must("format", Format, "本文件的格式版本，现为 1"),
    must("id", Text, "编号，与文件夹同名；只用小写字母、数字和连字符"),
    must("title", Text, "通知的全称"),
    must("short", Text, "列表里用的短名"),
    may("status", Words(&["full", "sample"]), "full 真实的通知；sample 虚构的样例"),
    may("include", TEXTS, "同时适用的文件夹，一般是 common"),
    may("issuers", TEXTS, "发文机关"),
    may("doc-no", Stated(&Text), "文号"),
    may("signed-on", Day, "落款日期"),
    may("posted-on", Day, "公布日期"),
    may("source", Text, "取自何处"),
    may("region", Table(REGION), "可以申报的地区；不写就不核对行政区划代码"),
    may("words", Map(&Text), "程序的用词 = 通知的用词"),
    may("plan-title", Text, "实施方案的题目应含的字样；没有就不写"),
    may("project-words", TEXTS, "项目名称通常含有的词，有一个即可"),
    may("categories", List(&Table(CATEGORY)), "可以申报的类别"),
    may("industries", TEXTS, "通知列出的行业"),
    may("basins", TEXTS, "通知鼓励的流域"),
    may("applicants", Table(APPLICANTS), "谁可以申报"),
    may("clean-record", Table(CLEAN_RECORD), "几年内无问题的要求"),
    may("period", Stated(&Table(&[must("months", Whole, "最长几个月")])), "实施周期"),
    may("deadlines", List(&Table(DEADLINE)), "期限，最后一级的在最后"),
    may("deliver", Table(DELIVER), "交什么、怎么交"),
    may("contacts", List(&Table(CONTACT)), "联系方式；不放个人姓名和手机"),
    may("readings", List(&Table(READING)), "通知没有说清的地方和本工具的读法"),
];

/// `outline.toml`
pub(super) const OUTLINE: &[SchemaField] = &[
    must("format", Format, "本文件的格式版本，现为 1"),
    may("section", Sections, "一级标题，按顺序"),
];

/// A heading of the outline.
pub const SECTION: &[SchemaField] = &[
    must("heading", Text, "标题，与通知一字不差，含序号"),
    may("ask", TEXTS, "对所有类别的提示；新建方案时写成注释，检查时作为建议"),
    may("ask-for", Map(&TEXTS), "只对某一类别的提示：类别 = [提示]"),
    may("required", Bool, "方案里是否必须有，缺省 true"),
    may("min-chars", Whole, "少于多少个汉字算单薄"),
    may("section", Sections, "下一级标题"),
];

const REGION: &[SchemaField] =
    &[must("code", Text, "行政区划代码的前几位，如 45"), must("name", Text, "名称")];
const CATEGORY: &[SchemaField] = &[
    must("id", Text, "pilot.toml 里的写法"),
    must("name", Text, "通知里的名称"),
    must("clause", Text, "在通知的哪一条，如 二(二)"),
    must("quote", Text, "通知的原话"),
    must(
        "object-kinds",
        List(&Words(&["park", "cluster", "enterprise", "basin"])),
        "相称的试点对象",
    ),
    may("topics", List(&Table(TOPIC)), "通知要求写到的事"),
    may("name-form", Text, "init 建议的项目名称，可用 {place}"),
    may("simplified", Bool, "是否要求不在所列行业、不在强制审核名单"),
    may("municipal", Bool, "设区市的部门是否可以申报"),
];
const TOPIC: &[SchemaField] = &[
    must("name", Text, "在提示里的名称"),
    must("words", TEXTS, "写到其中任何一个词即可"),
    may("quote", Text, "通知的原话；整类的要求可以不写"),
];
const APPLICANTS: &[SchemaField] = &[
    may("kinds", List(&Table(KIND)), "可以申报的单位"),
    may("same-body", Bool, "申报与实施主体是否应为同一单位"),
    may(
        "quota",
        Table(&[must("max", Whole, "最多几个"), must("per", Text, "谁有这么多，如 每个设区市")]),
        "推荐名额",
    ),
];
const KIND: &[SchemaField] = &[
    must("id", Text, "pilot.toml 里的写法"),
    must("name", Text, "通知里的名称"),
    must("level", Words(&["county", "municipal", "any"]), "层级：县级、设区市、不限"),
];
const CLEAN_RECORD: &[SchemaField] =
    &[must("years", Whole, "往回数几年"), must("sources", List(&Table(NAMED)), "算数的来源")];
const NAMED: &[SchemaField] =
    &[must("id", Text, "pilot.toml 里的写法"), must("name", Text, "通知里的名称")];
const DEADLINE: &[SchemaField] = &[
    must("applies-to", TEXTS, "对什么：paper、mail、disc、platform；途中的一级写 county、city"),
    may("step", Text, "逐级报送途中的一级，如 县级报市级；最后一级不写"),
    must("wording", Text, "通知的原话"),
    must("date", Day, "日期"),
    may("time", Stated(&Text), "时刻，如 17:00"),
    may("inclusive", Stated(&Bool), "当天算不算"),
    may("basis", Stated(&Text), "arrival 以送达为准；postmark 以寄出为准"),
    may("consequence", Stated(&Text), "逾期怎样"),
];
const DELIVER: &[SchemaField] = &[
    may("paper", Table(PAPER), "纸质件"),
    may("mail", Table(MAIL), "电子件"),
    may("letter", Table(LETTER), "推荐函"),
    may("disc", Table(&[must("copies", Whole, "几份"), must("contents", Text, "刻什么")]), "光盘"),
    may("editable-plan", Bool, "是否还要可以编辑的方案（Word）"),
];
const PAPER: &[SchemaField] = &[
    may("copies", Stated(&Whole), "份数"),
    may("binding", Stated(&Text), "装订方式"),
    may("contents", TEXTS, "合订的内容，按顺序"),
    must("to", Text, "收件单位"),
    must("address", Text, "地址"),
    may("post-days", Whole, "邮寄留几个工作日，缺省 3"),
];
const MAIL: &[SchemaField] = &[
    must("to", TEXTS, "收件邮箱"),
    may("cc", TEXTS, "抄送邮箱"),
    may("subject", Stated(&Text), "题目格式，用 {project} 和 {applicant}"),
    may("max-bytes", Stated(&Whole), "大小上限（字节），按读法换算"),
    may("max-wording", Text, "通知写的上限，如 50M"),
];
const LETTER: &[SchemaField] = &[
    must("name", Text, "通知里的名称，如 推荐函"),
    must(
        "signers",
        List(&Table(&[
            must("id", Text, "pilot.toml 里的写法"),
            must("name", Text, "通知里的名称"),
            must("full", Text, "全称，可用 {city}"),
        ])),
        "应由谁出具",
    ),
    may("joint", Stated(&Bool), "一份联合的可不可以"),
];
const CONTACT: &[SchemaField] = &[
    must("office", Text, "处室"),
    may("phone", Text, "办公电话"),
    may("mailbox", Text, "邮箱"),
    may("address", Text, "地址"),
];
const READING: &[SchemaField] = &[
    must("id", Text, "名称，规则卡的 reading 可以引用"),
    must("wording", Text, "通知的原话"),
    must("open", Text, "没有说清什么"),
    must("taken", Text, "本工具怎样读"),
];
