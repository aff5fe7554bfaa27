//! Where in an article the words of a query were met.
//!
//! Engines tell the positions at which the terms of a query stand in an article, so what is marked is what matched.

use std::ops::Range;

use crate::analysis::{Language, Term, TermKind, TextAnalyzer, Token};
use crate::document::TextLanguages;
use crate::plan::lookup::SearchedField;
use crate::plan::word::{Origin, Source, Word};
use crate::plan::{Leaf, Look, Plan};
use crate::search::response::MatchRelation;
use aluehaku_article::TextPart;

/// The texts of an article, in the order of their numbers.
const PARTS: [TextPart; 3] = [TextPart::Title, TextPart::Lead, TextPart::Body];

/// Letters by which a part of a compound is seen in it at least.
const FEWEST_PART_LETTERS: usize = 3;

/// Words of a text, in a row, that met a leaf of the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Match {
    /// Number of the first word in the text.
    pub(crate) first: usize,
    /// Number of words.
    pub(crate) count: usize,
    /// Number of the leaf in the plan.
    pub(crate) leaf: usize,
    /// How they met.
    pub(crate) relation: MatchRelation,
    /// Bytes of the first word before the part that was met, and after it.
    pub(crate) around: (usize, usize),
}

/// Where the terms of a query stand in the texts of one article.
pub(crate) trait Positions<T> {
    /// Why the index cannot be read.
    type Error;

    /// Positions of a term, each once, in order.
    fn of_term(&self, term: &Source<T>) -> Result<Vec<u32>, Self::Error>;

    /// Positions at which words in a row begin, in order.
    fn of_phrase(&self, words: &[Word<T>]) -> Result<Vec<u32>, Self::Error>;

    /// The positions of the words of one text.
    fn of_part(&self, part: TextPart) -> Range<u32>;
}

/// A query and how its words are read.
pub(crate) struct Asked<'a, T> {
    pub(crate) plan: &'a Plan<T>,
    pub(crate) analyzer: &'a dyn TextAnalyzer,
    /// Whether another analyser wrote the index: its positions may be others than those of this one.
    pub(crate) is_foreign: bool,
}

/// Positions in an article's texts at which the leaves of a plan were met.
pub(crate) struct Met<'a, T> {
    asked: &'a Asked<'a, T>,
    languages: TextLanguages,
    /// The positions of each text, by its number.
    ranges: [Range<u32>; 3],
    /// For each leaf where it was met.
    positions: Vec<Vec<Meeting<'a>>>,
}

/// A match before it is seen where in the words it lies.
struct Meeting<'a> {
    first: u32,
    count: usize,
    relation: MatchRelation,
    /// The base form that the word is or holds.
    base: Option<&'a str>,
    /// Whether that is only a part of the query word.
    is_of_part: bool,
}

impl<'a, T> Met<'a, T> {
    /// Reads where the leaves were met.
    pub(crate) fn read<P: Positions<T>>(
        asked: &'a Asked<'a, T>,
        positions: &P,
        languages: TextLanguages,
    ) -> Result<Self, P::Error> {
        let mut met = Self {
            asked,
            languages,
            ranges: PARTS.map(|part| positions.of_part(part)),
            positions: Vec::with_capacity(asked.plan.leaves.len()),
        };
        for leaf in &asked.plan.leaves {
            let is_in_texts = leaf.place.field == SearchedField::Text && leaf.is_wanted;
            met.positions.push(match &leaf.look {
                Look::Word(word) if is_in_texts && !asked.is_foreign => word_met(positions, word)?,
                Look::Phrase(words) if is_in_texts && !asked.is_foreign => {
                    phrase_met(positions, words)?
                }
                _ => Vec::new(),
            });
        }
        Ok(met)
    }

    /// The matches of all wanted leaves in one text of the article, in order, the closest first.
    pub(crate) fn matches(&self, part: TextPart, tokens: &[Token<'_>]) -> Vec<Match> {
        let range = &self.ranges[part as usize];
        let mut matches = Vec::new();
        for (leaf, (planned, positions)) in self
            .asked
            .plan
            .leaves
            .iter()
            .zip(&self.positions)
            .enumerate()
        {
            if planned.place.part.is_some_and(|named| named != part) || !planned.is_wanted {
                continue;
            }
            for meeting in positions.iter().filter(|met| range.contains(&met.first)) {
                let first = (meeting.first - range.start) as usize;
                let seen = tokens.get(first).map(|token| {
                    let language = self.languages.at(part, token.start);
                    self.seen(meeting, token, language)
                });
                let (relation, (before, after)) = seen.unwrap_or((meeting.relation, (0, 0)));
                let hyphens = tokens.get(first).map_or(0, leading_hyphens);
                matches.push(Match {
                    first,
                    count: meeting.count,
                    leaf,
                    relation,
                    around: (before.max(hyphens), after),
                });
            }
            let by_letters = self.surface_of(planned, tokens).into_iter();
            matches.extend(by_letters.map(|(first, relation)| Match {
                first,
                count: 1,
                leaf,
                relation,
                around: (0, 0),
            }));
        }
        matches.retain(|found| found.first + found.count <= tokens.len());
        matches.sort_unstable();
        matches.dedup_by_key(|found| (found.first, found.count, found.leaf));
        matches
    }

    /// How a word was met, and how much of it lies around the part that was met: the term for a word
    /// alone and inside compounds does not tell them apart.
    fn seen(
        &self,
        meeting: &Meeting<'_>,
        token: &Token<'_>,
        language: Language,
    ) -> (MatchRelation, (usize, usize)) {
        let Some(part) = meeting.base else {
            return (meeting.relation, (0, 0));
        };
        let form = match token.surface() == part {
            true => MatchRelation::BaseForm,
            false => MatchRelation::Form,
        };
        if meeting.relation != MatchRelation::Part {
            return (form, (0, 0));
        }
        let found = self.asked.analyzer.terms(&token.text, language);
        let is_itself = |term: &&Term| term.text == part && term.kind != TermKind::Part;
        match found.terms.iter().find(is_itself).map(|term| term.kind) {
            Some(_) if meeting.is_of_part => return (MatchRelation::Part, (0, 0)),
            Some(TermKind::Stem(_)) => return (MatchRelation::Stem, (0, 0)),
            Some(_) => return (form, (0, 0)),
            None => {}
        }
        let mut lemmas = found.terms.iter();
        let is_last = lemmas.any(|term| {
            let is_longer = term.text.len() > part.len();
            term.kind == TermKind::Lemma && is_longer && term.text.ends_with(part)
        });
        (MatchRelation::Part, around(&token.text, part, is_last))
    }

    /// Matches that are seen by the letters of a text alone: prefixes, and every word where another
    /// analyser wrote the index and may have counted words otherwise.
    fn surface_of(&self, leaf: &Leaf<T>, tokens: &[Token<'_>]) -> Vec<(usize, MatchRelation)> {
        let is_foreign = self.asked.is_foreign;
        let typed: Vec<String> = match &leaf.look {
            Look::Word(_) | Look::Phrase(_) if is_foreign => {
                let typed = self.asked.analyzer.tokens(&leaf.typed);
                typed.iter().map(Token::surface).collect()
            }
            Look::Prefix(start) if leaf.place.field == SearchedField::Text => vec![start.clone()],
            _ => return Vec::new(),
        };
        let (is_prefix, relation) = match leaf.look {
            Look::Prefix(_) => (true, MatchRelation::Part),
            _ => (false, MatchRelation::Same),
        };
        let passes = |surface: &str| {
            let mut typed = typed.iter();
            typed.any(|typed| surface == typed || is_prefix && surface.starts_with(typed.as_str()))
        };
        let numbered = tokens.iter().enumerate();
        let passing = numbered.filter(|(_, token)| passes(&token.surface()));
        passing.map(|(number, _)| (number, relation)).collect()
    }
}

/// Where the terms of a word were met.
fn word_met<'a, T, P: Positions<T>>(
    positions: &P,
    word: &'a Word<T>,
) -> Result<Vec<Meeting<'a>>, P::Error> {
    let mut found = Vec::new();
    let whole = word.sources.iter().map(|source| (source, false));
    let parts = word.parts.iter().flatten().map(|source| (source, true));
    for (source, is_of_part) in whole.chain(parts) {
        let relation = relation(source);
        let has_base = matches!(relation, MatchRelation::Form | MatchRelation::Part);
        for first in positions.of_term(source)? {
            found.push(Meeting {
                first,
                count: 1,
                relation,
                base: has_base.then_some(source.text.as_str()),
                is_of_part,
            });
        }
    }
    Ok(found)
}

/// Where a phrase was met.
fn phrase_met<'a, T, P: Positions<T>>(
    positions: &P,
    words: &[Word<T>],
) -> Result<Vec<Meeting<'a>>, P::Error> {
    let starts = positions.of_phrase(words)?.into_iter();
    let meetings = starts.map(|first| Meeting {
        first,
        count: words.len(),
        relation: MatchRelation::Form,
        base: None,
        is_of_part: false,
    });
    Ok(meetings.collect())
}

/// Bytes of the hyphens that join a word to the words before it: "-hanke".
fn leading_hyphens(token: &Token<'_>) -> usize {
    token.text.len() - token.text.trim_start_matches('-').len()
}

/// Bytes of a compound before one of its parts and after it. A part is seen by its beginning, since
/// its end may be inflected; the last part reaches to the end of the word, one with a hyphen behind it
/// to the hyphen.
fn around(word: &str, part: &str, is_last: bool) -> (usize, usize) {
    let lower = word.to_lowercase();
    if lower.len() != word.len() {
        return (0, 0);
    }
    let mut end = part.len();
    while part[..end].chars().count() >= FEWEST_PART_LETTERS {
        let seen = &part[..end];
        let found = if is_last {
            lower.rfind(seen)
        } else {
            lower.find(seen)
        };
        if let Some(start) = found.filter(|start| !is_last || *start > 0) {
            let rest = &lower[start + end..];
            let follows_hyphen = start > 0 && lower[..start].ends_with('-');
            let after = match rest.find('-') {
                Some(hyphen) if !is_last => rest.len() - hyphen,
                None if !is_last && !follows_hyphen => rest.len(),
                _ => 0,
            };
            return (start, after);
        }
        end -= seen.chars().next_back().map_or(1, char::len_utf8);
    }
    (0, 0)
}

fn relation<T>(source: &Source<T>) -> MatchRelation {
    match source.kind {
        _ if source.origin == Origin::Unfolded => MatchRelation::Folded,
        _ if source.origin == Origin::Synonym => MatchRelation::Synonym,
        TermKind::Surface => MatchRelation::Same,
        TermKind::Lemma => MatchRelation::Form,
        TermKind::Part => MatchRelation::Part,
        TermKind::Stem(_) => MatchRelation::Stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, part: &str, is_last: bool, expected: &str) {
        let (before, after) = around(word, part, is_last);
        assert_eq!(&word[before..word.len() - after], expected);
    }

    #[test]
    fn a_part_is_seen_in_its_compound() {
        check(
            "Järjestöasiantuntijoille",
            "asiantuntija",
            true,
            "asiantuntijoille",
        );
        check("järjestöasiantuntijoille", "järjestö", false, "järjestö");
        check("sote-muutostuen", "muutostuki", true, "muutostuen");
        check("sote-muutostuki", "muutostuk", false, "muutostuki");
        check("sote-muutostuki", "sote", false, "sote");
        check("kädentaidot", "käsi", false, "kädentaidot");
        check("talotalo", "talo", true, "talo");
        check("İstanbulissa", "istanbul", false, "İstanbulissa");
    }
}
