//! Archives that other people's programs really write, made by these programs while the test runs;
//! and shapes of programs that run on other systems, made byte by byte as those write them.

use std::fs;
use std::path::Path;

use pilot::bundle::receive;
use pilot::cli::Exit;
use pilot::project::FaultKind;
use pilot::text::digest::sha256;

use crate::support::outside_tools::{writes, writes_with};
use crate::support::pilot_in;

/// Somebody's material: path, bytes, and the role it plays.
fn material() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let scan =
        fs::read("examples/pingguo-nawa-park/attachments/四至边界图.pdf").expect("the example");
    let letter =
        fs::read("examples/pingguo-nawa-park/attachments/推荐函.pdf").expect("the example");
    let table = "序号,企业名称,行业\r\n1,甲铝业,有色\r\n".repeat(200).into_bytes();
    vec![
        ("申报材料/实施方案.docx", fs::read("tests/word/pandoc.docx").expect("a document"), "plan"),
        ("申报材料/推荐函/百色市推荐函.pdf", letter, "letter"),
        ("申报材料/附件/企业 名单（2023）.csv", table, "other"),
        ("申报材料/附件/园区四至边界图.pdf", scan, "boundary"),
    ]
}

fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    for (path, bytes, _) in material() {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, bytes).expect("written");
    }
    dir
}

/// Reads an archive as it comes in: every file under its name, with its bytes and its role; nothing
/// wrong but the manifest.
fn check(who: &str, zip: &Path, assumed: &[&str]) {
    let bytes = fs::read(zip).unwrap_or_else(|e| panic!("{who} wrote nothing: {e}"));
    let received = receive("x.zip", &bytes);
    let faults: Vec<_> =
        received.package.faults.iter().map(|f| (f.kind, f.what.as_str())).collect();
    assert!(matches!(faults.as_slice(), [(FaultKind::NoManifest, _)]), "{who}: {faults:?}");
    let mut found: Vec<_> = received
        .package
        .entries
        .iter()
        .map(|e| (e.path.as_str(), e.sha256.clone(), e.role.as_str()))
        .collect();
    found.sort();
    let material = material();
    let mut wanted: Vec<_> =
        material.iter().map(|(path, bytes, role)| (*path, sha256(bytes), *role)).collect();
    wanted.sort();
    assert_eq!(found, wanted, "{who}");
    for (path, bytes, _) in &material {
        assert_eq!(received.content(path).as_deref(), Some(bytes.as_slice()), "{who}: {path}");
    }
    let said = received.package.assumed.join("\n");
    for words in assumed {
        assert!(said.contains(words), "{who}: {words} is not in\n{said}");
    }
    assert!(said.contains("看作实施方案") && said.contains("看作推荐函"), "{who}: {said}");
    // The same through the command, and as a project of its own.
    let dir = zip.parent().expect("a folder");
    let name = zip.file_name().expect("named").to_string_lossy().into_owned();
    let ran = pilot_in(dir, &["verify", &name]);
    assert_eq!(ran.exit, Exit::Clean, "{who}: {}{}", ran.out, ran.err);
    assert!(
        ran.out.contains("manifest-missing") && !ran.out.contains("archive-"),
        "{who}: {}",
        ran.out
    );
    let adopted = dir.join(format!("{name}-项目"));
    let ran = pilot_in(dir, &["adopt", &name, &adopted.to_string_lossy()]);
    assert_eq!(ran.exit, Exit::Clean, "{who}: {}{}", ran.out, ran.err);
    let toml = fs::read_to_string(adopted.join("pilot.toml")).expect("written");
    for words in [
        "files = [\"实施方案.docx\"]",
        "attachments/百色市推荐函.pdf",
        "attachments/园区四至边界图.pdf",
        "role = \"boundary\"",
    ] {
        assert!(toml.contains(words), "{who}: {words} is not in\n{toml}");
    }
    assert!(!ran.out.contains("config-invalid") && ran.out.contains("还缺"), "{who}: {}", ran.out);
    let checked = pilot_in(&adopted, &["check"]);
    assert_eq!(checked.exit, Exit::Findings, "{who}: {}{}", checked.out, checked.err);
    assert!(
        checked.out.contains("实施方案.docx") && !checked.out.contains("file-unlisted"),
        "{who}: {}",
        checked.out
    );
    // The proof of funding is a gap, and the only one among the files.
    assert_eq!(checked.out.matches("[file-missing]").count(), 1, "{who}: {}", checked.out);
}

/// Writes an archive with Python's `zipfile`; the script has the archive's name and the files.
fn python(script: &str, dir: &Path, name: &str) -> Option<()> {
    let head = "import os,sys,zipfile,zlib,struct\nnames=sorted(os.path.join(d,f) for d,_,fs in os.walk('申报材料') for f in fs)\n";
    writes("python3", &["-X", "utf8", "-c", &format!("{head}{script}"), name], dir)
}

#[test]
fn conformance_info_zip() {
    let dir = folder();
    if writes("zip", &["-rq", "a.zip", "申报材料"], dir.path()).is_some() {
        check("zip", &dir.path().join("a.zip"), &[]);
        // Where the system's language is not set, it knows nothing of the names but their bytes.
        writes_with("zip", &["-rq", "b.zip", "申报材料"], dir.path(), &[("LC_ALL", "C")]);
        check("zip in C", &dir.path().join("b.zip"), &[]);
        writes("zip", &["-rq0X", "-z", "c.zip", "申报材料"], dir.path());
        check("zip, stored", &dir.path().join("c.zip"), &[]);
        let streamed = "zip -rq - 申报材料 | cat > d.zip";
        writes("/bin/sh", &["-c", streamed], dir.path());
        check("zip to a pipe, with data descriptors", &dir.path().join("d.zip"), &[]);
    }
}

#[test]
fn conformance_7_zip() {
    let dir = folder();
    if writes("7z", &["a", "-tzip", "-bd", "a.zip", "申报材料"], dir.path()).is_some() {
        check("7z", &dir.path().join("a.zip"), &[]);
        writes("7z", &["a", "-tzip", "-bd", "-mx=0", "-mcu=on", "b.zip", "申报材料"], dir.path());
        check("7z, stored", &dir.path().join("b.zip"), &[]);
    }
}

#[test]
fn conformance_bsdtar() {
    let dir = folder();
    if writes("bsdtar", &["--format", "zip", "-cf", "a.zip", "申报材料"], dir.path()).is_some()
    {
        check("bsdtar", &dir.path().join("a.zip"), &[]);
        // As Chinese Windows names its files.
        writes(
            "bsdtar",
            &["--format", "zip", "--options", "zip:hdrcharset=GBK", "-cf", "b.zip", "申报材料"],
            dir.path(),
        );
        check("bsdtar in GBK", &dir.path().join("b.zip"), &["GBK"]);
    }
}

#[test]
fn conformance_python() {
    let dir = folder();
    let plain = "with zipfile.ZipFile(sys.argv[1],'w',zipfile.ZIP_DEFLATED) as z:\n  [z.write(n) for n in names]";
    if python(plain, dir.path(), "a.zip").is_some() {
        check("zipfile", &dir.path().join("a.zip"), &[]);
    }
}

#[test]
fn conformance_jar() {
    let dir = folder();
    // Java's own, or Debian's small one; each adds a manifest of its own, which the material does
    // not have.
    if writes_with("fastjar", &["cMf", "a.zip", "申报材料"], dir.path(), &[("LC_ALL", "C.UTF-8")])
        .is_some()
    {
        check("fastjar", &dir.path().join("a.zip"), &[]);
    }
}

#[test]
fn conformance_perl() {
    let dir = folder();
    let script = "use Archive::Zip qw(:ERROR_CODES); my $z = Archive::Zip->new; $z->addTree('申报材料', '申报材料') == AZ_OK or die; \
                  $z->writeToFileNamed('a.zip') == AZ_OK or die";
    if writes("perl", &["-e", script], dir.path()).is_some() {
        check("Archive::Zip", &dir.path().join("a.zip"), &[]);
    }
}

/// Archives of programs of Windows and macOS: the same bytes in the fields that tell them apart.
#[test]
fn conformance_shapes_of_other_systems() {
    let dir = folder();
    // Names in GBK with `\`, no flag, made on FAT: 360, WinRAR and old .NET programs; Explorer has
    // `/`.
    let windows = "
import datetime
def write(out, sep):
  body=b''; central=b''
  for n in names:
    data=open(n,'rb').read(); raw=n.replace('/',sep).encode('gbk'); c=zlib.compressobj(6,zlib.DEFLATED,-15); p=c.compress(data)+c.flush()
    head=struct.pack('<HHHHHIIIHH',20,0,8,0x6a21,0x574f,zlib.crc32(data),len(p),len(data),len(raw),0)
    central+=b'PK\\1\\2'+struct.pack('<H',20)+head+struct.pack('<HHHII',0,0,0,32,len(body))+raw
    body+=b'PK\\3\\4'+head+raw+p
  open(out,'wb').write(body+central+b'PK\\5\\6'+struct.pack('<HHHHIIH',0,0,len(names),len(names),len(central),len(body),0))
write(sys.argv[1],'\\\\'); write('explorer-'+sys.argv[1],'/')
";
    if python(windows, dir.path(), "gbk.zip").is_none() {
        return;
    }
    check("WinRAR and 360", &dir.path().join("gbk.zip"), &["GBK", "“\\”分隔"]);
    check("Windows Explorer", &dir.path().join("explorer-gbk.zip"), &["GBK"]);
    // Finder and `ditto`: decomposed names in UTF-8 without the flag, folders as entries, a shadow
    // of each file, descriptors.
    let finder = "
import unicodedata
class Out:
  def __init__(self,f): self.f=f
  def write(self,b): return self.f.write(b)
  def flush(self): pass
with open(sys.argv[1],'wb') as f:
  z=zipfile.ZipFile(Out(f),'w',zipfile.ZIP_DEFLATED)
  for d in ['申报材料/','申报材料/附件/','申报材料/推荐函/']: z.writestr(zipfile.ZipInfo(d),b'')
  for n in names+['申报材料/.DS_Store']:
    data=open(n,'rb').read() if os.path.exists(n) else b'Bud1'
    z.writestr(unicodedata.normalize('NFD',n),data)
    h,t=os.path.split(n); z.writestr('__MACOSX/'+unicodedata.normalize('NFD',h)+'/._'+unicodedata.normalize('NFD',t),b'\\0\\5\\x16\\7')
  z.close()
b=bytearray(open(sys.argv[1],'rb').read())
i=0
while True:
  l,c=b.find(b'PK\\3\\4',i),b.find(b'PK\\1\\2',i)
  k=min(x for x in (l,c,len(b)) if x>=0)
  if k==len(b): break
  b[k+(7 if b[k:k+4]==b'PK\\3\\4' else 9)]&=~8
  i=k+4
open(sys.argv[1],'wb').write(b)
";
    python(finder, dir.path(), "finder.zip");
    check("Finder", &dir.path().join("finder.zip"), &["临时文件"]);
}
