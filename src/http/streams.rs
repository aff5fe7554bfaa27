//! Who is sent answers that come in parts: so many at a time altogether, and few of them to one client, so that one that
//! reads slowly leaves places for the others.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Streams at a time; each holds a thread for as long as its client reads.
const MOST: usize = 8;

/// Streams at a time to one client.
const MOST_OF_CLIENT: usize = 2;

/// The streams under way, by client.
#[derive(Clone, Debug, Default)]
pub(crate) struct Streams(Arc<Mutex<HashMap<IpAddr, usize>>>);

/// A place among the streams; it is given back when dropped.
#[derive(Debug)]
pub(crate) struct StreamPlace {
    streams: Streams,
    client: IpAddr,
}

impl Streams {
    /// A place for a client, while there is one.
    pub(crate) fn take(&self, client: IpAddr) -> Option<StreamPlace> {
        let mut clients = self.lock();
        let all: usize = clients.values().sum();
        let held = clients.get(&client).copied().unwrap_or(0);
        if all >= MOST || held >= MOST_OF_CLIENT {
            return None;
        }
        clients.insert(client, held + 1);
        drop(clients);
        Some(StreamPlace {
            streams: self.clone(),
            client,
        })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for StreamPlace {
    fn drop(&mut self) {
        let mut clients = self.streams.lock();
        if let Some(held) = clients.get_mut(&self.client) {
            *held -= 1;
            if *held == 0 {
                clients.remove(&self.client);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_client_leaves_places_for_others_and_gives_its_own_back() {
        let streams = Streams::default();
        let client = |number: u8| IpAddr::from([192, 0, 2, number]);
        let first = streams.take(client(1)).unwrap();
        let _second = streams.take(client(1)).unwrap();
        assert!(streams.take(client(1)).is_none());
        let others: Vec<_> = (2..=4)
            .flat_map(|number| [streams.take(client(number)), streams.take(client(number))])
            .collect();
        assert!(others.iter().all(Option::is_some));
        assert!(streams.take(client(5)).is_none());
        drop(first);
        assert!(streams.take(client(5)).is_some());
        drop(others);
        assert_eq!(streams.lock().len(), 1);
    }
}
