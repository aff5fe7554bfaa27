//! Names of places whose first part is inflected with the last: "Uudessakaarlepyyssä" is in Uusikaarlepyy.

/// Adjectives that are inflected as first parts of places, each with the stem of its other cases, its
/// partitive and its illative.
const QUALIFIERS: [(&str, &str, &str, &str); 9] = [
    ("iso", "iso", "isoa", "isoon"),
    ("musta", "musta", "mustaa", "mustaan"),
    ("pieni", "piene", "pientä", "pieneen"),
    ("pitkä", "pitkä", "pitkää", "pitkään"),
    ("suuri", "suure", "suurta", "suureen"),
    ("uusi", "uude", "uutta", "uuteen"),
    ("valkea", "valkea", "valkeaa", "valkeaan"),
    ("vanha", "vanha", "vanhaa", "vanhaan"),
    ("vähä", "vähä", "vähää", "vähään"),
];

/// The endings that follow the stem of a qualifier, each with the endings that the last part has in the same case.
const CASES: [(&str, &[&str]); 8] = [
    ("n", &["n"]),
    ("ssa", &["ssa", "ssä"]),
    ("sta", &["sta", "stä"]),
    ("lla", &["lla", "llä"]),
    ("lta", &["lta", "ltä"]),
    ("lle", &["lle"]),
    ("na", &["na", "nä"]),
    ("ksi", &["ksi"]),
];

/// A shorter last part is hardly the name of a place.
const SHORTEST_LAST_PART: usize = 3;

/// A word that begins with an inflected adjective and ends in the same case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct QualifiedPlace<'a> {
    /// The base form of the adjective.
    pub(crate) qualifier: &'static str,
    /// The adjective as it stands.
    pub(crate) head: &'a str,
    /// What follows it.
    pub(crate) last_part: &'a str,
}

/// Takes a word in small letters apart; nothing if its two parts do not agree.
pub(crate) fn qualified_place(word: &str) -> Option<QualifiedPlace<'_>> {
    QUALIFIERS
        .iter()
        .find_map(|(qualifier, stem, partitive, illative)| {
            let first = qualifier.chars().next()?;
            if !word.starts_with(first) {
                return None;
            }
            let found = |head: &str, endings: &[&str]| {
                let last_part = word.strip_prefix(head)?;
                let agrees = endings.iter().any(|ending| last_part.ends_with(ending));
                let is_long = last_part.chars().count() >= SHORTEST_LAST_PART;
                (agrees && is_long).then(|| QualifiedPlace {
                    qualifier,
                    head: &word[..head.len()],
                    last_part,
                })
            };
            found(partitive, &["a", "ä"])
                .or_else(|| found(illative, &["n"]))
                .or_else(|| by_stem(stem, &found))
        })
}

/// The cases whose ending follows a stem.
fn by_stem<'a>(
    stem: &str,
    found: &impl Fn(&str, &[&str]) -> Option<QualifiedPlace<'a>>,
) -> Option<QualifiedPlace<'a>> {
    let is_front = stem.ends_with('ä') || stem == "piene";
    CASES.iter().find_map(|(ending, endings)| {
        // "uudessa", but "vähässä".
        let ending = if is_front {
            ending.replace('a', "ä")
        } else {
            (*ending).to_owned()
        };
        found(&[stem, &ending].concat(), endings)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, expected: Option<(&str, &str)>) {
        let found = qualified_place(word);
        assert_eq!(
            found.map(|place| (place.qualifier, place.last_part)),
            expected,
            "{word}"
        );
    }

    #[test]
    fn both_parts_stand_in_one_case() {
        check("uudenlahden", Some(("uusi", "lahden")));
        check("vähässälahdessa", Some(("vähä", "lahdessa")));
        check("pitkäänlahteen", Some(("pitkä", "lahteen")));
        check("pientälahtea", Some(("pieni", "lahtea")));
        check("uudessalahden", None);
        check("uusilahti", None);
        check("uuden", None);
        check("vanhempi", None);
    }
}
