//! ETag and Last-Modified of a page, and whether a client already has it (RFC 9110, section 13).

use axum::http::{HeaderMap, HeaderValue, header};
use jiff::Timestamp;
use jiff::fmt::rfc2822::{DateTimeParser, DateTimePrinter};

use super::site::{SiteSettings, ValidatorKind};

/// The validators that go out with one page.
#[derive(Debug)]
pub(super) struct Validators {
    etag: Option<String>,
    last_modified: Option<Timestamp>,
}

impl Validators {
    /// The validators of a file whose bytes have this hash.
    pub(super) fn new(settings: &SiteSettings, hash: &[u8; 32]) -> Self {
        let opaque: String = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        let (etag, dated) = match settings.validators {
            ValidatorKind::Both => (Some(format!("\"{opaque}\"")), true),
            ValidatorKind::Etag => (Some(format!("\"{opaque}\"")), false),
            ValidatorKind::WeakEtag => (Some(format!("W/\"{opaque}\"")), false),
            ValidatorKind::LastModified => (None, true),
        };
        Self {
            etag,
            last_modified: dated.then_some(settings.last_modified),
        }
    }

    /// Whether the request's conditions say that the client has this page. `If-None-Match` alone
    /// counts where it is sent; tags are compared weakly.
    pub(super) fn are_met_by(&self, request: &HeaderMap) -> bool {
        if let Some(condition) = text(request, header::IF_NONE_MATCH) {
            let own = self.etag.as_deref().map(opaque_part);
            return condition
                .split(',')
                .map(str::trim)
                .any(|tag| own.is_some_and(|own| tag == "*" || opaque_part(tag) == own));
        }
        let since = text(request, header::IF_MODIFIED_SINCE)
            .and_then(|value| DateTimeParser::new().parse_timestamp(value).ok());
        matches!((since, self.last_modified), (Some(since), Some(own)) if own <= since)
    }

    /// Writes the validators into an answer's headers.
    pub(super) fn write(&self, answer: &mut HeaderMap) {
        if let Some(value) = self.etag.as_deref().and_then(|tag| tag.parse().ok()) {
            answer.insert(header::ETAG, value);
        }
        if let Some(value) = self.last_modified.and_then(http_date) {
            answer.insert(header::LAST_MODIFIED, value);
        }
    }
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn opaque_part(tag: &str) -> &str {
    tag.strip_prefix("W/").unwrap_or(tag)
}

fn http_date(moment: Timestamp) -> Option<HeaderValue> {
    let text = DateTimePrinter::new()
        .timestamp_to_rfc9110_string(&moment)
        .ok()?;
    text.parse().ok()
}
