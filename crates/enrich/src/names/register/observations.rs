//! What each article teaches about names, and what all have taught so far.

use std::collections::{BTreeMap, BTreeSet};

use aluehaku_article::EntityKind;
use serde::{Deserialize, Serialize};

use crate::names::Names;

/// What one article teaches about names, read without a register.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Lesson {
    /// Projects it names as such.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub projects: BTreeSet<String>,
    /// Organisations it names.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub organisations: BTreeSet<String>,
    /// Short names with their long ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub definitions: Vec<(String, String)>,
    /// Names in one language with those in Finnish.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub translations: Vec<(String, String)>,
    /// Years of projects.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub years: Vec<(String, String)>,
}

impl Lesson {
    /// What names teach that were found without a register.
    #[must_use]
    pub fn of(names: &Names) -> Self {
        let of_kind = |kind| {
            let found = names.found.iter().filter(move |found| found.kind == kind);
            found.map(|found| found.name.clone()).collect()
        };
        let definitions = names.definitions.iter();
        let translations = names.translations.iter();
        Self {
            projects: of_kind(EntityKind::Project),
            organisations: of_kind(EntityKind::Organisation),
            definitions: definitions
                .map(|definition| (definition.short.clone(), definition.long.clone()))
                .collect(),
            translations: translations
                .map(|translation| (translation.foreign.clone(), translation.finnish.clone()))
                .collect(),
            years: names.years.clone(),
        }
    }

    /// The names it is about.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let names = self.projects.iter().chain(&self.organisations);
        names.map(String::as_str)
    }
}

/// What articles have taught about names so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Observations {
    /// In how many articles each project is named as one.
    pub projects: BTreeMap<String, u32>,
    /// In how many articles each organisation is named.
    pub organisations: BTreeMap<String, u32>,
    /// Short names with their long ones.
    pub definitions: BTreeMap<String, String>,
    /// Names in one language with those in Finnish.
    pub translations: BTreeMap<String, String>,
    /// Years of projects.
    pub years: BTreeMap<String, String>,
}

impl Observations {
    /// Learns from one article.
    pub fn add(&mut self, lesson: &Lesson) {
        for name in &lesson.projects {
            *self.projects.entry(name.clone()).or_default() += 1;
        }
        for name in &lesson.organisations {
            *self.organisations.entry(name.clone()).or_default() += 1;
        }
        self.definitions.extend(lesson.definitions.iter().cloned());
        self.translations
            .extend(lesson.translations.iter().cloned());
        self.years.extend(lesson.years.iter().cloned());
    }
}
