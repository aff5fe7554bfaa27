//! What articles tell of a project: who is behind it, who works in it, and which regions it stands for.

use std::collections::BTreeSet;

use aluehaku_article::facet::Facet;
use aluehaku_article::masking::mask;
use aluehaku_article::region::{RegionKind, RegionRegister};
use aluehaku_index::engine::Reader;
use aluehaku_index::search::response::FacetCounts;

use super::Frame;
use super::hits::NamedLink;
use super::passage::Passage;
use crate::archive::projects::{Part, ProjectStatements};
use crate::http::allowance::Allowances;
use crate::http::listing::retain_listed;
use crate::http::params::names::NameBook;
use crate::http::problem::Problem;
use crate::http::slug::name_path;
use crate::http::state::AppState;
use crate::i18n::format::number;

/// Most persons shown.
const MAX_PERSONS: usize = 12;

/// Articles from which on a region belongs to a project, whatever they say.
const ENOUGH_ARTICLES: u64 = 2;

/// What articles tell of a project.
#[derive(Clone, Debug, Default)]
pub(super) struct Project {
    /// The organisations behind it.
    pub(super) behind: Vec<Behind>,
    /// The persons of its articles, those with a role first.
    pub(super) persons: Vec<PersonInProject>,
    /// The maakunnat that a sentence names together with it.
    said_regions: BTreeSet<String>,
}

/// An organisation behind a project, and the newest sentence that says so.
#[derive(Clone, Debug)]
pub(super) struct Behind {
    pub(super) part: &'static str,
    pub(super) name: NamedLink,
    pub(super) evidence: Passage,
    order: Part,
}

/// A person whom articles about a project name.
#[derive(Clone, Debug)]
pub(super) struct PersonInProject {
    pub(super) link: NamedLink,
    pub(super) role: Option<String>,
    pub(super) articles: String,
    pub(super) count: u64,
}

impl Project {
    /// Reads what the articles with some identifiers, the newest first, tell of a project.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn of(
        reader: &dyn Reader,
        name: &str,
        ids: &[String],
        state: &AppState,
        frame: &Frame,
    ) -> Result<Self, Problem> {
        let statements = state.history().of_project(name, ids);
        Ok(Self {
            behind: behind(&statements, state, frame),
            persons: persons(reader, &statements, frame)?,
            said_regions: said_regions(name, &statements, state.regions()),
        })
    }

    /// Leaves of the counted regions those that the project stands for: told of in two articles that are no copies
    /// of each other, or named in one sentence with it. One alone needs no more.
    pub(super) fn retain_regions(&self, counts: &mut FacetCounts) {
        counts.buckets.retain(|bucket| bucket.count > 0);
        if counts.buckets.len() > 1 {
            counts.buckets.retain(|bucket| {
                bucket.count >= ENOUGH_ARTICLES || self.said_regions.contains(&bucket.value)
            });
        }
    }
}

fn behind(articles: &[ProjectStatements], state: &AppState, frame: &Frame) -> Vec<Behind> {
    let names = NameBook::of(state);
    let mut allowances = Allowances::new(state);
    let mut behind: Vec<Behind> = Vec::new();
    for statement in articles {
        for backing in &statement.backing {
            let is_known = |known: &Behind| {
                known.order == backing.part && known.name.name == backing.organisation
            };
            let path = name_path(Facet::Organisation, &backing.organisation);
            let Some(path) = path.filter(|_| !behind.iter().any(is_known)) else {
                continue;
            };
            behind.push(Behind {
                part: match backing.part {
                    Part::Funder => frame.p.project_funder,
                    Part::Runner => frame.p.project_runner,
                    Part::Partner => frame.p.project_partner,
                },
                name: NamedLink {
                    name: backing.organisation.clone(),
                    href: frame.link(&path),
                },
                evidence: Passage::new(
                    &backing.sentence,
                    None,
                    &statement.article,
                    names,
                    &mut allowances,
                    frame,
                ),
                order: backing.part,
            });
        }
    }
    behind.sort_by_key(|one| one.order);
    behind
}

fn persons(
    reader: &dyn Reader,
    articles: &[ProjectStatements],
    frame: &Frame,
) -> Result<Vec<PersonInProject>, Problem> {
    let mut names: Vec<String> = Vec::new();
    for (name, _) in articles.iter().flat_map(|told| &told.persons) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    retain_listed(reader, &mut names)?;
    let mut persons: Vec<PersonInProject> = names
        .into_iter()
        .filter_map(|name| PersonInProject::new(name, articles, frame))
        .collect();
    persons.sort_by_key(|person| (person.role.is_none(), std::cmp::Reverse(person.count)));
    persons.truncate(MAX_PERSONS);
    Ok(persons)
}

impl PersonInProject {
    fn new(name: String, articles: &[ProjectStatements], frame: &Frame) -> Option<Self> {
        let named: Vec<_> = articles
            .iter()
            .flat_map(|told| &told.persons)
            .filter(|(known, _)| *known == name)
            .collect();
        let role = named.iter().find_map(|(_, role)| role.as_deref());
        Some(Self {
            role: role.map(|role| mask(role).into_owned()),
            articles: number(named.len() as u64, frame.language),
            count: named.len() as u64,
            link: NamedLink {
                href: frame.link(&name_path(Facet::Person, &name)?),
                name,
            },
        })
    }
}

/// The maakunnat of the places that a sentence names together with a project, or its own name.
fn said_regions(
    project: &str,
    articles: &[ProjectStatements],
    register: &RegionRegister,
) -> BTreeSet<String> {
    let kinds = [
        RegionKind::Maakunta,
        RegionKind::Municipality,
        RegionKind::Hyvinvointialue,
    ];
    let places = articles.iter().flat_map(|told| &told.places);
    let regions = places.filter_map(|place| {
        let mut found = kinds
            .into_iter()
            .filter_map(|kind| register.resolve(kind, place));
        register.maakunta_of(found.next()?)
    });
    let maakunnat = register.of_kind(RegionKind::Maakunta);
    let in_name = maakunnat.filter(|region| project.contains(&region.name_fi));
    regions
        .chain(in_name)
        .map(|region| region.name_fi.clone())
        .collect()
}
