//! The pages that people read: rendered here, whole without script, one style sheet.
//!
//! - [`frame`]: what every page has around it: language, navigation, addresses.
//! - [`home`], [`search`], [`article`], [`sources`]: the pages, one file each.
//! - [`hits`], [`filters`]: parts of the search page.
//! - [`problems`]: explanation of the API's error codes; [`error`]: when something goes wrong.
//! - [`assets`]: style sheet, icon, robots.txt.
//!
//! Templates lie in `templates/`. They escape every value; the only ready HTML they take is the
//! marked text of [`view::text`](super::view::text).

pub(crate) mod article;
pub(crate) mod assets;
pub(crate) mod error;
mod filters;
mod frame;
mod hits;
pub(crate) mod home;
pub(crate) mod problems;
pub(crate) mod search;
pub(crate) mod sources;

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
        .route("/sources", get(sources::sources))
        .route("/docs/problems", get(problems::problems))
        .route("/assets/{version}/style.css", get(assets::style))
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
