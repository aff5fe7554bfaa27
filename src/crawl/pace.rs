//! How often a host is asked: one request at a time, with a pause between two.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::OwnedMutexGuard;
use tokio::time::{Instant, sleep_until};

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
    /// Waits for this source's turn at a host.
    pub(super) async fn turn(&self, origin: &str, pause: Duration) -> Turn {
        let gate = {
            let mut gates = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let gate = gates.entry(origin.to_owned());
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
        *self.next = Instant::now() + self.pause;
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
        drop(gates.turn("https://a.example", pause).await);
        drop(gates.turn("https://b.example", pause).await);
        assert_eq!(begun.elapsed(), Duration::ZERO);
        drop(gates.turn("https://a.example", pause).await);
        assert_eq!(begun.elapsed(), pause);
    }
}
