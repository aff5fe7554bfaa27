//! What can go wrong in the index, with the way out of each.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use crate::analysis::AnalyzerIdentity;

/// A failure of a search engine.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// Another process holds the writer, or rebuilds: try again when it has finished.
    #[error("another process is writing to the index at {}: try again when it has finished", .0.display())]
    Locked(PathBuf),
    /// The index was written by another version: run `reindex` with this one, or go on with that one.
    #[error(
        "the index at {} has format {found}, this version reads {supported}: rebuild it with `aluehaku reindex`, or use the version that wrote it",
        .path.display()
    )]
    Format {
        /// Where the index lies.
        path: PathBuf,
        /// Format found.
        found: u32,
        /// Format this version writes and reads.
        supported: u32,
    },
    /// The index was written by another analyser, as when the dictionary is new or gone: it can be
    /// read, but terms of two analysers must not mix; run `reindex`.
    #[error(
        "the index was written with the analyser {wrote}, now {uses} is in use: rebuild it with `aluehaku reindex`"
    )]
    OtherAnalyzer {
        /// The analyser that wrote it.
        wrote: AnalyzerIdentity,
        /// The analyser in use.
        uses: AnalyzerIdentity,
    },
    /// The index that machines share holds the changes of another archive: it can be read, but two archives must not mix.
    #[error(
        "the index {0} in the search cluster belongs to another archive: give this one an index of its own by `index.name`, or run `aluehaku reindex --replace` on the machine whose archive it is to hold"
    )]
    OtherArchive(String),
    /// A rebuilt generation does not hold what the archive holds: the live one stays; run
    /// `reindex` again, and report it if it happens twice.
    #[error(
        "the rebuilt index holds {found} articles where the archive has {expected}: the old index stays in use"
    )]
    CountMismatch {
        /// Articles in the new generation.
        found: u64,
        /// Articles in the archive.
        expected: u64,
    },
    /// The files of the index cannot be read or written: check space and rights, then restart;
    /// a damaged index is rebuilt by `aluehaku reindex`.
    #[error("cannot {action} the index at {}: {reason}", .path.display())]
    Storage {
        /// What was tried: "open", "write", "read".
        action: &'static str,
        /// Where the index lies.
        path: PathBuf,
        /// What the system or the engine said.
        reason: String,
    },
    /// The search cluster cannot be reached or refuses: the message says what to do; what was committed stays.
    #[error("cannot {action} the search cluster: {reason}")]
    Cluster {
        /// What was tried: "reach", "read", "write".
        action: &'static str,
        /// What the cluster or the way there said.
        reason: String,
    },
    /// The state that a reader shows is no longer kept by the cluster: take a new reader.
    #[error("the state of the index that was read is no longer kept: ask again")]
    StateGone,
}

/// Runs work on files that may be damaged in a way that the engine's own checks do not see: a panic in it is an error
/// that names the index.
pub(crate) fn contained<T>(
    path: &Path,
    work: impl FnOnce() -> Result<T, EngineError>,
) -> Result<T, EngineError> {
    // What a panic leaves behind is dropped with the work.
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(storage("read", path)("damaged: the engine broke off")))
}

/// Turns what went wrong into the error that names the cluster.
pub(crate) fn cluster<E: fmt::Display>(action: &'static str) -> impl Fn(E) -> EngineError {
    move |reason| EngineError::Cluster {
        action,
        reason: reason.to_string(),
    }
}

/// Turns what went wrong into the error that names the index.
pub(crate) fn storage<E: fmt::Display>(
    action: &'static str,
    path: &Path,
) -> impl Fn(E) -> EngineError + use<E> {
    let path = path.to_owned();
    move |reason| EngineError::Storage {
        action,
        path: path.clone(),
        reason: reason.to_string(),
    }
}
