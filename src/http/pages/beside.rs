//! Whom and what articles name beside a name, and the newest of these articles.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use aluehaku_article::Entities;
use aluehaku_article::facet::Facet;
use aluehaku_index::engine::Reader;
use aluehaku_index::search::request::Sort;
use aluehaku_index::search::response::IndexedArticle;

use super::Frame;
use super::hits::NamedLink;
use crate::http::listing::retain_listed;
use crate::http::params::read::Reading;
use crate::http::params::{MAX_PER_PAGE, Place, SearchParams};
use crate::http::problem::Problem;
use crate::http::search::search;
use crate::http::slug::name_path;
use crate::i18n::format::number;

/// Most articles about a name that are read, the newest.
const MAX_ARTICLES: usize = 300;

/// Names shown of each kind.
const SHOWN: usize = 8;

/// Names of one kind that the same articles tell about.
#[derive(Clone, Debug)]
pub(super) struct Beside {
    pub(super) kind: &'static str,
    pub(super) links: Vec<(NamedLink, String)>,
}

/// The newest articles about a name.
#[derive(Clone, Debug, Default)]
pub(super) struct Newest {
    /// Their identifiers.
    pub(super) ids: Vec<String>,
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
    pub(super) fn of(facet: Facet, name: &str, reader: &dyn Reader) -> Result<Self, Problem> {
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

    /// What ties the article with an identifier to others.
    pub(super) fn ties_of(&self, id: &str) -> &[String] {
        let at = self.ids.iter().position(|known| known == id);
        at.map_or(&[], |at| &self.ties[at])
    }

    /// The names of the same kind beside a name, each with the number of articles that name both.
    ///
    /// The counts of the facet do not say this: they leave the filter by the name itself out.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn beside(
        &self,
        facet: Facet,
        name: &str,
        reader: &dyn Reader,
        frame: &Frame,
    ) -> Result<Option<Beside>, Problem> {
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for other in self.names.iter().flatten().filter(|other| *other != name) {
            *counts.entry(other).or_default() += 1;
        }
        let mut listed: Vec<String> = counts.keys().map(|other| (*other).to_owned()).collect();
        if facet == Facet::Person {
            retain_listed(reader, &mut listed)?;
        }
        listed.sort_by_key(|other| Reverse(counts[other.as_str()]));
        let counted = listed
            .iter()
            .map(|other| (other.as_str(), counts[other.as_str()]));
        Ok(Beside::new(facet, counted, frame))
    }
}

impl Beside {
    /// The first of some names with their numbers of articles; `None` where there are none.
    pub(super) fn new<'a>(
        facet: Facet,
        counted: impl Iterator<Item = (&'a str, u64)>,
        frame: &Frame,
    ) -> Option<Self> {
        let links = counted.filter_map(|(name, count)| {
            let link = NamedLink {
                name: name.to_owned(),
                href: frame.link(&name_path(facet, name)?),
            };
            Some((link, number(count, frame.language)))
        });
        let links: Vec<_> = links.take(SHOWN).collect();
        (!links.is_empty()).then_some(Self {
            kind: frame.t.facet(facet),
            links,
        })
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
