//! Serving a router on a socket, with limits on what connections may hold, until told to stop.

use std::convert::Infallible;
use std::error::Error as _;
use std::future::Future;
use std::io::{self, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::extract::Request;
use axum::http::header::{CONNECTION, HOST};
use axum::http::uri::Authority;
use axum::http::{HeaderValue, Version};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

use super::connections::{Connections, Place};
use super::middleware::limits::HostMissing;
use super::patient_stream::PatientStream;

/// Largest buffer for what a client sends ahead, in bytes: the longest head that is read, and so the most requests
/// that wait in a row.
const BUFFER_BYTES: usize = 128 * 1024;

/// How much is read of what a client asks that is refused, in bytes.
const REFUSED_BYTES: usize = 4 * 1024;

/// What a client is told that holds too many connections.
const REFUSAL: &[u8] =
    b"HTTP/1.1 429 Too Many Requests\r\nretry-after: 10\r\nconnection: close\r\n\
    content-type: text/plain\r\ncontent-length: 36\r\n\r\ntoo many connections from one client";

/// How long to wait when the system has no connection to give, as when all files are open.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Serves a router on some connections until `stop` resolves, then lets requests under way finish for `grace`.
///
/// # Errors
/// When the listener has no address, as when it is not bound.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    connections: &Arc<Connections>,
    stop: impl Future<Output = ()>,
    grace: Duration,
) -> io::Result<()> {
    tracing::info!(server.address = %listener.local_addr()?, "serving");
    let graceful = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, connections) => accepted,
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

/// The next connection, once there is room for it; none when its client holds too many.
async fn accept(
    listener: &TcpListener,
    connections: &Arc<Connections>,
) -> Option<(TcpStream, SocketAddr, Place)> {
    let room = connections.room().await?;
    match listener.accept().await {
        Ok((stream, peer)) => match connections.admit(peer.ip(), room) {
            Some(place) => Some((stream, peer, place)),
            None => {
                refuse(stream);
                None
            }
        },
        Err(error) => {
            if !is_of_one_connection(&error) {
                tracing::warn!(error.message = %error, "cannot accept connections for a moment");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
            None
        }
    }
}

/// Tells a client why its connection ends, as far as that takes no time.
fn refuse(stream: TcpStream) {
    let told = stream.into_std().and_then(|mut stream| {
        stream.write_all(REFUSAL)?;
        stream.shutdown(Shutdown::Write)?;
        // What stays unread when a connection is closed takes the answer with it.
        stream.read(&mut [0; REFUSED_BYTES])
    });
    if let Err(error) = told {
        tracing::debug!(error.message = %error, "a refused client may not know why");
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
    place: Place,
) {
    // Answers are written whole; waiting to fill packets only delays their end.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(error.message = %error, "cannot send small packets at once");
    }
    let limits = place.connections().limits();
    let stream = PatientStream::new(stream, limits.write);
    let served = AtomicU64::new(0);
    let service = service_fn(|request: hyper::Request<Incoming>| {
        let mut request: Request = request.map(axum::body::Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        if !names_one_host(&request) {
            request.extensions_mut().insert(HostMissing);
        }
        let is_last = served.fetch_add(1, Ordering::Relaxed) + 1 >= limits.requests;
        let router = router.clone();
        async move {
            let answer = router.oneshot(request).await;
            let mut answer = answer.unwrap_or_else(|error| match error {});
            if is_last {
                let close = HeaderValue::from_static("close");
                answer.headers_mut().insert(CONNECTION, close);
            }
            Ok::<_, Infallible>(answer)
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(BUFFER_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    if let Err(error) = watcher.watch(connection).await {
        if is_of_time(&error) {
            place.connections().note_cut();
        }
        // A client that goes away in the middle is no fault of ours.
        tracing::debug!(error.message = %error, "connection ended early");
    }
    drop(place);
}

/// Whether a request names the host it is for as RFC 9112 demands (section 3.2): in one line of its head, with a value
/// that can be one. Requests of HTTP/1.0 need none.
fn names_one_host(request: &Request) -> bool {
    let mut hosts = request.headers().get_all(HOST).iter();
    match (hosts.next(), hosts.next()) {
        (Some(host), None) => {
            let is_plain = !host.as_bytes().contains(&b'@');
            host.is_empty() || is_plain && Authority::try_from(host.as_bytes()).is_ok()
        }
        (None, _) => request.version() < Version::HTTP_11,
        (Some(_), Some(_)) => false,
    }
}

/// Whether a connection ended because its client did not go on in time.
fn is_of_time(error: &hyper::Error) -> bool {
    let cause = error
        .source()
        .and_then(|cause| cause.downcast_ref::<io::Error>());
    error.is_timeout() || cause.is_some_and(|cause| cause.kind() == io::ErrorKind::TimedOut)
}
