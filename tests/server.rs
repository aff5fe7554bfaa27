//! A real PostgreSQL server for the tests. It ends with the process that started it, and takes its directory with it.
//!
//! With `ALUEHAKU_TEST_ARCHIVE=postgres` the tests of the archive keep theirs on a server, each in a schema of its own.

use std::fs::Permissions;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use rcgen::{CertifiedKey, generate_simple_self_signed};

use aluehaku::archive::Location;
use aluehaku::archive::store::server::ServerOptions;

/// Where Debian and Fedora keep what is not in the path.
const FOLDERS: [&str; 2] = ["/usr/lib/postgresql", "/usr/lib64/pgsql"];

/// A server that runs.
pub(crate) struct Server {
    port: u16,
    process: Option<Child>,
    settings: Vec<String>,
    directory: tempfile::TempDir,
}

impl Server {
    /// Starts a server; `None`, and a line that says why, where there is none to start.
    pub(crate) fn start() -> Option<Self> {
        Self::start_with(|_| Vec::new())
    }

    /// Starts a server that encrypts as `localhost`; the certificate is the second value.
    pub(crate) fn encrypting() -> Option<(Self, String)> {
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let server = Self::start_with(|folder| {
            let file = |name: &str, content: String| {
                let path = folder.join(name);
                std::fs::write(&path, content).unwrap();
                std::fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
                if let Some((user, group)) = other_user() {
                    chown(&path, Some(user), Some(group)).unwrap();
                }
                path.display().to_string()
            };
            let certificate = file("server.crt", cert.pem());
            let key = file("server.key", signing_key.serialize_pem());
            vec![
                "ssl=on".to_owned(),
                format!("ssl_cert_file={certificate}"),
                format!("ssl_key_file={key}"),
            ]
        })?;
        Some((server, cert.pem()))
    }

    /// Starts a server with further settings, which may name files in its folder.
    fn start_with(settings: impl FnOnce(&Path) -> Vec<String>) -> Option<Self> {
        let Some(initdb) = program("initdb") else {
            let missing = "no PostgreSQL: scripts/setup.sh test installs it";
            let required = std::env::var_os("ALUEHAKU_REQUIRE_POSTGRES");
            assert!(required.is_none_or(|value| value != "1"), "{missing}");
            // Past what the tests capture: whoever runs them should see it.
            let _ = std::io::stderr().write_all(format!("skipped: {missing}\n").as_bytes());
            return None;
        };
        let directory = tempfile::tempdir().unwrap();
        if let Some((user, group)) = other_user() {
            chown(directory.path(), Some(user), Some(group)).unwrap();
        }
        let made = as_other_user(Command::new(initdb))
            .args([
                "--auth=trust",
                "--username=aluehaku",
                "--encoding=UTF8",
                "--no-sync",
                "-D",
            ])
            .arg(directory.path().join("data"))
            .current_dir(directory.path())
            .stdout(Stdio::null())
            .status();
        assert!(made.unwrap().success(), "initdb");
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let mut server = Self {
            port,
            process: None,
            settings: settings(directory.path()),
            directory,
        };
        server.run();
        Some(server)
    }

    /// Runs it again after [`stop`](Self::stop).
    pub(crate) fn run(&mut self) {
        let postgres = program("postgres").unwrap();
        // The shell ends the server when this process ends, which closes its standard input.
        let script = "\"$@\" & read line; kill -INT $!; wait";
        let mut process = as_other_user(Command::new("sh"))
            .args(["-c", script, "sh"])
            .arg(postgres)
            .arg("-D")
            .arg(self.directory.path().join("data"))
            .args(["-p", &self.port.to_string()])
            .args([
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
            ])
            .args(["-c", "max_connections=300"])
            .args(self.settings.iter().flat_map(|setting| ["-c", setting]))
            .current_dir(self.directory.path())
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let is_ready = |line: &std::io::Result<String>| {
            line.as_ref()
                .is_ok_and(|line| line.contains("ready to accept connections"))
        };
        assert!(
            lines.any(|line| is_ready(&line)),
            "the server does not start"
        );
        // Its log is read on, so that it never waits for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        self.process = Some(process);
    }

    /// Stops it, in the middle of whatever it does.
    pub(crate) fn stop(&mut self) {
        let Some(mut process) = self.process.take() else {
            return;
        };
        drop(process.stdin.take());
        process.wait().unwrap();
    }

    /// The address of its database.
    pub(crate) fn url(&self) -> String {
        format!(
            "postgresql://aluehaku@127.0.0.1:{}/postgres?sslmode=disable",
            self.port
        )
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Where the archive of a data directory lies in these tests.
pub(crate) fn location(data_dir: &Path) -> Location {
    match options(data_dir) {
        None => data_dir.into(),
        Some(options) => Location::on_server(data_dir, &options).unwrap(),
    }
}

/// How the server is reached that has the archive of a data directory; none where it is a file.
pub(crate) fn options(data_dir: &Path) -> Option<ServerOptions> {
    static SERVER: OnceLock<Server> = OnceLock::new();
    let kind = std::env::var_os("ALUEHAKU_TEST_ARCHIVE")?;
    assert_eq!(kind, "postgres", "ALUEHAKU_TEST_ARCHIVE");
    let server = SERVER.get_or_init(|| Server::start().expect("a PostgreSQL server"));
    let mut hasher = DefaultHasher::new();
    data_dir.hash(&mut hasher);
    Some(ServerOptions {
        url: server.url(),
        schema: format!("test_{:016x}", hasher.finish()),
        ..ServerOptions::default()
    })
}

fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    for folder in FOLDERS {
        let versions = std::fs::read_dir(folder).into_iter().flatten().flatten();
        folders.extend(versions.map(|version| version.path().join("bin")));
    }
    folders
        .into_iter()
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}

/// The server refuses to be run by root, who has other users.
fn as_other_user(mut command: Command) -> Command {
    if let Some((user, group)) = other_user() {
        command.uid(user).gid(group);
    }
    command
}

/// Number and group of a user without rights, where this process is root's.
fn other_user() -> Option<(u32, u32)> {
    let id = Command::new("id").arg("-u").output().unwrap();
    if id.stdout.trim_ascii() != b"0" {
        return None;
    }
    let users = std::fs::read_to_string("/etc/passwd").unwrap();
    let of = |name: &str| {
        let line = users
            .lines()
            .find(|line| line.starts_with(&format!("{name}:")))?;
        let mut numbers = line.split(':').skip(2).map(str::parse);
        Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
    };
    of("postgres").or_else(|| of("nobody"))
}
