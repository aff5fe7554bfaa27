//! What a crawl of a source would bring, tried on a few of its pages: where it begins, what leads on from
//! there, and three articles as they would be read. [`walk`] looks at the pages, [`doubts`] says what is
//! doubtful, [`proposal`] what to write into the settings.

pub mod doubts;
pub mod proposal;
mod walk;

use std::time::Duration;

use aluehaku_extract::Extraction;
use url::Url;

use crate::archive::frontier::PageKind;
use crate::archive::remarks::Remark;
use crate::archive::source_states::RobotsWord;
use crate::crawl::outcome::Outcome;
pub use walk::check;

/// What was found.
#[derive(Debug, Default)]
pub struct SourceCheck {
    /// What robots.txt allows.
    pub robots: Option<RobotsWord>,
    /// Sitemaps it names.
    pub sitemaps: usize,
    /// The pause it asks for.
    pub pause: Option<Duration>,
    /// The pages that were looked at, in order.
    pub looked: Vec<Looked>,
    /// The links that these lead to.
    pub links: LinkCounts,
    /// Articles as they would be read, at most three.
    pub samples: Vec<Sample>,
    /// Whether the profile fitted no page, so that general rules read them.
    pub by_general_rules: bool,
    /// Whether the profile's list was found on a page.
    pub lists_fit: bool,
}

/// A page that was looked at.
#[derive(Clone, Debug)]
pub struct Looked {
    /// Where it lies.
    pub url: Url,
    /// What it was expected to be, or turned out to be.
    pub kind: PageKind,
    /// How the visit would end.
    pub outcome: Outcome,
    /// Links it leads on to.
    pub links: usize,
    /// What was found wanting.
    pub remark: Option<Remark>,
}

impl Looked {
    /// Whether it was expected to hold an article.
    #[must_use]
    pub fn was_candidate(&self) -> bool {
        self.kind == PageKind::Article
    }
}

/// Links by what becomes of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LinkCounts {
    /// Named by lists, feeds and sitemaps: visited.
    pub named: usize,
    /// Other links of pages: visited.
    pub others: usize,
    /// They lead to other sites.
    pub elsewhere: usize,
    /// Documents, pictures and the like.
    pub documents: usize,
    /// The settings leave them out (`only`, `skip`).
    pub unwanted: usize,
    /// robots.txt forbids them.
    pub forbidden: usize,
}

/// An article as it would be read.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Where it lies.
    pub url: Url,
    /// What was read, with the date a list states where the page states none.
    pub extraction: Extraction,
    /// The page as it came.
    pub content: Vec<u8>,
    /// The page that leads there.
    pub found_on: String,
}

impl SourceCheck {
    /// Whether any page could be read, so that something can be said of the source.
    #[must_use]
    pub fn read_anything(&self) -> bool {
        self.looked
            .iter()
            .any(|looked| !looked.outcome.is_failure())
    }
}
