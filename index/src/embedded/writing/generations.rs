//! The generations of an index: which is live, which are read, which are cleared away.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use super::generation;
use super::layout::{FORMAT, Layout, Manifest};
use super::lock::FileLock;
use crate::analysis::TextAnalyzer;
use crate::embedded::options::Options;
use crate::error::{EngineError, storage};

/// What the engine, its writers and its rebuilds have in common.
#[derive(Debug)]
pub(crate) struct Generations {
    pub(crate) layout: Layout,
    pub(crate) analyzer: Arc<dyn TextAnalyzer>,
    pub(crate) options: Options,
    /// Generations that snapshots of this process read.
    in_use: Mutex<HashMap<String, Weak<String>>>,
}

impl Generations {
    /// Those of a directory, which is made when it is not there and gets an empty generation when it has none;
    /// clears away what interrupted rebuilds left.
    pub(crate) fn open(
        directory: &Path,
        analyzer: Arc<dyn TextAnalyzer>,
        options: Options,
    ) -> Result<Self, EngineError> {
        fs::create_dir_all(directory).map_err(storage("create", directory))?;
        let generations = Self {
            layout: Layout::new(directory),
            analyzer,
            options,
            in_use: Mutex::default(),
        };
        generations.ensure_generation()?;
        generations.remove_leftovers();
        Ok(generations)
    }

    /// Name of the live generation.
    pub(crate) fn current_generation(&self) -> Result<String, EngineError> {
        let missing =
            || storage("open", self.layout.root())("no generation is live: run `aluehaku reindex`");
        self.layout.current()?.ok_or_else(missing)
    }

    /// Makes an empty generation in a directory that has none. A damaged pointer stays: what it pointed to is built
    /// anew by whoever finds that it cannot be read.
    fn ensure_generation(&self) -> Result<(), EngineError> {
        if !matches!(self.layout.current(), Ok(None)) {
            return Ok(());
        }
        let patience = self.options.lock_patience;
        let _rebuilding = FileLock::acquire(&self.layout.rebuild_lock(), patience)?;
        let _writing = FileLock::acquire(&self.layout.writer_lock(), patience)?;
        if self.layout.current()?.is_some() {
            return Ok(());
        }
        let name = self.new_generation()?;
        generation::create(&self.layout.generation(&name))?;
        self.layout.switch_to(&name)
    }

    /// Refuses to mix the terms of two analysers in one generation.
    pub(crate) fn refuse_other_analyzer(&self, generation: &str) -> Result<(), EngineError> {
        let wrote = self.layout.manifest(generation)?.analyzer;
        let uses = self.analyzer.identity();
        if wrote == uses {
            Ok(())
        } else {
            Err(EngineError::OtherAnalyzer { wrote, uses })
        }
    }

    /// Makes an empty directory for a new generation.
    pub(crate) fn new_generation(&self) -> Result<String, EngineError> {
        let manifest = Manifest {
            format: FORMAT,
            analyzer: self.analyzer.identity(),
        };
        self.layout.create_generation(&manifest)
    }

    /// A mark that a generation is read, for as long as it lives.
    pub(crate) fn use_generation(&self, name: &str) -> Arc<String> {
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

    /// Removes all generations but the live one, also those that are read: who has them open reads on.
    pub(crate) fn remove_all_but_live(&self) -> Result<(), EngineError> {
        let patience = self.options.lock_patience;
        let _rebuilding = FileLock::acquire(&self.layout.rebuild_lock(), patience)?;
        let current = self.current_generation()?;
        let mut names = self.layout.generations()?;
        names.retain(|name| *name != current);
        names
            .iter()
            .try_for_each(|name| self.layout.remove_generation(name))
    }

    /// Keeps the live generation, the one before it, and those that snapshots of this process read.
    pub(crate) fn remove_old_generations(&self) {
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
