//! Reads sitemaps (sitemaps.org): lists of addresses, lists of such lists, packed or not.

use std::io::Read;

use quick_xml::Reader;
use quick_xml::events::Event;
use url::Url;

/// Most addresses read from one file; the format allows so many.
const MAX_ADDRESSES: usize = 50_000;

/// Most bytes read from a packed file; the format allows so many unpacked.
const MAX_UNPACKED_BYTES: u64 = 50 * 1024 * 1024;

/// What a sitemap names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sitemap {
    /// Pages.
    pub(super) pages: Vec<Url>,
    /// Further sitemaps.
    pub(super) sitemaps: Vec<Url>,
}

/// Unpacks a gzip file, which sitemaps often are; other bytes are given back as they are.
/// What is beyond the limit, or behind a fault in the packing, is left out.
pub(super) fn unpacked(content: Vec<u8>) -> Vec<u8> {
    if !content.starts_with(&[0x1F, 0x8B]) {
        return content;
    }
    let mut unpacked = Vec::new();
    let mut reader = flate2::read::MultiGzDecoder::new(content.as_slice()).take(MAX_UNPACKED_BYTES);
    // A cut file still names the addresses before the cut.
    let _ = reader.read_to_end(&mut unpacked);
    unpacked
}

/// Whether the beginning of a file is that of a sitemap.
pub(super) fn is_sitemap(content: &[u8]) -> bool {
    let beginning = String::from_utf8_lossy(&content[..content.len().min(1024)]);
    beginning.contains("<urlset") || beginning.contains("<sitemapindex")
}

/// Reads a sitemap. Faulty parts are skipped; addresses before a fault are kept.
pub(super) fn parse(content: &[u8]) -> Sitemap {
    let mut sitemap = Sitemap::default();
    // Addresses are ASCII, so a file in another encoding loses nothing that matters.
    let text = String::from_utf8_lossy(content);
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let mut place = Place::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => place.enter(tag.local_name().as_ref()),
            Ok(Event::End(_)) => {
                if let Some(address) = place.leave() {
                    sitemap.add(address, place.in_index);
                }
            }
            Ok(Event::Text(text)) => place.text.push_str(text.as_ref()),
            Ok(Event::CData(text)) => place.text.push_str(text.as_ref()),
            Ok(Event::GeneralRef(name)) => place.text.push_str(resolve(name.as_ref())),
            Ok(Event::Eof) | Err(_) => return sitemap,
            Ok(_) => {}
        }
        if sitemap.pages.len() + sitemap.sitemaps.len() >= MAX_ADDRESSES {
            return sitemap;
        }
    }
}

/// Where in the file the reader stands.
#[derive(Debug, Default)]
struct Place {
    in_index: bool,
    in_location: bool,
    text: String,
}

impl Place {
    fn enter(&mut self, name: &str) {
        match name {
            "sitemapindex" => self.in_index = true,
            "urlset" => self.in_index = false,
            _ => {}
        }
        // An image's or video's own address has the same local name inside another element; the
        // page's own stands first and is closed before them.
        self.in_location = name == "loc";
        self.text.clear();
    }

    fn leave(&mut self) -> Option<Url> {
        let was_location = std::mem::take(&mut self.in_location);
        let text = std::mem::take(&mut self.text);
        if was_location {
            Url::parse(text.trim()).ok()
        } else {
            None
        }
    }
}

impl Sitemap {
    fn add(&mut self, address: Url, in_index: bool) {
        if in_index {
            self.sitemaps.push(address);
        } else {
            self.pages.push(address);
        }
    }
}

/// The five entities XML knows by itself; addresses hold `&amp;`.
fn resolve(name: &str) -> &'static str {
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_further_sitemaps_are_told_apart() {
        let pages = parse(
            b"<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\
              <url><loc> https://a.fi/1?x=1&amp;y=2 </loc><lastmod>2022-01-01</lastmod></url>\
              <url><loc><![CDATA[https://a.fi/2]]></loc></url><url><loc>ei osoite</loc></url>",
        );
        let texts: Vec<&str> = pages.pages.iter().map(Url::as_str).collect();
        assert_eq!(texts, ["https://a.fi/1?x=1&y=2", "https://a.fi/2"]);
        let index =
            parse(b"<sitemapindex><sitemap><loc>https://a.fi/s.xml</loc></sitemap></sitemapindex>");
        assert_eq!(index.sitemaps.len(), 1);
        assert!(index.pages.is_empty());
    }

    #[test]
    fn packed_files_are_unpacked_and_cut_ones_read_as_far_as_they_go() {
        use std::io::Write;
        let text = b"<urlset><url><loc>https://a.fi/1</loc></url></urlset>".repeat(200);
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(&text).unwrap();
        let packed = encoder.finish().unwrap();
        assert_eq!(unpacked(packed.clone()), text);
        assert!(unpacked(packed[..packed.len() - 6].to_vec()).len() <= text.len());
        assert_eq!(unpacked(text.clone()), text);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read_without_harm(content: Vec<u8>) {
            let _ = parse(&content);
            let _ = unpacked(content);
        }
    }
}
