//! The list of each term of a field: the occurrences of all words that have the term.

use std::io;

use stacker::Addr;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{FieldSerializer, InvertedIndexSerializer};

use super::kinds::{KINDS, kinds_of, texts};
use super::words::{FieldWords, Listing, Memory, Occurrence};

/// A text that terms of a word have, by which lists are put in order.
#[derive(Clone, Copy)]
struct Entry {
    /// The first bytes of the text: most texts differ there.
    beginning: u64,
    /// The word, and where the text stands in its terms.
    word: u32,
    start: u16,
    end: u16,
}

/// Bytes that a text of a word takes when lists are written: its entry, the beginning of its group, and a share of
/// what each word takes.
pub(super) const TEXT_BYTES: usize =
    size_of::<Entry>() + size_of::<u32>() + size_of::<Stored<'_>>() / 2;

/// A word: its terms, and where its occurrences are found.
type Stored<'m> = (&'m [u8], Addr);

/// Takes the lists of a field in the order of their terms.
pub(super) trait ListSink {
    /// Takes the list of a term.
    fn take(&mut self, term: &[u8], occurrences: &[Occurrence]) -> io::Result<()>;
}

/// Writes lists into a segment.
pub(super) struct ListWriter<'a> {
    listing: Listing,
    target: FieldSerializer<'a>,
    /// From each position of an article to the next.
    steps: Vec<u32>,
}

/// Gathers the lists of one field.
struct Gatherer<'a> {
    field: &'a FieldWords,
    memory: &'a Memory,
    words: Vec<Stored<'a>>,
    buffer: Vec<u8>,
    occurrences: Vec<Occurrence>,
}

/// Hands over the lists of all terms of a field.
pub(super) fn each_list(
    field: &FieldWords,
    memory: &Memory,
    target: &mut impl ListSink,
) -> io::Result<()> {
    let words: Vec<Stored<'_>> = field.iter(memory).collect();
    let entries = sorted_entries(&words, field.text_count());
    let mut gatherer = Gatherer {
        field,
        memory,
        words,
        buffer: Vec::new(),
        occurrences: Vec::new(),
    };
    gatherer.gather_all(&entries, target)
}

fn sorted_entries(words: &[Stored<'_>], count: usize) -> Vec<Entry> {
    let mut entries = Vec::with_capacity(count);
    for (&(terms, _), word) in words.iter().zip(0..) {
        entries.extend(texts(terms).map(|text| Entry {
            beginning: beginning(&terms[text.start..text.end]),
            word,
            start: text.start as u16,
            end: text.end as u16,
        }));
    }
    entries.sort_unstable_by(|one, other| {
        let by_beginning = one.beginning.cmp(&other.beginning);
        by_beginning.then_with(|| one.text(words).cmp(other.text(words)))
    });
    entries
}

/// The first bytes of a text as a number, which is in order as they are.
fn beginning(text: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    let length = text.len().min(bytes.len());
    bytes[..length].copy_from_slice(&text[..length]);
    u64::from_be_bytes(bytes)
}

impl Entry {
    fn text<'m>(&self, words: &[Stored<'m>]) -> &'m [u8] {
        let (terms, _) = words[self.word as usize];
        &terms[usize::from(self.start)..usize::from(self.end)]
    }
}

impl Gatherer<'_> {
    fn gather_all(&mut self, entries: &[Entry], target: &mut impl ListSink) -> io::Result<()> {
        let is_same = |one: &Entry, other: &Entry| {
            one.beginning == other.beginning && one.text(&self.words) == other.text(&self.words)
        };
        let groups: Vec<u32> = entries
            .chunk_by(is_same)
            .map(|group| group.len() as u32)
            .collect();
        match self.field.listing {
            Listing::Values => self.gather_kind(None, entries, &groups, target),
            Listing::Words => (0..KINDS.len())
                .try_for_each(|kind| self.gather_kind(Some(kind), entries, &groups, target)),
        }
    }

    /// Hands over the lists of the terms of a kind, or of values, which have none.
    fn gather_kind(
        &mut self,
        kind: Option<usize>,
        entries: &[Entry],
        groups: &[u32],
        target: &mut impl ListSink,
    ) -> io::Result<()> {
        let mut term = Vec::new();
        let mut rest = entries;
        for group in groups {
            let (group, others) = rest.split_at(*group as usize);
            rest = others;
            self.gather(kind, group);
            if self.occurrences.is_empty() {
                continue;
            }
            term.clear();
            term.extend(kind.map(|kind| KINDS[kind]));
            term.extend_from_slice(group[0].text(&self.words));
            target.take(&term, &self.occurrences)?;
        }
        Ok(())
    }

    /// Gathers the occurrences of the words whose terms of a kind have the same text.
    fn gather(&mut self, kind: Option<usize>, group: &[Entry]) {
        self.occurrences.clear();
        let mut words = 0;
        for entry in group {
            let (terms, word) = self.words[entry.word as usize];
            let kinds = kinds_of(terms, usize::from(entry.start));
            if kind.is_some_and(|kind| kinds & 1 << kind == 0) {
                continue;
            }
            words += 1;
            let (field, memory) = (self.field, self.memory);
            field.occurrences(memory, word, &mut self.buffer, &mut self.occurrences);
        }
        if words > 1 {
            // Those of each word are in order already, which a stable sort makes use of.
            self.occurrences.sort();
        }
    }
}

impl<'a> ListWriter<'a> {
    /// Begins the lists of a field.
    pub(super) fn new(
        field: &FieldWords,
        lengths: Option<FieldNormReader>,
        serializer: &'a mut InvertedIndexSerializer,
    ) -> io::Result<Self> {
        Ok(Self {
            listing: field.listing,
            target: serializer.new_field(field.field, field.tokens, lengths)?,
            steps: Vec::new(),
        })
    }

    /// Ends the lists of the field.
    pub(super) fn close(self) -> io::Result<()> {
        self.target.close()
    }
}

impl ListSink for ListWriter<'_> {
    fn take(&mut self, term: &[u8], occurrences: &[Occurrence]) -> io::Result<()> {
        let same = |one: &Occurrence, other: &Occurrence| one.article() == other.article();
        let articles = || occurrences.chunk_by(same);
        match self.listing {
            Listing::Values => {
                self.target.new_term_without_freq(term)?;
                articles().for_each(|article| {
                    self.target.write_doc(article[0].article(), 0, &[]);
                });
            }
            Listing::Words => {
                self.target
                    .new_term(term, articles().count() as u32, true)?;
                for article in articles() {
                    self.steps.clear();
                    let mut before = 0;
                    for occurrence in article {
                        for _ in 0..occurrence.times() {
                            self.steps.push(occurrence.position() - before);
                            before = occurrence.position();
                        }
                    }
                    let times = self.steps.len() as u32;
                    self.target
                        .write_doc(article[0].article(), times, &self.steps);
                }
            }
        }
        self.target.close_term()
    }
}
