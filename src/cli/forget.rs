//! `aluehaku forget`: removes a person, an article or a source, so that it does not come back.

use std::collections::BTreeMap;

use anyhow::bail;
use clap::{ArgGroup, Args};
use url::Url;

use super::{Context, Ending};
use crate::address;
use crate::app::App;
use crate::archive::tombstones::{self, Kind};
use crate::archive::{Archive, articles, removal, source_states, sources};
use crate::{clock, indexing, understanding};
use aluehaku_enrich::removal::NAME_MASK;

/// Remove a person's name, an article or a source; what is removed does not come back by a new crawl or import.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("what").required(true).args(["person", "url", "source"])))]
pub(super) struct ForgetArguments {
    /// Full name: it leaves lists, facets and suggestions, and is masked in shown text.
    #[arg(long, value_name = "NAME")]
    person: Option<String>,

    /// Address of an article: it is removed with its earlier versions and its page.
    #[arg(long)]
    url: Option<Url>,

    /// The source whose articles, pages and addresses are removed, and which is not visited again.
    #[arg(long, value_name = "ID")]
    source: Option<String>,

    /// Of a source, take the wish back: it may be visited again. What was removed comes back with the
    /// next crawl.
    #[arg(long, requires = "source")]
    undo: bool,

    /// Of a person or an article, do it; without this, what would be removed is shown only.
    #[arg(long)]
    yes: bool,
}

pub(super) fn run(arguments: &ForgetArguments, context: &Context) -> anyhow::Result<Ending> {
    let app = App::new(context.settings()?.settings)?;
    match arguments {
        ForgetArguments {
            person: Some(name), ..
        } => person(&app, name.trim(), arguments.yes, context),
        ForgetArguments { url: Some(url), .. } => article(&app, url, arguments.yes, context),
        ForgetArguments {
            source: Some(id), ..
        } => source(&app, id, arguments.undo, context),
        _ => bail!("give --person, --url or --source"),
    }
}

fn person(app: &App, name: &str, yes: bool, context: &Context) -> anyhow::Result<Ending> {
    if !name.contains(' ') {
        bail!(
            "{name:?} is no full name: give first name and surname, so that no namesake is removed"
        );
    }
    let mut archive = app.archive()?;
    let surname = name.rsplit(' ').next().unwrap_or(name).to_lowercase();
    let mut found = 0u64;
    let mut namesakes: BTreeMap<String, u64> = BTreeMap::new();
    for (person, count) in archive.read(removal::persons)? {
        if person.to_lowercase() == name.to_lowercase() {
            found += count;
        } else if person
            .rsplit(' ')
            .next()
            .is_some_and(|other| other.to_lowercase() == surname)
        {
            namesakes.insert(person, count);
        }
    }
    if !context.quiet {
        eprintln!("{name}: {found} articles");
        for (namesake, count) in &namesakes {
            eprintln!("stays, with the same surname: {namesake}, {count} articles");
        }
    }
    if !proceed(yes, context) {
        return Ok(Ending::NothingFound);
    }
    archive.write(|connection| tombstones::put(connection, Kind::Person, name, clock::now()))?;
    let mut knowledge = app.knowledge()?;
    let understood = understanding::renew(&mut archive, &app.name_edits()?, &mut knowledge)?;
    archive.write(|connection| removal::pages_of_masked(connection, NAME_MASK))?;
    if !context.quiet {
        super::say_nameless(&understood);
    }
    finish(app, context)
}

fn article(app: &App, url: &Url, yes: bool, context: &Context) -> anyhow::Result<Ending> {
    let mut archive = app.archive()?;
    let identity = address::identity(url);
    let id = archive.read(|reading| removal::article_at(reading, &identity))?;
    if !context.quiet {
        eprintln!(
            "{identity}: {}",
            if id.is_some() {
                "one article"
            } else {
                "no article"
            }
        );
    }
    if !proceed(yes, context) {
        return Ok(Ending::NothingFound);
    }
    archive.write(|connection| {
        let now = clock::now();
        tombstones::put(connection, Kind::Url, &identity, now)?;
        if let Some(id) = &id {
            articles::remove(connection, id, now)?;
        }
        removal::pages_at(connection, &identity)
    })?;
    finish(app, context)
}

fn source(app: &App, id: &str, undo: bool, context: &Context) -> anyhow::Result<Ending> {
    let mut archive = app.archive()?;
    make_known(app, &mut archive, id)?;
    if undo {
        archive.write(|connection| {
            tombstones::remove(connection, Kind::Source, id)?;
            source_states::opt_out(connection, id, None)
        })?;
        if !context.quiet {
            eprintln!("`{id}` may be visited again");
        }
        return Ok(Ending::Done);
    }
    let forgotten = archive.write(|connection| {
        tombstones::put(connection, Kind::Source, id, clock::now())?;
        sources::forget(connection, id, clock::now())
    })?;
    // Searchable no more when this returns.
    indexing::repair(&archive, app.engine()?.as_ref())?;
    if !context.quiet {
        eprintln!(
            "`{id}`: {} articles removed, {} addresses forgotten; it is not visited again",
            forgotten.articles, forgotten.addresses
        );
    }
    Ok(Ending::Done)
}

/// A source that is configured and was never visited can opt out too.
fn make_known(app: &App, archive: &mut Archive, id: &str) -> anyhow::Result<()> {
    let configured = app.crawl_sources();
    if let Some(source) = configured.iter().find(|source| source.id() == id) {
        archive.write(|connection| sources::save(connection, &source.stored()))?;
    }
    let known = archive.read(sources::all)?;
    if known.iter().any(|source| source.id == *id) {
        return Ok(());
    }
    let known: Vec<_> = known.iter().map(|source| source.id.as_str()).collect();
    anyhow::bail!("there is no source `{id}`; known: {}", known.join(", "))
}

/// Whether to go on; says how if not.
fn proceed(yes: bool, context: &Context) -> bool {
    if !yes && !context.quiet {
        eprintln!("nothing was removed; add --yes to do it");
    }
    yes
}

/// What was removed leaves the index, too, and the generation that still holds it.
fn finish(app: &App, context: &Context) -> anyhow::Result<Ending> {
    app.repaired_engine()?;
    if !context.quiet {
        eprintln!("removed; earlier backups and exports of yours still hold it");
    }
    Ok(Ending::Done)
}
