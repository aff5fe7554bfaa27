//! The fast form of a dictionary as bytes, so that a start need not make it again.
//!
//! All numbers are little-endian. A header of 32 bytes, `VFSTHUBS`, the version of this form, the hash
//! of the dictionary's file and a checksum of the rest, is followed by the tables of the graph, each
//! with its length in bytes before it. Whoever keeps the bytes in a file needs to know nothing of
//! this: what was made from another dictionary, by another version or has been damaged is refused.

use twox_hash::XxHash3_64;

use super::graph::Graph;

/// Why prepared bytes are not used. The way out is always to read the dictionary itself and to prepare
/// it anew.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PreparedError {
    /// The bytes are something else.
    #[error("byte 0: not a prepared dictionary")]
    NotPrepared,
    /// Another version of this package made them.
    #[error("byte 8: prepared in version {found} of the form, this is version {VERSION}")]
    OtherVersion {
        /// The version that made them.
        found: u32,
    },
    /// They were made from another dictionary, or the dictionary has changed since.
    #[error("byte 16: prepared from another dictionary")]
    OtherDictionary,
    /// They are not as they were written.
    #[error("byte {offset}: damaged, {problem}")]
    Damaged {
        /// Where the damage was noticed.
        offset: usize,
        /// What was noticed.
        problem: &'static str,
    },
}

const MAGIC: [u8; 8] = *b"VFSTHUBS";
/// To be raised whenever the tables of the graph change their form or meaning.
const VERSION: u32 = 2;
const HEADER: usize = 32;

/// A hash of all bytes, the same on every machine.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    XxHash3_64::oneshot(bytes)
}

/// The bytes of a graph that was made from the dictionary file with this hash.
pub(super) fn write(graph: &Graph, source_hash: u64) -> Vec<u8> {
    let mut writer = Writer {
        bytes: vec![0; HEADER],
    };
    graph.write(&mut writer);
    let mut bytes = writer.bytes;
    let checksum = hash(&bytes[HEADER..]);
    bytes[..8].copy_from_slice(&MAGIC);
    bytes[8..12].copy_from_slice(&VERSION.to_le_bytes());
    bytes[16..24].copy_from_slice(&source_hash.to_le_bytes());
    bytes[24..32].copy_from_slice(&checksum.to_le_bytes());
    bytes
}

/// The graph in `bytes`, if it was made from the dictionary file with this hash.
pub(super) fn read(bytes: &[u8], source_hash: u64) -> Result<Graph, PreparedError> {
    let (header, body) = (bytes.split_first_chunk::<HEADER>())
        .filter(|(header, _)| header.starts_with(&MAGIC))
        .ok_or(PreparedError::NotPrepared)?;
    let (numbers, _) = header[8..].as_chunks::<8>();
    let [version, source, checksum] =
        [0, 1, 2].map(|place: usize| u64::from_le_bytes(numbers[place]));
    if version != u64::from(VERSION) {
        return Err(PreparedError::OtherVersion {
            found: version as u32,
        });
    }
    if source != source_hash {
        return Err(PreparedError::OtherDictionary);
    }
    if checksum != hash(body) {
        return Err(PreparedError::Damaged {
            offset: 24,
            problem: "the checksum is another",
        });
    }
    let mut reader = Reader {
        offset: HEADER,
        rest: body,
    };
    let graph = Graph::read(&mut reader)?;
    if !reader.rest.is_empty() {
        return Err(reader.damaged("something follows the last table"));
    }
    Ok(graph)
}

/// Writes tables one after another.
#[derive(Debug)]
pub(super) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// Writes a table, each of its items as `N` bytes.
    pub(super) fn table<const N: usize>(&mut self, items: impl ExactSizeIterator<Item = [u8; N]>) {
        self.bytes
            .extend_from_slice(&((items.len() * N) as u64).to_le_bytes());
        for item in items {
            self.bytes.extend_from_slice(&item);
        }
    }
}

/// Reads tables in the order in which they were written.
#[derive(Debug)]
pub(super) struct Reader<'bytes> {
    offset: usize,
    rest: &'bytes [u8],
}

impl<'bytes> Reader<'bytes> {
    /// The next table, whose items are `N` bytes each.
    pub(super) fn table<const N: usize>(&mut self) -> Result<&'bytes [[u8; N]], PreparedError> {
        let (length, rest) =
            (self.rest.split_first_chunk()).ok_or_else(|| self.damaged("a table is missing"))?;
        let length = usize::try_from(u64::from_le_bytes(*length));
        let (table, rest) = (length.ok())
            .and_then(|length| rest.split_at_checked(length))
            .ok_or_else(|| self.damaged("a table is longer than what is left"))?;
        let (items, remainder) = table.as_chunks();
        if !remainder.is_empty() {
            return Err(self.damaged("a table ends inside an item"));
        }
        self.offset += 8 + table.len();
        self.rest = rest;
        Ok(items)
    }

    /// An error about what was read last.
    pub(super) fn damaged(&self, problem: &'static str) -> PreparedError {
        PreparedError::Damaged {
            offset: self.offset,
            problem,
        }
    }
}
