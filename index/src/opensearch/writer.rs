//! Moves the live generation forward.
//!
//! Changes wait here until they are committed. A commit sends them, makes them visible, opens the point in time that all
//! readers share, and then says so in the live state, in this order: whoever reads it sees all of a commit or nothing.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::cluster::bulk::{self, Change};
use super::cluster::generations::{Generations, WRITING};
use super::cluster::lease::{Lease, locked};
use super::cluster::live::{Live, Stored, close_points_in_time, open_point_in_time};
use super::finding::fields::FieldMaker;
use crate::engine::{Document, Writer};
use crate::error::EngineError;
use aluehaku_article::ids::ArticleId;

/// Bytes of changes that wait; more are sent before they are committed.
const MOST_WAITING: usize = 48 << 20;

/// States before the live one are kept for so long, for readers in the middle of a request.
const KEPT_STATE: Duration = Duration::from_secs(30);

/// The one writer of the live generation.
#[derive(Debug)]
pub(crate) struct ClusterWriter {
    generations: Arc<Generations>,
    lease: Lease,
    live: Stored<Live>,
    maker: FieldMaker,
    changes: Vec<Change>,
    /// Where the change of an article stands that waits.
    places: HashMap<String, usize>,
    waiting: usize,
    /// Points in time of earlier states, and when later ones took their place.
    earlier: Vec<(String, Instant)>,
}

impl ClusterWriter {
    pub(crate) fn open(generations: &Arc<Generations>) -> Result<Self, EngineError> {
        let lease = generations.lease(WRITING)?;
        let before = generations.live()?;
        let archive = generations.options.archive.clone();
        if before.value.is_of_another(archive.as_deref()) {
            return Err(EngineError::OtherArchive(generations.options.name.clone()));
        }
        let wrote = before.value.analyzer.clone();
        let uses = generations.analyzer.identity();
        if wrote != uses {
            return Err(EngineError::OtherAnalyzer { wrote, uses });
        }
        // A writer that lost its lease without knowing finds this name, and goes no further.
        let mine = Live {
            writer: lease.holder.clone(),
            archive: archive.or_else(|| before.value.archive.clone()),
            ..before.value.clone()
        };
        Ok(Self {
            live: generations.change(mine, &before)?,
            generations: Arc::clone(generations),
            lease,
            maker: FieldMaker::new(Arc::clone(&generations.analyzer)),
            changes: Vec::new(),
            places: HashMap::new(),
            waiting: 0,
            earlier: Vec::new(),
        })
    }

    fn add(&mut self, change: Change) -> Result<(), EngineError> {
        self.waiting += change.fields.as_ref().map_or(0, String::len);
        match self.places.get(&change.id) {
            Some(place) => self.changes[*place] = change,
            None => {
                self.places.insert(change.id.clone(), self.changes.len());
                self.changes.push(change);
            }
        }
        if self.waiting > MOST_WAITING {
            self.send()?;
        }
        Ok(())
    }

    /// Sends what waits, after the live state says so: whoever writes next begins with a greater version.
    fn send(&mut self) -> Result<(), EngineError> {
        if self.lease.is_lost() {
            return Err(locked(
                &self.generations.client,
                &self.generations.options.name,
            ));
        }
        let changing = Live {
            is_changing: true,
            version: self.live.value.version + 1,
            ..self.live.value.clone()
        };
        self.live = self.generations.change(changing, &self.live)?;
        let live = &self.live.value;
        let client = &self.generations.client;
        bulk::send(client, &live.generation, live.version, &self.changes)?;
        self.changes.clear();
        self.places.clear();
        self.waiting = 0;
        Ok(())
    }

    fn let_earlier_go(&mut self) {
        let (gone, kept) = std::mem::take(&mut self.earlier)
            .into_iter()
            .partition(|(_, since): &(String, Instant)| since.elapsed() > KEPT_STATE);
        self.earlier = kept;
        let gone: Vec<String> = gone.into_iter().map(|(id, _)| id).collect();
        if !gone.is_empty() {
            close_points_in_time(&self.generations.client, &gone);
        }
    }
}

impl Writer for ClusterWriter {
    fn revision(&self) -> u64 {
        self.live.value.revision
    }

    fn put(&mut self, document: Document<'_>) -> Result<(), EngineError> {
        let change = self.maker.change(document);
        self.add(change)
    }

    fn remove(&mut self, id: &ArticleId) -> Result<(), EngineError> {
        self.add(Change {
            id: id.to_string(),
            fields: None,
        })
    }

    fn commit(&mut self, revision: u64) -> Result<(), EngineError> {
        let had_changes = !self.changes.is_empty() || self.live.value.is_changing;
        if !self.changes.is_empty() {
            self.send()?;
        }
        let generation = self.live.value.generation.clone();
        let before = self.live.value.point_in_time.clone();
        let mut next = Live {
            revision,
            is_changing: false,
            ..self.live.value.clone()
        };
        if had_changes {
            self.generations.refresh(&generation)?;
            next.point_in_time = open_point_in_time(&self.generations.client, &generation)?;
            next.committed = self.generations.committed(&generation, next.version);
        }
        self.live = self.generations.change(next, &self.live)?;
        if had_changes {
            self.earlier.push((before, Instant::now()));
        }
        self.let_earlier_go();
        Ok(())
    }
}
