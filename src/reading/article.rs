//! The article of what was read of a page.

use aluehaku_article::Article;
use aluehaku_article::ids::{ArticleId, SourceId};
use aluehaku_extract::{Extraction, PageKind};
use url::Url;

use crate::address;
use crate::crawl::source::CrawlSource;

/// The article of a source's page, under its canonical address where that is the source's own.
pub(super) fn own_article(
    source: &CrawlSource,
    url: &Url,
    extraction: Extraction,
) -> Option<Article> {
    let canonical = extraction
        .canonical_url
        .as_ref()
        .filter(|url| source.contains(url));
    let url = address::normalised(canonical.unwrap_or(url));
    let id = ArticleId::from_canonical_url(&address::identity(&url));
    // The settings were checked: every source's identifier is one.
    let source = SourceId::new(source.id()).ok()?;
    article_of(extraction, id, source, Some(url.into()))
}

/// The article of an extraction; none when the page holds none.
#[must_use]
pub fn article_of(
    extraction: Extraction,
    id: ArticleId,
    source: SourceId,
    url: Option<String>,
) -> Option<Article> {
    let is_article = extraction.kind == PageKind::Article;
    is_article.then(|| article_from(extraction, id, source, url))
}

/// The article of what was read, whatever kind of page it is.
#[must_use]
pub fn article_from(
    extraction: Extraction,
    id: ArticleId,
    source: SourceId,
    url: Option<String>,
) -> Article {
    Article {
        id,
        url,
        source,
        title: extraction.title,
        lead: extraction.lead,
        body: extraction.body,
        published: extraction.published,
        modified: extraction.modified,
        authors: extraction.authors,
        topics: extraction.topics,
        language: None,
        parts: Vec::new(),
        snippet_only: extraction.robots.noarchive || extraction.robots.nosnippet,
    }
}
