//! State of the cluster.

use super::generations::Generations;
use super::mapping::Similarity;
use crate::engine::ClusterHealth;
use crate::error::EngineError;

/// State of the cluster, and what it keeps of the live generation.
pub(crate) fn health(generations: &Generations) -> Result<ClusterHealth, EngineError> {
    let live = generations.live()?.value;
    let health = generations.health(&live.generation)?;
    let number = |name: &str| health[name].as_u64().unwrap_or(0);
    Ok(ClusterHealth {
        status: health["status"].as_str().unwrap_or("unknown").to_owned(),
        nodes: number("number_of_nodes"),
        missing_copies: number("unassigned_shards") + number("initializing_shards"),
        has_own_formula: live.similarity == Similarity::Scripted,
    })
}
