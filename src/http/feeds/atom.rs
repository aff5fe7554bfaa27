//! `/feeds/search.atom`: any search as an Atom feed (RFC 4287, paged as RFC 5005 says).

use askama::Template;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;

use super::entry::{absolute, own_identifier};
use super::search::{Feed, FeedRequest};
use super::xml_text;
use crate::http::problem::{Code, Problem};
use crate::http::state::AppState;

const ATOM: &str = "application/atom+xml; charset=utf-8";

#[derive(Debug, Template)]
#[template(path = "feed.xml")]
struct AtomFeed {
    id: String,
    itself: String,
    page: String,
    next: Option<String>,
    updated: Timestamp,
    feed: Feed,
}

/// Any search as an Atom feed.
pub(super) async fn feed(
    State(state): State<AppState>,
    request: FeedRequest,
) -> Result<Response, Problem> {
    let feed = request.feed(&state).await?;
    let rendered = feed.map(|feed| match AtomFeed::new(feed, &state).render() {
        Ok(xml) => ([(CONTENT_TYPE, ATOM)], xml).into_response(),
        Err(error) => {
            tracing::error!(error.message = %error, "a feed cannot be rendered");
            Problem::new(Code::Internal).into_response()
        }
    });
    Ok(rendered.into_response())
}

impl AtomFeed {
    fn new(feed: Feed, state: &AppState) -> Self {
        let itself = format!("/feeds/search.atom{}", feed.query);
        Self {
            id: own_identifier(state, &itself),
            itself: absolute(state, &itself),
            page: absolute(state, &format!("/search{}", feed.query)),
            next: feed
                .next
                .as_ref()
                .map(|next| absolute(state, &format!("/feeds/search.atom{next}"))),
            updated: feed.updated(),
            feed,
        }
    }
}
