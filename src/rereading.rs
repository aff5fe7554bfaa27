//! Kept pages read anew, as after a change of a profile: what that changes of each article, and the change stored.

use std::sync::Arc;

use aluehaku_article::Article;
use url::Url;

use crate::app::App;
use crate::archive::articles::Incoming;
use crate::archive::fetches::{self, RawPage};
use crate::archive::frontier::{Claim, Discovery, PageKind};
use crate::archive::source_states::Fit;
use crate::archive::{Archive, frontier, reread, tombstones};
use crate::clock;
use crate::crawl::arrival::ArrivedPage;
use crate::crawl::source::CrawlSource;
use crate::reading::{PageReader, ReadArticle};

/// Pages read from the archive at a time.
const PAGES: u32 = 50;

/// What reading the kept pages anew comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Pages that were read.
    pub pages: u64,
    /// Articles that are read otherwise.
    pub changed: u64,
    /// Articles of pages that are read as none now; they stay as they are.
    pub lost: u64,
}

/// An article that is read otherwise than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reread {
    /// Where it lies.
    pub url: String,
    /// The fields that differ; nothing when the page is read as no article now.
    pub fields: Vec<FieldChange>,
}

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// Its name.
    pub field: &'static str,
    /// What it was.
    pub before: String,
    /// What it is.
    pub after: String,
}

/// A page with what is made of it now.
struct Anew {
    reread: Reread,
    read: Option<ReadArticle>,
}

/// Reads the kept pages of the configured sources anew, or of one of them, tells of every article that differs, and
/// stores it when `stores` says so.
///
/// # Errors
/// When the archive cannot be read or written; what was stored before stays.
pub fn go_through(
    app: &App,
    only: Option<&str>,
    stores: bool,
    mut tell: impl FnMut(&Reread) -> anyhow::Result<()>,
) -> anyhow::Result<Summary> {
    let mut archive = Archive::open_existing(app.location())?;
    let sources = app.crawl_sources();
    let mut reader = PageReader::new(app.knowledge()?);
    let (mut after, mut summary) = (String::new(), Summary::default());
    loop {
        let pages = archive.read(|reading| fetches::pages_after(reading, &after, PAGES))?;
        let Some(last) = pages.last() else { break };
        let end = last.url.clone();
        let wanted = |page: &&RawPage| only.is_none_or(|only| only == page.source);
        let mut batch = Vec::new();
        for page in pages.iter().filter(wanted) {
            let Some(source) = sources.iter().find(|source| source.id() == page.source) else {
                continue;
            };
            summary.pages += 1;
            batch.extend(anew(&archive, &reader, source, page)?);
        }
        if stores && !store(&mut archive, &reader, &batch)? {
            // Somebody was removed after these pages were read.
            reader = PageReader::new(app.knowledge()?);
            summary.pages -= pages.iter().filter(wanted).count() as u64;
            continue;
        }
        for one in &batch {
            match one.read {
                Some(_) => summary.changed += 1,
                None => summary.lost += 1,
            }
            tell(&one.reread)?;
        }
        after = end;
    }
    Ok(summary)
}

/// What a page is read as now; nothing when that is as before.
fn anew(
    archive: &Archive,
    reader: &PageReader,
    source: &Arc<CrawlSource>,
    page: &RawPage,
) -> anyhow::Result<Option<Anew>> {
    let before = archive.read(|reading| reread::article_of_page(reading, &page.url))?;
    let Some(before) = before else {
        return Ok(None);
    };
    let mut claim = Claim::first(Discovery {
        url: page.url.clone(),
        kind: PageKind::Article,
        depth: 0,
        barren: 0,
    });
    claim.published = archive.read(|reading| frontier::published(reading, &page.url))?;
    let Some(arrived) = arrived(page) else {
        return Ok(None);
    };
    // Where the profile finds nothing, general rules read, as in a crawl.
    let fit = Fit {
        generally: true,
        ..Fit::default()
    };
    let url = before.article.url.clone().unwrap_or_default();
    let Some(mut read) = reader.read(source, fit, &claim, arrived).article else {
        let fields = Vec::new();
        return Ok(Some(Anew {
            reread: Reread { url, fields },
            read: None,
        }));
    };
    // The same page stays the same article.
    read.article.article.id = before.article.id.clone();
    read.article.article.url = before.article.url.clone();
    let fields = changes(&before.article, &read.article.article);
    Ok((!fields.is_empty()).then_some(Anew {
        reread: Reread { url, fields },
        read: Some(read),
    }))
}

/// A kept page as it arrived.
fn arrived(page: &RawPage) -> Option<ArrivedPage> {
    let head = page.head.clone().unwrap_or_default();
    let tags = head.lines().filter_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("x-robots-tag")
            .then(|| value.trim().to_owned())
    });
    let tags: Vec<String> = tags.collect();
    Some(ArrivedPage {
        final_url: Url::parse(&page.final_url).ok()?,
        is_for_good: false,
        content: page.content.clone(),
        content_type: page.content_type.clone(),
        robots_tag: (!tags.is_empty()).then(|| tags.join("\n")),
        next: None,
        head,
        etag: None,
        last_modified: None,
    })
}

/// Stores what was read anew; false, and nothing stored, when somebody was removed meanwhile.
fn store(archive: &mut Archive, reader: &PageReader, batch: &[Anew]) -> anyhow::Result<bool> {
    let known = reader.knowledge().removed().stamp();
    let now = clock::now();
    let stored = archive.write(|connection| {
        if tombstones::stamp_of_persons(connection)? != known {
            return Ok(false);
        }
        for read in batch.iter().filter_map(|anew| anew.read.as_ref()) {
            let incoming = Incoming {
                article: &read.article,
                given: &[],
                fingerprint: read.fingerprint.as_ref(),
                lesson: read.lesson.as_ref().ok(),
                now,
            };
            reread::replace(connection, &incoming)?;
        }
        Ok(true)
    })?;
    Ok(stored)
}

fn changes(before: &Article, after: &Article) -> Vec<FieldChange> {
    let time = |time: &Option<aluehaku_article::time::PageTime>| {
        time.map_or_else(String::new, |time| time.to_string())
    };
    let fields = [
        ("title", before.title.clone(), after.title.clone()),
        (
            "lead",
            before.lead.clone().unwrap_or_default(),
            after.lead.clone().unwrap_or_default(),
        ),
        ("body", before.body.clone(), after.body.clone()),
        ("published", time(&before.published), time(&after.published)),
        ("modified", time(&before.modified), time(&after.modified)),
        (
            "authors",
            before.authors.join("; "),
            after.authors.join("; "),
        ),
        ("topics", before.topics.join("; "), after.topics.join("; ")),
    ];
    let differing = fields
        .into_iter()
        .filter(|(_, before, after)| before != after);
    differing
        .map(|(field, before, after)| FieldChange {
            field,
            before,
            after,
        })
        .collect()
}
