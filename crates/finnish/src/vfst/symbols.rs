//! The alphabet of a dictionary: which byte stands for which letter or tag.
//!
//! A dictionary file numbers its symbols in three groups: flag diacritics, which steer the search and
//! are never seen outside it; single characters; and tags such as `[Ln]`, which only occur in the
//! output. Characters and tags together are under 256 in every known dictionary, so outside the
//! reader a symbol is one byte: its number less the number of the first character.

use std::collections::HashMap;

use super::error::DictionaryError;

/// The characters and tags of one dictionary, each known by one byte.
///
/// The bytes are good for this dictionary only: another one may number its symbols otherwise.
#[derive(Debug, Clone)]
pub struct Symbols {
    texts: Vec<Box<str>>,
    characters: usize,
    by_text: HashMap<Box<str>, u8>,
    common: Box<[u8; COMMON_CODE_POINTS]>,
    rare: HashMap<char, u8>,
}

/// Code points below this are looked up in a table: Latin, Greek and Cyrillic letters.
const COMMON_CODE_POINTS: usize = 0x600;

/// At most this many characters and tags, so that a byte names one and the byte 255 is left over.
pub(super) const MOST_SYMBOLS: usize = 255;

/// The byte that stands for no symbol at all.
const NONE: u8 = u8::MAX;

impl Symbols {
    /// The alphabet with `texts` in the order of their bytes; `offsets` say where in the file each
    /// text begins, for error messages.
    ///
    /// # Errors
    /// [`DictionaryError::Symbol`] when a text is neither one character nor a tag, stands twice, is a
    /// character after a tag, or is one too many for a byte.
    pub(super) fn new(texts: &[(usize, &str)]) -> Result<Self, DictionaryError> {
        let mut symbols = Self {
            texts: Vec::with_capacity(texts.len().min(MOST_SYMBOLS)),
            characters: 0,
            by_text: HashMap::new(),
            common: Box::new([NONE; COMMON_CODE_POINTS]),
            rare: HashMap::new(),
        };
        for &(offset, text) in texts {
            symbols
                .push(text)
                .map_err(|problem| DictionaryError::Symbol { offset, problem })?;
        }
        symbols.map_code_points();
        Ok(symbols)
    }

    /// How many symbols there are; their bytes run from 0.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// True when there is no symbol at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// What the symbol looks like: one character, or a tag with its brackets. Empty for a byte that
    /// is no symbol of this dictionary.
    #[must_use]
    pub fn text(&self, symbol: u8) -> &str {
        self.texts.get(usize::from(symbol)).map_or("", |text| text)
    }

    /// True for a tag such as `[Ln]`, false for a character and for a byte that is no symbol.
    #[must_use]
    pub fn is_tag(&self, symbol: u8) -> bool {
        let symbol = usize::from(symbol);
        symbol >= self.characters && symbol < self.texts.len()
    }

    /// The symbol that looks like `text`, if the dictionary has it.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<u8> {
        self.by_text.get(text).copied()
    }

    /// The text of a whole string of symbols, as libvoikko prints it.
    #[must_use]
    pub fn render(&self, symbols: &[u8]) -> String {
        symbols.iter().map(|&symbol| self.text(symbol)).collect()
    }

    /// The texts of all symbols in the order of their bytes.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(|text| &**text)
    }

    /// How many of the symbols are characters; they come before the tags.
    pub(super) fn characters(&self) -> usize {
        self.characters
    }

    /// The symbol that a code point of a word is read as: that of its lower-case form.
    #[inline]
    pub(super) fn read(&self, code_point: char) -> Option<u8> {
        let symbol = match self.common.get(code_point as usize) {
            Some(&symbol) => symbol,
            None => self
                .rare
                .get(&lower_case(code_point))
                .copied()
                .unwrap_or(NONE),
        };
        (symbol != NONE).then_some(symbol)
    }

    fn push(&mut self, text: &str) -> Result<(), &'static str> {
        if self.texts.len() == MOST_SYMBOLS {
            return Err("is one too many: at most 255 characters and tags can be read");
        }
        let symbol = self.texts.len() as u8;
        if text.chars().nth(1).is_none() {
            if text.is_empty() {
                return Err("is empty");
            }
            if self.characters < self.texts.len() {
                return Err("is a character that stands after a tag");
            }
            self.characters += 1;
        } else if !text.starts_with('[') {
            return Err("is neither one character nor a tag in brackets");
        }
        if self.by_text.insert(text.into(), symbol).is_some() {
            return Err("stands twice in the table");
        }
        self.texts.push(text.into());
        Ok(())
    }

    /// Fills both lookups from code points to symbols. A code point above the table whose lower-case
    /// form is a symbol needs no entry of its own: `read` folds before it asks.
    fn map_code_points(&mut self) {
        for code_point in (0..COMMON_CODE_POINTS as u32).filter_map(char::from_u32) {
            let folded = lower_case(code_point);
            if let Some(symbol) = self.find(folded.encode_utf8(&mut [0; 4])) {
                self.common[code_point as usize] = symbol;
            }
        }
        for (symbol, text) in self.texts[..self.characters].iter().enumerate() {
            self.rare
                .extend(text.chars().map(|character| (character, symbol as u8)));
        }
    }
}

/// The lower-case form as one code point. The only code point whose full form is longer, U+0130, has
/// its simple form first.
fn lower_case(code_point: char) -> char {
    code_point.to_lowercase().next().unwrap_or(code_point)
}
