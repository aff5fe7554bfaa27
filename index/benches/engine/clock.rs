//! Time on the clock and time on the processors, where other work may disturb the first.

use std::time::Instant;

/// Clock ticks a second in which Linux counts processor time.
const TICKS: f64 = 100.0;

/// Runs from its making.
pub(crate) struct Clock {
    started: Instant,
    processors: f64,
}

/// Seconds since a clock was made.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Elapsed {
    /// On the clock.
    pub(crate) wall: f64,
    /// Of all threads, on the processors; 0 where the system does not tell.
    pub(crate) processors: f64,
}

impl Clock {
    pub(crate) fn start() -> Self {
        Self {
            started: Instant::now(),
            processors: processor_seconds(),
        }
    }

    pub(crate) fn elapsed(&self) -> Elapsed {
        Elapsed {
            wall: self.started.elapsed().as_secs_f64(),
            processors: processor_seconds() - self.processors,
        }
    }
}

impl Elapsed {
    /// Both times without those of other work that was measured apart.
    pub(crate) fn without(self, other: Self) -> Self {
        Self {
            wall: self.wall - other.wall,
            processors: self.processors - other.processors,
        }
    }

    /// How fast so many articles went in.
    pub(crate) fn speed(self, articles: usize) -> String {
        let a_second = articles as f64 / self.wall;
        let milliseconds = self.processors * 1e3 / articles as f64;
        format!("{a_second:.0} articles/s ({milliseconds:.3} ms of processor time each)")
    }
}

fn processor_seconds() -> f64 {
    let status = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program, in brackets, may hold spaces; user and system time are the 12th and
    // 13th words after it.
    let words: Vec<&str> = status
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    let ticks = |place: usize| {
        words
            .get(place)
            .and_then(|word| word.parse::<f64>().ok())
            .unwrap_or(0.0)
    };
    (ticks(11) + ticks(12)) / TICKS
}
