//! How long the work on a request may take.

use std::cell::Cell;
use std::time::{Duration, Instant};

/// When the work on a request must end; asked now and then.
#[derive(Debug)]
pub(crate) struct Deadline {
    end: Option<Instant>,
    is_cut: Cell<bool>,
}

impl Deadline {
    pub(crate) fn after(limit: Option<Duration>) -> Self {
        Self {
            end: limit.and_then(|limit| Instant::now().checked_add(limit)),
            is_cut: Cell::new(false),
        }
    }

    /// Whether there is time left.
    pub(crate) fn goes_on(&self) -> bool {
        if self.end.is_some_and(|end| Instant::now() >= end) {
            self.cut();
        }
        !self.is_cut.get()
    }

    /// The time that is left, where it has an end.
    pub(crate) fn left(&self) -> Option<Duration> {
        let end = self.end?;
        Some(end.saturating_duration_since(Instant::now()))
    }

    /// Remembers that something was left out.
    pub(crate) fn cut(&self) {
        self.is_cut.set(true);
    }

    /// Whether something was left out.
    pub(crate) fn is_cut(&self) -> bool {
        self.is_cut.get()
    }
}
