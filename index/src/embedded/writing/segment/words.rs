//! The words of a field, and where they stand in the documents of a new segment.
//!
//! A word of a text is kept once, with all its terms, and so is each of its occurrences; only when the segment is
//! written does each term get a list of its own ([`lists`](super::lists)). The words outlive the segment: the next one
//! asks the analyser for new words only.

use stacker::{Addr, ExpUnrolledLinkedList, MemoryArena, SharedArenaHashMap};
use tantivy::DocId;
use tantivy::schema::Field;
use tantivy::tokenizer::MAX_TOKEN_LEN;

use super::kinds::{push_term, texts};
use super::numbers::{MOST_BYTES, read_number, write_number};
use crate::analysis::listed::kind_byte;
use crate::analysis::{Term, TermKind};
use crate::document::texts::{Word, Words};

/// Empty positions between two values of a field, so that no phrase reaches across.
const GAP: u32 = 1;

/// Lowest bits of a place, which say how often the word counts.
const TIMES_BITS: u32 = 2;

/// Begins the key of a word that is known by its terms alone.
const BY_TERMS: u8 = 0;

/// Where the words of fields are kept.
#[derive(Default)]
pub(super) struct Memory {
    keys: MemoryArena,
    terms: MemoryArena,
    occurrences: MemoryArena,
}

/// What a field lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Listing {
    /// The articles of whole values.
    Values,
    /// The positions of words.
    Words,
}

/// The words of one field.
pub(super) struct FieldWords {
    pub(super) field: Field,
    pub(super) listing: Listing,
    words: SharedArenaHashMap,
    /// Number of the segment, by which words of earlier ones are told.
    segment: u32,
    /// How many texts terms have in the segment, each as often as words have it.
    texts: usize,
    /// Terms of all articles of the segment, as often as they count.
    pub(super) tokens: u64,
    current: Current,
    /// For making keys and terms.
    buffer: Vec<u8>,
}

/// The article whose values are being added.
#[derive(Clone, Copy, Default)]
struct Current {
    article: DocId,
    /// Position of the next word.
    position: u32,
    /// Position at which the next value begins.
    next_value: u32,
    tokens: u32,
}

/// A word in memory, with all its occurrences.
#[derive(Clone, Copy)]
struct Known {
    occurrences: ExpUnrolledLinkedList,
    /// The segment to which they belong, and the last article that has the word.
    segment: u32,
    article: DocId,
    /// Its terms: their place and bytes, and how many there are, of how many different texts.
    terms: Addr,
    bytes: u32,
    count: u16,
    texts: u16,
}

/// An occurrence of a word. They are in order first by article and then by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Occurrence(u64);

/// Takes the words of one value of a field.
pub(super) struct Value<'a> {
    field: &'a mut FieldWords,
    memory: &'a mut Memory,
}

impl Memory {
    pub(super) fn usage(&self) -> usize {
        self.keys.mem_usage() + self.terms.mem_usage() + self.occurrences.mem_usage()
    }

    /// Lets go of all occurrences.
    pub(super) fn forget_occurrences(&mut self) {
        self.occurrences = MemoryArena::default();
    }
}

impl FieldWords {
    pub(super) fn new(field: Field, listing: Listing) -> Self {
        Self {
            field,
            listing,
            words: SharedArenaHashMap::default(),
            segment: 0,
            texts: 0,
            tokens: 0,
            current: Current::default(),
            buffer: Vec::new(),
        }
    }

    /// Whether the segment has no word of the field.
    pub(super) fn is_empty(&self) -> bool {
        self.tokens == 0
    }

    /// Whether some document has a value.
    pub(super) fn has_value(&self, memory: &Memory, value: &str) -> bool {
        let known: Option<Known> = self.words.get(value.as_bytes(), &memory.keys);
        known.is_some_and(|known| known.segment == self.segment)
    }

    /// Bytes taken beside the shared memory, `text_bytes` of them for each text of a term.
    pub(super) fn usage(&self, text_bytes: usize) -> usize {
        self.words.mem_usage() + self.texts * text_bytes
    }

    /// Begins a segment.
    pub(super) fn begin_segment(&mut self) {
        self.segment += 1;
        self.texts = 0;
        self.tokens = 0;
    }

    /// Lets go of all words, whose memory is gone.
    pub(super) fn forget_words(&mut self) {
        self.words = SharedArenaHashMap::default();
        self.texts = 0;
    }

    /// Begins an article.
    pub(super) fn begin_article(&mut self, article: DocId) {
        self.current = Current {
            article,
            ..Current::default()
        };
    }

    /// Terms of the article so far, as often as they count.
    pub(super) fn length(&self) -> u32 {
        self.current.tokens
    }

    /// Adds a value that is listed whole.
    pub(super) fn add_whole(&mut self, memory: &mut Memory, value: &str) {
        if value.len() > MAX_TOKEN_LEN {
            return;
        }
        let mut key = std::mem::take(&mut self.buffer);
        key.clear();
        key.extend_from_slice(value.as_bytes());
        self.record(memory, &key, 1, |terms| {
            let text = value.to_owned();
            let term = Term {
                kind: TermKind::Surface,
                text,
            };
            push_term(&term, terms);
        });
        self.buffer = key;
    }

    /// Begins a value whose words are listed.
    pub(super) fn value<'a>(&'a mut self, memory: &'a mut Memory) -> Value<'a> {
        self.current.position = self.current.next_value;
        self.current.next_value += GAP;
        Value {
            field: self,
            memory,
        }
    }

    /// The words of the segment: the terms of each, and where its occurrences are found.
    pub(super) fn iter<'m>(&'m self, memory: &'m Memory) -> impl Iterator<Item = (&'m [u8], Addr)> {
        let words = self.words.iter(&memory.keys);
        words.filter_map(|(_, address)| {
            let known: Known = memory.keys.read(address);
            let terms = memory.terms.slice(known.terms, known.bytes as usize);
            (known.segment == self.segment).then_some((terms, address))
        })
    }

    /// How many texts the terms of all words have, each as often as words have it.
    pub(super) fn text_count(&self) -> usize {
        self.texts
    }

    /// Appends the occurrences of a word; `buffer` is for this function to use.
    pub(super) fn occurrences(
        &self,
        memory: &Memory,
        word: Addr,
        buffer: &mut Vec<u8>,
        occurrences: &mut Vec<Occurrence>,
    ) {
        let known: Known = memory.keys.read(word);
        buffer.clear();
        known.occurrences.read_to_end(&memory.occurrences, buffer);
        let mut rest = buffer.as_slice();
        let mut article = 0;
        while !rest.is_empty() {
            article += read_number(&mut rest);
            let place = match self.listing {
                Listing::Values => 1,
                Listing::Words => read_number(&mut rest),
            };
            occurrences.push(Occurrence(u64::from(article) << 32 | u64::from(place)));
        }
    }

    /// Adds an occurrence of the word with a key, whose terms `write_terms` writes when it is new.
    fn record(
        &mut self,
        memory: &mut Memory,
        key: &[u8],
        times: u32,
        mut write_terms: impl FnMut(&mut Vec<u8>),
    ) {
        let Memory {
            keys,
            terms,
            occurrences,
        } = memory;
        let Current {
            article, position, ..
        } = self.current;
        let (listing, segment) = (self.listing, self.segment);
        let mut texts = 0;
        let known = self.words.mutate_or_create(key, keys, |known| {
            let mut known = known.unwrap_or_else(|| {
                let mut written = Vec::new();
                write_terms(&mut written);
                Known::new(&written, terms)
            });
            if known.segment != segment {
                known.begin(segment);
                texts = known.texts;
            } else if listing == Listing::Values && known.article == article {
                return known;
            }
            let mut bytes = [0; 2 * MOST_BYTES];
            let mut length = write_number(article - known.article, &mut bytes);
            if listing == Listing::Words {
                let place = position << TIMES_BITS | times;
                length += write_number(place, &mut bytes[length..]);
            }
            let mut list = known.occurrences.writer(occurrences);
            list.extend_from_slice(&bytes[..length]);
            known.article = article;
            known
        });
        self.texts += usize::from(texts);
        self.tokens += u64::from(u32::from(known.count) * times);
        self.current.tokens += u32::from(known.count) * times;
    }
}

impl Words for Value<'_> {
    fn take(&mut self, word: Option<Word<'_>>) {
        if let Some(word) = word {
            self.add(&word);
        }
        self.field.current.position += 1;
    }
}

impl Value<'_> {
    fn add(&mut self, word: &Word<'_>) {
        let times = word.times as u32;
        if let Some(kind) = word.mark {
            let text = String::new();
            self.add_term(&Term { kind, text }, times);
        }
        if let Some(letters) = word.alone() {
            let mut key = std::mem::take(&mut self.field.buffer);
            key.clear();
            key.push(kind_byte(TermKind::Stem(word.language)));
            key.extend_from_slice(letters.as_bytes());
            self.field.record(self.memory, &key, times, |terms| {
                word.terms().iter().for_each(|term| push_term(term, terms));
            });
            self.field.buffer = key;
        } else {
            word.terms()
                .iter()
                .for_each(|term| self.add_term(term, times));
        }
        self.field.current.next_value = self.field.current.position + 1 + GAP;
    }

    /// Adds a term as if it were a word.
    fn add_term(&mut self, term: &Term, times: u32) {
        let mut key = std::mem::take(&mut self.field.buffer);
        key.clear();
        key.extend([BY_TERMS, kind_byte(term.kind)]);
        key.extend_from_slice(term.text.as_bytes());
        self.field
            .record(self.memory, &key, times, |terms| push_term(term, terms));
        self.field.buffer = key;
    }
}

impl Known {
    fn new(written: &[u8], memory: &mut MemoryArena) -> Self {
        let terms = memory.allocate_space(written.len());
        memory
            .slice_mut(terms, written.len())
            .copy_from_slice(written);
        let count: u32 = texts(written).map(|text| text.kinds.count_ones()).sum();
        Self {
            occurrences: ExpUnrolledLinkedList::default(),
            segment: 0,
            article: 0,
            terms,
            bytes: written.len() as u32,
            count: count as u16,
            texts: texts(written).count() as u16,
        }
    }

    /// Begins a segment, in which the word did not occur yet.
    fn begin(&mut self, segment: u32) {
        self.occurrences = ExpUnrolledLinkedList::default();
        self.segment = segment;
        self.article = 0;
    }
}

impl Occurrence {
    pub(super) fn article(self) -> DocId {
        (self.0 >> 32) as DocId
    }

    pub(super) fn position(self) -> u32 {
        self.0 as u32 >> TIMES_BITS
    }

    /// How often it counts.
    pub(super) fn times(self) -> u32 {
        self.0 as u32 & ((1 << TIMES_BITS) - 1)
    }

    /// Appends the occurrence as bytes, where the one before is in an article.
    pub(super) fn push(self, before: DocId, bytes: &mut Vec<u8>) {
        for number in [self.article() - before, self.0 as u32] {
            let mut one = [0; MOST_BYTES];
            let length = write_number(number, &mut one);
            bytes.extend_from_slice(&one[..length]);
        }
    }

    /// Appends the occurrences that bytes hold.
    pub(super) fn read_all(mut bytes: &[u8], occurrences: &mut Vec<Self>) {
        let mut article = 0;
        while !bytes.is_empty() {
            article += read_number(&mut bytes);
            let place = read_number(&mut bytes);
            occurrences.push(Self(u64::from(article) << 32 | u64::from(place)));
        }
    }
}
