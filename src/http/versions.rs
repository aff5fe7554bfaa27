//! The versions of an article as they were seen, each under a name that stays.
//!
//! A version is named by the moment in which it was seen first, so its address stays when versions before it are not
//! kept any more, and when what was understood of the article changes. What the archive has under several numbers but
//! reads the same is one version.

use std::collections::HashMap;

use aluehaku_article::time::PageTime;
use aluehaku_article::{Article, EnrichedArticle};
use aluehaku_index::engine::Document;
use aluehaku_index::search::response::IndexedArticle;
use jiff::Timestamp;

use super::difference::reads_the_same;
use crate::archive::history::ArticleHistory;

/// What an article was for a while.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Version {
    /// Its name in addresses.
    pub(crate) name: String,
    /// When it was seen first, in seconds.
    pub(crate) seen_at: i64,
    /// When the next version was seen, in seconds; absent for what the article is now.
    pub(crate) replaced_at: Option<i64>,
    /// The article as it was, with e-mail addresses and phone numbers masked.
    pub(crate) article: Article,
    /// Other names that lead to it.
    others: Vec<String>,
}

/// The versions of an article that are kept, the oldest first; what it is now comes last.
pub(crate) fn versions(history: &ArticleHistory) -> Vec<Version> {
    let earlier = history.earlier.iter().rev();
    let states = earlier
        .map(|version| (version.seen_at, Some(version.replaced_at), &version.article))
        .chain([(history.seen_at, None, &history.now)]);
    let mut versions: Vec<Version> = Vec::new();
    let mut names: HashMap<i64, u32> = HashMap::new();
    for (seen_at, replaced_at, article) in states {
        let number = names.entry(seen_at).or_default();
        *number += 1;
        let name = name_of(seen_at, *number);
        let article = masked(article);
        match versions.last_mut() {
            Some(last) if is_same_to_readers(&last.article, &article) => {
                last.others.push(name);
                last.replaced_at = replaced_at;
                last.article = article;
            }
            _ => versions.push(Version {
                name,
                seen_at,
                replaced_at,
                article,
                others: Vec::new(),
            }),
        }
    }
    versions
}

impl Version {
    /// Whether a name in an address stands for it.
    pub(crate) fn is_named(&self, name: &str) -> bool {
        self.name == name || self.others.iter().any(|other| other == name)
    }
}

/// The moment as `20230102T100000Z`; of several versions of one second each after the first has its number.
fn name_of(seen_at: i64, number: u32) -> String {
    let moment = Timestamp::from_second(seen_at).unwrap_or_default();
    let moment = moment.strftime("%Y%m%dT%H%M%SZ");
    match number {
        1 => moment.to_string(),
        number => format!("{moment}-{number}"),
    }
}

/// An article of the archive with e-mail addresses and phone numbers masked.
pub(crate) fn masked(article: &Article) -> Article {
    let article = EnrichedArticle::from(article.clone());
    let document = Document {
        article: &article,
        publisher_region: None,
    };
    IndexedArticle::masked(document).article
}

/// Whether readers see no difference.
fn is_same_to_readers(one: &Article, other: &Article) -> bool {
    let lead = |article: &Article| article.lead.clone().unwrap_or_default();
    let published = |article: &Article| article.published.map(PageTime::timestamp);
    reads_the_same(&one.title, &other.title)
        && reads_the_same(&lead(one), &lead(other))
        && reads_the_same(&one.body, &other.body)
        && one.authors == other.authors
        && published(one) == published(other)
}

#[cfg(test)]
mod tests {
    use aluehaku_article::ids::{ArticleId, SourceId};

    use super::*;
    use crate::archive::history::{EarlierVersion, Visited};

    fn article(title: &str) -> Article {
        let id = ArticleId::new("a/b").unwrap();
        Article {
            title: title.to_owned(),
            ..Article::new(id, SourceId::new("lehti").unwrap())
        }
    }

    fn history(earlier: &[(i64, i64, &str)], seen_at: i64, title: &str) -> ArticleHistory {
        let version = |&(seen_at, replaced_at, title): &(i64, i64, &str)| EarlierVersion {
            seen_at,
            replaced_at,
            article: article(title),
        };
        ArticleHistory {
            archived_at: 0,
            now: article(title),
            seen_at,
            visited: Visited::default(),
            earlier: earlier.iter().rev().map(version).collect(),
        }
    }

    #[test]
    fn versions_that_read_the_same_are_one_under_each_of_their_names() {
        let found = versions(&history(&[(0, 60, "Yksi"), (60, 90, "Yksi")], 90, "Kaksi"));
        let [first, second] = found.as_slice() else {
            panic!("{found:?}")
        };
        assert_eq!((first.seen_at, first.replaced_at), (0, Some(90)));
        assert!(first.is_named("19700101T000000Z") && first.is_named("19700101T000100Z"));
        assert_eq!((second.seen_at, second.replaced_at), (90, None));
    }

    #[test]
    fn blanks_that_came_are_no_version_of_their_own() {
        let found = versions(&history(&[(0, 60, "Yksi talo")], 60, "Yksi  talo"));
        assert_eq!(found.len(), 1, "{found:?}");
    }

    #[test]
    fn versions_of_one_second_have_names_of_their_own() {
        let found = versions(&history(&[(5, 5, "Yksi"), (5, 5, "Kaksi")], 5, "Kolme"));
        let names: Vec<&str> = found.iter().map(|version| version.name.as_str()).collect();
        let moment = "19700101T000005Z";
        assert_eq!(
            names,
            [moment, &format!("{moment}-2"), &format!("{moment}-3")]
        );
    }

    #[test]
    fn a_contact_that_was_taken_back_is_no_difference_that_shows_it() {
        let found = versions(&history(
            &[(1, 2, "Soita 040 123 4567")],
            2,
            "Soita 040 765 4321",
        ));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].article.title, "Soita [puhelin]");
    }
}
