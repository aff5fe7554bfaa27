//! The real network, on loopback: what the HTTP client is set up to do, and what it leaves alone.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use aluehaku::crawl::guard::Reach;
use aluehaku::crawl::network::{Internet, Network, NetworkError, Response};
use futures::stream::TryStreamExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

/// A machine on loopback that gives one answer to everything.
struct Machine {
    url: Url,
    connections: Arc<AtomicUsize>,
}

impl Machine {
    async fn new(answer: impl Into<Vec<u8>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let connections = Arc::new(AtomicUsize::new(0));
        let (answer, counted) = (answer.into(), Arc::clone(&connections));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(serve(stream, answer.clone()));
            }
        });
        Self {
            url: Url::parse(&format!("http://localhost:{port}/")).unwrap(),
            connections,
        }
    }

    async fn get(&self, internet: &Internet, reach: Reach) -> Result<Response, NetworkError> {
        internet.get(&self.url, Default::default(), reach).await
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

/// Answers until an answer does not state how long it is, then hangs up.
async fn serve(mut stream: TcpStream, answer: Vec<u8>) {
    let is_last = !answer.starts_with(b"HTTP/1.1 200 x\r\nContent-Length");
    let mut head = Vec::new();
    while let Ok(byte) = stream.read_u8().await {
        head.push(byte);
        if head.ends_with(b"\r\n\r\n") {
            head.clear();
            if stream.write_all(&answer).await.is_err() || is_last {
                return;
            }
        }
    }
}

async fn body(response: Response) -> Result<Vec<u8>, NetworkError> {
    let pieces: Vec<_> = response.body.try_collect().await?;
    Ok(pieces.concat())
}

#[tokio::test]
async fn one_connection_serves_one_request_after_another() {
    let machine = Machine::new("HTTP/1.1 200 x\r\nContent-Length: 5\r\n\r\nuutis").await;
    let internet = Internet::new().unwrap();
    for _ in 0..3 {
        let response = machine
            .get(&internet, Reach::PublicAndLoopback)
            .await
            .unwrap();
        assert_eq!(response.status, 200);
        assert_eq!(body(response).await.unwrap(), b"uutis");
    }
    assert_eq!(machine.connections(), 1);
}

#[tokio::test]
async fn a_name_that_leads_to_this_machine_is_refused_before_it_is_connected_to() {
    let machine = Machine::new("HTTP/1.1 200 x\r\nContent-Length: 0\r\n\r\n").await;
    let internet = Internet::new().unwrap();
    let refused = machine.get(&internet, Reach::Public).await;
    assert_eq!(refused.unwrap_err(), NetworkError::OutOfReach);
    assert_eq!(machine.connections(), 0);
}

#[tokio::test]
async fn a_redirect_is_handed_on() {
    let machine = Machine::new("HTTP/1.1 302 x\r\nLocation: /muualla\r\n\r\n").await;
    let internet = Internet::new().unwrap();
    let response = machine
        .get(&internet, Reach::PublicAndLoopback)
        .await
        .unwrap();
    assert_eq!(response.status, 302);
    assert_eq!(response.headers["location"], "/muualla");
    assert_eq!(machine.connections(), 1);
}

#[tokio::test]
async fn a_packed_body_is_left_packed() {
    let answer = "HTTP/1.1 200 x\r\nContent-Encoding: gzip\r\n\r\npacked";
    let machine = Machine::new(answer).await;
    let internet = Internet::new().unwrap();
    let response = machine
        .get(&internet, Reach::PublicAndLoopback)
        .await
        .unwrap();
    assert_eq!(response.headers["content-encoding"], "gzip");
    assert_eq!(body(response).await.unwrap(), b"packed");
}

#[tokio::test]
async fn a_body_that_is_cut_off_is_no_body() {
    let machine = Machine::new("HTTP/1.1 203 x\r\nContent-Length: 100\r\n\r\ncut").await;
    let internet = Internet::new().unwrap();
    let response = machine
        .get(&internet, Reach::PublicAndLoopback)
        .await
        .unwrap();
    assert_eq!(body(response).await, Err(NetworkError::Connection));
}

#[tokio::test]
async fn what_is_no_http_is_no_answer() {
    let machine = Machine::new("SSH-2.0-x\r\n").await;
    let internet = Internet::new().unwrap();
    let nothing = machine.get(&internet, Reach::PublicAndLoopback).await;
    assert_eq!(nothing.unwrap_err(), NetworkError::Connection);
}
