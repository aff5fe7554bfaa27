//! Where the cluster is, how it is entered, and how the engine uses it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use aluehaku_article::listing::PersonThreshold;

use crate::vocabulary::Vocabulary;

/// Where the cluster is, how it is entered, and how the engine uses it.
#[derive(Clone, Debug)]
pub struct Options {
    /// Addresses of nodes, as `https://search-1.example:9200`; where one does not answer the next is asked.
    pub nodes: Vec<String>,
    /// Beginning of the names of everything the engine keeps in the cluster.
    pub name: String,
    /// What tells the archive that is written into the index from all others: one of another archive is then read only.
    /// Without it whoever opens the engine may write.
    pub archive: Option<String>,
    /// Who enters; without one, the file of the password holds a key.
    pub user: Option<String>,
    /// File with the password, or with a key where there is no user.
    pub password_file: Option<PathBuf>,
    /// File with the certificates (PEM) that those of the nodes are signed by; without one, those of this machine count.
    pub ca_file: Option<PathBuf>,
    /// In how many parts a new generation is kept.
    pub shards: u32,
    /// Most copies of each part beside it; on fewer nodes there are fewer.
    pub replicas: u32,
    /// How long to wait for a lease that another process holds.
    pub lock_patience: Duration,
    /// How long a request is tried on one node after another while none answers.
    pub patience: Duration,
    /// How old suggestions may be while newer articles come in; zero makes them anew for each state.
    pub suggestion_age: Duration,
    /// From how many articles and sources on a person is put forward.
    pub person_threshold: PersonThreshold,
    /// Words that mean the same; none unless said.
    pub vocabulary: Arc<Vocabulary>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            nodes: vec!["http://127.0.0.1:9200".to_owned()],
            name: "aluehaku".to_owned(),
            archive: None,
            user: None,
            password_file: None,
            ca_file: None,
            shards: 3,
            replicas: 1,
            lock_patience: Duration::from_secs(40),
            patience: Duration::from_secs(8),
            suggestion_age: Duration::from_secs(300),
            person_threshold: PersonThreshold::default(),
            vocabulary: Arc::default(),
        }
    }
}
