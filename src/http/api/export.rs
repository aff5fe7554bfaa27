//! `/api/v1/export.csv`, `.jsonl`, `.ris` and `.bib`: every hit of a search, streamed.
//!
//! All lines come from one state of the index, so they are the hits that a search counts. Persons who are not
//! put forward are named in none.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use utoipa::IntoResponses;
use utoipa::openapi::RefOr;

use super::request::ApiRequest;
use crate::clock;
use crate::http::export::{Form, Rows};
use crate::http::params::CitationForm;
use crate::http::params::description::ExportParams;
use crate::http::params::table::Endpoint;
use crate::http::problem::{Problem, ProblemDocument};
use crate::http::state::AppState;

/// Header with the number of lines that follow, the line of column names aside.
pub(crate) const ROW_COUNT: &str = "x-total-count";

/// Why there may be no export.
#[derive(Debug)]
struct Refusals;

impl IntoResponses for Refusals {
    fn responses() -> BTreeMap<String, RefOr<utoipa::openapi::Response>> {
        let refusals = [
            ("400", "Unknown parameter or unusable value"),
            ("404", "A filter names a person who is not put forward"),
            (
                "503",
                "Too many exports are under way, or too many to one client",
            ),
        ];
        let described = refusals.map(|(status, description)| {
            (
                status.to_owned(),
                ProblemDocument::response(description).into(),
            )
        });
        described.into()
    }
}

/// Export the hits of a search as CSV.
///
/// One line a hit, with a line of column names first; lists are joined by `; `. A value that a
/// spreadsheet program would take for a formula is preceded by an apostrophe. `X-Total-Count` says how
/// many lines follow. Persons whom few articles name are left out.
#[utoipa::path(
    get,
    path = "/api/v1/export.csv",
    tag = "search",
    params(ExportParams),
    responses(
        (status = 200, description = "Every hit, in order", body = String, content_type = "text/csv"),
        Refusals,
    ),
)]
pub(crate) async fn csv(
    State(state): State<AppState>,
    request: ApiRequest,
) -> Result<Response, Problem> {
    export(state, &request, Export::Csv).await
}

/// Export the hits of a search as JSON Lines.
///
/// One article a line, as `/api/v1/articles/{id}` gives it, without persons whom few articles name.
/// `X-Total-Count` says how many lines follow.
#[utoipa::path(
    get,
    path = "/api/v1/export.jsonl",
    tag = "search",
    params(ExportParams),
    responses(
        (status = 200, description = "Every hit, in order", body = String,
            content_type = "application/jsonl"),
        Refusals,
    ),
)]
pub(crate) async fn jsonl(
    State(state): State<AppState>,
    request: ApiRequest,
) -> Result<Response, Problem> {
    export(state, &request, Export::JsonLines).await
}

/// Export the hits of a search as citations, RIS.
///
/// One record a hit, for Zotero, EndNote and their like. `X-Total-Count` says how many records follow.
#[utoipa::path(
    get,
    path = "/api/v1/export.ris",
    tag = "search",
    params(ExportParams),
    responses(
        (status = 200, description = "Every hit, in order", body = String,
            content_type = "application/x-research-info-systems"),
        Refusals,
    ),
)]
pub(crate) async fn ris(
    State(state): State<AppState>,
    request: ApiRequest,
) -> Result<Response, Problem> {
    export(state, &request, Export::Citations(CitationForm::Ris)).await
}

/// Export the hits of a search as citations, BibTeX.
///
/// One entry a hit, for LaTeX. `X-Total-Count` says how many entries follow.
#[utoipa::path(
    get,
    path = "/api/v1/export.bib",
    tag = "search",
    params(ExportParams),
    responses(
        (status = 200, description = "Every hit, in order", body = String, content_type = "application/x-bibtex"),
        Refusals,
    ),
)]
pub(crate) async fn bibtex(
    State(state): State<AppState>,
    request: ApiRequest,
) -> Result<Response, Problem> {
    export(state, &request, Export::Citations(CitationForm::Bibtex)).await
}

/// What is exported.
#[derive(Clone, Copy, Debug)]
enum Export {
    Csv,
    JsonLines,
    Citations(CitationForm),
}

async fn export(
    state: AppState,
    request: &ApiRequest,
    export: Export,
) -> Result<Response, Problem> {
    let reading = request.params(Endpoint::Export, &state)?;
    let (form, (content_type, file)) = match export {
        Export::Csv => {
            let form = Form::Csv(reading.csv);
            (form, ("text/csv; charset=utf-8", "aluehaku.csv"))
        }
        Export::JsonLines => (Form::JsonLines, ("application/jsonl", "aluehaku.jsonl")),
        Export::Citations(form) => {
            let language = request.languages.labels;
            let lines = Form::Citations(form, language, clock::today());
            (lines, form.file())
        }
    };
    let row_state = state.clone();
    let index = state.index();
    let (total, body) = index
        .stream(request.client, move |reader| {
            Rows::new(reader, reading, form, row_state)
        })
        .await?;
    let disposition = format!("attachment; filename=\"{file}\"");
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(CONTENT_DISPOSITION, disposition);
    }
    headers.insert(ROW_COUNT, HeaderValue::from(total));
    Ok(response)
}
