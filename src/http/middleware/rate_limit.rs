//! Who asks too often: a bucket of tokens for each client, refilled at a steady rate.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::client::client;
use crate::http::problem::{Code, Problem};
use crate::http::state::AppState;

/// Requests that a client may make at once after a pause, in seconds' worth: a person opens several
/// results in new tabs, a page loads its style sheet and pictures.
const BURST_SECONDS: u32 = 10;

/// Clients remembered; beyond it those with full buckets are forgotten, and if all are busy, all.
const MAX_CLIENTS: usize = 50_000;

/// Counts the requests of each client.
#[derive(Debug)]
pub(crate) struct RateLimiter {
    per_second: u32,
    buckets: Mutex<HashMap<IpAddr, Bucket>>,
}

/// The requests a client may still make.
#[derive(Clone, Copy, Debug)]
struct Bucket {
    tokens: f64,
    filled: Instant,
}

impl RateLimiter {
    /// A limiter of so many requests a second; 0 limits nobody.
    pub(crate) fn new(per_second: u32) -> Self {
        Self {
            per_second,
            buckets: Mutex::new(HashMap::new()),
        }
    }

    /// Takes one request off a client's bucket, or says how long to wait for the next one.
    fn take(&self, client: IpAddr, now: Instant) -> Result<(), Duration> {
        if self.per_second == 0 {
            return Ok(());
        }
        let rate = f64::from(self.per_second);
        let full = rate * f64::from(BURST_SECONDS);
        // A thread that panicked cannot have left a bucket half written.
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MAX_CLIENTS && !buckets.contains_key(&client) {
            buckets.retain(|_, bucket| bucket.level(now, rate) < full);
            if buckets.len() >= MAX_CLIENTS {
                buckets.clear();
            }
        }
        let bucket = buckets.entry(client).or_insert(Bucket {
            tokens: full,
            filled: now,
        });
        let level = bucket.level(now, rate).min(full);
        *bucket = Bucket {
            tokens: level,
            filled: now,
        };
        if level < 1.0 {
            return Err(Duration::from_secs_f64((1.0 - level) / rate));
        }
        bucket.tokens -= 1.0;
        Ok(())
    }
}

impl Bucket {
    fn level(&self, now: Instant, rate: f64) -> f64 {
        self.tokens + now.saturating_duration_since(self.filled).as_secs_f64() * rate
    }
}

/// Refuses clients that ask too often. What machines poll costs nothing.
pub(crate) async fn limit_rate(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    if !request.uri().path().starts_with("/health/") {
        let client = client(&request, state.settings().trust_loopback_proxy);
        if let Err(wait) = state.rate_limiter().take(client, Instant::now()) {
            let seconds = wait.as_secs() + 1;
            return Problem::new(Code::RateLimited)
                .with_retry_after(seconds)
                .into_response();
        }
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    const CLIENT: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

    #[test]
    fn a_client_may_burst_and_then_goes_at_the_rate() {
        let limiter = RateLimiter::new(2);
        let start = Instant::now();
        for _ in 0..20 {
            assert_eq!(limiter.take(CLIENT, start), Ok(()));
        }
        assert_eq!(limiter.take(CLIENT, start), Err(Duration::from_millis(500)));
        assert_eq!(
            limiter.take(CLIENT, start + Duration::from_millis(500)),
            Ok(())
        );
        assert!(
            limiter
                .take(CLIENT, start + Duration::from_millis(500))
                .is_err()
        );
        let other = IpAddr::V4(Ipv4Addr::BROADCAST);
        assert_eq!(limiter.take(other, start), Ok(()));
    }

    #[test]
    fn a_long_pause_fills_the_bucket_once() {
        let limiter = RateLimiter::new(1);
        let start = Instant::now();
        assert_eq!(limiter.take(CLIENT, start), Ok(()));
        let later = start + Duration::from_secs(3600);
        let granted = (0..100)
            .filter(|_| limiter.take(CLIENT, later).is_ok())
            .count();
        assert_eq!(granted, 10);
    }

    #[test]
    fn zero_limits_nobody_and_memory_stays_bounded() {
        let free = RateLimiter::new(0);
        let now = Instant::now();
        assert!((0..1000).all(|_| free.take(CLIENT, now).is_ok()));
        let limiter = RateLimiter::new(1);
        for number in 0..(MAX_CLIENTS as u32 + 10) {
            limiter
                .take(IpAddr::V4(Ipv4Addr::from_bits(number)), now)
                .unwrap();
        }
        assert!(limiter.buckets.lock().unwrap().len() <= MAX_CLIENTS);
    }
}
