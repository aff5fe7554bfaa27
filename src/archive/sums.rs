//! Checksums of what is stored of an article: SQLite tells damage of its own structure only, and a letter that changed
//! on the disk would pass for what was published.

use rusqlite::params;
use twox_hash::XxHash3_64;

use super::store::{self, Connection};

/// Articles whose sums are filled in at a time.
const BATCH: u32 = 500;

/// The checksum of a record.
pub(super) fn of_record(record: &str) -> i64 {
    XxHash3_64::oneshot(record.as_bytes()).cast_signed()
}

/// The checksum of events and quotes.
pub(super) fn of_told(events: &str, quotes: &str) -> i64 {
    let mixed = XxHash3_64::oneshot_with_seed(quotes.len() as u64, events.as_bytes());
    XxHash3_64::oneshot_with_seed(mixed, quotes.as_bytes()).cast_signed()
}

/// Fills in the sums of articles that an earlier version stored, as they are now; says of how many.
///
/// # Errors
/// When the database refuses.
pub fn fill(connection: &Connection) -> store::Result<u64> {
    let mut filled = 0;
    loop {
        let rows: Vec<(String, String, String, String)> = connection
            .prepare_cached(
                "SELECT id, record, events, quotes FROM articles
                 WHERE live = 1 AND (record_sum IS NULL OR told_sum IS NULL) LIMIT ?1",
            )?
            .query_map([BATCH], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })?
            .collect::<store::Result<_>>()?;
        if rows.is_empty() {
            return Ok(filled);
        }
        for (id, record, events, quotes) in &rows {
            connection
                .prepare_cached("UPDATE articles SET record_sum = ?2, told_sum = ?3 WHERE id = ?1")?
                .execute(params![id, of_record(record), of_told(events, quotes)])?;
        }
        filled += rows.len() as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_moved_from_one_text_to_the_other_changes_the_sum() {
        assert_ne!(of_told("[]", "[1]"), of_told("[][", "1]"));
        assert_ne!(of_record("a"), of_record("b"));
    }
}
