//! A search while its parameters are read one by one.

use aluehaku_index::search::cursor::Cursor;
use jiff::civil::Date;

use super::{CitationForm, CsvForm, SearchParams};

/// What was read so far.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    /// The search; its place is decided at the end.
    pub(crate) params: SearchParams,
    /// The form of an export as CSV.
    pub(crate) csv: CsvForm,
    /// In which form citations are asked for, where they are.
    pub(crate) citation_form: Option<CitationForm>,
    /// First day of the month of a calendar.
    pub(crate) month: Option<Date>,
    /// The page by number.
    pub(crate) page: Option<usize>,
    /// The page by cursor.
    pub(crate) after: Option<Cursor>,
}
