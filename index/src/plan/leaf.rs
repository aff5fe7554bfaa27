//! One word, phrase, prefix, exact form or facet value of a query, with the terms to look up.

use aluehaku_query::{Leaf as QueryLeaf, LeafKind, Span};

use super::lookup::{Lookup, SearchedField};
use super::terms::TermPlanner;
use super::word::Word;
use crate::analysis::fold;
use crate::search::fields::SearchField;
use crate::search::request::Matching;
use crate::search::response::Warning;
use aluehaku_article::TextPart;
use aluehaku_article::facet::Facet;
use aluehaku_article::region::{RegionKind, RegionRegister};

/// Fewest letters of a prefix; a shorter one is taken as a word.
const MIN_PREFIX_LETTERS: usize = 2;

/// How much a prefix tells, about which nothing is known beforehand: as much as a rather common word.
const UNWEIGHED: f32 = 2.0;

/// A leaf ready to be looked up.
#[derive(Debug)]
pub(crate) struct Leaf<T> {
    /// The words as typed.
    pub(crate) typed: String,
    /// Where the leaf of the query stands in the typed text.
    pub(crate) span: Span,
    /// What is looked up.
    pub(crate) look: Look<T>,
    /// Where; articles have it in no other field.
    pub(crate) place: Place,
    /// Whether it adds to the score.
    pub(crate) is_ranked: bool,
    /// Whether articles are wanted for it; false inside an exclusion.
    pub(crate) is_wanted: bool,
}

/// What is looked up.
#[derive(Debug)]
pub(crate) enum Look<T> {
    /// A word in its forms.
    Word(Word<T>),
    /// Words in a row.
    Phrase(Vec<Word<T>>),
    /// Words that begin so, in small letters.
    Prefix(String),
    /// Values of the facet that the place names.
    Values(Vec<String>),
}

/// Where a leaf is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The field of the index.
    pub(crate) field: SearchedField,
    /// The one text of an article that counts; all three when absent.
    pub(crate) part: Option<TextPart>,
}

impl<T> Leaf<T> {
    /// Whether some article surely has it.
    pub(crate) fn is_found(&self) -> bool {
        self.sure_weight() > 0.0
    }

    /// The most that a term brings with which an article surely has the leaf.
    pub(crate) fn sure_weight(&self) -> f32 {
        match &self.look {
            Look::Word(word) => {
                let sure = word.sources.iter().filter(|source| source.is_sure);
                sure.map(|source| source.weight).fold(0.0, f32::max)
            }
            Look::Phrase(_) | Look::Prefix(_) | Look::Values(_) => UNWEIGHED,
        }
    }
}

/// Plans leaves.
pub(crate) struct LeafPlanner<'a, L> {
    pub(crate) lookup: &'a L,
    pub(crate) matching: Matching,
    pub(crate) is_wanted: bool,
}

impl<L: Lookup> LeafPlanner<'_, L> {
    pub(crate) fn plan(
        &self,
        leaf: &QueryLeaf,
        completed: &[String],
        is_ranked: bool,
        warnings: &mut Vec<Warning>,
    ) -> Result<Leaf<L::List>, L::Error> {
        let field = leaf.field.and_then(SearchField::from_id);
        let place = self.place(field);
        let look = match (field, leaf.kind) {
            (Some(SearchField::Facet(facet)), _) if !self.has_words(facet) => {
                self.values(facet, leaf)?
            }
            (_, LeafKind::Phrase) => self.phrase(leaf, place, true)?,
            (_, LeafKind::Exact) => self.phrase(leaf, place, false)?,
            (_, LeafKind::Prefix) if leaf.text.chars().count() >= MIN_PREFIX_LETTERS => {
                Look::Prefix(leaf.text.to_lowercase())
            }
            (_, LeafKind::Word | LeafKind::Prefix) => {
                if leaf.kind == LeafKind::Prefix {
                    warnings.push(Warning {
                        code: "prefix_too_short",
                        subject: leaf.text.clone(),
                    });
                }
                Look::Word(self.terms(place).word(&leaf.text, completed)?)
            }
        };
        Ok(Leaf {
            typed: leaf.text.trim_start_matches('-').to_owned(),
            span: leaf.span,
            look,
            place,
            is_ranked,
            is_wanted: self.is_wanted,
        })
    }

    /// The region that a filter by region names by its Swedish or English name, slug or code.
    pub(crate) fn region(&self, leaf: &QueryLeaf) -> Option<Leaf<L::List>> {
        let Some(SearchField::Facet(facet)) = leaf.field.and_then(SearchField::from_id) else {
            return None;
        };
        let kind = match facet {
            Facet::Region | Facet::PublisherRegion => RegionKind::Maakunta,
            Facet::Municipality => RegionKind::Municipality,
            Facet::Hyvinvointialue => RegionKind::Hyvinvointialue,
            _ => return None,
        };
        let region = RegionRegister::shipped().resolve(kind, &leaf.text)?;
        Some(Leaf {
            typed: leaf.text.clone(),
            span: leaf.span,
            look: Look::Values(vec![region.name_fi.clone()]),
            place: Place {
                field: SearchedField::Values(facet),
                part: None,
            },
            is_ranked: false,
            is_wanted: self.is_wanted,
        })
    }

    /// Where to look: in the texts of articles when no field is named.
    fn place(&self, field: Option<SearchField>) -> Place {
        Place {
            field: field.map_or(SearchedField::Text, SearchedField::of),
            part: field.and_then(SearchField::text_part),
        }
    }

    /// Whether the values of a facet are names that can be searched by their words.
    fn has_words(&self, facet: Facet) -> bool {
        SearchedField::of(SearchField::Facet(facet)) != SearchedField::Values(facet)
    }

    /// The texts by which a word is looked for in the vocabulary.
    pub(crate) fn keys(&self, leaf: &QueryLeaf) -> Vec<String> {
        self.terms(self.place(None)).keys(&leaf.text)
    }

    /// A name that means the same as words of the query, which stand at `span`.
    pub(crate) fn synonym(
        &self,
        name: &str,
        typed: String,
        span: Span,
    ) -> Result<Leaf<L::List>, L::Error> {
        let place = self.place(None);
        let planner = self.terms(place);
        let tokens = self.lookup.analyzer().tokens(name);
        let words = tokens
            .iter()
            .map(|token| planner.synonym(&token.text, tokens.len() > 1));
        let mut words = words.collect::<Result<Vec<_>, L::Error>>()?;
        let look = match words.len() {
            1 => Look::Word(words.remove(0)),
            _ => Look::Phrase(words),
        };
        Ok(Leaf {
            typed,
            span,
            look,
            place,
            is_ranked: true,
            is_wanted: self.is_wanted,
        })
    }

    /// Whether some article has two texts in a row, each word in any of its forms.
    pub(crate) fn has_in_a_row(&self, before: &str, after: &str) -> Result<bool, L::Error> {
        let place = self.place(None);
        let tokens = [before, after].map(|text| self.lookup.analyzer().tokens(text));
        let (Some(last), Some(first)) = (tokens[0].last(), tokens[1].first()) else {
            return Ok(false);
        };
        let planner = self.terms(place);
        let words = [planner.forms(&last.text)?, planner.forms(&first.text)?];
        self.lookup.has_in_a_row(&words)
    }

    /// Whether some article has a compound of two words, written open or as one word.
    pub(crate) fn has_compound(&self, lemmas: &[String]) -> Result<bool, L::Error> {
        let planner = self.terms(self.place(None));
        for lemma in lemmas {
            if planner.has_lemma(lemma)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn terms(&self, place: Place) -> TermPlanner<'_, L> {
        TermPlanner {
            lookup: self.lookup,
            field: place.field,
            matching: self.matching,
            is_wanted: self.is_wanted,
        }
    }

    fn phrase(
        &self,
        leaf: &QueryLeaf,
        place: Place,
        in_any_form: bool,
    ) -> Result<Look<L::List>, L::Error> {
        let tokens = self.lookup.analyzer().tokens(&leaf.text);
        let planner = self.terms(place);
        let words = tokens.iter().map(|token| match in_any_form {
            true => planner.forms(&token.text),
            false => planner.surface(&token.text),
        });
        Ok(Look::Phrase(words.collect::<Result<_, L::Error>>()?))
    }

    /// Values that are the typed text when case and accents are left out.
    fn values(&self, facet: Facet, leaf: &QueryLeaf) -> Result<Look<L::List>, L::Error> {
        let typed = fold(&leaf.text);
        let is_meant = |value: &str| match leaf.kind {
            LeafKind::Prefix => fold(value).starts_with(&typed),
            LeafKind::Word | LeafKind::Phrase | LeafKind::Exact => fold(value) == typed,
        };
        Ok(Look::Values(self.lookup.values(facet, &is_meant)?))
    }
}
