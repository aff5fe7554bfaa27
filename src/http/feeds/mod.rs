//! What programs follow: any search as a feed, and how the service is found.
//!
//! - [`entry`]: an article as feeds tell it; [`search`]: the newest articles of a search.
//! - [`atom`], [`json_feed`]: the two forms of a feed.
//! - [`calendar`]: the events of any search; [`lines`]: how a calendar is written.
//! - [`opensearch`]: the search for the search bars of browsers.
//! - [`sitemap`]: our pages for web search engines.
//!
//! Addresses are those of `server.public_url`, never those that a request claims. Where the settings
//! name none, links are relative and only what has an address of its own elsewhere is complete.

mod atom;
mod calendar;
mod entry;
mod json_feed;
mod lines;
mod opensearch;
mod search;
mod sitemap;

use axum::Router;
use axum::routing::get;

use super::state::AppState;

/// The addresses of everything here.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/feeds/search.atom", get(atom::feed))
        .route("/feeds/search.json", get(json_feed::feed))
        .route("/feeds/events.ics", get(calendar::feed))
        .route("/opensearch.xml", get(opensearch::description))
        .route("/opensearch/suggest", get(opensearch::suggestions))
        .route("/sitemap.xml", get(sitemap::index))
        .route("/sitemaps/{name}", get(sitemap::part))
}

/// Text that may stand in XML 1.0: without the control characters that it cannot hold.
fn xml_text(text: &str) -> String {
    let is_allowed = |character: &char| {
        matches!(character, '\t' | '\n' | '\r')
            || (*character >= ' ' && !is_noncharacter(*character))
    };
    text.chars().filter(is_allowed).collect()
}

fn is_noncharacter(character: char) -> bool {
    matches!(character, '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert_eq!(
            xml_text("a\u{0}b\u{8}c\u{fffe}\n\u{202e}ä"),
            "abc\n\u{202e}ä"
        );
    }
}
