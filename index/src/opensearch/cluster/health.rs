//! How the cluster fares.

use serde_json::Value;

use super::generations::Generations;
use super::mapping::Similarity;
use crate::error::EngineError;

/// How the cluster fares, and what it keeps of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// `green` where every part has its copies, `yellow` where some copy is missing, `red` where a part is on no node.
    pub status: String,
    /// Nodes that run.
    pub nodes: u64,
    /// Copies of parts of the live generation that are on no node yet.
    pub missing_copies: u64,
    /// Revision of the archive that the live state holds.
    pub revision: u64,
    /// The live generation.
    pub generation: String,
    /// Whether scores are made by our formula; otherwise by one close to it, since the cluster allows no scripts.
    pub has_own_formula: bool,
}

impl Health {
    pub(crate) fn of(generations: &Generations) -> Result<Self, EngineError> {
        let live = generations.live()?.value;
        let health = generations.health(&live.generation)?;
        let number = |name: &str| health[name].as_u64().unwrap_or(0);
        Ok(Self {
            status: text(&health["status"]),
            nodes: number("number_of_nodes"),
            missing_copies: number("unassigned_shards") + number("initializing_shards"),
            revision: live.revision,
            generation: live.generation,
            has_own_formula: live.similarity == Similarity::Scripted,
        })
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or("unknown").to_owned()
}
