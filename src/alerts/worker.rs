//! The work of alerts, round by round: new articles matched, messages made and sent, alarms told.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::alarms::{self, Ways};
use super::delivery::{self, Delivered, Delivery, Operator};
use super::keys::Keys;
use super::mail::Postman;
use super::matching::Matcher;
use super::rhythm::due_at;
use super::webhook::Caller;
use crate::app::App;
use crate::archive::alerts::news::{self, ChangeFacts, Finding};
use crate::archive::alerts::outbox;
use crate::archive::alerts::subscriptions::{self, Watched};
use crate::archive::changes::{self, Change, Now};
use crate::archive::locks::Lock;
use crate::archive::{Archive, ArchiveError, Location};
use crate::clock;
use crate::config::alerts::AlertSettings;
use crate::status;

/// Held by whoever does the work.
const LOCK: &str = "alerts";

/// Folder of the index of a batch.
const BATCH_FOLDER: &str = "alerts-batch";

/// Changes that are matched at a time.
const BATCH: u32 = 500;

/// Alerts whose messages are made at a time.
const MESSAGES: u32 = 200;

/// Pause between two rounds.
const PAUSE: Duration = Duration::from_secs(5);

/// Seconds between two looks at alarms.
const ALARM_PAUSE_S: i64 = 300;

/// Seconds before the end of an alert at which its recipient is asked.
const ASKED_BEFORE_S: i64 = 30 * 86_400;

/// Seconds after which it is forgotten what was told.
const TOLD_KEPT_S: i64 = 400 * 86_400;

/// Does the work of alerts for one data directory.
pub struct Worker {
    archive: Archive,
    matcher: Matcher,
    delivery: Delivery,
    settings: AlertSettings,
    status: Box<dyn Fn(i64) -> Result<status::Status, ArchiveError> + Send>,
    alarms_looked_at: Option<i64>,
    location: Location,
    /// Held by the one process that does the work; on a server it can be lost.
    lock: Option<Lock>,
}

impl std::fmt::Debug for Worker {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Worker")
            .field("archive", &self.archive)
            .finish_non_exhaustive()
    }
}

/// What a round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Articles found for alerts.
    pub found: usize,
    /// What became of messages.
    pub delivered: Delivered,
}

impl Worker {
    /// Takes up the work, or waits for its turn where several machines share it; nothing when another process of this
    /// machine does it, or nothing is set up.
    ///
    /// # Errors
    /// When archive, index, key or connections cannot be used.
    pub fn start(app: &App) -> anyhow::Result<Option<Self>> {
        let settings = app.settings().alerts.clone();
        let public_url = app.settings().server.public_url.clone();
        let Some(public_url) = public_url.filter(|_| settings.are_sent()) else {
            return Ok(None);
        };
        let lock = app.location().try_lock(LOCK)?;
        // On a server another machine may go away for good while this one serves.
        if lock.is_none() && !app.location().is_shared() {
            return Ok(None);
        }
        let mut archive = app.archive()?;
        if archive.is_read_only() && app.location().is_shared() {
            // A server that follows another one takes no notes of what was sent.
            return Ok(None);
        }
        if lock.is_some() {
            settle(&mut archive)?;
        }
        let public_url = public_url.trim_end_matches('/').to_owned();
        let postman = settings.smtp.clone();
        let postman = postman.map(|smtp| Postman::new(smtp, &public_url));
        let has_webhooks = settings.webhooks || settings.operator_webhook.is_some();
        let caller = has_webhooks.then(|| Caller::new(settings.webhooks_on_loopback));
        Ok(Some(Self {
            matcher: Matcher::new(
                app.data_dir().join(BATCH_FOLDER),
                app.engine()?,
                app.engine_maker()?,
            ),
            delivery: Delivery {
                keys: Keys::of_archive(app.location())?,
                postman: postman.transpose()?,
                caller: caller.transpose()?,
                calls_readers: settings.webhooks,
                operator: Operator {
                    // Without a mail server there is no way to the one address.
                    mail: settings
                        .operator
                        .clone()
                        .filter(|_| settings.smtp.is_some()),
                    webhook: settings.operator_webhook.clone(),
                },
                public_url,
            },
            status: Box::new(status::reader(app)?),
            archive,
            settings,
            alarms_looked_at: None,
            location: app.location().clone(),
            lock,
        }))
    }

    /// Works until it is told to stop. What fails is said and tried again in the next round.
    pub fn run(mut self, stop: &CancellationToken) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build();
        let Ok(runtime) = runtime else {
            tracing::error!("alerts are not sent: the system gives no timer");
            return;
        };
        while !stop.is_cancelled() {
            if let Err(error) = self.round(clock::now()) {
                tracing::error!("alerts: {error:#}");
            }
            runtime.block_on(async {
                tokio::select! {
                    () = tokio::time::sleep(PAUSE) => {}
                    () = stop.cancelled() => {}
                }
            });
        }
    }

    /// Does everything that is due at a moment.
    ///
    /// # Errors
    /// When archive or index refuse; what was noted stays.
    pub fn round(&mut self, now: i64) -> anyhow::Result<Round> {
        if !self.has_turn()? {
            return Ok(Round::default());
        }
        self.see_to_expiry(now)?;
        let found = self.match_changes(now)?;
        self.make_messages(now)?;
        self.look_at_alarms(now)?;
        let delivered = self.delivery.send_due(&mut self.archive, now)?;
        Ok(Round { found, delivered })
    }

    /// Whether this process does the work, which it takes up where nobody else does.
    fn has_turn(&mut self) -> Result<bool, ArchiveError> {
        if self.lock.as_ref().is_some_and(Lock::is_held) {
            return Ok(true);
        }
        self.lock = self.location.try_lock(LOCK)?;
        if self.lock.is_some() {
            settle(&mut self.archive)?;
        }
        Ok(self.lock.is_some())
    }

    /// Removes what nobody confirmed, and asks those whose alerts end soon.
    fn see_to_expiry(&mut self, now: i64) -> Result<(), ArchiveError> {
        self.archive.write(|connection| {
            subscriptions::remove_expired(connection, now)?;
            news::forget_told(connection, now - TOLD_KEPT_S)?;
            let ends_before = now.saturating_add(ASKED_BEFORE_S);
            for alert in subscriptions::to_renew(connection, ends_before)? {
                subscriptions::note_asked_again(connection, alert)?;
                outbox::add(connection, "renew", Some(alert), None, now)?;
            }
            Ok(())
        })
    }

    /// Matches every change since the last time. Returns how many articles were found for alerts.
    fn match_changes(&mut self, now: i64) -> anyhow::Result<usize> {
        let mut found = 0;
        loop {
            let after = self.archive.read(news::matched)?;
            let batch = self
                .archive
                .read(|reading| changes::since(reading, after, BATCH))?;
            let Some(last) = batch.last() else {
                return Ok(found);
            };
            let up_to = last.revision;
            let watched = self.archive.read(subscriptions::watched)?;
            let facts = self
                .archive
                .read(|reading| news::facts_of_changes(reading, after, up_to))?;
            let findings = self.findings(&batch, &facts, &watched, now)?;
            found += self
                .archive
                .write(|connection| news::note(connection, &findings, up_to, now))?;
        }
    }

    fn findings(
        &self,
        batch: &[Change],
        facts: &[ChangeFacts],
        watched: &[Watched],
        now: i64,
    ) -> anyhow::Result<Vec<Finding>> {
        let oldest = watched.iter().map(|alert| alert.since).min();
        let is_news = |change: &&Change| {
            let facts = facts.iter().find(|facts| facts.article == change.id);
            let is_new = facts.is_some_and(|facts| Some(facts.changed_at) >= oldest);
            is_new && !self.is_too_old(change, now)
        };
        let fresh: Vec<Change> = batch.iter().filter(is_news).cloned().collect();
        let matches = self.matcher.matches(&fresh, watched)?;
        let mut findings = Vec::new();
        for alert in watched {
            for article in matches.get(&alert.id).into_iter().flatten() {
                let facts = facts.iter().find(|facts| facts.article == *article);
                let Some(facts) = facts.filter(|facts| facts.changed_at >= alert.since) else {
                    continue;
                };
                findings.push(Finding {
                    alert: alert.id,
                    story: facts.story.clone(),
                    article: article.clone(),
                    due_at: due_at(alert.rhythm, now, alert.told_at),
                });
            }
        }
        Ok(findings)
    }

    /// Whether an article was published too long ago to be news.
    fn is_too_old(&self, change: &Change, now: i64) -> bool {
        let Now::Article(article) = &change.now else {
            return false;
        };
        let published = article.article.published;
        let oldest = now - i64::from(self.settings.oldest_d) * 86_400;
        self.settings.oldest_d > 0
            && published.is_some_and(|time| time.timestamp().as_second() < oldest)
    }

    /// Makes messages of what waits and is due.
    fn make_messages(&mut self, now: i64) -> Result<(), ArchiveError> {
        loop {
            let due = self
                .archive
                .read(|reading| news::due(reading, now, MESSAGES))?;
            if due.is_empty() {
                return Ok(());
            }
            self.archive.write(|connection| {
                due.iter()
                    .try_for_each(|alert| news::gather(connection, *alert, now).map(|_| ()))
            })?;
        }
    }

    /// Tells the operator of alarms that begin or end.
    fn look_at_alarms(&mut self, now: i64) -> Result<(), ArchiveError> {
        let is_time = self
            .alarms_looked_at
            .is_none_or(|last| now.saturating_sub(last) >= ALARM_PAUSE_S);
        let ways = Ways {
            mail: self.delivery.operator.mail.is_some(),
            webhook: self.delivery.operator.webhook.is_some(),
        };
        if !is_time || ways == Ways::default() {
            return Ok(());
        }
        self.alarms_looked_at = Some(now);
        let status = (self.status)(now)?;
        let url = &self.delivery.public_url;
        alarms::follow(&mut self.archive, &status.alarms, ways, url, now)
    }
}

/// Notes of messages that the process before was handing over that nobody knows what became of them.
fn settle(archive: &mut Archive) -> Result<(), ArchiveError> {
    let unknown = delivery::settle(archive, clock::now())?;
    if unknown > 0 {
        tracing::warn!(
            messages = unknown,
            "alerts were being handed over when the process before was stopped: they are not sent again"
        );
    }
    Ok(())
}
