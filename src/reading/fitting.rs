//! Reads a page by the profile of its source, and by general rules where the profile fits nothing there.

use aluehaku_extract::links::LinkRole;
use aluehaku_extract::profile::{CompiledProfile, general};
use aluehaku_extract::{Extraction, NotArticle, PageInput, PageKind as ReadKind, extract};

use super::FoundLink;
use crate::archive::frontier::PageKind;
use crate::archive::remarks::Remark;
use crate::archive::source_states::Fit;

/// A page as it was read.
#[derive(Debug)]
pub struct FittedReading {
    /// What was read.
    pub extraction: Extraction,
    /// Where to go on.
    pub links: Vec<FoundLink>,
    /// Whether the profile's article was found, and its list.
    pub fits: (bool, bool),
    /// That the profile found nothing, where it was not found to fit before.
    pub remark: Option<Remark>,
}

/// Reads a page that is expected to hold something; `fit` is what earlier pages told of the profile.
#[must_use]
pub fn read(
    input: &PageInput<'_>,
    profile: &CompiledProfile,
    fit: Fit,
    expected: PageKind,
) -> FittedReading {
    let mut extraction = extract(input, profile);
    let lists = is_listing(&extraction);
    let fits = (
        profile.names_article() && !lacks_article(&extraction),
        profile.names_lists() && lists,
    );
    // A list has no article, and where the source begins there is seldom one.
    let may_be = expected == PageKind::Article && !lists;
    let missed = may_be && profile.names_article() && !fits.0 && !fit.article;
    let links = links(profile, &extraction, fit, expected);
    if missed && fit.generally {
        extraction = extract(input, general());
    }
    FittedReading {
        extraction,
        links,
        fits,
        remark: missed.then_some(Remark::ProfileMissed),
    }
}

/// Whether a page lacks the element that the profile says holds an article.
fn lacks_article(extraction: &Extraction) -> bool {
    matches!(
        extraction.kind,
        ReadKind::NotArticle(
            NotArticle::NoArticleElement
                | NotArticle::Login
                | NotArticle::Empty
                | NotArticle::NotHtml
        )
    )
}

/// Whether the profile's list is on a page. A link to the next page says nothing: articles have it, too.
fn is_listing(extraction: &Extraction) -> bool {
    let mut links = extraction.links.iter();
    links.any(|link| link.role == LinkRole::Article)
}

/// The links to go on with: where the profile finds its list, those and nothing else; all where it does
/// not, on a page where the source begins and as long as it was found nowhere.
fn links(
    profile: &CompiledProfile,
    extraction: &Extraction,
    fit: Fit,
    expected: PageKind,
) -> Vec<FoundLink> {
    let is_listed = is_listing(extraction);
    let is_lost = !is_listed && (!fit.list || expected == PageKind::Start);
    let only_listed = profile.names_lists() && !is_lost;
    let followed = extraction.links.iter().filter(|link| !link.nofollow);
    let followed = followed.filter(|link| !only_listed || link.role != LinkRole::Other);
    let links = followed.map(|link| {
        let kind = if link.role == LinkRole::Next {
            PageKind::List
        } else {
            PageKind::Article
        };
        FoundLink::new(link.url.clone(), kind, link.role == LinkRole::Article)
    });
    let feeds = extraction.feeds.iter();
    let feeds = feeds.map(|url| FoundLink::new(url.clone(), PageKind::Feed, true));
    links.chain(feeds).collect()
}
