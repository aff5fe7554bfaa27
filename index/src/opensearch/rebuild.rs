//! Builds a new generation beside the live one and puts it in its place.

use std::sync::Arc;

use super::cluster::bulk::{self, Change, FIRST_VERSION};
use super::cluster::generations::{Generations, REBUILDING, WRITING};
use super::cluster::lease::{Lease, locked};
use super::cluster::mapping::Similarity;
use super::finding::fields::FieldMaker;
use crate::engine::{Document, Rebuild};
use crate::error::EngineError;

/// Bytes of articles that wait to be sent.
const MOST_WAITING: usize = 4 << 20;

/// A generation of so many bytes is merged before it is copied; smaller ones take no room worth the wait.
const LARGE: usize = 32 << 20;

/// A generation under construction; dropped unfinished, it leaves nothing behind.
#[derive(Debug)]
pub(crate) struct ClusterRebuild {
    generations: Arc<Generations>,
    generation: String,
    similarity: Similarity,
    maker: FieldMaker,
    changes: Vec<Change>,
    waiting: usize,
    /// Bytes that were sent.
    sent: usize,
    is_live: bool,
    lease: Lease,
}

impl ClusterRebuild {
    pub(crate) fn start(generations: &Arc<Generations>) -> Result<Self, EngineError> {
        let lease = generations.lease(REBUILDING)?;
        let (generation, similarity) = generations.create()?;
        Ok(Self {
            generations: Arc::clone(generations),
            generation,
            similarity,
            maker: FieldMaker::new(Arc::clone(&generations.analyzer)),
            changes: Vec::new(),
            waiting: 0,
            sent: 0,
            is_live: false,
            lease,
        })
    }

    fn send(&mut self) -> Result<(), EngineError> {
        if self.lease.is_lost() {
            return Err(locked(
                &self.generations.client,
                &self.generations.options.name,
            ));
        }
        bulk::send(
            &self.generations.client,
            &self.generation,
            FIRST_VERSION,
            &self.changes,
        )?;
        self.changes.clear();
        self.sent += std::mem::take(&mut self.waiting);
        Ok(())
    }
}

impl Rebuild for ClusterRebuild {
    fn add(&mut self, document: Document<'_>) -> Result<(), EngineError> {
        let change = self.maker.change(document);
        self.waiting += change.fields.as_ref().map_or(0, String::len);
        self.changes.push(change);
        match self.waiting > MOST_WAITING {
            true => self.send(),
            false => Ok(()),
        }
    }

    fn finish(mut self: Box<Self>, revision: u64, expected: u64) -> Result<(), EngineError> {
        self.send()?;
        self.generations.refresh(&self.generation)?;
        let found = self.generations.count(&self.generation)?;
        if found != expected {
            return Err(EngineError::CountMismatch { found, expected });
        }
        if self.sent >= LARGE {
            self.generations.merge(&self.generation);
        }
        self.generations.let_be_copied(&self.generation)?;
        let writing = self.generations.lease(WRITING)?;
        let state = (revision, writing.holder.as_str());
        self.generations
            .switch_to(&self.generation, self.similarity, state)?;
        self.is_live = true;
        Ok(())
    }
}

impl Drop for ClusterRebuild {
    fn drop(&mut self) {
        // The answer to the change that made it live may have been lost.
        let is_live = || match self.generations.live() {
            Ok(live) => live.value.generation == self.generation,
            Err(_) => true,
        };
        if !self.is_live && !is_live() {
            // What cannot be removed now is removed by the next rebuild.
            let _ = self.generations.remove(&self.generation);
        }
    }
}
