//! `aluehaku forget`: removal that lasts.

use clap::Args;

use super::{Context, Ending};
use crate::app::App;
use crate::archive::{Archive, source_states, sources};
use crate::clock;
use crate::indexing;

/// Remove what came from a source, at once and for good: its owner wants no visits.
#[derive(Debug, Args)]
pub(super) struct ForgetArguments {
    /// The source whose articles, pages and addresses are removed, and which is not visited again.
    #[arg(long, value_name = "ID")]
    source: String,

    /// Take the wish back: the source may be visited again. What was removed comes back with the
    /// next crawl.
    #[arg(long)]
    undo: bool,
}

pub(super) fn run(arguments: &ForgetArguments, context: &Context) -> anyhow::Result<Ending> {
    let app = App::new(context.settings()?.settings)?;
    let mut archive = app.archive()?;
    let id = &arguments.source;
    make_known(&app, &mut archive, id)?;
    if arguments.undo {
        archive.write(|connection| source_states::opt_out(connection, id, None))?;
        if !context.quiet {
            eprintln!("`{id}` may be visited again");
        }
        return Ok(Ending::Done);
    }
    let forgotten = archive.write(|connection| sources::forget(connection, id, clock::now()))?;
    // Searchable no more when this returns.
    indexing::repair(&archive, app.engine()?.as_ref())?;
    if !context.quiet {
        eprintln!(
            "`{id}`: {} articles removed, {} addresses forgotten; it is not visited again",
            forgotten.articles, forgotten.addresses
        );
    }
    Ok(Ending::Done)
}

/// A source that is configured and was never visited can opt out too.
fn make_known(app: &App, archive: &mut Archive, id: &str) -> anyhow::Result<()> {
    let configured = app.crawl_sources();
    if let Some(source) = configured.iter().find(|source| source.id() == id) {
        archive.write(|connection| sources::save(connection, &source.stored()))?;
    }
    let known = archive.read(sources::all)?;
    if known.iter().any(|source| source.id == *id) {
        return Ok(());
    }
    let known: Vec<_> = known.iter().map(|source| source.id.as_str()).collect();
    anyhow::bail!("there is no source `{id}`; known: {}", known.join(", "))
}
