//! Indexes in the background while articles come in.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use aluehaku_index::engine::{CheckExtent, Engine};

use crate::archive::{Archive, ArchiveError, Location};
use crate::indexing::{self, IndexingError, catch_up};
use crate::removing::elsewhere;
use crate::troubles::{Cause, Part, Troubles};

/// Shortest pause between two commits: a few new articles are searchable within it.
const SHORTEST_PAUSE: Duration = Duration::from_millis(700);

/// Longest pause between two commits, while a busy crawl brings articles all the time.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// Time after which an index of this machine alone follows what other machines archived.
const LOOK_AT_OTHERS: Duration = Duration::from_secs(5);

/// How many times as long as a commit took the pause after it is. A commit writes a segment, and small segments are
/// merged again and again: of a busy crawl half the work was that.
const PAUSE_FACTOR: u32 = 10;

/// A thread that brings the index up to date soon after it was told of changes.
#[derive(Debug)]
pub struct Indexer {
    signal: Arc<Signal>,
    thread: JoinHandle<(Archive, Arc<dyn Engine>)>,
}

/// What the thread waits for.
#[derive(Debug, Default)]
struct Signal {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    articles_changed: bool,
    /// Whether the index may be damaged.
    doubted: bool,
    stopping: bool,
}

/// What the thread is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    /// Replay what changed.
    CatchUp,
    /// Look at every file of the index, and build it anew where one is damaged.
    Heal,
}

impl Indexer {
    /// Starts the thread on the archive of a data directory; it notes what stands in its way.
    ///
    /// # Errors
    /// When the archive cannot be opened.
    pub fn start(
        location: impl Into<Location>,
        engine: Arc<dyn Engine>,
        troubles: &Troubles,
    ) -> Result<Self, ArchiveError> {
        let archive = Archive::open(location)?;
        let follows = archive.location().is_shared() && !engine.is_shared();
        let signal = Arc::new(Signal::default());
        let thread = std::thread::spawn({
            let (signal, troubles) = (Arc::clone(&signal), troubles.clone());
            move || {
                run(&archive, engine.as_ref(), &signal, follows, &troubles);
                (archive, engine)
            }
        });
        Ok(Self { signal, thread })
    }

    /// A handle that tells the thread of changes.
    #[must_use]
    pub fn teller(&self) -> Teller {
        Teller(Arc::clone(&self.signal))
    }

    /// Stops the thread and indexes what is left, so that everything archived is searchable.
    ///
    /// # Errors
    /// [`IndexingError`]; the archive keeps everything, and the next start catches up.
    pub fn finish(self) -> Result<(), IndexingError> {
        self.signal.set(|state| state.stopping = true);
        match self.thread.join() {
            Ok((archive, engine)) => catch_up(&archive, engine.as_ref()).map(|_| ()),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    }
}

/// Tells the indexer that articles changed; telling never waits for the index.
#[derive(Clone, Debug)]
pub struct Teller(Arc<Signal>);

impl Teller {
    /// Says that there is something to index.
    pub fn tell(&self) {
        self.0.set(|state| state.articles_changed = true);
    }

    /// Says that the index may be damaged: every file is looked at, and the index built anew where one is.
    pub fn doubt(&self) {
        self.0.set(|state| state.doubted = true);
    }
}

impl Signal {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }

    /// Waits for something to do, at most so long; nothing when the thread is to stop.
    fn wait_for_order(&self, longest: Duration) -> Option<Order> {
        let idle = |state: &mut State| !state.articles_changed && !state.doubted && !state.stopping;
        let waited = self.changed.wait_timeout_while(self.lock(), longest, idle);
        let (mut state, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        if state.stopping {
            return None;
        }
        // Nobody tells of what another machine archives.
        state.articles_changed |= waited.timed_out();
        // A look at every file may take long or fail again and again: what came in goes before it. Where a file that
        // is damaged stands in the way of that, it is healed, too.
        Some(match std::mem::take(&mut state.articles_changed) {
            true => Order::CatchUp,
            false => {
                state.doubted = false;
                Order::Heal
            }
        })
    }

    /// Rests after a commit that took so long, not when the thread is to stop.
    fn rest(&self, worked: Duration) {
        let pause = (worked * PAUSE_FACTOR).clamp(SHORTEST_PAUSE, LONGEST_PAUSE);
        let going_on = |state: &mut State| !state.stopping;
        let _ = self
            .changed
            .wait_timeout_while(self.lock(), pause, going_on);
    }
}

/// Obeys orders until the thread is to stop; who `follows` other machines looks for what they did.
fn run(
    archive: &Archive,
    engine: &dyn Engine,
    signal: &Signal,
    follows: bool,
    troubles: &Troubles,
) {
    let longest = if follows {
        LOOK_AT_OTHERS
    } else {
        Duration::MAX
    };
    while let Some(order) = signal.wait_for_order(longest) {
        let started = Instant::now();
        match obey(order, archive, engine, troubles) {
            Ok(()) => {
                troubles.end(Part::Indexing);
                signal.rest(started.elapsed());
            }
            Err(error) => {
                // The archive has everything, and it is tried again.
                let message = error.to_string();
                troubles.begin(Part::Indexing, Cause::told_by(&message));
                tracing::error!("the index could not be brought up to date: {message}");
                signal.set(|state| match order {
                    Order::CatchUp => state.articles_changed = true,
                    Order::Heal => state.doubted = true,
                });
                signal.rest(LONGEST_PAUSE);
            }
        }
    }
}

fn obey(
    order: Order,
    archive: &Archive,
    engine: &dyn Engine,
    troubles: &Troubles,
) -> Result<(), IndexingError> {
    let done = match order {
        Order::CatchUp => {
            catch_up(archive, engine).and_then(|_| elsewhere::follow(archive, engine))
        }
        Order::Heal => engine
            .check(CheckExtent::EveryFile)
            .map_err(IndexingError::from),
    };
    match done {
        Err(damage) if damage.calls_for_rebuild(engine) => {
            troubles.begin(Part::Searching, Cause::Damaged);
            indexing::rebuild_after(&damage, archive, engine)?;
            troubles.end(Part::Searching);
            Ok(())
        }
        done => done,
    }
}
