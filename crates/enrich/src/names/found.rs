//! What is found in the texts of an article: names with their places, and what they teach.

use std::collections::BTreeSet;
use std::ops::Range;

use aluehaku_article::{EntityKind, Evidence};
use aluehaku_finnish::names::NameKind;

use super::definitions::Definition;
use super::others::Mark;
use super::translations::Translation;

/// A name found in one of an article's texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundName {
    /// Number of the text.
    pub text_number: usize,
    /// The bytes of its words there.
    pub bytes: Range<usize>,
    /// The words as they stand there.
    pub text: String,
    /// What it names.
    pub kind: EntityKind,
    /// Canonical name.
    pub name: String,
    /// What a person does, as the title before the name says.
    pub role: Option<String>,
    /// What says that it is one.
    pub evidence: Evidence,
    /// Whether it has its capital within a sentence.
    pub is_inside: bool,
}

/// The names of an article, and what it teaches about names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// In the order of the texts.
    pub found: Vec<FoundName>,
    /// Pairs of a short and a long name.
    pub definitions: Vec<Definition>,
    /// Names in two languages.
    pub translations: Vec<Translation>,
    /// Projects with the years that stand beside their names.
    pub years: Vec<(String, String)>,
    /// Marks of the surnames of persons and of places.
    pub others: BTreeSet<Mark>,
}

/// What the tagger takes some words of a text for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaggedSpan {
    /// Number of the text.
    pub text_number: usize,
    /// The bytes of the words there.
    pub bytes: Range<usize>,
    /// What they name.
    pub kind: NameKind,
}
