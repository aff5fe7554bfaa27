//! A PostgreSQL server: how it is reached, and the lines to it that are open.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use postgres::config::{Host, SslMode};
use postgres::{Client, Config};
use rustls::ClientConfig;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls_platform_verifier::BuilderVerifierExt as _;
use tokio_postgres_rustls::MakeRustlsConnect;

use super::apart::apart;
use super::error::{Error, Result, in_words};

/// How long to wait for a server that does not answer.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How long what was sent may stay unconfirmed: a server whose machine went away is given up then.
const SILENCE: Duration = Duration::from_secs(15);

/// How long a line is taken for open after an answer.
const FRESH: Duration = Duration::from_millis(500);

/// Lines that are kept open while nobody uses them.
const KEPT_LINES: usize = 8;

/// What is set on each line. Whoever wants to write waits as long as for a file; a client that went away in the middle
/// of a transaction holds up nobody for longer than a minute.
const SETTINGS: &str = "SET lock_timeout = '30s'; SET idle_in_transaction_session_timeout = '60s';
    SET synchronous_commit = on; SET jit = off;
    SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3;";

/// How a server is reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServerOptions {
    /// Its address, as `postgresql://user@host/database`.
    pub url: String,
    /// The schema of the archive.
    pub schema: String,
    /// File with the password.
    pub password_file: Option<PathBuf>,
    /// File with the certificates that the server's is signed by; those of this machine when not set.
    pub ca_file: Option<PathBuf>,
}

/// Options that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ServerOptionsError {
    /// The address is none.
    #[error(
        "`[archive] url` is no address of a PostgreSQL server ({0}): write it as postgresql://user@host/database"
    )]
    Url(String),
    /// The schema has another name than a schema may have.
    #[error("`[archive] schema` is {0:?}: take small letters a to z, digits and _")]
    Schema(String),
    /// A file cannot be read.
    #[error("cannot read {}: {reason}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The certificates cannot be used.
    #[error("the certificates for the PostgreSQL server cannot be used: {0}")]
    Certificates(String),
}

/// A server, and the schema of one archive on it.
pub struct Server {
    config: Config,
    tls: MakeRustlsConnect,
    schema: String,
    place: String,
    idle: Mutex<Vec<Line>>,
}

/// An open connection.
pub(super) struct Line {
    pub(super) client: Client,
    /// Statements that are ready, by their text.
    pub(super) ready: HashMap<String, postgres::Statement>,
    /// When it was asked last.
    pub(super) asked: Instant,
}

impl std::fmt::Debug for Server {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Server")
            .field("place", &self.place)
            .finish_non_exhaustive()
    }
}

impl Server {
    /// A server that is not asked anything yet.
    ///
    /// # Errors
    /// When the options cannot be used.
    pub fn new(options: &ServerOptions) -> std::result::Result<Arc<Self>, ServerOptionsError> {
        let mut config: Config = options
            .url
            .parse()
            .map_err(|error: postgres::Error| ServerOptionsError::Url(in_words(&error)))?;
        if !is_schema_name(&options.schema) {
            return Err(ServerOptionsError::Schema(options.schema.clone()));
        }
        if let Some(path) = &options.password_file {
            let password =
                std::fs::read_to_string(path).map_err(|error| unreadable(path, error))?;
            config.password(password.trim_end_matches(['\n', '\r']));
        }
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT_TIMEOUT);
        }
        config.tcp_user_timeout(SILENCE);
        config.keepalives_idle(Duration::from_secs(10));
        config.keepalives_interval(Duration::from_secs(5));
        config.keepalives_retries(3);
        if !options.url.contains("sslmode=") {
            config.ssl_mode(usual_encryption(&config));
        }
        config.application_name("aluehaku");
        Ok(Arc::new(Self {
            tls: MakeRustlsConnect::new(encryption(options.ca_file.as_deref())?),
            place: place(&config, &options.schema),
            config,
            schema: options.schema.clone(),
            idle: Mutex::default(),
        }))
    }

    /// The server and the schema, without user and password.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// The schema of the archive.
    #[must_use]
    pub fn schema(&self) -> &str {
        &self.schema
    }

    /// The two numbers of one of the archive's locks, as the server reckons them. The schema's own name is asked for,
    /// since there may be no schema yet.
    pub(crate) fn lock_key(&self, name: &str) -> String {
        format!("hashtext('aluehaku {name}'), hashtext('{}')", self.schema)
    }

    /// An open line: one that nobody uses, or a new one.
    pub(super) fn line(&self) -> Result<Line> {
        while let Some(mut line) = self.pop() {
            if line.is_open() {
                return Ok(line);
            }
        }
        let mut client = self
            .config
            .connect(self.tls.clone())
            .map_err(|error| Error::Connect(self.explained(&error)))?;
        // The name of a schema holds nothing that would have to be quoted.
        client.batch_execute(&format!("{SETTINGS} SET search_path TO {}", self.schema))?;
        Ok(Line {
            client,
            ready: HashMap::new(),
            asked: Instant::now(),
        })
    }

    /// Takes back a line that is not used any more.
    pub(super) fn give_back(&self, mut line: Line) {
        if line.is_open() {
            let mut idle = self.idle();
            if idle.len() < KEPT_LINES {
                idle.push(line);
            }
        }
    }

    fn pop(&self) -> Option<Line> {
        self.idle().pop()
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Line>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Why there is no connection, and what to do.
    fn explained(&self, error: &postgres::Error) -> String {
        let words = in_words(error);
        let code = error.code().map(|code| code.code().to_owned());
        let hint = match code.as_deref() {
            Some("28P01" | "28000") => ": check `[archive] url` and `password_file`",
            Some("3D000") => ": make the database, or name another one in `[archive] url`",
            Some("53300") => ": the server takes no more connections; raise its max_connections",
            Some(_) => "",
            None if words.contains("certificate") || words.contains("UnknownIssuer") => {
                ": name the certificates of who signed the server's in `[archive] ca_file`, or add ?sslmode=disable to the address where nobody else can listen"
            }
            None if self.config.get_ssl_mode() == SslMode::Require && words.contains("TLS") => {
                ": the server does not encrypt; switch that on there"
            }
            None if words.contains("password missing") => ": name it in `[archive] password_file`",
            None => ": check that it runs and can be reached from here",
        };
        format!("{words}{hint}")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let idle = std::mem::take(&mut *self.idle());
        apart(|| drop(idle));
    }
}

impl Line {
    /// Whether the server has not hung up. One that answered a moment ago is taken for open: to ask costs a round trip.
    pub(super) fn is_open(&mut self) -> bool {
        let is_fresh = self.asked.elapsed() < FRESH;
        !self.client.is_closed() && (is_fresh || self.client.check_connection().is_ok())
    }
}

/// Whatever leaves the machine is encrypted, unless the address says otherwise.
fn usual_encryption(config: &Config) -> SslMode {
    let stays_here = |host: &Host| match host {
        Host::Tcp(name) => ["localhost", "127.0.0.1", "::1"].contains(&name.as_str()),
        Host::Unix(_) => true,
    };
    match config.get_hosts().iter().all(stays_here) {
        true => SslMode::Disable,
        false => SslMode::Require,
    }
}

fn encryption(ca_file: Option<&Path>) -> std::result::Result<ClientConfig, ServerOptionsError> {
    let unusable = |error: rustls::Error| ServerOptionsError::Certificates(error.to_string());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(unusable)?;
    let Some(path) = ca_file else {
        return Ok(builder
            .with_platform_verifier()
            .map_err(unusable)?
            .with_no_client_auth());
    };
    let mut roots = rustls::RootCertStore::empty();
    let certificates =
        CertificateDer::pem_file_iter(path).map_err(|error| unreadable(path, error))?;
    for certificate in certificates {
        let certificate = certificate.map_err(|error| unreadable(path, error))?;
        roots.add(certificate).map_err(unusable)?;
    }
    if roots.is_empty() {
        return Err(unreadable(path, "there is no certificate in it"));
    }
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

fn unreadable(path: &Path, reason: impl std::fmt::Display) -> ServerOptionsError {
    ServerOptionsError::File {
        path: path.to_owned(),
        reason: reason.to_string(),
    }
}

fn is_schema_name(name: &str) -> bool {
    let begins_well = name.starts_with(|letter: char| letter.is_ascii_lowercase() || letter == '_');
    let is_of_letters = name
        .chars()
        .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_');
    begins_well && is_of_letters && name.len() < 64 && !name.starts_with("pg_")
}

fn place(config: &Config, schema: &str) -> String {
    let hosts = config.get_hosts().iter().enumerate().map(|(at, host)| {
        let port = config.get_ports().get(at).or(config.get_ports().first());
        let port = port.copied().unwrap_or(5432);
        match host {
            Host::Tcp(name) => format!("{name}:{port}"),
            Host::Unix(path) => format!("{}:{port}", path.display()),
        }
    });
    let hosts = hosts.collect::<Vec<_>>().join(",");
    let database = config.get_dbname().unwrap_or_default();
    format!("postgresql://{hosts}/{database} (schema {schema})")
}
