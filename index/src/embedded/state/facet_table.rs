//! The values of a facet in all segments of one state of the index.
//!
//! Each segment numbers the values of a facet by itself; this table, made once for each state, maps
//! these numbers to common ones, so that counting is one array access a value.

use std::cmp::Ordering;
use std::sync::Arc;

use tantivy::DocId;
use tantivy::columnar::Column;

use super::segment::Segment;
use super::values::{FacetValues, Values};
use aluehaku_article::facet::Facet;

/// The values of a facet in all segments.
#[derive(Debug)]
pub(crate) struct FacetTable {
    pub(crate) facet: Facet,
    /// All values in order, one after another.
    text: String,
    /// Where each value ends in `text`.
    ends: Vec<u32>,
    /// Which values are put forward; absent when all are.
    is_listed: Option<Vec<bool>>,
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
    pub(crate) fn unpacked(&self, facet: Facet) -> &Values {
        self.values.get(facet, &self.column)
    }
}

impl FacetTable {
    pub(crate) fn new(segments: &[Segment], facet: Facet) -> tantivy::Result<Self> {
        let mut columns = Vec::new();
        let mut all: Vec<String> = Vec::new();
        for segment in segments {
            let column = segment.reader.fast_fields().str(facet.name())?;
            let mut own = Vec::new();
            if let Some(column) = &column {
                let mut values = column.dictionary().stream()?;
                while values.advance() {
                    own.push(String::from_utf8_lossy(values.key()).into_owned());
                }
            }
            all.extend_from_slice(&own);
            columns.push(column.map(|column| (column.ords().clone(), own)));
        }
        all.sort_unstable();
        all.dedup();
        let number = |value: &String| {
            all.binary_search(value)
                .map_or(u32::MAX, |number| number as u32)
        };
        let mut occurs = vec![!segments.iter().any(Segment::has_deleted); all.len()];
        if occurs.contains(&false) {
            for (column, segment) in columns.iter().zip(segments) {
                let Some((column, own)) = column else {
                    continue;
                };
                let common: Vec<u32> = own.iter().map(number).collect();
                let values = segment
                    .living()
                    .flat_map(|article| column.values_for_doc(article));
                values.for_each(|value| occurs[common[value as usize] as usize] = true);
            }
        }
        let segments = columns.into_iter().zip(segments).map(|(column, segment)| {
            let (column, own) = column?;
            Some(SegmentValues {
                column,
                values: Arc::clone(&segment.facet_values),
                common: own.iter().map(number).collect(),
            })
        });
        let segments = segments.collect();
        let (mut text, mut ends) = (String::new(), Vec::with_capacity(all.len()));
        for value in &all {
            text.push_str(value);
            ends.push(text.len() as u32);
        }
        Ok(Self {
            facet,
            text,
            ends,
            // Values that only deleted articles have are no longer there.
            is_listed: occurs.contains(&false).then_some(occurs),
            segments,
        })
    }

    /// All values, in order.
    pub(crate) fn values(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|number| self.value(number))
    }

    /// Number of values.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Common numbers of the values of an article.
    pub(crate) fn values_of(&self, segment: u32, article: DocId) -> impl Iterator<Item = u32> + '_ {
        let values = self.segments[segment as usize].iter();
        values.flat_map(move |values| {
            let numbers = values.unpacked(self.facet).of_article(article).iter();
            numbers.map(|number| values.common[*number as usize])
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
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[number] as usize]
    }
}
