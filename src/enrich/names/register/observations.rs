//! What articles have taught about names so far.

use std::collections::{BTreeMap, BTreeSet};

use aluehaku_index::article::EntityKind;
use serde::{Deserialize, Serialize};

use crate::enrich::names::Names;

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
    /// Learns from one article, read without a register.
    pub fn add(&mut self, names: &Names) {
        let of_kind = |kind| -> BTreeSet<&str> {
            names
                .found
                .iter()
                .filter(|found| found.kind == kind)
                .map(|found| found.name.as_str())
                .collect()
        };
        for name in of_kind(EntityKind::Project) {
            *self.projects.entry(name.to_owned()).or_default() += 1;
        }
        for name in of_kind(EntityKind::Organisation) {
            *self.organisations.entry(name.to_owned()).or_default() += 1;
        }
        for definition in &names.definitions {
            self.definitions
                .insert(definition.short.clone(), definition.long.clone());
        }
        for translation in &names.translations {
            self.translations
                .insert(translation.foreign.clone(), translation.finnish.clone());
        }
        self.years.extend(names.years.iter().cloned());
    }
}
