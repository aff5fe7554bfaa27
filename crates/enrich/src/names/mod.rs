//! Whom and what an article names: persons, organisations and projects, each with its canonical name.
//!
//! `tokens` cuts the texts, `document` reads them with the tagger; `persons`, `projects` and `organisations` find
//! names in that order, so that none is taken for another; `translations` finds one name in two languages; `written`
//! writes a name in its base form; [`register`] knows names across articles.

mod document;
mod organisations;
mod persons;
mod projects;
pub mod register;
pub mod tokens;
mod translations;
mod written;

use std::ops::Range;

use aluehaku_article::region::RegionRegister;
use aluehaku_article::{EntityKind, Evidence};
use aluehaku_finnish::names::{BaseForms, Tagger};

use document::Document;
use register::Register;

pub(super) use document::Words;
pub use organisations::Definition;
pub use translations::Translation;

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
}

/// A name found among the tokens of an article.
struct Found {
    tokens: Range<usize>,
    kind: EntityKind,
    name: String,
    role: Option<String>,
    evidence: Evidence,
}

/// Finds names in articles.
#[derive(Clone, Copy, Debug)]
pub struct NameFinder<'a> {
    /// Labels tokens, and has what analyses words.
    pub tagger: &'a Tagger,
    /// The regions whose abbreviations stand in names of projects.
    pub regions: &'a RegionRegister,
}

impl<'a> NameFinder<'a> {
    /// Reads the texts of one article; what takes the time is done once, whichever register names are then found with.
    #[must_use]
    pub fn read<'t>(&self, texts: &[&'t str]) -> ReadTexts<'a, 't> {
        let document = Document::read(texts, self.tagger);
        ReadTexts {
            finder: *self,
            texts: texts.to_vec(),
            base_forms: document.base_forms(self.tagger.finnish().analyzer()),
            document,
        }
    }

    /// The names in the texts of one article, with the register's knowledge of names.
    #[must_use]
    pub fn find(&self, texts: &[&str], register: &Register) -> Names {
        self.read(texts).names(register)
    }
}

/// The texts of one article as the tagger reads them.
#[derive(Debug)]
pub struct ReadTexts<'a, 't> {
    finder: NameFinder<'a>,
    texts: Vec<&'t str>,
    document: Document<'t>,
    base_forms: BaseForms<'a>,
}

impl ReadTexts<'_, '_> {
    /// The names in the texts, with the register's knowledge of names.
    #[must_use]
    pub fn names(&mut self, register: &Register) -> Names {
        let document = &self.document;
        let base_forms = &mut self.base_forms;
        let finnish = self.finder.tagger.finnish();
        let mut words = Words::new(finnish.analyzer());
        let mut names = Names::default();
        let mut taken = vec![false; document.tokens.len()];
        let mut found: Vec<Found> = Vec::new();
        for project in projects::find(document, self.finder.regions, &mut words) {
            taken[project.tokens.clone()].fill(true);
            names
                .years
                .extend(project.years.map(|years| (project.name.clone(), years)));
            found.push(Found {
                tokens: project.tokens,
                kind: EntityKind::Project,
                name: project.name,
                role: None,
                evidence: Evidence::ProjectWord,
            });
        }
        for known in register.find(&document.tokens, finnish) {
            if taken[known.tokens.clone()].contains(&true) {
                continue;
            }
            taken[known.tokens.clone()].fill(true);
            found.push(Found {
                tokens: known.tokens,
                kind: known.kind,
                name: known.name,
                role: None,
                evidence: Evidence::Register,
            });
        }
        let persons = persons::find(document, &|at| taken[at], base_forms, &mut words);
        for person in persons.clone() {
            taken[person.tokens.clone()].fill(true);
            found.push(Found {
                tokens: person.tokens,
                kind: EntityKind::Person,
                name: person.name,
                role: person.role,
                evidence: person.evidence,
            });
        }
        let organisations =
            organisations::find(document, &|at| taken[at], &persons, base_forms, &mut words);
        names.definitions = organisations::definitions(document, &organisations);
        names.translations = translations::find(document);
        found.extend(organisations.into_iter().map(|organisation| Found {
            tokens: organisation.tokens,
            kind: EntityKind::Organisation,
            name: organisation.name,
            role: None,
            evidence: organisation.evidence,
        }));
        found.sort_by_key(|found| found.tokens.start);
        let placed = |found| placed(found, document, &self.texts, register);
        names.found = found.into_iter().filter_map(placed).collect();
        names
    }
}

/// A found name with its place in the texts, and as the register knows it; none for words that stand in no one text.
fn placed(
    found: Found,
    document: &Document<'_>,
    texts: &[&str],
    register: &Register,
) -> Option<FoundName> {
    let tokens = document.tokens.get(found.tokens)?;
    let (first, last) = (tokens.first()?, tokens.last()?);
    let (kind, name) = register.known_as(found.kind, found.name);
    let bytes = first.start..last.end();
    let text = texts.get(first.text_number)?.get(bytes.clone())?.to_owned();
    Some(FoundName {
        text_number: first.text_number,
        bytes,
        text,
        kind,
        name,
        role: found.role,
        evidence: found.evidence,
    })
}
