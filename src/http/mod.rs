//! The service as others see it: API, pages, and what happens to every request.
//!
//! In reading order:
//!
//! - [`service`]: facts from the settings; [`state`]: what handlers share.
//! - [`text`]: escaping, marking, cutting and checking what others wrote.
//! - [`problem`]: what can go wrong, one table.
//! - [`params`]: the parameters of a search, one type for all who search.
//! - [`search`]: one search, from parameters to what was found; [`events`]: what its articles tell
//!   of, by day.
//! - [`listing`]: which persons are put forward; [`warning`]: how a clumsy search was read.
//! - [`outline`]: a name or a region in short; [`name_list`]: the names of a kind; [`slug`]: their addresses;
//!   [`newest`]: the newest articles about a name, [`spellings`]: its other names, [`namesakes`]: who only shares it;
//!   [`project`]: who is behind a project; [`shares`]: regions beside each other.
//! - [`citation`]: articles as RIS and BibTeX; [`links`]: the neighbours of an answer, in its headers.
//! - [`view`]: how answers look outside; [`allowance`]: how much of a text one of them shows.
//! - [`api`], [`pages`]: the addresses, one file each.
//! - [`versions`]: what an article was, under names that stay; [`difference`]: what changed between two of them.
//! - [`crawl_facts`]: what the crawler left about its sources; [`history`]: what articles were before.
//! - [`administration`]: what only administrators see; [`request_counts`]: what `/metrics` tells of requests.
//! - [`alert_desk`], [`stored_search`]: news of a search sent to readers.
//! - [`feeds`]: what programs follow; [`embed`]: the search box for other sites.
//! - [`index_access`], [`conditional`]: the way to the index, and answers that the client has; `streams`: who is sent
//!   answers in parts.
//! - [`policy`]: what browsers may load for a page; [`middleware`]: the stack around every request.
//! - [`serve()`]: a socket; [`connections`]: who holds how many for how long; [`patient_stream`]: who must read.
//!
//! This side reads the engine, and of the archive what the crawler says of its sources and what articles
//! were before and say of a person; it never crawls, extracts or enriches.

pub mod administration;
pub mod alert_desk;
mod aliases;
mod allowance;
mod api;
mod citation;
mod client;
mod conditional;
pub mod connections;
pub mod crawl_facts;
mod difference;
mod embed;
mod events;
mod export;
mod feeds;
pub mod history;
mod index_access;
mod links;
mod listing;
mod middleware;
mod name_list;
mod namesakes;
mod newest;
mod outline;
mod pages;
mod params;
mod patient_stream;
mod policy;
pub mod problem;
mod project;
mod rate_limiter;
mod request_counts;
mod search;
mod serve;
mod service;
mod shares;
mod slug;
mod spellings;
mod state;
pub mod stored_search;
mod streams;
mod text;
mod versions;
mod view;
mod warning;

use axum::Router;
use axum::routing::get;

pub(crate) use api::export::ROW_COUNT;
pub use api::openapi::document as openapi_document;
pub use index_access::Heal;
pub use serve::serve;
pub use service::{AnalyserView, OperatorView, ServiceSettings, Show, SourceView};
pub use state::{AppState, Behind};

use problem::{Code, Problem};

/// The whole service as a router; tests call it without a socket.
pub fn router(state: AppState) -> Router {
    let (api, _) = api::routes().split_for_parts();
    let routes = Router::new()
        .merge(api)
        .merge(pages::routes())
        .merge(feeds::routes())
        .merge(embed::routes())
        .route("/openapi.json", get(api::openapi::openapi))
        .fallback(|| async { Problem::new(Code::NotFound) })
        .with_state(state.clone());
    middleware::wrap(routes, state)
}
