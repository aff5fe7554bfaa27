//! Locks on the index that the system gives back when their holder dies.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::EngineError;
use crate::error::storage;

/// Time between two tries to take a lock that somebody holds.
const RETRY: Duration = Duration::from_millis(20);

/// An exclusive lock on a file, held until dropped or until the process ends.
#[derive(Debug)]
pub(crate) struct FileLock {
    _file: File,
}

impl FileLock {
    /// Takes the lock, waiting for at most `patience` while another holds it.
    pub(crate) fn acquire(path: &Path, patience: Duration) -> Result<Self, EngineError> {
        let deadline = Instant::now() + patience;
        loop {
            match Self::try_acquire(path).map_err(storage("lock", path))? {
                Some(lock) => return Ok(lock),
                None if Instant::now() >= deadline => {
                    return Err(EngineError::Locked(directory_of(path)));
                }
                None => thread::sleep(RETRY),
            }
        }
    }

    /// Takes the lock if nobody holds it.
    pub(crate) fn try_acquire(path: &Path) -> io::Result<Option<Self>> {
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

fn directory_of(path: &Path) -> PathBuf {
    path.parent().unwrap_or(path).to_owned()
}
