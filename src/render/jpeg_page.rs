//! A JPEG as the page of a PDF (ISO 32000-1, 8.9 and 7.4.8): its data are taken as they are, where
//! a typesetter would decode a scan of a sheet into 26 MB of pixels first.

use std::fmt::Write as _;

use crate::attachment::orientation;

/// The longer side of the page, points: that of A4. Only the proportions matter.
const LONGER: f64 = 842.0;

/// What the head of a JPEG says.
#[derive(Debug, PartialEq)]
struct Head {
    width: u32,
    height: u32,
    components: u8,
    /// A colour profile (ICC.1:2010, B.4).
    profile: Vec<u8>,
}

/// The page, and whether it is turned by a quarter. `None` for what is no ordinary JPEG, grey or of
/// three colours, upright or turned: the typesetter may see what it makes of it.
pub(super) fn page(jpeg: &[u8]) -> Option<(Vec<u8>, bool)> {
    let head = head(jpeg)?;
    let rotate = match orientation(jpeg) {
        1 => 0,
        3 => 180,
        6 => 90,
        8 => 270,
        _ => return None,
    };
    let scale = LONGER / f64::from(head.width.max(head.height));
    let (width, height) = (f64::from(head.width) * scale, f64::from(head.height) * scale);
    let device = if head.components == 1 { "/DeviceGray" } else { "/DeviceRGB" };
    let has_profile = !head.profile.is_empty();
    let space = if has_profile { "[/ICCBased 6 0 R]" } else { device };
    let mut out = Vec::with_capacity(jpeg.len() + head.profile.len() + 2048);
    out.extend_from_slice(b"%PDF-1.7\n");
    let mut offsets = Vec::new();
    let mut object = |out: &mut Vec<u8>, dictionary: &str, stream: Option<&[u8]>| {
        offsets.push(out.len());
        out.extend_from_slice(format!("{} 0 obj\n{dictionary}\n", offsets.len()).as_bytes());
        if let Some(data) = stream {
            out.extend_from_slice(b"stream\n");
            out.extend_from_slice(data);
            out.extend_from_slice(b"\nendstream\n");
        }
        out.extend_from_slice(b"endobj\n");
    };
    object(&mut out, "<</Type/Catalog/Pages 2 0 R>>", None);
    object(&mut out, "<</Type/Pages/Kids[3 0 R]/Count 1>>", None);
    let page = format!(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width:.3} {height:.3}]/Rotate {rotate}/Resources<</XObject<</I 5 0 R>>>>/Contents 4 0 R>>"
    );
    object(&mut out, &page, None);
    let drawing = format!("q {width:.3} 0 0 {height:.3} 0 0 cm /I Do Q");
    object(&mut out, &format!("<</Length {}>>", drawing.len()), Some(drawing.as_bytes()));
    let image = format!(
        "<</Type/XObject/Subtype/Image/Width {}/Height {}/BitsPerComponent 8/ColorSpace {space}/Filter/DCTDecode/Length {}>>",
        head.width,
        head.height,
        jpeg.len()
    );
    object(&mut out, &image, Some(jpeg));
    if has_profile {
        let dictionary =
            format!("<</N {}/Alternate {device}/Length {}>>", head.components, head.profile.len());
        object(&mut out, &dictionary, Some(&head.profile));
    }
    let start = out.len();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", offsets.len() + 1);
    for offset in &offsets {
        let _ = writeln!(table, "{offset:010} 00000 n ");
    }
    let _ = write!(
        table,
        "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF",
        offsets.len() + 1
    );
    out.extend_from_slice(table.as_bytes());
    Some((out, rotate % 180 != 0))
}

/// Reads the segments up to the picture data (ITU-T T.81, B.1).
fn head(jpeg: &[u8]) -> Option<Head> {
    let mut at = 2;
    let mut frame = None;
    let mut profile: Vec<(u8, &[u8])> = Vec::new();
    if !jpeg.starts_with(b"\xff\xd8") {
        return None;
    }
    loop {
        let [0xff, marker, rest @ ..] = jpeg.get(at..)? else { return None };
        if *marker == 0xff {
            at += 1;
            continue;
        }
        if *marker == 0xda {
            break;
        }
        let length = usize::from(u16::from_be_bytes([*rest.first()?, *rest.get(1)?]));
        let data = rest.get(2..length)?;
        match marker {
            // Baseline, extended and progressive; the rarer ways no viewer need know.
            0xc0..=0xc2 => match data {
                [8, high1, high2, wide1, wide2, components @ (1 | 3), ..] => {
                    let (height, width) = (
                        u16::from_be_bytes([*high1, *high2]),
                        u16::from_be_bytes([*wide1, *wide2]),
                    );
                    frame = Some((u32::from(width), u32::from(height), *components))
                        .filter(|(w, h, _)| *w > 0 && *h > 0);
                }
                _ => return None,
            },
            0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => return None,
            0xe2 => {
                if let Some([number, _, part @ ..]) = data.strip_prefix(b"ICC_PROFILE\0") {
                    profile.push((*number, part));
                }
            }
            _ => {}
        }
        at += 2 + length;
    }
    let (width, height, components) = frame?;
    profile.sort_by_key(|(number, _)| *number);
    let parts: Vec<&[u8]> = profile.into_iter().map(|(_, part)| part).collect();
    let profile = parts.concat();
    // A profile says at byte 16 for what it is; one for other colours is left out.
    let is_fitting = profile.get(16..20) == Some(if components == 1 { b"GRAY" } else { b"RGB " });
    Some(Head { width, height, components, profile: if is_fitting { profile } else { Vec::new() } })
}

#[cfg(test)]
mod tests {
    use super::{head, page};

    /// The head of a picture of 3 by 2 pixels, with these further segments.
    fn jpeg(segments: &[u8], frame: &[u8]) -> Vec<u8> {
        [b"\xff\xd8", segments, frame, b"\xff\xda\0\x02data\xff\xd9"].concat()
    }

    #[test]
    fn heads_are_read_and_odd_files_left_to_others() {
        let colour = b"\xff\xc0\0\x11\x08\0\x02\0\x03\x03123456789";
        let read = head(&jpeg(b"", colour)).unwrap_or_else(|| panic!("it is a JPEG"));
        assert_eq!((read.width, read.height, read.components, read.profile.len()), (3, 2, 3, 0));
        let profile =
            [b"\xff\xe2\0\x24ICC_PROFILE\0\x01\x01".as_slice(), &[b'x'; 16], b"RGB "].concat();
        assert_eq!(head(&jpeg(&profile, colour)).map(|h| h.profile.len()), Some(20));
        let grey =
            [b"\xff\xe2\0\x24ICC_PROFILE\0\x01\x01".as_slice(), &[b'x'; 16], b"GRAY"].concat();
        assert_eq!(head(&jpeg(&grey, colour)).map(|h| h.profile.len()), Some(0));
        let (pdf, turned) = page(&jpeg(&profile, colour)).unwrap_or_else(|| panic!("it is a page"));
        assert!(
            !turned
                && hayro_syntax::Pdf::new(std::sync::Arc::new(pdf))
                    .is_ok_and(|pdf| pdf.pages().len() == 1)
        );
        let (cmyk, deep) = (
            b"\xff\xc0\0\x14\x08\0\x02\0\x03\x04123456789012",
            b"\xff\xc0\0\x11\x0c\0\x02\0\x03\x03123456789",
        );
        assert!(
            page(&jpeg(b"", cmyk)).is_none()
                && page(&jpeg(b"", deep)).is_none()
                && page(b"%PDF-1.7").is_none()
        );
        let whole = jpeg(&profile, colour);
        for end in 0..whole.len() - 9 {
            assert!(page(&whole[..end]).is_none());
        }
    }
}
