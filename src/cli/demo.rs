//! `aluehaku demo`: everything at once over five pretend sites on this machine.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context as _, bail};
use clap::Args;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::output::{announce, say, standard_output};
use super::serve::GRACE;
use super::{Context, Ending, progress};
use crate::app::App;
use crate::archive::sources;
use crate::config::Settings;
use crate::config::load::{Layers, SettingsFile, load};
use crate::config::origins;
use crate::crawling::Crawling;
use crate::{clock, fixture_sites, http, stop};

/// Port of the search when none is named.
const SEARCH_PORT: u16 = 8080;

/// Port of the pretend sites; another one is taken when it is in use. A steady port keeps the
/// addresses of the articles the same from run to run.
const SITES_PORT: u16 = 8079;

/// Register of names in the demo's data folder.
const REGISTER_FILE: &str = "register.toml";

/// Try everything: crawl five pretend sites on this machine and serve a search over them.
#[derive(Debug, Args)]
pub(super) struct DemoArguments {
    /// Port to serve the search on; 0 takes a free one.
    #[arg(long, default_value_t = SEARCH_PORT)]
    port: u16,

    /// End when everything is crawled and searchable; the data stays for `serve`.
    #[arg(long)]
    exit_after_crawl: bool,
}

pub(super) fn run(arguments: &DemoArguments, context: &Context) -> anyhow::Result<Ending> {
    let begun = Instant::now();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let stop = CancellationToken::new();
    runtime.block_on(async {
        stop::on_signal(&stop);
        let listener = bind_search(arguments.port).await?;
        let sites = bind_sites().await?;
        let folder = DataFolder::choose(context)?;
        let app = App::new(settings(
            context,
            folder.path(),
            sites.local_addr()?.port(),
            listener.local_addr()?,
        )?)?;
        refuse_other_sources(&app)?;
        lay_out_register(&app)?;
        let sites_stop = CancellationToken::new();
        let serving = tokio::spawn(fixture_sites::serve(
            sites,
            Some(clock::today()),
            sites_stop.clone().cancelled_owned(),
        ));

        let ended = crawl(&app, context, &stop).await;
        if ended.is_ok() && !context.quiet {
            say!("ready after {:.1} s", begun.elapsed().as_secs_f64());
        }
        if ended.is_ok() && !arguments.exit_after_crawl && !stop.is_cancelled() {
            announce(format_args!("http://{}/", listener.local_addr()?));
            let state = app.http_state(app.engine()?)?;
            let connections = Arc::clone(state.connections());
            let router = http::router(state);
            http::serve(listener, router, &connections, stop.cancelled(), GRACE).await?;
        }
        if arguments.exit_after_crawl {
            folder.keep();
        }
        sites_stop.cancel();
        serving.await??;
        ended
    })?;
    Ok(Ending::Done)
}

async fn bind_search(port: u16) -> anyhow::Result<TcpListener> {
    let bound = TcpListener::bind(("127.0.0.1", port)).await;
    bound.with_context(|| {
        format!(
            "cannot listen on port {port}: choose another with --port, or --port 0 for a free one"
        )
    })
}

async fn bind_sites() -> anyhow::Result<TcpListener> {
    match TcpListener::bind(("127.0.0.1", SITES_PORT)).await {
        Ok(listener) => Ok(listener),
        Err(_) => TcpListener::bind(("127.0.0.1", 0))
            .await
            .context("cannot listen on this machine for the pretend sites"),
    }
}

/// Where the demo keeps its data: the folder that was named, or one that goes with it.
enum DataFolder {
    Named(PathBuf),
    Temporary(tempfile::TempDir),
}

impl DataFolder {
    fn choose(context: &Context) -> anyhow::Result<Self> {
        let loaded = load(layers(context, ""))?;
        if !origins::is_default(&loaded, "data_dir") {
            return Ok(Self::Named(loaded.settings.data_dir));
        }
        let folder = tempfile::Builder::new().prefix("aluehaku-demo-").tempdir();
        Ok(Self::Temporary(
            folder.context("cannot make a temporary folder")?,
        ))
    }

    fn path(&self) -> &Path {
        match self {
            Self::Named(path) => path,
            Self::Temporary(folder) => folder.path(),
        }
    }

    /// Leaves the data where it is, for `serve`.
    fn keep(self) {
        let path = match self {
            Self::Named(path) => path,
            Self::Temporary(folder) => folder.keep(),
        };
        announce(format_args!("data: {}", path.display()));
    }
}

/// The demo needs no settings file: only environment and flags change what it ships.
fn layers<'a>(context: &Context, shipped: &'a str) -> Layers<'a> {
    Layers {
        shipped: Some(shipped),
        file: SettingsFile::Absent,
        flags: context.flags(),
    }
}

/// The settings of the demo: the pretend sites at the port they got today, visited without the
/// pauses that real sites are owed, all of them in every run; addresses to copy lead to `search`.
fn settings(
    context: &Context,
    folder: &Path,
    port: u16,
    search: SocketAddr,
) -> anyhow::Result<Settings> {
    let sources =
        fixture_sites::SOURCES_TOML.replace(".localhost/", &format!(".localhost:{port}/"));
    let pace = "[crawler]\ndelay_ms = 0\nmax_delay_ms = 20\nlist_interval_m = 0\narticle_interval_h = 0\nlongest_interval_d = 0\n";
    let mut settings = load(layers(context, &format!("{pace}\n{sources}")))?.settings;
    folder.clone_into(&mut settings.data_dir);
    let public_url = settings.server.public_url.take();
    settings.server.public_url = public_url.or_else(|| Some(format!("http://{search}")));
    let register = settings.names.register.take();
    settings.names.register = register.or_else(|| Some(folder.join(REGISTER_FILE)));
    Ok(settings)
}

/// Lays out what the administrator of the pretend sites knows of names, as an example to edit; what lies there
/// already stays.
fn lay_out_register(app: &App) -> anyhow::Result<()> {
    let path = app.data_dir().join(REGISTER_FILE);
    if path.exists() {
        return Ok(());
    }
    std::fs::write(&path, fixture_sites::REGISTER_TOML)
        .with_context(|| format!("cannot write {}", path.display()))
}

/// The demo does not mix its invented articles into real ones.
fn refuse_other_sources(app: &App) -> anyhow::Result<()> {
    let own = fixture_sites::source_ids();
    let stored = app.archive()?.read(sources::all)?;
    if let Some(other) = stored.iter().find(|source| !own.contains(&source.id)) {
        bail!(
            "the data directory {} holds the source `{}`, which is not the demo's: choose an empty one with ALUEHAKU__DATA_DIR",
            app.data_dir().display(),
            other.id
        );
    }
    Ok(())
}

/// Crawls the pretend sites once and prints what was done.
async fn crawl(app: &App, context: &Context, stop: &CancellationToken) -> anyhow::Result<()> {
    let crawling = Crawling::open(app, app.crawl_sources())?;
    let summary = crawling.round(&progress::of_crawl(context), stop).await;
    tokio::task::spawn_blocking(move || crawling.finish()).await??;
    let searchable = app.engine()?.reader()?.article_count();
    let mut output = standard_output();
    write!(output, "{}", summary?)?;
    writeln!(output, "articles searchable: {searchable}")?;
    writeln!(output, "analyser: {}", app.analyser()?)?;
    output.flush()?;
    Ok(())
}
