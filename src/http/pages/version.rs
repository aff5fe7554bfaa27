//! `/articles/{id}/versions/{version}`: what an article was for a while, and what had changed, side by side.

use aluehaku_article::facet::Facet;
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::{Redirect, Response};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::article::{Cite, Paragraph, citation, citation_form, paragraphs};
use super::changes::differences;
use super::form::SearchForm;
use super::hits::NamedLink;
use super::{Frame, answer};
use crate::clock::day_of;
use crate::http::api::versions::{self, Kept};
use crate::http::conditional::Conditions;
use crate::http::difference::{Difference, Fate, Piece, is_unchanged, reads_the_same};
use crate::http::params::names::NameBook;
use crate::http::problem::Problem;
use crate::http::service::Show;
use crate::http::slug::{article_path, version_path};
use crate::http::state::AppState;
use crate::http::text::{excerpt, lang_attribute, site_name, web_link};
use crate::http::versions::Version;
use crate::i18n::format::{clock as shown_clock, count, day, fill, page_date};
use crate::i18n::{VersionTexts, version_texts};

#[derive(Debug, Template)]
#[template(path = "version.html")]
struct VersionPage {
    frame: Frame,
    v: &'static VersionTexts,
    form: SearchForm,
    heading: String,
    title: String,
    article: String,
    source: String,
    published: Option<String>,
    lang: Option<String>,
    seen: String,
    datetime: String,
    is_present: bool,
    missing: Option<String>,
    original: Option<NamedLink>,
    older: Option<NamedLink>,
    newer: Option<NamedLink>,
    lead: Option<String>,
    paragraphs: Vec<Paragraph>,
    is_excerpt: bool,
    compared: Option<Compared>,
    cite: Cite,
}

/// A version beside the one before it.
#[derive(Clone, Debug)]
struct Compared {
    before: String,
    after: String,
    what: Vec<String>,
    parts: Vec<Part>,
    is_cut: bool,
}

/// Title, lead or text of two versions.
#[derive(Clone, Debug)]
struct Part {
    name: &'static str,
    rows: Vec<Row>,
}

/// A paragraph of two versions, or how many between two of them did not change.
#[derive(Clone, Debug)]
enum Row {
    Changed {
        before: Vec<Stretch>,
        after: Vec<Stretch>,
    },
    Unchanged(String),
}

/// Words of one side.
#[derive(Clone, Debug)]
struct Stretch {
    is_marked: bool,
    text: String,
    /// What stands between it and the next.
    gap: &'static str,
}

/// Leads to the versions on the page of their article, for whoever cuts an address short.
pub(crate) async fn list(Path(id): Path<String>, frame: Frame) -> Redirect {
    let article = frame.link(&article_path(&id));
    Redirect::to(&format!("{article}#versions"))
}

/// Shows a version.
pub(crate) async fn version(
    State(state): State<AppState>,
    Path((id, version)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    frame: Frame,
    conditions: Conditions,
) -> Result<Response, Problem> {
    if let Some(form) = citation_form(query.as_deref(), &state) {
        return versions::citation(form, id, version, frame.language, conditions, &state).await;
    }
    let page_state = state.clone();
    let page = conditions.with_history_of(&id).read(&state, move |reader| {
        let kept = Kept::of(reader, &id, &page_state)?;
        let at = kept.place_of(&version)?;
        Ok(VersionPage::new(&kept, at, &page_state, frame))
    });
    Ok(answer(page.await?))
}

impl VersionPage {
    fn new(kept: &Kept, at: usize, state: &AppState, frame: Frame) -> Self {
        let v = version_texts(frame.language);
        let version = &kept.versions[at];
        let article = &version.article;
        let id = article.id.as_str();
        let neighbour = |at: Option<usize>| {
            let version = kept.versions.get(at?)?;
            Some(NamedLink {
                name: shown(version.seen_at, &frame),
                href: frame.link(&version_path(id, &version.name)),
            })
        };
        let before = at.checked_sub(1).map(|at| &kept.versions[at]);
        let compared = before.map(|before| Compared::new(before, version, kept.show, &frame));
        // What may be shown of the text is spent on what changed in it.
        let is_spent = kept.show == Show::Snippet
            && before.is_some_and(|before| !reads_the_same(&before.article.body, &article.body));
        let (body, is_whole) = match kept.show {
            Show::Full => (article.body.clone(), true),
            Show::Snippet if is_spent => (String::new(), false),
            Show::Snippet => excerpt(&article.body),
        };
        let title = match article.title.trim() {
            "" => frame.t.hit_untitled.to_owned(),
            title => title.to_owned(),
        };
        let foreign = article.language.as_deref();
        let foreign = foreign.filter(|code| *code != frame.language.code());
        let seen_on = day_shown(version.seen_at, &frame);
        let from = shown(version.seen_at, &frame);
        let path = frame.link(&version_path(id, &version.name));
        let names = NameBook::of(state);
        let source = names.label(Facet::Source, article.source.as_str(), frame.language);
        let published = article
            .published
            .map(|time| page_date(time, frame.language));
        let seen = fill(v.cited_seen, &[("date", &seen_on)]);
        let address = frame.absolute(&path).unwrap_or(path);
        Self {
            heading: fill(v.title, &[("title", &title), ("date", &seen_on)]),
            cite: Cite::new(
                v.cite,
                citation(
                    &article.authors,
                    &[
                        &title,
                        &source,
                        published.as_deref().unwrap_or_default(),
                        &seen,
                    ],
                    Some(&address),
                ),
                &version_path(id, &version.name),
            ),
            title,
            article: frame.link(&article_path(id)),
            source,
            published,
            lang: foreign.and_then(lang_attribute).map(str::to_owned),
            seen: match version.replaced_at {
                Some(until) => fill(
                    v.seen_until,
                    &[("from", &from), ("to", &shown(until, &frame))],
                ),
                None => fill(v.seen_since, &[("from", &from)]),
            },
            datetime: Timestamp::from_second(version.seen_at)
                .unwrap_or_default()
                .to_string(),
            is_present: version.replaced_at.is_none(),
            missing: kept
                .visited
                .missing_at
                .map(|moment| fill(v.missing, &[("date", &day_shown(moment, &frame))])),
            original: original(version, &frame),
            older: neighbour(at.checked_sub(1)),
            newer: neighbour(Some(at + 1)),
            lead: article.lead.clone(),
            paragraphs: paragraphs(&body, &article.parts),
            is_excerpt: !is_whole && !is_spent,
            compared,
            form: SearchForm::empty(&frame),
            v,
            frame,
        }
    }
}

impl Compared {
    fn new(before: &Version, after: &Version, show: Show, frame: &Frame) -> Self {
        let v = version_texts(frame.language);
        let difference = Difference::between(&before.article, &after.article, show);
        let one = |paragraph: Option<_>| paragraph.into_iter().collect::<Vec<_>>();
        let parts = [
            (v.part_title, one(difference.title)),
            (v.part_lead, one(difference.lead)),
            (v.part_text, difference.body),
        ];
        let parts = parts
            .into_iter()
            .filter(|(_, paragraphs)| !paragraphs.is_empty());
        let heading =
            |text, version: &Version| fill(text, &[("date", &shown(version.seen_at, frame))]);
        Self {
            before: heading(v.before, before),
            after: heading(v.after, after),
            what: differences(&before.article, &after.article, frame),
            parts: parts
                .map(|(name, paragraphs)| Part {
                    name,
                    rows: rows(&paragraphs, v, frame),
                })
                .collect(),
            is_cut: !difference.is_whole,
        }
    }
}

/// Paragraphs that changed side by side; those between them are counted.
fn rows(paragraphs: &[Vec<Piece>], v: &VersionTexts, frame: &Frame) -> Vec<Row> {
    let groups = paragraphs.chunk_by(|one, other| is_unchanged(one) && is_unchanged(other));
    let rows = groups.map(|group| match is_unchanged(&group[0]) {
        true => Row::Unchanged(count(
            v.unchanged_one,
            v.unchanged_many,
            group.len() as u64,
            frame.language,
        )),
        false => Row::Changed {
            before: side(&group[0], Fate::Gone),
            after: side(&group[0], Fate::Come),
        },
    });
    rows.collect()
}

/// What stayed of a paragraph, and what one side has alone.
fn side(paragraph: &[Piece], own: Fate) -> Vec<Stretch> {
    let pieces = paragraph
        .iter()
        .filter(|piece| piece.fate == Fate::Stayed || piece.fate == own);
    let stretches = pieces.map(|piece| {
        let text = piece.text.trim_end();
        Stretch {
            is_marked: piece.fate == own,
            gap: if text.len() < piece.text.len() {
                " "
            } else {
                ""
            },
            text: text.to_owned(),
        }
    });
    stretches.collect()
}

fn original(version: &Version, frame: &Frame) -> Option<NamedLink> {
    let href = web_link(version.article.url.as_deref()?)?;
    let name = match site_name(href) {
        Some(site) => fill(frame.t.article_original_on, &[("site", &site)]),
        None => frame.t.article_original.to_owned(),
    };
    Some(NamedLink {
        name,
        href: href.to_owned(),
    })
}

/// A moment in Finland, with the hour.
fn shown(seconds: i64, frame: &Frame) -> String {
    let helsinki = TimeZone::get("Europe/Helsinki").unwrap_or(TimeZone::UTC);
    let time = helsinki.to_datetime(Timestamp::from_second(seconds).unwrap_or_default());
    let hour = shown_clock(time.time(), frame.language);
    let hour = fill(frame.p.events_at, &[("time", &hour)]);
    let v = version_texts(frame.language);
    let date = day(time.date(), frame.language);
    fill(v.moment, &[("date", &date), ("time", &hour)])
}

fn day_shown(seconds: i64, frame: &Frame) -> String {
    day(day_of(seconds), frame.language)
}
