//! How an article changed since it was first read: which part, when, and how much, with the way to each version.

use aluehaku_article::Article;
use aluehaku_article::time::PageTime;

use super::Frame;
use super::hits::NamedLink;
use crate::archive::history::ArticleHistory;
use crate::clock::day_of;
use crate::http::difference::{count_words, reads_the_same};
use crate::http::slug::version_path;
use crate::http::versions::{Version, versions};
use crate::i18n::format::{count, day, fill};

/// The history of an article, ready to be written out.
#[derive(Clone, Debug)]
pub(super) struct Changes {
    /// When it was first read, and the oldest version that is kept.
    pub(super) first_read: NamedLink,
    /// Each change, the newest first.
    pub(super) rows: Vec<Change>,
    /// When the original was found at its address last.
    pub(super) found: Option<String>,
    /// When it was looked for last, where it was not found then.
    pub(super) missing: Option<String>,
}

/// One change, and the version that it led to.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) version: NamedLink,
    pub(super) what: Vec<String>,
}

impl Changes {
    pub(super) fn new(history: &ArticleHistory, frame: &Frame) -> Self {
        let versions = versions(history);
        let link = |version: &Version, seconds: i64| NamedLink {
            name: shown(seconds, frame),
            href: frame.link(&version_path(version.article.id.as_str(), &version.name)),
        };
        let rows = versions.windows(2).rev().map(|pair| Change {
            version: link(&pair[1], pair[1].seen_at),
            what: differences(&pair[0].article, &pair[1].article, frame),
        });
        Self {
            first_read: link(&versions[0], history.archived_at),
            rows: rows.collect(),
            found: history.visited.found_at.map(|moment| shown(moment, frame)),
            missing: history
                .visited
                .missing_at
                .map(|moment| shown(moment, frame)),
        }
    }
}

/// Which parts changed, in words.
pub(super) fn differences(before: &Article, after: &Article, frame: &Frame) -> Vec<String> {
    let p = frame.p;
    let mut told = Vec::new();
    let lead = |article: &Article| article.lead.clone().unwrap_or_default();
    if !reads_the_same(&before.title, &after.title) {
        told.push(fill(p.change_title, &[("title", &before.title)]));
    }
    if !reads_the_same(&lead(before), &lead(after)) {
        told.push(p.change_lead.to_owned());
    }
    if !reads_the_same(&before.body, &after.body) {
        let (came, went) = count_words(&before.body, &after.body);
        let amount = |value| count(p.change_word_one, p.change_words, value, frame.language);
        told.push(fill(
            p.change_text,
            &[("came", &amount(came)), ("went", &amount(went))],
        ));
    }
    if before.published.map(PageTime::timestamp) != after.published.map(PageTime::timestamp) {
        told.push(p.change_published.to_owned());
    }
    if before.authors != after.authors {
        told.push(p.change_authors.to_owned());
    }
    told
}

/// A day in Finland.
fn shown(seconds: i64, frame: &Frame) -> String {
    day(day_of(seconds), frame.language)
}
