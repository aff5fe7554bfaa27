//! The generations of an index, each an index of the cluster: which is live, how a new one comes in its place.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::bulk::FIRST_VERSION;
use super::client::{Body, Client};
use super::lease::{Lease, Seen, locked};
use super::live::{Committed, FORMAT, Live, Stored, open_point_in_time, read, write};
use super::mapping::{self, Similarity};
use crate::analysis::TextAnalyzer;
use crate::error::{EngineError, cluster};
use crate::opensearch::options::Options;

/// The record of the live state.
const LIVE: &str = "live";
/// The leases to write and to rebuild.
pub(crate) const WRITING: &str = "writing";
pub(crate) const REBUILDING: &str = "rebuilding";

/// The oldest version of OpenSearch that answers what is asked, major and minor.
const OLDEST: (u64, u64) = (2, 19);

/// How long a refresh that failed on some copy is tried again.
const REFRESH_PATIENCE: Duration = Duration::from_secs(30);

/// How long is waited until a new generation can be merged well: nodes agree twice a minute on what they need not keep.
const MERGE_PATIENCE: Duration = Duration::from_secs(45);

/// What the engine, its readers, writers and rebuilds have in common.
#[derive(Debug)]
pub(crate) struct Generations {
    pub(crate) client: Arc<Client>,
    pub(crate) options: Options,
    pub(crate) analyzer: Arc<dyn TextAnalyzer>,
    /// The major version of the nodes.
    pub(crate) major: u64,
    state_index: String,
    seen: Seen,
}

impl Generations {
    /// Those of a cluster, in which an empty one is made where there is none.
    pub(crate) fn open(
        analyzer: Arc<dyn TextAnalyzer>,
        options: Options,
    ) -> Result<Self, EngineError> {
        let client = Arc::new(Client::new(&options)?);
        let major = major_version(&client)?;
        let generations = Self {
            state_index: format!("{}-state", options.name),
            client,
            options,
            analyzer,
            major,
            seen: Seen::default(),
        };
        generations.ensure_state_index()?;
        if generations.stored()?.is_none() {
            generations.ensure_generation()?;
        }
        Ok(generations)
    }

    /// The live state.
    pub(crate) fn live(&self) -> Result<Stored<Live>, EngineError> {
        let stored = self.stored()?;
        let stored = stored
            .ok_or_else(|| cluster("read")("no generation is live: run `aluehaku reindex`"))?;
        if stored.value.format != FORMAT {
            return Err(EngineError::Format {
                path: self.options.name.clone().into(),
                found: stored.value.format,
                supported: FORMAT,
            });
        }
        Ok(stored)
    }

    /// Changes the live state, unless somebody else has.
    pub(crate) fn change(
        &self,
        live: Live,
        before: &Stored<Live>,
    ) -> Result<Stored<Live>, EngineError> {
        let written = write(&self.client, (&self.state_index, LIVE), live, Some(before))?;
        written.ok_or_else(|| locked(&self.client, &self.options.name))
    }

    /// Takes a lease.
    pub(crate) fn lease(&self, kind: &'static str) -> Result<Lease, EngineError> {
        let patience = self.options.lock_patience;
        let lease = Lease::acquire(
            &self.client,
            (&self.state_index, kind),
            patience,
            &self.seen,
        );
        match lease {
            Err(EngineError::Locked(_)) => Err(locked(&self.client, &self.options.name)),
            lease => lease,
        }
    }

    /// Makes an empty index for a new generation, without copies, and tells how it scores.
    pub(crate) fn create(&self) -> Result<(String, Similarity), EngineError> {
        let mut number = self
            .names()?
            .iter()
            .filter_map(|name| self.number(name))
            .max();
        let mut similarity = Similarity::Scripted;
        loop {
            let next = number.unwrap_or(0) + 1;
            let name = format!("{}-{next:06}", self.options.name);
            let body = mapping::generation(&self.options, similarity);
            let answer = self.client.put(&format!("/{name}"), &body)?;
            let reason = answer.body["error"].to_string();
            if answer.status == 400 && reason.contains("resource_already_exists") {
                number = Some(next);
            } else if answer.status == 400
                && similarity == Similarity::Scripted
                && (reason.contains("script") || reason.contains("similarity"))
            {
                similarity = Similarity::Plain;
            } else {
                answer.checked("create")?;
                return Ok((name, similarity));
            }
        }
    }

    /// Lets a generation have copies, and waits for them.
    pub(crate) fn let_be_copied(&self, generation: &str) -> Result<(), EngineError> {
        let range = format!("0-{}", self.options.replicas);
        let body = json!({"index": {"auto_expand_replicas": range}});
        let path = format!("/{generation}/_settings");
        self.client.put(&path, &body)?.checked("write")?;
        let path = format!("/_cluster/health/{generation}?wait_for_status=green&timeout=60s");
        let health = self.client.send("GET", &path, Body::None)?;
        match health.body["status"].as_str() {
            Some("green" | "yellow") => Ok(()),
            _ => Err(cluster("write")(
                "the new generation is on no node that runs",
            )),
        }
    }

    /// Makes everything written into a generation visible.
    pub(crate) fn refresh(&self, generation: &str) -> Result<(), EngineError> {
        let end = Instant::now() + REFRESH_PATIENCE;
        loop {
            let path = format!("/{generation}/_refresh");
            let answer = self.client.send("POST", &path, Body::None)?;
            let body = answer.checked("write")?;
            match body["_shards"]["failed"].as_u64() {
                Some(0) => return Ok(()),
                _ if Instant::now() >= end => {
                    return Err(cluster("write")(format!(
                        "a refresh failed: {}",
                        body["_shards"]
                    )));
                }
                _ => thread::sleep(Duration::from_millis(100)),
            }
        }
    }

    /// Number of articles of a generation that are visible.
    pub(crate) fn count(&self, generation: &str) -> Result<u64, EngineError> {
        let body = self
            .client
            .get(&format!("/{generation}/_count"))?
            .checked("read")?;
        match (body["count"].as_u64(), body["_shards"]["failed"].as_u64()) {
            (Some(count), Some(0)) => Ok(count),
            _ => Err(cluster("read")(format!("not every part answers: {body}"))),
        }
    }

    /// What a commit left of a generation, once all of it is visible. Where it cannot be told now, readers whose point
    /// in time is gone wait for the commit that is under way.
    pub(crate) fn committed(&self, generation: &str, version: u64) -> Option<Committed> {
        let articles = self.count(generation).ok()?;
        Some(Committed { version, articles })
    }

    /// Puts a generation in the place of the live one.
    pub(crate) fn switch_to(
        &self,
        generation: &str,
        similarity: Similarity,
        (revision, writer): (u64, &str),
    ) -> Result<(), EngineError> {
        let before = self.live()?;
        let live = self.first_state(generation, similarity, (revision, writer))?;
        self.change(live, &before)?;
        // Nothing here reads by the alias: where it cannot be moved now, the next rebuild moves it.
        let _ = self.point_alias(generation, Some(&before.value.generation));
        self.remove_but(&[generation, &before.value.generation]);
        Ok(())
    }

    /// Merges a generation that is whole and has no copies yet, as soon as its nodes need not keep what they were sent
    /// any more: it takes less than half the room then. Readers are handed what was merged at once: a point in time of
    /// what was there before would keep its files as well. Where that fails the nodes merge by and by.
    pub(crate) fn merge(&self, generation: &str) {
        let end = Instant::now() + MERGE_PATIENCE;
        while Instant::now() < end && !self.is_settled(generation) {
            thread::sleep(Duration::from_secs(1));
        }
        for work in ["_flush", "_forcemerge?max_num_segments=1", "_refresh"] {
            let path = format!("/{generation}/{work}");
            let _ = self.client.send("POST", &path, Body::None);
        }
    }

    /// Whether nothing that was sent is kept for copies that might still ask for it.
    fn is_settled(&self, generation: &str) -> bool {
        let path = format!("/{generation}/_stats?level=shards");
        let Ok(answer) = self.client.get(&path) else {
            return false;
        };
        let parts = answer.body["indices"][generation]["shards"].as_object();
        let copies = parts.into_iter().flat_map(|parts| parts.values());
        let copies = copies.filter_map(Value::as_array).flatten();
        let mut settled = copies.map(|copy| {
            let last = copy["seq_no"]["max_seq_no"].as_i64().unwrap_or(-1);
            let leases = copy["retention_leases"]["leases"].as_array();
            let mut leases = leases.into_iter().flatten();
            leases.all(|lease| lease["retaining_seq_no"].as_i64() > Some(last))
        });
        settled.all(|is_settled| is_settled)
    }

    /// Removes a generation; what cannot be removed now is removed by the next rebuild.
    pub(crate) fn remove(&self, generation: &str) -> Result<(), EngineError> {
        let answer = self.client.delete(&format!("/{generation}"))?;
        match answer.status {
            404 => Ok(()),
            _ => answer.checked("remove").map(|_| ()),
        }
    }

    /// The indexes of generations, in the order in which they were made.
    pub(crate) fn names(&self) -> Result<Vec<String>, EngineError> {
        let path = format!("/_cat/indices/{}-*?h=index&format=json", self.options.name);
        let body = self.client.get(&path)?.checked("read")?;
        let rows = body.as_array().map_or(&[][..], Vec::as_slice).iter();
        let names = rows.filter_map(|row| row["index"].as_str());
        let mut names: Vec<String> = names
            .filter(|name| self.number(name).is_some())
            .map(ToOwned::to_owned)
            .collect();
        names.sort_unstable();
        Ok(names)
    }

    /// Health of a generation and of the cluster, as the cluster tells it.
    pub(crate) fn health(&self, generation: &str) -> Result<Value, EngineError> {
        let path = format!("/_cluster/health/{generation}");
        self.client.get(&path)?.checked("read")
    }

    /// Whether every part of a generation is on some node, and answers.
    pub(crate) fn check(&self, generation: &str) -> Result<(), EngineError> {
        let health = self.health(generation)?;
        if health["status"].as_str() == Some("red") {
            return Err(cluster("read")(format!(
                "a part of {generation} is on no node that runs: start the nodes again, or rebuild it with `aluehaku reindex`"
            )));
        }
        self.count(generation).map(|_| ())
    }

    /// Removes all generations but the live one, also those that are read: who has them open asks again.
    pub(crate) fn remove_all_but_live(&self) -> Result<(), EngineError> {
        let live = self.live()?.value.generation;
        let names = self.names()?;
        let mut gone = names.iter().filter(|name| **name != live);
        gone.try_for_each(|name| self.remove(name))
    }

    fn stored(&self) -> Result<Option<Stored<Live>>, EngineError> {
        read(&self.client, &self.state_index, LIVE)
    }

    fn ensure_state_index(&self) -> Result<(), EngineError> {
        let path = format!("/{}", self.state_index);
        if self.client.get(&path)?.status == 200 {
            return Ok(());
        }
        let range = format!("0-{}", self.options.replicas);
        let body = json!({
            "settings": {"number_of_shards": 1, "auto_expand_replicas": range},
            "mappings": {"dynamic": false}
        });
        let answer = self.client.put(&path, &body)?;
        match answer.body["error"]["type"].as_str() {
            Some("resource_already_exists_exception") => Ok(()),
            _ => answer.checked("create").map(|_| ()),
        }
    }

    /// Makes an empty generation live where there is none.
    fn ensure_generation(&self) -> Result<(), EngineError> {
        let (generation, similarity) = self.create()?;
        self.let_be_copied(&generation)?;
        let live = Live {
            // It belongs to whoever writes first, not to whoever looks first.
            archive: None,
            ..self.first_state(&generation, similarity, (0, ""))?
        };
        if write(&self.client, (&self.state_index, LIVE), live, None)?.is_none() {
            return self.remove(&generation);
        }
        self.point_alias(&generation, None)
    }

    fn first_state(
        &self,
        generation: &str,
        similarity: Similarity,
        (revision, writer): (u64, &str),
    ) -> Result<Live, EngineError> {
        Ok(Live {
            format: FORMAT,
            generation: generation.to_owned(),
            revision,
            archive: self.options.archive.clone(),
            version: FIRST_VERSION,
            committed: self.committed(generation, FIRST_VERSION),
            point_in_time: open_point_in_time(&self.client, generation)?,
            analyzer: self.analyzer.identity(),
            similarity,
            is_changing: false,
            writer: writer.to_owned(),
        })
    }

    /// Lets the name without a number stand for a generation, for whoever looks with other tools.
    fn point_alias(&self, generation: &str, before: Option<&str>) -> Result<(), EngineError> {
        let alias = &self.options.name;
        let mut actions = vec![json!({"add": {"index": generation, "alias": alias}})];
        if let Some(before) = before {
            actions.push(json!({"remove": {"index": before, "alias": alias, "must_exist": false}}));
        }
        let body = json!({"actions": actions});
        self.client.post("/_aliases", &body)?.checked("write")?;
        Ok(())
    }

    fn remove_but(&self, kept: &[&str]) {
        let Ok(names) = self.names() else { return };
        let gone = names.iter().filter(|name| !kept.contains(&name.as_str()));
        gone.for_each(|name| drop(self.remove(name)));
    }

    fn number(&self, name: &str) -> Option<u64> {
        let number = name.strip_prefix(&self.options.name)?.strip_prefix('-')?;
        number.parse().ok()
    }
}

/// The major version of the nodes, which must not be too old.
fn major_version(client: &Client) -> Result<u64, EngineError> {
    let body = client.get("/")?.checked("reach")?;
    let version = &body["version"];
    let number = version["number"].as_str().unwrap_or_default();
    let mut parts = number
        .split('.')
        .map(|part| part.parse::<u64>().unwrap_or(0));
    let found = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    if version["distribution"].as_str() != Some("opensearch") {
        return Err(cluster("use")(format!(
            "{} is no OpenSearch but something of version {number:?}: name nodes of OpenSearch 2.19 or later",
            client.address()
        )));
    }
    if found < OLDEST {
        return Err(cluster("use")(format!(
            "OpenSearch {number} is too old: 2.19 or later is needed"
        )));
    }
    Ok(found.0)
}
