//! Fields and controls: text that comes from elsewhere, and what Word shows where a field has no
//! result in the file (ECMA-376 part 1, 17.16).

use crate::text::characters::filled;
use crate::text::symbol_font;

use super::eq_field::{self, EqResult};
use super::xml::XmlNode;

/// The fields that are open at a place, the outermost first.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<OpenField>);

/// A field whose end has not been reached, or has just been.
#[derive(Clone, Debug, Default)]
pub(super) struct OpenField {
    code: String,
    /// Whether its result has begun.
    pub(super) in_result: bool,
    /// What a form's field is set to: `☑`, the chosen entry.
    form: Option<String>,
    /// The paragraph it stands in, and how many of that paragraph's pieces stand before its result.
    pub(super) place: (usize, usize),
}

/// What a field without a result shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Computed {
    /// Characters, which may be raised.
    Text(EqResult),
    /// A place that is still to be filled in.
    Placeholder(String),
    /// Nothing: an entry of an index, a bookmark.
    Nothing,
    /// What Word would compute on request; the name of the field.
    Unknown(String),
}

/// Fields that show nothing where they stand.
const SILENT: [&str; 12] = [
    "XE",
    "TC",
    "TA",
    "RD",
    "SET",
    "ASK",
    "PRIVATE",
    "ADVANCE",
    "BIBLIOGRAPHY",
    "NEXT",
    "NEXTIF",
    "SKIPIF",
];
/// Fields whose text in the file is all of their code.
const BUTTONS: [&str; 2] = ["MACROBUTTON", "GOTOBUTTON"];
/// What a blank of a form is read as.
pub(super) const BLANK: &str = "____";

impl Fields {
    /// Goes over the beginning of a field, or of its result; the field that ends here, if one does.
    pub(super) fn mark(&mut self, node: &XmlNode, place: (usize, usize)) -> Option<OpenField> {
        match node.attribute("fldCharType") {
            Some("begin") => {
                let form = node.child("ffData").and_then(form_value);
                self.0.push(OpenField { form, place, ..OpenField::default() });
                None
            }
            Some("separate") => {
                if let Some(field) = self.0.last_mut() {
                    (field.in_result, field.place) = (true, place);
                }
                None
            }
            Some("end") => self.0.pop(),
            _ => None,
        }
    }

    /// Adds to the code of the innermost field whose result has not begun; the results of those
    /// within it are a part of its code.
    pub(super) fn code(&mut self, text: &str) {
        if let Some(field) = self.0.iter_mut().rev().find(|field| !field.in_result) {
            field.code.push_str(text);
        }
    }

    /// Whether any is open.
    pub(super) fn are_open(&self) -> bool {
        !self.0.is_empty()
    }

    /// Whether text here is the result of all of them, and of no table of contents.
    pub(super) fn are_shown(&self) -> bool {
        self.0.iter().all(|f| f.in_result && !is_contents(&f.code))
    }
}

impl OpenField {
    /// What it shows without a result.
    pub(super) fn computed(&self) -> Computed {
        computed(&self.code, self.form.as_deref())
    }

    /// Whether its result is what somebody types into a form.
    pub(super) fn is_form_text(&self) -> bool {
        name_of(&self.code) == "FORMTEXT"
    }

    /// Whether it is a table of contents.
    pub(super) fn is_contents(&self) -> bool {
        is_contents(&self.code)
    }
}

/// The name of a field, in capitals.
fn name_of(code: &str) -> String {
    let name = code.split_whitespace().next();
    name.unwrap_or_default().to_ascii_uppercase()
}

/// What a field shows that has no result in the file.
pub(super) fn computed(code: &str, form: Option<&str>) -> Computed {
    let code = code.trim();
    let name = name_of(code);
    let arguments = code.get(name.len()..).unwrap_or_default();
    match name.as_str() {
        "" => Computed::Nothing,
        "EQ" => Computed::Text(eq_field::result(arguments)),
        "SYMBOL" => match symbol(arguments) {
            Some(character) => Computed::Text(plain(&character.to_string())),
            None => Computed::Unknown(name),
        },
        "QUOTE" => Computed::Text(plain(arguments.trim().trim_matches('"'))),
        "FORMCHECKBOX" => Computed::Text(plain(form.unwrap_or("□"))),
        "FORMDROPDOWN" | "FORMTEXT" => match form {
            Some(value) if !value.trim().is_empty() => Computed::Text(plain(value)),
            _ => Computed::Placeholder(BLANK.to_owned()),
        },
        "MERGEFIELD" => match arguments.split_whitespace().next() {
            Some(field) => Computed::Placeholder(format!("«{}»", field.trim_matches('"'))),
            None => Computed::Unknown(name),
        },
        name if BUTTONS.contains(&name) => {
            // The first word is the macro, or where the button leads to; the rest is shown.
            let shown = arguments.trim().split_once(char::is_whitespace);
            match shown.and_then(|(_, text)| filled(text)) {
                // A button may be a box to tick; words are what it asks for.
                Some(text) if name == "MACROBUTTON" && text.chars().any(char::is_alphabetic) => {
                    Computed::Placeholder(text.to_owned())
                }
                Some(text) => Computed::Text(plain(text)),
                None => Computed::Nothing,
            }
        }
        name if SILENT.contains(&name) => Computed::Nothing,
        _ if is_contents(code) => Computed::Nothing,
        _ => Computed::Unknown(name),
    }
}

fn plain(text: &str) -> EqResult {
    let piece = eq_field::EqText { text: text.to_owned(), raised: None };
    EqResult { pieces: vec![piece], ..EqResult::default() }
}

/// `SYMBOL 109 \f "Symbol"`: the character of a code in a font, decimal or `0x…`.
fn symbol(arguments: &str) -> Option<char> {
    let first = arguments.split_whitespace().next()?;
    let code = match first.strip_prefix("0x").or(first.strip_prefix("0X")) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => first.parse().ok()?,
    };
    let behind_font = arguments.split_once("\\f").map(|(_, rest)| rest.trim_start());
    let font = match behind_font {
        Some(rest) => match rest.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next().unwrap_or_default(),
            None => rest.split_whitespace().next().unwrap_or_default(),
        },
        // Word takes this font where none is named.
        None => "Symbol",
    };
    if symbol_font::is_symbol_font(font) {
        return symbol_font::character(font, code);
    }
    char::from_u32(code).filter(|c| !c.is_control())
}

/// What a field of a form is set to (`w:ffData`).
pub(super) fn form_value(form: &XmlNode) -> Option<String> {
    if let Some(check_box) = form.child("checkBox") {
        let is_checked = check_box.flag("checked").or(check_box.flag("default"));
        let is_checked = is_checked.unwrap_or(false);
        return Some(if is_checked { "☑" } else { "□" }.to_owned());
    }
    if let Some(list) = form.child("ddList") {
        let chosen = list.child_number("result").or(list.child_number("default"));
        let chosen = chosen.unwrap_or(0);
        let mut entries = list.children.iter().filter(|child| &*child.name == "listEntry");
        let entry = entries.nth(usize::try_from(chosen).ok()?)?;
        return entry.val().map(str::to_owned);
    }
    form.child("textInput")?.child_val("default").map(str::to_owned)
}

/// Whether a field is a table of contents, of figures or of authorities.
pub(super) fn is_contents(code: &str) -> bool {
    matches!(name_of(code).as_str(), "TOC" | "TOA" | "INDEX")
}

/// Whether a control holds plain text, that is one run and nothing else.
pub(super) fn is_plain(control: &XmlNode) -> bool {
    let Some(properties) = control.child("sdtPr") else { return false };
    properties.child("text").is_some()
}

/// Whether what a control shows is its hint, because nothing has been filled in or chosen.
pub(super) fn is_unfilled(control: &XmlNode) -> bool {
    let Some(properties) = control.child("sdtPr") else { return false };
    properties.flag("showingPlcHdr") == Some(true)
}

/// Whether the content of a control comes from elsewhere, or may not be typed over.
pub(super) fn is_bound(control: &XmlNode) -> bool {
    const KINDS: [&str; 7] =
        ["dataBinding", "lock", "checkbox", "comboBox", "dropDownList", "date", "picture"];
    let Some(properties) = control.child("sdtPr") else { return false };
    properties.children.iter().any(|c| KINDS.contains(&&*c.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(code: &str) -> String {
        match computed(code, None) {
            Computed::Text(result) => result.pieces.into_iter().map(|piece| piece.text).collect(),
            Computed::Placeholder(text) => format!("空：{text}"),
            Computed::Nothing => String::new(),
            Computed::Unknown(name) => format!("？{name}"),
        }
    }

    #[test]
    fn what_fields_without_a_result_show() {
        for (code, shows) in [
            (r" eq \o\ac(○,21)", "㉑"),
            (r#" SYMBOL 109 \f "Symbol" \s 12 "#, "μ"),
            (r"SYMBOL 0xFE \f Wingdings", "☑"),
            (r#"SYMBOL 9733 \u \f "宋体""#, "★"),
            (" MACROBUTTON NoMacro [单击此处输入单位名称]", "空：[单击此处输入单位名称]"),
            ("GOTOBUTTON _Ref1 见附件1", "见附件1"),
            (" MERGEFIELD 单位名称 ", "空：«单位名称»"),
            ("FORMTEXT", "空：____"),
            (r#"XE "平果市""#, ""),
            (r#"TOC \o "1-3""#, ""),
            (r"DATE \@ yyyy", "？DATE"),
            ("SEQ 图", "？SEQ"),
            ("", ""),
        ] {
            assert_eq!(text(code), shows, "{code}");
        }
        assert_eq!(computed("FORMCHECKBOX", Some("☑")), Computed::Text(plain("☑")));
    }
}
