//! Writes kept pages as a WARC file (ISO 28500, version 1.1), which web archives read.
//!
//! Each page is a `response` record with the status and headers it came with. The body is the
//! unpacked one, so the headers that tell how it travelled are left out and its length is stated
//! anew. Every record is packed by itself, as readers expect of `.warc.gz`.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::archive::fetches::RawPage;

/// What the file says of itself.
const SOFTWARE: &str = concat!(
    "software: aluehaku ",
    env!("CARGO_PKG_VERSION"),
    "\r\n",
    "format: WARC File Format 1.1\r\n",
    "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n"
);

/// Writes the record that a file begins with.
///
/// # Errors
/// When the output refuses.
pub fn begin(output: &mut impl Write, now: i64) -> io::Result<()> {
    let headers = [("Content-Type", "application/warc-fields")];
    record(output, "warcinfo", now, &headers, SOFTWARE.as_bytes())
}

/// Writes a page.
///
/// # Errors
/// When the output refuses.
pub fn page(output: &mut impl Write, page: &RawPage) -> io::Result<()> {
    let head = match &page.head {
        Some(head) => head.clone(),
        None => {
            let content_type = page.content_type.as_deref().unwrap_or("text/html");
            format!("HTTP/1.1 200 OK\r\ncontent-type: {content_type}\r\n")
        }
    };
    let length = page.content.len();
    let mut block = format!("{head}content-length: {length}\r\n\r\n").into_bytes();
    block.extend_from_slice(&page.content);
    let headers = [
        ("WARC-Target-URI", page.final_url.as_str()),
        ("Content-Type", "application/http;msgtype=response"),
    ];
    record(output, "response", page.fetched_at, &headers, &block)
}

fn record(
    output: &mut impl Write,
    kind: &str,
    at: i64,
    headers: &[(&str, &str)],
    block: &[u8],
) -> io::Result<()> {
    let date = jiff::Timestamp::from_second(at).unwrap_or_default();
    let mut packed = GzEncoder::new(output, Compression::default());
    write!(
        packed,
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Date: {date}\r\nWARC-Record-ID: <urn:uuid:{}>\r\n",
        random_uuid()
    )?;
    for (name, value) in headers {
        write!(packed, "{name}: {value}\r\n")?;
    }
    write!(packed, "Content-Length: {}\r\n\r\n", block.len())?;
    packed.write_all(block)?;
    packed.write_all(b"\r\n\r\n")?;
    packed.finish().map(|_| ())
}

/// A random identifier (RFC 9562, version 4).
fn random_uuid() -> String {
    let bits = fastrand::u128(..) & !(0xF << 76) & !(0b11 << 62);
    let hexadecimal = format!("{:032x}", bits | (4 << 76) | (0b10 << 62));
    let parts = [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)];
    parts.map(|(from, to)| &hexadecimal[from..to]).join("-")
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::MultiGzDecoder;

    use super::*;

    #[test]
    fn a_page_is_a_response_with_its_own_length() {
        let raw = RawPage {
            url: "https://a.fi/1".to_owned(),
            source: "a".to_owned(),
            final_url: "https://a.fi/1".to_owned(),
            fetched_at: 1_665_048_600,
            content_type: None,
            head: Some("HTTP/1.1 200 OK\r\nserver: x\r\n".to_owned()),
            content: b"<p>\xE4".to_vec(),
        };
        let mut file = Vec::new();
        begin(&mut file, 0).unwrap();
        page(&mut file, &raw).unwrap();
        let mut unpacked = Vec::new();
        MultiGzDecoder::new(file.as_slice())
            .read_to_end(&mut unpacked)
            .unwrap();
        let text = String::from_utf8_lossy(&unpacked);
        assert!(
            text.starts_with("WARC/1.1\r\nWARC-Type: warcinfo\r\n"),
            "{text}"
        );
        let (_, response) = text.split_once("WARC-Type: response\r\n").unwrap();
        assert!(
            response.contains("WARC-Date: 2022-10-06T09:30:00Z\r\n"),
            "{response}"
        );
        assert!(response.contains("WARC-Target-URI: https://a.fi/1\r\n"));
        let block = "HTTP/1.1 200 OK\r\nserver: x\r\ncontent-length: 4\r\n\r\n<p>";
        assert!(response.contains(&format!(
            "Content-Length: {}\r\n\r\n{block}",
            block.len() + 1
        )));
        assert!(unpacked.ends_with(b"<p>\xE4\r\n\r\n"));
    }

    #[test]
    fn identifiers_are_of_the_random_kind() {
        let uuid = random_uuid();
        assert_eq!(uuid.len(), 36);
        assert_eq!(&uuid[14..15], "4");
        assert!("89ab".contains(&uuid[19..20]), "{uuid}");
        assert_ne!(uuid, random_uuid());
    }
}
