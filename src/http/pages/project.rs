//! What articles tell of a project: who is behind it, who works in it, and which regions it stands for.

use std::collections::BTreeSet;

use aluehaku_article::facet::Facet;
use aluehaku_article::region::{RegionKind, RegionRegister};
use aluehaku_index::engine::Reader;
use aluehaku_index::search::response::FacetCounts;

use super::Frame;
use super::hits::NamedLink;
use super::passage::Passage;
use crate::archive::projects::{Part, ProjectStatements};
use crate::http::allowance::Allowances;
use crate::http::params::names::NameBook;
use crate::http::problem::Problem;
use crate::http::project::{backers, participants};
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
    let behind = backers(articles).into_iter().filter_map(|backer| {
        let path = name_path(Facet::Organisation, backer.organisation)?;
        Some(Behind {
            part: match backer.part {
                Part::Funder => frame.p.project_funder,
                Part::Runner => frame.p.project_runner,
                Part::Partner => frame.p.project_partner,
            },
            name: NamedLink {
                name: backer.organisation.to_owned(),
                href: frame.link(&path),
            },
            evidence: Passage::new(
                backer.sentence,
                None,
                backer.article,
                names,
                &mut allowances,
                frame,
            ),
        })
    });
    behind.collect()
}

fn persons(
    reader: &dyn Reader,
    articles: &[ProjectStatements],
    frame: &Frame,
) -> Result<Vec<PersonInProject>, Problem> {
    let persons = participants(reader, articles)?
        .into_iter()
        .filter_map(|participant| {
            let path = name_path(Facet::Person, &participant.name)?;
            Some(PersonInProject {
                link: NamedLink {
                    name: participant.name,
                    href: frame.link(&path),
                },
                role: participant.role,
                articles: number(participant.articles, frame.language),
                count: participant.articles,
            })
        });
    Ok(persons.take(MAX_PERSONS).collect())
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
