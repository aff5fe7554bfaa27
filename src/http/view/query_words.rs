//! A query in words, for those who do not know its signs.

use aluehaku_article::facet::Facet;
use aluehaku_query::{Leaf, LeafKind, Query};

use crate::i18n::format::fill;
use crate::i18n::{Language, query_texts, texts};

/// What a query asks for, in words; `None` where it is only words.
pub(crate) fn in_words(query: &Query, language: Language) -> Option<String> {
    if is_plain(query) {
        return None;
    }
    let said = said(query, language);
    Some(fill(
        query_texts(language).query_in_words,
        &[("query", &said)],
    ))
}

fn is_plain(query: &Query) -> bool {
    match query {
        Query::Everything => true,
        Query::Leaf(leaf) => {
            leaf.kind == LeafKind::Word && leaf.field.is_none() && !leaf.is_demanded
        }
        Query::All(parts) => parts.iter().all(is_plain),
        Query::Not(_) | Query::Any(_) => false,
    }
}

fn said(query: &Query, language: Language) -> String {
    let t = query_texts(language);
    match query {
        Query::Everything => String::new(),
        Query::Leaf(leaf) => said_leaf(leaf, language),
        Query::Not(inner) => fill(t.query_not, &[("part", &said_part(inner, language))]),
        Query::All(parts) => joined(parts, t.query_and, language),
        Query::Any(parts) => joined(parts, t.query_or, language),
    }
}

/// A part of a longer query; what has parts of its own stands in brackets.
fn said_part(query: &Query, language: Language) -> String {
    match query {
        Query::All(_) | Query::Any(_) => format!("({})", said(query, language)),
        _ => said(query, language),
    }
}

/// Parts with commas between, and a word before the last: "talkoot, kahvit ja ei myyjäiset".
fn joined(parts: &[Query], last_two: &str, language: Language) -> String {
    let mut parts: Vec<String> = parts.iter().map(|part| said_part(part, language)).collect();
    let last = parts.pop().unwrap_or_default();
    match parts.is_empty() {
        true => last,
        false => fill(last_two, &[("one", &parts.join(", ")), ("other", &last)]),
    }
}

fn said_leaf(leaf: &Leaf, language: Language) -> String {
    let t = query_texts(language);
    let text = leaf.text.as_str();
    let of_kind = match leaf.kind {
        LeafKind::Word => text.to_owned(),
        LeafKind::Phrase => fill(t.query_phrase, &[("text", text)]),
        LeafKind::Prefix => fill(t.query_prefix, &[("text", text)]),
        LeafKind::Exact => fill(t.query_exact, &[("text", text)]),
    };
    let in_field = match leaf.field {
        None => of_kind,
        Some(field) => {
            let field = field_in_words(field, language);
            fill(t.query_field, &[("part", &of_kind), ("field", &field)])
        }
    };
    match leaf.is_demanded {
        true => fill(t.query_demand, &[("part", &in_field)]),
        false => in_field,
    }
}

fn field_in_words(field: &str, language: Language) -> String {
    match Facet::from_name(field) {
        Some(facet) => texts(language).facet(facet).to_lowercase(),
        None => {
            let text = query_texts(language).by_name(&format!("field_{field}"));
            text.unwrap_or(field).to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use aluehaku_index::search::fields::FIELD_TABLE;

    use super::*;

    #[track_caller]
    fn check(typed: &str, expected: Option<&str>) {
        let query = aluehaku_query::parse(typed, &FIELD_TABLE).query;
        assert_eq!(
            in_words(&query, Language::Finnish).as_deref(),
            expected,
            "{typed}"
        );
    }

    #[test]
    fn signs_are_said_in_words() {
        check("talkoot kylällä", None);
        check("", None);
        check(
            "talkoot \"oma tupa\" -myyjäiset",
            Some("Haetaan: talkoot, ”oma tupa” peräkkäin ja ei myyjäiset"),
        );
        check(
            "(sote OR hyte) otsikko:kunta",
            Some("Haetaan: (sote tai hyte) ja kunta (otsikossa)"),
        );
        check("talkoo*", Some("Haetaan: talkoo-alkuiset sanat"));
        check("+talkoot kahvi", Some("Haetaan: varmasti talkoot ja kahvi"));
    }

    #[test]
    fn every_field_has_words_in_every_language() {
        for field in ["title", "lead", "body", "author"] {
            for language in Language::ALL {
                assert_ne!(field_in_words(field, language), field);
            }
        }
    }
}
