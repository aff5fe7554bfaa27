//! What the archive teaches enrichment, and enrichment applied to the archive anew.
//!
//! A project that one article calls "X -hanke" is the same project in another that only says X. So each article
//! teaches its lesson about names, all lessons together make a register, and articles are enriched with it.
//! [`follow`] does so after some articles came: only those that the new register reads otherwise than the one before
//! are enriched anew. [`renew`] asks all articles again, and enriches all. [`mask`] takes persons who were removed out of
//! the articles that name them.

use aluehaku_article::EnrichedArticle;
use rusqlite::Connection;

use crate::archive::articles::{self, Kept};
use crate::archive::{Archive, ArchiveError, observations, sources, tombstones};
use aluehaku_enrich::Given;
use aluehaku_enrich::knowledge::Knowledge;
use aluehaku_enrich::names::register::{Difference, Edits, Lesson, Observations, Register};

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
    until_current(archive, knowledge, |archive, knowledge| {
        observe(archive, knowledge, articles::kept_after)?;
        let observed = archive.read(observations::of_lessons)?;
        take(archive, &observed, edits, knowledge)?;
        let changed = enrich_anew(archive, knowledge, |_| true)?;
        save(archive, knowledge, &observed)?;
        Ok(changed)
    })
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
    let (before, removed) = (knowledge.register(), knowledge.removed().stamp());
    until_current(archive, knowledge, |archive, knowledge| {
        observe(archive, knowledge, articles::unasked_after)?;
        let observed = archive.read(observations::of_lessons)?;
        take(archive, &observed, edits, knowledge)?;
        let difference = Difference::between(&before, &knowledge.register());
        // Who was removed meanwhile may be named in any article that came meanwhile.
        let concerns_all = knowledge.removed().stamp() != removed;
        if difference.is_empty() && !concerns_all {
            return Ok(0);
        }
        let changed = enrich_anew(archive, knowledge, |kept| {
            concerns_all || concerns(&difference, kept, knowledge)
        })?;
        // Only now: whoever is stopped before it finds the same difference again.
        save(archive, knowledge, &observed)?;
        Ok(changed)
    })
}

/// Takes those who were removed out of every article that names them in whatever form, and out of what articles
/// taught about names. Returns how many articles that changed.
///
/// # Errors
/// When the archive refuses; what was masked before stays so.
pub fn mask(
    archive: &mut Archive,
    edits: &Edits,
    knowledge: &mut Knowledge,
) -> Result<u64, ArchiveError> {
    until_current(archive, knowledge, |archive, knowledge| {
        let changed = enrich_anew(archive, knowledge, |kept| {
            let text = serde_json::to_string(&kept.record).unwrap_or_default();
            knowledge.removed().is_in(&text)
        })?;
        observe(archive, knowledge, articles::unasked_after)?;
        let observed = archive.read(observations::of_lessons)?;
        take(archive, &observed, edits, knowledge)?;
        save(archive, knowledge, &observed)?;
        Ok(changed)
    })
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

/// Why nothing was written.
enum Halt {
    Archive(ArchiveError),
    /// A person was removed after the knowledge was taken: what was read with it may have the name.
    Outdated,
}

impl From<ArchiveError> for Halt {
    fn from(error: ArchiveError) -> Self {
        Self::Archive(error)
    }
}

/// Does something with knowledge of who was removed, again when somebody is removed meanwhile.
fn until_current<T>(
    archive: &mut Archive,
    knowledge: &mut Knowledge,
    mut work: impl FnMut(&mut Archive, &mut Knowledge) -> Result<T, Halt>,
) -> Result<T, ArchiveError> {
    loop {
        knowledge.set_removed(archive.read(tombstones::persons)?);
        match work(archive, knowledge) {
            Ok(value) => return Ok(value),
            Err(Halt::Archive(error)) => return Err(error),
            Err(Halt::Outdated) => {}
        }
    }
}

/// Writes what was made with knowledge of who was removed, unless that is outdated.
fn write<T>(
    archive: &mut Archive,
    knowledge: &Knowledge,
    change: impl FnOnce(&Connection) -> rusqlite::Result<T>,
) -> Result<T, Halt> {
    let written = archive.write(|connection| {
        if tombstones::stamp_of_persons(connection)? == knowledge.removed().stamp() {
            change(connection).map(Some)
        } else {
            Ok(None)
        }
    })?;
    written.ok_or(Halt::Outdated)
}

/// Keeps what the articles are read with, unless a removal that is under way has yet to take a name out of it.
fn save(archive: &mut Archive, knowledge: &Knowledge, observed: &Observations) -> Result<(), Halt> {
    let text = serde_json::to_string(observed).unwrap_or_default();
    if knowledge.removed().is_in(&text) {
        return Ok(());
    }
    write(archive, knowledge, |connection| {
        observations::save(connection, observed)
    })
}

/// Asks articles what they teach about names.
fn observe(archive: &mut Archive, knowledge: &Knowledge, next: Next) -> Result<(), Halt> {
    each_batch(archive, next, |archive, batch| {
        let articles = batch.iter().filter_map(|kept| kept.record.article().ok());
        let lessons: Vec<_> = articles
            .map(|article| {
                let id = article.id.clone();
                (aluehaku_enrich::observed(article, &knowledge.context()), id)
            })
            .collect();
        write(archive, knowledge, |connection| {
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
) -> Result<u64, Halt> {
    let mut changed = 0;
    each_batch(archive, articles::kept_after, |archive, batch| {
        let wanted = batch.iter().filter(|kept| is_wanted(kept));
        let enriched: Vec<EnrichedAnew> = wanted
            .filter_map(|kept| EnrichedAnew::of(kept, knowledge))
            .collect();
        if enriched.is_empty() {
            return Ok(());
        }
        changed += write(archive, knowledge, |connection| {
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
            let texts = aluehaku_enrich::texts(&article);
            difference.concerns(lesson.names(), &texts, knowledge.finnish())
        }
        (Ok(_), None) => true,
        (Err(_), _) => false,
    }
}

/// An article enriched with what is known now.
struct EnrichedAnew {
    enriched: EnrichedArticle,
    /// What it teaches about names now that a name was taken out of it; absent when none was.
    lesson_without_name: Option<Lesson>,
    /// Whether a name was taken out of it.
    is_masked: bool,
}

impl EnrichedAnew {
    /// `None` for a record that is no article.
    fn of(kept: &Kept, knowledge: &Knowledge) -> Option<Self> {
        let article = kept.record.article().ok()?;
        let context = aluehaku_enrich::Context {
            source_language: kept.source_language.as_deref(),
            ..knowledge.context()
        };
        let (enriched, lesson) =
            aluehaku_enrich::enrich_and_observe(article.clone(), given(kept), &context);
        let now = &enriched.article;
        let is_masked = aluehaku_enrich::texts(now) != aluehaku_enrich::texts(&article)
            || (&now.authors, &now.topics) != (&article.authors, &article.topics);
        Some(Self {
            lesson_without_name: kept.lesson.as_ref().filter(|_| is_masked).map(|_| lesson),
            is_masked,
            enriched,
        })
    }

    /// Says whether that changed anything.
    fn save(&self, connection: &Connection) -> rusqlite::Result<bool> {
        let changed = articles::understand(connection, &self.enriched)?;
        let id = self.enriched.article.id.as_str();
        if self.is_masked {
            // Earlier versions still have the name.
            articles::forget_versions(connection, id)?;
        }
        if let Some(lesson) = &self.lesson_without_name {
            observations::keep_lesson(connection, id, lesson)?;
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
    mut visit: impl FnMut(&mut Archive, Vec<Kept>) -> Result<(), Halt>,
) -> Result<(), Halt> {
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
