//! Many articles at once on their way into an index.

use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::client::{Body, Client, is_of_full_disks};
use super::mapping::SENT;
use crate::error::{EngineError, cluster};

/// Bytes that are sent at once: larger requests make nodes of little memory refuse.
const BATCH: usize = 1 << 20;

/// How long articles that a busy node refuses are tried again.
const PATIENCE: Duration = Duration::from_secs(60);

/// Time between two tries.
const PAUSE: Duration = Duration::from_millis(200);

/// The version of the articles of a new generation: that of every later change is greater.
pub(crate) const FIRST_VERSION: u64 = 1;

/// A change of one article.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) id: String,
    /// The fields of the article as an object of JSON; absent where it is taken out.
    pub(crate) fields: Option<String>,
}

/// Sends changes as those of a version. An article that has a later one keeps it, which is an error: another writer is at
/// work.
pub(crate) fn send(
    client: &Client,
    index: &str,
    version: u64,
    changes: &[Change],
) -> Result<(), EngineError> {
    let mut rest = changes;
    while !rest.is_empty() {
        let mut size = 0;
        let fits = rest.iter().take_while(|change| {
            let is_first = size == 0;
            size += change.fields.as_ref().map_or(100, String::len);
            is_first || size <= BATCH
        });
        let (batch, others) = rest.split_at(fits.count());
        send_batch(client, index, version, batch.iter().collect())?;
        rest = others;
    }
    Ok(())
}

fn send_batch(
    client: &Client,
    index: &str,
    version: u64,
    mut batch: Vec<&Change>,
) -> Result<(), EngineError> {
    let end = Instant::now() + PATIENCE;
    loop {
        let lines: String = batch
            .iter()
            .map(|change| lines(index, version, change))
            .collect();
        let answer = client.send("POST", "/_bulk", Body::Lines(&lines))?;
        let body = answer.checked("write")?;
        let items = body["items"].as_array().map_or(&[][..], Vec::as_slice);
        if items.len() != batch.len() {
            return Err(cluster("write")("a node answered for other articles"));
        }
        let mut again = Vec::new();
        for (change, item) in batch.iter().zip(items) {
            let done = item.as_object().and_then(|item| item.values().next());
            let done = done.unwrap_or(&Value::Null);
            match done["status"].as_u64() {
                Some(200..=299) => {}
                Some(404) if change.fields.is_none() => {}
                Some(429 | 503) if is_passing(done) && Instant::now() < end => again.push(*change),
                status => return Err(refused(change, status, done)),
            }
        }
        if again.is_empty() {
            return Ok(());
        }
        batch = again;
        thread::sleep(PAUSE);
    }
}

/// Whether a later try may do better: a node is busy, or another takes the place of one that ended.
fn is_passing(done: &Value) -> bool {
    !done["error"]["reason"]
        .as_str()
        .is_some_and(is_of_full_disks)
}

fn lines(index: &str, version: u64, change: &Change) -> String {
    let about = json!({"_index": index, "_id": change.id, "version": version, "version_type": "external_gte"});
    match &change.fields {
        Some(fields) => {
            let others = fields.trim_start_matches('{');
            format!(
                "{}\n{{\"{SENT}\":{version},{others}\n",
                json!({"index": about})
            )
        }
        None => format!("{}\n", json!({"delete": about})),
    }
}

fn refused(change: &Change, status: Option<u64>, done: &Value) -> EngineError {
    let answer = super::client::Answer {
        status: status
            .and_then(|status| u16::try_from(status).ok())
            .unwrap_or(0),
        body: json!({"error": done["error"]}),
    };
    cluster("write")(format!("article {}: {}", change.id, answer.reason()))
}
