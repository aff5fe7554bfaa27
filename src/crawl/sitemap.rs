//! Reads sitemaps (sitemaps.org): lists of addresses, lists of such lists, packed or not.

use std::io::Read;

use url::Url;

use super::listing::{Listing, Named};
use super::markup::{self, Token, decoded, local_name, prefix};
use super::stated_time;
use crate::archive::frontier::PageKind;

/// Most addresses read from one file; the format allows so many.
const MAX_ADDRESSES: usize = 50_000;

/// Most bytes read of a file, packed or not; the format allows so many.
pub const MAX_BYTES: u64 = 50 * 1024 * 1024;

/// How far into a file its first element is looked for.
const BEGINNING: usize = 2_048;

/// Unpacks a gzip file, which sitemaps often are; other bytes are given back as they are.
/// What is beyond the limit, or behind a fault in the packing, is left out.
#[must_use]
pub fn unpacked(content: Vec<u8>) -> Vec<u8> {
    if !content.starts_with(&[0x1F, 0x8B]) {
        return content;
    }
    let mut unpacked = Vec::new();
    let mut reader = flate2::read::MultiGzDecoder::new(content.as_slice()).take(MAX_BYTES);
    // A cut file still names the addresses before the cut.
    let _ = reader.read_to_end(&mut unpacked);
    unpacked
}

/// Reads a sitemap of any kind; none for other files. `address` is where it lies. Faulty parts
/// are skipped, and what stands before and after them is kept.
#[must_use]
pub fn read(content: &[u8], content_type: Option<&str>, address: &Url) -> Option<Listing> {
    if is_plain_list(content) {
        return Some(plain_list(&decoded(content, content_type)));
    }
    let text = decoded(content, content_type);
    is_sitemap(&text).then(|| elements(&text, address))
}

fn is_sitemap(text: &str) -> bool {
    let beginning: String = text.chars().take(BEGINNING).collect();
    markup::tokens(&beginning)
        .find_map(|token| match token {
            Token::Open(tag) => Some(matches!(
                local_name(tag.name).to_ascii_lowercase().as_str(),
                "urlset" | "sitemapindex"
            )),
            _ => None,
        })
        .unwrap_or(false)
}

/// Whether the first line with anything on it is an address, and nothing else.
fn is_plain_list(content: &[u8]) -> bool {
    let beginning = String::from_utf8_lossy(&content[..content.len().min(BEGINNING)]);
    let mut lines = beginning
        .trim_start_matches('\u{feff}')
        .lines()
        .map(str::trim);
    lines
        .find(|line| !line.is_empty())
        .is_some_and(|line| line.starts_with("http") && Url::parse(line).is_ok())
}

/// A sitemap in plain text: an address a line.
fn plain_list(text: &str) -> Listing {
    let addresses = text
        .lines()
        .map(|line| line.trim_matches(['\u{feff}', ' ', '\t']));
    let addresses = addresses.filter_map(|line| Url::parse(line).ok());
    let articles = addresses.filter(Url::has_host).take(MAX_ADDRESSES);
    Listing {
        kind: PageKind::Sitemap,
        named: articles.map(Named::article).collect(),
    }
}

/// The entry being read.
#[derive(Debug, Default)]
struct Entry<'a> {
    /// Prefix of its element; what bears another one is of an extension, as an image's address.
    prefix: &'a str,
    in_index: bool,
    location: Option<Url>,
    modified: Option<i64>,
}

fn elements(text: &str, address: &Url) -> Listing {
    let mut named = Vec::new();
    let mut entry = Entry::default();
    let mut field: Option<&str> = None;
    let mut value = String::new();
    for token in markup::tokens(text) {
        if named.len() >= MAX_ADDRESSES {
            break;
        }
        match token {
            Token::Open(tag) => {
                entry.set(field.take(), &value, address);
                value.clear();
                match local_name(tag.name) {
                    "urlset" => entry.in_index = false,
                    "sitemapindex" => entry.in_index = true,
                    "url" | "sitemap" => {
                        named.extend(entry.finished());
                        entry.prefix = prefix(tag.name);
                    }
                    name @ ("loc" | "lastmod") if prefix(tag.name) == entry.prefix => {
                        field = Some(name);
                    }
                    "publication_date" => field = Some("lastmod"),
                    _ => {}
                }
            }
            Token::Text(text) => {
                if field.is_some() {
                    value.push_str(&text);
                }
            }
            Token::Close(name) => {
                entry.set(field.take(), &value, address);
                value.clear();
                if matches!(local_name(name), "url" | "sitemap") {
                    named.extend(entry.finished());
                }
            }
        }
    }
    entry.set(field, &value, address);
    named.extend(entry.finished());
    Listing {
        kind: PageKind::Sitemap,
        named,
    }
}

impl Entry<'_> {
    /// Takes the value of a field; of several the first counts.
    fn set(&mut self, field: Option<&str>, value: &str, address: &Url) {
        match field {
            Some("loc") if self.location.is_none() => {
                // Long addresses are broken over lines by some writers.
                let whole: String = value.split(['\n', '\r', '\t']).map(str::trim).collect();
                if !whole.is_empty() {
                    self.location = address.join(&whole).ok().filter(Url::has_host);
                }
            }
            Some("lastmod") if self.modified.is_none() => {
                self.modified = stated_time::seconds(value);
            }
            _ => {}
        }
    }

    /// What the entry names, and nothing any more.
    fn finished(&mut self) -> Option<Named> {
        let modified = self.modified.take();
        let url = self.location.take()?;
        Some(Named {
            url,
            kind: if self.in_index {
                PageKind::Sitemap
            } else {
                PageKind::Article
            },
            modified,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(content: &[u8]) -> Vec<(String, PageKind, Option<i64>)> {
        let address = Url::parse("https://a.fi/kartat/1.xml").unwrap();
        let listing = read(content, None, &address).unwrap();
        let named = listing.named.into_iter();
        named
            .map(|named| (named.url.into(), named.kind, named.modified))
            .collect()
    }

    #[track_caller]
    fn check(content: &str, addresses: &[&str]) {
        let found = list(content.as_bytes());
        let found: Vec<&str> = found.iter().map(|(url, ..)| url.as_str()).collect();
        assert_eq!(found, addresses);
    }

    #[test]
    fn pages_are_named_with_the_time_of_their_change() {
        let found = list(
            b"<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\
              <url><loc> https://a.fi/1?x=1&amp;y=2 </loc><lastmod>2022-10-06</lastmod></url>\
              <url><loc><![CDATA[https://a.fi/2]]></loc></url><url><loc>http://</loc></url></urlset>",
        );
        assert_eq!(
            found,
            [
                (
                    "https://a.fi/1?x=1&y=2".into(),
                    PageKind::Article,
                    Some(1_665_014_400)
                ),
                ("https://a.fi/2".into(), PageKind::Article, None)
            ]
        );
    }

    #[test]
    fn an_index_names_sitemaps() {
        let found =
            list(b"<sitemapindex><sitemap><loc>https://a.fi/s.xml</loc></sitemap></sitemapindex>");
        assert_eq!(
            found,
            [("https://a.fi/s.xml".into(), PageKind::Sitemap, None)]
        );
    }

    #[test]
    fn addresses_of_extensions_are_not_pages() {
        check(
            "<s:urlset xmlns:s='x'><s:url><s:loc>https://a.fi/1</s:loc><image:image><image:loc>https://a.fi/k.jpg</image:loc></image:image></s:url></s:urlset>",
            &["https://a.fi/1"],
        );
        check(
            "<urlset><url><image:image><image:loc>https://a.fi/k.jpg</image:loc></image:image><loc>https://a.fi/1</loc></url></urlset>",
            &["https://a.fi/1"],
        );
    }

    #[test]
    fn faulty_files_name_what_they_can() {
        check(
            "\n\n \u{feff}<!-- x --><urlset><url><loc>https://a.fi/1",
            &["https://a.fi/1"],
        );
        check(
            "<urlset><url><loc>https://a.fi/1</url><url><loc>https://a.fi/2?a&b</loc></urlset>",
            &["https://a.fi/1", "https://a.fi/2?a&b"],
        );
        check(
            "<urlset><loc>https://a.fi/1</loc></urlset>",
            &["https://a.fi/1"],
        );
        check(
            "<urlset><url><loc>/2</loc></url></urlset>",
            &["https://a.fi/2"],
        );
        check(
            "<urlset><url><loc>https://a.fi/\n   pitka</loc></url></urlset>",
            &["https://a.fi/pitka"],
        );
    }

    #[test]
    fn a_plain_list_is_a_sitemap() {
        check(
            "\u{feff}https://a.fi/1\r\n\r\nei osoite\nhttps://a.fi/2\n",
            &["https://a.fi/1", "https://a.fi/2"],
        );
        let address = Url::parse("https://a.fi/").unwrap();
        for other in [
            "teksti https://a.fi/1",
            "<html><p>https://a.fi/</p></html>",
            "",
        ] {
            assert_eq!(read(other.as_bytes(), None, &address), None, "{other}");
        }
    }

    #[test]
    fn packed_files_are_unpacked_and_cut_ones_read_as_far_as_they_go() {
        use std::io::Write;
        let text = b"<urlset><url><loc>https://a.fi/1</loc></url></urlset>".repeat(200);
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(&text).unwrap();
        let packed = encoder.finish().unwrap();
        assert_eq!(unpacked(packed.clone()), text);
        let cut = unpacked(packed[..packed.len() - 12].to_vec());
        assert!(text.starts_with(&cut));
        assert_eq!(unpacked(text.clone()), text);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read_without_harm(content: Vec<u8>) {
            let content = [b"<urlset>".as_slice(), &content].concat();
            let _ = read(&content, None, &Url::parse("https://a.fi/").unwrap());
            let _ = unpacked(content);
        }
    }
}
