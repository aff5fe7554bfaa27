//! How well the pages of each source are read: whether more of its new articles lack a day, a title or a text than
//! before, as when a site was rebuilt and its profile fits no more.

use std::collections::BTreeMap;

use super::store::{self, Connection};

/// Days of which articles are new.
const NEW_DAYS: i64 = 7;

/// Days before these with which they are compared.
const DAYS_BEFORE: i64 = 84;

/// Fewest new articles, and fewest before them, that tell anything.
const LEAST_NEW: u32 = 10;
const LEAST_BEFORE: u32 = 20;

/// By how much the share of articles that lack something must rise.
const JUMP: f64 = 0.3;

/// Bytes of a text below which hardly anything was read.
const LEAST_TEXT: u32 = 80;

/// Articles of a source in a stretch of time.
#[derive(Clone, Copy, Debug, Default)]
struct Read {
    articles: u32,
    /// Those that lack a day, a title, a text.
    lacking: [u32; WHAT.len()],
}

/// What may be lacking, as words.
const WHAT: [&str; 3] = ["date", "title", "text"];

/// Sources that are read badly now, with what their articles lack.
///
/// # Errors
/// When the database refuses.
pub fn read_badly(
    connection: &Connection,
    now: i64,
) -> store::Result<BTreeMap<String, Vec<&'static str>>> {
    let new_since = now - NEW_DAYS * 86_400;
    let mut statement = connection.prepare_cached(
        "SELECT source, archived_at >= ?1, count(*),
             count(*) FILTER (WHERE json_extract(record, '$.published') IS NULL),
             count(*) FILTER (WHERE coalesce(json_extract(record, '$.title'), '') = ''),
             count(*) FILTER (WHERE length(coalesce(json_extract(record, '$.body'), '')) < ?3)
         FROM articles WHERE live = 1 AND archived_at >= ?2 GROUP BY 1, 2 ORDER BY 1, 2",
    )?;
    let before_since = new_since - DAYS_BEFORE * 86_400;
    let mut rows = statement.query((new_since, before_since, LEAST_TEXT))?;
    let mut sources: BTreeMap<String, [Read; 2]> = BTreeMap::new();
    while let Some(row) = rows.next_row()? {
        let is_new: bool = row.get(1)?;
        let read = Read {
            articles: row.get(2)?,
            lacking: [row.get(3)?, row.get(4)?, row.get(5)?],
        };
        sources.entry(row.get(0)?).or_default()[usize::from(is_new)] = read;
    }
    let judged = sources
        .into_iter()
        .map(|(source, [before, new])| (source, jumps(&before, &new)));
    Ok(judged.filter(|(_, lacking)| !lacking.is_empty()).collect())
}

fn jumps(before: &Read, new: &Read) -> Vec<&'static str> {
    if new.articles < LEAST_NEW || before.articles < LEAST_BEFORE {
        return Vec::new();
    }
    let share = |read: &Read, at: usize| f64::from(read.lacking[at]) / f64::from(read.articles);
    let numbered = WHAT.into_iter().enumerate();
    let lacking = numbered.filter(|(at, _)| share(new, *at) > share(before, *at) + JUMP);
    lacking.map(|(_, what)| what).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: (u32, u32), new: (u32, u32), expected: &[&str]) {
        let read = |(articles, dateless)| Read {
            articles,
            lacking: [dateless, 0, 0],
        };
        assert_eq!(
            jumps(&read(before), &read(new)),
            expected,
            "{before:?} {new:?}"
        );
    }

    #[test]
    fn a_jump_of_what_is_lacking_is_told_from_what_always_was() {
        check((100, 2), (20, 10), &["date"]);
        check((100, 2), (20, 3), &[]);
        check((100, 90), (20, 20), &[]);
        check((100, 2), (5, 5), &[]);
        check((5, 0), (20, 20), &[]);
    }
}
