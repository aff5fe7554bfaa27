//! What one visit brought, written in one transaction: article, addresses, log, and the end of the
//! visit with the time of the next one.

use std::collections::HashMap;
use std::time::Duration;

use rusqlite::Connection;

use crate::archive::articles::{self, Incoming, Placed, Stored};
use crate::archive::frontier::{self, Finish, Found, PageKind};
use crate::archive::{fetches, source_states, tombstones};
use crate::config::sections::CrawlerSettings;
use crate::crawl::arrival::Visit;
use crate::crawl::outcome::Outcome;
use crate::crawl::schedule::{self, Ended};
use crate::crawl::source::CrawlSource;
use crate::crawl::{content, trap};
use crate::reading::{FoundLink, ReadArticle, Reading};
use crate::rhythm::Watch;

/// One visit on its way into the archive.
pub(super) struct Record<'a> {
    pub(super) source: &'a CrawlSource,
    pub(super) visit: &'a Visit,
    pub(super) settings: &'a CrawlerSettings,
    pub(super) round: i64,
    pub(super) now: i64,
}

/// What was written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written {
    /// How the visit ended.
    pub(super) outcome: Outcome,
    /// Whether an article changed.
    pub(super) changed: bool,
    /// Whether the source is left alone for a while now.
    pub(super) rests: bool,
    /// How many addresses became known.
    pub(super) added: u64,
}

/// Addresses that a page made known.
#[derive(Clone, Copy, Debug, Default)]
struct Discovered {
    added: u64,
    /// Those that promise articles.
    news: u32,
}

/// The article of an address, as the visit left it.
#[derive(Debug)]
struct Kept {
    id: Option<String>,
    changed: bool,
}

impl Record<'_> {
    /// Writes everything together. So many addresses of the source are `known` before.
    pub(super) fn write(
        &self,
        connection: &Connection,
        mut reading: Reading,
        known: u64,
    ) -> rusqlite::Result<Written> {
        let mut outcome = reading.outcome;
        let removed = tombstones::persons(connection)?;
        if source_states::has_opted_out(connection, self.source.id())?
            || removed.is_in(&self.visit.claim.discovery.url)
        {
            // Its owner, or a person whom the address names, said so while the visit was under way: nothing of it
            // is kept.
            return Ok(Written {
                outcome,
                changed: false,
                rests: true,
                added: 0,
            });
        }
        reading
            .links
            .retain(|link| !removed.is_in(link.url.as_str()));
        let mut kept = Kept {
            id: self.visit.claim.article.clone(),
            changed: false,
        };
        if let Some(read) = &reading.article {
            let placed = self.put(connection, read)?;
            outcome = outcome_of(placed.stored);
            kept.changed = matches!(placed.stored, Stored::New | Stored::Changed);
            kept.id = placed.id;
        }
        if let Some(page) = reading.raw.as_ref().filter(|_| outcome != Outcome::Noindex) {
            fetches::keep_page(connection, page)?;
        }
        let Discovered { added, news } = self.discover(connection, &reading, known)?;
        self.follow_up(connection, &reading, outcome, &mut kept)?;
        self.learn(connection, outcome, news)?;
        self.log(connection, outcome)?;
        let rests = self.rest(connection, outcome)?;
        self.finish(connection, reading, outcome, news, kept.id)?;
        Ok(Written {
            outcome,
            changed: kept.changed,
            rests,
            added,
        })
    }

    fn put(&self, connection: &Connection, read: &ReadArticle) -> rusqlite::Result<Placed> {
        let incoming = Incoming {
            article: &read.article,
            given: &[],
            fingerprint: read.fingerprint.as_ref(),
            lesson: read.lesson.as_ref().ok(),
            now: self.now,
        };
        articles::put(connection, &incoming)
    }

    /// Makes the addresses known that the page leads to.
    fn discover(
        &self,
        connection: &Connection,
        reading: &Reading,
        known: u64,
    ) -> rusqlite::Result<Discovered> {
        let mut discovered = Discovered::default();
        if reading.links.is_empty() || self.is_copy(connection, reading)? {
            return Ok(discovered);
        }
        let believed = source_states::believes_lists(connection, self.source.id())?;
        let mut shapes = HashMap::new();
        let mut leads_on = reading.article.is_some();
        // Articles a list names are news when they were not known, and then its paging goes on.
        for named in [true, false] {
            for link in reading.links.iter().filter(|link| link.named == named) {
                if known + discovered.added >= self.settings.max_pages {
                    return Ok(discovered);
                }
                if !named && self.is_trap(connection, link, &mut shapes)? {
                    continue;
                }
                let new = self.discover_one(connection, link, named || leads_on, believed)?;
                discovered.added += u64::from(new);
                discovered.news += u32::from(new && link.kind == PageKind::Article);
                leads_on |= new && named;
            }
        }
        Ok(discovered)
    }

    fn discover_one(
        &self,
        connection: &Connection,
        link: &FoundLink,
        leads_on: bool,
        believed: bool,
    ) -> rusqlite::Result<bool> {
        let is_page = matches!(link.kind, PageKind::Article | PageKind::List);
        if !self.source.contains(&link.url) || (is_page && !self.source.wants(&link.url)) {
            return Ok(false);
        }
        let page = &self.visit.claim.discovery;
        let max_depth = self.settings.max_depth;
        let found = content::discovery(&link.url, link.kind, page, leads_on, max_depth);
        let Some(discovery) = found else {
            return Ok(false);
        };
        let found = Found {
            discovery: &discovery,
            on: Some(&page.url),
            named: link.named,
            modified: link.modified.filter(|_| believed),
            now: self.now,
        };
        frontier::discover(connection, self.source.id(), &found)
    }

    /// Whether the page is the same as another of the source, to the last byte: what it leads to
    /// is known, or without end.
    fn is_copy(&self, connection: &Connection, reading: &Reading) -> rusqlite::Result<bool> {
        let Some(digest) = reading.digest.filter(|_| reading.kind == PageKind::List) else {
            return Ok(false);
        };
        let url = &self.visit.claim.discovery.url;
        frontier::has_twin(connection, self.source.id(), url, digest)
    }

    /// Whether many pages that differ from this address only in numbers held no article.
    fn is_trap(
        &self,
        connection: &Connection,
        link: &FoundLink,
        shapes: &mut HashMap<String, bool>,
    ) -> rusqlite::Result<bool> {
        let Some(shape) = trap::shape(&link.url) else {
            return Ok(false);
        };
        if let Some(known) = shapes.get(&shape) {
            return Ok(*known);
        }
        let barren = source_states::is_barren_shape(
            connection,
            self.source.id(),
            &shape,
            trap::MAX_BARREN_OF_SHAPE,
        )?;
        shapes.insert(shape, barren);
        Ok(barren)
    }

    /// Moves or removes the article of the address where the visit says so.
    fn follow_up(
        &self,
        connection: &Connection,
        reading: &Reading,
        outcome: Outcome,
        kept: &mut Kept,
    ) -> rusqlite::Result<()> {
        let claim = &self.visit.claim;
        let Some(id) = &claim.article else {
            return Ok(());
        };
        if let Some(target) = &reading.moved_to {
            kept.changed |= articles::readdress(connection, id, target, self.now)?;
            kept.id = None;
            return Ok(());
        }
        if !schedule::removes_article(outcome, self.is_confirmed(outcome)) {
            return Ok(());
        }
        kept.id = None;
        // The article may be read from another address as well.
        if !frontier::holds_article(connection, id, &claim.discovery.url)? {
            kept.changed |= articles::remove(connection, id, self.now)?;
        }
        Ok(())
    }

    /// Takes in what the visit says about the site: which ways lead to articles, whether its lists
    /// tell the truth, and when it publishes.
    fn learn(&self, connection: &Connection, outcome: Outcome, news: u32) -> rusqlite::Result<()> {
        let claim = &self.visit.claim;
        let source = self.source.id();
        let url = &claim.discovery.url;
        match outcome {
            Outcome::NewArticle => {
                self.count_shape(connection, url, true)?;
                if let Some(page) = frontier::led_to_news(connection, url)? {
                    self.count_shape(connection, &page, true)?;
                }
            }
            Outcome::Listing => self.count_shape(connection, url, false)?,
            Outcome::NotModified if claim.discovery.kind != PageKind::Article => {
                frontier::look_again(connection, url, self.now)?;
            }
            _ => {}
        }
        let Some(visited_at) = claim.visited_at.filter(|_| !outcome.is_failure()) else {
            return Ok(());
        };
        if claim.stated_at.is_some_and(|stated| stated > visited_at) {
            let right = outcome == Outcome::ChangedArticle || news > 0;
            source_states::note_statement(connection, source, right)?;
        }
        if news > 0 {
            source_states::note_news(connection, source, news, visited_at, self.now)?;
        }
        Ok(())
    }

    /// Counts a page by its shape: as one that holds an article or leads to one, or as neither.
    fn count_shape(&self, connection: &Connection, url: &str, news: bool) -> rusqlite::Result<()> {
        let url = url::Url::parse(url).ok();
        let Some(shape) = url.as_ref().and_then(trap::shape) else {
            return Ok(());
        };
        source_states::count_shape(connection, self.source.id(), &shape, news)
    }

    /// Leaves the source alone for a while when it fails again and again, or asks for it.
    fn rest(&self, connection: &Connection, outcome: Outcome) -> rusqlite::Result<bool> {
        let failed = outcome.is_passing_failure();
        let source = self.source.id();
        let failures = source_states::count_failures(connection, source, failed, self.now)?;
        let pause = schedule::rest(outcome, failures, self.visit.asked_pause());
        let Some(pause) = pause else {
            return Ok(false);
        };
        let until = self.now.saturating_add_unsigned(pause.as_secs());
        source_states::rest(connection, source, until)?;
        Ok(true)
    }

    fn log(&self, connection: &Connection, outcome: Outcome) -> rusqlite::Result<()> {
        fetches::log(
            connection,
            &fetches::Fetch {
                url: &self.visit.claim.discovery.url,
                source: self.source.id(),
                fetched_at: self.now,
                outcome: outcome.as_str(),
                status: self.visit.status(),
                bytes: self.visit.bytes(),
                duration_ms: u64::try_from(self.visit.duration().as_millis()).unwrap_or(u64::MAX),
            },
        )
    }

    fn finish(
        &self,
        connection: &Connection,
        reading: Reading,
        outcome: Outcome,
        news: u32,
        article: Option<String>,
    ) -> rusqlite::Result<()> {
        let claim = &self.visit.claim;
        let failures = if outcome.is_failure() {
            claim.failures + 1
        } else {
            0
        };
        let watch = self.watch(outcome, news);
        let changed_at = self.changed_at(&reading, outcome, news);
        let pause = schedule::next_visit(
            self.settings,
            &Ended {
                outcome,
                kind: reading.kind,
                failures,
                asked: self.visit.asked_pause(),
                confirmed: self.is_confirmed(outcome),
                now: self.now,
                still_since: changed_at,
                watch,
                week: &source_states::week(connection, self.source.id())?,
            },
        );
        let finish = Finish {
            visited_at: self.now,
            round: self.round,
            due_at: pause.map(|pause| self.now.saturating_add_unsigned(pause.as_secs())),
            outcome: outcome.as_str(),
            failures,
            etag: reading.etag,
            last_modified: reading.last_modified,
            kind: reading.kind,
            article,
            digest: reading.digest,
            changed_at,
            watch,
        };
        frontier::finish(connection, &claim.discovery.url, &finish)
    }

    /// What the address brought so far. The first visit tells how much there is, not how often
    /// something new comes.
    fn watch(&self, outcome: Outcome, news: u32) -> Watch {
        let claim = &self.visit.claim;
        match claim.visited_at {
            Some(before) if !outcome.is_failure() => {
                let elapsed = u64::try_from(self.now - before).unwrap_or(0);
                claim.watch.after(Duration::from_secs(elapsed), news)
            }
            _ => claim.watch,
        }
    }

    /// Since when the page has been as it is: an article since it was published or changed, a list
    /// since it named something new.
    fn changed_at(&self, reading: &Reading, outcome: Outcome, news: u32) -> i64 {
        let before = self.visit.claim.changed_at;
        match outcome {
            Outcome::ChangedArticle => self.now,
            Outcome::NewArticle | Outcome::UnchangedArticle => {
                let stated = reading.article.as_ref().and_then(stated_time);
                before.or(stated).unwrap_or(self.now).min(self.now)
            }
            _ if news > 0 => self.now,
            _ => before.unwrap_or(self.now),
        }
    }

    fn is_confirmed(&self, outcome: Outcome) -> bool {
        schedule::confirms(outcome, self.visit.claim.last_outcome.as_deref())
    }
}

/// When an article says it was last changed, or published.
fn stated_time(read: &ReadArticle) -> Option<i64> {
    let article = &read.article.article;
    let time = article.modified.or(article.published)?;
    Some(time.timestamp().as_second())
}

fn outcome_of(stored: Stored) -> Outcome {
    match stored {
        Stored::New => Outcome::NewArticle,
        Stored::Changed => Outcome::ChangedArticle,
        Stored::Unchanged => Outcome::UnchangedArticle,
        Stored::Forgotten => Outcome::Noindex,
    }
}
