//! A real OpenSearch cluster for the tests, started from the jars that `make setup-test` fetches. It ends with the
//! process that started it, and takes its directory with it. `ALUEHAKU_OPENSEARCH` names a folder with the jars of another
//! version, as `scripts/opensearch/fetch.sh VERSION` makes it, and `ALUEHAKU_JAVA` the Java that this one needs.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Memory of one node, in megabytes.
const HEAP: u32 = 512;

/// Whether nodes should start soon rather than run fast: tests end early, measurements go on.
const QUICK: bool = cfg!(debug_assertions);

/// Some nodes that run.
pub(crate) struct Cluster {
    /// Each with its Java machine; where several nodes share one the first has it.
    pub(crate) nodes: Vec<Node>,
    _directory: tempfile::TempDir,
}

/// A node of a cluster.
pub(crate) struct Node {
    pub(crate) port: u16,
    machine: Option<Child>,
}

impl Cluster {
    /// Starts nodes, each in a Java machine of its own; `None`, and a line that says why, where there is no Java or
    /// there are no jars.
    pub(crate) fn start(nodes: usize) -> Option<Self> {
        Self::start_with(nodes, "")
    }

    /// The same with further settings of each node, as its file has them.
    pub(crate) fn start_with(nodes: usize, settings: &str) -> Option<Self> {
        let jars = match jars() {
            Ok(jars) => jars,
            Err(missing) => {
                let required =
                    env::var_os("ALUEHAKU_REQUIRE_OPENSEARCH").is_some_and(|value| value == "1");
                assert!(!required, "{missing}");
                // Past what the tests capture: whoever runs them should see it.
                let line = format!("skipped: {missing}\n");
                let _ = std::io::stderr().write_all(line.as_bytes());
                return None;
            }
        };
        let directory = tempfile::tempdir().unwrap();
        let ports: Vec<(u16, u16)> = free_ports(2 * nodes)
            .chunks(2)
            .map(|pair| (pair[0], pair[1]))
            .collect();
        let members: Vec<String> = ports
            .iter()
            .enumerate()
            .map(|(number, (http, transport))| format!("n{number}:{http}:{transport}"))
            .collect();
        let started: Vec<Child> = (0..nodes)
            .map(|number| {
                let configuration = directory.path().join(format!("n{number}/config"));
                fs::create_dir_all(&configuration).unwrap();
                fs::write(configuration.join("opensearch.yml"), settings).unwrap();
                machine(&jars, directory.path(), number, &members)
            })
            .collect();
        let nodes = started
            .into_iter()
            .zip(ports)
            .map(|(child, (port, _))| Node {
                port,
                machine: Some(ready(child)),
            });
        Some(Self {
            nodes: nodes.collect(),
            _directory: directory,
        })
    }

    /// The addresses of the nodes.
    pub(crate) fn addresses(&self) -> Vec<String> {
        let nodes = self.nodes.iter();
        nodes
            .map(|node| format!("http://127.0.0.1:{}", node.port))
            .collect()
    }

    /// Asks a node, which answers with its status and text.
    pub(crate) fn ask(&self, node: usize, method: &str, path: &str, body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.nodes[node].port)).unwrap();
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let status = answer
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok());
        (status.unwrap_or(0), answer)
    }

    /// Removes all that an engine of a name keeps.
    #[allow(dead_code, reason = "not every test binary keeps a cluster for long")]
    pub(crate) fn forget(&self, name: &str) {
        self.ask(0, "DELETE", &format!("/{name}-*"), "");
    }
}

impl Node {
    /// Ends the node at once, as a power cut does.
    #[allow(dead_code, reason = "not every test binary ends nodes")]
    pub(crate) fn kill(&mut self) {
        if let Some(mut machine) = self.machine.take() {
            machine.kill().unwrap();
            machine.wait().unwrap();
        }
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        if let Some(mut machine) = self.machine.take() {
            drop(machine.stdin.take());
            let _ = machine.wait();
        }
    }
}

/// The cluster of one node that the tests of a process share.
#[allow(dead_code, reason = "not every test binary shares one")]
pub(crate) fn shared() -> Option<&'static Cluster> {
    static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();
    CLUSTER.get_or_init(|| Cluster::start(1)).as_ref()
}

/// A name for an engine that no other test has.
pub(crate) fn fresh_name() -> String {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    format!("t{}", NUMBER.fetch_add(1, Ordering::Relaxed))
}

/// The program that runs nodes.
fn java() -> OsString {
    env::var_os("ALUEHAKU_JAVA").unwrap_or_else(|| "java".into())
}

/// Where the jars are and the class that starts nodes.
fn jars() -> Result<PathBuf, String> {
    let java = Command::new(java())
        .arg("-version")
        .stderr(Stdio::null())
        .status();
    if !java.is_ok_and(|status| status.success()) {
        return Err(
            "no java: `make setup-test` installs one for the tests of the cluster".to_owned(),
        );
    }
    let home = env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    let cache = env::var_os("XDG_CACHE_HOME").map_or_else(|| home.join(".cache"), PathBuf::from);
    let jars = env::var_os("ALUEHAKU_OPENSEARCH").map(PathBuf::from);
    let jars = jars.unwrap_or_else(|| cache.join("aluehaku/opensearch"));
    match jars.join("classes").is_dir() && jars.join("lib").is_dir() {
        true => Ok(jars),
        false => Err(
            "no OpenSearch: `make setup-test` fetches it for the tests of the cluster".to_owned(),
        ),
    }
}

fn machine(jars: &Path, directory: &Path, number: usize, members: &[String]) -> Child {
    let classes = format!("{0}/classes:{0}/lib/*", jars.display());
    Command::new(java())
        .args([format!("-Xms{HEAP}m"), format!("-Xmx{HEAP}m")])
        .args(["-XX:+UseSerialGC", "-Dlog4j2.level=ERROR"])
        .args(QUICK.then_some("-XX:TieredStopAtLevel=1"))
        .args(["-cp", &classes, "TestCluster"])
        .arg(directory)
        .arg(format!("n{number}"))
        .args(members)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// A node that has started.
fn ready(mut child: Child) -> Child {
    let output = BufReader::new(child.stdout.take().unwrap());
    let mut lines = output.lines().map_while(Result::ok);
    assert!(lines.any(|line| line == "ready"), "a node does not start");
    // What it may say later is read, so that it never waits.
    std::thread::spawn(move || lines.for_each(drop));
    child
}

/// Ports that nobody listens on.
fn free_ports(count: usize) -> Vec<u16> {
    let taken: Vec<TcpListener> = (0..count)
        .map(|_| TcpListener::bind("127.0.0.1:0").unwrap())
        .collect();
    let ports = taken
        .iter()
        .map(|listener| listener.local_addr().unwrap().port());
    ports.collect()
}
