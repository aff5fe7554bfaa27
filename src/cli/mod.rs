//! The command line: one file a command, each with its arguments above what it does.
//!
//! Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 nothing
//! found (or, of what should be nowhere, something), 2 an error, whose message says what, where and what to do.

mod alerts;
mod analyze;
mod backup;
mod completions;
mod config_show;
mod crawl;
mod demo;
mod doctor;
mod entities;
mod eval;
mod export;
mod extract;
mod finding;
mod forget;
mod health;
mod import;
mod logging;
mod names;
mod openapi;
mod output;
mod parallel;
mod progress;
mod reindex;
mod reread;
mod search;
mod serve;
mod sources;
mod status;
mod upkeep;
mod vocabulary;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgAction, CommandFactory, Parser, Subcommand};
use figment::Figment;
use figment::providers::Serialized;

use self::output::say;
use crate::archive::changes::Damaged;
use crate::config::load::{ConfigError, Layers, Loaded, SettingsFile, load};
use crate::understanding::Understood;

/// Full-text search over the news that Finland's regional networks publish.
#[derive(Debug, Parser)]
#[command(name = "aluehaku", version, max_term_width = 100)]
struct Arguments {
    /// Settings file; without it aluehaku.toml of the working directory is read when it is there.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,

    /// Folder of the archive and the index.
    #[arg(long, global = true, value_name = "FOLDER")]
    data_dir: Option<PathBuf>,

    /// Say nothing but results and errors.
    #[arg(short, long, global = true)]
    quiet: bool,

    /// Say more; twice for even more.
    #[arg(short, long, global = true, action = ArgAction::Count)]
    verbose: u8,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::DemoArguments),
    Serve(serve::ServeArguments),
    Crawl(crawl::CrawlArguments),
    Extract(extract::ExtractArguments),
    Analyze(analyze::AnalyzeArguments),
    Entities(entities::EntitiesArguments),
    Import(import::ImportArguments),
    Export(export::ExportArguments),
    Backup(backup::BackupArguments),
    Restore(backup::RestoreArguments),
    Forget(forget::ForgetArguments),
    Names(names::NamesArguments),
    Reindex(reindex::ReindexArguments),
    Reread(reread::RereadArguments),
    Status(status::StatusArguments),
    Search(search::SearchArguments),
    Eval(eval::EvalArguments),
    /// List the configured sources, check how one is read, or add one.
    #[command(subcommand)]
    Sources(sources::SourcesCommand),
    /// Show the words that mean the same, or try what a table of them changes.
    #[command(subcommand)]
    Vocabulary(vocabulary::VocabularyCommand),
    /// Tell of alerts, send them, remove recipients.
    #[command(subcommand)]
    Alerts(alerts::AlertsCommand),
    /// Show the settings.
    #[command(subcommand)]
    Config(config_show::ConfigCommand),
    Doctor(doctor::DoctorArguments),
    Health(health::HealthArguments),
    Openapi(openapi::OpenapiArguments),
    Completions(completions::CompletionsArguments),
}

/// How a command ended when it did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// Done.
    Done,
    /// It looked for something and found nothing.
    NothingFound,
    /// It looked for what should be nowhere and found it.
    Left,
    /// It did its work, and something in the input or the archive was wrong enough to say so by the exit code.
    WithFaults,
}

/// What every command may need to know.
#[derive(Debug)]
struct Context {
    config: Option<PathBuf>,
    data_dir: Option<PathBuf>,
    quiet: bool,
    verbose: u8,
}

impl Context {
    /// The settings of all layers.
    fn settings(&self) -> Result<Loaded, ConfigError> {
        self.settings_with(Figment::new())
    }

    /// The settings of all layers, with further values given by flags.
    fn settings_with(&self, flags: Figment) -> Result<Loaded, ConfigError> {
        let file = self
            .config
            .as_deref()
            .map_or(SettingsFile::Usual, SettingsFile::Named);
        load(Layers {
            shipped: None,
            file,
            flags: self.flags().merge(flags),
        })
    }

    /// The layer of the values given by flags.
    fn flags(&self) -> Figment {
        let flags = Figment::new();
        match &self.data_dir {
            Some(folder) => flags.merge(flag("data_dir", folder)),
            None => flags,
        }
    }
}

/// One value given on the command line.
fn flag(key: &str, value: impl serde::Serialize) -> Figment {
    let named = Serialized::default(key, value);
    Figment::from(CommandLine(named))
}

/// Gives a value the name of its layer, so that `config show` can tell where it came from.
struct CommandLine<T>(Serialized<T>);

impl<T: serde::Serialize> figment::Provider for CommandLine<T> {
    fn metadata(&self) -> figment::Metadata {
        figment::Metadata::named(crate::config::layers::COMMAND_LINE)
    }

    fn data(
        &self,
    ) -> figment::error::Result<figment::value::Map<figment::Profile, figment::value::Dict>> {
        self.0.data()
    }
}

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let context = Context {
        config: arguments.config,
        data_dir: arguments.data_dir,
        quiet: arguments.quiet,
        verbose: arguments.verbose,
    };
    let serves = matches!(arguments.command, Command::Serve(_));
    let _traces = logging::start(&context, serves);
    match run(&arguments.command, &context) {
        Ok(Ending::Done) => ExitCode::SUCCESS,
        Ok(Ending::NothingFound | Ending::Left) => ExitCode::from(1),
        Ok(Ending::WithFaults) => ExitCode::from(2),
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            say!("aluehaku: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(command: &Command, context: &Context) -> anyhow::Result<Ending> {
    match command {
        Command::Demo(arguments) => demo::run(arguments, context),
        Command::Serve(arguments) => serve::run(arguments, context),
        Command::Crawl(arguments) => crawl::run(arguments, context),
        Command::Extract(arguments) => extract::run(arguments, context),
        Command::Analyze(arguments) => analyze::run(arguments, context),
        Command::Entities(arguments) => entities::run(arguments, context),
        Command::Import(arguments) => import::run(arguments, context),
        Command::Export(arguments) => export::run(arguments, context),
        Command::Backup(arguments) => backup::backup(arguments, context),
        Command::Restore(arguments) => backup::restore(arguments, context),
        Command::Forget(arguments) => forget::run(arguments, context),
        Command::Names(arguments) => names::run(arguments, context),
        Command::Reindex(arguments) => reindex::run(arguments, context),
        Command::Reread(arguments) => reread::run(arguments, context),
        Command::Status(arguments) => status::run(arguments, context),
        Command::Search(arguments) => search::run(arguments, context),
        Command::Eval(arguments) => eval::run(arguments, context),
        Command::Sources(command) => sources::run(command, context),
        Command::Vocabulary(command) => vocabulary::run(command, context),
        Command::Alerts(command) => alerts::run(command, context),
        Command::Config(command) => config_show::run(command, context),
        Command::Health(arguments) => health::run(arguments, context),
        Command::Doctor(arguments) => doctor::run(arguments, context),
        Command::Openapi(arguments) => openapi::run(arguments),
        Command::Completions(arguments) => completions::run(arguments, &mut Arguments::command()),
    }
}

/// Says how many articles could not be understood; the log names each.
fn say_nameless(understood: &Understood) {
    let count = understood.nameless.len();
    if count > 0 {
        say!("{count} articles cannot be understood and are archived without names");
    }
}

/// Names articles whose records are damaged, and says what to do.
fn say_damaged(damaged: &[Damaged], is_short: bool) {
    for damaged in damaged {
        say!("aluehaku: the archive's record of the article {damaged} is damaged: it is left out");
    }
    if is_short {
        say!("aluehaku: the archive counts other articles than it gives: its file is damaged");
    }
    if is_short || !damaged.is_empty() {
        say!(
            "aluehaku: put back a copy of archive.db, or let `import` or `crawl` bring those articles again"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }
}
