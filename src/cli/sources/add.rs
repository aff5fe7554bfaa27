//! `aluehaku sources add`: tries a site and writes what a crawl of it needs into the settings file.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail};
use clap::Args;
use url::Url;

use super::super::extract::named_profile;
use super::super::output::{say, standard_output};
use super::super::{Context, Ending};
use super::check;
use crate::app::App;
use crate::config::load::{self, FILE_NAME, Layers, SettingsFile};
use crate::crawl::source::CrawlSource;
use crate::source_check::proposal;

#[derive(Debug, Args)]
pub(in crate::cli) struct AddArguments {
    /// Where the source begins: its site, a list of its news, a feed or a sitemap.
    url: Url,

    /// Identifier; made of the name of its host when nothing is said.
    #[arg(long)]
    id: Option<String>,

    /// The publisher's name as readers see it.
    #[arg(long)]
    name: Option<String>,

    /// The maakunta it publishes in.
    #[arg(long)]
    region: Option<String>,

    /// Have it visited from now on; without this, `enabled = true` in its table does so when the publisher was asked.
    #[arg(long)]
    enable: bool,

    /// It lies on this machine, which is refused otherwise.
    #[arg(long)]
    allow_loopback: bool,
}

/// Ends with 1, and writes nothing, when no article is found.
pub(super) fn add(
    app: &App,
    file: Option<PathBuf>,
    arguments: &AddArguments,
    context: &Context,
) -> anyhow::Result<Ending> {
    let sources = app.crawl_sources();
    if let Some(source) = sources
        .iter()
        .find(|source| source.contains(&arguments.url))
    {
        bail!(
            "{} belongs to the source `{}` already: change its [[sources]] table",
            arguments.url,
            source.id()
        );
    }
    let file = file.unwrap_or_else(|| PathBuf::from(FILE_NAME));
    let source = source(app, arguments)?;
    // What cannot be read later is better known before a site is asked.
    let before = match std::fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => {
            return Err(error).with_context(|| format!("cannot read {}", file.display()));
        }
    };
    let found = check::look(app, &source)?;
    let mut output = standard_output();
    check::write_check(&mut output, app, &source, &found, false)?;
    output.flush()?;
    let proposed = proposal::of(&found, &source, app.profiles(), false);
    let Some(tables) = proposed.filter(|_| !found.samples.is_empty()) else {
        say!("no article was found, so nothing was written");
        return Ok(Ending::NothingFound);
    };
    append(&file, &before, &tables)?;
    if !context.quiet {
        say!(
            "written into {}: the source `{}`",
            file.display(),
            source.id()
        );
        if !arguments.enable {
            say!("it is visited once its table says `enabled = true`; ask the publisher first");
        }
    }
    Ok(Ending::Done)
}

fn source(app: &App, arguments: &AddArguments) -> anyhow::Result<Arc<CrawlSource>> {
    let profile = named_profile(app, "generic")?;
    let mut settings = CrawlSource::at(&arguments.url, Arc::clone(&profile)).settings;
    settings.id = arguments.id.clone().unwrap_or(settings.id);
    settings.name = arguments.name.clone().unwrap_or(settings.name);
    settings.region.clone_from(&arguments.region);
    settings.enabled = arguments.enable;
    settings.allow_loopback = arguments.allow_loopback;
    Ok(Arc::new(CrawlSource::new(settings, profile)))
}

/// Appends tables to a settings file: it is as it was, or whole with them and read without a fault.
fn append(file: &Path, before: &str, tables: &str) -> anyhow::Result<()> {
    let written = || format!("cannot write {}", file.display());
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let gap = match before.trim_end() {
        "" => "",
        _ => "\n\n",
    };
    let mut new = tempfile::NamedTempFile::new_in(folder).with_context(written)?;
    writeln!(new, "{}{gap}{tables}", before.trim_end()).with_context(written)?;
    load::load(Layers {
        file: SettingsFile::Named(new.path()),
        ..Layers::default()
    })
    .map_err(|error| {
        anyhow::anyhow!(
            "with the new source the settings could not be read ({error}): nothing was written"
        )
    })?;
    if let Ok(facts) = std::fs::metadata(file) {
        std::fs::set_permissions(new.path(), facts.permissions()).with_context(written)?;
    }
    new.as_file().sync_all().with_context(written)?;
    new.persist(file).with_context(written)?;
    Ok(())
}
