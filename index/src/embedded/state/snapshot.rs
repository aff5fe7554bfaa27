//! One committed state of the index: its segments and what is known of them.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use once_cell::sync::OnceCell;
use tantivy::postings::TermInfo;
use tantivy::{Searcher, Term};

use super::facet_table::FacetTable;
use super::listing::listed_persons;
use super::scoring::Scoring;
use super::segment::{Known, Segment};
use crate::analysis::{AnalyzerIdentity, Language, TextAnalyzer};
use crate::embedded::writing::schema::Fields;
use crate::vocabulary::Vocabulary;
use aluehaku_article::facet::Facet;
use aluehaku_article::listing::PersonThreshold;

/// A snapshot of the index.
pub(crate) struct Snapshot {
    pub(crate) generation: Arc<String>,
    pub(crate) path: PathBuf,
    pub(crate) revision: u64,
    pub(crate) searcher: Searcher,
    pub(crate) segments: Vec<Segment>,
    pub(crate) fields: Fields,
    pub(crate) analyzer: Arc<dyn TextAnalyzer>,
    /// The analyser that wrote the index, when it is another.
    pub(crate) foreign_analyzer: Option<AnalyzerIdentity>,
    /// Words that mean the same.
    pub(crate) vocabulary: Arc<Vocabulary>,
    pub(super) person_threshold: PersonThreshold,
    pub(super) scoring: Scoring,
    pub(super) languages: Vec<Language>,
    pub(super) facet_tables: [OnceCell<FacetTable>; Facet::ALL.len()],
}

impl Snapshot {
    /// Statistics that scores are made of.
    pub(crate) fn scoring(&self) -> &Scoring {
        &self.scoring
    }

    /// What is known of the segments, where it still holds with other statistics.
    pub(super) fn known(&self, scoring: &Scoring) -> Known {
        let mut known = Known::default();
        for segment in &self.segments {
            let id = segment.reader.segment_id();
            let values = Arc::clone(&segment.facet_values);
            known.facet_values.insert(id, values);
            known.dates.insert(id, Arc::clone(&segment.dates));
            if scoring.length() == self.scoring.length() {
                known.peaks.insert(id, Arc::clone(&segment.peaks));
            }
        }
        known
    }

    /// Where the articles of a term are listed in each segment.
    pub(crate) fn lists_of(&self, term: &Term) -> tantivy::Result<Vec<Option<TermInfo>>> {
        let lists = self.segments.iter().map(|segment| {
            if term.field() == self.fields.text {
                return segment.text.get_term_info(term);
            }
            let index = segment.reader.inverted_index(term.field());
            index.map_err(std::io::Error::other)?.get_term_info(term)
        });
        Ok(lists.collect::<std::io::Result<_>>()?)
    }

    /// The languages of the articles: those by whose rules query words are analysed.
    pub(crate) fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// The values of a facet, listed when first asked for.
    pub(crate) fn facet_table(&self, facet: Facet) -> tantivy::Result<&FacetTable> {
        self.facet_tables[facet as usize].get_or_try_init(|| {
            let mut table = FacetTable::new(&self.segments, facet)?;
            if facet == Facet::Person && !self.person_threshold.takes_everyone() {
                let sources = self.facet_table(Facet::Source)?;
                let threshold = self.person_threshold;
                table.list_only(listed_persons(&self.segments, &table, sources, threshold));
            }
            Ok(table)
        })
    }
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Snapshot")
            .field("generation", &self.generation)
            .field("revision", &self.revision)
            .finish_non_exhaustive()
    }
}
