//! The keys of a card's examples.

use super::ValueShape::{Bool, Day, List, Number, Sections, Table, Text, Tuple, Whole, Words};
use super::{SchemaField, TEXTS, may, must, profile_keys};

pub(super) const EXAMPLES: &[SchemaField] = &[
    may("base", Table(EXAMPLE), "各例子共用的底稿：例子没有写的方案、pilot.toml 和通知要求取自它"),
    may("pass", List(&Table(EXAMPLE)), "通过的例子"),
    may("fail", List(&Table(EXAMPLE)), "不通过的例子，用 ⟦⟧ 标出应指到的位置"),
];
const EXAMPLE: &[SchemaField] = &[
    may("demands", Table(DEMANDS), "例子自带的通知要求，代替通知自己的；写了，例子就不挑通知"),
    may("region", Table(REGION), "例子里的省，虚构；代替通知自己的行政区划"),
    may("plan", Text, "方案"),
    may("looks", List(&Table(LOOK)), "方案里样子与别处不同的文字（Word）"),
    may("config", Text, "pilot.toml 或其中有关的部分"),
    may("files", List(&Table(FILE)), "附件"),
    may("package", Table(PACKAGE), "收到的或要发的包"),
    may("as-of", Text, "按哪一刻判断；缺省通知落款日"),
    may("count", Whole, "标不出位置时有几条"),
    may("fixed", Text, "改好以后的文字"),
    may("without", TEXTS, "底稿里要去掉的标题，连同其下的内容"),
    may("with", List(&Tuple(&Text, 2)), "底稿里的文字和换成的文字"),
    may("fixed-to-base", Bool, "改好以后就是底稿"),
];
const LOOK: &[SchemaField] = &[
    must("words", Text, "方案里的文字"),
    must("kind", Words(&["highlighted", "coloured", "other-font"]), "样子"),
    may("font", Text, "它的字体"),
    may("usual", Text, "正文的字体"),
];
const REGION: &[SchemaField] = &[
    must(
        "province",
        Table(&[
            must("code", Text, "代码的前两位"),
            must("name", Text, "名称"),
            must("cities", Text, "一行一个市：代码 市: 代码 县, 代码 县"),
        ]),
        "省，写法同 divisions.toml",
    ),
    may("renamed", Text, "一行一个：代码 曾用名 年份"),
];
const DEMANDS: &[SchemaField] = &[
    may("categories", List(&Table(profile_keys::CATEGORY)), "类别"),
    may("deadlines", List(&Table(profile_keys::DEADLINE)), "期限"),
    may("materials", List(&Table(profile_keys::MATERIAL)), "材料"),
    may("conditions", List(&Table(profile_keys::CONDITION)), "申报条件"),
    may("obligations", List(&Table(profile_keys::OBLIGATION)), "其他要求"),
    may("naming", List(&Table(profile_keys::NAMING)), "怎样命名"),
    may("outline", Sections, "编制大纲"),
    may("plan-title", Text, "方案题目应含的字样"),
    may("project-words", TEXTS, "项目名称通常含有的词"),
    may("deliver", Table(profile_keys::DELIVER), "交什么、怎么交"),
    may("period", Table(profile_keys::PERIOD), "实施周期"),
    may("signed-on", Day, "落款日期"),
    may("drafts", List(&Table(DRAFT)), "还没有人核对的事实"),
];
const DRAFT: &[SchemaField] = &[
    must("fact", Text, "哪个事实，如 deadlines.0"),
    may("why", Text, "哪里拿不准"),
    may("quote", Text, "从哪句原话读出的"),
];
const FILE: &[SchemaField] = &[
    must("path", Text, "路径"),
    may("size", Whole, "字节"),
    may("text", Text, "文字层"),
    may("content", Words(&["text", "ole", "jpeg", "other"]), "里面是什么，与扩展名不同时写"),
    may(
        "broken",
        Words(&[
            "damaged",
            "encrypted",
            "empty",
            "portfolio",
            "dynamic-form",
            "folder",
            "link",
            "denied",
            "outside",
            "crashed",
            "slow",
            "memory",
        ]),
        "为什么读不了",
    ),
    may("pages", List(&Tuple(&Number, 2)), "各页的宽、高，毫米"),
    may("blank-pages", List(&Whole), "空白页的页码"),
    may("missing-fonts", TEXTS, "没有嵌入的字体"),
    may("dpi", Number, "最低的分辨率"),
    may("pixels", Tuple(&Whole, 2), "宽、高，像素"),
    may("metadata", TEXTS, "隐藏的信息"),
    may("located", Bool, "照片是否带位置"),
    may("sha256", Text, "散列，用来辨认相同的文件"),
    may("headings", TEXTS, "PDF 的标题或书签"),
    may("empty-fields", TEXTS, "表格里空着的栏目"),
    may("modified", Text, "最后修改时间"),
];
const PACKAGE: &[SchemaField] = &[
    may("files-size", Whole, "文件合计，字节"),
    may("archive-size", Whole, "压缩包，字节"),
    may("subject", Text, "邮件题目"),
    may("recipients", TEXTS, "收件人"),
    may("entries", TEXTS, "包里的文件"),
    may("faults", List(&Tuple(&Text, 2)), "读包时发现的问题：种类和文件"),
    may("manifest", Bool, "是否带清单"),
    may("twins", List(&Table(TWIN)), "与别的包相同的地方"),
    may("crowd", Table(CROWD), "同一批里同一个市的项目"),
];
const CROWD: &[SchemaField] = &[must("city", Text, "市"), must("projects", Whole, "项目数")];
const TWIN: &[SchemaField] = &[
    must("other", Text, "别的包"),
    must("shared", Words(&["archive", "project", "file"]), "什么相同"),
    may("path", Text, "相同的文件在这个包里的路径"),
    may("theirs", Text, "相同的文件在别的包里的路径"),
];
