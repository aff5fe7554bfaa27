//! `aluehaku sources`: what is configured, and how one page of a source is read.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use aluehaku_article::time::PageTime;
use anyhow::{Context as _, bail};
use clap::Subcommand;
use url::Url;

use super::extract::{named_profile, read};
use super::output::standard_output;
use super::{Context, Ending};
use crate::app::App;
use crate::archive::articles;
use crate::crawl::Crawler;
use crate::crawl::arrival::ArrivedPage;
use crate::crawl::network::Internet;
use crate::crawl::source::CrawlSource;
use aluehaku_extract::evidence::Evidence;
use aluehaku_extract::profile::{CompiledProfile, Profile};
use aluehaku_extract::suggest::suggest;
use aluehaku_extract::{Extraction, PageContent, PageInput, PageKind};

#[derive(Debug, Subcommand)]
pub(super) enum SourcesCommand {
    /// List the configured sources.
    List,
    /// Read one page and show what was found, and where.
    Check {
        /// Address of a page of a configured source, or an HTML file.
        page: String,

        /// How the page is read: a shipped base or a profile of the settings.
        #[arg(long, value_name = "NAME")]
        profile: Option<String>,
    },
    /// Propose a profile from a few saved articles of one site.
    Suggest {
        /// HTML files, best three or more.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

pub(super) fn run(command: &SourcesCommand, context: &Context) -> anyhow::Result<Ending> {
    let app = App::new(context.settings()?.settings)?;
    match command {
        SourcesCommand::List => list(&app),
        SourcesCommand::Check { page, profile } => check(&app, page, profile.as_deref()),
        SourcesCommand::Suggest { files } => suggest_profile(&app, files),
    }
}

fn list(app: &App) -> anyhow::Result<Ending> {
    let mut output = standard_output();
    let counts = if app.data_dir().exists() {
        app.archive()?.read(articles::count_by_source)?
    } else {
        Vec::new()
    };
    let count = |id: &str| {
        counts
            .iter()
            .find(|(source, _)| source == id)
            .map_or(0, |(_, n)| *n)
    };
    writeln!(output, "id\tenabled\tarticles\tprofile\tregion\tname")?;
    for source in &app.settings().sources {
        writeln!(
            output,
            "{}\t{}\t{}\t{}\t{}\t{}",
            source.id,
            if source.enabled { "yes" } else { "no" },
            count(&source.id),
            source.profile,
            source.region.as_deref().unwrap_or("-"),
            source.name,
        )?;
    }
    output.flush()?;
    Ok(Ending::Done)
}

fn check(app: &App, page: &str, profile: Option<&str>) -> anyhow::Result<Ending> {
    let profile = profile.map(|name| named_profile(app, name)).transpose()?;
    let extraction = match Url::parse(page).ok().filter(Url::has_host) {
        Some(url) => check_address(app, &url, profile.as_ref())?,
        None => {
            let profile = match profile {
                Some(profile) => profile,
                None => named_profile(app, "generic")?,
            };
            let content = read(Path::new(page))?;
            aluehaku_extract::extract(&PageInput::new(PageContent::Bytes(&content)), &profile)
        }
    };
    let found = extraction.kind == PageKind::Article;
    let mut output = standard_output();
    show(&mut output, &extraction)?;
    output.flush()?;
    Ok(if found {
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

/// Fetches a page as the crawler would, within robots.txt, and reads it.
fn check_address(
    app: &App,
    url: &Url,
    profile: Option<&Arc<CompiledProfile>>,
) -> anyhow::Result<Extraction> {
    let sources = app.crawl_sources();
    let source = sources.iter().find(|source| source.contains(url)).with_context(|| {
        format!("{url} belongs to no configured source; add a [[sources]] table, or check a saved file")
    })?;
    let page = fetch(app, source, url)?;
    let input = PageInput {
        content_type: page.content_type.as_deref(),
        url: Some(&page.final_url),
        robots_tag: page.robots_tag.as_deref(),
        ..PageInput::new(PageContent::Bytes(&page.content))
    };
    Ok(aluehaku_extract::extract(
        &input,
        profile.unwrap_or(&source.profile),
    ))
}

fn fetch(app: &App, source: &Arc<CrawlSource>, url: &Url) -> anyhow::Result<ArrivedPage> {
    let crawler = Crawler::new(app.crawler_settings(), Arc::new(Internet::new()?))?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    match runtime.block_on(crawler.fetch_one(source, url)) {
        Ok(page) => Ok(page),
        Err(outcome) => bail!("{url} could not be read: {}", outcome.as_str()),
    }
}

fn show(output: &mut impl Write, extraction: &Extraction) -> anyhow::Result<()> {
    if let PageKind::NotArticle(reason) = extraction.kind {
        writeln!(output, "no article: {}", reason.as_str())?;
    }
    let evidence = &extraction.evidence;
    let time = |time: Option<PageTime>| time.map(|time| time.to_string());
    value(
        output,
        "title",
        Some(extraction.title.clone()),
        evidence.title.as_ref(),
    )?;
    value(
        output,
        "lead",
        extraction.lead.clone(),
        evidence.lead.as_ref(),
    )?;
    value(
        output,
        "published",
        time(extraction.published),
        evidence.published.as_ref(),
    )?;
    value(
        output,
        "modified",
        time(extraction.modified),
        evidence.modified.as_ref(),
    )?;
    value(
        output,
        "authors",
        list_text(&extraction.authors),
        evidence.authors.as_ref(),
    )?;
    value(
        output,
        "topics",
        list_text(&extraction.topics),
        evidence.topics.as_ref(),
    )?;
    let image = extraction.image.as_ref().map(|image| match &image.alt {
        Some(alt) => format!("{} ({alt})", image.url),
        None => image.url.to_string(),
    });
    value(output, "image", image, evidence.image.as_ref())?;
    value(
        output,
        "body",
        Some(extraction.body.clone()),
        evidence.body.as_ref(),
    )?;
    for warning in &extraction.warnings {
        writeln!(output, "warning    {warning}")?;
    }
    writeln!(output, "links      {}", extraction.links.len())?;
    Ok(())
}

fn list_text(values: &[String]) -> Option<String> {
    (!values.is_empty()).then(|| values.join(", "))
}

/// One field: what was read, and where; a missing one is named too.
fn value(
    output: &mut impl Write,
    name: &str,
    value: Option<String>,
    evidence: Option<&Evidence>,
) -> anyhow::Result<()> {
    let Some(value) = value.filter(|value| !value.is_empty()) else {
        writeln!(output, "{name:<10} MISSING")?;
        return Ok(());
    };
    let place = evidence.map(|evidence| {
        let confidence = evidence.confidence().as_str();
        format!(
            "{confidence}: {} {}",
            evidence.kind.as_str(),
            evidence.detail
        )
    });
    writeln!(
        output,
        "{name:<10} [{}]",
        place.unwrap_or_default().trim_end()
    )?;
    for line in value.lines() {
        writeln!(output, "           {line}")?;
    }
    Ok(())
}
