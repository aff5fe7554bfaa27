//! `/`: the search box, the regions and what is new.

use aluehaku_article::facet::Facet;
use aluehaku_index::search::request::Sort;
use aluehaku_index::search::response::FacetCounts;
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::form::SearchForm;
use super::hits::{HitCard, HitCards, search_path};
use super::region_map::{self, Tile};
use super::{Frame, answer};
use crate::http::conditional::Conditions;
use crate::http::params::SearchParams;
use crate::http::params::names::NameBook;
use crate::http::params::read::Reading;
use crate::http::problem::Problem;
use crate::http::search::search;
use crate::http::state::AppState;
use crate::i18n::format::{count, number};

/// New articles shown.
const LATEST: usize = 5;

#[derive(Debug, Template)]
#[template(path = "home.html")]
struct HomePage {
    frame: Frame,
    form: SearchForm,
    articles: String,
    sources: String,
    tiles: Vec<Tile>,
    regions: Vec<RegionLink>,
    /// Path, name and what is there.
    invitations: [(&'static str, &'static str, &'static str); 3],
    latest: Vec<HitCard>,
    all_latest: String,
}

/// A region with its articles.
#[derive(Clone, Debug)]
struct RegionLink {
    name: String,
    count: String,
    href: String,
}

/// Shows the front page.
pub(crate) async fn home(
    State(state): State<AppState>,
    frame: Frame,
    conditions: Conditions,
) -> Result<Response, Problem> {
    let page_state = state.clone();
    let page = conditions.read(&state, move |reader| {
        let names = NameBook::of(&page_state);
        let in_language = SearchParams {
            ui: frame.ui(),
            ..SearchParams::default()
        };
        let asked = SearchParams {
            sort: Sort::NewestFirst,
            per_page: LATEST,
            facets: vec![Facet::Region, Facet::Source],
            facet_limit: page_state.regions().all().len(),
            histogram: None,
            ..SearchParams::default()
        };
        let found = search(
            reader,
            Reading {
                params: asked,
                ..Reading::default()
            },
        )?;
        let counts = |facet| {
            found
                .response
                .facets
                .iter()
                .find(|counts| counts.facet == facet)
        };
        let sources = counts(Facet::Source).map_or(0, |counts| counts.buckets.len() as u64);
        let cards = HitCards {
            reader,
            search: &in_language,
            names,
            frame: &frame,
        };
        let newest_first = SearchParams {
            sort: Sort::NewestFirst,
            ..in_language.clone()
        };
        Ok(HomePage {
            form: SearchForm::empty(&frame),
            articles: count(
                frame.p.name_articles_one,
                frame.p.name_articles_many,
                reader.article_count(),
                frame.language,
            ),
            sources: count(
                frame.p.name_sources_one,
                frame.p.name_sources_many,
                sources,
                frame.language,
            ),
            tiles: region_map::tiles(
                counts(Facet::Region),
                &in_language,
                page_state.regions(),
                &frame,
            ),
            regions: regions(counts(Facet::Region), &in_language, names, &frame),
            invitations: [
                (
                    "/projects",
                    frame.p.home_project,
                    frame.p.home_project_about,
                ),
                ("/regions", frame.p.home_region, frame.p.home_region_about),
                ("/embed", frame.p.home_embed, frame.p.home_embed_about),
            ],
            latest: cards.cards(&found.response.hits)?,
            all_latest: search_path(&newest_first),
            frame,
        })
    });
    Ok(answer(page.await?))
}

/// The regions that articles tell about, in alphabetical order of the page's language.
fn regions(
    counts: Option<&FacetCounts>,
    search: &SearchParams,
    names: NameBook<'_>,
    frame: &Frame,
) -> Vec<RegionLink> {
    let buckets = counts
        .map(|counts| counts.buckets.as_slice())
        .unwrap_or_default();
    let mut links: Vec<_> = buckets
        .iter()
        .map(|bucket| RegionLink {
            name: names.label(Facet::Region, &bucket.value, frame.language),
            count: number(bucket.count, frame.language),
            href: search_path(&search.with_filter(Facet::Region, &bucket.value)),
        })
        .collect();
    links.sort_by_key(|link| alphabetical_key(&link.name));
    links
}

/// Sorts å, ä and ö after z, as Finnish and Swedish do: their code points already stand in the
/// order ä, å, ö, so only å has to move.
fn alphabetical_key(name: &str) -> String {
    name.to_lowercase().replace('å', "\u{00e3}")
}
