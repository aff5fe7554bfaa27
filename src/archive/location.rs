//! Where an archive lies: in a file of the data directory, or on a PostgreSQL server that several machines share.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::store::server::{ServerOptions, ServerOptionsError};
use super::store::{self, Server};
use super::{ArchiveError, FILE_NAME, schema};
use crate::disk;

/// Where an archive lies. Copies share the connections to a server.
#[derive(Clone, Debug)]
pub struct Location {
    data_dir: PathBuf,
    server: Option<Arc<Server>>,
}

/// The file of a data directory.
impl From<&Path> for Location {
    fn from(data_dir: &Path) -> Self {
        Self {
            data_dir: data_dir.to_owned(),
            server: None,
        }
    }
}

impl From<&PathBuf> for Location {
    fn from(data_dir: &PathBuf) -> Self {
        data_dir.as_path().into()
    }
}

impl From<&Self> for Location {
    fn from(location: &Self) -> Self {
        location.clone()
    }
}

impl Location {
    /// A schema on a server. What belongs to this machine alone stays in its data directory.
    ///
    /// # Errors
    /// When the options cannot be used; nobody is asked anything.
    pub fn on_server(data_dir: &Path, options: &ServerOptions) -> Result<Self, ServerOptionsError> {
        Ok(Self {
            data_dir: data_dir.to_owned(),
            server: Some(Server::new(options)?),
        })
    }

    /// The folder of the archive's file, the index, and what else belongs to this machine.
    #[must_use]
    pub fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    /// Whether several machines may share the archive.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.server.is_some()
    }

    /// The file, or the server and the schema.
    #[must_use]
    pub fn place(&self) -> String {
        match &self.server {
            Some(server) => server.place().to_owned(),
            None => self.file().display().to_string(),
        }
    }

    /// Whether something was ever archived there.
    ///
    /// # Errors
    /// When the server cannot be asked.
    pub fn has_archive(&self) -> Result<bool, ArchiveError> {
        match &self.server {
            None => Ok(self.file().exists()),
            Some(server) => schema::is_on_server(server).map_err(|source| self.explained(source)),
        }
    }

    /// Bytes that the archive takes, with its log where it is a file; 0 where that cannot be told.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        match &self.server {
            None => {
                let log = self.data_dir.join(format!("{FILE_NAME}-wal"));
                disk::bytes_of(&self.file()) + disk::bytes_of(&log)
            }
            Some(server) => schema::bytes_on_server(server).unwrap_or(0),
        }
    }

    pub(super) fn server(&self) -> Option<&Arc<Server>> {
        self.server.as_ref()
    }

    pub(super) fn file(&self) -> PathBuf {
        self.data_dir.join(FILE_NAME)
    }

    pub(super) fn absent(&self) -> ArchiveError {
        match &self.server {
            None => ArchiveError::Absent {
                path: self.data_dir.clone(),
            },
            Some(server) => ArchiveError::AbsentOnServer {
                place: server.place().to_owned(),
            },
        }
    }

    pub(super) fn explained(&self, reason: store::Error) -> ArchiveError {
        ArchiveError::Refused {
            place: self.place(),
            reason,
        }
    }
}
