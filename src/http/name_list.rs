//! The names of a kind as a list: persons, projects, organisations and regions by letter or by number of
//! articles, one page at a time.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use aluehaku_article::facet::Facet;
use aluehaku_article::region::{Region, RegionKind, RegionRegister};
use aluehaku_index::analysis::fold;
use aluehaku_index::engine::Reader;
use aluehaku_index::search::request::Filters;

use super::outline::Outline;
use super::params::names::{region_facet, region_name};
use super::params::{FacetOrder, Place, SearchParams};
use super::problem::Problem;
use super::slug::{has_slug, name_path, region_path, slug};
use crate::i18n::Language;
use crate::i18n::collation::{finnish_order, initial};

/// The facets whose values are names with pages of their own.
pub(crate) const NAMED: [Facet; 3] = [Facet::Person, Facet::Project, Facet::Organisation];

/// Names that share the first word, looked through for the one that an address means.
const CANDIDATES: usize = 500;

/// A page of a list of names.
#[derive(Clone, Debug)]
pub(crate) struct NameList {
    /// How many names the whole list has.
    pub(crate) total: u64,
    /// The letters that names begin with, whichever letter was asked for.
    pub(crate) letters: Vec<char>,
    /// The names of the page.
    pub(crate) entries: Vec<Entry>,
    /// The list from its next page on; absent on the last one.
    pub(crate) next: Option<SearchParams>,
    /// The same for the page before.
    pub(crate) previous: Option<SearchParams>,
}

/// A name of a list.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// What people read for it.
    pub(crate) label: String,
    /// Path of its page.
    pub(crate) path: String,
    /// What it is in short.
    pub(crate) outline: Outline,
}

/// A name before its page of the list is known.
#[derive(Clone, Debug)]
struct Listed {
    facet: Facet,
    value: String,
    label: String,
    /// Path of its page, where it does not follow from the name.
    path: Option<String>,
    articles: u64,
}

/// The name that a slug stands for: of several, the one with the most articles.
pub(crate) fn find(
    reader: &dyn Reader,
    facet: Facet,
    wanted: &str,
) -> Result<Option<String>, Problem> {
    let first_word = wanted.split('-').next().unwrap_or_default();
    let values = reader.facet_values(facet, first_word, &Filters::default(), CANDIDATES)?;
    Ok(values
        .into_iter()
        .map(|bucket| bucket.value)
        .find(|value| slug(value) == wanted))
}

/// The persons, projects or organisations that a search of names asks for.
///
/// # Errors
/// When the index cannot be read.
pub(crate) fn names(
    reader: &dyn Reader,
    facet: Facet,
    params: &SearchParams,
) -> Result<NameList, Problem> {
    let values = reader.facet_values(facet, &params.q, &params.filters, usize::MAX)?;
    let listed = values.into_iter().filter(|bucket| has_slug(&bucket.value));
    let listed = listed.map(|bucket| Listed {
        facet,
        path: None,
        label: bucket.value.clone(),
        value: bucket.value,
        articles: bucket.count,
    });
    page(reader, listed.collect(), params, &params.filters)
}

/// The regions that a search of names asks for; those in a maakunta, where it names one.
///
/// # Errors
/// When the index cannot be read.
pub(crate) fn regions(
    reader: &dyn Reader,
    register: &RegionRegister,
    params: &SearchParams,
    language: Language,
) -> Result<NameList, Problem> {
    let within = params.filter(Facet::Region);
    let filters = params.without_facet(Facet::Region).filters;
    let wanted = fold(&params.q);
    let mut listed = Vec::new();
    for kind in [
        RegionKind::Maakunta,
        RegionKind::Hyvinvointialue,
        RegionKind::Municipality,
    ] {
        if params.kind.is_some_and(|only| only != kind) {
            continue;
        }
        let facet = region_facet(kind);
        let values = reader.facet_values(facet, "", &filters, usize::MAX)?;
        let counts: HashMap<&str, u64> = values
            .iter()
            .map(|bucket| (bucket.value.as_str(), bucket.count))
            .collect();
        let is_wanted = |region: &&Region| {
            let names = [
                Some(&region.name_fi),
                Some(&region.name_sv),
                region.name_en.as_ref(),
            ];
            let is_named = names
                .into_iter()
                .flatten()
                .any(|name| begins_a_word(name, &wanted));
            let maakunta = register.maakunta_of(region);
            let is_within = within.is_none_or(|filter| {
                maakunta.is_some_and(|maakunta| filter.any_of.contains(&maakunta.name_fi))
            });
            is_named && is_within
        };
        listed.extend(
            register
                .of_kind(kind)
                .filter(is_wanted)
                .map(|region| Listed {
                    facet,
                    value: region.name_fi.clone(),
                    label: region_name(region, language).to_owned(),
                    path: Some(region_path(region)),
                    articles: counts.get(region.name_fi.as_str()).copied().unwrap_or(0),
                }),
        );
    }
    page(reader, listed, params, &filters)
}

/// One page of names: those under the letter asked for, in the order asked for.
fn page(
    reader: &dyn Reader,
    mut listed: Vec<Listed>,
    params: &SearchParams,
    filters: &Filters,
) -> Result<NameList, Problem> {
    let letters = listed.iter().map(|name| letter(name.facet, &name.label));
    let mut letters: Vec<char> = letters.collect::<BTreeSet<_>>().into_iter().collect();
    letters.sort_by_cached_key(|letter| finnish_order(&letter.to_string()));
    if let Some(wanted) = params.letter {
        listed.retain(|name| letter(name.facet, &name.label) == wanted);
    }
    let number = params.page_number();
    let first = (number - 1).saturating_mul(params.per_page);
    let end = first.saturating_add(params.per_page).min(listed.len());
    let first = first.min(end);
    match params.facet_order {
        FacetOrder::Label => listed.sort_by_cached_key(order_of),
        FacetOrder::Count => order_by_count(&mut listed, first..end),
    }
    let entries = listed[first..end].iter().map(|name| {
        let path = name.path.clone();
        let path = path.or_else(|| name_path(name.facet, &name.value));
        Ok(Entry {
            label: name.label.clone(),
            path: path.unwrap_or_default(),
            outline: Outline::of(reader, name.facet, &name.value, filters)?,
        })
    });
    let entries = entries.collect::<Result<Vec<_>, Problem>>()?;
    let at = |number: usize| SearchParams {
        place: match number {
            1 => Place::Start,
            number => Place::Number(number),
        },
        ..params.clone()
    };
    let goes_on = listed.len() > end;
    Ok(NameList {
        total: listed.len() as u64,
        letters,
        entries,
        next: goes_on.then(|| at(number + 1)),
        previous: (number > 1).then(|| at(number - 1)),
    })
}

/// Orders names by their articles, the most first. Only as many are put in alphabetical order beside that as share
/// their number with names of a page: of a hundred thousand names, most have two articles.
fn order_by_count(listed: &mut [Listed], page: Range<usize>) {
    listed.sort_by_key(|name| Reverse(name.articles));
    let page = &listed[page];
    let (Some(first), Some(last)) = (page.first(), page.last()) else {
        return;
    };
    let (most, least) = (first.articles, last.articles);
    let start = listed.partition_point(|name| name.articles > most);
    let end = listed.partition_point(|name| name.articles >= least);
    listed[start..end].sort_by_cached_key(|name| (Reverse(name.articles), order_of(name)));
}

/// Where a name stands in alphabetical order.
fn order_of(name: &Listed) -> (Vec<u32>, String) {
    let (first, rest) = sorted_by(name.facet, &name.label);
    match rest {
        "" => finnish_order(first),
        rest => finnish_order(&format!("{first} {rest}")),
    }
}

/// The letter under which a name stands.
fn letter(facet: Facet, name: &str) -> char {
    let (first, _) = sorted_by(facet, name);
    first.chars().next().map_or('#', initial)
}

/// What a name is sorted by, and by what among those that share it: persons by their surnames.
fn sorted_by(facet: Facet, name: &str) -> (&str, &str) {
    let name = name.trim_start_matches(|sign: char| !sign.is_alphanumeric());
    match name.rsplit_once(' ').filter(|_| facet == Facet::Person) {
        Some((first_names, surname)) => (surname, first_names),
        None => (name, ""),
    }
}

/// Whether a word of a name begins so, case and accents aside.
fn begins_a_word(name: &str, beginning: &str) -> bool {
    let name = fold(name);
    let mut words = name.match_indices(|sign: char| !sign.is_alphanumeric());
    name.starts_with(beginning)
        || words.any(|(at, sign)| name[at + sign.len()..].starts_with(beginning))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_stand_under_their_surnames_and_others_under_their_first_letter() {
        assert_eq!(letter(Facet::Person, "Åsa Öhman"), 'Ö');
        assert_eq!(letter(Facet::Person, "Madonna"), 'M');
        assert_eq!(letter(Facet::Project, "”Élan” kylille"), 'E');
        assert_eq!(letter(Facet::Project, "4H-kerho"), '#');
        assert_eq!(
            sorted_by(Facet::Person, "Anna Liisa Meri"),
            ("Meri", "Anna Liisa")
        );
    }

    #[test]
    fn any_word_of_a_region_can_be_typed() {
        assert!(begins_a_word("Pohjois-Savo", "savo"));
        assert!(begins_a_word("Pohjois-Savo", "pohj"));
        assert!(begins_a_word("Ähtäri", "aht"));
        assert!(begins_a_word("Uusimaa", ""));
        assert!(!begins_a_word("Pohjois-Savo", "avo"));
    }
}
