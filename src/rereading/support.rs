//! Whether words bear out a value: a number of copies, a size, a form of a name, a way to count.

use crate::text::numeral::{chinese, parse_chinese};

use super::comparable;

/// Words that may stand behind a number of things that are handed in or recommended.
pub(super) const COUNTERS: [&str; 20] = [
    "份", "套", "本", "册", "张", "个", "件", "盘", "式", "项", "名", "家", "人", "位", "篇", "所",
    "处", "条", "部", "户",
];

/// Words behind a number of years.
pub(super) const YEARS: [&str; 3] = ["年", "个年度", "个自然年"];

/// Whether words name a number in front of one of the counters: `一式三份`, `3份`, `各两套`.
pub(super) fn names_count(words: &str, number: u64, counters: &[&str]) -> bool {
    let words = comparable(words);
    number_words(number).iter().any(|form| {
        words.match_indices(form.as_str()).any(|(start, _)| {
            let rest = &words[start + form.len()..];
            stands_alone(&words, start, form) && counters.iter().any(|unit| rest.starts_with(unit))
        })
    })
}

/// Whether words name a number that is no part of a longer one.
pub(super) fn names_number(words: &str, number: &str) -> bool {
    let words = comparable(words);
    let mut forms = vec![comparable(number)];
    if let Ok(whole) = number.parse::<u64>() {
        forms = number_words(whole);
    }
    forms.iter().any(|form| {
        words.match_indices(form.as_str()).any(|(start, _)| stands_alone(&words, start, form))
    })
}

/// A number in digits and in Chinese.
fn number_words(number: u64) -> Vec<String> {
    let mut forms = vec![number.to_string()];
    if number == 2 {
        forms.push("两".to_owned());
    }
    if let Ok(small) = u32::try_from(number)
        && (1..=9999).contains(&small)
    {
        forms.push(chinese(small));
        const FORMAL: [&str; 9] = ["壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
        let formal = usize::try_from(small - 1).ok().and_then(|index| FORMAL.get(index));
        forms.extend(formal.map(|word| (*word).to_owned()));
    }
    forms
}

/// Whether what stands before and behind belongs to no longer number.
fn stands_alone(words: &str, start: usize, form: &str) -> bool {
    let before = words[..start].chars().next_back();
    let behind = words[start + form.len()..].chars().next();
    let is_digit = |c: char| c.is_ascii_digit();
    let is_chinese = |c: char| "〇零一二三四五六七八九十百千".contains(c);
    let in_digits = form.starts_with(is_digit);
    let belongs = |c: Option<char>| {
        c.is_some_and(|c| if in_digits { is_digit(c) || c == '.' } else { is_chinese(c) })
    };
    !belongs(before) && !belongs(behind)
}

/// Whether words name a length of time of this number of months: `24个月`, `2年`, `两年`.
pub(super) fn names_months(words: &str, months: u64) -> bool {
    let by_months = names_count(words, months, &["个月", "月"]);
    let is_years = months > 0 && months.is_multiple_of(12);
    by_months
        || is_years && names_count(words, months / 12, &YEARS)
        || months == 18 && comparable(words).contains("一年半")
}

/// The bytes of a limit such as `50M`, `20MB`, `1.5GB`: read in thousands and in 1024s.
pub(super) fn sizes(wording: &str) -> Vec<u64> {
    let words = comparable(wording);
    let mut found = Vec::new();
    for (start, unit) in words.match_indices(['k', 'm', 'g', '兆']) {
        let before = &words[..start];
        let backwards = before.char_indices().rev();
        let digits_at = backwards.take_while(|(_, c)| c.is_ascii_digit() || *c == '.').last();
        let number = match digits_at {
            Some((at, _)) => before[at..].parse::<f64>().ok(),
            None => chinese_before(before).map(f64::from),
        };
        let Some(number) = number else { continue };
        let power = match unit {
            "k" => 1,
            "g" => 3,
            _ => 2,
        };
        for base in [1000.0_f64, 1024.0] {
            let bytes = number * base.powi(power);
            found.push(bytes as u64);
        }
    }
    found
}

fn chinese_before(words: &str) -> Option<u32> {
    let is_numeral = |c: &(usize, char)| "〇零一二两三四五六七八九十百".contains(c.1);
    let backwards = words.char_indices().rev();
    let (at, _) = backwards.take_while(is_numeral).last()?;
    parse_chinese(&words[at..])
}

/// Whether the parts of a form between its placeholders stand in the words: `2023+{project}`.
pub(super) fn has_literal_parts(words: &str, form: &str) -> bool {
    let words = comparable(words);
    let mut rest = form;
    let mut parts = Vec::new();
    while let Some((before, behind)) = rest.split_once('{') {
        parts.push(before);
        rest = match behind.split_once('}') {
            Some((_, after)) => after,
            None => "",
        };
    }
    parts.push(rest);
    parts.iter().all(|part| words.contains(&comparable(part)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_found_in_all_writings() {
        for (words, number, expected) in [
            ("纸质材料一式三份", 3, true),
            ("纸质材料一式三份", 1, false),
            ("各两套", 2, true),
            ("一式２份", 2, true),
            ("12份", 2, false),
            ("十二份", 2, false),
            ("叁份", 3, true),
            ("2023年", 3, false),
        ] {
            let is_one = names_count(words, number, &["份", "套"]);
            assert_eq!(is_one, expected, "{words} {number}");
        }
        assert!(names_number("从业人员不少于20人", "20"));
        assert!(!names_number("从业人员不少于200人", "20"));
        assert!(names_number("比例达0.5%", "0.5"));
        assert!(!names_number("比例达10.5%", "0.5"));
    }

    #[test]
    fn lengths_sizes_and_forms_are_found() {
        assert!(names_months("原则上以2年为一个试点周期", 24));
        assert!(names_months("实施期不超过十八个月", 18));
        assert!(!names_months("原则上以2年为一个试点周期", 36));
        assert!(sizes("不超过50M").contains(&50_000_000));
        assert!(sizes("不超过50MB").contains(&(50 << 20)));
        assert!(!sizes("不超过50M").contains(&5_000_000));
        assert!(has_literal_parts("“2023+项目名称+单位”", "2023+{project}+{applicant}"));
        assert!(!has_literal_parts("“2023+项目名称+单位”", "2024+{project}"));
    }
}
