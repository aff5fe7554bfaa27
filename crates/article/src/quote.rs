//! What somebody says in an article.

use serde::{Deserialize, Serialize};

use crate::TextPart;

/// Words that an article quotes, and who said them.
///
/// It serialises as it is, for the stores that keep it; what others read has a shape of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The words without their marks; a blank line between paragraphs.
    pub text: String,
    /// Canonical name of who said them.
    pub speaker: String,
    /// Which text of the article they stand in.
    pub part: TextPart,
    /// First byte of the words.
    pub start: usize,
    /// Byte after their last.
    pub end: usize,
}
