//! The database below the archive: one way to ask SQLite and PostgreSQL.
//!
//! - [`connection`]: a way to either of them, its statements, rows and transactions.
//! - [`server`]: how a server is reached; `session`: how it is asked; `values`: its values as those of SQLite, and back.
//! - `apart`: where a server may be asked from; `dialect`: statements as each of them reads them.
//! - [`params`]: values for the parameters of a statement; [`error`]: why an answer fails.
//!
//! Statements are written once, in what both understand: parameters are numbered (`?1`), truth is 1 or 0, rows
//! without a value are ordered by an explicit `NULLS FIRST` or `NULLS LAST`, and a column that an upsert adds to is
//! named with its table. The functions that only SQLite has (`json_extract`, `min` of two values and the like) are
//! defined in a server's schema under the same names.
//!
//! Values have the types of SQLite on both.

mod apart;
pub mod connection;
mod dialect;
pub mod error;
pub mod params;
pub mod server;
pub(super) mod session;
mod values;

pub use connection::{Connection, Row, Rows, Statement};
pub use error::{Error, ErrorKind, Optional, Result};
pub use params::Params;
pub use server::Server;
