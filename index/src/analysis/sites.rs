//! The terms of addresses: a site is found by its name wherever the text goes on after it.
//!
//! "www.oma.fi/ajat" is the page "oma.fi/ajat", with the site "oma.fi" and its label "oma" as parts. A word that
//! goes on after a site, "oma.fi-tunnus", has the label as a part too.

use aluehaku_finnish::tokenizer::Site;

use super::{Term, TermKind, WordTerms};

/// A shorter label tells nothing.
const SHORTEST_LABEL: usize = 3;

/// The terms of a word that is an address, whatever the language; nothing for any other word.
#[must_use]
pub fn site_terms(word: &str) -> Option<WordTerms> {
    let site = Site::of(word)?;
    let page = format!("{}{}", site.host, site.path.to_lowercase());
    let mut terms = vec![term(TermKind::Lemma, &page)];
    if !site.path.is_empty() {
        terms.push(term(TermKind::Part, &site.host));
    }
    terms.extend(site.parents().map(|parent| term(TermKind::Part, parent)));
    terms.extend(labels(&site));
    Some(WordTerms {
        terms,
        known: true,
        is_function_word: false,
    })
}

/// Adds the labels of sites among the parts of a word.
pub fn add_labels(terms: &mut Vec<Term>) {
    let sites = terms.iter().filter(|term| term.kind == TermKind::Part);
    let sites: Vec<Site<'_>> = sites.filter_map(|term| Site::of(&term.text)).collect();
    let added: Vec<Term> = sites.iter().flat_map(labels).collect();
    terms.extend(added);
}

fn labels<'s>(site: &'s Site<'_>) -> impl Iterator<Item = Term> + 's {
    let labels = site
        .labels()
        .filter(|label| label.chars().count() >= SHORTEST_LABEL);
    labels.map(|label| term(TermKind::Part, label))
}

fn term(kind: TermKind, text: &str) -> Term {
    Term {
        kind,
        text: text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, lemma: &str, parts: &[&str]) {
        let terms = site_terms(word).expect("an address").terms;
        let of_kind = |kind| {
            let terms = terms.iter().filter(move |term| term.kind == kind);
            terms.map(|term| term.text.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(of_kind(TermKind::Lemma), [lemma], "{word}");
        assert_eq!(of_kind(TermKind::Part), parts, "{word}");
    }

    #[test]
    fn a_site_is_the_same_with_and_without_what_stands_around_it() {
        check("Oma.fi", "oma.fi", &["oma"]);
        check("www.oma.fi", "oma.fi", &["oma"]);
        check("https://www.oma.fi/", "oma.fi", &["oma"]);
        check("www.oma.fi/Ajat", "oma.fi/ajat", &["oma.fi", "oma"]);
        check("ajat.oma.fi", "ajat.oma.fi", &["oma.fi", "ajat", "oma"]);
    }

    #[test]
    fn other_words_are_no_sites() {
        for word in ["oma", "12.30", "1.2.2024", "esim.", "oma.fi-tunnus"] {
            assert_eq!(site_terms(word), None, "{word}");
        }
    }

    #[test]
    fn a_word_that_goes_on_after_a_site_has_its_label() {
        let mut terms = vec![
            term(TermKind::Part, "oma.fi"),
            term(TermKind::Part, "tunnus"),
        ];
        add_labels(&mut terms);
        assert_eq!(terms.last(), Some(&term(TermKind::Part, "oma")));
    }
}
