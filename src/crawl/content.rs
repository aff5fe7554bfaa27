//! What a body is, judged by its beginning more than by its label, and what lists lead on to.

use url::Url;

use super::listing::Listing;
use super::{feed, sitemap, trap};
use crate::address;
use crate::archive::frontier::{Discovery, PageKind};
use aluehaku_extract::charset;

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

/// Endings of names of files that are no pages, feeds or sitemaps.
const DOCUMENTS: [&str; 64] = [
    "pdf", "doc", "docx", "docm", "dot", "dotx", "odt", "ott", "rtf", "xls", "xlsx", "xlsm",
    "xlsb", "ods", "csv", "ppt", "pptx", "pps", "ppsx", "odp", "odg", "epub", "pages", "numbers",
    "key", "jpg", "jpeg", "jpe", "png", "gif", "webp", "avif", "svg", "ico", "bmp", "tif", "tiff",
    "heic", "psd", "eps", "mp3", "m4a", "ogg", "wav", "flac", "mp4", "m4v", "mov", "avi", "wmv",
    "webm", "mkv", "zip", "rar", "7z", "tar", "tgz", "exe", "apk", "ics", "vcf", "css", "js",
    "woff2",
];

/// Formats of text that hold no page.
const NO_TEXTS: [&str; 6] = ["calendar", "css", "csv", "vcard", "javascript", "x-vcard"];

/// Whether the name in an address is that of a document, a picture, a calendar or another file that
/// holds no page.
#[must_use]
pub fn is_document(url: &Url) -> bool {
    let name = url.path().rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| {
        DOCUMENTS
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    })
}

/// Whether a body need not be read, by its label and its first bytes as they came: a document, a
/// picture or anything else that is no text. One that begins like a page is read whatever it is
/// labelled; a packed one is judged by its label alone.
#[must_use]
pub fn is_no_page(label: Option<&str>, beginning: &[u8], is_packed: bool) -> bool {
    let is_other = label.is_some_and(|label| !may_be_page(label));
    if is_packed {
        return is_other;
    }
    let binary = charset::not_text(beginning);
    if binary == Some("gzip") {
        return false;
    }
    let text = beginning.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(beginning);
    let first = text.iter().find(|byte| !byte.is_ascii_whitespace());
    let is_markup = matches!(first, Some(b'<' | b'{' | b'['));
    binary.is_some() || (is_other && !is_markup)
}

/// Whether a `Content-Type` may be that of a page, a feed or a sitemap.
fn may_be_page(label: &str) -> bool {
    let label = label.split([';', ',']).next().unwrap_or_default();
    let label = label.trim().to_ascii_lowercase();
    let Some((kind, format)) = label.split_once('/') else {
        return true;
    };
    let is_data = ["html", "xml", "json", "rss", "atom"];
    match kind {
        "text" => !NO_TEXTS.contains(&format),
        "application" => {
            // Office formats have `xml` in the middle of their names.
            !format.starts_with("vnd.openxml") && is_data.iter().any(|data| format.contains(data))
        }
        "image" | "audio" | "video" | "font" | "model" => false,
        _ => true,
    }
}

fn looks_like_html(content: &[u8]) -> bool {
    let beginning = String::from_utf8_lossy(&content[..content.len().min(512)]);
    let beginning = beginning.to_ascii_lowercase();
    beginning.contains("<!doctype html") || beginning.contains("<html")
}

/// Turns an address found on a page into a discovery; none when it looks made by accident.
///
/// `found_on` is the page; `news` says whether it brought an article, or named addresses that
/// were not known. A further page of a list lies as deep as the list itself, so that a long list is
/// read to its end.
#[must_use]
pub fn discovery(url: &Url, kind: PageKind, found_on: &Discovery, news: bool) -> Option<Discovery> {
    if trap::is_runaway(url) {
        return None;
    }
    let goes_on = kind == PageKind::List || is_further_page(url, &found_on.url);
    Some(Discovery {
        url: address::identity(url),
        kind,
        depth: found_on.depth + u32::from(!goes_on),
        barren: if news { 0 } else { found_on.barren + 1 },
    })
}

/// Whether an address differs only in its numbers from that of the page it was found on.
fn is_further_page(url: &Url, found_on: &str) -> bool {
    let shape = trap::shape(url);
    shape.is_some() && shape == Url::parse(found_on).ok().as_ref().and_then(trap::shape)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_known_by_their_names() {
        let names_document = |path: &str| {
            let url = Url::parse("https://a.fi").unwrap().join(path).unwrap();
            is_document(&url)
        };
        for path in [
            "/esite.pdf",
            "/kuva.JPG?leveys=3",
            "/a/ohjelma.docx",
            "/kalenteri.ics",
        ] {
            assert!(names_document(path), "{path}");
        }
        for path in [
            "/uutinen",
            "/uutinen.html",
            "/a.pdf/sivu",
            "/syote.xml",
            "/kartta.xml.gz",
            "/pdf",
        ] {
            assert!(!names_document(path), "{path}");
        }
    }

    #[test]
    fn what_is_no_page_is_known_before_it_is_read() {
        let no_page = |label, beginning: &[u8]| is_no_page(Some(label), beginning, false);
        assert!(no_page("application/pdf", b"%PDF-1.7"));
        assert!(
            no_page("text/html", b"\x89PNG") && no_page("text/calendar; charset=utf-8", b"BEGIN:")
        );
        assert!(!no_page(
            "application/pdf",
            b"\xEF\xBB\xBF\n <!DOCTYPE html>"
        ));
        assert!(
            !no_page("application/rss+xml", b"") && !no_page("application/x-gzip", b"\x1F\x8B")
        );
        assert!(is_no_page(Some("image/jpeg"), b"\x1F\x8B", true));
    }

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
