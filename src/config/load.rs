//! Reads the layers of the settings into one.

use std::path::{Path, PathBuf};

use figment::Figment;
use figment::error::{Error, Kind};
use figment::providers::{Env, Format, Serialized, Toml};

use super::Settings;
use super::layers::{ENVIRONMENT_PREFIX, origin};
use aluehaku_extract::profile::ProfileSet;

/// Name of the settings file looked for in the working directory.
pub const FILE_NAME: &str = "aluehaku.toml";

/// Fewest signs of a token.
const LEAST_TOKEN: usize = 16;

/// Why settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file named by `--config` is not there or cannot be read: check path and rights.
    #[error("cannot read the settings file {}: {reason}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// A key nobody knows, or a value that does not fit: mend it where the message says.
    #[error("{0}")]
    Value(String),
}

/// Where settings are read from, beside the environment.
#[derive(Clone, Debug, Default)]
pub struct Layers<'a> {
    /// TOML of the program itself, right above the defaults.
    pub shipped: Option<&'a str>,
    /// The settings file.
    pub file: SettingsFile<'a>,
    /// Values given on the command line.
    pub flags: Figment,
}

/// Which settings file is read.
#[derive(Clone, Copy, Debug, Default)]
pub enum SettingsFile<'a> {
    /// `aluehaku.toml` of the working directory, when it is there.
    #[default]
    Usual,
    /// The file that `--config` names.
    Named(&'a Path),
    /// None.
    Absent,
}

/// Settings and where each value came from.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The settings.
    pub settings: Settings,
    /// The layers they were read from.
    pub layers: Figment,
    /// The settings file, where there is one.
    pub file: Option<PathBuf>,
}

/// Reads the settings.
///
/// # Errors
/// [`ConfigError`] names file or variable, key, and the nearest known key.
pub fn load(from: Layers<'_>) -> Result<Loaded, ConfigError> {
    let mut layers = Figment::from(Serialized::defaults(Settings::default()));
    if let Some(shipped) = from.shipped {
        layers = layers.merge(Toml::string(shipped));
    }
    let file = file_to_read(from.file)?;
    if let Some(path) = &file {
        layers = layers.merge(Toml::file_exact(path));
    }
    let environment = Env::prefixed(ENVIRONMENT_PREFIX).split("__");
    let layers = layers.merge(environment).merge(from.flags);
    let settings: Settings = layers.extract().map_err(|error| explain(error, &layers))?;
    check(&settings)?;
    Ok(Loaded {
        settings,
        layers,
        file,
    })
}

fn file_to_read(file: SettingsFile<'_>) -> Result<Option<PathBuf>, ConfigError> {
    match file {
        SettingsFile::Named(path) => match std::fs::read_to_string(path) {
            Ok(_) => Ok(Some(path.to_owned())),
            Err(error) => Err(ConfigError::File {
                path: path.to_owned(),
                reason: error.to_string(),
            }),
        },
        SettingsFile::Usual => Ok(Some(PathBuf::from(FILE_NAME)).filter(|path| path.is_file())),
        SettingsFile::Absent => Ok(None),
    }
}

/// Turns the first thing wrong into one sentence: where, which key, and the nearest known one.
fn explain(error: Error, layers: &Figment) -> ConfigError {
    let error = error
        .into_iter()
        .last()
        .expect("an error chain holds at least one error");
    let mut path = error.path.clone();
    let place = error.metadata.as_ref().map(origin);
    let message = match &error.kind {
        Kind::UnknownField(key, known) => {
            path.retain(|part| part != key);
            unknown_key(&path, key, known)
        }
        Kind::MissingField(key) => {
            format!("{} is missing", dotted(&path, key))
        }
        kind => format!("{}: {kind}", path.join(".")),
    };
    let place = place.or_else(|| layers.find_metadata(&path.join(".")).map(origin));
    ConfigError::Value(match place {
        Some(place) => format!("{place}: {message}"),
        None => message,
    })
}

fn unknown_key(path: &[String], key: &str, known: &[&str]) -> String {
    let nearest = known
        .iter()
        .max_by(|a, b| strsim::jaro_winkler(a, key).total_cmp(&strsim::jaro_winkler(b, key)));
    let named = dotted(path, key);
    match nearest {
        Some(nearest) => {
            format!(
                "unknown key `{named}`; did you mean `{}`?",
                dotted(path, nearest)
            )
        }
        None => format!("unknown key `{named}`"),
    }
}

fn dotted(path: &[String], key: &str) -> String {
    let mut parts: Vec<&str> = path.iter().map(String::as_str).collect();
    parts.push(key);
    parts.join(".")
}

/// What types alone cannot say.
fn check(settings: &Settings) -> Result<(), ConfigError> {
    let profiles = ProfileSet::new(&settings.profiles)
        .map_err(|error| ConfigError::Value(error.to_string()))?;
    let mut seen = std::collections::BTreeSet::new();
    for source in &settings.sources {
        let wrong =
            |reason: String| ConfigError::Value(format!("source `{}`: {reason}", source.id));
        aluehaku_article::ids::SourceId::new(&source.id)
            .map_err(|error| wrong(error.to_string()))?;
        if !seen.insert(&source.id) {
            return Err(wrong(
                "this id is used twice; give each source its own".to_owned(),
            ));
        }
        if profiles.get(&source.profile).is_none() {
            let nearest = profiles.nearest(&source.profile);
            return Err(wrong(format!(
                "unknown profile `{}`; did you mean `{nearest}`?",
                source.profile
            )));
        }
        for start in &source.start {
            check_start(start).map_err(wrong)?;
        }
        check_region(source.region.as_deref()).map_err(wrong)?;
    }
    settings
        .alerts
        .check(settings.server.public_url.as_deref())
        .map_err(ConfigError::Value)?;
    let server = &settings.server;
    for (key, value) in [
        ("max_connections", server.max_connections as u64),
        ("request_timeout_s", server.request_timeout_s),
        ("answer_timeout_s", server.answer_timeout_s),
    ] {
        if value == 0 {
            return Err(ConfigError::Value(format!(
                "server.{key}: nobody would be served with 0; set 1 or more"
            )));
        }
    }
    let token = server.status_token.as_deref();
    if token.is_some_and(|token| token.chars().count() < LEAST_TOKEN) {
        return Err(ConfigError::Value(format!(
            "server.status_token: fewer than {LEAST_TOKEN} signs can be guessed; take a longer one"
        )));
    }
    for ancestor in &server.frame_ancestors {
        check_ancestor(ancestor).map_err(ConfigError::Value)?;
    }
    if settings
        .server
        .listen
        .parse::<std::net::SocketAddr>()
        .is_err()
        && settings
            .server
            .listen
            .rsplit_once(':')
            .is_none_or(|(_, port)| port.parse::<u16>().is_err())
    {
        return Err(ConfigError::Value(format!(
            "server.listen: {:?} is not host:port, as 127.0.0.1:8080",
            settings.server.listen
        )));
    }
    Ok(())
}

/// Whether a header can name such a site: nothing in it may end the directive or begin another.
fn check_ancestor(ancestor: &str) -> Result<(), String> {
    let is_plain = ancestor
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b":/.-*[]".contains(&byte));
    let host = ancestor
        .strip_prefix("https://")
        .or(ancestor.strip_prefix("http://"));
    let is_site = host.is_some_and(|host| !host.is_empty() && !host.contains('/'));
    if ancestor == "*" || (is_plain && is_site) {
        return Ok(());
    }
    Err(format!(
        "server.frame_ancestors: {ancestor:?} is no site; write \"*\" for any, or as \
         \"https://www.example.fi\" or \"https://*.example.fi\", without a slash at the end"
    ))
}

fn check_start(start: &str) -> Result<(), String> {
    let address = url::Url::parse(start)
        .map_err(|error| format!("start address {start:?} cannot be read: {error}"))?;
    if !matches!(address.scheme(), "http" | "https") || address.host().is_none() {
        return Err(format!(
            "start address {start:?} must begin with https:// or http://"
        ));
    }
    Ok(())
}

fn check_region(region: Option<&str>) -> Result<(), String> {
    let Some(name) = region else { return Ok(()) };
    let register = aluehaku_article::region::RegionRegister::shipped();
    match register.resolve(aluehaku_article::region::RegionKind::Maakunta, name) {
        Some(_) => Ok(()),
        None => Err(format!(
            "unknown region {name:?}: write a maakunta, as \"Keski-Suomi\""
        )),
    }
}
