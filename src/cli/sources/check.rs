//! What a crawl of a source would bring, in plain words.

use std::io::Write;
use std::sync::Arc;

use aluehaku_extract::{Extraction, PageContent, PageInput, PageKind};
use anyhow::bail;
use url::Url;

use super::super::Ending;
use super::super::output::{say, standard_output};
use super::page;
use crate::app::App;
use crate::archive::frontier::{self, PageKind as AddressKind};
use crate::archive::source_states::RobotsWord;
use crate::crawl::Crawler;
use crate::crawl::looker::Looker;
use crate::crawl::network::Internet;
use crate::crawl::outcome::Outcome;
use crate::crawl::source::CrawlSource;
use crate::reading::stated_day;
use crate::source_check::{self, Looked, Sample, SourceCheck, doubts, proposal};
use crate::{address, clock};

/// Letters of a text that are shown.
const SHOWN_TEXT: usize = 160;

/// Tries a source and says what a crawl of it would bring.
pub(super) fn source(
    app: &App,
    source: &Arc<CrawlSource>,
    is_configured: bool,
) -> anyhow::Result<Ending> {
    if source.start().is_empty() {
        bail!(
            "the source {} has no start address: set `start` in its [[sources]] table",
            source.id()
        );
    }
    let check = look(app, source)?;
    let mut output = standard_output();
    write_check(&mut output, app, source, &check, is_configured)?;
    output.flush()?;
    Ok(if check.samples.is_empty() {
        Ending::NothingFound
    } else {
        Ending::Done
    })
}

/// Looks at a few pages of a source.
pub(super) fn look(app: &App, source: &Arc<CrawlSource>) -> anyhow::Result<SourceCheck> {
    let pause = app.crawler_settings().delay_ms as f64 / 1000.0;
    say!(
        "Looking at a few pages of {}, {pause} s between two requests.",
        source.id()
    );
    let looker = looker(app, source)?;
    Ok(runtime()?.block_on(source_check::check(source, looker)))
}

/// Reads one page of a source as a crawl would, and shows what was found, and where.
pub(super) fn page(app: &App, source: &Arc<CrawlSource>, url: &Url) -> anyhow::Result<Ending> {
    let mut looker = looker(app, source)?;
    let page = match runtime()?.block_on(looker.look(url, AddressKind::Article)) {
        Ok(page) => page,
        Err(outcome) => bail!("{url} could not be read: {}", said(outcome)),
    };
    let input = PageInput {
        content_type: page.content_type.as_deref(),
        url: Some(&page.final_url),
        robots_tag: page.robots_tag.as_deref(),
        today: Some(clock::today()),
        ..PageInput::new(PageContent::Bytes(&page.content))
    };
    let mut extraction = aluehaku_extract::extract(&input, &source.profile);
    take_stated_day(app, &mut extraction, url)?;
    let mut output = standard_output();
    page::show(&mut output, &extraction)?;
    output.flush()?;
    Ok(if extraction.kind == PageKind::Article {
        Ending::Done
    } else {
        Ending::NothingFound
    })
}

/// The day that a feed or sitemap states for a page, as an earlier crawl noted it.
fn take_stated_day(app: &App, extraction: &mut Extraction, url: &Url) -> anyhow::Result<()> {
    if !app.data_dir().exists() {
        return Ok(());
    }
    let identity = address::identity(url);
    let stated = app
        .archive()?
        .read(|reading| frontier::published(reading, &identity))?;
    if let Some((published, list)) = stated {
        stated_day::take(extraction, published, &list);
    }
    Ok(())
}

fn looker(app: &App, source: &Arc<CrawlSource>) -> anyhow::Result<Looker> {
    let crawler = Crawler::new(app.crawler_settings(), Arc::new(Internet::new()?))?;
    Ok(crawler.looker(source))
}

fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?)
}

pub(super) fn write_check(
    output: &mut impl Write,
    app: &App,
    source: &CrawlSource,
    check: &SourceCheck,
    is_configured: bool,
) -> anyhow::Result<()> {
    let settings = &source.settings;
    let profile = source.profile.name();
    writeln!(
        output,
        "{} ({}), read with the profile \"{profile}\"",
        settings.name, settings.id
    )?;
    write_robots(output, check)?;
    writeln!(output, "\nPages that were looked at")?;
    for looked in &check.looked {
        writeln!(output, "  {}  {}", looked.url, looked_text(looked))?;
    }
    write_links(output, check)?;
    let tried = check
        .looked
        .iter()
        .filter(|looked| looked.was_candidate())
        .count();
    let all = check.samples.len();
    writeln!(
        output,
        "\nArticles: {all} found on {tried} pages that may hold one"
    )?;
    for sample in &check.samples {
        write_sample(output, sample)?;
    }
    let dated = check
        .samples
        .iter()
        .filter(|sample| sample.extraction.published.is_some());
    writeln!(
        output,
        "\nDates: {} of {all} articles say when they were published",
        dated.count()
    )?;
    writeln!(output, "\nDoubtful")?;
    let doubts = doubts::of(check, source);
    for doubt in &doubts {
        writeln!(output, "  - {doubt}")?;
    }
    if doubts.is_empty() {
        writeln!(output, "  nothing")?;
    }
    writeln!(output, "\nSettings")?;
    match proposal::of(check, source, app.profiles(), is_configured) {
        Some(tables) => writeln!(output, "{tables}")?,
        None if check.samples.is_empty() => {
            writeln!(
                output,
                "  nothing can be proposed before an article is found"
            )?;
        }
        None => writeln!(output, "  they are right as they are")?,
    }
    Ok(())
}

fn write_robots(output: &mut impl Write, check: &SourceCheck) -> anyhow::Result<()> {
    let allows = match check.robots {
        Some(RobotsWord::Everything) => "allows everything: there is none",
        Some(RobotsWord::ByRules) => "allows the start address; its rules are kept",
        Some(RobotsWord::Nothing) => "forbids every start address",
        Some(RobotsWord::Unreachable) => "cannot be read, so nothing is visited",
        None => "was not asked for",
    };
    write!(output, "\nrobots.txt {allows}")?;
    if let Some(pause) = check.pause {
        write!(
            output,
            "; it asks for {} s between two requests",
            pause.as_secs_f32()
        )?;
    }
    if check.sitemaps > 0 {
        write!(output, "; it names {} sitemaps", check.sitemaps)?;
    }
    Ok(writeln!(output)?)
}

fn write_links(output: &mut impl Write, check: &SourceCheck) -> anyhow::Result<()> {
    let links = check.links;
    writeln!(output, "\nLinks")?;
    for (count, what) in [
        (
            links.named,
            "named by lists, feeds and sitemaps, or looked at: they are visited",
        ),
        (
            links.others,
            "other links of these pages: they are visited, too",
        ),
        (links.unwanted, "left out by `only` and `skip`"),
        (
            links.documents,
            "documents, pictures and other files: not asked for",
        ),
        (links.elsewhere, "to other sites: not followed"),
        (links.forbidden, "forbidden by robots.txt"),
    ] {
        if count > 0 {
            writeln!(output, "  {count:>5}  {what}")?;
        }
    }
    Ok(())
}

fn write_sample(output: &mut impl Write, sample: &Sample) -> anyhow::Result<()> {
    let Extraction {
        title,
        published,
        authors,
        lead,
        body,
        evidence,
        ..
    } = &sample.extraction;
    writeln!(output, "\n  {title}\n    {}", sample.url)?;
    let place = evidence.published.as_ref();
    let place = place.map(|found| format!("{} {}", found.kind.as_str(), found.detail));
    match published {
        Some(time) => writeln!(
            output,
            "    published {time} [{}]",
            place.unwrap_or_default()
        )?,
        None => writeln!(output, "    published MISSING")?,
    }
    if !authors.is_empty() {
        writeln!(output, "    by {}", authors.join(", "))?;
    }
    let text = lead
        .iter()
        .map(String::as_str)
        .chain([body.as_str()])
        .collect::<Vec<_>>()
        .join(" ");
    let shown: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = shown.chars().take(SHOWN_TEXT).collect();
    writeln!(output, "    {cut}… ({} letters)", shown.chars().count())?;
    Ok(())
}

/// What a page turned out to be, in words.
fn looked_text(looked: &Looked) -> String {
    let links = looked.links;
    let what = match (looked.outcome, looked.kind) {
        (Outcome::NewArticle, _) => "an article".to_owned(),
        (Outcome::Listing, AddressKind::Feed) => format!("a feed that names {links} pages"),
        (Outcome::Listing, AddressKind::Sitemap) => format!("a sitemap that names {links} pages"),
        (Outcome::Listing, _) => format!("no article; {links} links lead on"),
        (outcome, _) => said(outcome).to_owned(),
    };
    match looked.remark {
        Some(remark) => format!("{what} ({})", remark.as_str()),
        None => what,
    }
}

/// How a visit without a page ended, in words.
fn said(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Noindex => "asks not to be kept (noindex)",
        Outcome::Moved => "leads to another address, which is looked at by itself",
        Outcome::UnknownContent => "neither a page nor a feed nor a sitemap",
        Outcome::ForbiddenByRobots => "forbidden by robots.txt",
        Outcome::RobotsUnreachable => "not asked for: robots.txt cannot be read",
        Outcome::NotFound => "not there, or says so (404)",
        Outcome::Gone => "gone (410)",
        Outcome::Denied => "for members only",
        Outcome::RedirectOutside => "leads to another site; give its address as start address",
        Outcome::OutOfReach => {
            "out of reach: it lies on this machine or in a private network (allow_loopback)"
        }
        Outcome::Timeout => "no answer in time",
        Outcome::Connection => "no connection",
        other => other.as_str(),
    }
}
