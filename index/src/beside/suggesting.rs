//! The names and words that an engine suggests: made of one state of the index and shared by all readers. Where making
//! them takes long, those of an earlier state serve until they are made anew, beside the requests.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::showing::beginnings::Suggestions;

/// What is suggested, and the state `S` that it was made of.
#[derive(Debug)]
pub(crate) struct Suggesting<S>(Mutex<Known<S>>);

#[derive(Debug)]
struct Known<S> {
    made: Option<Made<S>>,
    is_being_made: bool,
}

/// Suggestions of a state.
#[derive(Clone, Debug)]
pub(crate) struct Made<S> {
    suggestions: Arc<Suggestions>,
    pub(crate) state: S,
    /// When they were made.
    pub(crate) since: Instant,
    /// How long that took.
    pub(crate) took: Duration,
}

/// Whether what was made of an earlier state serves a later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Serves {
    Yes,
    /// Until it is made anew, which begins now.
    Meanwhile,
    No,
}

impl<S: Send + 'static> Suggesting<S> {
    /// What is suggested in a state: made of it, or of an earlier one that serves.
    ///
    /// # Errors
    /// What `make` returns.
    pub(crate) fn of<E>(
        self: &Arc<Self>,
        state: S,
        serves: impl FnOnce(&Made<S>) -> Serves,
        make: impl FnOnce() -> Result<Suggestions, E> + Send + 'static,
    ) -> Result<Arc<Suggestions>, E> {
        let mut known = self.lock();
        if let Some(made) = &known.made {
            let serves = serves(made);
            let before = Arc::clone(&made.suggestions);
            if serves == Serves::Meanwhile && !known.is_being_made {
                known.is_being_made = true;
                self.make_beside(state, make);
                return Ok(before);
            }
            if serves != Serves::No {
                return Ok(before);
            }
        }
        let made = Made::new(state, make)?;
        let suggestions = Arc::clone(&made.suggestions);
        known.made = Some(made);
        Ok(suggestions)
    }

    fn make_beside<E>(
        self: &Arc<Self>,
        state: S,
        make: impl FnOnce() -> Result<Suggestions, E> + Send + 'static,
    ) {
        let suggesting = Arc::clone(self);
        thread::spawn(move || {
            let made = catch_unwind(AssertUnwindSafe(|| Made::new(state, make).ok()));
            let mut known = suggesting.lock();
            known.is_being_made = false;
            // Where it fails the earlier ones stay, and the next request tries again.
            if let Ok(Some(made)) = made {
                known.made = Some(made);
            }
        });
    }

    fn lock(&self) -> MutexGuard<'_, Known<S>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<S> Default for Suggesting<S> {
    fn default() -> Self {
        Self(Mutex::new(Known {
            made: None,
            is_being_made: false,
        }))
    }
}

impl<S> Made<S> {
    fn new<E>(state: S, make: impl FnOnce() -> Result<Suggestions, E>) -> Result<Self, E> {
        let begun = Instant::now();
        let suggestions = Arc::new(make()?);
        Ok(Self {
            suggestions,
            state,
            since: Instant::now(),
            took: begun.elapsed(),
        })
    }
}
