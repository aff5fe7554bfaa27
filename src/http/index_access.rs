//! The way to the index: off the async threads, few at a time, each for a limited time.

use std::sync::Arc;
use std::time::Duration;

use aluehaku_index::engine::{Engine, Reader};
use aluehaku_index::error::EngineError;
use tokio::sync::Semaphore;

use super::problem::{Code, Problem};

/// How long a request waits for its turn before it is told to come back.
const QUEUE_LIMIT: Duration = Duration::from_secs(5);

/// How long an answer may take.
const ANSWER_LIMIT: Duration = Duration::from_secs(10);

/// Runs reads of the index on blocking threads.
#[derive(Clone, Debug)]
pub(crate) struct IndexAccess {
    engine: Arc<dyn Engine>,
    turns: Arc<Semaphore>,
}

impl IndexAccess {
    /// Two reads a processor at a time: one computes while another waits for the disk.
    pub(crate) fn new(engine: Arc<dyn Engine>) -> Self {
        let processors = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            engine,
            turns: Arc::new(Semaphore::new(processors * 2)),
        }
    }

    /// Runs one read on the newest state of the index.
    ///
    /// A read that is given up keeps its turn until it ends, so that slow reads cannot pile up.
    ///
    /// # Errors
    /// [`Code::Busy`], [`Code::TookTooLong`], [`Code::IndexUnavailable`], or [`Code::Internal`]
    /// when the read panics.
    pub(crate) async fn read<T, F>(&self, work: F) -> Result<T, Problem>
    where
        F: FnOnce(&dyn Reader) -> Result<T, Problem> + Send + 'static,
        T: Send + 'static,
    {
        let turn = tokio::time::timeout(QUEUE_LIMIT, Arc::clone(&self.turns).acquire_owned());
        let Ok(Ok(turn)) = turn.await else {
            return Err(Problem::new(Code::Busy));
        };
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
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) => Err(Problem::new(Code::Internal)),
            Err(_) => Err(Problem::new(Code::TookTooLong)),
        }
    }
}

impl From<EngineError> for Problem {
    fn from(error: EngineError) -> Self {
        tracing::error!(error.message = %error, "the index cannot be read");
        Self::new(Code::IndexUnavailable)
    }
}
