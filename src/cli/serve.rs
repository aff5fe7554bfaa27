//! `aluehaku serve`: HTTP service, and crawling on schedule beside it.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use clap::Args;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::{Context, Ending, flag};
use crate::alerts::desk::Desk;
use crate::alerts::worker::Worker;
use crate::app::App;
use crate::clock::Clock;
use crate::crawl::Progress;
use crate::crawling::Crawling;
use crate::http::AppState;
use crate::{administration, http, stop};

/// Longest wait for requests under way when the service is asked to end.
pub(super) const GRACE: Duration = Duration::from_secs(3);

/// Serve search over HTTP, and crawl the enabled sources on schedule.
#[derive(Debug, Args)]
pub(super) struct ServeArguments {
    /// Where to listen, as 127.0.0.1:8080; port 0 takes a free one.
    #[arg(long, value_name = "HOST:PORT")]
    listen: Option<String>,

    /// Serve only; do not crawl.
    #[arg(long)]
    no_crawl: bool,
}

pub(super) fn run(arguments: &ServeArguments, context: &Context) -> anyhow::Result<Ending> {
    let listen = arguments
        .listen
        .as_ref()
        .map(|listen| flag("server.listen", listen));
    let app = App::new(context.settings_with(listen.unwrap_or_default())?.settings)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let stop = CancellationToken::new();
    runtime.block_on(async {
        let listener = bind(&app.settings().server.listen).await?;
        let engine = tokio::task::block_in_place(|| {
            app.apply_name_edits()?;
            app.repaired_engine()
        })?;
        warn_of_missing_dictionary(&app)?;
        stop::on_signal(&stop);
        let crawl = if arguments.no_crawl {
            None
        } else {
            start_crawl(&app, &stop)?
        };
        println!("http://{}/", listener.local_addr()?);
        let state = app.http_state(Arc::clone(&engine))?;
        if let Some(offered) =
            tokio::task::block_in_place(|| administration::offered(&app, engine))?
        {
            state.offer_administration(offered);
        }
        let alerts = start_alerts(&app, &state, &stop)?;
        let connections = Arc::clone(state.connections());
        let router = http::router(state);
        http::serve(listener, router, &connections, stop.cancelled(), GRACE).await?;
        if let Some(alerts) = alerts {
            alerts.await?;
        }
        match crawl {
            Some(crawl) => crawl.await?,
            None => Ok(()),
        }
    })?;
    Ok(Ending::Done)
}

/// Says that far less is found without a dictionary, and what to do.
fn warn_of_missing_dictionary(app: &App) -> anyhow::Result<()> {
    let analyser = app.analyser()?;
    if analyser.dictionary.is_none() {
        tracing::warn!(
            "analyser: {analyser}; `make setup` builds a dictionary, packages put one into /usr/share/aluehaku/dictionary, ALUEHAKU__FINNISH__DICTIONARY names one"
        );
    }
    Ok(())
}

/// Offers alerts and sends them beside the service, where the settings say how.
fn start_alerts(
    app: &App,
    state: &AppState,
    stop: &CancellationToken,
) -> anyhow::Result<Option<tokio::task::JoinHandle<()>>> {
    let settings = &app.settings().alerts;
    if !settings.are_offered() {
        return Ok(None);
    }
    let (data_dir, settings) = (app.data_dir().to_owned(), settings.clone());
    let worker = tokio::task::block_in_place(|| {
        state.offer_alerts(Arc::new(Desk::new(data_dir, settings, Clock::default())?));
        Worker::start(app)
    })?;
    let Some(worker) = worker else {
        tracing::warn!("another process sends the alerts of this data directory");
        return Ok(None);
    };
    let stop = stop.clone();
    // Mail waits for other machines: a thread of its own waits with it.
    Ok(Some(tokio::task::spawn_blocking(move || worker.run(&stop))))
}

/// Binds the address, with the way out when it is taken.
pub(super) async fn bind(address: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!(
            "cannot listen on {address}: choose another with ALUEHAKU__SERVER__LISTEN or `server.listen`"
        )
    })
}

/// Crawls beside the service when some source is enabled.
fn start_crawl(
    app: &App,
    stop: &CancellationToken,
) -> anyhow::Result<Option<tokio::task::JoinHandle<anyhow::Result<()>>>> {
    let sources = app.crawl_sources();
    let enabled: Vec<_> = sources
        .into_iter()
        .filter(|source| source.settings.enabled)
        .collect();
    if enabled.is_empty() {
        return Ok(None);
    }
    let crawling = Crawling::open(app, enabled)?;
    let stop = stop.clone();
    Ok(Some(tokio::spawn(async move {
        let progress = Progress::new(|event| {
            tracing::debug!(
                source = event.source,
                outcome = event.outcome.as_str(),
                url = event.url,
                "visited"
            );
        });
        let crawled = crawling.run(&progress, &stop).await;
        if let Err(error) = &crawled {
            // Searching goes on; the administrator sees why crawling does not.
            tracing::error!("crawling has stopped: {error:#}");
        }
        Ok(tokio::task::spawn_blocking(move || crawling.finish()).await??)
    })))
}
