//! The characters of the text that is being searched.

/// The number of different codes of characters.
pub(super) const CODES: usize = 1024;

/// A character as a number below [`CODES`]; others may have the same.
pub(super) fn code(character: char) -> usize {
    character as usize % CODES
}

/// The characters of a text. One expression after the other looks at the same sentence: the last text is kept.
pub(super) struct TextCharacters {
    text: String,
    characters: Vec<char>,
    /// The byte of each character, and that behind the last.
    bytes: Vec<usize>,
    has: [bool; CODES],
}

impl Default for TextCharacters {
    fn default() -> Self {
        Self { text: String::new(), characters: Vec::new(), bytes: vec![0], has: [false; CODES] }
    }
}

impl TextCharacters {
    /// Turns to a text.
    pub(super) fn look_at(&mut self, text: &str) {
        if self.text == text {
            return;
        }
        self.has = [false; CODES];
        self.characters.clear();
        self.bytes.clear();
        for (byte, character) in text.char_indices() {
            self.has[code(character)] = true;
            self.characters.push(character);
            self.bytes.push(byte);
        }
        self.bytes.push(text.len());
        text.clone_into(&mut self.text);
    }

    /// Whether the text has a word, whose codes are given as well: most words are ruled out by them.
    pub(super) fn has_word(&self, word: &str, codes: &[usize]) -> bool {
        for code in codes {
            if !self.has[*code] {
                return false;
            }
        }
        self.text.contains(word)
    }

    /// The number of characters.
    pub(super) fn count(&self) -> usize {
        self.characters.len()
    }

    /// A character, counted from 0; `None` at the end.
    pub(super) fn character(&self, index: usize) -> Option<char> {
        self.characters.get(index).copied()
    }

    /// The byte at which a character begins.
    pub(super) fn byte(&self, index: usize) -> usize {
        self.bytes[index]
    }

    /// The character that begins at or behind a byte.
    pub(super) fn at_byte(&self, byte: usize) -> usize {
        self.bytes.partition_point(|start| *start < byte)
    }
}
