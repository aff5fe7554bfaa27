//! Why a line of an import is no article.

use crate::article_record::RecordError;

/// Why a line is no article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// The line is no JSON object of the expected shape.
    #[error("{0}")]
    Json(String),
    /// A field cannot be used.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// The line is longer than what is read.
    #[error("longer than {limit} bytes")]
    TooLong {
        /// Longest line read, in bytes.
        limit: u64,
    },
}
