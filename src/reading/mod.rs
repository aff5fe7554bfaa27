//! Reads what a visit brought: a listing leads on, a page may hold an article. [`fitting`] reads a page by
//! the profile of its source, or by general rules where that fits nothing; `stated_day` gives a page without
//! a date the one that a list states.

mod article;
pub mod fitting;
mod found_link;
pub mod stated_day;

use aluehaku_article::{Article, EnrichedArticle};
pub use article::{article_from, article_of};
pub use found_link::FoundLink;
use twox_hash::XxHash3_64;
use url::Url;

use crate::address;
use crate::archive::fetches::RawPage;
use crate::archive::frontier::{Claim, PageKind};
use crate::archive::remarks::Remark;
use crate::archive::source_states::Fit;
use crate::clock;
use crate::crawl::arrival::ArrivedPage;
use crate::crawl::content::{self, Content};
use crate::crawl::listing::{Listing, Named};
use crate::crawl::outcome::Outcome;
use crate::crawl::placeholder;
use crate::crawl::signs::Signs;
use crate::crawl::source::CrawlSource;
use aluehaku_enrich::Given;
use aluehaku_enrich::contained::{self, Broken};
use aluehaku_enrich::fingerprint::Fingerprint;
use aluehaku_enrich::knowledge::Knowledge;
use aluehaku_enrich::names::register::Lesson;
use aluehaku_enrich::removal::NAME_MASK;
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
    /// What was found wanting.
    pub remark: Option<Remark>,
    /// Whether the profile's article was found on the page, and its list.
    pub fits: (bool, bool),
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
            remark: None,
            fits: (false, false),
        }
    }

    /// The page lies elsewhere, where it is visited by itself.
    fn moved(claim: &Claim, target: Url, for_good: bool) -> Self {
        Self {
            links: vec![FoundLink::new(target.clone(), claim.discovery.kind, true)],
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

    /// Reads a page that a visit to `claim` brought; `fit` is what earlier visits told of the profile.
    #[must_use]
    pub fn read(
        &self,
        source: &CrawlSource,
        fit: Fit,
        claim: &Claim,
        mut page: ArrivedPage,
    ) -> Reading {
        let identity = address::identity(&page.final_url);
        if identity != claim.discovery.url {
            // Sites send readers of what is no more to their front page.
            return if claim.article.is_some() && source.begins_at(&page.final_url) {
                Reading::failed(claim, Outcome::NotFound)
            } else {
                Reading::moved(claim, page.final_url, page.is_for_good)
            };
        }
        let validators = (page.etag.take(), page.last_modified.take());
        let digest = digest(&page.content, page.robots_tag.as_deref());
        if claim.digest == Some(digest) && was_read(claim) {
            return Reading {
                etag: validators.0,
                last_modified: validators.1,
                ..Reading::unchanged(claim)
            };
        }
        let content = std::mem::take(&mut page.content);
        let content_type = page.content_type.as_deref();
        let mut reading = match content::classify(content, content_type, &page.final_url) {
            Content::Unknown => Reading::failed(claim, Outcome::UnknownContent),
            Content::Listing(listing) => of_listing(claim, listing, page.next),
            Content::Html(content) => {
                page.content = content;
                self.read_page(source, fit, claim, page)
            }
        };
        note_broken_list(claim, &mut reading);
        (reading.etag, reading.last_modified) = validators;
        reading.digest = Some(digest);
        reading
    }

    /// Reads a page in HTML.
    fn read_page(
        &self,
        source: &CrawlSource,
        fit: Fit,
        claim: &Claim,
        page: ArrivedPage,
    ) -> Reading {
        let signs = Signs::of(&page.content, page.content_type.as_deref(), &page.final_url);
        if let Some(target) = &signs.refresh {
            return if source.contains(target) {
                Reading::moved(claim, target.clone(), false)
            } else {
                Reading::failed(claim, Outcome::RedirectOutside)
            };
        }
        let input = PageInput {
            content: PageContent::Bytes(&page.content),
            url: Some(&page.final_url),
            content_type: page.content_type.as_deref(),
            robots_tag: page.robots_tag.as_deref(),
            today: Some(clock::today()),
        };
        let read = fitting::read(&input, &source.profile, fit, claim.discovery.kind);
        let (extraction, links) = (read.extraction, read.links);
        let remark = read.remark.or_else(|| signs.remark(&extraction));
        let mut reading = match placeholder::of(&extraction) {
            Some(stands_for) => Reading {
                remark: Some(stands_for),
                ..Reading::failed(claim, placeholder::outcome(stands_for))
            },
            None => Reading {
                remark,
                ..self.of_extraction(source, claim, &page.final_url, extraction, links)
            },
        };
        reading.fits = read.fits;
        let is_article = reading.article.is_some();
        let way_on = signs.without_script.filter(|_| !is_article).into_iter();
        let others = signs.translations.into_iter().chain(way_on);
        let kind = claim.discovery.kind;
        reading
            .links
            .extend(others.map(|url| FoundLink::new(url, kind, true)));
        // The page has the names that were taken out of the article.
        if reading
            .article
            .as_ref()
            .is_some_and(|read| !read.is_masked())
        {
            // It may have them elsewhere, too.
            let page = raw_page(source, claim, page);
            reading.raw = Some(page).filter(|page| !page.names(self.knowledge.removed()));
        }
        reading
    }

    fn of_extraction(
        &self,
        source: &CrawlSource,
        claim: &Claim,
        url: &Url,
        mut extraction: Extraction,
        links: Vec<FoundLink>,
    ) -> Reading {
        if extraction.robots.noindex {
            return Reading {
                links,
                ..Reading::failed(claim, Outcome::Noindex)
            };
        }
        if let Some((published, list)) = &claim.published {
            stated_day::take(&mut extraction, *published, list);
        }
        let language = extraction.language_hint.clone();
        let Some(article) = article::own_article(source, url, extraction) else {
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

/// What a sitemap or feed leads on to.
fn of_listing(claim: &Claim, listing: Listing, next: Option<Url>) -> Reading {
    let next = next.map(Named::next_page);
    let links = listing.named.into_iter().chain(next);
    let links = links.map(|named| FoundLink {
        url: named.url,
        kind: named.kind,
        named: true,
        modified: named.modified,
        published: named.published,
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

/// Remarks that there is no feed or sitemap where one was named. It stays what it should be: it may be
/// mended.
fn note_broken_list(claim: &Claim, reading: &mut Reading) {
    let named = claim.discovery.kind;
    let should_be = matches!(named, PageKind::Feed | PageKind::Sitemap);
    let is_list = matches!(reading.kind, PageKind::Feed | PageKind::Sitemap);
    let is_unknown = reading.outcome == Outcome::UnknownContent;
    if should_be && reading.article.is_none() && (!is_list || is_unknown) {
        reading.remark = Some(Remark::BrokenFeed);
        reading.kind = named;
    }
}

/// The page as it is kept.
fn raw_page(source: &CrawlSource, claim: &Claim, page: ArrivedPage) -> RawPage {
    RawPage {
        url: claim.discovery.url.clone(),
        source: source.id().to_owned(),
        final_url: page.final_url.into(),
        fetched_at: clock::now(),
        content_type: page.content_type,
        head: Some(page.head),
        content: page.content,
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
