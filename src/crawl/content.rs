//! What a body is, judged by its beginning more than by its label, and what lists lead on to.

use url::Url;

use super::listing::Listing;
use super::{feed, sitemap, trap};
use crate::address;
use crate::archive::frontier::{Discovery, PageKind};

/// What a body is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A sitemap or feed.
    Listing(Listing),
    /// An HTML page, still to be read.
    Html(Vec<u8>),
    /// Something else.
    Unknown,
}

/// Says what a body is; `url` is where it came from.
#[must_use]
pub fn classify(content: Vec<u8>, content_type: Option<&str>, url: &Url) -> Content {
    let content = sitemap::unpacked(content);
    let listing = sitemap::read(&content, content_type, url)
        .or_else(|| feed::read(&content, content_type, url));
    if let Some(listing) = listing {
        return Content::Listing(listing);
    }
    let labelled = content_type.is_none_or(|label| {
        let label = label.to_ascii_lowercase();
        label.contains("html") || label.starts_with("text/plain")
    });
    if labelled || looks_like_html(&content) {
        Content::Html(content)
    } else {
        Content::Unknown
    }
}

fn looks_like_html(content: &[u8]) -> bool {
    let beginning = String::from_utf8_lossy(&content[..content.len().min(512)]);
    let beginning = beginning.to_ascii_lowercase();
    beginning.contains("<!doctype html") || beginning.contains("<html")
}

/// Turns an address found on a page into a discovery; none when it lies too deep or looks made by
/// accident.
///
/// `found_on` is the page; `news` says whether it brought an article, or named addresses that
/// were not known.
#[must_use]
pub fn discovery(
    url: &Url,
    kind: PageKind,
    found_on: &Discovery,
    news: bool,
    max_depth: u32,
) -> Option<Discovery> {
    let depth = found_on.depth + 1;
    if depth > max_depth || trap::is_runaway(url) {
        return None;
    }
    Some(Discovery {
        url: address::identity(url),
        kind,
        depth,
        barren: if news { 0 } else { found_on.barren + 1 },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_judged_by_its_beginning() {
        let url = Url::parse("https://a.fi/").unwrap();
        let kind = |content: &[u8], label| classify(content.to_vec(), label, &url);
        assert!(matches!(
            kind(b"<urlset></urlset>", Some("text/html")),
            Content::Listing(..)
        ));
        assert!(matches!(
            kind(b"<!DOCTYPE html><p>a", Some("application/pdf")),
            Content::Html(_)
        ));
        assert_eq!(kind(b"%PDF-1.4", Some("application/pdf")), Content::Unknown);
        assert!(matches!(kind(b"teksti", None), Content::Html(_)));
    }
}
