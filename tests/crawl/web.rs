//! A web in memory: names, machines and what they answer, with a record of who asked what when.

use std::collections::HashMap;
use std::io;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aluehaku::crawl::guard::{NoAddress, Reach};
use aluehaku::crawl::network::{Network, NetworkError, Response};
use futures::future::BoxFuture;
use futures::stream::{StreamExt, TryStreamExt};
use http_body_util::{BodyStream, Empty};
use hyper::Request;
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::HeaderMap;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::task::AbortHandle;
use tokio::time::{Instant, sleep};
use url::{Host, Position, Url};

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
    connected: Vec<IpAddr>,
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
    pub(super) fn connected(&self) -> Vec<IpAddr> {
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

impl Web {
    /// What the name server says now.
    fn resolve(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        let mut state = self.0.state.lock().unwrap();
        let (addresses, asked) = state.names.get_mut(name).ok_or(io::ErrorKind::NotFound)?;
        *asked += 1;
        Ok(addresses(*asked - 1))
    }

    /// The first address of a host that the guard lets pass.
    async fn address(&self, url: &Url, reach: Reach) -> Result<IpAddr, NetworkError> {
        match url.host() {
            Some(Host::Domain(name)) => {
                let asked = async { self.resolve(name) };
                match reach.addresses(name, asked).await {
                    Ok(allowed) => Ok(allowed[0]),
                    Err(NoAddress::OutOfReach) => Err(NetworkError::OutOfReach),
                    Err(NoAddress::Unknown(_)) => Err(NetworkError::Connection),
                }
            }
            Some(Host::Ipv4(address)) => Ok(address.into()),
            Some(Host::Ipv6(address)) => Ok(address.into()),
            None => Err(NetworkError::OutOfReach),
        }
    }

    fn connect(&self, address: IpAddr) -> Result<DuplexStream, NetworkError> {
        let mut state = self.0.state.lock().unwrap();
        state.connected.push(address);
        let host = state.machines.get(&address).cloned();
        let host = host.ok_or(NetworkError::Connection)?;
        let (near, far) = tokio::io::duplex(64 * 1024);
        tokio::spawn(self.clone().serve(host, far));
        Ok(near)
    }

    /// One exchange over a connection of its own, by the same HTTP as over the internet.
    async fn exchange(
        &self,
        url: &Url,
        headers: HeaderMap,
        reach: Reach,
    ) -> Result<Response, NetworkError> {
        let near = self.connect(self.address(url, reach).await?)?;
        let (mut sender, connection) =
            http1::handshake(TokioIo::new(near)).await.map_err(failed)?;
        // It ends with the body, or when nobody reads that any more.
        let driver = tokio::spawn(connection);
        let mut request = Request::get(&url[Position::BeforePath..Position::AfterQuery])
            .header("Host", url.host_str().unwrap())
            .body(Empty::<Bytes>::new())
            .unwrap();
        request.headers_mut().extend(headers);
        let response = sender.send_request(request).await.map_err(failed)?;
        let (head, body) = response.into_parts();
        let hang_up = HangUp(driver.abort_handle());
        let body = BodyStream::new(body).map(move |frame| {
            let _open = &hang_up;
            frame.map(|frame| frame.into_data().unwrap_or_default())
        });
        Ok(Response {
            status: head.status,
            headers: head.headers,
            body: body.map_err(failed).boxed(),
        })
    }
}

fn failed(_: hyper::Error) -> NetworkError {
    NetworkError::Connection
}

/// Ends a connection when it is dropped.
struct HangUp(AbortHandle);

impl Drop for HangUp {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Network for Web {
    fn get<'a>(
        &'a self,
        url: &'a Url,
        headers: HeaderMap,
        reach: Reach,
    ) -> BoxFuture<'a, Result<Response, NetworkError>> {
        Box::pin(self.exchange(url, headers, reach))
    }
}
