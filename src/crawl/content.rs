//! What a body is, judged by its beginning more than by its label, and what lists lead on to.

use url::Url;

use super::{feed, sitemap};
use crate::address;
use crate::archive::frontier::{Discovery, PageKind};

/// Pages without news that are followed in a row before a way is given up: an endless calendar
/// ends here, and so does paging that brings nothing new.
pub const MAX_BARREN: u32 = 5;

/// What a body is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A sitemap or feed: addresses it names, each with what it is expected to hold.
    Listing(PageKind, Vec<(Url, PageKind)>),
    /// An HTML page, still to be read.
    Html(Vec<u8>),
    /// Something else.
    Unknown,
}

/// Says what a body is; `url` is where it came from.
#[must_use]
pub fn classify(content: Vec<u8>, content_type: Option<&str>, url: &Url) -> Content {
    let content = sitemap::unpacked(content);
    if sitemap::is_sitemap(&content) {
        let named = sitemap::parse(&content);
        let pages = named
            .pages
            .into_iter()
            .map(|page| (page, PageKind::Article));
        let further = named
            .sitemaps
            .into_iter()
            .map(|further| (further, PageKind::Sitemap));
        return Content::Listing(PageKind::Sitemap, further.chain(pages).collect());
    }
    if feed::is_feed(&content) {
        let articles = feed::articles(&content, url).into_iter();
        let articles = articles
            .map(|article| (article, PageKind::Article))
            .collect();
        return Content::Listing(PageKind::Feed, articles);
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

/// Turns addresses found on a page into discoveries, within the limits of depth and barren ways.
///
/// `found_on` is the page; `news` says whether it brought an article, or named addresses that
/// were not known.
pub fn discoveries<'a>(
    links: impl IntoIterator<Item = (&'a Url, PageKind)>,
    found_on: &Discovery,
    news: bool,
    max_depth: u32,
) -> Vec<Discovery> {
    let depth = found_on.depth + 1;
    let barren = if news { 0 } else { found_on.barren + 1 };
    if depth > max_depth || barren > MAX_BARREN {
        return Vec::new();
    }
    links
        .into_iter()
        .map(|(url, kind)| Discovery {
            url: address::identity(url),
            kind,
            depth,
            barren,
        })
        .collect()
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

    #[test]
    fn ways_that_bring_nothing_end() {
        let link = Url::parse("https://a.fi/kalenteri?kk=2").unwrap();
        let mut page = Discovery {
            url: String::new(),
            kind: PageKind::List,
            depth: 0,
            barren: 0,
        };
        let mut steps = 0;
        while let Some(next) = discoveries([(&link, PageKind::List)], &page, false, 100).pop() {
            page = next;
            steps += 1;
        }
        assert_eq!(steps, MAX_BARREN);
    }
}
