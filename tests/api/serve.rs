//! Serving on a socket: connections, and the stop.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use aluehaku::http::connections::ConnectionLimits;
use aluehaku::http::serve;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::oneshot;

use super::app::TestApp;

/// Serves an app on a free port until the test says stop.
pub(super) struct Running {
    pub(super) address: SocketAddr,
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
    let (router, connections) = (app.router.clone(), Arc::clone(&app.connections));
    let ended =
        tokio::spawn(async move { serve(listener, router, &connections, stopped, grace).await });
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
async fn a_request_names_exactly_one_host() {
    let app = TestApp::with().start();
    let running = run(&app, Duration::ZERO).await;
    for (hosts, status) in [
        ("host: haku.example\r\n", "200"),
        ("host: [::1]:8080\r\n", "200"),
        ("", "400"),
        ("host: a\r\nhost: a\r\n", "400"),
        ("host: a\r\nhost: b\r\n", "400"),
        ("host: a b\r\n", "400"),
        ("host: somebody@a\r\n", "400"),
    ] {
        let mut stream = TcpStream::connect(running.address).await.unwrap();
        let request = format!("GET /health/live HTTP/1.1\r\n{hosts}\r\n");
        let answer = exchange(&mut stream, &request).await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")),
            "{hosts:?}: {answer}"
        );
        assert_eq!(answer.contains("bad_request"), status == "400", "{answer}");
    }
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    let answer = exchange(&mut stream, "GET /health/live HTTP/1.0\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.0 200"), "{answer}");
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

/// A request that every connection is answered.
const LIVE: &str = "GET /health/live HTTP/1.1\r\nhost: a\r\n\r\n";

/// So short that a test need not wait for it.
const SHORT: Duration = Duration::from_millis(100);

/// Far longer than any test takes.
const LONG: Duration = Duration::from_secs(600);

/// Limits that a test comes to only where it says so.
fn limits() -> ConnectionLimits {
    ConnectionLimits {
        total: 2,
        per_client: 0,
        spares_loopback: false,
        requests: 1_000_000,
        head: LONG,
        write: LONG,
    }
}

/// Connects from an address of this machine and asks one thing; the connection stays open.
async fn ask_from(address: &str, service: SocketAddr) -> (TcpStream, String) {
    let mut stream = connected_from(address, service).await;
    let answer = exchange(&mut stream, LIVE).await;
    (stream, answer)
}

async fn connected_from(address: &str, service: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket
        .bind(format!("{address}:0").parse().unwrap())
        .unwrap();
    socket.connect(service).await.unwrap()
}

#[tokio::test]
async fn a_client_with_too_many_connections_is_refused_and_others_are_served() {
    let limits = ConnectionLimits {
        total: 100,
        per_client: 3,
        ..limits()
    };
    let app = TestApp::with().connections(limits).start();
    let running = run(&app, Duration::ZERO).await;
    let mut held = Vec::new();
    for _ in 0..3 {
        let (stream, answer) = ask_from("127.0.0.2", running.address).await;
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
        held.push(stream);
    }
    let mut one_more = connected_from("127.0.0.2", running.address).await;
    let mut answer = String::new();
    one_more.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 429 "), "{answer}");
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.contains(&format!("content-length: {}", body.len())));
    let (_other, answer) = ask_from("127.0.0.3", running.address).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    let metrics = app.get("/metrics").await.text();
    for line in [
        "aluehaku_connections_open 4",
        "aluehaku_connections_refused_total 1",
    ] {
        assert!(metrics.lines().any(|found| found == line), "{metrics}");
    }
    // A place that is given up is free again as soon as the service has seen it.
    let given_up = exchange(
        &mut held[0],
        "GET /health/live HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n",
    );
    given_up.await;
    assert_eq!(held[0].read(&mut [0; 16]).await.unwrap(), 0);
    while app.connections.open() > 3 {
        tokio::task::yield_now().await;
    }
    let (_again, answer) = ask_from("127.0.0.2", running.address).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
}

#[tokio::test]
async fn a_trusted_proxy_on_this_machine_holds_as_many_connections_as_there_are() {
    let limits = ConnectionLimits {
        total: 100,
        per_client: 1,
        spares_loopback: true,
        ..limits()
    };
    let app = TestApp::with().connections(limits).start();
    let running = run(&app, Duration::ZERO).await;
    let mut held = Vec::new();
    for _ in 0..20 {
        let (stream, answer) = ask_from("127.0.0.1", running.address).await;
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
        held.push(stream);
    }
}

#[tokio::test]
async fn who_asks_on_and_on_and_never_reads_gives_up_the_place() {
    let limits = ConnectionLimits {
        write: SHORT,
        ..limits()
    };
    let app = TestApp::with().connections(limits).start();
    let running = run(&app, Duration::ZERO).await;
    let mut deaf = Vec::new();
    for address in ["/openapi.json", "/"] {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(4096).unwrap();
        let mut stream = socket.connect(running.address).await.unwrap();
        let request = format!("GET {address} HTTP/1.1\r\nhost: a\r\n\r\n");
        deaf.push(tokio::spawn(async move {
            // Ends with an error when the service has cut the connection.
            while stream.write_all(request.as_bytes()).await.is_ok() {}
        }));
    }
    // Both places are held until the service loses patience.
    let (_stream, answer) = ask_from("127.0.0.1", running.address).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    for deaf in deaf {
        deaf.await.unwrap();
    }
    while app.connections.cut() < 2 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn who_never_ends_a_request_or_makes_none_gives_up_the_place() {
    let limits = ConnectionLimits {
        head: SHORT,
        ..limits()
    };
    let app = TestApp::with().connections(limits).start();
    let running = run(&app, Duration::ZERO).await;
    let mut half = TcpStream::connect(running.address).await.unwrap();
    half.write_all(b"GET / HTTP/1.1\r\nhost: a\r\nx-half: ")
        .await
        .unwrap();
    let mut drip = TcpStream::connect(running.address).await.unwrap();
    let dripping = tokio::spawn(async move {
        while drip.write_all(b"x").await.is_ok() {
            tokio::task::yield_now().await;
        }
    });
    let (mut idle, answer) = ask_from("127.0.0.1", running.address).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    dripping.await.unwrap();
    // Who has asked once and is silent since is let go, too.
    assert_eq!(idle.read(&mut [0; 16]).await.unwrap(), 0);
}

#[tokio::test]
async fn a_connection_ends_after_so_many_requests() {
    let limits = ConnectionLimits {
        requests: 2,
        ..limits()
    };
    let app = TestApp::with().connections(limits).start();
    let running = run(&app, Duration::ZERO).await;
    let (mut stream, answer) = ask_from("127.0.0.1", running.address).await;
    assert!(!answer.contains("connection: close"), "{answer}");
    let answer = exchange(&mut stream, LIVE).await;
    assert!(answer.contains("connection: close"), "{answer}");
    assert_eq!(stream.read(&mut [0; 16]).await.unwrap(), 0);
}
