//! How much an occurrence of a term counts: BM25, by the statistics of the whole index.

use std::collections::HashMap;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::Field;
use tantivy::{Searcher, SegmentReader};

/// How soon further occurrences stop to count.
const SATURATION: f32 = 0.9;

/// How much long texts are held back.
const LENGTH_SHARE: f32 = 0.75;

/// Power that rarity is raised to: above 1, rare words count more than plain BM25 lets them.
const RARITY_POWER: f32 = 1.3;

/// Statistics of a state of the index.
#[derive(Debug)]
pub(in crate::embedded) struct Scoring {
    articles: f32,
    /// For each field, what each stored length adds under the fraction.
    lengths: HashMap<Field, Box<[f32; 256]>>,
}

impl Scoring {
    pub(in crate::embedded) fn new(
        searcher: &Searcher,
        fields: impl Iterator<Item = Field>,
    ) -> tantivy::Result<Self> {
        let segments = searcher.segment_readers();
        // Deleted articles count until their segment is written anew, here as in document frequencies.
        let articles = segments.iter().map(SegmentReader::max_doc).sum::<u32>() as f32;
        let mut lengths = HashMap::new();
        for field in fields {
            let mut terms = 0;
            for segment in segments {
                terms += segment.inverted_index(field)?.total_num_tokens();
            }
            lengths.insert(field, length_table(terms as f32 / articles.max(1.0)));
        }
        Ok(Self { articles, lengths })
    }

    /// The weight of a term that so many articles have.
    pub(in crate::embedded) fn rarity(&self, articles: u64) -> f32 {
        let having = articles as f32;
        let rarity = (1.0 + (self.articles - having + 0.5) / (having + 0.5)).ln();
        rarity.max(0.0).powf(RARITY_POWER) * (SATURATION + 1.0)
    }

    /// What the stored lengths of a field add under the fraction of [`occurrence_share`].
    pub(super) fn lengths(&self, field: Field) -> &[f32; 256] {
        &self.lengths[&field]
    }
}

/// The share of its weight that a term brings with so many occurrences.
pub(super) fn occurrence_share(occurrences: u32, length: f32) -> f32 {
    let occurrences = occurrences as f32;
    occurrences / (occurrences + length)
}

fn length_table(average: f32) -> Box<[f32; 256]> {
    let added = |id: u8| {
        let length = FieldNormReader::id_to_fieldnorm(id) as f32 / average.max(1.0);
        SATURATION * (1.0 - LENGTH_SHARE + LENGTH_SHARE * length)
    };
    Box::new(std::array::from_fn(|id| added(id as u8)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rarer_words_and_shorter_texts_count_more() {
        let scoring = Scoring {
            articles: 1000.0,
            lengths: HashMap::new(),
        };
        assert!(scoring.rarity(1) > scoring.rarity(10));
        assert!(scoring.rarity(1000) > 0.0);
        let table = length_table(50.0);
        assert!(occurrence_share(1, table[10]) > occurrence_share(1, table[60]));
        assert!(occurrence_share(2, table[60]) > occurrence_share(1, table[60]));
    }
}
