//! Folders that the program makes of notices, falsified by hand value by value: each falsification
//! is found, and so is each entry that was taken out.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use pilot::cli::Exit;
use toml::Value;

use crate::support::{Ran, folder, pilot_in};

/// Notices of the shapes that people have: governments, schools and societies, with all ways to
/// hand in.
const NOTICES: [&str; 4] = [
    "关于组织申报2024年绿色工厂示范项目的通知\n青工信〔2024〕15号\n各市工业和信息化局：\n现将有关事项通知如下。\n一、申报类别\n（一）绿色工厂。\n（二）绿色园区。\n二、申报条件\n（一）近3年未发生安全生产事故。\n（二）从业人员不少于20人，营业收入不低于2000万元。\n（三）原则上应建有能源管理体系。\n三、申报材料\n（一）《绿色工厂申报书》（附件1，一式三份，加盖公章）；\n（二）营业执照复印件；\n（三）安全承诺书（须由法定代表人签字）。\n四、材料报送\n申报材料须左侧胶装。请各市工业和信息化局于2024年5月31日17:00前将纸质材料（一式三份）寄送至我厅，以邮戳为准，逾期不予受理，邮寄地址：清源市东湖区老街12号。电子版发送至gs@example.gov.cn，邮件主题为“申报单位名称+项目名称”，大小不超过20M。每市推荐不超过3个。\n申报单位不得弄虚作假。鼓励中小企业申报。\n联系人：张三，联系电话：0700-5551234\n附件：1.绿色工厂申报书\n青山省工业和信息化厅\n2024年3月8日\n",
    "关于推荐非遗工坊的通知\n青文旅函〔2025〕7号\n各县（市、区）文化和旅游局：\n一、推荐条件\n（一）申报单位应当依法设立，运营2年以上。\n（二）近三年不得有失信记录。\n二、推荐材料\n（一）推荐函，由县级文化和旅游局、乡村振兴局联合出具；\n（二）《非遗工坊汇总表》（附件2，Excel格式）；\n（三）证明材料原件。\n三、报送要求\n纸质材料一式两份，并刻录光盘2张，于2025年9月12日前报送至省文化和旅游厅。文件夹以“地区+工坊名称”命名。请登录“青山文旅平台”（https://wl.example.cn/apply）填报。\n逾期不予受理。咨询邮箱：zx@example.cn\n青山省文化和旅游厅\n2025年7月1日\n",
    "青山学会关于征集2024年学术论文的通知\n青学字〔2024〕3号\n各会员单位：\n一、论文要求\n论文须未公开发表，字数不超过8000字。\n二、报送方式\n请于2024年10月10日前将论文电子版（Word）发送至lw@example.org，邮件命名为“单位+姓名”。每单位限报5篇。\n论文一经提交，概不退稿。\n联系电话：0700-7654321\n青山学会\n2024年8月5日\n",
    "关于组织编报海绵校园建设方案的通知\n各学校：\n请于2024年4月30日前报送建设方案，一式四份，装订成册。实施期不超过24个月。\n申报与实施主体应为同一单位。\n附件\n海绵校园建设方案编写提纲\n一、现状分析\n二、建设目标\n三、主要任务\n青山市教育局\n2024年3月1日\n",
];

/// Keys that are the author's own, and which no text can contradict.
const FREE: [&str; 9] =
    ["format", "id", "short", "status", "include", "level", "full", "open", "taken"];

/// A step of the way to a value in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Key(String),
    Index(usize),
}

/// What was tried and what was found, by key.
#[derive(Default)]
struct Tally {
    tried: usize,
    missed: Vec<String>,
}

fn values(node: &Value, path: &[Step], found: &mut Vec<(Vec<Step>, Value)>) {
    let below = |step: Step| [path, &[step]].concat();
    match node {
        Value::Table(table) => {
            for (key, value) in table {
                values(value, &below(Step::Key(key.clone())), found);
            }
        }
        Value::Array(items) if items.iter().any(Value::is_table) => {
            for (index, value) in items.iter().enumerate() {
                values(value, &below(Step::Index(index)), found);
            }
        }
        value => found.push((path.to_vec(), value.clone())),
    }
}

/// Tables and entries of lists.
fn tables(node: &Value, path: &[Step], found: &mut Vec<Vec<Step>>) {
    let below = |step: Step| [path, &[step]].concat();
    match node {
        Value::Table(table) => {
            for (key, value) in table {
                let path = below(Step::Key(key.clone()));
                if value.is_table() {
                    found.push(path.clone());
                }
                tables(value, &path, found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                let path = below(Step::Index(index));
                if value.is_table() {
                    found.push(path.clone());
                }
                tables(value, &path, found);
            }
        }
        _ => {}
    }
}

fn at<'v>(root: &'v mut Value, path: &[Step]) -> &'v mut Value {
    let mut node = root;
    for step in path {
        node = match step {
            Step::Key(key) => node.get_mut(key.as_str()).expect("a key"),
            Step::Index(index) => node.get_mut(index).expect("an entry"),
        };
    }
    node
}

fn remove(root: &mut Value, path: &[Step]) {
    let Some((last, above)) = path.split_last() else { return };
    match (at(root, above), last) {
        (Value::Table(table), Step::Key(key)) => {
            table.remove(key);
        }
        (Value::Array(items), Step::Index(index)) => {
            items.remove(*index);
        }
        _ => {}
    }
}

/// Other values of the same type, each a falsification.
fn falsified(key: &str, value: &Value) -> Vec<Value> {
    let texts = |texts: &[&str]| texts.iter().map(|text| Value::from(*text)).collect();
    match (key, value) {
        ("strength", Value::String(text)) => {
            let words = ["应当", "不得", "原则上", "鼓励"];
            let others = words.iter().filter(|word| *word != text);
            others.map(|word| Value::from(*word)).collect()
        }
        ("basis", Value::String(text)) => {
            let words = ["arrival", "postmark", "unstated"];
            let others = words.iter().filter(|word| *word != text);
            others.map(|word| Value::from(*word)).collect()
        }
        ("kind", Value::String(text)) => {
            let is_measure = ["years", "age", "count", "amount", "days", "share"];
            let words = if is_measure.contains(&text.as_str()) {
                ["age", "amount"]
            } else {
                ["evidence", "form"]
            };
            let other = if text == words[0] { words[1] } else { words[0] };
            texts(&[other])
        }
        ("medium", Value::String(text)) => {
            texts(&[if text == "electronic" { "paper" } else { "electronic" }])
        }
        ("what", Value::String(text)) => {
            texts(&[if text == "folder" { "archive" } else { "folder" }])
        }
        ("op", Value::String(text)) => texts(&[if text == ">=" { "<=" } else { ">=" }]),
        ("time", Value::String(text)) => texts(&[if text == "09:00" { "10:00" } else { "09:00" }]),
        ("inclusive" | "joint", Value::String(_)) => vec![Value::from(true)],
        ("copies" | "max-bytes", Value::String(_)) => vec![Value::from(7)],
        ("months", _) => vec![Value::from(35)],
        ("period", Value::String(_)) => Vec::new(),
        (_, Value::String(text)) if is_day(text) => {
            let year: i64 = text[..4].parse().expect("a year");
            let day = if text.ends_with("07") { "08" } else { "07" };
            vec![
                Value::from(format!("{}{}", year + 1, &text[4..])),
                Value::from(format!("{}{day}", &text[..8])),
            ]
        }
        (_, Value::String(text)) if text == "unstated" => texts(&["另外写的"]),
        (_, Value::String(text)) => {
            let shorter: String = text.chars().skip(1).collect();
            let mut others = vec![Value::from(format!("{text}甲"))];
            if key == "number" {
                others = vec![Value::from(format!("{text}1"))];
            } else if !shorter.is_empty() && !["quote", "wording", "words"].contains(&key) {
                // A part of a quotation is still one.
                others.push(Value::from(shorter));
            }
            others
        }
        (_, Value::Integer(number)) => vec![Value::from(number + 1), Value::from(number * 10)],
        (_, Value::Boolean(flag)) => vec![Value::from(!flag)],
        (_, Value::Array(items)) => {
            let mut longer = items.clone();
            longer.push(Value::from("另外一个"));
            let mut others = vec![Value::Array(longer)];
            if !items.is_empty() {
                others.push(Value::Array(items[1..].to_vec()));
            }
            others
        }
        _ => Vec::new(),
    }
}

fn is_day(text: &str) -> bool {
    text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-'
}

/// The path without numbers: `materials.copies`.
fn key_of(path: &[Step]) -> String {
    let mut keys = Vec::new();
    for step in path {
        if let Step::Key(key) = step {
            keys.push(key.as_str());
        }
    }
    keys.join(".")
}

/// A folder of a notice as the program makes it.
fn made(dir: &Path, words: &str) -> Value {
    fs::write(dir.join("call.txt"), words).expect("written");
    let ran = pilot_in(dir, &["new", "notice", "call", "--from", "call.txt"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    let ran = check(dir);
    assert_eq!(ran.exit, Exit::Clean, "untouched: {}{}", ran.out, ran.err);
    let text = fs::read_to_string(dir.join("call/profile.toml")).expect("readable");
    Value::Table(text.parse().expect("TOML"))
}

fn check(dir: &Path) -> Ran {
    pilot_in(dir, &["read", "call", "--check"])
}

/// Writes a changed profile, and says whether it is found with a place, in Chinese.
fn is_found(dir: &Path, changed: &Value) -> bool {
    let text = toml::to_string(changed).expect("TOML");
    fs::write(dir.join("call/profile.toml"), text).expect("written");
    let ran = check(dir);
    let has_place =
        ran.out.lines().any(|line| line.contains(".toml 第 ") || line.contains(".txt 第 "));
    ran.exit == Exit::Findings && has_place
}

#[test]
#[expect(clippy::print_stdout, reason = "the table is shown with --nocapture")]
fn every_falsified_value_and_every_missing_entry_is_found() {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    std::thread::scope(|scope| {
        let mut threads = Vec::new();
        for (number, words) in NOTICES.iter().enumerate() {
            threads.push(scope.spawn(move || tallies_of(number, words)));
        }
        for thread in threads {
            for (key, tally) in thread.join().expect("no panic") {
                let sum = tallies.entry(key).or_default();
                sum.tried += tally.tried;
                sum.missed.extend(tally.missed);
            }
        }
    });
    let mut table = String::new();
    let (mut tried, mut missed) = (0, 0);
    for (key, tally) in &tallies {
        tried += tally.tried;
        missed += tally.missed.len();
        table.push_str(&format!(
            "{key}: {} of {}\n",
            tally.tried - tally.missed.len(),
            tally.tried
        ));
        for miss in &tally.missed {
            table.push_str(&format!("    {miss}\n"));
        }
    }
    println!("{table}{} of {tried} found", tried - missed);
    assert!(tried > 300, "{tried}");
    assert_eq!(missed, 0, "{table}");
}

/// What is found in one notice.
fn tallies_of(number: usize, words: &str) -> BTreeMap<String, Tally> {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let dir = folder(&[]);
    let profile = made(dir.path(), words);
    let mut all = Vec::new();
    values(&profile, &[], &mut all);
    for (path, value) in all {
        let key = key_of(&path);
        let last = key.rsplit('.').next().unwrap_or_default().to_owned();
        let is_of_marks = ["drafts.", "confirmed."].iter().any(|mark| key.starts_with(mark));
        if FREE.contains(&last.as_str()) || is_of_marks {
            continue;
        }
        for other in falsified(&last, &value) {
            let mut changed = profile.clone();
            *at(&mut changed, &path) = other.clone();
            let tally = tallies.entry(key.clone()).or_default();
            tally.tried += 1;
            if !is_found(dir.path(), &changed) {
                tally.missed.push(format!("notice {number}: {value} → {other}"));
            }
        }
    }
    let mut all = Vec::new();
    tables(&profile, &[], &mut all);
    for path in all {
        let mut changed = profile.clone();
        remove(&mut changed, &path);
        let tally = tallies.entry(format!("without {}", key_of(&path))).or_default();
        tally.tried += 1;
        if !is_found(dir.path(), &changed) {
            tally.missed.push(format!("notice {number}: {path:?}"));
        }
    }
    tallies
}
