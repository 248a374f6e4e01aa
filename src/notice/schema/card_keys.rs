//! The keys of a card.

use super::ValueShape::{Bool, List, Map, Number, OneOf, Table, Text, Tuple, Whole, Words};
use super::{SchemaField, TEXTS, ValueShape, may, must};

/// A card. One that binds a pattern of an included folder gives the keys that it replaces, so none
/// but its name is a must.
pub(super) const ROOT: &[SchemaField] = &[
    must("id", Text, "与文件同名；只用小写字母、数字和连字符"),
    may("formerly", TEXTS, "以前的名称，仍然认"),
    may("title", Text, "一句话说明管什么"),
    may("group", Text, "列表里的组"),
    may(
        "severity",
        SEVERITY,
        "应当、不予受理 → error；原则上 → warning；鼓励 → info；经验永远不是 error",
    ),
    may("blocks-pack", Bool, "是否停止打包；缺省 error 停止"),
    may("off-by-default", Bool, "是否只在 --select 时判断"),
    may("authority", OneOf(AUTHORITY), "凭什么；通用文件夹里不写的是样式，由通知的同名卡写明"),
    may("reading", Text, "没有说清时的读法，或 profile.toml 里 [[readings]] 的 id"),
    may("message", Text, "哪里不对，可用 {参数}"),
    may("messages", Map(&Text), "别的说法，按名称"),
    may("why", Text, "为什么要紧"),
    may("help", Text, "怎样改，可用 {参数}"),
    may(
        "needs",
        List(&Words(&["plan", "facts", "config", "files", "package", "received", "clock"])),
        "判断要用到什么；不在手边就不判",
    ),
    may("categories", TEXTS, "只对这些类别；不写是全部"),
    may("check", OneOf(CHECK), "怎样查"),
    may("example", Table(EXAMPLES), "例子，cargo test rules 逐条运行"),
];

const SEVERITY: ValueShape = Words(&["error", "warning", "info"]);
const WITHIN: ValueShape = Words(&["plan", "config", "plan-and-config", "everything"]);

const AUTHORITY: &[SchemaField] = &[
    may(
        "notice",
        Table(&[
            must("heading", Text, "在通知的哪个标题下"),
            must("quote", Text, "通知的原话，一字不差"),
        ]),
        "通知",
    ),
    may("law", Table(WRITTEN), "法律、法规"),
    may("standard", Table(WRITTEN), "标准"),
    may("practice", Table(&[must("reason", Text, "经验是什么")]), "经验"),
];
const WRITTEN: &[SchemaField] = &[
    must("title", Text, "名称"),
    must("clause", Text, "条款；整篇的写空"),
    must("quote", Text, "原话，一字不差"),
];

const CHECK: &[SchemaField] = &[
    may(
        "must-not-match",
        Table(&[
            must("pattern", Text, "不能出现的文字，正则表达式；有名为 hit 的组就标出它"),
            must("within", WITHIN, "在哪里找"),
            may("except", Text, "与它相符的不算"),
            may(
                "fix",
                Table(&[
                    must("title", Text, "改法的说明"),
                    must("with", Text, "换成什么，可用 $组名"),
                    must(
                        "safety",
                        Words(&["unsafe", "safe"]),
                        "safe：不改变意思；unsafe：会改变或可能改变",
                    ),
                ]),
                "怎样改",
            ),
        ]),
        "不能出现的文字",
    ),
    may(
        "required",
        Table(&[must(
            "fields",
            List(&Table(&[
                must("field", Text, "键，如 park.boundary"),
                must("name", Text, "它的名称"),
            ])),
            "必填的键",
        )]),
        "pilot.toml 里必填的键",
    ),
    may(
        "same",
        Table(&[must("left", Text, "标出的键"), must("right", Text, "与它比较的键")]),
        "两个键应当相同",
    ),
    may(
        "file-name",
        Table(&[
            must("pattern", Text, "文件名不能有的样子，正则表达式"),
            may("last-part", Bool, "只看最后一段"),
        ]),
        "文件名",
    ),
    may(
        "must-mention",
        Table(&[
            must("sections", TEXTS, "章节：大纲的序号（二(二)）或标题里的词"),
            must(
                "topics",
                List(&Table(&[
                    must("name", Text, "名称"),
                    must("words", TEXTS, "写到其中任何一个词即可"),
                ])),
                "要写到的事",
            ),
        ]),
        "章节里要写到的事",
    ),
    may(
        "must-match",
        Table(&[
            must("section", Text, "章节"),
            must("any", TEXTS, "符合其中任何一个正则表达式即可"),
        ]),
        "章节里要有的样子",
    ),
    may("dated-steps", Table(&[must("section", Text, "章节")]), "章节里要有实施期内的时间安排"),
    may(
        "targets-agree",
        Table(&[must("sections", TEXTS, "章节")]),
        "章节里的指标要与 [[targets]] 一致",
    ),
    may(
        "field-form",
        Table(&[
            must("field", Text, "键"),
            must("pattern", Text, "值应符合的正则表达式"),
            must("max-chars", Whole, "最多几个字"),
        ]),
        "键的写法",
    ),
    may("waiver", Table(&[]), "[rules] 本身；只供通用规则使用"),
    may("manual", Table(&[]), "程序判断不了：写进报送清单"),
    may("code", Table(&[must("name", Text, "src/rules/ 里的函数")]), "由程序判断"),
];

const EXAMPLES: &[SchemaField] = &[
    may("pass", List(&Table(EXAMPLE)), "通过的例子"),
    may("fail", List(&Table(EXAMPLE)), "不通过的例子，用 ⟦⟧ 标出应指到的位置"),
];
const EXAMPLE: &[SchemaField] = &[
    may("plan", Text, "方案"),
    may("config", Text, "pilot.toml 或其中有关的部分"),
    may("files", List(&Table(FILE)), "附件"),
    may("package", Table(PACKAGE), "收到的或要发的包"),
    may("as-of", Text, "按哪一刻判断；缺省通知落款日"),
    may("count", Whole, "标不出位置时有几条"),
    may("fixed", Text, "改好以后的文字"),
];
const FILE: &[SchemaField] = &[
    must("path", Text, "路径"),
    may("size", Whole, "字节"),
    may("text", Text, "文字层"),
    may(
        "broken",
        Words(&["damaged", "encrypted", "empty", "folder", "link", "denied", "outside"]),
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
