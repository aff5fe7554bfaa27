//! What only administrators see: the state of the service, behind a token.

use std::fmt;
use std::sync::Arc;

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;

use crate::status::Status;

/// Reads the state of the service; it may block.
pub type ReadStatus = dyn Fn() -> anyhow::Result<AdministratorView> + Send + Sync;

/// What administrators see.
#[derive(Clone, Debug, serde::Serialize)]
pub struct AdministratorView {
    /// State of the service.
    pub status: Status,
    /// Names that look like common words, by kind, with the number of articles.
    pub doubtful_names: Vec<DoubtfulName>,
    /// Alerts by way: confirmed, and not yet.
    pub alerts: Vec<(String, u32, u32)>,
    /// Messages that wait.
    pub messages_waiting: u32,
    /// Messages by how they ended.
    pub messages: Vec<(String, u32)>,
}

/// A name that looks like a common word.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct DoubtfulName {
    /// project, organisation
    pub kind: &'static str,
    /// The name.
    pub name: String,
    /// Articles that name it.
    pub articles: u64,
}

/// The way to what administrators see.
pub struct Administration {
    token: String,
    read: Arc<ReadStatus>,
}

impl fmt::Debug for Administration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Administration")
    }
}

impl Administration {
    /// A way for whoever knows a token.
    #[must_use]
    pub fn new(token: String, read: Arc<ReadStatus>) -> Self {
        Self { token, read }
    }

    /// What reads the status.
    #[must_use]
    pub(crate) fn reader(&self) -> Arc<ReadStatus> {
        Arc::clone(&self.read)
    }

    /// Whether a request carries the token: as a bearer's, or as the password that a browser asks for.
    #[must_use]
    pub(crate) fn admits(&self, headers: &HeaderMap) -> bool {
        let header = headers.get(AUTHORIZATION);
        let header = header
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let given = match header.split_once(' ') {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => {
                Some(token.trim().to_owned())
            }
            Some((scheme, pair)) if scheme.eq_ignore_ascii_case("basic") => password(pair.trim()),
            _ => None,
        };
        given.is_some_and(|given| self.is_token(&given))
    }

    /// In the same time whatever of it is right.
    fn is_token(&self, given: &str) -> bool {
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.token.as_bytes());
        let own = hmac::sign(&key, self.token.as_bytes());
        hmac::verify(&key, given.as_bytes(), own.as_ref()).is_ok()
    }
}

fn password(pair: &str) -> Option<String> {
    let decoded = String::from_utf8(STANDARD.decode(pair).ok()?).ok()?;
    let (_, password) = decoded.split_once(':')?;
    Some(password.to_owned())
}
