//! What a machine-readable list names: articles, further lists, and when each changed.

use url::Url;

use crate::archive::frontier::PageKind;

/// A sitemap or feed that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// What it is.
    pub kind: PageKind,
    /// What it names, in its order.
    pub named: Vec<Named>,
}

/// An address that a list names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The address.
    pub url: Url,
    /// What it is expected to hold.
    pub kind: PageKind,
    /// When it last changed, as the list states: seconds since 1970.
    pub modified: Option<i64>,
    /// When it was published, as the list states: seconds since 1970.
    pub published: Option<i64>,
}

impl Named {
    /// The next page of a list.
    #[must_use]
    pub fn next_page(url: Url) -> Self {
        Self {
            url,
            kind: PageKind::List,
            modified: None,
            published: None,
        }
    }

    /// An article of which nothing else is known.
    pub(super) fn article(url: Url) -> Self {
        Self {
            url,
            kind: PageKind::Article,
            modified: None,
            published: None,
        }
    }
}
