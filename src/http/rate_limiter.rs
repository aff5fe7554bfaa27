//! How often each client may ask, by the crate `governor`.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use governor::clock::{Clock, MonotonicClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter as Governor};

/// Requests that a client may make at once after a pause, in seconds' worth: a person opens several
/// results in new tabs, a page loads its style sheet and pictures.
pub(crate) const BURST_SECONDS: u32 = 10;

/// Requests after which clients that have been quiet are forgotten. Looking through them takes a moment, and a
/// client takes a hundred bytes until then.
const REQUESTS_A_CLEARING: u32 = 10_000;

/// Counts the requests of each client.
#[derive(Debug)]
pub(crate) struct RateLimiter<C: Clock + Clone = MonotonicClock> {
    /// Absent where everyone may ask at will.
    clients: Option<Clients<C>>,
    per_second: u32,
    clock: C,
    requests: AtomicU32,
}

type Clients<C> = Governor<IpAddr, HashMapStateStore<IpAddr>, C, StateInformationMiddleware>;

/// How a client stands after a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Requests that it may make at once after a pause of [`BURST_SECONDS`].
    pub(crate) quota: u32,
    /// Requests that it may make at once now.
    pub(crate) remaining: u32,
    /// Seconds after which it may make all of them again.
    pub(crate) whole_in: u32,
}

impl RateLimiter {
    /// A limiter of so many requests a second; 0 limits nobody.
    pub(crate) fn new(per_second: u32) -> Self {
        Self::with_clock(per_second, MonotonicClock)
    }
}

impl<C: Clock + Clone> RateLimiter<C> {
    fn with_clock(per_second: u32, clock: C) -> Self {
        let quota = NonZeroU32::new(per_second).map(|rate| {
            let burst = rate.saturating_mul(NonZeroU32::MIN.saturating_add(BURST_SECONDS - 1));
            Quota::per_second(rate).allow_burst(burst)
        });
        Self {
            clients: quota
                .map(|quota| Governor::new(quota, HashMapStateStore::default(), clock.clone())),
            per_second,
            clock,
            requests: AtomicU32::new(0),
        }
    }

    /// Requests that a client may make at once after a pause; absent where everyone may ask at will.
    pub(crate) fn quota(&self) -> Option<u32> {
        let is_limited = self.clients.is_some();
        is_limited.then(|| self.per_second.saturating_mul(BURST_SECONDS))
    }

    /// Takes one request off what a client may make, and says how it stands then where it is limited; or how long to
    /// wait for the next one.
    pub(crate) fn take(&self, client: IpAddr) -> Result<Option<Standing>, Duration> {
        let Some((clients, quota)) = self.clients.as_ref().zip(self.quota()) else {
            return Ok(None);
        };
        let requests = self.requests.fetch_add(1, Ordering::Relaxed);
        if requests % REQUESTS_A_CLEARING == REQUESTS_A_CLEARING - 1 {
            clients.retain_recent();
        }
        let now = self.clock.now();
        match clients.check_key(&client) {
            Ok(state) => {
                let remaining = state.remaining_burst_capacity().min(quota);
                Ok(Some(Standing {
                    quota,
                    remaining,
                    whole_in: (quota - remaining).div_ceil(self.per_second),
                }))
            }
            Err(refusal) => Err(refusal.wait_time_from(now)),
        }
    }

    #[cfg(test)]
    fn remembered(&self) -> usize {
        self.clients.as_ref().map_or(0, Governor::len)
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use governor::clock::FakeRelativeClock;

    use super::*;

    const CLIENT: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

    #[test]
    fn a_client_may_burst_and_then_goes_at_the_rate() {
        let clock = FakeRelativeClock::default();
        let limiter = RateLimiter::with_clock(2, clock.clone());
        for _ in 0..20 {
            assert!(limiter.take(CLIENT).is_ok());
        }
        assert_eq!(limiter.take(CLIENT), Err(Duration::from_millis(500)));
        clock.advance(Duration::from_millis(500));
        assert!(limiter.take(CLIENT).is_ok());
        assert!(limiter.take(CLIENT).is_err());
        assert!(limiter.take(IpAddr::V4(Ipv4Addr::BROADCAST)).is_ok());
    }

    #[test]
    fn a_client_is_told_how_it_stands() {
        let clock = FakeRelativeClock::default();
        let limiter = RateLimiter::with_clock(2, clock.clone());
        let standing = |remaining, whole_in| {
            let quota = 20;
            Ok(Some(Standing {
                quota,
                remaining,
                whole_in,
            }))
        };
        assert_eq!(limiter.take(CLIENT), standing(19, 1));
        assert_eq!(limiter.take(CLIENT), standing(18, 1));
        assert_eq!(limiter.take(CLIENT), standing(17, 2));
        clock.advance(Duration::from_secs(60));
        assert_eq!(limiter.take(CLIENT), standing(19, 1));
    }

    #[test]
    fn a_long_pause_fills_the_bucket_once() {
        let clock = FakeRelativeClock::default();
        let limiter = RateLimiter::with_clock(1, clock.clone());
        assert!(limiter.take(CLIENT).is_ok());
        clock.advance(Duration::from_secs(3600));
        let granted = (0..100).filter(|_| limiter.take(CLIENT).is_ok()).count();
        assert_eq!(granted, 10);
    }

    #[test]
    fn quiet_clients_are_forgotten_and_busy_ones_are_not() {
        let clock = FakeRelativeClock::default();
        let limiter = RateLimiter::with_clock(1, clock.clone());
        for number in 0..REQUESTS_A_CLEARING / 2 {
            let client = IpAddr::V4(Ipv4Addr::from_bits(number));
            assert!(limiter.take(client).is_ok());
        }
        clock.advance(Duration::from_secs(60));
        for _ in 0..REQUESTS_A_CLEARING {
            // Most of these are refused: the client stays one that asks too often.
            let _ = limiter.take(CLIENT);
        }
        assert_eq!(limiter.remembered(), 1);
        assert!(limiter.take(CLIENT).is_err());
    }

    #[test]
    fn without_a_rate_everyone_asks_at_will() {
        let limiter = RateLimiter::new(0);
        assert!((0..1000).all(|_| limiter.take(CLIENT).is_ok()));
    }
}
