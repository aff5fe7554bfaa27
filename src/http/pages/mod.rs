//! The pages that people read: rendered here, whole without script, one style sheet.
//!
//! - [`frame`]: what every page has around it: language, navigation, addresses.
//! - [`form`]: the search box of every page.
//! - [`home`], [`search`], [`article`], [`events`], [`sources`]: the pages, one file each.
//! - [`changes`]: how an article changed, [`version`]: what it was; [`person`]: in which roles a person is named;
//!   [`project`]: who is behind a project; [`passage`]: the words that say so; [`twins`]: files and feeds.
//! - [`names`], [`region`]: pages of persons, projects, organisations and regions; [`beside`]: who else is in their
//!   articles; [`name_index`]: the lists that lead to these pages; [`card`]: one of them in short, above the results.
//! - [`compare`]: regions beside each other; [`curves`]: shares as lines and in words.
//! - [`framed`]: pages that sites show in a frame; [`oembed`]: which of them stands for an address.
//! - [`alerts`]: where news of a search is asked for and left.
//! - [`status`]: the state of the service, for administrators.
//! - [`embed`], [`docs`], [`prose`]: for those who build on the service, and what it says of itself.
//! - [`hits`], [`filters`], [`region_map`], [`timeline`]: parts of the search page.
//! - [`problems`]: explanation of the API's error codes; [`error`]: when something goes wrong.
//! - [`assets`]: style sheet, scripts, icon, robots.txt.
//!
//! Style sheets lie in `styles/`, joined into one; scripts in `scripts/`, each doing one thing better
//! that works without them too.
//!
//! Templates lie in `templates/`. They escape every value; the only ready HTML they take is the
//! marked text of [`view::text`](super::text).

mod alerts;
pub(crate) mod article;
pub(crate) mod assets;
mod beside;
mod card;
mod changes;
mod compare;
mod curves;
mod docs;
mod embed;
pub(crate) mod error;
pub(crate) mod events;
mod filters;
mod form;
mod frame;
mod framed;
pub(crate) mod hits;
pub(crate) mod home;
mod name_index;
pub(crate) mod names;
mod oembed;
mod passage;
mod person;
pub(crate) mod problems;
mod project;
mod prose;
pub(crate) mod region;
mod region_map;
pub(crate) mod search;
pub(crate) mod sources;
mod status;
mod timeline;
mod twins;
mod version;

use askama::Template;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::{Router, routing::get};

pub(crate) use frame::Frame;

use super::conditional::Revised;
use super::problem::{Code, Problem};
use super::state::AppState;

const HTML: &str = "text/html; charset=utf-8";

/// The addresses of all pages.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(home::home))
        .route("/search", get(search::search))
        .route("/articles/{id}", get(article::article))
        .route("/articles/{id}/versions", get(version::list))
        .route("/articles/{id}/versions/{version}", get(version::version))
        .route("/events", get(events::events))
        .route("/sources", get(sources::sources))
        .route("/persons", get(name_index::persons))
        .route("/projects", get(name_index::projects))
        .route("/organisations", get(name_index::organisations))
        .route("/regions", get(name_index::regions))
        .route("/persons/{slug}", get(names::person))
        .route("/projects/{slug}", get(names::project))
        .route("/organisations/{slug}", get(names::organisation))
        .route("/regions/{slug}", get(region::region))
        .route("/regions/{slug}/years.csv", get(region::years))
        .route("/compare", get(compare::compare))
        .route("/compare.csv", get(compare::table))
        .merge(alerts::routes())
        .merge(status::routes())
        .route("/embed", get(embed::embed))
        .route("/frame/news", get(framed::news))
        .route("/frame/search", get(framed::search))
        .route("/oembed", get(oembed::oembed))
        .route("/about", get(prose::about))
        .route("/privacy", get(prose::privacy))
        .route("/accessibility", get(prose::accessibility))
        .route("/docs", get(docs::docs))
        .route("/docs/problems", get(problems::problems))
        .route("/assets/{version}/{name}", get(assets::file))
        .route("/favicon.svg", get(assets::icon))
        .route("/favicon.ico", get(assets::icon))
        .route("/robots.txt", get(assets::robots))
}

/// A page, unless the client has it already.
fn answer<T: Template>(page: Revised<T>) -> Response {
    page.map(|page| render(&page)).into_response()
}

/// A page as an answer.
fn render(page: &impl Template) -> Response {
    match page.render() {
        Ok(html) => ([(CONTENT_TYPE, HTML)], html).into_response(),
        Err(error) => {
            tracing::error!(error.message = %error, "a page cannot be rendered");
            Problem::new(Code::Internal).into_response()
        }
    }
}
