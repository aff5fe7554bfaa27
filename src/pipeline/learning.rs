//! A crawl learns names from what it brought, one of several at a time, and reads with those that another has learnt.

use std::sync::atomic::Ordering;
use std::time::Instant;

use super::Pipeline;
use crate::archive::{ArchiveError, observations};
use crate::understanding;

impl Pipeline {
    /// Learns names from what came, and enriches the articles anew that are read otherwise with them, unless that
    /// was just done. Call it between two rounds.
    ///
    /// # Errors
    /// When the archive refuses.
    pub fn follow_names(&self) -> Result<(), ArchiveError> {
        if !self.names_turn.has_come(Instant::now()) {
            return Ok(());
        }
        // One crawler learns at a time: two would read the same articles anew, each for itself.
        let _learning = self.location.lock("names")?;
        let begun = Instant::now();
        self.take_newer_register()?;
        let mut knowledge = self.reader().knowledge().clone();
        let understood = understanding::follow(&mut self.archive(), &self.edits, &mut knowledge)?;
        self.take(knowledge);
        if let Some(register) = understood.register {
            self.register.store(register, Ordering::Relaxed);
        }
        self.names_turn.note_learnt(begun, begun.elapsed());
        if understood.changed > 0 {
            (self.tell)();
        }
        Ok(())
    }

    /// Reads with the register of names from now on that another process has made.
    pub(super) fn take_newer_register(&self) -> Result<(), ArchiveError> {
        let archive = self.archive();
        let register = archive.read(observations::kept_register)?;
        if register <= self.register.load(Ordering::Relaxed) {
            return Ok(());
        }
        let mut knowledge = self.reader().knowledge().clone();
        understanding::load(&archive, &self.edits, &mut knowledge)?;
        self.take(knowledge);
        self.register.store(register, Ordering::Relaxed);
        Ok(())
    }
}
