//! The newest articles about a name: whom and what they name beside it, and what ties them to each other.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use aluehaku_article::facet::Facet;
use aluehaku_article::{Entities, EntityKind};
use aluehaku_index::engine::Reader;
use aluehaku_index::search::request::Sort;
use aluehaku_index::search::response::IndexedArticle;

use super::history::HistoryAccess;
use super::listing::retain_listed;
use super::params::read::Reading;
use super::params::{MAX_PER_PAGE, Place, SearchParams};
use super::problem::Problem;
use super::search::search;
use super::spellings::other_names;
use crate::archive::history::Statements;

/// Most articles about a name that are read, the newest.
const MAX_ARTICLES: usize = 300;

/// The newest articles about a name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Newest {
    /// Their identifiers.
    pub(crate) ids: Vec<String>,
    /// The names of the same kind in each.
    names: Vec<Vec<String>>,
    /// What ties each to other articles: its source, and whom and what it names beside the name.
    ties: Vec<Vec<String>>,
}

impl Newest {
    /// Reads the newest articles about a name.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn of(facet: Facet, name: &str, reader: &dyn Reader) -> Result<Self, Problem> {
        let mut params = SearchParams {
            sort: Sort::NewestFirst,
            per_page: MAX_PER_PAGE,
            histogram: None,
            ..SearchParams::default()
        }
        .with_filter(facet, name);
        let mut newest = Self::default();
        loop {
            let asked = Reading {
                params: params.clone(),
                ..Reading::default()
            };
            let found = search(reader, asked)?.response;
            for hit in found.hits {
                newest.ids.push(hit.article.article.id.as_str().to_owned());
                newest.ties.push(ties(name, &hit.article));
                newest.names.push(names_of(facet, hit.article.entities));
            }
            match found.next {
                Some(cursor) if newest.ids.len() < MAX_ARTICLES => {
                    params.place = Place::After(cursor);
                }
                _ => return Ok(newest),
            }
        }
    }

    /// What ties an article about a person to others: what the index knows of it, and the role it states.
    pub(crate) fn ties_of(&self, told: &Statements) -> Vec<String> {
        let id = told.article.id.as_str();
        let at = self.ids.iter().position(|known| known == id);
        let mut ties = at.map_or_else(Vec::new, |at| self.ties[at].clone());
        let role = told.role.as_ref();
        ties.extend(role.map(|role| format!("role {}", role.role.to_lowercase())));
        ties
    }

    /// By which other names the articles call a project or an organisation; persons are called by their own.
    pub(crate) fn other_names(
        &self,
        facet: Facet,
        name: &str,
        history: &HistoryAccess,
    ) -> Vec<String> {
        let kind = match facet {
            Facet::Project => EntityKind::Project,
            Facet::Organisation => EntityKind::Organisation,
            _ => return Vec::new(),
        };
        other_names(name, history.spellings(kind, name, &self.ids))
    }

    /// The names of the same kind beside a name, each with the number of articles that name both.
    ///
    /// The counts of the facet do not say this: they leave the filter by the name itself out.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn beside(
        &self,
        facet: Facet,
        name: &str,
        reader: &dyn Reader,
    ) -> Result<Vec<(String, u64)>, Problem> {
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for other in self.names.iter().flatten().filter(|other| *other != name) {
            *counts.entry(other).or_default() += 1;
        }
        let mut listed: Vec<String> = counts.keys().map(|other| (*other).to_owned()).collect();
        if facet == Facet::Person {
            retain_listed(reader, &mut listed)?;
        }
        listed.sort_by_key(|other| Reverse(counts[other.as_str()]));
        let counted = listed.into_iter().map(|other| {
            let count = counts[other.as_str()];
            (other, count)
        });
        Ok(counted.collect())
    }
}

fn ties(name: &str, article: &IndexedArticle) -> Vec<String> {
    let entities = &article.entities;
    let source = format!("source {}", article.article.source.as_str());
    let lists = [
        ("project", &entities.projects),
        ("organisation", &entities.organisations),
        ("person", &entities.persons),
    ];
    let named = lists
        .into_iter()
        .flat_map(|(kind, names)| names.iter().map(move |other| (kind, other)));
    let others = named.filter(|(_, other)| *other != name);
    let others = others.map(|(kind, other)| format!("{kind} {other}"));
    std::iter::once(source).chain(others).collect()
}

fn names_of(facet: Facet, entities: Entities) -> Vec<String> {
    match facet {
        Facet::Person => entities.persons,
        Facet::Project => entities.projects,
        Facet::Organisation => entities.organisations,
        _ => Vec::new(),
    }
}
