//! Words in a row, each in any of the forms that the plan allows.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::{DocId, DocSet, InvertedIndexReader, TERMINATED};

use super::super::plan::Word;
use super::leaf::with_positions;

/// Walks the articles of a segment that have all words of a phrase in one field.
pub(in crate::embedded) struct PhraseCursor {
    words: Vec<Vec<SegmentPostings>>,
}

impl PhraseCursor {
    /// A cursor over one field of a segment; `None` when some word does not occur there.
    pub(in crate::embedded) fn open(
        index: &InvertedIndexReader,
        segment: u32,
        words: &[Word],
    ) -> tantivy::Result<Option<Self>> {
        let mut opened = Vec::new();
        for word in words {
            let mut lists = Vec::new();
            for source in &word.sources {
                lists.extend(with_positions(index, source, segment)?);
            }
            if lists.is_empty() {
                return Ok(None);
            }
            opened.push(lists);
        }
        Ok(Some(Self { words: opened }))
    }

    /// The first article from `target` on that has all words; `TERMINATED` when there is none.
    pub(in crate::embedded) fn seek(&mut self, mut target: DocId) -> DocId {
        while target != TERMINATED {
            let nearest = self.words.iter_mut().map(|lists| {
                lists
                    .iter_mut()
                    .map(|list| seek(list, target))
                    .min()
                    .unwrap_or(TERMINATED)
            });
            let furthest = nearest.max().unwrap_or(TERMINATED);
            if furthest == target {
                return target;
            }
            target = furthest;
        }
        TERMINATED
    }

    /// Positions at which the phrase begins in the article that [`seek`](Self::seek) gave.
    pub(in crate::embedded) fn starts(&mut self, document: DocId) -> Vec<u32> {
        let mut starts: Option<Vec<u32>> = None;
        for (place, lists) in (0u32..).zip(&mut self.words) {
            let mut positions = Vec::new();
            for list in lists.iter_mut().filter(|list| list.doc() == document) {
                list.append_positions_with_offset(0, &mut positions);
            }
            positions.sort_unstable();
            positions.dedup();
            starts = Some(match starts {
                None => positions,
                Some(starts) => {
                    let goes_on = |start: &u32| positions.binary_search(&(start + place)).is_ok();
                    starts.into_iter().filter(goes_on).collect()
                }
            });
        }
        starts.unwrap_or_default()
    }
}

fn seek(list: &mut SegmentPostings, target: DocId) -> DocId {
    if list.doc() < target {
        list.seek(target)
    } else {
        list.doc()
    }
}
