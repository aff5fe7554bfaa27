//! `/frame/news` and `/frame/search`: what sites show in a frame where they may run no script.
//!
//! Both are whole without script and take the parameters of a search. These two are the only pages that may
//! be framed, by the sites that the settings name; nothing in them is worth a click that was not meant.

use aluehaku_index::search::request::Sort;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use url::form_urlencoded;

use super::form::SearchForm;
use super::hits::{HitCard, search_path};
use super::{Frame, answer};
use crate::http::aliases;
use crate::http::conditional::Conditions;
use crate::http::embed::{NEWEST, Version};
use crate::http::listing::names_listed_persons;
use crate::http::params::names::NameBook;
use crate::http::params::read::read;
use crate::http::params::table::Endpoint;
use crate::http::params::{DEFAULT_PER_PAGE, Place, SearchParams};
use crate::http::policy;
use crate::http::problem::Problem;
use crate::http::search::search as run;
use crate::http::state::AppState;
use crate::i18n::{Language, page_texts};

/// Articles shown when nothing is said.
const ARTICLES: usize = 5;

/// Most articles shown.
const MAX_ARTICLES: usize = 20;

/// Which of the two pages it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    News,
    Search,
}

#[derive(Debug, Template)]
#[template(path = "framed.html")]
struct FramedPage {
    is_search: bool,
    scheme: &'static str,
    heading: String,
    all: String,
    more: &'static str,
    nothing: &'static str,
    limit: usize,
    form: SearchForm,
    hits: Vec<HitCard>,
    version: Version,
    frame: Frame,
}

/// Shows the latest articles of a search.
pub(crate) async fn news(
    state: State<AppState>,
    query: RawQuery,
    frame: Frame,
    conditions: Conditions,
) -> Result<Response, Problem> {
    framed(Kind::News, state, query, frame, conditions).await
}

/// Shows a search box, and what its words find.
pub(crate) async fn search(
    state: State<AppState>,
    query: RawQuery,
    frame: Frame,
    conditions: Conditions,
) -> Result<Response, Problem> {
    framed(Kind::Search, state, query, frame, conditions).await
}

async fn framed(
    kind: Kind,
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    frame: Frame,
    conditions: Conditions,
) -> Result<Response, Problem> {
    let query = query.unwrap_or_default();
    let mut reading = read(&query, Endpoint::Search, NameBook::of(&state));
    let limit = limit(&query);
    reading.params = asked(kind, limit, reading.params);
    let page_state = state.clone();
    let page = conditions.read(&state, move |reader| {
        aliases::resolve(&mut reading, reader, page_state.history())?;
        let params = reading.params.clone();
        let is_told = names_listed_persons(reader, &params)?;
        let hits = match is_told && (kind == Kind::News || !params.q.is_empty()) {
            true => run(reader, reading)?.response.hits,
            false => Vec::new(),
        };
        let names = NameBook::of(&page_state);
        let plain = SearchParams {
            per_page: DEFAULT_PER_PAGE,
            histogram: SearchParams::default().histogram,
            ..params.clone()
        };
        let is_search = kind == Kind::Search;
        let (t, p) = (frame.t, frame.p);
        Ok(FramedPage {
            is_search,
            scheme: scheme(&query),
            heading: match is_search {
                true => t.tagline.to_owned(),
                false => news_title(&params, names, frame.language),
            },
            all: search_path(&plain),
            more: if is_search {
                p.framed_open
            } else {
                p.framed_all
            },
            nothing: if is_search {
                t.zero_heading
            } else {
                p.framed_none
            },
            limit,
            form: form(&plain, &query),
            hits: hits
                .iter()
                .map(|hit| HitCard::new(hit, &params, names, &frame))
                .collect(),
            version: NEWEST,
            frame,
        })
    });
    let mut response = answer(page.await?);
    let headers = response.headers_mut();
    let policy = policy::framed(&state.settings().frame_ancestors);
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    // Pages that isolate themselves may frame it, too.
    for (name, value) in [
        ("cross-origin-resource-policy", "cross-origin"),
        ("x-robots-tag", "noindex"),
    ] {
        headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
    Ok(response)
}

/// The search that a page shows: its first hits, without counts.
fn asked(kind: Kind, limit: usize, params: SearchParams) -> SearchParams {
    SearchParams {
        per_page: limit,
        sort: match (kind, params.sort) {
            (Kind::News, Sort::Relevance) => Sort::NewestFirst,
            (_, sort) => sort,
        },
        place: Place::Start,
        facets: Vec::new(),
        histogram: None,
        ..params
    }
}

/// How many articles the address asks for.
fn limit(query: &str) -> usize {
    let wanted = value(query, "limit").and_then(|limit| limit.parse().ok());
    wanted.map_or(ARTICLES, |limit: usize| limit.clamp(1, MAX_ARTICLES))
}

/// Whether the page is light or dark: as the system is, unless the address says.
fn scheme(query: &str) -> &'static str {
    match value(query, "theme").as_deref() {
        Some("light") => "light",
        Some("dark") => "dark",
        _ => "light dark",
    }
}

/// The search box, which hands on how the page is to look, too.
fn form(params: &SearchParams, query: &str) -> SearchForm {
    let mut form = SearchForm::new(params);
    for name in ["limit", "theme"] {
        form.kept
            .extend(value(query, name).map(|value| (name, value)));
    }
    form
}

fn value(query: &str, wanted: &str) -> Option<String> {
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let (_, value) = pairs.find(|(name, _)| name == wanted)?;
    Some(value.into_owned())
}

/// What the latest news of a search are called: by its words and the values that narrow it.
pub(super) fn news_title(params: &SearchParams, names: NameBook<'_>, language: Language) -> String {
    let filters = params.filters.facets.iter();
    let values = filters.flat_map(|filter| {
        let facet = filter.facet;
        let values = filter.any_of.iter();
        values.map(move |value| names.label(facet, value, language))
    });
    let words = Some(params.q.clone()).filter(|words| !words.is_empty());
    let subject: Vec<_> = words.into_iter().chain(values).collect();
    let latest = page_texts(language).framed_latest;
    match subject.is_empty() {
        true => latest.to_owned(),
        false => format!("{latest}: {}", subject.join(", ")),
    }
}
