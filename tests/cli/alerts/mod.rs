//! News of a search sent to whoever asked for it.
//!
//! - [`mail_server`], [`hook_server`]: who receives it; [`service`]: who sends it, with time that is moved.
//! - [`mail`], [`webhook`]: asked for, confirmed, told, left; [`hostile`]: what others may try.
//! - [`operator`]: alarms; [`kills`]: nothing lost and nothing twice.

pub(super) mod hook_server;
mod hostile;
mod kills;
mod mail;
mod mail_server;
mod operator;
mod service;
mod webhook;
