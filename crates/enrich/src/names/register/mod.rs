//! What the archive and its administrators know of projects and organisations: canonical names, and what else
//! each goes by.
//!
//! The register grows from what articles write ([`Observations`]): "X -hanke" names a project, "Y ry" an
//! organisation, "SHORT (Long name)" two names of one, "X, på finska Y" one name in two languages. A TOML file says
//! what is to be merged, told apart, renamed or left out ([`Edits`]); it always wins.
//!
//! `signs` is what says that words are a name, `wording` where a name of such words can be found again, `evidence` shows
//! both to whoever looks after the register; `organisations` groups the names of organisations; `phrases` looks for known
//! names in texts; `difference` tells by their `needles` which articles a new register reads otherwise than the one
//! before.

mod difference;
mod edits;
mod evidence;
mod needles;
mod observations;
mod organisations;
mod phrases;
mod signs;
mod wording;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use aluehaku_article::EntityKind;
use aluehaku_finnish::Finnish;

use super::others::mark;
use super::short_names::{is_abbreviation, without_legal_form};
use super::tokens::Token;
use crate::within::part;
use observations::{ENOUGH_ARTICLES, most_frequent};
use phrases::{Phrases, words_of};
use wording::{Wording, finding, finding_of_certain, wording};

pub use difference::Difference;
pub use edits::{Edit, Edits, EditsError};
pub use evidence::{Evidence, looks_common};
pub use observations::{Known, Lesson, Observations};
pub use phrases::KnownName;
pub use signs::{Sign, Signs};

/// Known names, ready to be found in texts.
#[derive(Clone, Debug, Default)]
pub struct Register {
    /// Canonical names by kind and by any name in small letters.
    canonical: HashMap<(EntityKind, String), String>,
    blocked: BTreeSet<String>,
    /// Names in small letters of which too little says that they are names.
    doubtful: HashSet<(EntityKind, String)>,
    split: BTreeSet<String>,
    /// Names to look for.
    phrases: Phrases,
}

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

    /// Other names in small letters, with what they name and its canonical name, in order.
    pub fn aliases(&self) -> impl Iterator<Item = (EntityKind, &str, &str)> {
        let mut aliases: Vec<_> = self
            .canonical
            .iter()
            .filter(|((_, alias), name)| !name.is_empty() && name.to_lowercase() != *alias)
            .map(|((kind, alias), name)| (*kind, alias.as_str(), name.as_str()))
            .collect();
        aliases.sort_unstable();
        aliases.into_iter()
    }

    /// Whether so little says that a name is one that no list shows it.
    #[must_use]
    pub fn is_doubtful(&self, kind: EntityKind, name: &str) -> bool {
        !self.doubtful.is_empty() && self.doubtful.contains(&(kind, name.to_lowercase()))
    }

    fn add_edits(&mut self, kind: EntityKind, edits: &[Edit], finnish: &Finnish) {
        for edit in edits {
            for name in std::iter::once(&edit.name).chain(&edit.aliases) {
                self.canonical
                    .insert((kind, name.to_lowercase()), edit.name.clone());
                if let Some(finding) = finding_of_certain(&words_of(name), finnish) {
                    self.phrases.add(kind, name, &edit.name, finding, finnish);
                }
            }
        }
    }

    /// A project under a longer name, such as one with its region before it, is the project of the shorter; one
    /// whose last word is a compound of its own goes by that word, too.
    fn add_projects(&mut self, observations: &Observations, finnish: &Finnish) {
        let projects = &observations.projects;
        for (name, known) in projects {
            let endings = name.rmatch_indices(' ').map(|(at, _)| part(name, at + 1..));
            let mut shorter = endings
                .filter(|ending| ending.contains([' ', '-']) && projects.contains_key(*ending));
            let shorter = shorter.next().filter(|_| !self.is_split(name));
            let canonical = shorter.unwrap_or(name);
            if !known.signs.are_sure() && !known.is_repeated() {
                self.doubtful
                    .insert((EntityKind::Project, name.to_lowercase()));
            }
            self.add_learnt(EntityKind::Project, name, canonical, known, finnish);
        }
        let mut by_last_word: HashMap<&str, Vec<&String>> = HashMap::new();
        for name in projects.keys() {
            if let Some((_, last)) = name.rsplit_once(' ') {
                by_last_word.entry(last).or_default().push(name);
            }
        }
        for (name, known) in projects {
            let Some((_, last)) = name.rsplit_once(' ') else {
                continue;
            };
            let canonical = self.canonical(EntityKind::Project, name);
            let mut bearers = by_last_word.get(last).into_iter().flatten();
            let is_telling = known.articles >= ENOUGH_ARTICLES
                && last.chars().count() >= SHORTEST_TELLING
                && matches!(wording(last, finnish), Wording::Compound | Wording::Coined)
                && bearers.all(|other| self.canonical(EntityKind::Project, other) == canonical);
            if is_telling {
                self.add_learnt(
                    EntityKind::Project,
                    &capitalised(last),
                    name,
                    known,
                    finnish,
                );
            }
        }
    }

    /// What looks like a body may be a project with its region before it: "Uudenmaan Järjestöjen tuulensuoja".
    fn add_longer_names_of_projects(&mut self, observations: &Observations, finnish: &Finnish) {
        let projects = &observations.projects;
        for name in observations.organisations.keys() {
            let endings = name.match_indices(' ').map(|(at, _)| part(name, at + 1..));
            let mut known = endings
                .filter(|ending| ending.contains(' '))
                .filter_map(|ending| projects.get_key_value(ending));
            if let Some((project, known)) = known.next().filter(|_| !self.is_split(name)) {
                self.add_learnt(EntityKind::Project, name, project, known, finnish);
            }
        }
    }

    /// Names in other languages go by those in Finnish that articles tell.
    fn add_translations(&mut self, observations: &Observations, finnish: &Finnish) {
        for (foreign, finnish_name) in &observations.translations {
            let is_among = |names: &BTreeMap<String, Known>| {
                names.contains_key(finnish_name) || names.contains_key(foreign)
            };
            let kind = match () {
                () if is_among(&observations.projects) => EntityKind::Project,
                () if is_among(&observations.organisations) => EntityKind::Organisation,
                () => continue,
            };
            self.canonical.remove(&(kind, foreign.to_lowercase()));
            for name in [foreign, finnish_name] {
                self.add_defined(kind, name, finnish_name, finnish);
            }
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
        let kind = EntityKind::Organisation;
        for group in organisations::groups(observations, publishers, &self.split, finnish) {
            let is_project = |name: &String| self.canonical(EntityKind::Project, name).is_some();
            if group.names.iter().any(is_project) {
                continue;
            }
            let spellings = || {
                let names = group.names.iter().map(String::as_str);
                names.flat_map(|name| [name, without_legal_form(name)])
            };
            // What an administrator says of one name of a group holds for all.
            let edited = spellings().find_map(|name| self.canonical(kind, name));
            if edited.is_none() && is_rather_another(&group.names, &group.known, observations) {
                let names = spellings().map(|name| (kind, name.to_lowercase()));
                self.doubtful.extend(names);
                continue;
            }
            let canonical = edited.unwrap_or_else(|| group.canonical.clone());
            let is_doubtful = is_doubtful(&group.names, &group.known, finnish);
            for name in spellings() {
                self.add_learnt(kind, name, &canonical, &group.known, finnish);
                if is_doubtful {
                    self.doubtful.insert((kind, name.to_lowercase()));
                }
            }
        }
        for (short, longs) in &observations.definitions {
            let Some((long, _)) = most_frequent(longs) else {
                continue;
            };
            let known = self.canonical(kind, short);
            if let Some(canonical) = known.or_else(|| self.canonical(kind, long)) {
                for name in [short.as_str(), long] {
                    self.add_defined(kind, name, &canonical, finnish);
                }
            }
        }
    }

    /// Adds a name that articles taught, where no administrator has said anything of it, and looks for it where its
    /// words allow that.
    fn add_learnt(
        &mut self,
        kind: EntityKind,
        name: &str,
        canonical: &str,
        known: &Known,
        finnish: &Finnish,
    ) {
        let Some(canonical) = self.name(kind, name, canonical) else {
            return;
        };
        if let Some(finding) = finding(&words_of(name), known, finnish) {
            self.phrases.add(kind, name, &canonical, finding, finnish);
        }
    }

    /// Adds a name that a text gives as another name of one; nothing says more.
    fn add_defined(&mut self, kind: EntityKind, name: &str, canonical: &str, finnish: &Finnish) {
        let canonical = self
            .name(kind, name, canonical)
            .or_else(|| self.canonical(kind, name).filter(|_| is_abbreviation(name)));
        let Some(canonical) = canonical else { return };
        if let Some(finding) = finding_of_certain(&words_of(name), finnish) {
            self.phrases.add(kind, name, &canonical, finding, finnish);
        }
    }

    /// Gives a name its canonical one; `None` where it has one.
    fn name(&mut self, kind: EntityKind, name: &str, canonical: &str) -> Option<String> {
        let key = (kind, name.to_lowercase());
        if self.canonical.contains_key(&key) {
            return None;
        }
        let canonical = self
            .canonical(kind, canonical)
            .unwrap_or_else(|| canonical.to_owned());
        self.canonical.insert(key, canonical.clone());
        Some(canonical)
    }
}

/// A single common word that only the words around it make a name, and nothing else.
fn is_doubtful(names: &[String], known: &Known, finnish: &Finnish) -> bool {
    let is_common = |name: &String| matches!(words_of(name).as_slice(), [word] if wording(word, finnish) == Wording::Common);
    !known.signs.are_sure() && !known.signs.has(Sign::BodyWord) && names.iter().all(is_common)
}

/// How many times as many articles say what a name is as those that say otherwise.
const CLEARLY_MORE: u32 = 2;

/// "Schwarzenegger" or "New York", which only the words around it make an organisation, and which far more articles take
/// for a person or a place.
fn is_rather_another(names: &[String], known: &Known, observations: &Observations) -> bool {
    let of_others = |name: &String| observations.others.get(&mark(name)).copied();
    let others = names.iter().filter_map(of_others).max().unwrap_or_default();
    // The tagger sees "EU:ssa" as a place, too.
    let is_written_as_body = names.iter().any(|name| is_abbreviation(name));
    others >= CLEARLY_MORE * known.articles
        && !is_written_as_body
        && !known.signs.are_sure()
        && !known.signs.has(Sign::BodyWord)
}

fn in_small_letters(names: &[String]) -> BTreeSet<String> {
    names.iter().map(|name| name.to_lowercase()).collect()
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
