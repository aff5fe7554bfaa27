//! The search engine inside the process: tantivy in a directory of files, with no set-up.
//!
//! Writing:
//!
//! - [`layout`]: the files, [`contents`]: all that is written in them; [`lock`]: who may change them; [`generation`]: one state of the index.
//! - [`schema`]: the fields; [`encoding`] and [`document`]: an article as terms, columns and record, each word in the
//!   language of its part ([`languages`]).
//! - [`queue`], [`writer`], [`rebuild`]: articles on their way to the disk.
//!
//! Reading:
//!
//! - [`snapshot`]: one committed state; [`segment`]: what is open of one segment; [`lazily`]: what is
//!   made when first asked for; [`search`]: the way from request to answer; [`spelling`]: the way on
//!   where nothing was found.
//! - [`plan`]: a query as conditions on terms; [`execute`]: which articles fulfil them, and how well.
//! - [`filter`], [`copies`], [`order`]: which of these are hits, and in what order.
//! - [`facets`], [`histogram`]: counts over all hits, by [`values`]; [`listing`]: which persons are put
//!   forward; [`living`]: how many articles have a term that are not deleted.
//! - [`suggest`]: what may be about to be typed; [`similar`]: articles like one.
//! - [`hits`], [`matched`], [`snippet`], [`record`]: what is shown of a hit.

pub mod contents;
mod copies;
mod document;
mod encoding;
mod execute;
mod facets;
mod filter;
mod generation;
mod histogram;
mod hits;
mod languages;
mod layout;
mod lazily;
mod listing;
mod living;
mod lock;
mod matched;
mod order;
mod plan;
mod queue;
mod rebuild;
mod record;
mod schema;
mod search;
mod segment;
mod similar;
mod snapshot;
mod snippet;
mod spelling;
mod suggest;
mod values;
mod writer;

use std::collections::HashMap;
use std::fmt;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use crate::analysis::TextAnalyzer;
use crate::engine::{Engine, Reader, Rebuild, Writer};
use crate::error::EngineError;
use aluehaku_article::listing::PersonThreshold;

use layout::Layout;
use lock::FileLock;
use rebuild::EmbeddedRebuild;
use snapshot::{Opened, Snapshot};
use writer::EmbeddedWriter;

/// How the embedded engine uses memory and time, and whom it puts forward.
#[derive(Clone, Debug)]
pub struct Options {
    /// Bytes for articles that are not yet on disk; at least 15 MB.
    pub writer_memory: usize,
    /// The same while a new generation is built: with more there is less to merge at the end.
    pub rebuild_memory: usize,
    /// How long to wait for a lock that another process holds.
    pub lock_patience: Duration,
    /// From how many articles and sources on a person is put forward.
    pub person_threshold: PersonThreshold,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            writer_memory: 60_000_000,
            rebuild_memory: 240_000_000,
            lock_patience: Duration::from_secs(30),
            person_threshold: PersonThreshold::default(),
        }
    }
}

/// A search engine in a directory. Several processes may use the same directory.
#[derive(Debug)]
pub struct Embedded {
    shared: Arc<Shared>,
}

/// What the engine, its writers and its rebuilds have in common.
#[derive(Debug)]
struct Shared {
    layout: Layout,
    analyzer: Arc<dyn TextAnalyzer>,
    options: Options,
    opened: Mutex<Option<Opened>>,
    /// Generations that snapshots of this process read.
    in_use: Mutex<HashMap<String, Weak<String>>>,
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
        fs::create_dir_all(directory).map_err(storage("create", directory))?;
        let layout = Layout::new(directory);
        let (opened, in_use) = (Mutex::default(), Mutex::default());
        let shared = Arc::new(Shared {
            layout,
            analyzer,
            options,
            opened,
            in_use,
        });
        shared.ensure_generation()?;
        shared.remove_leftovers();
        Ok(Self { shared })
    }
}

impl Engine for Embedded {
    fn reader(&self) -> Result<Arc<dyn Reader>, EngineError> {
        Ok(self.shared.snapshot()?)
    }

    fn writer(&self) -> Result<Box<dyn Writer>, EngineError> {
        Ok(Box::new(EmbeddedWriter::open(&self.shared)?))
    }

    fn rebuild(&self) -> Result<Box<dyn Rebuild>, EngineError> {
        Ok(Box::new(EmbeddedRebuild::start(&self.shared)?))
    }

    fn remove_earlier(&self) -> Result<(), EngineError> {
        let layout = &self.shared.layout;
        let patience = self.shared.options.lock_patience;
        let _rebuilding = FileLock::acquire(&layout.rebuild_lock(), patience)?;
        let current = self.shared.current_generation()?;
        for name in layout.generations()? {
            if name != current {
                layout.remove_generation(&name)?;
            }
        }
        Ok(())
    }
}

impl Shared {
    /// Name of the live generation.
    fn current_generation(&self) -> Result<String, EngineError> {
        let missing =
            || storage("open", self.layout.root())("no generation is live: run `aluehaku reindex`");
        self.layout.current()?.ok_or_else(missing)
    }

    /// Makes an empty generation in a directory that has none.
    fn ensure_generation(&self) -> Result<(), EngineError> {
        if self.layout.current()?.is_some() {
            return Ok(());
        }
        let patience = self.options.lock_patience;
        let _rebuilding = FileLock::acquire(&self.layout.rebuild_lock(), patience)?;
        let _writing = FileLock::acquire(&self.layout.writer_lock(), patience)?;
        if self.layout.current()?.is_some() {
            return Ok(());
        }
        let name = rebuild::new_generation(self)?;
        generation::create(&self.layout.generation(&name))?;
        self.layout.switch_to(&name)
    }

    /// Refuses to mix the terms of two analysers in one generation.
    fn refuse_other_analyzer(&self, generation: &str) -> Result<(), EngineError> {
        let wrote = self.layout.manifest(generation)?.analyzer;
        let uses = self.analyzer.identity();
        if wrote == uses {
            Ok(())
        } else {
            Err(EngineError::OtherAnalyzer { wrote, uses })
        }
    }

    /// The newest committed state.
    fn snapshot(&self) -> Result<Arc<Snapshot>, EngineError> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(fresh) = opened
            .as_ref()
            .filter(|opened| opened.is_fresh(&self.layout))
        {
            return Ok(Arc::clone(&fresh.snapshot));
        }
        let new = Opened::newest(self, opened.take())?;
        let snapshot = Arc::clone(&new.snapshot);
        *opened = Some(new);
        Ok(snapshot)
    }

    /// A mark that a generation is read, for as long as it lives.
    fn use_generation(&self, name: &str) -> Arc<String> {
        let mut in_use = self.in_use.lock().unwrap_or_else(PoisonError::into_inner);
        in_use.retain(|_, mark| mark.strong_count() > 0);
        if let Some(mark) = in_use.get(name).and_then(Weak::upgrade) {
            return mark;
        }
        let mark = Arc::new(name.to_owned());
        in_use.insert(name.to_owned(), Arc::downgrade(&mark));
        mark
    }

    fn is_in_use(&self, name: &str) -> bool {
        let in_use = self.in_use.lock().unwrap_or_else(PoisonError::into_inner);
        in_use.get(name).is_some_and(|mark| mark.strong_count() > 0)
    }

    /// Removes what interrupted rebuilds left and generations older than the previous one, unless a
    /// rebuild is under way.
    fn remove_leftovers(&self) {
        if let Ok(Some(_rebuilding)) = FileLock::try_acquire(&self.layout.rebuild_lock()) {
            self.remove_unfinished_generations();
            self.remove_old_generations();
        }
    }

    /// Removes generations newer than the live one: nobody finished them. The caller holds the
    /// rebuild lock. What cannot be removed now is tried again when the index is next opened.
    fn remove_unfinished_generations(&self) {
        let (Ok(Some(current)), Ok(names)) = (self.layout.current(), self.layout.generations())
        else {
            return;
        };
        let after = names.iter().skip_while(|name| **name != current).skip(1);
        after.for_each(|name| drop(self.layout.remove_generation(name)));
    }

    /// Keeps the live generation, the one before it, and those that snapshots of this process read.
    fn remove_old_generations(&self) {
        let (Ok(Some(current)), Ok(names)) = (self.layout.current(), self.layout.generations())
        else {
            return;
        };
        if !names.contains(&current) {
            return;
        }
        let mut before: Vec<_> = names
            .into_iter()
            .take_while(|name| *name != current)
            .collect();
        before.pop();
        before.retain(|name| !self.is_in_use(name));
        before
            .iter()
            .for_each(|name| drop(self.layout.remove_generation(name)));
    }
}

/// Turns what went wrong into the error that names the index.
fn storage<E: fmt::Display>(
    action: &'static str,
    path: &Path,
) -> impl Fn(E) -> EngineError + use<E> {
    let path = path.to_owned();
    move |reason| EngineError::Storage {
        action,
        path: path.clone(),
        reason: reason.to_string(),
    }
}
