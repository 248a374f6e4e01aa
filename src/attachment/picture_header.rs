//! What the header of a picture says: whether it is SVG, and the resolution that PNG and JPEG
//! declare.

/// Whether the bytes are a picture in SVG.
pub fn is_svg(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]);
    let head = head.trim_start_matches('\u{feff}').trim_start();
    head.starts_with("<svg") || (head.starts_with("<?xml") && head.contains("<svg"))
}

/// The resolution that a file states, pixels an inch: the `pHYs` chunk of PNG (ISO/IEC 15948,
/// 11.3.5.3) or the density of JFIF (ITU-T T.871, 10.1).
pub fn declared(bytes: &[u8]) -> Option<f64> {
    if bytes.starts_with(b"\x89PNG") {
        let mut rest = bytes.get(8..)?;
        while let (Some(length), Some(kind)) = (rest.get(..4), rest.get(4..8)) {
            let length = u32::from_be_bytes(length.try_into().ok()?) as usize;
            match kind {
                b"pHYs" => {
                    let per_metre = u32::from_be_bytes(rest.get(8..12)?.try_into().ok()?);
                    let in_metres = *rest.get(16)? == 1;
                    return (in_metres && per_metre > 0).then(|| f64::from(per_metre) * 0.0254);
                }
                b"IDAT" => return None,
                _ => rest = rest.get(length.checked_add(12)?..)?,
            }
        }
        return None;
    }
    if bytes.starts_with(b"\xff\xd8\xff\xe0") && bytes.get(6..11)? == b"JFIF\0" {
        let density = f64::from(u16::from_be_bytes(bytes.get(14..16)?.try_into().ok()?));
        return match *bytes.get(13)? {
            1 if density > 0.0 => Some(density),
            2 if density > 0.0 => Some(density * 2.54),
            _ => None,
        };
    }
    None
}
