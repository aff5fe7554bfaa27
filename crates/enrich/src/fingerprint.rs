//! A sketch of a text by which near-copies are found without comparing texts.
//!
//! The text is seen as the set of its three-word runs. The sketch keeps, for each of 64 hash
//! functions, the smallest hash in the set (Broder: On the resemblance and containment of
//! documents, 1997): two sketches agree in as many places as the sets overlap, within about six
//! points of a hundred. Four places in a row are a *band*; copies that share 60 of a hundred runs
//! agree in at least one of the 16 bands nine times in ten, those that share 80 practically
//! always, so the bands are an index for candidates.

/// Hash functions.
const PLACES: usize = 64;

/// Places in a band.
const BAND: usize = 4;

/// Words in a run.
const RUN: usize = 3;

/// Words a text needs at least: short texts are alike by chance.
const MIN_WORDS: usize = 30;

/// Share of agreeing places from which two texts are near-copies.
const COPY_SIMILARITY: f64 = 0.6;

/// The sketch of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint([u32; PLACES]);

impl Fingerprint {
    /// The sketch of a text; none when it has too few words to be compared.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let words: Vec<u64> = words(text).collect();
        if words.len() < MIN_WORDS {
            return None;
        }
        let mut smallest = [u32::MAX; PLACES];
        for run in words.windows(RUN) {
            let hash = run.iter().fold(0, |hash, word| mix(hash ^ word));
            for (place, smallest) in smallest.iter_mut().enumerate() {
                // Independent enough functions from one hash: another odd factor for each.
                let factor = (2 * place as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
                *smallest = (*smallest).min((mix(hash.wrapping_mul(factor)) >> 32) as u32);
            }
        }
        Some(Self(smallest))
    }

    /// Whether two texts are near-copies.
    #[must_use]
    pub fn is_copy_of(&self, other: &Self) -> bool {
        self.similarity(other) >= COPY_SIMILARITY
    }

    /// Estimated share of three-word runs that two texts have in common, 0 to 1.
    #[must_use]
    pub fn similarity(&self, other: &Self) -> f64 {
        let agreeing = self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count();
        agreeing as f64 / PLACES as f64
    }

    /// Numbered bands: copies agree in one of them.
    pub fn bands(&self) -> impl Iterator<Item = (u8, u64)> {
        (0u8..)
            .zip(self.0.chunks_exact(BAND))
            .map(|(number, band)| {
                (
                    number,
                    band.iter()
                        .fold(0, |hash, place| mix(hash ^ u64::from(*place))),
                )
            })
    }

    /// The sketch as bytes, to be stored.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0
            .iter()
            .flat_map(|place| place.to_le_bytes())
            .collect()
    }

    /// The sketch that was stored; none when the bytes are no sketch.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut places = [0; PLACES];
        if bytes.len() != PLACES * 4 {
            return None;
        }
        for (place, bytes) in places.iter_mut().zip(bytes.chunks_exact(4)) {
            *place = u32::from_le_bytes(bytes.try_into().ok()?);
        }
        Some(Self(places))
    }
}

/// Hashes of the words of a text: letters and digits, in small letters.
fn words(text: &str) -> impl Iterator<Item = u64> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| {
            word.chars()
                .flat_map(char::to_lowercase)
                .fold(0, |hash, c| mix(hash ^ u64::from(c)))
        })
}

/// Spreads a number over all bits (the finaliser of SplitMix64: Steele, Lea, Flood, 2014). The
/// constants must never change: stored sketches depend on them.
fn mix(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text of distinct words.
    fn text(words: std::ops::Range<usize>) -> String {
        words.map(|number| format!("sana{number} ")).collect()
    }

    fn fingerprint(text: &str) -> Fingerprint {
        Fingerprint::of(text).unwrap()
    }

    #[test]
    fn copies_with_small_changes_are_found_and_other_texts_are_not() {
        let original = fingerprint(&text(0..200));
        let signed = fingerprint(&format!("Uutiset. {} Lue lisää sivultamme.", text(0..200)));
        let shortened = fingerprint(&text(0..160));
        let half = fingerprint(&text(100..300));
        assert!(original.is_copy_of(&signed) && original.is_copy_of(&shortened));
        assert!(!original.is_copy_of(&half));
        let shares_a_band = |other: &Fingerprint| {
            original
                .bands()
                .zip(other.bands())
                .any(|(ours, theirs)| ours == theirs)
        };
        assert!(shares_a_band(&signed) && shares_a_band(&shortened));
    }

    #[test]
    fn case_and_punctuation_do_not_count() {
        let plain = text(0..60);
        let shouted = plain.to_uppercase().replace(' ', ", ");
        assert_eq!(fingerprint(&plain), fingerprint(&shouted));
    }

    #[test]
    fn a_short_text_has_none() {
        assert_eq!(Fingerprint::of(&text(0..29)), None);
    }

    #[test]
    fn a_stored_sketch_is_the_same() {
        let sketch = fingerprint(&text(0..60));
        assert_eq!(Fingerprint::from_bytes(&sketch.to_bytes()), Some(sketch));
        assert_eq!(Fingerprint::from_bytes(&[1, 2, 3]), None);
    }
}
