//! What can go wrong with a request, as RFC 9457 problem documents. One table of codes, from which
//! answers, the API description and the page of explanations follow.
//!
//! A handler returns `Err(Problem)`. The response it makes carries the problem itself; the
//! middleware [`present`](super::middleware::present) writes it out, as JSON for programs and as a
//! page for people, and gives the same shape to every error that the framework makes by itself.

use std::borrow::Cow;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::{ContentBuilder, Ref, ResponseBuilder};

/// A kind of problem; its name is stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// A parameter has a value that cannot be used.
    InvalidParameter,
    /// A parameter that does not exist.
    UnknownParameter,
    /// The request cannot be read.
    BadRequest,
    /// No such address.
    NotFound,
    /// No such article.
    ArticleNotFound,
    /// An article that its publisher took down.
    ArticleGone,
    /// No such version of an article.
    VersionNotFound,
    /// A person who is not put forward.
    PersonNotListed,
    /// No such facet.
    FacetNotFound,
    /// The address exists, but not for this method.
    MethodNotAllowed,
    /// The request took too long to arrive.
    RequestTimeout,
    /// The request has too large a body.
    BodyTooLarge,
    /// The address is too long.
    AddressTooLong,
    /// The client asks too often.
    RateLimited,
    /// A fault of the service.
    Internal,
    /// Too many requests are under way.
    Busy,
    /// The answer took too long.
    TookTooLong,
    /// The index cannot be read.
    IndexUnavailable,
    /// The archive cannot be read.
    ArchiveUnavailable,
}

/// What the table says about a code.
#[derive(Clone, Copy, Debug)]
pub struct CodeSpec {
    /// The code.
    pub code: Code,
    /// The stable word in `code` and in the address of the explanation.
    pub name: &'static str,
    /// HTTP status.
    pub status: StatusCode,
    /// Short summary, the same each time.
    pub title: &'static str,
    /// What it means and what to do.
    pub explanation: &'static str,
}

macro_rules! codes {
    ($($code:ident, $name:literal, $status:ident, $title:literal, $explanation:literal;)*) => {
        impl Code {
            /// Every code with what the table says about it.
            pub const TABLE: &[CodeSpec] = &[$(CodeSpec {
                code: Code::$code,
                name: $name,
                status: StatusCode::$status,
                title: $title,
                explanation: $explanation,
            },)*];

            /// What the table says about this code.
            #[must_use]
            pub fn spec(self) -> &'static CodeSpec {
                &Self::TABLE[self as usize]
            }
        }
    };
}

codes! {
    InvalidParameter, "invalid_parameter", BAD_REQUEST, "A parameter cannot be used",
        "A parameter has a value that cannot be used. `errors` names each parameter with what it \
         accepts. The search text `q` is never the reason: however clumsy, it is read as well as \
         possible, and `warnings` of the answer says how.";
    UnknownParameter, "unknown_parameter", BAD_REQUEST, "A parameter does not exist",
        "The address carries a parameter that this address does not know. `errors` names it and \
         the nearest known one. Unknown parameters are refused, because a misspelt filter would \
         otherwise silently widen the answer.";
    BadRequest, "bad_request", BAD_REQUEST, "The request cannot be read",
        "The request is not well formed, for example because its path is not UTF-8 after decoding. \
         Build the address with a library that encodes it.";
    NotFound, "not_found", NOT_FOUND, "No such address",
        "Nothing is served at this address. The API begins with `/api/v1/`; `/openapi.json` lists \
         all of it.";
    ArticleNotFound, "article_not_found", NOT_FOUND, "No such article",
        "No article has this identifier. It may have been removed by its publisher or on request; \
         identifiers come from search results and stay the same for ever.";
    ArticleGone, "article_gone", GONE, "The article is gone",
        "Its publisher took the article down, so it is not shown here either. `gone_on` says on which \
         day that was noticed.";
    VersionNotFound, "version_not_found", NOT_FOUND, "No such version",
        "The article has no version of this name, or it is not kept any more. \
         `/api/v1/articles/{id}/versions` lists those that are.";
    PersonNotListed, "person_not_listed", NOT_FOUND, "Too few articles name this person",
        "A person has a page, feeds and exports only when enough articles of enough sources name \
         them; `/privacy` says how many. Search for the name by its words instead.";
    FacetNotFound, "facet_not_found", NOT_FOUND, "No such facet",
        "There is no facet of this name. `errors` lists the facets.";
    MethodNotAllowed, "method_not_allowed", METHOD_NOT_ALLOWED, "Method not allowed",
        "The address is read-only: use GET or HEAD.";
    RequestTimeout, "request_timeout", REQUEST_TIMEOUT, "The request took too long to arrive",
        "The request did not arrive completely in time. Send it again.";
    BodyTooLarge, "body_too_large", PAYLOAD_TOO_LARGE, "The request body is too large",
        "All reads take their parameters from the address and need no body. Leave it out.";
    AddressTooLong, "address_too_long", URI_TOO_LONG, "The address is too long",
        "The address with its parameters is longer than 48 KiB. Shorten the search text or leave \
         filters out.";
    RateLimited, "rate_limited", TOO_MANY_REQUESTS, "Too many requests",
        "Your address asks more often than the service allows. Wait as many seconds as \
         `Retry-After` says, ask at a steady pace, and use `ETag` with `If-None-Match`.";
    Internal, "internal", INTERNAL_SERVER_ERROR, "Internal error",
        "A fault of the service. It is in the log under `request_id`. Try again later, and tell \
         the operator the identifier if it stays.";
    Busy, "busy", SERVICE_UNAVAILABLE, "The service is busy",
        "Too many searches are under way. Try again after `Retry-After` seconds.";
    TookTooLong, "took_too_long", SERVICE_UNAVAILABLE, "The answer took too long",
        "The search could not be answered in the time allowed. Use fewer prefixes (`word*`), \
         fewer facets or a shorter search text, or try again after `Retry-After` seconds.";
    IndexUnavailable, "index_unavailable", SERVICE_UNAVAILABLE, "The index cannot be read",
        "The index cannot be opened or read right now. Try again after `Retry-After` seconds; the \
         operator finds the reason in the log.";
    ArchiveUnavailable, "archive_unavailable", SERVICE_UNAVAILABLE, "The archive cannot be read",
        "The versions of articles are in the archive, which cannot be opened or read right now. Try \
         again after `Retry-After` seconds; the operator finds the reason in the log.";
}

/// A problem with a request.
#[derive(Clone, Debug)]
pub struct Problem {
    /// What kind of problem it is.
    pub code: Code,
    /// What is wrong with this very request; the code's explanation when there is nothing to add.
    pub detail: Cow<'static, str>,
    /// The parameters that are at fault.
    pub errors: Vec<ParameterError>,
    /// After how many seconds another try makes sense.
    pub retry_after: Option<u64>,
    /// The day on which it was noticed that what is asked for is gone.
    pub gone_on: Option<Date>,
}

/// What is wrong with one parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ParameterError {
    /// Name of the parameter, as given.
    pub parameter: String,
    /// What is wrong and what is accepted.
    pub detail: String,
}

/// A problem as it leaves the service (`application/problem+json`).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemDocument<'a> {
    /// Address that explains this kind of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// Short summary of the kind.
    pub title: &'static str,
    /// HTTP status.
    pub status: u16,
    /// Stable word for programs.
    pub code: &'static str,
    /// What is wrong with this very request.
    pub detail: &'a str,
    /// Path of the request.
    pub instance: &'a str,
    /// Identifier under which the log knows the request.
    pub request_id: &'a str,
    /// Parameters at fault, when parameters are the problem.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub errors: &'a [ParameterError],
    /// The day on which it was noticed that what is asked for is gone, when that is the problem.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "2023-02-03")]
    pub gone_on: Option<String>,
}

impl ProblemDocument<'_> {
    /// What the API description says of an answer that is a problem.
    pub(crate) fn response(description: &str) -> utoipa::openapi::Response {
        let document = ContentBuilder::new()
            .schema(Some(Ref::from_schema_name("Problem")))
            .build();
        ResponseBuilder::new()
            .description(description)
            .content("application/problem+json", document)
            .build()
    }
}

impl Problem {
    /// A problem about which its code says everything.
    #[must_use]
    pub fn new(code: Code) -> Self {
        let retry_after = match code {
            Code::RateLimited | Code::Busy => Some(1),
            Code::TookTooLong | Code::IndexUnavailable | Code::ArchiveUnavailable => Some(5),
            _ => None,
        };
        Self {
            code,
            detail: code.spec().explanation.into(),
            errors: Vec::new(),
            retry_after,
            gone_on: None,
        }
    }

    /// An article that was noticed to be gone on a day.
    #[must_use]
    pub fn article_gone(day: Date) -> Self {
        Self {
            gone_on: Some(day),
            ..Self::new(Code::ArticleGone)
        }
    }

    /// The same problem with what is wrong with this very request.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<Cow<'static, str>>) -> Self {
        self.detail = detail.into();
        self
    }

    /// The same problem with another waiting time in seconds.
    #[must_use]
    pub fn with_retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// Parameters that cannot be used; the first error is also the detail.
    #[must_use]
    pub fn parameters(code: Code, errors: Vec<ParameterError>) -> Self {
        let problem = Self::new(code);
        let detail = errors.first().map(|error| error.detail.clone());
        let detail = detail.map_or(problem.detail, Cow::Owned);
        Self {
            detail,
            errors,
            ..problem
        }
    }

    /// The problem that a bare error status of the framework stands for.
    #[must_use]
    pub fn from_status(status: StatusCode) -> Self {
        let same_status = Code::TABLE.iter().find(|spec| {
            // Of several codes with one status the general one speaks.
            spec.status == status
                && !matches!(spec.code, Code::InvalidParameter | Code::UnknownParameter)
        });
        let general = if status.is_client_error() {
            Code::BadRequest
        } else {
            Code::Internal
        };
        Self::new(same_status.map_or(general, |spec| spec.code))
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.code.spec().status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_codes() {
        for spec in Code::TABLE {
            assert_eq!(spec.code.spec().name, spec.name);
        }
    }

    #[test]
    fn names_are_stable_words_and_explained() {
        for spec in Code::TABLE {
            assert!(
                spec.name
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
            );
            assert!(spec.explanation.len() > spec.title.len(), "{}", spec.name);
            assert!(spec.status.is_client_error() || spec.status.is_server_error());
        }
    }

    #[test]
    fn bare_statuses_get_the_general_code() {
        let code = |status| Problem::from_status(status).code;
        assert_eq!(code(StatusCode::BAD_REQUEST), Code::BadRequest);
        assert_eq!(code(StatusCode::NOT_FOUND), Code::NotFound);
        assert_eq!(code(StatusCode::IM_A_TEAPOT), Code::BadRequest);
        assert_eq!(code(StatusCode::BAD_GATEWAY), Code::Internal);
    }
}
