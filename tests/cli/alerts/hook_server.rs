//! A receiver of webhooks for the tests: it speaks HTTP on this machine and keeps what it gets.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A request that came.
#[derive(Clone, Debug)]
pub(in super::super) struct Call {
    pub(in super::super) head: String,
    pub(in super::super) body: String,
}

/// A receiver on a free port, for as long as the test runs.
pub(in super::super) struct HookServer {
    port: u16,
    calls: Arc<Mutex<Vec<Call>>>,
    status: Arc<Mutex<u16>>,
}

impl HookServer {
    pub(in super::super) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self {
            port: listener.local_addr().unwrap().port(),
            calls: Arc::default(),
            status: Arc::new(Mutex::new(200)),
        };
        let (calls, status) = (Arc::clone(&server.calls), Arc::clone(&server.status));
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let status = *status.lock().unwrap();
                if let Ok(call) = read(&stream) {
                    // Before it is answered: whoever has the answer finds the call here.
                    calls.lock().unwrap().push(call);
                    let _ = answer(&stream, status);
                }
            }
        });
        server
    }

    pub(in super::super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/koukku?avain=1", self.port)
    }

    /// Answers with a status from now on.
    pub(in super::super) fn answer_with(&self, status: u16) {
        *self.status.lock().unwrap() = status;
    }

    /// What came since the last time.
    pub(in super::super) fn take(&self) -> Vec<Call> {
        std::mem::take(&mut *self.calls.lock().unwrap())
    }
}

impl Call {
    /// The value of a header.
    #[track_caller]
    pub(in super::super) fn header(&self, name: &str) -> String {
        let mut lines = self.head.lines();
        let line = lines.find_map(|line| line.strip_prefix(&format!("{name}: ")));
        line.unwrap_or_else(|| panic!("no {name} in {}", self.head))
            .to_owned()
    }
}

fn read(stream: &TcpStream) -> std::io::Result<Call> {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head)? == 0 {
            break;
        }
    }
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.and_then(|length| length.parse().ok()).unwrap_or(0)];
    reader.read_exact(&mut body)?;
    Ok(Call {
        head,
        body: String::from_utf8_lossy(&body).into_owned(),
    })
}

fn answer(mut stream: &TcpStream, status: u16) -> std::io::Result<()> {
    write!(
        stream,
        "HTTP/1.1 {status} x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
    )
}
