//! Finds the names of an article: projects, known names, persons and organisations in that order, so that none is
//! taken for another.

use std::collections::HashMap;
use std::ops::Range;

use aluehaku_article::region::RegionRegister;
use aluehaku_article::{EntityKind, Evidence};
use aluehaku_finnish::names::{BaseForms, Label, NameKind, Tagger};

use super::document::{Document, Words};
use super::found::{FoundName, Names, TaggedSpan};
use super::register::Register;
use super::taken::Taken;
use super::{definitions, organisations, others, persons, projects, tokens, translations};

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
    /// What the tagger found in the texts, in their order.
    #[must_use]
    pub fn tagged(&self) -> Vec<TaggedSpan> {
        let spans = self.document.spans().into_iter();
        let tagged = spans.filter_map(|(kind, span)| {
            let tokens = self.document.of(span);
            let (first, last) = (tokens.first()?, tokens.last()?);
            Some(TaggedSpan {
                text_number: first.text_number,
                bytes: first.start..last.end(),
                kind,
            })
        });
        tagged.collect()
    }

    /// The names in the texts, with the register's knowledge of names.
    #[must_use]
    pub fn names(&mut self, register: &Register) -> Names {
        let document = &self.document;
        let base_forms = &mut self.base_forms;
        let finnish = self.finder.tagger.finnish();
        let mut words = Words::new(finnish.analyzer());
        let mut names = Names::default();
        let mut taken = Taken::none_of(document.len());
        let mut found: Vec<Found> = Vec::new();
        for project in projects::find(document, self.finder.regions, &mut words) {
            taken.take(&project.tokens);
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
        let spans = organisations::spans(document);
        for known in register.find(document.tokens(), finnish) {
            let is_part = organisations::is_part_of_longer(document, &known.tokens, &spans);
            let label = document.label(known.tokens.start);
            let is_place = known.tokens.len() == 1 && label == Label::Begin(NameKind::Place);
            if is_part || is_place && !known.is_certain || taken.has_any(&known.tokens) {
                continue;
            }
            taken.take(&known.tokens);
            found.push(Found {
                tokens: known.tokens,
                kind: known.kind,
                name: known.name,
                role: None,
                evidence: Evidence::Register,
            });
        }
        let persons = persons::find(
            document,
            &taken,
            self.finder.regions,
            base_forms,
            &mut words,
        );
        for span in &persons.passed_over {
            taken.take(span);
        }
        for person in persons.mentions.clone() {
            taken.take(&person.tokens);
            found.push(Found {
                tokens: person.tokens,
                kind: EntityKind::Person,
                name: person.name,
                role: person.role,
                evidence: person.evidence,
            });
        }
        let mut organisations =
            organisations::find(document, &taken, &persons.mentions, base_forms, &mut words);
        organisations::add_namesakes(
            document,
            &mut organisations,
            &persons.bodies,
            base_forms,
            &mut words,
        );
        names.definitions = definitions::find(document, &organisations, finnish);
        names.translations = translations::find(document);
        names.others = others::find(document, base_forms);
        found.extend(organisations.into_iter().map(|organisation| Found {
            tokens: organisation.tokens,
            kind: EntityKind::Organisation,
            name: organisation.name,
            role: None,
            evidence: organisation.evidence,
        }));
        found.sort_by_key(|found| found.tokens.start);
        as_shortened_projects(&mut found);
        let placed = |found| placed(found, document, &self.texts, register);
        names.found = found.into_iter().filter_map(placed).collect();
        names
    }
}

/// "Sote-muutostuen" beside "Järjestöjen sote-muutostuki -hanke": what the tagger takes for an organisation is the last
/// word of a project's name, which is a common word there.
fn as_shortened_projects(found: &mut [Found]) {
    let projects = found
        .iter()
        .filter(|found| found.kind == EntityKind::Project);
    let shortened: HashMap<String, String> = projects
        .filter_map(|project| {
            let (_, last) = project.name.rsplit_once(' ')?;
            let is_common = last.starts_with(char::is_lowercase);
            is_common.then(|| (last.to_lowercase(), project.name.clone()))
        })
        .collect();
    if shortened.is_empty() {
        return;
    }
    for body in found {
        let is_seen = body.kind == EntityKind::Organisation && body.evidence == Evidence::Context;
        if is_seen && let Some(project) = shortened.get(&body.name.to_lowercase()) {
            body.kind = EntityKind::Project;
            body.name.clone_from(project);
        }
    }
}

/// A found name with its place in the texts, and as the register knows it; none for words that stand in no one text.
fn placed(
    found: Found,
    document: &Document<'_>,
    texts: &[&str],
    register: &Register,
) -> Option<FoundName> {
    let start = found.tokens.start;
    let tokens = document.tokens().get(found.tokens)?;
    let (first, last) = (tokens.first()?, tokens.last()?);
    let is_inside = first.is_capitalised() && !tokens::begins_sentence(document.tokens(), start);
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
        is_inside,
    })
}
