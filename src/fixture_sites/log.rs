//! What was asked of the pretend sites: the record that tests read.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// One request and the status it got.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RecordedRequest {
    /// The source's id, or the host asked for when no pretend site answers to it.
    pub source: String,
    /// `GET` or whatever was sent.
    pub method: String,
    /// Path with query, as sent.
    pub path: String,
    /// The `User-Agent` header.
    pub user_agent: Option<String>,
    /// The `If-None-Match` header.
    pub if_none_match: Option<String>,
    /// The `If-Modified-Since` header.
    pub if_modified_since: Option<String>,
    /// The status of the answer.
    pub status: u16,
}

impl RecordedRequest {
    /// Whether the request carried a validator of an earlier answer.
    #[must_use]
    pub fn is_conditional(&self) -> bool {
        self.if_none_match.is_some() || self.if_modified_since.is_some()
    }
}

/// The requests answered so far, in the order of their answers. Clones share one record.
#[derive(Clone, Debug, Default)]
pub struct RequestLog {
    requests: Arc<Mutex<Vec<RecordedRequest>>>,
}

impl RequestLog {
    /// Every request so far.
    #[must_use]
    pub fn all(&self) -> Vec<RecordedRequest> {
        self.lock().clone()
    }

    /// The requests for one path (with its query) of one source.
    #[must_use]
    pub fn of(&self, source: &str, path: &str) -> Vec<RecordedRequest> {
        let matches = |r: &&RecordedRequest| r.source == source && r.path == path;
        self.lock().iter().filter(matches).cloned().collect()
    }

    /// How often one path (with its query) of one source was asked for.
    #[must_use]
    pub fn count(&self, source: &str, path: &str) -> usize {
        self.of(source, path).len()
    }

    /// The requests of one source whose path starts so, for sections that must not be entered.
    #[must_use]
    pub fn under(&self, source: &str, prefix: &str) -> Vec<RecordedRequest> {
        let matches = |r: &&RecordedRequest| r.source == source && r.path.starts_with(prefix);
        self.lock().iter().filter(matches).cloned().collect()
    }

    /// Forgets everything so far, for instance between a first and a second crawl.
    pub fn clear(&self) {
        self.lock().clear();
    }

    pub(super) fn record(&self, request: RecordedRequest) {
        self.lock().push(request);
    }

    fn lock(&self) -> MutexGuard<'_, Vec<RecordedRequest>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
