//! `aluehaku health`: whether a service is ready, for containers, which have no other program to ask with.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use clap::Args;
use reqwest::header::HeaderMap;
use url::Url;

use super::output::say;
use super::{Context, Ending};
use crate::crawl::guard::Reach;
use crate::crawl::network::{Internet, Network};

/// Longest wait for the answer.
const TIMEOUT: Duration = Duration::from_secs(8);

/// Ask a service whether it is ready: exit code 0 when it is, 2 when it is not.
#[derive(Debug, Args)]
pub(super) struct HealthArguments {
    /// Address of its /health/ready; that of the settings when nothing is said.
    url: Option<Url>,
}

pub(super) fn run(arguments: &HealthArguments, context: &Context) -> anyhow::Result<Ending> {
    let url = match &arguments.url {
        Some(url) => url.clone(),
        None => own_address(&context.settings()?.settings.server.listen)?,
    };
    let network: Arc<dyn Network> = Arc::new(Internet::new()?);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let asked = runtime.block_on(async {
        let answer = network.get(&url, HeaderMap::new(), Reach::PublicAndLoopback);
        tokio::time::timeout(TIMEOUT, answer).await
    });
    let answer = asked
        .with_context(|| format!("{url} does not answer in time"))?
        .with_context(|| format!("{url} cannot be reached; is the service running?"))?;
    if !answer.status.is_success() {
        bail!(
            "{url} answers {}; `aluehaku doctor` tells more",
            answer.status
        );
    }
    if !context.quiet {
        say!("{url} is ready");
    }
    Ok(Ending::Done)
}

/// The address of the service of the settings, as this machine reaches it.
fn own_address(listen: &str) -> anyhow::Result<Url> {
    let (host, port) = listen
        .rsplit_once(':')
        .context("server.listen has no port")?;
    let host = match host {
        "0.0.0.0" => "127.0.0.1",
        "[::]" => "[::1]",
        host => host,
    };
    Ok(Url::parse(&format!("http://{host}:{port}/health/ready"))?)
}
