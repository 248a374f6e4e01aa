//! A notice's folder proved against its text: each fault that used to load without a word stops
//! loading now, with file, line and what to do.

use std::fs;
use std::path::PathBuf;

use pilot::cli::Exit;
use pilot::cli::commands::init::ask::{AnswerChoice, Console, Question, Stop};
use pilot::cli::commands::read::confirm::DraftFolder;
use pilot::notice::Library;
use tempfile::TempDir;

use crate::support::{GUANGXI, copy, folder, pilot_in};

const SAMPLE: &str = "sample-2024-green-park";

/// The made-up notice as a folder, with pieces of its profile replaced.
fn changed(changes: &[(&str, &str)]) -> (TempDir, PathBuf) {
    let dir = folder(&[]);
    let root = dir.path().join(SAMPLE);
    copy(&PathBuf::from("outline").join(SAMPLE), &root);
    let path = root.join("profile.toml");
    let mut text = fs::read_to_string(&path).expect("readable");
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    fs::write(path, text).expect("written");
    (dir, root)
}

#[test]
fn the_built_in_notices_are_proved() {
    for id in [GUANGXI, SAMPLE] {
        let dir = folder(&[]);
        copy(&PathBuf::from("outline").join(id), &dir.path().join(id));
        let ran = pilot_in(dir.path(), &["read", id, "--check"]);
        assert_eq!(ran.exit, Exit::Clean, "{}{}", ran.out, ran.err);
    }
}

#[test]
fn each_fault_of_a_profile_is_found_and_stops_loading() {
    let deadline = "date = \"2024-08-16\"\ntime = \"17:00\"";
    let late = "consequence = \"逾期不予受理\"";
    for (from, to, words) in [
        (
            "于8月5日前报市级工业和信息化局\"",
            "于8月5日前报省厅\"",
            "notice.txt 里没有“于8月5日前报省厅”",
        ),
        (deadline, "date = \"2024-08-26\"\ntime = \"17:00\"", "原话“于2024年8月16日"),
        (deadline, "date = \"2025-08-16\"\ntime = \"17:00\"", "里没有 2025-08-16 这一天"),
        (
            "date = \"2024-08-05\"",
            "date = \"2026-08-05\"",
            "从落款日期 2024-07-10 推不出 2026-08-05",
        ),
        ("date = \"2024-08-05\"", "date = \"2024-06-05\"", "早于落款日期"),
        (deadline, "date = \"2024-08-16\"\ntime = \"下班前\"", "time 不能写“下班前”"),
        (deadline, "date = \"2024-08-16\"\ntime = \"18:00\"", "没有 18:00 这个时刻"),
        ("basis = \"unstated\"", "basis = \"送达\"", "basis 不能写“送达”；可用：arrival、postmark"),
        ("[\"paper\", \"disc\", \"mail\"]", "[\"paper\", \"fax\"]", "不能写“fax”"),
        (late, "consequence = \"逾期不予受理\"\nfrom = \"2024-08-20\"", "晚于截止的 2024-08-16"),
        (late, "consequence = \"逾期不予受理\"\nfor = [\"parc\"]", "没有编号为“parc”的类别"),
        (late, "consequence = \"逾期不予受理\"\nunknown = 1", "没有名为 deadlines.unknown 的项"),
        ("copies = 5", "copies = 0", "copies 写的是 0"),
        ("to = [\"green@example.com\"]", "to = []", "没有收件邮箱"),
        ("level = \"any\"", "level = \"village\"", "不能写“village”；可用：county、municipal、any"),
        (
            "id = \"enterprise\"\nname = \"园区企业类\"",
            "id = \"park\"\nname = \"园区企业类\"",
            "两个“park”",
        ),
        ("signed-on = \"2024-07-10\"", "signed-on = 2024", "应当是引号里的日期"),
        (
            "[deliver.paper]",
            "[[drafts]]\nfact = \"deadlines.7\"\n[deliver.paper]",
            "没有“deadlines.7”这个事实",
        ),
        (
            "[deliver.paper]",
            "[[materials]]\nid = \"t\"\nname = \"表\"\nquote = \"逾期不予受理\"\nkind = \"sheet\"\n[deliver.paper]",
            "materials.kind 不能写“sheet”",
        ),
        (
            "[deliver.paper]",
            "[[materials]]\nid = \"t\"\nname = \"表\"\nquote = \"逾期不予受理\"\nform-file = \"表.docx\"\n[deliver.paper]",
            "没有 forms/表.docx",
        ),
        (
            "[deliver.paper]",
            "[[conditions]]\nid = \"c\"\nquote = \"逾期不予受理\"\nstrength = \"最好\"\n[deliver.paper]",
            "conditions.strength 不能写“最好”",
        ),
    ] {
        let (dir, _root) = changed(&[(from, to)]);
        let ran = pilot_in(dir.path(), &["read", SAMPLE, "--check"]);
        assert_eq!(ran.exit, Exit::Findings, "{to}: {}{}", ran.out, ran.err);
        assert!(ran.out.contains(words), "{to}: {}", ran.out);
        let is_placed = ran.out.lines().any(|line| {
            line.starts_with("sample-2024-green-park/profile.toml 第 ") && line.contains(words)
        });
        assert!(is_placed, "{to}: {}", ran.out);
        let mut library = Library::default();
        library.add_dir(dir.path()).expect("readable");
        assert!(library.load(SAMPLE).is_err(), "{to} loads");
        let ran = pilot_in(dir.path(), &["list", "rules", "--notice", SAMPLE, "--outline", "."]);
        assert_eq!(ran.exit, Exit::Failed, "{to}");
        assert!(ran.err.contains(words), "{to}: {}", ran.err);
    }
}

#[test]
fn all_faults_of_a_folder_are_listed_at_once() {
    let (dir, root) = changed(&[
        ("basis = \"unstated\"", "basis = \"送达\""),
        ("time = \"17:00\"", "time = \"下班前\""),
        ("level = \"any\"", "level = \"village\""),
    ]);
    fs::write(root.join("outline.toml"), "format = 1\n[[section]]\nheading = \"一、没有的标题\"\n")
        .expect("written");
    fs::write(root.join("rules/print-copies.toml"), "id = \"print-copies\"\nseverty = \"error\"\n")
        .expect("written");
    let ran = pilot_in(dir.path(), &["read", SAMPLE, "--check"]);
    assert_eq!(ran.exit, Exit::Findings);
    for words in ["送达", "下班前", "village", "一、没有的标题", "severty"] {
        assert!(ran.out.contains(words), "{words}: {}", ran.out);
    }
    assert!(ran.out.is_ascii() || !ran.out.contains("unknown field"), "{}", ran.out);
}

#[test]
fn an_empty_or_missing_file_is_no_notice() {
    for (file, text) in [("notice.txt", Some("")), ("notice.txt", None), ("profile.toml", Some(""))]
    {
        let (dir, root) = changed(&[]);
        match text {
            Some(text) => fs::write(root.join(file), text).expect("written"),
            None => fs::remove_file(root.join(file)).expect("removed"),
        }
        let ran = pilot_in(dir.path(), &["read", SAMPLE, "--check"]);
        assert_eq!(ran.exit, Exit::Findings, "{file} {text:?}: {}", ran.out);
        assert!(ran.out.contains(file), "{}", ran.out);
    }
}

#[test]
fn cards_are_proved_with_their_fields_and_examples() {
    let example = "[[example.pass]]\nplan = \"好\"\n[[example.fail]]\nplan = \"⟦坏⟧\"\n";
    let card = |extra: &str, check: &str| {
        format!(
            "id = \"x\"\ntitle = \"x\"\ngroup = \"writing\"\nseverity = \"warning\"\nmessage = \"x\"\nwhy = \"x\"\nneeds = [\"plan\"]\n{extra}\n{check}\n{example}"
        )
    };
    let practice = "[authority.practice]\nreason = \"x\"";
    let matching = "[check.must-not-match]\npattern = \"坏\"\nwithin = \"plan\"";
    for (text, words) in [
        (
            card(practice, "[check.must-not-match]\npattern = \"好\"\nwithin = \"plan\""),
            "例子与规则不符",
        ),
        (
            card(practice, "[check.same]\nleft = \"project.nam\"\nright = \"project.name\""),
            "没有 project.nam",
        ),
        (card(practice, "[check.code]\nname = \"nothing\""), "没有名为 nothing 的判断"),
        (
            card(practice, matching).replace("\"warning\"", "\"error\""),
            "依据是经验（practice）的规则不能是 error",
        ),
        (
            card(
                "[authority.notice]\nheading = \"网站的口号\"\nquote = \"逾期不予受理\"",
                matching,
            ),
            "网站的口号",
        ),
    ] {
        let (dir, root) = changed(&[]);
        fs::write(root.join("rules/x.toml"), text).expect("written");
        let ran = pilot_in(dir.path(), &["read", SAMPLE, "--check"]);
        assert_eq!(ran.exit, Exit::Findings, "{words}: {}{}", ran.out, ran.err);
        assert!(ran.out.contains(words), "{words}: {}", ran.out);
        assert!(ran.out.contains("rules/x.toml"), "{}", ran.out);
    }
    let (dir, root) = changed(&[]);
    fs::write(root.join("rules/x.toml"), card(practice, matching)).expect("written");
    let ran = pilot_in(dir.path(), &["read", SAMPLE, "--check"]);
    assert_eq!(ran.exit, Exit::Clean, "{}{}", ran.out, ran.err);
}

#[test]
fn drafts_are_confirmed_by_name_and_the_rest_of_the_file_stays() {
    let drafts = "[[drafts]]\nfact = \"deadlines.1\"\nwhy = \"时刻\"\n\n[[drafts]]\nfact = \"title\"\n\n# 七\n";
    let (dir, root) = changed(&[("# 七\n", drafts)]);
    let ran = pilot_in(dir.path(), &["read", SAMPLE, "--confirm", "--by", "张"]);
    assert_eq!(ran.exit, Exit::Failed, "without a terminal nobody can be asked");
    let ran = pilot_in(dir.path(), &["read", SAMPLE, "--confirm", "deadlines.9", "--by", "张"]);
    assert_eq!(ran.exit, Exit::Failed, "{}", ran.out);
    let ran = pilot_in(dir.path(), &["read", SAMPLE, "--confirm", "deadlines.1", "--by", "张"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    assert!(ran.err.contains("确认了 1 处，还有 1 处未经核对"), "{}", ran.err);
    let text = fs::read_to_string(root.join("profile.toml")).expect("readable");
    let end = "[[confirmed]]\nfact = \"deadlines.1\"\nby = \"张\"\non = \"2023-10-16\"\n";
    assert!(text.ends_with(end), "{text}");
    assert!(text.contains("# What the notice leaves open.") && text.contains("# 七"), "{text}");
    let ran = pilot_in(dir.path(), &["read", SAMPLE, "--confirm", "all", "--by", "张"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    let mut library = Library::default();
    library.add_dir(dir.path()).expect("readable");
    let notice = library.load(SAMPLE).expect("it loads");
    assert!(notice.unconfirmed.is_empty());
    let confirmed = notice.profile.confirmed.iter().filter(|fact| fact.by == "张");
    assert_eq!(confirmed.count(), 2);
}

#[test]
fn drafts_are_named_everywhere_and_stop_the_package() {
    let drafts = "[[drafts]]\nfact = \"deadlines.1\"\n\n[[drafts]]\nfact = \"title\"\n\n# 七\n";
    let (dir, _root) = changed(&[("# 七\n", drafts)]);
    let words = ["init", "p", "--notice", SAMPLE, "--outline", ".", "--category", "park"];
    let ran = pilot_in(dir.path(), &words);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    for format in ["human", "markdown", "html", "json"] {
        let ran = pilot_in(dir.path(), &["check", "p", "--outline", ".", "--format", format]);
        assert!(ran.out.contains("草稿：2 处未经核对"), "{format}: {}", ran.out);
    }
    let ran = pilot_in(dir.path(), &["status", "p", "--outline", "."]);
    assert!(ran.out.contains("草稿：2 处未经核对：期限、通知题目"), "{}", ran.out);
}

#[test]
fn an_amended_notice_shows_what_changed_for_the_applicant() {
    let (dir, root) = changed(&[
        ("date = \"2024-08-16\"\ntime = \"17:00\"", "date = \"2024-08-23\"\ntime = \"17:00\""),
        ("于2024年8月16日(星期五)17:00前", "于2024年8月23日(星期五)17:00前"),
        ("copies = 5", "copies = 3"),
        ("纸质件一式五份", "纸质件一式三份"),
    ]);
    let text = fs::read_to_string(root.join("notice.txt")).expect("readable");
    let amended = text.replace("2024年8月16日(星期五)", "2024年8月23日(星期五)");
    let amended = amended.replace("一式五份", "一式三份");
    assert_ne!(text, amended);
    fs::write(root.join("notice.txt"), amended).expect("written");
    for entry in fs::read_dir(root.join("rules")).expect("cards") {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("readable");
        let text = text.replace("2024年8月16日", "2024年8月23日").replace("一式五份", "一式三份");
        fs::write(&path, text).expect("written");
    }
    let ran = pilot_in(dir.path(), &["diff", SAMPLE, &format!("./{SAMPLE}")]);
    assert_eq!(ran.exit, Exit::Clean, "a folder equals itself: {}{}", ran.out, ran.err);
    let elsewhere = folder(&[]);
    let ran = pilot_in(elsewhere.path(), &["diff", SAMPLE, &root.to_string_lossy()]);
    assert_eq!(ran.exit, Exit::Findings, "{}{}", ran.out, ran.err);
    for words in
        ["期限", "原  2024-08-16 17:00", "现  2024-08-23 17:00", "5 份", "3 份", "共 2 处不同"]
    {
        assert!(ran.out.contains(words), "{words}: {}", ran.out);
    }
    for format in ["json", "markdown"] {
        let words = ["diff", SAMPLE, &root.to_string_lossy(), "--format", format];
        let ran = pilot_in(elsewhere.path(), &words);
        assert_eq!(ran.exit, Exit::Findings, "{}", ran.err);
        assert!(ran.out.contains("8月23日"), "{format}: {}", ran.out);
    }
}

/// A person at a made-up terminal.
struct ScriptedPerson {
    choices: Vec<&'static str>,
    typed: Vec<&'static str>,
    seen: Vec<String>,
}

impl Console for ScriptedPerson {
    fn choose(&mut self, question: Question<'_>, choices: &[AnswerChoice]) -> Result<usize, Stop> {
        self.seen.push(question.message.to_owned());
        if self.choices.is_empty() {
            return Err(Stop::Cancelled);
        }
        let wanted = self.choices.remove(0);
        let index = choices.iter().position(|choice| choice.label.starts_with(wanted));
        Ok(index.unwrap_or_else(|| panic!("{wanted} is no choice of {}", question.message)))
    }

    fn line(
        &mut self,
        _: Question<'_>,
        _: &str,
        _: fn(&str) -> Option<String>,
    ) -> Result<String, Stop> {
        Ok(self.typed.remove(0).to_owned())
    }
}

#[test]
fn a_person_goes_through_the_drafts_and_stops_without_losing_any() {
    let drafts = "[[drafts]]\nfact = \"deadlines.1\"\n\n[[drafts]]\nfact = \"deliver.paper.copies\"\n\n[[drafts]]\nfact = \"doc-no\"\n\n[[drafts]]\nfact = \"title\"\n\n# 七\n";
    let (dir, root) = changed(&[("# 七\n", drafts)]);
    let mut person = ScriptedPerson {
        choices: vec!["对", "不对", "以后"],
        typed: vec!["0", "4", "1"],
        seen: Vec::new(),
    };
    let mut draft =
        DraftFolder::open(&root, dir.path(), "张", "2024-07-11".into()).expect("it loads");
    let count = draft.ask(&mut person).expect("asked");
    assert_eq!((count.confirmed, count.left), (2, 2));
    assert!(person.seen[0].contains("行：“于2024年8月16日(星期五)17:00前"), "{:?}", person.seen);
    let text = fs::read_to_string(root.join("profile.toml")).expect("readable");
    // Nought copies and a number that the notice does not name were refused, and asked for anew.
    assert!(text.contains("copies = 1\nbinding"), "{text}");
    assert!(text.contains("fact = \"deadlines.1\"\nby = \"张\"\non = \"2024-07-11\""), "{text}");
    assert!(text.contains("# What the notice leaves open."), "{text}");
}

#[test]
fn a_slip_of_toml_is_named_in_chinese_with_its_place_wherever_the_notice_is_used() {
    let call = "关于组织申报示范项目的通知\n请于2024年5月31日前报送纸质材料，一式三份。\n某局\n2024年3月8日\n";
    let dir = folder(&[("call.txt", call.as_bytes())]);
    let ran = pilot_in(dir.path(), &["init", "--notice", "call.txt", "p"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    let root = dir.path().join("p/notice");
    let text = fs::read_to_string(root.join("profile.toml")).expect("readable");
    let line = 1 + text.lines().position(|line| line.starts_with("title")).expect("a title");
    let slipped = text.replacen("title = \"", "title = ", 1);
    fs::write(root.join("profile.toml"), slipped).expect("written");
    fs::write(root.join("rules/print-copies.toml"), "id = \"print-copies\nx = [\n")
        .expect("written");
    let place = format!("profile.toml 第 {line} 行第 ");
    let runs = [
        pilot_in(dir.path(), &["read", "p/notice", "--check"]),
        pilot_in(&dir.path().join("p"), &["check"]),
        pilot_in(&dir.path().join("p"), &["status"]),
        pilot_in(dir.path(), &["diff", "p/notice", "call.txt"]),
        pilot_in(dir.path(), &["list", "rules", "--notice", "p/notice"]),
    ];
    for ran in runs {
        assert_ne!(ran.exit, Exit::Clean);
        let told = format!("{}{}", ran.out, ran.err);
        assert!(told.contains(&place) && told.contains("print-copies.toml 第 "), "{told}");
        for english in ["expected", "invalid", "TOML parse", "byte", "unclosed", "string values"] {
            assert!(!told.contains(english), "{english}: {told}");
        }
    }
}

#[test]
fn a_copied_folder_is_the_notice_that_it_was() {
    let (dir, root) = changed(&[]);
    copy(&root, &dir.path().join("another name"));
    let ran = pilot_in(dir.path(), &["read", "another name", "--check"]);
    assert_eq!(ran.exit, Exit::Clean, "{}{}", ran.out, ran.err);
    let alone = folder(&[]);
    copy(&root, &alone.path().join("copy"));
    let words = ["list", "rules", "--notice", SAMPLE, "--outline", "."];
    let ran = pilot_in(alone.path(), &words);
    assert_eq!(ran.exit, Exit::Clean, "{}{}", ran.out, ran.err);
}

#[test]
fn all_faults_stop_every_verb_in_one_list() {
    let call = "关于组织申报示范项目的通知\n请于2024年5月31日前报送纸质材料，一式三份，寄送地址：清源市老街12号。\n某局\n2024年3月8日\n";
    let dir = folder(&[("call.txt", call.as_bytes())]);
    let ran = pilot_in(dir.path(), &["init", "--notice", "call.txt", "p"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    let path = dir.path().join("p/notice/profile.toml");
    let text = fs::read_to_string(&path).expect("readable");
    let falsified = text.replace("copies = 3", "copies = 5").replace("老街12号", "老街21号");
    assert_ne!(text, falsified);
    fs::write(&path, falsified).expect("written");
    let card = "id = \"x\"\ntitle = \"x\"\ngroup = \"writing\"\nseverity = \"info\"\nmessage = \"x\"\nwhy = \"x\"\nneeds = [\"config\"]\n[authority.practice]\nreason = \"x\"\n[check.same]\nleft = \"project.nam\"\nright = \"project.name\"\n[[example.pass]]\nconfig = \"\"\n[[example.fail]]\nconfig = \"⟦⟧\"\n";
    fs::write(dir.path().join("p/notice/rules/x.toml"), card).expect("written");
    let checked = pilot_in(dir.path(), &["read", "p/notice", "--check"]);
    assert_eq!(checked.exit, Exit::Findings, "{}", checked.out);
    for verb in [&["check"][..], &["status"], &["pack"], &["list", "rules"]] {
        let ran = pilot_in(&dir.path().join("p"), verb);
        assert_eq!(ran.exit, Exit::Failed, "{verb:?}: {}", ran.out);
        for words in ["copies 写的是“5”", "老街21号", "没有 project.nam"] {
            assert!(ran.err.contains(words), "{verb:?} {words}: {}", ran.err);
            assert!(checked.out.contains(words), "{words}: {}", checked.out);
        }
    }
}

#[test]
fn what_a_person_found_not_to_be_there_is_no_omission() {
    let call = "关于组织申报示范项目的通知\n一、申报材料\n（一）申报书；\n（二）营业执照复印件须加盖公章。\n请于2024年5月31日前报送纸质材料，一式三份。\n某局\n2024年3月8日\n";
    let dir = folder(&[("call.txt", call.as_bytes())]);
    let ran = pilot_in(dir.path(), &["new", "notice", "call", "--from", "call.txt"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    let root = dir.path().join("call");
    let mut choices = Vec::new();
    let text = fs::read_to_string(root.join("profile.toml")).expect("readable");
    let drafts = text.lines().filter(|line| line.starts_with("fact = ")).collect::<Vec<_>>();
    for draft in &drafts {
        choices.push(if draft.contains("material-2") { "通知没有写" } else { "对" });
    }
    assert!(choices.contains(&"通知没有写"), "{text}");
    let mut person = ScriptedPerson { choices, typed: Vec::new(), seen: Vec::new() };
    let mut draft =
        DraftFolder::open(&root, dir.path(), "张", "2024-03-11".into()).expect("it loads");
    let count = draft.ask(&mut person).expect("asked");
    assert_eq!((count.confirmed, count.left), (drafts.len(), 0));
    let ran = pilot_in(dir.path(), &["read", "call", "--check"]);
    assert_eq!(ran.exit, Exit::Clean, "{}{}", ran.out, ran.err);
    let text = fs::read_to_string(root.join("profile.toml")).expect("readable");
    assert!(
        text.contains("absent = \"（二）营业执照复印件") && !text.contains("material-2\"\nname"),
        "{text}"
    );
}

#[test]
fn changed_conditions_obligations_forms_quotas_and_relative_days_are_differences() {
    let call = "关于组织申报示范项目的通知\n一、申报条件\n从业人员不少于20人。\n二、申报材料\n（一）申报书（附件1，一式三份）。\n三、报送\n请于2024年5月31日前报送纸质材料。每市推荐不超过3个。\n申报单位不得弄虚作假。\n补正材料应在通知后3个工作日内报送。\n附件：1.申报书2.汇总表\n某市某局\n2024年3月8日\n";
    for (from, to, topic) in [
        ("不少于20人", "不少于30人", "条件"),
        ("附件1，一式三份", "附件2，一式三份", "材料"),
        ("附件1，一式三份", "附件1，一式五份", "材料"),
        ("推荐不超过3个", "推荐不超过5个", "上限"),
        ("不得弄虚作假", "不得弄虚作假、重复申报", "其他要求"),
        ("通知后3个工作日内", "通知后5个工作日内", "工作日内"),
    ] {
        let amended = call.replacen(from, to, 1);
        assert_ne!(call, amended, "{from}");
        let dir = folder(&[("a.txt", call.as_bytes()), ("b.txt", amended.as_bytes())]);
        let ran = pilot_in(dir.path(), &["diff", "a.txt", "b.txt"]);
        assert_eq!(ran.exit, Exit::Findings, "{to}: {}{}", ran.out, ran.err);
        assert!(ran.out.contains(topic), "{to}: {}", ran.out);
    }
}

#[test]
fn a_plan_by_itself_says_what_was_not_looked_at() {
    let call = "关于组织申报示范项目的通知\n一、申报条件\n从业人员不少于20人。\n二、申报材料\n（一）申报书（一式三份）；\n（二）营业执照复印件。\n请于2024年5月31日前报送纸质材料。\n某市某局\n2024年3月8日\n";
    let plan = "# 甲示范项目申报书\n\n本项目已经建成。\n";
    let dir = folder(&[("call.txt", call.as_bytes()), ("plan.md", plan.as_bytes())]);
    for format in ["human", "markdown", "html", "json"] {
        let words = ["check", "plan.md", "--notice", "call.txt", "--format", format];
        let ran = pilot_in(dir.path(), &words);
        assert!(ran.out.contains("没有核对：材料、条件、期限"), "{format}: {}", ran.out);
        let promises = ran.out.replace("看过的部分里，没有发现问题", "");
        assert!(!promises.contains("没有发现问题"), "{format}: {}", ran.out);
    }
}
