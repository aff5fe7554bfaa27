//! `/feeds/events.ics`: the events of any search as a calendar (RFC 5545, with the name and the interval
//! of RFC 7986).
//!
//! Times are written in UTC, so that no table of time zones is needed; whole days have none.

use aluehaku_article::Event;
use aluehaku_article::time::PageTime;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::entry::absolute;
use super::lines::Lines;
use crate::clock;
use crate::http::api::request::ApiRequest;
use crate::http::events::{self, Calendar, CalendarEvent};
use crate::http::params::table::Endpoint;
use crate::http::problem::Problem;
use crate::http::slug::article_path;
use crate::http::state::AppState;
use crate::http::text::web_link;
use crate::i18n::{Language, page_texts, texts};

const CALENDAR: &str = "text/calendar; charset=utf-8";

/// Past days that a calendar holds: who subscribes keeps what was there last month.
const PAST_DAYS: i64 = 60;

/// Serves a calendar.
pub(super) async fn feed(
    State(state): State<AppState>,
    request: ApiRequest,
) -> Result<Response, Problem> {
    let reading = request.params(Endpoint::Events, &state)?;
    let language = request.languages.labels;
    let today = clock::today();
    let feed_state = state.clone();
    let made = request.conditions.and(today).read(&state, move |reader| {
        let days = match reading.month {
            Some(first) => events::month(first),
            None => events::since(events::days_before(today, PAST_DAYS)),
        };
        let name = match reading.params.q.as_str() {
            "" => format!("Aluehaku – {}", texts(language).nav_events),
            q => format!("Aluehaku: {q}"),
        };
        let calendar = events::read(reader, &reading.params, days, Vec::new(), &feed_state)?;
        Ok(written(&calendar, &name, &feed_state, language))
    });
    Ok(made.await?.text(CALENDAR))
}

fn written(calendar: &Calendar, name: &str, state: &AppState, language: Language) -> String {
    let mut lines = Lines::default();
    lines.raw("BEGIN", "VCALENDAR");
    lines.raw("VERSION", "2.0");
    lines.raw("PRODID", "-//Aluehaku//Aluehaku//FI");
    lines.raw("CALSCALE", "GREGORIAN");
    lines.raw("METHOD", "PUBLISH");
    lines.text("NAME", name);
    lines.text("X-WR-CALNAME", name);
    lines.raw("REFRESH-INTERVAL;VALUE=DURATION", "PT6H");
    lines.raw("X-PUBLISHED-TTL", "PT6H");
    for event in &calendar.events {
        write_event(event, state, language, &mut lines);
    }
    lines.raw("END", "VCALENDAR");
    lines.finish()
}

fn write_event(told: &CalendarEvent, state: &AppState, language: Language, lines: &mut Lines) {
    let event = &told.event;
    let article = &told.article.article;
    let path = article_path(article.id.as_str());
    let identifier = path.trim_start_matches("/articles/");
    let day = event.first_day.strftime("%Y%m%d");
    let changed = article.modified.or(article.published);
    let changed = changed.map_or(Timestamp::UNIX_EPOCH, PageTime::timestamp);
    lines.raw("BEGIN", "VEVENT");
    // The same as long as the article names the day, also when the hour or the words change.
    lines.text(
        "UID",
        &format!("{identifier}-{day}-{}@aluehaku", told.number),
    );
    lines.raw("DTSTAMP", &in_utc(changed));
    write_time(event, lines);
    lines.text(
        "SUMMARY",
        match told.title() {
            "" => texts(language).hit_untitled,
            title => title,
        },
    );
    let mut description = vec![event.text.as_str()];
    if event.inferred_year {
        description.push(page_texts(language).events_inferred_about);
        lines.raw("STATUS", "TENTATIVE");
    }
    description.retain(|text| !text.is_empty());
    if !description.is_empty() {
        lines.text("DESCRIPTION", &description.join("\n"));
    }
    if let Some(place) = &event.place {
        lines.text("LOCATION", place);
    }
    let original = article.url.as_deref().and_then(web_link);
    let address = original.map_or_else(|| absolute(state, &path), str::to_owned);
    lines.raw("URL", &address);
    lines.raw("TRANSP", "TRANSPARENT");
    lines.raw("END", "VEVENT");
}

/// Begin and end; the end of whole days is the day after the last.
fn write_time(event: &Event, lines: &mut Lines) {
    let begins = event
        .begins
        .filter(|_| event.first_day == event.last_day)
        .and_then(|time| moment(event.first_day, time));
    let Some(begins) = begins else {
        let end = event
            .last_day
            .checked_add(1.day())
            .unwrap_or(event.last_day);
        lines.raw(
            "DTSTART;VALUE=DATE",
            &event.first_day.strftime("%Y%m%d").to_string(),
        );
        lines.raw("DTEND;VALUE=DATE", &end.strftime("%Y%m%d").to_string());
        return;
    };
    lines.raw("DTSTART", &in_utc(begins));
    let ends = event.ends.and_then(|time| moment(event.first_day, time));
    if let Some(ends) = ends.filter(|ends| *ends > begins) {
        lines.raw("DTEND", &in_utc(ends));
    }
}

/// A time of a day in Finland.
fn moment(day: Date, time: Time) -> Option<Timestamp> {
    let helsinki = TimeZone::get("Europe/Helsinki").unwrap_or(TimeZone::UTC);
    helsinki.to_timestamp(day.to_datetime(time)).ok()
}

fn in_utc(moment: Timestamp) -> String {
    moment.strftime("%Y%m%dT%H%M%SZ").to_string()
}
