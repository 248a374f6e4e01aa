//! Content without what stands on layers that are switched off. What sets the state of the page
//! stays, since it holds beyond the layer (ISO 32000-1, 14.6); what paints goes.

use super::content_operators::{ContentOperator, ContentOperators};

/// What is hidden cannot be told from what stays.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Inseparable;

/// What a piece of marked content is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marked {
    Hidden,
    Layer,
    Other,
}

/// The content without what is hidden; `None` if nothing is. `hides` tells whether the layer is
/// switched off that has this name among the resources.
pub(super) fn without_hidden(
    content: &[u8],
    hides: &dyn Fn(&[u8]) -> bool,
) -> Result<Option<Vec<u8>>, Inseparable> {
    if memchr::memmem::find(content, b"OC").is_none() {
        return Ok(None);
    }
    let mut filter = Filter { hides, open: Vec::new(), pen_is_lost: false, drops: false };
    let mut out = Vec::with_capacity(content.len());
    for operator in ContentOperators::new(content) {
        if let Some(kept) = filter.kept(&operator, &content[operator.place.clone()])? {
            out.extend_from_slice(&kept);
            out.push(b'\n');
        }
    }
    Ok(if filter.drops { Some(out) } else { None })
}

struct Filter<'f> {
    hides: &'f dyn Fn(&[u8]) -> bool,
    /// The marked content that is open.
    open: Vec<Marked>,
    /// Whether the next text would stand where hidden text ended.
    pen_is_lost: bool,
    /// Whether anything was left out.
    drops: bool,
}

impl Filter<'_> {
    /// What is written in the place of an operator.
    fn kept(
        &mut self,
        operator: &ContentOperator<'_>,
        bytes: &[u8],
    ) -> Result<Option<Vec<u8>>, Inseparable> {
        match operator.name {
            b"BDC" | b"BMC" => {
                let mark = self.mark(operator);
                self.open.push(mark);
                self.drops |= mark == Marked::Hidden;
                return Ok(if mark == Marked::Other { Some(bytes.to_vec()) } else { None });
            }
            b"EMC" => {
                let closes = self.open.pop().unwrap_or(Marked::Other);
                return Ok(if closes == Marked::Other { Some(bytes.to_vec()) } else { None });
            }
            b"BT" | b"ET" | b"Td" | b"TD" | b"Tm" | b"T*" => self.pen_is_lost = false,
            _ => {}
        }
        if !self.open.contains(&Marked::Hidden) {
            let continues_line = matches!(operator.name, b"Tj" | b"TJ");
            if continues_line && self.pen_is_lost {
                return Err(Inseparable);
            }
            if matches!(operator.name, b"'" | b"\"") {
                self.pen_is_lost = false;
            }
            return Ok(Some(bytes.to_vec()));
        }
        Ok(match operator.name {
            // The path ends without being painted, and still clips if it is to.
            b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"S" | b"s" => Some(b"n".to_vec()),
            b"sh" | b"Do" | b"BI" => None,
            b"Tj" | b"TJ" => {
                self.pen_is_lost = true;
                None
            }
            b"'" => {
                self.pen_is_lost = true;
                Some(b"T*".to_vec())
            }
            b"\"" => {
                self.pen_is_lost = true;
                let [word, character, ..] = operator.operands.as_slice() else { return Ok(None) };
                let mut kept = word.to_vec();
                kept.extend_from_slice(b" Tw ");
                kept.extend_from_slice(character);
                kept.extend_from_slice(b" Tc T*");
                Some(kept)
            }
            _ => Some(bytes.to_vec()),
        })
    }

    fn mark(&self, operator: &ContentOperator<'_>) -> Marked {
        let [tag, layer] = operator.operands.as_slice() else { return Marked::Other };
        if operator.name != b"BDC" || *tag != b"/OC" {
            return Marked::Other;
        }
        let name = layer.strip_prefix(b"/").unwrap_or(layer);
        if (self.hides)(name) { Marked::Hidden } else { Marked::Layer }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(content: &str) -> Result<Option<String>, Inseparable> {
        let kept = without_hidden(content.as_bytes(), &|name| name == b"Off")?;
        Ok(kept.map(|kept| {
            let words: Vec<&[u8]> =
                kept.split(|b| b.is_ascii_whitespace()).filter(|word| !word.is_empty()).collect();
            String::from_utf8_lossy(&words.join(&b' ')).into_owned()
        }))
    }

    #[test]
    fn what_is_hidden_goes_and_the_state_stays() {
        let content = "1 g /OC /Off BDC 2 w q 0 g 1 1 9 9 re W f /X Do Q EMC 1 1 9 9 re f";
        let kept = "1 g 2 w q 0 g 1 1 9 9 re W n Q 1 1 9 9 re f";
        assert_eq!(shown(content), Ok(Some(kept.to_owned())));
        let nested = "/OC /Off BDC /OC /On BDC f EMC /P BMC S EMC EMC /OC /On BDC f EMC";
        assert_eq!(shown(nested), Ok(Some("n /P BMC n EMC f".to_owned())));
        assert_eq!(shown("/OC /On BDC (a) Tj EMC"), Ok(None));
        assert_eq!(shown("/P <</MCID 1>> BDC (OC) Tj EMC"), Ok(None));
    }

    #[test]
    fn text_behind_hidden_text_is_kept_where_its_place_is_known() {
        let line = "BT 1 2 Td /OC /Off BDC (a) Tj EMC 3 4 Td (b) Tj ET";
        assert_eq!(shown(line), Ok(Some("BT 1 2 Td 3 4 Td (b) Tj ET".to_owned())));
        let glued = "BT 1 2 Td /OC /Off BDC (a) Tj EMC (b) Tj ET";
        assert_eq!(shown(glued), Err(Inseparable));
        let spaced = "BT /OC /Off BDC 1 2 (a) \" (b) ' EMC (c) ' ET";
        assert_eq!(shown(spaced), Ok(Some("BT 1 Tw 2 Tc T* T* (c) ' ET".to_owned())));
    }
}
