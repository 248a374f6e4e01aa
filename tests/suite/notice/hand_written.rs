//! Values that a person wrote down or confirmed: kind, medium, ways to hand in and strength have to
//! be borne out by the sentence as the other values are.

use std::fs;
use std::path::PathBuf;

use pilot::cli::Exit;

use crate::support::{copy, folder, pilot_in};

const SAMPLE: &str = "sample-2024-green-park";

#[test]
fn what_its_sentence_does_not_bear_out_does_not_load() {
    let letter = "quote = \"市级工业和信息化局推荐函。\"\nkind = \"letter\"";
    let step = "applies-to = [\"county\"]\nstep = \"县级报市级\"";
    let place = "quote = \"园区边界清晰,有专门的管理机构。\"\nstrength = \"应当\"";
    let quota = "quote = \"每个市报送数量原则上不超过2个。\"\nstrength = \"原则上\"";
    for (from, to, words) in [
        (letter, letter.replace("letter", "evidence"), "materials.letter.kind"),
        (letter, letter.replace("letter", "other"), "materials.letter.kind"),
        (letter, format!("{letter}\nmedium = \"electronic\""), ""),
        (
            "id = \"plan\"\nname = \"绿色工业园区建设实施方案\"",
            "id = \"plan\"\nmedium = \"electronic\"\nname = \"绿色工业园区建设实施方案\""
                .to_owned(),
            "",
        ),
        (step, step.replace("[\"county\"]", "[\"platform\"]"), "deadlines.0.applies-to"),
        (
            "applies-to = [\"paper\", \"disc\", \"mail\"]",
            "applies-to = [\"paper\", \"platform\"]".to_owned(),
            "deadlines.1.applies-to",
        ),
        (place, place.replace("应当", "不得"), "conditions.park.strength"),
        (quota, quota.replace("= \"原则上\"", "= \"应当\""), "obligations.4.strength"),
        (quota, quota.replace("= \"原则上\"", "= \"鼓励\""), "obligations.4.strength"),
    ] {
        let dir = folder(&[]);
        let root = dir.path().join(SAMPLE);
        copy(&PathBuf::from("outline").join(SAMPLE), &root);
        let path = root.join("profile.toml");
        let text = fs::read_to_string(&path).expect("readable");
        assert!(text.contains(from), "{from}");
        fs::write(&path, text.replacen(from, &to, 1)).expect("written");
        let ran = pilot_in(dir.path(), &["read", SAMPLE, "--check"]);
        if words.is_empty() {
            assert_eq!(ran.exit, Exit::Clean, "{to}: {}{}", ran.out, ran.err);
            continue;
        }
        assert_eq!(ran.exit, Exit::Findings, "{to}: {}{}", ran.out, ran.err);
        assert!(ran.out.contains(words), "{to}: {}", ran.out);
        let ran = pilot_in(dir.path(), &["list", "rules", "--notice", SAMPLE, "--outline", "."]);
        assert_eq!(ran.exit, Exit::Failed, "{to}");
    }
}

#[test]
fn the_limit_of_a_platform_is_kept_with_its_sentence_and_proved() {
    let words = "关于组织申报2024年节水示范项目的通知\n各单位：\n一、申报方式\n申报单位于2024年5月31日前登录节水服务平台（https://js.example.cn）填报，单个文件不超过20M。\n某省水利厅\n2024年3月8日\n";
    let dir = folder(&[("call.txt", words.as_bytes())]);
    let ran = pilot_in(dir.path(), &["init", "--notice", "call.txt", "p"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    let root = dir.path().join("p");
    let path = root.join("notice/profile.toml");
    let text = fs::read_to_string(&path).expect("a profile");
    assert!(text.contains("[deliver.platform.limit]\nmax-bytes = 20000000"), "{text}");
    let ran = pilot_in(&root, &["status"]);
    assert!(ran.out.contains("上传限 20 MB"), "{}", ran.out);
    let confirm = ["read", "notice", "--confirm", "all", "--by", "甲"];
    let ran = pilot_in(&root, &confirm);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    let text = fs::read_to_string(&path).expect("a profile");
    fs::write(&path, text.replace("max-bytes = 20000000", "max-bytes = 50000000"))
        .expect("written");
    let ran = pilot_in(&root, &["read", "notice", "--check"]);
    assert_eq!(ran.exit, Exit::Findings, "{}", ran.out);
    assert!(ran.out.contains("deliver.platform.limit.max-bytes"), "{}", ran.out);
}
