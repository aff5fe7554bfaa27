//! `/about`, `/privacy`, `/accessibility`: what has to be said at length, in three languages.
//!
//! The texts lie in `src/i18n/prose`, one file a page and language; the settings name the operator.

use aluehaku_article::listing::PersonThreshold;
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::form::SearchForm;
use super::{Frame, answer};
use crate::http::conditional::Conditions;
use crate::http::service::OperatorView;
use crate::http::state::AppState;
use crate::i18n::Language;

#[derive(Debug, Template)]
#[template(path = "prose.html")]
struct ProsePage {
    form: SearchForm,
    subject: Subject,
    title: &'static str,
    operator: OperatorView,
    threshold: PersonThreshold,
    frame: Frame,
}

/// What a page tells about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    About,
    Privacy,
    Accessibility,
}

/// Tells what the service is and who runs it.
pub(crate) async fn about(
    State(state): State<AppState>,
    frame: Frame,
    conditions: Conditions,
) -> Response {
    let title = frame.t.nav_about;
    page(Subject::About, title, &state, frame, conditions)
}

/// Tells what is done with personal data.
pub(crate) async fn privacy(
    State(state): State<AppState>,
    frame: Frame,
    conditions: Conditions,
) -> Response {
    let title = frame.t.nav_privacy;
    page(Subject::Privacy, title, &state, frame, conditions)
}

/// Tells how accessible the service is and where to complain.
pub(crate) async fn accessibility(
    State(state): State<AppState>,
    frame: Frame,
    conditions: Conditions,
) -> Response {
    let title = frame.t.nav_accessibility;
    page(Subject::Accessibility, title, &state, frame, conditions)
}

fn page(
    subject: Subject,
    title: &'static str,
    state: &AppState,
    frame: Frame,
    conditions: Conditions,
) -> Response {
    answer(conditions.fixed(state, || ProsePage {
        form: SearchForm::empty(&frame),
        subject,
        title,
        operator: state.settings().operator.clone(),
        threshold: state.settings().person_threshold,
        frame,
    }))
}
