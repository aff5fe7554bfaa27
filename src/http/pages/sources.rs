//! `/sources`: whose news is searched, and the state of each source.

use std::cmp::Reverse;

use aluehaku_article::facet::Facet;
use aluehaku_article::time::PageTime;
use aluehaku_index::engine::Reader;
use aluehaku_index::search::request::Sort;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use url::form_urlencoded;

use super::form::SearchForm;
use super::hits::search_path;
use super::{Frame, answer};
use crate::archive::health::{Alarm, SourceHealth};
use crate::http::api::sources::{SourceRow, list};
use crate::http::conditional::Conditions;
use crate::http::params::SearchParams;
use crate::http::params::names::NameBook;
use crate::http::params::read::Reading;
use crate::http::problem::Problem;
use crate::http::search::search as run;
use crate::http::service::Show;
use crate::http::state::AppState;
use crate::http::text::{site_name, web_link};
use crate::i18n::collation::finnish_order;
use crate::i18n::format::{count, day, fill, number, page_date};
use crate::i18n::{Language, PageTexts};

#[derive(Debug, Template)]
#[template(path = "sources.html")]
struct SourcesPage {
    frame: Frame,
    form: SearchForm,
    columns: Vec<Column>,
    sources: Vec<SourceLine>,
}

/// A column of the table.
#[derive(Clone, Debug)]
struct Column {
    name: &'static str,
    /// The table in the order of this column; absent where it gives none.
    href: Option<String>,
    /// How the table is ordered by it now, for assistive technology.
    order: Option<&'static str>,
    is_amount: bool,
}

/// A source, ready to be written out.
#[derive(Clone, Debug)]
struct SourceLine {
    name: String,
    region: Option<String>,
    articles: u64,
    articles_text: String,
    newest: Option<Date>,
    newest_text: Option<String>,
    shown: &'static str,
    home: Option<String>,
    site: Option<String>,
    search: String,
    alarm: Option<&'static str>,
    health: Vec<String>,
}

/// What the table is ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Name,
    Region,
    Newest,
    Articles,
}

/// Shows the sources that are searched.
pub(crate) async fn sources(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    frame: Frame,
    conditions: Conditions,
) -> Result<Response, Problem> {
    let page_state = state.clone();
    let order = Order::of(query.as_deref().unwrap_or_default());
    let facts = state.crawl_facts().await;
    let conditions = conditions.and(facts.fingerprint());
    let page = conditions.read(&state, move |reader| {
        let rows = list(reader, &page_state, &facts)?;
        let names = NameBook::of(&page_state);
        let searched = rows.into_iter().filter(is_searched);
        let lines: Result<Vec<_>, Problem> = searched
            .map(|row| SourceLine::new(reader, row, names, &frame))
            .collect();
        let mut sources = lines?;
        order.sort(&mut sources);
        Ok(SourcesPage {
            form: SearchForm::empty(&frame),
            columns: columns(order, &frame),
            sources,
            frame,
        })
    });
    Ok(answer(page.await?))
}

/// Whether a source is searched: it has articles, or is visited for them or would be.
fn is_searched(row: &SourceRow) -> bool {
    let is_visited = |health: &SourceHealth| health.visited_at.is_some() || health.alarm.is_some();
    row.articles > 0 || row.health.as_ref().is_some_and(is_visited)
}

impl Order {
    const ALL: [Self; 4] = [Self::Name, Self::Region, Self::Newest, Self::Articles];

    fn of(query: &str) -> Self {
        let wanted = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "sort");
        let wanted = wanted.map(|(_, value)| value);
        let mut known = Self::ALL.into_iter();
        let is_wanted = |order: &Self| Some(order.word()) == wanted.as_deref();
        known.find(is_wanted).unwrap_or(Self::Name)
    }

    fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Region => "region",
            Self::Newest => "newest",
            Self::Articles => "articles",
        }
    }

    /// Texts go up, days and numbers down; sources without a value come last.
    fn sort(self, sources: &mut [SourceLine]) {
        sources.sort_by_cached_key(|source| finnish_order(&source.name));
        match self {
            Self::Name => {}
            Self::Region => sources.sort_by_cached_key(|source| {
                let region = source.region.as_deref();
                (region.is_none(), region.map(finnish_order))
            }),
            Self::Newest => sources.sort_by_key(|source| Reverse(source.newest)),
            Self::Articles => sources.sort_by_key(|source| Reverse(source.articles)),
        }
    }
}

fn columns(current: Order, frame: &Frame) -> Vec<Column> {
    let column = |order: Order, name, direction, is_amount| Column {
        name,
        href: Some(match frame.ui() {
            Some(language) => format!("/sources?sort={}&ui={}", order.word(), language.code()),
            None => format!("/sources?sort={}", order.word()),
        }),
        order: (order == current).then_some(direction),
        is_amount,
    };
    let (t, p) = (frame.t, frame.p);
    vec![
        column(Order::Name, t.facet_source, "ascending", false),
        column(Order::Region, t.facet_region, "ascending", false),
        column(Order::Newest, p.sources_newest, "descending", false),
        column(Order::Articles, t.sources_articles, "descending", true),
        Column {
            name: p.sources_health,
            href: None,
            order: None,
            is_amount: false,
        },
    ]
}

impl SourceLine {
    fn new(
        reader: &dyn Reader,
        row: SourceRow,
        names: NameBook<'_>,
        frame: &Frame,
    ) -> Result<Self, Problem> {
        let search = SearchParams {
            ui: frame.ui(),
            ..SearchParams::default()
        };
        let search = search.with_filter(Facet::Source, &row.source.id);
        let region = row.source.region.as_deref();
        let health = row.health.as_ref();
        let alarm = health.and_then(|health| health.alarm);
        let home = row.source.home_url.filter(|url| web_link(url).is_some());
        let newest = newest(reader, &search)?;
        Ok(Self {
            region: region.map(|region| names.label(Facet::Region, region, frame.language)),
            articles: row.articles,
            articles_text: number(row.articles, frame.language),
            newest: newest.map(PageTime::finnish_date),
            newest_text: newest.map(|time| page_date(time, frame.language)),
            shown: match row.source.show {
                Show::Full => frame.p.sources_shows_full,
                Show::Snippet => frame.p.sources_shows_snippet,
            },
            site: home.as_deref().and_then(site_name),
            home,
            search: search_path(&search),
            alarm: alarm.map(|alarm| alarm_text(alarm, frame.p)),
            health: match health {
                Some(health) => health_in_words(health, frame),
                None => vec![frame.p.source_imported.to_owned()],
            },
            name: row.source.name,
        })
    }
}

/// When the newest dated article of a search was published.
fn newest(reader: &dyn Reader, search: &SearchParams) -> Result<Option<PageTime>, Problem> {
    let params = SearchParams {
        sort: Sort::NewestFirst,
        per_page: 1,
        histogram: None,
        ..search.clone()
    };
    let found = run(
        reader,
        Reading {
            params,
            ..Reading::default()
        },
    )?;
    let hit = found.response.hits.into_iter().next();
    Ok(hit.and_then(|hit| hit.article.article.published))
}

/// What is out of the ordinary, in words.
fn alarm_text(alarm: Alarm, p: &PageTexts) -> &'static str {
    match alarm {
        Alarm::Failing => p.source_failing,
        Alarm::Silence => p.source_silence,
        Alarm::Surge => p.source_surge,
        Alarm::NoArticles => p.source_no_articles,
        Alarm::Halted => p.source_halted,
    }
}

/// How the crawler and a source get on: a sentence for each thing that is known.
fn health_in_words(health: &SourceHealth, frame: &Frame) -> Vec<String> {
    let p = frame.p;
    let visited = day_of(health.visited_at).map(|date| {
        let date = day(date, frame.language);
        fill(p.source_visited, &[("date", &date)])
    });
    let rhythm = health.articles_a_week.map(|articles| {
        let number = tenths(articles, frame.language);
        fill(p.source_rhythm, &[("count", &number)])
    });
    let some = |value: u64, one: &str, many: &str| {
        (value > 0).then(|| count(one, many, value, frame.language))
    };
    let failures: u64 = health.failures.values().sum();
    let unread = |word: &str| health.remarks.get(word).copied().unwrap_or(0);
    let unvisited = unread("too_deep") + health.left_out;
    let sentences = [
        health.opted_out_at.map(|_| p.source_opted_out.to_owned()),
        health
            .alarm_reason
            .as_deref()
            .filter(|_| health.alarm != Some(Alarm::Halted))
            .map(|reason| reason_text(reason, p).to_owned()),
        visited,
        rhythm,
        some(failures, p.source_failures_one, p.source_failures_many),
        some(unvisited, p.source_unvisited_one, p.source_unvisited_many),
        health
            .robots
            .as_deref()
            .and_then(|robots| robots_text(robots, frame))
            .map(str::to_owned),
    ];
    sentences.into_iter().flatten().collect()
}

/// Why a source gives no article.
pub(super) fn reason_text(reason: &str, p: &PageTexts) -> &'static str {
    match reason {
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
    }
}

/// What robots.txt forbids; nothing is said where it allows everything.
fn robots_text(robots: &str, frame: &Frame) -> Option<&'static str> {
    let p = frame.p;
    match robots {
        "everything" => None,
        "nothing" => Some(p.source_robots_nothing),
        "unreachable" => Some(p.source_robots_unreachable),
        _ => Some(p.source_robots_rules),
    }
}

/// A number with one decimal.
fn tenths(value: f64, language: Language) -> String {
    let tenths = (value * 10.0).round() as u64;
    let decimal = if language == Language::English {
        '.'
    } else {
        ','
    };
    format!("{}{decimal}{}", tenths / 10, tenths % 10)
}

/// The day of a moment in Finland.
fn day_of(seconds: Option<i64>) -> Option<Date> {
    let time = Timestamp::from_second(seconds?).ok()?;
    let helsinki = TimeZone::get("Europe/Helsinki").unwrap_or(TimeZone::UTC);
    Some(helsinki.to_datetime(time).date())
}
