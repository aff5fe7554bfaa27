//! What `doctor` says of a service that runs for years: who runs it, its disk, its sources, and what asks for attention.

use std::collections::BTreeSet;

use super::finding::Finding;
use crate::app::App;
use crate::archive::sources;
use crate::status::{self, Alarm};
use crate::{clock, disk};

/// What is good, notable and bad about the upkeep.
pub(super) fn findings(app: &App) -> Vec<Finding> {
    let mut findings = vec![operator(app), space(app)];
    findings.extend(alerts(app));
    if app.data_dir().exists() {
        findings.extend(crawlers(app));
        findings.extend(unknown_sources(app));
        findings.extend(alarms(app));
    }
    findings
}

fn operator(app: &App) -> Finding {
    let operator = &app.settings().operator;
    match (&operator.name, &operator.contact) {
        (Some(name), Some(_)) => Finding::Good(format!("operator: {name}")),
        _ => Finding::Notable(
            "operator: nobody is named; set `name` and `contact` in [operator], as the law asks of who shows personal data"
                .to_owned(),
        ),
    }
}

/// The disk of the data directory, or of the nearest folder above it that is there.
fn space(app: &App) -> Finding {
    let absolute = std::path::absolute(app.data_dir()).unwrap_or_default();
    let there = absolute.ancestors().find(|folder| folder.exists());
    let free = there.and_then(|folder| disk::free_bytes(folder).ok());
    match free {
        Some(free) if free < status::LEAST_FREE_BYTES => Finding::Bad(format!(
            "disk: {} MB are free; make room, or shorten what [retention] keeps",
            free / 1_000_000
        )),
        Some(free) => Finding::Good(format!("disk: {:.1} GB are free", free as f64 / 1e9)),
        None => Finding::Notable("disk: the system does not tell how much is free".to_owned()),
    }
}

fn alerts(app: &App) -> Option<Finding> {
    let alerts = &app.settings().alerts;
    if !alerts.are_sent() {
        return None;
    }
    let is_told =
        alerts.operator_webhook.is_some() || (alerts.operator.is_some() && alerts.smtp.is_some());
    Some(match (alerts.are_offered(), is_told) {
        (true, true) => Finding::Good("alerts: readers have them, and the operator is told of alarms".to_owned()),
        (true, false) => Finding::Notable(
            "alerts: readers have them; set `operator` (with [alerts.smtp]) or `operator_webhook` in [alerts] to be told of alarms, too"
                .to_owned(),
        ),
        _ => Finding::Good("alerts: readers have none, the operator is told of alarms".to_owned()),
    })
}

/// The crawlers that share the sources now.
fn crawlers(app: &App) -> Option<Finding> {
    let archive = app.archive().ok()?;
    let crawlers = archive.read(|reading| status::crawlers(reading, clock::now()));
    let told = status::crawlers_in_words(&crawlers.ok()?);
    Some(Finding::Good(format!("crawlers: {told}")))
}

/// Sources of the settings that were never visited, and sources of the archive that the settings do not name.
fn unknown_sources(app: &App) -> Vec<Finding> {
    let Ok(known) = app.archive().and_then(|archive| archive.read(sources::all)) else {
        return Vec::new();
    };
    let known: BTreeSet<&str> = known.iter().map(|source| source.id.as_str()).collect();
    let configured = &app.settings().sources;
    let named: BTreeSet<&str> = configured.iter().map(|source| source.id.as_str()).collect();
    let enabled = configured.iter().filter(|source| source.enabled);
    let enabled: BTreeSet<&str> = enabled.map(|source| source.id.as_str()).collect();
    let listed = |ids: Vec<&str>| ids.join(", ");
    let never: Vec<&str> = enabled.difference(&known).copied().collect();
    let unnamed: Vec<&str> = known.difference(&named).copied().collect();
    let mut findings = Vec::new();
    if !never.is_empty() {
        findings.push(Finding::Notable(format!(
            "sources: the settings name sources that the archive does not know: {}; the next crawl visits them, if they are no misspelt names of others",
            listed(never)
        )));
    }
    // Imported articles have sources of their own, which nobody configures.
    if !unnamed.is_empty() && !named.is_empty() {
        findings.push(Finding::Notable(format!(
            "sources: the archive has sources that the settings do not name: {}; their articles stay and are not visited, `aluehaku forget --source ID` removes them",
            listed(unnamed)
        )));
    }
    findings
}

fn alarms(app: &App) -> Vec<Finding> {
    let told = status::reader(app).and_then(|read| Ok(read(clock::now())?));
    let Ok(told) = told else { return Vec::new() };
    // The disk and the index are told of by themselves.
    let of_sources = told
        .alarms
        .into_iter()
        .filter(|alarm| alarm.source.is_some() || alarm.code == "index_behind");
    of_sources
        .map(|Alarm { code, text, .. }| Finding::Notable(format!("{code}: {text}")))
        .collect()
}
