//! What is open of one segment of a state: columns, lengths and what is known of its lists.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use tantivy::columnar::{Column, StrColumn};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentId;
use tantivy::{DocId, InvertedIndexReader, SegmentReader, TantivyError};

use super::dates::Dates;
use super::peaks::Peaks;
use super::set::{ArticleSet, Bits};
use super::values::FacetValues;
use crate::analysis::TermKind;
use crate::analysis::listed::kind_byte;
use crate::embedded::writing::schema::{
    AUTHORS_START, BODY_START, DAY, EVENT_DAY, Fields, GROUP, ID, LEAD_START, PUBLISHED,
};
use crate::search::request::Sort;
use aluehaku_article::TextPart;

/// One segment, opened once for all requests.
pub(crate) struct Segment {
    pub(crate) reader: SegmentReader,
    pub(crate) number: u32,
    /// The lists of the words of articles.
    pub(crate) text: Arc<InvertedIndexReader>,
    /// Lengths of the articles in terms.
    pub(crate) lengths: FieldNormReader,
    /// Articles that are not deleted; absent when all are there.
    pub(crate) alive: Option<Bits>,
    pub(crate) ids: StrColumn,
    pub(crate) published: Column<i64>,
    day: Column<i64>,
    pub(crate) event_day: Column<i64>,
    pub(crate) group: Column<u64>,
    pub(crate) lead_start: Column<u64>,
    pub(crate) body_start: Column<u64>,
    pub(crate) authors_start: Column<u64>,
    /// The highest shares in stretches of the lists.
    pub(crate) peaks: Arc<Peaks>,
    pub(crate) facet_values: Arc<FacetValues>,
    pub(super) dates: Arc<Dates>,
    in_groups: OnceLock<Vec<DocId>>,
}

/// What is known of segments and outlives a state.
#[derive(Default)]
pub(crate) struct Known {
    pub(crate) peaks: HashMap<SegmentId, Arc<Peaks>>,
    pub(crate) facet_values: HashMap<SegmentId, Arc<FacetValues>>,
    pub(super) dates: HashMap<SegmentId, Arc<Dates>>,
}

impl Segment {
    pub(crate) fn open(
        reader: &SegmentReader,
        number: u32,
        fields: &Fields,
        known: &Known,
    ) -> tantivy::Result<Self> {
        let columns = reader.fast_fields();
        let missing = || TantivyError::SchemaError("the index has no identifiers".to_owned());
        let peaks = known.peaks.get(&reader.segment_id()).cloned();
        let facet_values = known.facet_values.get(&reader.segment_id()).cloned();
        let dates = known.dates.get(&reader.segment_id()).cloned();
        Ok(Self {
            number,
            text: reader.inverted_index(fields.text)?,
            lengths: reader.get_fieldnorms_reader(fields.text)?,
            alive: reader.alive_bitset().map(|alive| {
                let mut bits = Bits::none(reader.max_doc());
                alive.iter_alive().for_each(|article| bits.insert(article));
                bits
            }),
            ids: columns.str(ID)?.ok_or_else(missing)?,
            published: columns.i64(PUBLISHED)?,
            day: columns.i64(DAY)?,
            event_day: columns.i64(EVENT_DAY)?,
            group: columns.u64(GROUP)?,
            lead_start: columns.u64(LEAD_START)?,
            body_start: columns.u64(BODY_START)?,
            authors_start: columns.u64(AUTHORS_START)?,
            peaks: peaks.unwrap_or_default(),
            facet_values: facet_values.unwrap_or_default(),
            dates: dates.unwrap_or_default(),
            in_groups: OnceLock::new(),
            reader: reader.clone(),
        })
    }

    /// The day on which an article was published, by its number.
    #[inline]
    pub(crate) fn day(&self, article: DocId) -> Option<i64> {
        self.dates.day(article, &self.day)
    }

    /// The articles published in a stretch of days, both ends of it included.
    pub(crate) fn published_between(&self, first: i64, last: i64) -> ArticleSet {
        self.dates.between(first, last, &self.day)
    }

    /// The column of these days.
    pub(crate) fn days(&self) -> &Column<i64> {
        &self.day
    }

    /// The greatest key that an article of a stretch has in an order by time.
    pub(crate) fn greatest_key(&self, sort: Sort, stretch: usize) -> i64 {
        self.dates.greatest_key(sort, stretch, &self.published)
    }

    /// Number of articles, deleted ones included.
    pub(crate) fn articles(&self) -> DocId {
        self.reader.max_doc()
    }

    /// Whether some of them are deleted.
    pub(super) fn has_deleted(&self) -> bool {
        self.alive.is_some()
    }

    /// The articles that are not deleted, in order.
    pub(crate) fn living(&self) -> impl Iterator<Item = DocId> + '_ {
        let is_alive = |article: &DocId| {
            self.alive
                .as_ref()
                .is_none_or(|alive| alive.contains(*article))
        };
        (0..self.articles()).filter(is_alive)
    }

    /// The same as a set.
    pub(crate) fn living_set(&self) -> ArticleSet {
        let alive = self.alive.clone();
        ArticleSet::Many(alive.unwrap_or_else(|| Bits::all(self.articles())))
    }

    /// The positions of the words of one text of an article.
    pub(crate) fn positions_of(&self, article: DocId, part: TextPart) -> Range<u32> {
        let start = |column: &Column<u64>| column.first(article).unwrap_or(0) as u32;
        // One position between two texts is empty.
        match part {
            TextPart::Title => 0..start(&self.lead_start).saturating_sub(1),
            TextPart::Lead => start(&self.lead_start)..start(&self.body_start).saturating_sub(1),
            TextPart::Body => start(&self.body_start)..start(&self.authors_start).saturating_sub(1),
        }
    }

    /// Whether words of articles are listed under terms of a kind.
    pub(crate) fn has_terms(&self, kind: TermKind) -> std::io::Result<bool> {
        let first = kind_byte(kind);
        let terms = self.text.terms().range().ge([first]).lt([first + 1]);
        Ok(terms.into_stream()?.advance())
    }

    /// Articles that belong to a group of near-copies, in order.
    pub(crate) fn in_groups(&self) -> &[DocId] {
        self.in_groups.get_or_init(|| {
            if self.group.values.num_vals() == 0 {
                return Vec::new();
            }
            let articles = 0..self.articles();
            articles
                .filter(|article| self.group.first(*article).is_some())
                .collect()
        })
    }
}
