//! What the operator is told of by mail and webhook: alarms that begin, and that end.

use serde_json::{Value, json};

use crate::archive::alerts::alarms::{self, Key};
use crate::archive::alerts::outbox::{self, ALARM_BY_MAIL, ALARM_BY_WEBHOOK};
use crate::archive::{Archive, ArchiveError};
use crate::status::{Alarm, moment};

/// Most alarms in one message.
const MOST: usize = 50;

/// The ways by which the operator is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// By mail.
    pub mail: bool,
    /// By webhook.
    pub webhook: bool,
}

/// Takes note of the alarms that are on. When some begin or end, a message for each way is put into the outbox in the
/// same transaction, so that each alarm is told once.
///
/// # Errors
/// When the archive refuses.
pub fn follow(
    archive: &mut Archive,
    on: &[Alarm],
    ways: Ways,
    public_url: &str,
    now: i64,
) -> Result<(), ArchiveError> {
    let keys: Vec<Key> = on.iter().map(key).collect();
    archive.write(|connection| {
        let (begun, ended) = alarms::follow(connection, &keys, now)?;
        if begun.is_empty() && ended.is_empty() {
            return Ok(());
        }
        let begun = on.iter().filter(|alarm| begun.contains(&key(alarm)));
        let begun: Vec<_> = begun.collect();
        if ways.mail {
            let content = mail(&begun, &ended, public_url);
            outbox::add(connection, ALARM_BY_MAIL, None, Some(&content), now)?;
        }
        if ways.webhook {
            let content = json(&begun, &ended, public_url, now).to_string();
            outbox::add(connection, ALARM_BY_WEBHOOK, None, Some(&content), now)?;
        }
        Ok(())
    })
}

fn key(alarm: &Alarm) -> Key {
    let source = alarm.source.clone().unwrap_or_default();
    (alarm.code.to_owned(), source)
}

/// The subject in the first line, the text behind it.
fn mail(begun: &[&Alarm], ended: &[Key], public_url: &str) -> String {
    let mut lines = vec![match begun {
        [] => "Aluehaku: over".to_owned(),
        [one] => format!(
            "Aluehaku: {}",
            named(one.code, one.source.as_deref().unwrap_or_default())
        ),
        many => format!("Aluehaku: {} alarms", many.len()),
    }];
    lines.extend(begun.iter().take(MOST).map(|alarm| alarm.text.clone()));
    if !ended.is_empty() {
        lines.push("\nOver:".to_owned());
        let over = ended.iter().take(MOST);
        lines.extend(over.map(|(code, source)| named(code, source)));
    }
    lines.push(format!(
        "\n{public_url}\n`aluehaku status` tells all of it."
    ));
    lines.join("\n")
}

/// `text` says all of it in one line, as chat systems show it.
fn json(begun: &[&Alarm], ended: &[Key], public_url: &str, now: i64) -> Value {
    let over = ended.iter().take(MOST);
    let over = over.map(|(code, source)| json!({"code": code, "source": source_or_none(source)}));
    let mut said: Vec<String> = begun.iter().map(|alarm| alarm.text.clone()).collect();
    let ends = ended.iter().map(|(code, source)| named(code, source));
    said.extend(ends.map(|name| format!("over: {name}")));
    said.truncate(MOST);
    json!({
        "type": "alarm",
        "service": public_url,
        "at": moment(now),
        "text": said.join(" | "),
        "begun": begun.iter().take(MOST).collect::<Vec<_>>(),
        "over": over.collect::<Vec<_>>(),
    })
}

fn source_or_none(source: &str) -> Option<&str> {
    Some(source).filter(|source| !source.is_empty())
}

fn named(code: &str, source: &str) -> String {
    match source {
        "" => code.to_owned(),
        source => format!("{code} {source}"),
    }
}
