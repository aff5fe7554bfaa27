//! `aluehaku export`: every article of the archive as JSON Lines, whole.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;

use super::output::{json_line, standard_output};
use super::{Context, Ending};
use crate::archive::{Archive, articles};
use crate::article_record::ArticleRecord;

/// Write every article of the archive as JSON Lines, whole, for a copy or another service.
#[derive(Debug, Args)]
pub(super) struct ExportArguments {
    /// File to write; `-` or nothing is standard output.
    file: Option<PathBuf>,
}

/// Articles read from the archive at a time.
const BATCH: u32 = 500;

pub(super) fn run(arguments: &ExportArguments, context: &Context) -> anyhow::Result<Ending> {
    let settings = context.settings()?.settings;
    let archive = Archive::open(&settings.data_dir)?;
    let count = match arguments
        .file
        .as_deref()
        .filter(|file| file.as_os_str() != "-")
    {
        Some(path) => {
            let file = File::create(path)
                .with_context(|| format!("cannot write the file {}", path.display()))?;
            let mut output = BufWriter::new(file);
            let count = write_articles(&archive, &mut output)?;
            output
                .into_inner()
                .map_err(std::io::IntoInnerError::into_error)?
                .sync_all()?;
            count
        }
        None => write_articles(&archive, &mut standard_output())?,
    };
    if !context.quiet {
        eprintln!("{count} articles exported");
    }
    Ok(Ending::Done)
}

/// Writes the articles of one state of the archive, oldest change first.
fn write_articles(archive: &Archive, output: &mut impl Write) -> anyhow::Result<u64> {
    archive.snapshot(|snapshot| {
        let (mut revision, mut count) = (0, 0);
        loop {
            let changes =
                snapshot.read(|reading| articles::changes_since(reading, revision, BATCH))?;
            let Some(last) = changes.last() else { break };
            revision = last.revision;
            for article in changes.iter().filter_map(|change| change.article.as_ref()) {
                json_line(output, &ArticleRecord::from_enriched(article))?;
                count += 1;
            }
        }
        output.flush()?;
        Ok(count)
    })
}
