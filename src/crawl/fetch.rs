//! One request: its limits, its validators, and what came of it. Redirects are left to the caller,
//! who asks robots.txt and the scope of the source about each.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use futures::stream::{Stream, StreamExt};
use hyper::body::Bytes;
use reqwest::StatusCode;
use reqwest::header::{self, HeaderMap, HeaderName, HeaderValue, InvalidHeaderValue};
use tokio::time::Instant;
use url::Url;

use super::body::{self, Fault};
use super::content;
use super::guard::Reach;
use super::network::{Network, NetworkError, Response};
use super::outcome::Outcome;
use super::stated_time;
use crate::clock;
use crate::config::sections::CrawlerSettings;

/// Longest time a server may ask to be left alone; a longer one is cut to it.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(24 * 3600);

/// Packed bodies up to this size are unpacked at once, larger ones off the async threads.
const UNPACKED_AT_ONCE: usize = 256 * 1024;

const ACCEPT: &str =
    "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.8,*/*;q=0.5";

const LANGUAGES: &str = "fi,sv;q=0.8,en;q=0.6";

/// Makes requests within the limits of the settings.
#[derive(Clone, Debug)]
pub(super) struct Fetcher {
    network: Arc<dyn Network>,
    reach: Reach,
    /// Those of every request.
    headers: HeaderMap,
    timeout: Duration,
    /// Largest page that is read, in bytes.
    pub(super) max_bytes: u64,
}

/// Validators of the last answer, sent along so that an unchanged page is not sent again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Validators {
    pub(super) etag: Option<String>,
    pub(super) last_modified: Option<String>,
}

/// What a request brought.
#[derive(Debug)]
pub(super) struct Answer {
    /// What the server said.
    pub(super) reply: Reply,
    /// HTTP status, when there was an answer.
    pub(super) status: Option<u16>,
    /// Bytes of the body as it came.
    pub(super) bytes: u64,
    /// How long it took.
    pub(super) duration: Duration,
}

/// What the server said.
#[derive(Debug)]
pub(super) enum Reply {
    /// A body.
    Body(Body),
    /// Nothing changed since the validators.
    NotModified,
    /// Look there instead, for good or this once.
    Redirect(Url, bool),
    /// No usable answer; the pause is what the server asked for.
    Failure(Outcome, Option<Duration>),
}

/// A body and the headers that matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Body {
    pub(super) content: Vec<u8>,
    /// Whether more came than was asked to be read.
    pub(super) is_cut: bool,
    pub(super) content_type: Option<String>,
    /// Every `X-Robots-Tag` header, one a line.
    pub(super) robots_tag: Option<String>,
    /// The page that follows this one, as a `Link` header names it.
    pub(super) next: Option<Url>,
    /// The head of the answer as it came, without what was undone in reading the body.
    pub(super) head: String,
    pub(super) validators: Validators,
}

/// How much of a body is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Limit {
    /// A larger one is a failure.
    AtMost(u64),
    /// The rest of a larger one is left out.
    Beginning(u64),
}

impl Fetcher {
    /// A fetcher for sources within a reach.
    ///
    /// # Errors
    /// When HTTP cannot carry the name of the crawler.
    pub(super) fn new(
        settings: &CrawlerSettings,
        network: Arc<dyn Network>,
        reach: Reach,
    ) -> Result<Self, InvalidHeaderValue> {
        let name = HeaderValue::from_bytes(user_agent(settings).as_bytes())?;
        let headers = HeaderMap::from_iter([
            (header::USER_AGENT, name),
            (header::ACCEPT, HeaderValue::from_static(ACCEPT)),
            (header::ACCEPT_LANGUAGE, HeaderValue::from_static(LANGUAGES)),
            (
                header::ACCEPT_ENCODING,
                HeaderValue::from_static(body::ACCEPTED),
            ),
        ]);
        Ok(Self {
            network,
            reach,
            headers,
            timeout: Duration::from_secs(settings.timeout_s),
            max_bytes: settings.max_page_bytes,
        })
    }

    /// The same for another reach.
    pub(super) fn within(&self, reach: Reach) -> Self {
        Self {
            reach,
            ..self.clone()
        }
    }

    /// Requests one address and reads its body within a limit.
    pub(super) async fn get(&self, url: &Url, validators: &Validators, limit: Limit) -> Answer {
        let begun = Instant::now();
        let mut seen = Seen::default();
        let exchange = self.exchange(url, validators, limit, &mut seen);
        let reply = match tokio::time::timeout(self.timeout, exchange).await {
            Ok(Ok(reply)) => reply,
            Ok(Err(outcome)) => Reply::Failure(outcome, None),
            Err(_) => Reply::Failure(Outcome::Timeout, None),
        };
        Answer {
            reply,
            status: seen.status,
            bytes: seen.bytes,
            duration: begun.elapsed(),
        }
    }

    async fn exchange(
        &self,
        url: &Url,
        validators: &Validators,
        limit: Limit,
        seen: &mut Seen,
    ) -> Result<Reply, Outcome> {
        if !self.reach.allows_url(url) {
            return Err(Outcome::OutOfReach);
        }
        let headers = self.headers(validators);
        let response = self.network.get(url, headers, self.reach).await?;
        seen.status = Some(response.status.as_u16());
        match response.status {
            StatusCode::NOT_MODIFIED => Ok(Reply::NotModified),
            code if code.is_redirection() => {
                let reply = redirect(url, code, &response.headers);
                self.drain(response, seen).await;
                Ok(reply)
            }
            code if code.is_success() => read_body(url, response, limit, seen).await,
            code => {
                let reply = Reply::Failure(outcome_of_status(code), retry_after(&response.headers));
                self.drain(response, seen).await;
                Ok(reply)
            }
        }
    }

    fn headers(&self, validators: &Validators) -> HeaderMap {
        let mut headers = self.headers.clone();
        let mut add = |name, value: &Option<String>| {
            // What a server states is sent back only as far as HTTP can carry it.
            let value = value
                .as_ref()
                .map(|text| HeaderValue::from_bytes(text.as_bytes()));
            if let Some(Ok(value)) = value {
                headers.insert(name, value);
            }
        };
        add(header::IF_NONE_MATCH, &validators.etag);
        add(header::IF_MODIFIED_SINCE, &validators.last_modified);
        headers
    }

    /// Reads the rest of an answer nobody wants, so that the connection can be used again.
    async fn drain(&self, response: Response, seen: &mut Seen) {
        // Where it fails, the connection just ends.
        let _ = raw_body(response.body, Limit::AtMost(self.max_bytes), seen).await;
    }
}

/// What was seen of an answer, also when it was cut off.
#[derive(Debug, Default)]
struct Seen {
    status: Option<u16>,
    bytes: u64,
}

/// How the crawler names itself, with the way to reach its operator where one is set.
pub(super) fn user_agent(settings: &CrawlerSettings) -> String {
    match &settings.contact {
        Some(contact) => format!("{} (+{contact})", settings.user_agent),
        None => settings.user_agent.clone(),
    }
}

async fn read_body(
    url: &Url,
    response: Response,
    limit: Limit,
    seen: &mut Seen,
) -> Result<Reply, Outcome> {
    let Response {
        status,
        headers,
        body,
    } = response;
    let links = joined(&headers, &header::LINK, ", ").unwrap_or_default();
    let encoding = joined(&headers, &header::CONTENT_ENCODING, ",").unwrap_or_default();
    let label = joined(&headers, &header::CONTENT_TYPE, ", ");
    let mut body = body.peekable();
    let beginning = match Pin::new(&mut body).peek().await {
        Some(Ok(chunk)) => chunk.as_ref(),
        _ => &[],
    };
    // What is left unread ends the connection, which costs less than a large file.
    let is_asked_whole = matches!(limit, Limit::AtMost(_));
    if is_asked_whole && content::is_no_page(label.as_deref(), beginning, !encoding.is_empty()) {
        return Err(Outcome::UnknownContent);
    }
    let (raw, was_cut) = raw_body(body, limit, seen).await?;
    let (mut content, mut is_cut) = (raw, was_cut);
    if !encoding.is_empty() {
        let max = match limit {
            Limit::AtMost(max) | Limit::Beginning(max) => max,
        };
        content = match unpacked(content, encoding, max).await {
            Ok(content) => content,
            Err(Fault::TooLarge) => return Err(Outcome::TooLarge),
            Err(Fault::Damaged) => return Err(Outcome::Connection),
        };
    }
    if let Limit::Beginning(max) = limit {
        let max = usize::try_from(max).unwrap_or(usize::MAX);
        is_cut |= content.len() > max;
        content.truncate(max);
    }
    let text = |name| joined(&headers, &name, ", ");
    let body = Body {
        content,
        is_cut,
        content_type: label,
        robots_tag: joined(&headers, &HeaderName::from_static("x-robots-tag"), "\n"),
        next: next_page(&links).and_then(|next| url.join(next).ok()),
        head: head(status, &headers),
        validators: Validators {
            etag: text(header::ETAG),
            last_modified: text(header::LAST_MODIFIED),
        },
    };
    Ok(Reply::Body(body))
}

/// The bytes of a body as they come, and whether some were left out.
async fn raw_body(
    mut body: impl Stream<Item = Result<Bytes, NetworkError>> + Unpin,
    limit: Limit,
    seen: &mut Seen,
) -> Result<(Vec<u8>, bool), Outcome> {
    let mut raw = Vec::new();
    while let Some(chunk) = body.next().await {
        let chunk = chunk?;
        seen.bytes += chunk.len() as u64;
        raw.extend_from_slice(&chunk);
        match limit {
            Limit::AtMost(max) if raw.len() as u64 > max => return Err(Outcome::TooLarge),
            Limit::Beginning(max) if raw.len() as u64 > max => return Ok((raw, true)),
            _ => {}
        }
    }
    Ok((raw, false))
}

async fn unpacked(raw: Vec<u8>, encoding: String, max: u64) -> Result<Vec<u8>, Fault> {
    if raw.len() <= UNPACKED_AT_ONCE {
        return body::unpacked(raw, &encoding, max);
    }
    let work = tokio::task::spawn_blocking(move || body::unpacked(raw, &encoding, max));
    // Unpacking does not panic, and whatever became of the thread, there is no body.
    work.await.unwrap_or(Err(Fault::Damaged))
}

/// All headers of a name as one text.
fn joined(headers: &HeaderMap, name: &HeaderName, separator: &str) -> Option<String> {
    let values = headers.get_all(name).iter();
    let values: Vec<_> = values
        .map(|value| String::from_utf8_lossy(value.as_bytes()))
        .collect();
    (!values.is_empty()).then(|| values.join(separator))
}

/// Status and headers, without those that tell how the body travelled.
fn head(status: StatusCode, headers: &HeaderMap) -> String {
    let travel = [
        header::CONTENT_ENCODING,
        header::CONTENT_LENGTH,
        header::TRANSFER_ENCODING,
        header::CONNECTION,
        header::SET_COOKIE,
    ];
    let mut head = format!("HTTP/1.1 {status}\r\n");
    for (name, value) in headers.iter().filter(|(name, _)| !travel.contains(name)) {
        let value = String::from_utf8_lossy(value.as_bytes());
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head
}

/// The target of the link whose relation is `next` (RFC 8288).
fn next_page(links: &str) -> Option<&str> {
    links.split('<').find_map(|link| {
        let (target, parameters) = link.split_once('>')?;
        let mut parameters = parameters.split([';', ',']).map(str::trim);
        let is_next = |parameter: &str| {
            let (name, value) = parameter.split_once('=')?;
            let mut relations = value.trim().trim_matches('"').split_ascii_whitespace();
            let named = name.trim().eq_ignore_ascii_case("rel");
            (named && relations.any(|relation| relation.eq_ignore_ascii_case("next"))).then_some(())
        };
        parameters.find_map(is_next).map(|()| target)
    })
}

fn redirect(url: &Url, status: StatusCode, headers: &HeaderMap) -> Reply {
    let for_good = matches!(
        status,
        StatusCode::MOVED_PERMANENTLY | StatusCode::PERMANENT_REDIRECT
    );
    let target = headers
        .get(header::LOCATION)
        .and_then(|value| std::str::from_utf8(value.as_bytes()).ok());
    match target.and_then(|target| url.join(target).ok()) {
        Some(target) => Reply::Redirect(target, for_good),
        None => Reply::Failure(Outcome::ClientError, None),
    }
}

fn outcome_of_status(status: StatusCode) -> Outcome {
    match status {
        StatusCode::NOT_FOUND => Outcome::NotFound,
        StatusCode::GONE => Outcome::Gone,
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Outcome::Denied,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => Outcome::ToldToWait,
        status if status.is_server_error() => Outcome::ServerError,
        _ => Outcome::ClientError,
    }
}

/// Seconds, or a moment, which counts from the server's own clock where it states one.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let stated = text(header::RETRY_AFTER)?.trim();
    let seconds = stated.parse().ok().or_else(|| {
        let now = text(header::DATE).and_then(stated_time::seconds);
        let wait = stated_time::seconds(stated)? - now.unwrap_or_else(clock::now);
        Some(u64::try_from(wait).unwrap_or(0))
    })?;
    Some(Duration::from_secs(seconds).min(MAX_RETRY_AFTER))
}

impl From<NetworkError> for Outcome {
    fn from(error: NetworkError) -> Self {
        match error {
            NetworkError::OutOfReach => Self::OutOfReach,
            NetworkError::Timeout => Self::Timeout,
            NetworkError::Connection => Self::Connection,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_is_found_among_links() {
        for (links, next) in [
            (
                "<https://a.fi/?page=2>; rel=\"next\"",
                Some("https://a.fi/?page=2"),
            ),
            ("<a>; rel=prev, <b>; title=x; rel=\"last Next\"", Some("b")),
            ("<a>; rel=\"nextish\"", None),
            ("", None),
            ("<<>>;;=,", None),
        ] {
            assert_eq!(next_page(links), next, "{links}");
        }
    }
}
