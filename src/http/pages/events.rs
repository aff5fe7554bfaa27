//! `/events`: the events that articles tell of, those to come or those of a month.

use aluehaku_article::Event;
use aluehaku_article::facet::Facet;
use aluehaku_index::engine::Reader;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use jiff::ToSpan;
use jiff::civil::Date;

use super::filters::{self, Chip, Panel};
use super::form::SearchForm;
use super::hits::{NamedLink, search_path};
use super::region_map::{self, Tile};
use super::{Frame, answer};
use crate::clock;
use crate::http::conditional::Conditions;
use crate::http::events::{self, CalendarEvent};
use crate::http::params::SearchParams;
use crate::http::params::fault::Fault;
use crate::http::params::names::NameBook;
use crate::http::params::read::read;
use crate::http::params::table::Endpoint;
use crate::http::problem::Problem;
use crate::http::slug::article_path;
use crate::http::state::AppState;
use crate::http::text::{lang_attribute, web_link};
use crate::i18n::format::{clock as shown_clock, count, day, fill, month, weekday};

/// What events are narrowed by beside the map.
const FACETS: [Facet; 4] = [
    Facet::Region,
    Facet::Project,
    Facet::Source,
    Facet::Municipality,
];

#[derive(Debug, Template)]
#[template(path = "events.html")]
struct EventsPage {
    form: SearchForm,
    heading: String,
    figures: String,
    is_narrowed: bool,
    notices: Vec<String>,
    chips: Vec<Chip>,
    months: Vec<Month>,
    newest: Option<NamedLink>,
    previous: NamedLink,
    next: NamedLink,
    coming: Option<String>,
    calendar: String,
    q: String,
    month: String,
    month_hint: String,
    kept: Vec<(&'static str, String)>,
    tiles: Vec<Tile>,
    panels: Vec<Panel>,
    frame: Frame,
}

/// The events that begin in one month.
#[derive(Clone, Debug)]
struct Month {
    name: String,
    entries: Vec<Entry>,
}

/// An event, ready to be written out.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) day: String,
    pub(super) hours: Option<String>,
    pub(super) datetime: String,
    pub(super) is_inferred: bool,
    pub(super) title: String,
    pub(super) href: String,
    pub(super) details: String,
    pub(super) lang: Option<String>,
    pub(super) text: String,
    pub(super) place: Option<String>,
    pub(super) source: String,
}

/// Shows the events.
pub(crate) async fn events(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    frame: Frame,
    conditions: Conditions,
) -> Result<Response, Problem> {
    let query = query.unwrap_or_default();
    let reading = read(&query, Endpoint::Events, NameBook::of(&state));
    let today = clock::today();
    let page_state = state.clone();
    let page = conditions.and(today).read(&state, move |reader| {
        let params = reading.params.clone();
        let chosen = reading.month;
        let notices = notices(&reading.faults, &frame);
        let days = match chosen {
            Some(first) => events::month(first),
            None => events::since(today),
        };
        let calendar = events::read(reader, &params, days, FACETS.to_vec(), &page_state)?;
        let newest = match calendar.events.is_empty() {
            true => events::last_month_before(reader, &params, days.first)?,
            false => None,
        };
        let mut page = EventsPage::new(reader, &params, chosen, today, &page_state, frame)?;
        page.notices.extend(notices);
        page.fill(&calendar, newest, &params, chosen, &page_state);
        Ok(page)
    });
    Ok(answer(page.await?))
}

/// Address of the page of a search's events.
pub(crate) fn events_path(params: &SearchParams, month: Option<Date>) -> String {
    in_calendar(&search_path(&choosing(params)), month)
}

/// Address of the calendar of a search, for programs.
pub(crate) fn calendar_path(params: &SearchParams) -> String {
    search_path(&choosing(params)).replacen("/search", "/feeds/events.ics", 1)
}

/// What of a search chooses articles: a calendar has an order and a size of its own.
fn choosing(params: &SearchParams) -> SearchParams {
    SearchParams {
        q: params.q.clone(),
        matching: params.matching,
        filters: params.filters.clone(),
        ui: params.ui,
        ..SearchParams::default()
    }
}

/// The address of a search turned into that of its events.
fn in_calendar(search: &str, month: Option<Date>) -> String {
    let path = search.replacen("/search", "/events", 1);
    match month {
        Some(month) => {
            let sign = if path.contains('?') { '&' } else { '?' };
            format!("{path}{sign}month={}", month.strftime("%Y-%m"))
        }
        None => path,
    }
}

fn notices(faults: &[Fault], frame: &Frame) -> Vec<String> {
    let ours = faults
        .iter()
        .filter(|fault| !matches!(fault, Fault::Unknown { .. }));
    ours.map(|fault| fault.detail(frame.language)).collect()
}

impl EventsPage {
    /// The page before its events are on it.
    fn new(
        reader: &dyn Reader,
        params: &SearchParams,
        chosen: Option<Date>,
        today: Date,
        state: &AppState,
        frame: Frame,
    ) -> Result<Self, Problem> {
        let this_month = today.first_of_month();
        let shown = chosen.unwrap_or(this_month);
        let to_month = |month_shown: Date| NamedLink {
            name: month(month_shown, frame.language),
            href: events_path(params, Some(month_shown)),
        };
        let without_text = SearchParams {
            q: String::new(),
            ..params.clone()
        };
        let names = NameBook::of(state);
        let mut chips = filters::chips(reader, params, names, &frame)?;
        for chip in &mut chips {
            chip.href = in_calendar(&chip.href, chosen);
        }
        Ok(Self {
            form: SearchForm::empty(&frame),
            heading: match chosen {
                None => frame.p.events_coming.to_owned(),
                Some(first) => {
                    let name = month(first, frame.language);
                    fill(frame.p.events_of_month, &[("month", &name)])
                }
            },
            figures: String::new(),
            is_narrowed: chosen.is_some() || !params.q.is_empty() || !chips.is_empty(),
            notices: Vec::new(),
            chips,
            months: Vec::new(),
            newest: None,
            previous: to_month(shown.checked_sub(1.month()).unwrap_or(shown)),
            next: to_month(match chosen {
                Some(first) => first.checked_add(1.month()).unwrap_or(first),
                None => this_month,
            }),
            coming: chosen.map(|_| events_path(params, None)),
            calendar: calendar_path(params),
            q: params.q.clone(),
            month: chosen
                .map(|first| first.strftime("%Y-%m").to_string())
                .unwrap_or_default(),
            month_hint: this_month.strftime("%Y-%m").to_string(),
            kept: without_text.pairs(),
            tiles: Vec::new(),
            panels: Vec::new(),
            frame,
        })
    }

    fn fill(
        &mut self,
        calendar: &events::Calendar,
        newest: Option<Date>,
        params: &SearchParams,
        chosen: Option<Date>,
        state: &AppState,
    ) {
        let frame = &self.frame;
        let names = NameBook::of(state);
        let found = calendar.events.len() as u64;
        self.figures = count(
            frame.p.events_one,
            frame.p.events_many,
            found,
            frame.language,
        );
        if calendar.is_cut {
            self.notices.push(frame.p.events_cut.to_owned());
        }
        self.newest = newest.map(|first| NamedLink {
            name: fill(
                frame.p.events_newest,
                &[("month", &month(first, frame.language))],
            ),
            href: events_path(params, Some(first)),
        });
        let counts = |facet| calendar.facets.iter().find(|counts| counts.facet == facet);
        self.tiles = region_map::tiles(counts(Facet::Region), params, state.regions(), frame);
        for tile in &mut self.tiles {
            tile.href = in_calendar(&tile.href, chosen);
        }
        self.panels = filters::panels(calendar.facets.iter(), params, names, frame);
        for panel in &mut self.panels {
            panel.more = None;
            for row in &mut panel.rows {
                row.href = in_calendar(&row.href, chosen);
            }
        }
        self.months = months(&calendar.events, names, frame);
    }
}

/// The events by the month in which they begin.
fn months(events: &[CalendarEvent], names: NameBook<'_>, frame: &Frame) -> Vec<Month> {
    let same_month = |one: &CalendarEvent, other: &CalendarEvent| {
        one.event.first_day.first_of_month() == other.event.first_day.first_of_month()
    };
    let groups = events.chunk_by(same_month);
    groups
        .map(|group| Month {
            name: month(group[0].event.first_day, frame.language),
            entries: group
                .iter()
                .map(|event| Entry::new(event, names, frame))
                .collect(),
        })
        .collect()
}

impl Entry {
    pub(super) fn new(told: &CalendarEvent, names: NameBook<'_>, frame: &Frame) -> Self {
        let event = &told.event;
        let article = &told.article.article;
        let details = frame.link(&article_path(article.id.as_str()));
        let original = article.url.as_deref().and_then(web_link);
        let foreign = article
            .language
            .as_deref()
            .filter(|code| *code != frame.language.code());
        Self {
            day: days(event, frame),
            hours: hours(event, frame),
            datetime: match event.begins {
                Some(time) => format!("{}T{}", event.first_day, time.strftime("%H:%M")),
                None => event.first_day.to_string(),
            },
            is_inferred: event.inferred_year,
            title: match told.title() {
                "" => frame.t.hit_untitled.to_owned(),
                title => title.to_owned(),
            },
            href: original.map_or_else(|| details.clone(), str::to_owned),
            details,
            lang: foreign.and_then(lang_attribute).map(str::to_owned),
            // An entry of a list says no more than its name: the article says what it is part of.
            text: match &event.title {
                Some(_) => article.title.clone(),
                None => event.text.clone(),
            },
            place: event
                .place
                .as_ref()
                .map(|place| names.label(Facet::Municipality, place, frame.language)),
            source: names.label(Facet::Source, article.source.as_str(), frame.language),
        }
    }
}

/// The days for people: `pe 26.3.2021`.
fn days(event: &Event, frame: &Frame) -> String {
    let language = frame.language;
    let written = |date: Date| format!("{} {}", weekday(date, language), day(date, language));
    match event.first_day == event.last_day {
        true => written(event.first_day),
        false => format!("{} – {}", written(event.first_day), written(event.last_day)),
    }
}

/// The hours for people: `klo 9–10`.
fn hours(event: &Event, frame: &Frame) -> Option<String> {
    let shown = |time| shown_clock(time, frame.language);
    let begins = shown(event.begins?);
    let hours = match event.ends {
        Some(ends) => format!("{begins}–{}", shown(ends)),
        None => begins,
    };
    Some(fill(frame.p.events_at, &[("time", &hours)]))
}
