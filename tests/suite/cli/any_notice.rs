//! Any notice: a project is made of the file as it came, and works without a word about the notice
//! ever after.

use std::fs;
use std::path::{Path, PathBuf};

use pilot::cli::Exit;
use pilot::notice::Profile;

use crate::support::outside_tools::print_skip;
use crate::support::{copy, folder, pilot_in};

const CALL: &str = "关于组织申报2024年绿色工厂示范项目的通知\n各市工业和信息化局：\n一、申报条件\n申报企业应当成立满三年。\n二、申报材料\n1.绿色工厂申报书（附件2）\n2.营业执照复印件\n三、材料报送\n请各企业于2024年5月31日前将申报材料一式五份（加盖公章）报送我厅。逾期不予受理。\n某省工业和信息化厅\n2024年3月8日\n";

/// Notices as they came: those of our own, and the real ones where they are at hand.
fn notices() -> Vec<PathBuf> {
    let mut folders = vec![PathBuf::from("tests/reading/notices")];
    let real = ["../shared/notices/real", "../../shared/notices/real"];
    match real.iter().map(PathBuf::from).find(|folder| folder.is_dir()) {
        Some(folder) => folders.push(folder),
        None => print_skip("no real notices here"),
    }
    let mut found = vec![PathBuf::from("outline/gx-2023-cleaner-production/notice.txt")];
    for folder in folders {
        for entry in fs::read_dir(folder).expect("readable") {
            let path = entry.expect("readable").path();
            if path.extension().is_some_and(|end| end == "txt") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// A value for each place that `init` leaves to be filled in, by the table that it stands in.
fn filled(text: &str, project: &str, notice: &Profile) -> String {
    let mut out = String::new();
    let mut table = "";
    for line in text.lines() {
        if line.starts_with('[') {
            table = line.trim_matches(['[', ']']);
        }
        let Some(start) = line.find("【待填") else {
            out.push_str(&format!("{line}\n"));
            continue;
        };
        let Some((key, value)) = line.split_once(" = ") else {
            // A comment speaks of the mark without being one.
            let end = match line.rfind('】') {
                Some(at) => at + '】'.len_utf8(),
                None => start,
            };
            let text = if end == start { "" } else { project };
            out.push_str(&format!("{}{text}{}\n", &line[..start], &line[end..]));
            continue;
        };
        let category = notice.categories.first().map(|c| c.id.as_str()).unwrap_or_default();
        let kind = notice.applicants.kinds.first().map(|k| k.id.as_str()).unwrap_or_default();
        let division = match &notice.region {
            Some(region) => format!("{:0<6}", region.code),
            None => "510112".to_owned(),
        };
        let text = match (table, key) {
            (_, "met" | "declared" | "mandatory_audit") => "true".to_owned(),
            (_, "amount") => "1.0".to_owned(),
            (_, "category") => format!("{category:?}"),
            ("applicant", "kind") => format!("{kind:?}"),
            (_, "kind") => "\"enterprise\"".to_owned(),
            ("letters", "date") => "\"2024-03-10\"".to_owned(),
            (_, "start" | "end" | "date") => "\"2024-03\"".to_owned(),
            (_, "division") => format!("{division:?}"),
            (_, "file" | "evidence") => "\"attachments/a.pdf\"".to_owned(),
            (_, "value") => "\"3\"".to_owned(),
            _ if value.starts_with('[') => format!("[{project:?}]"),
            _ => format!("{project:?}"),
        };
        out.push_str(&format!("{key} = {text}\n"));
    }
    out
}

/// Words for ways of handing in that a notice does not know are not in what `init` writes.
fn foreign_words(root: &Path, profile: &Profile, words: &str) -> Vec<String> {
    let deliver = &profile.deliver;
    let mut wrong = Vec::new();
    for name in ["README.md", "pilot.toml", "plan.md"] {
        let text = fs::read_to_string(root.join(name)).unwrap_or_default();
        if text.contains("unstated") {
            wrong.push(format!("{name}: unstated"));
        }
        let mut check = |word: &str, is_known: bool| {
            if !is_known && text.contains(word) && !words.contains(word) {
                wrong.push(format!("{name}: {word}"));
            }
        };
        check("邮件", deliver.mail.is_some());
        check("光盘", deliver.disc.is_some());
        check("合订", deliver.paper.is_some());
        check("寄送", deliver.paper.is_some());
        check("推荐函", deliver.letter.is_some());
        check("广西", false);
        check("清洁生产", false);
    }
    wrong
}

#[test]
fn every_notice_makes_a_project_that_works_without_it() {
    let mut faults = Vec::new();
    let mut projects = 0;
    for path in notices() {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let words = fs::read_to_string(&path).expect("readable");
        let dir = folder(&[("notice-as-it-came.txt", words.as_bytes())]);
        let ran = pilot_in(dir.path(), &["init", "--notice", "notice-as-it-came.txt", "p"]);
        if ran.exit == Exit::Failed && ran.err.contains("不是征集申报") {
            assert!(!dir.path().join("p").exists(), "{name}: nothing is written");
            continue;
        }
        if ran.exit != Exit::Clean {
            faults.push(format!("{name}: init: {}", ran.err));
            continue;
        }
        projects += 1;
        assert!(ran.err.contains("草稿："), "{name}: {}", ran.err);
        // Nothing of the file is needed any more, wherever the project goes.
        let elsewhere = folder(&[]);
        let root = elsewhere.path().join("q");
        copy(&dir.path().join("p"), &root);
        drop(dir);
        let toml = fs::read_to_string(root.join("pilot.toml")).expect("pilot.toml");
        assert!(toml.contains("notice = \"./notice\""), "{name}: {toml}");
        let text = fs::read_to_string(root.join("notice/profile.toml")).expect("a profile");
        let profile: Profile = toml::from_str(&text).expect("a profile");
        faults
            .extend(foreign_words(&root, &profile, &words).iter().map(|w| format!("{name}: {w}")));
        for args in [&["status"][..], &["check"], &["list", "rules"], &["schema"]] {
            let ran = pilot_in(&root, args);
            if ran.exit == Exit::Failed {
                faults.push(format!("{name}: {args:?}: {}", ran.err));
            }
        }
        // An empty project is not packed, and it is said why.
        let ran = pilot_in(&root, &["pack"]);
        if ran.exit == Exit::Clean {
            faults.push(format!("{name}: an empty project was packed: {}{}", ran.out, ran.err));
        }
        let toml = filled(&toml, "甲示范项目", &profile);
        fs::write(root.join("pilot.toml"), toml).expect("written");
        let plan = fs::read_to_string(root.join("plan.md")).expect("a plan");
        fs::write(root.join("plan.md"), filled(&plan, "甲示范项目", &profile)).expect("written");
        let ran = pilot_in(&root, &["check"]);
        if ran.exit == Exit::Failed {
            faults.push(format!("{name}: check of the filled project: {}{}", ran.out, ran.err));
        }
        let ran = pilot_in(&root, &["pack"]);
        if ran.exit == Exit::Failed && !ran.err.contains("没有打包") {
            faults.push(format!("{name}: pack: {}", ran.err));
        }
    }
    assert!(projects >= 15, "{projects}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_a_build_server_runs_works_in_a_copy() {
    let dir = folder(&[("call.txt", CALL.as_bytes())]);
    let ran = pilot_in(dir.path(), &["init", "--notice", "call.txt", "--ci", "gitlab", "p"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    let elsewhere = folder(&[]);
    let root = elsewhere.path().join("checkout");
    copy(&dir.path().join("p"), &root);
    drop(dir);
    let server = fs::read_to_string(root.join(".gitlab-ci.yml")).expect("the server's file");
    let mut commands = 0;
    for line in server.lines() {
        let Some(command) = line.trim().strip_prefix("- pilot check") else { continue };
        let command = command.split("||").next().unwrap_or_default();
        let args: Vec<&str> = std::iter::once("check").chain(command.split_whitespace()).collect();
        let ran = pilot_in(&root, &args);
        assert_ne!(ran.exit, Exit::Failed, "{args:?}: {}", ran.err);
        commands += 1;
    }
    assert!(commands >= 3, "{server}");
}

#[test]
fn a_notice_file_serves_wherever_an_id_does() {
    let plan = "# 甲示范项目\n";
    let dir = folder(&[("call.txt", CALL.as_bytes()), ("plan.md", plan.as_bytes())]);
    for args in [
        &["check", "plan.md", "--notice", "call.txt"][..],
        &["list", "rules", "--notice", "call.txt"],
        &["explain", "--notice", "call.txt"],
        &["schema", "--notice", "call.txt"],
    ] {
        let ran = pilot_in(dir.path(), args);
        assert_ne!(ran.exit, Exit::Failed, "{args:?}: {}", ran.err);
        assert!(ran.err.contains("已读 call.txt") && ran.err.contains("未经核对"), "{}", ran.err);
    }
    // The folder that was written serves as well as the file.
    let ran = pilot_in(dir.path(), &["new", "notice", "demo", "--from", "call.txt"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    let ran = pilot_in(dir.path(), &["init", "--notice", "demo", "p"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    let profile = fs::read_to_string(dir.path().join("p/notice/profile.toml")).expect("there");
    assert!(profile.contains("id = \"demo\""), "{profile}");
    for (named, word) in [("none.txt", "没有 none.txt"), ("empty", "没有 profile.toml")] {
        fs::create_dir_all(dir.path().join("empty")).expect("a folder");
        let ran = pilot_in(dir.path(), &["list", "rules", "--notice", named]);
        assert_eq!(ran.exit, Exit::Failed);
        assert!(ran.err.contains(word), "{}", ran.err);
    }
}

#[test]
fn a_text_that_is_no_call_is_named_and_refused() {
    let words = "关于办公用品采购结果的公示\n经评审，现将结果公示如下。\n一、中标人为某公司。\n";
    let dir = folder(&[("result.txt", words.as_bytes())]);
    let ran = pilot_in(dir.path(), &["init", "--notice", "result.txt", "p"]);
    assert_eq!(ran.exit, Exit::Failed);
    assert!(
        ran.err.contains("办公用品采购结果") && ran.err.contains("不是征集申报"),
        "{}",
        ran.err
    );
    assert!(!dir.path().join("p").exists());
}

#[test]
fn the_notice_of_a_project_stays_inside_it() {
    for (value, word) in [
        ("../notice", "项目外面"),
        ("/etc/notice", "项目外面"),
        ("./a/../../b", "项目外面"),
        ("./none", "没有这个文件夹"),
        ("./attachments", "profile.toml"),
    ] {
        let toml = format!("format = 1\nnotice = \"{value}\"\n");
        let dir = folder(&[("pilot.toml", toml.as_bytes()), ("attachments/a.txt", b"a")]);
        for command in ["check", "status", "pack"] {
            let ran = pilot_in(dir.path(), &[command]);
            assert_eq!(ran.exit, Exit::Failed, "{value}");
            assert!(ran.err.contains(word), "{value}: {}", ran.err);
        }
    }
}

#[test]
fn an_amended_notice_is_compared_with_the_one_that_a_project_keeps() {
    let amended = CALL.replace("5月31日", "6月14日");
    let dir = folder(&[("call.txt", CALL.as_bytes()), ("amended.txt", amended.as_bytes())]);
    let ran = pilot_in(dir.path(), &["init", "--notice", "call.txt", "p"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    let ran = pilot_in(dir.path(), &["diff", "p/notice", "call.txt"]);
    assert_eq!(ran.exit, Exit::Clean, "{}{}", ran.out, ran.err);
    let ran = pilot_in(dir.path(), &["diff", "p/notice", "amended.txt"]);
    assert_eq!(ran.exit, Exit::Findings, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("2024-05-31") && ran.out.contains("2024-06-14"), "{}", ran.out);
}

#[test]
fn files_that_nobody_has_named_are_missing() {
    let dir = folder(&[("call.txt", CALL.as_bytes())]);
    let ran = pilot_in(dir.path(), &["init", "--notice", "call.txt", "p"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    let ran = pilot_in(&dir.path().join("p"), &["status"]);
    assert!(!ran.out.contains("齐全"), "{}", ran.out);
}

/// A project of the notice with every place filled in and both files there.
#[cfg(feature = "render")]
fn finished_project() -> tempfile::TempDir {
    let dir = folder(&[("call.txt", CALL.as_bytes())]);
    let ran = pilot_in(dir.path(), &["init", "--notice", "call.txt", "p"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    let root = dir.path().join("p");
    let text = fs::read_to_string(root.join("notice/profile.toml")).expect("a profile");
    let profile: Profile = toml::from_str(&text).expect("a profile");
    let toml = fs::read_to_string(root.join("pilot.toml")).expect("pilot.toml");
    let toml = filled(&toml, "甲厂绿色工厂示范项目", &profile);
    // Each material has a file of its own.
    let toml = toml.replacen("attachments/a.pdf", "attachments/申报书.pdf", 1);
    let toml = toml.replacen("attachments/a.pdf", "attachments/营业执照.pdf", 1);
    fs::write(root.join("pilot.toml"), toml).expect("written");
    let plan = "# 甲厂绿色工厂示范项目\n\n## 一、基本情况\n\n本厂2015年成立，从事铝材加工。\n";
    fs::write(root.join("plan.md"), plan).expect("written");
    let page = fs::read("examples/pingguo-nawa-park/attachments/四至边界图.pdf").expect("there");
    fs::write(root.join("attachments/申报书.pdf"), &page).expect("written");
    fs::write(root.join("attachments/营业执照.pdf"), [page.as_slice(), b"\n"].concat())
        .expect("written");
    dir
}

#[cfg(feature = "render")]
#[test]
fn facts_that_nobody_compared_stop_packing_until_they_are_accepted_or_confirmed() {
    let dir = finished_project();
    let root = dir.path().join("p");
    let pack = ["pack", "--as-of", "2024-05-20"];
    let ran = pilot_in(&root, &pack);
    assert_eq!(ran.exit, Exit::Findings, "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("关系到能否受理的事实未经核对"), "{}", ran.err);
    assert!(ran.err.contains("期限：第 9 行“请各企业于2024年5月31日前"), "{}", ran.err);
    assert!(!ran.err.contains("deadlines"), "keys are not for people: {}", ran.err);
    assert!(!root.join("dist").exists(), "nothing is written");

    let accepted = ["pack", "--as-of", "2024-05-20", "--accept-reading"];
    let ran = pilot_in(&root, &accepted);
    assert_eq!(ran.exit, Exit::Clean, "{}{}", ran.out, ran.err);
    let checklist = checklist(&root);
    assert!(
        checklist.contains("处关系到能否受理，未经确认，按 --accept-reading 打包"),
        "{checklist}"
    );
    assert!(checklist.contains("一式 5 份"), "{checklist}");

    // After a person compared them, nothing needs to be accepted.
    let confirm = ["read", "notice", "--confirm", "all", "--by", "甲"];
    let ran = pilot_in(&root, &confirm);
    assert_eq!(ran.exit, Exit::Clean, "{}{}", ran.out, ran.err);
    let ran = pilot_in(&root, &pack);
    assert_eq!(ran.exit, Exit::Clean, "{}{}", ran.out, ran.err);
    assert!(!self::checklist(&root).contains("未经确认"));
}

#[cfg(feature = "render")]
#[test]
fn a_package_of_a_read_notice_is_received_by_that_notice_and_by_no_other() {
    let dir = finished_project();
    let root = dir.path().join("p");
    let pack = ["pack", "--as-of", "2024-05-20", "--accept-reading"];
    let ran = pilot_in(&root, &pack);
    assert_eq!(ran.exit, Exit::Clean, "{}{}", ran.out, ran.err);
    let files = fs::read_dir(root.join("dist")).expect("packed");
    let paths = files.map(|entry| entry.expect("readable").path());
    let archive = paths.into_iter().find(|path| path.extension().is_some_and(|end| end == "zip"));
    fs::copy(archive.expect("an archive"), dir.path().join("a.zip")).expect("copied");
    let ran = pilot_in(dir.path(), &["verify", "a.zip", "--notice", "call.txt"]);
    assert_eq!(ran.exit, Exit::Clean, "{}{}", ran.out, ran.err);
    assert!(!ran.out.contains("notice-draft"), "it is the desk's own reading: {}", ran.out);
    // Without the notice it is not judged by another one.
    let ran = pilot_in(dir.path(), &["verify", "a.zip"]);
    assert_eq!(ran.exit, Exit::Failed, "{}", ran.out);
    assert!(ran.err.contains("这里没有这份通知"), "{}", ran.err);

    // A material that the notice demands and the project lacks does not get as far.
    let text = fs::read_to_string(root.join("pilot.toml")).expect("pilot.toml");
    let mut settings: toml::Table = text.parse().expect("TOML");
    let attachments = settings["attachments"].as_array_mut().expect("attachments");
    assert_eq!(attachments.len(), 2, "{text}");
    attachments.pop();
    fs::write(root.join("pilot.toml"), settings.to_string()).expect("written");
    fs::remove_file(root.join("attachments/营业执照.pdf")).expect("removed");
    let ran = pilot_in(&root, &pack);
    assert_eq!(ran.exit, Exit::Findings, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("material-missing"), "{}", ran.out);
}

/// Two routes, two days, five copies and a disc, a summary table, a platform, no mail.
const ROUTES: &str = "关于组织申报2024年绿色工厂的通知\n各市工业和信息化局：\n本次申报分国家级绿色工厂和省级绿色工厂两类。\n一、申报材料\n1.绿色工厂申报书（附件1）\n2.营业执照复印件\n3.推荐单位汇总表（附件2）\n二、材料报送\n国家级绿色工厂请于2024年8月15日前，省级绿色工厂请于2024年9月10日前登录绿色制造平台（https://lszz.example.cn）填报，并将申报材料一式五份和光盘1张报送我厅，逾期不予受理。\n附件：1.绿色工厂申报书\n2.推荐单位汇总表\n某省工业和信息化厅\n2024年3月8日\n";

#[test]
fn one_folder_holds_both_routes_with_all_ways_to_hand_in() {
    let dir = folder(&[("call.txt", ROUTES.as_bytes())]);
    let ran = pilot_in(dir.path(), &["init", "--notice", "call.txt", "p"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    let root = dir.path().join("p");
    let text = fs::read_to_string(root.join("notice/profile.toml")).expect("a profile");
    let profile: Profile = toml::from_str(&text).expect("a profile");
    assert_eq!((profile.categories.len(), profile.deadlines.len()), (2, 2), "{text}");
    assert!(profile.deliver.mail.is_none() && profile.deliver.letter.is_none(), "{text}");
    assert!(foreign_words(&root, &profile, ROUTES).is_empty());
    let ran = pilot_in(&root, &["status", "--as-of", "2024-08-01"]);
    for words in ["纸质件一式 5 份", "光盘 1 份", "网上平台（绿色制造平台）"] {
        assert!(ran.out.contains(words), "{words}: {}", ran.out);
    }
    // The summary table cannot be absent without a word.
    let toml = fs::read_to_string(root.join("pilot.toml")).expect("pilot.toml");
    assert!(toml.contains("title = \"推荐单位汇总表\""), "{toml}");
    let without = toml.replace("material = \"material-3\"", "");
    let without = without.replace("title = \"推荐单位汇总表\"", "title = \"别的表\"");
    fs::write(root.join("pilot.toml"), without).expect("written");
    let ran = pilot_in(&root, &["check", "--select", "material-missing"]);
    assert!(ran.out.contains("推荐单位汇总表"), "{}", ran.out);
    // An untouched draft is never packed as sound.
    let ran = pilot_in(&root, &["pack", "--as-of", "2024-08-01"]);
    assert_eq!(ran.exit, Exit::Findings, "{}{}", ran.out, ran.err);
    assert!(!ran.out.contains("没有发现问题"), "{}", ran.out);
}

/// The checklist of the packed project.
#[cfg(feature = "render")]
fn checklist(root: &Path) -> String {
    for entry in fs::read_dir(root.join("dist")).expect("packed") {
        let path = entry.expect("readable").path();
        if path.to_string_lossy().ends_with("报送清单.md") {
            return fs::read_to_string(path).expect("text");
        }
    }
    panic!("no checklist");
}
