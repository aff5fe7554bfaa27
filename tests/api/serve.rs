//! Serving on a socket: connections, and the stop.

use std::time::Duration;

use aluehaku::http::serve;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use super::app::TestApp;

/// Serves an app on a free port until the test says stop.
pub(super) struct Running {
    pub(super) address: std::net::SocketAddr,
    stop: oneshot::Sender<()>,
    ended: tokio::task::JoinHandle<std::io::Result<()>>,
}

pub(super) async fn run(app: &TestApp, grace: Duration) -> Running {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let stopped = async move {
        stopped.await.unwrap();
    };
    let ended = tokio::spawn(serve(listener, app.router.clone(), stopped, grace));
    Running {
        address,
        stop,
        ended,
    }
}

async fn exchange(stream: &mut TcpStream, request: &str) -> String {
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let read = stream.read(&mut buffer).await.unwrap();
        answer.extend_from_slice(&buffer[..read]);
        let text = String::from_utf8_lossy(&answer);
        let is_whole = text.split_once("\r\n\r\n").is_some_and(|(head, body)| {
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "));
            length.is_some_and(|length| body.len() >= length.parse().unwrap())
        });
        if read == 0 || is_whole {
            return text.into_owned();
        }
    }
}

#[tokio::test]
async fn a_connection_serves_several_requests_and_ends_with_the_stop() {
    let app = TestApp::with().start();
    let running = run(&app, Duration::from_secs(60)).await;
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    for _ in 0..2 {
        let answer = exchange(&mut stream, "GET /health/live HTTP/1.1\r\nhost: a\r\n\r\n").await;
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    }
    running.stop.send(()).unwrap();
    // The connection is idle, so the stop does not wait for the grace to pass.
    running.ended.await.unwrap().unwrap();
    assert_eq!(stream.read(&mut [0; 16]).await.unwrap(), 0);
    assert!(TcpStream::connect(running.address).await.is_err());
}

#[tokio::test]
async fn a_request_that_never_ends_does_not_hold_the_stop_for_ever() {
    let app = TestApp::with().start();
    let running = run(&app, Duration::from_millis(1)).await;
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    stream
        .write_all(b"GET / HTTP/1.1\r\nhost: a\r\nx-half: ")
        .await
        .unwrap();
    running.stop.send(()).unwrap();
    running.ended.await.unwrap().unwrap();
}

#[tokio::test]
async fn garbage_is_refused_and_the_service_goes_on() {
    let app = TestApp::with().start();
    let running = run(&app, Duration::from_secs(60)).await;
    let mut garbage = TcpStream::connect(running.address).await.unwrap();
    let answer = exchange(&mut garbage, "\u{1}\u{2}\u{3} nonsense\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    let answer = exchange(&mut stream, "GET /health/live HTTP/1.1\r\nhost: a\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    running.stop.send(()).unwrap();
    running.ended.await.unwrap().unwrap();
}
