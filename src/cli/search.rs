//! `aluehaku search`: the search of the HTTP API on the command line.
//!
//! The request goes through the API's own router, so parameters, answers and warnings are the
//! same in both places.

use std::io::Write;

use aluehaku_article::facet::Facet;
use anyhow::{Context as _, bail};
use clap::{Args, FromArgMatches, ValueEnum};
use serde_json::Value;

use super::output::{json_line, say, standard_output};
use super::{Context, Ending};
use crate::app::App;

/// Search the index; the same engine and parameters as over HTTP.
#[derive(Debug, Args)]
pub(super) struct SearchArguments {
    /// Search text; without it every article matches.
    #[arg(default_value = "")]
    query: String,

    #[command(flatten)]
    filters: Filters,

    /// Published on this day or later (2022-10-06, 2022-10 or 2022).
    #[arg(long)]
    from: Option<String>,

    /// Published on this day or earlier.
    #[arg(long)]
    to: Option<String>,

    /// best: articles that surely have every word, or the most telling of them; any: articles with some
    /// word; all: only those with every word.
    #[arg(long = "match", value_name = "best|any|all")]
    matching: Option<String>,

    /// relevance, -published (newest first) or published.
    #[arg(long, allow_hyphen_values = true)]
    sort: Option<String>,

    /// Most hits, up to 100; 10 when nothing is said. CSV has every hit, as the export of the API.
    #[arg(long)]
    limit: Option<usize>,

    /// Page of the hits, counted from 1.
    #[arg(long)]
    page: Option<usize>,

    /// fold near-copies into one hit, or show each.
    #[arg(long, value_name = "fold|show")]
    duplicates: Option<String>,

    /// How to write the hits.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// The values of each filter, one flag a facet: the table of facets decides which there are.
#[derive(Clone, Debug, Default)]
struct Filters(Vec<(&'static str, Vec<String>)>);

impl Args for Filters {
    fn augment_args(command: clap::Command) -> clap::Command {
        let flags = Facet::ALL.map(|facet| {
            clap::Arg::new(facet.name())
                .long(facet.name().replace('_', "-"))
                .value_name("NAME")
                .action(clap::ArgAction::Append)
                .allow_hyphen_values(true)
                .help(format!(
                    "{} May be repeated; a leading minus excludes",
                    facet.description()
                ))
        });
        command.args(flags)
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Filters {
    fn from_arg_matches(matches: &clap::ArgMatches) -> Result<Self, clap::Error> {
        let values_of = |facet: Facet| {
            let values = matches.get_many::<String>(facet.name());
            (
                facet.name(),
                values.into_iter().flatten().cloned().collect(),
            )
        };
        Ok(Self(Facet::ALL.map(values_of).to_vec()))
    }

    fn update_from_arg_matches(&mut self, matches: &clap::ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// The answer of the HTTP API.
    Json,
    /// One hit a line as JSON.
    Jsonl,
    /// The export of the HTTP API: every hit a line, with a header.
    Csv,
}

pub(super) fn run(arguments: &SearchArguments, context: &Context) -> anyhow::Result<Ending> {
    let app = App::new(context.settings()?.settings)?;
    if arguments.format == Format::Csv {
        return export(&app, arguments);
    }
    let answer = app.ask_api(&format!("/api/v1/search?{}", query_string(arguments)))?;
    let hits = answer["hits"]
        .as_array()
        .context("the answer holds no hits")?;
    for warning in answer["warnings"].as_array().into_iter().flatten() {
        if let Some(detail) = warning["detail"].as_str() {
            say!("note: {detail}");
        }
    }
    let mut output = standard_output();
    match arguments.format {
        Format::Json => json_line(&mut output, &answer)?,
        Format::Jsonl => hits
            .iter()
            .try_for_each(|hit| json_line(&mut output, hit))?,
        Format::Text | Format::Csv => write_text(&mut output, &answer, hits)?,
    }
    output.flush()?;
    Ok(if hits.is_empty() {
        Ending::NothingFound
    } else {
        Ending::Done
    })
}

fn query_string(arguments: &SearchArguments) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("q", &arguments.query);
    for (name, values) in &arguments.filters.0 {
        query.extend_pairs(values.iter().map(|value| (name, value)));
    }
    let options = [
        ("from", &arguments.from),
        ("to", &arguments.to),
        ("match", &arguments.matching),
        ("sort", &arguments.sort),
        ("duplicates", &arguments.duplicates),
    ];
    for (name, value) in options {
        query.extend_pairs(value.iter().map(|value| (name, value)));
    }
    let places = [("per_page", arguments.limit), ("page", arguments.page)];
    for (name, value) in places {
        query.extend_pairs(value.map(|value| (name, value.to_string())));
    }
    query.finish()
}

/// Writes the export of the API as it comes.
fn export(app: &App, arguments: &SearchArguments) -> anyhow::Result<Ending> {
    if arguments.limit.is_some() || arguments.page.is_some() {
        bail!("CSV has every hit: leave out --limit and --page, or take another --format");
    }
    let mut output = standard_output();
    let address = format!("/api/v1/export.csv?{}", query_string(arguments));
    let rows = app.api()?.write(&address, &mut output)?;
    output.flush()?;
    Ok(if rows == 0 {
        Ending::NothingFound
    } else {
        Ending::Done
    })
}

fn write_text(output: &mut impl Write, answer: &Value, hits: &[Value]) -> anyhow::Result<()> {
    let total = answer["total"]["value"].as_u64().unwrap_or(0);
    writeln!(output, "{total} articles")?;
    write_hits(output, hits)?;
    let close = answer["close"]["hits"].as_array();
    if let Some(close) = close.filter(|close| !close.is_empty()) {
        let total = answer["close"]["total"]["value"].as_u64().unwrap_or(0);
        writeln!(output, "\n{total} articles come close")?;
        write_hits(output, close)?;
    }
    Ok(())
}

fn write_hits(output: &mut impl Write, hits: &[Value]) -> anyhow::Result<()> {
    for hit in hits {
        let published = hit["published"].as_str().unwrap_or("undated");
        writeln!(output, "\n{}", text(hit, "title"))?;
        writeln!(
            output,
            "  {}  {}  {}",
            day(published),
            text(hit, "source"),
            text(hit, "url")
        )?;
        let snippet = hit["snippet"]["text"].as_str().unwrap_or_default();
        if !snippet.is_empty() {
            writeln!(
                output,
                "  {}",
                snippet.split_whitespace().collect::<Vec<_>>().join(" ")
            )?;
        }
    }
    Ok(())
}

fn day(published: &str) -> &str {
    published.get(..10).unwrap_or(published)
}

fn text<'a>(hit: &'a Value, field: &str) -> &'a str {
    hit[field].as_str().unwrap_or_default()
}
