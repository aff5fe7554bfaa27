//! Which persons the service puts forward: those that enough articles of enough sources name.
//!
//! The engine keeps the others out of facets and suggestions. Here they are kept out of what gathers the
//! articles about one person (page, feed, export) and of lists that are taken away in bulk. Whoever knows
//! a name may still search for it, by words or by filter: that finds no more than reading does.

use aluehaku_article::facet::Facet;
use aluehaku_index::engine::Reader;

use super::params::SearchParams;
use super::problem::{Code, Problem};

/// Whether a search names only persons who are put forward.
///
/// # Errors
/// When the index cannot be read.
pub(crate) fn names_listed_persons(
    reader: &dyn Reader,
    params: &SearchParams,
) -> Result<bool, Problem> {
    let wanted = params.filter(Facet::Person).into_iter();
    for person in wanted.flat_map(|filter| &filter.any_of) {
        if !reader.lists(Facet::Person, person)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Refuses a search that gathers the articles about a person who is not put forward.
///
/// # Errors
/// [`Code::PersonNotListed`], or when the index cannot be read.
pub(crate) fn require_listed_persons(
    reader: &dyn Reader,
    params: &SearchParams,
) -> Result<(), Problem> {
    if names_listed_persons(reader, params)? {
        Ok(())
    } else {
        Err(Problem::new(Code::PersonNotListed))
    }
}

/// Leaves only persons who are put forward.
///
/// # Errors
/// When the index cannot be read.
pub(crate) fn retain_listed(reader: &dyn Reader, persons: &mut Vec<String>) -> Result<(), Problem> {
    let mut listed = Vec::with_capacity(persons.len());
    for person in persons.drain(..) {
        if reader.lists(Facet::Person, &person)? {
            listed.push(person);
        }
    }
    *persons = listed;
    Ok(())
}
