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

/// What one of some texts must have in small letters, if any.
#[derive(Clone, Debug, Default)]
pub(super) struct Needles {
    /// One for each name; absent where there are too many names, or one has no such letters.
    all: Option<Vec<String>>,
}

impl Needles {
    /// The needles of names, each told by those of its words.
    pub(super) fn of<'n>(names: impl Iterator<Item = Option<&'n str>>) -> Self {
        let mut all = Vec::new();
        for needle in names {
            match needle {
                Some(needle) if all.len() < MOST_NAMES => all.push(needle.to_owned()),
                _ => return Self { all: None },
            }
        }
        Self { all: Some(all) }
    }

    /// Whether one of the names may stand in a text.
    pub(super) fn may_be_in(&self, text: &str) -> bool {
        // Letters with a soft hyphen between them are read as if it were not there.
        let Some(all) = self.all.as_ref().filter(|_| !text.contains('\u{ad}')) else {
            return true;
        };
        let lower = text.to_lowercase();
        all.iter().any(|needle| lower.contains(needle.as_str()))
    }
}

/// What a word has in small letters wherever it stands as it is.
pub(super) fn of_unchanged(word: &str) -> Option<String> {
    Some(word.to_lowercase()).filter(|lower| lower.chars().count() >= SHORTEST)
}

/// What a word with these base forms has in small letters in all its cases.
pub(super) fn of_inflected(word: &str, lemmas: &[String]) -> Option<String> {
    let lower = word.to_lowercase();
    if INFLECTED_FIRST_PARTS
        .iter()
        .any(|part| lower.starts_with(part))
    {
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
    (common.len() >= SHORTEST).then(|| common.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inflected(word: &str, lemmas: &[&str]) -> Option<String> {
        let lemmas: Vec<String> = lemmas.iter().map(|lemma| (*lemma).to_owned()).collect();
        of_inflected(word, &lemmas)
    }

    #[test]
    fn a_word_has_its_beginning_in_all_cases() {
        assert_eq!(
            inflected("Ratsastus", &["ratsastus"]).as_deref(),
            Some("ratsa")
        );
        assert_eq!(inflected("Yötä", &["yö"]), None);
        assert_eq!(inflected("Parempi", &["hyvä"]), None);
        assert_eq!(inflected("Uusikaupunki", &["uusikaupunki"]), None);
        assert_eq!(of_unchanged("Räystään").as_deref(), Some("räystään"));
    }

    #[test]
    fn a_text_without_them_has_none_of_the_names() {
        let needles = Needles::of([Some("räystään"), Some("ratsa")].into_iter());
        assert!(needles.may_be_in("Alla RÄYSTÄÄN."));
        assert!(needles.may_be_in("Rat\u{ad}sastus alkoi."));
        assert!(!needles.may_be_in("Muuta ei ole."));
        assert!(Needles::of([Some("ratsa"), None].into_iter()).may_be_in("Muuta."));
        let many = Needles::of((0..100).map(|_| Some("ratsa")));
        assert!(many.may_be_in("Muuta."));
        assert!(!Needles::of(std::iter::empty()).may_be_in("Muuta."));
    }
}
