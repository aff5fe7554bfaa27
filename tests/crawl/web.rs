//! A web in memory: names, machines and what they answer, with a record of who asked what when.

use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aluehaku::crawl::network::{Network, Stream};
use futures::future::BoxFuture;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::time::{Instant, sleep};

/// A request as a site got it.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// Time since the web was made.
    pub(super) at: Duration,
    pub(super) host: String,
    pub(super) path: String,
    /// Head of the request.
    pub(super) head: String,
    /// How often this path was asked for before.
    pub(super) before: usize,
}

impl Asked {
    /// The value of a header.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

/// What a site does when it is asked.
#[derive(Clone, Debug)]
pub(super) struct Reply(Vec<Step>);

#[derive(Clone, Debug)]
enum Step {
    Send(Vec<u8>),
    Wait(Duration),
    Close,
}

impl Reply {
    /// An answer with a status, headers and a body of the right length.
    pub(super) fn new(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref();
        let mut head = format!("HTTP/1.1 {status} x\r\nContent-Length: {}\r\n", body.len());
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        Self(vec![Step::Send([head.as_bytes(), b"\r\n", body].concat())])
    }

    pub(super) fn html(body: impl AsRef<[u8]>) -> Self {
        Self::new(200, &[("Content-Type", "text/html; charset=utf-8")], body)
    }

    pub(super) fn xml(body: impl AsRef<[u8]>) -> Self {
        Self::new(200, &[("Content-Type", "text/xml")], body)
    }

    pub(super) fn status(status: u16) -> Self {
        Self::new(status, &[], "")
    }

    pub(super) fn redirect(status: u16, to: &str) -> Self {
        Self::new(status, &[("Location", to)], "")
    }

    /// Bytes as they are, after which the connection ends.
    pub(super) fn raw(bytes: impl AsRef<[u8]>) -> Self {
        Self(vec![Step::Send(bytes.as_ref().to_vec()), Step::Close])
    }

    /// Bytes as they are, after which the connection stays open.
    pub(super) fn raw_open(bytes: impl AsRef<[u8]>) -> Self {
        Self(vec![Step::Send(bytes.as_ref().to_vec())])
    }

    /// Nothing, for ever.
    pub(super) fn silence() -> Self {
        Self(vec![Step::Wait(Duration::from_secs(1_000_000))])
    }

    /// The head of an answer and then its body, a byte every so often.
    pub(super) fn drip(every: Duration) -> Self {
        let head = b"HTTP/1.1 200 x\r\nContent-Length: 1000000\r\n\r\n".to_vec();
        let mut steps = vec![Step::Send(head)];
        for _ in 0..10_000 {
            steps.extend([Step::Wait(every), Step::Send(b"a".to_vec())]);
        }
        Self(steps)
    }
}

type Handler = dyn Fn(&Asked) -> Reply + Send + Sync;
type Names = dyn Fn(usize) -> Vec<IpAddr> + Send + Sync;

/// The web. Cloning gives another handle to it.
#[derive(Clone)]
pub(super) struct Web(Arc<Inner>);

struct Inner {
    begun: Instant,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    sites: HashMap<String, Arc<Handler>>,
    names: HashMap<String, (Arc<Names>, usize)>,
    machines: HashMap<IpAddr, String>,
    asked: Vec<Asked>,
    connected: Vec<SocketAddr>,
    at_work: HashMap<String, usize>,
    most_at_work: usize,
}

impl std::fmt::Debug for Web {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Web")
    }
}

impl Web {
    pub(super) fn new() -> Self {
        Self(Arc::new(Inner {
            begun: Instant::now(),
            state: Mutex::default(),
        }))
    }

    /// Adds a site at a public address of its own.
    pub(super) fn site(
        &self,
        host: &str,
        answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static,
    ) -> &Self {
        let address = {
            let mut state = self.0.state.lock().unwrap();
            let number = u8::try_from(state.sites.len() + 1).unwrap();
            let address = IpAddr::from([193, 166, 3, number]);
            state.sites.insert(host.to_owned(), Arc::new(answer));
            state.machines.insert(address, host.to_owned());
            address
        };
        self.name(host, move |_| vec![address])
    }

    /// Lets the answer of the name server depend on how often it was asked before.
    pub(super) fn name(
        &self,
        host: &str,
        addresses: impl Fn(usize) -> Vec<IpAddr> + Send + Sync + 'static,
    ) -> &Self {
        let mut state = self.0.state.lock().unwrap();
        state
            .names
            .insert(host.to_owned(), (Arc::new(addresses), 0));
        self
    }

    /// Everything that was asked so far.
    pub(super) fn asked(&self) -> Vec<Asked> {
        self.0.state.lock().unwrap().asked.clone()
    }

    /// The paths that a host was asked for, in order, robots.txt left out.
    pub(super) fn paths(&self, host: &str) -> Vec<String> {
        let asked = self.asked().into_iter();
        let asked = asked.filter(|asked| asked.host == host && asked.path != "/robots.txt");
        asked.map(|asked| asked.path).collect()
    }

    /// When a path of a host was asked for.
    pub(super) fn times(&self, host: &str, path: &str) -> Vec<Duration> {
        let asked = self.asked().into_iter();
        let asked = asked.filter(|asked| asked.host == host && asked.path == path);
        asked.map(|asked| asked.at).collect()
    }

    /// Machines that were connected to.
    pub(super) fn connected(&self) -> Vec<SocketAddr> {
        self.0.state.lock().unwrap().connected.clone()
    }

    /// The most requests that one host had to answer at the same time.
    pub(super) fn most_at_work(&self) -> usize {
        self.0.state.lock().unwrap().most_at_work
    }

    async fn serve(self, host: String, mut stream: DuplexStream) {
        while let Some(head) = read_head(&mut stream).await {
            let (reply, _work) = self.answer(&host, head);
            for step in reply.0 {
                match step {
                    Step::Send(bytes) => {
                        if stream.write_all(&bytes).await.is_err() {
                            return;
                        }
                    }
                    // Whoever hangs up meanwhile is no longer waited for.
                    Step::Wait(pause) => {
                        tokio::select! {
                            () = sleep(pause) => {}
                            _ = stream.read_u8() => return,
                        }
                    }
                    Step::Close => return,
                }
            }
        }
    }

    fn answer(&self, host: &str, head: String) -> (Reply, AtWork) {
        let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
        let mut state = self.0.state.lock().unwrap();
        let before = state.asked.iter();
        let before = before.filter(|asked| asked.host == host && asked.path == path);
        let asked = Asked {
            at: self.0.begun.elapsed(),
            host: host.to_owned(),
            path: path.clone(),
            head,
            before: before.count(),
        };
        state.asked.push(asked.clone());
        let at_work = state.at_work.entry(host.to_owned()).or_default();
        *at_work += 1;
        state.most_at_work = state.most_at_work.max(state.at_work[host]);
        let handler = Arc::clone(&state.sites[host]);
        drop(state);
        let work = AtWork(self.clone(), host.to_owned());
        (handler(&asked), work)
    }
}

/// A request that is being answered.
struct AtWork(Web, String);

impl Drop for AtWork {
    fn drop(&mut self) {
        let mut state = self.0.0.state.lock().unwrap();
        *state.at_work.entry(self.1.clone()).or_default() -= 1;
    }
}

async fn read_head(stream: &mut DuplexStream) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    String::from_utf8(head).ok()
}

impl Network for Web {
    fn resolve<'a>(&'a self, name: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        let mut state = self.0.state.lock().unwrap();
        let found = state.names.get_mut(name).map(|(addresses, asked)| {
            *asked += 1;
            addresses(*asked - 1)
        });
        Box::pin(async move { found.ok_or_else(|| io::ErrorKind::NotFound.into()) })
    }

    fn connect(&self, address: SocketAddr) -> BoxFuture<'_, io::Result<Box<dyn Stream>>> {
        let mut state = self.0.state.lock().unwrap();
        state.connected.push(address);
        let host = state.machines.get(&address.ip()).cloned();
        let web = self.clone();
        Box::pin(async move {
            let host = host.ok_or_else(|| io::Error::from(io::ErrorKind::ConnectionRefused))?;
            let (near, far) = tokio::io::duplex(64 * 1024);
            tokio::spawn(web.serve(host, far));
            Ok(Box::new(near) as Box<dyn Stream>)
        })
    }
}
