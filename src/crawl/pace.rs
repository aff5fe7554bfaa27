//! How often a host is asked: one request at a time, with a pause between two.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::OwnedMutexGuard;
use tokio::time::{Instant, sleep_until};
use url::Url;

/// How much longer than asked a pause may be, so that visits keep no beat.
const MOST_JITTER: f64 = 0.25;

/// The gates of all hosts, shared by every source.
#[derive(Clone, Debug, Default)]
pub(super) struct Gates(Arc<Mutex<HashMap<String, Gate>>>);

/// When the next request may begin.
type Gate = Arc<tokio::sync::Mutex<Instant>>;

/// The right to make one request to a host; the pause to the next begins when it is dropped.
#[derive(Debug)]
pub(super) struct Turn {
    next: OwnedMutexGuard<Instant>,
    pause: Duration,
}

impl Gates {
    /// Waits for a turn at the host of an address, whether over http or https, with or without
    /// `www.`: it is one machine.
    pub(super) async fn turn(&self, url: &Url, pause: Duration) -> Turn {
        let gate = {
            let mut gates = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let gate = gates.entry(host(url));
            gate.or_insert_with(|| Arc::new(tokio::sync::Mutex::new(Instant::now())))
                .clone()
        };
        let next = gate.lock_owned().await;
        sleep_until(*next).await;
        Turn { next, pause }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let pause = self.pause.mul_f64(1.0 + MOST_JITTER * fastrand::f64());
        *self.next = Instant::now() + pause;
    }
}

fn host(url: &Url) -> String {
    let name = url.host_str().unwrap_or_default();
    let name = name.strip_prefix("www.").unwrap_or(name);
    match url.port() {
        Some(port) => format!("{name}:{port}"),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn two_requests_to_a_host_keep_the_pause_and_other_hosts_do_not_wait() {
        let gates = Gates::default();
        let pause = Duration::from_secs(2);
        let begun = Instant::now();
        let turn = async |url| drop(gates.turn(&Url::parse(url).unwrap(), pause).await);
        turn("https://a.example/1").await;
        turn("https://b.example/").await;
        assert_eq!(begun.elapsed(), Duration::ZERO);
        turn("http://www.a.example/2").await;
        let waited = begun.elapsed();
        assert!(
            waited >= pause && waited <= pause.mul_f64(1.0 + MOST_JITTER) * 2,
            "{waited:?}"
        );
    }
}
