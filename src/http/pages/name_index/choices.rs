//! What a list of names is of, and the ways to see it: by kind, in which order, by letter.

use aluehaku_article::facet::Facet;
use aluehaku_article::region::RegionKind;

use super::super::Frame;
use crate::http::name_list::NameList;
use crate::http::params::table::Endpoint;
use crate::http::params::{FacetOrder, SearchParams};

/// What a list is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// The names of a facet.
    Names(Facet),
    /// The regions of Finland.
    Regions,
}

/// One of several ways to see the list.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) is_current: bool,
}

impl Subject {
    pub(super) fn endpoint(self) -> Endpoint {
        match self {
            Self::Names(_) => Endpoint::Names,
            Self::Regions => Endpoint::Regions,
        }
    }

    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Names(Facet::Person) => "/persons",
            Self::Names(Facet::Project) => "/projects",
            Self::Names(_) => "/organisations",
            Self::Regions => "/regions",
        }
    }

    /// Heading, what the list is of, and the texts for one and for several of it.
    pub(super) fn texts(self, frame: &Frame) -> [&'static str; 4] {
        let (t, p) = (frame.t, frame.p);
        match self {
            Self::Names(Facet::Person) => {
                [t.nav_persons, p.persons_lead, p.persons_one, p.persons_many]
            }
            Self::Names(Facet::Project) => [
                t.nav_projects,
                p.projects_lead,
                p.projects_one,
                p.projects_many,
            ],
            Self::Names(_) => [
                t.nav_organisations,
                p.organisations_lead,
                p.organisations_one,
                p.organisations_many,
            ],
            Self::Regions => [t.nav_regions, p.regions_lead, p.regions_one, p.regions_many],
        }
    }
}

/// Address of a list.
pub(super) fn address(subject: Subject, params: &SearchParams) -> String {
    match params.query_string().as_str() {
        "" => subject.path().to_owned(),
        query => format!("{}?{query}", subject.path()),
    }
}

/// The kinds of regions.
pub(super) fn kinds(start: &SearchParams, frame: &Frame) -> Vec<Choice> {
    let all = [
        (None, frame.p.names_all),
        (Some(RegionKind::Maakunta), frame.p.region_maakunnat),
        (Some(RegionKind::Hyvinvointialue), frame.p.region_counties),
        (
            Some(RegionKind::Municipality),
            frame.p.region_municipalities,
        ),
    ];
    let choice = |(kind, name): (Option<RegionKind>, &str)| Choice {
        name: name.to_owned(),
        href: address(
            Subject::Regions,
            &SearchParams {
                kind,
                letter: None,
                ..start.clone()
            },
        ),
        is_current: start.kind == kind,
    };
    all.map(choice).to_vec()
}

/// The orders of a list.
pub(super) fn orders(subject: Subject, start: &SearchParams, frame: &Frame) -> Vec<Choice> {
    let all = [
        (FacetOrder::Count, frame.p.names_by_articles),
        (FacetOrder::Label, frame.p.names_by_name),
    ];
    let choice = |(facet_order, name): (FacetOrder, &str)| Choice {
        name: name.to_owned(),
        href: address(
            subject,
            &SearchParams {
                facet_order,
                ..start.clone()
            },
        ),
        is_current: start.facet_order == facet_order,
    };
    all.map(choice).to_vec()
}

/// The letters that names begin with, and all of them.
pub(super) fn letters(
    subject: Subject,
    list: &NameList,
    start: &SearchParams,
    frame: &Frame,
) -> Vec<Choice> {
    let choice = |letter: Option<char>| Choice {
        name: letter.map_or_else(|| frame.p.names_all.to_owned(), String::from),
        href: address(
            subject,
            &SearchParams {
                letter,
                ..start.clone()
            },
        ),
        is_current: start.letter == letter,
    };
    let letters = list.letters.iter().copied().map(Some);
    std::iter::once(None).chain(letters).map(choice).collect()
}
