//! `aluehaku serve`: HTTP service, and crawling on schedule beside it.

use std::sync::Arc;
use std::time::Duration;

use aluehaku_index::engine::Engine;
use anyhow::Context as _;
use clap::Args;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::output::announce;
use super::{Context, Ending, flag};
use crate::alerts::desk::Desk;
use crate::alerts::worker::Worker;
use crate::app::App;
use crate::clock::Clock;
use crate::crawl::Progress;
use crate::crawling::{Crawling, note_halt, pause_after};
use crate::http::AppState;
use crate::indexer::Indexer;
use crate::troubles::{Cause, Troubles};
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
    let settings = context.settings_with(listen.unwrap_or_default())?.settings;
    let app = Arc::new(App::new(settings)?);
    leave_processors_to_readers();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let stop = CancellationToken::new();
    runtime.block_on(async {
        let listener = bind(&app.settings().server.listen).await?;
        let troubles = Troubles::default();
        let engine = tokio::task::block_in_place(|| {
            apply_name_edits(&app)?;
            app.engine_noting(&troubles)
        })?;
        warn_of_missing_dictionary(&app)?;
        stop::on_signal(&stop);
        let crawl = if arguments.no_crawl {
            None
        } else {
            start_crawl(&app, &troubles, &stop)?
        };
        announce(format_args!("http://{}/", listener.local_addr()?));
        let healer = Indexer::start(app.location(), Arc::clone(&engine), &troubles)?.teller();
        // What decayed on the disk since the last time is found while searches are answered already.
        healer.doubt();
        prepare_suggestions(Arc::clone(&engine));
        let heal = move || healer.doubt();
        let state = app.http_state_noting(Arc::clone(&engine), &troubles, Some(Arc::new(heal)))?;
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

/// Lets articles that are read anew beside the service take half of the processors, and searches the others.
fn leave_processors_to_readers() {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = rayon::ThreadPoolBuilder::new().num_threads((processors / 2).max(1));
    if let Err(error) = threads.build_global() {
        tracing::debug!("articles are read anew on all processors: {error}");
    }
}

/// Makes what suggestions are taken from before anybody types.
fn prepare_suggestions(engine: Arc<dyn Engine>) {
    tokio::task::spawn_blocking(move || {
        let reader = engine.reader();
        let suggested = reader.and_then(|reader| reader.suggest("a", 1));
        // The reader's own request reports the same error.
        suggested.inspect_err(|error| tracing::debug!("no suggestions: {error}"))
    });
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
    if !settings.are_sent() {
        return Ok(None);
    }
    let (location, settings) = (app.location().clone(), settings.clone());
    let worker = tokio::task::block_in_place(|| {
        if settings.are_offered() {
            state.offer_alerts(Arc::new(Desk::new(location, settings, Clock::default())?));
        }
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
async fn bind(address: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!(
            "cannot listen on {address}: choose another with ALUEHAKU__SERVER__LISTEN or `server.listen`"
        )
    })
}

/// Applies the administrator's file of names; where nothing can be written, the articles stay as they are.
fn apply_name_edits(app: &App) -> anyhow::Result<()> {
    match app.apply_name_edits() {
        Err(error) if Cause::told_by(&format!("{error:#}")).is_from_outside() => {
            tracing::warn!("the file of names is not applied: {error:#}");
            Ok(())
        }
        applied => applied,
    }
}

/// Crawls beside the service when some source is enabled. Where the disk or a server does not let it begin, that is tried again
/// and again.
fn start_crawl(
    app: &Arc<App>,
    troubles: &Troubles,
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
    let opened = unless_put_off(
        Crawling::watched(app, enabled.clone(), troubles),
        troubles,
        1,
    )?;
    let (app, troubles, stop) = (Arc::clone(app), troubles.clone(), stop.clone());
    Ok(Some(tokio::spawn(async move {
        let mut opened = opened;
        let mut faults = 1;
        let crawling = loop {
            if let Some(crawling) = opened {
                break crawling;
            }
            tokio::select! {
                () = tokio::time::sleep(pause_after(faults)) => {}
                () = stop.cancelled() => return Ok(()),
            }
            faults += 1;
            let (app, enabled, noted) = (Arc::clone(&app), enabled.clone(), troubles.clone());
            let open = move || Crawling::watched(&app, enabled, &noted);
            opened = unless_put_off(tokio::task::spawn_blocking(open).await?, &troubles, faults)?;
        };
        let progress = Progress::new(|event| {
            tracing::debug!(
                source = event.source,
                outcome = event.outcome.as_str(),
                url = event.url,
                "visited"
            );
        });
        crawling.run(&progress, &stop).await;
        Ok(tokio::task::spawn_blocking(move || crawling.finish()).await??)
    })))
}

/// A crawl that could be opened; none yet where the disk or a server refused, which is noted.
fn unless_put_off(
    opened: anyhow::Result<Crawling>,
    troubles: &Troubles,
    faults: u32,
) -> anyhow::Result<Option<Crawling>> {
    match opened {
        Ok(crawling) => Ok(Some(crawling)),
        Err(error) if Cause::told_by(&format!("{error:#}")).is_from_outside() => {
            note_halt(troubles, &error, pause_after(faults));
            Ok(None)
        }
        Err(error) => Err(error),
    }
}
