//! `aluehaku forget`: removes a person, an article or a source, so that it does not come back.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::{Context as _, bail};
use clap::{ArgGroup, Args};
use url::Url;

use super::crawl::unknown_source;
use super::output::{say, standard_output};
use super::{Context, Ending};
use crate::app::{App, INDEX_FOLDER};
use crate::archive::tombstones::{self, Kind};
use crate::archive::{Archive, articles, removal, source_states, sources};
use crate::removing::{self, search};
use crate::{address, clock};
use aluehaku_enrich::removal::Removed;

/// Remove a person's name, an article or a source; what is removed does not come back by a new crawl or import.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("what").required(true).args(["person", "url", "source", "check"])))]
pub(super) struct ForgetArguments {
    /// Full name: it leaves lists, facets and suggestions, and is masked in texts, however it is written there.
    #[arg(long, value_name = "NAME")]
    person: Option<String>,

    /// Address of an article: it is removed with its earlier versions and its page.
    #[arg(long)]
    url: Option<Url>,

    /// The source whose articles, pages and addresses are removed, and which is not visited again.
    #[arg(long, value_name = "ID")]
    source: Option<String>,

    /// Full name that all of the data directory and the index in a cluster are searched for: exit code 0 when it is
    /// nowhere, 1 when it is left.
    #[arg(long, value_name = "NAME")]
    check: Option<String>,

    /// Of a source, take the wish back: it may be visited again. What was removed comes back with the
    /// next crawl.
    #[arg(long, requires = "source")]
    undo: bool,

    /// Do it; without this, what would be removed is shown only.
    #[arg(long)]
    yes: bool,
}

pub(super) fn run(arguments: &ForgetArguments, context: &Context) -> anyhow::Result<Ending> {
    let app = App::new(context.settings()?.settings)?;
    match arguments {
        ForgetArguments {
            person: Some(name), ..
        } => person(&app, name, arguments.yes, context),
        ForgetArguments { url: Some(url), .. } => article(&app, url, arguments.yes, context),
        ForgetArguments {
            source: Some(id), ..
        } => source(&app, id, arguments, context),
        ForgetArguments {
            check: Some(name), ..
        } => check(&app, name, context),
        _ => bail!("give --person, --url, --source or --check"),
    }
}

fn person(app: &App, name: &str, yes: bool, context: &Context) -> anyhow::Result<Ending> {
    let (name, removed) = full_name(name)?;
    let mut archive = app.archive()?;
    let surname = name.rsplit(' ').next().unwrap_or(&name).to_lowercase();
    let found = archive.read(|reading| removal::count_articles_that_name(reading, &removed))?;
    let mut namesakes: BTreeMap<String, u64> = BTreeMap::new();
    for (person, count) in archive.read(removal::persons)? {
        let own = person.rsplit(' ').next().map(str::to_lowercase);
        if !removed.contains(&person) && own.as_ref() == Some(&surname) {
            namesakes.insert(person, count);
        }
    }
    if !context.quiet {
        say!("{name}: {found} articles");
        for (namesake, count) in &namesakes {
            say!("stays, with the same surname: {namesake}, {count} articles");
        }
    }
    if !proceed(yes, context) {
        return Ok(Ending::NothingFound);
    }
    let now = clock::now();
    archive.write(|connection| {
        tombstones::put(connection, Kind::Person, &name, now)?;
        removal::order(connection, now)
    })?;
    let done = removing::carry_out(app)?;
    if !context.quiet {
        if done.erased > 0 {
            say!(
                "{} articles were removed as a whole: their address has the name",
                done.erased
            );
        }
        super::say_nameless(&done.understood);
    }
    Ok(finish(context))
}

/// A name given names first, and how it is found; an error for what is no full name.
fn full_name(name: &str) -> anyhow::Result<(String, Removed)> {
    let (surname, given) = name.split_once(',').unwrap_or(("", name));
    let words = given.split_whitespace().chain(surname.split_whitespace());
    let ordered = words.collect::<Vec<_>>().join(" ");
    let removed = Removed::one(&ordered).with_context(|| {
        format!(
            "{name:?} is no full name: give first name and surname, so that no namesake is removed"
        )
    })?;
    Ok((ordered, removed))
}

/// Says where a name is left in the data directory and in the index of a cluster.
fn check(app: &App, name: &str, context: &Context) -> anyhow::Result<Ending> {
    let (name, removed) = full_name(name)?;
    let data_dir = app.data_dir();
    if !data_dir.exists() {
        bail!(
            "there is no data directory {}: name another folder with --data-dir",
            data_dir.display()
        );
    }
    let mut places = search::places(app.location(), INDEX_FOLDER, &removed)?;
    let cluster = app.cluster()?;
    if let Some(cluster) = &cluster {
        places.extend(search::places_in_cluster(cluster, &removed)?);
    }
    let mut output = standard_output();
    for place in &places {
        writeln!(output, "{}: {}", place.file.display(), place.place)?;
    }
    output.flush()?;
    if !context.quiet {
        let beside = match cluster {
            Some(_) => " and the cluster",
            None => "",
        };
        let shared = match app.location().is_shared() {
            true => format!(", {}", app.location().place()),
            false => String::new(),
        };
        let folder = format!("{}{shared}{beside}", data_dir.display());
        match places.len() {
            0 => say!("{name}: nowhere in {folder}"),
            count => say!("{name}: left in {count} places of {folder}"),
        }
    }
    Ok(if places.is_empty() {
        Ending::Done
    } else {
        Ending::Left
    })
}

fn article(app: &App, url: &Url, yes: bool, context: &Context) -> anyhow::Result<Ending> {
    let mut archive = app.archive()?;
    let identity = address::identity(url);
    let id = archive.read(|reading| removal::article_at(reading, &identity))?;
    if !context.quiet {
        say!(
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
        removal::pages_at(connection, &identity)?;
        removal::order(connection, now)
    })?;
    removing::carry_out(app)?;
    Ok(finish(context))
}

fn source(
    app: &App,
    id: &str,
    arguments: &ForgetArguments,
    context: &Context,
) -> anyhow::Result<Ending> {
    let mut archive = app.archive()?;
    make_known(app, &mut archive, id)?;
    if arguments.undo {
        archive.write(|connection| {
            tombstones::remove(connection, Kind::Source, id)?;
            source_states::opt_out(connection, id, None)
        })?;
        if !context.quiet {
            say!("`{id}` may be visited again");
        }
        return Ok(Ending::Done);
    }
    if !arguments.yes {
        let forgotten = archive.read(|reading| sources::to_forget(reading, id))?;
        if !context.quiet {
            say!(
                "`{id}`: {} articles, {} addresses",
                forgotten.articles,
                forgotten.addresses
            );
        }
    }
    if !proceed(arguments.yes, context) {
        return Ok(Ending::NothingFound);
    }
    let forgotten = archive.write(|connection| {
        let now = clock::now();
        tombstones::put(connection, Kind::Source, id, now)?;
        let forgotten = sources::forget(connection, id, now)?;
        removal::order(connection, now)?;
        Ok(forgotten)
    })?;
    // Searchable no more when this returns.
    removing::carry_out(app)?;
    if !context.quiet {
        say!(
            "`{id}`: {} articles removed, {} addresses forgotten; it is not visited again",
            forgotten.articles,
            forgotten.addresses
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
    Err(unknown_source(
        id,
        known.iter().map(|source| source.id.as_str()),
    ))
}

/// Whether to go on; says how if not.
fn proceed(yes: bool, context: &Context) -> bool {
    if !yes && !context.quiet {
        say!("nothing was removed; add --yes to do it");
    }
    yes
}

fn finish(context: &Context) -> Ending {
    if !context.quiet {
        say!("removed; earlier backups and exports of yours still hold it");
    }
    Ending::Done
}
