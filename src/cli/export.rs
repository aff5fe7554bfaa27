//! `aluehaku export`: every article of the archive as JSON Lines, whole, or every kept page as a
//! WARC file.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;

use super::output::{json_line, say, standard_output};
use super::{Context, Ending};
use crate::app::App;
use crate::archive::changes::{self, Damaged, Now};
use crate::archive::{Archive, articles, fetches};
use crate::article_record::ArticleRecord;
use crate::{clock, removing, warc};

/// Write every article of the archive as JSON Lines, whole, for a copy or another service.
#[derive(Debug, Args)]
pub(super) struct ExportArguments {
    /// File to write; `-` or nothing is standard output.
    file: Option<PathBuf>,

    /// Write the pages the articles were read from instead, as they came: a packed WARC file.
    #[arg(long)]
    warc: bool,
}

/// Pages read from the archive at a time.
const PAGES: u32 = 50;

/// Articles read from the archive at a time.
const BATCH: u32 = 500;

pub(super) fn run(arguments: &ExportArguments, context: &Context) -> anyhow::Result<Ending> {
    let app = App::new(context.settings()?.settings)?;
    let archive = Archive::open_existing(app.location())?;
    removing::resume(&app)?;
    let written = match arguments
        .file
        .as_deref()
        .filter(|file| file.as_os_str() != "-")
    {
        Some(path) => {
            let file = File::create(path)
                .with_context(|| format!("cannot write the file {}", path.display()))?;
            let mut output = BufWriter::new(file);
            let written = write(&archive, &mut output, arguments.warc)?;
            output
                .into_inner()
                .map_err(std::io::IntoInnerError::into_error)?
                .sync_all()?;
            written
        }
        None => write(&archive, &mut standard_output(), arguments.warc)?,
    };
    if !context.quiet {
        let what = if arguments.warc { "pages" } else { "articles" };
        say!("{} {what} exported", written.count);
    }
    super::say_damaged(&written.damaged, written.is_short);
    Ok(if written.damaged.is_empty() && !written.is_short {
        Ending::Done
    } else {
        Ending::WithFaults
    })
}

/// What was written.
#[derive(Debug, Default)]
struct Written {
    /// Articles or pages.
    count: u64,
    /// Articles that were left out because their records are damaged.
    damaged: Vec<Damaged>,
    /// Whether the archive counts other articles than it gives.
    is_short: bool,
}

fn write(archive: &Archive, output: &mut impl Write, warc: bool) -> anyhow::Result<Written> {
    if warc {
        let count = write_pages(archive, output)?;
        Ok(Written {
            count,
            ..Written::default()
        })
    } else {
        write_articles(archive, output)
    }
}

/// Writes the kept pages of one state of the archive, by address.
fn write_pages(archive: &Archive, output: &mut impl Write) -> anyhow::Result<u64> {
    warc::begin(output, clock::now())?;
    archive.snapshot(|snapshot| {
        let (mut after, mut count) = (String::new(), 0);
        loop {
            let pages = snapshot.read(|reading| fetches::pages_after(reading, &after, PAGES))?;
            let Some(last) = pages.last() else { break };
            after.clone_from(&last.url);
            for page in &pages {
                warc::page(output, page)?;
                count += 1;
            }
        }
        output.flush()?;
        Ok(count)
    })
}

/// Writes the articles of one state of the archive, oldest change first.
fn write_articles(archive: &Archive, output: &mut impl Write) -> anyhow::Result<Written> {
    archive.snapshot(|snapshot| {
        let (mut revision, mut written) = (0, Written::default());
        loop {
            let changes = snapshot.read(|reading| changes::since(reading, revision, BATCH))?;
            let Some(last) = changes.last() else { break };
            revision = last.revision;
            for change in &changes {
                if let Now::Article(article) = &change.now {
                    json_line(output, &ArticleRecord::from_enriched(article))?;
                    written.count += 1;
                }
                written.damaged.extend(change.damaged());
            }
        }
        output.flush()?;
        let there = snapshot.read(articles::count)?;
        written.is_short = written.count + written.damaged.len() as u64 != there;
        Ok(written)
    })
}
