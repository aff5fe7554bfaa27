//! `aluehaku completions`: completion of commands and flags in a shell.

use clap::Args;
use clap_complete::Shell;

use super::Ending;

/// Print the completion script of a shell.
#[derive(Debug, Args)]
pub(super) struct CompletionsArguments {
    /// The shell.
    shell: Shell,
}

pub(super) fn run(
    arguments: &CompletionsArguments,
    command: &mut clap::Command,
) -> anyhow::Result<Ending> {
    clap_complete::generate(arguments.shell, command, "aluehaku", &mut std::io::stdout());
    Ok(Ending::Done)
}
