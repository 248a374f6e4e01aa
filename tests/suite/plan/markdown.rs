//! Markdown into a tree: what the parts are and that each stands at its place.

use std::fmt::Write as _;

use pilot::plan::{Block, BlockKind, Inline, InlineKind, Plan, Section, parse::parse};
use pilot::text::{At, SourceId, SourceText, Sources};
use snapbox::{assert_data_eq, str};

fn read(texts: &[&str]) -> (Plan, Sources) {
    let mut sources = Sources::default();
    let ids: Vec<SourceId> = texts
        .iter()
        .enumerate()
        .map(|(i, t)| sources.add(SourceText::new(format!("{i}.md"), *t)))
        .collect();
    (parse(&ids, &sources), sources)
}

/// The tree, a part a line, each with the text at its place.
struct Printer<'a> {
    sources: &'a Sources,
    out: String,
}

impl Printer<'_> {
    fn line(&mut self, depth: usize, name: &str, at: At) {
        let text: String = self.sources.slice(at).escape_debug().collect();
        let _ = writeln!(self.out, "{:indent$}{name} ⟦{text}⟧", "", indent = depth * 2);
    }

    fn section(&mut self, depth: usize, section: &Section) {
        let ordinal = match section.heading.ordinal.as_ref() {
            Some(o) => format!(" {:?} {}", o.kind, o.number),
            None => String::new(),
        };
        self.line(
            depth,
            &format!("section {}{ordinal}", section.heading.level),
            section.heading.at,
        );
        for b in section.blocks.iter() {
            self.block(depth + 1, b);
        }
        for s in section.children.iter() {
            self.section(depth + 1, s);
        }
    }

    fn block(&mut self, depth: usize, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(inlines) => {
                self.line(depth, "paragraph", block.at);
                self.inlines(depth + 1, inlines);
            }
            BlockKind::List { start, items } => {
                self.line(depth, &format!("list {start:?}"), block.at);
                for item in items {
                    let _ = writeln!(self.out, "{:indent$}-", "", indent = depth * 2 + 2);
                    for b in item.iter() {
                        self.block(depth + 2, b);
                    }
                }
            }
            BlockKind::Table(table) => {
                self.line(depth, &format!("table {:?}", table.align), block.at);
                for row in &table.rows {
                    self.line(depth + 1, "row", row.at);
                    for cell in &row.cells {
                        self.line(depth + 2, "cell", cell.at);
                        self.inlines(depth + 3, &cell.inlines);
                    }
                }
            }
            BlockKind::Figure(image) => {
                self.line(depth, &format!("figure {} {}", image.path, image.alt), image.at)
            }
            BlockKind::Quote(blocks) => {
                self.line(depth, "quote", block.at);
                for b in blocks.iter() {
                    self.block(depth + 1, b);
                }
            }
            BlockKind::Code(text) => self.line(depth, &format!("code {text:?}"), block.at),
            BlockKind::Rule => self.line(depth, "rule", block.at),
            BlockKind::Html(_) => self.line(depth, "html", block.at),
        }
    }

    fn inlines(&mut self, depth: usize, inlines: &[Inline]) {
        for inline in inlines {
            let (name, inner): (String, &[Inline]) = match &inline.kind {
                InlineKind::Text(text) if *text == self.sources.slice(inline.at) => {
                    ("text".into(), &[])
                }
                InlineKind::Text(text) => (format!("text {text:?}"), &[]),
                InlineKind::Strong(inner) => ("strong".into(), inner),
                InlineKind::Emph(inner) => ("emph".into(), inner),
                InlineKind::Strike(inner) => ("strike".into(), inner),
                InlineKind::Sup(inner) => ("sup".into(), inner),
                InlineKind::Sub(inner) => ("sub".into(), inner),
                InlineKind::Code(text) => (format!("code {text:?}"), &[]),
                InlineKind::Link { url, inlines } => (format!("link {url}"), inlines),
                InlineKind::Image(image) => (format!("image {} {}", image.path, image.alt), &[]),
                InlineKind::SoftBreak => ("soft".into(), &[]),
                InlineKind::LineBreak => ("break".into(), &[]),
                InlineKind::Note(name) => (format!("note {name}"), &[]),
                InlineKind::Html(_) => ("html".into(), &[]),
            };
            self.line(depth, &name, inline.at);
            self.inlines(depth + 1, inner);
        }
    }
}

fn tree(texts: &[&str]) -> String {
    let (plan, sources) = read(texts);
    let mut printer = Printer { sources: &sources, out: String::new() };
    if let Some(title) = &plan.title {
        printer.line(0, "title", title.at);
    }
    for b in plan.preamble.iter() {
        printer.block(0, b);
    }
    for s in plan.sections.iter() {
        printer.section(0, s);
    }
    for (name, blocks) in &plan.footnotes {
        let _ = writeln!(printer.out, "note {name}");
        for b in blocks.iter() {
            printer.block(1, b);
        }
    }
    for comment in &plan.comments {
        printer.line(0, "comment", *comment);
    }
    printer.out
}

#[test]
fn sections() {
    let text = "---\ntitle: x\n---\n# 某县**试点**实施方案\n\n前言\n\n## 一、概况 ##\n### （一）范围\n甲\n乙\n### (三试点内容\n## 二、基础\n丙";
    assert_data_eq!(
        tree(&[text]),
        str![[r#"
title ⟦某县**试点**实施方案⟧
paragraph ⟦前言⟧
  text ⟦前言⟧
section 2 Chinese 1 ⟦一、概况⟧
  section 3 ChineseBracketed 1 ⟦（一）范围⟧
    paragraph ⟦甲/n乙⟧
      text ⟦甲⟧
      soft ⟦⟧
      text ⟦乙⟧
  section 3 ⟦(三试点内容⟧
section 2 Chinese 2 ⟦二、基础⟧
  paragraph ⟦丙⟧
    text ⟦丙⟧

"#]]
    );
}

#[test]
fn first_level_sections_and_several_sources() {
    assert_data_eq!(
        tree(&[
            "# 一、概况\n甲[^1]\n\n[^1]: 注甲\n",
            "乙[^1]\n\n[^1]: 注乙\n\n# 标题\n\n# 二、基础\n\n# 另一个\n"
        ]),
        str![[r#"
title ⟦标题⟧
section 1 Chinese 1 ⟦一、概况⟧
  paragraph ⟦甲[^1]⟧
    text ⟦甲⟧
    note 1 ⟦[^1]⟧
  paragraph ⟦乙[^1]⟧
    text ⟦乙⟧
    note 1+ ⟦[^1]⟧
section 1 Chinese 2 ⟦二、基础⟧
section 1 ⟦另一个⟧
note 1
  paragraph ⟦注甲⟧
    text ⟦注甲⟧
note 1+
  paragraph ⟦注乙⟧
    text ⟦注乙⟧

"#]]
    );
}

#[test]
fn tables_with_escaped_bars() {
    let text = "- 项\n\n  | 指标 | 值\\|单位 | **粗\\|体**后 |\n  |:--|:-:|--:|\n  | 能\\|耗**强度**`a\\|b` | 1 |\n  | | CO<sub>2</sub><br>PM~2.5~ | m^3^ | 多 |\n";
    assert_data_eq!(
        tree(&[text]),
        str![[r#"
list None ⟦- 项/n/n  | 指标 | 值//|单位 | **粗//|体**后 |/n  |:--|:-:|--:|/n  | 能//|耗**强度**`a//|b` | 1 |/n  | | CO<sub>2</sub><br>PM~2.5~ | m^3^ | 多 |⟧
  -
    paragraph ⟦项⟧
      text ⟦项⟧
    table [Left, Center, Right] ⟦| 指标 | 值//|单位 | **粗//|体**后 |/n  |:--|:-:|--:|/n  | 能//|耗**强度**`a//|b` | 1 |/n  | | CO<sub>2</sub><br>PM~2.5~ | m^3^ | 多 |⟧
      row ⟦| 指标 | 值//|单位 | **粗//|体**后 |⟧
        cell ⟦指标⟧
          text ⟦指标⟧
        cell ⟦值//|单位⟧
          text ⟦值⟧
          text ⟦|单位⟧
        cell ⟦**粗//|体**后⟧
          strong ⟦**粗//|体**⟧
            text ⟦粗⟧
            text ⟦|体⟧
          text ⟦后⟧
      row ⟦| 能//|耗**强度**`a//|b` | 1 |⟧
        cell ⟦能//|耗**强度**`a//|b`⟧
          text ⟦能⟧
          text ⟦|耗⟧
          strong ⟦**强度**⟧
            text ⟦强度⟧
          code "a|b" ⟦`a//|b`⟧
        cell ⟦1⟧
          text ⟦1⟧
        cell ⟦⟧
      row ⟦| | CO<sub>2</sub><br>PM~2.5~ | m^3^ | 多 |⟧
        cell ⟦⟧
        cell ⟦CO<sub>2</sub><br>PM~2.5~⟧
          text ⟦CO⟧
          sub ⟦<sub>2</sub>⟧
            text ⟦2⟧
          break ⟦<br>⟧
          text ⟦PM⟧
          sub ⟦~2.5~⟧
            text ⟦2.5⟧
        cell ⟦m^3^⟧
          text ⟦m⟧
          sup ⟦^3^⟧
            text ⟦3⟧
        cell ⟦多⟧
          text ⟦多⟧

"#]]
    );
}

#[test]
fn inline_text() {
    let text = "**中文。**后*斜*~~删~~ `码` [链**接**](a.md) ![图](a.png) a&amp;b\\*c&nbsp;。\\\n下 <u>x</u>\n5~10吨、20~30吨，10^4^个";
    assert_data_eq!(
        tree(&[text]),
        str![[r#"
paragraph ⟦**中文。**后*斜*~~删~~ `码` [链**接**](a.md) ![图](a.png) a&amp;b//*c&nbsp;。///n下 <u>x</u>/n5~10吨、20~30吨，10^4^个⟧
  strong ⟦**中文。**⟧
    text ⟦中文。⟧
  text ⟦后⟧
  emph ⟦*斜*⟧
    text ⟦斜⟧
  strike ⟦~~删~~⟧
    text ⟦删⟧
  text ⟦ ⟧
  code "码" ⟦码⟧
  text ⟦ ⟧
  link a.md ⟦[链**接**](a.md)⟧
    text ⟦链⟧
    strong ⟦**接**⟧
      text ⟦接⟧
  text ⟦ ⟧
  image a.png 图 ⟦![图](a.png)⟧
  text ⟦ a⟧
  text "&" ⟦&amp;⟧
  text ⟦b⟧
  text ⟦*c⟧
  text "/u{a0}" ⟦&nbsp;⟧
  text ⟦。⟧
  break ⟦//⟧
  text ⟦下 ⟧
  html ⟦<u>⟧
  text ⟦x⟧
  html ⟦</u>⟧
  soft ⟦⟧
  text ⟦5⟧
  text ⟦~⟧
  text ⟦10吨、20⟧
  text ⟦~⟧
  text ⟦30吨，10⟧
  sup ⟦^4^⟧
    text ⟦4⟧
  text ⟦个⟧

"#]]
    );
}

#[test]
fn comments_figures_and_html() {
    let text = "<!-- 说明\n\n还是说明 --> 尾巴\n\n甲<!-- 行内 -->乙\n\n<!-- 只有注释 -->\n\n![厂区图](图/a.png \"题\")\n<!-- x -->\n\n<div>块</div>\n\n> 引 <!-- 引中 -->\n\n<!-- 未完\n## 没有";
    assert_data_eq!(
        tree(&[text]),
        str![[r#"
paragraph ⟦尾巴⟧
  text ⟦尾巴⟧
paragraph ⟦甲<!-- 行内 -->乙⟧
  text ⟦甲⟧
  text ⟦乙⟧
figure 图/a.png 厂区图 ⟦![厂区图](图/a.png /"题/")⟧
paragraph ⟦块⟧
  text ⟦块⟧
quote ⟦> 引 <!-- 引中 -->⟧
  paragraph ⟦引 <!-- 引中 -->⟧
    text ⟦引 ⟧
paragraph ⟦未完⟧
  text ⟦未完⟧
section 2 ⟦没有⟧
comment ⟦<!-- 说明/n/n还是说明 -->⟧
comment ⟦<!-- 行内 -->⟧
comment ⟦<!-- 只有注释 -->⟧
comment ⟦<!-- x -->⟧
comment ⟦<!-- 引中 -->⟧

"#]]
    );
}

#[test]
fn odd_files() {
    assert_data_eq!(tree(&[""]), str![[r#""#]]);
    assert_data_eq!(
        tree(&["\u{feff}## 一、甲\r\n正文一\r\n正文二\r\n\r\n1. 甲\r\n2. \r\n"]),
        str![[r#"
section 2 Chinese 1 ⟦一、甲⟧
  paragraph ⟦正文一/r/n正文二⟧
    text ⟦正文一⟧
    soft ⟦⟧
    text ⟦正文二⟧
  list Some(ListStart { first: 1, mark: Point }) ⟦1. 甲/r/n2. ⟧
    -
      paragraph ⟦甲⟧
        text ⟦甲⟧
    -

"#]]
    );
    assert_data_eq!(
        tree(&["---\n这段不是元数据，不能丢\n---\n尾\n"]),
        str![[r#"
rule ⟦---⟧
section 2 ⟦这段不是元数据，不能丢⟧
  paragraph ⟦尾⟧
    text ⟦尾⟧

"#]]
    );
    assert_data_eq!(
        tree(&["甲\r乙\0丙\n\t码\n\n\t代码\n\n## \n标题\n==="]),
        str![[r#"
title ⟦标题⟧
paragraph ⟦甲/r乙/0丙/n/t码⟧
  text ⟦甲⟧
  soft ⟦⟧
  text ⟦乙/0丙⟧
  soft ⟦⟧
  text ⟦码⟧
paragraph ⟦代码⟧
  text ⟦代码⟧
section 2 ⟦⟧

"#]]
    );
}

#[test]
fn deep_nesting_keeps_the_words() {
    let (plan, _) = read(&[&format!("{}深处\n", "> ".repeat(20_000))]);
    assert!(plan.text_runs().iter().any(|f| f.text == "深处"));
    let (plan, _) = read(&[&format!("{}深处{}\n", "*a **b ".repeat(3000), "** *".repeat(3000))]);
    assert!(plan.text_runs().iter().any(|f| f.text.contains("深处")));
    let (plan, _) = read(&[&format!("{}深处", "[".repeat(50_000))]);
    assert!(plan.text_runs().iter().any(|f| f.text.contains("深处")));
}

#[test]
fn every_run_of_text_maps_back() {
    let text = "## 一、a&lt;b\\_c\n\n| 甲\\|乙**丙** | `x` |\n|--|--|\n| 1\\|2\\|三四五 | 六 |\n\n- 七\\*八\n  九~2~十";
    let (plan, sources) = read(&[text]);
    for wanted in ["丙", "三四五", "六", "八", "九", "十", "c"] {
        let text_runs = plan.text_runs();
        let (flat, start) =
            text_runs.iter().find_map(|f| Some((f, f.text.find(wanted)?))).expect("there is one");
        assert_eq!(
            sources.slice(flat.at(start, start + wanted.len()).expect("there is one")),
            wanted
        );
    }
}
