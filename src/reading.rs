//! Reads what a visit brought: a listing leads on, a page may hold an article.

use aluehaku_index::article::{Article, EnrichedArticle};
use aluehaku_index::ids::{ArticleId, SourceId};
use aluehaku_index::region::RegionRegister;
use url::Url;

use crate::address;
use crate::archive::fetches::RawPage;
use crate::archive::frontier::{Claim, PageKind};
use crate::clock;
use crate::crawl::content::{self, Content};
use crate::crawl::outcome::Outcome;
use crate::crawl::source::CrawlSource;
use crate::crawl::visit::ArrivedPage;
use crate::enrich::fingerprint::Fingerprint;
use crate::enrich::places::PlaceFinder;
use crate::enrich::{self, Given};
use crate::extract::links::LinkRole;
use crate::extract::profile::CompiledProfile;
use crate::extract::{self, Extraction, PageContent, PageInput};

/// What a visit brought, read but not yet recorded.
#[derive(Debug)]
pub struct Reading {
    /// How the visit ended, as far as reading tells; storing an article says more.
    pub outcome: Outcome,
    /// What the address turned out to hold.
    pub kind: PageKind,
    /// Addresses it leads on to.
    pub links: Vec<FoundLink>,
    /// The article it holds.
    pub article: Option<ReadArticle>,
    /// The page to keep.
    pub raw: Option<RawPage>,
    /// Validator for the next visit.
    pub etag: Option<String>,
    /// Validator for the next visit.
    pub last_modified: Option<String>,
}

/// An address that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundLink {
    /// The address.
    pub url: Url,
    /// What it is expected to hold.
    pub kind: PageKind,
    /// Whether a list, feed or sitemap names it, rather than some link of a page.
    pub named: bool,
}

/// An article that was read.
#[derive(Clone, Debug)]
pub struct ReadArticle {
    /// The article and what was understood of it.
    pub article: EnrichedArticle,
    /// Sketch of its text.
    pub fingerprint: Option<Fingerprint>,
}

impl Reading {
    /// Nothing changed since the last visit.
    #[must_use]
    pub fn unchanged(claim: &Claim) -> Self {
        Self {
            etag: claim.etag.clone(),
            last_modified: claim.last_modified.clone(),
            ..Self::failed(claim, Outcome::NotModified)
        }
    }

    /// Nothing came.
    #[must_use]
    pub fn failed(claim: &Claim, outcome: Outcome) -> Self {
        Self {
            outcome,
            kind: claim.discovery.kind,
            links: Vec::new(),
            article: None,
            raw: None,
            etag: None,
            last_modified: None,
        }
    }

    /// The page lies elsewhere, where it is visited by itself.
    fn moved(claim: &Claim, target: Url) -> Self {
        let link = FoundLink {
            url: target,
            kind: claim.discovery.kind,
            named: true,
        };
        Self {
            links: vec![link],
            ..Self::failed(claim, Outcome::Moved)
        }
    }
}

/// Reads pages.
#[derive(Debug)]
pub struct PageReader {
    places: PlaceFinder,
}

impl Default for PageReader {
    fn default() -> Self {
        Self {
            places: PlaceFinder::new(RegionRegister::shipped()),
        }
    }
}

impl PageReader {
    /// What enrichment works with, for a page that says nothing of its language.
    #[must_use]
    pub fn context(&self) -> enrich::Context<'_> {
        enrich::Context {
            places: &self.places,
            regions: RegionRegister::shipped(),
            stated_language: None,
            source_language: None,
        }
    }

    /// Reads a page that a visit to `claim` brought.
    #[must_use]
    pub fn read(&self, source: &CrawlSource, claim: &Claim, page: ArrivedPage) -> Reading {
        if address::identity(&page.final_url) != claim.discovery.url {
            return Reading::moved(claim, page.final_url);
        }
        let validators = (page.etag, page.last_modified);
        let content_type = page.content_type.as_deref();
        let mut reading = match content::classify(page.content, content_type, &page.final_url) {
            Content::Unknown => Reading::failed(claim, Outcome::UnknownContent),
            Content::Listing(kind, named) => {
                let links = named.into_iter();
                let links = links.map(|(url, kind)| FoundLink {
                    url,
                    kind,
                    named: true,
                });
                Reading {
                    kind,
                    links: links.collect(),
                    ..Reading::failed(claim, Outcome::Listing)
                }
            }
            Content::Html(content) => {
                let input = PageInput {
                    content: PageContent::Bytes(&content),
                    url: Some(&page.final_url),
                    content_type,
                    robots_tag: page.robots_tag.as_deref(),
                    today: Some(clock::today()),
                };
                let extraction = extract::extract(&input, &source.profile);
                let mut reading = self.of_extraction(source, claim, &page.final_url, extraction);
                if reading.article.is_some() {
                    reading.raw = Some(RawPage {
                        url: claim.discovery.url.clone(),
                        source: source.id().to_owned(),
                        final_url: page.final_url.into(),
                        fetched_at: clock::now(),
                        content_type: page.content_type,
                        content,
                    });
                }
                reading
            }
        };
        (reading.etag, reading.last_modified) = validators;
        reading
    }

    fn of_extraction(
        &self,
        source: &CrawlSource,
        claim: &Claim,
        url: &Url,
        extraction: Extraction,
    ) -> Reading {
        let links = links(&source.profile, &extraction);
        if extraction.robots.noindex {
            return Reading {
                links,
                ..Reading::failed(claim, Outcome::Noindex)
            };
        }
        let language = extraction.language_hint.clone();
        let Some(article) = own_article(source, url, extraction) else {
            let kind = match claim.discovery.kind {
                PageKind::Start => PageKind::Start,
                _ => PageKind::List,
            };
            return Reading {
                kind,
                links,
                ..Reading::failed(claim, Outcome::Listing)
            };
        };
        let context = enrich::Context {
            stated_language: language.as_deref(),
            source_language: source.settings.language.as_deref(),
            ..self.context()
        };
        let enriched = enrich::enrich(article, Given::default(), &context);
        let fingerprint = Fingerprint::of(&enrich::whole_text(&enriched.article));
        let article = Some(ReadArticle {
            article: enriched,
            fingerprint,
        });
        // How it was stored is said by whoever stores it.
        Reading {
            kind: PageKind::Article,
            links,
            article,
            ..Reading::failed(claim, Outcome::UnchangedArticle)
        }
    }
}

/// The links to go on with: where the profile names the lists, those and nothing else; else all.
fn links(profile: &CompiledProfile, extraction: &Extraction) -> Vec<FoundLink> {
    let lists = profile.names_lists();
    let followed = extraction.links.iter().filter(|link| !link.nofollow);
    let followed = followed.filter(|link| !lists || link.role != LinkRole::Other);
    let mut found: Vec<FoundLink> = followed
        .map(|link| FoundLink {
            url: link.url.clone(),
            kind: if link.role == LinkRole::Next {
                PageKind::List
            } else {
                PageKind::Article
            },
            named: link.role == LinkRole::Article,
        })
        .collect();
    let feeds = extraction.feeds.iter();
    found.extend(feeds.map(|url| FoundLink {
        url: url.clone(),
        kind: PageKind::Feed,
        named: true,
    }));
    found
}

/// The article of a source's page, under its canonical address where that is the source's own.
fn own_article(source: &CrawlSource, url: &Url, extraction: Extraction) -> Option<Article> {
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
    let is_article = extraction.kind == extract::PageKind::Article;
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
        snippet_only: extraction.robots.noarchive || extraction.robots.nosnippet,
    }
}
