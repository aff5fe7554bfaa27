//! News of a search sent to whoever asked for it, without an account: matched, composed, sent, and left at a click.
//!
//! - [`keys`]: what seals recipients and proves links.
//! - [`rhythm`]: when what waits is told.
//! - [`matching`]: which new articles concern which searches.
//! - [`message`]: what a message says; [`mail`], [`webhook`]: how it gets there, with [`sending`] in common.
//! - [`delivery`]: messages on their way, none lost and none twice.
//! - [`alarms`]: what the operator is told of.
//! - [`worker`]: all of it, round by round.
//! - [`desk`]: where readers ask, confirm and leave.
//!
//! One process at a time does the work, by a lock. What is found, and that everything up to a change was looked at, is
//! noted in one transaction, so a crash repeats nothing and skips nothing.

pub mod alarms;
pub mod delivery;
pub mod desk;
pub mod keys;
pub mod mail;
pub mod matching;
pub mod message;
pub mod rhythm;
pub mod sending;
pub mod webhook;
pub mod worker;
