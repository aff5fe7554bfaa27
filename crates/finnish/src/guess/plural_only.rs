//! Nouns that are used in the plural and looked up in it: "vaalit" (election), "aivot" (brain).

/// The singular that a dictionary states, and the plural that people know the word by, in order.
const NOUNS: &[(&str, &str)] = &[
    ("aivo", "aivot"),
    ("alankomaa", "alankomaat"),
    ("arabiemiirikunta", "arabiemiirikunnat"),
    ("arpajainen", "arpajaiset"),
    ("avajainen", "avajaiset"),
    ("bahama", "bahamat"),
    ("bikini", "bikinit"),
    ("bile", "bileet"),
    ("euroviisu", "euroviisut"),
    ("farkku", "farkut"),
    ("festari", "festarit"),
    ("filippiini", "filippiinit"),
    ("hautajainen", "hautajaiset"),
    ("housu", "housut"),
    ("hää", "häät"),
    ("jälkilöyly", "jälkilöylyt"),
    ("jäähyväinen", "jäähyväiset"),
    ("kalsari", "kalsarit"),
    ("kasvo", "kasvot"),
    ("kihlajainen", "kihlajaiset"),
    ("komori", "komorit"),
    ("kulu", "kulut"),
    ("kuuluminen", "kuulumiset"),
    ("kärry", "kärryt"),
    ("käräjä", "käräjät"),
    ("laude", "lauteet"),
    ("liivi", "liivit"),
    ("malediivi", "malediivit"),
    ("markkina", "markkinat"),
    ("myyjäinen", "myyjäiset"),
    ("nimijäinen", "nimijäiset"),
    ("olosuhde", "olosuhteet"),
    ("olympialainen", "olympialaiset"),
    ("onnittelu", "onnittelut"),
    ("opinto", "opinnot"),
    ("peijainen", "peijaiset"),
    ("pihti", "pihdit"),
    ("pikkujoulu", "pikkujoulut"),
    ("polttari", "polttarit"),
    ("porras", "portaat"),
    ("puite", "puitteet"),
    ("rappunen", "rappuset"),
    ("ratas", "rattaat"),
    ("rintaliivi", "rintaliivit"),
    ("ristiäinen", "ristiäiset"),
    ("saksi", "sakset"),
    ("salomoni", "salomonit"),
    ("sanoma", "sanomat"),
    ("seychelli", "seychellit"),
    ("silmälasi", "silmälasit"),
    ("sortsi", "sortsit"),
    ("suitsi", "suitset"),
    ("sukkis", "sukkikset"),
    ("synttäri", "synttärit"),
    ("talkoo", "talkoot"),
    ("tanssiainen", "tanssiaiset"),
    ("terveinen", "terveiset"),
    ("tikas", "tikkaat"),
    ("tuliainen", "tuliaiset"),
    ("tupaantuliainen", "tupaantuliaiset"),
    ("vaali", "vaalit"),
    ("valjas", "valjaat"),
    ("valtiopäivä", "valtiopäivät"),
    ("verkkari", "verkkarit"),
    ("virkaanastujainen", "virkaanastujaiset"),
    ("yhdysvalta", "yhdysvallat"),
];

/// The plural base form beside the singular one, for a word that stands in the plural, if people look it up so.
///
/// `last_part` is where the last part of a compound begins in `singular`, in bytes; 0 in other words. Emit
/// both: "eduskuntavaalit" is found by some under "eduskuntavaali".
///
/// ```
/// use aluehaku_finnish::guess::plural_only;
///
/// assert_eq!(plural_only("eduskuntavaali", 9).as_deref(), Some("eduskuntavaalit"));
/// assert_eq!(plural_only("silmälasi", 7).as_deref(), Some("silmälasit"));
/// assert_eq!(plural_only("talo", 0), None);
/// ```
#[must_use]
pub fn plural_only(singular: &str, last_part: usize) -> Option<String> {
    [0, last_part].into_iter().find_map(|start| {
        let (head, tail) = singular.split_at_checked(start)?;
        if !may_be_listed(tail) {
            return None;
        }
        let found = NOUNS.binary_search_by(|(noun, _)| (*noun).cmp(tail)).ok()?;
        Some(format!("{head}{}", NOUNS[found].1))
    })
}

/// The lengths of the nouns that begin with a byte, a bit each: nearly every other word is told from them by
/// its length.
const LENGTHS: [u32; 256] = {
    let mut lengths = [0; 256];
    let mut number = 0;
    while number < NOUNS.len() {
        let noun = NOUNS[number].0.as_bytes();
        lengths[noun[0] as usize] |= 1 << noun.len();
        number += 1;
    }
    lengths
};

fn may_be_listed(noun: &str) -> bool {
    let first = noun.as_bytes().first();
    first.is_some_and(|&first| {
        LENGTHS[usize::from(first)]
            .checked_shr(noun.len() as u32)
            .is_some_and(|rest| rest & 1 == 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order() {
        assert!(NOUNS.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn only_whole_words_and_last_parts_count() {
        assert_eq!(plural_only("aivo", 0).as_deref(), Some("aivot"));
        assert_eq!(plural_only("raivo", 0), None);
        assert_eq!(
            plural_only("häät", 1),
            None,
            "the middle of a letter is no part"
        );
    }
}
