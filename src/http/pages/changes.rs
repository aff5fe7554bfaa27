//! How an article changed since it was first read: which part, when, and how much.
//!
//! Of earlier texts only the number of words that came and went is told: what a publisher took back is not
//! shown on.

use std::collections::HashMap;

use aluehaku_article::Article;
use aluehaku_article::masking::mask;
use aluehaku_article::time::PageTime;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Frame;
use crate::archive::history::ArticleHistory;
use crate::i18n::format::{count, day, fill};

/// The history of an article, ready to be written out.
#[derive(Clone, Debug)]
pub(super) struct Changes {
    /// When it was first read.
    pub(super) first_read: String,
    /// Each change, the newest first.
    pub(super) rows: Vec<Change>,
}

/// One change.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) date: String,
    pub(super) what: Vec<String>,
}

impl Changes {
    pub(super) fn new(history: &ArticleHistory, frame: &Frame) -> Self {
        let versions: Vec<&Article> = std::iter::once(&history.now)
            .chain(history.earlier.iter().map(|version| &version.article))
            .collect();
        let pairs = versions.windows(2).zip(&history.earlier);
        let rows = pairs.map(|(pair, version)| Change {
            date: shown(version.replaced_at, frame),
            what: differences(pair[1], pair[0], frame),
        });
        Self {
            first_read: shown(history.archived_at, frame),
            // What was understood of an article may change while the article does not.
            rows: rows.filter(|change| !change.what.is_empty()).collect(),
        }
    }
}

/// Longest earlier title that is shown, in characters.
const LONGEST_TITLE: usize = 500;

fn differences(before: &Article, after: &Article, frame: &Frame) -> Vec<String> {
    let p = frame.p;
    let mut told = Vec::new();
    if before.title != after.title {
        let title: String = mask(&before.title).chars().take(LONGEST_TITLE).collect();
        told.push(fill(p.change_title, &[("title", &title)]));
    }
    if before.lead != after.lead {
        told.push(p.change_lead.to_owned());
    }
    if before.body != after.body {
        let (came, went) = words(&before.body, &after.body);
        let amount = |value| count(p.change_word_one, p.change_words, value, frame.language);
        told.push(fill(
            p.change_text,
            &[("came", &amount(came)), ("went", &amount(went))],
        ));
    }
    if before.published.map(PageTime::timestamp) != after.published.map(PageTime::timestamp) {
        told.push(p.change_published.to_owned());
    }
    told
}

/// How many words came and how many went.
fn words(before: &str, after: &str) -> (u64, u64) {
    let mut amounts: HashMap<&str, i64> = HashMap::new();
    for word in words_of(after) {
        *amounts.entry(word).or_default() += 1;
    }
    for word in words_of(before) {
        *amounts.entry(word).or_default() -= 1;
    }
    let total = |wanted: fn(i64) -> bool| {
        let amounts = amounts.values().filter(|amount| wanted(**amount));
        amounts.map(|amount| amount.unsigned_abs()).sum()
    };
    (total(|amount| amount > 0), total(|amount| amount < 0))
}

/// The words of a text without the marks around them.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split_whitespace();
    let bare = words.map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric()));
    bare.filter(|word| !word.is_empty())
}

/// A day in Finland.
fn shown(seconds: i64, frame: &Frame) -> String {
    let helsinki = TimeZone::get("Europe/Helsinki").unwrap_or(TimeZone::UTC);
    let time = Timestamp::from_second(seconds).unwrap_or_default();
    day(helsinki.to_datetime(time).date(), frame.language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_stay_are_not_counted() {
        assert_eq!(words("talo on auki.", "talo on – tänään kiinni"), (2, 1));
        assert_eq!(words("a a b", "a"), (0, 2));
    }
}
