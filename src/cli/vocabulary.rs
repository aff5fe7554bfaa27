//! `aluehaku vocabulary`: the words of the field that mean the same.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use aluehaku_finnish::Finnish;
use aluehaku_finnish::tokenizer::tokenize;
use aluehaku_index::vocabulary::Vocabulary;
use anyhow::Context as _;
use clap::{Args, Subcommand};
use serde_json::Value;
use url::form_urlencoded::Serializer;

use super::output::standard_output;
use super::{Context, Ending};
use crate::app::{App, read_vocabulary};
use crate::serving::Api;

/// Most queries of a list that are tried.
const MOST_QUERIES: usize = 10_000;

#[derive(Debug, Subcommand)]
pub(super) enum VocabularyCommand {
    /// Print the table that comes with the service; written to vocabulary.txt in the data directory, it is yours to edit.
    Show,
    Try(TryArguments),
}

/// Show which queries of a list a table changes, and how: before it goes live.
#[derive(Debug, Args)]
pub(super) struct TryArguments {
    /// Queries, one a line, as people typed them.
    file: PathBuf,

    /// A table to compare with the one in use; without it the one in use is compared with none.
    #[arg(long, value_name = "FILE")]
    table: Option<PathBuf>,
}

pub(super) fn run(command: &VocabularyCommand, context: &Context) -> anyhow::Result<Ending> {
    match command {
        VocabularyCommand::Show => {
            standard_output().write_all(Vocabulary::shipped_text().as_bytes())?;
            Ok(Ending::Done)
        }
        VocabularyCommand::Try(arguments) => try_queries(arguments, context),
    }
}

/// What a query finds.
#[derive(Debug, PartialEq, Eq)]
struct Answer {
    total: u64,
    first: Vec<String>,
}

fn try_queries(arguments: &TryArguments, context: &Context) -> anyhow::Result<Ending> {
    let app = || App::new(context.settings()?.settings);
    let in_use = app()?.vocabulary()?;
    let (before, after) = match &arguments.table {
        Some(table) => (in_use, Arc::new(read_vocabulary(table)?)),
        None => (Arc::default(), in_use),
    };
    let queries = read_queries(&arguments.file)?;
    let finnish = app()?.finnish()?;
    let without = app()?.with_vocabulary(before).api()?;
    let with = app()?.with_vocabulary(Arc::clone(&after)).api()?;
    let mut output = standard_output();
    let mut changed = 0;
    for query in &queries {
        let (old, new) = (ask(&without, query)?, ask(&with, query)?);
        if old == new {
            continue;
        }
        changed += 1;
        let among_first = new
            .first
            .iter()
            .filter(|id| !old.first.contains(id))
            .count();
        writeln!(
            output,
            "{query}\n  {} articles, {} before; {among_first} of the first {} are new",
            new.total,
            old.total,
            new.first.len()
        )?;
        for names in names_in(&after, &finnish, query) {
            writeln!(output, "  {names}")?;
        }
    }
    writeln!(output, "{changed} of {} queries change", queries.len())?;
    output.flush()?;
    Ok(if changed == 0 {
        Ending::NothingFound
    } else {
        Ending::Done
    })
}

fn read_queries(file: &Path) -> anyhow::Result<Vec<String>> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("cannot read the queries {}", file.display()))?;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.take(MOST_QUERIES).map(str::to_owned).collect())
}

fn ask(api: &Api, query: &str) -> anyhow::Result<Answer> {
    let mut parameters = Serializer::new(String::new());
    parameters
        .append_pair("q", query)
        .append_pair("per_page", "10");
    let answer = api.ask(&format!("/api/v1/search?{}", parameters.finish()))?;
    let hits = answer["hits"].as_array().map_or(&[][..], Vec::as_slice);
    let id = |hit: &Value| hit["id"].as_str().unwrap_or_default().to_owned();
    Ok(Answer {
        total: answer["total"]["value"].as_u64().unwrap_or(0),
        first: hits.iter().map(id).collect(),
    })
}

/// The names of the table in a query, each with the others that are found by it: "hva = hyvinvointialue".
fn names_in(vocabulary: &Vocabulary, finnish: &Finnish, query: &str) -> Vec<String> {
    let words: Vec<String> = tokenize(query)
        .map(|token| token.text.into_owned())
        .collect();
    let keys: Vec<Vec<String>> = words
        .iter()
        .map(|word| {
            let terms = finnish.terms(word);
            std::iter::once(word.to_lowercase())
                .chain(terms.lemmas().map(str::to_owned))
                .collect()
        })
        .collect();
    let mut found = Vec::new();
    let mut place = 0;
    while place < words.len() {
        let Some(name) = vocabulary.find(&keys[place..]) else {
            place += 1;
            continue;
        };
        let typed = words[place..place + name.words].join(" ");
        let others: Vec<String> = name.others.iter().map(ToString::to_string).collect();
        found.push(format!("{typed} = {}", others.join(" = ")));
        place += name.words;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_a_query_are_said_with_their_years() {
        let vocabulary = Vocabulary::from_text("khy = kylähyvinvointi [2020-]").expect("a table");
        let names = names_in(&vocabulary, &Finnish::new(None), "mikä khy on");
        assert_eq!(names, ["khy = kylähyvinvointi (2020–)"]);
    }
}
