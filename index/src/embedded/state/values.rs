//! The values of a facet in one segment, unpacked.
//!
//! Counting reads the values of thousands of articles one after another. Taking each out of tantivy's
//! packed columns costs several times what counting it does.

use std::fmt;
use std::sync::OnceLock;

use tantivy::DocId;
use tantivy::columnar::{Cardinality, Column};

use super::set::{ArticleSet, WORD, ones};
use aluehaku_article::facet::Facet;

/// Stands for no value.
const NONE: u32 = u32::MAX;

/// A facet with at most so many values is kept as bits: they take no more room than a number for each article.
const MOST_AS_BITS: usize = 32;

/// The segment's own numbers of the values of its articles.
#[derive(Debug)]
pub(crate) enum Values {
    /// Of few values, as regions are: for each word of articles, a word of bits for each value, and one more for
    /// articles without any. Counting looks at 64 articles at once.
    Bits { values: usize, bits: Box<[u64]> },
    /// Of many: the numbers of each article.
    Numbers {
        /// Where the numbers of each article begin, and where the last ones end; absent where no article has several.
        starts: Option<Box<[u32]>>,
        numbers: Box<[u32]>,
    },
}

impl Values {
    /// Unpacks a column.
    fn of(column: &Column<u64>) -> Self {
        let values = usize::try_from(column.max_value()).unwrap_or(usize::MAX);
        match values.saturating_add(1) {
            values @ ..=MOST_AS_BITS => Self::as_bits(column, values),
            _ => Self::as_numbers(column),
        }
    }

    fn as_bits(column: &Column<u64>, values: usize) -> Self {
        let articles = column.num_docs();
        let mut bits = vec![0u64; (articles as usize).div_ceil(WORD) * (values + 1)];
        for article in 0..articles {
            let (word, bit) = (article as usize / WORD, 1 << (article as usize % WORD));
            let own = &mut bits[word * (values + 1)..][..=values];
            let mut has_none = true;
            for number in column.values_for_doc(article) {
                own[number as usize] |= bit;
                has_none = false;
            }
            if has_none {
                own[values] |= bit;
            }
        }
        Self::Bits {
            values,
            bits: bits.into(),
        }
    }

    fn as_numbers(column: &Column<u64>) -> Self {
        let articles = 0..column.num_docs();
        let number = |number: u64| u32::try_from(number).unwrap_or(NONE);
        if column.get_cardinality() != Cardinality::Multivalued {
            let numbers = articles.map(|article| column.first(article).map_or(NONE, number));
            return Self::Numbers {
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
        Self::Numbers {
            starts: Some(starts.into()),
            numbers: numbers.into(),
        }
    }

    /// Adds up how often each number occurs among articles, and tells how many of these have no value.
    pub(crate) fn count(&self, articles: &ArticleSet, counts: &mut [u64]) -> u64 {
        match self {
            Self::Bits { values, bits } => {
                let mut all = vec![0; values + 1];
                articles.for_each_word(|word, having| {
                    let own = &bits[word * (values + 1)..][..=*values];
                    for (count, bits) in all.iter_mut().zip(own) {
                        *count += u64::from((bits & having).count_ones());
                    }
                });
                let own = counts.iter_mut().zip(&all);
                own.for_each(|(count, more)| *count += more);
                all[*values]
            }
            Self::Numbers {
                starts: None,
                numbers,
            } => {
                let mut missing = 0;
                articles.for_each(|article| {
                    match counts.get_mut(numbers[article as usize] as usize) {
                        Some(count) => *count += 1,
                        None => missing += 1,
                    }
                });
                missing
            }
            Self::Numbers {
                starts: Some(starts),
                numbers,
            } => {
                let mut missing = 0;
                articles.for_each(|article| {
                    let start = starts[article as usize] as usize;
                    let end = starts[article as usize + 1] as usize;
                    missing += u64::from(start == end);
                    for number in &numbers[start..end] {
                        counts[*number as usize] += 1;
                    }
                });
                missing
            }
        }
    }

    /// The numbers of the values of an article, in order.
    pub(crate) fn of_article(&self, article: DocId) -> impl Iterator<Item = u32> + '_ {
        let article = article as usize;
        let (set, listed) = match self {
            Self::Bits { values, bits } => {
                let own = &bits[article / WORD * (values + 1)..][..*values];
                let has = |bits: &u64| u64::from(bits >> (article % WORD) & 1 != 0);
                let numbered = own.iter().enumerate();
                (
                    numbered.fold(0, |set, (number, bits)| set | has(bits) << number),
                    &[][..],
                )
            }
            Self::Numbers {
                starts: Some(starts),
                numbers,
            } => {
                let range = starts[article] as usize..starts[article + 1] as usize;
                (0, &numbers[range])
            }
            Self::Numbers {
                starts: None,
                numbers,
            } => {
                let number = &numbers[article..=article];
                (0, if number[0] == NONE { &[] } else { number })
            }
        };
        ones(0, set).chain(listed.iter().copied())
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
