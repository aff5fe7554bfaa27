//! Problems as they leave: `application/problem+json` for programs, a page for people.

use std::any::Any;

use axum::Json;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::request_id::RequestId;
use crate::http::conditional::header;
use crate::http::pages;
use crate::http::problem::{Code, Problem, ProblemDocument};
use crate::http::state::AppState;

/// Writes out the problem that a response carries, and gives every error that the framework makes
/// by itself the same shape.
pub(crate) async fn present_problems(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let instance = request.uri().path().to_owned();
    let frame = wants_page(&instance, request.headers())
        .then(|| pages::Frame::of_request(&state, request.uri(), request.headers()));
    let id = request.extensions().get::<RequestId>().cloned();
    let id = id.as_ref().map_or("", RequestId::as_str);

    let mut response = next.run(request).await;
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let problem = response.extensions_mut().remove::<Problem>();
    let problem = problem.unwrap_or_else(|| Problem::from_status(status));
    let public_url = state.settings().public_url.as_deref();
    let body = match frame {
        Some(frame) => pages::error::page(&problem, frame, id),
        None => json(&problem, &instance, id, public_url),
    };
    replace_body(&mut response, body);
    if let Some(seconds) = problem.retry_after {
        response
            .headers_mut()
            .insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// Turns a panic into a problem. Its message goes to the log by the panic hook, not to the client.
pub(crate) fn panic_to_problem(_: Box<dyn Any + Send + 'static>) -> Response {
    Problem::new(Code::Internal).into_response()
}

/// Whether a person's browser asks for something other than the API.
fn wants_page(path: &str, headers: &HeaderMap) -> bool {
    let accepts_page =
        header(headers, ACCEPT.as_str()).is_some_and(|list| list.contains("text/html"));
    accepts_page && !path.starts_with("/api/")
}

fn json(problem: &Problem, instance: &str, request_id: &str, public_url: Option<&str>) -> Response {
    let spec = problem.code.spec();
    let document = ProblemDocument {
        kind: format!(
            "{}/docs/problems#{}",
            public_url.unwrap_or_default(),
            spec.name
        ),
        title: spec.title,
        status: spec.status.as_u16(),
        code: spec.name,
        detail: &problem.detail,
        instance,
        request_id,
        errors: &problem.errors,
        gone_on: problem.gone_on.map(|day| day.to_string()),
    };
    ([(CONTENT_TYPE, "application/problem+json")], Json(document)).into_response()
}

/// Puts another body in, keeping the status and headers such as `Allow`.
fn replace_body(response: &mut Response, body: Response) {
    let (parts, body) = body.into_parts();
    let headers = response.headers_mut();
    headers.remove(CONTENT_LENGTH);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(media_type) = parts.headers.get(CONTENT_TYPE) {
        headers.insert(CONTENT_TYPE, media_type.clone());
    }
    *response.body_mut() = Body::new(body);
}
