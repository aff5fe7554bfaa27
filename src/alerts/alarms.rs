//! What the operator is told of by mail: alarms that begin, and that end.

use crate::archive::alerts::alarms::{self, Key};
use crate::archive::alerts::outbox;
use crate::archive::{Archive, ArchiveError};
use crate::status::Alarm;

/// Most alarms in one mail.
const MOST: usize = 50;

/// Takes note of the alarms that are on, and puts a mail into the outbox when some begin or end and somebody is to be
/// told. Returns whether one was put there.
///
/// # Errors
/// When the archive refuses.
pub fn follow(
    archive: &mut Archive,
    on: &[Alarm],
    tells: bool,
    public_url: &str,
    now: i64,
) -> Result<bool, ArchiveError> {
    let keys: Vec<Key> = on.iter().map(key).collect();
    archive.write(|connection| {
        let (begun, ended) = alarms::follow(connection, &keys, now)?;
        if !tells || (begun.is_empty() && ended.is_empty()) {
            return Ok(false);
        }
        let begun = on.iter().filter(|alarm| begun.contains(&key(alarm)));
        let content = mail(&begun.collect::<Vec<_>>(), &ended, public_url);
        outbox::add(connection, "alarm", None, Some(&content), now)?;
        Ok(true)
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

fn named(code: &str, source: &str) -> String {
    match source {
        "" => code.to_owned(),
        source => format!("{code} {source}"),
    }
}
