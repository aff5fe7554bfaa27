//! An event that an article tells of.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::TextPart;

/// An event with a day that an article tells of, past or coming.
///
/// It serialises as it is, for the stores that keep it; what others read has a shape of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its day, or the first of several.
    pub first_day: Date,
    /// The last of several days; the same day where there is one.
    pub last_day: Date,
    /// When it begins, in Finnish time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begins: Option<Time>,
    /// When it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<Time>,
    /// Whether the text names no year, and the likeliest was taken.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub inferred_year: bool,
    /// What it is called, where its line says that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Municipality it takes place in, where the text says that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The sentence that states it, shortened, with e-mail addresses and phone numbers masked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Which text of the article states it, as it was before anything was masked.
    #[serde(default = "body")]
    pub part: TextPart,
    /// First byte there of what states its day.
    #[serde(default)]
    pub start: usize,
    /// Byte after the last; 0 where a store of an earlier version kept no places.
    #[serde(default)]
    pub end: usize,
}

fn body() -> TextPart {
    TextPart::Body
}
