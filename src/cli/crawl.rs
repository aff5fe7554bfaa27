//! `aluehaku crawl`: visits the configured sources.

use std::sync::Arc;

use clap::Args;
use tokio_util::sync::CancellationToken;

use super::{Context, Ending, progress};
use crate::app::App;
use crate::crawl::source::CrawlSource;
use crate::crawling::Crawling;
use crate::stop;

/// Visit the configured sources: for ever, or until nothing is due.
#[derive(Debug, Args)]
pub(super) struct CrawlArguments {
    /// End when nothing is due and what was read is searchable.
    #[arg(long)]
    once: bool,

    /// Visit only this source; may be given several times.
    #[arg(long = "source", value_name = "ID")]
    sources: Vec<String>,
}

pub(super) fn run(arguments: &CrawlArguments, context: &Context) -> anyhow::Result<Ending> {
    let app = App::new(context.settings()?.settings)?;
    let sources = chosen(&app, &arguments.sources)?;
    let crawling = Crawling::open(&app, sources)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let stop = CancellationToken::new();
    let summary = runtime.block_on(async {
        stop::on_signal(&stop);
        let progress = progress::of_crawl(context);
        if arguments.once {
            crawling.round(&progress, &stop).await
        } else {
            Ok(crawling.run(&progress, &stop).await)
        }
    });
    // What was archived is made searchable, also when the crawl ended by a fault.
    crawling.finish()?;
    if !context.quiet {
        eprint!("{}", summary?);
    }
    Ok(Ending::Done)
}

/// The enabled sources, or those named; a name nobody configured is an error.
fn chosen(app: &App, names: &[String]) -> anyhow::Result<Vec<Arc<CrawlSource>>> {
    let sources = app.crawl_sources();
    if names.is_empty() {
        if sources.iter().all(|source| !source.settings.enabled) {
            anyhow::bail!(
                "no source is enabled: add a [[sources]] table with `enabled = true` to the settings file"
            );
        }
        return Ok(sources
            .into_iter()
            .filter(|source| source.settings.enabled)
            .collect());
    }
    names
        .iter()
        .map(|name| {
            let found = sources.iter().find(|source| source.id() == name);
            let known = || {
                sources
                    .iter()
                    .map(|source| source.id())
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            found.cloned().ok_or_else(|| {
                anyhow::anyhow!("no source `{name}` is configured; known: {}", known())
            })
        })
        .collect()
}
