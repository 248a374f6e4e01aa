//! Bytes as text: four bytes are five digits, a fifth less than base 64 takes.

/// The character of the first digit.
const FIRST: u8 = b'(';
/// The character that would begin a tag of HTML and is left out.
const LEFT_OUT: u8 = b'<';

/// The number of bytes, a space, and the digits; the last four bytes are filled up with zeros.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut text = format!("{} ", bytes.len());
    for chunk in bytes.chunks(4) {
        let mut four = [0; 4];
        four[..chunk.len()].copy_from_slice(chunk);
        let mut value = u32::from_be_bytes(four);
        let mut digits = [0; 5];
        for digit in digits.iter_mut().rev() {
            // Less than 85, so it fits.
            *digit = (value % 85) as u8;
            value /= 85;
        }
        text.extend(digits.iter().map(|digit| char::from(character(*digit))));
    }
    text
}

fn character(digit: u8) -> u8 {
    let plain = FIRST + digit;
    if plain < LEFT_OUT { plain } else { plain + 1 }
}

#[cfg(test)]
mod tests {
    use super::encode;

    #[test]
    fn four_bytes_are_five_digits_and_no_tag_can_begin() {
        assert_eq!(encode(&[0, 0, 0, 0]), "4 (((((");
        assert_eq!(encode(&[0, 0, 0, 20]), "4 ((((=");
        assert_eq!(encode(&[255, 255, 255, 255, 1]), "5 {@_4((DD1)");
        let all: Vec<u8> = (0..=255).collect();
        assert!(encode(&all).bytes().all(|b| (b' '..=b'}').contains(&b) && b != b'<'));
    }
}
