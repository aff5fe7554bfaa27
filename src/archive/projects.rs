//! What articles say of a project: who is behind it, who works in it and where.

use std::collections::BTreeSet;

use aluehaku_article::{Article, EnrichedArticle, EntityKind, Mention};
use aluehaku_enrich::backing::backing;
use aluehaku_enrich::surroundings::sentence_at;

use super::articles;
use super::store::{self, Connection};

pub use aluehaku_enrich::backing::{Backing, Part};

/// What one article says of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectStatements {
    /// The article.
    pub article: Article,
    /// The organisations behind the project.
    pub backing: Vec<Backing>,
    /// The persons that the article names, with the first role in which it does.
    pub persons: Vec<(String, Option<String>)>,
    /// The places that are named in one sentence with the project.
    pub places: BTreeSet<String>,
}

/// What articles say of a project, in the order of their identifiers; those that are gone are left out.
///
/// # Errors
/// When the database refuses or a stored record is damaged.
pub fn of_project(
    connection: &Connection,
    name: &str,
    ids: &[String],
) -> store::Result<Vec<ProjectStatements>> {
    let found = ids.iter().map(|id| articles::find(connection, id));
    let found = found.filter_map(Result::transpose);
    found
        .map(|article| Ok(ProjectStatements::new(article?, name)))
        .collect()
}

impl ProjectStatements {
    fn new(enriched: EnrichedArticle, project: &str) -> Self {
        let EnrichedArticle {
            article, mentions, ..
        } = enriched;
        Self {
            backing: backing(&article, &mentions, project),
            persons: persons(&mentions),
            places: places(&article, &mentions, project),
            article,
        }
    }
}

/// Each person once, in the order of the text.
fn persons(mentions: &[Mention]) -> Vec<(String, Option<String>)> {
    let mut persons: Vec<(String, Option<String>)> = Vec::new();
    let named = mentions
        .iter()
        .filter(|mention| mention.kind == EntityKind::Person);
    for mention in named {
        match persons.iter_mut().find(|(name, _)| *name == mention.name) {
            Some((_, role)) => *role = role.take().or_else(|| mention.role.clone()),
            None => persons.push((mention.name.clone(), mention.role.clone())),
        }
    }
    persons
}

/// A place in the name of an organisation says where that is, not where the project is.
fn places(article: &Article, mentions: &[Mention], project: &str) -> BTreeSet<String> {
    let lies_in_organisation = |place: &Mention| {
        mentions.iter().any(|other| {
            other.kind == EntityKind::Organisation
                && other.part == place.part
                && other.start <= place.start
                && place.end <= other.end
        })
    };
    let of = |kind: EntityKind| mentions.iter().filter(move |mention| mention.kind == kind);
    let own = of(EntityKind::Project).filter(|mention| mention.name == project);
    let mut names = BTreeSet::new();
    for mention in own {
        let text = article.text(mention.part);
        // Given mentions come from elsewhere, and may stand anywhere.
        if text.get(mention.start..).is_none() {
            continue;
        }
        let sentence = sentence_at(text, mention.start);
        let beside = of(EntityKind::Place)
            .filter(|place| place.part == mention.part && sentence.contains(&place.start))
            .filter(|place| !lies_in_organisation(place));
        names.extend(beside.map(|place| place.name.clone()));
    }
    names
}
