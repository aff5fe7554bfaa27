//! Counts of facet values over a set of articles, where near-copies are one article with the values
//! of all of them.
//!
//! Each segment numbers the values of a facet by itself; a table made once for each state of the
//! index maps these numbers to common ones, so that counting is one array access a value.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::Arc;

use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId};

use super::execute::ArticleSet;
use super::segment::Segment;
use super::values::{FacetValues, Values};
use crate::analysis::fold;
use crate::search::response::{Bucket, FacetCounts};
use aluehaku_article::facet::Facet;

/// The values of a facet in all segments.
#[derive(Debug)]
pub(super) struct FacetTable {
    facet: Facet,
    /// All values in order, one after another.
    text: String,
    /// Where each value ends in `text`.
    ends: Vec<u32>,
    /// Which values are put forward; absent when all are.
    is_listed: Option<Vec<bool>>,
    segments: Vec<Option<SegmentValues>>,
}

#[derive(Debug)]
struct SegmentValues {
    column: Column<u64>,
    values: Arc<FacetValues>,
    /// The common number of each of the segment's own.
    common: Vec<u32>,
}

impl SegmentValues {
    fn unpacked(&self, facet: Facet) -> &Values {
        self.values.get(facet, &self.column)
    }
}

/// Counts of one facet, by the common number of the value.
#[derive(Debug)]
pub(super) struct Counting<'a> {
    table: &'a FacetTable,
    counts: Vec<u64>,
    missing: u64,
}

impl FacetTable {
    pub(super) fn new(segments: &[Segment], facet: Facet) -> tantivy::Result<Self> {
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
        for (column, segment) in columns.iter().zip(segments) {
            if let Some((column, own)) =
                column.as_ref().filter(|_| !occurs.iter().all(|seen| *seen))
            {
                let common: Vec<u32> = own.iter().map(number).collect();
                for value in segment
                    .living()
                    .flat_map(|article| column.values_for_doc(article))
                {
                    occurs[common[value as usize] as usize] = true;
                }
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
    pub(super) fn values(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|number| self.value(number))
    }

    /// Number of values.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Common numbers of the values of an article.
    pub(super) fn values_of(&self, segment: u32, article: DocId) -> impl Iterator<Item = u32> + '_ {
        let values = self.segments[segment as usize].iter();
        values.flat_map(move |values| {
            let numbers = values.unpacked(self.facet).of_article(article).iter();
            numbers.map(|number| values.common[*number as usize])
        })
    }

    /// Puts forward only some of the values, by common number.
    pub(super) fn list_only(&mut self, is_listed: Vec<bool>) {
        self.is_listed = Some(is_listed);
    }

    /// Whether a value occurs and is put forward.
    pub(super) fn lists(&self, value: &str) -> bool {
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

    fn lists_number(&self, number: usize) -> bool {
        self.is_listed
            .as_ref()
            .is_none_or(|is_listed| is_listed[number])
    }

    fn value(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[number] as usize]
    }
}

impl<'a> Counting<'a> {
    pub(super) fn new(table: &'a FacetTable) -> Self {
        Self {
            table,
            counts: vec![0; table.ends.len()],
            missing: 0,
        }
    }

    /// Counts the values of articles of a segment.
    pub(super) fn add_all(&mut self, segment: u32, articles: &ArticleSet) {
        let Some(values) = &self.table.segments[segment as usize] else {
            self.missing += articles.len() as u64;
            return;
        };
        let mut counts = vec![0u64; values.common.len()];
        let unpacked = values.unpacked(self.table.facet);
        self.missing += unpacked.count(articles, &mut counts);
        for (count, common) in counts.into_iter().zip(&values.common) {
            self.counts[*common as usize] += count;
        }
    }

    /// Counts the values that copies have and the counted article of their group, the first, lacks.
    pub(super) fn add_copies(&mut self, mut members: impl Iterator<Item = DocAddress>) {
        let Some(counted) = members.next() else {
            return;
        };
        let table = self.table;
        let mut known: Vec<u32> = table
            .values_of(counted.segment_ord, counted.doc_id)
            .collect();
        let mut states_none = known.is_empty();
        for copy in members {
            let mut has_none = true;
            for number in table.values_of(copy.segment_ord, copy.doc_id) {
                has_none = false;
                if !known.contains(&number) {
                    known.push(number);
                    self.counts[number as usize] += 1;
                }
            }
            self.missing += u64::from(has_none && !states_none);
            states_none |= has_none;
        }
    }

    /// The most frequent values that are put forward, and the selected ones.
    pub(super) fn finish(
        self,
        facet: Facet,
        limit: usize,
        selected: &HashSet<&str>,
    ) -> FacetCounts {
        let table = self.table;
        let is_shown =
            |number| table.lists_number(number) || selected.contains(table.value(number));
        let mut counted = self.counted(is_shown);
        let rest = counted.split_off(limit.min(counted.len()));
        let (kept, others): (Vec<_>, Vec<_>) = rest
            .into_iter()
            .partition(|(number, _)| selected.contains(self.table.value(*number)));
        counted.extend(kept);
        let bucket = |(number, count): (usize, u64)| {
            let value = self.table.value(number);
            Bucket {
                value: value.to_owned(),
                count,
                selected: selected.contains(value),
            }
        };
        let mut buckets: Vec<Bucket> = counted.into_iter().map(bucket).collect();
        let is_listed = |value: &&str| buckets.iter().any(|bucket| bucket.value == **value);
        let mut absent: Vec<_> = selected.iter().filter(|value| !is_listed(value)).collect();
        absent.sort_unstable();
        let empty = |value: &&str| Bucket {
            value: (*value).to_owned(),
            count: 0,
            selected: true,
        };
        buckets.extend(absent.into_iter().map(empty));
        let other = others.iter().map(|(_, count)| count).sum();
        FacetCounts {
            facet,
            buckets,
            missing: self.missing,
            other,
        }
    }

    /// The most frequent values that are put forward with a word that begins with `prefix`, case and accents aside.
    pub(super) fn beginning_with(self, prefix: &str, limit: usize) -> Vec<Bucket> {
        let prefix = fold(prefix.trim());
        let table = self.table;
        let mut counted = self.counted(|number| {
            table.lists_number(number)
                && has_word_beginning_with(&fold(table.value(number)), &prefix)
        });
        counted.truncate(limit);
        let bucket = |(number, count): (usize, u64)| Bucket {
            value: self.table.value(number).to_owned(),
            count,
            selected: false,
        };
        counted.into_iter().map(bucket).collect()
    }

    /// Numbers and counts of the values that occur, most frequent first, ties by value.
    fn counted(&self, is_wanted: impl Fn(usize) -> bool) -> Vec<(usize, u64)> {
        let counts = self.counts.iter().copied().enumerate();
        let mut counted: Vec<_> = counts
            .filter(|(number, count)| *count > 0 && is_wanted(*number))
            .collect();
        // Values are numbered in their order, so a stable sort keeps ties by value.
        counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counted
    }
}

fn has_word_beginning_with(text: &str, prefix: &str) -> bool {
    let mut before = ' ';
    text.char_indices().any(|(at, letter)| {
        let begins = !before.is_alphanumeric();
        before = letter;
        begins && text[at..].starts_with(prefix)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_are_of_words() {
        assert!(has_word_beginning_with("anna virtanen", "vir"));
        assert!(has_word_beginning_with("anna virtanen", "anna vir"));
        assert!(has_word_beginning_with("sote-muutostuki", "muutos"));
        assert!(!has_word_beginning_with("anna virtanen", "tanen"));
        assert!(has_word_beginning_with("anna", ""));
    }
}
