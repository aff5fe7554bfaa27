//! The formula of scores, which engines share: BM25 with rarer words counting more, and a little lost with age.

/// How soon further occurrences stop to count.
pub(crate) const SATURATION: f32 = 0.9;

/// How much long texts are held back.
pub(crate) const LENGTH_SHARE: f32 = 0.75;

/// The mean length is rounded to steps of so many hundredths of itself, so that what is known of the
/// lists of a segment stays true while articles come and go.
pub(crate) const LENGTH_STEP: f32 = 0.05;

/// Power that rarity is raised to: above 1, rare words count more than plain BM25 lets them.
const RARITY_POWER: f32 = 1.3;

/// Score of a word that begins with a prefix.
pub(crate) const PREFIX_WEIGHT: f32 = 2.0;

/// What an article loses of its score when it is very old.
pub(crate) const AGE_COST: f32 = 0.05;

/// Age in days at which an article has lost half of that; undated articles lose as much.
pub(crate) const HALF_AGE: f32 = 730.0;

/// The weight of a term that so many of all articles have.
pub(crate) fn rarity(all: f32, having: f32) -> f32 {
    let rarity = (1.0 + (all - having + 0.5) / (having + 0.5)).ln();
    rarity.max(0.0).powf(RARITY_POWER) * (SATURATION + 1.0)
}
