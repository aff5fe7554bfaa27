//! What the archive teaches enrichment, and enrichment applied to the archive anew.
//!
//! A project that one article calls "X -hanke" is the same project in another that only says X. So names are
//! first observed in all articles, then a register is made of them, then every article is enriched with it.

use aluehaku_index::article::EnrichedArticle;
use rusqlite::Connection;

use crate::archive::articles::{self, Kept};
use crate::archive::{Archive, ArchiveError, observations, sources, tombstones};
use crate::enrich::knowledge::Knowledge;
use crate::enrich::names::register::{Edits, Observations, Register};
use crate::enrich::{self, Given};

/// Articles read from the archive at a time.
const BATCH: u32 = 200;

/// Takes what the archive knows of names into the knowledge of enrichment.
///
/// # Errors
/// When the archive refuses.
pub fn load(
    archive: &Archive,
    edits: &Edits,
    knowledge: &mut Knowledge,
) -> Result<(), ArchiveError> {
    let observed = archive.read(observations::load)?;
    let publishers = archive.read(sources::names)?;
    let register = Register::new(&observed, edits, &publishers, knowledge.finnish());
    knowledge.set_register(register);
    knowledge.set_removed(archive.read(tombstones::persons)?);
    Ok(())
}

/// Observes the names of all articles, makes the register anew, and enriches all articles with it. Returns how many
/// articles that changed.
///
/// # Errors
/// When the archive refuses; what was stored before stays.
pub fn renew(
    archive: &mut Archive,
    edits: &Edits,
    knowledge: &mut Knowledge,
) -> Result<u64, ArchiveError> {
    let mut observed = Observations::default();
    each_batch(archive, |_, batch| {
        for article in batch.iter().filter_map(|kept| kept.record.article().ok()) {
            observed.add(&enrich::observed(&article, &knowledge.names()));
        }
        Ok(())
    })?;
    archive.write(|connection| observations::save(connection, &observed))?;
    load(archive, edits, knowledge)?;
    let mut changed = 0;
    each_batch(archive, |archive, batch| {
        let enriched: Vec<EnrichedAnew> = batch
            .iter()
            .filter_map(|kept| EnrichedAnew::of(kept, knowledge))
            .collect();
        changed += archive.write(|connection| {
            let mut changed = 0;
            for article in &enriched {
                changed += u64::from(article.save(connection)?);
            }
            Ok(changed)
        })?;
        Ok(())
    })?;
    Ok(changed)
}

/// An article enriched with what is known now.
struct EnrichedAnew {
    enriched: EnrichedArticle,
    /// Whether a name was taken out of its text.
    is_masked: bool,
}

impl EnrichedAnew {
    /// `None` for a record that is no article.
    fn of(kept: &Kept, knowledge: &Knowledge) -> Option<Self> {
        let article = kept.record.article().ok()?;
        let context = enrich::Context {
            source_language: kept.source_language.as_deref(),
            ..knowledge.context()
        };
        let before = article.body.len();
        let enriched = enrich::enrich(article, given(kept), &context);
        Some(Self {
            is_masked: enriched.article.body.len() != before,
            enriched,
        })
    }

    /// Says whether that changed anything.
    fn save(&self, connection: &Connection) -> rusqlite::Result<bool> {
        let changed = articles::understand(connection, &self.enriched)?;
        if self.is_masked {
            // Earlier versions still have the name.
            articles::forget_versions(connection, self.enriched.article.id.as_str())?;
        }
        Ok(changed)
    }
}

/// Visits all articles, so many at a time.
fn each_batch(
    archive: &mut Archive,
    mut visit: impl FnMut(&mut Archive, Vec<Kept>) -> Result<(), ArchiveError>,
) -> Result<(), ArchiveError> {
    let mut last = String::new();
    loop {
        let batch = archive.read(|reading| articles::kept_after(reading, &last, BATCH))?;
        let Some(id) = batch.last().and_then(|kept| kept.record.id.clone()) else {
            return Ok(());
        };
        last = id;
        visit(archive, batch)?;
    }
}

/// The entity fields that were given with an article.
fn given(kept: &Kept) -> Given {
    let record = &kept.record;
    let is_given = |name: &str| kept.given.iter().any(|given| given == name);
    let list = |name: &str, list: &Option<Vec<String>>| list.clone().filter(|_| is_given(name));
    Given {
        persons: list("persons", &record.persons),
        organisations: list("organisations", &record.organisations),
        projects: list("projects", &record.projects),
        regions: list("regions", &record.regions),
        municipalities: list("municipalities", &record.municipalities),
        hyvinvointialueet: list("hyvinvointialueet", &record.hyvinvointialueet),
        mentions: is_given("mentions").then(|| record.mentions()),
    }
}
