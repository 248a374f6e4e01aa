//! `EQ` fields: what Word draws from a code such as `EQ \f(3,4)`, as characters (Word's help,
//! “Field codes: Eq (Equation) field”). Word keeps no result of them in the file.

/// Switches within each other at most; a code that goes deeper is kept as it is written.
const DEEPEST: usize = 20;

/// Text of one height.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EqText {
    /// Its characters.
    pub(super) text: String,
    /// `superscript` or `subscript`.
    pub(super) raised: Option<&'static str>,
}

/// What an `EQ` field shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct EqResult {
    /// Its pieces in order.
    pub(super) pieces: Vec<EqText>,
    /// Whether characters cannot show all of it: a fraction, a root, a matrix.
    pub(super) is_formula: bool,
    /// Whether it is a phonetic guide, of which only the characters themselves are kept.
    pub(super) is_phonetic: bool,
}

impl EqResult {
    fn plain(text: impl Into<String>) -> Self {
        let piece = EqText { text: text.into(), raised: None };
        Self { pieces: vec![piece], ..Self::default() }
    }

    fn text(&self) -> String {
        let texts = self.pieces.iter().map(|piece| &*piece.text);
        texts.collect()
    }

    fn push(&mut self, other: Self) {
        for piece in other.pieces {
            match self.pieces.last_mut() {
                Some(last) if last.raised == piece.raised => last.text.push_str(&piece.text),
                _ => self.pieces.push(piece),
            }
        }
        self.is_formula |= other.is_formula;
        self.is_phonetic |= other.is_phonetic;
    }

    fn push_text(&mut self, text: &str) {
        if !text.is_empty() {
            self.push(Self::plain(text));
        }
    }

    fn raised(mut self, raised: &'static str) -> Self {
        for piece in &mut self.pieces {
            piece.raised = Some(raised);
        }
        self
    }

    fn is_raised(&self) -> bool {
        let is_any_level = self.pieces.iter().any(|piece| piece.raised.is_none());
        !self.pieces.is_empty() && !is_any_level
    }
}

/// What the code behind `EQ` shows. A code that is no such thing is kept as it is written, as a
/// formula.
pub(super) fn result(code: &str) -> EqResult {
    let characters: Vec<char> = without_switches(code).chars().collect();
    let mut reader = EqReader { characters: &characters, at: 0 };
    match reader.row(0, false) {
        Some(row) if reader.at == characters.len() => row,
        _ => EqResult { is_formula: true, ..EqResult::plain(code.trim()) },
    }
}

/// The code without the general switches that Word's phonetic guide writes before it:
/// `\* jc2 \* "Font:宋体" \* hps10`.
fn without_switches(code: &str) -> &str {
    let mut rest = code.trim();
    while let Some(switch) = rest.strip_prefix("\\*") {
        let switch = switch.trim_start();
        rest = match switch.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').map(|(_, behind)| behind).unwrap_or(""),
            None => switch.split_once(char::is_whitespace).map(|(_, behind)| behind).unwrap_or(""),
        };
        rest = rest.trim_start();
    }
    rest
}

struct EqReader<'c> {
    characters: &'c [char],
    at: usize,
}

impl EqReader<'_> {
    fn peek(&self) -> Option<char> {
        self.characters.get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    /// Text and switches up to the end, or up to the comma or bracket that ends an element.
    fn row(&mut self, depth: usize, in_list: bool) -> Option<EqResult> {
        if depth > DEEPEST {
            return None;
        }
        let mut out = EqResult::default();
        let mut open = 0_usize;
        while let Some(c) = self.peek() {
            match c {
                '\\' => {
                    self.at += 1;
                    match self.peek()? {
                        escaped @ ('\\' | ',' | ';' | '(' | ')') => {
                            self.at += 1;
                            out.push_text(&escaped.to_string());
                        }
                        _ => out.push(self.switch(depth)?),
                    }
                    continue;
                }
                '(' => open += 1,
                ')' if open > 0 => open -= 1,
                ')' | ',' | ';' | '，' if in_list && open == 0 => break,
                _ => {}
            }
            out.push_text(&c.to_string());
            self.at += 1;
        }
        Some(out)
    }

    /// The elements in brackets.
    fn list(&mut self, depth: usize) -> Option<Vec<EqResult>> {
        self.skip_blanks();
        if !matches!(self.peek(), Some('(' | '（')) {
            return None;
        }
        self.at += 1;
        let mut out = Vec::new();
        loop {
            out.push(self.row(depth + 1, true)?);
            let end = self.peek()?;
            self.at += 1;
            if end == ')' {
                return Some(out);
            }
        }
    }

    /// A word of letters in lower case.
    fn word(&mut self) -> String {
        let mut out = String::new();
        while let Some(c) = self.peek().filter(char::is_ascii_alphabetic) {
            out.push(c.to_ascii_lowercase());
            self.at += 1;
        }
        out
    }

    /// Options behind a switch: `\al`, `\up9`, `\bc\{`; the words in order.
    fn options(&mut self) -> Vec<(String, Option<char>)> {
        let mut out = Vec::new();
        loop {
            self.skip_blanks();
            if self.peek() != Some('\\') {
                return out;
            }
            self.at += 1;
            let word = self.word();
            let mut mark = None;
            let takes_mark = matches!(word.as_str(), "lc" | "rc" | "bc" | "fc" | "vc");
            if takes_mark && self.peek() == Some('\\') {
                self.at += 1;
                mark = self.peek();
                self.at += 1;
            }
            self.skip_blanks();
            while self.peek().is_some_and(|c| c.is_ascii_digit()) {
                self.at += 1;
            }
            out.push((word, mark));
        }
    }

    /// A switch, behind its `\`.
    fn switch(&mut self, depth: usize) -> Option<EqResult> {
        let name = self.word();
        let options = self.options();
        let has = |word: &str| options.iter().any(|(option, _)| option == word);
        // A displacement may stand without brackets' content, and shows nothing.
        let list = self.list(depth)?;
        let whole = |list: Vec<EqResult>, between: &str| {
            let mut out = EqResult::default();
            for (index, element) in list.into_iter().enumerate() {
                if index > 0 {
                    out.push_text(between);
                }
                out.push(element);
            }
            out
        };
        let formula = |text: String| EqResult { is_formula: true, ..EqResult::plain(text) };
        Some(match name.as_str() {
            "f" => {
                let [numerator, denominator] = list.get(..2)? else { return None };
                formula(format!("{}/{}", grouped(numerator), grouped(denominator)))
            }
            "r" => match list.as_slice() {
                [radicand] => formula(format!("√{}", grouped(radicand))),
                [degree, radicand] => {
                    let mut out = degree.clone().raised("superscript");
                    out.push(formula(format!("√{}", grouped(radicand))));
                    out
                }
                _ => return None,
            },
            "s" => {
                let list_is_raised = !has("do");
                let whole = whole(list, " ");
                whole.raised(if list_is_raised { "superscript" } else { "subscript" })
            }
            "o" => overstruck(list),
            "b" => {
                let mark = |word: &str| {
                    let found = options.iter().find(|(option, _)| option == word);
                    found.and_then(|(_, mark)| *mark)
                };
                let both = mark("bc");
                let left = mark("lc").or(both);
                let right = mark("rc").or(both.map(closing));
                let has_marks = left.is_some() || right.is_some();
                let (left, right) = if has_marks { (left, right) } else { (Some('('), Some(')')) };
                let mut out = EqResult::default();
                out.push_text(&left.map(String::from).unwrap_or_default());
                out.push(whole(list, ","));
                out.push_text(&right.map(String::from).unwrap_or_default());
                out
            }
            "a" => EqResult { is_formula: true, ..whole(list, " ") },
            "i" => {
                let sign = if has("su") {
                    "∑"
                } else if has("pr") {
                    "∏"
                } else {
                    "∫"
                };
                let [lower, upper, body] = list.get(..3)? else { return None };
                let mut out = formula(sign.to_owned());
                out.push(lower.clone().raised("subscript"));
                out.push(upper.clone().raised("superscript"));
                out.push(body.clone());
                out
            }
            "l" => whole(list, ","),
            "x" => whole(list, ","),
            "d" => EqResult::default(),
            _ => return None,
        })
    }
}

/// A part of a fraction or root: in brackets if it is more than one number or word.
fn grouped(part: &EqResult) -> String {
    let text = part.text().trim().to_owned();
    let is_one = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '%' | '′'));
    if is_one { text } else { format!("({text})") }
}

fn closing(open: char) -> char {
    match open {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        '<' => '>',
        other => other,
    }
}

/// Characters on one another: something in a circle or box, a phonetic guide, or an index above
/// another one.
fn overstruck(list: Vec<EqResult>) -> EqResult {
    if let [frame, inside] = list.as_slice()
        && let Some(frame) = Frame::of(frame.text().trim())
    {
        return framed(frame, inside);
    }
    if let [above, base] = list.as_slice()
        && above.is_raised()
        && !base.is_raised()
    {
        let base = base.clone();
        return EqResult { is_phonetic: true, ..base };
    }
    let [above, below] = list.as_slice() else {
        let mut out = EqResult::default();
        for element in list {
            out.push(element);
        }
        return out;
    };
    // `\o\al(2-,4)` writes an ion's charge above its number of atoms.
    let is_index = |part: &EqResult| {
        let text = part.text();
        let is_short = text.chars().count() <= 4;
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "+-−–".contains(c);
        is_short && text.chars().all(is_plain)
    };
    let mut out = EqResult::default();
    if !above.is_raised() && !below.is_raised() && is_index(above) && is_index(below) {
        out.push(below.clone().raised("subscript"));
        out.push(above.clone().raised("superscript"));
    } else {
        out.push(above.clone());
        out.push(below.clone());
    }
    out
}

/// What Word's enclosed characters are drawn in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Frame {
    Circle,
    Other,
}

impl Frame {
    fn of(text: &str) -> Option<Self> {
        let mut characters = text.chars();
        match (characters.next()?, characters.next()) {
            ('○' | '◯' | '〇' | '⭕', None) => Some(Self::Circle),
            ('□' | '△' | '◇' | '▢' | '☐', None) => Some(Self::Other),
            _ => None,
        }
    }
}

/// Something in a frame: its own character where there is one, else as it is.
fn framed(frame: Frame, inside: &EqResult) -> EqResult {
    let text = inside.text().trim().to_owned();
    let circled = if frame == Frame::Circle { circled(&text) } else { None };
    match circled {
        Some(character) => EqResult::plain(character.to_string()),
        None => EqResult::plain(text),
    }
}

/// The character of Unicode for a number, letter or numeral in a circle.
fn circled(text: &str) -> Option<char> {
    let at = |first: char, offset: u32| char::from_u32(u32::from(first) + offset);
    if let Ok(number) = text.parse::<u32>() {
        return match number {
            0 => Some('⓪'),
            1..=20 => at('①', number - 1),
            21..=35 => at('㉑', number - 21),
            36..=50 => at('㊱', number - 36),
            _ => None,
        };
    }
    let mut characters = text.chars();
    let (only, None) = (characters.next()?, characters.next()) else { return None };
    match only {
        'A'..='Z' => at('Ⓐ', u32::from(only) - u32::from('A')),
        'a'..='z' => at('ⓐ', u32::from(only) - u32::from('a')),
        _ => {
            let numeral = "一二三四五六七八九十".chars().position(|c| c == only)?;
            at('㊀', u32::try_from(numeral).ok()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str) -> String {
        let mut out = String::new();
        for piece in result(code).pieces {
            match piece.raised {
                Some("superscript") => out.push_str(&format!("^{{{}}}", piece.text)),
                Some(_) => out.push_str(&format!("_{{{}}}", piece.text)),
                None => out.push_str(&piece.text),
            }
        }
        out
    }

    #[test]
    fn codes_as_word_draws_them() {
        for (code, shows) in [
            (r"\o\ac(○,21)", "㉑"),
            (r"\o\ac(○,50)", "㊿"),
            (r"\o\ac(○,51)", "51"),
            (r"\o\ac(○,三)", "㊂"),
            (r"\o\ac(○,甲)", "甲"),
            (r"\o\ac(□,甲)", "甲"),
            (r"\o\ac(○,A)", "Ⓐ"),
            (r"\f(3,4)", "3/4"),
            (r"\F(a+b,2)", "(a+b)/2"),
            (r"\f(\r(2),2)", "(√2)/2"),
            (r"\r(3,x+1)", "^{3}√(x+1)"),
            (r"SO\s\do4(2)", "SO_{2}"),
            (r"m\s\up8(2)", "m^{2}"),
            (r"SO\o\al(2-,4)", "SO_{4}^{2-}"),
            (r"SO\s\up6(2-)\s\do2(4)", "SO^{2-}_{4}"),
            (r"\x(合格)", "合格"),
            (r"\b\bc\[(1,2)", "[1,2]"),
            (r"\b\lc\{(\a(x=1,y=2))", "{x=1 y=2"),
            (r"\b(1)", "(1)"),
            (r"\i\su(i=1,n,x)", "∑_{i=1}^{n}x"),
            (r"f(x)=\f(1,2)", "f(x)=1/2"),
            (r"1\,000", "1,000"),
            (r"\d\fo10()甲", "甲"),
            (r#"\* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(píng),平)"#, "平"),
        ] {
            assert_eq!(shown(code), shows, "{code}");
        }
    }

    #[test]
    fn what_characters_cannot_show_is_said() {
        assert!(result(r"\f(3,4)").is_formula && !result(r"\o\ac(○,21)").is_formula);
        assert!(result(r"\o\ad(\s\up 9(píng),平)").is_phonetic);
        assert!(!result(r"\o\al(2-,4)").is_phonetic);
        // What cannot be read is kept as it is written.
        for code in [r"\f(3", r"\q(1)", r"\f(3,4", r"\"] {
            assert_eq!(shown(code), code);
            assert!(result(code).is_formula, "{code}");
        }
        let deep = format!("{}1{}", r"\x(".repeat(500), ")".repeat(500));
        assert_eq!(shown(&deep), deep);
    }
}
