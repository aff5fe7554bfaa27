//! `aluehaku reindex`: a new generation of the index, built from the archive.

use clap::Args;

use super::{Context, Ending};
use crate::app::App;
use crate::archive::{ArchiveError, sums};
use crate::understanding::Understood;
use crate::{indexing, removing, understanding};

/// Learn names anew from the archive, apply the register to all articles and rebuild the index; searching goes on
/// meanwhile.
#[derive(Debug, Args)]
pub(super) struct ReindexArguments {}

pub(super) fn run(_: &ReindexArguments, context: &Context) -> anyhow::Result<Ending> {
    let app = App::new(context.settings()?.settings)?;
    removing::resume(&app)?;
    let mut archive = app.archive()?;
    let mut knowledge = app.knowledge_for_many_articles()?;
    let renewed = understanding::renew(&mut archive, &app.name_edits()?, &mut knowledge);
    let is_damaged = renewed.as_ref().is_err_and(ArchiveError::is_damage);
    let understood = match renewed {
        Err(error) if is_damaged => {
            eprintln!("aluehaku: {error}; names are not learnt anew");
            Understood::default()
        }
        renewed => renewed?,
    };
    // What it remembers of words makes room for the index.
    drop(knowledge);
    archive.write(sums::fill)?;
    let built = indexing::rebuild(&archive, app.engine()?.as_ref())?;
    if !context.quiet {
        eprintln!(
            "{} articles indexed anew; analyser: {}",
            built.articles,
            app.analyser()?
        );
        super::say_nameless(&understood);
    }
    super::say_damaged(&built.damaged, built.is_short);
    Ok(
        if is_damaged || built.is_short || !built.damaged.is_empty() {
            Ending::WithFaults
        } else {
            Ending::Done
        },
    )
}
