//! `aluehaku sources`: what is configured, what a crawl of a source would bring ([`check`]), how one
//! page is read ([`page`]), and a new source ([`add`]).

mod add;
mod check;
mod page;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail};
use clap::Subcommand;
use url::Url;

use super::extract::{named_profile, read};
use super::output::standard_output;
use super::{Context, Ending};
use crate::app::App;
use crate::archive::health::{self, Alarm, SourceHealth};
use crate::archive::{Archive, articles};
use crate::clock;
use crate::crawl::outcome::Outcome;
use crate::crawl::source::CrawlSource;
use aluehaku_extract::profile::{CompiledProfile, Profile};
use aluehaku_extract::suggest::suggest;
use aluehaku_extract::{PageContent, PageInput, PageKind};

#[derive(Debug, Subcommand)]
pub(super) enum SourcesCommand {
    /// List the configured sources.
    List,
    /// Say what a crawl of a source would bring, or read one page and show what was found, and where.
    Check {
        /// Identifier or start address of a source, configured or not; address of one of its pages; or an
        /// HTML file.
        #[arg(value_name = "SOURCE|URL|FILE")]
        what: String,

        /// How the page is read: a shipped base or a profile of the settings.
        #[arg(long, value_name = "NAME")]
        profile: Option<String>,
    },
    /// Try a site, and write what a crawl of it needs into the settings file.
    Add(add::AddArguments),
    /// Propose a profile from a few saved articles of one site.
    Suggest {
        /// HTML files, best three or more.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

pub(super) fn run(command: &SourcesCommand, context: &Context) -> anyhow::Result<Ending> {
    let loaded = context.settings()?;
    let file = loaded.file.clone();
    let app = App::new(loaded.settings)?;
    match command {
        SourcesCommand::Add(arguments) => add::add(&app, file, arguments, context),
        SourcesCommand::List => list(&app),
        SourcesCommand::Check { what, profile } => check(&app, what, profile.as_deref()),
        SourcesCommand::Suggest { files } => suggest_profile(&app, files),
    }
}

fn list(app: &App) -> anyhow::Result<Ending> {
    let mut output = standard_output();
    let (counts, health) = if app.data_dir().exists() {
        let archive = app.archive()?;
        (archive.read(articles::count_by_source)?, fares(&archive)?)
    } else {
        Default::default()
    };
    let count = |id: &str| {
        counts
            .iter()
            .find(|(source, _)| source == id)
            .map_or(0, |(_, n)| *n)
    };
    writeln!(
        output,
        "id\tenabled\tarticles\tprofile\tregion\tname\talarm\tremarks"
    )?;
    for source in &app.settings().sources {
        let health = health.iter().find(|health| health.source == source.id);
        writeln!(
            output,
            "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
            source.id,
            if source.enabled { "yes" } else { "no" },
            count(&source.id),
            source.profile,
            source.region.as_deref().unwrap_or("-"),
            source.name,
            health.and_then(alarm_text).as_deref().unwrap_or("-"),
            health.and_then(remarks_text).as_deref().unwrap_or("-"),
        )?;
    }
    output.flush()?;
    Ok(Ending::Done)
}

fn fares(archive: &Archive) -> anyhow::Result<Vec<SourceHealth>> {
    let is_failure = |word: &str| Outcome::from_word(word).is_some_and(Outcome::is_failure);
    Ok(archive.read(|reading| health::all(reading, clock::now(), is_failure))?)
}

/// What is out of the ordinary, and why: `no_articles: needs_script`.
fn alarm_text(health: &SourceHealth) -> Option<String> {
    let alarm = health.alarm.map(Alarm::as_str)?;
    Some(match &health.alarm_reason {
        Some(reason) => format!("{alarm}: {reason}"),
        None => alarm.to_owned(),
    })
}

/// What visits found wanting and what is left out, with the number of addresses.
fn remarks_text(health: &SourceHealth) -> Option<String> {
    let remarks = health.remarks.iter().map(|(word, n)| format!("{word} {n}"));
    let left_out = (health.left_out > 0).then(|| format!("over_max_pages {}", health.left_out));
    let all: Vec<String> = remarks.chain(left_out).collect();
    (!all.is_empty()).then(|| all.join(", "))
}

fn check(app: &App, what: &str, profile: Option<&str>) -> anyhow::Result<Ending> {
    let profile = profile.map(|name| named_profile(app, name)).transpose()?;
    let sources = app.crawl_sources();
    if let Some(source) = sources.iter().find(|source| source.id() == what) {
        return check::source(app, &with_profile(source, profile), true);
    }
    let Some(url) = Url::parse(what).ok().filter(Url::has_host) else {
        return check_file(app, what, profile);
    };
    match sources.iter().find(|source| source.contains(&url)) {
        Some(source) if source.begins_at(&url) => {
            check::source(app, &with_profile(source, profile), true)
        }
        Some(source) => check::page(app, &with_profile(source, profile), &url),
        None => {
            let profile = match profile {
                Some(profile) => profile,
                None => named_profile(app, "generic")?,
            };
            check::source(app, &Arc::new(CrawlSource::at(&url, profile)), false)
        }
    }
}

fn with_profile(
    source: &Arc<CrawlSource>,
    profile: Option<Arc<CompiledProfile>>,
) -> Arc<CrawlSource> {
    match profile {
        Some(profile) => Arc::new(CrawlSource::new(source.settings.clone(), profile)),
        None => Arc::clone(source),
    }
}

fn check_file(
    app: &App,
    file: &str,
    profile: Option<Arc<CompiledProfile>>,
) -> anyhow::Result<Ending> {
    let profile = match profile {
        Some(profile) => profile,
        None => named_profile(app, "generic")?,
    };
    let content = read(Path::new(file)).with_context(|| {
        format!("{file} is no configured source (`aluehaku sources list`), no address and no file that can be read")
    })?;
    let page = PageInput::new(PageContent::Bytes(&content));
    let extraction = aluehaku_extract::extract(&page, &profile);
    let mut output = standard_output();
    page::show(&mut output, &extraction)?;
    output.flush()?;
    Ok(if extraction.kind == PageKind::Article {
        Ending::Done
    } else {
        Ending::NothingFound
    })
}

/// Prints a table for the settings.
fn suggest_profile(app: &App, files: &[PathBuf]) -> anyhow::Result<Ending> {
    let articles: Vec<Vec<u8>> = files
        .iter()
        .map(|file| read(file))
        .collect::<anyhow::Result<_>>()?;
    let profile = suggest(&articles, &*named_profile(app, "generic")?);
    if profile == Profile::default() {
        bail!(
            "the pages have no class in common that marks title, text, date or writer; give more articles of one site"
        );
    }
    let mut output = standard_output();
    writeln!(
        output,
        "[profiles.own]\n{}",
        toml::to_string(&profile)?.trim_end()
    )?;
    output.flush()?;
    Ok(Ending::Done)
}
