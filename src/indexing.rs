//! Keeps the index behind the archive: replays what changed, or builds a new generation.

use aluehaku_article::EnrichedArticle;
use aluehaku_article::ids::ArticleId;
use aluehaku_index::engine::{CheckExtent, Document, Engine, Reader};
use aluehaku_index::error::EngineError;

use crate::archive::changes::{self, Change, Damaged, Now};
use crate::archive::{Archive, ArchiveError, articles};
use crate::troubles::Cause;

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
    /// An index that machines share is ahead of this archive: it belongs to another, or to what this one was.
    #[error(
        "the index holds revision {index}, this archive ends at {archive}: it belongs to another archive, or this one was replaced by an older copy; give this one an index of its own by `index.name`, or run `aluehaku reindex --replace` on the machine whose archive it is to hold"
    )]
    Ahead {
        /// Revision of the index.
        index: u64,
        /// Revision of the archive.
        archive: u64,
    },
}

impl IndexingError {
    /// Whether the index has to be built anew, and may be: its files are damaged, of another format or written by another
    /// analyser, and no other machine reads it.
    #[must_use]
    pub fn calls_for_rebuild(&self, engine: &dyn Engine) -> bool {
        !engine.is_shared() && self.is_damage()
    }

    fn is_damage(&self) -> bool {
        match self {
            Self::Archive(_)
            | Self::Ahead { .. }
            | Self::Engine(
                EngineError::Locked(_)
                | EngineError::OtherArchive(_)
                | EngineError::Cluster { .. }
                | EngineError::StateGone,
            ) => false,
            Self::Engine(error) => !Cause::told_by(&error.to_string()).is_from_outside(),
        }
    }
}

/// Replays to the index every change of the archive that it does not hold yet, and returns how
/// many those were. When it returns, they are searchable.
///
/// An index that is ahead of the archive belongs to another archive and is built anew, unless others may read it; so
/// that no power cut puts it ahead, the archive is on the disk before the index is.
///
/// # Errors
/// [`IndexingError`]; what was committed stays, the rest is replayed the next time.
pub fn catch_up(archive: &Archive, engine: &dyn Engine) -> Result<usize, IndexingError> {
    // The archive is asked after the index: another process may bring both further meanwhile.
    let reader = engine.reader()?;
    let newest = archive.read(articles::revision)?;
    refuse(reader.as_ref(), engine, newest)?;
    if reader.revision() == newest {
        return Ok(0);
    }
    let mut writer = engine.writer()?;
    let mut revision = writer.revision();
    let newest = archive.read(articles::revision)?;
    if revision > newest {
        drop(writer);
        refuse_ahead(engine, revision, newest)?;
        let built = rebuild(archive, engine)?;
        return Ok(usize::try_from(built.articles).unwrap_or(usize::MAX));
    }
    let (mut replayed, mut uncommitted) = (0, 0);
    loop {
        let changes = archive.read(|reading| changes::since(reading, revision, BATCH))?;
        let Some(last) = changes.last() else { break };
        revision = last.revision;
        for change in &changes {
            match &change.now {
                Now::Article(article) => writer.put(document(article, change))?,
                Now::Removed => {
                    if let Ok(id) = ArticleId::new(&change.id) {
                        writer.remove(&id)?;
                    }
                }
                // What the index holds of it stays.
                Now::Damaged => drop(change.damaged()),
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

/// Refuses an index that machines share and that does not belong to an archive, before it is built anew from that. One
/// that cannot be read is not refused.
///
/// # Errors
/// [`EngineError::OtherArchive`], or [`IndexingError::Ahead`] when it holds later changes than the archive.
pub fn refuse_another_archive(archive: &Archive, engine: &dyn Engine) -> Result<(), IndexingError> {
    let Ok(reader) = engine.reader() else {
        return Ok(());
    };
    refuse(reader.as_ref(), engine, archive.read(articles::revision)?)
}

fn refuse(reader: &dyn Reader, engine: &dyn Engine, newest: u64) -> Result<(), IndexingError> {
    if reader.is_of_another_archive() {
        return Err(EngineError::OtherArchive(reader.generation().to_owned()).into());
    }
    refuse_ahead(engine, reader.revision(), newest)
}

fn refuse_ahead(engine: &dyn Engine, index: u64, archive: u64) -> Result<(), IndexingError> {
    match engine.is_shared() && index > archive {
        true => Err(IndexingError::Ahead { index, archive }),
        false => Ok(()),
    }
}

/// Brings the index up to date, and builds it anew where it cannot be used: when a file of it is damaged, when it is
/// of another format, was written by another analyser, or holds another number of articles than the archive. One that
/// other machines may read stays as it is: what is wrong with it is the error.
///
/// # Errors
/// [`IndexingError`] when it cannot be built either, or another process holds it too long.
pub fn repair(archive: &Archive, engine: &dyn Engine) -> Result<(), IndexingError> {
    if let Ok(reader) = engine.reader()
        && let Some(wrote) = reader.foreign_analyzer()
        && !engine.is_shared()
    {
        tracing::warn!("the index is built anew: it was written with the analyser {wrote}");
        return rebuild(archive, engine).map(|_| ());
    }
    let checked = engine
        .check(CheckExtent::NewFiles)
        .map_err(IndexingError::from);
    match checked.and_then(|()| catch_up(archive, engine)) {
        Ok(_) => rebuild_if_incomplete(archive, engine),
        Err(damage) if damage.calls_for_rebuild(engine) => rebuild_after(&damage, archive, engine),
        Err(error) => Err(error),
    }
}

/// Builds the index anew where it holds the newest change, but not as many articles as the archive.
fn rebuild_if_incomplete(archive: &Archive, engine: &dyn Engine) -> Result<(), IndexingError> {
    let reader = engine.reader()?;
    let found = reader.article_count();
    let expected = archive.snapshot(|snapshot| -> Result<_, ArchiveError> {
        let count = snapshot.read(articles::count)?;
        if snapshot.read(articles::revision)? != reader.revision() || count == found {
            return Ok(found);
        }
        snapshot.read(changes::count_readable)
    })?;
    if found == expected {
        return Ok(());
    }
    let damage = EngineError::CountMismatch { found, expected };
    if engine.is_shared() {
        return Err(damage.into());
    }
    rebuild_after(&damage.into(), archive, engine)
}

/// Builds the index anew because it is damaged, and says so.
///
/// # Errors
/// [`IndexingError`] when that fails.
pub fn rebuild_after(
    damage: &IndexingError,
    archive: &Archive,
    engine: &dyn Engine,
) -> Result<(), IndexingError> {
    tracing::warn!("the index is built anew from the archive: {damage}");
    let built = rebuild(archive, engine)?;
    tracing::warn!(articles = built.articles, "the index is whole again");
    Ok(())
}

/// What building the index anew came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Built {
    /// Articles in it.
    pub articles: u64,
    /// Articles of the archive that are left out because their records are damaged.
    pub damaged: Vec<Damaged>,
    /// Whether the archive counts other articles than it gives, as a damaged one may.
    pub is_short: bool,
}

/// Builds a new generation from one state of the archive, checks it, and makes it the live one. Searching goes on
/// meanwhile, and so may writing. Articles whose records are damaged are left out and named.
///
/// # Errors
/// [`IndexingError`]; the live generation then stays.
pub fn rebuild(archive: &Archive, engine: &dyn Engine) -> Result<Built, IndexingError> {
    let mut rebuild = engine.rebuild()?;
    let mut built = Built::default();
    let (revision, count) = archive.snapshot(|snapshot| -> Result<_, IndexingError> {
        let newest = snapshot.read(articles::revision)?;
        let expected = snapshot.read(articles::count)?;
        let mut revision = 0;
        loop {
            let changes = snapshot.read(|reading| changes::since(reading, revision, BATCH))?;
            let Some(last) = changes.last() else {
                return Ok((newest, expected));
            };
            revision = last.revision;
            for change in &changes {
                if let Now::Article(article) = &change.now {
                    rebuild.add(document(article, change))?;
                    built.articles += 1;
                }
                built.damaged.extend(change.damaged());
            }
        }
    })?;
    archive.settle()?;
    built.is_short = built.articles + built.damaged.len() as u64 != count;
    if built.is_short {
        tracing::error!(
            "the archive counts {count} articles and gives others: its file is damaged"
        );
    }
    rebuild.finish(revision, built.articles)?;
    // What was archived meanwhile is replayed on top.
    catch_up(archive, engine)?;
    Ok(built)
}

fn document<'a>(article: &'a EnrichedArticle, change: &'a Change) -> Document<'a> {
    Document {
        article,
        publisher_region: change.publisher_region.as_deref(),
    }
}
