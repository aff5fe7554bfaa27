//! Takes persons who were removed out of an article: from its lists and, masked, from its texts.
//!
//! `units` and `words` read a text however it is written, `forms` knows what a word may be a form of, `written` finds
//! names by their hashes ([`hashed`]), and [`keyed`] makes those. `couples`: those who share a surname; `abbreviated`: an
//! initial and a surname.

mod abbreviated;
mod couples;
mod forms;
pub mod hashed;
pub mod keyed;
mod units;
mod words;
mod written;

use std::collections::BTreeSet;
use std::ops::Range;

use aluehaku_article::{Article, EntityKind};

use super::names::NameFinder;
use super::names::register::Register;
use super::pieces::pieces;
use abbreviated::Abbreviations;
use hashed::WrittenName;
use keyed::{KEY_BYTES, Key};
use written::WrittenNames;

/// Stands for the name of a person who was removed.
pub const NAME_MASK: &str = "[nimi poistettu]";

/// The persons who were removed, known by hashes only.
#[derive(Debug, Default)]
pub struct Removed {
    /// Of the full names in small letters.
    names: BTreeSet<[u8; 32]>,
    key: Option<Key>,
    written: Option<WrittenNames>,
    stamp: usize,
}

/// One person who was removed, by hashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemovedPerson {
    /// Of the full name in small letters.
    pub name: [u8; 32],
    /// Of what is found in every written form; absent for one that an older version removed.
    pub written: Option<WrittenName>,
}

impl RemovedPerson {
    /// A person by the full name.
    #[must_use]
    pub fn of(name: &str, key: &Key) -> Self {
        Self {
            name: name_hash(name, key),
            written: WrittenName::of(name, key),
        }
    }
}

impl Removed {
    /// Those who are known by these hashes with a key. The `stamp` tells them from what they were before.
    #[must_use]
    pub fn new(persons: &[RemovedPerson], key: Key, stamp: usize) -> Self {
        let written: Vec<_> = persons
            .iter()
            .filter_map(|one| one.written.clone())
            .collect();
        Self {
            names: persons.iter().map(|person| person.name).collect(),
            written: Some(WrittenNames::new(key.clone(), &written)),
            key: Some(key),
            stamp,
        }
    }

    /// One person by the full name; `None` when that is no full name.
    #[must_use]
    pub fn one(name: &str) -> Option<Self> {
        // Nothing of it is kept, so nobody needs to be kept from guessing.
        let key = Key::new(&[0; KEY_BYTES]);
        let person = RemovedPerson::of(name, &key);
        person.written.as_ref()?;
        Some(Self::new(&[person], key, 1))
    }

    /// Tells this state of who was removed from others of the same archive.
    #[must_use]
    pub fn stamp(&self) -> usize {
        self.stamp
    }

    /// Whether nobody was removed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Whether a person of this name was removed.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        let key = self.key.as_ref().filter(|_| !self.is_empty());
        key.is_some_and(|key| self.names.contains(&name_hash(name, key))) || self.is_in(name)
    }

    /// Whether a text names somebody who was removed in full, in whatever form that is written.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        !self.find(text).is_empty()
    }

    /// The same of bytes that may be a text in whatever encoding.
    #[must_use]
    pub fn is_in_bytes(&self, bytes: &[u8]) -> bool {
        if self.is_empty() {
            return false;
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => self.is_in(text),
            Err(_) => {
                let latin: String = bytes.iter().copied().map(char::from).collect();
                self.is_in(&latin) || self.is_in(&String::from_utf8_lossy(bytes))
            }
        }
    }

    /// Where a text names somebody who was removed in full; bytes, in order.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        let written = self.written.as_ref();
        written.map_or_else(Vec::new, |written| written.find(text))
    }

    /// Masks who was removed in an article's texts, authors and topics. Says whether anything changed.
    pub fn mask(&self, article: &mut Article, names: &NameFinder<'_>) -> bool {
        if self.is_empty() {
            return false;
        }
        let abbreviations = self.abbreviations(article);
        let mut masked = self.mask_found(article, names);
        masked |= self.mask_words(article);
        mask_abbreviated(article, &abbreviations) || masked
    }

    /// How initials and surnames would name those whom an article names in full.
    fn abbreviations(&self, article: &Article) -> Abbreviations {
        let Some(written) = &self.written else {
            return Abbreviations::default();
        };
        let mut texts = article.texts().map(|(_, text)| text).to_vec();
        texts.extend(article.authors.iter().map(String::as_str));
        Abbreviations::of(&texts, written)
    }

    /// The same without reading names: only full names are found, by the words as they stand there.
    pub(super) fn mask_words(&self, article: &mut Article) -> bool {
        let mut masked = self.mask_list(&mut article.authors);
        masked |= self.mask_list(&mut article.topics);
        let texts = [&mut article.title, &mut article.body];
        for text in texts.into_iter().chain(article.lead.as_mut()) {
            masked |= self.mask_written(text);
        }
        masked
    }

    /// Takes those values out of a list that are the name of somebody who was removed, and masks the name in others.
    fn mask_list(&self, values: &mut Vec<String>) -> bool {
        let before = values.len();
        values.retain(|value| !self.is_all_of(value));
        let mut masked = values.len() != before;
        for value in values {
            masked |= self.mask_written(value);
        }
        masked
    }

    /// Whether a value is nothing but the name of somebody who was removed.
    fn is_all_of(&self, value: &str) -> bool {
        let key = self.key.as_ref();
        if key.is_some_and(|key| self.names.contains(&name_hash(value, key))) {
            return true;
        }
        let mut rest = value.to_owned();
        let found = self.find(value);
        for bytes in found.iter().rev() {
            rest.replace_range(bytes.clone(), "");
        }
        !found.is_empty() && !rest.contains(char::is_alphanumeric)
    }

    /// Masks the full names of those who were removed in a text, in whatever form they are written.
    fn mask_written(&self, text: &mut String) -> bool {
        let found = self.find(text);
        for bytes in found.iter().rev() {
            text.replace_range(bytes.clone(), NAME_MASK);
        }
        !found.is_empty()
    }

    /// Masks the names that are read as those of somebody who was removed: the surname by itself, too.
    fn mask_found(&self, article: &mut Article, names: &NameFinder<'_>) -> bool {
        let mut masked = false;
        let mut title = article.title.clone();
        let mut lead = article.lead.clone().unwrap_or_default();
        let mut body = String::with_capacity(article.body.len());
        for piece in pieces(&article.body) {
            let mut texts = [title, lead, piece.to_owned()];
            masked |= self.mask_texts(&mut texts, names);
            let [own_title, own_lead, piece] = texts;
            (title, lead) = (own_title, own_lead);
            body.push_str(&piece);
        }
        article.title = title;
        article.lead = article.lead.as_ref().map(|_| lead);
        article.body = body;
        masked
    }

    /// The same in some texts that belong together.
    fn mask_texts(&self, texts: &mut [String; 3], names: &NameFinder<'_>) -> bool {
        let found = names.find(&texts.each_ref().map(String::as_str), &Register::default());
        let mut masked = false;
        let persons = found.found.iter().rev();
        for name in persons.filter(|name| name.kind == EntityKind::Person) {
            if self.contains(&name.name) || self.contains(&name.text) {
                texts[name.text_number].replace_range(name.bytes.clone(), NAME_MASK);
                masked = true;
            }
        }
        masked
    }
}

/// Masks initials and surnames that stand for somebody who was removed.
fn mask_abbreviated(article: &mut Article, abbreviations: &Abbreviations) -> bool {
    let texts = [&mut article.title, &mut article.body];
    let texts = texts.into_iter().chain(article.lead.as_mut());
    let mut masked = false;
    for text in texts.chain(&mut article.authors) {
        for bytes in abbreviations.find(text).into_iter().rev() {
            text.replace_range(bytes, NAME_MASK);
            masked = true;
        }
    }
    article.authors.retain(|author| author != NAME_MASK);
    masked
}

fn name_hash(name: &str, key: &Key) -> [u8; 32] {
    key.hash("person", &name.to_lowercase())
}
