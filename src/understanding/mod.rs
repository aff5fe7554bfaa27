//! What the archive teaches enrichment, and enrichment applied to the archive anew.
//!
//! A project that one article calls "X -hanke" is the same project in another that only says X. So each article
//! teaches its lesson about names, all lessons together make a register, and articles are enriched with it.
//! [`follow`] does so after some articles came: only those that the new register reads otherwise than the one before
//! are enriched anew. [`renew`] asks all articles again, and enriches all. An article that cannot be understood stays
//! without names and without a lesson, so that each of both tries it again. [`mask`] takes persons who were removed out
//! of the articles that name them; `understood` counts what changed; `current` sees to it that none comes back meanwhile.

mod current;
#[cfg(test)]
mod tests;
mod understood;

use aluehaku_article::EnrichedArticle;
use rayon::prelude::*;

use crate::archive::articles;
use crate::archive::store::{self, Connection};
use crate::archive::understood::{self as stored, Kept};
use crate::archive::{Archive, ArchiveError, observations, sources, tombstones};
use aluehaku_enrich::Given;
use aluehaku_enrich::contained::{self, Broken};
use aluehaku_enrich::knowledge::Knowledge;
use aluehaku_enrich::names::register::{Difference, Edits, Lesson, Observations, Register};
pub use understood::{Understood, log_nameless};

use current::{Halt, save, until_current, write};

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
    // Articles that were read with other edits are read anew by the next `follow`.
    match archive.read(observations::load)? {
        Some(last) => take(archive, &last.observations, &last.edits, knowledge),
        None => take(archive, &Observations::default(), edits, knowledge),
    }
}

/// Asks all articles anew what they teach about names, makes the register of that, and enriches all articles with
/// it.
///
/// # Errors
/// When the archive refuses; what was stored before stays.
pub fn renew(
    archive: &mut Archive,
    edits: &Edits,
    knowledge: &mut Knowledge,
) -> Result<Understood, ArchiveError> {
    until_current(archive, knowledge, |archive, knowledge, understood| {
        observe(archive, knowledge)?;
        let observed = archive.read(observations::of_lessons)?;
        take(archive, &observed, edits, knowledge)?;
        enrich_anew(archive, knowledge, |_| true, understood)?;
        save(archive, knowledge, &observed, edits, understood.register)
    })
}

/// Makes the register of what the articles teach now, and enriches those anew that the one in use reads otherwise.
///
/// # Errors
/// When the archive refuses; what was stored before stays, and the next time does what was left.
pub fn follow(
    archive: &mut Archive,
    edits: &Edits,
    knowledge: &mut Knowledge,
) -> Result<Understood, ArchiveError> {
    retell(archive)?;
    let (before, removed) = (knowledge.register(), knowledge.removed().stamp());
    let last = archive.read(observations::load)?;
    let is_stale = last.is_some_and(|last| last.is_stale);
    until_current(archive, knowledge, |archive, knowledge, understood| {
        ask_unasked(archive, knowledge, understood)?;
        let observed = archive.read(observations::of_lessons)?;
        take(archive, &observed, edits, knowledge)?;
        let difference = Difference::between(&before, &knowledge.register());
        // Who was removed meanwhile may be named in any article that came meanwhile.
        let concerns_all = is_stale || knowledge.removed().stamp() != removed;
        if difference.is_empty() && !concerns_all {
            return Ok(());
        }
        let is_wanted = |kept: &Kept| concerns_all || concerns(&difference, kept, knowledge);
        enrich_anew(archive, knowledge, is_wanted, understood)?;
        // Only now: whoever is stopped before it finds the same difference again.
        save(archive, knowledge, &observed, edits, understood.register)
    })
}

/// Takes those who were removed out of every article that names them in whatever form, and out of what articles
/// taught about names.
///
/// # Errors
/// When the archive refuses; what was masked before stays so.
pub fn mask(
    archive: &mut Archive,
    edits: &Edits,
    knowledge: &mut Knowledge,
) -> Result<Understood, ArchiveError> {
    let last = archive.read(observations::load)?;
    let is_stale = last.is_some_and(|last| last.is_stale);
    until_current(archive, knowledge, |archive, knowledge, understood| {
        let names_somebody = |kept: &Kept| {
            let text = serde_json::to_string(&kept.record).unwrap_or_default();
            knowledge.removed().is_in(&text)
        };
        enrich_anew(archive, knowledge, names_somebody, understood)?;
        ask_unasked(archive, knowledge, understood)?;
        let observed = archive.read(observations::of_lessons)?;
        take(archive, &observed, edits, knowledge)?;
        // What an older version read stays to be read anew.
        if is_stale {
            return Ok(());
        }
        save(archive, knowledge, &observed, edits, understood.register)
    })
}

/// Reads events and quotes anew that an older version read, from the entities that the articles have.
fn retell(archive: &mut Archive) -> Result<(), ArchiveError> {
    loop {
        let batch = archive.read(|reading| stored::told_by_older(reading, BATCH))?;
        if batch.is_empty() {
            return Ok(());
        }
        let retold: Vec<EnrichedArticle> = batch
            .into_iter()
            .map(|(article, read_on)| contained::retold(article, Some(read_on)))
            .collect();
        archive.write(|connection| {
            retold.iter().try_for_each(|article| {
                stored::retell(connection, article.article.id.as_str(), article).map(|_| ())
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

/// Asks all articles what they teach about names.
fn observe(archive: &mut Archive, knowledge: &Knowledge) -> Result<(), Halt> {
    each_batch(archive, stored::kept_after, |archive, batch| {
        observe_all(archive, knowledge, &batch)
    })
}

/// Asks the articles that were not asked yet what they teach about names. Those whose understanding broke before are
/// enriched at the same time; those that were taken as they are stay so.
fn ask_unasked(
    archive: &mut Archive,
    knowledge: &Knowledge,
    understood: &mut Understood,
) -> Result<(), Halt> {
    each_batch(archive, stored::unasked_after, |archive, batch| {
        let is_taken_as_given = |kept: &Kept| kept.given.len() == Given::LISTS;
        let (taken, others): (Vec<Kept>, Vec<Kept>) =
            batch.into_iter().partition(is_taken_as_given);
        observe_all(archive, knowledge, &taken)?;
        enrich_all(archive, knowledge, others.par_iter(), understood)
    })
}

/// Keeps what some articles teach about names.
fn observe_all(archive: &mut Archive, knowledge: &Knowledge, batch: &[Kept]) -> Result<(), Halt> {
    let articles = batch
        .par_iter()
        .filter_map(|kept| kept.record.article().ok());
    let lessons: Vec<_> = articles
        .map(|article| {
            (
                contained::observed(&article, &knowledge.context()),
                article.id,
            )
        })
        .collect();
    if lessons.is_empty() {
        return Ok(());
    }
    write(archive, knowledge, |connection| {
        lessons.iter().try_for_each(|(lesson, id)| {
            observations::keep_lesson(connection, id.as_str(), lesson.as_ref().ok())
        })
    })
}

/// Enriches the articles anew that are wanted.
fn enrich_anew(
    archive: &mut Archive,
    knowledge: &Knowledge,
    is_wanted: impl Fn(&Kept) -> bool + Sync,
    understood: &mut Understood,
) -> Result<(), Halt> {
    // Before the first article is read: others read with an older register from now on, and are told so.
    understood.register = Some(archive.write(observations::next_register)?);
    each_batch(archive, stored::kept_after, |archive, batch| {
        let wanted = batch.par_iter().filter(|kept| is_wanted(kept));
        enrich_all(archive, knowledge, wanted, understood)
    })
}

/// Enriches some articles and saves them, in one transaction.
fn enrich_all<'a>(
    archive: &mut Archive,
    knowledge: &Knowledge,
    articles: impl ParallelIterator<Item = &'a Kept>,
    understood: &mut Understood,
) -> Result<(), Halt> {
    let enriched: Vec<EnrichedAnew> = articles
        .filter_map(|kept| EnrichedAnew::of(kept, knowledge))
        .collect();
    if enriched.is_empty() {
        return Ok(());
    }
    understood.changed += write(archive, knowledge, |connection| {
        let saved = enriched.iter().map(|article| article.save(connection));
        saved
            .map(|changed| changed.map(u64::from))
            .sum::<store::Result<u64>>()
    })?;
    for article in &enriched {
        if let Err(broken) = &article.lesson {
            understood.note_nameless(&article.enriched.article, broken);
        }
    }
    Ok(())
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
    /// What it teaches about names, or why it could not be understood.
    lesson: Result<Lesson, Broken>,
    /// Whether a name was taken out of it.
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
        let (enriched, lesson) =
            contained::enrich_and_observe(article.clone(), given(kept), &context);
        let now = &enriched.article;
        Some(Self {
            is_masked: now.texts() != article.texts()
                || (&now.authors, &now.topics) != (&article.authors, &article.topics),
            enriched,
            lesson,
        })
    }

    /// Says whether that changed anything.
    fn save(&self, connection: &Connection) -> store::Result<bool> {
        let changed = stored::understand(connection, &self.enriched)?;
        let id = self.enriched.article.id.as_str();
        if self.is_masked {
            // Earlier versions still have the name.
            articles::forget_versions(connection, id)?;
        }
        observations::keep_lesson(connection, id, self.lesson.as_ref().ok())?;
        Ok(changed)
    }
}

/// The articles after one, at most so many.
type Next = fn(&Connection, &str, u32) -> store::Result<stored::Batch>;

/// Visits articles, so many at a time.
fn each_batch(
    archive: &mut Archive,
    next: Next,
    mut visit: impl FnMut(&mut Archive, Vec<Kept>) -> Result<(), Halt>,
) -> Result<(), Halt> {
    let mut last = String::new();
    loop {
        let batch = archive.read(|reading| next(reading, &last, BATCH))?;
        let Some(id) = batch.last else {
            return Ok(());
        };
        last = id;
        visit(archive, batch.articles)?;
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
