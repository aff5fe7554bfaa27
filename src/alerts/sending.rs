//! What every way of sending a message has in common: when it is handed over, and how it ends.

use crate::archive::ArchiveError;

/// Called just before a message is out of our hands.
pub type HandOver<'a> = &'a mut dyn FnMut() -> Result<(), Failure>;

/// The receiver has taken a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent;

/// Why a message was not taken.
#[derive(Debug)]
pub enum Failure {
    /// The mail server cannot be talked to: other mails cannot be sent now, either.
    Unreachable(String),
    /// The settings no longer offer the way it goes.
    NotOffered,
    /// It was not taken this time.
    Refused(String),
    /// The receiver is none, or wants no more.
    Bounced,
    /// What it would tell is gone.
    Nothing,
    /// Another process hands it over, or it was removed meanwhile.
    Taken,
    /// The archive refuses.
    Archive(ArchiveError),
}

impl From<ArchiveError> for Failure {
    fn from(error: ArchiveError) -> Self {
        Self::Archive(error)
    }
}

impl Failure {
    /// A mail server's refusal, or a connection that broke.
    #[must_use]
    pub fn of_server(error: &lettre::transport::smtp::Error) -> Self {
        match error.status() {
            Some(_) => Self::Refused(error.to_string()),
            None => Self::Unreachable(error.to_string()),
        }
    }
}
