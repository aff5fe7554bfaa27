//! One request: its limits, its validators, and what came of it. Redirects are left to the caller,
//! who asks robots.txt and the scope of the source about each.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use reqwest::header::{self, HeaderMap};
use reqwest::{Client, StatusCode};
use url::Url;

use super::guard::{GuardedResolver, OutOfReach, Reach};
use super::outcome::Outcome;
use crate::config::sections::CrawlerSettings;

/// Longest wait for a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Longest time a server may ask to be left alone; a longer one is cut to it.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(24 * 3600);

/// Makes requests within the limits of the settings.
#[derive(Clone, Debug)]
pub(super) struct Fetcher {
    client: Client,
    reach: Reach,
    max_bytes: u64,
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
    /// Bytes of the body after decompression.
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
    /// Look there instead.
    Redirect(Url),
    /// No usable answer; the pause is what the server asked for.
    Failure(Outcome, Option<Duration>),
}

/// A body and the headers that matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Body {
    pub(super) content: Vec<u8>,
    pub(super) content_type: Option<String>,
    pub(super) robots_tag: Option<String>,
    pub(super) validators: Validators,
}

impl Fetcher {
    /// A fetcher for sources within a reach.
    pub(super) fn new(settings: &CrawlerSettings, reach: Reach) -> Result<Self, reqwest::Error> {
        install_tls_provider();
        let mut headers = HeaderMap::new();
        let accept = "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.8,*/*;q=0.5";
        headers.insert(header::ACCEPT, header::HeaderValue::from_static(accept));
        let languages = "fi,sv;q=0.8,en;q=0.6";
        headers.insert(
            header::ACCEPT_LANGUAGE,
            header::HeaderValue::from_static(languages),
        );
        let client = Client::builder()
            .user_agent(user_agent(settings))
            .default_headers(headers)
            .dns_resolver(GuardedResolver(reach))
            .redirect(reqwest::redirect::Policy::none())
            // A proxy would resolve names itself, past the guard.
            .no_proxy()
            .pool_max_idle_per_host(1)
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(Duration::from_secs(settings.timeout_s))
            .build()?;
        Ok(Self {
            client,
            reach,
            max_bytes: settings.max_page_bytes,
        })
    }

    /// Requests one address.
    pub(super) async fn get(&self, url: &Url, validators: &Validators) -> Answer {
        self.get_limited(url, validators, self.max_bytes).await
    }

    /// Requests one address and reads at most `max_bytes` of its body.
    pub(super) async fn get_limited(
        &self,
        url: &Url,
        validators: &Validators,
        max_bytes: u64,
    ) -> Answer {
        let begun = Instant::now();
        let mut status = None;
        let reply = if self.reach.allows_url(url) {
            self.reply(url, validators, max_bytes, &mut status)
                .await
                .unwrap_or_else(|error| Reply::Failure(outcome_of(&error), None))
        } else {
            Reply::Failure(Outcome::OutOfReach, None)
        };
        let bytes = match &reply {
            Reply::Body(body) => body.content.len() as u64,
            _ => 0,
        };
        Answer {
            reply,
            status,
            bytes,
            duration: begun.elapsed(),
        }
    }

    async fn reply(
        &self,
        url: &Url,
        validators: &Validators,
        max_bytes: u64,
        status: &mut Option<u16>,
    ) -> Result<Reply, reqwest::Error> {
        let mut request = self.client.get(url.clone());
        if let Some(etag) = &validators.etag {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        if let Some(last_modified) = &validators.last_modified {
            request = request.header(header::IF_MODIFIED_SINCE, last_modified);
        }
        let response = request.send().await?;
        *status = Some(response.status().as_u16());
        match response.status() {
            StatusCode::NOT_MODIFIED => Ok(Reply::NotModified),
            code if code.is_redirection() => Ok(redirect(url, response.headers())),
            code if code.is_success() => read_body(response, max_bytes).await,
            code => Ok(Reply::Failure(
                outcome_of_status(code),
                retry_after(response.headers()),
            )),
        }
    }
}

/// How the crawler names itself, with the way to reach its operator where one is set.
pub(super) fn user_agent(settings: &CrawlerSettings) -> String {
    match &settings.contact {
        Some(contact) => format!("{} (+{contact})", settings.user_agent),
        None => settings.user_agent.clone(),
    }
}

async fn read_body(
    mut response: reqwest::Response,
    max_bytes: u64,
) -> Result<Reply, reqwest::Error> {
    let text = |name: header::HeaderName| {
        response
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned)
    };
    let mut body = Body {
        content: Vec::new(),
        content_type: text(header::CONTENT_TYPE),
        robots_tag: text(header::HeaderName::from_static("x-robots-tag")),
        validators: Validators {
            etag: text(header::ETAG),
            last_modified: text(header::LAST_MODIFIED),
        },
    };
    // Chunks arrive decompressed, so a small bomb meets the limit like a large page.
    while let Some(chunk) = response.chunk().await? {
        if (body.content.len() + chunk.len()) as u64 > max_bytes {
            return Ok(Reply::Failure(Outcome::TooLarge, None));
        }
        body.content.extend_from_slice(&chunk);
    }
    Ok(Reply::Body(body))
}

fn redirect(url: &Url, headers: &HeaderMap) -> Reply {
    let target = headers
        .get(header::LOCATION)
        .and_then(|value| value.to_str().ok());
    match target.and_then(|target| url.join(target).ok()) {
        Some(target) => Reply::Redirect(target),
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

/// Seconds only: the date form needs the server's clock to be right, and back-off serves then.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers
        .get(header::RETRY_AFTER)?
        .to_str()
        .ok()?
        .trim()
        .parse()
        .ok()?;
    Some(Duration::from_secs(seconds).min(MAX_RETRY_AFTER))
}

fn outcome_of(error: &reqwest::Error) -> Outcome {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = cause {
        if error.is::<OutOfReach>() {
            return Outcome::OutOfReach;
        }
        cause = error.source();
    }
    if error.is_timeout() {
        Outcome::Timeout
    } else {
        Outcome::Connection
    }
}

/// The TLS implementation is chosen once a process.
fn install_tls_provider() {
    static ONCE: OnceLock<()> = OnceLock::new();
    ONCE.get_or_init(|| {
        // Another part of the process may have installed one before, which serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
}
