//! Takes imported records into the archive, a batch at a time. `preparing` makes the records of a batch into articles,
//! on all processors; `line_error` says why a line is none.

mod line_error;
mod preparing;

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::archive::articles::{self, Incoming, Stored};
use crate::archive::sources::{self, StoredSource};
use crate::archive::store;
use crate::archive::{Archive, ArchiveError, tombstones};
use crate::article_record::ArticleRecord;
use crate::clock;
use crate::crawl::source::CrawlSource;
use crate::understanding::{self, Understood};
use aluehaku_enrich::knowledge::Knowledge;
use aluehaku_enrich::names::register::Edits;

pub use line_error::LineError;
use preparing::{Preparation, Ready};

/// A line's number, and what became of it.
pub type LineResult = (u64, Result<Stored, LineError>);

/// Takes records into the archive.
#[derive(Debug)]
pub struct Importer {
    archive: Archive,
    known_sources: BTreeSet<String>,
    preparation: Preparation,
}

impl Importer {
    /// An importer into an archive; `configured` are the sources of the settings.
    #[must_use]
    pub fn new(
        archive: Archive,
        configured: Vec<Arc<CrawlSource>>,
        knowledge: Knowledge,
        enriches: bool,
    ) -> Self {
        Self {
            archive,
            known_sources: BTreeSet::new(),
            preparation: Preparation {
                configured,
                knowledge,
                enriches,
            },
        }
    }

    /// Learns names from what was imported, and enriches the articles anew that are read otherwise with them.
    ///
    /// # Errors
    /// When the archive refuses.
    pub fn finish(&mut self, edits: &Edits) -> Result<Understood, ArchiveError> {
        if !self.preparation.enriches {
            return Ok(Understood::default());
        }
        understanding::follow(&mut self.archive, edits, &mut self.preparation.knowledge)
    }

    /// Stores the records of a batch, each with its number, in one transaction; when this returns
    /// they are kept. Records that are no articles are refused one by one.
    ///
    /// # Errors
    /// When the archive refuses; then nothing of the batch is kept.
    pub fn put(&mut self, batch: &[(u64, ArticleRecord)]) -> Result<Vec<LineResult>, ArchiveError> {
        loop {
            if let Some(results) = self.try_put(batch)? {
                return Ok(results);
            }
            // A person was removed after the knowledge was taken.
            let removed = self.archive.read(tombstones::persons)?;
            self.preparation.knowledge.set_removed(removed);
        }
    }

    /// The same; `None`, and nothing stored, when the importer does not know of a person who was removed.
    fn try_put(
        &mut self,
        batch: &[(u64, ArticleRecord)],
    ) -> Result<Option<Vec<LineResult>>, ArchiveError> {
        let ready: Vec<(u64, Result<Ready, LineError>)> = batch
            .par_iter()
            .map(|(number, record)| (*number, self.preparation.ready(record)))
            .collect();
        let new_sources = self.new_sources(&ready);
        let now = clock::now();
        let known = self.preparation.knowledge.removed().stamp();
        let results = self.archive.write(|connection| {
            if tombstones::stamp_of_persons(connection)? != known {
                return Ok(None);
            }
            new_sources
                .iter()
                .try_for_each(|source| sources::save(connection, source))?;
            let results = ready
                .into_iter()
                .map(|(number, ready)| {
                    let stored = match ready {
                        Ok(ready) => {
                            let incoming = Incoming {
                                article: &ready.article,
                                given: &ready.given,
                                fingerprint: ready.fingerprint.as_ref(),
                                lesson: ready.lesson.as_ref(),
                                now,
                            };
                            Ok(articles::put(connection, &incoming)?.stored)
                        }
                        Err(reason) => Err(reason),
                    };
                    Ok((number, stored))
                })
                .collect::<store::Result<_>>()?;
            Ok(Some(results))
        })?;
        if results.is_some() {
            self.known_sources
                .extend(new_sources.into_iter().map(|source| source.id));
        }
        Ok(results)
    }

    /// Sources of a batch that the archive may not know yet: the configured ones as the settings
    /// describe them, others by their identifier.
    fn new_sources(&self, ready: &[(u64, Result<Ready, LineError>)]) -> Vec<StoredSource> {
        let named: BTreeSet<&str> = ready
            .iter()
            .filter_map(|(_, ready)| ready.as_ref().ok())
            .map(|ready| ready.article.article.source.as_str())
            .filter(|source| !self.known_sources.contains(*source))
            .collect();
        named
            .into_iter()
            .filter_map(|id| match self.preparation.configured(id) {
                Some(source) => Some(source.stored()),
                None => self.unconfigured(id),
            })
            .collect()
    }

    /// A source that only articles name; one that is stored already stays as it is.
    fn unconfigured(&self, id: &str) -> Option<StoredSource> {
        let stored = self.archive.read(|reading| sources::find(reading, id));
        if matches!(stored, Ok(Some(_))) {
            return None;
        }
        Some(StoredSource {
            id: id.to_owned(),
            name: id.to_owned(),
            home: None,
            region: None,
            language: None,
        })
    }
}
