//! Running the pretend sites on a socket: for the demo, and on a free port for a test.

use std::future::Future;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use jiff::civil::Date;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::log::RequestLog;
use super::respond::router_on;

/// Serves the pretend sites on a listener until `stop` is done; answers under way are finished. On a day that is
/// given, some of them tell of events to come.
///
/// # Errors
/// When the listener fails; start anew with another one.
pub async fn serve(
    listener: TcpListener,
    today: Option<Date>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    axum::serve(listener, router_on(today, None))
        .with_graceful_shutdown(stop)
        .await
}

/// The pretend sites running on a free loopback port, with a record of what is asked of them.
/// Dropping the handle stops the server.
#[derive(Debug)]
pub struct FixtureServer {
    address: SocketAddr,
    log: RequestLog,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<io::Result<()>>,
}

impl FixtureServer {
    /// Starts the server on the current tokio runtime.
    ///
    /// # Errors
    /// When no loopback port can be opened.
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let log = RequestLog::default();
        let router = router_on(None, Some(log.clone()));
        let (stop, stopped) = oneshot::channel::<()>();
        let task = tokio::spawn(async move {
            let stopped = async move {
                // A dropped handle ends the wait as well as a sent message does.
                let _ = stopped.await;
            };
            axum::serve(listener, router)
                .with_graceful_shutdown(stopped)
                .await
        });
        Ok(Self {
            address,
            log,
            stop: Some(stop),
            task,
        })
    }

    /// The address to connect to, whatever the host name.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address of a path of a source, such as `http://latomeri.localhost:41234/robots.txt`.
    #[must_use]
    pub fn url(&self, source: &str, path: &str) -> String {
        format!("http://{source}.localhost:{}{path}", self.address.port())
    }

    /// What was asked so far.
    #[must_use]
    pub fn log(&self) -> &RequestLog {
        &self.log
    }

    /// Stops the server and waits until the answers under way are finished.
    ///
    /// # Errors
    /// When serving failed.
    pub async fn stop(mut self) -> io::Result<()> {
        if let Some(stop) = self.stop.take() {
            // The receiver is gone only when serving has already ended.
            let _ = stop.send(());
        }
        self.task.await.map_err(io::Error::other)?
    }
}
