//! What is kept in the cluster, and the way there.
//!
//! - [`client`]: requests to nodes, one after another until one answers; [`bulk`]: many articles at once.
//! - [`generations`]: the indexes, one a generation, with the fields of [`mapping`].
//! - [`live`]: which generation and state is live; [`lease`]: who may change it; [`health`]: the state of all this.

pub(crate) mod bulk;
pub(crate) mod client;
pub(crate) mod generations;
pub(crate) mod health;
pub(crate) mod lease;
pub(crate) mod live;
pub(crate) mod mapping;
