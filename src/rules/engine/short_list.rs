//! Long lists in a few words.

/// Numbers of pages, runs joined: `1、3—5`.
pub(in crate::rules) fn page_list(pages: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for page in pages {
        match runs.last_mut() {
            Some((_, end)) if *end + 1 == *page => *end = *page,
            _ => runs.push((*page, *page)),
        }
    }
    let mut words = Vec::new();
    for (first, last) in runs {
        let is_one = first == last;
        words.push(if is_one { first.to_string() } else { format!("{first}—{last}") });
    }
    if words.len() > 8 {
        words.truncate(8);
        words.push("……".to_owned());
    }
    words.join("、")
}

/// Up to five words, with how many there are in all.
pub(in crate::rules) fn some_of(words: &[String]) -> String {
    let shown = words.iter().take(5).map(|word| crate::text::han::printable(word));
    let shown = shown.collect::<Vec<_>>().join("、");
    if words.len() > 5 { format!("{shown}等{}项", words.len()) } else { shown }
}
