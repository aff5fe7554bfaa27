//! The sections of the settings file and their defaults.

use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::archive::store::server::ServerOptions;

/// `[server]`: the HTTP service.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ServerSettings {
    /// `host:port` to listen on; port 0 takes a free one.
    pub listen: String,
    /// The address readers use, without a trailing slash; feeds, sitemap and share cards carry it.
    pub public_url: Option<String>,
    /// Requests a second and client address; 0 turns the limit off.
    pub rate_limit: u32,
    /// Whether `X-Forwarded-For` is believed: only behind a proxy of one's own that sets it.
    pub trust_proxy: bool,
    /// Connections open at the same time; more wait until some end.
    pub max_connections: usize,
    /// Those of one client address; 0 turns the limit off. With `trust_proxy` it does not hold for this machine.
    pub connections_per_client: usize,
    /// Seconds in which the whole head of a request must arrive, counted from the connection or the last answer.
    pub request_timeout_s: u64,
    /// Seconds in which a client must read the next few kilobytes of an answer.
    pub answer_timeout_s: u64,
    /// The password of `/status`, which shows administrators the state of the service; without one there is no such page.
    pub status_token: Option<String>,
    /// Sites that may show `/frame/news` and `/frame/search` in a frame: `*` for any, or
    /// `https://www.example.fi`, `https://*.example.fi`; an empty list for none.
    pub frame_ancestors: Vec<String>,
}

impl Default for ServerSettings {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080".to_owned(),
            public_url: None,
            rate_limit: 20,
            trust_proxy: false,
            max_connections: 1024,
            connections_per_client: 64,
            request_timeout_s: 15,
            answer_timeout_s: 20,
            status_token: None,
            frame_ancestors: vec!["*".to_owned()],
        }
    }
}

/// `[operator]`: who runs the service; its pages about itself, privacy and accessibility say it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OperatorSettings {
    /// Name of the person or body.
    pub name: Option<String>,
    /// E-mail address or address of a page where readers reach them.
    pub contact: Option<String>,
}

/// `[crawler]`: how sites are visited.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CrawlerSettings {
    /// Least pause between two requests to one host, in milliseconds.
    pub delay_ms: u64,
    /// Longest pause a `Crawl-delay` of robots.txt may ask for, in milliseconds.
    pub max_delay_ms: u64,
    /// How the crawler names itself; robots.txt groups are matched by the part before the slash.
    pub user_agent: String,
    /// Where a site's owner reaches the operator: an address of a page or an e-mail address.
    pub contact: Option<String>,
    /// Longest wait for one page, in seconds.
    pub timeout_s: u64,
    /// Largest page that is read, in bytes after decompression.
    pub max_page_bytes: u64,
    /// Most redirects followed for one page.
    pub max_redirects: u32,
    /// Most links between a start address and a page; further pages of a list count as the list itself.
    pub max_depth: u32,
    /// Most addresses remembered of one source.
    pub max_pages: u64,
    /// Sources visited at the same time.
    pub parallel_sources: usize,
    /// Seconds after which another crawler of the same archive takes over what one had that died.
    pub lease_s: u64,
    /// Least minutes between two visits to a list page, feed or sitemap; how often it is visited
    /// follows how often it brings news.
    pub list_interval_m: u64,
    /// Least hours between two visits to an article; the longer it stays as it is, the rarer.
    pub article_interval_h: u64,
    /// Most days between two visits to anything.
    pub longest_interval_d: u64,
}

impl Default for CrawlerSettings {
    fn default() -> Self {
        Self {
            delay_ms: 2_000,
            max_delay_ms: 60_000,
            user_agent: concat!("Aluehaku/", env!("CARGO_PKG_VERSION")).to_owned(),
            contact: None,
            timeout_s: 30,
            max_page_bytes: 8 * 1024 * 1024,
            max_redirects: 5,
            max_depth: 20,
            max_pages: 50_000,
            parallel_sources: 16,
            lease_s: 60,
            list_interval_m: 15,
            article_interval_h: 24,
            longest_interval_d: 90,
        }
    }
}

impl CrawlerSettings {
    /// How long a crawler is taken for alive that was not heard of.
    #[must_use]
    pub fn lease(&self) -> Duration {
        Duration::from_secs(self.lease_s.max(1))
    }
}

/// `[finnish]`: Finnish analysis.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FinnishSettings {
    /// Folder of a Voikko dictionary (or its `mor.vfst`); found by itself when not set.
    pub dictionary: Option<PathBuf>,
}

/// `[swedish]`: Swedish analysis.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SwedishSettings {
    /// Folder of a Hunspell dictionary (or its `.dic`, with the `.aff` beside it); found by itself when not set.
    pub dictionary: Option<PathBuf>,
}

/// `[names]`: what is known of projects and organisations beside what articles teach.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NamesSettings {
    /// A TOML file with `[[projects]]` and `[[organisations]]` (`name`, `aliases`, `years`), `split` and `block`.
    pub register: Option<PathBuf>,
}

/// `[persons]`: who is put forward: counted in facets, suggested, given a page and feeds.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PersonSettings {
    /// Fewest articles that name the person; near-copies count as one.
    pub min_articles: u64,
    /// Fewest sources that published them.
    pub min_sources: u64,
}

impl Default for PersonSettings {
    fn default() -> Self {
        Self {
            min_articles: 2,
            min_sources: 1,
        }
    }
}

/// `[archive]`: where everything that was read is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ArchiveSettings {
    /// Address of a PostgreSQL server that several machines share, as `postgresql://user@host/database`; without one the
    /// archive is a file of the data directory.
    pub url: Option<String>,
    /// The schema of the archive on the server.
    pub schema: String,
    /// File with the password.
    pub password_file: Option<PathBuf>,
    /// File with the certificates that the server's is signed by; those of this machine when not set.
    pub ca_file: Option<PathBuf>,
}

impl Default for ArchiveSettings {
    fn default() -> Self {
        Self {
            url: None,
            schema: "aluehaku".to_owned(),
            password_file: None,
            ca_file: None,
        }
    }
}

impl ArchiveSettings {
    /// How the server is reached, where there is one.
    #[must_use]
    pub fn server(&self) -> Option<ServerOptions> {
        let url = self.url.clone()?;
        Some(ServerOptions {
            url,
            schema: self.schema.clone(),
            password_file: self.password_file.clone(),
            ca_file: self.ca_file.clone(),
        })
    }
}

/// `[index]`: the search index.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IndexSettings {
    /// Where the index is: `embedded`, in files of the data directory, or `opensearch`, in a cluster.
    pub engine: IndexEngine,
    /// Addresses of nodes of the cluster, as `https://search-1.example:9200`.
    pub nodes: Vec<String>,
    /// Beginning of the names of what the cluster keeps of this index.
    pub name: String,
    /// Who enters the cluster.
    pub user: Option<String>,
    /// File with the password, or with a key where no user is set.
    pub password_file: Option<PathBuf>,
    /// File with the certificates that those of the nodes are signed by; those of this machine when not set.
    pub ca_file: Option<PathBuf>,
    /// In how many parts a new generation is kept in the cluster.
    pub shards: u32,
    /// Copies of each part beside it, as far as there are nodes for them.
    pub replicas: u32,
    /// Memory the writer fills before it writes a segment, in megabytes.
    pub writer_memory_mb: u64,
    /// The same while the whole index is built anew, in megabytes: with more there is less to merge at the end.
    pub rebuild_memory_mb: u64,
}

/// What answers searches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum IndexEngine {
    /// The engine inside the process, with its files in the data directory.
    #[default]
    Embedded,
    /// A cluster of OpenSearch.
    OpenSearch,
}

impl IndexEngine {
    /// The word of the settings.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Embedded => "embedded",
            Self::OpenSearch => "opensearch",
        }
    }
}

impl Default for IndexSettings {
    fn default() -> Self {
        Self {
            engine: IndexEngine::default(),
            nodes: Vec::new(),
            name: "aluehaku".to_owned(),
            user: None,
            password_file: None,
            ca_file: None,
            shards: 3,
            replicas: 1,
            writer_memory_mb: 60,
            rebuild_memory_mb: 240,
        }
    }
}
