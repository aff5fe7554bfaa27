//! The page that people see when something goes wrong.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::form::SearchForm;
use super::{Frame, render};
use crate::http::problem::{Code, Problem};
use crate::i18n::format::{day, fill};
use crate::i18n::version_texts;

#[derive(Debug, Template)]
#[template(path = "error.html")]
struct ErrorPage {
    frame: Frame,
    form: SearchForm,
    heading: &'static str,
    help: String,
    identifier: String,
}

/// The page about a problem.
pub(crate) fn page(problem: &Problem, frame: Frame, request_id: &str) -> Response {
    let t = frame.t;
    let v = version_texts(frame.language);
    let (heading, help) = match problem.code {
        Code::RateLimited => (t.error_rate, t.error_rate_help),
        Code::Busy | Code::TookTooLong | Code::IndexUnavailable | Code::ArchiveUnavailable => {
            (t.error_busy, t.error_busy_help)
        }
        Code::PersonNotListed => (frame.p.error_person, frame.p.error_person_help),
        Code::ArticleGone => (v.error_gone, v.error_gone_help),
        Code::VersionNotFound => (v.error_version, v.error_version_help),
        code if code.spec().status == StatusCode::NOT_FOUND => {
            (t.error_not_found, t.error_not_found_help)
        }
        code if code.spec().status.is_client_error() => (t.error_request, t.error_request_help),
        _ => (t.error_internal, t.error_internal_help),
    };
    let gone_on = problem.gone_on.map(|date| day(date, frame.language));
    let help = fill(help, &[("date", &gone_on.unwrap_or_default())]);
    let identifier = fill(t.error_identifier, &[("id", request_id)]);
    render(&ErrorPage {
        form: SearchForm::empty(&frame),
        heading,
        help,
        identifier,
        frame,
    })
}
