//! How much an occurrence of a term counts: BM25, by the statistics of the whole index.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;
use tantivy::{Searcher, SegmentReader};

use crate::plan::formula::{self, LENGTH_SHARE, LENGTH_STEP, SATURATION};

/// Most occurrences that are told apart.
pub(super) const OCCURRENCES: u8 = 32;

/// Statistics of a state of the index.
#[derive(Debug)]
pub(crate) struct Scoring {
    articles: f32,
    /// Mean length of a text in terms.
    length: f32,
    /// Shares by number of occurrences and stored length.
    shares: Box<[[f32; 256]; OCCURRENCES as usize + 1]>,
}

impl Scoring {
    pub(crate) fn new(searcher: &Searcher, text: Field) -> tantivy::Result<Self> {
        let segments = searcher.segment_readers();
        // Deleted articles count until their segment is written anew, here as in document frequencies.
        let articles = segments.iter().map(SegmentReader::max_doc).sum::<u32>() as f32;
        let mut terms = 0;
        for segment in segments {
            terms += segment.inverted_index(text)?.total_num_tokens();
        }
        Ok(Self::of(articles, terms as f32 / articles.max(1.0)))
    }

    fn of(articles: f32, length: f32) -> Self {
        let length = rounded(length.max(1.0));
        let mut shares = Box::new([[0.0; 256]; OCCURRENCES as usize + 1]);
        for (occurrences, row) in shares.iter_mut().enumerate() {
            for (id, share) in (0..=u8::MAX).zip(row) {
                let relative = FieldNormReader::id_to_fieldnorm(id) as f32 / length;
                let held_back = SATURATION * (1.0 - LENGTH_SHARE + LENGTH_SHARE * relative);
                *share = occurrences as f32 / (occurrences as f32 + held_back);
            }
        }
        Self {
            articles,
            length,
            shares,
        }
    }

    /// The weight of a term that so many articles have.
    pub(crate) fn rarity(&self, articles: u64) -> f32 {
        formula::rarity(self.articles, articles as f32)
    }

    /// The share of its weight that a term brings with so many occurrences in a text of a stored length;
    /// below 1.
    pub(crate) fn share(&self, occurrences: u32, length: u8) -> f32 {
        self.shares[occurrences.min(u32::from(OCCURRENCES)) as usize][usize::from(length)]
    }

    /// The mean length that the shares are made with.
    pub(crate) fn length(&self) -> f32 {
        self.length
    }
}

fn rounded(length: f32) -> f32 {
    ((length.ln() / LENGTH_STEP).round() * LENGTH_STEP).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rarer_words_and_shorter_texts_count_more() {
        let scoring = Scoring::of(1000.0, 50.0);
        assert!(scoring.rarity(1) > scoring.rarity(10));
        assert!(scoring.rarity(1000) > 0.0);
        assert!(scoring.share(1, 10) > scoring.share(1, 60));
        assert!(scoring.share(2, 60) > scoring.share(1, 60));
        assert!(scoring.share(1_000_000, 0) < 1.0);
    }

    #[test]
    fn the_mean_length_changes_in_steps() {
        assert_eq!(
            Scoring::of(1.0, 1000.0).length(),
            Scoring::of(1.0, 1005.0).length()
        );
        assert_ne!(
            Scoring::of(1.0, 1000.0).length(),
            Scoring::of(1.0, 1100.0).length()
        );
    }
}
