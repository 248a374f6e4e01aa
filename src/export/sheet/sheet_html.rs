//! The sheet as one page of HTML: offline, printable, without scripts.

use data_encoding::BASE64;
use sha2::{Digest as _, Sha256};

use super::{NOTHING, evidence, place};
use crate::reading::view::{SheetView, ViewRow};
use crate::text::escape::visible as escaped;

const STYLE: &str = include_str!("sheet.css");

/// Writes the sheet as a page.
pub fn html(view: &SheetView) -> String {
    let digest = BASE64.encode(&Sha256::digest(STYLE.as_bytes()));
    let title = escaped(&view.title);
    let mut out =
        String::from("<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str(&format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; \
         form-action 'none'\">\n"
    ));
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.push_str(&format!("<title>读通知：{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"));
    if !view.warning.is_empty() {
        out.push_str(&format!("<p class=\"warning\">{}</p>\n", escaped(&view.warning)));
    }
    for group in &view.groups {
        out.push_str(&format!("<section>\n<h2>{}</h2>\n", escaped(group.heading)));
        if group.rows.is_empty() {
            out.push_str(&format!("<p class=\"nothing\">{NOTHING}</p>\n"));
        } else {
            out.push_str(
                "<table>\n<thead><tr><th>项</th><th>内容</th><th>原句</th></tr></thead>\n<tbody>\n",
            );
            for row in &group.rows {
                push_row(row, &mut out);
            }
            out.push_str("</tbody>\n</table>\n");
        }
        out.push_str("</section>\n");
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn push_row(row: &ViewRow, out: &mut String) {
    out.push_str(&format!(
        "<tr><th scope=\"row\">{}</th><td>{}",
        escaped(&row.label),
        escaped(&row.value)
    ));
    if !row.note.is_empty() {
        out.push_str(&format!("<p class=\"note\">{}</p>", escaped(&row.note)));
    }
    out.push_str(&format!(
        "</td><td>{} <span class=\"line\">{}</span></td></tr>\n",
        escaped(evidence(row)),
        place(row)
    ));
}
