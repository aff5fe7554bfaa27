//! Requests to the nodes of a cluster, one after another until one answers.

use std::fmt;
use std::fs;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use ureq::http::{Request, Response, Uri};
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, AsSendBody};

use crate::error::{EngineError, cluster};
use crate::opensearch::options::Options;

/// A node that takes longer to be reached is passed over.
const CONNECTING: Duration = Duration::from_secs(1);

/// The longest that a request takes for which somebody waits: another node is asked then.
const ANSWERING: Duration = Duration::from_secs(20);

/// The longest that one request takes that changes much: commits of many articles, copies of a generation.
const LONGEST: Duration = Duration::from_secs(120);

/// Time between two rounds over the nodes.
const PAUSE: Duration = Duration::from_millis(100);

/// Longest answer that is read, in bytes.
const LONGEST_ANSWER: u64 = 256 << 20;

/// States of an answer that tell that another node or a later time may do better.
const PASSING: [u16; 4] = [429, 502, 503, 504];

/// The way to a cluster.
#[derive(Debug)]
pub(crate) struct Client {
    agent: Agent,
    nodes: Vec<String>,
    authorization: Option<Secret>,
    patience: Duration,
    /// The node that answered last.
    first: AtomicUsize,
}

/// What nobody may read in a message.
struct Secret(String);

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret")
    }
}

/// What a node answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Value,
}

/// What is sent.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Body<'a> {
    None,
    Json(&'a Value),
    /// Lines of JSON.
    Lines(&'a str),
}

impl Client {
    /// The way to the nodes of the options; none of them is asked yet.
    pub(crate) fn new(options: &Options) -> Result<Self, EngineError> {
        let nodes: Vec<String> = options
            .nodes
            .iter()
            .map(|node| node.trim_end_matches('/').to_owned())
            .collect();
        if nodes.is_empty() {
            return Err(cluster("reach")("the settings name no nodes"));
        }
        let authorization = authorization(options)?;
        for node in &nodes {
            refuse_open_secrets(node, authorization.is_some())?;
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = TlsConfig::builder()
            .root_certs(roots(options)?)
            .unversioned_rustls_crypto_provider(provider)
            .build();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_connect(Some(CONNECTING))
            .tls_config(tls)
            .build();
        Ok(Self {
            agent: config.into(),
            nodes,
            authorization,
            patience: options.patience,
            first: AtomicUsize::new(0),
        })
    }

    /// The address of the first node, which stands for the cluster in messages.
    pub(crate) fn address(&self) -> &str {
        &self.nodes[0]
    }

    pub(crate) fn get(&self, path: &str) -> Result<Answer, EngineError> {
        self.send_within(ANSWERING, "GET", path, Body::None)
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Result<Answer, EngineError> {
        self.send_within(ANSWERING, "POST", path, Body::Json(body))
    }

    pub(crate) fn put(&self, path: &str, body: &Value) -> Result<Answer, EngineError> {
        self.send_within(ANSWERING, "PUT", path, Body::Json(body))
    }

    pub(crate) fn delete(&self, path: &str) -> Result<Answer, EngineError> {
        self.send("DELETE", path, Body::None)
    }

    /// Sends a request, which may take long, to one node after another until one answers what is no passing trouble.
    pub(crate) fn send(
        &self,
        method: &str,
        path: &str,
        body: Body<'_>,
    ) -> Result<Answer, EngineError> {
        self.send_within(LONGEST, method, path, body)
    }

    /// The same with a limit for what each node takes.
    fn send_within(
        &self,
        limit: Duration,
        method: &str,
        path: &str,
        body: Body<'_>,
    ) -> Result<Answer, EngineError> {
        let end = Instant::now() + self.patience;
        loop {
            let first = self.first.load(Ordering::Relaxed);
            let mut reason = String::new();
            for step in 0..self.nodes.len() {
                let number = (first + step) % self.nodes.len();
                let node = &self.nodes[number];
                match self.request(limit, (method, &format!("{node}{path}")), body) {
                    Ok(answer) if !PASSING.contains(&answer.status) => {
                        self.first.store(number, Ordering::Relaxed);
                        return Ok(answer);
                    }
                    Ok(answer) => reason = format!("{node} answers: {}", answer.reason()),
                    Err(error) => reason = format!("{node}: {}", told(&error)),
                }
            }
            if Instant::now() >= end {
                return Err(cluster("reach")(reason));
            }
            thread::sleep(PAUSE);
        }
    }

    fn request(
        &self,
        limit: Duration,
        (method, address): (&str, &str),
        body: Body<'_>,
    ) -> Result<Answer, ureq::Error> {
        let mut request = Request::builder().method(method).uri(address);
        if let Some(authorization) = &self.authorization {
            request = request.header("authorization", &authorization.0);
        }
        let mut response = match body {
            Body::None => self.run(limit, request.body(())?)?,
            Body::Json(value) => {
                let request = request.header("content-type", "application/json");
                self.run(limit, request.body(value.to_string())?)?
            }
            Body::Lines(lines) => {
                let request = request.header("content-type", "application/x-ndjson");
                self.run(limit, request.body(lines)?)?
            }
        };
        let text = response
            .body_mut()
            .with_config()
            .limit(LONGEST_ANSWER)
            .read_to_vec()?;
        Ok(Answer {
            status: response.status().as_u16(),
            body: serde_json::from_slice(&text).unwrap_or(Value::Null),
        })
    }

    fn run(
        &self,
        limit: Duration,
        request: Request<impl AsSendBody>,
    ) -> Result<Response<ureq::Body>, ureq::Error> {
        let request = self.agent.configure_request(request);
        self.agent.run(request.timeout_global(Some(limit)).build())
    }
}

impl Answer {
    /// The answer, where it is none of a failure.
    pub(crate) fn checked(self, action: &'static str) -> Result<Value, EngineError> {
        match self.status {
            200..=299 => Ok(self.body),
            _ => Err(cluster(action)(self.reason())),
        }
    }

    /// What a failure is about.
    pub(crate) fn reason(&self) -> String {
        let status = self.status;
        let error = &self.body["error"];
        let cause = &error["root_cause"][0];
        let said = [&cause["reason"], &error["reason"], error]
            .into_iter()
            .find_map(Value::as_str)
            .unwrap_or("no reason given");
        match status {
            401 => {
                "the user or the password is refused: check `user` and `password_file`".to_owned()
            }
            _ if is_of_full_disks(said) => format!(
                "no more may be written, the disks of the nodes are nearly full ({said}): make room, then it goes on by itself"
            ),
            403 => format!(
                "the user may not do that ({said}): give it the rights on the indexes of this name"
            ),
            503 if said.contains("all shards failed") || said.contains("missing shards") => {
                format!(
                    "a part of the index is on no node that runs ({said}): start the nodes again, or rebuild it with `aluehaku reindex`"
                )
            }
            _ => format!("{said} (status {status})"),
        }
    }
}

/// Whether a node refuses to write because its disks are nearly full.
pub(crate) fn is_of_full_disks(said: &str) -> bool {
    said.contains("flood-stage") || said.contains("read-only-allow-delete")
}

/// Which certificates may sign those of the nodes.
fn roots(options: &Options) -> Result<RootCerts, EngineError> {
    let Some(file) = &options.ca_file else {
        return Ok(RootCerts::PlatformVerifier);
    };
    let refuse = |reason: String| cluster("reach")(format!("{}: {reason}", file.display()));
    let text = fs::read(file).map_err(|error| refuse(error.to_string()))?;
    let mut certificates: Vec<Certificate<'static>> = Vec::new();
    for item in parse_pem(&text) {
        if let PemItem::Certificate(certificate) =
            item.map_err(|error| refuse(error.to_string()))?
        {
            certificates.push(certificate);
        }
    }
    if certificates.is_empty() {
        return Err(refuse("it holds no certificate in PEM form".to_owned()));
    }
    Ok(RootCerts::new_with_certs(&certificates))
}

/// Refuses an address that would show a password: in itself, or by sending it unencrypted to another machine.
fn refuse_open_secrets(node: &str, has_secret: bool) -> Result<(), EngineError> {
    let address: Uri = node
        .parse()
        .map_err(|error| cluster("reach")(format!("`nodes`: {node} is no address: {error}")))?;
    let authority = address
        .authority()
        .map_or("", |authority| authority.as_str());
    if authority.contains('@') {
        return Err(cluster("reach")(
            "`nodes` holds a user in an address: write it as `user` and its password into `password_file`",
        ));
    }
    let host = address.host().unwrap_or_default().trim_matches(['[', ']']);
    let is_here = host == "localhost" || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback());
    if has_secret && address.scheme_str() == Some("http") && !is_here {
        return Err(cluster("reach")(format!(
            "{node}: the password would be sent unencrypted; name the node with https"
        )));
    }
    Ok(())
}

/// What tells the nodes who asks.
fn authorization(options: &Options) -> Result<Option<Secret>, EngineError> {
    let Some(file) = &options.password_file else {
        return match &options.user {
            Some(_) => Err(cluster("reach")(
                "`user` is set without `password_file`: name the file that holds its password",
            )),
            None => Ok(None),
        };
    };
    let secret = fs::read_to_string(file)
        .map_err(|error| cluster("reach")(format!("{}: {error}", file.display())))?;
    let secret = secret.trim_end();
    Ok(Some(Secret(match &options.user {
        Some(user) => format!("Basic {}", STANDARD.encode(format!("{user}:{secret}"))),
        None => format!("Bearer {secret}"),
    })))
}

/// What went wrong on the way, with the way out where there is one.
fn told(error: &ureq::Error) -> String {
    let said = error.to_string();
    match said.contains("certificate") {
        true => format!(
            "{said}: check `ca_file`, and that the nodes are named as in their certificates"
        ),
        false => said,
    }
}
