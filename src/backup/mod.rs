//! Backups: everything that cannot be had again in one file, and back.
//!
//! - [`file`](mod@file): the form of the file, which is an archive with the files beside it in a table of its own.
//! - [`making`]: from a data directory in use to a file that was checked.
//! - [`restoring`]: from a file to a data directory, which may be in use.

pub mod file;
pub mod making;
pub mod restoring;
