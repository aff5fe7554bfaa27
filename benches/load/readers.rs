//! The readers: each asks over a connection of its own, without a pause.

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use axum::body::Bytes;
use http_body_util::{BodyExt, Empty};
use hyper::Request;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// What is asked, of whom, for how long.
pub(crate) struct Load {
    pub(crate) service: SocketAddr,
    /// The addresses that each reader asks for, from the beginning again when they are through.
    pub(crate) addresses: Vec<Vec<String>>,
    pub(crate) time: Duration,
}

/// What came of it.
pub(crate) struct Outcome {
    /// Times by the path asked for.
    times: BTreeMap<String, Vec<Duration>>,
    errors: usize,
    time: Duration,
    /// Memory of the service after the first tenth of the time and at the end.
    memory: [String; 2],
}

/// Lets all readers ask; `memory` tells what the service takes.
pub(crate) fn run(load: Load, memory: impl Fn() -> String) -> Outcome {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a thread can be started");
    let started = Instant::now();
    let end = started + load.time;
    let readers: Vec<_> = load
        .addresses
        .into_iter()
        .map(|addresses| runtime.spawn(read(load.service, addresses, end)))
        .collect();
    std::thread::sleep(load.time / 10);
    let early = memory();
    let mut times: BTreeMap<String, Vec<Duration>> = BTreeMap::new();
    let mut errors = 0;
    for reader in readers {
        let (own, failed) = runtime.block_on(reader).expect("no panic");
        errors += failed;
        for (path, time) in own {
            times.entry(path).or_default().push(time);
        }
    }
    times.values_mut().for_each(|times| times.sort_unstable());
    Outcome {
        times,
        errors,
        time: started.elapsed(),
        memory: [early, memory()],
    }
}

/// Asks until the end; gives the time of each answer and the number of errors.
async fn read(
    service: SocketAddr,
    addresses: Vec<String>,
    end: Instant,
) -> (Vec<(String, Duration)>, usize) {
    let mut times = Vec::new();
    let mut errors = 0;
    let mut connection = None;
    for address in addresses.iter().cycle() {
        let started = Instant::now();
        if started >= end {
            break;
        }
        let mut sender = match connection.take() {
            Some(sender) => sender,
            None => connect(service).await,
        };
        match ask(&mut sender, service, address).await {
            Some(true) => {
                let path = address.split('?').next().unwrap_or_default();
                times.push((path.to_owned(), started.elapsed()));
                connection = Some(sender);
            }
            Some(false) => {
                errors += 1;
                connection = Some(sender);
            }
            None => errors += 1,
        }
    }
    (times, errors)
}

async fn connect(service: SocketAddr) -> SendRequest<Empty<Bytes>> {
    let stream = TcpStream::connect(service)
        .await
        .expect("the service listens");
    let (sender, connection) = handshake(TokioIo::new(stream))
        .await
        .expect("the service speaks HTTP");
    tokio::spawn(connection);
    sender
}

/// Whether the answer was a success; `None` when the connection broke.
async fn ask(
    sender: &mut SendRequest<Empty<Bytes>>,
    service: SocketAddr,
    address: &str,
) -> Option<bool> {
    let request = Request::get(address)
        .header("host", service.to_string())
        .body(Empty::new())
        .expect("the address is well formed");
    sender.ready().await.ok()?;
    let answer = sender.send_request(request).await.ok()?;
    let is_success = answer.status().is_success();
    answer.into_body().collect().await.ok()?;
    Some(is_success)
}

impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut all: Vec<Duration> = self.times.values().flatten().copied().collect();
        all.sort_unstable();
        let rows = std::iter::once(("all", &all));
        let paths = self
            .times
            .iter()
            .map(|(path, times)| (path.as_str(), times));
        for (name, times) in rows.chain(paths).filter(|(_, times)| !times.is_empty()) {
            let at = |share: f64| times[(times.len() as f64 * share) as usize].as_secs_f64() * 1e3;
            let a_second = times.len() as f64 / self.time.as_secs_f64();
            writeln!(
                formatter,
                "{name:<18} {a_second:>7.0} answers/s   p50 {:>7.2} ms   p99 {:>7.2} ms",
                at(0.5),
                at(0.99)
            )?;
        }
        let [early, late] = &self.memory;
        write!(
            formatter,
            "errors: {}; memory of the service: {early} after a tenth of the time, {late} at the end",
            self.errors
        )
    }
}
