//! Unpacks the body of an answer, within a limit: a small file that unpacks to a huge one is cut
//! off as soon as it exceeds what a page may have.

use std::io::{self, Read};

use brotli_decompressor::Decompressor;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

/// Packings the crawler understands, as its requests say.
pub(super) const ACCEPTED: &str = "gzip, deflate, br";

/// Packings that one body may be wrapped in; no honest server uses more than one.
const MAX_LAYERS: usize = 2;

/// Why a body could not be unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is larger than the limit.
    TooLarge,
    /// It is cut or garbled, or packed in a way nobody asked for.
    Damaged,
}

/// The content of a body; `encoding` is the `Content-Encoding` header.
pub(super) fn unpacked(packed: Vec<u8>, encoding: &str, max: u64) -> Result<Vec<u8>, Fault> {
    let layers: Vec<String> = encoding
        .split(',')
        .map(|layer| layer.trim().to_ascii_lowercase())
        .filter(|layer| !layer.is_empty() && layer != "identity")
        .collect();
    if layers.len() > MAX_LAYERS {
        return Err(Fault::Damaged);
    }
    let mut content = packed;
    for layer in layers.iter().rev() {
        content = one_layer(&content, layer, max)?;
    }
    Ok(content)
}

fn one_layer(packed: &[u8], layer: &str, max: u64) -> Result<Vec<u8>, Fault> {
    match layer {
        // Some servers state a packing and send the page plain.
        "gzip" | "x-gzip" if packed.starts_with(&[0x1F, 0x8B]) => {
            read(MultiGzDecoder::new(packed), max)
        }
        "gzip" | "x-gzip" => Ok(packed.to_vec()),
        // The name means the zlib format, and some servers leave its frame away.
        "deflate" => match read(ZlibDecoder::new(packed), max) {
            Err(Fault::Damaged) => read(DeflateDecoder::new(packed), max),
            done => done,
        },
        "br" => read(Decompressor::new(packed, 4_096), max),
        _ => Err(Fault::Damaged),
    }
}

fn read(mut reader: impl Read, max: u64) -> Result<Vec<u8>, Fault> {
    let mut content = Vec::new();
    let result: io::Result<usize> = reader.by_ref().take(max + 1).read_to_end(&mut content);
    if content.len() as u64 > max {
        return Err(Fault::TooLarge);
    }
    result.map(|_| content).map_err(|_| Fault::Damaged)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    const TEXT: &[u8] = b"Uutinen, jossa on sanoja. Uutinen, jossa on sanoja.";

    fn gzip(content: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(content).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn packed_bodies_are_unpacked() {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(TEXT).unwrap();
        let mut raw = DeflateEncoder::new(Vec::new(), Compression::fast());
        raw.write_all(TEXT).unwrap();
        for (packed, encoding) in [
            (TEXT.to_vec(), ""),
            (TEXT.to_vec(), "identity"),
            (TEXT.to_vec(), "gzip"),
            (gzip(TEXT), "GZIP"),
            (gzip(&gzip(TEXT)), "gzip, gzip"),
            (zlib.finish().unwrap(), "deflate"),
            (raw.finish().unwrap(), "deflate"),
        ] {
            assert_eq!(
                unpacked(packed, encoding, 1_000).as_deref(),
                Ok(TEXT),
                "{encoding}"
            );
        }
    }

    #[test]
    fn what_is_too_large_or_damaged_is_refused() {
        let bomb = gzip(&vec![0; 5_000_000]);
        assert_eq!(unpacked(bomb, "gzip", 1_000), Err(Fault::TooLarge));
        let cut = gzip(TEXT);
        let cut = cut[..cut.len() - 9].to_vec();
        assert_eq!(unpacked(cut, "gzip", 1_000), Err(Fault::Damaged));
        assert_eq!(unpacked(TEXT.to_vec(), "br", 1_000), Err(Fault::Damaged));
        assert_eq!(unpacked(TEXT.to_vec(), "lzma", 1_000), Err(Fault::Damaged));
        assert_eq!(
            unpacked(gzip(TEXT), "gzip,gzip,gzip", 1_000),
            Err(Fault::Damaged)
        );
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_unpacked_without_harm(packed: Vec<u8>, encoding in "(br|gzip|deflate)") {
            let _ = unpacked(packed, &encoding, 10_000);
        }
    }
}
