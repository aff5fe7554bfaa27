//! Looks at the pages of a source: first where it begins and what lists there are, then the links that
//! are likeliest to be articles.

use std::collections::BTreeSet;
use std::sync::Arc;

use aluehaku_enrich::knowledge::Knowledge;
use aluehaku_extract::{PageContent, PageInput};
use aluehaku_finnish::Finnish;
use url::Url;

use super::{Looked, Sample, SourceCheck};
use crate::address;
use crate::archive::frontier::{Claim, Discovery, PageKind};
use crate::archive::remarks::Remark;
use crate::archive::source_states::Fit;
use crate::clock;
use crate::crawl::arrival::ArrivedPage;
use crate::crawl::content;
use crate::crawl::looker::Looker;
use crate::crawl::outcome::Outcome;
use crate::crawl::source::CrawlSource;
use crate::reading::{FoundLink, PageReader, fitting, stated_day};

/// Articles that are shown.
const SAMPLES: usize = 3;

/// Lists, feeds and sitemaps that are looked at.
const MOST_LISTS: usize = 6;

/// Pages that are tried for an article.
const MOST_CANDIDATES: usize = 8;

/// A link that may be looked at.
#[derive(Clone, Debug)]
struct Candidate {
    link: FoundLink,
    /// The page that leads there.
    found_on: String,
}

/// A page that came, with what it was expected to be.
#[derive(Clone, Debug)]
struct Came {
    claim: Claim,
    found_on: String,
    page: ArrivedPage,
}

/// A walk over a source.
struct Walk<'a> {
    source: &'a Arc<CrawlSource>,
    reader: PageReader,
    fit: Fit,
    seen: BTreeSet<String>,
    candidates: Vec<Candidate>,
    /// Pages that were tried for an article and came.
    came: Vec<Came>,
    check: SourceCheck,
}

/// Looks at a source as a crawl would, from where it begins.
pub async fn check(source: &Arc<CrawlSource>, mut looker: Looker) -> SourceCheck {
    let mut walk = Walk {
        source,
        // What a page tells of is not shown, so it need not be understood well.
        reader: PageReader::new(Knowledge::new(Arc::new(Finnish::new(None)))),
        fit: Fit::default(),
        seen: BTreeSet::new(),
        candidates: Vec::new(),
        came: Vec::new(),
        check: SourceCheck::default(),
    };
    for start in source.start() {
        walk.add(
            start.as_str(),
            FoundLink::new(start.clone(), PageKind::Start, true),
        );
    }
    let (mut lists, mut tried) = (0, 0);
    while let Some(candidate) = walk.next(lists < MOST_LISTS, tried < MOST_CANDIDATES) {
        let is_list = candidate.link.kind != PageKind::Article;
        lists += usize::from(is_list);
        tried += usize::from(!is_list);
        walk.look(&mut looker, candidate).await;
        walk.take_sitemaps(&looker);
    }
    walk.fall_back();
    walk.count_links(&looker).await;
    let mut check = walk.check;
    let start = source.start().first();
    check.robots = looker.robots().last().map(|learned| learned.allows);
    check.sitemaps = looker
        .robots()
        .iter()
        .map(|learned| learned.sitemaps.len())
        .sum();
    check.pause = start.and_then(|start| looker.pause(start));
    check.lists_fit = walk.fit.list;
    check
}

impl Walk<'_> {
    /// The likeliest link: a list before an article, and of articles one that a list names, the newest first.
    fn next(&mut self, lists: bool, articles: bool) -> Option<Candidate> {
        let wants_more = articles && self.check.samples.len() < SAMPLES;
        let rank = |candidate: &Candidate| {
            let link = &candidate.link;
            let kind = match link.kind {
                PageKind::Start => 0,
                PageKind::Feed => 1,
                PageKind::Sitemap => 2,
                PageKind::List => 3,
                PageKind::Article => 4,
            };
            let newest = link.published.or(link.modified).map(|time| -time);
            (
                kind,
                !link.named,
                newest.is_none(),
                newest,
                usize::MAX - words(&link.url),
            )
        };
        let is_open = |candidate: &&Candidate| match candidate.link.kind {
            PageKind::Article => wants_more,
            _ => lists,
        };
        let best = self
            .candidates
            .iter()
            .filter(is_open)
            .min_by_key(|candidate| rank(candidate));
        let identity = address::identity(&best?.link.url);
        let at = self
            .candidates
            .iter()
            .position(|other| address::identity(&other.link.url) == identity)?;
        Some(self.candidates.remove(at))
    }

    /// Takes a link in, unless it is known.
    fn add(&mut self, found_on: &str, link: FoundLink) {
        if self.seen.insert(address::identity(&link.url)) {
            let found_on = found_on.to_owned();
            self.candidates.push(Candidate { link, found_on });
        }
    }

    fn take_sitemaps(&mut self, looker: &Looker) {
        for learned in looker.robots() {
            for sitemap in &learned.sitemaps {
                self.add(
                    "robots.txt",
                    FoundLink::new(sitemap.clone(), PageKind::Sitemap, true),
                );
            }
        }
    }

    async fn look(&mut self, looker: &mut Looker, candidate: Candidate) {
        let Candidate { link, found_on } = candidate;
        let identity = address::identity(&link.url);
        let mut claim = Claim::first(Discovery {
            url: identity,
            kind: link.kind,
            depth: 0,
            barren: 0,
        });
        claim.published = link
            .published
            .map(|published| (published, found_on.clone()));
        match looker.look(&link.url, link.kind).await {
            Ok(page) => self.read(Came {
                claim,
                found_on,
                page,
            }),
            Err(outcome) => self.check.looked.push(Looked {
                url: link.url,
                kind: link.kind,
                outcome,
                links: 0,
                remark: None,
            }),
        }
    }

    /// Reads a page as a crawl would.
    fn read(&mut self, came: Came) {
        let expected = came.claim.discovery.kind;
        let reading = self
            .reader
            .read(self.source, self.fit, &came.claim, came.page.clone());
        self.fit.article |= reading.fits.0;
        self.fit.list |= reading.fits.1;
        let outcome = match &reading.article {
            Some(_) => Outcome::NewArticle,
            None => reading.outcome,
        };
        self.check.looked.push(Looked {
            url: came.page.final_url.clone(),
            kind: if expected == PageKind::Article {
                expected
            } else {
                reading.kind
            },
            outcome,
            links: reading.links.len(),
            remark: reading.remark,
        });
        if reading.article.is_some() {
            self.take_sample(&came);
        }
        let found_on = came.page.final_url.to_string();
        for mut link in reading.links {
            link.url = address::normalised(&link.url);
            self.add(&found_on, link);
        }
        if expected == PageKind::Article {
            self.came.push(came);
        }
    }

    fn take_sample(&mut self, came: &Came) {
        let page = &came.page;
        let input = PageInput {
            content: PageContent::Bytes(&page.content),
            url: Some(&page.final_url),
            content_type: page.content_type.as_deref(),
            robots_tag: page.robots_tag.as_deref(),
            today: Some(clock::today()),
        };
        let read = fitting::read(&input, &self.source.profile, self.fit, PageKind::Article);
        let mut extraction = read.extraction;
        if let Some((published, list)) = &came.claim.published {
            stated_day::take(&mut extraction, *published, list);
        }
        self.check.samples.push(Sample {
            url: page.final_url.clone(),
            extraction,
            content: page.content.clone(),
            found_on: came.found_on.clone(),
        });
    }

    /// Reads the pages by general rules when the profile fitted none, as a crawl does.
    fn fall_back(&mut self) {
        let missed = |looked: &Looked| looked.remark == Some(Remark::ProfileMissed);
        if self.fit.article || !self.check.looked.iter().any(missed) {
            return;
        }
        self.fit.generally = true;
        self.check.by_general_rules = true;
        self.check.looked.retain(|looked| !looked.was_candidate());
        for came in std::mem::take(&mut self.came) {
            if self.check.samples.len() < SAMPLES {
                self.read(came);
            } else {
                self.check.links.others += 1;
            }
        }
    }

    /// Says what becomes of the links that were found.
    async fn count_links(&mut self, looker: &Looker) {
        let visited = self.check.looked.len();
        for Candidate { link, .. } in &self.candidates {
            let counts = &mut self.check.links;
            let place = if !self.source.contains(&link.url) {
                &mut counts.elsewhere
            } else if content::is_document(&link.url) {
                &mut counts.documents
            } else if !self.source.wants(&link.url) {
                &mut counts.unwanted
            } else if !looker.allows(&link.url).await {
                &mut counts.forbidden
            } else if link.named {
                &mut counts.named
            } else {
                &mut counts.others
            };
            *place += 1;
        }
        self.check.links.named += visited;
    }
}

/// How many words the name in an address has: that of an article is its title.
fn words(url: &Url) -> usize {
    let name = url.path().trim_end_matches('/').rsplit('/').next();
    name.unwrap_or_default()
        .split(['-', '_'])
        .filter(|word| word.len() > 1)
        .count()
}
