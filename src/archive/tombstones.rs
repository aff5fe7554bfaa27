//! What was removed and must not come back, by keyed hashes: whoever reads the archive learns no name.

use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

use aluehaku_enrich::removal::Removed;

/// What a tombstone stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A person, by the full name.
    Person,
    /// An article, by the identity of its address.
    Url,
    /// A source, by its identifier.
    Source,
}

impl Kind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Url => "url",
            Self::Source => "source",
        }
    }
}

/// Puts up a tombstone.
///
/// # Errors
/// When SQLite refuses.
pub fn put(connection: &Connection, kind: Kind, name: &str, now: i64) -> rusqlite::Result<()> {
    let hash = hash(&key(connection)?, kind, name);
    connection
        .prepare_cached(
            "INSERT INTO tombstones (kind, hash, removed_at) VALUES (?1, ?2, ?3)
             ON CONFLICT DO NOTHING",
        )?
        .execute(params![kind.as_str(), hash.as_slice(), now])
        .map(|_| ())
}

/// Takes a tombstone away.
///
/// # Errors
/// When SQLite refuses.
pub fn remove(connection: &Connection, kind: Kind, name: &str) -> rusqlite::Result<()> {
    let hash = hash(&key(connection)?, kind, name);
    connection
        .prepare_cached("DELETE FROM tombstones WHERE kind = ?1 AND hash = ?2")?
        .execute(params![kind.as_str(), hash.as_slice()])
        .map(|_| ())
}

/// Whether something was removed.
///
/// # Errors
/// When SQLite refuses.
pub fn has(connection: &Connection, kind: Kind, name: &str) -> rusqlite::Result<bool> {
    let hash = hash(&key(connection)?, kind, name);
    connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM tombstones WHERE kind = ?1 AND hash = ?2)")?
        .query_row(params![kind.as_str(), hash.as_slice()], |row| row.get(0))
}

/// How many persons were removed.
///
/// # Errors
/// When SQLite refuses.
pub fn count_persons(connection: &Connection) -> rusqlite::Result<usize> {
    connection
        .prepare_cached("SELECT count(*) FROM tombstones WHERE kind = 'person'")?
        .query_row([], |row| row.get::<_, u32>(0))
        .map(|count| count as usize)
}

/// The persons that were removed, as enrichment asks for them.
///
/// # Errors
/// When SQLite refuses.
pub fn persons(connection: &Connection) -> rusqlite::Result<Removed> {
    let key = key(connection)?;
    let hashes = connection
        .prepare("SELECT hash FROM tombstones WHERE kind = 'person'")?
        .query_map([], |row| row.get::<_, [u8; 32]>(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Removed::new(
        hashes,
        Box::new(move |name| hash(&key, Kind::Person, name)),
    ))
}

fn key(connection: &Connection) -> rusqlite::Result<[u8; 32]> {
    connection
        .prepare_cached("SELECT value FROM hash_key")?
        .query_row([], |row| row.get(0))
}

/// HMAC with SHA-256 over the kind and the name in small letters.
fn hash(key: &[u8; 32], kind: Kind, name: &str) -> [u8; 32] {
    let padded = |pad: u8| {
        let mut block = [pad; 64];
        block
            .iter_mut()
            .zip(key)
            .for_each(|(byte, key)| *byte ^= key);
        block
    };
    let inner = Sha256::new()
        .chain_update(padded(0x36))
        .chain_update(kind.as_str())
        .chain_update([0])
        .chain_update(name.to_lowercase())
        .finalize();
    Sha256::new()
        .chain_update(padded(0x5c))
        .chain_update(inner)
        .finalize()
        .into()
}
