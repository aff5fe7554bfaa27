//! `aluehaku status`: the state of the service, for people and for programs.

use std::io::Write;

use clap::{Args, ValueEnum};

use super::output::{json_line, standard_output};
use super::{Context, Ending};
use crate::app::App;
use crate::archive::Archive;
use crate::status::{self, SourceStatus, Status, crawlers_in_words};
use crate::{clock, disk};

/// Tell the state of the service: sources, last visits, failures, queue, archive, index, disk and alarms.
#[derive(Debug, Args)]
pub(super) struct StatusArguments {
    /// How to write it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// One JSON object.
    Json,
}

/// Ends with 1 when something asks for attention.
pub(super) fn run(arguments: &StatusArguments, context: &Context) -> anyhow::Result<Ending> {
    let app = App::new(context.settings()?.settings)?;
    // Looking makes no index in a folder that was mistyped.
    Archive::open_existing(app.location())?;
    let status = status::reader(&app)?(clock::now())?;
    let mut output = standard_output();
    match arguments.format {
        Format::Json => json_line(&mut output, &status)?,
        Format::Text => write_text(&mut output, &status)?,
    }
    output.flush()?;
    Ok(if status.alarms.is_empty() {
        Ending::Done
    } else {
        Ending::Left
    })
}

fn write_text(output: &mut impl Write, status: &Status) -> anyhow::Result<()> {
    let Status {
        archive,
        index,
        disk: space,
        queue,
        ..
    } = status;
    writeln!(
        output,
        "archive  {} articles, {}, change {}",
        archive.articles,
        disk::in_words(archive.bytes),
        archive.revision
    )?;
    match index.articles {
        Some(articles) => writeln!(
            output,
            "index    {articles} articles, {}, {} changes behind",
            disk::in_words(index.bytes),
            index.missing
        )?,
        None => writeln!(output, "index    cannot be read")?,
    }
    let free = space
        .free_bytes
        .map_or("unknown".to_owned(), disk::in_words);
    writeln!(output, "disk     {free} free")?;
    writeln!(
        output,
        "queue    {} addresses due, {} later, {} visited no more",
        queue.due, queue.later, queue.ended
    )?;
    writeln!(output, "crawlers {}", crawlers_in_words(&status.crawlers))?;
    writeln!(
        output,
        "\nsource\tarticles\ta week\tlast visit\tnext visit\tnewest\tfailures of 30 days\talarm"
    )?;
    for source in &status.sources {
        write_source(output, source)?;
    }
    if status.alarms.is_empty() {
        writeln!(output, "\nnothing asks for attention")?;
    } else {
        writeln!(output, "\nthis asks for attention")?;
    }
    for alarm in &status.alarms {
        writeln!(output, "  {}: {}", alarm.code, alarm.text)?;
    }
    Ok(())
}

fn write_source(output: &mut impl Write, source: &SourceStatus) -> anyhow::Result<()> {
    let said = |moment: &Option<String>| moment.clone().unwrap_or_else(|| "-".to_owned());
    let failures: Vec<String> = source
        .failures
        .iter()
        .map(|(outcome, count)| format!("{outcome} {count}"))
        .collect();
    let or_nothing = |text: String| {
        if text.is_empty() {
            "-".to_owned()
        } else {
            text
        }
    };
    let a_week = source.articles_a_week.map(|rate| format!("{rate:.1}"));
    writeln!(
        output,
        "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
        source.id,
        source.articles,
        said(&a_week),
        said(&source.visited_at),
        said(&source.next_visit_at),
        said(&source.last_new_at),
        or_nothing(failures.join(", ")),
        said(&source.alarm)
    )?;
    Ok(())
}
