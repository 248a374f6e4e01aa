//! What other people's mail readers make of our messages: subject, recipients, the attachment's
//! name and its bytes.

use std::path::Path;

use pilot::bundle::mail::{ComposedMail, write_message};
use pilot::bundle::receive;
use pilot::text::Moment;
use pilot::text::digest::sha256;

use crate::support::outside_tools::{skip, succeeds, tool};

/// Python's `email`, with its present and its former way of reading headers.
const PYTHON: &str = r"
import email, email.policy, hashlib, sys
from email.header import decode_header, make_header
def tell(*lines):
    for line in lines: print(line)
with open(sys.argv[1], 'rb') as f: m = email.message_from_binary_file(f, policy=email.policy.default)
a, = m.iter_attachments()
tell(m['subject'], m['to'], m['cc'], a.get_filename(), hashlib.sha256(a.get_content()).hexdigest(), m.get_body().get_content().splitlines()[0])
with open(sys.argv[1], 'rb') as f: m = email.message_from_binary_file(f)
a, = [p for p in m.walk() if p.get_content_type() == 'application/zip']
u = lambda t: str(make_header(decode_header(t.replace('\r', '').replace('\n', ''))))
body = m.get_payload()[0].get_payload(decode=True).decode('utf-8').splitlines()[0]
# It hands out the plain parameter as it stands, as every message from QQ or Foxmail has it: with encoded words.
tell(u(m['subject']), u(m['to']), u(m['cc']), u(a.get_filename()), hashlib.sha256(a.get_payload(decode=True)).hexdigest(), body)
";

/// Perl's MIME-tools and Email::MIME, which share no code.
const PERL: &str = r#"
use utf8; use strict; use Digest::SHA 'sha256_hex'; use Encode; use MIME::Parser; use Email::MIME; use Email::Address::XS;
binmode STDOUT, ':utf8';
my $u = sub { my $t = decode('MIME-Header', $_[0]); $t =~ s/\s*\n\s*/ /g; $t =~ s/\s+$//; $t };
my $p = MIME::Parser->new; $p->output_to_core(1);
my $e = $p->parse_open($ARGV[0]); my $a = $e->parts(1); my $h = $e->head;
my $text = sub { (split /\r?\n/, decode('UTF-8', $_[0]))[0] };
my $name = $a->head->recommended_filename; $name = decode('UTF-8', $name) unless utf8::is_utf8($name); $name = $u->($name) if $name =~ /=\?/;
print join("\n", $u->($h->get('Subject')), $u->($h->get('To')), $u->($h->get('Cc')), $name, sha256_hex($a->bodyhandle->as_string), $text->($e->parts(0)->bodyhandle->as_string)), "\n";
local $/; open my $f, '<:raw', $ARGV[0] or die; my $m = Email::MIME->new(<$f>); my ($t, $z) = $m->parts;
print join("\n", $m->header_str('Subject'), $m->header_str('To'), $m->header_str('Cc'), $z->filename, sha256_hex($z->body), $text->($t->body)), "\n";
"#;

fn message(subject: &str, name: &str) -> ComposedMail {
    ComposedMail {
        from: None,
        to: vec!["kcc@sthjt.gxzf.gov.cn".into()],
        cc: vec!["huanzichu@gxi.gov.cn".into(), "gx21308@163.com".into()],
        subject: subject.into(),
        date: Moment::parse("2023-10-16T09:00"),
        body: "您好！\n\n请查收。\n".into(),
        attachment: name.into(),
        key: "k".into(),
    }
}

/// What every reader must tell, line by line.
fn wanted(message: &ComposedMail, archive: &[u8]) -> Vec<String> {
    let (to, cc) = (message.to.join(", "), message.cc.join(", "));
    vec![
        message.subject.clone(),
        to,
        cc,
        message.attachment.clone(),
        sha256(archive),
        "您好！".into(),
    ]
}

fn written(dir: &Path, message: &ComposedMail, archive: &[u8]) -> String {
    let mut bytes = Vec::new();
    write_message(message, &mut &archive[..], &mut bytes).expect("written");
    std::fs::write(dir.join("m.eml"), &bytes).expect("written");
    let mail = pilot::bundle::mail::parse::read(&bytes).expect("our own reader");
    assert_eq!((mail.subject.as_str(), mail.recipients.len()), (message.subject.as_str(), 3));
    assert_eq!(mail.attachments, [(message.attachment.clone(), archive.to_vec())]);
    let _ = receive("m.eml", &bytes);
    dir.join("m.eml").to_string_lossy().into_owned()
}

fn samples() -> Vec<(ComposedMail, Vec<u8>)> {
    let long = "2023+平果市那瓦铝产业园清洁生产整体审核创新试点项目+平果市那瓦铝产业园管理委员会";
    let odd = "2023+甲 乙（二期）；丙=丁'%41𬒗é+某局";
    // All bytes, and lengths at both sides of a line of base64.
    let bytes = |n: usize| (0..n).map(|i| (i * 131 % 256) as u8).collect::<Vec<u8>>();
    let named = |subject: &str| message(subject, &format!("{subject}.zip"));
    vec![
        (named(long), bytes(3_421)),
        (named(odd), bytes(56)),
        (named("plain"), bytes(57)),
        (named(&"长".repeat(70)), bytes(0)),
    ]
}

#[test]
fn conformance_five_readers_of_mail_agree() {
    let dir = tempfile::tempdir().expect("a folder");
    let has_perl = tool("perl", &["-MMIME::Parser", "-MEmail::MIME", "-e", "1"], dir.path())
        .is_some_and(|o| o.status.success());
    if !has_perl {
        skip("perl with MIME-tools and Email::MIME");
    }
    for (message, archive) in samples() {
        let eml = written(dir.path(), &message, &archive);
        let wanted = wanted(&message, &archive);
        let twice = |text: String, who: &str| {
            let lines: Vec<&str> = text.lines().collect();
            assert_eq!(lines.len(), 2 * wanted.len(), "{who}: {text}");
            for (number, told) in lines.chunks(wanted.len()).enumerate() {
                assert_eq!(told, wanted, "{who}, reader {number}");
            }
        };
        if let Some(text) = succeeds("python3", &["-X", "utf8", "-c", PYTHON, &eml], dir.path()) {
            twice(text, "python");
        }
        if has_perl && let Some(text) = succeeds("perl", &["-e", PERL, &eml], dir.path()) {
            twice(text, "perl");
        }
    }
}

#[test]
fn conformance_an_unpacker_of_mail_writes_the_same_file() {
    let dir = tempfile::tempdir().expect("a folder");
    for (message, archive) in samples().into_iter().take(3) {
        let eml = written(dir.path(), &message, &archive);
        let into = tempfile::tempdir().expect("a folder");
        let folder = into.path().to_string_lossy().into_owned();
        if succeeds("ripmime", &["-i", &eml, "-d", &folder], dir.path()).is_none() {
            return;
        }
        let files: Vec<_> =
            std::fs::read_dir(into.path()).expect("readable").flatten().map(|e| e.path()).collect();
        assert!(files.iter().any(|f| std::fs::read(f).is_ok_and(|b| b == archive)), "{files:?}");
    }
}
