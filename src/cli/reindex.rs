//! `aluehaku reindex`: a new generation of the index, built from the archive.

use clap::Args;

use super::output::say;
use super::{Context, Ending};
use crate::app::App;
use crate::archive::{Archive, ArchiveError, sums};
use crate::config::sections::IndexEngine;
use crate::understanding::Understood;
use crate::{indexing, removing, understanding};

/// Learn names anew from the archive, apply the register to all articles and rebuild the index; searching goes on
/// meanwhile.
#[derive(Debug, Args)]
pub(super) struct ReindexArguments {
    /// Build the index of this engine, while the one of the settings goes on answering: `opensearch` fills the cluster
    /// that [index] names, so that `engine = "opensearch"` can be set without a pause.
    #[arg(long, value_name = "ENGINE", value_parser = engine)]
    to: Option<IndexEngine>,
    /// Build it also where the index, which other machines share, belongs to another archive or holds later changes than
    /// this one: what only they have is then no longer found.
    #[arg(long)]
    replace: bool,
}

pub(super) fn run(arguments: &ReindexArguments, context: &Context) -> anyhow::Result<Ending> {
    let app = App::new(context.settings()?.settings)?;
    let mut archive = Archive::open_existing(app.location())?;
    removing::resume(&app)?;
    let mut knowledge = app.knowledge_for_many_articles()?;
    let renewed = understanding::renew(&mut archive, &app.name_edits()?, &mut knowledge);
    let is_damaged = renewed.as_ref().is_err_and(ArchiveError::is_damage);
    let understood = match renewed {
        Err(error) if is_damaged => {
            say!("aluehaku: {error}; names are not learnt anew");
            Understood::default()
        }
        renewed => renewed?,
    };
    // What it remembers of words makes room for the index.
    drop(knowledge);
    archive.write(sums::fill)?;
    let engine = match arguments.to {
        Some(engine) => app.engine_of(engine)?,
        None => app.engine()?,
    };
    if !arguments.replace {
        indexing::refuse_another_archive(&archive, engine.as_ref())?;
    }
    let built = indexing::rebuild(&archive, engine.as_ref())?;
    if !context.quiet {
        say!(
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

fn engine(text: &str) -> Result<IndexEngine, String> {
    let known = [IndexEngine::Embedded, IndexEngine::OpenSearch];
    let found = known.into_iter().find(|engine| engine.as_str() == text);
    found.ok_or_else(|| "an engine is `embedded` or `opensearch`".to_owned())
}
