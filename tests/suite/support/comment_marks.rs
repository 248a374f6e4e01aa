//! What tests ask of the marks of comments in a main part.

use quick_xml::Reader;
use quick_xml::events::Event;

/// The main part without the marks of comments that we put in.
pub(crate) fn without_comments(document: &str) -> String {
    let marks = regex::Regex::new(
        r#"<w:commentRange(Start|End) w:id="\d+"/>|<w:r><w:commentReference w:id="\d+"/></w:r>"#,
    )
    .expect("a pattern");
    marks.replace_all(document, "").into_owned()
}

/// So many comments of a main part begin and end in this order, with their marks where these may
/// stand (ECMA-376 part 1, 17.13.4), never within a field that began in the same paragraph.
pub(crate) fn check_marks(document: &str, comments: usize) {
    let (mut open, mut depth, mut began_here, mut ended) = (Vec::new(), 0_usize, true, 0);
    let (mut started, mut reader) = (Vec::new(), Reader::from_str(document));
    reader.config_mut().expand_empty_elements = true;
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(element) => {
                let name = element.local_name().as_ref().to_owned();
                let value = |key: &str| {
                    element
                        .try_get_attribute(key)
                        .expect("an attribute")
                        .map(|a| a.value.into_owned())
                };
                match name.as_str() {
                    "p" if depth > 0 => began_here = false,
                    "fldChar" => match value("w:fldCharType").as_deref() {
                        Some("begin") => {
                            began_here |= depth == 0;
                            depth += 1;
                        }
                        Some("end") => depth = depth.saturating_sub(1),
                        _ => {}
                    },
                    "commentRangeStart" | "commentRangeEnd" => {
                        let parent = match open.last() {
                            Some(value) => String::as_str(value),
                            None => "",
                        };
                        assert!(
                            [
                                "p",
                                "hyperlink",
                                "ins",
                                "moveTo",
                                "smartTag",
                                "customXml",
                                "sdtContent"
                            ]
                            .contains(&parent),
                            "{name} in {parent}"
                        );
                        assert!(depth == 0 || !began_here, "{name} within a field");
                        let id = value("w:id").expect("a number");
                        if name == "commentRangeStart" {
                            started.push(id);
                        } else {
                            let at = started
                                .iter()
                                .position(|s| *s == id)
                                .unwrap_or_else(|| panic!("{id} ends before it begins"));
                            started.remove(at);
                            ended += 1;
                        }
                    }
                    _ => {}
                }
                open.push(name);
            }
            Event::End(_) => drop(open.pop()),
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!((started.len(), ended), (0, comments), "{document}");
}
