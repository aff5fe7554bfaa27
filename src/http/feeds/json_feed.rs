//! `/feeds/search.json`: any search as a JSON Feed (version 1.1, jsonfeed.org).

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::entry::{Entry, absolute};
use super::search::{Feed, FeedRequest};
use crate::http::problem::Problem;
use crate::http::state::AppState;

const JSON_FEED: &str = "application/feed+json; charset=utf-8";
const VERSION: &str = "https://jsonfeed.org/version/1.1";

#[derive(Debug, Serialize)]
struct JsonFeed {
    version: &'static str,
    title: String,
    home_page_url: String,
    feed_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_url: Option<String>,
    language: &'static str,
    items: Vec<Item>,
}

#[derive(Debug, Serialize)]
struct Item {
    id: String,
    url: String,
    title: String,
    /// The whole text where its source allows it, else the same passage as the summary.
    content_text: String,
    summary: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    authors: Vec<Author>,
    tags: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
}

#[derive(Debug, Serialize)]
struct Author {
    name: String,
}

/// Any search as a JSON Feed.
pub(super) async fn feed(
    State(state): State<AppState>,
    request: FeedRequest,
) -> Result<Response, Problem> {
    let feed = request.feed(&state).await?;
    let answer = feed.map(|feed| {
        (
            [(CONTENT_TYPE, JSON_FEED)],
            axum::Json(JsonFeed::new(feed, &state)),
        )
    });
    // The type that `Json` states gives way to the one of the format.
    let mut response = answer.into_response();
    if response.status().is_success() {
        response.headers_mut().insert(
            CONTENT_TYPE,
            axum::http::HeaderValue::from_static(JSON_FEED),
        );
    }
    Ok(response)
}

impl JsonFeed {
    fn new(feed: Feed, state: &AppState) -> Self {
        let of = |path: &str, query: &str| absolute(state, &format!("{path}{query}"));
        Self {
            version: VERSION,
            home_page_url: of("/search", &feed.query),
            feed_url: of("/feeds/search.json", &feed.query),
            next_url: feed
                .next
                .as_deref()
                .map(|next| of("/feeds/search.json", next)),
            language: feed.language.code(),
            title: feed.title,
            items: feed.entries.into_iter().map(Item::new).collect(),
        }
    }
}

impl Item {
    fn new(entry: Entry) -> Self {
        let publisher = Author { name: entry.source };
        let writers = entry.authors.into_iter().map(|name| Author { name });
        Self {
            id: entry.id,
            url: entry.link,
            title: entry.title,
            content_text: entry.content.unwrap_or_else(|| entry.summary.clone()),
            summary: entry.summary,
            date_published: entry.published.map(|time| time.to_string()),
            date_modified: entry.updated.map(|time| time.to_string()),
            authors: [publisher].into_iter().chain(writers).collect(),
            tags: entry.tags,
            language: entry.language,
        }
    }
}
