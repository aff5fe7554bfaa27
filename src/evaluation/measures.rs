//! What a ranking is worth, by the judgements on it.
//!
//! The measures are those of `trec_eval`: nDCG with the grade as gain and a logarithmic discount
//! (Järvelin & Kekäläinen 2002), the reciprocal rank of the first relevant hit, and recall.

use std::collections::HashMap;

/// Hits that nDCG and the reciprocal rank look at.
const TOP: usize = 10;

/// Hits that recall looks at.
pub const DEPTH: usize = 100;

/// The measures of one ranking, or the means of several; each is between 0 and 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measures {
    /// Normalised discounted cumulative gain of the first ten hits.
    pub ndcg_at_10: f64,
    /// 1 by the rank of the first relevant hit among the first ten; 0 when there is none.
    pub mrr_at_10: f64,
    /// Share of the relevant articles among the first hundred hits.
    pub recall_at_100: f64,
}

impl Measures {
    /// The measures of a ranking, best first; `grades` says how relevant an article is, absent ones
    /// and grade 0 are not. `None` when nothing is relevant.
    #[must_use]
    pub fn of(ranking: &[String], grades: &HashMap<String, u32>) -> Option<Self> {
        let mut ideal: Vec<u32> = grades
            .values()
            .copied()
            .filter(|grade| *grade > 0)
            .collect();
        if ideal.is_empty() {
            return None;
        }
        let relevant = ideal.len();
        ideal.sort_unstable_by(|one, other| other.cmp(one));
        let found: Vec<u32> = ranking
            .iter()
            .take(DEPTH)
            .map(|id| grades.get(id).copied().unwrap_or(0))
            .collect();
        let first = found.iter().take(TOP).position(|grade| *grade > 0);
        let hits = found.iter().filter(|grade| **grade > 0).count();
        Some(Self {
            ndcg_at_10: gain(&found) / gain(&ideal),
            mrr_at_10: first.map_or(0.0, |place| 1.0 / (place + 1) as f64),
            recall_at_100: hits as f64 / relevant as f64,
        })
    }

    /// The mean of each measure; zeros when there are none.
    #[must_use]
    pub fn mean(all: &[Self]) -> Self {
        let mean = |of: fn(&Self) -> f64| added(all.iter().map(of)) / all.len().max(1) as f64;
        Self {
            ndcg_at_10: mean(|measures| measures.ndcg_at_10),
            mrr_at_10: mean(|measures| measures.mrr_at_10),
            recall_at_100: mean(|measures| measures.recall_at_100),
        }
    }
}

/// Discounted gain of the first ten grades.
fn gain(grades: &[u32]) -> f64 {
    let ranked = grades.iter().take(TOP).zip(2u32..);
    added(ranked.map(|(grade, place)| f64::from(*grade) / f64::from(place).log2()))
}

/// The sum; of nothing it is 0, where `sum` gives the negative zero.
fn added(numbers: impl Iterator<Item = f64>) -> f64 {
    numbers.fold(0.0, |sum, number| sum + number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measures(ranking: &[&str], grades: &[(&str, u32)]) -> Option<Measures> {
        let ranking: Vec<String> = ranking.iter().map(|id| (*id).to_owned()).collect();
        let grades = grades
            .iter()
            .map(|(id, grade)| ((*id).to_owned(), *grade))
            .collect();
        Measures::of(&ranking, &grades)
    }

    #[test]
    fn the_best_ranking_is_worth_one() {
        let best = measures(&["a", "b", "x"], &[("a", 2), ("b", 1), ("c", 0)]).unwrap();
        assert_eq!(
            (best.ndcg_at_10, best.mrr_at_10, best.recall_at_100),
            (1.0, 1.0, 1.0)
        );
    }

    #[test]
    fn later_and_missing_articles_cost() {
        let found = measures(&["x", "a"], &[("a", 1), ("b", 1)]).unwrap();
        let expected = (1.0 / 3f64.log2()) / (1.0 + 1.0 / 3f64.log2());
        assert!((found.ndcg_at_10 - expected).abs() < 1e-12);
        assert_eq!((found.mrr_at_10, found.recall_at_100), (0.5, 0.5));
    }

    #[test]
    fn a_query_that_nothing_answers_has_no_measures() {
        assert_eq!(measures(&["a"], &[("a", 0)]), None);
        assert_eq!(Measures::mean(&[]), Measures::default());
    }
}
