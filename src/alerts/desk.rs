//! Where readers ask for alerts, confirm them and leave.

use anyhow::Context as _;

use super::keys::{Keys, Purpose};
use super::webhook;
use crate::archive::alerts::subscriptions::{self, Alert};
use crate::archive::alerts::{Way, outbox};
use crate::archive::{Archive, Location};
use crate::clock::Clock;
use crate::config::alerts::AlertSettings;
use crate::http::alert_desk::{AlertDesk, AlertView, Answer, Link, Offered, Wish};

/// Seconds in which an alert must be confirmed.
const CONFIRM_WITHIN_S: i64 = 48 * 3600;

/// Most alerts of one recipient that wait for a confirmation: nobody is flooded by what others ask for.
const MOST_WAITING: u32 = 3;

/// Most alerts of all that are asked for within an hour and not confirmed.
const MOST_WAITING_AN_HOUR: u32 = 500;

/// Longest address, in bytes.
const LONGEST_RECIPIENT: usize = 1_000;

/// The desk of one archive.
#[derive(Debug)]
pub struct Desk {
    location: Location,
    settings: AlertSettings,
    keys: Keys,
    clock: Clock,
}

impl Desk {
    /// A desk by the settings.
    ///
    /// # Errors
    /// When the key cannot be read or made.
    pub fn new(location: Location, settings: AlertSettings, clock: Clock) -> anyhow::Result<Self> {
        Ok(Self {
            keys: Keys::of_archive(&location)?,
            location,
            settings,
            clock,
        })
    }

    /// The way to a recipient, and its address as it is kept; nothing when it cannot be reached by what is offered.
    fn recipient(&self, typed: &str) -> Option<(Way, String)> {
        let typed = typed.trim();
        if typed.len() > LONGEST_RECIPIENT || typed.contains(char::is_control) {
            return None;
        }
        if typed.contains("://") {
            let reach = webhook::reach(self.settings.webhooks_on_loopback);
            let url = webhook::address(typed, reach).filter(|_| self.settings.webhooks)?;
            return Some((Way::Webhook, url.into()));
        }
        let address: lettre::Address = typed.parse().ok()?;
        self.settings.smtp.as_ref()?;
        // Which letters of a name are capitals matters to no server.
        let address = format!("{}@{}", address.user(), address.domain().to_lowercase());
        address.is_ascii().then_some((Way::Mail, address))
    }

    fn alert(&self, wish: &Wish, way: Way, recipient: &str) -> anyhow::Result<Alert> {
        let now = self.clock.now();
        Ok(Alert {
            id: self.keys.number()?,
            way,
            rhythm: wish.rhythm,
            search: wish.search.clone(),
            language: wish.language.code().to_owned(),
            recipient: self.keys.seal(recipient)?,
            recipient_hash: self.keys.hash(&recipient.to_lowercase()),
            asked_at: now,
            confirmed_at: None,
            expires_at: now + CONFIRM_WITHIN_S,
        })
    }

    fn archive(&self) -> anyhow::Result<Archive> {
        Archive::open(&self.location).context("alerts cannot be kept")
    }

    fn found(&self, link: Link, token: &str) -> anyhow::Result<Option<Alert>> {
        let Some(id) = self.keys.alert_of(purpose(link), token) else {
            return Ok(None);
        };
        let alert = self
            .archive()?
            .read(|reading| subscriptions::find(reading, id))?;
        // What has expired goes with the next round of work.
        Ok(alert.filter(|alert| alert.expires_at > self.clock.now()))
    }
}

impl AlertDesk for Desk {
    fn offered(&self) -> Offered {
        Offered {
            mail: self.settings.smtp.is_some(),
            webhooks: self.settings.webhooks,
        }
    }

    fn ask(&self, wish: &Wish) -> anyhow::Result<Answer> {
        let Some((way, recipient)) = self.recipient(&wish.recipient) else {
            return Ok(Answer::BadRecipient);
        };
        let alert = self.alert(wish, way, &recipient)?;
        let asked = Answer::Asked {
            secret: (way == Way::Webhook).then(|| self.keys.webhook_secret(alert.id)),
        };
        let most = self.settings.most_of_recipient;
        let is_busy = self.archive()?.write(|connection| {
            let hour = alert.asked_at - 3600;
            if subscriptions::waiting_since(connection, hour)? >= MOST_WAITING_AN_HOUR {
                return Ok(true);
            }
            let standing =
                subscriptions::standing(connection, &alert.recipient_hash, &alert.search)?;
            let is_full = standing.confirmed >= most || standing.waiting >= MOST_WAITING;
            if !standing.has_same && !is_full {
                subscriptions::add(connection, &alert)?;
                outbox::add(connection, "confirm", Some(alert.id), None, alert.asked_at)?;
            }
            Ok(false)
        })?;
        Ok(if is_busy { Answer::Busy } else { asked })
    }

    fn look(&self, link: Link, token: &str) -> anyhow::Result<Option<AlertView>> {
        let alert = self.found(link, token)?;
        Ok(alert.map(|alert| AlertView {
            search: alert.search,
            rhythm: alert.rhythm,
            way: alert.way,
        }))
    }

    fn follow(&self, link: Link, token: &str) -> anyhow::Result<bool> {
        let Some(alert) = self.found(link, token)? else {
            return Ok(false);
        };
        let now = self.clock.now();
        let end = match self.settings.renew_d {
            0 => i64::MAX,
            days => now + i64::from(days) * 86_400,
        };
        Ok(self.archive()?.write(|connection| match link {
            Link::Confirm => subscriptions::confirm(connection, alert.id, now, end),
            Link::Leave => subscriptions::remove(connection, alert.id),
        })?)
    }
}

fn purpose(link: Link) -> Purpose {
    match link {
        Link::Confirm => Purpose::Confirm,
        Link::Leave => Purpose::Leave,
    }
}
