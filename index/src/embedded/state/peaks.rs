//! The highest shares in stretches of long lists, kept from one request to the next.
//!
//! An article cannot score more by a term than the highest share among the articles near it, so
//! whole stretches of articles are passed over without their lists being read. Tantivy keeps such
//! maxima for its own formula only; these are for ours. They are made when a list is first used,
//! by reading it once.
//!
//! The commonest terms, which most articles of some stretches have, are read and looked up time and again. Of some of
//! them the number of occurrences in each article is kept as well, so that none of their blocks is unpacked any more.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use tantivy::DocId;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{BlockSegmentPostings, TermInfo};

use super::scoring::{OCCURRENCES, Scoring};

/// Articles of a stretch.
pub(crate) const STRETCH: usize = 512;

/// Bytes of peaks that are kept of a segment; beyond it they are made anew.
const MOST_BYTES: usize = 48 << 20;

/// A list that holds one article in so many is that of a common term.
const COMMON_SHARE: u32 = 8;

/// Bytes of occurrences that are kept of a segment; of further common terms there are peaks alone.
const MOST_OCCURRENCES: usize = 16 << 20;

/// Shares are kept as so many steps, rounded up.
const STEPS: f32 = 255.0;

/// The peaks of the long lists of a segment.
#[derive(Debug, Default)]
pub(crate) struct Peaks {
    /// By the place of the list in its file.
    lists: RwLock<HashMap<usize, Arc<[u8]>>>,
    bytes: AtomicUsize,
    /// The same for common terms: occurrences by article, none where an article lacks the term.
    occurrences: RwLock<HashMap<usize, Arc<[u8]>>>,
    occurrence_bytes: AtomicUsize,
}

/// The upper bound that a peak stands for, as a share.
pub(crate) fn share_of(peak: u8) -> f32 {
    f32::from(peak) / STEPS
}

/// Number of stretches of a segment.
pub(crate) fn stretches(articles: DocId) -> usize {
    (articles as usize).div_ceil(STRETCH)
}

impl Peaks {
    /// The peaks of a list, one for each stretch; `open` gives the list at its beginning.
    pub(crate) fn of(
        &self,
        place: usize,
        articles: DocId,
        scoring: &Scoring,
        lengths: &FieldNormReader,
        open: impl FnOnce() -> tantivy::Result<BlockSegmentPostings>,
    ) -> tantivy::Result<Arc<[u8]>> {
        let known = self.lists.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(peaks) = known.get(&place) {
            return Ok(Arc::clone(peaks));
        }
        drop(known);
        let peaks: Arc<[u8]> = made(open()?, articles, scoring, lengths).into();
        let mut known = self.lists.write().unwrap_or_else(PoisonError::into_inner);
        if self.bytes.fetch_add(peaks.len(), Ordering::Relaxed) > MOST_BYTES {
            known.clear();
            self.bytes.store(peaks.len(), Ordering::Relaxed);
        }
        known.insert(place, Arc::clone(&peaks));
        Ok(peaks)
    }

    /// How often each article has a term, where that is kept of it; scores take no more occurrences into account.
    pub(crate) fn occurrences(
        &self,
        place: usize,
        articles: DocId,
        having: u32,
        open: impl FnOnce() -> tantivy::Result<BlockSegmentPostings>,
    ) -> tantivy::Result<Option<Arc<[u8]>>> {
        if having < articles / COMMON_SHARE {
            return Ok(None);
        }
        let lists = &self.occurrences;
        let known = lists.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(occurrences) = known.get(&place) {
            return Ok(Some(Arc::clone(occurrences)));
        }
        drop(known);
        let bytes = articles as usize;
        if self.occurrence_bytes.load(Ordering::Relaxed) + bytes > MOST_OCCURRENCES {
            return Ok(None);
        }
        let occurrences: Arc<[u8]> = counted(open()?, articles).into();
        let mut known = lists.write().unwrap_or_else(PoisonError::into_inner);
        if known.insert(place, Arc::clone(&occurrences)).is_none() {
            self.occurrence_bytes.fetch_add(bytes, Ordering::Relaxed);
        }
        Ok(Some(occurrences))
    }

    /// The same where it is kept already.
    pub(crate) fn known_occurrences(&self, list: &TermInfo) -> Option<Arc<[u8]>> {
        let known = self.occurrences.read();
        let known = known.unwrap_or_else(PoisonError::into_inner);
        known.get(&list.postings_range.start).cloned()
    }
}

fn counted(mut list: BlockSegmentPostings, articles: DocId) -> Vec<u8> {
    let mut counted = vec![0; articles as usize];
    while !list.docs().is_empty() {
        for (article, occurrences) in list.docs().iter().zip(list.freqs()) {
            counted[*article as usize] =
                u8::try_from(*occurrences).map_or(OCCURRENCES, |some| some.min(OCCURRENCES));
        }
        list.advance();
    }
    counted
}

fn made(
    mut list: BlockSegmentPostings,
    articles: DocId,
    scoring: &Scoring,
    lengths: &FieldNormReader,
) -> Vec<u8> {
    let mut highest = vec![0f32; stretches(articles)];
    while !list.docs().is_empty() {
        for (article, occurrences) in list.docs().iter().zip(list.freqs()) {
            let share = scoring.share(*occurrences, lengths.fieldnorm_id(*article));
            let peak = &mut highest[*article as usize / STRETCH];
            *peak = peak.max(share);
        }
        list.advance();
    }
    highest
        .into_iter()
        .map(|share| (share * STEPS).ceil() as u8)
        .collect()
}
