"""检查 plan.md 与 pilot.toml 的数字是否一致（虚构示例）。只用标准库。"""
import pathlib
import re
import sys
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
PLAN = (ROOT / "plan.md").read_text(encoding="utf-8")
CONF = tomllib.loads((ROOT / "pilot.toml").read_text(encoding="utf-8"))
bad = []


def need(ok, msg):
    if not ok:
        bad.append(msg)


def num(s):
    return float(s) if re.fullmatch(r"-?\d+(\.\d+)?", s.strip()) else None


# 表：标题 → (表头, 行)
tables, cur, cap = {}, None, None
for line in PLAN.split("\n"):
    m = re.fullmatch(r"表(\d+) (.+)", line)
    if m:
        cap, cur = (int(m[1]), m[2]), None
    elif line.startswith("|"):
        row = [c.strip() for c in line.strip("|").split("|")]
        if cur is None:
            need(cap is not None, f"表没有标题：{line}")
            cur = tables.setdefault(cap, (row, []))
            cap = None
        elif not set("".join(row)) <= set("-: "):
            need(len(row) == len(cur[0]), f"列数不一：{line}")
            cur[1].append(row)

by = {t.split("（单位")[0]: v for (n, t), v in tables.items()}
need([n for n, _ in tables] == list(range(1, len(tables) + 1)), "表号不连续")
body = "\n".join(l for l in PLAN.split("\n") if not re.match(r"表\d+ |!\[", l))
figs = re.findall(r"^!\[图(\d+) [^\]]+\]\(([^)]+)\)$", PLAN, re.M)
need([int(n) for n, _ in figs] == list(range(1, len(figs) + 1)), "图号不连续")
for n, f in figs:
    need((ROOT / f).is_file(), f"缺图 {f}")
    need(re.search(rf"图{n}(?!\d)", body), f"图{n}未在文中提到")
for n, t in tables:
    need(re.search(rf"表{n}(?!\d)", body), f"表{n}未在文中提到")

# 合计行：率不相加，其余各列相加
for (n, t), (head, rows) in tables.items():
    if rows[-1][0] == "合计":
        for c in range(1, len(head)):
            tot = num(rows[-1][c])
            if tot is None or "率" in head[c]:
                continue
            s = sum(num(r[c]) or 0 for r in rows[:-1])
            need(abs(s - tot) < 0.006, f"表{n} {t} “{head[c]}”合计 {tot}，实为 {s:.3f}")
    # 基准值、目标值、削减量
    if "基准值" in "".join(head):
        k = {h.replace("2022年", ""): i for i, h in enumerate(head)}
        for r in rows:
            b, a = num(r[k["基准值"]]), num(r[k["目标值"]])
            if "削减量" in k:
                need(abs(b - a - num(r[k["削减量"]])) < 1e-6, f"表{n} {r}")
            if "提升量" in k:
                need(abs(a - b - num(r[k["提升量"]])) < 1e-6, f"表{n} {r}")
            if "下降率（%）" in k:
                need(abs((b - a) / b * 100 - num(r[k["下降率（%）"]])) <= 0.0501, f"表{n} {r}")

# 行内关系
for r in by["2022年园区企业水量平衡"][1]:
    need(abs(num(r[1]) - num(r[2]) - num(r[3])) < 1e-6, f"水平衡 {r}")
for r in by["2022年园区一般工业固体废物产生与利用情况"][1]:
    need(abs(num(r[1]) - num(r[2]) - num(r[3])) < 1e-6 and abs(num(r[2]) / num(r[1]) * 100 - num(r[4])) <= 0.0501, f"固废 {r}")
for r in by["整体审核与单独审核的投入比较"][1]:
    need(num(r[2]) - num(r[3]) == num(r[4]) and abs(num(r[4]) / num(r[2]) * 100 - num(r[5])) <= 0.0501, f"审核比较 {r}")
src = by["各方案投资的资金来源"][1]
for r in src:
    need(sum(map(num, r[1:5])) == num(r[5]), f"资金分解 {r}")
meas = {r[0]: num(r[3]) for r in by["试点方案清单及投资"][1]}
need(meas == {r[0]: num(r[5]) for r in src}, "方案投资与资金分解不同")
need(num(by["F1投资构成"][1][-1][1]) == meas["F1"], "F1投资")
fund = [(r[0], num(r[1])) for r in by["试点项目资金来源"][1]]
need(fund[:-1] == [(f["source"], f["amount"]) for f in CONF["funding"]], "资金来源与 pilot.toml 不同")
need([x for _, x in fund] == [num(c) for c in src[-1][1:]], "资金来源与分解合计不同")
total = fund[-1][1]
need(total == meas["合计"] == sum(f["amount"] for f in CONF["funding"]), "总投资")
need(set(re.findall(r"总投资(?:为)?(\d+)万元", PLAN)) == {str(int(total))}, "总投资有两个值")

# 三年强度
y = {r[0].split("（")[0]: r[1:] for r in by["近3年园区经济与资源能源消耗情况"][1]}
for i in range(3):
    va = num(y["工业增加值"][i])
    need(abs(num(y["综合能耗"][i]) / va - num(y["单位工业增加值综合能耗"][i])) <= 0.00501, f"能耗强度 {i}")
    need(abs(num(y["新鲜水取水量"][i]) * 1e4 / va - num(y["单位工业增加值新鲜水取水量"][i])) <= 0.00501, f"水耗强度 {i}")
p3 = {r[0].split("（")[0]: r[1:] for r in by["近3年园区主要污染物排放与固体废物产生情况"][1]}

# 目标：表、pilot.toml、总量分解、方案效益、汇总
tg = {}
for t in ("试点工作目标（下降类指标）", "试点工作目标（提升类指标）"):
    for r in by[t][1]:
        tg[r[1]] = (r[2], num(r[3]), num(r[4]))
need(tg == {t["indicator"]: (t["unit"], t["baseline"], t["target"]) for t in CONF["targets"]}, "目标表与 pilot.toml 不同")
for k, (u, b, a) in tg.items():
    if k in p3:
        need(num(p3[k][2]) == b, f"{k} 基准值与近3年表不同")
    if k in y:
        need(num(y[k][2]) == b, f"{k} 基准值与近3年表不同")
split = {r[0]: (num(r[2]), num(r[3]), num(r[4])) for r in by["下降类总量指标分解（2022年产量口径）"][1]}
for k, (b, d, a) in split.items():
    if k in tg:
        need(tg[k][1:] == (b, a), f"{k} 分解与目标不同")
eff = by["各方案年节能、节水、降碳与经济效益"][1][-1]
red = by["各方案年减污量"][1][-1]
mat = by["各方案年节材量"][1][-1]
need(num(eff[1]) == split["综合能耗"][1] and num(eff[2]) == split["新鲜水取水量"][1], "节能节水")
need(num(eff[4]) == tg["清洁生产方案年经济效益"][2], "经济效益")
need(abs(num(eff[3]) / 1e4 - (tg["能源活动二氧化碳排放量"][1] - tg["能源活动二氧化碳排放量"][2])) < 0.0051, "降碳")
for i, k in enumerate(["二氧化硫排放量", "氮氧化物排放量", "颗粒物排放量", "挥发性有机物排放量", "氟化物排放量", "危险废物外委处置量"], 1):
    need(abs(num(red[i]) - (tg[k][1] - tg[k][2])) < 1e-6, f"减污 {k}")
s = {r[1]: num(r[3]) for r in by["试点预期效益汇总"][1]}
for k, v in {"年节约能源": eff[1], "年节约新鲜水": eff[2], "年减排二氧化碳": eff[3], "年经济效益": eff[4], "年节约烧碱": mat[1],
             "年减少金属铝损失": mat[2], "年减排二氧化硫": red[1], "年减排氮氧化物": red[2], "年减排颗粒物": red[3],
             "年减排挥发性有机物": red[4], "年减少危险废物外委处置": red[6]}.items():
    need(s[k] == num(v), f"汇总 {k}")
va = num(y["工业增加值"][2])
need(abs(split["综合能耗"][2] / va - tg["单位工业增加值综合能耗"][2]) < 0.00501, "能耗强度目标")
need(abs(split["新鲜水取水量"][2] * 1e4 / va - tg["单位工业增加值新鲜水取水量"][2]) < 0.00501, "水耗强度目标")

# 企业名单与代码
C = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ok = lambda c: len(c) == 18 and C[-sum(C.index(x) * pow(3, i, 31) for i, x in enumerate(c[:17])) % 31] == c[17]
ents = [(r[1], r[2]) for r in by["园区企业清单"][1]]
need(ents == [(o["name"], o["credit_code"]) for o in CONF["objects"] if o["kind"] == "enterprise"], "企业名单与 pilot.toml 不同")
for o in CONF["objects"]:
    need(ok(o["credit_code"]), f"校验码 {o['name']}")

# 附件、标题
for f in [CONF["record"]["statement"], *[f["evidence"] for f in CONF["funding"]], *[x["file"] for x in CONF["letters"] + CONF["attachments"]]]:
    need((ROOT / f).is_file(), f"缺文件 {f}")
heads = re.findall(r"^#{2,3} (.+)$", PLAN, re.M)
outline = ["一、试点对象基本概况", "(一)试点对象范围与区位", "(二)试点对象产业概况", "二、试点基础", "(一)环境现状与主要问题",
           "(二)清洁生产工作基础", "三、试点工作目标", "四、试点工作内容", "(一)试点内容", "(二)试点方法及技术路线",
           "五、试点工作特色及主要创新点", "六、试点项目实施计划", "七、试点预期产出成果及效益"]
it = iter(heads)
need(all(h in it for h in outline), "大纲标题缺少或者次序不同")

prose = "\n".join(l for l in PLAN.split("\n") if not re.match(r"\||!|#|表\d+ ", l))
print(f"汉字 {len(re.findall('[一-鿿]', PLAN))}（正文 {len(re.findall('[一-鿿]', prose))}），表 {len(tables)}，图 {len(figs)}，目标 {len(tg)}")
print("\n".join(bad) if bad else "数字一致")
sys.exit(bool(bad))
