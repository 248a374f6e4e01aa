#!/usr/bin/env python3
"""Check the fonts: sums, names, dates, coverage, blank glyphs.

Usage: check.py [FOLDER WITH THE FONTS; this script's own folder if left out]
Needs fontTools. Exit status 1 if anything is wrong.
"""

import hashlib
import pathlib
import sys

from fontTools.ttLib import TTFont

from build import DATE, FONTS, HERE, is_hanzi, read_charset

# Characters of Guangxi place names, in the two tables or beyond them.
PLACES = "岜弄垌峒岽崬嵅嵓埇坉圩塱畓榃湴硍倖氹凼崀岃屾㭎㟖㙟㘵㙇㙱𬒗𡶶𡋗㴖䂶䃥渌禄逻浔邕瀼濛埌塘坡坳塝垰圢㘰岂坭埔埠塄嶝峎峺栱砵礐硔磡㵲"
# Seen in plans: quotes, numbers, units, ticks.
SIGNS = "“”‘’—…、。，；：？！（）〔〕【】《》〈〉〇①⑳㈠㈩⑴⒈ⅠⅫ㎡㎥³²℃‰₀₉⁰⁹→≤≥±×÷≈∑√∞□■○●☆★☑☐☒✓"
INVISIBLE = {0x20, 0xA0, 0x2002, 0x2003, 0x3000}
RESERVED = ("LXGW", "霞鹜")

failures = []


def expect(condition, text):
    if not condition:
        failures.append(text)


def gb2312():
    chars = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                chars.add(ord(bytes([row, cell]).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    return chars


def show(codes):
    text = "".join(map(chr, sorted(codes)[:40]))
    return f"{len(codes)} missing: {text}"


def blank(font, name):
    if "CFF " in font:
        charstring = font["CFF "].cff.topDictIndex[0].CharStrings[name]
        return len(charstring.bytecode) < 8
    return font["glyf"][name].numberOfContours == 0


def check_names(font, file, family):
    def name(number):
        record = font["name"].getName(number, 3, 1, 0x409)
        return record.toUnicode() if record else ""

    postscript = family.replace(" ", "") + "-Regular"
    expect(name(1) == family, f"{file}: name 1 is {name(1)!r}")
    expect(name(4) == family, f"{file}: name 4 is {name(4)!r}")
    expect(name(6) == postscript, f"{file}: name 6 is {name(6)!r}")
    expect(name(3).startswith(family), f"{file}: name 3 is {name(3)!r}")
    expect(name(10).startswith("Modified version"), f"{file}: name 10 is {name(10)!r}")
    expect("opyright" in name(0) or "©" in name(0), f"{file}: name 0 has no copyright")
    expect(name(14).startswith("http"), f"{file}: name 14 has no licence address")
    for record in font["name"].names:
        expect(record.nameID not in (16, 17, 21, 22), f"{file}: name {record.nameID} is left")
        if record.nameID in (1, 2, 3, 4, 6):
            text = record.toUnicode()
            expect(not any(word in text for word in RESERVED), f"{file}: reserved name in {text!r}")
    if "CFF " in font:
        cff = font["CFF "].cff
        top = cff.topDictIndex[0]
        expect(list(cff.fontNames) == [postscript], f"{file}: CFF name is {cff.fontNames}")
        expect((top.FullName, top.FamilyName) == (family, family), f"{file}: CFF top dict")
    expect(font["head"].created == font["head"].modified == DATE, f"{file}: dates")


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    sums = {}
    for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, file = line.split("  ")
        sums[file] = digest
    expect(sorted(sums) == sorted(row[0] for row in FONTS), "SHA256SUMS: names of the files")

    table, extra, gb = read_charset("tygf-8105.txt"), read_charset("extra.txt"), gb2312()
    expect(len(table) == 8105, f"tygf-8105.txt: {len(table)} characters")
    expect(not table & extra, "extra.txt repeats characters of tygf-8105.txt")
    expect(gb <= table | extra, f"charset lacks GB 2312: {show(gb - table - extra)}")
    wanted = table | extra

    total = 0
    has = {}
    for file, _, _, family, _ in FONTS:
        data = (folder / file).read_bytes()
        total += len(data)
        expect(hashlib.sha256(data).hexdigest() == sums.get(file), f"{file}: sha256 differs")
        font = TTFont(folder / file, recalcTimestamp=False, lazy=True)
        check_names(font, file, family)
        cmap = font.getBestCmap()
        empty = {code for code, name in cmap.items() if code not in INVISIBLE and blank(font, name)}
        expect(not empty, f"{file}: blank glyphs: {[hex(code) for code in sorted(empty)[:20]]}")
        expect(set(cmap) <= wanted, f"{file}: characters outside charset/")
        has[family] = set(cmap)
        print(
            f"{file}: {len(data)} bytes, {font['maxp'].numGlyphs} glyphs, {len(cmap)} characters; "
            f"8105: {len(table & cmap.keys())}, GB 2312: {len(gb & cmap.keys())} of {len(gb)}, "
            f"extra: {len(extra & cmap.keys())} of {len(extra)}"
        )

    body = has["Pilot FangSong"] | has["Pilot Song"]
    print(f"body (Pilot FangSong, then Pilot Song): {len(body & wanted)} of {len(wanted)}; {total} bytes in all")
    expect(wanted <= body, f"body: {show(wanted - body)}")
    for family in ("Pilot Hei", "Pilot Kai", "Pilot XiaoBiaoSong"):
        expect(table <= has[family], f"{family}, 8105: {show(table - has[family])}")
        expect(gb <= has[family], f"{family}, GB 2312: {show(gb - has[family])}")
    signs = {code for code in extra if not is_hanzi(code)}
    expect(signs <= has["Pilot Song"], f"Pilot Song, signs: {show(signs - has['Pilot Song'])}")
    for text in (PLACES, SIGNS):
        codes = set(map(ord, text))
        expect(codes <= body, f"body: {show(codes - body)}")

    for failure in failures:
        print(f"FAIL {failure}")
    print("failed" if failures else "ok")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
