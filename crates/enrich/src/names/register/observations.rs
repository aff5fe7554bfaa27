//! What each article teaches about names, and what all have taught so far.

use std::collections::{BTreeMap, BTreeSet};

use aluehaku_article::EntityKind;
use serde::{Deserialize, Serialize};

use super::signs::{Sign, Signs};
use crate::names::found::Names;
use crate::names::others::Mark;
use crate::names::short_names::without_legal_form;
use crate::within::part;

/// Articles that must name an organisation before it is looked for where the tagger sees none.
pub(super) const ENOUGH_ARTICLES: u32 = 2;

/// What one article teaches about names, read without a register.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Lesson {
    /// Projects it names as such, with what says so.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub projects: BTreeMap<String, Signs>,
    /// Organisations it names, with what says so.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub organisations: BTreeMap<String, Signs>,
    /// Short names with their long ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub definitions: Vec<(String, String)>,
    /// Names that it also writes with a genitive before them: "Lämpiö" with "Lieksan Lämpiö".
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shortened: Vec<(String, String)>,
    /// Names in one language with those in Finnish.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub translations: Vec<(String, String)>,
    /// Years of projects.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub years: Vec<(String, String)>,
    /// Marks of the surnames of persons and of places.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub others: BTreeSet<Mark>,
}

impl Lesson {
    /// What names teach that were found without a register.
    #[must_use]
    pub fn of(names: &Names) -> Self {
        let of_kind = |kind| {
            let mut signs: BTreeMap<String, Signs> = BTreeMap::new();
            for found in names.found.iter().filter(|found| found.kind == kind) {
                let known = signs.entry(found.name.clone()).or_default();
                known.add_all(Signs::of(found.evidence));
                if found.is_inside {
                    known.add(Sign::Inside);
                }
            }
            signs
        };
        let organisations = of_kind(EntityKind::Organisation);
        let definitions = names.definitions.iter();
        let translations = names.translations.iter();
        Self {
            projects: of_kind(EntityKind::Project),
            definitions: definitions
                .map(|definition| (definition.short.clone(), definition.long.clone()))
                .collect(),
            shortened: shortened(&organisations),
            organisations,
            translations: translations
                .map(|translation| (translation.foreign.clone(), translation.finnish.clone()))
                .collect(),
            years: names.years.clone(),
            others: names.others.clone(),
        }
    }

    /// The names it is about.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let names = self.projects.keys().chain(self.organisations.keys());
        names.map(String::as_str)
    }
}

/// The names of one article that another of it ends with, behind a genitive.
fn shortened(organisations: &BTreeMap<String, Signs>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for long in organisations.keys() {
        let bare = without_legal_form(long);
        for (at, _) in bare.match_indices(GENITIVE_END) {
            let short = part(bare, at + GENITIVE_END.len()..);
            if organisations.contains_key(short) {
                found.push((short.to_owned(), long.clone()));
            }
        }
    }
    found
}

/// The end of a genitive and the space behind it.
const GENITIVE_END: &str = "n ";

/// What is known of one name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Articles that name it.
    pub articles: u32,
    /// Sources that name it, some of them.
    pub sources: BTreeSet<String>,
    /// What says that it is a name.
    pub signs: Signs,
}

/// Sources that are remembered of one name: two are independent of each other, more say little.
const REMEMBERED_SOURCES: usize = 3;

/// What articles have taught about names so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Observations {
    /// Projects.
    pub projects: BTreeMap<String, Known>,
    /// Organisations.
    pub organisations: BTreeMap<String, Known>,
    /// Short names with their long ones, and in how many articles each pair stands.
    pub definitions: BTreeMap<String, BTreeMap<String, u32>>,
    /// Names with those that have a genitive before them, and in how many articles each pair stands.
    pub shortened: BTreeMap<String, BTreeMap<String, u32>>,
    /// Names in one language with those in Finnish.
    pub translations: BTreeMap<String, String>,
    /// Years of projects.
    pub years: BTreeMap<String, String>,
    /// In how many articles a name is a person's or a place's, by its mark.
    pub others: BTreeMap<Mark, u32>,
}

impl Observations {
    /// Learns from one article of a source.
    pub fn add(&mut self, source: &str, lesson: &Lesson) {
        let kinds = [
            (&mut self.projects, &lesson.projects),
            (&mut self.organisations, &lesson.organisations),
        ];
        for (known, taught) in kinds {
            for (name, signs) in taught {
                known.entry(name.clone()).or_default().add(source, *signs);
            }
        }
        let pairs = [
            (&mut self.definitions, &lesson.definitions),
            (&mut self.shortened, &lesson.shortened),
        ];
        for (known, taught) in pairs {
            for (short, long) in taught {
                let articles = known.entry(short.clone()).or_default();
                *articles.entry(long.clone()).or_default() += 1;
            }
        }
        self.translations
            .extend(lesson.translations.iter().cloned());
        self.years.extend(lesson.years.iter().cloned());
        for mark in &lesson.others {
            *self.others.entry(*mark).or_default() += 1;
        }
    }
}

impl Known {
    /// Whether more than one article names it.
    #[must_use]
    pub fn is_repeated(&self) -> bool {
        self.articles >= ENOUGH_ARTICLES
    }

    fn add(&mut self, source: &str, signs: Signs) {
        self.articles += 1;
        self.signs.add_all(signs);
        self.add_source(source);
    }

    /// Adds what is known of another name of the same.
    pub(super) fn add_all(&mut self, other: &Self) {
        self.articles += other.articles;
        self.signs.add_all(other.signs);
        for source in &other.sources {
            self.add_source(source);
        }
    }

    fn add_source(&mut self, source: &str) {
        // The first by name are kept, so that the order of the articles changes nothing.
        if !self.sources.contains(source) {
            self.sources.insert(source.to_owned());
            if self.sources.len() > REMEMBERED_SOURCES {
                self.sources.pop_last();
            }
        }
    }
}

/// The long name that most articles give for a short one; of several the first by name.
pub(super) fn most_frequent(longs: &BTreeMap<String, u32>) -> Option<(&str, u32)> {
    let best = longs
        .iter()
        .max_by(|(one, fewer), (other, more)| fewer.cmp(more).then_with(|| other.cmp(one)));
    best.map(|(long, articles)| (long.as_str(), *articles))
}
