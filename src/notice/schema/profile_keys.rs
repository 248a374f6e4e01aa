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
    may("period", Stated(&Table(PERIOD)), "实施周期"),
    may("deadlines", List(&Table(DEADLINE)), "期限，最后一级的在最后"),
    may(
        "counted-deadlines",
        List(&Table(COUNTED_DEADLINE)),
        "从通知没有写明的某一天算起的期限，如 收到通知后10个工作日内",
    ),
    may("deliver", Table(DELIVER), "交什么、怎么交"),
    may("materials", List(&Table(MATERIAL)), "要交的材料，逐件列出"),
    may("conditions", List(&Table(CONDITION)), "申报条件，逐条列出"),
    may("obligations", List(&Table(OBLIGATION)), "通知的其他要求"),
    may("naming", List(&Table(NAMING)), "文件、文件夹、信封怎样命名"),
    may("drafts", List(&Table(DRAFT)), "还没有人核对过的事实；核对后改写进 confirmed"),
    may("confirmed", List(&Table(CONFIRMED)), "谁在哪天核对过哪个事实"),
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

pub(super) const PERIOD: &[SchemaField] = &[must("months", Whole, "最长几个月")];
const REGION: &[SchemaField] =
    &[must("code", Text, "行政区划代码的前几位，如 45"), must("name", Text, "名称")];
pub(super) const CATEGORY: &[SchemaField] = &[
    must("id", Text, "pilot.toml 里的写法"),
    must("name", Text, "通知里的名称"),
    must("clause", Text, "在通知的哪一条，如 二(二)"),
    must("quote", Text, "通知的原话"),
    may(
        "object-kinds",
        List(&Words(&["park", "cluster", "enterprise", "basin"])),
        "相称的试点对象；不写就不核对",
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
pub(super) const DEADLINE: &[SchemaField] = &[
    must("applies-to", TEXTS, "对什么：paper、mail、disc、platform；途中的一级写 county、city"),
    may("step", Text, "逐级报送途中的一级，如 县级报市级；最后一级不写"),
    must("wording", Text, "通知的原话"),
    must("date", Day, "日期"),
    may("from", Day, "受理期的第一天"),
    may("for", TEXTS, "只对哪些类别；不写就是全部"),
    may("time", Stated(&Text), "时刻，如 17:00"),
    may("inclusive", Stated(&Bool), "当天算不算"),
    may("basis", Stated(&Text), "arrival 以送达为准；postmark 以寄出为准"),
    may("consequence", Stated(&Text), "逾期怎样"),
];
const COUNTED_DEADLINE: &[SchemaField] = &[
    must("wording", Text, "通知的原话"),
    must("count", Whole, "几个"),
    must("unit", Words(&["day", "working-day", "month"]), "day 日，working-day 工作日，month 月"),
    may("for", TEXTS, "只对哪些类别；不写就是全部"),
];
pub(super) const DELIVER: &[SchemaField] = &[
    may("paper", Table(PAPER), "纸质件"),
    may("mail", Table(MAIL), "电子件"),
    may("letter", Table(LETTER), "推荐函"),
    may(
        "disc",
        Table(&[may("copies", Stated(&Whole), "几份"), may("contents", Text, "刻什么")]),
        "光盘",
    ),
    may("platform", Table(PLATFORM), "网上申报平台"),
    may("editable-plan", Bool, "是否还要可以编辑的方案（Word）"),
];
const PAPER: &[SchemaField] = &[
    may("copies", Stated(&Whole), "份数"),
    may("binding", Stated(&Text), "装订方式"),
    may("contents", TEXTS, "合订的内容，按顺序"),
    may("to", Text, "收件单位"),
    may("address", Text, "地址"),
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
    may(
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
const STRENGTH: super::ValueShape = Words(&["应当", "不得", "原则上", "鼓励"]);
pub(super) const MATERIAL: &[SchemaField] = &[
    must("id", Text, "pilot.toml 里的写法"),
    must("name", Text, "通知里的名称"),
    may("clause", Text, "在通知的哪一条，如 七"),
    must("quote", Text, "通知的原话"),
    may("for", TEXTS, "只对哪些类别；不写就是全部"),
    may(
        "kind",
        Words(&["plan", "form", "letter", "statement", "evidence", "table", "other"]),
        "是什么：方案、表格、推荐函、承诺书、证明材料、汇总表、其他",
    ),
    may("copies", Stated(&Whole), "份数，与其他材料不同时写"),
    may("medium", Stated(&Words(&["paper", "electronic", "both"])), "纸质、电子、两种都要"),
    may("seal", Bool, "是否盖章"),
    may("sign", Bool, "是否签字"),
    may("original", Bool, "是否要原件"),
    may("copy", Bool, "复印件可不可以"),
    may("form", Text, "用哪个附件的表，如 附件2"),
    may("form-file", Text, "表格文件，在本文件夹的 forms/ 里"),
    may("editable", Bool, "是否要可以编辑的文件（Word、Excel）"),
    may("optional", Bool, "是否可交可不交"),
    may("judged-by", TEXTS, "已由哪些规则检查；写了就不再要求在 pilot.toml 里另列附件"),
];
pub(super) const CONDITION: &[SchemaField] = &[
    must("id", Text, "pilot.toml 里的写法"),
    may("clause", Text, "在通知的哪一条，如 四(二)"),
    must("quote", Text, "通知的原话"),
    must("strength", STRENGTH, "措辞的强弱"),
    may("for", TEXTS, "只对哪些类别；不写就是全部"),
    may("judged-by", TEXTS, "已由哪些规则检查；写了就不再要求在 pilot.toml 里逐条回答"),
    may("measures", List(&Table(MEASURE)), "可以计算的要求"),
];
const MEASURE: &[SchemaField] = &[
    must("kind", Words(&["years", "age", "count", "amount", "days", "share"]), "算什么"),
    must("op", Words(&[">=", "<=", ">", "<", "="]), "怎样比"),
    must("number", Text, "通知写的数，如 3、0.5"),
    may("unit", Text, "单位，如 年、万元"),
];
pub(super) const OBLIGATION: &[SchemaField] = &[
    may("clause", Text, "在通知的哪一条，如 五(二)"),
    must("quote", Text, "通知的原话"),
    must("strength", STRENGTH, "措辞的强弱"),
    may("for", TEXTS, "只对哪些类别；不写就是全部"),
    may("judged-by", TEXTS, "由哪些规则或事实管着；不写的印在报送清单上，由人核对"),
];
pub(super) const NAMING: &[SchemaField] = &[
    must("what", Words(&["file", "archive", "folder", "parcel"]), "给什么命名"),
    may("form", Text, "名称的格式，用 {project}、{applicant}、{material}；只能由人核对的不写"),
    must("quote", Text, "通知的原话"),
];
const PLATFORM: &[SchemaField] = &[
    may("name", Text, "平台名称"),
    may("url", Text, "网址"),
    must("quote", Text, "通知的原话"),
    may("limit", Table(UPLOAD_LIMIT), "上传的大小上限"),
];
const UPLOAD_LIMIT: &[SchemaField] = &[
    must("max-bytes", Whole, "上限（字节），按读法换算"),
    must("quote", Text, "通知的原话，说的是单个文件还是合计"),
];
const DRAFT: &[SchemaField] = &[
    must("fact", Text, "哪个事实：title、deadlines.0、materials.承诺书 的编号 ……"),
    may("why", Text, "哪里拿不准"),
];
const CONFIRMED: &[SchemaField] = &[
    must("fact", Text, "哪个事实"),
    must("by", Text, "谁核对的"),
    must("on", Day, "哪天核对的"),
    may("absent", Text, "核对后认为通知没有这一条时写：程序当时从哪句原话读出的"),
];
