//! What a project or an organisation is also called, where somebody filters by it or types it.

use aluehaku_article::facet::Facet;
use aluehaku_index::engine::Reader;
use aluehaku_index::search::suggestion::{Suggestion, SuggestionKind};

use super::history::HistoryAccess;
use super::params::read::{Reading, UnknownValue};
use super::problem::Problem;

/// Letters from which on what is typed may be another name.
const SHORTEST_TYPED: usize = 2;

/// Puts canonical names in the place of others in the filters for projects and organisations; a name that no article
/// has and that stands for none is noted as unknown.
///
/// # Errors
/// When the index cannot be read.
pub(crate) fn resolve(
    reading: &mut Reading,
    reader: &dyn Reader,
    history: &HistoryAccess,
) -> Result<(), Problem> {
    for filter in &mut reading.params.filters.facets {
        let facet = filter.facet;
        if !matches!(facet, Facet::Project | Facet::Organisation) {
            continue;
        }
        for value in filter.any_of.iter_mut().chain(&mut filter.none_of) {
            if reader.lists(facet, value)? {
                continue;
            }
            let mut known = history.named(value).into_iter();
            match known.find(|known| known.facet == facet) {
                Some(known) => *value = known.name,
                None => reading.unknown_values.push(UnknownValue {
                    facet,
                    value: value.clone(),
                    nearest: None,
                }),
            }
        }
    }
    Ok(())
}

/// Adds the projects and organisations that also go by a name which begins as typed, in front of what was found.
///
/// # Errors
/// When the index cannot be read.
pub(crate) fn add_suggestions(
    found: Vec<Suggestion>,
    typed: &str,
    limit: usize,
    reader: &dyn Reader,
    history: &HistoryAccess,
) -> Result<Vec<Suggestion>, Problem> {
    let typed = typed.trim();
    if typed.chars().count() < SHORTEST_TYPED {
        return Ok(found);
    }
    let mut suggestions = Vec::new();
    for known in history.beginning(typed, limit) {
        let kind = SuggestionKind::Value(known.facet);
        let is_known =
            |suggestion: &Suggestion| suggestion.kind == kind && suggestion.text == known.name;
        if found.iter().any(is_known) {
            continue;
        }
        let named = reader.suggest(&known.name, limit)?;
        suggestions.extend(named.into_iter().find(is_known));
    }
    suggestions.extend(found);
    suggestions.truncate(limit);
    Ok(suggestions)
}
