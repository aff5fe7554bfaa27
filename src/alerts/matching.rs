//! Which new articles concern which searches.
//!
//! New articles come in batches. Each batch becomes an index of its own, in which most words of most searches are
//! nowhere, so that a hundred thousand searches are asked in seconds. A search finds in it what it would find in the
//! whole index: what surely has everything that is asked for.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use aluehaku_index::engine::{Document, Engine, Reader};
use aluehaku_index::error::EngineError;
use aluehaku_query::Query;

use crate::archive::alerts::subscriptions::Watched;
use crate::archive::changes::{Change, Now};
use crate::http::stored_search::StoredSearch;

/// Makes an index in a folder.
type MakeEngine = dyn Fn(&std::path::Path) -> anyhow::Result<Arc<dyn Engine>> + Send;

/// Matches batches of articles with stored searches.
pub struct Matcher {
    /// Where the index of a batch lies while it is used.
    folder: PathBuf,
    make_engine: Box<MakeEngine>,
    /// The index of everything, which tells how a minus is read.
    everything: Arc<dyn Engine>,
}

impl std::fmt::Debug for Matcher {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Matcher")
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}

impl Matcher {
    /// A matcher that works in a folder of its own, which is removed and made anew.
    #[must_use]
    pub fn new(
        folder: PathBuf,
        everything: Arc<dyn Engine>,
        make_engine: impl Fn(&std::path::Path) -> anyhow::Result<Arc<dyn Engine>> + Send + 'static,
    ) -> Self {
        Self {
            folder,
            make_engine: Box::new(make_engine),
            everything,
        }
    }

    /// The articles of a batch that each alert is to be told of, by identifier; alerts of one search stand beside each
    /// other in `watched`.
    ///
    /// # Errors
    /// When the index of the batch cannot be written or read.
    pub fn matches(
        &self,
        batch: &[Change],
        watched: &[Watched],
    ) -> anyhow::Result<HashMap<i64, Vec<String>>> {
        let mut matches = HashMap::new();
        if watched.is_empty()
            || !batch
                .iter()
                .any(|change| matches!(change.now, Now::Article(_)))
        {
            return Ok(matches);
        }
        self.clear()?;
        let engine = (self.make_engine)(&self.folder)?;
        fill(engine.as_ref(), batch)?;
        let reader = engine.reader()?;
        for same in watched.chunk_by(|one, other| one.search == other.search) {
            let found = self.found(reader.as_ref(), &same[0].search)?;
            if found.is_empty() {
                continue;
            }
            for alert in same {
                matches.insert(alert.id, found.clone());
            }
        }
        drop((reader, engine));
        self.clear()?;
        Ok(matches)
    }

    fn found(&self, reader: &dyn Reader, search: &str) -> anyhow::Result<Vec<String>> {
        let Some(StoredSearch { query, filters, .. }) = StoredSearch::from_text(search) else {
            return Ok(Vec::new());
        };
        let query = match has_hyphen(&query) {
            true => self.everything.reader()?.decided(&query)?,
            false => query,
        };
        let found = reader.surely_found(&query, &filters)?;
        Ok(found.iter().map(|id| id.as_str().to_owned()).collect())
    }

    /// Removes what an index before left, also of a process that was killed.
    fn clear(&self) -> std::io::Result<()> {
        match std::fs::remove_dir_all(&self.folder) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

fn fill(engine: &dyn Engine, batch: &[Change]) -> Result<(), EngineError> {
    let mut filling = engine.rebuild()?;
    let mut count = 0;
    for change in batch {
        if let Now::Article(article) = &change.now {
            filling.add(Document {
                article,
                publisher_region: change.publisher_region.as_deref(),
            })?;
            count += 1;
        }
    }
    filling.finish(1, count)
}

/// Whether the query has a minus that may be a hyphen.
fn has_hyphen(query: &Query) -> bool {
    match query {
        Query::Everything => false,
        Query::Leaf(leaf) => leaf.hyphen_after.is_some(),
        Query::Not(inner) => has_hyphen(inner),
        Query::All(parts) | Query::Any(parts) => parts.iter().any(has_hyphen),
    }
}
