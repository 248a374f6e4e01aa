#!/usr/bin/env python3
"""Make the five fonts of this folder from their Debian packages.

Usage: build.py SOURCES OUT

SOURCES is a folder into which the packages were unpacked (it holds usr/share/…), OUT receives the fonts
and SHA256SUMS. The same sources and the same fontTools give the same bytes. See README.md.
"""

import hashlib
import pathlib
import sys
import unicodedata

import fontTools
from fontTools import subset
from fontTools.misc.timeTools import timestampFromString
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

HERE = pathlib.Path(__file__).resolve().parent
FONTTOOLS = "4.68.0"
DATE = timestampFromString("Wed Jan  1 00:00:00 2025")

FANDOL = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf"
WENKAI = "usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf"
SANS = "usr/share/fonts/opentype/noto/NotoSansCJK-Medium.ttc"
BOLD = "usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc"
LIGHT = "usr/share/fonts/opentype/noto/NotoSerifCJK-Light.ttc"
MEDIUM = "usr/share/fonts/opentype/noto/NotoSerifCJK-Medium.ttc"

SOURCES = {
    FANDOL: "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9",
    WENKAI: "bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8",
    SANS: "197d5e1e019faca33a4d55931c7d68b8056f3b97cb862049f5cb8de9efdfb8ce",
    BOLD: "a5d4b046c127da3d7c72f98b46c41489cd29bf52abfdf18aba920903e920d4ac",
    LIGHT: "7e4263391f8a29d726e2678d573a0c7b6b8b9bc0349223e5b24e75aae19c8a25",
    MEDIUM: "2634efc3fc7e92496adffe7f454164e0eb7491b92eb2eaa3e3bd0cfcfa203c19",
}

# file, source, face in a collection (2 is SC), family, what it was made from
FONTS = [
    ("PilotFangSong.otf", FANDOL, -1, "Pilot FangSong", "FandolFang 0.3 (GPL 3 with font exception)"),
    ("PilotKai.ttf", WENKAI, -1, "Pilot Kai", "LXGW WenKai 1.250 (SIL OFL 1.1)"),
    ("PilotHei.otf", SANS, 2, "Pilot Hei", "Noto Sans CJK SC Medium 2.004 (SIL OFL 1.1)"),
    ("PilotXiaoBiaoSong.otf", BOLD, 2, "Pilot XiaoBiaoSong", "Noto Serif CJK SC Bold 2.001 (SIL OFL 1.1)"),
    ("PilotSong.otf", LIGHT, 2, "Pilot Song", "Noto Serif CJK SC Light 2.001 (SIL OFL 1.1)"),
]

# Signs that no source font has. They are drawn from other glyphs and put in the place of Hangul syllables,
# which are not needed.
SCALE = 0.585  # full-size digit to superscript digit, as in the source's own ¹ ² ³
BEARING = 28
RISE = {"super": 469, "sub": -145}
DIGITS = (
    [(sup, "super", digit) for sup, digit in zip("⁰⁵⁶⁷⁸⁹⁺⁻", "056789+−")]
    + [(sub, "sub", digit) for sub, digit in zip("₀₁₂₃₄₅₆₇₈₉", "0123456789")]
)
# sign -> the square, and what lies in it: character, scale, middle
BOXES = [("☐", None), ("☑", ("✓", 0.72)), ("☒", ("×", 1.0))]
MIDDLE = (500, 380)
# The families whose dash — is made one em long.
DASH = ("Pilot Hei", "Pilot XiaoBiaoSong", "Pilot Song")
# How far the quotes of Pilot Kai, narrow in the source, are moved within a full em.
QUOTES = {"“": 600, "”": 40, "‘": 640, "’": 40}
# Beside hanzi, the body font keeps only these; all other signs come from Pilot Song, so that ⑩ matches ⑪ and
# □ matches ☑, and letters are not full-width.
FANG_SIGNS = {0x20, 0x3000, *map(ord, "—…、。〃々〇〈〉《》「」『』【】〔〕〖〗"), *range(0xFF01, 0xFFE6)}
CARRIERS = [0xAC00 + n for n in range(len(DIGITS) + len(BOXES))]


def read_charset(name):
    """The characters of a file in charset/."""
    chars = set()
    for line in (HERE / "charset" / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("# ") or line == "#":
            continue
        if line.startswith("U+"):
            chars.update(int(number[2:], 16) for number in line.split())
        else:
            chars.update(map(ord, line))
    return chars


def is_hanzi(code):
    return unicodedata.name(chr(code), "").startswith("CJK UNIFIED IDEOGRAPH")


def load(folder, path, face):
    data = (folder / path).read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != SOURCES[path]:
        sys.exit(f"{path}: sha256 is {found}, this recipe was made for {SOURCES[path]}")
    return TTFont(folder / path, fontNumber=face, recalcTimestamp=False, lazy=True)


def cut(font, codes):
    options = subset.Options()
    options.hinting = False
    options.desubroutinize = True
    options.layout_features = ["kern", "liga", "halt"]
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx", "GDEF", "meta", "DSIG", "gasp"]
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.name_legacy = True
    options.bidi_closure = False
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)


def rename(font, family, origin):
    postscript = family.replace(" ", "")
    table = font["name"]

    def old(number):
        record = table.getName(number, 3, 1, 0x409)
        return record.toUnicode() if record else None

    version = old(5)
    names = {number: old(number) for number in (0, 5, 7, 8, 9, 11, 12, 13, 14)}
    names[1] = family
    names[2] = "Regular"
    names[3] = f"{family}; subset of: {version}"
    names[4] = family
    names[6] = f"{postscript}-Regular"
    names[10] = f"Modified version (glyph subset, renamed) of {origin}."
    if "CFF " in font and "GPL" in origin:
        names[10] += " The font exception is extended to this version."
    if family == "Pilot Kai":
        names[10] += " The quotes “ ” ‘ ’ take a full em."
    if family in DASH:
        names[10] += " The dash — takes a full em."
    if family == "Pilot Song":
        names[10] += " Some superscript and subscript digits and ☐ ☑ ☒ were added."
    table.names = []
    for number, text in sorted(names.items()):
        if text is not None:
            table.setName(text, number, 3, 1, 0x409)

    # One face per family: regular in style, its real weight stays in usWeightClass.
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0b100001 | 0b1000000
    font["head"].macStyle = 0
    font["head"].created = font["head"].modified = DATE

    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [names[6]]
        top = cff.topDictIndex[0]
        top.FullName = family
        top.FamilyName = family
        for key in ("XUID", "UniqueID"):
            top.rawDict.pop(key, None)
            if hasattr(top, key):
                delattr(top, key)
        for number, part in enumerate(getattr(top, "FDArray", [])):
            part.FontName = f"{postscript}-Part{number}"


def redraw(font, name, width, parts):
    """Replace the outline of a CFF glyph by other glyphs, each with its transformation."""
    top = font["CFF "].cff.topDictIndex[0]
    old = top.CharStrings[name]
    default = getattr(old.private, "defaultWidthX", 0)
    nominal = getattr(old.private, "nominalWidthX", 0)
    pen = T2CharStringPen(None if width == default else width - nominal, None)
    box = BoundsPen(None)
    for glyph, transform in parts:
        glyph.draw(TransformPen(pen, transform))
        glyph.draw(TransformPen(box, transform))
    new = pen.getCharString(old.private, old.globalSubrs)
    new.fdSelectIndex = getattr(old, "fdSelectIndex", None)
    top.CharStrings.charStringsIndex[top.CharStrings.charStrings[name]] = new
    font["hmtx"][name] = (width, round(box.bounds[0]))


def widen_dash(font):
    """Make the dash — one em long and put it at the middle of the line, so that two of them join."""
    name = font.getBestCmap()[0x2014]
    glyphs = font.getGlyphSet()
    left, bottom, right, top = bounds(glyphs, glyphs[name])
    scale = 1000 / (right - left)
    redraw(font, name, 1000, [(glyphs[name], (scale, 0, 0, 1, -left * scale, MIDDLE[1] - (bottom + top) / 2))])


def widen_quotes(font):
    """Give the quotes of a TrueType font the place they have in Chinese text."""
    cmap = font.getBestCmap()
    for quote, shift in QUOTES.items():
        name = cmap[ord(quote)]
        glyph = font["glyf"][name]
        glyph.coordinates.translate((shift, 0))
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (1000, glyph.xMin)


def draw_signs(font, donor):
    """Draw the signs into the carrier glyphs of `font` and map them."""
    cmap = font.getBestCmap()
    own, other = font.getGlyphSet(), donor.getGlyphSet()
    other_map = donor.getBestCmap()
    mapping = {}

    def put(carrier, sign, width, parts):
        redraw(font, cmap[carrier], width, parts)
        mapping[ord(sign)] = cmap[carrier]

    carriers = iter(CARRIERS)
    for sign, place, digit in DIGITS:
        glyph = other[other_map[ord(digit)]]
        width = round(glyph.width * SCALE) + 2 * BEARING
        put(next(carriers), sign, width, [(glyph, (SCALE, 0, 0, SCALE, BEARING, RISE[place]))])
    square = own[cmap[ord("□")]]
    for sign, inside in BOXES:
        parts = [(square, (1, 0, 0, 1, 0, 0))]
        if inside:
            char, scale = inside
            glyph = own[cmap[ord(char)]]
            left, bottom, right, top_edge = bounds(own, glyph)
            dx = MIDDLE[0] - scale * (left + right) / 2
            dy = MIDDLE[1] - scale * (bottom + top_edge) / 2
            parts.append((glyph, (scale, 0, 0, scale, dx, dy)))
        put(next(carriers), sign, 1000, parts)

    for table in font["cmap"].tables:
        if not table.isUnicode() or table.format == 14:
            continue
        for carrier in CARRIERS:
            table.cmap.pop(carrier, None)
        table.cmap.update(mapping)


def bounds(glyphs, glyph):
    pen = BoundsPen(glyphs)
    glyph.draw(pen)
    return pen.bounds


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    if fontTools.version != FONTTOOLS:
        sys.exit(f"fontTools {FONTTOOLS} wanted, this is {fontTools.version}")
    folder, out = map(pathlib.Path, sys.argv[1:])
    wanted = read_charset("tygf-8105.txt") | read_charset("extra.txt")
    fang = set(load(folder, FANDOL, -1).getBestCmap())

    sums = []
    for file, path, face, family, origin in FONTS:
        font = load(folder, path, face)
        codes = set(wanted)
        if family == "Pilot FangSong":
            codes = {code for code in wanted if is_hanzi(code) or code in FANG_SIGNS}
        if family == "Pilot Song":
            # What the body font lacks, and every character that is not a hanzi.
            codes = {code for code in wanted if code not in fang or not is_hanzi(code)} | set(CARRIERS)
        codes &= set(font.getBestCmap())
        cut(font, codes)
        if family == "Pilot Song":
            draw_signs(font, load(folder, MEDIUM, 2))
        if family in DASH:
            widen_dash(font)
        if family == "Pilot Kai":
            widen_quotes(font)
        rename(font, family, origin)
        font.save(out / file)
        data = (out / file).read_bytes()
        sums.append(f"{hashlib.sha256(data).hexdigest()}  {file}\n")
        print(f"{file}: {len(data)} bytes, {font['maxp'].numGlyphs} glyphs", flush=True)
    (out / "SHA256SUMS").write_text("".join(sorted(sums, key=lambda line: line[66:])), encoding="utf-8")


if __name__ == "__main__":
    main()
