//! `/search`: the results, and everything to narrow them.
//!
//! - [`narrowing`]: the filters, the dates and the map; [`toolbar`]: taking the results along and following them.
//! - [`zero`]: what to do when nothing was found.

mod narrowing;
mod toolbar;
mod zero;

use aluehaku_index::engine::Reader;
use aluehaku_index::search::request::{HistogramStep, Matching, Sort};
use aluehaku_index::search::response::{Close, Relation, Total};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;

use super::card::NameCard;
use super::form::SearchForm;
use super::hits::{HitCard, HitCards, NamedLink, search_path};
use super::{Frame, answer};
use super::{region_map, timeline};
use crate::clock;
use crate::http::aliases;
use crate::http::conditional::Conditions;
use crate::http::listing::names_listed_persons;
use crate::http::params::fault::Fault;
use crate::http::params::names::NameBook;
use crate::http::params::read::{Reading, read};
use crate::http::params::table::Endpoint;
use crate::http::params::{Place, SearchParams};
use crate::http::problem::Problem;
use crate::http::search::{Found, search as run};
use crate::http::state::AppState;
use crate::http::view::query_words::in_words;
use crate::http::warning::WarningView;
use crate::i18n::format::{count, fill};
use crate::i18n::{QueryTexts, query_texts};
use narrowing::{DateFields, MAIN_FACETS, MORE_FACETS, Narrowing};
use toolbar::Toolbar;
use zero::ZeroHelp;

/// Longest search text in a heading.
const HEADING_CHARACTERS: usize = 120;

#[derive(Debug, Template)]
#[template(path = "search.html")]
struct SearchPage {
    frame: Frame,
    q: &'static QueryTexts,
    form: SearchForm,
    title: String,
    heading: String,
    show_hits: String,
    has_hits: bool,
    notices: Vec<Notice>,
    understood: Option<String>,
    close: Option<CloseHits>,
    card: Option<NameCard>,
    sorts: Vec<SortLink>,
    hits: Vec<HitCard>,
    first_number: Option<usize>,
    pages: Pages,
    filters: Narrowing,
    toolbar: Toolbar,
    help: ZeroHelp,
}

/// Something to know about how the search was read, and the search that reads it otherwise.
#[derive(Clone, Debug)]
struct Notice {
    text: String,
    link: Option<NamedLink>,
}

/// Articles that come close to the search, after its hits.
#[derive(Clone, Debug)]
struct CloseHits {
    note: String,
    hits: Vec<HitCard>,
    /// The search that takes them for hits.
    all: String,
}

/// A way to order the hits.
#[derive(Clone, Debug)]
struct SortLink {
    name: &'static str,
    href: String,
    is_current: bool,
}

/// The neighbours of a page of hits.
#[derive(Clone, Debug, Default)]
struct Pages {
    previous: Option<String>,
    next: Option<String>,
    current: Option<String>,
}

/// What a page of results is made of.
#[derive(Clone, Copy, Debug)]
struct PageOf<'a> {
    reader: &'a dyn Reader,
    found: &'a Found,
    /// The search as its address names it.
    address: &'a SearchParams,
    state: &'a AppState,
}

/// Shows the results of a search.
pub(crate) async fn search(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    frame: Frame,
    conditions: Conditions,
) -> Result<Response, Problem> {
    let mut reading = read(
        query.as_deref().unwrap_or_default(),
        Endpoint::Search,
        NameBook::of(&state),
    );
    if reading.citation_form.is_some() {
        let query = query.unwrap_or_default();
        return Ok(Redirect::to(&format!("/api/v1/search?{query}")).into_response());
    }
    let page_state = state.clone();
    let today = clock::today();
    let page = conditions.and(today).read(&state, move |reader| {
        let notices = notices(&reading.faults, &frame);
        aliases::resolve(&mut reading, reader, page_state.history())?;
        let days = DateFields::new(&reading, today, &frame);
        let (found, address) = find(reader, reading)?;
        let page = PageOf {
            reader,
            found: &found,
            address: &address,
            state: &page_state,
        };
        page.put_together(days, notices, today, frame)
    });
    Ok(answer(page.await?))
}

/// Asks for all that the page needs, and returns beside it the search as its address names it:
/// links of the page keep what the reader chose and nothing else.
fn find(reader: &dyn Reader, reading: Reading) -> Result<(Found, SearchParams), Problem> {
    let address = SearchParams {
        facets: Vec::new(),
        histogram: Some(HistogramStep::Fitting),
        ..reading.params
    };
    let place = match &address.place {
        Place::Start => Place::Number(1),
        place => place.clone(),
    };
    let asked = SearchParams {
        facets: [&MAIN_FACETS[..], &MORE_FACETS].concat(),
        facet_limit: address.facet_limit.max(region_map::MAAKUNNAT),
        explain: true,
        place: place.clone(),
        ..address.clone()
    };
    let mut found = run(
        reader,
        Reading {
            params: asked,
            ..reading
        },
    )?;
    found.params = SearchParams {
        place,
        ..address.clone()
    };
    Ok((found, address))
}

/// What was wrong with the address. Parameters that we do not know come from those who pass links
/// on, and are nobody's business here.
fn notices(faults: &[Fault], frame: &Frame) -> Vec<Notice> {
    let ours = faults
        .iter()
        .filter(|fault| !matches!(fault, Fault::Unknown { .. }));
    let details = ours.map(|fault| fault.detail(frame.language));
    details.map(|text| Notice { text, link: None }).collect()
}

impl PageOf<'_> {
    fn put_together(
        self,
        days: DateFields,
        mut notices: Vec<Notice>,
        today: Date,
        frame: Frame,
    ) -> Result<SearchPage, Problem> {
        let Self {
            reader,
            found,
            address,
            state,
        } = self;
        let names = NameBook::of(state);
        let start = address.first_page();
        let warnings = found.warnings(frame.language);
        notices.extend(warnings.into_iter().map(Notice::from));
        let heading = heading(found, &frame);
        let pages = Pages::new(found, &frame);
        let title = match (&pages.current, found.params.page_number()) {
            (Some(current), 2..) => format!("{heading}, {current}"),
            _ => heading.clone(),
        };
        let cards = HitCards {
            reader,
            search: &start,
            names,
            frame: &frame,
        };
        let hits = cards.cards(&found.response.hits)?;
        let close = found.response.close.as_ref();
        let close = close
            .map(|close| CloseHits::new(close, cards))
            .transpose()?;
        let card = match found.params.page_number() {
            1 => NameCard::of(reader, address, state, &frame)?,
            _ => None,
        };
        let filters = Narrowing::new(reader, found, &start, days, state, &frame)?;
        let offers_alerts = state.alert_desk().is_some();
        let is_public = names_listed_persons(reader, address)?;
        Ok(SearchPage {
            q: query_texts(frame.language),
            form: SearchForm::new(address),
            title,
            show_hits: fill(frame.t.filter_close, &[("hits", &hits_text(found, &frame))]),
            has_hits: !hits.is_empty(),
            notices,
            understood: in_words(&found.response.query, frame.language),
            close: close.flatten(),
            card,
            sorts: sorts(&start, &frame),
            first_number: first_number(&found.params),
            toolbar: Toolbar {
                alerts: offers_alerts
                    .then(|| toolbar::alerts_path(&start))
                    .flatten(),
                ..Toolbar::new(
                    found,
                    &start,
                    is_public,
                    &heading,
                    &filters.chips,
                    today,
                    &frame,
                )
            },
            hits,
            heading,
            pages,
            filters,
            help: ZeroHelp::new(found, &start, &frame),
            frame,
        })
    }
}

impl From<WarningView> for Notice {
    fn from(warning: WarningView) -> Self {
        let link = warning.instead.map(|instead| NamedLink {
            name: instead.text,
            href: format!("/search{}", instead.query),
        });
        Self {
            text: warning.detail,
            link,
        }
    }
}

impl CloseHits {
    /// The heading needs hits under it.
    fn new(close: &Close, cards: HitCards<'_>) -> Result<Option<Self>, Problem> {
        let t = query_texts(cards.frame.language);
        let hits = cards.cards(&close.hits)?;
        Ok((!hits.is_empty()).then(|| Self {
            note: count(
                t.close_note_one,
                t.close_note,
                close.total.value,
                cards.frame.language,
            ),
            hits,
            all: search_path(&SearchParams {
                matching: Matching::Any,
                ..cards.search.clone()
            }),
        }))
    }
}

impl Pages {
    fn new(found: &Found, frame: &Frame) -> Self {
        // The first page needs no number in its address.
        let tidy = |params: SearchParams| match params.place {
            Place::Number(1) => params.first_page(),
            _ => params,
        };
        let number = match found.params.place {
            Place::Number(number) => Some(number),
            Place::Start | Place::After(_) => None,
        };
        let current = |number: usize| fill(frame.t.page_number, &[("page", &number.to_string())]);
        Self {
            previous: found.previous().map(|params| search_path(&tidy(params))),
            next: found.next().map(|params| search_path(&params)),
            current: number.map(current),
        }
    }
}

/// How many hits, for which words.
fn heading(found: &Found, frame: &Frame) -> String {
    let t = frame.t;
    let q = &shortened(&found.params.q);
    if found.response.total.value == 0 {
        return match q.as_str() {
            "" => t.zero_heading.to_owned(),
            _ => fill(t.zero_for, &[("query", q)]),
        };
    }
    let hits = hits_text(found, frame);
    match q.as_str() {
        "" => hits,
        _ => fill(t.results_for, &[("hits", &hits), ("query", q)]),
    }
}

/// How many hits there are.
fn hits_text(found: &Found, frame: &Frame) -> String {
    let Total { value, relation } = found.response.total;
    let t = frame.t;
    match relation {
        Relation::Equal => count(t.results_one, t.results_many, value, frame.language),
        Relation::AtLeast => count(
            t.results_at_least,
            t.results_at_least,
            value,
            frame.language,
        ),
    }
}

/// A search text as headings show it, between quotation marks of their own; the box holds all of it.
fn shortened(q: &str) -> String {
    const MARKS: [char; 3] = ['"', '”', '“'];
    let inner = q.strip_prefix(MARKS).and_then(|q| q.strip_suffix(MARKS));
    let q = inner.filter(|inner| !inner.contains(MARKS)).unwrap_or(q);
    match q.char_indices().nth(HEADING_CHARACTERS) {
        Some((end, _)) => format!("{}…", &q[..end]),
        None => q.to_owned(),
    }
}

fn sorts(start: &SearchParams, frame: &Frame) -> Vec<SortLink> {
    let link = |(sort, name)| SortLink {
        name,
        href: search_path(&SearchParams {
            sort,
            ..start.clone()
        }),
        is_current: sort == start.sort,
    };
    let t = frame.t;
    let all = [
        (Sort::Relevance, t.sort_relevance),
        (Sort::NewestFirst, t.sort_newest),
        (Sort::OldestFirst, t.sort_oldest),
    ];
    // Without words the best match is the newest article: one of the two is enough.
    let all = all.into_iter().skip(usize::from(
        start.q.is_empty() && start.sort != Sort::Relevance,
    ));
    all.map(link).collect()
}

/// Number of the first hit of the page; unknown where a cursor led here.
fn first_number(params: &SearchParams) -> Option<usize> {
    match params.place {
        Place::Number(page) => Some((page - 1) * params.per_page + 1),
        Place::Start => Some(1),
        Place::After(_) => None,
    }
}
