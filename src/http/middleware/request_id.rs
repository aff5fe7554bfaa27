//! A name for each request, under which the log, the answer and the client know it.

use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Longest name taken over from a client.
const MAX_BYTES: usize = 64;

/// Name of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RequestId(String);

impl RequestId {
    /// The name as text: letters, digits, `-`, `_` and `.`.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Takes the name that a proxy or client gave, or makes one, and sends it back.
pub(crate) async fn name_request(mut request: Request, next: Next) -> Response {
    let id = given(request.headers()).unwrap_or_else(make);
    request.extensions_mut().insert(id.clone());
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        response.headers_mut().insert(HEADER, value);
    }
    response
}

/// A given name, when it cannot break a line of the log.
fn given(headers: &HeaderMap) -> Option<RequestId> {
    let name = headers.get(HEADER)?.to_str().ok()?;
    let is_word = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    let is_sound = (1..=MAX_BYTES).contains(&name.len()) && name.bytes().all(is_word);
    is_sound.then(|| RequestId(name.to_owned()))
}

/// A new name: it need not be secret, only differ from all others.
fn make() -> RequestId {
    static KEYS: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    let number = COUNTER.fetch_add(1, Ordering::Relaxed);
    RequestId(format!("{:016x}", KEYS.hash_one(number)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from_client(value: &str) -> Option<RequestId> {
        let mut headers = HeaderMap::new();
        headers.insert(HEADER, HeaderValue::from_str(value).unwrap());
        given(&headers)
    }

    #[test]
    fn only_harmless_names_are_taken_over() {
        assert!(from_client("proxy-1.a_b").is_some());
        assert_eq!(from_client("a b"), None);
        assert_eq!(from_client(""), None);
        assert_eq!(from_client(&"x".repeat(65)), None);
        assert_ne!(make(), make());
    }
}
