//! Counts of facet values over a set of articles, where near-copies are one article with the values
//! of all of them.

use std::collections::BTreeSet;

use tantivy::DocAddress;

use crate::analysis::fold;
use crate::beside::values::shown;
use crate::embedded::state::facet_table::FacetTable;
use crate::embedded::state::segment::Segment;
use crate::embedded::state::set::ArticleSet;
use crate::search::response::{Bucket, FacetCounts};
use crate::showing::beginnings::has_word_beginning_with;
use aluehaku_article::facet::Facet;

/// Counts of one facet, by the common number of the value.
#[derive(Debug)]
pub(crate) struct Counting<'a> {
    table: &'a FacetTable,
    counts: Vec<u64>,
    missing: u64,
}

impl<'a> Counting<'a> {
    pub(crate) fn new(table: &'a FacetTable) -> Self {
        Self {
            table,
            counts: vec![0; table.len()],
            missing: 0,
        }
    }

    /// The counts of all articles, near-copies as one; of those that lack a value nothing is told.
    pub(crate) fn of_all(table: &'a FacetTable, segments: &[Segment]) -> Self {
        Self {
            table,
            counts: table.hits(segments).to_vec(),
            missing: 0,
        }
    }

    /// Counts the values of articles of a segment.
    pub(crate) fn add_all(&mut self, segment: u32, articles: &ArticleSet) {
        self.missing += self.table.count(segment, articles, &mut self.counts);
    }

    /// Counts the values that copies have and the counted article of their group, the first, lacks.
    pub(crate) fn add_copies(&mut self, mut members: impl Iterator<Item = DocAddress>) {
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

    /// The most frequent values that are put forward, and the chosen ones.
    pub(crate) fn finish(self, facet: Facet, limit: usize, chosen: &BTreeSet<&str>) -> FacetCounts {
        let table = self.table;
        let counted = self
            .counted(|number| table.lists_number(number) || chosen.contains(table.value(number)));
        FacetCounts {
            missing: self.missing,
            ..shown(facet, counted, limit, chosen, |number| table.value(number))
        }
    }

    /// The most frequent values that are put forward with a word that begins with `prefix`, case and accents aside.
    pub(crate) fn beginning_with(self, prefix: &str, limit: usize) -> Vec<Bucket> {
        let prefix = fold(prefix.trim());
        let table = self.table;
        let begins = |number| has_word_beginning_with(&fold(table.value(number)), &prefix);
        let mut counted = self
            .counted(|number| table.lists_number(number) && (prefix.is_empty() || begins(number)));
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
