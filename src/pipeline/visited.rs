//! What is remembered of each source while it is visited, which nobody else does meanwhile.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::archive::frontier::{self, Lease};
use crate::archive::store::{self, Connection};

/// Addresses of a source that are looked up at a time: finding the next one means passing over all
/// that were visited before it.
const TURNS: u32 = 32;

/// The sources that are visited now, by identifier.
#[derive(Debug, Default)]
pub(super) struct VisitedSources(Mutex<HashMap<String, Visited>>);

#[derive(Debug, Default)]
struct Visited {
    /// Addresses that come next.
    turns: VecDeque<String>,
    /// How many addresses are known: counting them takes the longer the more there are.
    known: Option<u64>,
}

impl VisitedSources {
    /// The address of a source that comes next.
    pub(super) fn next_turn(
        &self,
        connection: &Connection,
        source: &str,
        lease: Lease,
    ) -> store::Result<Option<String>> {
        let mut sources = self.lock();
        let Visited { turns, .. } = sources.entry(source.to_owned()).or_default();
        if turns.is_empty() {
            turns.extend(frontier::turns(connection, source, lease, TURNS)?);
        }
        Ok(turns.pop_front())
    }

    /// How many addresses of a source are known.
    pub(super) fn known(&self, connection: &Connection, source: &str) -> store::Result<u64> {
        let mut sources = self.lock();
        let Visited { known, .. } = sources.entry(source.to_owned()).or_default();
        match known {
            Some(known) => Ok(*known),
            None => Ok(*known.insert(frontier::known(connection, source)?)),
        }
    }

    /// Takes note that addresses of a source were added; without a number, that it is not known how many.
    pub(super) fn note_added(&self, source: &str, added: Option<u64>) {
        if let Some(Visited { known, .. }) = self.lock().get_mut(source) {
            *known = known.zip(added).map(|(known, added)| known + added);
        }
    }

    /// Forgets a source whose visits have ended.
    pub(super) fn forget(&self, source: &str) {
        self.lock().remove(source);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Visited>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
