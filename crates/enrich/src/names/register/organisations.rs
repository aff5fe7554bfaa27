//! Names of organisations that mean the same: with and without a legal form, short and long.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{ENOUGH_ARTICLES, Observations};
use crate::names::organisations::{is_short, without_legal_form};

/// Names of one organisation.
pub(super) struct Group {
    pub(super) names: Vec<String>,
    /// The one that readers see.
    pub(super) canonical: String,
    /// Whether it is looked for where the tagger sees none.
    pub(super) is_looked_for: bool,
}

/// In how many articles each name stands.
type Counts = BTreeMap<String, u32>;

/// The organisations that articles name and that publish them; split names stay on their own.
pub(super) fn groups(
    observations: &Observations,
    publishers: &[String],
    split: &BTreeSet<String>,
) -> Vec<Group> {
    let mut counts = observations.organisations.clone();
    for publisher in publishers {
        *counts.entry(publisher.clone()).or_default() += ENOUGH_ARTICLES;
    }
    let mut by_bare_name: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for name in counts.keys() {
        by_bare_name.entry(bare(name)).or_default().push(name);
    }
    let merged = merged(&counts, &by_bare_name, observations, split);
    let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (bare, names) in by_bare_name {
        groups
            .entry(merged.root_of(&bare))
            .or_default()
            .extend(names);
    }
    let groups = groups.into_values();
    groups.filter_map(|names| group(&names, &counts)).collect()
}

/// A name in small letters without its legal form.
fn bare(name: &str) -> String {
    without_legal_form(name).to_lowercase()
}

fn group(names: &[&str], counts: &Counts) -> Option<Group> {
    let count = |name: &str| counts.get(name).copied().unwrap_or(0);
    let articles: u32 = names.iter().map(|name| count(name)).sum();
    let canonical = canonical(names, &count)?;
    let has_form = without_legal_form(canonical) != canonical;
    Some(Group {
        is_looked_for: articles >= ENOUGH_ARTICLES || canonical.contains(' ') && has_form,
        canonical: canonical.to_owned(),
        names: names.iter().map(|name| (*name).to_owned()).collect(),
    })
}

/// A long name of capitals is what people say ("Keski-Suomen Yhdistyspaja"); of another what is written more often
/// counts.
fn canonical<'n>(names: &[&'n str], count: &dyn Fn(&str) -> u32) -> Option<&'n str> {
    let (short, long): (Vec<&str>, Vec<&str>) = names.iter().partition(|name| is_short(name));
    let articles = |names: &[&str]| names.iter().map(|name| count(name)).sum::<u32>();
    let is_proper = |name: &&str| {
        let words = without_legal_form(name).split(' ');
        let capitals = words.filter(|word| word.starts_with(char::is_uppercase));
        capitals.count() >= 2
    };
    let takes_long = long.iter().any(is_proper) || articles(&long) >= articles(&short);
    let candidates = if takes_long { long } else { short };
    candidates.into_iter().max_by_key(|name| {
        let bare = without_legal_form(name);
        (bare.split(' ').count(), bare == *name, count(name))
    })
}

/// Which bare names mean the same as others.
struct Merged<'s> {
    into: BTreeMap<String, String>,
    /// Names that stay on their own.
    split: &'s BTreeSet<String>,
}

fn merged<'s>(
    counts: &Counts,
    by_bare_name: &BTreeMap<String, Vec<&str>>,
    observations: &Observations,
    split: &'s BTreeSet<String>,
) -> Merged<'s> {
    let mut merged = Merged {
        into: BTreeMap::new(),
        split,
    };
    for (short, long) in &observations.definitions {
        merged.merge(&bare(short), &bare(long));
    }
    let long_names = by_initial(counts);
    for short in counts.keys().filter(|name| is_short(name)) {
        let short: Vec<char> = without_legal_form(short).to_lowercase().chars().collect();
        let of_initial = short.first().and_then(|initial| long_names.get(initial));
        let fitting = of_initial.into_iter().flatten();
        let mut long = fitting.filter(|long| has_initials(&long.words, &short));
        if let Some(first) = long.next()
            && long.all(|other| other.bare == first.bare)
        {
            merged.merge(&String::from_iter(short), &first.bare);
        }
    }
    let longer_names = by_ending(by_bare_name.keys());
    for name in by_bare_name.keys() {
        let longer = longer_names.get(name.as_str());
        if let Some(longer) = longer.and_then(|longer| the_longer(name, longer)) {
            merged.merge(name, longer);
        }
    }
    merged
}

/// A name of several words, as abbreviations are compared with it.
struct LongName {
    /// Its words in small letters.
    words: Vec<String>,
    bare: String,
}

/// The names of several words by the first letter of the first: so a name is not compared with all others.
fn by_initial(counts: &Counts) -> BTreeMap<char, Vec<LongName>> {
    let mut names: BTreeMap<char, Vec<LongName>> = BTreeMap::new();
    for name in counts.keys().map(|name| without_legal_form(name)) {
        let words: Vec<String> = name.split(' ').map(str::to_lowercase).collect();
        let initial = words.first().and_then(|word| word.chars().next());
        if let Some(initial) = initial.filter(|_| words.len() >= 2 && !is_short(name)) {
            let bare = name.to_lowercase();
            names
                .entry(initial)
                .or_default()
                .push(LongName { words, bare });
        }
    }
    names
}

/// Names by what follows a genitive in them: "Lieksan Lämpiö" by "Lämpiö".
fn by_ending<'n>(names: impl Iterator<Item = &'n String>) -> HashMap<&'n str, Vec<&'n str>> {
    const GENITIVE_END: &str = "n ";
    let mut longer: HashMap<&str, Vec<&str>> = HashMap::new();
    for name in names {
        for (at, _) in name.match_indices(GENITIVE_END) {
            let ending = &name[at + GENITIVE_END.len()..];
            longer.entry(ending).or_default().push(name);
        }
    }
    longer
}

/// "Lämpiö" is "Lieksan Lämpiö", where no other longer name ends so but by holding that one.
fn the_longer<'n>(name: &str, longer: &[&'n str]) -> Option<&'n str> {
    if name.chars().count() <= SHORTEST_MERGED {
        return None;
    }
    let shortest = longer.iter().copied().min_by_key(|long| long.len())?;
    let holds_it = |other: &&str| other.ends_with(shortest);
    longer.iter().all(holds_it).then_some(shortest)
}

/// Letters of a name up to which it says too little to be merged into a longer one.
const SHORTEST_MERGED: usize = 5;

impl Merged<'_> {
    fn merge(&mut self, name: &str, into: &str) {
        if self.split.contains(name) {
            return;
        }
        let (from, to) = (self.root_of(name), self.root_of(into));
        if from != to {
            self.into.insert(from, to);
        }
    }

    fn root_of(&self, name: &str) -> String {
        let mut root = name;
        while let Some(next) = self.into.get(root) {
            root = next;
        }
        root.to_owned()
    }
}

/// Whether letters of a name make an abbreviation: the first letters of all its words, and between them others of
/// the words, as the second part of a compound has ("KYP" of Keski-Suomen Yhdistyspaja).
fn has_initials(words: &[String], short: &[char]) -> bool {
    if short.len() < 3 {
        return false;
    }
    let mut at = 0;
    for word in words {
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
