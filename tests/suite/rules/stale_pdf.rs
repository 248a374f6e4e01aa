//! A finished PDF beside a plan that was edited since: LibreOffice and the typesetter make the PDF,
//! and every kind of edit is seen; what was not edited is never reported.

use std::fs;
use std::path::Path;

use crate::support::outside_tools::libreoffice;
use crate::support::word_document::{Doc, headings, p, styled, unzip, zip_of};
use crate::support::{folder, pilot_in};

const TOML: &str =
    "format = 1\nnotice = \"gx-2023-cleaner-production\"\n[plan]\nfiles = [\"PLAN\"]\n";

const PLAN: &str = "# 甲市铝产业园清洁生产整体审核创新试点实施方案

## 一、试点对象基本概况

园区现有规模以上企业12家，从业人员3200人。园区污水处理厂日处理能力2.5万m³，现已满负荷运行。

园区2022年综合能源消费量为86.4万吨标准煤，其中天然气占比31.5%。

![图1 园区位置](figures/位置.png)

## 二、试点基础

园区企业的产量和审核情况如下。

| 企业 | 主要产品 | 产量（万吨） | 审核时间 |
|---|---|---|---|
| 甲铝业有限公司 | 氧化铝 | 120 | 2021年 |
| 乙铝业有限公司 | 电解铝 | 38.5 | 2022年 |
| 丙材料有限公司 | 铝合金板带 | 22 | 未审核 |

审核提出的方案已全部实施，年节水46万m³，年节电5200万kW·h。

### （一）工作机制

园区管委会设清洁生产办公室，配备专职人员3名。

## 三、实施计划

2023年底前完成整体审核，2025年10月底前完成中高费方案建设，并通过评估验收。
";

/// A project, and what `check` says of its PDF.
fn told(dir: &Path) -> String {
    pilot_in(dir, &["check", "--select", "pdf-stale"]).out
}

fn picture(wide: u32, high: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, wide, high);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().expect("a head");
    let data: Vec<u8> = (0..wide * high).map(|i| (i % 251) as u8).collect();
    writer.write_image_data(&data).expect("data");
    writer.finish().expect("an end");
    out
}

/// A project with the plan, its picture and a PDF that LibreOffice made of it (`by_word`), or the
/// typesetter.
fn project(by_word: bool) -> Option<tempfile::TempDir> {
    let toml = TOML.replace("PLAN", "plan.md");
    let dir = folder(&[
        ("pilot.toml", toml.as_bytes()),
        ("plan.md", PLAN.as_bytes()),
        ("figures/位置.png", &picture(900, 600)),
    ]);
    let name = if by_word { "out.docx" } else { "out.pdf" };
    let to = if by_word { "docx" } else { "pdf" };
    let ran = pilot_in(dir.path(), &["render", "--to", to, "-o", name]);
    assert_eq!(ran.exit, pilot::cli::Exit::Clean, "{}", ran.err);
    if by_word && !libreoffice("pdf", &["out.docx"], dir.path()) {
        return None;
    }
    fs::write(dir.path().join("pilot.toml"), toml + "pdf = \"out.pdf\"\n").expect("written");
    Some(dir)
}

/// Every kind of edit: what was there, and what is.
const EDITS: [(&str, &str, &str); 19] = [
    ("a word more", "现已满负荷运行", "现已接近满负荷运行"),
    ("another word", "满负荷运行", "超负荷运行"),
    ("a word less", "园区现有规模以上企业", "园区现有企业"),
    ("a number more", "从业人员3200人", "从业人员3200人、党员210人"),
    ("another number", "86.4万吨", "84.6万吨"),
    ("a decimal", "38.5", "38.6"),
    ("a percentage", "31.5%", "31.2%"),
    ("a sentence more", "人。园区污", "人。道路已全部硬化。园区污"),
    ("a sentence less", "园区污水处理厂日处理能力2.5万m³，现已满负荷运行。", ""),
    ("another cell", "未审核", "2023年"),
    ("another number of a cell", "120", "130"),
    ("a cell less", "| 38.5 |", "|  |"),
    ("a row more", "| 丙材", "| 丁铸造有限公司 | 铝铸件 | 3.2 | 2020年 |\n| 丙材"),
    ("a row less", "| 乙铝业有限公司 | 电解铝 | 38.5 | 2022年 |\n", ""),
    ("a heading more", "## 三、", "### （二）资金保障\n\n园区安排专项资金。\n\n## 三、"),
    ("another heading", "（一）工作机制", "（一）组织机构"),
    ("a heading less", "### （一）工作机制\n\n", ""),
    (
        "another order",
        "园区企业的产量和审核情况如下。\n",
        "审核提出的方案已全部实施，年节水46万m³，年节电5200万kW·h。\n\n园区企业的产量和审核情况如下。\n",
    ),
    ("a picture less", "![图1 园区位置](figures/位置.png)\n\n", ""),
];

fn judge(dir: &Path, maker: &str) {
    assert!(!told(dir).contains("pdf-stale"), "{maker}: {}", told(dir));
    for (name, from, to) in EDITS {
        assert!(PLAN.contains(from), "{name}");
        let mut edited = PLAN.replacen(from, to, 1);
        if name == "another order" {
            let at = edited.rfind("审核提出的方案").expect("the second");
            let end = at + edited[at..].find("\n\n").expect("its end") + 2;
            edited.replace_range(at..end, "");
        }
        fs::write(dir.join("plan.md"), edited).expect("written");
        assert!(told(dir).contains("pdf-stale"), "{maker}: {name} is not seen");
    }
    fs::write(dir.join("plan.md"), PLAN).expect("written");
    fs::write(dir.join("figures/位置.png"), picture(600, 600)).expect("written");
    assert!(told(dir).contains("pdf-stale"), "{maker}: another picture is not seen");
}

#[cfg(feature = "render")]
#[test]
fn every_edit_of_a_plan_is_seen_in_its_typeset_pdf() {
    let dir = project(false).expect("the typesetter is there");
    judge(dir.path(), "typesetter");
}

#[test]
fn conformance_every_edit_of_a_plan_is_seen_in_the_pdf_of_libreoffice() {
    if let Some(dir) = project(true) {
        judge(dir.path(), "LibreOffice");
    }
}

#[test]
fn conformance_another_header_of_a_word_plan_is_seen() {
    let bytes = |header: &str, text: &str| {
        let body = styled("1", "一、试点对象基本概况") + &p(&format!("园区现有企业12家{text}。"));
        let w = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
        let part = format!("<w:hdr {w}>{}</w:hdr>", p(header));
        let doc = Doc::body(&body).styles(&headings()).part("header", "header1.xml", &part).bytes();
        let r = "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
        let refers = format!(
            "<w:sectPr><w:headerReference {r} w:type=\"default\" r:id=\"rId-header\"/></w:sectPr>"
        );
        let parts: Vec<(String, Vec<u8>)> = unzip(&doc)
            .into_iter()
            .map(|(name, bytes)| {
                let text = String::from_utf8_lossy(&bytes).replace("<w:sectPr/>", &refers);
                (name, text.into_bytes())
            })
            .collect();
        zip_of(&parts)
    };
    let toml = TOML.replace("PLAN", "方案.docx");
    let dir = folder(&[
        ("pilot.toml", toml.as_bytes()),
        ("方案.docx", &bytes("甲县铝产业园试点方案", "")),
    ]);
    if !libreoffice("pdf", &["方案.docx"], dir.path()) {
        return;
    }
    fs::write(dir.path().join("pilot.toml"), toml + "pdf = \"方案.pdf\"\n").expect("written");
    assert!(!told(dir.path()).contains("pdf-stale"), "{}", told(dir.path()));
    fs::write(dir.path().join("方案.docx"), bytes("乙县铝产业园试点方案", "")).expect("written");
    let out = told(dir.path());
    assert!(out.contains("页眉页脚和方案不同：乙县铝产业园试点方案"), "{out}");
    fs::write(dir.path().join("方案.docx"), bytes("甲县铝产业园试点方案", "多")).expect("written");
    assert!(told(dir.path()).contains("pdf-stale"));
}
