//! `/status` and `/status.json`: the state of the service, for administrators, who give a token as the password that their
//! browser asks for. Where no token is set there are no such pages. Nothing on them is about readers.
//!
//! [`wording`] puts what is known into the words of the page's language.

mod wording;

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};

use wording::{SourceRow, Wording};

use super::form::SearchForm;
use super::{Frame, render};
use crate::http::administration::{Administration, AdministratorView};
use crate::http::problem::{Code, Problem};
use crate::http::state::AppState;
use crate::i18n::{StatusTexts, status_texts};

/// The addresses of these pages.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/status", get(page))
        .route("/status.json", get(json))
}

#[derive(Debug, Template)]
#[template(path = "status.html")]
struct StatusPage {
    frame: Frame,
    form: SearchForm,
    s: &'static StatusTexts,
    at: String,
    /// What asks for attention: its code, and what it says.
    alarms: Vec<(&'static str, String)>,
    /// Archive, index, disk, queue and crawlers.
    parts: [String; 5],
    sources: Vec<SourceRow>,
    /// Names that look doubtful.
    names: Vec<String>,
    /// Alerts of readers, in numbers.
    alerts: Vec<String>,
}

impl StatusPage {
    fn new(frame: Frame, view: &AdministratorView) -> Self {
        let words = Wording::new(frame.language, frame.p);
        let status = &view.status;
        let alarms = status.alarms.iter();
        let alarms = alarms.map(|alarm| (alarm.code, words.alarm(alarm, status)));
        Self {
            s: status_texts(frame.language),
            at: words.at(status),
            alarms: alarms.collect(),
            parts: words.parts(status),
            sources: status
                .sources
                .iter()
                .map(|source| words.source(source))
                .collect(),
            names: view
                .doubtful_names
                .iter()
                .map(|name| words.name(name))
                .collect(),
            alerts: words.alerts(view),
            form: SearchForm::empty(&frame),
            frame,
        }
    }

    fn columns(&self) -> [&'static str; 9] {
        let s = self.s;
        [
            s.source,
            s.articles,
            s.a_week,
            s.last_visit,
            s.next_visit,
            s.newest,
            s.failures,
            s.reading,
            s.attention,
        ]
    }
}

async fn page(
    State(state): State<AppState>,
    frame: Frame,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Some(way) = way(&state, &headers)? else {
        return Ok(asking());
    };
    let view = read(way).await?;
    Ok(uncached(render(&StatusPage::new(frame, &view))))
}

async fn json(State(state): State<AppState>, headers: HeaderMap) -> Result<Response, Problem> {
    let Some(way) = way(&state, &headers)? else {
        return Ok(asking());
    };
    Ok(uncached(Json(read(way).await?).into_response()))
}

/// The way for a request that carries the token; none for one that does not.
fn way(state: &AppState, headers: &HeaderMap) -> Result<Option<Arc<Administration>>, Problem> {
    let way = state.administration().ok_or(Problem::new(Code::NotFound))?;
    Ok(way.admits(headers).then(|| Arc::clone(way)))
}

async fn read(way: Arc<Administration>) -> Result<AdministratorView, Problem> {
    let reader = way.reader();
    let read = tokio::task::spawn_blocking(move || reader()).await;
    let failed = |message: String| {
        tracing::error!(error.message = message, "the status cannot be read");
        Problem::new(Code::Internal)
    };
    read.map_err(|error| failed(error.to_string()))?
        .map_err(|error| failed(format!("{error:#}")))
}

fn asking() -> Response {
    let asks = HeaderValue::from_static("Basic realm=\"Aluehaku\", charset=\"UTF-8\"");
    let mut response = StatusCode::UNAUTHORIZED.into_response();
    response.headers_mut().insert(WWW_AUTHENTICATE, asks);
    uncached(response)
}

fn uncached(mut response: Response) -> Response {
    let value = HeaderValue::from_static("no-store");
    response.headers_mut().insert(CACHE_CONTROL, value);
    response
}
