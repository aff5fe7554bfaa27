//! The terms that a query word is found under, and how much each counts.
//!
//! The terms of one word compete: an article scores by the best of them. A term's weight is that
//! of its kind times its rarity. The parts of a compound in the query are summed, and then compete as
//! one. Words of grammar count half: they say little of what is asked for, but tell apart articles
//! that are otherwise alike.

use super::lookup::{Lookup, SearchedField};
use super::unfold::may_stand_for_others;
use super::word::{Origin, Source, Word};
use crate::analysis::{Language, TermKind, WordTerms};
use crate::search::request::Matching;

/// How much a match of each kind counts. A stem counts as much as a base form where there is none.
const SURFACE_WEIGHT: f32 = 0.9;
const LEMMA_WEIGHT: f32 = 1.0;
const PART_WEIGHT: f32 = 0.6;
const STEM_WEIGHT: f32 = 0.5;

/// What is left of the weight of a word of grammar.
const FUNCTION_WORD_SHARE: f32 = 0.5;

/// What is left of a weight when the letters had to be unfolded.
const UNFOLDED_SHARE: f32 = 0.6;

/// A word that at least one article in so many has is taken as it is typed; a rarer one may lack
/// its dots.
const COMMON_SHARE: u64 = 1000;

/// What is left of a weight by a word that means the same.
const SYNONYM_SHARE: f32 = 0.7;

/// A word in at least this many articles is common in the smallest index too.
const FEWEST_COMMON: u64 = 8;

/// A term that may be found.
#[derive(Clone, Debug, PartialEq)]
struct Candidate {
    kind: TermKind,
    text: String,
    weight: f32,
    origin: Origin,
    is_sure: bool,
}

/// The terms that a query word may be found under.
struct Candidates {
    /// Those that compete for the word, the surface form first.
    whole: Vec<Candidate>,
    /// One for each part of a compound.
    parts: Vec<Candidate>,
    /// Whether some reading is a word of grammar and nothing else.
    has_function_word: bool,
    /// Whether a dictionary knows the word.
    is_known: bool,
}

/// Looks up the terms of query words.
pub(crate) struct TermPlanner<'a, L> {
    pub(crate) lookup: &'a L,
    /// The field to look in.
    pub(crate) field: SearchedField,
    /// How strictly words are taken.
    pub(crate) matching: Matching,
    /// Whether the word is wanted; an exclusion spares compounds that hold the word.
    pub(crate) is_wanted: bool,
}

impl<L: Lookup> TermPlanner<'_, L> {
    /// Whether only terms are looked up with which an article surely has the word.
    fn is_strict(&self) -> bool {
        self.matching == Matching::All || !self.is_wanted
    }

    /// A word in all its forms, and inside compounds. Where it is short for compounds ("sote-" in "sote-
    /// ja terveyspalvelut"), only these surely are what it says.
    pub(crate) fn word(
        &self,
        typed: &str,
        completed: &[String],
    ) -> Result<Word<L::List>, L::Error> {
        let Candidates {
            mut whole,
            parts,
            has_function_word,
            is_known,
        } = self.candidates(typed);
        self.decide(&mut whole, is_known);
        let mut sources = self.sources(&whole)?;
        if self.may_lack_dots(typed, &sources) {
            let mut unfolded = self.unfolded_candidates(&whole)?;
            self.decide(&mut unfolded, false);
            sources.extend(self.sources(&unfolded)?);
        }
        if !completed.is_empty() {
            self.complete(&mut sources, completed)?;
        }
        let parts = if self.is_strict() { vec![] } else { parts };
        let parts = parts.into_iter().map(|part| self.sources(&[part]));
        Ok(Word {
            sources,
            parts: parts.collect::<Result<_, L::Error>>()?,
            is_grammar: has_function_word,
        })
    }

    /// Marks the terms that decide whether an article surely has the word: an exclusion spares compounds
    /// that hold the word; the one term for a word alone and inside compounds stands for all others.
    /// Where only sure matches count, no other term is left.
    fn decide(&self, candidates: &mut Vec<Candidate>, is_known: bool) {
        if !self.is_wanted {
            candidates.retain(|candidate| candidate.kind != TermKind::Part);
            return;
        }
        let has_part = candidates.iter().any(|one| one.kind == TermKind::Part);
        let is_covered = |one: &Candidate| match one.kind {
            TermKind::Lemma => {
                let mut others = candidates.iter();
                others.any(|other| other.kind == TermKind::Part && other.text == one.text)
            }
            TermKind::Surface => is_known && has_part,
            TermKind::Part | TermKind::Stem(_) => false,
        };
        let covered: Vec<bool> = candidates.iter().map(is_covered).collect();
        for (candidate, is_covered) in candidates.iter_mut().zip(covered) {
            candidate.is_sure &= !is_covered;
        }
        if self.is_strict() {
            candidates.retain(|candidate| candidate.is_sure);
        }
    }

    /// Adds the compounds that a word is short for; of its own terms none is sure any more.
    fn complete(
        &self,
        sources: &mut Vec<Source<L::List>>,
        completed: &[String],
    ) -> Result<(), L::Error> {
        let listed = |kind| {
            let compounds = completed.iter();
            compounds.map(move |compound| Candidate::new(kind, compound.clone(), kind_weight(kind)))
        };
        let mut whole: Vec<Candidate> = listed(TermKind::Lemma)
            .chain(listed(TermKind::Part))
            .collect();
        self.decide(&mut whole, true);
        let compounds = self.sources(&whole)?;
        sources.iter_mut().for_each(|source| source.is_sure = false);
        if self.is_strict() {
            sources.clear();
        }
        sources.extend(compounds);
        Ok(())
    }

    /// The texts by which a word is looked for in a vocabulary: itself and its base forms.
    pub(crate) fn keys(&self, typed: &str) -> Vec<String> {
        let mut keys = vec![typed.to_lowercase()];
        for language in self.lookup.languages() {
            let terms = self.analysis(typed, *language).terms.into_iter();
            keys.extend(
                terms
                    .filter(|term| term.kind == TermKind::Lemma)
                    .map(|term| term.text),
            );
        }
        keys
    }

    /// A word that means the same as a query word; in a phrase it is not looked for inside compounds.
    pub(crate) fn synonym(
        &self,
        name: &str,
        is_in_phrase: bool,
    ) -> Result<Word<L::List>, L::Error> {
        let mut word = match is_in_phrase {
            true => self.forms(name)?,
            false => self.word(name, &[])?,
        };
        word.parts.clear();
        for source in &mut word.sources {
            source.weight *= SYNONYM_SHARE;
            source.origin = Origin::Synonym;
        }
        Ok(word)
    }

    /// Whether some article has a word in its base form.
    pub(crate) fn has_lemma(&self, lemma: &str) -> Result<bool, L::Error> {
        let lemma = Candidate::new(TermKind::Lemma, lemma.to_owned(), LEMMA_WEIGHT);
        Ok(!self.sources(&[lemma])?.is_empty())
    }

    /// A word in all its forms, but not inside compounds: what stands in a phrase. Where the base form
    /// is known it stands for the typed form as well, which is listed under it.
    pub(crate) fn forms(&self, typed: &str) -> Result<Word<L::List>, L::Error> {
        let Candidates {
            mut whole,
            is_known,
            ..
        } = self.candidates(typed);
        let has_lemma = whole.iter().any(|one| one.kind == TermKind::Lemma);
        let is_covered = |one: &Candidate| {
            one.kind == TermKind::Part || one.kind == TermKind::Surface && is_known && has_lemma
        };
        let is_taken = |one: &Candidate| one.is_sure || self.matching == Matching::Any;
        whole.retain(|candidate| !is_covered(candidate) && is_taken(candidate));
        Ok(Word {
            sources: self.sources(&whole)?,
            ..Word::default()
        })
    }

    /// A word as it is typed.
    pub(crate) fn surface(&self, typed: &str) -> Result<Word<L::List>, L::Error> {
        Ok(Word {
            sources: self.sources(&[surface(typed)])?,
            ..Word::default()
        })
    }

    /// Terms that compete for the word, and one for each of its parts.
    fn candidates(&self, typed: &str) -> Candidates {
        let mut found = Candidates {
            whole: vec![surface(typed)],
            parts: Vec::new(),
            has_function_word: false,
            is_known: false,
        };
        for language in self.lookup.languages() {
            found.add(self.analysis(typed, *language), self.is_strict());
        }
        if found.has_function_word {
            // In whatever language: as typed, it is the same small word.
            let candidates = found.whole.iter_mut().chain(&mut found.parts);
            candidates.for_each(|candidate| candidate.weight *= FUNCTION_WORD_SHARE);
        }
        found.whole = distinct(found.whole);
        found
    }

    /// What the analyser knows of a word. A name typed in small letters is known only with its
    /// capital.
    fn analysis(&self, typed: &str, language: Language) -> WordTerms {
        let analyzer = self.lookup.analyzer();
        let as_typed = analyzer.terms(typed, language);
        if as_typed.known {
            return as_typed;
        }
        let as_name = analyzer.terms(&capitalized(typed), language);
        if as_name.known { as_name } else { as_typed }
    }

    /// Terms of the index whose letters the typed ones may stand for, and the forms of such words.
    fn unfolded_candidates(&self, candidates: &[Candidate]) -> Result<Vec<Candidate>, L::Error> {
        let mut found = Vec::new();
        for candidate in candidates {
            let Candidate { kind, text, .. } = candidate;
            for text in self.lookup.unfolded(self.field, *kind, text)? {
                if *kind == TermKind::Surface {
                    found.extend(self.candidates(&text).whole);
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
            candidate.origin = Origin::Unfolded;
        }
        Ok(distinct(found))
    }

    /// The terms that occur in the index.
    fn sources(&self, candidates: &[Candidate]) -> Result<Vec<Source<L::List>>, L::Error> {
        let mut sources = Vec::with_capacity(candidates.len());
        for candidate in candidates {
            let found = self
                .lookup
                .list(self.field, candidate.kind, &candidate.text)?;
            if let Some((list, articles)) = found {
                let rarity = self.lookup.rarity(articles);
                sources.push(Source {
                    list,
                    kind: candidate.kind,
                    text: candidate.text.clone(),
                    origin: candidate.origin,
                    is_sure: candidate.is_sure,
                    weight: candidate.weight * rarity,
                    articles,
                });
            }
        }
        Ok(sources)
    }

    /// Whether the word may have been typed without its dots or foreign letters, and few articles have it as it
    /// is typed.
    fn may_lack_dots(&self, typed: &str, sources: &[Source<L::List>]) -> bool {
        let common = (self.lookup.article_count() / COMMON_SHARE).max(FEWEST_COMMON);
        may_stand_for_others(typed) && sources.iter().all(|source| source.articles < common)
    }
}

impl Candidates {
    /// Adds the terms of the word in one language.
    fn add(&mut self, analysis: WordTerms, is_strict: bool) {
        self.has_function_word |= analysis.is_function_word;
        self.is_known |= analysis.known;
        let has_lemma = analysis
            .terms
            .iter()
            .any(|term| term.kind == TermKind::Lemma);
        for term in analysis.terms {
            let text = term.text;
            match term.kind {
                TermKind::Part => {
                    let part = Candidate::new(TermKind::Part, text, PART_WEIGHT);
                    self.parts.push(part);
                }
                TermKind::Stem(_) if analysis.known && is_strict => {}
                kind => {
                    if kind == TermKind::Lemma || !has_lemma {
                        let inside = Candidate::new(TermKind::Part, text.clone(), PART_WEIGHT);
                        self.whole.push(inside);
                    }
                    let weight = if has_lemma {
                        kind_weight(kind)
                    } else {
                        LEMMA_WEIGHT
                    };
                    let is_stem = matches!(kind, TermKind::Stem(_));
                    self.whole.push(Candidate {
                        // Words that a dictionary knows may share a stem and be strangers.
                        is_sure: !(is_stem && analysis.known),
                        ..Candidate::new(kind, text, weight)
                    });
                }
            }
        }
    }
}

impl Candidate {
    fn new(kind: TermKind, text: String, weight: f32) -> Self {
        Self {
            kind,
            text,
            weight,
            origin: Origin::Typed,
            is_sure: true,
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
