//! Runs a build of the program in a data directory and tells what that took.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How often the memory of a running program is looked at.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// A build of the program, and where its data lies.
pub(crate) struct Program {
    build: PathBuf,
    data: PathBuf,
}

/// What a run took.
pub(crate) struct Run {
    pub(crate) wall: Duration,
    pub(crate) processor: Duration,
    pub(crate) peak_mb: f64,
}

/// A service that answers; it ends with this.
pub(crate) struct Service {
    child: Child,
    address: String,
    /// From its start until it said where it is.
    pub(crate) ready: Duration,
}

impl Program {
    pub(crate) fn new(build: &Path, data: &Path) -> Self {
        Self {
            build: build.to_owned(),
            data: data.to_owned(),
        }
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        let (started, before) = (Instant::now(), processor_time_of_children());
        let mut child = self.command(arguments);
        let mut peak_mb: f64 = 0.0;
        let status = loop {
            peak_mb = peak_mb.max(megabytes(child.id(), "VmHWM"));
            match child.try_wait().expect("the program can be waited for") {
                Some(status) => break status,
                None => std::thread::sleep(LOOK_AGAIN),
            }
        };
        assert!(status.success(), "{arguments:?} failed");
        Run {
            wall: started.elapsed(),
            processor: processor_time_of_children() - before,
            peak_mb,
        }
    }

    /// Starts the service on a free port of loopback.
    pub(crate) fn serve(&self) -> Service {
        let started = Instant::now();
        let mut child = self.command(&["serve", "--no-crawl", "--listen", "127.0.0.1:0"]);
        let output = child.stdout.take().expect("its output is piped");
        let mut line = String::new();
        BufReader::new(output)
            .read_line(&mut line)
            .expect("the service says where it is");
        let address = line.trim().trim_start_matches("http://");
        Service {
            ready: started.elapsed(),
            address: address.trim_end_matches('/').to_owned(),
            child,
        }
    }

    fn command(&self, arguments: &[&str]) -> Child {
        Command::new(&self.build)
            // No settings file of the working directory: an earlier build may not know all of its keys.
            .current_dir(std::env::temp_dir())
            .env("ALUEHAKU__SERVER__RATE_LIMIT", "0")
            .arg("--data-dir")
            .arg(&self.data)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts")
    }
}

impl Service {
    /// Asks for an address and tells how long the answer took.
    pub(crate) fn ask(&self, address: &str) -> Duration {
        let started = Instant::now();
        let mut stream = TcpStream::connect(&self.address).expect("the service listens");
        let host = &self.address;
        write!(
            stream,
            "GET {address} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )
        .expect("the service reads");
        let mut answer = Vec::new();
        stream
            .read_to_end(&mut answer)
            .expect("the service answers");
        let is_answered = answer.starts_with(b"HTTP/1.1 200");
        assert!(
            is_answered,
            "{address}: {}",
            String::from_utf8_lossy(&answer)
        );
        started.elapsed()
    }

    /// Memory that it holds, without the files of the index that the system keeps at hand for it.
    pub(crate) fn own_mb(&self) -> f64 {
        megabytes(self.child.id(), "RssAnon")
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // It keeps nothing that is not on the disk.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Names the machine.
pub(crate) fn machine() -> String {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = text
        .lines()
        .find_map(|line| line.strip_prefix("model name"));
    let name = name.map_or("a machine", |name| {
        name.trim_start_matches(['\t', ' ', ':'])
    });
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{processors} processors of {name}")
}

/// Processor time of all programs that ended and were waited for (Linux tells it in hundredths of a second).
fn processor_time_of_children() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").expect("Linux has /proc");
    // The name of the program may hold spaces and stands in brackets.
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields);
    let ticks = fields.split_whitespace().skip(13).take(2);
    let ticks: u64 = ticks.filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

/// A figure of a program's memory; nothing when it is gone.
fn megabytes(process: u32, figure: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(figure));
    let kilobytes = line.and_then(|line| line.trim_start_matches(':').split_whitespace().next());
    kilobytes
        .and_then(|number| number.parse::<f64>().ok())
        .unwrap_or(0.0)
        / 1024.0
}
