//! Carries out what was ordered to be removed for good, everywhere: archive, index, and what the disk still holds.
//!
//! The order is noted in the archive together with the tombstone, so whoever is stopped midway leaves the rest to the
//! next one that opens the archive ([`resume`]). Every step can be done again. [`search`] proves that nothing is left;
//! [`elsewhere`] follows removals that another machine carried out.

pub(crate) mod elsewhere;
pub mod search;

use std::sync::Arc;

use aluehaku_index::engine::Engine;
use anyhow::Context as _;

use crate::app::{App, INDEX_FOLDER};
use crate::archive::{Archive, removal, tombstones};
use crate::clock;
use crate::config::sections::IndexEngine;
use crate::indexing::{self, IndexingError};
use crate::understanding::{self, Understood};
use aluehaku_enrich::removal::NAME_MASK;

/// Held by whoever carries out a removal.
const LOCK: &str = "forget";

/// What a removal did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Removed {
    /// What came of the articles from which a name was taken.
    pub understood: Understood,
    /// Articles that were removed because their address has the name.
    pub erased: u64,
}

/// Carries out what was ordered, after whoever is at it already.
///
/// # Errors
/// When archive or index cannot be used; what was ordered stays noted, and the next one goes on. Also when an index belongs
/// to another archive, or one that is not in use cannot be used: what was ordered is then carried out everywhere else.
pub fn carry_out(app: &App) -> anyhow::Result<Removed> {
    let _lock = app.location().lock(LOCK)?;
    match remove_all(app)? {
        (_, Some(left)) => Err(left),
        (removed, None) => Ok(removed),
    }
}

/// Carries out what was ordered and not finished, unless somebody is at it.
///
/// # Errors
/// When archive or index cannot be used; what was ordered stays noted.
pub fn resume(app: &App) -> anyhow::Result<()> {
    if app.archive()?.read(removal::ordered)?.is_none() {
        return Ok(());
    }
    let Some(_lock) = app.location().try_lock(LOCK)? else {
        return Ok(());
    };
    tracing::warn!("a removal was not finished; it is carried out now");
    if let (_, Some(left)) = remove_all(app)? {
        tracing::warn!("{left:#}");
    }
    Ok(())
}

/// Carries out everything that is ordered. Also returns what was not done, and will not be tried again by itself: an
/// index that belongs to another archive has removals of its own, and one that is not in use holds up nobody.
fn remove_all(app: &App) -> anyhow::Result<(Removed, Option<anyhow::Error>)> {
    let mut archive = app.archive()?;
    let (mut removed, mut left) = (Removed::default(), None);
    while let Some(ordered_at) = archive.read(removal::ordered)? {
        tracing::info!("removal: looks through the archive");
        removed.erased += remove_rows(&mut archive)?;
        tracing::info!("removal: masks articles");
        let edits = app.name_edits()?;
        removed.understood = understanding::mask(&mut archive, &edits, &mut app.knowledge()?)?;
        archive.write(|connection| removal::pages_of_masked(connection, NAME_MASK))?;
        tracing::info!("removal: writes the archive anew");
        archive.compact()?;
        tracing::info!("removal: builds the index anew");
        let refused = renew(&archive, app.engine()?.as_ref())?.map(|refused| {
            anyhow::Error::from(refused).context("removed from the archive, but not from the index")
        });
        let beside = renew_beside(app, &archive).err();
        left = refused.or(beside);
        let carried_out = archive.write(|connection| {
            removal::note_done(connection, ordered_at)?;
            removal::carried_out(connection)
        })?;
        if archive.location().is_shared() {
            elsewhere::note_seen(&archive, carried_out)?;
        }
        tracing::info!("removal: done");
    }
    Ok((removed, left))
}

/// Builds an index anew: terms, records and values of deleted articles stay in the files of a generation. Returns why an
/// index stays as it is that does not belong to the archive.
fn renew(archive: &Archive, engine: &dyn Engine) -> anyhow::Result<Option<IndexingError>> {
    match indexing::refuse_another_archive(archive, engine) {
        Err(error @ IndexingError::Archive(_)) => return Err(error.into()),
        Err(refused) => return Ok(Some(refused)),
        Ok(()) => {}
    }
    indexing::rebuild(archive, engine)?;
    engine.remove_earlier()?;
    Ok(None)
}

/// The same with the index of the engine that is not in use, where an index moves to it or has come from it.
fn renew_beside(app: &App, archive: &Archive) -> anyhow::Result<()> {
    let renewed = || {
        let engine = match app.settings().index.engine {
            IndexEngine::Embedded => app.cluster()?.map(|it| Arc::new(it) as Arc<dyn Engine>),
            IndexEngine::OpenSearch if app.data_dir().join(INDEX_FOLDER).exists() => {
                Some(app.engine_of(IndexEngine::Embedded)?)
            }
            IndexEngine::OpenSearch => None,
        };
        match engine.map(|engine| renew(archive, engine.as_ref())) {
            Some(Ok(Some(refused))) => Err(refused.into()),
            Some(Err(error)) => Err(error),
            Some(Ok(None)) | None => Ok(()),
        }
    };
    renewed().context(
        "removed, but not from the index that is not in use; give the same order again when this is mended",
    )
}

/// Removes what cannot be masked: articles with the name in their address, and rows of other tables. Returns how
/// many articles those were.
fn remove_rows(archive: &mut Archive) -> anyhow::Result<u64> {
    let persons = archive.read(tombstones::persons)?;
    if persons.is_empty() {
        return Ok(0);
    }
    let articles = archive.read(|reading| removal::articles_named_by_address(reading, &persons))?;
    let rows = archive.read(|reading| removal::rows_that_name(reading, &persons))?;
    archive.write(|connection| {
        removal::erase_articles(connection, &articles, clock::now())?;
        for (table, keys) in &rows {
            for key in keys {
                table.remove(connection, key)?;
            }
        }
        removal::robots_that_name(connection, &persons)
    })?;
    Ok(articles.len() as u64)
}
