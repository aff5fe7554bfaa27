//! `/alerts`: where a reader asks for news of a search, confirms it and leaves. Everything works without script; a link
//! alone changes nothing, as programs open links of mails, too.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, REFERRER_POLICY};
use axum::http::{HeaderValue, Uri};
use axum::response::Response;
use axum::routing::{MethodRouter, get};
use axum::{Router, http::StatusCode};
use serde::Deserialize;

use super::form::SearchForm;
use super::{Frame, render};
use crate::archive::alerts::Rhythm;
use crate::http::alert_desk::{AlertDesk, Answer, Link, Offered, Wish};
use crate::http::problem::{Code, Problem};
use crate::http::state::AppState;
use crate::http::stored_search::{self, StoredSearch};
use crate::i18n::{AlertTexts, alert_texts};

/// Longest search that is kept, in bytes.
const LONGEST_SEARCH: usize = 2_000;

/// The addresses of these pages.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/alerts", get(form).post(ask))
        .route("/alerts/confirm/{token}", of_link(Link::Confirm))
        .route("/alerts/leave/{token}", of_link(Link::Leave))
}

/// The page of a link, and what its button does.
fn of_link(link: Link) -> MethodRouter<AppState> {
    get(move |state, frame, token| look(link, state, frame, token))
        .post(move |state, frame, token| follow(link, state, frame, token))
}

#[derive(Debug, Template)]
#[template(path = "alerts.html")]
struct AlertPage {
    frame: Frame,
    form: SearchForm,
    a: &'static AlertTexts,
    heading: &'static str,
    /// What the search asks for.
    title: Option<String>,
    note: Option<&'static str>,
    fault: Option<&'static str>,
    secret: Option<String>,
    body: Body,
}

/// What the page lets one do.
#[derive(Debug)]
enum Body {
    /// Ask.
    Form {
        offered: Offered,
        address: String,
        recipient: String,
        chosen: Rhythm,
    },
    /// Say yes.
    Button {
        label: &'static str,
        rhythm: &'static str,
    },
    Nothing,
}

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    search: String,
    recipient: String,
    rhythm: String,
}

async fn form(State(state): State<AppState>, frame: Frame, uri: Uri) -> Result<Response, Problem> {
    let desk = desk(&state)?;
    let address = uri.query().unwrap_or_default().to_owned();
    let found = search(&state, address.clone()).await;
    let page = AlertPage::form(frame, desk.offered(), address, found.as_ref());
    Ok(private(render(&page)))
}

async fn ask(
    State(state): State<AppState>,
    frame: Frame,
    asked: Result<Form<Asked>, FormRejection>,
) -> Result<Response, Problem> {
    let desk = desk(&state)?;
    let Form(asked) = asked.map_err(|_| Problem::new(Code::BadRequest))?;
    let found = search(&state, asked.search.clone()).await;
    let mut page = AlertPage::form(frame, desk.offered(), asked.search, found.as_ref());
    let rhythm = Rhythm::from_word(&asked.rhythm).unwrap_or(Rhythm::Daily);
    page.remember(&asked.recipient, rhythm);
    let Some(found) = found.ok().filter(|_| page.fault.is_none()) else {
        return Ok(refused(&page));
    };
    let wish = Wish {
        recipient: asked.recipient,
        rhythm,
        search: found.to_text(),
        language: page.frame.language,
    };
    let answer = blocking(move || desk.ask(&wish)).await?;
    let a = page.a;
    match answer {
        Answer::Asked { secret } => {
            page.heading = a.asked_heading;
            page.note = Some(a.asked);
            page.secret = secret;
            page.body = Body::Nothing;
            Ok(private(render(&page)))
        }
        Answer::BadRecipient => {
            page.fault = Some(a.bad_recipient);
            Ok(refused(&page))
        }
        Answer::Busy => {
            page.fault = Some(a.busy);
            let mut response = refused(&page);
            *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            Ok(response)
        }
    }
}

/// Shows the alert of a link, with a button that does what the link is for.
async fn look(
    link: Link,
    State(state): State<AppState>,
    frame: Frame,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let desk = desk(&state)?;
    let a = alert_texts(frame.language);
    let found = blocking(move || desk.look(link, &token)).await?;
    let Some(alert) = found else {
        return Ok(unknown(frame));
    };
    let (heading, label) = match link {
        Link::Confirm => (a.confirm_heading, a.confirm_button),
        Link::Leave => (a.leave_heading, a.leave_button),
    };
    let search = StoredSearch::from_text(&alert.search);
    let title = search.map(|search| search.title(frame.language));
    let page = AlertPage {
        title,
        body: Body::Button {
            label,
            rhythm: a.rhythm(alert.rhythm),
        },
        ..AlertPage::plain(frame, heading, None)
    };
    Ok(private(render(&page)))
}

/// Does what a link is for.
async fn follow(
    link: Link,
    State(state): State<AppState>,
    frame: Frame,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let desk = desk(&state)?;
    let a = alert_texts(frame.language);
    let is_done = blocking(move || desk.follow(link, &token)).await?;
    let (heading, note) = match link {
        Link::Confirm if is_done => (a.confirmed_heading, a.confirmed),
        // Who leaves twice has left.
        Link::Leave => (a.left_heading, a.left),
        Link::Confirm => return Ok(unknown(frame)),
    };
    Ok(private(render(&AlertPage::plain(
        frame,
        heading,
        Some(note),
    ))))
}

impl AlertPage {
    fn plain(frame: Frame, heading: &'static str, note: Option<&'static str>) -> Self {
        Self {
            form: SearchForm::empty(&frame),
            a: alert_texts(frame.language),
            heading,
            title: None,
            note,
            fault: None,
            secret: None,
            body: Body::Nothing,
            frame,
        }
    }

    /// The form for a search, or why there is none for it.
    fn form(
        frame: Frame,
        offered: Offered,
        address: String,
        found: Result<&StoredSearch, &Problem>,
    ) -> Self {
        let a = alert_texts(frame.language);
        let language = frame.language;
        let fault = match found {
            Err(_) => Some(a.bad_search),
            Ok(search) if search.to_text().len() > LONGEST_SEARCH => Some(a.bad_search),
            Ok(search) if !search.is_narrow() => Some(a.too_wide),
            Ok(_) => None,
        };
        let body = match fault {
            Some(_) => Body::Nothing,
            None => Body::Form {
                offered,
                address,
                recipient: String::new(),
                chosen: Rhythm::Daily,
            },
        };
        Self {
            title: found.ok().map(|search| search.title(language)),
            fault,
            body,
            ..Self::plain(frame, a.heading, None)
        }
    }

    /// Keeps what was typed in the form.
    fn remember(&mut self, typed: &str, rhythm: Rhythm) {
        if let Body::Form {
            recipient, chosen, ..
        } = &mut self.body
        {
            typed.clone_into(recipient);
            *chosen = rhythm;
        }
    }
}

/// Who keeps alerts; where nobody does, there are no such pages.
fn desk(state: &AppState) -> Result<Arc<dyn AlertDesk>, Problem> {
    state
        .alert_desk()
        .cloned()
        .ok_or(Problem::new(Code::NotFound))
}

async fn search(state: &AppState, address: String) -> Result<StoredSearch, Problem> {
    let search_state = state.clone();
    state
        .index()
        .read(move |reader| stored_search::of_address(&address, reader, &search_state))
        .await
}

/// Does blocking work off the async threads.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> anyhow::Result<T> + Send + 'static,
) -> Result<T, Problem> {
    let worked = tokio::task::spawn_blocking(work).await;
    let failed = |message: String| {
        tracing::error!(error.message = message, "an alert cannot be kept");
        Problem::new(Code::Internal)
    };
    worked
        .map_err(|error| failed(error.to_string()))?
        .map_err(|error| failed(format!("{error:#}")))
}

fn unknown(frame: Frame) -> Response {
    let a = alert_texts(frame.language);
    let page = AlertPage::plain(frame, a.unknown_heading, Some(a.unknown));
    let mut response = private(render(&page));
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

fn refused(page: &AlertPage) -> Response {
    let mut response = private(render(page));
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    response
}

/// Nobody keeps such a page, and no site learns of its address.
fn private(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}
