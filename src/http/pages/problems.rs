//! `/docs/problems`: what each error code of the API means and what to do about it.
//!
//! The explanations are part of the API and in English like its names.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::form::SearchForm;
use super::{Frame, answer};
use crate::http::conditional::Conditions;
use crate::http::problem::{Code, CodeSpec};
use crate::http::state::AppState;

#[derive(Debug, Template)]
#[template(path = "problems.html")]
struct ProblemsPage {
    frame: Frame,
    form: SearchForm,
    codes: &'static [CodeSpec],
}

/// Explains the error codes.
pub(crate) async fn problems(
    State(state): State<AppState>,
    frame: Frame,
    conditions: Conditions,
) -> Response {
    answer(conditions.fixed(&state, || ProblemsPage {
        form: SearchForm::empty(&frame),
        frame,
        codes: Code::TABLE,
    }))
}

/// The pieces of an explanation, and whether each is a name between backticks.
pub(crate) fn pieces(explanation: &str) -> impl Iterator<Item = (&str, bool)> {
    explanation
        .split('`')
        .zip([false, true].into_iter().cycle())
}
