//! `aluehaku config show`: the settings in force, each with where it came from.

use std::io::Write;

use clap::Subcommand;

use super::output::standard_output;
use super::{Context, Ending};
use crate::config::origins;

#[derive(Debug, Subcommand)]
pub(super) enum ConfigCommand {
    /// Print every setting with its value and where the value came from.
    Show,
}

pub(super) fn run(command: &ConfigCommand, context: &Context) -> anyhow::Result<Ending> {
    let ConfigCommand::Show = command;
    let loaded = context.settings()?;
    let mut output = standard_output();
    for value in origins::values(&loaded) {
        writeln!(
            output,
            "{} = {}  # {}",
            value.key, value.value, value.origin
        )?;
    }
    output.flush()?;
    Ok(Ending::Done)
}
