//! A name or a region in short, above the results of a search whose words name it.

use aluehaku_article::facet::Facet;
use aluehaku_article::region::{Region, RegionKind};
use aluehaku_index::engine::Reader;
use aluehaku_index::search::request::Filters;
use aluehaku_index::search::suggestion::SuggestionKind;

use super::Frame;
use super::hits::NamedLink;
use crate::http::name_list::NAMED;
use crate::http::outline::Outline;
use crate::http::params::SearchParams;
use crate::http::params::names::{NameBook, region_facet};
use crate::http::problem::Problem;
use crate::http::slug::{region_path, slug, value_path};
use crate::http::state::AppState;
use crate::i18n::format::{count, years};

/// Suggestions looked through for the one that the words name.
const CANDIDATES: usize = 20;

/// Regions named on a card.
const REGIONS: usize = 3;

/// A name or a region in short.
#[derive(Clone, Debug)]
pub(super) struct NameCard {
    /// What it is.
    pub(super) kind: &'static str,
    /// Its name.
    pub(super) name: String,
    /// How many articles of how many sources, from which years.
    pub(super) figures: String,
    /// The maakunnat that most is told of.
    pub(super) regions: Vec<NamedLink>,
    /// Its page.
    pub(super) page: String,
}

impl NameCard {
    /// The card of what a search names: by its words, or without words by its only filter.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn of(
        reader: &dyn Reader,
        search: &SearchParams,
        state: &AppState,
        frame: &Frame,
    ) -> Result<Option<Self>, Problem> {
        let subject = match search.q.is_empty() {
            true => only_filter(search),
            false => named_by_words(reader, &search.q, state)?,
        };
        let Some((facet, name)) = subject else {
            return Ok(None);
        };
        let names = NameBook::of(state);
        let is_region = names.region(facet, &name).is_some();
        if !is_region && !reader.lists(facet, &name)? {
            return Ok(None);
        }
        let Some(path) = value_path(facet, &name, names) else {
            return Ok(None);
        };
        let outline = Outline::of(reader, facet, &name, &Filters::default())?;
        let regions = outline.regions.iter().filter(|_| !is_region);
        Ok(Some(Self {
            kind: frame.t.facet(facet),
            name: names.label(facet, &name, frame.language),
            figures: figures(&outline, frame),
            regions: regions
                .take(REGIONS)
                .filter_map(|region| region_link(region, names, frame))
                .collect(),
            page: frame.link(&path),
        }))
    }
}

/// The value of a search's only filter, where it is a name or a region.
fn only_filter(search: &SearchParams) -> Option<(Facet, String)> {
    let filters = &search.filters;
    let [filter] = filters.facets.as_slice() else {
        return None;
    };
    let is_alone = filters.from.is_none() && filters.to.is_none() && filter.none_of.is_empty();
    let [name] = filter.any_of.as_slice() else {
        return None;
    };
    is_alone.then(|| (filter.facet, name.clone()))
}

/// What the words of a search are the name of: a region, else the name that most articles have.
fn named_by_words(
    reader: &dyn Reader,
    words: &str,
    state: &AppState,
) -> Result<Option<(Facet, String)>, Problem> {
    let words = words.trim_matches(|sign: char| sign.is_whitespace() || "\"”“".contains(sign));
    if let Some(region) = region_named(words, state) {
        return Ok(Some((region_facet(region.kind), region.name_fi.clone())));
    }
    let wanted = slug(words);
    if wanted.is_empty() {
        return Ok(None);
    }
    let suggested = reader.suggest(words, CANDIDATES)?;
    let named = suggested
        .into_iter()
        .filter_map(|suggestion| match suggestion.kind {
            SuggestionKind::Value(facet) if NAMED.contains(&facet) => {
                Some((suggestion.articles, facet, suggestion.text))
            }
            _ => None,
        });
    let best = named
        .filter(|(_, _, text)| slug(text) == wanted)
        .max_by_key(|(articles, ..)| *articles);
    if let Some((_, facet, name)) = best {
        return Ok(Some((facet, name)));
    }
    let known = state.history().named(words).into_iter().next();
    Ok(known.map(|known| (known.facet, known.name)))
}

/// The region whose name the words are, in any of its languages; codes name none here.
fn region_named<'a>(words: &str, state: &'a AppState) -> Option<&'a Region> {
    let kinds = [
        RegionKind::Maakunta,
        RegionKind::Municipality,
        RegionKind::Hyvinvointialue,
    ];
    let has_letters = words.chars().any(char::is_alphabetic);
    let mut found = kinds
        .into_iter()
        .filter(|_| has_letters)
        .filter_map(|kind| state.regions().resolve(kind, words));
    found.next()
}

fn figures(outline: &Outline, frame: &Frame) -> String {
    let p = frame.p;
    let language = frame.language;
    let articles = count(
        p.name_articles_one,
        p.name_articles_many,
        outline.articles,
        language,
    );
    let sources = count(
        p.name_sources_one,
        p.name_sources_many,
        outline.sources,
        language,
    );
    let span = outline.years.map(|(first, last)| years(first, last));
    let parts: Vec<_> = [Some(articles), Some(sources), span]
        .into_iter()
        .flatten()
        .collect();
    parts.join(" · ")
}

fn region_link(region: &str, names: NameBook<'_>, frame: &Frame) -> Option<NamedLink> {
    Some(NamedLink {
        name: names.label(Facet::Region, region, frame.language),
        href: frame.link(&region_path(names.region(Facet::Region, region)?)),
    })
}
