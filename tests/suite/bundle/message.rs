//! The message that carries a package: written, read back, and read from others.

use pilot::bundle::mail::{ComposedMail, message_size, write_message};
use pilot::bundle::manifest::ManifestEntry;
use pilot::bundle::{checklist, receive};
use pilot::project::FaultKind;
use pilot::text::digest::sha256;

use crate::support::odd_zip::{odd, odd_zip};
use crate::support::sample_package::{Sample, kinds, moment, shown};

fn message(sample: &Sample, archive: &[u8], files: &[ManifestEntry]) -> ComposedMail {
    let (to, cc) = checklist::mail_body::recipients(&sample.project, &sample.notice.profile);
    let body = checklist::mail_body::mail_body(
        &sample.words(&to, &cc),
        files,
        archive.len() as u64,
        &sha256(archive),
    );
    ComposedMail {
        from: None,
        subject: sample.bundle.subject.clone(),
        date: Some(moment()),
        body,
        attachment: format!("{}.zip", sample.bundle.folder),
        key: sha256(archive),
        to,
        cc,
    }
}

fn written_message(message: &ComposedMail, archive: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let size = write_message(message, &mut &archive[..], &mut out).expect("written");
    assert_eq!(size, out.len() as u64);
    assert_eq!(message_size(message, archive.len() as u64).expect("a size"), size);
    out
}

#[test]
fn a_message_is_read_back_by_another_parser() {
    let sample = Sample::new();
    let (archive, written) = sample.zip();
    let message = message(&sample, &archive, &written.manifest.entries);
    let bytes = written_message(&message, &archive);
    assert!(
        bytes.is_ascii()
            && bytes
                .split(|b| *b == b'\n')
                .all(|l| l.is_empty() || (l.len() <= 77 && l.ends_with(b"\r")))
    );
    let mail = mailparse::parse_mail(&bytes).expect("a message");
    use mailparse::MailHeaderMap as _;
    let header = |name: &str| mail.headers.get_first_value(name).unwrap_or_default();
    assert_eq!(header("Subject"), sample.bundle.subject);
    assert_eq!(header("To"), "kcc@sthjt.gxzf.gov.cn");
    assert_eq!(header("Cc"), "huanzichu@gxi.gov.cn, gx21308@163.com");
    assert_eq!(header("Date"), "Mon, 16 Oct 2023 09:00:00 +0800");
    assert_eq!((header("X-Unsent"), header("From")), ("1".into(), String::new()));
    assert_eq!(mail.subparts.len(), 2);
    let body = mail.subparts[0].get_body().expect("text");
    assert_eq!(body.replace("\r\n", "\n"), message.body);
    assert!(body.contains("A1B2-C3D4") && body.contains(&sha256(&archive)));
    // This parser takes the plain parameter and leaves its encoded words to the caller.
    let name = mail.subparts[1].get_content_disposition().params["filename"].replace("\r\n", "");
    let (name, _) = mailparse::parse_header(format!("X: {name}").as_bytes())
        .map(|(h, n)| (h.get_value(), n))
        .expect("words");
    assert_eq!(name, message.attachment);
    assert!(String::from_utf8_lossy(&bytes).contains("filename*0*=UTF-8''2023%2B"), "RFC 2231 too");
    assert!(mail.subparts[1].get_body_raw().expect("bytes") == archive);
    let received = receive("S.eml", &bytes);
    assert_eq!(shown(&received.package.faults), "");
    assert_eq!(received.package.subject.as_deref(), Some(sample.bundle.subject.as_str()));
    assert_eq!(received.package.recipients.len(), 3);
    assert_eq!(
        (received.package.archive_size, received.package.message_size),
        (Some(archive.len() as u64), Some(bytes.len() as u64))
    );
}

#[test]
fn sizes_are_exact_at_every_border_of_a_line() {
    let message = ComposedMail {
        to: vec!["a@b.cn".into()],
        attachment: "a.zip".into(),
        ..ComposedMail::default()
    };
    for size in [0, 1, 2, 3, 56, 57, 58, 113, 114, 115, 58_367, 58_368, 58_369] {
        let archive = vec![7; size];
        let bytes = written_message(&message, &archive);
        let mail = mailparse::parse_mail(&bytes).expect("a message");
        assert!(mail.subparts[1].get_body_raw().expect("bytes") == archive, "{size}");
    }
}

#[test]
fn header_fields_cannot_be_injected() {
    let good = ComposedMail {
        to: vec!["a@b.cn".into()],
        subject: "题".into(),
        attachment: "a.zip".into(),
        ..ComposedMail::default()
    };
    assert!(message_size(&good, 0).is_ok());
    for bad in ["x\r\nBcc: evil@b.cn", "x\ny", "x\ry", "x\0", "x\u{85}y", "x\u{2028}y"] {
        let variants = [
            ComposedMail { subject: bad.into(), ..good.clone() },
            ComposedMail { attachment: bad.into(), ..good.clone() },
            ComposedMail { to: vec![format!("{bad}@b.cn")], ..good.clone() },
            ComposedMail { cc: vec![format!("{bad} <a@b.cn>")], ..good.clone() },
            ComposedMail { from: Some(bad.into()), ..good.clone() },
        ];
        for message in variants {
            assert!(message_size(&message, 0).is_err(), "{message:?}");
            let mut out = Vec::new();
            assert!(write_message(&message, &mut &b""[..], &mut out).is_err());
            assert!(out.is_empty());
        }
    }
    for bad in ["a\"; x=\"b.zip", "a\\b.zip"] {
        assert!(
            message_size(&ComposedMail { attachment: bad.into(), ..good.clone() }, 0).is_err(),
            "{bad}"
        );
    }
    assert!(
        message_size(&ComposedMail { to: Vec::new(), ..good }, 0).is_err(),
        "nobody receives it"
    );
}

#[test]
fn messages_of_others_are_read() {
    let zip = odd_zip(&[odd("实施方案.pdf", "%PDF")]);
    let name = encoding_rs::GBK.encode("申报").0;
    use std::fmt::Write as _;
    let hex = name.iter().fold(String::new(), |mut out, b| {
        let _ = write!(out, "={b:02X}");
        out
    });
    let base64 = |bytes: &[u8]| {
        let message = ComposedMail {
            to: vec!["a@b.cn".into()],
            attachment: "a.zip".into(),
            ..ComposedMail::default()
        };
        let mail = String::from_utf8(written_message(&message, bytes)).expect("ascii");
        mail.rsplit("\r\n\r\n")
            .next()
            .expect("a part")
            .split("--=_")
            .next()
            .expect("base64")
            .to_owned()
    };
    let eml = format!(
        "From: x@y.cn\r\nTo: =?gbk?Q?{hex}?= <kcc@sthjt.gxzf.gov.cn>, b@c.cn\r\nSubject: =?gbk?Q?{hex}?=\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\nContent-Type: text/plain\r\n\r\nhi\r\n--q\r\n\
         Content-Type: application/octet-stream; name=\"=?gbk?Q?{hex}.zip?=\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n--q--\r\n",
        base64(&zip)
    );
    let received = receive("mail", eml.as_bytes());
    assert_eq!(received.package.subject.as_deref(), Some("申报"));
    assert_eq!(received.package.recipients, ["kcc@sthjt.gxzf.gov.cn", "b@c.cn"]);
    assert_eq!(received.package.entries[0].path, "实施方案.pdf");
    assert_eq!(kinds(&received), [FaultKind::NoManifest]);
    let none = receive("a.eml", b"Subject: x\r\n\r\nno attachment\r\n");
    assert!(shown(&none.package.faults).contains("没有附件"));
}
