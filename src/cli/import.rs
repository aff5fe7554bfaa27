//! `aluehaku import`: articles as JSON Lines into archive and index.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use indicatif::ProgressBar;

use super::output::say;
use super::{Context, Ending, progress};
use crate::app::App;
use crate::article_record::ArticleRecord;
use crate::importing::{Importer, LineError};
use crate::removing;
use crate::summary::ImportSummary;

/// Longest line read, in bytes; a longer one is refused like any other bad line.
const MAX_LINE_BYTES: u64 = 16 * 1024 * 1024;

/// Most lines archived together: large enough to be fast, small enough that little is repeated after a
/// crash.
const BATCH: usize = 500;

/// Bytes of lines from which on they are archived, however few they are.
const BATCH_BYTES: u64 = 8 << 20;

/// Import articles from JSON Lines; done when they are archived and searchable.
#[derive(Debug, Args)]
pub(super) struct ImportArguments {
    /// File to read; `-` is standard input.
    file: PathBuf,

    /// Exit with code 2 when some line was refused.
    #[arg(long)]
    strict: bool,

    /// Take the articles as they are: derive no language, regions or other entities.
    #[arg(long)]
    no_enrich: bool,
}

pub(super) fn run(arguments: &ImportArguments, context: &Context) -> anyhow::Result<Ending> {
    let app = App::new(context.settings()?.settings)?;
    let mut input = open(&arguments.file)?;
    removing::resume(&app)?;
    let bytes = std::fs::metadata(&arguments.file)
        .ok()
        .map(|metadata| metadata.len());
    let bar = progress::of_import(context, bytes);
    let enriches = !arguments.no_enrich;
    let archive = app.archive()?;
    archive.make_room()?;
    let mut importer = Importer::new(
        archive,
        app.crawl_sources(),
        app.knowledge_for_many_articles()?,
        enriches,
    );
    let mut read = read_lines(&mut input, &mut importer, context, &bar);
    if let Ok(summary) = &mut read {
        let understood = importer.finish(&app.name_edits()?)?;
        summary.nameless = understood.nameless.len() as u64;
    }
    bar.finish_and_clear();
    // What was archived before a fault is made searchable all the same.
    let indexed = app.repaired_engine();
    let summary = read?;
    if !context.quiet {
        say!("{summary}");
    }
    indexed.context(
        "the articles are archived and not searchable yet: the next start of `serve`, import or crawl makes them so",
    )?;
    let is_failure = arguments.strict && summary.refused > 0;
    Ok(if is_failure {
        Ending::WithFaults
    } else {
        Ending::Done
    })
}

fn open(file: &Path) -> anyhow::Result<Box<dyn BufRead>> {
    if file.as_os_str() == "-" {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let opened =
        File::open(file).with_context(|| format!("cannot read the file {}", file.display()))?;
    Ok(Box::new(BufReader::new(opened)))
}

fn read_lines(
    input: &mut dyn BufRead,
    importer: &mut Importer,
    context: &Context,
    bar: &ProgressBar,
) -> anyhow::Result<ImportSummary> {
    let mut summary = ImportSummary::default();
    let (mut batch, mut batch_bytes) = (Vec::new(), 0);
    let mut number = 0u64;
    let mut line = Vec::new();
    loop {
        line.clear();
        let length = read_line(input, &mut line)?;
        if length > 0 {
            number += 1;
            batch_bytes += length;
            bar.inc(length);
            match record(&line, length) {
                Ok(None) => {}
                Ok(Some(record)) => batch.push((number, record)),
                Err(reason) => refuse(&mut summary, number, &reason),
            }
        }
        if batch.len() >= BATCH || batch_bytes >= BATCH_BYTES || length == 0 {
            for (number, result) in importer.put(&batch)? {
                match result {
                    Ok(stored) => summary.add(stored),
                    Err(reason) => refuse(&mut summary, number, &reason),
                }
            }
            if context.verbose > 0 && !batch.is_empty() {
                // Everything up to this line is archived and survives a crash.
                say!("archived up to line {number}");
            }
            batch.clear();
            batch_bytes = 0;
        }
        if length == 0 {
            return Ok(summary);
        }
    }
}

fn refuse(summary: &mut ImportSummary, number: u64, reason: &LineError) {
    summary.refused += 1;
    say!("line {number}: {reason}");
}

/// Reads one line and returns its length in bytes; of a line beyond the limit only the limit and
/// one byte more are kept.
fn read_line(input: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<u64> {
    let kept = input.take(MAX_LINE_BYTES + 1).read_until(b'\n', line)? as u64;
    let cut = kept > MAX_LINE_BYTES && line.last() != Some(&b'\n');
    Ok(if cut { kept + skip_line(input)? } else { kept })
}

fn skip_line(input: &mut dyn BufRead) -> io::Result<u64> {
    let mut skipped = 0;
    loop {
        let buffer = input.fill_buf()?;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let length = end.map_or(buffer.len(), |end| end + 1);
        input.consume(length);
        skipped += length as u64;
        if end.is_some() || length == 0 {
            return Ok(skipped);
        }
    }
}

/// The record of a line; a blank line holds none.
fn record(line: &[u8], length: u64) -> Result<Option<ArticleRecord>, LineError> {
    if length > MAX_LINE_BYTES {
        return Err(LineError::TooLong {
            limit: MAX_LINE_BYTES,
        });
    }
    // A byte order mark at the beginning of the file is no part of its JSON.
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    let line = line.trim_ascii();
    if line.is_empty() {
        return Ok(None);
    }
    if !line.starts_with(b"{") {
        return Err(LineError::Json("not a JSON object".to_owned()));
    }
    // Each line is a document of its own, so only the column says something.
    let reason =
        |error: serde_json::Error| error.to_string().replace(" at line 1 column", " at column");
    serde_json::from_slice(line)
        .map(Some)
        .map_err(|error| LineError::Json(reason(error)))
}
