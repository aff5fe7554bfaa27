//! What the archive and its administrators know of projects and organisations: canonical names, and what else
//! each goes by.
//!
//! The register grows from what articles write ([`Observations`]): "X -hanke" names a project, "Y ry" an
//! organisation, "SHORT (Long name)" two names of one, "X, på finska Y" one name in two languages. A TOML file says
//! what is to be merged, told apart, renamed or left out ([`Edits`]); it always wins.
//!
//! `organisations` groups the names of organisations; `phrases` looks for known names in texts; `difference` tells
//! which articles a new register reads otherwise than the one before.

mod difference;
mod edits;
mod observations;
mod organisations;
mod phrases;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use aluehaku_article::EntityKind;
use aluehaku_finnish::Finnish;

use super::organisations::without_legal_form;
use super::tokens::Token;
use phrases::Phrases;

pub use difference::Difference;
pub use edits::{Edit, Edits};
pub use observations::{Lesson, Observations};
pub use phrases::KnownName;

/// Known names, ready to be found in texts.
#[derive(Clone, Debug, Default)]
pub struct Register {
    /// Canonical names by kind and by any name in small letters.
    canonical: HashMap<(EntityKind, String), String>,
    blocked: BTreeSet<String>,
    split: BTreeSet<String>,
    /// Names to look for.
    phrases: Phrases,
}

/// Articles that must name an organisation before it is looked for where the tagger sees none.
const ENOUGH_ARTICLES: u32 = 2;

/// Letters of the last word of a project's name from which on it can stand for the whole.
const SHORTEST_TELLING: usize = 8;

impl Register {
    /// The register of what was observed and edited.
    #[must_use]
    pub fn new(
        observations: &Observations,
        edits: &Edits,
        publishers: &[String],
        finnish: &Finnish,
    ) -> Self {
        let mut register = Self {
            blocked: in_small_letters(&edits.block),
            split: in_small_letters(&edits.split),
            ..Self::default()
        };
        register.add_edits(EntityKind::Project, &edits.projects, finnish);
        register.add_edits(EntityKind::Organisation, &edits.organisations, finnish);
        register.add_projects(observations, finnish);
        register.add_longer_names_of_projects(observations, finnish);
        register.add_translations(observations, finnish);
        register.add_organisations(observations, publishers, finnish);
        register
    }

    /// Whether nothing is known of any name.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.canonical.is_empty() && self.blocked.is_empty()
    }

    /// The canonical name for a name, if the register has one; an empty name if it is left out.
    #[must_use]
    pub fn canonical(&self, kind: EntityKind, name: &str) -> Option<String> {
        let lower = name.to_lowercase();
        self.canonical.get(&(kind, lower)).cloned()
    }

    /// What a name names, and its canonical name: what looks like an organisation may be a known project.
    #[must_use]
    pub fn known_as(&self, kind: EntityKind, name: String) -> (EntityKind, String) {
        let kinds = match kind {
            EntityKind::Organisation => [EntityKind::Organisation, EntityKind::Project],
            other => [other, other],
        };
        let of_project = (kinds[0] != kinds[1])
            .then(|| self.canonical(EntityKind::Project, &name))
            .flatten();
        if let Some(project) = of_project {
            return (EntityKind::Project, project);
        }
        let canonical = self.canonical(kind, &name);
        (kind, canonical.unwrap_or(name))
    }

    /// Whether an administrator wants a name left out.
    #[must_use]
    pub fn is_blocked(&self, name: &str) -> bool {
        !self.blocked.is_empty() && self.blocked.contains(&name.to_lowercase())
    }

    /// The known names among tokens, longest first where several begin at one.
    #[must_use]
    pub fn find(&self, tokens: &[Token<'_>], finnish: &Finnish) -> Vec<KnownName> {
        self.phrases.find(tokens, finnish)
    }

    fn add_edits(&mut self, kind: EntityKind, edits: &[Edit], finnish: &Finnish) {
        for edit in edits {
            for name in std::iter::once(&edit.name).chain(&edit.aliases) {
                self.canonical
                    .insert((kind, name.to_lowercase()), edit.name.clone());
                self.phrases.add(kind, name, &edit.name, finnish);
            }
        }
    }

    /// A project under a longer name, such as one with its region before it, is the project of the shorter; one
    /// whose last word is a compound of its own goes by that word, too.
    fn add_projects(&mut self, observations: &Observations, finnish: &Finnish) {
        let names = &observations.projects;
        for name in names.keys() {
            let endings = name.rmatch_indices(' ').map(|(at, _)| &name[at + 1..]);
            let mut shorter =
                endings.filter(|ending| ending.contains([' ', '-']) && names.contains_key(*ending));
            let shorter = shorter.next().filter(|_| !self.is_split(name));
            let canonical = shorter.unwrap_or(name);
            self.add_learnt(EntityKind::Project, name, canonical, true, finnish);
        }
        for (name, count) in names {
            let Some((_, last)) = name.rsplit_once(' ') else {
                continue;
            };
            let mut bearers = names.keys().filter(|other| other.ends_with(last));
            let is_telling = *count >= ENOUGH_ARTICLES
                && last.chars().count() >= SHORTEST_TELLING
                && finnish.terms(last).parts().len() > 1
                && bearers.all(|other| {
                    self.canonical(EntityKind::Project, other)
                        == self.canonical(EntityKind::Project, name)
                });
            if is_telling {
                self.add_learnt(EntityKind::Project, &capitalised(last), name, true, finnish);
            }
        }
    }

    /// What looks like a body may be a project with its region before it: "Uudenmaan Järjestöjen tuulensuoja".
    fn add_longer_names_of_projects(&mut self, observations: &Observations, finnish: &Finnish) {
        let projects = &observations.projects;
        for name in observations.organisations.keys() {
            let endings = name.match_indices(' ').map(|(at, _)| &name[at + 1..]);
            let mut known =
                endings.filter(|ending| ending.contains(' ') && projects.contains_key(*ending));
            if let Some(project) = known.next().filter(|_| !self.is_split(name)) {
                self.add_learnt(EntityKind::Project, name, project, true, finnish);
            }
        }
    }

    /// Names in other languages go by those in Finnish that articles tell.
    fn add_translations(&mut self, observations: &Observations, finnish: &Finnish) {
        for (foreign, finnish_name) in &observations.translations {
            let is_among = |names: &BTreeMap<String, u32>| {
                names.contains_key(finnish_name) || names.contains_key(foreign)
            };
            let kind = match () {
                () if is_among(&observations.projects) => EntityKind::Project,
                () if is_among(&observations.organisations) => EntityKind::Organisation,
                () => continue,
            };
            self.canonical.remove(&(kind, foreign.to_lowercase()));
            self.add_learnt(kind, foreign, finnish_name, true, finnish);
            self.add_learnt(kind, finnish_name, finnish_name, true, finnish);
        }
    }

    /// Whether an administrator wants a name to stay on its own.
    fn is_split(&self, name: &str) -> bool {
        self.split.contains(&name.to_lowercase())
    }

    fn add_organisations(
        &mut self,
        observations: &Observations,
        publishers: &[String],
        finnish: &Finnish,
    ) {
        let groups = organisations::groups(observations, publishers, &self.split);
        let is_project = |register: &Self, name: &String| {
            register.canonical(EntityKind::Project, name).is_some()
        };
        for group in groups {
            if group.names.iter().any(|name| is_project(self, name)) {
                continue;
            }
            let spellings = || {
                let names = group.names.iter().map(String::as_str);
                names.flat_map(|name| [name, without_legal_form(name)])
            };
            // What an administrator says of one name of a group holds for all.
            let kind = EntityKind::Organisation;
            let edited = spellings().find_map(|name| self.canonical(kind, name));
            let canonical = edited.unwrap_or_else(|| group.canonical.clone());
            for name in spellings() {
                self.add_learnt(kind, name, &canonical, group.is_looked_for, finnish);
            }
        }
        for (short, long) in &observations.definitions {
            let canonical = self
                .canonical(EntityKind::Organisation, short)
                .or_else(|| self.canonical(EntityKind::Organisation, long));
            if let Some(canonical) = canonical {
                self.add_learnt(EntityKind::Organisation, short, &canonical, true, finnish);
                self.add_learnt(EntityKind::Organisation, long, &canonical, true, finnish);
            }
        }
    }

    /// Adds a name that articles taught, where no administrator has said anything of it.
    fn add_learnt(
        &mut self,
        kind: EntityKind,
        name: &str,
        canonical: &str,
        is_looked_for: bool,
        finnish: &Finnish,
    ) {
        let key = (kind, name.to_lowercase());
        if self.canonical.contains_key(&key) {
            return;
        }
        let canonical = self
            .canonical(kind, canonical)
            .unwrap_or_else(|| canonical.to_owned());
        self.canonical.insert(key, canonical.clone());
        if is_looked_for {
            self.phrases.add(kind, name, &canonical, finnish);
        }
    }
}

fn in_small_letters(names: &[String]) -> BTreeSet<String> {
    names.iter().map(|name| name.to_lowercase()).collect()
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
