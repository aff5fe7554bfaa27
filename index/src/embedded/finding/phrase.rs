//! Words in a row, each in any of the forms that the plan allows.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, InvertedIndexReader, TERMINATED};

use super::plan::{Source, Word};

/// Walks the articles of a segment that have all words of a phrase in one field.
pub(crate) struct PhraseCursor {
    /// The rarest word first: the others are only looked up where it occurs.
    words: Vec<PhraseWord>,
    starts: Vec<u32>,
    positions: Vec<u32>,
}

/// The lists of a word, each of one of its forms.
struct PhraseWord {
    /// Its place in the phrase.
    place: u32,
    lists: Vec<SegmentPostings>,
}

impl PhraseCursor {
    /// A cursor over one field of a segment; `None` when some word does not occur there.
    pub(crate) fn open(
        index: &InvertedIndexReader,
        segment: u32,
        words: &[Word],
    ) -> tantivy::Result<Option<Self>> {
        let mut opened = Vec::new();
        for (place, word) in (0..).zip(words) {
            let mut lists = Vec::new();
            for source in &word.sources {
                lists.extend(with_positions(index, source, segment)?);
            }
            if lists.is_empty() {
                return Ok(None);
            }
            opened.push(PhraseWord { place, lists });
        }
        opened.sort_by_key(|word| {
            let articles = word.lists.iter().map(|list| u64::from(list.doc_freq()));
            articles.sum::<u64>()
        });
        Ok(Some(Self {
            words: opened,
            starts: Vec::new(),
            positions: Vec::new(),
        }))
    }

    /// The first article from `target` on that has all words; `TERMINATED` when there is none.
    pub(crate) fn seek(&mut self, mut target: DocId) -> DocId {
        while target != TERMINATED {
            let mut nearest = self.words.iter_mut().map(|word| word.seek(target));
            match nearest.find(|found| *found > target) {
                Some(found) => target = found,
                None => return target,
            }
        }
        TERMINATED
    }

    /// Whether some article has the phrase.
    pub(crate) fn occurs(&mut self) -> bool {
        let mut article = self.seek(0);
        while article != TERMINATED {
            if !self.starts(article).is_empty() {
                return true;
            }
            article = self.seek(article + 1);
        }
        false
    }

    /// Positions at which the phrase begins in the article that [`seek`](Self::seek) gave, in order.
    pub(crate) fn starts(&mut self, document: DocId) -> &[u32] {
        self.starts.clear();
        for (number, word) in self.words.iter_mut().enumerate() {
            self.positions.clear();
            word.positions(document, &mut self.positions);
            let starts = self.positions.iter();
            let starts = starts.filter_map(|position| position.checked_sub(word.place));
            if number == 0 {
                self.starts.extend(starts);
            } else {
                keep_common(&mut self.starts, starts);
            }
            if self.starts.is_empty() {
                break;
            }
        }
        &self.starts
    }
}

impl PhraseWord {
    /// The first article from `target` on that has the word.
    fn seek(&mut self, target: DocId) -> DocId {
        let nearest = self.lists.iter_mut().map(|list| seek(list, target));
        nearest.min().unwrap_or(TERMINATED)
    }

    /// Appends the positions of the word in an article, in order.
    fn positions(&mut self, document: DocId, positions: &mut Vec<u32>) {
        let mut having = 0;
        for list in self.lists.iter_mut().filter(|list| list.doc() == document) {
            list.append_positions_with_offset(0, positions);
            having += 1;
        }
        if having > 1 {
            positions.sort_unstable();
        }
        positions.dedup();
    }
}

/// Leaves of numbers in order those that others in order hold, too.
fn keep_common(numbers: &mut Vec<u32>, others: impl Iterator<Item = u32>) {
    let mut others = others.peekable();
    numbers.retain(|number| {
        while others.next_if(|other| other < number).is_some() {}
        others.peek() == Some(number)
    });
}

fn seek(list: &mut SegmentPostings, target: DocId) -> DocId {
    if list.doc() < target {
        list.seek(target)
    } else {
        list.doc()
    }
}

/// Opens the list of a term with positions in a segment, if it has one there.
pub(crate) fn with_positions(
    index: &InvertedIndexReader,
    source: &Source,
    segment: u32,
) -> tantivy::Result<Option<SegmentPostings>> {
    let option = IndexRecordOption::WithFreqsAndPositions;
    let info = source.list[segment as usize].as_ref();
    let list = info.map(|info| index.read_postings_from_terminfo(info, option));
    Ok(list.transpose()?)
}
