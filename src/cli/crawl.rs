//! `aluehaku crawl`: visits the configured sources.

use std::sync::Arc;

use anyhow::{Context as _, bail};
use clap::Args;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::output::say;
use super::{Context, Ending, progress};
use crate::app::App;
use crate::crawl::outcome::Outcome;
use crate::crawl::source::CrawlSource;
use crate::crawling::Crawling;
use crate::pipeline::ordered::MadeDue;
use crate::{status, stop};

/// Visit the configured sources: for ever, or until nothing is due.
#[derive(Debug, Args)]
pub(super) struct CrawlArguments {
    /// End when nothing is due and what was read is searchable; what other crawlers are at is waited for.
    #[arg(long)]
    once: bool,

    /// Visit only this source; may be given several times.
    #[arg(long = "source", value_name = "ID")]
    sources: Vec<String>,

    /// Look for news at the sources now, whenever that is due: where they begin, their lists, feeds and sitemaps.
    /// Implies --once.
    #[arg(long, requires = "sources")]
    now: bool,

    /// Visit one page of a configured source now, and nothing else.
    #[arg(long, conflicts_with_all = ["once", "sources", "now"])]
    url: Option<Url>,
}

pub(super) fn run(arguments: &CrawlArguments, context: &Context) -> anyhow::Result<Ending> {
    let app = App::new(context.settings()?.settings)?;
    if let Some(url) = &arguments.url {
        return visit(&app, url, context);
    }
    let sources = chosen(&app, &arguments.sources)?;
    let crawling = Crawling::open(&app, sources)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let stop = CancellationToken::new();
    if arguments.now {
        say_made_due(&crawling.make_lists_due()?, context);
    }
    let summary = runtime.block_on(async {
        stop::on_signal(&stop);
        let progress = progress::of_crawl(context);
        if arguments.once || arguments.now {
            crawling.until_nothing_is_due(&progress, &stop).await
        } else {
            Ok(crawling.run(&progress, &stop).await)
        }
    });
    // What was archived is made searchable, also when the crawl ended by a fault.
    crawling.finish()?;
    let summary = summary?;
    if !context.quiet {
        say!("{}", summary.to_string().trim_end());
    }
    Ok(Ending::Done)
}

/// Visits one page; ends with 1 when no article came of it.
fn visit(app: &App, url: &Url, context: &Context) -> anyhow::Result<Ending> {
    let sources = app.crawl_sources();
    let source = sources
        .iter()
        .find(|source| source.contains(url))
        .with_context(|| {
            format!("{url} belongs to no configured source: `aluehaku sources add {url}` adds one")
        })?;
    let crawling = Crawling::open(app, vec![Arc::clone(source)])?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let stop = CancellationToken::new();
    let ended = runtime.block_on(async {
        stop::on_signal(&stop);
        crawling.visit(source, url, &stop).await
    });
    crawling.finish()?;
    let Some(outcome) = ended? else {
        bail!(
            "{url} was not visited: another crawler is at `{}` and visits it soon, or the source rests (`aluehaku status`)",
            source.id()
        );
    };
    if !context.quiet {
        say!("{url}: {}", outcome.as_str());
    }
    let is_article = matches!(
        outcome,
        Outcome::NewArticle
            | Outcome::ChangedArticle
            | Outcome::UnchangedArticle
            | Outcome::NotModified
    );
    Ok(if is_article {
        Ending::Done
    } else {
        Ending::NothingFound
    })
}

fn say_made_due(made: &[(String, MadeDue)], context: &Context) {
    for (source, due) in made.iter().filter(|_| !context.quiet) {
        match due.rests_until {
            Some(until) => say!(
                "`{source}` is left alone until {}: its site asked for that",
                status::moment(until)
            ),
            None => say!(
                "`{source}`: {} lists, feeds and sitemaps are due",
                due.lists
            ),
        }
    }
}

/// The enabled sources, or those named; a name nobody configured is an error.
pub(super) fn chosen(app: &App, names: &[String]) -> anyhow::Result<Vec<Arc<CrawlSource>>> {
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
            let known = || sources.iter().map(|source| source.id());
            found.cloned().ok_or_else(|| unknown_source(name, known()))
        })
        .collect()
}

/// What is said of a source that there is not.
pub(super) fn unknown_source<'a>(
    id: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> anyhow::Error {
    let known: Vec<&str> = known.into_iter().collect();
    match known.is_empty() {
        true => anyhow::anyhow!(
            "there is no source `{id}`, and no other; `aluehaku sources add URL` adds one"
        ),
        false => anyhow::anyhow!("there is no source `{id}`; known: {}", known.join(", ")),
    }
}
