//! The terms that a query word is found under, and how much each counts.
//!
//! The terms of one word compete: an article scores by the best of them. A term's weight is that
//! of its kind, times that of its field, times its rarity. The parts of a compound in the query
//! are summed, and then compete as one.

use tantivy::Term;
use tantivy::schema::Field;

use super::super::encoding::typed_term;
use super::Snapshot;
use super::unfold::unfolded;
use crate::analysis::{Language, TermKind, WordTerms};

/// How much a match of each kind counts. A stem counts as much as a base form where there is none.
const SURFACE_WEIGHT: f32 = 0.8;
const LEMMA_WEIGHT: f32 = 1.0;
const PART_WEIGHT: f32 = 0.6;
const STEM_WEIGHT: f32 = 0.5;

/// What is left of a weight when the letters had to be unfolded.
const UNFOLDED_SHARE: f32 = 0.6;

/// A word that at least one article in so many has is taken as it is typed; a rarer one may lack
/// its dots.
const COMMON_SHARE: u64 = 1000;

/// A word in at least this many articles is common in the smallest index too.
const FEWEST_COMMON: u64 = 8;

/// A query word and where it is found.
#[derive(Debug, Default)]
pub(in crate::embedded) struct Word {
    /// Terms of which the best counts.
    pub(in crate::embedded) sources: Vec<Source>,
    /// For each part of a compound, terms of which the best counts; the parts are summed.
    pub(in crate::embedded) parts: Vec<Vec<Source>>,
}

/// A term that occurs in the index, in one field.
#[derive(Clone, Debug)]
pub(in crate::embedded) struct Source {
    /// The term.
    pub(in crate::embedded) term: Term,
    /// How it stands for the article's word.
    pub(in crate::embedded) kind: TermKind,
    /// Whether the typed letters had to be unfolded.
    pub(in crate::embedded) is_unfolded: bool,
    /// The score of an occurrence that fills an article.
    pub(in crate::embedded) weight: f32,
    /// Articles that have the term in this field.
    articles: u64,
}

/// A term that may be found.
#[derive(Clone, Debug, PartialEq)]
struct Candidate {
    kind: TermKind,
    text: String,
    weight: f32,
    is_unfolded: bool,
}

/// Looks up the terms of query words.
pub(super) struct TermPlanner<'a> {
    pub(super) snapshot: &'a Snapshot,
    /// Fields to look in with their weights.
    pub(super) places: &'a [(Field, f32)],
    /// Whether only what surely is the word counts, so that filters and counts are right.
    pub(super) is_strict: bool,
    /// Whether the word is wanted; an exclusion spares compounds that hold the word.
    pub(super) is_wanted: bool,
}

impl TermPlanner<'_> {
    /// A word in all its forms, and inside compounds.
    pub(super) fn word(&self, typed: &str) -> tantivy::Result<Word> {
        let (mut candidates, parts) = self.candidates(typed);
        if !self.is_wanted {
            candidates.retain(|candidate| candidate.kind != TermKind::Part);
        }
        let mut sources = self.sources(&candidates)?;
        if self.is_rare(&sources) {
            let unfolded = self.unfolded_candidates(&candidates)?;
            sources.extend(self.sources(&unfolded)?);
        }
        let parts = if self.is_strict { vec![] } else { parts };
        let parts = parts.iter().map(|part| self.sources(part));
        Ok(Word {
            sources,
            parts: parts.collect::<tantivy::Result<_>>()?,
        })
    }

    /// A word in all its forms, but not inside compounds: what stands in a phrase.
    pub(super) fn forms(&self, typed: &str) -> tantivy::Result<Word> {
        let (mut candidates, _) = self.candidates(typed);
        candidates.retain(|candidate| candidate.kind != TermKind::Part);
        Ok(Word {
            sources: self.sources(&candidates)?,
            parts: vec![],
        })
    }

    /// A word as it is typed.
    pub(super) fn surface(&self, typed: &str) -> tantivy::Result<Word> {
        Ok(Word {
            sources: self.sources(&[surface(typed)])?,
            parts: vec![],
        })
    }

    /// Terms that compete for the word, and for each of its parts.
    fn candidates(&self, typed: &str) -> (Vec<Candidate>, Vec<Vec<Candidate>>) {
        let mut whole = vec![surface(typed)];
        let mut parts = Vec::new();
        for language in self.snapshot.languages() {
            let analysis = self.analysis(typed, *language);
            let has_lemma = analysis
                .terms
                .iter()
                .any(|term| term.kind == TermKind::Lemma);
            for term in analysis.terms {
                let text = term.text;
                match term.kind {
                    TermKind::Part => {
                        let kinds = [TermKind::Part, TermKind::Lemma, TermKind::Stem(*language)];
                        let part =
                            kinds.map(|kind| Candidate::new(kind, text.clone(), PART_WEIGHT));
                        parts.push(part.to_vec());
                    }
                    TermKind::Stem(_) if analysis.known && self.is_strict => {}
                    kind => {
                        if kind == TermKind::Lemma || !analysis.known {
                            let inside = Candidate::new(TermKind::Part, text.clone(), PART_WEIGHT);
                            whole.push(inside);
                        }
                        let weight = if has_lemma {
                            kind_weight(kind)
                        } else {
                            LEMMA_WEIGHT
                        };
                        whole.push(Candidate::new(kind, text, weight));
                    }
                }
            }
        }
        (distinct(whole), parts)
    }

    /// What the analyser knows of a word. A name typed in small letters is known only with its
    /// capital.
    fn analysis(&self, typed: &str, language: Language) -> WordTerms {
        let analyzer = &self.snapshot.analyzer;
        let as_typed = analyzer.terms(typed, language);
        if as_typed.known {
            return as_typed;
        }
        let as_name = analyzer.terms(&capitalized(typed), language);
        if as_name.known { as_name } else { as_typed }
    }

    /// Terms of the index whose letters the typed ones may stand for, and the forms of such words.
    fn unfolded_candidates(&self, candidates: &[Candidate]) -> tantivy::Result<Vec<Candidate>> {
        let mut found = Vec::new();
        for candidate in candidates {
            let texts = unfolded(
                &self.snapshot.searcher,
                self.places,
                candidate.kind,
                &candidate.text,
            )?;
            for text in texts {
                if candidate.kind == TermKind::Surface {
                    found.extend(self.candidates(&text).0);
                } else {
                    found.push(Candidate {
                        text,
                        ..candidate.clone()
                    });
                }
            }
        }
        for candidate in &mut found {
            candidate.weight *= UNFOLDED_SHARE;
            candidate.is_unfolded = true;
        }
        Ok(distinct(found))
    }

    /// The terms that occur in the index, in every field to look in.
    fn sources(&self, candidates: &[Candidate]) -> tantivy::Result<Vec<Source>> {
        let mut sources = Vec::new();
        for candidate in candidates {
            for (field, place_weight) in self.places {
                let term = typed_term(*field, candidate.kind, &candidate.text);
                let articles = self.snapshot.searcher.doc_freq(&term)?;
                if articles > 0 {
                    let rarity = self.snapshot.scoring().rarity(articles);
                    let weight = candidate.weight * place_weight * rarity;
                    let Candidate {
                        kind, is_unfolded, ..
                    } = *candidate;
                    sources.push(Source {
                        term,
                        kind,
                        is_unfolded,
                        weight,
                        articles,
                    });
                }
            }
        }
        Ok(sources)
    }

    /// Whether so few articles have the word as typed that it may lack its dots.
    fn is_rare(&self, sources: &[Source]) -> bool {
        let common = (self.snapshot.searcher.num_docs() / COMMON_SHARE).max(FEWEST_COMMON);
        sources.iter().all(|source| source.articles < common)
    }
}

impl Candidate {
    fn new(kind: TermKind, text: String, weight: f32) -> Self {
        Self {
            kind,
            text,
            weight,
            is_unfolded: false,
        }
    }
}

fn surface(typed: &str) -> Candidate {
    Candidate::new(TermKind::Surface, typed.to_lowercase(), SURFACE_WEIGHT)
}

fn kind_weight(kind: TermKind) -> f32 {
    match kind {
        TermKind::Surface => SURFACE_WEIGHT,
        TermKind::Lemma => LEMMA_WEIGHT,
        TermKind::Part => PART_WEIGHT,
        TermKind::Stem(_) => STEM_WEIGHT,
    }
}

/// Each term once, with its best weight.
fn distinct(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_by(|a, b| {
        (a.kind, &a.text)
            .cmp(&(b.kind, &b.text))
            .then(b.weight.total_cmp(&a.weight))
    });
    candidates
        .dedup_by(|later, earlier| (later.kind, &later.text) == (earlier.kind, &earlier.text));
    candidates
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
