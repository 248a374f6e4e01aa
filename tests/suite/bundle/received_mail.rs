//! Messages as mail programs write them and people forward them.

use data_encoding::BASE64;
use pilot::bundle::mail::parse::{DateField, MailContent, read};
use pilot::bundle::{Received, receive};
use pilot::project::FaultKind;
use pilot::text::Moment;
use pilot::text::digest::sha256;

use crate::support::odd_zip::{odd, odd_zip};
use crate::support::outside_tools::succeeds;
use crate::support::sample_package::{kinds, shown};

/// A part of a message: its own fields and its text.
struct Part {
    fields: String,
    text: String,
}

impl Part {
    fn plain(text: &str) -> Self {
        let fields = "Content-Type: text/plain; charset=utf-8\r\n\
                      Content-Transfer-Encoding: base64\r\n";
        Self { fields: fields.to_owned(), text: lines_of_base64(text.as_bytes()) }
    }

    fn attached(mimetype: &str, name: &str, bytes: &[u8]) -> Self {
        let fields = format!(
            "Content-Type: {mimetype}\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\
             Content-Transfer-Encoding: base64\r\n"
        );
        Self { fields, text: lines_of_base64(bytes) }
    }
}

fn lines_of_base64(bytes: &[u8]) -> String {
    let lines: Vec<String> = bytes.chunks(57).map(|line| BASE64.encode(line)).collect();
    lines.join("\r\n")
}

/// A message of some fields and parts.
fn mail(fields: &str, parts: &[Part]) -> Vec<u8> {
    let mut out = format!(
        "{fields}MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"=_q\"\r\n\r\n"
    );
    for Part { fields, text } in parts {
        out.push_str(&format!("--=_q\r\n{fields}\r\n{text}\r\n"));
    }
    (out + "--=_q--\r\n").into_bytes()
}

const FIELDS: &str = "From: a@b.cn\r\nTo: kcc@sthjt.gxzf.gov.cn\r\nSubject: x\r\n\
                      Date: Mon, 16 Oct 2023 10:00:00 +0800\r\n";

fn package() -> Vec<u8> {
    odd_zip(&[odd("实施方案.pdf", "%PDF")])
}

fn zipped() -> Part {
    Part::attached("application/zip", "a.zip", &package())
}

fn content(bytes: &[u8]) -> MailContent {
    read(bytes).expect("a message")
}

/// What is received; the bytes live as long as the tests do.
fn received(eml: Vec<u8>) -> Received<'static> {
    receive("m.eml", Box::leak(eml.into_boxed_slice()))
}

fn told(received: &Received<'_>) -> String {
    format!("{}\n{}", shown(&received.package.faults), received.package.assumed.join("\n"))
}

#[test]
fn an_attached_message_is_opened_whatever_its_type() {
    let inner = mail(
        "From: a@b.cn\r\nSubject: =?UTF-8?B?5pa55qGI?=\r\n",
        &[Part::plain("见附件"), zipped()],
    );
    for mimetype in ["application/octet-stream", "message/rfc822"] {
        let attached = Part::attached(mimetype, "材料.eml", &inner);
        let outer = mail(FIELDS, &[Part::plain("转发"), attached]);
        let received = receive("m.eml", &outer);
        assert_eq!(received.package.entries[0].path, "实施方案.pdf", "{mimetype}");
        assert_eq!(received.package.subject.as_deref(), Some("x"));
        assert!(told(&received).contains("附件“材料.eml”是一封邮件（题目“方案”）"));
    }
    // As it is, and without a name.
    let raw = String::from_utf8(inner.clone()).expect("text").replace("=_q", "=_i");
    let part = Part { fields: "Content-Type: message/rfc822\r\n".to_owned(), text: raw };
    let package = received(mail(FIELDS, &[part])).package;
    assert_eq!(package.entries[0].path, "实施方案.pdf");
    // Not without end.
    let mut nested = inner;
    for _ in 0..8 {
        nested = mail(FIELDS, &[Part::attached("application/octet-stream", "m.eml", &nested)]);
    }
    assert_eq!(content(&nested).opened.len(), 4);
}

#[test]
fn a_message_that_only_links_to_its_files_says_where_they_are() {
    for (text, place) in [
        ("超大附件 http://mail.qq.com/cgi-bin/ftnExs_download?k=1", "QQ 邮箱超大附件"),
        ("https://mail.163.com/filehub/bg/bigfile/list?k=1", "163 邮箱云附件"),
        ("链接：https://pan.baidu.com/s/1 提取码：abcd", "百度网盘"),
        ("材料见网盘 https://files.example.cn/x", "网盘或超大附件"),
    ] {
        let only = received(mail(FIELDS, &[Part::plain(text)]));
        let is_told = told(&only).contains(&format!("正文里只有{place}的链接"));
        assert!(is_told, "{text}: {}", told(&only));
        assert_eq!(kinds(&only), [FaultKind::Absent]);
        let both = received(mail(FIELDS, &[Part::plain(text), zipped()]));
        assert!(told(&both).contains(&format!("另有{place}的链接")), "{}", told(&both));
        assert_eq!(kinds(&both), [FaultKind::NoManifest]);
    }
    let plain = received(mail(FIELDS, &[Part::plain("见 https://www.gxzf.gov.cn")]));
    assert!(told(&plain).contains("邮件没有附件") && !told(&plain).contains("链接"));
}

#[test]
fn a_message_without_anything_to_read_is_no_clean_one() {
    let picture = b"\x89PNG\r\n\x1a\n....";
    for (mimetype, name, bytes, what) in [
        ("application/ms-tnef", "winmail.dat", &b"x"[..], "TNEF"),
        ("application/octet-stream", "WinMail.dat", b"x", "TNEF"),
        ("application/pkcs7-mime", "smime.p7m", b"x", "S/MIME"),
        ("application/vnd.ms-outlook", "a.msg", b"\xd0\xcf", ".msg"),
        ("image/png", "logo.png", picture, "邮件只有图片（logo.png）"),
    ] {
        let eml = mail(FIELDS, &[Part::plain("您好"), Part::attached(mimetype, name, bytes)]);
        let received = receive("m.eml", &eml);
        assert!(kinds(&received).contains(&FaultKind::Absent), "{name}: {}", told(&received));
        assert!(told(&received).contains(what), "{name}: {}", told(&received));
        let beside = mail(FIELDS, &[zipped(), Part::attached(mimetype, name, bytes)]);
        // Most pictures are those of a signature; everything else may be material.
        let wanted = match mimetype {
            "image/png" => vec![FaultKind::NoManifest],
            _ => vec![FaultKind::NotSeen, FaultKind::NoManifest],
        };
        assert_eq!(kinds(&receive("m.eml", &beside)), wanted, "{name}");
    }
    // A signature beside the message seals nothing.
    let signature = Part::attached("application/pkcs7-signature", "smime.p7s", b"x");
    let signed = received(mail(FIELDS, &[zipped(), signature]));
    assert!(!told(&signed).contains("另有"), "{}", told(&signed));
}

#[test]
fn what_is_no_message_is_told_for_what_it_is() {
    let outlook = receive("m.eml", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0");
    assert!(told(&outlook).contains("Outlook 的 .msg 邮件"), "{}", told(&outlook));
    assert_eq!(kinds(&outlook), [FaultKind::Absent]);
    for bytes in [&b"%PDF-1.4"[..], b"<html><body>login</body></html>", b"", b"\0\0\0"] {
        let received = receive("m.eml", bytes);
        assert!(told(&received).contains("内容不是邮件"), "{bytes:?}: {}", told(&received));
    }
}

#[test]
fn messages_are_read_out_of_what_holds_them() {
    let plain = String::from_utf8(mail(FIELDS, &[zipped()])).expect("text");
    let apple = format!("{}\n{plain}<?xml version=\"1.0\"?><plist/>", plain.len());
    for (name, text) in [
        ("m", plain.clone()),
        ("m", format!("X-QQ-mid: 1\r\nX-QQ-FEAT: a\r\n{plain}")),
        ("m.eml", format!("\u{feff}{plain}")),
        ("m", format!("From a@b Mon Oct 16 10:00:00 2023\r\n{plain}")),
        ("m.emlx", apple),
    ] {
        let received = receive(name, text.as_bytes());
        assert_eq!(received.package.entries.len(), 1, "{text}");
        assert_eq!(received.package.subject.as_deref(), Some("x"));
    }
}

#[test]
fn the_time_of_a_message_is_never_taken_from_the_file_unsaid() {
    let ten = Moment::parse("2023-10-16T10:00");
    let without = "From: a@b.cn\r\nTo: b@c.cn\r\n";
    let received =
        "Received: from x by y with ESMTP id 1;\r\n\tMon, 16 Oct 2023 10:00:00 +0800 (CST)\r\n";
    for (fields, date, field, remark) in [
        (format!("{without}Date: 2023-10-16 10:00:00\r\n"), ten, DateField::Date, ""),
        (format!("{without}Date: Mon, 16 Oct 2023 10:00:00 CST\r\n"), ten, DateField::Date, ""),
        (format!("{received}{without}"), ten, DateField::Received, "服务器的记录"),
        (format!("{received}{without}Date: ??\r\n"), ten, DateField::Received, "服务器的记录"),
        (without.to_owned(), None, DateField::Nowhere, "只是文件在本机的时间"),
    ] {
        let eml = mail(&fields, &[zipped()]);
        let mail = content(&eml);
        assert_eq!((mail.date, mail.date_field), (date, field), "{fields}");
        let told = told(&receive("m.eml", &eml));
        assert_eq!(told.contains("收到时间"), !remark.is_empty(), "{told}");
        assert!(told.contains(remark), "{told}");
    }
}

#[test]
fn a_text_behind_an_attachment_is_passed_over() {
    let mut part = zipped();
    part.text.push_str("\r\n\r\n-- \r\nmailing list footer\r\n");
    let read = received(mail(FIELDS, &[part]));
    assert_eq!(kinds(&read), [FaultKind::NoManifest]);
    assert_eq!(read.package.archive_size, Some(package().len() as u64));
}

/// Python's `email` in its present form: subject, date, and each attachment's name and bytes.
const PYTHON: &str = r"
import email, email.policy, hashlib, sys, datetime
with open(sys.argv[1], 'rb') as f: m = email.message_from_binary_file(f, policy=email.policy.default)
print(m['subject'])
print(m['date'].datetime.astimezone(datetime.timezone(datetime.timedelta(hours=8))).strftime('%Y-%m-%dT%H:%M:%S+08:00'))
for a in m.iter_attachments(): print(a.get_filename(), hashlib.sha256(a.get_payload(decode=True)).hexdigest())
";

#[test]
fn conformance_messages_are_read_as_python_reads_them() {
    let dir = tempfile::tempdir().expect("a folder");
    let subjects = [
        "=?UTF-8?B?55Sy?= =?UTF-8?B?5LmZ?=",
        "=?utf-8?q?=E7=94=B2=E4=B9=99_x?= y",
        "=?gb18030?B?vNc=?=\r\n =?gb18030?B?0tI=?=",
        "Re: =?big5?B?pOg=?=",
        "plain text",
        "=?utf-8?q?a_b?=\r\n =?gbk?q?=BC=D7?=",
    ];
    let names = [
        "filename=\"a b.zip\"",
        "filename*=UTF-8''%E7%94%B2.zip",
        "filename*=gb2312''%BC%D7.zip",
        "filename*0*=UTF-8''%E7%94%B2;\r\n filename*1=\".zip\"",
        "filename=\"a;b.zip\"",
    ];
    let dates = [
        "Mon, 16 Oct 2023 10:00:00 +0800",
        "Mon, 16 Oct 2023 10:00:00 -0330",
        "16 Oct 2023 10:00:00 GMT",
        "Tue, 29 Feb 2028 23:59:59 +0000 (UTC)",
        "Fri, 1 Dec 23 00:00:00 EST",
    ];
    for round in 0..subjects.len() * names.len() {
        let (subject, name) = (subjects[round % subjects.len()], names[round % names.len()]);
        let date = dates[round / names.len() % dates.len()];
        let bytes: Vec<u8> = (0..round * 13).map(|i| (i * 31 % 256) as u8).collect();
        let fields = format!("From: a@b.cn\r\nSubject: {subject}\r\nDate: {date}\r\n");
        let part = Part {
            fields: format!(
                "Content-Type: application/octet-stream\r\n\
                 Content-Disposition: attachment; {name}\r\nContent-Transfer-Encoding: base64\r\n"
            ),
            text: lines_of_base64(&bytes),
        };
        let eml = mail(&fields, &[part]);
        let own = content(&eml);
        let mut wanted = vec![own.subject.clone(), own.date.expect("a date").rfc3339()];
        for (name, bytes) in &own.attachments {
            wanted.push(format!("{name} {}", sha256(bytes)));
        }
        std::fs::write(dir.path().join("m.eml"), &eml).expect("written");
        let arguments = ["-X", "utf8", "-c", PYTHON, "m.eml"];
        if let Some(text) = succeeds("python3", &arguments, dir.path()) {
            let lines: Vec<&str> = text.lines().collect();
            assert_eq!(lines, wanted, "{fields}{name}");
        }
    }
}
