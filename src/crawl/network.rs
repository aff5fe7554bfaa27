//! The network as the crawler needs it: one request to a machine within a reach, and its answer.
//!
//! [`Internet`] asks through reqwest. The pretend web of the tests answers in memory and by a clock
//! that they move; the guard below and all limits above are the same for both.

use std::error::Error;
use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use futures::future::BoxFuture;
use futures::stream::{BoxStream, StreamExt, TryStreamExt};
use hyper::body::Bytes;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::HeaderMap;
use reqwest::{Client, StatusCode};
use url::Url;

use super::guard::{NoAddress, Reach};

/// Longest wait for a connection, encryption included.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Asks machines.
pub trait Network: fmt::Debug + Send + Sync {
    /// Asks for what lies at a URL that [`Reach::allows_url`] let pass, and waits for the head of the
    /// answer. No redirect is followed, and nothing is unpacked.
    ///
    /// # Errors
    /// When the machine may not be visited, cannot be reached or does not answer.
    fn get<'a>(
        &'a self,
        url: &'a Url,
        headers: HeaderMap,
        reach: Reach,
    ) -> BoxFuture<'a, Result<Response, NetworkError>>;
}

/// The head of an answer, and its body as it comes.
pub struct Response {
    /// What the machine says of the request.
    pub status: StatusCode,
    /// What it says of the body.
    pub headers: HeaderMap,
    /// The pieces of the body as they were sent.
    pub body: BoxStream<'static, Result<Bytes, NetworkError>>,
}

impl fmt::Debug for Response {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}

/// Why there is no answer, or no more of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NetworkError {
    /// The guard refused every address of the machine.
    #[error("it has no address that may be visited")]
    OutOfReach,
    /// It took too long.
    #[error("it took too long")]
    Timeout,
    /// The machine cannot be reached, hung up, or does not speak HTTP.
    #[error("the connection failed")]
    Connection,
}

impl From<&reqwest::Error> for NetworkError {
    fn from(error: &reqwest::Error) -> Self {
        let mut cause: Option<&(dyn Error + 'static)> = Some(error);
        while let Some(one) = cause {
            if let Some(NoAddress::OutOfReach) = one.downcast_ref() {
                return Self::OutOfReach;
            }
            cause = one.source();
        }
        if error.is_timeout() {
            Self::Timeout
        } else {
            Self::Connection
        }
    }
}

/// The real one: HTTP/1.1 through reqwest, one idle connection a host.
#[derive(Clone, Debug)]
pub struct Internet {
    public: Client,
    loopback: Client,
}

/// Why nothing can be asked at all.
#[derive(Debug, thiserror::Error)]
#[error("cannot set up encrypted connections: {0}; is the package ca-certificates installed?")]
pub struct NoInternet(#[from] reqwest::Error);

impl Internet {
    /// Sets up connections.
    ///
    /// # Errors
    /// When the system's certificates cannot be read (package `ca-certificates`).
    pub fn new() -> Result<Self, NoInternet> {
        // Another part of the process may have chosen one before, which serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Ok(Self {
            public: client(Reach::Public)?,
            loopback: client(Reach::PublicAndLoopback)?,
        })
    }
}

impl Internet {
    /// Sends something to a URL that [`Reach::allows_url`] let pass, past the same guard, and waits for the head of the
    /// answer.
    ///
    /// # Errors
    /// When the machine may not be reached, cannot be reached or does not answer.
    pub async fn post(
        &self,
        url: &Url,
        headers: HeaderMap,
        body: String,
        reach: Reach,
    ) -> Result<StatusCode, NetworkError> {
        let sent = self
            .client(reach)
            .post(url.clone())
            .headers(headers)
            .body(body)
            .send();
        let response = sent.await.map_err(|error| NetworkError::from(&error))?;
        Ok(response.status())
    }

    fn client(&self, reach: Reach) -> &Client {
        match reach {
            Reach::Public => &self.public,
            Reach::PublicAndLoopback => &self.loopback,
        }
    }
}

fn client(reach: Reach) -> Result<Client, reqwest::Error> {
    Client::builder()
        .dns_resolver(GuardedResolver(reach))
        .redirect(reqwest::redirect::Policy::none())
        // A proxy would resolve names itself, past the guard.
        .no_proxy()
        .http1_only()
        .pool_max_idle_per_host(1)
        .connect_timeout(CONNECT_TIMEOUT)
        .build()
}

impl Network for Internet {
    fn get<'a>(
        &'a self,
        url: &'a Url,
        headers: HeaderMap,
        reach: Reach,
    ) -> BoxFuture<'a, Result<Response, NetworkError>> {
        let sent = self.client(reach).get(url.clone()).headers(headers).send();
        Box::pin(async move {
            let mut response = sent.await.map_err(|error| NetworkError::from(&error))?;
            Ok(Response {
                status: response.status(),
                headers: std::mem::take(response.headers_mut()),
                body: response
                    .bytes_stream()
                    .map_err(|error| NetworkError::from(&error))
                    .boxed(),
            })
        })
    }
}

/// Finds the addresses of names, so that the one that was checked is the one that is connected to.
struct GuardedResolver(Reach);

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = self.0;
        Box::pin(async move {
            let asked = async {
                let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
                Ok(found.map(|address| address.ip()).collect())
            };
            let allowed = reach.addresses(name.as_str(), asked).await?;
            let allowed = allowed.into_iter().map(|ip| SocketAddr::new(ip, 0));
            Ok(Box::new(allowed) as Addrs)
        })
    }
}
