//! The service in a process of its own: this program again, told to serve.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use aluehaku::http::connections::ConnectionLimits;
use aluehaku::http::{
    AnalyserView, AppState, OperatorView, ServiceSettings, router, serve as serve_http,
};
use aluehaku_article::listing::PersonThreshold;
use aluehaku_article::region::RegionRegister;
use aluehaku_index::analysis::TextAnalyzer;
use aluehaku_index::analysis::finnish::FinnishAnalyzer;
use aluehaku_index::embedded::{Embedded, Options};
use aluehaku_index::engine::Engine;
use tokio::net::TcpListener;

/// Tells this program to serve.
pub(crate) const SERVE: &str = "--serve";

/// The process that serves; it ends with this one.
pub(crate) struct Service {
    process: Child,
    address: SocketAddr,
}

impl Service {
    /// Serves the index in a folder on a free port of loopback.
    pub(crate) fn start(folder: &Path) -> Self {
        let program = std::env::current_exe().expect("the system names this program");
        let mut process = Command::new(program)
            .arg(SERVE)
            .arg(folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("this program starts again");
        let output = process.stdout.take().expect("its output is piped");
        let mut line = String::new();
        BufReader::new(output)
            .read_line(&mut line)
            .expect("the service says where it is");
        let address = line.trim().parse().expect("that is an address");
        Self { process, address }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Memory of the service as the system counts it, where it does.
    pub(crate) fn memory(&self) -> String {
        let file = format!("/proc/{}/status", self.process.id());
        let status = std::fs::read_to_string(file).unwrap_or_default();
        let anonymous = status.lines().find(|line| line.starts_with("RssAnon"));
        let words = anonymous.unwrap_or("RssAnon: not told").split_whitespace();
        words.collect::<Vec<_>>().join(" ")
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // Its input closes with this, which stops it; waiting leaves no process behind.
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

/// The analyser with the dictionary that the set-up made, or without one.
pub(crate) fn analyzer() -> Arc<dyn TextAnalyzer> {
    let found =
        aluehaku_dictionary::load(None, None).expect("a dictionary that is found can be read");
    Arc::new(FinnishAnalyzer::new(Arc::new(found.finnish), 0))
}

/// Serves the index in a folder until the input ends, on two threads.
pub(crate) fn serve(folder: &Path) {
    let engine =
        Embedded::open(folder, analyzer(), Options::default()).expect("the index is there");
    let settings = ServiceSettings {
        public_url: None,
        rate_limit: 0,
        trust_loopback_proxy: false,
        // All readers of the trial are one client, and stay.
        connections: ConnectionLimits {
            per_client: 0,
            requests: u64::MAX,
            ..ConnectionLimits::default()
        },
        sources: Vec::new(),
        person_threshold: PersonThreshold::default(),
        operator: OperatorView::default(),
        frame_ancestors: vec!["*".to_owned()],
        analyser: AnalyserView {
            name: "sukija".to_owned(),
            dictionary: None,
        },
        version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let engine: Arc<dyn Engine> = Arc::new(engine);
    let state = AppState::new(engine, RegionRegister::shipped(), settings);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("threads can be started");
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .expect("loopback has a free port");
        println!("{}", listener.local_addr().expect("it is bound"));
        let input_ends = tokio::task::spawn_blocking(|| {
            let _ = std::io::stdin().read_to_end(&mut Vec::new());
        });
        let stop = async {
            let _ = input_ends.await;
        };
        let connections = Arc::clone(state.connections());
        let grace = Duration::from_secs(1);
        serve_http(listener, router(state), &connections, stop, grace)
            .await
            .expect("the listener works");
    });
}
