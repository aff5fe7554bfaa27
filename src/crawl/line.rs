//! A connection to one site: guarded, encrypted where the address says so, one request at a time.

use std::io;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http_body_util::Empty;
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::{self, SendRequest};
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use rustls_platform_verifier::ConfigVerifierExt;
use tokio_rustls::TlsConnector;
use url::Url;

use super::guard::{NoAddress, Reach};
use super::network::{Network, Stream};
use crate::address;

/// Longest wait for a connection, encryption included.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Most bytes the head of an answer may have.
const MAX_HEAD_BYTES: usize = 64 * 1024;

/// Most headers an answer may have.
const MAX_HEADERS: usize = 200;

/// Opens connections.
#[derive(Clone)]
pub(super) struct Lines {
    network: Arc<dyn Network>,
    reach: Reach,
    tls: TlsConnector,
}

/// An open connection, which ends when it is dropped.
#[derive(Debug)]
pub(super) struct Line {
    origin: String,
    sender: SendRequest<Empty<Bytes>>,
    driver: tokio::task::JoinHandle<()>,
}

/// Why no connection was made.
#[derive(Debug, thiserror::Error)]
pub(super) enum LineError {
    /// The guard refused.
    #[error(transparent)]
    Guard(#[from] NoAddress),
    /// It took too long.
    #[error("no connection within {} s", CONNECT_TIMEOUT.as_secs())]
    Timeout,
    /// Nobody answers, or not in the language asked for.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The machine answers and speaks no HTTP.
    #[error(transparent)]
    Http(#[from] hyper::Error),
}

impl std::fmt::Debug for Lines {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Lines")
            .field("network", &self.network)
            .field("reach", &self.reach)
            .finish_non_exhaustive()
    }
}

impl Lines {
    /// Opens connections within a reach.
    ///
    /// # Errors
    /// When the system's certificates cannot be read.
    pub(super) fn new(network: Arc<dyn Network>, reach: Reach) -> Result<Self, rustls::Error> {
        Ok(Self {
            network,
            reach,
            tls: TlsConnector::from(client_config()?),
        })
    }

    /// Which addresses these connections may lead to.
    pub(super) fn reach(&self) -> Reach {
        self.reach
    }

    /// Connects to the site of an address.
    pub(super) async fn open(&self, url: &Url) -> Result<Line, LineError> {
        match tokio::time::timeout(CONNECT_TIMEOUT, self.connect(url)).await {
            Ok(opened) => opened,
            Err(_) => Err(LineError::Timeout),
        }
    }

    async fn connect(&self, url: &Url) -> Result<Line, LineError> {
        let stream = self.reached(url).await?;
        let stream = if url.scheme() == "https" {
            let name = ServerName::try_from(url.host_str().unwrap_or_default().to_owned())
                .map_err(io::Error::other)?;
            Box::new(self.tls.connect(name, stream).await?) as Box<dyn Stream>
        } else {
            stream
        };
        let (sender, connection) = http1::Builder::new()
            .max_buf_size(MAX_HEAD_BYTES)
            .max_headers(MAX_HEADERS)
            .handshake(TokioIo::new(stream))
            .await?;
        let driver = tokio::spawn(async move {
            // How it ends is told to whoever waits for an answer.
            let _ = connection.await;
        });
        Ok(Line {
            origin: address::origin(url),
            sender,
            driver,
        })
    }

    /// A connection to the first address of the host that takes one.
    async fn reached(&self, url: &Url) -> Result<Box<dyn Stream>, LineError> {
        let mut last = io::Error::from(io::ErrorKind::AddrNotAvailable);
        for address in self.reach.addresses(url, self.network.as_ref()).await? {
            match self.network.connect(address).await {
                Ok(stream) => return Ok(stream),
                Err(error) => last = error,
            }
        }
        Err(last.into())
    }
}

impl Line {
    /// Whether it leads to the site of an address and is still open.
    pub(super) fn serves(&self, url: &Url) -> bool {
        self.origin == address::origin(url) && !self.sender.is_closed()
    }

    /// Sends a request and waits for the head of its answer.
    pub(super) async fn send(
        &mut self,
        request: Request<Empty<Bytes>>,
    ) -> Result<Response<Incoming>, hyper::Error> {
        self.sender.ready().await?;
        self.sender.send_request(request).await
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

/// The system's certificates, read once a process.
fn client_config() -> Result<Arc<ClientConfig>, rustls::Error> {
    static CONFIG: OnceLock<Arc<ClientConfig>> = OnceLock::new();
    if let Some(config) = CONFIG.get() {
        return Ok(Arc::clone(config));
    }
    // Another part of the process may have chosen one before, which serves as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut config = ClientConfig::with_platform_verifier()?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::clone(CONFIG.get_or_init(|| Arc::new(config))))
}
