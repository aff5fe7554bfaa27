//! Serving a router on a socket, with limits on what connections may hold, until told to stop.

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::ServiceExt;

/// Connections open at the same time; more wait in the backlog of the socket.
const MAX_CONNECTIONS: usize = 1024;

/// How long the head of a request may take to arrive, and how long a connection may stay idle.
const HEAD_LIMIT: Duration = Duration::from_secs(30);

/// How long to wait when the system has no connection to give, as when all files are open.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Serves a router until `stop` resolves, then lets requests under way finish for `grace`.
///
/// # Errors
/// When the listener has no address, as when it is not bound.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()>,
    grace: Duration,
) -> io::Result<()> {
    tracing::info!(server.address = %listener.local_addr()?, "serving");
    let connections = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &connections) => accepted,
            () = &mut stop => break,
        };
        let Some((stream, peer, place)) = accepted else {
            continue;
        };
        tokio::spawn(serve_connection(
            stream,
            peer,
            router.clone(),
            graceful.watcher(),
            place,
        ));
    }
    // Nobody new gets in, and whoever is idle is let go at once.
    drop(listener);
    if tokio::time::timeout(grace, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!(
            server.grace_s = grace.as_secs(),
            "requests were cut off at the stop"
        );
    }
    Ok(())
}

/// The next connection, once there is a place for it.
async fn accept(
    listener: &TcpListener,
    connections: &Arc<Semaphore>,
) -> Option<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let place = Arc::clone(connections).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, peer)) => Some((stream, peer, place)),
        Err(error) => {
            if !is_of_one_connection(&error) {
                tracing::warn!(error.message = %error, "cannot accept connections for a moment");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
            None
        }
    }
}

/// Whether a failed accept concerns only the client that came and went.
fn is_of_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionReset
    )
}

async fn serve_connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    watcher: Watcher,
    place: OwnedSemaphorePermit,
) {
    // Answers are written whole; waiting to fill packets only delays their end.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(error.message = %error, "cannot send small packets at once");
    }
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let mut request: Request = request.map(axum::body::Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        let router = router.clone();
        async move { Ok::<_, Infallible>(router.oneshot(request).await.unwrap_or_else(|e| match e {})) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_LIMIT)
        .serve_connection(TokioIo::new(stream), service);
    if let Err(error) = watcher.watch(connection).await {
        // A client that goes away in the middle is no fault of ours.
        tracing::debug!(error.message = %error, "connection ended early");
    }
    drop(place);
}
