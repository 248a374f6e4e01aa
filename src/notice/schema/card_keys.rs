//! The keys of a card.

use super::ValueShape::{Bool, List, Map, Number, OneOf, Table, Text, Tuple, Whole, Words};
use super::wording_keys::{CONVERSION_FACTORS, SPELLINGS, SUBSTITUTION};
use super::{SchemaField, TEXTS, ValueShape, example_keys, may, must};

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
    may(
        "weight",
        Words(&["application", "expert", "quality"]),
        "要付的代价：会被退回、专家会指出、只是写得更好；不写的按轻重：停止打包的、warning、info",
    ),
    may("off-by-default", Bool, "是否只在 --select 时判断"),
    may("authority", OneOf(AUTHORITY), "凭什么；通用文件夹里不写的是样式，由通知的同名卡写明"),
    may("reading", Text, "没有说清时的读法，或 profile.toml 里 [[readings]] 的 id"),
    may("message", Text, "哪里不对，可用 {参数}"),
    may("messages", Map(&Text), "别的说法，按名称"),
    may("severities", Map(&SEVERITY), "别的说法的轻重，按名称；不写的与 severity 相同"),
    may("why", Text, "为什么要紧"),
    may("help", Text, "怎样改，可用 {参数}"),
    may(
        "needs",
        List(&Words(&["plan", "facts", "config", "files", "package", "received", "clock"])),
        "判断要用到什么；不在手边就不判",
    ),
    may("categories", TEXTS, "只对这些类别；不写是全部"),
    may(
        "finds",
        FINDS,
        "它的问题对程序意味着什么：缺少、未填、pilot.toml 读不懂、包太大、重复、超名额",
    ),
    may(
        "covers",
        List(&Words(&["files", "letters", "statement"])),
        "哪一部分由它说，别的规则不再说",
    ),
    may("reads", TEXTS, "用代码查的规则看 pilot.toml 的哪些键；pilot init 会请人填写"),
    may("check", OneOf(CHECK), "怎样查"),
    may("example", Table(example_keys::EXAMPLES), "例子，cargo test rules 逐条运行"),
];

const FINDS: ValueShape = Words(&[
    "gap",
    "unfilled",
    "broken-config",
    "package-size",
    "duplicate",
    "quota",
    "unseen",
    "unconfirmed",
]);
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
        Table(&[
            must(
                "fields",
                List(&Table(&[
                    must("field", Text, "键，如 park.boundary"),
                    must("name", Text, "它的名称"),
                ])),
                "必填的键",
            ),
            may(
                "items",
                Table(&[
                    must("list", Text, "清单的键，如 funding"),
                    must("key", Text, "每一项都要有的键"),
                    must("message", Text, "用 [messages] 里的哪一句"),
                ]),
                "清单里每一项必填的键",
            ),
            may(
                "unless",
                Table(&[
                    must("has", Text, "试点对象里有这一种"),
                    must("lacks", Text, "并且没有这一种，也没有这个名称的表"),
                ]),
                "这样的项目不要求",
            ),
        ]),
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
            may("pattern", Text, "文件名不能有的样子，正则表达式"),
            may("last-part", Bool, "正则表达式只看最后一段"),
            may("longest", Whole, "路径最多几个字"),
            may("encoding", Words(&["gbk"]), "文件名只能用它有的字"),
            may("leftovers", Bool, "系统和编辑器留下的文件（words/files.toml）"),
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
        "out-of-place",
        Table(&[must(
            "groups",
            List(&Table(&[
                must("name", Text, "名称"),
                must("words", TEXTS, "只有它才有的词"),
                must("unless", TEXTS, "写到其中任何一个词，就是写了它"),
            ])),
            "别处才有的事",
        )]),
        "没有写到的事，不应有它才有的词",
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
        "compare",
        Table(&[must("facts", List(&Words(COMPARED)), "比较什么")]),
        "方案里说了两次的、能算出来的，要互相一致",
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
    may("choice", Table(CHOICE), "键的值要是通知列出的"),
    may("listed", Table(LISTED), "在不在通知的名单上"),
    may("limit", Table(LIMIT), "数不能超过上限"),
    may("file-fact", OneOf(FILE_FACT), "要发的文件不能有的样子"),
    may(
        "file-kind",
        Table(&[must("forms", List(&Table(FILE_FORM)), "不能发的种类；第一个符合的决定说法")]),
        "要发的文件不能是的种类",
    ),
    may(
        "duplicate",
        Table(&[must(
            "by",
            Words(&["name", "content"]),
            "name：只差大小写或写法；content：内容完全相同",
        )]),
        "两个文件其实是一个",
    ),
    may(
        "fault",
        Table(&[must(
            "kinds",
            List(&Words(&[
                "unsafe",
                "damaged",
                "two-readings",
                "encrypted",
                "names",
                "ambiguous",
                "no-manifest",
                "differs",
                "not-seen",
                "absent",
            ])),
            "问题的种类",
        )]),
        "读包时发现的问题",
    ),
    may("substitution", Table(SUBSTITUTION), "应当换成别的写法"),
    may("spellings", Table(SPELLINGS), "同一样东西应当只用一种写法"),
    may("conversion-factors", Table(CONVERSION_FACTORS), "折标准煤系数"),
    may("paragraph-length", Table(&[must("most", Whole, "最多几个字")]), "段落不能太长"),
    may(
        "look",
        Table(&[must(
            "kinds",
            List(&Words(&["highlighted", "coloured", "other-font"])),
            "highlighted：突出显示；coloured：彩色的字；other-font：字体与正文不同",
        )]),
        "Word 里不能留着的样子",
    ),
    may("personal-number", Table(PERSONAL_NUMBER), "个人号码"),
    may(
        "deadline",
        Table(&[must("state", Words(&["passed", "near"]), "passed：已过；near：临近")]),
        "截止时间",
    ),
    may(
        "waiver",
        Table(&[must("state", Words(&["expired", "unused"]), "expired：过期；unused：没有用处")]),
        "[rules] 本身；只供通用规则使用",
    ),
    may(
        "material",
        Table(&[must(
            "state",
            Words(&["missing", "form-empty"]),
            "missing：没有交；form-empty：表格有空着的栏目",
        )]),
        "通知要求的材料（profile.toml 的 [[materials]]）",
    ),
    may(
        "condition",
        Table(&[must(
            "state",
            Words(&["unanswered", "unmet"]),
            "unanswered：没有回答；unmet：没有满足",
        )]),
        "申报条件（profile.toml 的 [[conditions]]）",
    ),
    may("naming", Table(&[]), "文件按通知的格式命名（profile.toml 的 [[naming]]）"),
    may("unconfirmed", Table(&[]), "通知里还没有人核对的事实（profile.toml 的 [[drafts]]）"),
    may("obligations", Table(&[]), "通知的其他要求，逐句写进报送清单"),
    may("manual", Table(&[]), "程序判断不了：写进报送清单"),
    may("code", Table(&[must("name", Text, "src/rules/ 里的函数")]), "由程序判断"),
];

const COMPARED: &[&str] = &[
    "changes",
    "paybacks",
    "ratios",
    "sums",
    "share-lists",
    "large-shares",
    "periods",
    "baseline-years",
    "unit-sizes",
    "caption-numbers",
];
const CHOICE: &[SchemaField] = &[
    must("field", Text, "键"),
    must("of", Words(&["categories", "applicant-kinds"]), "通知列出的类别或申报单位的类型"),
    may(
        "reserved",
        Table(&[
            must("name", Text, "单位名称的键"),
            must("endings", TEXTS, "这样结尾的不是政府部门"),
            must("message", Text, "用 [messages] 里的哪一句"),
        ]),
        "只有政府和它的部门才能选的，别的单位不能选",
    ),
];
const LISTED: &[SchemaField] = &[
    must("values", Words(&["industries", "basins"]), "行业或流域"),
    must("must-be", Words(&["listed", "unlisted"]), "应当在名单上，还是不在"),
    may("audit", Words(&["simplified", "full"]), "只对简易审核的类别，或只对其他的"),
];
const LIMIT: &[SchemaField] = &[
    must(
        "numbers",
        List(&Words(&[
            "files-size",
            "archive-size",
            "message-size",
            "project-months",
            "projects-of-city",
        ])),
        "依次比较的数",
    ),
    may("least", Whole, "至少"),
    may("most", Whole, "至多"),
    may("most-stated", Words(&["mail-size", "period", "quota"]), "至多是通知写明的"),
];
const FILE_FACT: &[SchemaField] = &[
    may("located", Table(&[]), "照片带有拍摄地点"),
    may("missing-fonts", Table(&[]), "PDF 没有嵌入字体"),
    may("blank-pages", Table(&[]), "PDF 有空白页"),
    may("scan-dpi", Table(&[must("least", Number, "至少几 dpi")]), "PDF 里的扫描件不清"),
    may(
        "page-size",
        Table(&[
            must("paper", Tuple(&Number, 2), "纸的宽和高，毫米"),
            must("folded", Tuple(&Number, 2), "除此以外都是这种的，用 folded 那一句"),
            must("tolerance", Number, "可以差几毫米"),
        ]),
        "PDF 的页面大小不对",
    ),
];
const FILE_FORM: &[SchemaField] = &[
    may(
        "content",
        List(&Words(&["pdf", "executable", "zip", "archive"])),
        "按内容看是这些种类之一",
    ),
    may("runs", Bool, "带有宏、脚本或启动动作"),
    may(
        "endings",
        Words(&["program-endings", "macro-endings", "archive-endings"]),
        "或者扩展名在这个词表里（words/files.toml）",
    ),
    may("only-unknown", Bool, "看内容就知道种类的，不看扩展名"),
    may("message", Text, "用 [messages] 里的哪一句"),
];
const PERSONAL_NUMBER: &[SchemaField] = &[
    must("pattern", Text, "号码的样子，正则表达式"),
    may("check-digit", Words(&["resident-id", "luhn"]), "校验位怎样算"),
    may("near", TEXTS, "前面或同一张表里要有其中一个词"),
    may("not-before", TEXTS, "后面跟着其中一个词就不是"),
    may("outside-config", Bool, "pilot.toml 里可以有"),
    may("known", Text, "这个键里写的号码哪里都可以有"),
    must("show", Tuple(&Whole, 2), "首尾各显示几位"),
];
