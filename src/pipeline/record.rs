//! What one visit brought, written in one transaction: article, addresses, log, and the end of the
//! visit with the time of the next one.

use std::time::Duration;

use super::fit;
use crate::address;
use crate::archive::articles::{self, Incoming, Placed, Stored};
use crate::archive::discoveries;
use crate::archive::frontier::{self, Finish, PageKind};
use crate::archive::remarks::Remark;
use crate::archive::store::{self, Connection};
use crate::archive::{fetches, observations, same_page, source_states, tombstones};
use crate::config::sections::CrawlerSettings;
use crate::crawl::arrival::Visit;
use crate::crawl::outcome::Outcome;
use crate::crawl::schedule::{self, Ended};
use crate::crawl::source::CrawlSource;
use crate::crawl::trap;
use crate::reading::{ReadArticle, Reading};
use crate::rhythm::Watch;

/// One visit on its way into the archive.
pub(super) struct Record<'a> {
    pub(super) source: &'a CrawlSource,
    pub(super) visit: &'a Visit,
    pub(super) settings: &'a CrawlerSettings,
    pub(super) round: i64,
    pub(super) now: i64,
    /// Number of the register of names that the page was read with.
    pub(super) register: i64,
}

/// Addresses that a page made known.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Discovered {
    pub(super) added: u64,
    /// Those that promise articles.
    pub(super) news: u32,
    /// Addresses beyond the most that are kept of a source.
    pub(super) left_out: u64,
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
    ) -> store::Result<Written> {
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
        let Discovered { added, news, .. } = self.discover(connection, &reading, known)?;
        self.follow_up(connection, &reading, outcome, &mut kept)?;
        self.learn(connection, outcome, news)?;
        fit::learn(connection, self.source, &reading, self.now)?;
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

    /// Stores an article, unless it stands at a plainer address of the same page.
    fn put(&self, connection: &Connection, read: &ReadArticle) -> store::Result<Placed> {
        if let Some(id) = self.plainer(connection, read)? {
            return Ok(Placed {
                stored: Stored::Unchanged,
                id: Some(id),
            });
        }
        // What was read with an older register than others have teaches nothing: it is read anew when names are learnt.
        let is_current = observations::register_number(connection)? == self.register;
        let incoming = Incoming {
            article: &read.article,
            given: &[],
            fingerprint: read.fingerprint.as_ref(),
            lesson: read.lesson.as_ref().ok().filter(|_| is_current),
            now: self.now,
        };
        articles::put(connection, &incoming)
    }

    /// The article that stands at a plainer address of the same page. One that stands at an address that is
    /// less plain than this one is brought here.
    fn plainer(
        &self,
        connection: &Connection,
        read: &ReadArticle,
    ) -> store::Result<Option<String>> {
        let article = &read.article.article;
        let url = article
            .url
            .as_deref()
            .and_then(|url| url::Url::parse(url).ok());
        let Some(url) = url else { return Ok(None) };
        let before = self.visit.claim.article.as_deref();
        let mut standing = match before {
            Some(id) => same_page::of_article(connection, id, &url)?
                .into_iter()
                .collect(),
            None => Vec::new(),
        };
        if let Some(text) = &read.fingerprint {
            let source = self.source.id();
            standing.extend(same_page::of_text(
                connection,
                source,
                &url,
                &article.title,
                text,
            )?);
        }
        let plainer = standing
            .iter()
            .find(|other| address::is_plainer(&other.url, &url));
        if let Some(plainer) = plainer {
            return Ok(Some(plainer.id.clone()));
        }
        for other in standing {
            articles::readdress(connection, &other.id, &url, self.now)?;
        }
        Ok(None)
    }

    /// Moves or removes the article of the address where the visit says so.
    fn follow_up(
        &self,
        connection: &Connection,
        reading: &Reading,
        outcome: Outcome,
        kept: &mut Kept,
    ) -> store::Result<()> {
        let claim = &self.visit.claim;
        let Some(id) = &claim.article else {
            return Ok(());
        };
        if let Some(target) = &reading.moved_to {
            kept.changed |= articles::readdress(connection, id, target, self.now)?;
            kept.id = None;
            return Ok(());
        }
        // General rules took it for an article, and the profile that fits after all does not.
        let was_mistaken = claim.remark == Some(Remark::ProfileMissed)
            && outcome == Outcome::Listing
            && reading.remark.is_none();
        if !was_mistaken && !schedule::removes_article(outcome, self.is_confirmed(outcome)) {
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
    fn learn(&self, connection: &Connection, outcome: Outcome, news: u32) -> store::Result<()> {
        let claim = &self.visit.claim;
        let source = self.source.id();
        let url = &claim.discovery.url;
        match outcome {
            Outcome::NewArticle => {
                self.count_shape(connection, url, true)?;
                if let Some(page) = discoveries::led_to_news(connection, url, self.now)? {
                    self.count_shape(connection, &page, true)?;
                }
            }
            Outcome::Listing => self.count_shape(connection, url, false)?,
            Outcome::NotModified if claim.discovery.kind != PageKind::Article => {
                discoveries::look_again(connection, url, self.now)?;
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
    fn count_shape(&self, connection: &Connection, url: &str, news: bool) -> store::Result<()> {
        let url = url::Url::parse(url).ok();
        let Some(shape) = url.as_ref().and_then(trap::shape) else {
            return Ok(());
        };
        source_states::count_shape(connection, self.source.id(), &shape, news)
    }

    /// Leaves the source alone for a while when it fails again and again, or asks for it.
    fn rest(&self, connection: &Connection, outcome: Outcome) -> store::Result<bool> {
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

    fn log(&self, connection: &Connection, outcome: Outcome) -> store::Result<()> {
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
    ) -> store::Result<()> {
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
            remark: reading.remark,
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
