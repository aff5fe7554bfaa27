//! The best articles of a segment, without reading what cannot be among them.
//!
//! The score of an article is the sum, over the query words, of the best that a term of the word
//! brings. An upper bound of it is known for each stretch of articles before its lists are read
//! ([`peaks`](crate::embedded::state::peaks)); stretches below the score of the last place are passed over. In a
//! stretch, terms that together cannot reach that score are only looked up for articles that
//! others brought. What is found is exactly what reading everything would find.

use tantivy::DocId;

use super::list::List;
use crate::embedded::finding::plan::{Leaf, Look, Plan, Word};
use crate::embedded::state::peaks::{STRETCH, stretches};
use crate::embedded::state::scoring::Scoring;
use crate::embedded::state::segment::Segment;
use crate::embedded::state::set::{ArticleSet, Bits, ones};

/// Bounds are rounded in other places than scores: so much above is still reached.
const ROUNDING: f32 = 1.00001;

/// Stretches that are read first, those with the highest bounds, so that the last place is soon
/// worth much.
const FIRST_STRETCHES: usize = 6;

/// A set of at most so many articles is looked up article by article.
const FEW_ARTICLES: usize = 256;

/// Scores that compete and add up for one query word.
struct Slots {
    /// The word as a whole.
    whole: usize,
    /// The parts of a compound, each a score of its own.
    parts: std::ops::Range<usize>,
}

/// Articles with scores that are known beforehand: phrases, prefixes.
pub(crate) type Given = (Vec<DocId>, Vec<f32>);

/// Takes the articles that may be among the best, and says what the last place is worth.
pub(crate) trait Best {
    /// Offers an article with its score.
    fn offer(&mut self, article: DocId, score: f32);

    /// Articles with a lower score than this are not wanted.
    fn threshold(&self) -> f32;
}

/// Ranks the articles of one segment.
pub(crate) struct Ranking<'a> {
    segment: &'a Segment,
    scoring: &'a Scoring,
    lists: Vec<List>,
    words: Vec<Slots>,
    slots: usize,
}

impl<'a> Ranking<'a> {
    /// Opens the lists of all leaves that rank; `given` are the scores of those without terms of
    /// their own, by the number of the leaf.
    pub(crate) fn open(
        segment: &'a Segment,
        scoring: &'a Scoring,
        plan: &Plan,
        mut given: impl FnMut(usize, &Leaf) -> tantivy::Result<Given>,
    ) -> tantivy::Result<Self> {
        let mut ranking = Self {
            segment,
            scoring,
            lists: Vec::new(),
            words: Vec::new(),
            slots: 0,
        };
        for (number, leaf) in plan.leaves.iter().enumerate() {
            if !leaf.is_ranked || !leaf.is_wanted {
                continue;
            }
            match &leaf.look {
                Look::Word(word) if leaf.place.part.is_none() => ranking.add_word(word)?,
                Look::Values(_) => {}
                Look::Word(_) | Look::Phrase(_) | Look::Prefix(_) => {
                    let (articles, scores) = given(number, leaf)?;
                    ranking.add_given(articles, scores);
                }
            }
        }
        // What brings most is looked up first.
        ranking
            .lists
            .sort_by(|one, other| other.bound().total_cmp(&one.bound()));
        Ok(ranking)
    }

    fn add_word(&mut self, word: &Word) -> tantivy::Result<()> {
        let whole = self.slots;
        let parts = whole + 1..whole + 1 + word.parts.len();
        self.slots = parts.end;
        let of_parts = parts.clone().zip(&word.parts);
        let of_whole = std::iter::once((whole, &word.sources));
        for (slot, sources) in of_whole.chain(of_parts) {
            for source in sources {
                let list = &source.list[self.segment.number as usize];
                if let Some(info) = list {
                    let list = List::open(self.segment, self.scoring, info, source.weight, slot)?;
                    self.lists.push(list);
                }
            }
        }
        self.words.push(Slots { whole, parts });
        Ok(())
    }

    fn add_given(&mut self, articles: Vec<DocId>, scores: Vec<f32>) {
        let whole = self.slots;
        self.slots += 1;
        self.lists.push(List::given(articles, scores, whole));
        self.words.push(Slots { whole, parts: 0..0 });
    }

    /// Offers every article that may be among the best; with `within`, only articles of that set.
    /// `goes_on` is asked now and then, and ends the work early with `false`.
    pub(crate) fn best(
        &mut self,
        within: Option<&ArticleSet>,
        best: &mut impl Best,
        mut goes_on: impl FnMut() -> bool,
    ) -> tantivy::Result<()> {
        if let Some(set) = within
            && (matches!(set, ArticleSet::Few(_)) || set.len() <= FEW_ARTICLES)
        {
            let articles: Vec<DocId> = set.iter().collect();
            let scores = self.scores(&articles);
            let scored = articles.into_iter().zip(scores);
            scored.for_each(|(article, score)| best.offer(article, score));
            return Ok(());
        }
        let within = match within {
            Some(ArticleSet::Many(bits)) => Some(bits),
            _ => None,
        };
        let bounds = self.bounds();
        let mut first = highest(&bounds);
        first.sort_unstable();
        let mut work = Work::new(self.slots);
        for stretch in &first {
            self.stretch(*stretch, within, &mut work, best);
        }
        for list in &mut self.lists {
            list.rewind(self.segment)?;
        }
        for (stretch, bound) in bounds.iter().enumerate() {
            let is_reached = *bound > 0.0 && *bound * ROUNDING >= best.threshold();
            if is_reached && first.binary_search(&stretch).is_err() {
                if !goes_on() {
                    break;
                }
                self.stretch(stretch, within, &mut work, best);
            }
        }
        Ok(())
    }

    /// The scores of articles, which are in order.
    pub(crate) fn scores(&mut self, articles: &[DocId]) -> Vec<f32> {
        let mut slots = vec![0f32; self.slots];
        let scores = articles.iter().map(|article| {
            slots.fill(0.0);
            for list in &mut self.lists {
                let score = list.probe(self.segment, self.scoring, *article);
                slots[list.slot] = slots[list.slot].max(score);
            }
            total(&self.words, &slots)
        });
        scores.collect()
    }

    /// The most that an article of each stretch can score.
    fn bounds(&self) -> Vec<f32> {
        let count = stretches(self.segment.articles());
        let mut by_slot = vec![0f32; count * self.slots];
        for list in &self.lists {
            let start = list.slot * count;
            list.raise_bounds(&mut by_slot[start..start + count], STRETCH);
        }
        let mut bounds = vec![0f32; count];
        for word in &self.words {
            for (stretch, bound) in bounds.iter_mut().enumerate() {
                let of = |slot: usize| by_slot[slot * count + stretch];
                *bound += of(word.whole).max(word.parts.clone().map(of).sum());
            }
        }
        bounds
    }

    /// Offers the articles of one stretch that may be among the best.
    fn stretch(
        &mut self,
        stretch: usize,
        within: Option<&Bits>,
        work: &mut Work,
        best: &mut impl Best,
    ) {
        let start = stretch * STRETCH;
        let end = (start + STRETCH).min(self.segment.articles() as usize);
        self.divide(stretch, best.threshold(), work);
        let range = (start as DocId, end as DocId);
        let Work {
            scores,
            sums,
            touched,
            is_read,
            ..
        } = work;
        for (list, _) in self
            .lists
            .iter_mut()
            .zip(is_read)
            .filter(|(_, read)| **read)
        {
            let own = &mut scores[list.slot];
            list.scan(self.segment, self.scoring, range, |article, score| {
                let place = article as usize - start;
                let more = score - own[place];
                if more > 0.0 {
                    own[place] = score;
                    sums[place] += more;
                    touched[place / 64] |= 1 << (place % 64);
                }
            });
        }
        let touched = work.touched;
        let within = within.map(|bits| bits.words_from(start as DocId, touched.len()));
        for (number, touched) in touched.into_iter().enumerate() {
            let wanted = within.map_or(u64::MAX, |bits| bits.get(number).copied().unwrap_or(0));
            for place in ones(number * 64, touched & wanted) {
                // Alternatives of one word may be in a sum together, so it is never too small.
                let sum = work.sums[place as usize];
                if (sum + work.joint) * ROUNDING >= best.threshold() {
                    let article = start as DocId + place;
                    self.offer(article, place as usize, work, best);
                }
            }
        }
        work.clear();
    }

    /// Chooses the lists to read: the others together bring less than the last place is worth.
    fn divide(&self, stretch: usize, threshold: f32, work: &mut Work) {
        work.unread.fill(0.0);
        work.is_read.clear();
        work.is_read.resize(self.lists.len(), true);
        work.joint_from.clear();
        work.joint_from.resize(self.lists.len(), 0.0);
        let mut joint = 0.0;
        for (place, list) in self.lists.iter().enumerate().rev() {
            if !list.is_long() {
                continue;
            }
            let before = work.unread[list.slot];
            work.unread[list.slot] = before.max(list.bound_in(stretch));
            let with = total(&self.words, &work.unread);
            if with * ROUNDING < threshold {
                work.is_read[place] = false;
                work.joint_from[place] = with;
                joint = with;
            } else {
                work.unread[list.slot] = before;
            }
        }
        work.joint = joint;
    }

    /// Completes the score of an article that some list brought, as far as it may be among the best.
    fn offer(&mut self, article: DocId, place: usize, work: &mut Work, best: &mut impl Best) {
        let threshold = best.threshold();
        work.load(place);
        if (total(&self.words, &work.slots) + work.joint) * ROUNDING < threshold {
            return;
        }
        for (place, list) in self.lists.iter_mut().enumerate() {
            if work.is_read[place] || list.bound() <= work.slots[list.slot] {
                continue;
            }
            // What is not yet looked up brings no more than was reckoned from here on.
            let known = total(&self.words, &work.slots);
            if (known + work.joint_from[place]) * ROUNDING < threshold {
                return;
            }
            let score = list.probe(self.segment, self.scoring, article);
            let own = &mut work.slots[list.slot];
            *own = own.max(score);
        }
        let score = total(&self.words, &work.slots);
        if score >= threshold {
            best.offer(article, score);
        }
    }
}

/// What reading a stretch works with.
struct Work {
    /// Scores by slot and place in the stretch.
    scores: Vec<[f32; STRETCH]>,
    /// The scores of all slots together, by place.
    sums: [f32; STRETCH],
    /// A bit for each place that some list brought.
    touched: [u64; STRETCH / 64],
    /// The scores of one article.
    slots: Vec<f32>,
    /// The most that the lists which are not read bring, by slot, and in all.
    unread: Vec<f32>,
    joint: f32,
    /// The same of those that come last, by the place of the first of them.
    joint_from: Vec<f32>,
    is_read: Vec<bool>,
}

impl Work {
    fn new(slots: usize) -> Self {
        Self {
            scores: vec![[0.0; STRETCH]; slots],
            sums: [0.0; STRETCH],
            touched: [0; STRETCH / 64],
            slots: vec![0.0; slots],
            unread: vec![0.0; slots],
            joint: 0.0,
            joint_from: Vec::new(),
            is_read: Vec::new(),
        }
    }

    fn load(&mut self, place: usize) {
        for (slot, scores) in self.slots.iter_mut().zip(&self.scores) {
            *slot = scores[place];
        }
    }

    /// Forgets the stretch, where something was touched.
    fn clear(&mut self) {
        for (number, touched) in self.touched.iter_mut().enumerate() {
            if std::mem::take(touched) != 0 {
                let places = number * 64..(number + 1) * 64;
                self.sums[places.clone()].fill(0.0);
                for scores in &mut self.scores {
                    scores[places.clone()].fill(0.0);
                }
            }
        }
    }
}

/// The stretches with the highest bounds.
fn highest(bounds: &[f32]) -> Vec<usize> {
    let mut first: Vec<usize> = (0..bounds.len())
        .filter(|stretch| bounds[*stretch] > 0.0)
        .collect();
    let count = FIRST_STRETCHES.min(first.len());
    if count < first.len() {
        first.select_nth_unstable_by(count, |one, other| bounds[*other].total_cmp(&bounds[*one]));
        first.truncate(count);
    }
    first
}

/// The score that slots add up to: for each word the whole or its parts together, whichever is more.
fn total(words: &[Slots], slots: &[f32]) -> f32 {
    // Sums begin with 0, since `sum` of nothing is the negative zero.
    words.iter().fold(0.0, |sum, word| {
        let parts = slots[word.parts.clone()].iter();
        let parts = parts.fold(0.0, |sum: f32, part| sum + part);
        sum + slots[word.whole].max(parts)
    })
}
