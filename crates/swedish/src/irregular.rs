//! Forms that no rule makes, and words of grammar.

use std::sync::LazyLock;

use hashbrown::HashMap;

/// A base form and a tab, then forms of it; words of grammar stand after a line of their own.
const FORMS: &str = include_str!("../data/irregular.tsv");

/// The line after which words of grammar stand.
const GRAMMAR: &str = "# grammar";

/// Particles that verbs begin with: "uppstod" is of "uppstå" as "stod" is of "stå".
const PARTICLES: [&str; 42] = [
    "an", "av", "be", "bi", "bort", "efter", "emot", "er", "fast", "fram", "från", "fort", "för",
    "före", "genom", "hän", "i", "igen", "igenom", "ihop", "in", "inne", "isär", "med", "miss",
    "mot", "ned", "ner", "om", "på", "sam", "sär", "till", "tillbaka", "under", "upp", "ur", "ut",
    "vid", "åter", "över", "o",
];

type Forms = HashMap<&'static str, Vec<&'static str>, foldhash::fast::FixedState>;

/// The base forms of a word in small letters by the table alone.
pub(crate) fn irregular(word: &str) -> &'static [&'static str] {
    let tables = tables();
    let found = tables
        .inflected
        .get(word)
        .or_else(|| tables.grammar.get(word));
    found.map_or(&[], Vec::as_slice)
}

/// The base forms of an irregular word that is none of grammar.
pub(crate) fn irregular_content(word: &str) -> &'static [&'static str] {
    tables().inflected.get(word).map_or(&[], Vec::as_slice)
}

/// True for a pronoun, conjunction, preposition, particle, or a form of an auxiliary verb.
pub(crate) fn is_grammar(word: &str) -> bool {
    tables().grammar.contains_key(word)
}

/// The base forms of an irregular word with a particle before it.
pub(crate) fn with_particle(word: &str) -> Vec<String> {
    let forms = |particle: &&str| -> Option<Vec<String>> {
        let bases = tables().inflected.get(word.strip_prefix(*particle)?)?;
        Some(
            bases
                .iter()
                .map(|base| [*particle, *base].concat())
                .collect(),
        )
    };
    PARTICLES.iter().find_map(forms).unwrap_or_default()
}

struct Tables {
    inflected: Forms,
    grammar: Forms,
}

fn tables() -> &'static Tables {
    static TABLES: LazyLock<Tables> = LazyLock::new(|| {
        let (inflected, grammar) = FORMS.split_once(GRAMMAR).unwrap_or((FORMS, ""));
        Tables {
            inflected: read(inflected),
            grammar: read(grammar),
        }
    });
    &TABLES
}

fn read(text: &'static str) -> Forms {
    let mut forms = Forms::default();
    for line in text.lines() {
        let Some((base, others)) = line.split_once('\t') else {
            continue;
        };
        for form in others.split_whitespace().chain([base]) {
            let bases = forms.entry(form).or_default();
            if !bases.contains(&base) {
                bases.push(base);
            }
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn irregular_forms_lead_to_their_base_form() {
        assert_eq!(irregular("böckerna"), ["bok"]);
        assert_eq!(irregular("sprungit"), ["springa"]);
        assert_eq!(irregular("är"), ["vara"]);
        assert_eq!(with_particle("uppstod"), ["uppstå"]);
        assert!(irregular("stolar").is_empty());
        assert!(is_grammar("är") && !is_grammar("böcker"));
    }
}
