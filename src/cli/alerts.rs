//! `aluehaku alerts`: what is sent to whom, in numbers; sent now; and recipients removed.

use std::io::{Read, Write, stdin};

use anyhow::bail;
use clap::Subcommand;

use super::output::{say, standard_output};
use super::{Context, Ending};
use crate::alerts::keys::{Keys, Purpose};
use crate::alerts::worker::Worker;
use crate::app::App;
use crate::archive::Archive;
use crate::archive::alerts::{outbox, subscriptions};
use crate::clock;

/// Longest mail that is looked through for the sign of a bounce, in bytes.
const LONGEST_MAIL: u64 = 1_000_000;

#[derive(Debug, Subcommand)]
pub(super) enum AlertsCommand {
    /// Tell how many alerts there are, what waits, and how messages ended; no address.
    Show,
    /// Match new articles and send what is due, once; for whoever does not run `serve`.
    Send,
    /// Remove every alert of an address.
    Remove {
        /// E-mail address or address of a webhook.
        recipient: String,
    },
    /// Read a mail that came back from standard input and remove whom it could not reach; for the mail server to call.
    Bounced,
    /// Print the secret with which alarms to the operator's webhook are signed.
    Secret,
}

pub(super) fn run(command: &AlertsCommand, context: &Context) -> anyhow::Result<Ending> {
    let app = App::new(context.settings()?.settings)?;
    let mut archive = Archive::open_existing(app.location())?;
    match command {
        AlertsCommand::Show => show(&archive),
        AlertsCommand::Send => send(&app, context),
        AlertsCommand::Remove { recipient } => {
            let keys = Keys::open(app.data_dir())?;
            let hash = keys.hash(&recipient.trim().to_lowercase());
            let removed =
                archive.write(|connection| subscriptions::remove_recipient(connection, &hash))?;
            tell_removed(removed, context)
        }
        AlertsCommand::Secret => {
            let secret = Keys::open(app.data_dir())?.operator_secret();
            writeln!(standard_output(), "{secret}")?;
            Ok(Ending::Done)
        }
        AlertsCommand::Bounced => {
            let mut mail = Vec::new();
            stdin().take(LONGEST_MAIL).read_to_end(&mut mail)?;
            let keys = Keys::open(app.data_dir())?;
            let alert = alert_of_bounce(&String::from_utf8_lossy(&mail), &keys);
            let removed = match alert {
                Some(id) => archive.write(|connection| {
                    outbox::count(connection, "bounced")?;
                    subscriptions::remove(connection, id)
                })?,
                None => false,
            };
            tell_removed(usize::from(removed), context)
        }
    }
}

fn show(archive: &Archive) -> anyhow::Result<Ending> {
    let mut output = standard_output();
    for (way, confirmed, waiting) in archive.read(subscriptions::counts)? {
        writeln!(output, "{way}\t{confirmed} confirmed\t{waiting} not yet")?;
    }
    writeln!(output, "messages\t{} wait", archive.read(outbox::waiting)?)?;
    for (outcome, count) in archive.read(outbox::counts)? {
        writeln!(output, "{outcome}\t{count}")?;
    }
    output.flush()?;
    Ok(Ending::Done)
}

fn send(app: &App, context: &Context) -> anyhow::Result<Ending> {
    if !app.settings().alerts.are_sent() {
        bail!(
            "alerts are off: set [alerts.smtp], `webhooks = true` or `operator_webhook` in [alerts]"
        );
    }
    let Some(mut worker) = Worker::start(app)? else {
        bail!("another process sends the alerts of this data directory, as `serve` does");
    };
    let round = worker.round(clock::now())?;
    if !context.quiet {
        let delivered = round.delivered;
        say!(
            "{} articles found for alerts; {} messages sent, {} put off, {} bounced",
            round.found,
            delivered.sent,
            delivered.put_off,
            delivered.bounced
        );
    }
    Ok(if round.delivered.put_off > 0 {
        Ending::WithFaults
    } else {
        Ending::Done
    })
}

/// The alert whose sign stands behind a plus in some address of the mail.
fn alert_of_bounce(mail: &str, keys: &Keys) -> Option<i64> {
    let words = mail.split(|sign: char| !sign.is_ascii_alphanumeric());
    let mut signs = words.filter(|word| word.len() == 48);
    signs.find_map(|word| keys.alert_of(Purpose::Bounce, word))
}

fn tell_removed(removed: usize, context: &Context) -> anyhow::Result<Ending> {
    if !context.quiet {
        say!("{removed} alerts were removed");
    }
    Ok(if removed > 0 {
        Ending::Done
    } else {
        Ending::NothingFound
    })
}
