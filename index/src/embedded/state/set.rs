//! Sets of articles of one segment.

use tantivy::DocId;

/// Words of bits hold so many articles.
pub(crate) const WORD: usize = u64::BITS as usize;

/// A set with fewer articles than one in so many is kept as a list.
const SPARSE_SHARE: usize = 64;

/// A bit for each article of a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bits {
    words: Vec<u64>,
}

/// Articles of one segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ArticleSet {
    /// A few, in order.
    Few(Vec<DocId>),
    /// Many, as bits.
    Many(Bits),
}

impl Bits {
    /// No article of a segment that has so many.
    pub(crate) fn none(articles: DocId) -> Self {
        Self {
            words: vec![0; (articles as usize).div_ceil(WORD)],
        }
    }

    /// Every article of a segment that has so many.
    pub(crate) fn all(articles: DocId) -> Self {
        let mut bits = Self::none(articles);
        bits.words.fill(u64::MAX);
        let rest = articles as usize % WORD;
        if let Some(last) = bits.words.last_mut().filter(|_| rest > 0) {
            *last = (1 << rest) - 1;
        }
        bits
    }

    pub(crate) fn insert(&mut self, article: DocId) {
        self.words[article as usize / WORD] |= 1 << (article as usize % WORD);
    }

    /// Inserts the articles for which something holds of what is known of each.
    #[inline]
    pub(crate) fn insert_where<T: Copy>(&mut self, known: &[T], holds: impl Fn(T) -> bool) {
        for (word, known) in self.words.iter_mut().zip(known.chunks(WORD)) {
            for (place, known) in known.iter().enumerate() {
                *word |= u64::from(holds(*known)) << place;
            }
        }
    }

    pub(crate) fn contains(&self, article: DocId) -> bool {
        self.words[article as usize / WORD] >> (article as usize % WORD) & 1 != 0
    }

    pub(crate) fn remove(&mut self, article: DocId) {
        self.words[article as usize / WORD] &= !(1 << (article as usize % WORD));
    }

    pub(crate) fn len(&self) -> usize {
        let ones = self.words.iter().map(|word| word.count_ones() as usize);
        ones.sum()
    }

    /// The words of bits of some articles, from one at a multiple of 64 on.
    pub(crate) fn words_from(&self, article: DocId, count: usize) -> &[u64] {
        let start = article as usize / WORD;
        let end = (start + count).min(self.words.len());
        &self.words[start..end]
    }

    fn combine(&mut self, other: &Self, with: impl Fn(u64, u64) -> u64) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word = with(*word, *other);
        }
    }

    /// The articles, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = DocId> + '_ {
        let numbered = self.words.iter().enumerate();
        numbered.flat_map(|(number, word)| ones(number * WORD, *word))
    }
}

/// The articles of one word of bits that begins with an article.
pub(crate) fn ones(first: usize, mut word: u64) -> impl Iterator<Item = DocId> {
    std::iter::from_fn(move || {
        (word != 0).then(|| {
            let place = word.trailing_zeros() as usize;
            word &= word - 1;
            (first + place) as DocId
        })
    })
}

impl ArticleSet {
    /// Whether so many entries of lists are few for a segment with so many articles.
    pub(crate) fn is_few(entries: usize, articles: DocId) -> bool {
        entries <= articles as usize / SPARSE_SHARE
    }

    /// Articles in any order, some of them perhaps more than once.
    pub(crate) fn from_unordered(mut articles: Vec<DocId>) -> Self {
        articles.sort_unstable();
        articles.dedup();
        Self::Few(articles)
    }

    /// Articles in order, none of them more than once, of a segment that has so many.
    pub(crate) fn from_ordered(own: &[DocId], articles: DocId) -> Self {
        if Self::is_few(own.len(), articles) {
            return Self::Few(own.to_vec());
        }
        let mut bits = Bits::none(articles);
        own.iter().for_each(|article| bits.insert(*article));
        Self::Many(bits)
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Few(articles) => articles.len(),
            Self::Many(bits) => bits.len(),
        }
    }

    pub(crate) fn contains(&self, article: DocId) -> bool {
        match self {
            Self::Few(articles) => articles.binary_search(&article).is_ok(),
            Self::Many(bits) => bits.contains(article),
        }
    }

    /// The articles, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = DocId> + '_ {
        let (few, many) = match self {
            Self::Few(articles) => (Some(articles.iter().copied()), None),
            Self::Many(bits) => (None, Some(bits.iter())),
        };
        few.into_iter().flatten().chain(many.into_iter().flatten())
    }

    /// Sees each article, in order. Faster than [`iter`](Self::iter), which has to ask for each what kind of set it
    /// comes from.
    #[inline]
    pub(crate) fn for_each(&self, mut see: impl FnMut(DocId)) {
        match self {
            Self::Few(articles) => articles.iter().for_each(|article| see(*article)),
            Self::Many(bits) => {
                for (number, word) in bits.words.iter().enumerate() {
                    let mut rest = *word;
                    while rest != 0 {
                        see((number * WORD) as DocId + rest.trailing_zeros());
                        rest &= rest - 1;
                    }
                }
            }
        }
    }

    /// Sees each word of bits with some of the articles, by its number, in order.
    #[inline]
    pub(crate) fn for_each_word(&self, mut see: impl FnMut(usize, u64)) {
        match self {
            Self::Few(articles) => {
                for own in
                    articles.chunk_by(|one, other| *one as usize / WORD == *other as usize / WORD)
                {
                    let bits = own.iter().map(|article| 1u64 << (*article as usize % WORD));
                    see(own[0] as usize / WORD, bits.fold(0, |all, bit| all | bit));
                }
            }
            Self::Many(bits) => {
                let words = bits.words.iter().enumerate();
                let some = words.filter(|(_, word)| **word != 0);
                some.for_each(|(number, word)| see(number, *word));
            }
        }
    }

    /// Keeps the articles that pass a test.
    pub(crate) fn retain(&mut self, mut keep: impl FnMut(DocId) -> bool) {
        match self {
            Self::Few(articles) => articles.retain(|article| keep(*article)),
            Self::Many(bits) => {
                for (number, word) in bits.words.iter_mut().enumerate() {
                    for article in ones(number * WORD, *word) {
                        if !keep(article) {
                            *word &= !(1 << (article as usize % WORD));
                        }
                    }
                }
            }
        }
    }

    /// Takes articles out, which are in order.
    pub(crate) fn remove_all(&mut self, articles: &[DocId]) {
        match self {
            Self::Few(own) => own.retain(|article| articles.binary_search(article).is_err()),
            Self::Many(bits) => articles.iter().for_each(|article| bits.remove(*article)),
        }
    }

    /// Articles in both.
    pub(crate) fn and(mut self, other: &Self) -> Self {
        match (&mut self, other) {
            (Self::Many(bits), Self::Many(others)) => bits.combine(others, |one, two| one & two),
            (Self::Many(bits), Self::Few(others)) => {
                let both = others.iter().filter(|article| bits.contains(**article));
                return Self::Few(both.copied().collect());
            }
            (Self::Few(articles), Self::Many(others)) => {
                articles.retain(|article| others.contains(*article));
            }
            (Self::Few(articles), Self::Few(others)) => {
                articles.retain(|article| others.binary_search(article).is_ok());
            }
        }
        self
    }

    /// Articles of this set that the other lacks.
    pub(crate) fn and_not(mut self, other: &Self) -> Self {
        match (&mut self, other) {
            (Self::Many(bits), Self::Many(others)) => bits.combine(others, |one, two| one & !two),
            (Self::Many(_), Self::Few(others)) => self.remove_all(others),
            (Self::Few(articles), others) => articles.retain(|article| !others.contains(*article)),
        }
        self
    }

    /// Articles in either.
    pub(crate) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Many(mut bits), Self::Many(others)) => {
                bits.combine(&others, |one, two| one | two);
                Self::Many(bits)
            }
            (Self::Many(mut bits), Self::Few(few)) | (Self::Few(few), Self::Many(mut bits)) => {
                few.iter().for_each(|article| bits.insert(*article));
                Self::Many(bits)
            }
            (Self::Few(mut articles), Self::Few(others)) => {
                articles.extend(others);
                Self::from_unordered(articles)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    const ARTICLES: DocId = 200;

    fn set() -> impl Strategy<Value = (BTreeSet<DocId>, ArticleSet)> {
        let articles = proptest::collection::btree_set(0..ARTICLES, 0..60);
        (articles, proptest::bool::ANY).prop_map(|(articles, many)| {
            let set = if many {
                let mut bits = Bits::none(ARTICLES);
                articles.iter().for_each(|article| bits.insert(*article));
                ArticleSet::Many(bits)
            } else {
                ArticleSet::Few(articles.iter().copied().collect())
            };
            (articles, set)
        })
    }

    fn listed(set: &ArticleSet) -> BTreeSet<DocId> {
        assert_eq!(set.iter().count(), set.len());
        set.iter().collect()
    }

    proptest! {
        #[test]
        fn joins_are_those_of_sets((a, one) in set(), (b, other) in set()) {
            prop_assert_eq!(listed(&one.clone().and(&other)), &a & &b);
            prop_assert_eq!(listed(&one.clone().and_not(&other)), &a - &b);
            prop_assert_eq!(listed(&one.clone().or(other.clone())), &a | &b);
            let mut even = one.clone();
            even.retain(|article| article % 2 == 0);
            prop_assert!(even.iter().all(|article| article % 2 == 0 && one.contains(article)));
            let mut rest = one;
            rest.remove_all(&other.iter().collect::<Vec<_>>());
            prop_assert_eq!(listed(&rest), &a - &b);
        }
    }

    #[test]
    fn all_is_every_article_and_no_other() {
        for articles in [0, 1, 64, 65, 200] {
            let all = Bits::all(articles);
            assert_eq!(
                all.iter().collect::<Vec<_>>(),
                (0..articles).collect::<Vec<_>>()
            );
        }
    }
}
