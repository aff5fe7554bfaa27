//! What the archive teaches enrichment, and enrichment applied to the archive anew.
//!
//! A project that one article calls "X -hanke" is the same project in another that only says X. So each article
//! teaches its lesson about names, all lessons together make a register, and articles are enriched with it.
//! [`follow`] does so after some articles came: only those that the new register reads otherwise than the one before
//! are enriched anew. [`renew`] asks all articles again, and enriches all.

use aluehaku_article::EnrichedArticle;
use rusqlite::Connection;

use crate::archive::articles::{self, Kept};
use crate::archive::{Archive, ArchiveError, observations, sources, tombstones};
use aluehaku_enrich::Given;
use aluehaku_enrich::knowledge::Knowledge;
use aluehaku_enrich::names::register::{Difference, Edits, Observations, Register};

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
    take(archive, &observed, edits, knowledge)
}

/// Asks all articles anew what they teach about names, makes the register of that, and enriches all articles with
/// it. Returns how many articles that changed.
///
/// # Errors
/// When the archive refuses; what was stored before stays.
pub fn renew(
    archive: &mut Archive,
    edits: &Edits,
    knowledge: &mut Knowledge,
) -> Result<u64, ArchiveError> {
    observe(archive, knowledge, articles::kept_after)?;
    let observed = archive.read(observations::of_lessons)?;
    take(archive, &observed, edits, knowledge)?;
    let changed = enrich_anew(archive, knowledge, |_| true)?;
    archive.write(|connection| observations::save(connection, &observed))?;
    Ok(changed)
}

/// Makes the register of what the articles teach now, and enriches those anew that the one in use reads otherwise.
/// Returns how many articles that changed.
///
/// # Errors
/// When the archive refuses; what was stored before stays, and the next time does what was left.
pub fn follow(
    archive: &mut Archive,
    edits: &Edits,
    knowledge: &mut Knowledge,
) -> Result<u64, ArchiveError> {
    retell(archive)?;
    observe(archive, knowledge, articles::unasked_after)?;
    let (before, removed) = (knowledge.register(), knowledge.removed().len());
    let observed = archive.read(observations::of_lessons)?;
    take(archive, &observed, edits, knowledge)?;
    let difference = Difference::between(&before, &knowledge.register());
    // Who was removed meanwhile may be named in any article that came meanwhile.
    let concerns_all = knowledge.removed().len() != removed;
    if difference.is_empty() && !concerns_all {
        return Ok(0);
    }
    let changed = enrich_anew(archive, knowledge, |kept| {
        concerns_all || concerns(&difference, kept, knowledge)
    })?;
    // Only now: whoever is stopped before it finds the same difference again.
    archive.write(|connection| observations::save(connection, &observed))?;
    Ok(changed)
}

/// Reads events and quotes anew that an older version read, from the entities that the articles have.
fn retell(archive: &mut Archive) -> Result<(), ArchiveError> {
    loop {
        let batch = archive.read(|reading| articles::told_by_older(reading, BATCH))?;
        if batch.is_empty() {
            return Ok(());
        }
        let retold: Vec<EnrichedArticle> = batch
            .into_iter()
            .map(|(article, read_on)| aluehaku_enrich::retold(article, Some(read_on)))
            .collect();
        archive.write(|connection| {
            retold.iter().try_for_each(|article| {
                articles::retell(connection, article.article.id.as_str(), article).map(|_| ())
            })
        })?;
    }
}

/// Takes a register of what was observed, and who was removed, into the knowledge of enrichment.
fn take(
    archive: &Archive,
    observed: &Observations,
    edits: &Edits,
    knowledge: &mut Knowledge,
) -> Result<(), ArchiveError> {
    let publishers = archive.read(sources::names)?;
    let register = Register::new(observed, edits, &publishers, knowledge.finnish());
    knowledge.set_register(register);
    knowledge.set_removed(archive.read(tombstones::persons)?);
    Ok(())
}

/// Asks articles what they teach about names.
fn observe(archive: &mut Archive, knowledge: &Knowledge, next: Next) -> Result<(), ArchiveError> {
    each_batch(archive, next, |archive, batch| {
        let articles = batch.iter().filter_map(|kept| kept.record.article().ok());
        let lessons: Vec<_> = articles
            .map(|article| {
                (
                    aluehaku_enrich::observed(&article, &knowledge.names()),
                    article.id,
                )
            })
            .collect();
        archive.write(|connection| {
            lessons.iter().try_for_each(|(lesson, id)| {
                observations::keep_lesson(connection, id.as_str(), lesson)
            })
        })
    })
}

/// Enriches the articles anew that are wanted; returns how many that changed.
fn enrich_anew(
    archive: &mut Archive,
    knowledge: &Knowledge,
    is_wanted: impl Fn(&Kept) -> bool,
) -> Result<u64, ArchiveError> {
    let mut changed = 0;
    each_batch(archive, articles::kept_after, |archive, batch| {
        let wanted = batch.iter().filter(|kept| is_wanted(kept));
        let enriched: Vec<EnrichedAnew> = wanted
            .filter_map(|kept| EnrichedAnew::of(kept, knowledge))
            .collect();
        if enriched.is_empty() {
            return Ok(());
        }
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

/// Whether an article may be read otherwise than before.
fn concerns(difference: &Difference, kept: &Kept, knowledge: &Knowledge) -> bool {
    match (kept.record.article(), &kept.lesson) {
        (Ok(article), Some(lesson)) => {
            let texts = article.texts().map(|(_, text)| text);
            difference.concerns(lesson.names(), &texts, knowledge.finnish())
        }
        (Ok(_), None) => true,
        (Err(_), _) => false,
    }
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
        let context = aluehaku_enrich::Context {
            source_language: kept.source_language.as_deref(),
            read_on: Some(kept.read_on),
            ..knowledge.context()
        };
        let enriched = aluehaku_enrich::enrich(article.clone(), given(kept), &context);
        Some(Self {
            is_masked: enriched.article.texts() != article.texts(),
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

/// The articles after one, at most so many.
type Next = fn(&Connection, &str, u32) -> rusqlite::Result<Vec<Kept>>;

/// Visits articles, so many at a time.
fn each_batch(
    archive: &mut Archive,
    next: Next,
    mut visit: impl FnMut(&mut Archive, Vec<Kept>) -> Result<(), ArchiveError>,
) -> Result<(), ArchiveError> {
    let mut last = String::new();
    loop {
        let batch = archive.read(|reading| next(reading, &last, BATCH))?;
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
    Given {
        lists: record
            .lists()
            .map(|list, names| names.filter(|_| is_given(list.as_str()))),
        mentions: is_given(Given::MENTIONS).then(|| record.mentions()),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use aluehaku_finnish::Finnish;

    use super::*;
    use crate::article_record::ArticleRecord;
    use crate::importing::Importer;
    use aluehaku_enrich::removal::NAME_MASK;

    #[test]
    fn who_is_removed_during_an_import_is_taken_out_of_it() {
        let folder = tempfile::tempdir().unwrap();
        let knowledge = Knowledge::new(Arc::new(Finnish::new(None)));
        let archive = Archive::open(folder.path()).unwrap();
        let mut importer = Importer::new(archive, Vec::new(), knowledge, true);
        let record = ArticleRecord {
            id: Some("a".to_owned()),
            source: Some("lehti".to_owned()),
            title: Some("Kahvit".to_owned()),
            body: Some("Puheenjohtaja Hanna Virtanen kertoo kahveista.".to_owned()),
            ..ArticleRecord::default()
        };
        importer.put(&[(1, record)]).unwrap();
        let mut other = Archive::open(folder.path()).unwrap();
        let (kind, name) = (tombstones::Kind::Person, "Hanna Virtanen");
        other
            .write(|connection| tombstones::put(connection, kind, name, 0))
            .unwrap();
        importer.finish(&Edits::default()).unwrap();
        let kept = other.read(|reading| articles::find(reading, "a"));
        let body = kept.unwrap().unwrap().article.body;
        assert_eq!(body, format!("Puheenjohtaja {NAME_MASK} kertoo kahveista."));
    }
}
