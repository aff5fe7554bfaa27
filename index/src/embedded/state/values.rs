//! The values of a facet in one segment, unpacked.
//!
//! Counting reads the values of thousands of articles one after another. Taking each out of tantivy's
//! packed columns costs several times what counting it does.

use std::fmt;
use std::sync::OnceLock;

use tantivy::DocId;
use tantivy::columnar::{Cardinality, Column};

use super::set::ArticleSet;
use aluehaku_article::facet::Facet;

/// Stands for no value.
const NONE: u32 = u32::MAX;

/// For each article the segment's own numbers of its values.
#[derive(Debug)]
pub(crate) struct Values {
    /// Where the numbers of each article begin, and where the last ones end; absent where no article
    /// has several.
    starts: Option<Box<[u32]>>,
    numbers: Box<[u32]>,
}

impl Values {
    /// Unpacks a column.
    fn of(column: &Column<u64>) -> Self {
        let articles = 0..column.num_docs();
        let number = |number: u64| u32::try_from(number).unwrap_or(NONE);
        if column.get_cardinality() != Cardinality::Multivalued {
            let numbers = articles.map(|article| column.first(article).map_or(NONE, number));
            return Self {
                starts: None,
                numbers: numbers.collect(),
            };
        }
        let mut starts = Vec::with_capacity(articles.len() + 1);
        let mut numbers = Vec::with_capacity(column.values.num_vals() as usize);
        for article in articles {
            starts.push(numbers.len() as u32);
            numbers.extend(column.values_for_doc(article).map(number));
        }
        starts.push(numbers.len() as u32);
        Self {
            starts: Some(starts.into()),
            numbers: numbers.into(),
        }
    }

    /// Adds up how often each number occurs among articles, and tells how many of these have no value.
    pub(crate) fn count(&self, articles: &ArticleSet, counts: &mut [u64]) -> u64 {
        let mut missing = 0;
        match &self.starts {
            None => articles.for_each(|article| {
                match counts.get_mut(self.numbers[article as usize] as usize) {
                    Some(count) => *count += 1,
                    None => missing += 1,
                }
            }),
            Some(starts) => articles.for_each(|article| {
                let start = starts[article as usize] as usize;
                let end = starts[article as usize + 1] as usize;
                missing += u64::from(start == end);
                for number in &self.numbers[start..end] {
                    counts[*number as usize] += 1;
                }
            }),
        }
        missing
    }

    /// The numbers of the values of an article.
    pub(crate) fn of_article(&self, article: DocId) -> &[u32] {
        let article = article as usize;
        match &self.starts {
            Some(starts) => {
                let range = starts[article] as usize..starts[article + 1] as usize;
                &self.numbers[range]
            }
            None => {
                let number = &self.numbers[article..=article];
                if number[0] == NONE { &[] } else { number }
            }
        }
    }
}

/// The values of each facet in one segment, unpacked when first asked for. They outlive a state of the
/// index: deleting articles changes none of them.
#[derive(Default)]
pub(crate) struct FacetValues([OnceLock<Values>; Facet::ALL.len()]);

impl FacetValues {
    /// The values of a facet, which this column holds.
    pub(crate) fn get(&self, facet: Facet, column: &Column<u64>) -> &Values {
        self.0[facet as usize].get_or_init(|| Values::of(column))
    }
}

impl fmt::Debug for FacetValues {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unpacked = self.0.iter().filter(|values| values.get().is_some());
        write!(formatter, "FacetValues({} unpacked)", unpacked.count())
    }
}
