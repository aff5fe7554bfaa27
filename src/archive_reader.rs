//! What the HTTP side reads of the archive: the history of articles, and what the crawler says of its sources.

use std::collections::BTreeSet;

use aluehaku_article::facet::Facet;
use aluehaku_article::{EntityKind, Quote};

use crate::app::INDEX_FOLDER;
use crate::archive::alerts::{outbox, subscriptions};
use crate::archive::history::{self, ArticleHistory, HistoryMark, Statements};
use crate::archive::projects::{self, ProjectStatements};
use crate::archive::store::{self, Connection};
use crate::archive::{
    Archive, ArchiveError, Location, articles, fetches, health, observations, queue,
};
use crate::crawl::outcome::Outcome;
use crate::http::crawl_facts::{CrawlFacts, OperationFacts};
use crate::http::history::{History, KnownName};
use crate::troubles::{Cause, Part, Troubles};
use crate::{clock, disk};

/// What the crawler left in the archive about its sources. Notes whether the archive can be read and written.
pub(crate) fn crawl_facts(
    location: &Location,
    troubles: &Troubles,
) -> Result<CrawlFacts, ArchiveError> {
    let read = read_facts(location);
    match &read {
        Ok((_, false)) => troubles.end(Part::Archive),
        Ok((_, true)) => troubles.begin(Part::Archive, Cause::ReadOnly),
        Err(error) => troubles.begin(Part::Archive, Cause::told_by(&error.to_string())),
    }
    read.map(|(facts, _)| facts)
}

/// The facts, and whether the archive can only be read.
fn read_facts(location: &Location) -> Result<(CrawlFacts, bool), ArchiveError> {
    let is_failure = |word: &str| Outcome::from_word(word).is_some_and(Outcome::is_failure);
    let archive = Archive::open(location)?;
    let facts = archive.read(|connection| {
        let now = clock::now();
        Ok(CrawlFacts {
            health: health::all(connection, now, is_failure)?,
            counts: fetches::counts(connection)?,
            nameless: observations::count_nameless(connection)?,
            operation: operation_facts(location, connection, now)?,
        })
    })?;
    Ok((facts, archive.is_read_only()))
}

fn operation_facts(
    location: &Location,
    connection: &Connection,
    now: i64,
) -> store::Result<OperationFacts> {
    let data_dir = location.data_dir();
    Ok(OperationFacts {
        archive_bytes: location.bytes(),
        index_bytes: disk::bytes_of(&data_dir.join(INDEX_FOLDER)),
        free_bytes: disk::free_bytes(data_dir).ok(),
        revision: articles::revision(connection)?,
        due: queue::due(connection, now)?,
        messages_waiting: u64::from(outbox::waiting(connection)?),
        alerts: subscriptions::counts(connection)?,
        messages: outbox::counts(connection)?,
    })
}

/// The history of articles in an archive.
pub(crate) struct ArchiveHistory(pub(crate) Location);

impl History for ArchiveHistory {
    fn of_article(&self, id: &str) -> Result<Option<ArticleHistory>, ArchiveError> {
        Archive::open(&self.0)?.read(|connection| history::of_article(connection, id))
    }

    fn mark(&self, id: &str) -> Result<HistoryMark, ArchiveError> {
        Archive::open(&self.0)?.read(|connection| history::mark(connection, id))
    }

    fn gone_at(&self, id: &str) -> Result<Option<i64>, ArchiveError> {
        Archive::open(&self.0)?.read(|connection| history::gone_at(connection, id))
    }

    fn of_person(&self, name: &str, ids: &[String]) -> Result<Vec<Statements>, ArchiveError> {
        Archive::open(&self.0)?.read(|connection| history::of_person(connection, name, ids))
    }

    fn of_project(
        &self,
        name: &str,
        ids: &[String],
    ) -> Result<Vec<ProjectStatements>, ArchiveError> {
        Archive::open(&self.0)?.read(|connection| projects::of_project(connection, name, ids))
    }

    fn quotes(&self, ids: &[String]) -> Result<Vec<Vec<Quote>>, ArchiveError> {
        Archive::open(&self.0)?.read(|connection| {
            let quotes = ids.iter().map(|id| history::quotes(connection, id));
            quotes.collect()
        })
    }

    fn spellings(
        &self,
        kind: EntityKind,
        name: &str,
        ids: &[String],
    ) -> Result<BTreeSet<String>, ArchiveError> {
        Archive::open(&self.0)?.read(|connection| history::spellings(connection, kind, name, ids))
    }

    fn named(&self, alias: &str) -> Result<Vec<KnownName>, ArchiveError> {
        let alias = alias.to_lowercase();
        let found =
            Archive::open(&self.0)?.read(|connection| observations::named(connection, &alias))?;
        Ok(known_names(found))
    }

    fn beginning(&self, typed: &str, limit: usize) -> Result<Vec<KnownName>, ArchiveError> {
        let typed = typed.to_lowercase();
        let found = Archive::open(&self.0)?
            .read(|connection| observations::beginning(connection, &typed, limit))?;
        Ok(known_names(found))
    }
}

/// Names as the archive keeps them: what each names, and the name.
fn known_names(found: Vec<(String, String)>) -> Vec<KnownName> {
    let known = found.into_iter().filter_map(|(kind, name)| {
        let facet = Facet::from_name(&kind)?;
        Some(KnownName { facet, name })
    });
    known.collect()
}
