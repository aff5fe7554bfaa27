//! Keeps the index behind the archive: replays what changed, or builds a new generation.

use aluehaku_article::EnrichedArticle;
use aluehaku_index::engine::{Document, Engine};
use aluehaku_index::error::EngineError;

use crate::archive::articles::{self, Change};
use crate::archive::{Archive, ArchiveError};

/// Changes read from the archive at a time.
const BATCH: u32 = 500;

/// Changes after which a long replay is committed, so that a crash repeats little of it.
const COMMIT_AFTER: usize = 20_000;

/// Why the index could not be brought up to date; it catches up the next time.
#[derive(Debug, thiserror::Error)]
pub enum IndexingError {
    /// The archive refused.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// The engine refused.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// Replays to the index every change of the archive that it does not hold yet, and returns how
/// many those were. When it returns, they are searchable.
///
/// An index that is ahead of the archive belongs to another archive and is built anew; so that no power cut puts it
/// ahead, the archive is on the disk before the index is.
///
/// # Errors
/// [`IndexingError`]; what was committed stays, the rest is replayed the next time.
pub fn catch_up(archive: &Archive, engine: &dyn Engine) -> Result<usize, IndexingError> {
    let newest = archive.read(articles::revision)?;
    if engine.reader()?.revision() == newest {
        return Ok(0);
    }
    let mut writer = engine.writer()?;
    let mut revision = writer.revision();
    if revision > newest {
        drop(writer);
        return rebuild(archive, engine).map(|count| usize::try_from(count).unwrap_or(usize::MAX));
    }
    let (mut replayed, mut uncommitted) = (0, 0);
    loop {
        let changes = archive.read(|reading| articles::changes_since(reading, revision, BATCH))?;
        let Some(last) = changes.last() else { break };
        revision = last.revision;
        for change in &changes {
            match &change.article {
                Some(article) => {
                    writer.put(document(article, change))?;
                }
                None => writer.remove(&change.id)?,
            }
        }
        replayed += changes.len();
        uncommitted += changes.len();
        if uncommitted >= COMMIT_AFTER {
            archive.settle()?;
            writer.commit(revision)?;
            uncommitted = 0;
        }
    }
    if uncommitted > 0 {
        archive.settle()?;
        writer.commit(revision)?;
    }
    Ok(replayed)
}

/// Brings the index up to date, and builds it anew where it cannot be used: when it is damaged,
/// of another format, or was written by another analyser.
///
/// # Errors
/// [`IndexingError`] when it cannot be built either, or another process holds it too long.
pub fn repair(archive: &Archive, engine: &dyn Engine) -> Result<(), IndexingError> {
    if let Ok(reader) = engine.reader()
        && let Some(wrote) = reader.foreign_analyzer()
    {
        tracing::warn!("the index is built anew: it was written with the analyser {wrote}");
        return rebuild(archive, engine).map(|_| ());
    }
    match catch_up(archive, engine) {
        Ok(_) => Ok(()),
        Err(IndexingError::Engine(error)) if !matches!(error, EngineError::Locked(_)) => {
            tracing::warn!("the index is built anew: {error}");
            rebuild(archive, engine).map(|_| ())
        }
        Err(error) => Err(error),
    }
}

/// Builds a new generation from one state of the archive, checks it, and makes it the live one.
/// Returns the number of articles. Searching goes on meanwhile, and so may writing.
///
/// # Errors
/// [`IndexingError`]; the live generation then stays.
pub fn rebuild(archive: &Archive, engine: &dyn Engine) -> Result<u64, IndexingError> {
    let mut rebuild = engine.rebuild()?;
    let (revision, count) = archive.snapshot(|snapshot| -> Result<_, IndexingError> {
        let newest = snapshot.read(articles::revision)?;
        let expected = snapshot.read(articles::count)?;
        let mut revision = 0;
        loop {
            let changes =
                snapshot.read(|reading| articles::changes_since(reading, revision, BATCH))?;
            let Some(last) = changes.last() else {
                return Ok((newest, expected));
            };
            revision = last.revision;
            for change in &changes {
                if let Some(article) = &change.article {
                    rebuild.add(document(article, change))?;
                }
            }
        }
    })?;
    archive.settle()?;
    rebuild.finish(revision, count)?;
    // What was archived meanwhile is replayed on top.
    catch_up(archive, engine)?;
    Ok(count)
}

fn document<'a>(article: &'a EnrichedArticle, change: &'a Change) -> Document<'a> {
    Document {
        article,
        publisher_region: change.publisher_region.as_deref(),
    }
}
