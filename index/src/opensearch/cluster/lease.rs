//! Who may write or rebuild: a record that its holder renews. Whoever finds it unchanged for long takes it over; no
//! clocks of two machines are compared.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::client::Client;
use super::live::{Stored, read, write};
use crate::error::EngineError;

/// A lease that was not renewed for so long is given up: its holder is dead.
const UNRENEWED: Duration = Duration::from_secs(30);

/// Time between two renewals.
const RENEWAL: Duration = Duration::from_secs(8);

/// Time between two tries to take a lease that somebody holds.
const RETRY: Duration = Duration::from_millis(100);

/// What a lease is kept as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Record {
    holder: Option<String>,
    renewals: u64,
}

/// When leases of others were seen to change last.
#[derive(Debug, Default)]
pub(crate) struct Seen(Mutex<HashMap<&'static str, (Place, Instant)>>);

/// Where a record is in the order of changes.
type Place = (i64, i64);

/// A lease, held until dropped or until its holder is dead for half a minute.
#[derive(Debug)]
pub(crate) struct Lease {
    /// Its holder, a name that nobody else has.
    pub(crate) holder: String,
    is_lost: Arc<AtomicBool>,
    stop: Option<Sender<()>>,
    renewing: Option<JoinHandle<()>>,
}

impl Lease {
    /// Takes a lease, waiting for at most `patience` while another holds it.
    pub(crate) fn acquire(
        client: &Arc<Client>,
        (index, kind): (&str, &'static str),
        patience: Duration,
        seen: &Seen,
    ) -> Result<Self, EngineError> {
        let deadline = Instant::now() + patience;
        let holder = holder();
        loop {
            if let Some(record) = try_acquire(client, (index, kind), &holder, seen)? {
                return Ok(Self::held(
                    Arc::clone(client),
                    (index, kind),
                    holder,
                    record,
                ));
            }
            if Instant::now() >= deadline {
                return Err(locked(client, index));
            }
            thread::sleep(RETRY);
        }
    }

    /// Whether another has taken it over.
    pub(crate) fn is_lost(&self) -> bool {
        self.is_lost.load(Ordering::Relaxed)
    }

    fn held(
        client: Arc<Client>,
        (index, kind): (&str, &'static str),
        holder: String,
        record: Stored<Record>,
    ) -> Self {
        let (stop, stopped) = mpsc::channel();
        let is_lost = Arc::new(AtomicBool::new(false));
        let lost = Arc::clone(&is_lost);
        let index = index.to_owned();
        let renewing = thread::spawn(move || {
            let mut record = record;
            while stopped.recv_timeout(RENEWAL) == Err(RecvTimeoutError::Timeout) {
                let mut next = record.value.clone();
                next.renewals += 1;
                match write(&client, (&index, kind), next, Some(&record)) {
                    Ok(Some(written)) => record = written,
                    Ok(None) => {
                        lost.store(true, Ordering::Relaxed);
                        return;
                    }
                    // While no node answers nobody else takes it either.
                    Err(_) => {}
                }
            }
            let free = Record {
                holder: None,
                renewals: record.value.renewals + 1,
            };
            // What cannot be given back now is taken over after a while.
            let _ = write(&client, (&index, kind), free, Some(&record));
        });
        Self {
            holder,
            is_lost,
            stop: Some(stop),
            renewing: Some(renewing),
        }
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(renewing) = self.renewing.take() {
            let _ = renewing.join();
        }
    }
}

/// The error that says that somebody else holds a lease.
pub(crate) fn locked(client: &Client, index: &str) -> EngineError {
    EngineError::Locked(PathBuf::from(format!("{}/{index}", client.address())))
}

fn try_acquire(
    client: &Client,
    (index, kind): (&str, &'static str),
    holder: &str,
    seen: &Seen,
) -> Result<Option<Stored<Record>>, EngineError> {
    let now = read::<Record>(client, index, kind)?;
    let renewals = now.as_ref().map_or(0, |now| now.value.renewals + 1);
    let is_held = now.as_ref().is_some_and(|now| now.value.holder.is_some());
    if let Some(now) = now.as_ref().filter(|_| is_held)
        && !seen.is_unchanged(kind, now.place())
    {
        return Ok(None);
    }
    let mine = Record {
        holder: Some(holder.to_owned()),
        renewals,
    };
    write(client, (index, kind), mine, now.as_ref())
}

impl Seen {
    /// Whether a lease is where it was half a minute ago.
    fn is_unchanged(&self, kind: &'static str, place: Place) -> bool {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (known, since) = seen.entry(kind).or_insert((place, Instant::now()));
        if *known != place {
            (*known, *since) = (place, Instant::now());
        }
        since.elapsed() >= UNRENEWED
    }
}

/// A name that nobody else has.
fn holder() -> String {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let nanoseconds = since.map_or(0, |since| since.as_nanos());
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    format!("{}-{nanoseconds:x}-{number}", std::process::id())
}
