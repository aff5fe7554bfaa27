//! Reads RSS, Atom and JSON feeds: which articles they name.

use url::Url;

/// Most entries read from one feed.
const MAX_ENTRIES: usize = 2_000;

/// Whether the beginning of a file is that of a feed.
pub(super) fn is_feed(content: &[u8]) -> bool {
    let beginning = String::from_utf8_lossy(&content[..content.len().min(1024)]);
    let json_feed = beginning.trim_start().starts_with('{') && beginning.contains("jsonfeed.org");
    json_feed
        || ["<rss", "<feed", "<rdf:RDF"]
            .iter()
            .any(|tag| beginning.contains(tag))
}

/// Addresses of the articles a feed names, in its order; a faulty feed names none.
pub(super) fn articles(content: &[u8], address: &Url) -> Vec<Url> {
    let parser = feed_rs::parser::Builder::new()
        .base_uri(Some(address.as_str()))
        .build();
    let Ok(feed) = parser.parse(content) else {
        return Vec::new();
    };
    feed.entries
        .iter()
        .take(MAX_ENTRIES)
        .filter_map(|entry| {
            let own = entry
                .links
                .iter()
                .find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"));
            own.and_then(|link| address.join(&link.href).ok())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(feed: &str) {
        assert!(is_feed(feed.as_bytes()));
        let found = articles(feed.as_bytes(), &Url::parse("https://a.fi/feed/").unwrap());
        assert_eq!(
            found.iter().map(Url::as_str).collect::<Vec<_>>(),
            ["https://a.fi/uutinen/"]
        );
    }

    #[test]
    fn the_three_kinds_of_feed_are_read() {
        check(
            "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>a</title><item><title>u</title><link>https://a.fi/uutinen/</link></item></channel></rss>",
        );
        check(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>a</title><id>x</id><updated>2022-01-01T00:00:00Z</updated><entry><id>1</id><title>u</title><updated>2022-01-01T00:00:00Z</updated><link href=\"/uutinen/\"/></entry></feed>",
        );
        check(
            "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"a\",\"items\":[{\"id\":\"1\",\"url\":\"https://a.fi/uutinen/\",\"content_text\":\"x\"}]}",
        );
    }

    #[test]
    fn other_files_name_no_articles() {
        assert!(!is_feed(b"<html><body>feed</body></html>"));
        assert!(
            articles(
                b"<rss><channel><item>",
                &Url::parse("https://a.fi/").unwrap()
            )
            .is_empty()
        );
    }
}
