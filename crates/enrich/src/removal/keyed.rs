//! Hashes with a secret key: whoever reads them learns nothing of what was hashed.

use std::fmt;

use sha2::{Digest, Sha256};

/// Bytes of a key.
pub const KEY_BYTES: usize = 32;

/// Bytes that SHA-256 takes in at a time.
const BLOCK_BYTES: usize = 64;

/// A secret key, taken in once for all hashes.
#[derive(Clone)]
pub struct Key {
    inner: Sha256,
    outer: Sha256,
}

impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Key")
    }
}

impl Key {
    /// The key with these bytes.
    #[must_use]
    pub fn new(bytes: &[u8; KEY_BYTES]) -> Self {
        let padded = |pad: u8| {
            let mut block = [pad; BLOCK_BYTES];
            block
                .iter_mut()
                .zip(bytes)
                .for_each(|(byte, key)| *byte ^= key);
            Sha256::new().chain_update(block)
        };
        Self {
            inner: padded(0x36),
            outer: padded(0x5c),
        }
    }

    /// HMAC with SHA-256 over what a text is and the text.
    #[must_use]
    pub fn hash(&self, kind: &str, text: &str) -> [u8; 32] {
        let inner = self.inner.clone();
        let inner = inner.chain_update(kind).chain_update([0]);
        let inner = inner.chain_update(text).finalize();
        self.outer.clone().chain_update(inner).finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_depends_on_key_kind_and_text() {
        let hash = |byte, kind, text| Key::new(&[byte; KEY_BYTES]).hash(kind, text);
        let one = hash(1, "person", "hanna virtanen");
        assert_eq!(one, hash(1, "person", "hanna virtanen"));
        assert_ne!(one, hash(2, "person", "hanna virtanen"));
        assert_ne!(one, hash(1, "url", "hanna virtanen"));
        assert_ne!(one, hash(1, "person", "hanna virtane"));
    }
}
