//! `/search`: the results, and everything to narrow them.

use aluehaku_article::facet::Facet;
use aluehaku_index::engine::Reader;
use aluehaku_index::search::request::{HistogramStep, Matching, Sort};
use aluehaku_index::search::response::{Close, FilterKind, Relation, Relaxation, Total};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use super::events::{calendar_path, events_path};
use super::filters::{self, Chip, Panel};
use super::form::SearchForm;
use super::hits::{HitCard, NamedLink, search_path};
use super::region_map::{self, Tile};
use super::timeline::{self, Timeline};
use super::{Frame, answer};
use crate::http::aliases;
use crate::http::conditional::Conditions;
use crate::http::listing::names_listed_persons;
use crate::http::params::fault::Fault;
use crate::http::params::names::NameBook;
use crate::http::params::read::{Reading, read};
use crate::http::params::table::Endpoint;
use crate::http::params::{DEFAULT_FACET_LIMIT, DEFAULT_PER_PAGE, Place, SearchParams};
use crate::http::problem::Problem;
use crate::http::search::{Found, search as run};
use crate::http::state::AppState;
use crate::http::view::query_words::in_words;
use crate::http::warning::WarningView;
use crate::i18n::format::{count, fill};
use crate::i18n::{QueryTexts, query_texts};

/// The facets that most people narrow by, before the dates.
const MAIN_FACETS: [Facet; 3] = [Facet::Region, Facet::Project, Facet::Source];

/// The other facets, after the dates.
const MORE_FACETS: [Facet; 7] = [
    Facet::Municipality,
    Facet::Hyvinvointialue,
    Facet::Organisation,
    Facet::Person,
    Facet::Topic,
    Facet::Language,
    Facet::PublisherRegion,
];

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
    has_hits: bool,
    notices: Vec<Notice>,
    understood: Option<String>,
    close: Option<CloseHits>,
    sorts: Vec<SortLink>,
    hits: Vec<HitCard>,
    first_number: Option<usize>,
    pages: Pages,
    filters: FilterPanel,
    feeds: Option<Feeds>,
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

/// Everything to narrow the hits with.
#[derive(Clone, Debug)]
struct FilterPanel {
    chips: Vec<Chip>,
    remove_all: String,
    tiles: Vec<Tile>,
    main: Vec<Panel>,
    more: Vec<Panel>,
    timeline: Timeline,
    from: String,
    to: String,
    kept: Vec<(&'static str, String)>,
}

/// The feeds of a search; there are none about a person who is not put forward.
#[derive(Clone, Debug)]
struct Feeds {
    atom: String,
    json: String,
    calendar: String,
    events: String,
    /// Where news of the search is asked for, where that is offered.
    alerts: Option<String>,
}

/// What to do when nothing was found.
#[derive(Clone, Debug, Default)]
struct ZeroHelp {
    did_you_mean: Option<NamedLink>,
    some_words: Option<String>,
    relaxations: Vec<NamedLink>,
    first_page: Option<String>,
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
    let page_state = state.clone();
    let page = conditions.read(&state, move |reader| {
        let notices = notices(&reading.faults, &frame);
        aliases::resolve(&mut reading, reader, page_state.history())?;
        let (found, address) = find(reader, reading)?;
        let offers_alerts = page_state.alert_desk().is_some();
        let feeds = names_listed_persons(reader, &address)?
            .then(|| Feeds::new(&address.first_page(), offers_alerts));
        Ok(SearchPage::new(
            &found,
            &address,
            feeds,
            notices,
            &page_state,
            frame,
        ))
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

impl SearchPage {
    fn new(
        found: &Found,
        address: &SearchParams,
        feeds: Option<Feeds>,
        mut notices: Vec<Notice>,
        state: &AppState,
        frame: Frame,
    ) -> Self {
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
        let hits = found.response.hits.iter();
        let hits: Vec<_> = hits
            .map(|hit| HitCard::new(hit, &start, names, &frame))
            .collect();
        Self {
            q: query_texts(frame.language),
            form: SearchForm::new(address),
            title,
            heading,
            has_hits: !hits.is_empty(),
            notices,
            understood: in_words(&found.response.query, frame.language),
            close: found
                .response
                .close
                .as_ref()
                .and_then(|close| CloseHits::new(close, &start, names, &frame)),
            sorts: sorts(&start, &frame),
            hits,
            first_number: first_number(&found.params),
            pages,
            filters: FilterPanel::new(found, &start, state, &frame),
            feeds,
            help: ZeroHelp::new(found, &start, &frame),
            frame,
        }
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
    fn new(
        close: &Close,
        start: &SearchParams,
        names: NameBook<'_>,
        frame: &Frame,
    ) -> Option<Self> {
        let t = query_texts(frame.language);
        let hits = close.hits.iter();
        let hits: Vec<_> = hits
            .map(|hit| HitCard::new(hit, start, names, frame))
            .collect();
        (!hits.is_empty()).then(|| Self {
            note: count(
                t.close_note_one,
                t.close_note,
                close.total.value,
                frame.language,
            ),
            hits,
            all: search_path(&SearchParams {
                matching: Matching::Any,
                ..start.clone()
            }),
        })
    }
}

impl Feeds {
    /// The twins of a search that programs follow; they are always newest first and begin at the
    /// first page.
    fn new(start: &SearchParams, offers_alerts: bool) -> Self {
        let query = SearchParams {
            sort: Sort::default(),
            per_page: DEFAULT_PER_PAGE,
            facet_limit: DEFAULT_FACET_LIMIT,
            explain: false,
            ..start.clone()
        }
        .query_string();
        let address = |path: &str| match query.as_str() {
            "" => path.to_owned(),
            query => format!("{path}?{query}"),
        };
        Self {
            atom: address("/feeds/search.atom"),
            json: address("/feeds/search.json"),
            calendar: calendar_path(start),
            events: events_path(start, None),
            alerts: (offers_alerts && !query.is_empty()).then(|| address("/alerts")),
        }
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

impl FilterPanel {
    fn new(found: &Found, start: &SearchParams, state: &AppState, frame: &Frame) -> Self {
        let names = NameBook::of(state);
        let mut undated = start.clone();
        (undated.filters.from, undated.filters.to) = (None, None);
        let counts = &found.response.facets;
        let panels = |facets: &[Facet]| {
            let of = counts
                .iter()
                .filter(|counts| facets.contains(&counts.facet));
            filters::panels(of, start, names, frame)
        };
        let regions = counts.iter().find(|counts| counts.facet == Facet::Region);
        let histogram = found.response.histogram.as_ref();
        let shown = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string());
        Self {
            chips: filters::chips(start, names, frame),
            remove_all: search_path(&filters::without_filters(start)),
            tiles: region_map::tiles(regions, start, state.regions(), frame),
            main: panels(&MAIN_FACETS),
            more: panels(&MORE_FACETS),
            timeline: histogram
                .map(|histogram| Timeline::new(histogram, start, frame))
                .unwrap_or_default(),
            from: shown(start.filters.from).unwrap_or_default(),
            to: shown(start.filters.to).unwrap_or_default(),
            kept: undated.pairs(),
        }
    }
}

impl ZeroHelp {
    fn new(found: &Found, start: &SearchParams, frame: &Frame) -> Self {
        let did_you_mean = found
            .response
            .did_you_mean
            .as_ref()
            .map(|spelling| NamedLink {
                name: spelling.clone(),
                href: search_path(&SearchParams {
                    q: spelling.clone(),
                    ..start.clone()
                }),
            });
        let some_words = (start.matching == Matching::All).then(|| {
            search_path(&SearchParams {
                matching: Matching::Best,
                ..start.clone()
            })
        });
        let is_beyond = found.response.hits.is_empty() && found.response.total.value > 0;
        let first_page = is_beyond.then(|| search_path(start));
        let relaxations = found.response.relaxations.iter();
        Self {
            did_you_mean,
            some_words,
            relaxations: relaxations
                .map(|relaxation| relaxed(relaxation, start, frame))
                .collect(),
            first_page,
        }
    }
}

/// The search without one of its filters, and what it would find.
fn relaxed(relaxation: &Relaxation, start: &SearchParams, frame: &Frame) -> NamedLink {
    let t = frame.t;
    let (filter, params) = match relaxation.without {
        FilterKind::Facet(facet) => (t.facet(facet), start.without_facet(facet)),
        FilterKind::Dates => (t.dates_heading, start.without_dates()),
        FilterKind::EventDays => (t.nav_events, start.without_event_days()),
    };
    let hits = count(
        t.results_one,
        t.results_many,
        relaxation.total,
        frame.language,
    );
    NamedLink {
        name: fill(t.zero_relaxed, &[("filter", filter), ("hits", &hits)]),
        href: search_path(&params),
    }
}

/// How many hits, for which words.
fn heading(found: &Found, frame: &Frame) -> String {
    let Total { value, relation } = found.response.total;
    let t = frame.t;
    let q = &shortened(&found.params.q);
    if value == 0 {
        return match q.as_str() {
            "" => t.zero_heading.to_owned(),
            _ => fill(t.zero_for, &[("query", q)]),
        };
    }
    let hits = match relation {
        Relation::Equal => count(t.results_one, t.results_many, value, frame.language),
        Relation::AtLeast => count(
            t.results_at_least,
            t.results_at_least,
            value,
            frame.language,
        ),
    };
    match q.as_str() {
        "" => hits,
        _ => fill(t.results_for, &[("hits", &hits), ("query", q)]),
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
