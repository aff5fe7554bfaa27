//! One word, phrase, prefix, exact form or facet value of a query, with the terms to look up.

use aluehaku_query::{Leaf as QueryLeaf, LeafKind};
use tantivy::Term;
use tantivy::schema::Field;

use super::super::schema::TEXTS;
use super::Snapshot;
use super::terms::{TermPlanner, Word};
use crate::analysis::fold;
use crate::facet::Facet;
use crate::region::{RegionKind, RegionRegister};
use crate::search::fields::SearchField;
use crate::search::request::Matching;
use crate::search::response::Complaint;

/// Fewest letters of a prefix; a shorter one is taken as a word.
const MIN_PREFIX_LETTERS: usize = 2;

/// A leaf ready to be looked up.
#[derive(Debug)]
pub(in crate::embedded) struct Leaf {
    /// The words as typed.
    pub(in crate::embedded) typed: String,
    /// What is looked up.
    pub(in crate::embedded) look: Look,
    /// Whether it adds to the score.
    pub(in crate::embedded) is_ranked: bool,
    /// Whether articles are wanted for it; false inside an exclusion.
    pub(in crate::embedded) is_wanted: bool,
}

/// What is looked up.
#[derive(Debug)]
pub(in crate::embedded) enum Look {
    /// A word in its forms.
    Word(Word),
    /// Words in a row, in each of these fields.
    Phrase {
        /// The words, in order.
        words: Vec<Word>,
        /// Fields with the weight of a match in each.
        places: Vec<(Field, f32)>,
    },
    /// Words that begin so, in small letters.
    Prefix {
        /// The beginning.
        start: String,
        /// Fields with the weight of a match in each.
        places: Vec<(Field, f32)>,
    },
    /// Values of a facet.
    Values(Vec<Term>),
}

/// Plans leaves.
pub(super) struct LeafPlanner<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) matching: Matching,
    pub(super) is_wanted: bool,
}

impl LeafPlanner<'_> {
    pub(super) fn plan(
        &self,
        leaf: &QueryLeaf,
        is_ranked: bool,
        complaints: &mut Vec<Complaint>,
    ) -> tantivy::Result<Leaf> {
        let field = leaf.field.and_then(SearchField::from_id);
        let places = self.places(field);
        let look = match (field, leaf.kind) {
            (Some(SearchField::Facet(facet)), _) if places.is_empty() => {
                self.values(facet, leaf)?
            }
            (_, LeafKind::Phrase) => self.phrase(leaf, places, true)?,
            (_, LeafKind::Exact) => self.phrase(leaf, places, false)?,
            (_, LeafKind::Prefix) if leaf.text.chars().count() >= MIN_PREFIX_LETTERS => {
                Look::Prefix {
                    start: leaf.text.to_lowercase(),
                    places,
                }
            }
            (_, LeafKind::Word | LeafKind::Prefix) => {
                if leaf.kind == LeafKind::Prefix {
                    complaints.push(Complaint {
                        code: "prefix_too_short",
                        subject: leaf.text.clone(),
                    });
                }
                Look::Word(self.terms(&places).word(&leaf.text)?)
            }
        };
        Ok(Leaf {
            typed: leaf.text.clone(),
            look,
            is_ranked,
            is_wanted: self.is_wanted,
        })
    }

    /// The region that a filter by region names by its Swedish or English name, slug or code.
    pub(super) fn region(&self, leaf: &QueryLeaf) -> Option<Leaf> {
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
        let value = Term::from_field_text(self.snapshot.fields.facet(facet), &region.name_fi);
        Some(Leaf {
            typed: leaf.text.clone(),
            look: Look::Values(vec![value]),
            is_ranked: false,
            is_wanted: self.is_wanted,
        })
    }

    /// The fields to look in; none for facets of identifiers.
    fn places(&self, field: Option<SearchField>) -> Vec<(Field, f32)> {
        let fields = &self.snapshot.fields;
        let weighted = |field, weight| Some((fields.words(field)?, weight));
        match field {
            None => TEXTS
                .iter()
                .filter_map(|(field, weight)| weighted(*field, *weight))
                .collect(),
            Some(field) => weighted(field, 1.0).into_iter().collect(),
        }
    }

    fn terms<'s>(&'s self, places: &'s [(Field, f32)]) -> TermPlanner<'s> {
        TermPlanner {
            snapshot: self.snapshot,
            places,
            is_strict: self.matching == Matching::All || !self.is_wanted,
            is_wanted: self.is_wanted,
        }
    }

    fn phrase(
        &self,
        leaf: &QueryLeaf,
        places: Vec<(Field, f32)>,
        in_any_form: bool,
    ) -> tantivy::Result<Look> {
        let tokens = self.snapshot.analyzer.tokens(&leaf.text);
        let planner = self.terms(&places);
        let words = tokens.iter().map(|token| match in_any_form {
            true => planner.forms(&token.text),
            false => planner.surface(&token.text),
        });
        let words = words.collect::<tantivy::Result<_>>()?;
        Ok(Look::Phrase { words, places })
    }

    /// Values that are the typed text when case and accents are left out.
    fn values(&self, facet: Facet, leaf: &QueryLeaf) -> tantivy::Result<Look> {
        let typed = fold(&leaf.text);
        let is_meant = |value: &str| match leaf.kind {
            LeafKind::Prefix => fold(value).starts_with(&typed),
            LeafKind::Word | LeafKind::Phrase | LeafKind::Exact => fold(value) == typed,
        };
        let field = self.snapshot.fields.facet(facet);
        let table = self.snapshot.facet_table(facet)?;
        let values = table.values().filter(|value| is_meant(value));
        Ok(Look::Values(
            values
                .map(|value| Term::from_field_text(field, value))
                .collect(),
        ))
    }
}
