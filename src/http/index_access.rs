//! The way to the index: off the async threads, few at a time, each for a limited time.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use aluehaku_index::engine::{ClusterHealth, Engine, Reader};
use aluehaku_index::error::EngineError;
use axum::body::Body;
use futures::StreamExt as _;
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

use super::problem::{Code, Problem};
use super::streams::Streams;

/// How long a request waits for its turn before it is told to come back.
const QUEUE_LIMIT: Duration = Duration::from_secs(5);

/// How long an answer may take.
const ANSWER_LIMIT: Duration = Duration::from_secs(10);

/// How long a client may take to read a part of a stream.
const STREAM_PATIENCE: Duration = Duration::from_secs(30);

/// An answer that comes in parts.
pub(crate) trait Parts: Send + 'static {
    /// The next part; `None` after the last one.
    ///
    /// # Errors
    /// When the index cannot be read.
    fn next(&mut self) -> Result<Option<Vec<u8>>, Problem>;
}

/// Asks for the index to be looked at and healed; returns at once.
pub type Heal = dyn Fn() + Send + Sync;

/// How much a read asks of the index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Weight {
    /// About as much as one search.
    #[default]
    Light,
    /// As much as many searches: these wait for each other, so that they leave processors to the light ones.
    Heavy,
}

/// Runs reads of the index on blocking threads.
#[derive(Clone)]
pub(crate) struct IndexAccess {
    engine: Arc<dyn Engine>,
    heal: Option<Arc<Heal>>,
    light: Arc<Semaphore>,
    heavy: Arc<Semaphore>,
    streams: Streams,
}

impl IndexAccess {
    /// Two light reads a processor at a time: one computes while another waits for the disk. Beside them heavy ones take half
    /// as many turns as there are processors, and at least one.
    pub(crate) fn new(engine: Arc<dyn Engine>, heal: Option<Arc<Heal>>) -> Self {
        let processors = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            engine,
            heal,
            light: Arc::new(Semaphore::new(processors * 2)),
            heavy: Arc::new(Semaphore::new((processors / 2).max(1))),
            streams: Streams::default(),
        }
    }

    /// Runs one light read on the newest state of the index.
    ///
    /// # Errors
    /// Those of [`Self::weighed`].
    pub(crate) async fn read<T, F>(&self, work: F) -> Result<T, Problem>
    where
        F: FnOnce(&dyn Reader) -> Result<T, Problem> + Send + 'static,
        T: Send + 'static,
    {
        self.weighed(Weight::Light, work).await
    }

    /// Runs one read on the newest state of the index.
    ///
    /// A read that is given up keeps its turn until it ends, so that slow reads cannot pile up.
    ///
    /// # Errors
    /// [`Code::Busy`], [`Code::TookTooLong`], [`Code::IndexUnavailable`], or [`Code::Internal`]
    /// when the read panics.
    pub(crate) async fn weighed<T, F>(&self, weight: Weight, work: F) -> Result<T, Problem>
    where
        F: FnOnce(&dyn Reader) -> Result<T, Problem> + Send + 'static,
        T: Send + 'static,
    {
        let turn = self.turn(weight).await?;
        let engine = Arc::clone(&self.engine);
        let task = tokio::task::spawn_blocking(move || {
            let answer = engine
                .reader()
                .map_err(Problem::from)
                .and_then(|reader| work(&*reader));
            drop(turn);
            answer
        });
        match tokio::time::timeout(ANSWER_LIMIT, task).await {
            Ok(Ok(answer)) => {
                let failed = answer.as_ref().err();
                if failed.is_some_and(|problem| problem.code == Code::IndexUnavailable) {
                    self.ask_for_healing();
                }
                answer
            }
            Ok(Err(error)) => {
                tracing::error!(error.message = %error, "a read of the index broke off");
                self.ask_for_healing();
                Err(Problem::new(Code::Internal))
            }
            Err(_) => {
                tracing::warn!(
                    limit_s = ANSWER_LIMIT.as_secs(),
                    "a read of the index is too slow"
                );
                Err(Problem::new(Code::TookTooLong))
            }
        }
    }

    /// Reads of a weight that could begin at once.
    pub(crate) fn free_turns(&self, weight: Weight) -> usize {
        self.turns(weight).available_permits()
    }

    fn turns(&self, weight: Weight) -> &Arc<Semaphore> {
        match weight {
            Weight::Light => &self.light,
            Weight::Heavy => &self.heavy,
        }
    }

    /// Waits for a turn to read.
    async fn turn(&self, weight: Weight) -> Result<OwnedSemaphorePermit, Problem> {
        let turn = Arc::clone(self.turns(weight)).acquire_owned();
        let turn = tokio::time::timeout(QUEUE_LIMIT, turn);
        match turn.await {
            Ok(Ok(turn)) => Ok(turn),
            _ => Err(Problem::new(Code::Busy)),
        }
    }

    /// State of the cluster that holds the index, where there is one. Asking keeps its turn until a node has answered, so
    /// that many who ask a cluster that is away cannot take all threads.
    ///
    /// # Errors
    /// [`Code::Busy`], or [`Code::IndexUnavailable`] when no node answers in time.
    pub(crate) async fn cluster_health(&self) -> Result<Option<ClusterHealth>, Problem> {
        let turn = self.turn(Weight::Light).await?;
        let engine = Arc::clone(&self.engine);
        let task = tokio::task::spawn_blocking(move || {
            let health = engine.cluster_health();
            drop(turn);
            health
        });
        match tokio::time::timeout(ANSWER_LIMIT, task).await {
            Ok(Ok(health)) => Ok(health?),
            _ => Err(Problem::new(Code::IndexUnavailable)),
        }
    }

    fn ask_for_healing(&self) {
        if let Some(heal) = &self.heal {
            heal();
        }
    }
}

impl fmt::Debug for IndexAccess {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("IndexAccess")
            .field("engine", &self.engine)
            .finish_non_exhaustive()
    }
}

impl IndexAccess {
    /// Runs a heavy read of the newest state whose answer comes in parts, each in a turn of its own, and returns the number
    /// of its lines and its body. A stream whose client stops reading is given up.
    ///
    /// # Errors
    /// [`Code::Busy`] when too many streams are under way, or too many to this client, others when the read cannot begin.
    pub(crate) async fn stream<P, F>(&self, client: IpAddr, work: F) -> Result<(u64, Body), Problem>
    where
        P: Parts,
        F: FnOnce(Arc<dyn Reader>) -> Result<(u64, P), Problem> + Send + 'static,
    {
        let Some(place) = self.streams.take(client) else {
            return Err(Problem::new(Code::Busy));
        };
        let turn = self.turn(Weight::Heavy).await?;
        let engine = Arc::clone(&self.engine);
        let begun = tokio::task::spawn_blocking(move || {
            let begun = work(engine.reader()?);
            drop(turn);
            begun
        });
        let begun = begun.await.map_err(|error| {
            tracing::error!(error.message = %error, "an export broke off");
            Problem::new(Code::Internal)
        })?;
        let (total, parts) = begun?;
        let (sender, receiver) = mpsc::channel(1);
        let turns = Arc::clone(&self.heavy);
        let runtime = Handle::current();
        tokio::task::spawn_blocking(move || {
            write_parts(parts, &turns, &sender, &runtime);
            drop(place);
        });
        let parts = futures::stream::unfold(receiver, |mut receiver| async {
            receiver.recv().await.map(|part| (part, receiver))
        });
        // Compression asks once more after the end.
        Ok((total, Body::from_stream(parts.fuse())))
    }
}

/// Sends part after part. A fault ends the stream with an error, so that the client sees that lines are
/// missing.
fn write_parts(
    mut parts: impl Parts,
    turns: &Semaphore,
    sender: &mpsc::Sender<Result<Vec<u8>, std::io::Error>>,
    runtime: &Handle,
) {
    loop {
        let turn = runtime.block_on(turns.acquire());
        let part = parts.next();
        drop(turn);
        let part = match part {
            Ok(None) => return,
            Ok(Some(part)) => Ok(part),
            Err(_) => Err(std::io::Error::other("the index cannot be read")),
        };
        let is_fault = part.is_err();
        let sent = runtime.block_on(sender.send_timeout(part, STREAM_PATIENCE));
        if is_fault || sent.is_err() {
            return;
        }
    }
}

impl From<EngineError> for Problem {
    fn from(error: EngineError) -> Self {
        tracing::error!(error.message = %error, "the index cannot be read");
        Self::new(Code::IndexUnavailable)
    }
}

#[cfg(test)]
mod tests {
    use aluehaku_index::analysis::snowball::Snowball;
    use aluehaku_index::embedded::{Embedded, Options};

    use super::*;

    fn access() -> (IndexAccess, tempfile::TempDir) {
        let directory = tempfile::tempdir().unwrap();
        let engine = Embedded::open(directory.path(), Arc::new(Snowball), Options::default());
        (IndexAccess::new(Arc::new(engine.unwrap()), None), directory)
    }

    #[tokio::test(start_paused = true)]
    async fn who_waits_too_long_for_a_turn_is_told_to_come_back() {
        let (access, _directory) = access();
        let all = access.light.available_permits();
        let _others = access
            .light
            .try_acquire_many(u32::try_from(all).unwrap())
            .unwrap();
        let problem = access.read(|_| Ok(())).await.unwrap_err();
        assert_eq!(problem.code, Code::Busy);
        assert!(problem.retry_after.is_some());
    }

    #[tokio::test]
    async fn heavy_reads_leave_turns_to_light_ones() {
        let (access, _directory) = access();
        let all = u32::try_from(access.heavy.available_permits()).unwrap();
        let _others = access.heavy.try_acquire_many(all).unwrap();
        assert!(access.read(|_| Ok(())).await.is_ok());
    }

    #[tokio::test]
    async fn a_read_that_panics_is_a_problem_and_gives_its_turn_back() {
        let (access, _directory) = access();
        let all = access.light.available_permits();
        let problem = access
            .read::<(), _>(|_| panic!("broken"))
            .await
            .unwrap_err();
        assert_eq!(problem.code, Code::Internal);
        assert_eq!(access.light.available_permits(), all);
        assert_eq!(
            access
                .read(|reader| Ok(reader.article_count()))
                .await
                .unwrap(),
            0
        );
    }
}
