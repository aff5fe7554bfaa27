//! Builds a new generation beside the live one and puts it in its place.

use std::sync::Arc;

use super::generation::{self, Inlet, Merging};
use super::layout::{FORMAT, Manifest};
use super::lock::FileLock;
use super::{Shared, storage};
use crate::engine::{Document, Rebuild};
use crate::error::EngineError;

/// A generation under construction; dropped unfinished, it leaves nothing behind.
#[derive(Debug)]
pub(super) struct EmbeddedRebuild {
    shared: Arc<Shared>,
    name: String,
    inlet: Option<Inlet>,
    is_live: bool,
    _lock: FileLock,
}

impl EmbeddedRebuild {
    pub(super) fn start(shared: &Arc<Shared>) -> Result<Self, EngineError> {
        let lock = FileLock::acquire(&shared.layout.rebuild_lock(), shared.options.lock_patience)?;
        let name = new_generation(shared)?;
        let path = shared.layout.generation(&name);
        let mut rebuild = Self {
            shared: Arc::clone(shared),
            name,
            inlet: None,
            is_live: false,
            _lock: lock,
        };
        let index = generation::create(&path)?;
        let memory = shared.options.rebuild_memory;
        let analyzer = Arc::clone(&shared.analyzer);
        let inlet = Inlet::open(&path, &index, analyzer, memory, Merging::AtTheEnd)?;
        rebuild.inlet = Some(inlet);
        Ok(rebuild)
    }

    fn inlet(&mut self) -> &mut Inlet {
        self.inlet
            .as_mut()
            .expect("the inlet is there until the rebuild is finished")
    }

    /// Everything on disk in one segment, with the count checked.
    fn complete(&mut self, revision: u64, expected: u64) -> Result<(), EngineError> {
        self.inlet().commit(revision)?;
        self.inlet().merge_all()?;
        if let Some(inlet) = self.inlet.take() {
            inlet.close()?;
        }
        let path = self.shared.layout.generation(&self.name);
        let metas = generation::open(&path)?
            .load_metas()
            .map_err(storage("read", &path))?;
        let found = metas
            .segments
            .iter()
            .map(|segment| u64::from(segment.num_docs()))
            .sum();
        if found == expected {
            Ok(())
        } else {
            Err(EngineError::CountMismatch { found, expected })
        }
    }
}

/// Makes an empty directory for a new generation.
pub(super) fn new_generation(shared: &Shared) -> Result<String, EngineError> {
    let manifest = Manifest {
        format: FORMAT,
        analyzer: shared.analyzer.identity(),
    };
    shared.layout.create_generation(&manifest)
}

impl Rebuild for EmbeddedRebuild {
    fn add(&mut self, document: Document<'_>) -> Result<(), EngineError> {
        self.inlet().add(document)
    }

    fn finish(mut self: Box<Self>, revision: u64, expected: u64) -> Result<(), EngineError> {
        self.complete(revision, expected)?;
        let layout = &self.shared.layout;
        let _writing = FileLock::acquire(&layout.writer_lock(), self.shared.options.lock_patience)?;
        layout.switch_to(&self.name)?;
        self.is_live = true;
        self.shared.remove_old_generations();
        Ok(())
    }
}

impl Drop for EmbeddedRebuild {
    fn drop(&mut self) {
        if !self.is_live {
            self.inlet = None;
            // What cannot be removed now is removed as a leftover when the index is next opened.
            let _ = self.shared.layout.remove_generation(&self.name);
        }
    }
}
