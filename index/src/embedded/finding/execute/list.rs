//! The list of articles that have a term, with the score that each brings.

use std::sync::Arc;

use tantivy::DocId;
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;

use crate::embedded::state::peaks::share_of;
use crate::embedded::state::scoring::Scoring;
use crate::embedded::state::segment::Segment;

/// A list with at most so many articles is read whole at once.
const SHORT: u32 = 512;

/// What a list counts for.
#[derive(Clone, Copy)]
pub(crate) struct Slot {
    /// Number of the query word.
    pub(crate) word: usize,
    /// Number of the score that it competes for.
    pub(crate) slot: usize,
}

/// A list of scored articles.
pub(crate) struct List {
    pub(crate) place: Slot,
    /// The score of an occurrence that fills an article.
    weight: f32,
    entries: Entries,
}

enum Entries {
    /// A short list, read whole.
    Read {
        articles: Vec<DocId>,
        scores: Vec<f32>,
    },
    /// A long one, read block by block.
    Blocks {
        /// At the beginning, and where it is read.
        start: Box<BlockSegmentPostings>,
        cursor: Box<BlockSegmentPostings>,
        peaks: Arc<[u8]>,
    },
    /// That of a common term, held by article.
    Common {
        occurrences: Arc<[u8]>,
        peaks: Arc<[u8]>,
    },
}

impl List {
    /// The list of a term in the texts of a segment.
    pub(crate) fn open(
        segment: &Segment,
        scoring: &Scoring,
        info: &TermInfo,
        weight: f32,
        place: Slot,
    ) -> tantivy::Result<Self> {
        if info.doc_freq > SHORT {
            return Ok(Self {
                place,
                weight,
                entries: long(segment, scoring, info)?,
            });
        }
        let mut cursor = opened(segment, info)?;
        let mut articles = Vec::with_capacity(info.doc_freq as usize);
        let mut scores = Vec::with_capacity(info.doc_freq as usize);
        while !cursor.docs().is_empty() {
            articles.extend_from_slice(cursor.docs());
            for (article, occurrences) in cursor.docs().iter().zip(cursor.freqs()) {
                let length = segment.lengths.fieldnorm_id(*article);
                scores.push(weight * scoring.share(*occurrences, length));
            }
            cursor.advance();
        }
        Ok(Self::read(articles, scores, place))
    }

    /// A list whose scores are known, in the order of the articles.
    pub(crate) fn read(articles: Vec<DocId>, scores: Vec<f32>, place: Slot) -> Self {
        Self {
            place,
            weight: scores.iter().copied().fold(0.0, f32::max),
            entries: Entries::Read { articles, scores },
        }
    }

    /// Goes back to the beginning.
    pub(crate) fn rewind(&mut self) {
        if let Entries::Blocks { start, cursor, .. } = &mut self.entries {
            cursor.clone_from(start);
        }
    }

    /// Whether it is read block by block.
    pub(crate) fn is_long(&self) -> bool {
        !matches!(self.entries, Entries::Read { .. })
    }

    /// The most that any article scores by it.
    pub(crate) fn bound(&self) -> f32 {
        self.weight
    }

    /// The most that an article of a stretch scores by it.
    pub(crate) fn bound_in(&self, stretch: usize) -> f32 {
        match &self.entries {
            Entries::Blocks { peaks, .. } | Entries::Common { peaks, .. } => {
                self.weight * share_of(peaks[stretch])
            }
            Entries::Read { .. } => self.weight,
        }
    }

    /// Raises bounds, one for each stretch, to what articles score by it.
    pub(crate) fn raise_bounds(&self, bounds: &mut [f32], stretch: usize) {
        match &self.entries {
            Entries::Blocks { peaks, .. } | Entries::Common { peaks, .. } => {
                for (bound, peak) in bounds.iter_mut().zip(peaks.iter()) {
                    *bound = bound.max(self.weight * share_of(*peak));
                }
            }
            Entries::Read { articles, scores } => {
                for (article, score) in articles.iter().zip(scores) {
                    let bound = &mut bounds[*article as usize / stretch];
                    *bound = bound.max(*score);
                }
            }
        }
    }

    /// Gives each article from `start` to before `end` with its score. Later calls ask for later ones.
    pub(crate) fn scan(
        &mut self,
        segment: &Segment,
        scoring: &Scoring,
        (start, end): (DocId, DocId),
        mut take: impl FnMut(DocId, f32),
    ) {
        match &mut self.entries {
            Entries::Read { articles, scores } => {
                let first = articles.partition_point(|article| *article < start);
                let entries = articles[first..].iter().zip(&scores[first..]);
                entries
                    .take_while(|(article, _)| **article < end)
                    .for_each(|(article, score)| take(*article, *score));
            }
            Entries::Common { occurrences, .. } => {
                let some = &occurrences[start as usize..end as usize];
                for (article, occurrences) in (start..).zip(some) {
                    if *occurrences > 0 {
                        let length = segment.lengths.fieldnorm_id(article);
                        let share = scoring.share(u32::from(*occurrences), length);
                        take(article, self.weight * share);
                    }
                }
            }
            Entries::Blocks { cursor, .. } => {
                let mut place = cursor.seek(start);
                while place < cursor.docs().len() {
                    let entries = cursor.docs()[place..].iter().zip(&cursor.freqs()[place..]);
                    for (article, occurrences) in entries {
                        if *article >= end {
                            return;
                        }
                        let length = segment.lengths.fieldnorm_id(*article);
                        take(*article, self.weight * scoring.share(*occurrences, length));
                    }
                    cursor.advance();
                    place = 0;
                }
            }
        }
    }

    /// The score of an article; 0 when it is not in the list. Later calls ask for later articles.
    pub(crate) fn probe(&mut self, segment: &Segment, scoring: &Scoring, article: DocId) -> f32 {
        match &mut self.entries {
            Entries::Read { articles, scores } => articles
                .binary_search(&article)
                .map_or(0.0, |place| scores[place]),
            Entries::Common { occurrences, .. } => match occurrences[article as usize] {
                0 => 0.0,
                occurrences => {
                    let length = segment.lengths.fieldnorm_id(article);
                    self.weight * scoring.share(u32::from(occurrences), length)
                }
            },
            Entries::Blocks { cursor, .. } => {
                let place = cursor.seek(article);
                if cursor.docs().get(place) != Some(&article) {
                    return 0.0;
                }
                let length = segment.lengths.fieldnorm_id(article);
                self.weight * scoring.share(cursor.freq(place), length)
            }
        }
    }
}

/// The entries of a long list.
fn long(segment: &Segment, scoring: &Scoring, info: &TermInfo) -> tantivy::Result<Entries> {
    let (place, articles) = (info.postings_range.start, segment.articles());
    let open = || opened(segment, info);
    let peaks = segment
        .peaks
        .of(place, articles, scoring, &segment.lengths, open)?;
    let occurrences = segment
        .peaks
        .occurrences(place, articles, info.doc_freq, open)?;
    if let Some(occurrences) = occurrences {
        return Ok(Entries::Common { occurrences, peaks });
    }
    let cursor = Box::new(open()?);
    Ok(Entries::Blocks {
        start: cursor.clone(),
        cursor,
        peaks,
    })
}

fn opened(segment: &Segment, info: &TermInfo) -> tantivy::Result<BlockSegmentPostings> {
    let option = IndexRecordOption::WithFreqs;
    Ok(segment
        .text
        .read_block_postings_from_terminfo(info, option)?)
}
