//! The best articles of a segment, without reading what cannot be among them.
//!
//! The score of an article is the sum, over the query words, of the best that a term of the word
//! brings. An upper bound of it is known for each stretch of articles before its lists are read
//! ([`peaks`](crate::embedded::state::peaks)); stretches below the score of the last place are passed over. In a
//! stretch, terms that together cannot reach that score are only looked up for articles that
//! others brought, as far as what these bring beyond the bounds of what is not read may lift them to it. What is
//! found is exactly what reading everything would find.

use tantivy::DocId;

use super::list::{List, Slot};
use super::work::{ROUNDING, Slots, Work, total};
use crate::embedded::finding::plan::{Look, Plan, Scored, Word};
use crate::embedded::state::peaks::{STRETCH, stretches};
use crate::embedded::state::scoring::Scoring;
use crate::embedded::state::segment::Segment;
use crate::embedded::state::set::{ArticleSet, Bits, WORD, ones};

/// Stretches that are read first, those with the highest bounds, so that the last place is soon
/// worth much.
const FIRST_STRETCHES: usize = 6;

/// A set of at most so many articles is looked up article by article.
const FEW_ARTICLES: usize = 256;

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
    /// Opens the lists of all leaves that rank; `scored` is what those without terms of their own find, phrases and
    /// prefixes, by the number of the leaf.
    pub(crate) fn open<'p>(
        segment: &'a Segment,
        scoring: &'a Scoring,
        plan: &'p Plan,
        mut scored: impl FnMut(usize) -> tantivy::Result<&'p Scored>,
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
                    let (articles, scores) = scored(number)?;
                    ranking.add_scored(articles.clone(), scores.clone());
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
        let number = self.words.len();
        let of_parts = parts.clone().zip(&word.parts);
        let of_whole = std::iter::once((whole, &word.sources));
        for (slot, sources) in of_whole.chain(of_parts) {
            for source in sources {
                let list = &source.list[self.segment.number as usize];
                if let Some(info) = list {
                    let place = Slot { word: number, slot };
                    let list = List::open(self.segment, self.scoring, info, source.weight, place)?;
                    self.lists.push(list);
                }
            }
        }
        self.words.push(Slots { whole, parts });
        Ok(())
    }

    fn add_scored(&mut self, articles: Vec<DocId>, scores: Vec<f32>) {
        let whole = self.slots;
        self.slots += 1;
        let place = Slot {
            word: self.words.len(),
            slot: whole,
        };
        self.lists.push(List::read(articles, scores, place));
        self.words.push(Slots { whole, parts: 0..0 });
    }

    /// Offers every article that may be among the best; with `within`, only articles of that set.
    /// `goes_on` is asked now and then, and ends the work early with `false`.
    pub(crate) fn best(
        &mut self,
        within: Option<&ArticleSet>,
        best: &mut impl Best,
        mut goes_on: impl FnMut() -> bool,
    ) {
        if let Some(set) = within
            && (matches!(set, ArticleSet::Few(_)) || set.len() <= FEW_ARTICLES)
        {
            let articles: Vec<DocId> = set.iter().collect();
            let scores = self.scores(&articles);
            let scored = articles.into_iter().zip(scores);
            scored.for_each(|(article, score)| best.offer(article, score));
            return;
        }
        let within = match within {
            Some(ArticleSet::Many(bits)) => Some(bits),
            _ => None,
        };
        let bounds = self.bounds();
        let is_reached = |stretch: usize, threshold: f32| {
            bounds[stretch] > 0.0 && bounds[stretch] * ROUNDING >= threshold
        };
        // The one with the highest bound alone, so that the others are held to what it brings.
        let (top, first) = highest(&bounds);
        let mut work = Work::new(self.slots, self.lists.len());
        for stretches in [top.as_slice(), &first] {
            for stretch in stretches {
                if is_reached(*stretch, best.threshold()) {
                    self.stretch(*stretch, within, &mut work, best);
                }
            }
            self.lists.iter_mut().for_each(List::rewind);
        }
        for stretch in 0..bounds.len() {
            let is_read = || top == Some(stretch) || first.binary_search(&stretch).is_ok();
            if is_reached(stretch, best.threshold()) && !is_read() {
                if !goes_on() {
                    break;
                }
                self.stretch(stretch, within, &mut work, best);
            }
        }
    }

    /// The scores of articles, which are in order.
    pub(crate) fn scores(&mut self, articles: &[DocId]) -> Vec<f32> {
        let mut slots = vec![0f32; self.slots];
        let scores = articles.iter().map(|article| {
            slots.fill(0.0);
            for list in &mut self.lists {
                let score = list.probe(self.segment, self.scoring, *article);
                slots[list.place.slot] = slots[list.place.slot].max(score);
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
            let start = list.place.slot * count;
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
        let within = within.map(|bits| bits.words_from(start as DocId, STRETCH / WORD));
        if within.is_some_and(|words| words.iter().all(|word| *word == 0)) {
            return;
        }
        self.divide(stretch, best.threshold(), work);
        self.read((start as DocId, end as DocId), work);
        let mut threshold = best.threshold();
        for number in 0..STRETCH / WORD {
            let wanted = within.map_or(u64::MAX, |bits| bits.get(number).copied().unwrap_or(0));
            for place in ones(number * WORD, work.promising(number, threshold) & wanted) {
                if work.is_promising(place as usize, threshold) {
                    self.offer((start as DocId, place), work, best);
                    threshold = best.threshold();
                }
            }
        }
        work.clear();
    }

    /// Adds up the scores that the lists to read bring to the articles of a stretch.
    fn read(&mut self, range: (DocId, DocId), work: &mut Work) {
        let Work {
            scores,
            sums,
            is_touched,
            unread,
            is_read,
            ..
        } = work;
        let lists = self.lists.iter_mut().zip(is_read);
        for (list, _) in lists.filter(|(_, is_read)| **is_read) {
            let own = &mut scores[list.place.slot];
            let is_touched = &mut is_touched[list.place.slot];
            let reckoned = unread[list.place.slot];
            list.scan(self.segment, self.scoring, range, |article, score| {
                let place = (article - range.0) as usize;
                let before = own[place];
                if score > before {
                    own[place] = score;
                    *is_touched = true;
                    if score > reckoned {
                        sums[place] += score - if before > reckoned { before } else { reckoned };
                    }
                }
            });
        }
    }

    /// Chooses the lists to read: the others together bring less than the last place is worth.
    fn divide(&self, stretch: usize, threshold: f32, work: &mut Work) {
        work.unread.fill(0.0);
        work.joint = 0.0;
        for (place, list) in self.lists.iter().enumerate().rev() {
            work.is_read[place] = true;
            if !list.is_long() {
                continue;
            }
            let bound = list.bound_in(stretch);
            let word = &self.words[list.place.word];
            let before = work.unread[list.place.slot];
            if bound > before {
                let word_before = word.score(|slot| work.unread[slot]);
                work.unread[list.place.slot] = bound;
                let more = word.score(|slot| work.unread[slot]) - word_before;
                if (work.joint + more) * ROUNDING >= threshold {
                    work.unread[list.place.slot] = before;
                    continue;
                }
                work.joint += more;
            }
            work.is_read[place] = false;
            work.bounds[place] = bound;
            work.joint_from[place] = work.joint;
        }
    }

    /// Completes the score of an article that some list brought, as far as it may be among the best.
    fn offer(&mut self, (start, place): (DocId, DocId), work: &mut Work, best: &mut impl Best) {
        let threshold = best.threshold();
        work.load(place as usize);
        for (number, list) in self.lists.iter_mut().enumerate() {
            let slot = list.place.slot;
            if work.is_read[number] || work.bounds[number] * ROUNDING <= work.slots[slot] {
                continue;
            }
            // What is not yet looked up brings no more than was reckoned from here on.
            let known = total(&self.words, &work.slots);
            if (known + work.joint_from[number]) * ROUNDING < threshold {
                return;
            }
            let score = list.probe(self.segment, self.scoring, start + place);
            work.slots[slot] = work.slots[slot].max(score);
        }
        let score = total(&self.words, &work.slots);
        if score >= threshold {
            best.offer(start + place, score);
        }
    }
}

/// The stretch with the highest bound, and in order those with the next ones.
fn highest(bounds: &[f32]) -> (Option<usize>, Vec<usize>) {
    let mut first: Vec<usize> = (0..bounds.len())
        .filter(|stretch| bounds[*stretch] > 0.0)
        .collect();
    let count = FIRST_STRETCHES.min(first.len());
    if count < first.len() {
        first.select_nth_unstable_by(count, |one, other| bounds[*other].total_cmp(&bounds[*one]));
        first.truncate(count);
    }
    first.sort_unstable_by(|one, other| bounds[*one].total_cmp(&bounds[*other]));
    let top = first.pop();
    first.sort_unstable();
    (top, first)
}
