//! Reads sitemaps (sitemaps.org): lists of addresses, lists of such lists, packed or not; [`entry`] has
//! what one entry says.

mod entry;

use std::io::Read;

use url::Url;

use super::listing::{Listing, Named};
use super::markup::{self, Token, decoded};
use crate::archive::frontier::PageKind;
use entry::{Entry, Field};

/// Most addresses read from one file; the format allows so many.
const MAX_ADDRESSES: usize = 50_000;

/// Most bytes read of a file, packed or not; the format allows so many.
pub const MAX_BYTES: u64 = 50 * 1024 * 1024;

/// How far into a file it is looked at whether it is a plain list.
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
    if is_plain_list(content, address) {
        return Some(plain_list(&decoded(content, content_type), address));
    }
    let text = decoded(content, content_type);
    is_sitemap(&text).then(|| elements(&text, address))
}

fn is_sitemap(text: &str) -> bool {
    let names = ["urlset", "sitemapindex"];
    markup::root(text).is_some_and(|root| names.iter().any(|name| root.eq_ignore_ascii_case(name)))
}

/// Whether the first line with anything on it is an address, and nothing else. One without a scheme
/// counts where it names the site.
fn is_plain_list(content: &[u8], site: &Url) -> bool {
    let beginning = String::from_utf8_lossy(&content[..content.len().min(BEGINNING)]);
    let mut lines = beginning
        .trim_start_matches('\u{feff}')
        .lines()
        .map(str::trim);
    lines
        .find(|line| !line.is_empty())
        .is_some_and(|line| !line.contains([' ', '<']) && plain_address(line, site).is_some())
}

/// A sitemap in plain text: an address a line.
fn plain_list(text: &str, site: &Url) -> Listing {
    let addresses = text
        .lines()
        .map(|line| line.trim_matches(['\u{feff}', ' ', '\t']));
    let addresses = addresses.filter_map(|line| plain_address(line, site));
    Listing {
        kind: PageKind::Sitemap,
        named: addresses.take(MAX_ADDRESSES).map(Named::article).collect(),
    }
}

/// An address on a line of its own, with its scheme or with the name of the site in front.
fn plain_address(line: &str, site: &Url) -> Option<Url> {
    let bare = |host: &str| host.trim_start_matches("www.").to_ascii_lowercase();
    let url = if line.starts_with("http://") || line.starts_with("https://") {
        Url::parse(line).ok()
    } else {
        let host = line.trim_start_matches("//").split(['/', ':']).next()?;
        let names_site = site.host_str().is_some_and(|own| bare(own) == bare(host));
        let whole = format!("{}://{}", site.scheme(), line.trim_start_matches("//"));
        Url::parse(&whole).ok().filter(|_| names_site)
    };
    url.filter(Url::has_host)
}

fn elements(text: &str, address: &Url) -> Listing {
    let mut named = Vec::new();
    let mut entry = Entry::default();
    let mut field: Option<Field> = None;
    let mut value = String::new();
    for token in markup::tokens(text) {
        if named.len() >= MAX_ADDRESSES {
            break;
        }
        match token {
            Token::Open(tag) => {
                entry.set(field.take(), &value, address, &mut named);
                value.clear();
                field = entry.open(&tag, address, &mut named);
            }
            Token::Text(text) => {
                if field.is_some() {
                    value.push_str(&text);
                }
            }
            Token::Close(name) => {
                entry.set(field.take(), &value, address, &mut named);
                value.clear();
                field = entry.close(name, &mut named);
            }
        }
    }
    entry.set(field, &value, address, &mut named);
    named.extend(entry.finished());
    named.truncate(MAX_ADDRESSES);
    Listing {
        kind: PageKind::Sitemap,
        named,
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
    fn addresses_are_read_wherever_the_writer_put_them() {
        for content in [
            "<URLSET><URL><LOC>https://a.fi/1</LOC></URL><Url><Loc>https://a.fi/2</Loc></Url></URLSET>",
            "<urlset><url><link>https://a.fi/1</link></url><url><link>https://a.fi/2</link></url></urlset>",
            "<urlset><url loc=\"https://a.fi/1\"/><url loc='https://a.fi/2'></url></urlset>",
            "<urlset>\nhttps://a.fi/1\nhttps://a.fi/2\n</urlset>",
            "<urlset><url><lastmod>2022-10-06</lastmod>https://a.fi/1</url>https://a.fi/2</urlset>",
        ] {
            check(content, &["https://a.fi/1", "https://a.fi/2"]);
        }
        let found = list(b"<sitemapindex>https://a.fi/s.xml</sitemapindex>");
        assert_eq!(
            found,
            [("https://a.fi/s.xml".into(), PageKind::Sitemap, None)]
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
    fn addresses_without_their_element_are_read() {
        check(
            "<sitemapindex><sitemap>\n https://a.fi/k.xml\n</sitemap></sitemapindex>",
            &["https://a.fi/k.xml"],
        );
        check(
            "<urlset><url>https://a.fi/1<lastmod>2022-10-06</lastmod></url><url> ohje <loc>/2</loc></url></urlset>",
            &["https://a.fi/1", "https://a.fi/2"],
        );
        check(
            "<urlset><url><loc><url>https://a.fi/1</url></loc></url></urlset>",
            &["https://a.fi/1"],
        );
    }

    #[test]
    fn of_two_addresses_in_one_entry_none_is_lost() {
        check(
            "<urlset><url><loc>https://a.fi/1</loc><loc>https://a.fi/2</loc></url></urlset>",
            &["https://a.fi/1", "https://a.fi/2"],
        );
    }

    #[test]
    fn pages_in_other_languages_are_named_beside_their_own() {
        check(
            "<urlset><url><loc>https://a.fi/1</loc><xhtml:link rel='alternate' hreflang='fi' href='https://a.fi/1'/>\
             <xhtml:link rel='alternate' hreflang='sv' href='/sv/1'/></url></urlset>",
            &["https://a.fi/1", "https://a.fi/sv/1"],
        );
    }

    #[test]
    fn warnings_before_a_sitemap_hide_nothing() {
        check(
            "<br />\n<b>Warning</b>: Undefined array key in <b>/x.php</b><br />\n<urlset><url><loc>https://a.fi/1</loc></url></urlset>",
            &["https://a.fi/1"],
        );
    }

    #[test]
    fn a_plain_list_is_a_sitemap() {
        check(
            "a.fi/1\nhttps://a.fi/2\nwww.a.fi/3",
            &["https://a.fi/1", "https://a.fi/2", "https://www.a.fi/3"],
        );
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
