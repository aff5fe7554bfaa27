//! Which words of a query are left out where no article has all, and which quotations are read as words.

use std::collections::BTreeSet;

use aluehaku_query::{Leaf as QueryLeaf, LeafKind, Query, Span};

use super::divided::Divided;
use crate::search::response::Basis;

/// So many of the articles that come close are looked at for words that they surely have.
pub(crate) const MOST_LOOKED_AT: usize = 100;

/// So many sets of words are tried before single words.
const MOST_CANDIDATES: usize = 16;

/// Numbers of the units that are kept, the best set first. Ranking knows best which words tell of what is asked for:
/// of the words that each of the first articles has, those come first whose articles would change the order least by
/// coming first. Single words follow, the most telling one first, and where something is demanded, that alone.
///
/// `words` are the units that each of the first articles has, in order; `articles_with` tells how many articles have
/// some units together.
pub(crate) fn candidates(
    divided: &Divided,
    words: &[BTreeSet<usize>],
    articles_with: impl Fn(&BTreeSet<usize>) -> usize,
) -> Vec<BTreeSet<usize>> {
    let different: BTreeSet<&BTreeSet<usize>> =
        words.iter().filter(|kept| !kept.is_empty()).collect();
    let mut judged: Vec<(f32, &BTreeSet<usize>)> = different
        .into_iter()
        .map(|kept| (agreement(words, kept, articles_with(kept)), kept))
        .collect();
    judged.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    let mut candidates: Vec<BTreeSet<usize>> = judged
        .into_iter()
        .take(MOST_CANDIDATES)
        .map(|(_, kept)| kept.clone())
        .collect();
    let mut single: Vec<usize> = (0..divided.units.len()).collect();
    single.sort_by(|one, other| {
        let weight = |number: &usize| divided.units[*number].weight;
        weight(other).total_cmp(&weight(one))
    });
    candidates.extend(single.into_iter().map(|number| BTreeSet::from([number])));
    if !divided.demanded.is_empty() {
        candidates.push(BTreeSet::new());
    }
    candidates
}

/// What hits have that have some of the units.
pub(crate) fn some_words(divided: &Divided, kept: &BTreeSet<usize>) -> Basis {
    let words = |is_wanted: &dyn Fn(usize) -> bool| {
        let numbered = divided.units.iter().enumerate();
        let wanted = numbered.filter(|(number, _)| is_wanted(*number));
        wanted
            .map(|(_, unit)| unit.typed.clone())
            .collect::<Vec<_>>()
    };
    let demanded = divided.demanded.iter().cloned();
    Basis::SomeWords {
        kept: demanded
            .chain(words(&|number| kept.contains(&number)))
            .collect(),
        left_out: words(&|number| !kept.contains(&number)),
    }
}

/// A query with the quotations at some places as their words.
pub(crate) fn without_quotations(query: &Query, missing: &[(Span, String)]) -> Query {
    let is_missing = |leaf: &QueryLeaf| {
        leaf.kind == LeafKind::Phrase && missing.iter().any(|(span, _)| *span == leaf.span)
    };
    query.map_leaves(|leaf| {
        let kind = if is_missing(leaf) {
            LeafKind::Word
        } else {
            leaf.kind
        };
        Query::Leaf(QueryLeaf {
            kind,
            ..leaf.clone()
        })
    })
}

/// How well the first articles stay in their order when those with some units, so many in all, come
/// before the others: each counts by its place now, and is worth what its new place is worth.
fn agreement(words: &[BTreeSet<usize>], kept: &BTreeSet<usize>, articles: usize) -> f32 {
    let (mut with, mut without) = (0, articles);
    let gains = words.iter().zip(1u16..).map(|(own, place)| {
        let next = if kept.is_subset(own) {
            &mut with
        } else {
            &mut without
        };
        *next += 1;
        1.0 / (f32::from(place) * (*next as f32 + 1.0).log2())
    });
    gains.sum()
}
