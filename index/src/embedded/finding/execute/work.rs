//! What reading a stretch of articles works with: their scores so far, and bounds of what is not read.

use crate::embedded::state::peaks::STRETCH;
use crate::embedded::state::set::WORD;

/// Bounds are rounded in other places than scores: so much above is still reached.
pub(super) const ROUNDING: f32 = 1.00001;

/// Places that are looked at together.
const GROUP: usize = 16;

/// Scores that compete and add up for one query word.
pub(super) struct Slots {
    /// The word as a whole.
    pub(super) whole: usize,
    /// The parts of a compound, each a score of its own.
    pub(super) parts: std::ops::Range<usize>,
}

/// What reading a stretch works with.
pub(super) struct Work {
    /// Scores by slot and place in the stretch.
    pub(super) scores: Vec<[f32; STRETCH]>,
    /// By place, how much more the scores of all slots bring together than was reckoned of what is not read.
    pub(super) sums: [f32; STRETCH],
    /// Whether some list brought a score of a slot.
    pub(super) is_touched: Vec<bool>,
    /// The scores of one article.
    pub(super) slots: Vec<f32>,
    /// The most that the lists which are not read bring, by slot, and in all.
    pub(super) unread: Vec<f32>,
    pub(super) joint: f32,
    /// By list: whether it is read; where not, the most that it brings, and the most that it and those
    /// behind it bring together.
    pub(super) is_read: Vec<bool>,
    pub(super) bounds: Vec<f32>,
    pub(super) joint_from: Vec<f32>,
}

impl Work {
    pub(super) fn new(slots: usize, lists: usize) -> Self {
        Self {
            scores: vec![[0.0; STRETCH]; slots],
            sums: [0.0; STRETCH],
            is_touched: vec![false; slots],
            slots: vec![0.0; slots],
            unread: vec![0.0; slots],
            joint: 0.0,
            is_read: vec![true; lists],
            bounds: vec![0.0; lists],
            joint_from: vec![0.0; lists],
        }
    }

    /// Whether the article at a place may be among the best. A word and its parts may be in a sum together, so it is
    /// never too small.
    #[inline]
    pub(super) fn is_promising(&self, place: usize, threshold: f32) -> bool {
        let sum = self.sums[place];
        sum > 0.0 && (sum + self.joint) * ROUNDING >= threshold
    }

    /// A bit for each of the articles of a word of bits that may be among the best, with hardly any other.
    pub(super) fn promising(&self, number: usize, threshold: f32) -> u64 {
        let floor = (threshold / ROUNDING / ROUNDING - self.joint).max(f32::MIN_POSITIVE);
        let sums = &self.sums[number * WORD..(number + 1) * WORD];
        let mut bits = 0;
        for (group, sums) in (0..).zip(sums.chunks_exact(GROUP)) {
            // Mostly there is none, which is found out for several places at once.
            let mut reaching = 0u32;
            for sum in sums {
                reaching += u32::from(*sum >= floor);
            }
            if reaching > 0 {
                for (place, sum) in (group * GROUP..).zip(sums) {
                    bits |= u64::from(*sum >= floor) << place;
                }
            }
        }
        bits
    }

    pub(super) fn load(&mut self, place: usize) {
        for (slot, scores) in self.slots.iter_mut().zip(&self.scores) {
            *slot = scores[place];
        }
    }

    /// Forgets the stretch.
    pub(super) fn clear(&mut self) {
        for (is_touched, scores) in self.is_touched.iter_mut().zip(&mut self.scores) {
            if std::mem::take(is_touched) {
                scores.fill(0.0);
                self.sums.fill(0.0);
            }
        }
    }
}

impl Slots {
    /// What the word brings: the whole or its parts together, whichever is more.
    #[inline]
    pub(super) fn score(&self, of: impl Fn(usize) -> f32) -> f32 {
        // Sums begin with 0, since `sum` of nothing is the negative zero.
        let mut parts = 0.0;
        for part in self.parts.clone() {
            parts += of(part);
        }
        let whole = of(self.whole);
        if whole > parts { whole } else { parts }
    }
}

/// The score that slots add up to.
#[inline]
pub(super) fn total(words: &[Slots], slots: &[f32]) -> f32 {
    let mut sum = 0.0;
    for word in words {
        sum += word.score(|slot| slots[slot]);
    }
    sum
}
