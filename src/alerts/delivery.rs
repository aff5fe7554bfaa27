//! Messages on their way: sent one by one, none lost and none twice.
//!
//! A message is noted as handed over just before its last byte is sent. One whose sender was killed after that has
//! reached a mail server, which takes what it has read to its end; it is counted as of unknown end and not sent again.
//! A webhook knows a message that comes twice by its identifier, so it is sent again.

use std::collections::BTreeMap;
use std::time::Duration;

use super::keys::{Keys, Purpose};
use super::mail::{Letter, Postman};
use super::message::{Composed, Composer};
use super::sending::{Failure, Sent};
use super::webhook::{Call, Caller};
use crate::archive::alerts::outbox::{self, Message};
use crate::archive::alerts::subscriptions::{self, Alert};
use crate::archive::alerts::{Way, news};
use crate::archive::{Archive, ArchiveError, articles, sources};

/// First pause after a failure; each further one doubles it.
const FIRST_RETRY: Duration = Duration::from_secs(60);

/// Longest pause between two tries.
const LONGEST_RETRY: Duration = Duration::from_secs(6 * 3600);

/// How long a message is tried; after that its receiver is taken to be gone.
const TRIED_FOR: Duration = Duration::from_secs(5 * 86_400);

/// What was done with messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Taken by their receivers.
    pub sent: u32,
    /// To be tried again.
    pub put_off: u32,
    /// Their receivers were removed.
    pub bounced: u32,
}

/// Sends messages.
#[derive(Debug)]
pub struct Delivery {
    /// The address of the service, without a slash at its end.
    pub public_url: String,
    /// Opens recipients and proves links.
    pub keys: Keys,
    /// Sends mail, where that is set up.
    pub postman: Option<Postman>,
    /// Calls webhooks, where readers or the operator have some.
    pub caller: Option<Caller>,
    /// Whether readers may have webhooks.
    pub calls_readers: bool,
    /// Who is told of alarms.
    pub operator: Operator,
}

/// Where the operator is told of alarms.
#[derive(Clone, Debug, Default)]
pub struct Operator {
    /// E-mail address.
    pub mail: Option<String>,
    /// Address of a webhook.
    pub webhook: Option<String>,
}

/// Settles what the sender before left half done. Returns how many messages have an unknown end.
///
/// # Errors
/// When the archive refuses.
pub fn settle(archive: &mut Archive, now: i64) -> Result<u32, ArchiveError> {
    let left = archive.read(outbox::handed_over)?;
    if left.is_empty() {
        return Ok(0);
    }
    archive.write(|connection| {
        let mut unknown = 0;
        for (id, is_known_again) in left {
            if is_known_again {
                outbox::take_back(connection, id, now)?;
            } else {
                outbox::remove(connection, id)?;
                outbox::count(connection, "unknown")?;
                unknown += 1;
            }
        }
        Ok(unknown)
    })
}

impl Delivery {
    /// Sends every message that is due.
    ///
    /// # Errors
    /// When the archive refuses; what was sent is noted.
    pub fn send_due(&mut self, archive: &mut Archive, now: i64) -> Result<Delivered, ArchiveError> {
        let names = source_names(archive)?;
        let (mut delivered, mut after) = (Delivered::default(), 0);
        let mut is_server_away = false;
        while let Some(message) = archive.read(|reading| outbox::next(reading, now, after))? {
            after = message.id;
            // Webhooks, and with them what the operator is told, wait for no mail server.
            if is_server_away && message.way == Way::Mail {
                continue;
            }
            match self.send(archive, &message, &names, now) {
                Ok(Sent) => {
                    delivered.sent += 1;
                    end(archive, &message, "delivered")?;
                }
                Err(Failure::Archive(error)) => return Err(error),
                Err(Failure::Taken) => {}
                Err(Failure::Nothing) => {
                    archive.write(|connection| outbox::remove(connection, message.id))?;
                }
                Err(Failure::Bounced) => {
                    delivered.bounced += 1;
                    self.bounce(archive, &message)?;
                }
                Err(Failure::Unreachable(reason)) => {
                    delivered.put_off += 1;
                    put_off(archive, &message, &reason, true, now)?;
                    is_server_away = true;
                }
                Err(Failure::NotOffered) => {
                    delivered.put_off += 1;
                    let reason = "the settings offer this way no longer ([alerts])";
                    put_off(archive, &message, reason, true, now)?;
                }
                Err(Failure::Refused(reason)) => {
                    delivered.put_off += 1;
                    put_off(archive, &message, &reason, false, now)?;
                }
            }
        }
        if let Some(postman) = &mut self.postman {
            postman.hang_up();
        }
        Ok(delivered)
    }

    fn send(
        &mut self,
        archive: &mut Archive,
        message: &Message,
        names: &BTreeMap<String, String>,
        now: i64,
    ) -> Result<Sent, Failure> {
        let Some(id) = message.alert else {
            return match message.way {
                Way::Webhook => self.call_operator(archive, message, now),
                Way::Mail => self.mail_operator(archive, message, now),
            };
        };
        let Some(alert) = archive.read(|reading| subscriptions::find(reading, id))? else {
            return Err(Failure::Bounced);
        };
        // Sealed with a key that is gone: nobody can be reached by it.
        let recipient = self.keys.open_sealed(&alert.recipient).ok_or_else(|| {
            Failure::Refused("the recipient cannot be opened: alerts.key is another one".to_owned())
        })?;
        let composed = self.compose(archive, message, &alert, names)?;
        let mut hand_over = || hand_over(archive, message, now);
        match alert.way {
            Way::Mail => {
                let token = self.keys.token(Purpose::Bounce, alert.id);
                let letter = Letter {
                    to: &recipient,
                    number: message.id,
                    subject: &composed.subject,
                    text: &composed.text,
                    leave: composed.leave.as_deref(),
                    bounce_token: Some(&token),
                };
                let postman = self.postman.as_mut().ok_or(Failure::NotOffered)?;
                postman.send(&letter, &mut hand_over)
            }
            Way::Webhook => {
                let secret = self.keys.webhook_secret(alert.id);
                let call = Call {
                    url: &recipient,
                    number: message.id,
                    secret: &secret,
                    body: &composed.json.to_string(),
                    now,
                };
                let caller = self.caller.as_ref().filter(|_| self.calls_readers);
                let caller = caller.ok_or(Failure::NotOffered)?;
                caller.send(&call, &mut hand_over)
            }
        }
    }

    fn compose(
        &self,
        archive: &Archive,
        message: &Message,
        alert: &Alert,
        names: &BTreeMap<String, String>,
    ) -> Result<Composed, Failure> {
        let composer = Composer {
            public_url: &self.public_url,
            keys: &self.keys,
            sources: names,
        };
        Ok(match message.kind.as_str() {
            "confirm" => composer.confirm(alert),
            "renew" => composer.renew(alert),
            _ => {
                let told = archive.read(|reading| {
                    let ids = news::of_message(reading, message)?;
                    let found = ids.iter().map(|id| articles::find(reading, id));
                    // Those that were removed meanwhile are told of no more.
                    found
                        .filter_map(Result::transpose)
                        .collect::<Result<Vec<_>, _>>()
                })?;
                if told.is_empty() {
                    return Err(Failure::Nothing);
                }
                composer.news(alert, &told)
            }
        })
    }

    fn mail_operator(
        &mut self,
        archive: &mut Archive,
        message: &Message,
        now: i64,
    ) -> Result<Sent, Failure> {
        let content = message.content.clone().unwrap_or_default();
        let (subject, text) = content.split_once('\n').unwrap_or((&content, ""));
        let letter = Letter {
            to: self.operator.mail.as_deref().ok_or(Failure::Nothing)?,
            number: message.id,
            subject,
            text,
            leave: None,
            bounce_token: None,
        };
        let postman = self.postman.as_mut().ok_or(Failure::NotOffered)?;
        postman.send(&letter, &mut || hand_over(archive, message, now))
    }

    fn call_operator(
        &self,
        archive: &mut Archive,
        message: &Message,
        now: i64,
    ) -> Result<Sent, Failure> {
        let call = Call {
            url: self.operator.webhook.as_deref().ok_or(Failure::Nothing)?,
            number: message.id,
            secret: &self.keys.operator_secret(),
            body: message.content.as_deref().unwrap_or_default(),
            now,
        };
        let caller = self.caller.as_ref().ok_or(Failure::NotOffered)?;
        caller.send(&call, &mut || hand_over(archive, message, now))
    }

    /// Removes the receiver of a message with everything that waits for it. The operator's address stands in the
    /// settings and stays there.
    fn bounce(&self, archive: &mut Archive, message: &Message) -> Result<(), ArchiveError> {
        match message.alert {
            Some(_) => tracing::info!(
                message = message.id,
                "the receiver of an alert does not exist: it is removed"
            ),
            None => tracing::error!(
                message = message.id,
                "an alarm could not be told: its receiver refuses it; see `operator` and `operator_webhook` in [alerts]"
            ),
        }
        archive.write(|connection| {
            outbox::remove(connection, message.id)?;
            if let Some(alert) = message.alert {
                subscriptions::remove(connection, alert)?;
            }
            outbox::count(connection, "bounced")
        })
    }
}

fn hand_over(archive: &mut Archive, message: &Message, now: i64) -> Result<(), Failure> {
    match archive.note(|connection| outbox::hand_over(connection, message.id, now))? {
        true => Ok(()),
        false => Err(Failure::Taken),
    }
}

fn end(archive: &mut Archive, message: &Message, outcome: &str) -> Result<(), ArchiveError> {
    archive.note(|connection| {
        outbox::remove(connection, message.id)?;
        outbox::count(connection, outcome)
    })
}

/// Tries a message again later. A receiver that takes none for days is gone; a server that cannot be reached says
/// nothing of receivers.
fn put_off(
    archive: &mut Archive,
    message: &Message,
    reason: &str,
    is_ours: bool,
    now: i64,
) -> Result<(), ArchiveError> {
    tracing::warn!(
        message = message.id,
        attempts = message.attempts + 1,
        "an alert could not be sent: {reason}"
    );
    let tried_for = now.saturating_sub(message.made_at);
    let is_given_up = !is_ours && tried_for > seconds(TRIED_FOR);
    archive.write(|connection| {
        if !is_given_up {
            outbox::count(connection, "put_off")?;
            let pause = FIRST_RETRY.saturating_mul(1 << message.attempts.min(16));
            let due_at = now.saturating_add(seconds(pause.min(LONGEST_RETRY)));
            return outbox::take_back(connection, message.id, due_at);
        }
        outbox::remove(connection, message.id)?;
        if let Some(alert) = message.alert {
            subscriptions::remove(connection, alert)?;
        }
        outbox::count(connection, "given_up")
    })
}

fn seconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_secs()).unwrap_or(i64::MAX)
}

fn source_names(archive: &Archive) -> Result<BTreeMap<String, String>, ArchiveError> {
    let known = archive.read(sources::all)?;
    Ok(known
        .into_iter()
        .map(|source| (source.id, source.name))
        .collect())
}
