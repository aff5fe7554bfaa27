//! An address that a page or list leads on to.

use url::Url;

use crate::archive::frontier::PageKind;

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
    /// When it was published, as a list states.
    pub published: Option<i64>,
}

impl FoundLink {
    /// An address of which nothing else is known.
    pub(crate) fn new(url: Url, kind: PageKind, named: bool) -> Self {
        Self {
            url,
            kind,
            named,
            modified: None,
            published: None,
        }
    }
}
