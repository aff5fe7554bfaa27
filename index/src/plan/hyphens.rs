//! Which minus is a hyphen: by Finnish spelling the last word of "Kylän oma tupa -hanke" belongs to the
//! words before it.

use aluehaku_query::{Leaf as QueryLeaf, Query};

use super::leaf::LeafPlanner;
use super::lookup::Lookup;
use super::words::joined;
use crate::analysis::{Language, TermKind};
use crate::search::request::Matching;
use crate::search::response::HyphenReading;

/// The query with each minus read either way, and how: as a hyphen where some article has such a
/// compound, or where the word before cannot stand alone, otherwise as an exclusion.
pub(crate) fn decided<L: Lookup>(
    lookup: &L,
    query: &Query,
) -> Result<(Query, Vec<HyphenReading>), L::Error> {
    let mut readings = Vec::new();
    let query = decide(lookup, query, &mut readings)?;
    Ok((query, readings))
}

fn decide<L: Lookup>(
    lookup: &L,
    query: &Query,
    readings: &mut Vec<HyphenReading>,
) -> Result<Query, L::Error> {
    let mut each = |parts: &[Query]| {
        let parts = parts.iter().map(|part| decide(lookup, part, readings));
        parts.collect::<Result<Vec<Query>, L::Error>>()
    };
    Ok(match query {
        Query::Everything | Query::Leaf(_) => query.clone(),
        Query::All(parts) => Query::all(each(parts)?),
        Query::Any(parts) => Query::any(each(parts)?),
        Query::Not(inner) => match inner.as_ref() {
            Query::Leaf(leaf) => match &leaf.hyphen_after {
                Some(before) => read(lookup, leaf, before, readings)?,
                None => query.clone(),
            },
            inner => Query::not(decide(lookup, inner, readings)?),
        },
    })
}

fn read<L: Lookup>(
    lookup: &L,
    leaf: &QueryLeaf,
    before: &str,
    readings: &mut Vec<HyphenReading>,
) -> Result<Query, L::Error> {
    let is_joined = cannot_stand_alone(lookup, before) || is_compound(lookup, before, &leaf.text)?;
    readings.push(HyphenReading {
        word: leaf.text.clone(),
        before: before.to_owned(),
        span: leaf.span,
        is_joined,
    });
    Ok(if is_joined {
        Query::Leaf(leaf.clone())
    } else {
        Query::not(Query::Leaf(QueryLeaf {
            hyphen_after: None,
            ..leaf.clone()
        }))
    })
}

/// Whether the word before is only the beginning of compounds, as "lähi" is.
fn cannot_stand_alone(lookup: &impl Lookup, before: &str) -> bool {
    if before.ends_with('-') {
        return true;
    }
    let tokens = lookup.analyzer().tokens(before);
    tokens.last().is_some_and(|token| {
        let found = lookup.analyzer().terms(&token.text, Language::Finnish);
        found.known && !found.terms.iter().any(|term| term.kind == TermKind::Lemma)
    })
}

/// Whether some article has the compound. Where the analyser knows no compounds, the words must stand
/// in a row somewhere.
fn is_compound<L: Lookup>(lookup: &L, before: &str, word: &str) -> Result<bool, L::Error> {
    let planner = LeafPlanner {
        lookup,
        matching: Matching::Best,
        is_wanted: true,
    };
    let compounds = joined(lookup.analyzer(), before, word);
    if compounds.is_empty() {
        return planner.has_in_a_row(before, word);
    }
    planner.has_compound(&compounds)
}
