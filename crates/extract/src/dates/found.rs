//! A date found in a text, and which days news pages can state.

use aluehaku_article::time::PageTime;
use jiff::civil::Date;

/// First year news pages can state: the web is not older.
const FIRST_YEAR: i16 = 1991;

/// A date found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct FoundDate {
    /// The date and, where stated, the clock time.
    pub(in super::super) time: PageTime,
    /// First byte of what states it.
    pub(in super::super) start: usize,
    /// Byte after the last.
    pub(in super::super) end: usize,
    /// Whether a span of time is stated (`klo 9–10`, `1.–3.10.2022`), as events have it.
    pub(in super::super) is_span: bool,
}

/// A day that exists, in a year that news pages can state.
pub(super) fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    if is_plausible_year(year) {
        Date::new(year, month, day).ok()
    } else {
        None
    }
}

pub(super) fn is_plausible_year(year: i16) -> bool {
    (FIRST_YEAR..=2099).contains(&year)
}
