//! The commands, with a plan in Word.

use crate::support::word_document::{
    Doc, W, draft, headings, p, picture_doc, project, styled, unzip, zip_of,
};
use pilot::bundle::PlannedPackage;
use pilot::project::model::WordPlan;
use pilot::project::{Project, ProjectFile};

use crate::support::{folder, pilot_in};

#[test]
fn a_plan_in_word_is_checked_by_itself() {
    let bytes = draft().bytes();
    let dir = folder(&[("方案.docx", &bytes)]);
    let ran =
        pilot_in(dir.path(), &["check", "方案.docx", "--notice", "gx-2023-cleaner-production"]);
    assert_eq!(ran.exit, pilot::cli::Exit::Findings, "{}", ran.err);
    assert!(
        ran.out
            .contains("--> 方案.docx 第 4 段（一、试点对象基本概况 › （一）试点对象范围与区位）\n"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("placeholder-left"), "{}", ran.out);
    assert!(ran.out.contains("说明：有 1 个标题没有用标题样式"), "{}", ran.out);
    assert_eq!(ran.out.matches("[file-metadata]").count(), 1, "{}", ran.out);
    assert!(ran.out.contains("批注 1 处、修订 1 处、隐藏文字 2 字"), "{}", ran.out);
}

#[test]
fn json_tells_paragraph_and_headings_and_no_lines() {
    let bytes = draft().bytes();
    let dir = folder(&[("方案.docx", &bytes)]);
    let ran = pilot_in(dir.path(), &["check", "方案.docx", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let findings = json["findings"].as_array().expect("findings");
    let found = findings.iter().find(|f| f["rule"] == "placeholder-left").expect("the placeholder");
    assert_eq!(found["paragraph"], 4);
    assert_eq!(found["path"], "方案.docx");
    assert_eq!(
        found["headings"],
        serde_json::json!(["一、试点对象基本概况", "（一）试点对象范围与区位"])
    );
    assert!(found.get("start").is_none());
    assert!(findings.iter().all(|f| f["path"] != "方案.docx" || f["fix"].is_null()));
}

#[test]
fn other_forms_of_report_take_word_plans_too() {
    let bytes = draft().bytes();
    let dir = folder(&[("方案.docx", &bytes)]);
    for form in ["sarif", "junit", "github", "gitlab", "markdown", "html"] {
        let ran = pilot_in(dir.path(), &["check", "方案.docx", "--format", form]);
        assert_eq!(ran.exit, pilot::cli::Exit::Findings, "{form}: {}", ran.err);
        assert!(
            ran.out.contains("方案.docx") || ran.out.contains("%E6%96%B9"),
            "{form}: {}",
            ran.out
        );
        let place = ran.out.contains("第 4 段") && ran.out.contains("（一）试点对象范围与区位");
        assert!(place, "{form} does not say where: {}", ran.out);
    }
}

#[test]
fn fixing_a_project_leaves_its_word_plan_alone_and_says_so() {
    let bytes = draft().bytes();
    let dir = project("[\"实施方案.docx\"]", &bytes);
    let ran = pilot_in(dir.path(), &["check", "--fix", "--unsafe-fixes"]);
    assert!(
        ran.err.contains("实施方案.docx 是 Word 文件，不直接修改；加上 --annotate 副本.docx"),
        "{}",
        ran.err
    );
    assert_eq!(std::fs::read(dir.path().join("实施方案.docx")).expect("there"), bytes);
}

#[test]
fn a_project_may_have_its_plan_in_word() {
    let dir = with_picture();
    let ran = pilot_in(dir.path(), &["check", "--format", "json"]);
    assert_eq!(ran.exit, pilot::cli::Exit::Findings, "{}", ran.err);
    let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let rules: Vec<&str> = json["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter_map(|f| f["rule"].as_str())
        .collect();
    assert!(rules.contains(&"section-missing"), "{rules:?}");
    assert!(
        !rules.contains(&"image-missing")
            && !rules.contains(&"file-missing")
            && !rules.contains(&"file-unreadable"),
        "{}",
        ran.out
    );
}

#[test]
fn a_word_plan_stands_alone_and_may_be_missing() {
    let dir = project("[\"实施方案.docx\", \"plan.md\"]", &draft().bytes());
    let ran = pilot_in(dir.path(), &["check"]);
    assert_eq!(ran.exit, pilot::cli::Exit::Failed);
    assert!(ran.err.contains("只能是一个文件"), "{}", ran.err);
    let dir = project("[\"没有.docx\"]", &draft().bytes());
    let ran = pilot_in(dir.path(), &["check", "--select", "file-missing"]);
    assert_eq!(ran.exit, pilot::cli::Exit::Findings, "{}", ran.err);
    assert!(ran.out.contains("没有.docx"), "{}", ran.out);
}

#[test]
fn importing_writes_text_and_pictures_and_tells_what_is_lost() {
    let mut doc = picture_doc();
    doc.body = draft().body + &doc.body;
    let doc = doc.styles(&headings());
    let dir = folder(&[("方案.docx", &doc.bytes())]);
    let ran = pilot_in(dir.path(), &["import", "方案.docx", "-o", "新"]);
    assert_eq!(ran.exit, pilot::cli::Exit::Clean, "{}", ran.err);
    let text = std::fs::read_to_string(dir.path().join("新/plan.md")).expect("written");
    assert!(
        text.starts_with("# 平果市铝产业园清洁生产审核创新试点实施方案\n\n## 一、试点对象基本概况\n\n### （一）试点对象范围与区位\n"),
        "{text}"
    );
    assert!(text.contains("![图1 区位图](figures/image1.png)"), "{text}");
    assert_eq!(std::fs::read(dir.path().join("新/figures/image1.png")).expect("written"), b"PNG");
    for lost in [
        "1 处修订",
        "2 个隐藏的字",
        "1 个标题没有用标题样式",
        "第 3 段 ### （一）试点对象范围与区位",
    ] {
        assert!(ran.err.contains(lost), "{lost}: {}", ran.err);
    }
    let again = pilot_in(dir.path(), &["import", "方案.docx", "-o", "新"]);
    assert_eq!(again.exit, pilot::cli::Exit::Failed);
    assert!(
        again.err.contains("plan.md：已经存在") && again.err.contains("image1.png：已经存在"),
        "{}",
        again.err
    );
}

#[test]
fn without_libreoffice_a_word_plan_has_to_be_made_a_pdf_by_hand() {
    let dir = project("[\"实施方案.docx\"]", &draft().bytes());
    let ran = crate::support::pilot_with(dir.path(), &["render"], &[("PATH", "/nowhere")]);
    assert_eq!(ran.exit, pilot::cli::Exit::Failed);
    assert!(
        ran.err.contains("另存为")
            && ran.err.contains("pdf = \"实施方案.pdf\"")
            && ran.err.contains("soffice"),
        "{}",
        ran.err
    );
}

#[cfg(unix)]
#[test]
fn libreoffice_makes_the_pdf_where_it_is_installed_and_that_is_said() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = project("[\"实施方案.docx\"]", &draft().bytes());
    let program = dir.path().join("bin/soffice");
    std::fs::create_dir(dir.path().join("bin")).expect("a folder");
    // Takes the same arguments; the last one is the document, the one before it the folder.
    std::fs::write(&program, "#!/bin/sh\nfor a in \"$@\"; do dir=$last; last=$a; done\nprintf '%%PDF-1.7 made' > \"$dir/plan.pdf\"\n")
        .expect("written");
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).expect("allowed");
    let path = program.parent().expect("a folder").display().to_string();
    let ran =
        crate::support::pilot_with(dir.path(), &["render", "-o", "out.pdf"], &[("PATH", &path)]);
    assert_eq!(ran.exit, pilot::cli::Exit::Clean, "{}", ran.err);
    assert!(ran.err.contains("由 LibreOffice"), "{}", ran.err);
    assert_eq!(std::fs::read(dir.path().join("out.pdf")).expect("written"), b"%PDF-1.7 made");
}

#[test]
fn a_notice_may_want_the_plan_to_edit_beside_its_pdf() {
    let mut notice = crate::support::notice(crate::support::GUANGXI);
    notice.profile.deliver.editable_plan = true;
    let file = ProjectFile {
        path: "园区方案.docx".into(),
        size: 9,
        exists: true,
        ..ProjectFile::default()
    };
    let word = Some(WordPlan { path: file.path.clone(), ..WordPlan::default() });
    let project = Project { files: vec![file], word, ..Project::default() };
    let names = |bundle: &PlannedPackage| {
        bundle.entries.iter().map(|e| format!("{} {}", e.path, e.role)).collect::<Vec<_>>()
    };
    let bundle = pilot::bundle::plan(&project, &notice, b"%PDF".to_vec());
    assert_eq!(names(&bundle), ["01-实施方案.docx plan-editable", "01-实施方案.pdf plan"]);
    // A plan in Markdown is written as a Word document; where there is only a PDF, that is said.
    let mut bundle = pilot::bundle::plan(&Project::default(), &notice, b"%PDF".to_vec());
    bundle.add_editable("实施方案", Some(b"PK".to_vec()));
    assert_eq!(names(&bundle), ["01-实施方案.docx plan-editable", "01-实施方案.pdf plan"]);
    let mut bundle = pilot::bundle::plan(&Project::default(), &notice, b"%PDF".to_vec());
    bundle.add_editable("实施方案", None);
    assert_eq!((names(&bundle).len(), bundle.left_out.len()), (1, 1));
    notice.profile.deliver.editable_plan = false;
    assert_eq!(
        names(&pilot::bundle::plan(&project, &notice, b"%PDF".to_vec())),
        ["01-实施方案.pdf plan"]
    );
}

/// A project whose plan is a Word document with a picture.
fn with_picture() -> tempfile::TempDir {
    let mut doc = Doc::body(&(styled("T", "平果市清洁生产审核创新试点实施方案")
        + &styled("1", "一、概况")
        + &p("见图1。")
        + r#"<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" descr="图1 区位图"/><a:blip r:embed="rId-image"/></wp:inline></w:drawing></w:r></w:p>"#))
    .styles(&headings());
    doc.parts.push(("image", "media/image1.png", String::new()));
    let mut parts = unzip(&doc.bytes());
    for (name, bytes) in &mut parts {
        if name.ends_with("image1.png") {
            *bytes = png();
        }
    }
    project(r#"["实施方案.docx"]"#, &zip_of(&parts))
}

/// A picture of two by one pixels.
fn png() -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, 2, 1);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&[0, 255]).expect("pixels");
    drop(writer);
    out
}

#[test]
fn a_word_plan_keeps_its_pictures_in_other_forms() {
    let dir = with_picture();
    let run = pilot_in(dir.path(), &["render", "--to", "docx", "--output", "a.docx"]);
    assert!(!run.err.contains("找不到图片"), "{}", run.err);
    let parts = unzip(&std::fs::read(dir.path().join("a.docx")).expect("written"));
    assert!(parts.iter().any(|(name, bytes)| name.starts_with("word/media/") && *bytes == png()));
    pilot_in(dir.path(), &["render", "--to", "html", "--output", "a.html"]);
    let html = std::fs::read_to_string(dir.path().join("a.html")).expect("written");
    assert!(html.contains("data:image/png;base64,"));
}

#[test]
fn a_word_document_is_adopted_as_the_plan() {
    let dir = folder(&[("方案.docx", &draft().bytes())]);
    let args = ["adopt", "方案.docx", "--notice", "gx-2023-cleaner-production", "项目"];
    let run = pilot_in(dir.path(), &args);
    assert!(run.err.contains("实施方案.docx ← 方案.docx"), "{}{}", run.out, run.err);
    let config = std::fs::read_to_string(dir.path().join("项目/pilot.toml")).expect("written");
    assert!(config.contains(r#"files = ["实施方案.docx"]"#), "{config}");
    assert!(!dir.path().join("项目/plan.md").exists());
    // Another file with that ending is named for what it is.
    std::fs::write(dir.path().join("坏.docx"), "%PDF-1.7").expect("written");
    let run = pilot_in(dir.path(), &["adopt", "坏.docx", "--notice", "gx-2023-cleaner-production"]);
    assert!(run.exit == pilot::cli::Exit::Failed && run.err.contains("其实是 PDF"), "{}", run.err);
}

#[test]
fn an_import_says_what_became_of_cover_signature_and_descriptions() {
    let mut doc = with_cover_and_signature();
    doc.parts.push(("image", "media/image1.emf", "EMF".into()));
    let dir = folder(&[("方案.docx", &doc.bytes())]);
    let run = pilot_in(dir.path(), &["import", "方案.docx", "--output", "出"]);
    for said in [
        "题目和第一章之间有 2 段（封面或说明：“平果市工业园区管理委员会”、“2023年10月”）",
        "结尾的落款 2 行（“平果市工业园区管理委员会”、“2023年10月16日”）按普通段落带来",
        "1 张图片的替代文字成了图片说明",
        "1 个表格嵌在另一个表格里",
        "目录没有带来",
        "1 处注音没有带来",
        "1 张图片的格式（EMF、WMF 等）排不进版面：“figures/image1.emf”",
    ] {
        assert!(run.err.contains(said), "{said}: {}", run.err);
    }
    // A document without them says nothing of them.
    let plain = Doc::body(&(styled("1", "一、概况") + &p("园区位于平果市。"))).styles(&headings());
    std::fs::write(dir.path().join("二.docx"), plain.bytes()).expect("written");
    let run = pilot_in(dir.path(), &["import", "二.docx", "--output", "二"]);
    for silent in ["落款", "封面", "目录", "替代文字", "注音", "嵌在"] {
        assert!(!run.err.contains(silent), "{silent}: {}", run.err);
    }
}

fn with_cover_and_signature() -> Doc {
    let picture = r#"<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" descr="图1 区位图"/><a:blip r:embed="rId-image"/></wp:inline></w:drawing></w:r></w:p>"#;
    let inner = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>能耗</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let table = format!(
        "<w:tbl><w:tr><w:tc>{}{inner}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
        p("指标"),
        p("备注")
    );
    let contents = r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \o "1-3"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>一、概况 1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"#;
    let ruby = "<w:p><w:r><w:ruby><w:rt><w:r><w:t>píng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>平</w:t></w:r></w:rubyBase></w:ruby></w:r><w:r><w:t>果市有园区。</w:t></w:r></w:p>";
    let body = styled("T", "平果市清洁生产审核创新试点实施方案")
        + &p("平果市工业园区管理委员会")
        + &p("2023年10月")
        + contents
        + &styled("1", "一、概况")
        + ruby
        + picture
        + &table
        + &p("以上为全部内容。")
        + &p("平果市工业园区管理委员会")
        + &p("2023年10月16日");
    Doc::body(&body).styles(&headings())
}

#[test]
fn what_stands_on_every_page_is_judged_and_what_is_missing_is_not_told_there() {
    let header = format!("<w:hdr {W}>{}</w:hdr>", p("秘密★1年"));
    let doc = draft().part("header", "header2.xml", &header);
    let dir = folder(&[("方案.docx", &doc.bytes())]);
    let args = ["check", "方案.docx", "--notice", "gx-2023-cleaner-production"];
    let ran = pilot_in(dir.path(), &args);
    assert!(ran.out.contains("这里有国家秘密标志“秘密★1年”"), "{}", ran.out);
    let at_header = ran.out.lines().filter(|line| line.ends_with("方案.docx 页眉")).count();
    assert_eq!(at_header, 1, "{}", ran.out);
    let ran = pilot_in(dir.path(), &[&args[..], &["--format", "json"]].concat());
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let findings = report["findings"].as_array().expect("a list");
    let secret = findings.iter().find(|f| f["rule"] == "secret-mark").expect("the finding");
    assert_eq!((&secret["part"], secret.get("paragraph")), (&"页眉".into(), None));
}

#[test]
fn what_cannot_be_read_is_named_with_its_place() {
    let chart = r#"<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><c:chart xmlns:c="c" r:id="rId9"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"#;
    let body = p("一、概况") + chart + r#"<w:p><w:r><w:object><v:shape/></w:object></w:r></w:p>"#;
    let dir = folder(&[("方案.docx", &Doc::body(&body).bytes())]);
    let args = ["check", "方案.docx", "--notice", "gx-2023-cleaner-production"];
    let ran = pilot_in(dir.path(), &args);
    for said in ["第 2 段有图表", "第 3 段嵌有其他文件"] {
        assert!(ran.out.contains(said), "{said}: {}", ran.out);
    }
    let ran = pilot_in(dir.path(), &["import", "方案.docx", "--output", "出"]);
    for said in
        ["1 个图表没有带来（第 2 段）", "1 个嵌入的文件（表格、公式等对象）没有带来（第 3 段）"]
    {
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
    }
}
