//! Conditional reads: every answer carries a validator, and who has the newest gets 304.
//!
//! The validator is made from the state of the index, the settings and the request, so it is known
//! before any work is done. It is weak, since an answer also says how long it took.

use std::convert::Infallible;
use std::hash::{DefaultHasher, Hash, Hasher};

use aluehaku_index::engine::Reader;
use axum::extract::FromRequestParts;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, HOST, IF_NONE_MATCH, VARY};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::index_access::Weight;
use super::problem::Problem;
use super::state::AppState;

/// Answers may be kept, but are asked for again each time: a new article shows at once, and what
/// has not changed costs one short exchange.
const REVALIDATE: &str = "public, no-cache";

/// What a request says about the answer it already has.
#[derive(Clone, Debug)]
pub(crate) struct Conditions {
    request: u64,
    known: Option<String>,
    weight: Weight,
    /// The article whose history the answer tells.
    history_of: Option<String>,
}

/// An answer, unless the client has it already.
#[derive(Debug)]
pub(crate) struct Revised<T> {
    validator: String,
    value: Option<T>,
}

impl Conditions {
    /// The same for an answer that depends on something beside index, settings and request.
    #[must_use]
    pub(crate) fn and(mut self, other: impl Hash) -> Self {
        let mut hasher = DefaultHasher::new();
        (self.request, other).hash(&mut hasher);
        self.request = hasher.finish();
        self
    }

    /// The same for an answer that tells the history of an article, too: the archive knows of visits and versions
    /// of which the index hears nothing.
    #[must_use]
    pub(crate) fn with_history_of(mut self, id: &str) -> Self {
        self.history_of = Some(id.to_owned());
        self
    }

    /// The same for a read that asks as much of the index as many searches.
    #[must_use]
    pub(crate) fn heavy(mut self) -> Self {
        self.weight = Weight::Heavy;
        self
    }

    /// Runs a read of the index, unless the client has its answer already.
    ///
    /// # Errors
    /// Those of the read.
    pub(crate) async fn read<T, F>(self, state: &AppState, work: F) -> Result<Revised<T>, Problem>
    where
        F: FnOnce(&dyn Reader) -> Result<T, Problem> + Send + 'static,
        T: Send + 'static,
    {
        let fingerprint = state.fingerprint();
        let history = state.history().clone();
        let answer = state.index().weighed(self.weight, move |reader| {
            let validator = validator(&(
                fingerprint,
                self.request,
                reader.generation(),
                reader.revision(),
                self.history_of.as_ref().map(|id| history.mark(id)),
            ));
            let value = if self.knows(&validator) {
                None
            } else {
                Some(work(reader)?)
            };
            Ok(Revised { validator, value })
        });
        answer.await
    }

    /// Makes an answer that depends on the settings and the request alone.
    pub(crate) fn fixed<T>(self, state: &AppState, make: impl FnOnce() -> T) -> Revised<T> {
        let validator = validator(&(state.fingerprint(), self.request));
        let value = if self.knows(&validator) {
            None
        } else {
            Some(make())
        };
        Revised { validator, value }
    }

    /// Whether `If-None-Match` names the validator (RFC 9110, 13.1.2, weak comparison).
    fn knows(&self, validator: &str) -> bool {
        let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        self.known.as_deref().is_some_and(|known| {
            known.trim() == "*" || known.split(',').any(|tag| opaque(tag) == opaque(validator))
        })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Conditions {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        let mut hasher = DefaultHasher::new();
        parts
            .uri
            .path_and_query()
            .map(axum::http::uri::PathAndQuery::as_str)
            .hash(&mut hasher);
        header(&parts.headers, "accept-language").hash(&mut hasher);
        // Whole addresses are under the name by which the service was asked.
        header(&parts.headers, HOST.as_str()).hash(&mut hasher);
        let known = header(&parts.headers, IF_NONE_MATCH.as_str()).map(str::to_owned);
        Ok(Self {
            request: hasher.finish(),
            known,
            weight: Weight::default(),
            history_of: None,
        })
    }
}

impl<T> Revised<T> {
    /// The same answer in another form; nothing is done when the client has it already.
    pub(crate) fn map<U>(self, make: impl FnOnce(T) -> U) -> Revised<U> {
        Revised {
            validator: self.validator,
            value: self.value.map(make),
        }
    }
}

impl<T: Serialize> Revised<T> {
    /// The answer as JSON.
    pub(crate) fn json(self) -> Response {
        self.map(axum::Json).into_response()
    }
}

impl Revised<String> {
    /// The answer as text of a media type.
    pub(crate) fn text(self, media_type: &'static str) -> Response {
        self.map(|text| ([(CONTENT_TYPE, media_type)], text))
            .into_response()
    }
}

impl<T: IntoResponse> IntoResponse for Revised<T> {
    fn into_response(self) -> Response {
        let headers = [
            (ETAG, self.validator.as_str()),
            (CACHE_CONTROL, REVALIDATE),
            (VARY, "Accept-Language"),
        ];
        match self.value {
            Some(value) => (headers, value).into_response(),
            None => (StatusCode::NOT_MODIFIED, headers).into_response(),
        }
    }
}

/// A header as text; absent when it is not text.
pub(crate) fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn validator(parts: &impl Hash) -> String {
    let mut hasher = DefaultHasher::new();
    env!("CARGO_PKG_VERSION").hash(&mut hasher);
    parts.hash(&mut hasher);
    format!("W/\"{:016x}\"", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_validator_is_recognised_in_lists_and_as_strong() {
        let knows = |known: &str| {
            let conditions = Conditions {
                request: 0,
                known: Some(known.to_owned()),
                weight: Weight::default(),
                history_of: None,
            };
            conditions.knows("W/\"abc\"")
        };
        assert!(knows("W/\"abc\""));
        assert!(knows("\"abc\""));
        assert!(knows("\"x\", W/\"abc\""));
        assert!(knows("*"));
        assert!(!knows("\"abcd\""));
        assert!(!knows(""));
    }
}
