//! The words of a query as the analyser reads them where they stand.
//!
//! Plain words beside each other are one text: "sosiaali- ja terveyspalvelut" says "sosiaalipalvelut",
//! and "116 117" is one number. A word that a hyphen joins to the words before it stands for the
//! compound, too.

use std::ops::Range;

use aluehaku_query::{Leaf, LeafKind, Query};

use crate::analysis::{TextAnalyzer, Token};

/// A query whose leaves are words of the analyser.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    Everything,
    Leaf(PlainLeaf),
    Not(Box<Part>),
    All(Vec<Part>),
    Any(Vec<Part>),
}

/// A leaf of a query with what its word is short for.
#[derive(Clone, Debug)]
pub(crate) struct PlainLeaf {
    pub(crate) leaf: Leaf,
    /// Base forms of the compounds that the word is short for.
    pub(crate) completed: Vec<String>,
}

/// Replaces leaves that the analyser reads as several words by all of these words.
pub(crate) fn split(analyzer: &dyn TextAnalyzer, query: &Query) -> Part {
    match query {
        Query::Everything => Part::Everything,
        Query::Leaf(leaf) => all(run(analyzer, &[leaf], None)),
        Query::Not(inner) => match split(analyzer, inner) {
            Part::Everything => Part::Everything,
            inner => Part::Not(Box::new(inner)),
        },
        Query::Any(parts) => {
            let parts = parts.iter().map(|part| split(analyzer, part));
            let mut said: Vec<Part> = parts.filter(|part| !part.is_everything()).collect();
            match said.len() {
                0 | 1 => said.pop().unwrap_or(Part::Everything),
                _ => Part::Any(said),
            }
        }
        Query::All(parts) => all(list(analyzer, parts)),
    }
}

/// The last word of a compound that is written open, and the base forms of the compound.
pub(crate) fn joined(analyzer: &dyn TextAnalyzer, before: &str, word: &str) -> Vec<String> {
    let text = format!("{before} -{word}");
    let last = analyzer.tokens(&text).pop();
    last.map(|token| token.completed).unwrap_or_default()
}

fn list(analyzer: &dyn TextAnalyzer, parts: &[Query]) -> Vec<Part> {
    let mut split_parts = Vec::new();
    let mut rest = parts;
    let mut before = None;
    while let Some(first) = rest.first() {
        let plain: Vec<&Leaf> = rest.iter().map_while(plain_word).collect();
        if plain.is_empty() {
            split_parts.push(split(analyzer, first));
            before = Some(first);
            rest = &rest[1..];
        } else {
            rest = &rest[plain.len()..];
            split_parts.extend(run(analyzer, &plain, before));
        }
    }
    split_parts
}

fn plain_word(query: &Query) -> Option<&Leaf> {
    match query {
        Query::Leaf(leaf) if leaf.kind == LeafKind::Word && leaf.field.is_none() => Some(leaf),
        _ => None,
    }
}

/// The words of leaves beside each other. A phrase before them belongs to the text that they are read
/// in.
fn run(analyzer: &dyn TextAnalyzer, leaves: &[&Leaf], before: Option<&Query>) -> Vec<Part> {
    let mut text = match before {
        Some(Query::Leaf(phrase)) if phrase.kind == LeafKind::Phrase => phrase.text.clone(),
        _ => String::new(),
    };
    let mut ranges: Vec<Range<usize>> = Vec::with_capacity(leaves.len());
    let mut end_before = None;
    for leaf in leaves {
        text.push_str(match end_before {
            _ if leaf.hyphen_after.is_some() => " -",
            None => " ",
            // One byte is a blank; more hold a comma, which parts numbers and joins compounds.
            Some(end) if leaf.text_span.start <= end + 1 => " ",
            Some(_) => ", ",
        });
        let start = text.len();
        text.push_str(&leaf.text);
        ranges.push(start..text.len());
        end_before = Some(leaf.text_span.end);
    }
    let tokens = analyzer.tokens(&text);
    let mut parts = Vec::with_capacity(leaves.len());
    for (leaf, range) in leaves.iter().zip(ranges) {
        let own = tokens
            .iter()
            .filter(|token| range.contains(&token.start) || starts_before(token, &range));
        parts.extend(words(leaf, own));
    }
    parts
}

/// Whether a token is the hyphen before a leaf with its word.
fn starts_before(token: &Token<'_>, range: &Range<usize>) -> bool {
    token.start + 1 == range.start && token.end > range.start
}

/// A leaf for each of its words.
fn words<'t>(leaf: &Leaf, tokens: impl Iterator<Item = &'t Token<'t>>) -> Vec<Part> {
    let tokens: Vec<&Token<'_>> = tokens.collect();
    let last = tokens.len().saturating_sub(1);
    if matches!(leaf.kind, LeafKind::Phrase | LeafKind::Exact) && !tokens.is_empty() {
        return vec![Part::of(leaf.clone(), Vec::new())];
    }
    let words = tokens.into_iter().enumerate().map(|(place, token)| {
        let kind = if place < last {
            LeafKind::Word
        } else {
            leaf.kind
        };
        let word = Leaf {
            kind,
            text: token.text.clone().into_owned(),
            ..leaf.clone()
        };
        Part::of(word, token.completed.clone())
    });
    words.collect()
}

fn all(parts: Vec<Part>) -> Part {
    let mut flat = Vec::new();
    for part in parts {
        match part {
            Part::Everything => {}
            Part::All(inner) => flat.extend(inner),
            other => flat.push(other),
        }
    }
    match flat.len() {
        0 | 1 => flat.pop().unwrap_or(Part::Everything),
        _ => Part::All(flat),
    }
}

impl Part {
    fn of(leaf: Leaf, completed: Vec<String>) -> Self {
        Self::Leaf(PlainLeaf { leaf, completed })
    }

    fn is_everything(&self) -> bool {
        matches!(self, Self::Everything)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use aluehaku_finnish::Finnish;
    use aluehaku_query::FieldTable;

    use super::*;
    use crate::analysis::finnish::FinnishAnalyzer;

    #[track_caller]
    fn check(typed: &str, expected: &[&str]) {
        let analyzer = FinnishAnalyzer::new(Arc::new(Finnish::new(None)), 0);
        let query = aluehaku_query::parse(typed, &FieldTable::new(&[])).query;
        let words = match split(&analyzer, &query) {
            Part::All(parts) => parts,
            single => vec![single],
        };
        let words = words.iter().filter_map(|part| match part {
            Part::Leaf(plain) => Some(plain.leaf.text.as_str()),
            _ => None,
        });
        assert_eq!(words.collect::<Vec<_>>(), expected, "{typed}");
    }

    #[test]
    fn words_are_read_where_they_stand() {
        check("talkoot kylällä", &["talkoot", "kylällä"]);
        check("kunta/kaupunki apu", &["kunta", "kaupunki", "apu"]);
        check("soita 116 117", &["soita", "116117"]);
        check(
            "vuonna 1998, 100 jäsentä",
            &["vuonna", "1998", "100", "jäsentä"],
        );
        check("\"oma tupa\" talkoot", &["oma tupa", "talkoot"]);
    }

    #[test]
    fn the_last_word_of_an_open_compound_stands_for_the_compound() {
        let analyzer = FinnishAnalyzer::new(Arc::new(Finnish::new(None)), 0);
        assert!(joined(&analyzer, "Kylän tupa", "hanke").contains(&"tupahanke".to_owned()));
    }
}
