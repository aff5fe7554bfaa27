//! Takes persons who were removed out of an article: from its lists and, masked, from its texts.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use aluehaku_article::Article;
use aluehaku_article::EntityKind;

use super::names::register::Register;
use super::names::{NameFinder, tokens};
use super::pieces::pieces;

/// Stands for the name of a person who was removed.
pub const NAME_MASK: &str = "[nimi poistettu]";

/// Most words of a name that is looked for without reading names.
const MOST_WORDS: usize = 4;

/// Hashes a name as tombstones do.
type Hash = Box<dyn Fn(&str) -> [u8; 32] + Send + Sync>;

/// The persons who were removed, known by hashes only.
#[derive(Default)]
pub struct Removed {
    hashes: BTreeSet<[u8; 32]>,
    hash: Option<Hash>,
}

impl fmt::Debug for Removed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} persons removed", self.hashes.len())
    }
}

impl Removed {
    /// Those whose names have these hashes.
    #[must_use]
    pub fn new(hashes: BTreeSet<[u8; 32]>, hash: Hash) -> Self {
        Self {
            hashes,
            hash: Some(hash),
        }
    }

    /// How many persons were removed.
    #[must_use]
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// Whether nobody was removed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// Whether a person of this name was removed.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        !self.is_empty()
            && self
                .hash
                .as_ref()
                .is_some_and(|hash| self.hashes.contains(&hash(name)))
    }

    /// Masks who was removed in an article's texts and takes them from its authors. Says whether anything changed.
    pub fn mask(&self, article: &mut Article, names: &NameFinder<'_>) -> bool {
        if self.is_empty() {
            return false;
        }
        let authors = article.authors.len();
        article.authors.retain(|author| !self.contains(author));
        let mut masked = article.authors.len() != authors;
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

    /// The same without reading names: whatever words in a row, as they stand in a sentence, are such a name.
    pub(super) fn mask_words(&self, article: &mut Article) -> bool {
        if self.is_empty() {
            return false;
        }
        let authors = article.authors.len();
        article.authors.retain(|author| !self.contains(author));
        let mut masked = article.authors.len() != authors;
        let texts = [
            Some(&mut article.title),
            article.lead.as_mut(),
            Some(&mut article.body),
        ];
        for text in texts.into_iter().flatten() {
            for bytes in self.words_in(text).into_iter().rev() {
                text.replace_range(bytes, NAME_MASK);
                masked = true;
            }
        }
        masked
    }

    /// Where words of a text are the name of a person who was removed, in order, none over another.
    fn words_in(&self, text: &str) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        for sentence in tokens::sentences(&[text]) {
            for at in 0..sentence.len() {
                let spans = (2..=MOST_WORDS).filter_map(|count| sentence.get(at..at + count));
                let mut spans =
                    spans.filter_map(|span| Some(span.first()?.start..span.last()?.end()));
                let name = spans.find(|bytes| self.contains(&text[bytes.clone()]));
                let last = found.last().map_or(0, |last| last.end);
                found.extend(name.filter(|bytes| bytes.start >= last));
            }
        }
        found
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
