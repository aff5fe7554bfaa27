//! The search engine inside the process: tantivy in a directory of files, with no set-up.
//!
//! Each folder takes from those above it only:
//!
//! - [`options`]: how much memory and time the engine uses.
//! - [`writing`]: articles on their way to the disk, and the files they end in.
//! - [`state`]: one committed state of the index, as all requests share it.
//! - [`finding`]: which articles a query and its filters find, and in what order.
//! - [`answering`]: from a request to its answer; the contract's reader.

mod answering;
mod finding;
mod options;
mod state;
mod writing;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::analysis::TextAnalyzer;
use crate::engine::{CheckExtent, Engine, Reader, Rebuild, Writer};
use crate::error::{EngineError, contained};

use answering::reader::EmbeddedReader;
use answering::suggest::Suggesting;
use state::opened::Opened;
use writing::checking;
use writing::generations::Generations;
use writing::rebuild::EmbeddedRebuild;
use writing::writer::EmbeddedWriter;

pub use options::Options;
pub use writing::contents::each_text;

/// A search engine in a directory. Several processes may use the same directory.
#[derive(Debug)]
pub struct Embedded {
    generations: Arc<Generations>,
    newest: Mutex<Option<Newest>>,
    suggesting: Arc<Suggesting>,
}

/// The state that was opened last, and its reader.
#[derive(Debug)]
struct Newest {
    opened: Opened,
    reader: Arc<EmbeddedReader>,
}

impl Embedded {
    /// Opens the index in a directory, which is made when it is not there; clears away what
    /// interrupted rebuilds left.
    ///
    /// A damaged index is no error here but when it is read or written: it can still be rebuilt.
    ///
    /// # Errors
    /// [`EngineError::Storage`] when the directory cannot be made or written.
    pub fn open(
        directory: &Path,
        analyzer: Arc<dyn TextAnalyzer>,
        options: Options,
    ) -> Result<Self, EngineError> {
        let generations = Generations::open(directory, analyzer, options)?;
        Ok(Self {
            generations: Arc::new(generations),
            newest: Mutex::default(),
            suggesting: Arc::default(),
        })
    }
}

impl Engine for Embedded {
    fn reader(&self) -> Result<Arc<dyn Reader>, EngineError> {
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        let layout = &self.generations.layout;
        if let Some(fresh) = newest
            .as_ref()
            .filter(|newest| newest.opened.is_fresh(layout))
        {
            return Ok(Arc::clone(&fresh.reader) as Arc<dyn Reader>);
        }
        let before = newest.take().map(|newest| newest.opened);
        let generations = &self.generations;
        let opened = contained(layout.root(), || Opened::newest(generations, before))?;
        let reader =
            EmbeddedReader::new(Arc::clone(&opened.snapshot), Arc::clone(&self.suggesting));
        let reader = Arc::new(reader);
        *newest = Some(Newest {
            opened,
            reader: Arc::clone(&reader),
        });
        Ok(reader)
    }

    fn check(&self, extent: CheckExtent) -> Result<(), EngineError> {
        let layout = &self.generations.layout;
        let name = self.generations.current_generation()?;
        layout.manifest(&name)?;
        let path = layout.generation(&name);
        contained(&path, || checking::check(&path, extent))
    }

    fn writer(&self) -> Result<Box<dyn Writer>, EngineError> {
        let generations = &self.generations;
        let writer = contained(generations.layout.root(), || {
            EmbeddedWriter::open(generations)
        })?;
        Ok(Box::new(writer))
    }

    fn rebuild(&self) -> Result<Box<dyn Rebuild>, EngineError> {
        Ok(Box::new(EmbeddedRebuild::start(&self.generations)?))
    }

    fn remove_earlier(&self) -> Result<(), EngineError> {
        self.generations.remove_all_but_live()
    }
}
