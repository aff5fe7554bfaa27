//! The values of a facet in all segments of one state of the index.
//!
//! Each segment numbers the values of a facet by itself; this table, made once for each state, maps
//! these numbers to common ones, so that counting is one array access a value.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use tantivy::DocId;
use tantivy::columnar::{Column, StrColumn};

use super::segment::Segment;
use super::set::ArticleSet;
use super::texts::Texts;
use super::values::{FacetValues, Values};
use aluehaku_article::facet::Facet;

/// The values of a facet in all segments.
#[derive(Debug)]
pub(crate) struct FacetTable {
    pub(crate) facet: Facet,
    /// All values, in order.
    texts: Texts,
    /// Which values are put forward; absent when all are.
    is_listed: Option<Vec<bool>>,
    /// How many articles have each value, counted when first asked for.
    hits: OnceLock<Vec<u64>>,
    pub(crate) segments: Vec<Option<SegmentValues>>,
}

/// The values of a facet in one segment.
#[derive(Debug)]
pub(crate) struct SegmentValues {
    column: Column<u64>,
    values: Arc<FacetValues>,
    /// The common number of each of the segment's own.
    pub(crate) common: Vec<u32>,
}

impl SegmentValues {
    /// The values of each article of the segment.
    fn unpacked(&self, facet: Facet) -> &Values {
        self.values.get(facet, &self.column)
    }
}

impl FacetTable {
    pub(crate) fn new(segments: &[Segment], facet: Facet) -> tantivy::Result<Self> {
        let mut columns = Vec::with_capacity(segments.len());
        for segment in segments {
            let column = segment.reader.fast_fields().str(facet.name())?;
            let texts = column.as_ref().map(texts_of).transpose()?;
            columns.push(column.zip(texts));
        }
        let own = columns.iter().map(|column| column.as_ref());
        let (texts, common) = joined(own.map(|column| column.map(|(_, texts)| texts)));
        let columns = columns.into_iter().zip(common).zip(segments);
        let values = columns.map(|((column, common), segment)| {
            column.map(|(column, _)| SegmentValues {
                column: column.ords().clone(),
                values: Arc::clone(&segment.facet_values),
                common,
            })
        });
        let mut table = Self {
            facet,
            texts,
            is_listed: None,
            hits: OnceLock::new(),
            segments: values.collect(),
        };
        if segments.iter().any(Segment::has_deleted) {
            // Values that only deleted articles have are no longer there.
            let occurs = table.hits(segments).iter().map(|count| *count > 0);
            table.is_listed = Some(occurs.collect());
        }
        Ok(table)
    }

    /// How many articles have each value, by common number; near-copies count each.
    pub(crate) fn articles(&self, segments: &[Segment]) -> Vec<u64> {
        let mut counts = vec![0; self.len()];
        for segment in segments {
            self.count(segment.number, &segment.living_set(), &mut counts);
        }
        counts
    }

    /// The same with near-copies as one.
    pub(crate) fn hits(&self, segments: &[Segment]) -> &[u64] {
        self.hits.get_or_init(|| {
            let mut counts = vec![0; self.len()];
            let mut counted = HashSet::new();
            for segment in segments {
                let mut alone = segment.living_set();
                alone.remove_all(segment.in_groups());
                self.count(segment.number, &alone, &mut counts);
                for article in segment.in_groups().iter().copied() {
                    if segment.reader.is_deleted(article) {
                        continue;
                    }
                    let group = segment.group.first(article);
                    for value in self.values_of(segment.number, article) {
                        if counted.insert((value, group)) {
                            counts[value as usize] += 1;
                        }
                    }
                }
            }
            counts
        })
    }

    /// Adds up how often each value occurs among articles of a segment, by common number, and tells how many of these
    /// have none.
    pub(crate) fn count(&self, segment: u32, articles: &ArticleSet, counts: &mut [u64]) -> u64 {
        let Some(values) = &self.segments[segment as usize] else {
            return articles.len() as u64;
        };
        let mut own = vec![0u64; values.common.len()];
        let missing = values.unpacked(self.facet).count(articles, &mut own);
        for (count, common) in own.into_iter().zip(&values.common) {
            counts[*common as usize] += count;
        }
        missing
    }

    /// All values, in order.
    pub(crate) fn values(&self) -> impl Iterator<Item = &str> {
        self.texts.iter()
    }

    /// Number of values.
    pub(crate) fn len(&self) -> usize {
        self.texts.len()
    }

    /// Common numbers of the values of an article.
    pub(crate) fn values_of(&self, segment: u32, article: DocId) -> impl Iterator<Item = u32> + '_ {
        let values = self.segments[segment as usize].iter();
        values.flat_map(move |values| {
            let numbers = values.unpacked(self.facet).of_article(article);
            numbers.map(|number| values.common[number as usize])
        })
    }

    /// Puts forward only some of the values, by common number.
    pub(crate) fn list_only(&mut self, is_listed: Vec<bool>) {
        self.is_listed = Some(is_listed);
    }

    /// Whether a value occurs and is put forward.
    pub(crate) fn lists(&self, value: &str) -> bool {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.value(middle).cmp(value) {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return self.lists_number(middle),
            }
        }
        false
    }

    /// The same by common number.
    pub(crate) fn lists_number(&self, number: usize) -> bool {
        self.is_listed
            .as_ref()
            .is_none_or(|is_listed| is_listed[number])
    }

    /// The value with a common number.
    pub(crate) fn value(&self, number: usize) -> &str {
        self.texts.get(number)
    }
}

/// The values of a segment, in order.
fn texts_of(column: &StrColumn) -> tantivy::Result<Texts> {
    let mut texts = Texts::default();
    let mut values = column.dictionary().stream()?;
    while values.advance() {
        texts.push(&String::from_utf8_lossy(values.key()));
    }
    Ok(texts)
}

/// The values of all segments in order, and the common number of each of a segment's own.
fn joined<'a>(segments: impl Iterator<Item = Option<&'a Texts>>) -> (Texts, Vec<Vec<u32>>) {
    let mut all: Vec<(&str, usize)> = Vec::new();
    let mut common = Vec::new();
    for (segment, texts) in segments.enumerate() {
        all.extend(
            texts
                .into_iter()
                .flat_map(Texts::iter)
                .map(|text| (text, segment)),
        );
        common.push(Vec::with_capacity(texts.map_or(0, Texts::len)));
    }
    // The values of each segment are in order already: this sort joins such stretches.
    all.sort_by_key(|(text, _)| *text);
    let mut joined = Texts::default();
    for same in all.chunk_by(|(one, _), (other, _)| one == other) {
        let number = joined.len() as u32;
        joined.push(same[0].0);
        same.iter()
            .for_each(|(_, segment)| common[*segment].push(number));
    }
    (joined, common)
}
