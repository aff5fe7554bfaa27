//! Work that one process does at a time, whichever machine it is on: a locked file beside the archive's, or a lock of the
//! server that the archive is on. It ends with the process, however that ends.

use std::fs::{File, TryLockError};
use std::sync::Arc;

use super::store::session::Session;
use super::store::{self, Connection};
use super::{ArchiveError, Location};

/// A lock, free again when it is dropped.
#[derive(Debug)]
pub struct Lock(Held);

#[derive(Debug)]
enum Held {
    File(#[expect(dead_code, reason = "the lock is held as long as the file is open")] File),
    Server(Box<Session>),
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Held::Server(session) = &self.0 {
            session.roll_back();
        }
    }
}

impl Lock {
    /// Whether nobody else can have the lock. One of a server is lost with the connection to it.
    #[must_use]
    pub fn is_held(&self) -> bool {
        match &self.0 {
            Held::File(_) => true,
            Held::Server(session) => session.run("SELECT 1").is_ok(),
        }
    }
}

impl Location {
    /// Takes the lock of a name, once nobody else has it.
    ///
    /// # Errors
    /// When the file cannot be written or the server does not answer.
    pub fn lock(&self, name: &str) -> Result<Lock, ArchiveError> {
        let Some(server) = self.server() else {
            let file = self.lock_file(name)?;
            file.lock().map_err(|error| self.unlockable(name, &error))?;
            return Ok(Lock(Held::File(file)));
        };
        let session = Session::new(Arc::clone(server));
        let locked = session.begin(&format!(
            "{BEGIN} SELECT pg_advisory_xact_lock({})",
            server.lock_key(name)
        ));
        locked.map_err(|source| self.explained(source))?;
        Ok(Lock(Held::Server(Box::new(session))))
    }

    /// The same, and nothing while somebody else has it.
    ///
    /// # Errors
    /// When the file cannot be written or the server does not answer.
    pub fn try_lock(&self, name: &str) -> Result<Option<Lock>, ArchiveError> {
        let Some(server) = self.server() else {
            let file = self.lock_file(name)?;
            return match file.try_lock() {
                Ok(()) => Ok(Some(Lock(Held::File(file)))),
                Err(TryLockError::WouldBlock) => Ok(None),
                Err(TryLockError::Error(error)) => Err(self.unlockable(name, &error)),
            };
        };
        try_on_server(Session::new(Arc::clone(server)), name)
            .map_err(|source| self.explained(source))
    }

    fn lock_file(&self, name: &str) -> Result<File, ArchiveError> {
        let path = self.data_dir().join(format!("{name}.lock"));
        File::create(path).map_err(|error| self.unlockable(name, &error))
    }

    fn unlockable(&self, name: &str, error: &std::io::Error) -> ArchiveError {
        ArchiveError::Directory {
            path: self.data_dir().join(format!("{name}.lock")),
            reason: error.to_string(),
        }
    }
}

/// Opens a transaction that may wait and stay open as long as it likes; it holds back nobody but who wants its lock.
const BEGIN: &str =
    "BEGIN; SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0;";

fn try_on_server(session: Session, name: &str) -> store::Result<Option<Lock>> {
    session.begin(BEGIN)?;
    let key = session.server().lock_key(name);
    let connection = Connection::from(session);
    let is_taken: bool = connection.query_row(
        &format!("SELECT pg_try_advisory_xact_lock({key})"),
        [],
        |row| row.get(0),
    )?;
    let session = connection.into_server().filter(|_| is_taken);
    Ok(session.map(|session| Lock(Held::Server(Box::new(session)))))
}
