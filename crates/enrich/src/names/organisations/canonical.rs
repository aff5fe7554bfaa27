//! The name of an organisation in its base form: plural names keep their plural, and what agrees with the last word
//! goes with it.

use std::ops::Range;

use aluehaku_finnish::analysis::{Analysis, Analyzer, Case, Number};
use aluehaku_finnish::guess::plural_only;
use aluehaku_finnish::names::{BaseForms, NamePart};
use aluehaku_finnish::{Class, Scratch};

use super::super::document::{Document, Words};
use super::super::short_names::is_legal_form;
use super::super::written;
use crate::within::part;

/// The name with its last word in the base form.
pub(super) fn canonical(
    document: &Document<'_>,
    span: &Range<usize>,
    base_forms: &mut BaseForms<'_>,
    words: &mut Words<'_>,
) -> String {
    let last = document.last(span);
    let agreeing = agreeing_word(document, span, words);
    let shown = |at: usize, word: &str| match &agreeing {
        Some((agreeing, base)) if *agreeing == at => base.clone(),
        _ => word.to_owned(),
    };
    let base_form = match last.split_once(':') {
        Some((bare, _)) if is_legal_form(last) => bare.to_owned(),
        None if is_legal_form(last) => last.to_owned(),
        _ => words
            .plural_base_form(last)
            .unwrap_or_else(|| base_forms.best(last, NamePart::Other)),
    };
    written::with_gaps(document, span, shown, &base_form)
}

/// "Kansainvälisen valuuttarahaston": the adjective before the last word of a name where it stands in the same case,
/// with its base form.
fn agreeing_word(
    document: &Document<'_>,
    span: &Range<usize>,
    words: &mut Words<'_>,
) -> Option<(usize, String)> {
    let at = span.end.checked_sub(2).filter(|at| *at >= span.start)?;
    let (word, last) = (document.text(at), document.last(span));
    let base = words.adjective_agreeing_with(word, last)?;
    Some((at, with_capital_of(word, &base)))
}

fn with_capital_of(word: &str, base: &str) -> String {
    let mut letters = base.chars();
    match letters.next() {
        Some(first) if word.starts_with(char::is_uppercase) => {
            first.to_uppercase().chain(letters).collect()
        }
        _ => base.to_owned(),
    }
}

impl Words<'_> {
    /// The nominative plural of a word that is one of many in whatever way it is read: "Sanomien" is Sanomat. `None`
    /// for a word that can be one of one.
    pub(super) fn plural_base_form(&mut self, word: &str) -> Option<String> {
        let (analyzer, scratch) = self.parts()?;
        let (head, tail) = word
            .rsplit_once('-')
            .map_or(("", word), |(head, tail)| (part(word, ..=head.len()), tail));
        if tail.chars().skip(1).any(char::is_uppercase) {
            return None;
        }
        let lower = tail.to_lowercase();
        let analyses = analyzer.analyze(&lower, scratch);
        let nouns = || {
            analyses.iter().filter(|analysis| {
                analysis.features().case.is_some()
                    && matches!(
                        analysis.class(),
                        Some(Class::Noun | Class::NounOrAdjective | Class::Adjective)
                    )
            })
        };
        let first = nouns().next()?;
        let with_head = |plural: &str| format!("{head}{}", with_capital_of(tail, plural));
        // "Sanomista" is of saying, too, but a paper is never called so.
        let as_plural_only = |noun: Analysis<'_>| {
            let are_many = noun.features().number == Some(Number::Plural);
            are_many
                .then(|| plural_only(&noun.base_form(), 0))
                .flatten()
        };
        if head.is_empty()
            && let Some(plural) = nouns().find_map(as_plural_only)
        {
            return Some(with_head(&plural));
        }
        let are_many = nouns().all(|noun| noun.features().number == Some(Number::Plural));
        let has_owner = nouns().any(|noun| noun.features().possessive.is_some());
        if !are_many || has_owner {
            return None;
        }
        if nouns().any(|noun| noun.features().case == Some(Case::Nominative)) {
            return Some(word.to_owned());
        }
        let base = first.base_form();
        let plural = nominative_plural(&base, analyzer, scratch)?;
        Some(with_head(&plural))
    }

    /// The base form of an adjective in the case and number of the word behind, where that is not the nominative.
    fn adjective_agreeing_with(&mut self, word: &str, last: &str) -> Option<String> {
        let (analyzer, scratch) = self.parts()?;
        let forms = |word: &str, scratch: &mut Scratch, adjectives: bool| {
            let analyses = analyzer.analyze(&word.to_lowercase(), scratch);
            let fitting = analyses.iter().filter(|analysis| {
                analysis.class().is_some_and(|class| match class {
                    Class::Adjective | Class::NounOrAdjective => true,
                    Class::Noun => !adjectives,
                    _ => false,
                })
            });
            let forms = fitting.map(|analysis| {
                let features = analysis.features();
                (features.case, features.number, analysis.base_form())
            });
            forms.collect::<Vec<_>>()
        };
        let of_last = forms(last, scratch, false);
        let of_word = forms(word, scratch, true);
        let agrees = |(case, number, _): &&(Option<Case>, Option<Number>, String)| {
            case.is_some_and(|case| case != Case::Nominative)
                && *number == Some(Number::Singular)
                && of_last
                    .iter()
                    .any(|(other, others_number, _)| other == case && others_number == number)
        };
        let base = of_word.iter().find(agrees)?;
        (base.2 != word.to_lowercase()).then(|| base.2.clone())
    }
}

/// The nominative plural of a base form, tried in all the ways in which one is made.
fn nominative_plural(base: &str, analyzer: &Analyzer, scratch: &mut Scratch) -> Option<String> {
    candidates(base).into_iter().find(|candidate| {
        let analyses = analyzer.analyze(candidate, scratch);
        analyses.iter().any(|analysis| {
            analysis.features().case == Some(Case::Nominative)
                && analysis.features().number == Some(Number::Plural)
                && analysis.base_form() == base
        })
    })
}

/// Endings of base forms, and what the plural has in their place.
const PLURALS: [(&str, &[&str]); 8] = [
    ("nen", &["set"]),
    ("is", &["iit", "ikset"]),
    ("us", &["ukset", "udet"]),
    ("ys", &["ykset", "ydet"]),
    ("s", &["kset", "set", "at", "ät"]),
    ("si", &["det", "set", "sit"]),
    ("e", &["eet"]),
    ("i", &["it", "et"]),
];

/// Strong consonants before the last vowel, and the weak ones.
const GRADES: [(&str, &str); 12] = [
    ("kk", "k"),
    ("pp", "p"),
    ("tt", "t"),
    ("nk", "ng"),
    ("mp", "mm"),
    ("nt", "nn"),
    ("lt", "ll"),
    ("rt", "rr"),
    ("k", ""),
    ("p", "v"),
    ("t", "d"),
    ("k", "j"),
];

fn candidates(base: &str) -> Vec<String> {
    let mut found = vec![format!("{base}t")];
    for (ending, plurals) in PLURALS {
        if let Some(stem) = base.strip_suffix(ending) {
            found.extend(plurals.iter().map(|plural| format!("{stem}{plural}")));
        }
    }
    let graded: Vec<String> = found
        .iter()
        .filter_map(|plural| {
            let vowels_at = plural.trim_end_matches('t');
            let stem = vowels_at.trim_end_matches(|letter: char| "aeiouyäö".contains(letter));
            Some((stem, plural.strip_prefix(stem)?))
        })
        .flat_map(|(stem, ending)| {
            // "reipas" has the weak one and the plural the strong one.
            GRADES.iter().flat_map(move |(strong, weak)| {
                let weakened = stem.strip_suffix(strong).map(|stem| (stem, weak));
                let strengthened = stem.strip_suffix(weak).map(|stem| (stem, strong));
                let graded = [weakened, strengthened].into_iter().flatten();
                graded.map(move |(stem, grade)| format!("{stem}{grade}{ending}"))
            })
        })
        .collect();
    found.extend(graded);
    found
}
