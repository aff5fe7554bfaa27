//! Everything that is written in the archive, whatever table it is in, and removing rows by what is written in them.

use std::ops::ControlFlow;

use rusqlite::ToSql;
use rusqlite::types::{Value, ValueRef};

use crate::archive::schema;
use crate::archive::store::{self, Connection};

/// How a packed column begins.
const ZSTD_MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// Tables in which nothing is found by what is written: hashes, keys and numbers.
const WORDLESS: [&str; 4] = ["archive_format", "hash_key", "removals", "tombstones"];

/// A table, as the database describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    columns: Vec<String>,
    /// Columns that tell one row from the others.
    key: Vec<String>,
}

/// What is written in one column of one row.
#[derive(Clone, Debug, PartialEq)]
pub struct Written<'a> {
    /// The column.
    pub column: &'a str,
    /// Values of the columns that tell the row from others.
    pub key: &'a [Value],
    /// What is written there, unpacked.
    pub content: &'a [u8],
}

impl Written<'_> {
    /// The key in words.
    #[must_use]
    pub fn row(&self) -> String {
        let words = self.key.iter().map(|value| match value {
            Value::Text(text) => text.clone(),
            Value::Integer(number) => number.to_string(),
            Value::Real(number) => number.to_string(),
            Value::Null | Value::Blob(_) => String::new(),
        });
        words.collect::<Vec<_>>().join(" ")
    }
}

/// The tables of the archive in which something is written.
///
/// # Errors
/// When the database refuses.
pub fn tables(connection: &Connection) -> store::Result<Vec<Table>> {
    let names = schema::tables(connection)?;
    let told = names
        .into_iter()
        .filter(|name| !WORDLESS.contains(&name.as_str()));
    told.map(|name| Table::of(connection, name)).collect()
}

impl Table {
    fn of(connection: &Connection, name: String) -> store::Result<Self> {
        let columns = schema::columns(connection, &name)?;
        let keys = columns.iter().filter(|(_, is_key)| *is_key);
        let mut key: Vec<String> = keys.map(|(column, _)| column.clone()).collect();
        if key.is_empty() {
            // Only SQLite has such tables.
            key.push("rowid".to_owned());
        }
        let columns = columns.into_iter().map(|(column, _)| column).collect();
        Ok(Self { name, columns, key })
    }

    /// Visits what is written in each row. Breaking goes on with the next row.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn each(
        &self,
        connection: &Connection,
        mut visit: impl FnMut(&Written<'_>) -> ControlFlow<()>,
    ) -> store::Result<()> {
        let selected: Vec<String> = self
            .key
            .iter()
            .chain(&self.columns)
            .map(|name| quoted(name))
            .collect();
        let sql = format!("SELECT {} FROM {}", selected.join(", "), quoted(&self.name));
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next_row()? {
            let keys = 0..self.key.len();
            let key: Vec<Value> = keys.map(|at| row.get(at)).collect::<store::Result<_>>()?;
            for (column, at) in self.columns.iter().zip(self.key.len()..) {
                let (ValueRef::Text(content) | ValueRef::Blob(content)) = row.get_ref(at)? else {
                    continue;
                };
                let unpacked = unpacked(content);
                let written = Written {
                    column,
                    key: &key,
                    content: unpacked.as_deref().unwrap_or(content),
                };
                if visit(&written).is_break() {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Removes the row with a key.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn remove(&self, connection: &Connection, key: &[Value]) -> store::Result<()> {
        let terms: Vec<String> = (1..)
            .zip(&self.key)
            .map(|(number, column)| format!("{} = ?{number}", quoted(column)))
            .collect();
        let sql = format!(
            "DELETE FROM {} WHERE {}",
            quoted(&self.name),
            terms.join(" AND ")
        );
        connection
            .prepare_cached(&sql)?
            .execute(values(key).as_slice())
            .map(|_| ())
    }
}

/// Values as parameters.
pub(crate) fn values(values: &[Value]) -> Vec<&dyn ToSql> {
    values.iter().map(|value| value as &dyn ToSql).collect()
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// What a packed column holds; `None` for one that is not packed.
fn unpacked(content: &[u8]) -> Option<Vec<u8>> {
    content
        .starts_with(&ZSTD_MAGIC)
        .then(|| zstd::decode_all(content).ok())
        .flatten()
}
