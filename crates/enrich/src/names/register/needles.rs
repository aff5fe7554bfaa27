//! Letters that every text has in which one of some names stands: whether they are there is told without reading the
//! text word by word.

/// Names up to which looking for their letters is quicker than reading the words of a text.
const MOST_NAMES: usize = 32;

/// Letters at the end of a base form that its cases may change: "ratsastus", "ratsastuksen"; "poika", "pojan".
const CHANGED_LETTERS: usize = 4;

/// Letters of the shortest beginning that tells a text.
const SHORTEST: usize = 3;

/// First parts of words that are inflected with the last: "Uusikaupunki", "Uudenkaupungin".
const INFLECTED_FIRST_PARTS: [&str; 20] = [
    "iso", "uusi", "vähä", "pitkä", "kaunis", "suuri", "vanha", "musta", "punainen", "valkea",
    "yksi", "kaksi", "kolme", "neljä", "viisi", "kuusi", "kangas", "tuhat", "sata", "hyvä",
];

/// Letters that a text has wherever a word stands, in one of some spellings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Needle(Vec<String>);

impl Needle {
    /// Of a word that stands as it is.
    pub(super) fn of_unchanged(word: &str) -> Option<Self> {
        (word.chars().count() >= SHORTEST).then(|| Self(vec![word.to_owned()]))
    }

    /// Of a word in all its cases, which has these base forms.
    pub(super) fn of_inflected(word: &str, lemmas: &[String]) -> Option<Self> {
        let lower = word.to_lowercase();
        let mut first_parts = INFLECTED_FIRST_PARTS.iter();
        if first_parts.any(|part| lower.starts_with(part)) {
            return None;
        }
        let mut common: Vec<char> = lower.chars().collect();
        let mut shortest = common.len();
        for lemma in lemmas {
            let lower = lemma.to_lowercase();
            let alike = common.iter().zip(lower.chars());
            let length = alike.take_while(|(one, other)| **one == *other).count();
            common.truncate(length);
            shortest = shortest.min(lower.chars().count());
        }
        common.truncate(shortest.saturating_sub(CHANGED_LETTERS));
        let (_, without_first) = common.split_first()?;
        let written: String = common.iter().collect();
        if common.len() <= SHORTEST {
            return None;
        }
        // The first letter is small or a capital, the others are small, capitals, or as the name has them.
        let as_named: String = word.chars().take(common.len()).collect();
        let mut spellings = vec![without_first.iter().collect(), written.to_uppercase()];
        if as_named.to_lowercase() == written && as_named.chars().skip(1).any(char::is_uppercase) {
            spellings.push(as_named);
        }
        Some(Self(spellings))
    }

    /// The number of bytes that tell a text.
    pub(super) fn length(&self) -> usize {
        self.0.first().map_or(0, String::len)
    }

    fn is_in(&self, text: &str) -> bool {
        self.0
            .iter()
            .any(|spelling| text.contains(spelling.as_str()))
    }
}

/// What one of some texts must have, if any.
#[derive(Clone, Debug, Default)]
pub(super) struct Needles {
    /// One for each name; absent where there are too many names, or one has no such letters.
    all: Option<Vec<Needle>>,
}

impl Needles {
    /// The needles of names, each told by one of its words.
    pub(super) fn of(names: impl Iterator<Item = Option<Needle>>) -> Self {
        let all: Option<Vec<Needle>> = names.take(MOST_NAMES + 1).collect();
        Self {
            all: all.filter(|all| all.len() <= MOST_NAMES),
        }
    }

    /// Whether one of the names may stand in a text.
    pub(super) fn may_be_in(&self, text: &str) -> bool {
        // Letters with a soft hyphen between them are read as if it were not there.
        let Some(all) = self.all.as_ref().filter(|_| !text.contains('\u{ad}')) else {
            return true;
        };
        all.iter().any(|needle| needle.is_in(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inflected(word: &str, lemmas: &[&str]) -> Option<Needle> {
        let lemmas: Vec<String> = lemmas.iter().map(|lemma| (*lemma).to_owned()).collect();
        Needle::of_inflected(word, &lemmas)
    }

    #[test]
    fn a_word_has_its_beginning_in_all_cases() {
        let needle = inflected("Ratsastus", &["ratsastus"]).unwrap();
        for text in ["Ratsastuksen", "ratsastukseen", "RATSASTUSTA"] {
            assert!(needle.is_in(text), "{text}");
        }
        assert!(!needle.is_in("rata"));
        let coined = inflected("KoKoNaiset", &["kokonaiset"]).unwrap();
        assert!(coined.is_in("KoKoNaiset") && coined.is_in("kokonaiset"));
        assert_eq!(inflected("Yötä", &["yö"]), None);
        assert_eq!(inflected("Parempi", &["hyvä"]), None);
        assert_eq!(inflected("Uusikaupunki", &["uusikaupunki"]), None);
        assert_eq!(Needle::of_unchanged("KS"), None);
    }

    #[test]
    fn a_text_without_them_has_none_of_the_names() {
        let needle = Needle::of_unchanged("Räystään");
        let needles =
            Needles::of([needle.clone(), inflected("Ratsastus", &["ratsastus"])].into_iter());
        assert!(needles.may_be_in("Alla Räystään."));
        assert!(needles.may_be_in("Rat\u{ad}sastus alkoi."));
        assert!(!needles.may_be_in("Muuta ei ole."));
        assert!(Needles::of([needle.clone(), None].into_iter()).may_be_in("Muuta."));
        let many = Needles::of((0..100).map(|_| needle.clone()));
        assert!(many.may_be_in("Muuta."));
        assert!(!Needles::of(std::iter::empty()).may_be_in("Muuta."));
    }
}
