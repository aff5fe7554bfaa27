//! The names by which a query can say where to look, and the guess whether `name:value` was meant so.

/// One field and the names people may type for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// The name that the query tree and the canonical text carry; people may type it too.
    pub id: &'static str,
    /// Further names, in any language.
    pub names: &'static [&'static str],
}

/// The fields of the caller.
///
/// Ids and names are lower-case words of letters, digits, `_` and `-` that begin with a letter.
/// Typed names match in any case, and without dots (`henkilo:`) where no name is spelt so exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldTable {
    fields: &'static [Field],
}

impl FieldTable {
    /// A table of these fields; where two share a name the earlier one has it.
    pub const fn new(fields: &'static [Field]) -> FieldTable {
        FieldTable { fields }
    }

    /// The id of the field that people call `name`: by id, then by other names, then without dots.
    pub fn find(&self, name: &str) -> Option<&'static str> {
        let lower = name.to_lowercase();
        let by_id = self.fields.iter().find(|field| field.id == lower);
        let by_name = || {
            self.fields
                .iter()
                .find(|field| field.names.contains(&lower.as_str()))
        };
        by_id.or_else(by_name).map(|field| field.id).or_else(|| {
            let plain = without_dots(&lower);
            self.all_names()
                .find(|(_, known)| without_dots(known) == plain)
                .map(|(id, _)| id)
        })
    }

    /// The known name that `name` is probably a misspelling of: one edit away, or two in names of
    /// six letters or more.
    pub fn nearest(&self, name: &str) -> Option<&'static str> {
        let typed = without_dots(&name.to_lowercase());
        let allowed = if typed.chars().nth(5).is_none() { 1 } else { 2 };
        self.all_names()
            .map(|(_, known)| (strsim::levenshtein(&typed, &without_dots(known)), known))
            .filter(|(distance, _)| *distance <= allowed)
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, known)| known)
    }

    fn all_names(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.fields.iter().flat_map(|field| {
            std::iter::once(field.id)
                .chain(field.names.iter().copied())
                .map(|name| (field.id, name))
        })
    }
}

/// Whether `name:value` with an unknown name was probably meant as a field, not as a word with a
/// colon in it such as "STEA:n", "klo:12:30" or an address. An empty value stands for a bracket or
/// quotation mark right after the colon.
pub(crate) fn looks_like_field(name: &str, value: &str) -> bool {
    const LETTERS: std::ops::RangeInclusive<usize> = 2..=32;
    let is_name = LETTERS.contains(&name.chars().count()) && name.chars().all(char::is_alphabetic);
    let first_word = value
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let is_value = value.is_empty() || first_word.chars().nth(1).is_some();
    is_name && is_value && !is_ending(&first_word.to_lowercase())
}

/// Whether Finnish or Swedish writes this after the colon of an inflected abbreviation, with or
/// without a possessive suffix and a clitic ("EU:ssa", "EU:ssakin", "pj:nsä").
fn is_ending(text: &str) -> bool {
    const CLITICS: &[&str] = &["kin", "kaan", "kään", "ko", "kö", "han", "hän", "pa", "pä"];
    const POSSESSIVES: &[&str] = &["ni", "si", "nsa", "nsä", "mme", "nne"];
    const ENDINGS: &[&str] = &[
        "n", "a", "ä", "t", "s", "o", "ta", "tä", "na", "nä", "ssa", "ssä", "sta", "stä", "lla",
        "llä", "lta", "ltä", "lle", "ksi", "kse", "tta", "ttä", "an", "en", "in", "on", "un", "yn",
        "än", "ön", "aan", "een", "iin", "oon", "uun", "yyn", "ään", "öön", "hin", "hun", "hyn",
        "hon", "ia", "iä", "ita", "itä", "ien", "iden", "jen", "issa", "issä", "ista", "istä",
        "illa", "illä", "ilta", "iltä", "ille", "iksi", "ihin", "nen", "et", "er", "ar", "ns",
        "ens", "ets", "arna", "erna",
    ];
    let strip = |word: &str, suffixes: &[&str]| {
        let stripped = suffixes.iter().find_map(|suffix| word.strip_suffix(suffix));
        stripped.unwrap_or(word).to_owned()
    };
    let without_clitic = strip(text, CLITICS);
    let without_possessive = strip(&without_clitic, POSSESSIVES);
    let candidates = [text, without_clitic.as_str(), without_possessive.as_str()];
    let only_suffixes = without_possessive.is_empty() && !text.is_empty();
    only_suffixes
        || candidates
            .iter()
            .any(|candidate| ENDINGS.contains(candidate))
}

fn without_dots(name: &str) -> String {
    let plain = |c| match c {
        'ä' | 'å' => 'a',
        'ö' => 'o',
        other => other,
    };
    name.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: FieldTable = FieldTable::new(&[
        Field {
            id: "title",
            names: &["otsikko", "rubrik"],
        },
        Field {
            id: "person",
            names: &["henkilö"],
        },
        Field {
            id: "source",
            names: &["lähde", "källa"],
        },
    ]);

    #[test]
    fn finds_fields_by_any_name_in_any_case_and_without_dots() {
        let typed = [
            "title", "OTSIKKO", "Rubrik", "henkilö", "HENKILÖ", "henkilo", "kalla",
        ];
        let found: Vec<_> = typed.iter().map(|name| TABLE.find(name)).collect();
        let expected = [
            "title", "title", "title", "person", "person", "person", "source",
        ];
        assert_eq!(found, expected.map(Some));
        assert_eq!(TABLE.find("kirjoittaja"), None);
        assert_eq!(TABLE.find(""), None);
    }

    #[test]
    fn suggests_the_nearest_name_only_when_near() {
        assert_eq!(TABLE.nearest("henkiö"), Some("henkilö"));
        assert_eq!(TABLE.nearest("otsiko"), Some("otsikko"));
        assert_eq!(TABLE.nearest("titel"), None);
        assert_eq!(TABLE.nearest("titl"), Some("title"));
        assert_eq!(TABLE.nearest("kunta"), None);
    }

    #[test]
    fn tells_field_use_from_words_with_a_colon() {
        for (name, value) in [
            ("kunta", "Oulu"),
            ("vuosi", "2020"),
            ("tittel", ""),
            ("kunta", "Pori-Rauma"),
        ] {
            assert!(looks_like_field(name, value), "{name}:{value}");
        }
        for (name, value) in [
            ("STEA", "n"),
            ("EU", "ssakin"),
            ("EU", "n-laajuinen"),
            ("SOSTE", "een"),
            ("pj", "nsä"),
            ("12", "30"),
            ("https", "//www.kyt.fi"),
            ("N", "o"),
            ("kpl2", "sana"),
        ] {
            assert!(!looks_like_field(name, value), "{name}:{value}");
        }
    }
}
