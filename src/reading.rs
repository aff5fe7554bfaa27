//! Reads what a visit brought: a listing leads on, a page may hold an article.

use aluehaku_article::ids::{ArticleId, SourceId};
use aluehaku_article::{Article, EnrichedArticle};
use twox_hash::XxHash3_64;
use url::Url;

use crate::address;
use crate::archive::fetches::RawPage;
use crate::archive::frontier::{Claim, PageKind};
use crate::clock;
use crate::crawl::arrival::ArrivedPage;
use crate::crawl::content::{self, Content};
use crate::crawl::listing::Named;
use crate::crawl::outcome::Outcome;
use crate::crawl::source::CrawlSource;
use aluehaku_enrich::Given;
use aluehaku_enrich::contained::{self, Broken};
use aluehaku_enrich::fingerprint::Fingerprint;
use aluehaku_enrich::knowledge::Knowledge;
use aluehaku_enrich::names::register::Lesson;
use aluehaku_enrich::removal::NAME_MASK;
use aluehaku_extract::links::LinkRole;
use aluehaku_extract::profile::CompiledProfile;
use aluehaku_extract::{Extraction, PageContent, PageInput};

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
    /// Digest of what came, to know it again.
    pub digest: Option<i64>,
    /// Where the page has moved to for good.
    pub moved_to: Option<Url>,
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
    /// When it last changed, as a list states.
    pub modified: Option<i64>,
}

/// An article that was read.
#[derive(Clone, Debug)]
pub struct ReadArticle {
    /// The article and what was understood of it.
    pub article: EnrichedArticle,
    /// Sketch of its text.
    pub fingerprint: Option<Fingerprint>,
    /// What it teaches about names, or why it could not be understood and has none.
    pub lesson: Result<Lesson, Broken>,
}

impl ReadArticle {
    /// An article, understood.
    pub(crate) fn of(article: Article, context: &aluehaku_enrich::Context<'_>) -> Self {
        let (article, lesson) = contained::enrich_and_observe(article, Given::default(), context);
        Self {
            fingerprint: Fingerprint::of(&article.article.whole_text()),
            article,
            lesson,
        }
    }

    /// Whether the name of a person who was removed was taken out of it.
    pub(crate) fn is_masked(&self) -> bool {
        let mut texts = self.article.article.texts().into_iter();
        texts.any(|(_, text)| text.contains(NAME_MASK))
    }
}

impl Reading {
    /// Nothing changed since the last visit.
    #[must_use]
    pub fn unchanged(claim: &Claim) -> Self {
        Self {
            etag: claim.etag.clone(),
            last_modified: claim.last_modified.clone(),
            digest: claim.digest,
            ..Self::failed(claim, Outcome::NotModified)
        }
    }

    /// Nothing came. What is known of the page stays so after a failure that may pass.
    #[must_use]
    pub fn failed(claim: &Claim, outcome: Outcome) -> Self {
        let kept = claim.clone();
        let keeps = outcome.is_passing_failure();
        Self {
            outcome,
            kind: claim.discovery.kind,
            links: Vec::new(),
            article: None,
            raw: None,
            etag: kept.etag.filter(|_| keeps),
            last_modified: kept.last_modified.filter(|_| keeps),
            digest: kept.digest.filter(|_| keeps),
            moved_to: None,
        }
    }

    /// The page lies elsewhere, where it is visited by itself.
    fn moved(claim: &Claim, target: Url, for_good: bool) -> Self {
        let link = FoundLink {
            url: target.clone(),
            kind: claim.discovery.kind,
            named: true,
            modified: None,
        };
        Self {
            links: vec![link],
            moved_to: for_good.then_some(target),
            ..Self::failed(claim, Outcome::Moved)
        }
    }
}

/// Reads pages.
#[derive(Debug)]
pub struct PageReader {
    knowledge: Knowledge,
}

impl PageReader {
    /// A reader that enriches with this knowledge.
    #[must_use]
    pub fn new(knowledge: Knowledge) -> Self {
        Self { knowledge }
    }

    /// What it enriches with.
    #[must_use]
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// What enrichment works with, for a page that says nothing of its language.
    #[must_use]
    pub fn context(&self) -> aluehaku_enrich::Context<'_> {
        self.knowledge.context()
    }

    /// Reads a page that a visit to `claim` brought.
    #[must_use]
    pub fn read(&self, source: &CrawlSource, claim: &Claim, page: ArrivedPage) -> Reading {
        let identity = address::identity(&page.final_url);
        if identity != claim.discovery.url {
            // Sites send readers of what is no more to their front page.
            return if claim.article.is_some() && source.begins_at(&page.final_url) {
                Reading::failed(claim, Outcome::NotFound)
            } else {
                Reading::moved(claim, page.final_url, page.is_for_good)
            };
        }
        let validators = (page.etag, page.last_modified);
        let digest = digest(&page.content, page.robots_tag.as_deref());
        if claim.digest == Some(digest) && was_read(claim) {
            return Reading {
                etag: validators.0,
                last_modified: validators.1,
                ..Reading::unchanged(claim)
            };
        }
        let content_type = page.content_type.as_deref();
        let mut reading = match content::classify(page.content, content_type, &page.final_url) {
            Content::Unknown => Reading::failed(claim, Outcome::UnknownContent),
            Content::Listing(listing) => {
                let next = page.next.map(Named::next_page);
                let links = listing.named.into_iter().chain(next);
                let links = links.map(|named| FoundLink {
                    url: named.url,
                    kind: named.kind,
                    named: true,
                    modified: named.modified,
                });
                let kind = match claim.discovery.kind {
                    // A further page of a list is looked at as one, whatever it is written in.
                    kind @ (PageKind::Start | PageKind::List) => kind,
                    _ => listing.kind,
                };
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
                let extraction = aluehaku_extract::extract(&input, &source.profile);
                let mut reading = self.of_extraction(source, claim, &page.final_url, extraction);
                // The page has the names that were taken out of the article.
                if reading
                    .article
                    .as_ref()
                    .is_some_and(|read| !read.is_masked())
                {
                    let page = RawPage {
                        url: claim.discovery.url.clone(),
                        source: source.id().to_owned(),
                        final_url: page.final_url.into(),
                        fetched_at: clock::now(),
                        content_type: page.content_type,
                        head: Some(page.head),
                        content,
                    };
                    // It may have them elsewhere, too.
                    reading.raw = Some(page).filter(|page| !page.names(self.knowledge.removed()));
                }
                reading
            }
        };
        (reading.etag, reading.last_modified) = validators;
        reading.digest = Some(digest);
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
        let context = aluehaku_enrich::Context {
            stated_language: language.as_deref(),
            source_language: source.settings.language.as_deref(),
            read_on: Some(clock::today()),
            ..self.context()
        };
        let article = Some(ReadArticle::of(article, &context));
        // How it was stored is said by whoever stores it.
        Reading {
            kind: PageKind::Article,
            links,
            article,
            ..Reading::failed(claim, Outcome::UnchangedArticle)
        }
    }
}

/// A number by which the same content is known again.
fn digest(content: &[u8], robots_tag: Option<&str>) -> i64 {
    let seed = XxHash3_64::oneshot(robots_tag.unwrap_or_default().as_bytes());
    XxHash3_64::oneshot_with_seed(seed, content).cast_signed()
}

/// Whether the last visit ended with the page read, so that the same content says nothing new.
fn was_read(claim: &Claim) -> bool {
    let last = claim.last_outcome.as_deref().and_then(Outcome::from_word);
    last.is_some_and(|last| {
        matches!(
            last,
            Outcome::NewArticle
                | Outcome::ChangedArticle
                | Outcome::UnchangedArticle
                | Outcome::NotModified
                | Outcome::Listing
                | Outcome::Noindex
        )
    })
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
            modified: None,
        })
        .collect();
    let feeds = extraction.feeds.iter();
    found.extend(feeds.map(|url| FoundLink {
        url: url.clone(),
        kind: PageKind::Feed,
        named: true,
        modified: None,
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
    let is_article = extraction.kind == aluehaku_extract::PageKind::Article;
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
