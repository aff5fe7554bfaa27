//! The events that the articles of a search tell of, in the order of the calendar.

use std::sync::Arc;

use aluehaku_article::Event;
use aluehaku_article::facet::Facet;
use aluehaku_index::engine::Reader;
use aluehaku_index::search::request::{EventDays, Sort};
use aluehaku_index::search::response::{FacetCounts, IndexedArticle};
use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};

use super::allowance::Allowance;
use super::listing::require_listed_persons;
use super::params::read::Reading;
use super::params::{MAX_PER_PAGE, Place, SearchParams};
use super::problem::Problem;
use super::search::search;
use super::state::AppState;

/// Most articles whose events are read; whoever finds more narrows the search.
const MAX_ARTICLES: usize = 500;

/// The day before which nothing that is told of can have happened.
const BEGINNING: Date = date(1900, 1, 1);

/// An event and the article that tells of it.
#[derive(Clone, Debug)]
pub(crate) struct CalendarEvent {
    /// When, where and what.
    pub(crate) event: Event,
    /// How many of the article's events begin on the same day before this one.
    pub(crate) number: usize,
    /// The article.
    pub(crate) article: Arc<IndexedArticle>,
}

/// The events of a stretch of days.
#[derive(Clone, Debug)]
pub(crate) struct Calendar {
    /// In order of time.
    pub(crate) events: Vec<CalendarEvent>,
    /// Whether there were more articles than were read.
    pub(crate) is_cut: bool,
    /// The articles that tell of them, counted by facet.
    pub(crate) facets: Vec<FacetCounts>,
}

/// All days from one on.
pub(crate) fn since(first: Date) -> EventDays {
    EventDays { first, last: None }
}

/// The days of the month that begins with a day.
pub(crate) fn month(first: Date) -> EventDays {
    let last = Some(first.last_of_month());
    EventDays { first, last }
}

/// So many days before another; the day itself where there are none.
pub(crate) fn days_before(day: Date, days: i64) -> Date {
    let span: Span = days.days();
    day.checked_sub(span).unwrap_or(day)
}

/// Reads the events of a search on some days, each once: of several articles that tell of the same,
/// the newest speaks.
///
/// # Errors
/// When a person of the search is not put forward, or the index cannot be read.
pub(crate) fn read(
    reader: &dyn Reader,
    params: &SearchParams,
    days: EventDays,
    facets: Vec<Facet>,
    state: &AppState,
) -> Result<Calendar, Problem> {
    require_listed_persons(reader, params)?;
    let mut params = on_days(params, days);
    params.facets = facets;
    let mut calendar = Calendar {
        events: Vec::new(),
        is_cut: false,
        facets: Vec::new(),
    };
    let mut articles = 0;
    loop {
        let found = search(
            reader,
            Reading {
                params: params.clone(),
                ..Reading::default()
            },
        )?
        .response;
        articles += found.hits.len();
        for hit in found.hits {
            let allowance = Allowance::new(state.show(&hit.article.article));
            calendar.events.extend(on(hit.article, days, allowance));
        }
        if params.place == Place::Start {
            calendar.facets = found.facets;
        }
        match found.next {
            Some(cursor) if articles < MAX_ARTICLES => params.place = Place::After(cursor),
            next => {
                calendar.is_cut = next.is_some();
                break;
            }
        }
        params.facets.clear();
    }
    calendar.put_in_order();
    Ok(calendar)
}

/// The month of the latest event before a day, among the newest articles of a search.
///
/// # Errors
/// When the index cannot be read.
pub(crate) fn last_month_before(
    reader: &dyn Reader,
    params: &SearchParams,
    day: Date,
) -> Result<Option<Date>, Problem> {
    let days = EventDays {
        first: BEGINNING,
        last: Some(days_before(day, 1)),
    };
    let asked = Reading {
        params: on_days(params, days),
        ..Reading::default()
    };
    let found = search(reader, asked)?.response;
    let events = found.hits.iter().flat_map(|hit| &hit.article.events);
    let past = events
        .map(|event| event.first_day)
        .filter(|first| *first < day);
    Ok(past.max().map(Date::first_of_month))
}

fn on_days(params: &SearchParams, days: EventDays) -> SearchParams {
    let mut asked = SearchParams {
        sort: Sort::NewestFirst,
        per_page: MAX_PER_PAGE,
        histogram: None,
        explain: false,
        facets: Vec::new(),
        ..params.first_page()
    };
    asked.filters.event_days = Some(days);
    asked
}

/// The events of an article on some days, with as much of their sentences as may be shown of it.
fn on(article: IndexedArticle, days: EventDays, mut allowance: Allowance) -> Vec<CalendarEvent> {
    let article = Arc::new(article);
    let numbered = article.events.iter().enumerate().map(|(at, event)| {
        let before = article.events[..at].iter();
        let same_day = before.filter(|other| other.first_day == event.first_day);
        (same_day.count(), event)
    });
    let on_days = numbered.filter(|(_, event)| is_on(event, days));
    let shown = on_days.map(|(number, event)| CalendarEvent {
        number,
        event: Event {
            text: allowance.sentence(&event.text),
            ..event.clone()
        },
        article: Arc::clone(&article),
    });
    shown.collect()
}

fn is_on(event: &Event, days: EventDays) -> bool {
    event.last_day >= days.first && days.last.is_none_or(|last| event.first_day <= last)
}

impl CalendarEvent {
    /// What it is called: by its own name, else by the title of its article.
    pub(crate) fn title(&self) -> &str {
        let title = self.article.article.title.trim();
        self.event.title.as_deref().unwrap_or(title)
    }
}

impl Calendar {
    fn put_in_order(&mut self) {
        // A stable order keeps the newest article first among those that tell of the same.
        let key = |told: &CalendarEvent| {
            let event = &told.event;
            (event.first_day, event.begins, told.title().to_lowercase())
        };
        self.events.sort_by_cached_key(key);
        self.events
            .dedup_by(|later, earlier| key(later) == key(earlier));
    }
}
