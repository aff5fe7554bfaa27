//! Moves the live generation forward.

use std::sync::Arc;

use super::generation::{self, Inlet, Merging};
use super::generations::Generations;
use super::lock::FileLock;
use crate::engine::{Document, Writer};
use crate::error::{EngineError, storage};
use aluehaku_article::ids::ArticleId;

/// Segments beyond which a writer that goes waits for the merges it began: a writer that goes
/// sooner leaves them to the next one.
const MANY_SEGMENTS: usize = 16;

/// The one writer of the live generation.
#[derive(Debug)]
pub(crate) struct EmbeddedWriter {
    /// Taken only when the writer goes, before the lock is given back.
    inlet: Option<Inlet>,
    revision: u64,
    _lock: FileLock,
}

impl EmbeddedWriter {
    pub(crate) fn open(generations: &Generations) -> Result<Self, EngineError> {
        let layout = &generations.layout;
        let lock = FileLock::acquire(&layout.writer_lock(), generations.options.lock_patience)?;
        let current = generations.current_generation()?;
        generations.refuse_other_analyzer(&current)?;
        let path = layout.generation(&current);
        let index = generation::open(&path)?;
        let metas = index.load_metas().map_err(storage("read", &path))?;
        let memory = generations.options.writer_memory;
        let analyzer = Arc::clone(&generations.analyzer);
        let inlet = Inlet::open(&path, &index, analyzer, memory, Merging::AsTheyCome)?;
        Ok(Self {
            inlet: Some(inlet),
            revision: generation::revision(&metas),
            _lock: lock,
        })
    }

    fn inlet(&mut self) -> &mut Inlet {
        self.inlet
            .as_mut()
            .expect("the inlet is there until the writer is dropped")
    }
}

impl Writer for EmbeddedWriter {
    fn revision(&self) -> u64 {
        self.revision
    }

    fn put(&mut self, document: Document<'_>) -> Result<(), EngineError> {
        self.inlet().remove(&document.article.article.id)?;
        self.inlet().add(document)
    }

    fn remove(&mut self, id: &ArticleId) -> Result<(), EngineError> {
        self.inlet().remove(id)
    }

    fn commit(&mut self, revision: u64) -> Result<(), EngineError> {
        self.inlet().commit(revision)?;
        self.revision = revision;
        Ok(())
    }
}

impl Drop for EmbeddedWriter {
    fn drop(&mut self) {
        // A failed merge loses nothing: its segments stay, and the next writer merges them.
        if let Some(inlet) = self
            .inlet
            .take()
            .filter(|inlet| inlet.segment_count() > MANY_SEGMENTS)
        {
            let _ = inlet.close();
        }
    }
}
