//! PDF files, byte by byte.

/// A page of A4 with a drawing that depends on `number`, so that no two are alike: PDF 1.4 without
/// text or fonts.
pub(crate) fn drawn_page(number: usize) -> Vec<u8> {
    let drawing =
        format!("0.5 w 72 72 {} 600 re S 100 100 m {} 700 l S", 300 + number, 200 + number);
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595.28 841.89] /Resources << >> /Contents 4 0 R >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{drawing}\nendstream", drawing.len()),
    ];
    pdf_of(&objects, "")
}

/// A PDF of numbered objects; the first is the catalogue. `trailer` are further keys of the trailer.
pub(crate) fn pdf_of(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut out = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", index + 1));
    }
    let start = out.len();
    out.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for place in places {
        out.push_str(&format!("{place:010} 00000 n \n"));
    }
    out.push_str(&format!(
        "trailer\n<</Size {}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    ));
    out.into_bytes()
}

/// A PDF that readers overflow their stack over: each of two object streams lies in the other.
pub(crate) fn overflowing_pdf() -> Vec<u8> {
    let mut out = b"%PDF-1.5\n".to_vec();
    let table = u16::try_from(out.len()).expect("it is short");
    // Kind, place, index: the catalogue and the pages are in stream 5, which is in stream 6, which
    // is in stream 5.
    let rows: [(u8, u16, u8); 8] = [
        (0, 0, 0),
        (2, 5, 0),
        (2, 5, 1),
        (2, 5, 2),
        (0, 0, 0),
        (2, 6, 0),
        (2, 5, 3),
        (1, table, 0),
    ];
    let mut data = Vec::new();
    for (kind, place, index) in rows {
        data.push(kind);
        data.extend(place.to_be_bytes());
        data.push(index);
    }
    out.extend(
        format!(
            "7 0 obj\n<< /Type /XRef /Size 8 /W [1 2 1] /Root 1 0 R /Length {} >>\nstream\n",
            data.len()
        )
        .bytes(),
    );
    out.extend(data);
    out.extend(format!("\nendstream\nendobj\nstartxref\n{table}\n%%EOF\n").bytes());
    out
}

/// A PDF that readers need a very long time for: its table is damaged, so that each of 40,000 notes
/// of a page has the whole stream of objects read again.
pub(crate) fn endless_pdf() -> Vec<u8> {
    const NOTES: usize = 40_000;
    let (mut notes, mut head, mut body) = (String::new(), String::new(), String::new());
    for note in 10..10 + NOTES {
        notes.push_str(&format!("{note} 0 R "));
        head.push_str(&format!("{note} {} ", body.len()));
        body.push_str("<</A 1>> ");
    }
    let objects = format!("{head}{body}");
    format!(
        "%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
         2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
         3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [{notes}] >>\nendobj\n\
         4 0 obj\n<< /Type /ObjStm /N {NOTES} /First {} /Length {} >>\nstream\n{objects}\nendstream\nendobj\n\
         trailer\n<< /Root 1 0 R /Size {} >>\nstartxref\n0\n%%EOF\n",
        head.len(),
        objects.len(),
        10 + NOTES
    )
    .into_bytes()
}

/// A stream with these keys.
pub(crate) fn pdf_stream(keys: &str, data: &str) -> String {
    format!("<<{keys}/Length {}>>\nstream\n{data}\nendstream", data.len())
}
