//! Names of organisations that mean the same: with and without a legal form, short and long, a region written out or
//! not.

use std::collections::{BTreeMap, BTreeSet};

use aluehaku_article::region::RegionRegister;
use aluehaku_finnish::Finnish;

use super::Observations;
use super::observations::ENOUGH_ARTICLES;
use super::observations::{Known, most_frequent};
use super::signs::Sign;
use crate::names::definitions::has_initials;
use crate::names::projects::with_region_written_out;
use crate::names::short_names::{is_abbreviation, is_short, without_legal_form};

/// Names of one organisation.
pub(super) struct Group {
    pub(super) names: Vec<String>,
    /// The one that readers see.
    pub(super) canonical: String,
    /// What all its names have.
    pub(super) known: Known,
}

/// What is known of each name.
type Names = BTreeMap<String, Known>;

/// The organisations that articles name and that publish them; split names stay on their own.
pub(super) fn groups(
    observations: &Observations,
    publishers: &[String],
    split: &BTreeSet<String>,
    finnish: &Finnish,
) -> Vec<Group> {
    let mut names = observations.organisations.clone();
    for publisher in publishers {
        let known = names.entry(publisher.clone()).or_default();
        known.articles += ENOUGH_ARTICLES;
        known.signs.add(Sign::Inside);
    }
    let mut by_bare_name: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for name in names.keys() {
        by_bare_name.entry(bare(name)).or_default().push(name);
    }
    let mut merged = merged(&names, &by_bare_name, observations, split);
    for (name, known) in &observations.organisations {
        if known.is_repeated()
            && known.sources.len() == 1
            && let Some(publisher) = its_publisher(name, publishers, finnish)
        {
            merged.merge(&bare(name), &bare(publisher));
        }
    }
    let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (bare, names) in by_bare_name {
        groups
            .entry(merged.root_of(&bare))
            .or_default()
            .extend(names);
    }
    let groups = groups.into_values();
    groups
        .filter_map(|group| self::group(&group, &names))
        .collect()
}

/// The one publisher whose short name this is: what one source alone writes, it writes of itself.
fn its_publisher<'p>(name: &str, publishers: &'p [String], finnish: &Finnish) -> Option<&'p str> {
    let short = without_legal_form(name);
    let letters = short.to_lowercase();
    let mut fitting = publishers.iter().map(String::as_str).filter(|publisher| {
        let long = without_legal_form(publisher);
        let is_end = long
            .strip_suffix(short)
            .is_some_and(|rest| rest.ends_with("n "));
        is_end || is_abbreviation(short) && has_initials(long, &letters, finnish)
    });
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first)
}

/// A name in small letters without its legal form, its region written out.
fn bare(name: &str) -> String {
    let bare = without_legal_form(name);
    with_region_written_out(bare, RegionRegister::shipped()).to_lowercase()
}

fn group(group: &[&str], names: &Names) -> Option<Group> {
    let mut known = Known::default();
    for of_name in group.iter().filter_map(|name| names.get(*name)) {
        known.add_all(of_name);
    }
    Some(Group {
        canonical: canonical(group, names)?.to_owned(),
        names: group.iter().map(|name| (*name).to_owned()).collect(),
        known,
    })
}

/// A long name of capitals is what people say ("Keski-Suomen Yhdistyspaja"); of another what is written more often
/// counts.
fn canonical<'n>(group: &[&'n str], names: &Names) -> Option<&'n str> {
    let count = |name: &str| names.get(name).map_or(0, |known| known.articles);
    let (short, long): (Vec<&str>, Vec<&str>) = group.iter().partition(|name| is_short(name));
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
        let is_written_out = with_region_written_out(bare, RegionRegister::shipped()) == bare;
        (
            is_written_out,
            bare.split(' ').count(),
            bare == *name,
            count(name),
        )
    })
}

/// Which bare names mean the same as others.
struct Merged<'s> {
    into: BTreeMap<String, String>,
    /// Names that stay on their own.
    split: &'s BTreeSet<String>,
}

fn merged<'s>(
    names: &Names,
    by_bare_name: &BTreeMap<String, Vec<&str>>,
    observations: &Observations,
    split: &'s BTreeSet<String>,
) -> Merged<'s> {
    let mut merged = Merged {
        into: BTreeMap::new(),
        split,
    };
    for (short, longs) in &observations.definitions {
        if let Some((long, _)) = most_frequent(longs) {
            merged.merge(&bare(short), &bare(long));
        }
    }
    for (short, longs) in &observations.shortened {
        let known = names.get(short).map_or(0, |known| known.articles);
        // "Lämpiö" is "Lieksan Lämpiö" where most articles that write the one write the other, too.
        if let [(long, articles)] = longs.iter().collect::<Vec<_>>().as_slice()
            && **articles * 2 > known
            && by_bare_name.contains_key(&bare(long))
        {
            merged.merge(&bare(short), &bare(long));
        }
    }
    merged
}

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
