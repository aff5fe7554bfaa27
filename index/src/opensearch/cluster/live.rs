//! Which generation and state of it is live: one record, changed by whoever holds the lease, read by everybody.

use std::thread;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::bulk::FIRST_VERSION;
use super::client::Client;
use super::mapping::Similarity;
use crate::analysis::AnalyzerIdentity;
use crate::error::{EngineError, cluster};

/// What the fields mean; raised when they change.
pub(crate) const FORMAT: u32 = 1;

/// How long a state is tried to be opened.
const PATIENCE: Duration = Duration::from_secs(10);

/// Time between two tries.
const PAUSE: Duration = Duration::from_millis(50);

/// The live state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Live {
    pub(crate) format: u32,
    /// The index of the live generation.
    pub(crate) generation: String,
    pub(crate) revision: u64,
    /// The archive whose changes it holds; none before anybody wrote.
    #[serde(default)]
    pub(crate) archive: Option<String>,
    /// The version of the articles that were sent last, counted up with each sending: a later change of an article always
    /// has a greater one, whatever became of the commit that it belonged to.
    #[serde(default = "first_version")]
    pub(crate) version: u64,
    /// What the last commit left; not known of states that did not say so.
    #[serde(default)]
    pub(crate) committed: Option<Committed>,
    /// The state as all readers see it, opened by the writer after its commit.
    pub(crate) point_in_time: String,
    pub(crate) analyzer: AnalyzerIdentity,
    pub(crate) similarity: Similarity,
    /// Whether articles of a later revision are on their way in.
    pub(crate) is_changing: bool,
    /// Who holds the lease to write: whoever lost it finds another name here.
    pub(crate) writer: String,
}

/// By what a state is told to be that of a commit, no more and no less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Committed {
    /// No article was sent with a later version.
    pub(crate) version: u64,
    /// Number of articles.
    pub(crate) articles: u64,
}

fn first_version() -> u64 {
    FIRST_VERSION
}

/// A record with the place it has in the order of its changes.
#[derive(Clone, Debug)]
pub(crate) struct Stored<T> {
    pub(crate) value: T,
    seq_no: i64,
    primary_term: i64,
}

/// Reads a record of the state index; `None` where there is none.
pub(crate) fn read<T: for<'de> Deserialize<'de>>(
    client: &Client,
    index: &str,
    id: &str,
) -> Result<Option<Stored<T>>, EngineError> {
    let answer = client.get(&format!("/{index}/_doc/{id}"))?;
    if answer.status == 404 {
        return Ok(None);
    }
    let body = answer.checked("read the state of")?;
    let value = T::deserialize(&body["_source"]).map_err(cluster("read the state of"))?;
    Ok(Some(Stored {
        value,
        seq_no: body["_seq_no"].as_i64().unwrap_or(-1),
        primary_term: body["_primary_term"].as_i64().unwrap_or(-1),
    }))
}

/// Writes a record in place of another, of none where there is none; `None` where it was changed meanwhile. The answer
/// to a write that arrived may be lost and the write tried again, so that what was written is told from other writes by
/// reading it.
pub(crate) fn write<T>(
    client: &Client,
    (index, id): (&str, &str),
    value: T,
    before: Option<&Stored<T>>,
) -> Result<Option<Stored<T>>, EngineError>
where
    T: Serialize + for<'de> Deserialize<'de> + PartialEq,
{
    let condition = match before {
        Some(before) => format!(
            "if_seq_no={}&if_primary_term={}",
            before.seq_no, before.primary_term
        ),
        None => "op_type=create".to_owned(),
    };
    let body = serde_json::to_value(&value).map_err(cluster("write the state of"))?;
    let answer = client.put(&format!("/{index}/_doc/{id}?{condition}"), &body)?;
    if answer.status == 409 {
        let now = read::<T>(client, index, id)?;
        return Ok(now.filter(|now| now.value == value));
    }
    let body = answer.checked("write the state of")?;
    Ok(Some(Stored {
        value,
        seq_no: body["_seq_no"].as_i64().unwrap_or(-1),
        primary_term: body["_primary_term"].as_i64().unwrap_or(-1),
    }))
}

impl<T> Stored<T> {
    /// Its place in the order of changes.
    pub(crate) fn place(&self) -> (i64, i64) {
        (self.primary_term, self.seq_no)
    }
}

impl Live {
    /// Whether it holds the changes of another archive than one.
    pub(crate) fn is_of_another(&self, archive: Option<&str>) -> bool {
        let own = self.archive.as_deref();
        own.zip(archive).is_some_and(|(own, other)| own != other)
    }

    /// Whether it is the same state for who reads it.
    pub(crate) fn shows_the_same(&self, other: &Self) -> bool {
        (&self.generation, self.revision, &self.point_in_time)
            == (&other.generation, other.revision, &other.point_in_time)
    }
}

/// Opens a point in time of an index: its state as it is now, for two minutes from the last question on. While another
/// node takes the place of one that ended it is tried again.
pub(crate) fn open_point_in_time(client: &Client, index: &str) -> Result<String, EngineError> {
    let end = Instant::now() + PATIENCE;
    loop {
        match try_open(client, index) {
            Err(EngineError::Cluster { .. }) if Instant::now() < end => thread::sleep(PAUSE),
            opened => return opened,
        }
    }
}

fn try_open(client: &Client, index: &str) -> Result<String, EngineError> {
    let path = format!("/{index}/_search/point_in_time?keep_alive={KEPT}");
    let body = client.post(&path, &json!({}))?.checked("read")?;
    let shards = &body["_shards"];
    match (body["pit_id"].as_str(), shards["failed"].as_u64()) {
        (Some(id), Some(0) | None) => Ok(id.to_owned()),
        _ => Err(cluster("read")(format!("no point in time: {body}"))),
    }
}

/// Lets points in time go; what cannot be let go now ends by itself.
pub(crate) fn close_points_in_time(client: &Client, ids: &[String]) {
    let body: Value = json!({"pit_id": ids});
    let path = "/_search/point_in_time";
    let _ = client.send("DELETE", path, super::client::Body::Json(&body));
}

/// How long a point in time is kept after the last question.
pub(crate) const KEPT: &str = "2m";
