//! Words that the dictionary derives of others and that are words of their own.
//!
//! The rules of a spelling checker make "lärare" (teacher) of "lära" (teach) and "åbobo" (inhabitant of Åbo) of "Åbo".
//! Whoever looks for one does not mean the other.

/// Endings that derive a word of a verb in -a or of a name, each with what the base form of the derived word has.
const DERIVATIONS: [(&str, &[&str]); 5] = [
    ("re", &["re", "ren", "rens", "res", "rna", "rnas"]),
    ("isk", &["isk", "iskt", "iska"]),
    (
        "bo",
        &["bo", "bos", "bon", "bons", "bor", "bors", "borna", "bornas"],
    ),
    (
        "sbo",
        &[
            "sbo", "sbos", "sbon", "sbons", "sbor", "sbors", "sborna", "sbornas",
        ],
    ),
    ("nde", &["nde", "ndes", "ndet", "ndets", "ndena", "ndenas"]),
];

/// The base form of the word that an ending derives of an entry; nothing where the form is one of the entry itself.
pub(crate) fn derived_base(entry: &str, ending: &str) -> Option<String> {
    let (base, _) = DERIVATIONS
        .iter()
        .find(|(_, endings)| endings.contains(&ending))?;
    let is_of_verb = matches!(*base, "re" | "nde");
    (!is_of_verb || entry.ends_with('a')).then(|| [entry, base].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_derived_word_is_no_form_of_its_stem() {
        assert_eq!(derived_base("lära", "rna").as_deref(), Some("lärare"));
        assert_eq!(derived_base("Åbo", "bor").as_deref(), Some("Åbobo"));
        assert_eq!(derived_base("stöd", "ren"), None);
        assert_eq!(derived_base("stol", "arna"), None);
    }
}
