//! A Word document in the making, part by part, and what tests ask of one that was read.

use std::io::{Cursor, Read as _, Write as _};

use pilot::plan::docx::{self, Annotations, Comment, DocxError, DocxPlan};
use pilot::plan::{Plan, parse};
use pilot::text::source::Lines;
use pilot::text::{SourceText, Sources};

use crate::support::folder;

pub(crate) const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math""#;

pub(crate) const OFFICE: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A document in the making.
#[derive(Default)]
pub(crate) struct Doc {
    pub(crate) body: String,
    pub(crate) styles: String,
    pub(crate) numbering: String,
    pub(crate) parts: Vec<(&'static str, &'static str, String)>,
    pub(crate) files: Vec<(&'static str, Vec<u8>)>,
}

impl Doc {
    pub(crate) fn body(body: &str) -> Self {
        Self { body: body.to_owned(), ..Self::default() }
    }

    pub(crate) fn styles(mut self, styles: &str) -> Self {
        self.styles.push_str(styles);
        self
    }

    pub(crate) fn numbering(mut self, numbering: &str) -> Self {
        self.numbering.push_str(numbering);
        self
    }

    /// A part with its relationship `rId-<kind>`.
    pub(crate) fn part(mut self, kind: &'static str, path: &'static str, content: &str) -> Self {
        self.parts.push((kind, path, content.to_owned()));
        self
    }

    pub(crate) fn file(mut self, path: &'static str, bytes: &[u8]) -> Self {
        self.files.push((path, bytes.to_vec()));
        self
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut parts: Vec<(String, Vec<u8>)> = vec![
            ("[Content_Types].xml".into(), self.types().into_bytes()),
            ("_rels/.rels".into(), relationships(&[("officeDocument".into(), "word/document.xml".into())]).into_bytes()),
            (
                "word/document.xml".into(),
                format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document {W}><w:body>{}<w:sectPr/></w:body></w:document>", self.body)
                    .into_bytes(),
            ),
        ];
        let mut links = Vec::new();
        if !self.styles.is_empty() {
            parts.push((
                "word/styles.xml".into(),
                format!("<w:styles {W}>{}</w:styles>", self.styles).into_bytes(),
            ));
            links.push(("styles".to_owned(), "styles.xml".to_owned()));
        }
        if !self.numbering.is_empty() {
            parts.push((
                "word/numbering.xml".into(),
                format!("<w:numbering {W}>{}</w:numbering>", self.numbering).into_bytes(),
            ));
            links.push(("numbering".to_owned(), "numbering.xml".to_owned()));
        }
        for (kind, path, content) in &self.parts {
            parts.push((format!("word/{path}"), content.clone().into_bytes()));
            links.push(((*kind).to_owned(), (*path).to_owned()));
        }
        for (path, bytes) in &self.files {
            parts.push(((*path).to_owned(), bytes.clone()));
        }
        parts.push(("word/_rels/document.xml.rels".into(), relationships(&links).into_bytes()));
        zip_of(&parts)
    }

    /// `[Content_Types].xml`, as Word writes it.
    fn types(&self) -> String {
        const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
        let of = |path: &str, kind: &str| {
            format!(r#"<Override PartName="/word/{path}" ContentType="{KIND}.{kind}+xml"/>"#)
        };
        let mut types = of("document.xml", "document.main");
        for (is_there, kind) in
            [(!self.styles.is_empty(), "styles"), (!self.numbering.is_empty(), "numbering")]
        {
            types.push_str(&if is_there {
                of(&format!("{kind}.xml"), kind)
            } else {
                String::new()
            });
        }
        types.extend(
            self.parts
                .iter()
                .filter(|(kind, ..)| *kind != "image")
                .map(|(kind, path, _)| of(path, kind)),
        );
        format!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>{types}</Types>"#
        )
    }

    pub(crate) fn read(&self) -> (DocxPlan, Sources) {
        read(&self.bytes())
    }

    pub(crate) fn headings(&self) -> Vec<String> {
        outline(&self.read().0.plan)
    }

    pub(crate) fn texts(&self) -> Vec<String> {
        self.read().0.plan.text_runs().into_iter().map(|f| f.text).collect()
    }
}

pub(crate) fn relationships(links: &[(String, String)]) -> String {
    let link = |(kind, target): &(String, String)| {
        let id = kind.replace('/', "-");
        format!(r#"<Relationship Id="rId-{id}" Type="{OFFICE}/{kind}" Target="{target}"/>"#)
    };
    let links: String = links.iter().map(link).collect();
    format!(
        r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>"#
    )
}

pub(crate) fn zip_of(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("a part");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("an archive").into_inner()
}

pub(crate) fn unzip(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    (0..archive.len())
        .map(|i| {
            let mut file = archive.by_index(i).expect("a part");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("bytes");
            (file.name().expect("a name").into_owned(), bytes)
        })
        .collect()
}

pub(crate) fn read(bytes: &[u8]) -> (DocxPlan, Sources) {
    let mut sources = Sources::default();
    let plan =
        docx::read(bytes, "方案.docx", &mut sources).unwrap_or_else(|fault| panic!("{fault:?}"));
    check_places(&plan, &sources);
    (plan, sources)
}

/// Every running text stands in the virtual text where its map says.
pub(crate) fn check_places(read: &DocxPlan, sources: &Sources) {
    let source = sources.get(read.source);
    assert_eq!(source.lines, Lines::Paragraphs);
    assert_eq!(
        read.anchors.len(),
        if source.text.is_empty() { read.anchors.len() } else { source.line_count() }
    );
    for flat in read.plan.text_runs() {
        for (start, c) in flat.text.char_indices().filter(|(_, c)| *c != '\n') {
            let at = flat.at(start, start + c.len_utf8()).expect("a place");
            if !at.span.is_empty() {
                assert_eq!(sources.slice(at), c.to_string(), "in {}", flat.text);
            }
        }
    }
}

pub(crate) fn fault(bytes: &[u8]) -> DocxError {
    let mut sources = Sources::default();
    let fault = docx::read(bytes, "a.docx", &mut sources).expect_err("a fault");
    assert_eq!(sources.iter().count(), 0);
    fault
}

/// `## 一、…` for each heading, the title first.
pub(crate) fn outline(plan: &Plan) -> Vec<String> {
    plan.headings().map(|h| format!("{} {}", "#".repeat(usize::from(h.level)), h.text)).collect()
}

pub(crate) fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

pub(crate) fn styled(style: &str, text: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#)
}

pub(crate) fn numbered(list: u32, level: u32, text: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
    )
}

pub(crate) fn bold(text: &str) -> String {
    format!("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p>")
}

pub(crate) fn style(id: &str, name: &str, inner: &str) -> String {
    format!(
        r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/>{inner}</w:style>"#
    )
}

pub(crate) fn headings() -> String {
    style("T", "Title", "")
        + &style("1", "heading 1", "")
        + &style("2", "heading 2", "")
        + &style("3", "heading 3", "")
}

/// A list: its levels as (format, text), all starting at 1.
pub(crate) fn list(id: u32, levels: &[(&str, &str)]) -> String {
    let level = |(i, (format, text)): (usize, &(&str, &str))| {
        format!(
            r#"<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl>"#
        )
    };
    let levels: String = levels.iter().enumerate().map(level).collect();
    format!(r#"<w:abstractNum w:abstractNumId="{id}">{levels}</w:abstractNum>"#)
}

pub(crate) fn num(id: u32, of: u32, inner: &str) -> String {
    format!(r#"<w:num w:numId="{id}"><w:abstractNumId w:val="{of}"/>{inner}</w:num>"#)
}

pub(crate) fn picture_doc() -> Doc {
    let picture = r#"<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" descr="图1 区位图"/><a:blip r:embed="rId-image"/></wp:inline></w:drawing></w:r></w:p>"#;
    let old = r#"<w:p><w:r><w:t>旧图</w:t></w:r><w:r><w:pict><v:imagedata r:id="rId-image"/></w:pict></w:r></w:p>"#;
    let mut doc = Doc::body(&(p("甲") + picture + old));
    doc.parts.push(("image", "media/image1.png", "PNG".into()));
    doc
}

/// The text of a plan, one running text a line.
pub(crate) fn text_of(plan: &Plan) -> Vec<String> {
    plan.text_runs().into_iter().map(|f| f.text).filter(|t| !t.is_empty()).collect()
}

pub(crate) fn parsed(text: &str) -> Plan {
    let mut sources = Sources::default();
    let id = sources.add(SourceText::new("plan.md", text));
    parse::parse(&[id], &sources)
}

/// A document with faults of every kind that is reported.
pub(crate) fn draft() -> Doc {
    let header = format!("<w:hdr {W}>{}</w:hdr>", p("某园区"));
    let comments =
        format!(r#"<w:comments {W}><w:comment w:id="0">{}</w:comment></w:comments>"#, p("改"));
    let body = styled("T", "平果市铝产业园清洁生产审核创新试点实施方案")
        + &styled("1", "一、试点对象基本概况")
        + &bold("（一）试点对象范围与区位")
        + r#"<w:p><w:r><w:t>园区有企业XX家，</w:t></w:r><w:ins w:id="9"><w:r><w:t>位于平果市</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r><w:r><w:t>,年产值50亿元。</w:t></w:r></w:p>"#
        + &p("1、园区由管委会管理。");
    Doc::body(&body).styles(&headings()).part("header", "header1.xml", &header).part(
        "comments",
        "comments.xml",
        &comments,
    )
}

pub(crate) fn quick_escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A project whose plan is a Word document.
pub(crate) fn project(files: &str, bytes: &[u8]) -> tempfile::TempDir {
    let toml =
        format!("format = 1\nnotice = \"gx-2023-cleaner-production\"\n[plan]\nfiles = {files}\n");
    folder(&[("pilot.toml", toml.as_bytes()), ("实施方案.docx", bytes)])
}

/// A copy with comments.
pub(crate) fn with_comments(bytes: &[u8], plan: &DocxPlan, comments: &[Comment]) -> Vec<u8> {
    let marks = Annotations { comments, date: "2023-10-16T09:00:00Z", ..Annotations::default() };
    docx::annotate(bytes, plan, &marks).expect("a copy")
}

/// A part of an archive as text.
pub(crate) fn part(bytes: &[u8], name: &str) -> String {
    let bytes = unzip(bytes).into_iter().find(|(n, _)| n == name).expect("the part").1;
    String::from_utf8(bytes).expect("UTF-8")
}
