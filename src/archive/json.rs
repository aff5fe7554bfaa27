//! Values that are kept as JSON in a column.

use super::store::{self, Row};

/// Reads the value of a column.
pub(super) fn from_json<T: serde::de::DeserializeOwned>(
    row: &Row<'_>,
    column: usize,
) -> store::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| store::Error::column(column, error))
}

/// Writes a value for a column.
pub(super) fn to_json(value: &impl serde::Serialize) -> store::Result<String> {
    serde_json::to_string(value).map_err(|error| store::Error::Value(Box::new(error)))
}
