//! When a crawl learns names from what it brought.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

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
