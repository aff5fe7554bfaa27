//! The full name of a person who was removed, by hashes.

use super::keyed::Key;
use super::units::{folded, folded_letter};
use super::words::words;

/// A full name by the hashes under which it is found in every written form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenName {
    /// Of its letters.
    pub(super) exact: [u8; 32],
    /// Of its letters without dots and accents, as addresses have them.
    pub(super) folded: [u8; 32],
    /// One byte of the hash of the first letter of its first and of its last word.
    pub(super) initials: [u8; 2],
    /// How many letters it has.
    pub(super) length: u8,
}

impl WrittenName {
    /// Bytes of the stored form.
    pub const BYTES: usize = 67;

    /// Of a name, given names first, or "Surname, Given names". `None` for fewer than two words.
    #[must_use]
    pub fn of(name: &str, key: &Key) -> Option<Self> {
        let words = name_words(name);
        let [first, .., last] = words.as_slice() else {
            return None;
        };
        let letters = words.concat();
        let length = u8::try_from(letters.chars().count()).ok()?;
        Some(Self {
            exact: key.hash("letters", &letters),
            folded: key.hash("folded", &folded(&letters)),
            initials: [initial_of(first, key), initial_of(last, key)],
            length,
        })
    }

    /// The stored form.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        bytes[..32].copy_from_slice(&self.exact);
        bytes[32..64].copy_from_slice(&self.folded);
        bytes[64..66].copy_from_slice(&self.initials);
        bytes[66] = self.length;
        bytes
    }

    /// From the stored form.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; Self::BYTES]) -> Self {
        let hash = |start: usize| {
            let mut hash = [0; 32];
            hash.copy_from_slice(&bytes[start..start + 32]);
            hash
        };
        Self {
            exact: hash(0),
            folded: hash(32),
            initials: [bytes[64], bytes[65]],
            length: bytes[66],
        }
    }
}

/// The words of a name as people give it, without hyphens, given names first.
fn name_words(name: &str) -> Vec<String> {
    let (surname, given) = name.split_once(',').unwrap_or(("", name));
    let ordered = format!("{given} {surname}");
    let mut joined: Vec<String> = Vec::new();
    for word in words(&ordered) {
        match joined.last_mut() {
            Some(last) if word.gap.is_one_sign() => last.push_str(&word.letters),
            _ => joined.push(word.letters),
        }
    }
    joined
}

fn initial_of(word: &str, key: &Key) -> u8 {
    word.chars()
        .next()
        .map_or(0, |letter| initial(folded_letter(letter), key))
}

/// One byte of the hash of a folded letter.
pub(super) fn initial(letter: char, key: &Key) -> u8 {
    key.hash("initial", letter.encode_utf8(&mut [0; 4]))[0]
}
