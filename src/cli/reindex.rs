//! `aluehaku reindex`: a new generation of the index, built from the archive.

use clap::Args;

use super::{Context, Ending};
use crate::app::App;
use crate::indexing;

/// Rebuild the index from the archive; searching goes on meanwhile.
#[derive(Debug, Args)]
pub(super) struct ReindexArguments {}

pub(super) fn run(_: &ReindexArguments, context: &Context) -> anyhow::Result<Ending> {
    let app = App::new(context.settings()?.settings)?;
    let archive = app.archive()?;
    let count = indexing::rebuild(&archive, app.engine()?.as_ref())?;
    if !context.quiet {
        eprintln!(
            "{count} articles indexed anew; analyser: {}",
            app.analyser()?
        );
    }
    Ok(Ending::Done)
}
