//! Nothing ends in “no findings” over files that nobody could read.

use std::fs;
use std::path::Path;

use pilot::cli::Exit;

use crate::support::odd_zip::{odd, odd_zip};
use crate::support::{copy, folder, pilot_in};

#[test]
fn a_file_of_another_kind_than_its_ending_stops_pack() {
    let dir = tempfile::tempdir().expect("a folder");
    copy(Path::new("examples/pingguo-nawa-park"), dir.path());
    let file = dir.path().join("attachments/资金证明.pdf");
    for (bytes, words) in [
        (&b"<!DOCTYPE html><html><body>login</body></html>"[..], "网页"),
        (b"{\"code\":403}", "文本"),
        (&[0; 4096], "认不出的数据"),
        (b"PK\x03\x04rest", "压缩包"),
    ] {
        fs::write(&file, bytes).expect("written");
        let ran = pilot_in(dir.path(), &["check", "--final"]);
        let is_told = ran.out.contains("file-unreadable") && ran.out.contains("资金证明.pdf");
        assert!(is_told && ran.out.contains(words), "{words}: {}{}", ran.out, ran.err);
        assert!(ran.out.contains("会使打包停止"), "{words}: {}", ran.out);
    }
}

#[test]
fn the_desk_tells_what_the_notice_demands_and_nobody_can_see() {
    let dir = tempfile::tempdir().expect("a folder");
    let plan = fs::read_to_string("examples/pingguo-nawa-park/plan.md").expect("the example");
    let table = ("名单.csv", "1,2");
    let two = vec![("甲.docx", "x"), ("乙.pdf", "y")];
    let (absent, unseen) = ("错误[received-nothing]", "警告[received-not-seen]");
    for (files, rule, words) in [
        (vec![("实施方案.md", plan.as_str())], absent, "没有推荐函，也没有可能是它的文件"),
        (vec![table], absent, "没有实施方案，也没有可能是它的文件"),
        (two, unseen, "看不出哪一个是实施方案"),
    ] {
        let entries: Vec<_> = files.iter().map(|(name, text)| odd(name, text)).collect();
        fs::write(dir.path().join("a.zip"), odd_zip(&entries)).expect("written");
        let ran =
            pilot_in(dir.path(), &["verify", "a.zip", "--notice", "gx-2023-cleaner-production"]);
        let is_told = ran.out.contains(rule) && ran.out.contains(words);
        assert!(is_told, "{words}: {}{}", ran.out, ran.err);
        assert_eq!(ran.exit, Exit::Findings, "{words}: {}", ran.out);
    }
}

#[test]
fn what_nobody_has_seen_has_not_passed() {
    let dir = tempfile::tempdir().expect("a folder");
    let entries = [odd("甲.docx", "x"), odd("乙.pdf", "y"), odd("图纸.dat", "\u{1}\u{2}")];
    fs::write(dir.path().join("a.zip"), odd_zip(&entries)).expect("written");
    let notice = "gx-2023-cleaner-production";
    let args = ["verify", "a.zip", "--notice", notice, "--select", "received-not-seen"];
    let ran = pilot_in(dir.path(), &args);
    assert_eq!(ran.exit, Exit::Findings, "{}", ran.out);
    assert!(ran.out.contains("有 2 处没有看到内容，看过才算通过"), "{}", ran.out);
    assert!(ran.out.contains("没有看里面的内容：图纸.dat"), "{}", ran.out);
}

#[test]
fn the_desk_says_what_a_file_is_that_has_another_name() {
    let archive = odd_zip(&[odd("实施方案.md", "甲")]);
    let mail = b"From: a@b.cn\r\nSubject: x\r\n\r\nx\r\n";
    let page = b"<!DOCTYPE html><html><body>login</body></html>";
    let mut program = b"MZ".to_vec();
    program.resize(0x3c, 0);
    program.extend([0, 0xf0, 0, 0]);
    for (name, bytes, words) in [
        ("方案.pdf", &page[..], "不是 zip 压缩包，内容是网页"),
        ("a.zip", &program, "不是 zip 压缩包，内容是可执行程序"),
        ("a.zip", mail, "名字是压缩包，内容是邮件，按邮件核对"),
        ("a.eml", &archive, "名字是邮件，内容是 zip 压缩包，按压缩包核对"),
    ] {
        let dir = folder(&[(name, bytes)]);
        let ran = pilot_in(dir.path(), &["verify", name, "--notice", "gx-2023-cleaner-production"]);
        assert!(ran.out.contains(words), "{name}: {}{}", ran.out, ran.err);
        assert_eq!(ran.exit, Exit::Findings, "{name}: {}", ran.out);
    }
}

#[test]
fn a_plan_that_is_damaged_or_no_text_is_refused_with_its_line() {
    let head = "# 甲县铝产业园试点方案\n\n本方案由园区管理机构编制。\n".as_bytes();
    let toml = |file: &str| {
        format!(
            "format = 1\nnotice = \"gx-2023-cleaner-production\"\n[plan]\nfiles = [\"{file}\"]\n"
        )
    };
    for bad in [&b"\0"[..], b"\xff", b"\xc6\xf3\xd2\xb5"] {
        let plan = [head, bad, head].concat();
        let dir = folder(&[("pilot.toml", toml("plan.md").as_bytes()), ("plan.md", &plan)]);
        for args in
            [&["check"][..], &["check", "plan.md", "--notice", "gx-2023-cleaner-production"]]
        {
            let ran = pilot_in(dir.path(), args);
            assert_eq!(ran.exit, Exit::Failed, "{bad:?}: {}", ran.out);
            assert!(ran.err.contains("plan.md 第 4 行起不是 UTF-8 文字"), "{bad:?}: {}", ran.err);
            assert!(!ran.out.contains("没有发现问题"), "{}", ran.out);
        }
    }
    // Alone or beside a text that is read: what is named is read, or nothing is judged.
    for named in ["方案.rtf", "plan.md\", \"方案.rtf"] {
        let settings = toml(named);
        let files =
            [("pilot.toml", settings.as_bytes()), ("plan.md", head), ("方案.rtf", b"{\\rtf1}")];
        let dir = folder(&files);
        let ran = pilot_in(dir.path(), &["check"]);
        assert_eq!(ran.exit, Exit::Failed, "{}", ran.out);
        assert!(ran.err.contains("读不了的方案：方案.rtf"), "{}", ran.err);
    }
    let dir = folder(&[
        ("pilot.toml", toml("plan.md\", \"b.md").as_bytes()),
        ("plan.md", head),
        ("b.md", b"## \0"),
    ]);
    let ran = pilot_in(dir.path(), &["pack"]);
    assert_eq!(ran.exit, Exit::Failed, "{}", ran.out);
    assert!(ran.err.contains("b.md 第 1 行起不是"), "{}", ran.err);
    for ending in ["txt", "markdown"] {
        let name = format!("方案.{ending}");
        let dir = folder(&[("pilot.toml", toml(&name).as_bytes()), (&name, head)]);
        let ran = pilot_in(dir.path(), &["check"]);
        assert_eq!(ran.exit, Exit::Findings, "{}", ran.err);
        assert!(ran.out.contains("section-missing"), "{ending}: {}", ran.out);
    }
}

#[test]
fn what_comes_beside_an_archive_and_is_not_read_is_named() {
    let plan = fs::read_to_string("examples/pingguo-nawa-park/plan.md").expect("the example");
    let archive = odd_zip(&[odd("实施方案.md", &plan), odd("推荐函.pdf", "%PDF-1.4")]);
    let base64 = |bytes: &[u8]| data_encoding::BASE64.encode(bytes);
    let part = |name: &str, bytes: &[u8]| {
        format!(
            "--b\r\nContent-Type: application/octet-stream; name=\"{name}\"\r\n\
             Content-Disposition: attachment; filename=\"{name}\"\r\n\
             Content-Transfer-Encoding: base64\r\n\r\n{}\r\n",
            base64(bytes)
        )
    };
    let small = odd_zip(&[odd("a.txt", "a")]);
    for (name, bytes, words) in [
        ("more.exe", &b"MZ"[..], "“more.exe”没有核对：它不在压缩包里"),
        ("letter.pdf", b"<html>", "“letter.pdf”没有核对：它不在压缩包里"),
        ("small.zip", &small, "“small.zip”没有核对：邮件有几个压缩包"),
        ("winmail.dat", b"x", "“winmail.dat”是 Outlook 的专有格式"),
    ] {
        let message = format!(
            "From: a@b.cn\r\nSubject: x\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/mixed; boundary=b\r\n\r\n{}{}--b--\r\n",
            part("a.zip", &archive),
            part(name, bytes)
        );
        let dir = folder(&[("a.eml", message.as_bytes())]);
        let ran =
            pilot_in(dir.path(), &["verify", "a.eml", "--notice", "gx-2023-cleaner-production"]);
        assert!(ran.out.contains("警告[received-not-seen]"), "{name}: {}", ran.out);
        assert!(ran.out.contains(words), "{name}: {}", ran.out);
    }
}

#[test]
fn plans_of_every_ending_that_is_read_are_seen_at_the_desk() {
    for (name, bytes, is_readable) in [
        ("实施方案.txt", "# 题".as_bytes(), true),
        ("实施方案.markdown", "# 题".as_bytes(), true),
        ("实施方案.md", b"# \0\xff", false),
        ("实施方案.wps", &[0; 64], false),
    ] {
        let dir = folder(&[(&format!("package/{name}"), bytes)]);
        let ran =
            pilot_in(dir.path(), &["verify", "package", "--notice", "gx-2023-cleaner-production"]);
        assert!(!ran.out.contains("没有实施方案"), "{name}: {}", ran.out);
        let is_told = ran.out.contains("file-unreadable");
        assert_eq!(is_told, !is_readable, "{name}: {}", ran.out);
    }
}
