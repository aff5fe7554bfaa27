//! Builds a new generation beside the live one and puts it in its place.

use std::sync::Arc;

use super::checking;
use super::generation::{self, Inlet, Merging};
use super::generations::Generations;
use super::lock::FileLock;
use crate::engine::{CheckExtent, Document, Rebuild};
use crate::error::{EngineError, storage};

/// A generation under construction; dropped unfinished, it leaves nothing behind.
#[derive(Debug)]
pub(crate) struct EmbeddedRebuild {
    generations: Arc<Generations>,
    name: String,
    inlet: Option<Inlet>,
    is_live: bool,
    _lock: FileLock,
}

impl EmbeddedRebuild {
    pub(crate) fn start(generations: &Arc<Generations>) -> Result<Self, EngineError> {
        let lock = FileLock::acquire(
            &generations.layout.rebuild_lock(),
            generations.options.lock_patience,
        )?;
        let name = generations.new_generation()?;
        let path = generations.layout.generation(&name);
        let mut rebuild = Self {
            generations: Arc::clone(generations),
            name,
            inlet: None,
            is_live: false,
            _lock: lock,
        };
        let index = generation::create(&path)?;
        let memory = generations.options.rebuild_memory;
        let analyzer = Arc::clone(&generations.analyzer);
        let inlet = Inlet::open(&path, &index, analyzer, memory, Merging::AtTheEnd)?;
        rebuild.inlet = Some(inlet);
        Ok(rebuild)
    }

    fn inlet(&mut self) -> &mut Inlet {
        self.inlet
            .as_mut()
            .expect("the inlet is there until the rebuild is finished")
    }

    /// Everything on disk in one segment, with the count and the files checked.
    fn complete(&mut self, revision: u64, expected: u64) -> Result<(), EngineError> {
        self.inlet().commit(revision)?;
        self.inlet().merge_all()?;
        if let Some(inlet) = self.inlet.take() {
            inlet.close()?;
        }
        let path = self.generations.layout.generation(&self.name);
        let metas = generation::open(&path)?
            .load_metas()
            .map_err(storage("read", &path))?;
        let found = metas
            .segments
            .iter()
            .map(|segment| u64::from(segment.num_docs()))
            .sum();
        if found != expected {
            return Err(EngineError::CountMismatch { found, expected });
        }
        checking::check(&path, CheckExtent::EveryFile)
    }
}

impl Rebuild for EmbeddedRebuild {
    fn add(&mut self, document: Document<'_>) -> Result<(), EngineError> {
        self.inlet().add(document)
    }

    fn finish(mut self: Box<Self>, revision: u64, expected: u64) -> Result<(), EngineError> {
        self.complete(revision, expected)?;
        let layout = &self.generations.layout;
        let _writing = FileLock::acquire(
            &layout.writer_lock(),
            self.generations.options.lock_patience,
        )?;
        layout.switch_to(&self.name)?;
        self.is_live = true;
        self.generations.remove_old_generations();
        Ok(())
    }
}

impl Drop for EmbeddedRebuild {
    fn drop(&mut self) {
        if !self.is_live {
            self.inlet = None;
            // What cannot be removed now is removed as a leftover when the index is next opened.
            let _ = self.generations.layout.remove_generation(&self.name);
        }
    }
}
