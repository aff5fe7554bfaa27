//! A crawl learns names from what it brought, now and then, and reads with those that another process has learnt.

use std::sync::atomic::Ordering;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::Pipeline;
use crate::archive::{ArchiveError, observations};
use crate::understanding;

/// How many times as long as learning took the pause after it is. Looking through all articles for those that a new
/// name concerns takes the longer the more there are.
const PAUSE_FACTOR: u32 = 20;

/// Says when names are learnt: after a round that brought articles, unless that was just done.
#[derive(Debug, Default)]
pub(super) struct NamesTurn(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// Whether articles came since names were learnt.
    is_behind: bool,
    /// When it is time again.
    not_before: Option<Instant>,
}

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
        let _learning = self.lock_learning()?;
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

    fn lock_learning(&self) -> Result<std::fs::File, ArchiveError> {
        let locked = std::fs::File::create(&self.learning).and_then(|file| {
            file.lock()?;
            Ok(file)
        });
        locked.map_err(|error| ArchiveError::Directory {
            path: self.learning.clone(),
            reason: error.to_string(),
        })
    }
}

impl NamesTurn {
    /// Articles came.
    pub(super) fn note_articles(&self) {
        self.with(|state| state.is_behind = true);
    }

    /// Whether it is time to learn names at this moment.
    pub(super) fn has_come(&self, now: Instant) -> bool {
        self.with(|state| state.is_behind && state.not_before.is_none_or(|time| time <= now))
    }

    /// Names were learnt from all that came before `begun`, which took so long.
    pub(super) fn note_learnt(&self, begun: Instant, took: Duration) {
        self.with(|state| {
            *state = State {
                is_behind: false,
                not_before: begun.checked_add(took * (PAUSE_FACTOR + 1)),
            };
        });
    }

    fn with<T>(&self, use_state: impl FnOnce(&mut State) -> T) -> T {
        use_state(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_learnt_after_articles_came_and_not_too_often() {
        let (turn, now) = (NamesTurn::default(), Instant::now());
        assert!(!turn.has_come(now));
        turn.note_articles();
        assert!(turn.has_come(now));
        turn.note_learnt(now, Duration::from_secs(3));
        let later = now + Duration::from_secs(64);
        assert!(!turn.has_come(later), "nothing came");
        turn.note_articles();
        assert!(!turn.has_come(now + Duration::from_secs(60)) && turn.has_come(later));
    }
}
