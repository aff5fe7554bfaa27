//! Forms that the dictionary lists as words of their own.
//!
//! A spelling checker needs no base form of "gemensamma" or "fortsätter", so its dictionary lists many such forms beside
//! their base forms. The endings of adjectives and verbs lead back, where the dictionary knows the word that is left
//! and gives it the flags of the same class.

/// An ending, and what the base form has instead.
type Ending = (&'static str, &'static str);

/// Endings of adjectives, the longer before the shorter.
const OF_ADJECTIVES: [Ending; 14] = [
    ("mmare", "m"),
    ("mmast", "m"),
    ("mma", "m"),
    ("mme", "m"),
    ("nna", "n"),
    ("tt", "t"),
    ("tt", ""),
    ("na", "en"),
    ("ra", "er"),
    ("la", "el"),
    ("tt", "d"),
    ("t", ""),
    ("a", ""),
    ("e", ""),
];

/// Endings of verbs whose base form ends in -a.
const OF_VERBS: [Ending; 16] = [
    ("erna", "a"),
    ("er", "a"),
    ("te", "a"),
    ("de", "a"),
    ("tes", "a"),
    ("des", "a"),
    ("ts", "a"),
    ("ta", "a"),
    ("da", "a"),
    ("t", "a"),
    ("d", "a"),
    ("s", "a"),
    ("tt", "da"),
    ("de", "da"),
    ("d", "da"),
    ("t", "ta"),
];

/// Flags of which an adjective has one, and those of which a verb has one.
const ADJECTIVE: &str = "PQOKLMk";
const VERB: &str = "JKLMNm";

/// Letters that must be left of a form.
const SHORTEST_STEM: usize = 2;

/// The base forms of a form that is an entry itself; `has_flags` tells whether an entry has one of some flags.
pub(crate) fn listed_form(word: &str, has_flags: impl Fn(&str, &str) -> bool) -> Vec<String> {
    let base = |&(ending, added): &Ending| {
        let stem = word.strip_suffix(ending)?;
        let is_long = stem.chars().nth(SHORTEST_STEM - 1).is_some();
        is_long.then(|| [stem, added].concat())
    };
    let adjectives = OF_ADJECTIVES.iter().filter_map(base);
    let adjective = adjectives
        .filter(|base| !base.ends_with('a'))
        .find(|base| has_flags(base, ADJECTIVE));
    let mut verbs = OF_VERBS.iter().filter_map(base);
    let verb = verbs.find(|base| base != word && has_flags(base, VERB));
    adjective.into_iter().chain(verb).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listed_form_leads_to_the_entry_of_its_class() {
        let entries = [
            ("gemensam", "KLY"),
            ("vit", "bPRX"),
            ("fortsätta", "ABJLY"),
            ("fri", "OPQ"),
            ("rest", "ADG"),
        ];
        let has_flags = |base: &str, flags: &str| {
            let entry = entries.iter().find(|(entry, _)| *entry == base);
            entry.is_some_and(|(_, have)| have.contains(|flag| flags.contains(flag)))
        };
        for (form, base) in [
            ("gemensamma", "gemensam"),
            ("gemensamt", "gemensam"),
            ("vitt", "vit"),
            ("fritt", "fri"),
            ("fortsätter", "fortsätta"),
        ] {
            assert_eq!(listed_form(form, has_flags), [base], "{form}");
        }
        assert!(
            listed_form("resta", has_flags).is_empty(),
            "a noun takes no ending of an adjective"
        );
    }
}
