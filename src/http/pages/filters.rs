//! The filters of the search page: what is active and what can be added.

use aluehaku_article::facet::Facet;
use aluehaku_index::engine::Reader;
use aluehaku_index::search::request::Duplicates;
use aluehaku_index::search::response::{Bucket, FacetCounts};
use jiff::civil::Date;

use super::Frame;
use super::hits::search_path;
use crate::http::name_list::NAMED;
use crate::http::params::names::NameBook;
use crate::http::params::{DEFAULT_FACET_LIMIT, SearchParams};
use crate::http::problem::Problem;
use crate::http::slug::value_path;
use crate::i18n::format::{day, fill, number};

/// Buckets of a facet once more of them are asked for.
const MORE_BUCKETS: usize = 100;

/// Facets that are open before anyone chose a value of them.
const OPEN: [Facet; 3] = [Facet::Region, Facet::Project, Facet::Source];

/// A filter that is active, with the search without it.
#[derive(Clone, Debug)]
pub(crate) struct Chip {
    /// What it filters by.
    pub(crate) kind: &'static str,
    /// The value.
    pub(crate) name: String,
    /// The search without it.
    pub(crate) href: String,
    /// The page about the value, where it has one.
    pub(crate) page: Option<String>,
}

/// A facet with its counts.
#[derive(Clone, Debug)]
pub(crate) struct Panel {
    /// Name of the parameter.
    pub(crate) key: &'static str,
    /// Name of the facet.
    pub(crate) name: &'static str,
    /// Whether it is shown open.
    pub(crate) is_open: bool,
    /// Its values.
    pub(crate) rows: Vec<Row>,
    /// Articles that state no value.
    pub(crate) missing: Option<String>,
    /// Articles counted in values beyond those shown.
    pub(crate) other: Option<String>,
    /// The same search with more values.
    pub(crate) more: Option<String>,
}

/// A value of a facet.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// The value as the address names it.
    pub(crate) value: String,
    /// What people read for it.
    pub(crate) label: String,
    /// Articles that have it.
    pub(crate) count: String,
    /// Whether a filter selects it.
    pub(crate) is_selected: bool,
    /// The search with it, or without it when it is selected.
    pub(crate) href: String,
}

/// The active filters of a search.
///
/// # Errors
/// When the index cannot be read.
pub(crate) fn chips(
    reader: &dyn Reader,
    params: &SearchParams,
    names: NameBook<'_>,
    frame: &Frame,
) -> Result<Vec<Chip>, Problem> {
    let mut chips = Vec::new();
    for filter in &params.filters.facets {
        let wanted = filter.any_of.iter().map(|value| (value, false));
        let excluded = filter.none_of.iter().map(|value| (value, true));
        for (value, is_excluded) in wanted.chain(excluded) {
            let label = names.label(filter.facet, value, frame.language);
            let name = match is_excluded {
                true => fill(frame.t.filter_not, &[("name", &label)]),
                false => label,
            };
            chips.push(Chip {
                kind: frame.t.facet(filter.facet),
                name,
                href: search_path(&params.without_filter(filter.facet, value)),
                page: page_of(reader, filter.facet, value, names)?.map(|path| frame.link(&path)),
            });
        }
    }
    chips.extend(date_chip(params, frame));
    if params.duplicates == Duplicates::Show {
        let folded = SearchParams {
            duplicates: Duplicates::Fold,
            ..params.first_page()
        };
        let name = frame.t.filter_copies.to_owned();
        chips.push(Chip {
            kind: "",
            name,
            href: search_path(&folded),
            page: None,
        });
    }
    Ok(chips)
}

/// Path of the page about a value; names have one where the index puts them forward.
fn page_of(
    reader: &dyn Reader,
    facet: Facet,
    value: &str,
    names: NameBook<'_>,
) -> Result<Option<String>, Problem> {
    let is_name = NAMED.contains(&facet);
    if is_name && !reader.lists(facet, value)? {
        return Ok(None);
    }
    Ok(value_path(facet, value, names))
}

/// The facets of a search with their counts; facets without values are left out.
pub(crate) fn panels<'a>(
    counts: impl Iterator<Item = &'a FacetCounts>,
    params: &SearchParams,
    names: NameBook<'_>,
    frame: &Frame,
) -> Vec<Panel> {
    let counts = counts.filter(|counts| !counts.buckets.is_empty());
    counts
        .map(|counts| panel(counts, params, names, frame))
        .collect()
}

/// The same search without any filter, from its first page.
pub(crate) fn without_filters(params: &SearchParams) -> SearchParams {
    let default = SearchParams::default();
    SearchParams {
        filters: default.filters,
        duplicates: default.duplicates,
        ..params.first_page()
    }
}

fn date_chip(params: &SearchParams, frame: &Frame) -> Option<Chip> {
    let shown = |date: Date| day(date, frame.language);
    let (from, to) = (params.filters.from, params.filters.to);
    let name = match (from, to) {
        (None, None) => return None,
        (Some(from), None) => fill(frame.t.dates_since, &[("date", &shown(from))]),
        (None, Some(to)) => fill(frame.t.dates_until, &[("date", &shown(to))]),
        (Some(from), Some(to)) if is_whole_year(from, to) => from.year().to_string(),
        (Some(from), Some(to)) => format!("{} – {}", shown(from), shown(to)),
    };
    let mut without = params.first_page();
    (without.filters.from, without.filters.to) = (None, None);
    Some(Chip {
        kind: frame.t.dates_heading,
        name,
        href: search_path(&without),
        page: None,
    })
}

fn is_whole_year(from: Date, to: Date) -> bool {
    from == from.first_of_year() && to == from.last_of_year()
}

fn panel(counts: &FacetCounts, params: &SearchParams, names: NameBook<'_>, frame: &Frame) -> Panel {
    let facet = counts.facet;
    let shown = |count: u64| (count > 0).then(|| number(count, frame.language));
    // More may have been counted than the reader asked to see; the rest counts as "others".
    let is_region = facet == Facet::Region;
    let limit = if is_region {
        usize::MAX
    } else {
        params.facet_limit
    };
    let is_shown = |(position, bucket): &(usize, &Bucket)| *position < limit || bucket.selected;
    let (shown_buckets, hidden): (Vec<_>, Vec<_>) =
        counts.buckets.iter().enumerate().partition(is_shown);
    let hidden: u64 = hidden.into_iter().map(|(_, bucket)| bucket.count).sum();
    let other = counts.other + hidden;
    let rows = shown_buckets.into_iter().map(|(_, bucket)| Row {
        value: bucket.value.clone(),
        label: names.label(facet, &bucket.value, frame.language),
        count: number(bucket.count, frame.language),
        is_selected: bucket.selected,
        href: search_path(&match bucket.selected {
            true => params.without_filter(facet, &bucket.value),
            false => params.with_filter(facet, &bucket.value),
        }),
    });
    let can_grow = other > 0 && params.facet_limit < MORE_BUCKETS;
    let grown = || SearchParams {
        facet_limit: MORE_BUCKETS,
        ..params.clone()
    };
    Panel {
        key: facet.name(),
        name: frame.t.facet(facet),
        is_open: OPEN.contains(&facet)
            || params.filter(facet).is_some()
            || params.facet_limit > DEFAULT_FACET_LIMIT,
        rows: rows.collect(),
        missing: shown(counts.missing),
        other: shown(other),
        more: can_grow.then(|| search_path(&grown())),
    }
}
