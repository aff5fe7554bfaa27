//! Why the database does not answer.

use rusqlite::ErrorCode;
use rusqlite::types::FromSqlError;

/// What the database, or a value in it, stands in the way with.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// SQLite refused.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// PostgreSQL refused, or does not answer.
    #[error("{}", in_words(.0))]
    Postgres(#[from] postgres::Error),
    /// There is no connection to the server; the words say what to do.
    #[error("{0}")]
    Connect(String),
    /// A statement of a transaction failed and nobody said so, so that nothing of it is kept.
    #[error("a change was taken back, since a part of it failed")]
    Aborted,
    /// Others look at a state of before.
    #[error("others still read a state from before the change")]
    Held,
    /// One transaction is under way, and another was to begin.
    #[error("a change was to begin within another one")]
    Nested,
    /// The row that was asked for is not there.
    #[error("nothing was found where something had to be")]
    NoRow,
    /// A value is none of its column.
    #[error("column {column}: {reason}")]
    Column {
        /// The column, from 0.
        column: usize,
        /// What is wrong with it.
        reason: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A value cannot be stored.
    #[error("{0}")]
    Value(Box<dyn std::error::Error + Send + Sync>),
}

/// What became of asking the database.
pub type Result<T> = std::result::Result<T, Error>;

/// The kinds of errors about which somebody can do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The disk is full.
    Full,
    /// The disk does not read or write.
    Disk,
    /// Rights are missing.
    Rights,
    /// Another process holds what is needed for longer than anybody waits.
    Busy,
    /// The file or a table is damaged.
    Damaged,
    /// The server cannot be reached, or went away.
    Away,
    /// Anything else.
    Other,
}

impl Error {
    /// What kind of error it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Sqlite(error) => kind_of_sqlite(error),
            Self::Postgres(error) => kind_of_postgres(error),
            Self::Connect(_) => ErrorKind::Away,
            Self::Held => ErrorKind::Busy,
            Self::Aborted | Self::Nested | Self::NoRow | Self::Column { .. } | Self::Value(_) => {
                ErrorKind::Other
            }
        }
    }

    /// A value that is none of its column.
    pub fn column(
        column: usize,
        reason: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self::Column {
            column,
            reason: reason.into(),
        }
    }
}

impl From<FromSqlError> for Error {
    fn from(error: FromSqlError) -> Self {
        Self::Value(Box::new(error))
    }
}

/// Results that may find nothing.
pub trait Optional<T> {
    /// Nothing where the row is not there.
    ///
    /// # Errors
    /// All errors but that.
    fn optional(self) -> Result<Option<T>>;
}

impl<T> Optional<T> for Result<T> {
    fn optional(self) -> Result<Option<T>> {
        match self {
            Ok(value) => Ok(Some(value)),
            Err(Error::NoRow) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

fn kind_of_sqlite(error: &rusqlite::Error) -> ErrorKind {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => ErrorKind::Full,
        Some(ErrorCode::SystemIoFailure) => ErrorKind::Disk,
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            ErrorKind::Rights
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => ErrorKind::Busy,
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => ErrorKind::Damaged,
        _ => ErrorKind::Other,
    }
}

/// By the classes of PostgreSQL's error codes (its manual, appendix A). An error without a code is one of the
/// connection.
fn kind_of_postgres(error: &postgres::Error) -> ErrorKind {
    let Some(code) = error.code() else {
        let of_line = std::error::Error::source(error)
            .and_then(|source| source.downcast_ref::<std::io::Error>());
        return if error.is_closed() || of_line.is_some() {
            ErrorKind::Away
        } else {
            ErrorKind::Other
        };
    };
    match code.code() {
        "53100" => ErrorKind::Full,
        "58030" => ErrorKind::Disk,
        "42501" | "25006" => ErrorKind::Rights,
        "55P03" | "40001" | "40P01" => ErrorKind::Busy,
        "XX001" | "XX002" => ErrorKind::Damaged,
        // Waited too long within a transaction; or a statement was made ready over a line that is gone.
        "25P03" | "26000" => ErrorKind::Away,
        code if ["08", "53", "57P"]
            .iter()
            .any(|class| code.starts_with(class)) =>
        {
            ErrorKind::Away
        }
        code if code.starts_with("28") || code.starts_with("3D") => ErrorKind::Rights,
        _ => ErrorKind::Other,
    }
}

/// What went wrong, with the reasons behind it.
pub(super) fn in_words(error: &postgres::Error) -> String {
    if let Some(answer) = error.as_db_error() {
        return answer.message().to_owned();
    }
    let mut words = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(reason) = source {
        words = format!("{words}: {reason}");
        source = reason.source();
    }
    words
}
