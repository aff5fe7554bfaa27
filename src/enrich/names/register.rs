//! What the archive and its administrators know of projects and organisations: canonical names, and what else
//! each goes by.
//!
//! The register grows from what articles write ([`Observations`]): "X -hanke" names a project, "Y ry" an
//! organisation, "SHORT (Long name)" two names of one. A TOML file says what is to be merged, told apart, renamed
//! or left out; it always wins.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use aluehaku_finnish::Finnish;
use aluehaku_index::article::EntityKind;
use serde::{Deserialize, Serialize};

use super::Names;
use super::organisations::{is_short, without_legal_form};
use super::tokens::{self, Token};

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
    /// Years of projects.
    pub years: BTreeMap<String, String>,
}

/// The file of an administrator.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Edits {
    /// Projects with all that they go by.
    pub projects: Vec<Edit>,
    /// Organisations with all that they go by.
    pub organisations: Vec<Edit>,
    /// Names that are neither.
    pub block: Vec<String>,
}

/// One entry of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Edit {
    /// Canonical name: never merged into another.
    pub name: String,
    /// Other names of the same: an old name to rename, a long or a short form to merge.
    pub aliases: Vec<String>,
    /// "2021–2023".
    pub years: Option<String>,
}

/// Known names, ready to be found in texts.
#[derive(Clone, Debug, Default)]
pub struct Register {
    /// Canonical names by kind and by any name in small letters.
    canonical: HashMap<(EntityKind, String), String>,
    blocked: BTreeSet<String>,
    /// Names to look for, by their first word in small letters or one of its base forms.
    phrases: HashMap<String, Vec<Phrase>>,
}

#[derive(Clone, Debug)]
struct Phrase {
    words: Vec<PhraseWord>,
    kind: EntityKind,
    name: String,
}

#[derive(Clone, Debug)]
struct PhraseWord {
    text: String,
    keys: Vec<String>,
}

/// A known name that stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownName {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it names.
    pub kind: EntityKind,
    /// Canonical name.
    pub name: String,
}

/// Articles that must name an organisation before it is looked for where the tagger sees none.
const ENOUGH_ARTICLES: u32 = 2;

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
        self.years.extend(names.years.iter().cloned());
    }
}

impl Edits {
    /// Reads an administrator's file.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }
}

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
            blocked: edits.block.iter().map(|name| name.to_lowercase()).collect(),
            ..Self::default()
        };
        register.add_edits(EntityKind::Project, &edits.projects, finnish);
        register.add_edits(EntityKind::Organisation, &edits.organisations, finnish);
        register.add_projects(observations, finnish);
        register.add_organisations(observations, publishers, finnish);
        for phrases in register.phrases.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
        register
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
        let mut found = Vec::new();
        if self.phrases.is_empty() {
            return found;
        }
        let mut at = 0;
        while at < tokens.len() {
            match self.phrase_at(tokens, at, finnish) {
                Some(phrase) => {
                    let end = at + phrase.words.len();
                    found.push(KnownName {
                        tokens: at..end,
                        kind: phrase.kind,
                        name: phrase.name.clone(),
                    });
                    at = end;
                }
                None => at += 1,
            }
        }
        found
    }

    fn phrase_at(&self, tokens: &[Token<'_>], at: usize, finnish: &Finnish) -> Option<&Phrase> {
        let first = keys_of(tokens[at].text, finnish);
        let candidates = first
            .iter()
            .filter_map(|key| self.phrases.get(key))
            .flatten();
        let fitting = candidates.filter(|phrase| {
            tokens.len() - at >= phrase.words.len()
                && tokens[at + phrase.words.len() - 1].text_number == tokens[at].text_number
                && phrase
                    .words
                    .iter()
                    .zip(&tokens[at..])
                    .all(|(word, token)| fits(word, token, finnish))
        });
        fitting.max_by_key(|phrase| phrase.words.len())
    }

    fn add_edits(&mut self, kind: EntityKind, edits: &[Edit], finnish: &Finnish) {
        for edit in edits {
            for name in std::iter::once(&edit.name).chain(&edit.aliases) {
                self.canonical
                    .insert((kind, name.to_lowercase()), edit.name.clone());
                self.add_phrase(kind, name, &edit.name, finnish);
            }
        }
    }

    /// A project under a longer name, such as one with its region before it, is the project of the shorter.
    fn add_projects(&mut self, observations: &Observations, finnish: &Finnish) {
        for name in observations.projects.keys() {
            let shorter = observations.projects.keys().filter(|other| {
                other.contains([' ', '-'])
                    && name
                        .strip_suffix(other.as_str())
                        .is_some_and(|before| before.ends_with(' '))
            });
            let canonical = shorter.min_by_key(|other| other.len()).unwrap_or(name);
            self.add_learnt(EntityKind::Project, name, canonical, true, finnish);
        }
    }

    fn add_organisations(
        &mut self,
        observations: &Observations,
        publishers: &[String],
        finnish: &Finnish,
    ) {
        let mut counts = observations.organisations.clone();
        for publisher in publishers {
            *counts.entry(publisher.clone()).or_default() += ENOUGH_ARTICLES;
        }
        let counts = &counts;
        // Names with and without their legal form are one.
        let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for name in counts.keys() {
            groups
                .entry(without_legal_form(name).to_lowercase())
                .or_default()
                .push(name);
        }
        let bare: Vec<String> = groups.keys().cloned().collect();
        let mut merged: BTreeMap<String, String> = BTreeMap::new();
        for (short, long) in &observations.definitions {
            merge(
                &mut merged,
                &without_legal_form(short).to_lowercase(),
                &without_legal_form(long).to_lowercase(),
            );
        }
        for short in counts.keys().filter(|name| is_short(name)) {
            let short = without_legal_form(short);
            let mut long = counts
                .keys()
                .filter(|long| has_initials(without_legal_form(long), short));
            if let Some(first) = long.next() {
                let bare = without_legal_form(first).to_lowercase();
                if long.all(|other| without_legal_form(other).to_lowercase() == bare) {
                    merge(&mut merged, &short.to_lowercase(), &bare);
                }
            }
        }
        for name in &bare {
            let mut longer = bare.iter().filter(|long| {
                long.strip_suffix(name.as_str())
                    .is_some_and(|before| before.ends_with("n "))
            });
            if let (Some(long), None, true) =
                (longer.next(), longer.next(), name.chars().count() > 5)
            {
                merge(&mut merged, name, long);
            }
        }
        let mut entries: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (bare, names) in groups {
            let root = root_of(&merged, &bare);
            entries.entry(root).or_default().extend(names);
        }
        for names in entries.values() {
            let count = |name: &str| counts.get(name).copied().unwrap_or(0);
            let articles: u32 = names.iter().map(|name| count(name)).sum();
            let without_form = |name: &&&str| without_legal_form(name) == **name;
            let is_long = |name: &&&str| !is_short(name);
            let longest_counts: u32 = names.iter().filter(is_long).map(|name| count(name)).sum();
            let short_counts: u32 = articles - longest_counts;
            // A long name of capitals is what people say ("Keski-Suomen Yhdistyspaja"); of another what is written more
            // often counts.
            let proper = |name: &&&str| {
                let words = without_legal_form(name).split(' ');
                is_long(name)
                    && words
                        .filter(|word| word.starts_with(char::is_uppercase))
                        .count()
                        >= 2
            };
            let takes_long =
                names.iter().any(|name| proper(&name)) || longest_counts >= short_counts;
            let candidates = names.iter().filter(|name| is_long(name) == takes_long);
            let words = |name: &&&str| without_legal_form(name).split(' ').count();
            let Some(canonical) =
                candidates.max_by_key(|name| (words(name), without_form(name), count(name)))
            else {
                continue;
            };
            let known = articles >= ENOUGH_ARTICLES
                || canonical.contains(' ') && without_legal_form(canonical) != *canonical;
            for name in names {
                self.add_learnt(EntityKind::Organisation, name, canonical, known, finnish);
                self.add_learnt(
                    EntityKind::Organisation,
                    without_legal_form(name),
                    canonical,
                    known,
                    finnish,
                );
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
            self.add_phrase(kind, name, &canonical, finnish);
        }
    }

    fn add_phrase(&mut self, kind: EntityKind, name: &str, canonical: &str, finnish: &Finnish) {
        let sentences = tokens::sentences(&[name]);
        let words: Vec<PhraseWord> = sentences
            .iter()
            .flatten()
            .map(|token| PhraseWord {
                text: token.text.to_owned(),
                keys: keys_of(token.text, finnish),
            })
            .collect();
        let Some(first) = words.first() else { return };
        // A single small word is no name to look for.
        if words.len() == 1 && !first.text.starts_with(char::is_uppercase) {
            return;
        }
        let phrase = Phrase {
            kind,
            name: canonical.to_owned(),
            words: words.clone(),
        };
        for key in &first.keys {
            self.phrases
                .entry(key.clone())
                .or_default()
                .push(phrase.clone());
        }
    }
}

/// A word in small letters and its base forms.
fn keys_of(word: &str, finnish: &Finnish) -> Vec<String> {
    let terms = finnish.terms(word);
    let mut keys = vec![terms.raw().to_owned()];
    for lemma in terms.lemmas() {
        if !keys.iter().any(|key| key == lemma) {
            keys.push(lemma.to_owned());
        }
    }
    keys
}

/// Whether a token can be a form of a word of a name.
fn fits(word: &PhraseWord, token: &Token<'_>, finnish: &Finnish) -> bool {
    let capital = word.text.starts_with(char::is_uppercase);
    if capital && !token.is_capitalised() {
        return false;
    }
    let abbreviation =
        word.text.chars().count() > 1 && word.text.chars().all(|letter| !letter.is_lowercase());
    if abbreviation && !token.text.starts_with(word.text.as_str()) {
        return false;
    }
    token.text == word.text
        || keys_of(token.text, finnish)
            .iter()
            .any(|key| word.keys.contains(key))
}

/// Whether letters of a name make an abbreviation: the first letters of all its words, and between them others of
/// the words, as the second part of a compound has ("KYP" of Keski-Suomen Yhdistyspaja).
fn has_initials(name: &str, short: &str) -> bool {
    let words: Vec<String> = name.split(' ').map(str::to_lowercase).collect();
    let short: Vec<char> = short.to_lowercase().chars().collect();
    if words.len() < 2 || short.len() < 3 || is_short(name) {
        return false;
    }
    let mut at = 0;
    for word in &words {
        let mut letters = word.chars();
        if letters.next() != short.get(at).copied() {
            return false;
        }
        at += 1;
        let next_word = words.iter().skip_while(|other| *other != word).nth(1);
        let next_initial = next_word.and_then(|next| next.chars().next());
        while let Some(letter) = short.get(at) {
            let is_next = next_initial == Some(*letter) && next_word.is_some();
            if is_next || !letters.any(|other| other == *letter) {
                break;
            }
            at += 1;
        }
    }
    at == short.len()
}

fn merge(merged: &mut BTreeMap<String, String>, name: &str, into: &str) {
    let (from, to) = (root_of(merged, name), root_of(merged, into));
    if from != to {
        merged.insert(from, to);
    }
}

fn root_of(merged: &BTreeMap<String, String>, name: &str) -> String {
    let mut root = name;
    while let Some(next) = merged.get(root) {
        root = next;
    }
    root.to_owned()
}
