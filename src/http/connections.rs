//! Who holds connections: so many altogether, so many for each client, each for as long as it goes on.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::client::network;

/// What connections may hold, and for how long.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ConnectionLimits {
    /// Connections open at the same time; more wait in the backlog of the socket.
    pub total: usize,
    /// Those of one client address, of IPv6 of one network; 0 lets everyone hold as many as there are.
    pub per_client: usize,
    /// Whether a proxy on this machine may hold as many as there are, since all clients come through it.
    pub spares_loopback: bool,
    /// Requests that one connection serves before the client must make a new one.
    pub requests: u64,
    /// How long the head of a request may take to arrive, counted from the connection or the answer before it.
    pub head: Duration,
    /// How long a client may take to read the next few kilobytes of an answer.
    pub write: Duration,
}

impl Default for ConnectionLimits {
    fn default() -> Self {
        Self {
            total: 1024,
            per_client: 64,
            spares_loopback: false,
            requests: 1000,
            head: Duration::from_secs(15),
            write: Duration::from_secs(20),
        }
    }
}

/// The connections of a service.
#[derive(Debug)]
pub struct Connections {
    limits: ConnectionLimits,
    places: Arc<Semaphore>,
    clients: Mutex<HashMap<IpAddr, usize>>,
    refused: AtomicU64,
    cut: AtomicU64,
}

/// A place among the connections; it is given back when dropped.
#[derive(Debug)]
pub(super) struct Place {
    connections: Arc<Connections>,
    client: IpAddr,
    _permit: OwnedSemaphorePermit,
}

impl Connections {
    /// No connections yet, with these limits.
    #[must_use]
    pub fn new(limits: ConnectionLimits) -> Arc<Self> {
        Arc::new(Self {
            places: Arc::new(Semaphore::new(limits.total.min(Semaphore::MAX_PERMITS))),
            limits,
            clients: Mutex::default(),
            refused: AtomicU64::new(0),
            cut: AtomicU64::new(0),
        })
    }

    /// What they may hold.
    pub(super) fn limits(&self) -> &ConnectionLimits {
        &self.limits
    }

    /// Waits until there is room for one more.
    pub(super) async fn room(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.places).acquire_owned().await.ok()
    }

    /// Gives a client the room, unless it holds all that one client may.
    pub(super) fn admit(
        self: &Arc<Self>,
        peer: IpAddr,
        room: OwnedSemaphorePermit,
    ) -> Option<Place> {
        let peer = peer.to_canonical();
        let client = network(peer);
        let spared = self.limits.spares_loopback && peer.is_loopback();
        let mut clients = self.clients();
        let held = clients.entry(client).or_default();
        if self.limits.per_client > 0 && !spared && *held >= self.limits.per_client {
            self.refused.fetch_add(1, Ordering::Relaxed);
            return None;
        }
        *held += 1;
        drop(clients);
        Some(Place {
            connections: Arc::clone(self),
            client,
            _permit: room,
        })
    }

    /// Counts a connection that was cut because its client did not go on.
    pub(super) fn note_cut(&self) {
        self.cut.fetch_add(1, Ordering::Relaxed);
    }

    /// How many are open.
    #[must_use]
    pub fn open(&self) -> usize {
        self.clients().values().sum()
    }

    /// How many were refused because their client held as many as one may.
    #[must_use]
    pub fn refused(&self) -> u64 {
        self.refused.load(Ordering::Relaxed)
    }

    /// How many were cut because their client neither sent nor read what it should have.
    #[must_use]
    pub fn cut(&self) -> u64 {
        self.cut.load(Ordering::Relaxed)
    }

    fn clients(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        // A thread that panicked cannot have left a count half written.
        self.clients.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// The connections it is among.
    pub(super) fn connections(&self) -> &Connections {
        &self.connections
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut clients = self.connections.clients();
        if let Some(held) = clients.get_mut(&self.client) {
            *held -= 1;
            if *held == 0 {
                clients.remove(&self.client);
            }
        }
    }
}
