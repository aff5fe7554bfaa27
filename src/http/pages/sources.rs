//! `/sources`: whose news is searched.

use aluehaku_article::facet::Facet;
use aluehaku_article::time::PageTime;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::form::SearchForm;
use super::hits::search_path;
use super::{Frame, answer};
use crate::archive::health::{Alarm, SourceHealth};
use crate::http::api::sources::{SourceRow, list};
use crate::http::conditional::Conditions;
use crate::http::params::SearchParams;
use crate::http::params::names::NameBook;
use crate::http::problem::Problem;
use crate::http::service::Show;
use crate::http::state::AppState;
use crate::http::text::{site_name, web_link};
use crate::i18n::Language;
use crate::i18n::format::{number, page_date};

#[derive(Debug, Template)]
#[template(path = "sources.html")]
struct SourcesPage {
    frame: Frame,
    form: SearchForm,
    sources: Vec<SourceCard>,
}

/// A source, ready to be written out.
#[derive(Clone, Debug)]
struct SourceCard {
    name: String,
    region: Option<String>,
    articles: String,
    shown: &'static str,
    home: Option<String>,
    site: Option<String>,
    search: String,
    alarm: Option<&'static str>,
    health: Vec<(&'static str, String)>,
}

/// Shows the sources.
pub(crate) async fn sources(
    State(state): State<AppState>,
    frame: Frame,
    conditions: Conditions,
) -> Result<Response, Problem> {
    let page_state = state.clone();
    let facts = state.crawl_facts().await;
    let conditions = conditions.and(facts.fingerprint());
    let page = conditions.read(&state, move |reader| {
        let rows = list(reader, &page_state, &facts)?;
        let names = NameBook::of(&page_state);
        let sources = rows
            .into_iter()
            .map(|row| SourceCard::new(row, names, &frame))
            .collect();
        Ok(SourcesPage {
            form: SearchForm::empty(&frame),
            sources,
            frame,
        })
    });
    Ok(answer(page.await?))
}

impl SourceCard {
    fn new(row: SourceRow, names: NameBook<'_>, frame: &Frame) -> Self {
        let search = SearchParams {
            ui: frame.ui(),
            ..SearchParams::default()
        };
        let region = row.source.region.as_deref();
        let health = row.health.as_ref();
        let alarm = health.and_then(|health| health.alarm);
        let home = row.source.home_url.filter(|url| web_link(url).is_some());
        Self {
            region: region.map(|region| names.label(Facet::Region, region, frame.language)),
            articles: number(row.articles, frame.language),
            shown: match row.source.show {
                Show::Full => frame.t.sources_full,
                Show::Snippet => frame.t.sources_snippet,
            },
            site: home.as_deref().and_then(site_name),
            home,
            search: search_path(&search.with_filter(Facet::Source, &row.source.id)),
            alarm: alarm.map(|alarm| alarm_text(alarm, frame)),
            health: health
                .map(|health| health_facts(health, frame))
                .unwrap_or_default(),
            name: row.source.name,
        }
    }
}

/// What is out of the ordinary, in words.
fn alarm_text(alarm: Alarm, frame: &Frame) -> &'static str {
    match alarm {
        Alarm::Failing => frame.p.source_failing,
        Alarm::Silence => frame.p.source_silence,
        Alarm::Surge => frame.p.source_surge,
        Alarm::NoArticles => frame.p.source_no_articles,
        Alarm::Halted => frame.p.source_halted,
    }
}

/// How the crawler and a source get on: name and value of everything that is known.
fn health_facts(health: &SourceHealth, frame: &Frame) -> Vec<(&'static str, String)> {
    let p = frame.p;
    let shown = |seconds: Option<i64>| {
        let time = Timestamp::from_second(seconds?).ok()?;
        Some(page_date(PageTime::day(finnish_date(time)), frame.language))
    };
    let rhythm = health.articles_a_week.map(|articles| {
        let tenths = (articles * 10.0).round() as u64;
        let decimal = if frame.language == Language::English {
            '.'
        } else {
            ','
        };
        format!("{}{decimal}{}", tenths / 10, tenths % 10)
    });
    let failures: u64 = health.failures.values().sum();
    let robots = health.robots.as_deref().map(|robots| match robots {
        "everything" => p.source_robots_everything,
        "nothing" => p.source_robots_nothing,
        "unreachable" => p.source_robots_unreachable,
        _ => p.source_robots_rules,
    });
    let of_source = health
        .alarm_reason
        .as_deref()
        .filter(|_| health.alarm != Some(Alarm::Halted));
    let reason = of_source.map(|reason| match reason {
        "needs_script" => p.source_needs_script,
        "profile_missed" => p.source_profile_missed,
        "broken_feed" => p.source_broken_feed,
        "consent_wall" => p.source_consent_wall,
        "login" | "denied" => p.source_login,
        "robots_forbid" => p.source_forbidden,
        "noindex" => p.source_noindex,
        "says_absent" | "not_found" | "gone" => p.source_absent,
        "redirect_outside" => p.source_leads_away,
        _ => p.source_nothing_found,
    });
    let unread = |word: &str| health.remarks.get(word).copied().unwrap_or(0);
    let unvisited = unread("too_deep") + health.left_out;
    let opted_out = health.opted_out_at.map(|_| p.source_opted_out.to_owned());
    let facts = [
        (p.source_visited, shown(health.visited_at)),
        (p.source_newest, shown(health.last_new_at)),
        (p.source_rhythm, rhythm),
        (
            p.source_failures,
            (failures > 0).then(|| number(failures, frame.language)),
        ),
        (p.source_reason, reason.map(str::to_owned)),
        (
            p.source_unvisited,
            (unvisited > 0).then(|| number(unvisited, frame.language)),
        ),
        (p.source_robots, robots.map(str::to_owned)),
        (p.source_wish, opted_out),
    ];
    facts
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
}

/// The day of a time in Finland.
fn finnish_date(time: Timestamp) -> Date {
    let helsinki = TimeZone::get("Europe/Helsinki").unwrap_or(TimeZone::UTC);
    helsinki.to_datetime(time).date()
}
