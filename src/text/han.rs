//! Chinese characters: counting, classes, and folding for comparison.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// Whether a character is a Chinese ideograph (Unicode blocks of CJK unified and compatibility
/// ideographs, and 〇).
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

/// Whether a character is set full-width in Chinese text: an ideograph or Chinese punctuation.
pub fn is_cjk(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '“' | '”' | '‘' | '’' | '—' | '…')
}

/// Radicals and the ideographs that they look like (Unicode, EquivalentUnifiedIdeograph.txt; only
/// those that are ideographs by themselves). Fonts in PDF files give one glyph to both, and which
/// of them its text says is chance. NFKC folds the Kangxi radicals, but of these hardly any.
const RADICALS: &str = "⺁厂⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺖忄⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺶羊⺹耂⺺肀⺻聿⺼肉⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟";

/// The ideograph that a radical looks like; any other character is itself.
fn without_radical(c: char) -> char {
    if !matches!(c, '\u{2e80}'..='\u{2eff}') {
        return c;
    }
    let mut pairs = RADICALS.chars();
    while let (Some(radical), Some(ideograph)) = (pairs.next(), pairs.next()) {
        if radical == c {
            return ideograph;
        }
    }
    c
}

/// The number of Chinese ideographs.
pub fn han_count(text: &str) -> usize {
    text.chars().filter(|c| is_han(*c)).count()
}

/// Folds a text for comparison: compatibility forms (NFKC: full-width letters and brackets, ㈠, ①),
/// radicals as ideographs, dashes alike, no white space, Latin in lower case. For comparing only: what is shown is always
/// the original.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Nearly all text is made of characters that normalise to one character whatever stands beside
    // them.
    if text.chars().all(|c| alone(c).is_some()) {
        fold_into(text.chars().filter_map(alone), &mut out);
    } else {
        fold_into(text.nfkc(), &mut out);
    }
    out
}

/// The NFKC form of a character that is one character and never joins with its neighbours, for
/// those that are common in Chinese text. None of these is a combining mark, so Latin letters among
/// them have nothing to join with.
fn alone(c: char) -> Option<char> {
    match c {
        '\0'..='\u{7f}'
        | '\u{4e00}'..='\u{9fff}'
        | '、'
        | '。'
        | '〈'..='】'
        | '〔'
        | '〕'
        | '–'
        | '—'
        | '‘'
        | '’'
        | '“'
        | '”'
        | '×' => Some(c),
        '\u{3000}' => Some(' '),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0),
        _ => None,
    }
}

fn fold_into(characters: impl Iterator<Item = char>, out: &mut String) {
    for c in characters.map(without_radical) {
        match c {
            c if c.is_whitespace() => {}
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            '〔' | '［' | '【' => out.push('['),
            '〕' | '］' | '】' => out.push(']'),
            '–' | '—' | '―' | '‐' | '‑' | '−' | '－' => out.push('-'),
            '﹑' => out.push('、'),
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c if is_han(c) => out.push(c),
            c => out.extend(c.to_lowercase()),
        }
    }
}

/// A text that is put between “ and ”: quotation marks in it become the inner ones (GB/T 15834—2011
/// 4.8.3.4).
pub fn quoted(text: &str) -> String {
    let inner = text.replace('“', "‘").replace('”', "’");
    format!("“{inner}”")
}

/// Whether a character shows nothing of its own or changes how others are shown: breaks of lines,
/// directions, joiners, variation selectors, fillers, tags (Unicode 15.1,
/// Default_Ignorable_Code_Point, and U+2028 and U+2029). The ideographic blank is no such character.
pub fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{e0000}'..='\u{e0fff}')
}

/// Shows text of unknown origin: control characters and those that are hidden become visible
/// escapes.
pub fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        push_printable(c, &mut out);
    }
    out
}

/// The same on one line: what is blank is one space.
pub fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    printable(&words.join(" "))
}

/// The same for lines of a file with a range in them: line ends and tabs stay, and the range is
/// that of the same words in what is shown.
pub fn printable_lines(text: &str, range: Range<usize>) -> (String, Range<usize>) {
    let mut out = String::with_capacity(text.len());
    let (mut start, mut end) = (None, None);
    for (index, c) in text.char_indices() {
        if index >= range.start {
            start.get_or_insert(out.len());
        }
        if index >= range.end {
            end.get_or_insert(out.len());
        }
        match c {
            '\n' | '\r' | '\t' => out.push(c),
            c => push_printable(c, &mut out),
        }
    }
    let range = start.unwrap_or(out.len())..end.unwrap_or(out.len());
    (out, range)
}

fn push_printable(c: char, out: &mut String) {
    if c.is_control() || is_hidden(c) {
        out.push_str(&format!("\\u{{{:x}}}", c as u32));
    } else {
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_makes_paper_and_screen_forms_equal() {
        assert_eq!(fold("（一） 试点 对象"), fold("(一)试点对象"));
        assert_eq!(fold("㈠试点"), fold("(一)试点"));
        assert_eq!(fold("１．目标"), fold("1.目标"));
        assert_eq!(fold("平果市⻄⻰铝⾏业⻋间⺠⻓"), "平果市西龙铝行业车间民长");
        let pairs: Vec<char> = RADICALS.chars().collect();
        for pair in pairs.chunks(2) {
            assert!(matches!(pair[0], '\u{2e80}'..='\u{2eff}') && is_han(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn the_short_way_of_folding_gives_what_the_long_one_gives() {
        for c in (0..=0xffff).filter_map(char::from_u32) {
            // With a neighbour that it might join with, and without.
            for text in [c.to_string(), format!("e{c}"), format!("{c}\u{301}"), format!("节{c}。")]
            {
                let mut long = String::new();
                fold_into(text.nfkc(), &mut long);
                assert_eq!(fold(&text), long, "U+{:04X}", u32::from(c));
            }
        }
    }

    #[test]
    fn quotations_in_quotations_have_inner_marks() {
        assert_eq!(quoted("可采用“～”或“—”"), "“可采用‘～’或‘—’”");
    }

    #[test]
    fn only_ideographs_are_counted() {
        assert_eq!(han_count("节水1200吨，约〇三。𬒗"), 7);
    }

    #[test]
    fn control_characters_are_shown() {
        assert_eq!(printable("a\u{1b}[31m\u{202e}"), "a\\u{1b}[31m\\u{202e}");
        assert_eq!(printable("\u{3164}\u{fe00}\u{200e}"), "\\u{3164}\\u{fe00}\\u{200e}");
    }

    #[test]
    fn line_ends_are_no_escapes_in_a_message() {
        assert_eq!(one_line("---\n标题：甲\r\n\u{200e}"), "--- 标题：甲 \\u{200e}");
    }

    #[test]
    fn lines_of_a_file_keep_their_ends_and_the_words_that_are_meant() {
        let text = "甲\u{200e}乙\r\n丙\t丁";
        let start = text.find('乙').unwrap_or_default();
        let (shown, range) = printable_lines(text, start..start + "乙\r\n丙".len());
        assert_eq!(shown, "甲\\u{200e}乙\r\n丙\t丁");
        assert_eq!(&shown[range], "乙\r\n丙");
        let (shown, range) = printable_lines("甲\u{3164}", 3..6);
        assert_eq!(&shown[range], "\\u{3164}");
    }
}
