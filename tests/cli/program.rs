//! Runs the executable in a data directory of the test's own.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::server;

/// A folder with a data directory, and the executable to run in it.
#[derive(Debug)]
pub(super) struct Program {
    folder: TempDir,
}

impl Program {
    pub(super) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// The data directory.
    pub(super) fn data_dir(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A file in the working directory.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file into the working directory and returns its path.
    pub(super) fn write(&self, name: &str, content: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// The executable with arguments, in an environment that nothing outside shapes.
    pub(super) fn command(&self, arguments: &[&str]) -> Command {
        command_in(self.folder.path(), &self.data_dir(), arguments)
    }

    /// Runs to the end.
    pub(super) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs to the end and expects the exit code 0; returns what was printed.
    #[track_caller]
    pub(super) fn done(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{arguments:?}: {}",
            errors(&output)
        );
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs with a text on standard input.
    pub(super) fn run_with_input(&self, arguments: &[&str], input: &str) -> Output {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(input.as_bytes())
            .unwrap();
        child.wait_with_output().unwrap()
    }

    /// Imports articles and expects all to go in.
    #[track_caller]
    pub(super) fn import(&self, articles: &[Value]) {
        let lines: String = articles
            .iter()
            .map(|article| format!("{article}\n"))
            .collect();
        let output = self.run_with_input(&["import", "--strict", "-"], &lines);
        assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    }

    /// Every article of the archive.
    #[track_caller]
    pub(super) fn export(&self) -> Vec<Value> {
        let lines = self.done(&["export", "--quiet"]);
        lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// The answer of a search as the API gives it.
    #[track_caller]
    pub(super) fn search(&self, arguments: &[&str]) -> Value {
        let mut all = vec!["search", "--format", "json"];
        all.extend(arguments);
        let output = self.run(&all);
        assert!(
            matches!(output.status.code(), Some(0 | 1)),
            "{}",
            errors(&output)
        );
        serde_json::from_slice(&output.stdout).unwrap()
    }
}

/// The executable with arguments, working folder and data directory.
pub(super) fn command_in(folder: &Path, data_dir: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aluehaku"));
    let kept = ["PATH", "HOME", "XDG_CACHE_HOME", "LD_LIBRARY_PATH"];
    let kept = kept
        .iter()
        .filter_map(|name| Some((*name, std::env::var_os(name)?)));
    command
        .env_clear()
        .envs(kept)
        .env("ALUEHAKU__DATA_DIR", data_dir);
    if let Some(server) = server::options(data_dir) {
        command
            .env("ALUEHAKU__ARCHIVE__URL", server.url)
            .env("ALUEHAKU__ARCHIVE__SCHEMA", server.schema);
    }
    command.current_dir(folder).args(arguments);
    command
}

/// What went to standard error.
pub(super) fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// An article with a number, enough of one to be imported.
pub(super) fn article(number: usize) -> Value {
    json!({
        "url": format!("https://uutiset.example/{number}"),
        "source": "uutiset",
        "title": format!("Uutinen numero {number}"),
        "body": format!("Järjestöt kokoontuivat tapaamiseen {number} Jyväskylässä."),
        "published": "2022-10-06",
    })
}

/// Starts a program whose standard error is read line by line.
pub(super) fn started(command: &mut Command) -> (Child, impl Iterator<Item = String> + use<>) {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stderr.take().unwrap()).lines();
    (child, lines.map_while(Result::ok))
}

/// What a service on this machine answers to a GET, which must succeed.
#[track_caller]
pub(super) fn fetched(url: &str) -> String {
    use std::io::Read;

    let url = url::Url::parse(url).unwrap();
    let address = (url.host_str().unwrap(), url.port().unwrap());
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    let path = &url[url::Position::BeforePath..];
    write!(stream, "GET {path} HTTP/1.0\r\nHost: {}\r\n\r\n", address.0).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.contains(" 200 "), "{head}");
    body.to_owned()
}

/// Sends a signal to a program.
pub(super) fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill")
        .args(["-s", name, &child.id().to_string()])
        .status()
        .unwrap();
    assert!(sent.success());
}

/// All files in a folder and the folders in it.
pub(super) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files
}
