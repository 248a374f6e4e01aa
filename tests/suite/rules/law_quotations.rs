//! Quotations of laws: every one that can be proved is found word for word in its article,
//! `tests/laws/articles.txt`.

use std::collections::BTreeMap;
use std::fs;

use pilot::diag::AuthorityKind;
use pilot::notice::Library;
use regex::Regex;

use crate::support::notice;

/// What cards quote and no text at hand proves. The list may only shrink.
const UNPROVED: [&str; 1] = ["国务院关于国家行政机关和企业事业单位社会团体印章管理的规定"];

/// How many sources in `repealed.toml` are prefaces of standards, orders of ministries and the
/// like, which no text at hand proves.
const UNPROVED_REPEALS: usize = 28;

/// The articles by `law article`, the law without 中华人民共和国.
fn articles() -> BTreeMap<String, String> {
    let text = fs::read_to_string("tests/laws/articles.txt").expect("articles.txt is there");
    let mut out = BTreeMap::new();
    for part in text.split("\n## ").skip(1) {
        let (head, body) = part.split_once('\n').expect("a heading and a text");
        let head = match head.rsplit_once('（') {
            Some((name, _)) => name,
            None => head,
        };
        let old = out.insert(bare(head), body.trim().to_owned());
        assert!(old.is_none(), "{head} twice");
    }
    assert!(out.len() > 15);
    out
}

fn bare(law: &str) -> String {
    law.replace("中华人民共和国", "").replace(['《', '》'], "")
}

/// `第二十七条` and its like in a text.
fn numbers(text: &str) -> Vec<String> {
    let regex = Regex::new("第[一二三四五六七八九十百千零]+条").expect("a regex");
    regex.find_iter(text).map(|m| m.as_str().to_owned()).collect()
}

#[test]
fn quoted_articles_say_so() {
    let articles = articles();
    let mut unproved: Vec<String> = Vec::new();
    let mut proved = 0;
    for id in Library::default().ids() {
        for card in notice(&id).cards {
            if card.authority.kind != AuthorityKind::Law {
                continue;
            }
            let (law, clause) =
                card.authority.reference.split_once(' ').expect("a law and its clause");
            let law = bare(law);
            let cited: Vec<_> = numbers(clause)
                .iter()
                .filter_map(|n| articles.get(&format!("{law} {n}")))
                .collect();
            if cited.is_empty() {
                unproved.push(law);
                continue;
            }
            let quote = &card.authority.quote;
            assert!(
                cited.iter().any(|text| text.contains(quote.as_str())),
                "{}: {law} {clause} does not say “{quote}”",
                card.id
            );
            proved += 1;
        }
    }
    unproved.sort();
    unproved.dedup();
    assert_eq!(unproved, UNPROVED, "put the articles into tests/laws/articles.txt");
    assert!(proved >= 12, "{proved}");
}

#[test]
fn laws_that_repeal_name_what_they_repeal() {
    let articles = articles();
    let data: toml::Table = fs::read_to_string("outline/common/repealed.toml")
        .expect("readable")
        .parse()
        .expect("TOML");
    let bases = data["basis"].as_array().expect("a list");
    let words = |basis: &toml::Value, key: &str| basis[key].as_str().expect("a text").to_owned();
    let mut unproved = 0;
    for basis in bases {
        let source = words(basis, "source");
        let cited = source.strip_prefix('《').and_then(|rest| rest.split_once('》'));
        let Some(text) = cited.and_then(|(law, clause)| articles.get(&format!("{law} {clause}")))
        else {
            unproved += 1;
            continue;
        };
        assert!(text.contains("同时废止"), "{source} repeals nothing");
        for name in basis["names"].as_array().expect("names") {
            let name = name.as_str().expect("a name");
            let is_named = ["《", "《中华人民共和国"]
                .iter()
                .any(|open| text.contains(&format!("{open}{name}》")));
            assert!(is_named, "{source} does not repeal {name}");
        }
        let since = words(basis, "since");
        let parts: Vec<u32> = since.split('-').map(|p| p.parse().expect("a number")).collect();
        let day = format!("{}年{}月{}日起施行", parts[0], parts[1], parts[2]);
        assert!(text.replace(' ', "").contains(&day), "{source} is not in force since {since}");
    }
    assert_eq!(unproved, UNPROVED_REPEALS, "of {}", bases.len());
}

#[test]
fn articles_that_data_cites_are_at_hand() {
    let articles = articles();
    let laws: Vec<&str> =
        articles.keys().filter_map(|key| key.split_once(' ')).map(|(law, _)| law).collect();
    let mut seen = 0;
    let mut folders = vec![std::path::PathBuf::from("outline")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("readable") {
            let path = entry.expect("readable").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            if path.extension().is_none_or(|e| e != "toml") {
                continue;
            }
            let text = fs::read_to_string(&path).expect("readable");
            for law in &laws {
                for (at, _) in text.match_indices(law) {
                    let rest = text[at + law.len()..].trim_start_matches(['》', ' ']);
                    let end = match rest.find('条') {
                        Some(end) => end + '条'.len_utf8(),
                        None => 0,
                    };
                    if let Some(number) =
                        numbers(&rest[..end]).first().filter(|n| rest.starts_with(n.as_str()))
                    {
                        let key = format!("{law} {number}");
                        // 环境保护税法实施条例 ends in no law's name, 噪声污染防治法 ends
                        // 环境噪声污染防治法.
                        assert!(
                            articles.keys().any(|k| k.ends_with(&key)),
                            "{}: {key} is not in tests/laws/articles.txt",
                            path.display()
                        );
                        seen += 1;
                    }
                }
            }
        }
    }
    assert!(seen >= 4, "{seen}");
}
