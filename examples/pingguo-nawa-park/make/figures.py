"""画出 figures/ 下的8幅图（虚构示例）。

需要：Python 包 matplotlib；Debian 软件包 fonts-noto-cjk（Noto Sans CJK）。
字体不在系统默认目录时用环境变量 NOTO_CJK_DIR 指明。输出确定：不写时间和软件版本。
只用黑白灰和填充线，黑白打印可读。印刷宽度14 cm，240 dpi。
"""
import io
import os
import pathlib

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib import font_manager as fm
from PIL import Image
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Polygon, Rectangle

HERE = pathlib.Path(__file__).resolve().parent
OUT = HERE.parent / "figures"
FONTS = pathlib.Path(os.environ.get("NOTO_CJK_DIR", "/usr/share/fonts/opentype/noto"))
# .ttc 的第一个字面是日文字形：用 fontTools（matplotlib 的依赖）取出简体中文字面
from fontTools.ttLib import TTCollection
import tempfile

_TMP = tempfile.TemporaryDirectory()


def sc_face(name):
    for face in TTCollection(str(FONTS / name)).fonts:
        if "CJK SC" in (face["name"].getDebugName(1) or ""):
            path = str(pathlib.Path(_TMP.name) / (name + ".otf"))
            face.save(path)
            return fm.FontProperties(fname=path)
    raise SystemExit("没有找到简体中文字面：" + name)


REG, BOLD = sc_face("NotoSansCJK-Regular.ttc"), sc_face("NotoSansCJK-Bold.ttc")
CM = 1 / 2.54
W = 14 * CM
plt.rcParams["hatch.linewidth"] = 0.4


def canvas(height_cm, xmax=140):
    fig = plt.figure(figsize=(W, height_cm * CM))
    ax = fig.add_axes([0, 0, 1, 1])
    ax.set_xlim(0, xmax)
    ax.set_ylim(0, height_cm * 10 * xmax / 140)
    ax.axis("off")
    return fig, ax


def text(ax, x, y, s, size=8, bold=False, **kw):
    kw.setdefault("ha", "center")
    kw.setdefault("va", "center")
    ax.text(x, y, s, fontproperties=BOLD if bold else REG, fontsize=size, linespacing=1.35, **kw)


def box(ax, x, y, w, h, s, size=8, fill="white", bold=False, lw=0.8, round_=True, hatch=None, ls="-"):
    if round_:
        p = FancyBboxPatch((x, y), w, h, boxstyle="round,pad=0,rounding_size=1.2", fc=fill, ec="black", lw=lw, ls=ls)
    else:
        p = Rectangle((x, y), w, h, fc=fill, ec="black", lw=lw, hatch=hatch, ls=ls)
    ax.add_patch(p)
    text(ax, x + w / 2, y + h / 2, s, size, bold)


def arrow(ax, a, b, s=None, off=(0, 0), size=7, ls="-", lw=0.9, style="-|>", conn=None):
    ax.add_patch(FancyArrowPatch(a, b, arrowstyle=style, mutation_scale=7, lw=lw, ls=ls, color="black",
                                 shrinkA=0, shrinkB=0, connectionstyle=conn))
    if s:
        text(ax, (a[0] + b[0]) / 2 + off[0], (a[1] + b[1]) / 2 + off[1], s, size,
             bbox=dict(fc="white", ec="none", pad=0.6))


def save(fig, name):
    """只有黑白灰：存成8位灰度，不丢任何一级灰，文件和排好的PDF都小一半。"""
    buffer = io.BytesIO()
    fig.savefig(buffer, dpi=240, metadata={"Software": None})
    plt.close(fig)
    colour = Image.open(buffer)
    grey = colour.convert("RGB").getchannel("G")
    if any(colour.convert("RGBA").getchannel(band).tobytes() != grey.tobytes() for band in "RB"):
        raise SystemExit(f"{name}里有彩色")
    grey.save(OUT / name, dpi=(240, 240), optimize=True)


def compass(ax, x, y):
    ax.add_patch(Polygon([(x - 2.2, y - 4), (x, y + 4), (x, y - 2)], fc="black", ec="black", lw=0.6))
    ax.add_patch(Polygon([(x + 2.2, y - 4), (x, y + 4), (x, y - 2)], fc="white", ec="black", lw=0.6))
    text(ax, x, y + 6.5, "北", 8, True)


def location():
    fig, ax = canvas(9.6)
    ax.add_patch(Rectangle((2, 2), 136, 92, fc="white", ec="black", lw=1))
    ax.add_patch(Polygon([(6, 30), (14, 74), (38, 89), (78, 86), (116, 90), (133, 66), (128, 26), (96, 7), (44, 9)],
                         fc="0.95", ec="black", lw=1, ls=(0, (6, 2, 1, 2))))
    text(ax, 108, 82, "平 果 市", 11, True)
    box(ax, 22, 56, 30, 18, "平果市\n中心城区", 8.5, "0.82", True)
    ax.add_patch(Rectangle((84, 24), 34, 20, fc="white", ec="black", lw=1.6, hatch="////"))
    text(ax, 101, 34, "平果市那瓦铝产业园\n6.80km²", 8, True, bbox=dict(fc="white", ec="none", pad=1.5))
    ax.plot([52, 66, 84], [62, 50, 40], color="black", lw=2.2)
    text(ax, 61, 48.5, "园区大道", 7.5, rotation=-38)
    text(ax, 78, 53.5, "约9km", 8, True)
    ax.plot([118, 121, 122], [13, 40, 64], color="black", lw=1.6)
    text(ax, 125.2, 44, "那\n瓦\n东\n路", 7)
    ax.plot([20, 60, 101, 128], [79, 77, 62, 66.5], color="black", lw=1.4, ls=(0, (3, 1.5)))
    text(ax, 76, 75.5, "铁路专用线", 7.5, rotation=-15)
    ax.plot(101, 62, "ks", ms=5)
    text(ax, 101, 67, "装卸站", 7.5)
    ax.plot([101, 101], [44, 62], color="black", lw=1, ls=":")
    text(ax, 106.5, 53, "约4km", 7.5)
    ax.plot([127, 110, 92, 72, 48, 22], [20, 19, 20, 16.5, 17, 21], color="0.45", lw=3)
    text(ax, 56, 21, "那瓦溪", 8)
    arrow(ax, (44, 13.6), (34, 14.4))
    text(ax, 50, 12.8, "流向", 7)
    text(ax, 36, 38, "铝土矿矿区", 8.5)
    ax.add_patch(Rectangle((22, 31), 28, 14, fc="none", ec="black", lw=0.8, ls="--"))
    compass(ax, 131, 82)
    text(ax, 26, 5, "示意图，不按比例，边界不作依据", 7)
    save(fig, "fig1-location.png")


def layout():
    fig, ax = canvas(10.4)
    X, Y, w, h = 16, 20, 104, 66
    ax.add_patch(Rectangle((X, Y), w, h, fc="white", ec="black", lw=2, ls=(0, (7, 2, 1, 2))))
    R = lambda x, y, ww, hh, s, f, ht=None: box(ax, x, y, ww, hh, s, 7.6, f, round_=False, hatch=ht)
    R(18, 57, 42, 27, "氧化铝片区\n1.90km²\n氧化铝公司", "0.90")
    R(63, 57, 33, 27, "电解铝及炭素片区\n1.40km²\n电解铝公司、炭素公司", "0.82")
    R(99, 57, 19, 27, "再生与\n综合利用片区\n0.75km²\n再生铝公司\n建材公司", "0.95")
    R(18, 22, 31, 30, "公用工程片区\n0.60km²\n热电公司\n园区污水处理厂", "0.88")
    R(52, 22, 44, 30, "精深加工片区\n1.60km²\n板带、型材、铸造、\n线缆、表面处理公司", "white")
    R(99, 22, 19, 30, "管理服务\n片区\n0.55km²\n管委会\n监测站", "0.95")
    text(ax, 68, 54.4, "园  区  大  道", 7.5, True)
    ax.plot([X, X + w], [52.6, 52.6], color="black", lw=0.5)
    ax.plot([X, X + w], [56.4, 56.4], color="black", lw=0.5)
    ax.plot([10, 126], [13, 13], color="0.5", lw=3.2)
    text(ax, 46, 9, "南：那瓦溪（北岸防洪堤堤脚）", 8)
    arrow(ax, (92, 9), (78, 9))
    text(ax, 99, 9, "流向", 7)
    text(ax, 68, 91.5, "北：那瓦岭南麓截洪沟", 8)
    ax.plot([14, 122], [88.3, 88.3], color="black", lw=1, ls=":")
    ax.plot([124, 124], [16, 88], color="black", lw=1.6)
    text(ax, 131, 46, "东\n︰\n那\n瓦\n东\n路", 8)
    ax.plot([12, 12], [16, 88], color="black", lw=1.6, ls="--")
    text(ax, 6, 52, "西\n︰\n规\n划\n西\n环\n路", 8)
    arrow(ax, (33, 22), (33, 14.4), "尾水排放口", (11.5, -0.9), 6.8)
    compass(ax, 132, 90)
    ax.plot([18, 26], [3.6, 3.6], color="black", lw=2, ls=(0, (7, 2, 1, 2)))
    text(ax, 28, 3.6, "园区边界", 7, ha="left")
    text(ax, 100, 3.6, "示意图，不按比例", 7)
    save(fig, "fig2-layout.png")


def chain():
    fig, ax = canvas(11.2)
    B = lambda x, y, s, f="white", w=26, h=12: box(ax, x, y, w, h, s, 7.8, f)
    B(2, 92, "铝土矿（外购）", "0.93")
    B(40, 92, "氧化铝公司\n76.0万吨", "0.85")
    B(92, 92, "电解铝公司\n铝液9.6万吨", "0.85", 30)
    B(2, 66, "热电公司\n蒸汽146万吨", "0.93")
    B(40, 66, "建材公司\n砌块21万m³")
    B(92, 66, "炭素公司\n预焙阳极5.2万吨", "0.93", 30)
    B(92, 40, "板带、型材、\n铸造公司", "0.85", 30)
    B(40, 40, "再生铝公司\n3.8万吨")
    B(2, 40, "线缆公司\n1.6万吨", "white")
    B(92, 12, "表面处理公司\n260万m²", "white", 30)
    B(40, 12, "园区外市场\n铝材、氧化铝", "0.95")
    B(2, 12, "外购废铝", "0.93")
    arrow(ax, (28, 98), (40, 98))
    arrow(ax, (66, 98), (92, 98), "氧化铝18.5万吨", (0, 3.4))
    arrow(ax, (53, 92), (53, 78), "赤泥\n9.60万吨", (0, 0))
    arrow(ax, (15, 78), (40, 93.2), "蒸汽", (-1, 1.5))
    arrow(ax, (101, 78), (101, 92), "阳极\n4.8万吨", (0.5, 0), 6.8)
    arrow(ax, (115, 92), (115, 78), "残极\n0.96万吨", (0.5, 0), 6.8)
    ax.plot([122, 132, 132], [98, 98, 46], color="black", lw=1.4)
    arrow(ax, (132, 46), (122, 46), lw=1.4)
    text(ax, 132, 66, "铝液直供\n5.8万吨", 7, bbox=dict(fc="white", ec="none", pad=0.6))
    arrow(ax, (92, 42.5), (66, 42.5), "加工废料", (0, -3.6))
    arrow(ax, (66, 48), (92, 48), "合金锭", (0, 3.4))
    arrow(ax, (107, 40), (107, 24), "铝材", (0, 0))
    arrow(ax, (92, 18), (66, 18), "成品", (0, 3.4))
    arrow(ax, (40, 46), (28, 46), "合金", (0, 3.2))
    arrow(ax, (28, 20), (42, 40), "废铝", (0, 0))
    arrow(ax, (92, 94.5), (66, 50), "铝灰渣\n（试点后）", (-3, -4), 6.8, ls="--")
    text(ax, 70, 4, "实线为2022年已有流向，虚线为试点后新增流向", 7)
    save(fig, "fig3-chain.png")


def energy():
    fig = plt.figure(figsize=(W, 7.6 * CM))
    ax = fig.add_axes([0.13, 0.13, 0.84, 0.76])
    names = ["煤炭", "电力（净外购）", "天然气", "柴油等其他能源"]
    v = [221389, 192511, 73600, 4500]
    sh = [45.0, 39.1, 15.0, 0.9]
    y = range(4)[::-1]
    for i, (val, s, hatch, fc) in enumerate(zip(v, sh, ["////", "....", "xxxx", ""], ["0.85", "1", "0.92", "0.5"])):
        ax.barh(3 - i, val / 10000, height=0.62, fc=fc, ec="black", hatch=hatch, lw=0.8)
        ax.text(val / 10000 + 0.4, 3 - i, f"{val}（{s}%）", va="center", fontproperties=REG, fontsize=8)
    ax.set_yticks([3, 2, 1, 0])
    ax.set_yticklabels(["煤炭", "电力\n（净外购）", "天然气", "柴油等\n其他能源"], fontproperties=REG, fontsize=8)
    for t in ax.get_xticklabels():
        t.set_fontproperties(REG)
        t.set_fontsize(8)
    ax.set_xlim(0, 29)
    ax.set_xlabel("折标准煤量（万吨标准煤；柱旁数字单位为吨标准煤）", fontproperties=REG, fontsize=8)
    ax.set_title("2022年园区能源消费构成，合计492000吨标准煤", fontproperties=BOLD, fontsize=9)
    for s in ("top", "right"):
        ax.spines[s].set_visible(False)
    save(fig, "fig4-energy.png")


def water():
    fig, ax = canvas(9.6)
    box(ax, 2, 62, 26, 16, "新鲜水\n310.0", 9, "0.85", True)
    box(ax, 46, 56, 40, 28, "园区工业企业用水\n总用水量3522.7", 9, "0.93", True)
    box(ax, 104, 62, 34, 16, "蒸发、损耗和产品\n带走220.0", 8)
    arrow(ax, (28, 70), (46, 70), "310.0", (0, 3))
    arrow(ax, (86, 70), (104, 70), "220.0", (0, 3))
    ax.plot([80, 80, 52, 52], [84, 88.6, 88.6, 84], color="black", lw=1.1)
    arrow(ax, (52, 88), (52, 84))
    text(ax, 66, 92, "重复利用3212.7（91.2%）", 7.5)
    arrow(ax, (66, 56), (66, 44), "排水90.0", (9.5, 0))
    box(ax, 46, 28, 40, 16, "园区污水处理厂\n处理水量112.0", 8.5, "0.85", True)
    box(ax, 2, 28, 26, 16, "生活及公共\n设施污水22.0", 8)
    arrow(ax, (28, 36), (46, 36), "22.0", (0, 3))
    arrow(ax, (86, 40), (104, 46), "8.0", (0, 3))
    box(ax, 104, 41, 34, 12, "道路浇洒、绿化\n8.0", 8)
    arrow(ax, (86, 32), (104, 26), "104.0", (0, 3))
    box(ax, 104, 19, 34, 12, "排入那瓦溪\n104.0", 8)
    text(ax, 70, 13, "310.0＝220.0＋90.0；112.0＝90.0＋22.0＝8.0＋104.0", 8)
    text(ax, 70, 5, "单位：万m³", 8)
    save(fig, "fig5-water.png")


def route():
    fig, ax = canvas(14.2)
    L = [("宏观：园区", "0.85"), ("中观：单元", "0.92"), ("微观：企业", "0.97")]
    steps = [
        ("统一基线", "36项数据规范、三年数据复核、基准锁定", 128, "园区总平衡\n主要来源与去向"),
        ("分元诊断", "7个审核单元：物料、能量、水平衡，夹点与损失树分析", 108, "识别重点领域、\n重点环节、重点工艺"),
        ("共性会诊", "频次、影响、难度打分，共性问题集中论证", 88, "共性方案库"),
        ("方案评估与优选", "技术、环境、经济、可协调性4类准则", 68, "17项方案"),
        ("协同实施", "一方案一台账，先源头后末端、先公用后专用", 48, "投资16000万元"),
        ("分级核证", "方案级、企业级、园区级，偏差不超过5%", 28, "节能16400吨标准煤/年\n节水77.5万m³/年"),
    ]
    for i, (a, b, y, c) in enumerate(steps):
        box(ax, 2, y - 7, 25, 14, a, 9, "0.85", True)
        box(ax, 31, y - 7, 71, 14, b, 7.8, "white")
        box(ax, 108, y - 7, 30, 14, c, 7.2, "0.94", ls="--")
        arrow(ax, (27, y), (31, y))
        arrow(ax, (102, y), (108, y))
        if i < 5:
            arrow(ax, (14.5, y - 7), (14.5, y - 13))
    arrow(ax, (14.5, 21), (14.5, 15.6))
    box(ax, 2, 3.6, 136, 12, "成果：技术指南1项、管理规范2项、共性方案库、数字化管理平台、典型案例不少于6个", 8, "0.88", True)
    text(ax, 14.5, 138.6, "步 骤", 8.5, True)
    text(ax, 66, 138.6, "方 法 与 要 点", 8.5, True)
    text(ax, 123, 138.6, "输 出", 8.5, True)
    save(fig, "fig6-route.png")


def mode():
    fig, ax = canvas(9.4)
    ax.plot([70, 70], [6, 92], color="black", lw=0.6, ls="--")
    text(ax, 35, 88, "传统模式：逐家审核", 9, True)
    text(ax, 105, 88, "整体模式：分元审核、统一核证", 9, True)
    for i, n in enumerate(["企业1", "企业2", "企业11"]):
        x = 4 + i * 22
        box(ax, x, 62, 18, 12, n, 8, "0.9")
        box(ax, x, 40, 18, 12, "咨询机构", 8)
        box(ax, x, 18, 18, 12, "单独报告", 8)
        arrow(ax, (x + 9, 62), (x + 9, 52))
        arrow(ax, (x + 9, 40), (x + 9, 30))
    text(ax, 35, 10, "单家18.0万元、160人·天、210天", 8)
    box(ax, 78, 68, 54, 12, "管委会：综合审核组＋技术专家组", 8, "0.85", True)
    box(ax, 78, 46, 54, 12, "7个审核单元\n物料、能量、水平衡", 8, "0.93")
    for i, n in enumerate(["企业1", "企业2", "企业11"]):
        x = 78 + i * 19
        box(ax, x, 24, 16, 11, n, 8, "0.97")
        arrow(ax, (x + 6, 35), (x + 6, 46))
        arrow(ax, (x + 11, 46), (x + 11, 35), ls="--")
    arrow(ax, (98, 58), (98, 68))
    arrow(ax, (112, 68), (112, 58), ls="--")
    text(ax, 121, 63, "共性方案", 7)
    text(ax, 88, 63, "诊断结果", 7)
    text(ax, 105, 17.5, "1套总报告＋11册企业分册", 8, True)
    text(ax, 105, 10, "单家10.0万元、96人·天、150天", 8)
    text(ax, 70, 3, "实线为信息上传，虚线为方案、规则返回（右图）", 7)
    save(fig, "fig7-mode.png")


def org():
    fig, ax = canvas(10)
    box(ax, 42, 82, 56, 12, "领导小组（9人）", 9, "0.82", True)
    box(ax, 42, 62, 56, 12, "试点办公室（8人）", 9, "0.88", True)
    arrow(ax, (70, 82), (70, 74), "季度会议", (12, 0))
    names = [("综合审核组\n12人", 3), ("技术专家组\n11人", 38), ("数据平台组\n6人", 73), ("资金监督组\n4人", 108)]
    ax.plot([17.5, 122.5], [55, 55], color="black", lw=0.9)
    ax.plot([70, 70], [62, 55], color="black", lw=0.9)
    text(ax, 82, 58.6, "月度调度", 7)
    for s, x in names:
        arrow(ax, (x + 14.5, 55), (x + 14.5, 49))
        box(ax, x, 35, 29, 14, s, 8.2)
        arrow(ax, (x + 14.5, 35), (x + 14.5, 27))
    text(ax, 70, 31, "双周对接", 7)
    box(ax, 3, 15, 134, 12, "11家企业清洁生产工作小组（每周自查）和园区公用设施运行单位", 8.5, "0.93", True)
    box(ax, 3, 2, 134, 8, "协同会商机制 ｜ 绩效激励机制 ｜ 能力建设机制 ｜ 技术支撑机制", 8, ls="--")
    arrow(ax, (70, 10), (70, 15))
    save(fig, "fig8-org.png")


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    for f in (location, layout, chain, energy, water, route, mode, org):
        f()
