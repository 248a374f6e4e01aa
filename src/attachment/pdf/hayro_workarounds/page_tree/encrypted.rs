//! The tree of pages of a file that is encrypted without a password. Only the PDF crate can decrypt
//! it, and it walks the tree as soon as it reads a file: so it is given the file with an update (ISO
//! 32000-1, 7.5.6) that has no pages, and the tree is walked here.

use std::collections::HashSet;

use hayro_syntax::object::{Array, Dict, ObjectIdentifier};
use hayro_syntax::{LoadPdfError, Pdf};
use memchr::memmem;

use super::super::lexer::{number, raw, reference};
use super::{DEEPEST, MOST_WAYS, PageTree};

/// Examines the tree of an encrypted file.
pub(super) fn examine(bytes: &[u8]) -> PageTree {
    let Some((bare, root)) = without_pages(bytes) else { return PageTree::Hidden };
    match Pdf::new(bare) {
        Ok(pdf) => walk(&pdf, root),
        // It cannot be opened with the pages either.
        Err(LoadPdfError::Decryption(_)) => PageTree::Sane,
        Err(LoadPdfError::Invalid) => PageTree::Hidden,
    }
}

/// The file with an update that has no pages, and the number of its own catalog.
fn without_pages(bytes: &[u8]) -> Option<(Vec<u8>, ObjectIdentifier)> {
    let end = memmem::rfind(bytes, b"startxref")?;
    let place = number(&bytes[end..], b"startxref")?;
    let index = bytes.get(place..)?;
    let trailer = if index.trim_ascii_start().starts_with(b"xref") {
        &index[memmem::find(index, b"trailer")?..]
    } else {
        &index[..memmem::find(index, b"stream")?]
    };
    let trailer = &trailer[memmem::find(trailer, b"<<")?..];
    let root = reference(trailer, b"/Root")?;
    let mut words = root.split(' ');
    let id = words.next()?.parse().ok()?;
    let generation = words.next()?.parse().ok()?;
    let root = ObjectIdentifier::new(id, generation);
    // The word may stand elsewhere in a file that is not locked.
    let keys = [b"/Encrypt".as_slice(), b"/ID"].map(|key| match raw(trailer, key) {
        Some(value) => [key, b" ", value].concat(),
        None => Vec::new(),
    });
    let size = number(trailer, b"/Size")?;
    let mut out = bytes.to_vec();
    let mut places = Vec::new();
    for (number, object) in [
        (size, "<</Type/Pages/Kids[]/Count 0>>".to_owned()),
        (size + 1, format!("<</Type/Catalog/Pages {size} 0 R>>")),
    ] {
        out.push(b'\n');
        places.push(out.len());
        out.extend(format!("{number} 0 obj\n{object}\nendobj").bytes());
    }
    let table = out.len() + 1;
    out.extend(
        format!("\nxref\n{size} 2\n{:010} 00000 n \n{:010} 00000 n \n", places[0], places[1])
            .bytes(),
    );
    out.extend(format!("trailer\n<</Size {}/Root {} 0 R/Prev {place}", size + 2, size + 1).bytes());
    out.extend(keys.concat());
    out.extend(format!(">>\nstartxref\n{table}\n%%EOF\n").bytes());
    Some((out, root))
}

/// Walks the tree below a catalog.
fn walk(pdf: &Pdf, root: ObjectIdentifier) -> PageTree {
    let xref = pdf.xref();
    let Some(pages) = xref.get::<Dict<'_>>(root).and_then(|catalog| catalog.get_ref("Pages"))
    else {
        return PageTree::Hidden;
    };
    let mut nodes = HashSet::new();
    let mut open: Vec<(ObjectIdentifier, usize)> = vec![(pages.into(), 0)];
    let mut seen = 0_u64;
    while let Some((id, depth)) = open.pop() {
        seen += 1;
        let Some(kids) = xref.get::<Dict<'_>>(id).and_then(|node| node.get::<Array<'_>>("Kids"))
        else {
            continue;
        };
        if !nodes.insert((id.obj_number, id.gen_number)) || depth > DEEPEST || seen > MOST_WAYS {
            return PageTree::Endless;
        }
        for kid in kids.raw_iter() {
            // Children that are no objects of their own are against the standard.
            let Some(kid) = kid.as_obj_ref() else { return PageTree::Hidden };
            open.push((kid.into(), depth + 1));
        }
    }
    PageTree::Sane
}

#[cfg(test)]
mod tests {
    use super::super::PageTree;
    use super::examine;

    /// A file whose catalog and tree lie in an object stream, with an index of that kind, and the
    /// word for a lock in a remark.
    fn packed(kids: &str) -> Vec<u8> {
        let objects = [
            (1, "<</Type/Catalog/Pages 2 0 R>>".to_owned()),
            (2, format!("<</Type/Pages/Count 1/Kids[{kids}]>>")),
        ];
        let (mut head, mut body) = (String::new(), String::new());
        for (id, object) in &objects {
            head.push_str(&format!("{id} {} ", body.len()));
            body.push_str(&format!("{object} "));
        }
        let mut out = b"%PDF-1.5\n% /Encrypt\n".to_vec();
        let page = out.len();
        out.extend(b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>\nendobj\n");
        let stream = out.len();
        let keys =
            format!("/Type/ObjStm/N 2/First {}/Length {}", head.len(), head.len() + body.len());
        out.extend(
            format!("4 0 obj\n<<{keys}>>\nstream\n{head}{body}\nendstream\nendobj\n").bytes(),
        );
        let place = out.len();
        let rows = [[0, 0, 0], [2, 4, 0], [2, 4, 1], [1, page, 0], [1, stream, 0], [1, place, 0]];
        out.extend(b"5 0 obj\n<</Type/XRef/Size 6/Root 1 0 R/W[1 2 1]/Length 24>>\nstream\n");
        for [kind, place, index] in rows {
            out.extend([kind as u8, (place >> 8) as u8, place as u8, index as u8]);
        }
        out.extend(format!("\nendstream\nendobj\nstartxref\n{place}\n%%EOF\n").bytes());
        out
    }

    #[test]
    fn the_tree_is_walked_without_the_pages_being_read() {
        assert_eq!(examine(&packed("3 0 R")), PageTree::Sane);
        assert_eq!(examine(&packed("3 0 R 3 0 R")), PageTree::Sane);
        assert_eq!(examine(&packed("3 0 R 2 0 R")), PageTree::Endless);
        assert_eq!(examine(&packed("<</Kids[2 0 R]>>")), PageTree::Hidden);
        assert_eq!(examine(b"%PDF-1.5\n/Encrypt"), PageTree::Hidden);
        let locked = include_bytes!("../../../../../tests/corpus/pdf-locked-packed.pdf");
        assert_eq!(examine(locked), PageTree::Sane);
    }
}
