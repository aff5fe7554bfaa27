//! Webhooks: a POST to an address of the reader's, signed as the Standard Webhooks say, never to a private address.
//!
//! Each message has an identifier that stays the same when it is sent again, by which its receiver knows it.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use ring::hmac;
use url::Url;

use super::sending::{Failure, HandOver, Sent};
use crate::crawl::guard::Reach;
use crate::crawl::network::{Internet, NetworkError};

/// Longest wait for an answer.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Sends messages to webhooks.
#[derive(Debug)]
pub struct Caller {
    internet: Internet,
    reach: Reach,
    runtime: tokio::runtime::Runtime,
}

/// A message to be sent.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// Where it goes.
    pub url: &'a str,
    /// A number that no other message of this service has.
    pub number: i64,
    /// What it is signed with, as its receiver knows it.
    pub secret: &'a str,
    /// What it says.
    pub body: &'a str,
    /// Now, in seconds.
    pub now: i64,
}

impl Caller {
    /// A caller that reaches public addresses, and this machine where the settings say so.
    ///
    /// # Errors
    /// When connections cannot be set up.
    pub fn new(reaches_loopback: bool) -> anyhow::Result<Self> {
        Ok(Self {
            internet: Internet::new()?,
            reach: reach(reaches_loopback),
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?,
        })
    }

    /// Sends a message.
    ///
    /// # Errors
    /// How it failed.
    pub fn send(&self, call: &Call<'_>, hand_over: HandOver<'_>) -> Result<Sent, Failure> {
        let url = address(call.url, self.reach).ok_or(Failure::Bounced)?;
        let headers = headers(call);
        hand_over()?;
        let body = call.body.to_owned();
        let answer = self.runtime.block_on(async {
            let asked = self.internet.post(&url, headers, body, self.reach);
            tokio::time::timeout(TIMEOUT, asked).await
        });
        let refused = |reason: String| Failure::Refused(format!("{}: {reason}", site(&url)));
        match answer {
            Err(_) => Err(refused("no answer in time".to_owned())),
            Ok(Err(NetworkError::OutOfReach)) => Err(Failure::Bounced),
            Ok(Err(error)) => Err(refused(error.to_string())),
            // Gone: whoever it was wants no more.
            Ok(Ok(status)) if status.as_u16() == 410 => Err(Failure::Bounced),
            Ok(Ok(status)) if status.is_success() => Ok(Sent),
            Ok(Ok(status)) => Err(refused(format!("it answers {status}"))),
        }
    }
}

/// Which addresses webhooks may lie at.
#[must_use]
pub fn reach(reaches_loopback: bool) -> Reach {
    match reaches_loopback {
        true => Reach::PublicAndLoopback,
        false => Reach::Public,
    }
}

/// A webhook's address, when it may be asked: https, or on this machine http where that is in reach.
#[must_use]
pub fn address(text: &str, reach: Reach) -> Option<Url> {
    let url = Url::parse(text.trim()).ok()?;
    let is_here = crate::address::is_loopback(&url);
    let is_private = url.scheme() == "https" || (is_here && reach == Reach::PublicAndLoopback);
    (is_private && url.has_host() && reach.allows_url(&url)).then_some(url)
}

/// The signature is over identifier, time and body, so that nobody sends an old message again.
fn headers(call: &Call<'_>) -> HeaderMap {
    let id = format!("alert-{}", call.number);
    let secret = call.secret.trim_start_matches("whsec_");
    let key = hmac::Key::new(
        hmac::HMAC_SHA256,
        &STANDARD.decode(secret).unwrap_or_default(),
    );
    let content = format!("{id}.{}.{}", call.now, call.body);
    let signature = STANDARD.encode(hmac::sign(&key, content.as_bytes()));
    let mut headers = HeaderMap::new();
    let values = [
        ("webhook-id", id),
        ("webhook-timestamp", call.now.to_string()),
        ("webhook-signature", format!("v1,{signature}")),
    ];
    for (name, value) in values {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers
}

/// The receiver as the log names it: without what may be secret in its address.
fn site(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn webhooks_lie_at_public_addresses_and_are_encrypted() {
        let ok = |text: &str| address(text, Reach::Public).is_some();
        assert!(ok("https://koukku.example.fi/a?b=c"));
        for refused in [
            "http://koukku.example.fi/",
            "https://127.0.0.1/",
            "https://localhost/",
            "https://10.0.0.1/",
            "https://[::1]/",
            "https://169.254.169.254/latest",
            "https://nimi:sana@example.fi/",
            "ftp://example.fi/",
            "javascript:alert(1)",
            "nimi@example.fi",
            "",
        ] {
            assert!(!ok(refused), "{refused}");
        }
        assert!(address("http://127.0.0.1:9/", Reach::PublicAndLoopback).is_some());
        assert!(address("http://example.fi/", Reach::PublicAndLoopback).is_none());
    }
}
