"""做出 attachments/ 下的4个PDF（虚构示例）。

需要：Python 包 typst；Debian 软件包 fonts-noto-cjk（Noto Sans CJK、Noto Serif CJK）。
字体不在系统默认目录时用环境变量 NOTO_CJK_DIR 指明。输出确定：不写作者和时间。
"""
import os
import pathlib

import typst

HERE = pathlib.Path(__file__).resolve().parent
OUT = HERE.parent / "attachments"
FONTS = os.environ.get("NOTO_CJK_DIR", "/usr/share/fonts/opentype/noto")

# 企业自筹资金分企业构成（万元）：方案编号 → 企业 → 金额，与方案“各方案投资的资金来源”表一致
OWN = {
    "F2": {"氧化铝": 1060},
    "F3": {"电解铝": 950},
    "F4": {"阳极炭素": 480, "热电能源": 300},
    "F5": {"电解铝": 420, "铝板带": 240, "铝型材": 160, "铝合金铸造": 160},
    "F6": {"铝板带": 200, "铝型材": 160, "铝合金铸造": 100, "铝线缆": 100},
    "F7": {"再生铝": 400, "铝合金铸造": 240},
    "F8": {"热电能源": 400},
    "F9": {"铝型材": 400, "表面处理": 360},
    "F10": {"氧化铝": 120, "热电能源": 60},
    "F11": {"再生铝": 960},
    "F12": {"赤泥建材": 800, "氧化铝": 300},
    "F13": {"氧化铝": 430},
    "F14": {"氧化铝": 840, "阳极炭素": 400},
    "F15": {"铝型材": 180, "表面处理": 340},
}
ALL = ["氧化铝", "电解铝", "铝板带", "铝型材", "再生铝", "铝合金铸造", "阳极炭素", "铝线缆", "表面处理", "赤泥建材", "热电能源"]
OWN["F16"] = {n: 20 for n in ALL}
OWN["F17"] = {n: (20 if n == "氧化铝" else 10) for n in ALL}
LOAN = [("氧化铝", "F2", 800), ("电解铝", "F3", 700), ("阳极炭素", "F4", 500), ("再生铝", "F11", 600), ("氧化铝", "F14", 400)]

full = lambda n: f"平果那瓦示例{n}有限公司"
own_rows = []
for n in ALL:
    items = [k for k in OWN if n in OWN[k]]
    own_rows.append((full(n), "、".join(items), sum(OWN[k][n] for k in items)))
assert sum(r[2] for r in own_rows) == 10900 and sum(r[2] for r in LOAN) == 3000


def cells(rows, head, total):
    out = [f"[#strong[{c}]]" for c in head]
    for r in rows:
        out += [f"[{c}]" for c in r]
    return ", ".join(out + [f"[{c}]" for c in total])


HEAD = r"""
#set document(title: "%s", date: none)
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm),
  footer: context [#set text(9pt); #grid(columns: (1fr, auto), [虚构示例，仅供软件演示，不代表任何真实园区、企业或申报], [— #counter(page).display() —])])
#set text(font: "Noto Serif CJK SC", size: 14pt, lang: "zh", region: "cn")
#set par(leading: 11.5pt, spacing: 11.5pt, first-line-indent: (amount: 2em, all: true), justify: true)
#set table(stroke: 0.5pt, inset: 5pt)
#let name = "平果市那瓦铝产业园清洁生产整体审核创新试点项目"
#let org = "平果市那瓦铝产业园管理委员会"
#let title(body) = block(width: 100%%, above: 0pt, below: 24pt)[#set par(first-line-indent: 0em, justify: false); #set align(center); #set text(font: "Noto Sans CJK SC", size: 17pt, weight: "bold"); #body]
#let seal(who) = box(width: 38mm, height: 38mm, {
  place(circle(radius: 19mm, stroke: 1.6pt + rgb("#b02020")))
  place(center + horizon, block(width: 36mm)[#set par(first-line-indent: 0em, leading: 4pt, spacing: 5pt, justify: false); #set align(center); #set text(fill: rgb("#b02020")); #text(7pt, who) \ #text(16pt, weight: "bold")[示例] \ #text(6.5pt)[（示意印章，非真实印章）]])
})
#let signed(who, date) = align(right, block(breakable: false)[#set par(first-line-indent: 0em, justify: false); #set align(center); #seal(who) #v(2pt) #who #linebreak() #date])
#let tbl(cols, al, ..c) = block(width: 100%%)[#set par(first-line-indent: 0em, leading: 6pt, justify: false); #set text(10.5pt); #table(columns: cols, align: al, ..c)]
"""

LETTER = r"""
#block(width: 100%, below: 18pt)[#set par(first-line-indent: 0em); #set align(right); #text(12pt)[示例函〔2023〕1号]]
#title[百色市生态环境局 百色市发展和改革委员会 \ 百色市工业和信息化局关于推荐 \ 平果市那瓦铝产业园清洁生产整体审核创新试点项目的函]
#par(first-line-indent: 0em)[自治区生态环境厅、自治区发展改革委、自治区工业和信息化厅：]
根据自治区生态环境厅、自治区发展改革委、自治区工业和信息化厅关于推荐清洁生产审核创新试点项目的通知要求，#org\申报#name，项目类别为工业园区（产业集群）清洁生产整体审核创新，申报与实施主体均为#org，实施期为2023年11月—2025年10月。

我们对申报材料的真实性进行了审核。经审核，该园区边界明确、管理机构健全，全部位于平果市行政区域内，不跨地级行政区域；园区及11家企业3年内未被中央生态环境保护督察、自治区生态环境保护督察指出突出生态环境问题，也未因环境问题被媒体曝光；具备清洁生产管理人员、管理制度和机制安排，总投资16000万元，资金来源明确。

该项目符合试点申报条件，实施方案内容完整、目标明确，同意推荐#name，请予审核支持。

#v(4pt)
#block(breakable: false, width: 100%)[
  #set par(first-line-indent: 0em, justify: false)
  #grid(columns: (1fr, 1fr, 1fr), align: center, gutter: 4pt, ..("百色市生态环境局", "百色市发展和改革委员会", "百色市工业和信息化局").map(n => stack(spacing: 6pt, seal(n), text(11.5pt, n))))
  #v(4pt)
  #align(right)[2023年10月12日 #h(2em)]
]
"""

STATEMENT = r"""
#title[三年无突出问题承诺书]
#par(first-line-indent: 0em)[自治区生态环境厅、自治区发展改革委、自治区工业和信息化厅：]
#org\申报#name，现就试点对象有关情况作出如下承诺。

一、2020年10月10日至2023年10月10日，平果市那瓦铝产业园及园区内纳入试点的11家企业，未被中央生态环境保护督察指出突出生态环境问题，未被自治区生态环境保护督察指出突出生态环境问题，未因环境问题被媒体曝光。

二、上述期间，试点对象未发生较大及以上突发环境事件。日常执法检查中发现的一般问题已按期整改完毕，整改材料齐全，可供核查。

三、申报材料中的园区边界、企业名单、能源资源消耗、污染物排放、资金来源等内容真实、准确、完整，不存在伪造、篡改数据的情形。

四、自承诺之日至试点评审结束，试点对象如出现第一项所列情形，#org\将在5个工作日内书面报告，并按照要求撤回申报。

以上承诺如有不实，愿意承担相应责任。

#v(10pt)
#signed(org, "2023年10月10日")
"""

FUNDING = r"""
#title[资金证明]
#name 总投资16000万元，资金来源共4项，各项来源和证明页次见下表。
#tbl((auto, 1fr, auto, auto), (center, left, right, center),
 [#strong[序号]], [#strong[资金来源]], [#strong[金额（万元）]], [#strong[证明页次]],
 [1], [园区清洁生产专项资金], [1260], [第1页], [2], [平果市财政资金], [840], [第2页],
 [3], [企业自筹资金], [10900], [第3页], [4], [银行绿色贷款], [3000], [第4页], [], [合计], [16000], [])
园区清洁生产专项资金1260万元已列入#org\2023年至2025年支出计划，其中2023年160万元、2024年700万元、2025年400万元，用于F1集中式整体审核与技术支撑300万元、F8园区再生水深度处理与回用管网560万元、F16园区清洁生产数字化管理平台400万元。
#v(8pt)
#signed(org, "2023年9月28日")
#pagebreak()
#title[关于安排试点项目财政资金的证明]
#par(first-line-indent: 0em)[#org：]
为支持#name\实施，经研究，安排平果市财政资金840万元，列入2024年和2025年预算，其中2024年500万元、2025年340万元。资金使用方向为F1集中式整体审核与技术支撑120万元、F8园区再生水深度处理与回用管网460万元、F16园区清洁生产数字化管理平台260万元。

资金实行专款专用，按照预算管理和政府采购有关规定执行，依据合同进度和绩效核证结果拨付，项目完成后接受专项审计。
#v(16pt)
#signed("平果市财政局", "2023年9月27日")
#pagebreak()
#title[企业自筹资金承诺]
下列企业承诺按照#name\进度落实自筹资金，合计10900万元，不以试点名义向职工集资，不挪用污染治理设施运行费用。
#tbl((1fr, 42%%, auto), (left, left, right), OWNCELLS)
#signed("11家企业（联合签章）", "2023年9月26日")
#pagebreak()
#title[绿色贷款意向函]
#par(first-line-indent: 0em)[#org：]
我行对#name\涉及的5项方案进行了初步评估，原则同意在符合授信条件的前提下，向下列企业提供绿色贷款合计3000万元，借款主体为企业，不形成政府债务。
#tbl((1fr, auto, auto), (left, center, right), LOANCELLS)
贷款期限不超过5年，以节能减排效果核证结果作为利率分档依据。本意向函有效期至2024年12月31日，最终以审批和合同为准。
#v(8pt)
#signed("那瓦示例银行平果支行", "2023年9月25日")
"""
FUNDING = FUNDING.replace("%%", "%")
FUNDING = FUNDING.replace("OWNCELLS", cells(own_rows, ("企业", "对应方案", "金额（万元）"), ("合计", "", "10900")))
FUNDING = FUNDING.replace("LOANCELLS", cells([(full(n), f, a) for n, f, a in LOAN], ("借款企业", "对应方案", "金额（万元）"), ("合计", "", "3000")))

BOUNDARY = r"""
#title[平果市那瓦铝产业园四至边界图]
#let b(x, y, w, h, f, s) = place(dx: x * 1mm, dy: y * 1mm, rect(width: w * 1mm, height: h * 1mm, stroke: 0.6pt, fill: luma(f))[#set par(first-line-indent: 0em, leading: 5pt, justify: false); #set align(center + horizon); #set text(8.5pt); #s])
#let t(x, y, s, size: 9pt) = place(dx: x * 1mm, dy: y * 1mm, box(text(size, s)))
#let l(x1, y1, x2, y2, st) = place(line(start: (x1 * 1mm, y1 * 1mm), end: (x2 * 1mm, y2 * 1mm), stroke: st))
#block(width: 156mm, height: 106mm, stroke: 0.6pt)[
  #place(dx: 24mm, dy: 16mm, rect(width: 110mm, height: 65mm, stroke: (paint: black, thickness: 1.8pt, dash: "dash-dotted")))
  #b(26, 18, 44, 27, 236, [氧化铝片区 \ 1.90km²])
  #b(73, 18, 35, 27, 215, [电解铝及炭素片区 \ 1.40km²])
  #b(111, 18, 21, 27, 245, [再生与综合 \ 利用片区 \ 0.75km²])
  #b(26, 52, 33, 27, 228, [公用工程片区 \ 0.60km²])
  #b(62, 52, 46, 27, 255, [精深加工片区 \ 1.60km²])
  #b(111, 52, 21, 27, 245, [管理服务 \ 片区 \ 0.55km²])
  #t(70, 46.6, [园区大道])
  #l(20, 14, 138, 14, (paint: black, thickness: 0.8pt, dash: "dotted"))
  #t(58, 8, [北至那瓦岭南麓截洪沟])
  #l(16, 87, 142, 87, 2.4pt + luma(120))
  #t(56, 89.5, [南至那瓦溪北岸防洪堤堤脚])
  #l(137.5, 14, 137.5, 85, 1.2pt)
  #place(dx: 141mm, dy: 20mm, block(width: 5mm)[#set par(first-line-indent: 0em, leading: 3pt, justify: false); #set text(9pt); 东 \ 至 \ 那 \ 瓦 \ 东 \ 路 \ 西 \ 侧 \ 道 \ 路 \ 红 \ 线])
  #l(20.5, 14, 20.5, 85, (paint: black, thickness: 1.2pt, dash: "dashed"))
  #place(dx: 12mm, dy: 16mm, block(width: 5mm)[#set par(first-line-indent: 0em, leading: 3pt, justify: false); #set text(9pt); 西 \ 至 \ 规 \ 划 \ 西 \ 环 \ 路 \ 东 \ 侧 \ 道 \ 路 \ 红 \ 线])
  #t(22, 10.2, [J1], size: 8pt) #t(132, 10.2, [J2], size: 8pt) #t(132, 82.8, [J3], size: 8pt) #t(22.5, 82.8, [J4], size: 8pt)
  #place(dx: 148mm, dy: 6mm, polygon(fill: black, (2mm, 0mm), (4mm, 8mm), (2mm, 6mm), (0mm, 8mm)))
  #t(148.5, 1.8, [北])
  #t(4, 99, [示意图，不按比例；粗点划线为园区边界，规划面积6.80km²])
]
#block(below: 8pt)[#set par(first-line-indent: 0em, leading: 8pt); #set text(12pt); 四至：东至那瓦东路西侧道路红线，南至那瓦溪北岸防洪堤堤脚，西至规划西环路东侧道路红线，北至那瓦岭南麓截洪沟。园区全部位于百色市平果市行政区域内，不跨地级行政区域，管理机构为#org。]
#pagebreak()
#title[界址点与面积说明]
园区边界由4个界址点依次连成，采用园区假定坐标系，以西南角J4为原点，横坐标向东、纵坐标向北，单位为m。
#tbl((auto, auto, auto, 1fr), (center, right, right, left),
 [#strong[界址点]], [#strong[横坐标（m）]], [#strong[纵坐标（m）]], [#strong[位置说明]],
 [J1], [0], [2000], [截洪沟与规划西环路东侧道路红线交点], [J2], [3400], [2000], [截洪沟与那瓦东路西侧道路红线交点],
 [J3], [3400], [0], [防洪堤堤脚与那瓦东路西侧道路红线交点], [J4], [0], [0], [防洪堤堤脚与规划西环路东侧道路红线交点])
按照界址点计算，东西长3400m，南北宽2000m，面积6.80km²。园区分为6个功能片区，面积合计6.80km²，其中氧化铝片区1.90km²、电解铝及炭素片区1.40km²、精深加工片区1.60km²、再生与综合利用片区0.75km²、公用工程片区0.60km²、管理服务片区0.55km²。
#v(10pt)
#signed(org, "2023年9月20日")
"""

DOCS = {
    "推荐函": ("推荐函", LETTER),
    "三年无突出问题承诺书": ("三年无突出问题承诺书", STATEMENT),
    "资金证明": ("资金证明", FUNDING),
    "四至边界图": ("平果市那瓦铝产业园四至边界图", BOUNDARY),
}

if __name__ == "__main__":
    for need in ("NotoSerifCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"):
        if not (pathlib.Path(FONTS) / need).is_file():
            raise SystemExit(f"没有找到字体 {need}：请安装 fonts-noto-cjk，或者设置 NOTO_CJK_DIR")
    OUT.mkdir(exist_ok=True)
    for file, (title, body) in DOCS.items():
        src = (HEAD % title + body.replace("#org\\", "#org;").replace("#name\\", "#name;").replace("#name ", "#name;").replace("#org，", "#org;，")).encode()
        pdf = typst.compile(src, font_paths=[FONTS], ignore_system_fonts=True)
        (OUT / f"{file}.pdf").write_bytes(pdf)
