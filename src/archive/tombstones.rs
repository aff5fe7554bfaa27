//! What was removed and must not come back, by keyed hashes: whoever reads the archive learns no name.
//!
//! The key is made when something is removed first, so that an archive that is handed on before that has none, and
//! no two archives have the same.

use ring::rand::{SecureRandom as _, SystemRandom};
use rusqlite::params;

use aluehaku_enrich::removal::hashed::WrittenName;
use aluehaku_enrich::removal::keyed::{KEY_BYTES, Key};
use aluehaku_enrich::removal::{Removed, RemovedPerson};

use super::store::{self, Connection, Optional};

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
/// When the database refuses.
pub fn put(connection: &Connection, kind: Kind, name: &str, now: i64) -> store::Result<()> {
    let key = made_key(connection)?;
    let written = match kind {
        Kind::Person => WrittenName::of(name, &key),
        Kind::Url | Kind::Source => None,
    };
    connection
        .prepare_cached(
            "INSERT INTO tombstones (kind, hash, removed_at, written) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (kind, hash) DO UPDATE SET written = coalesce(tombstones.written, ?4)",
        )?
        .execute(params![
            kind.as_str(),
            hash(&key, kind, name).as_slice(),
            now,
            written.map(|written| written.to_bytes())
        ])
        .map(|_| ())
}

/// Takes a tombstone away.
///
/// # Errors
/// When the database refuses.
pub fn remove(connection: &Connection, kind: Kind, name: &str) -> store::Result<()> {
    let Some(key) = key(connection)? else {
        return Ok(());
    };
    connection
        .prepare_cached("DELETE FROM tombstones WHERE kind = ?1 AND hash = ?2")?
        .execute(params![kind.as_str(), hash(&key, kind, name).as_slice()])
        .map(|_| ())
}

/// Whether something was removed.
///
/// # Errors
/// When the database refuses.
pub fn has(connection: &Connection, kind: Kind, name: &str) -> store::Result<bool> {
    let Some(key) = key(connection)? else {
        return Ok(false);
    };
    connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM tombstones WHERE kind = ?1 AND hash = ?2)")?
        .query_row(
            params![kind.as_str(), hash(&key, kind, name).as_slice()],
            |row| row.get(0),
        )
}

/// A number that is another one after a person was removed.
///
/// # Errors
/// When the database refuses.
pub fn stamp_of_persons(connection: &Connection) -> store::Result<usize> {
    connection
        .prepare_cached("SELECT count(*) + count(written) FROM tombstones WHERE kind = 'person'")?
        .query_row([], |row| row.get::<u32>(0))
        .map(|stamp| stamp as usize)
}

/// The persons that were removed, as enrichment asks for them.
///
/// # Errors
/// When the database refuses.
pub fn persons(connection: &Connection) -> store::Result<Removed> {
    let stamp = stamp_of_persons(connection)?;
    let Some(key) = key(connection)?.filter(|_| stamp > 0) else {
        return Ok(Removed::default());
    };
    let persons: Vec<RemovedPerson> = connection
        .prepare_cached("SELECT hash, written FROM tombstones WHERE kind = 'person'")?
        .query_map([], |row| {
            let written: Option<[u8; WrittenName::BYTES]> = row.get(1)?;
            Ok(RemovedPerson {
                name: row.get(0)?,
                written: written.as_ref().map(WrittenName::from_bytes),
            })
        })?
        .collect::<store::Result<_>>()?;
    Ok(Removed::new(&persons, key, stamp))
}

/// The key of the hashes; absent when nothing was removed yet.
fn key(connection: &Connection) -> store::Result<Option<Key>> {
    connection
        .prepare_cached("SELECT value FROM hash_key")?
        .query_row([], |row| row.get::<[u8; KEY_BYTES]>(0))
        .optional()
        .map(|bytes| bytes.map(|bytes| Key::new(&bytes)))
}

/// The key, made now when there is none.
fn made_key(connection: &Connection) -> store::Result<Key> {
    let mut drawn = [0; KEY_BYTES];
    SystemRandom::new()
        .fill(&mut drawn)
        .map_err(|_| store::Error::Value("the system gives no random numbers".into()))?;
    connection.execute(
        "INSERT INTO hash_key (id, value) VALUES (1, ?1) ON CONFLICT DO NOTHING",
        [drawn.as_slice()],
    )?;
    key(connection)?.ok_or(store::Error::NoRow)
}

/// Of the kind and the name in small letters.
fn hash(key: &Key, kind: Kind, name: &str) -> [u8; 32] {
    key.hash(kind.as_str(), &name.to_lowercase())
}
