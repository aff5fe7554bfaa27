//! How often a host is asked: one request at a time, with a pause between two, whichever crawler of the archive asks.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::OwnedMutexGuard;
use tokio::time::{Instant, sleep, sleep_until};
use url::Url;

use super::recorder::Leases;
use crate::archive::crawlers::HostTurn;

/// How much longer than asked a pause may be, so that visits keep no beat.
const MOST_JITTER: f64 = 0.25;

/// Time between two looks at a host that another crawler asks, to begin with; it doubles up to the longest.
const FIRST_LOOK: Duration = Duration::from_millis(20);

/// Longest time between two looks at it.
const LONGEST_LOOK: Duration = Duration::from_secs(1);

/// The gates of all hosts, shared by every source.
#[derive(Clone, Debug, Default)]
pub(super) struct Gates {
    hosts: Arc<Mutex<HashMap<String, Gate>>>,
    /// Where other crawlers see which host is asked.
    leases: Option<Arc<dyn Leases>>,
}

/// When the next request of this crawler may begin.
type Gate = Arc<tokio::sync::Mutex<Instant>>;

/// The right to make one request to a host; the pause to the next begins when it is dropped.
#[derive(Debug)]
pub(super) struct Turn {
    /// Taken out when it is dropped.
    next: Option<OwnedMutexGuard<Instant>>,
    pause: Duration,
    host: String,
    leases: Option<Arc<dyn Leases>>,
}

impl Gates {
    /// The same gates, at which other crawlers are waited for, too.
    pub(super) fn shared_by(&self, leases: Arc<dyn Leases>) -> Self {
        Self {
            hosts: Arc::clone(&self.hosts),
            leases: Some(leases),
        }
    }

    /// Waits for a turn at the host of an address, whether over http or https, with or without
    /// `www.`: it is one machine.
    pub(super) async fn turn(&self, url: &Url, pause: Duration) -> Turn {
        let host = host(url);
        let gate = {
            let mut gates = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
            let gate = gates.entry(host.clone());
            gate.or_insert_with(|| Arc::new(tokio::sync::Mutex::new(Instant::now())))
                .clone()
        };
        let next = gate.lock_owned().await;
        sleep_until(*next).await;
        if let Some(leases) = &self.leases {
            take(leases, &host, pause.mul_f64(1.0 + MOST_JITTER)).await;
        }
        Turn {
            next: Some(next),
            pause,
            host,
            leases: self.leases.clone(),
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let Some(mut next) = self.next.take() else {
            return;
        };
        let pause = self.pause.mul_f64(1.0 + MOST_JITTER * fastrand::f64());
        *next = Instant::now() + pause;
        // Where the runtime has ended, the host is given back with everything else that this crawler holds.
        let (Some(leases), Ok(runtime)) = (self.leases.take(), Handle::try_current()) else {
            return;
        };
        let host = std::mem::take(&mut self.host);
        runtime.spawn_blocking(move || {
            if let Err(error) = leases.give_back_host(&host, pause) {
                tracing::debug!(host, "given back with the end of the round: {error}");
            }
            // Only now the next one of this crawler has its turn.
            drop(next);
        });
    }
}

/// Waits until no other crawler asks a host and its pause is over, and takes it.
async fn take(leases: &Arc<dyn Leases>, host: &str, pause: Duration) {
    let mut look = FIRST_LOOK;
    loop {
        let (leases, named) = (Arc::clone(leases), host.to_owned());
        let taking = move || leases.take_host(&named, pause);
        let wait = match tokio::task::spawn_blocking(taking).await {
            Ok(Ok(HostTurn::Granted)) => return,
            Ok(Ok(HostTurn::Pauses(left))) => left,
            Ok(Ok(HostTurn::Taken)) => {
                look = (look * 2).min(LONGEST_LOOK);
                look
            }
            // The next renewal ends the round by the same error.
            Ok(Err(error)) => {
                tracing::debug!(host, "cannot be asked now: {error}");
                LONGEST_LOOK
            }
            Err(_) => LONGEST_LOOK,
        };
        sleep(wait).await;
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
