//! `aluehaku reindex`: a new generation of the index, built from the archive.

use clap::Args;

use super::{Context, Ending};
use crate::app::App;
use crate::{indexing, removing, understanding};

/// Learn names anew from the archive, apply the register to all articles and rebuild the index; searching goes on
/// meanwhile.
#[derive(Debug, Args)]
pub(super) struct ReindexArguments {}

pub(super) fn run(_: &ReindexArguments, context: &Context) -> anyhow::Result<Ending> {
    let app = App::new(context.settings()?.settings)?;
    removing::resume(&app)?;
    let mut archive = app.archive()?;
    let mut knowledge = app.knowledge()?;
    let understood = understanding::renew(&mut archive, &app.name_edits()?, &mut knowledge)?;
    let count = indexing::rebuild(&archive, app.engine()?.as_ref())?;
    if !context.quiet {
        eprintln!(
            "{count} articles indexed anew; analyser: {}",
            app.analyser()?
        );
        super::say_nameless(&understood);
    }
    Ok(Ending::Done)
}
