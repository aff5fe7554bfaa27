//! Suggestions while somebody types: titles, names and frequent words.
//!
//! Names and words are kept in memory, sorted by their [`beginnings`](crate::showing::beginnings), and made
//! anew for each state of the index when first asked for; titles are looked up on disk.

use std::collections::{HashMap, HashSet};

use tantivy::schema::Field;

use super::hits::stored;
use crate::analysis::listed::kind_byte;
use crate::analysis::{Language, TermKind};
use crate::document::listed::title_start;
use crate::embedded::state::living;
use crate::embedded::state::segment::Segment;
use crate::embedded::state::snapshot::Snapshot;
use crate::embedded::writing::tokens::typed_term;
use crate::search::suggestion::{Suggestion, SuggestionKind};
use crate::showing::beginnings::{
    Entry, FEWEST_ARTICLES, MOST_TITLES, MOST_WORDS, NAMES, Suggestions, mixed,
};

/// Titles, names and words that begin as typed, the most likely first.
pub(crate) fn suggest(
    snapshot: &Snapshot,
    known: &Suggestions,
    typed: &str,
    limit: usize,
) -> tantivy::Result<Vec<Suggestion>> {
    let typed = title_start(typed);
    if typed.is_empty() || limit == 0 {
        return Ok(Vec::new());
    }
    let found = known.beginning_with(&typed, limit);
    let titles = titles(snapshot, &typed, limit.min(MOST_TITLES))?;
    Ok(mixed(found, titles, limit))
}

/// The names and words of a state.
pub(crate) fn suggestions(snapshot: &Snapshot) -> tantivy::Result<Suggestions> {
    let mut entries = Vec::new();
    for facet in NAMES {
        let table = snapshot.facet_table(facet)?;
        let counts = counts(snapshot, snapshot.fields.facet(facet), &[], 1)?;
        let listed = counts.into_iter().filter(|(text, _)| table.lists(text));
        let mut listed: Vec<(String, u64)> = listed.collect();
        listed.sort_unstable();
        entries.extend(listed.into_iter().map(|(text, articles)| {
            let facet = Some(facet);
            Entry::new(facet, text, articles)
        }));
    }
    let words = |kind| {
        counts(
            snapshot,
            snapshot.fields.text,
            &[kind_byte(kind)],
            FEWEST_ARTICLES,
        )
    };
    let mut found = words(TermKind::Lemma)?;
    if found.is_empty() {
        found = words(TermKind::Surface)?;
    }
    found.retain(|(text, _)| text.starts_with(char::is_alphabetic));
    found.sort_unstable_by(|(one, few), (other, many)| many.cmp(few).then(one.cmp(other)));
    let words = found
        .into_iter()
        .filter(|(text, _)| is_word(snapshot, text));
    let words = words.take(MOST_WORDS);
    entries.extend(words.map(|(text, articles)| Entry::new(None, text, articles)));
    Ok(Suggestions::of(entries))
}

fn titles(snapshot: &Snapshot, typed: &str, limit: usize) -> tantivy::Result<Vec<Suggestion>> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for segment in &snapshot.segments {
        let index = segment.reader.inverted_index(snapshot.fields.title_start)?;
        let mut terms = index.terms().range().ge(typed.as_bytes()).into_stream()?;
        while found.len() < limit && terms.advance() && terms.key().starts_with(typed.as_bytes()) {
            let Some(article) = living::first(segment, &index, terms.value())? else {
                continue;
            };
            let address = tantivy::DocAddress::new(segment.number, article);
            let article = stored(snapshot, address)?.article;
            if seen.insert(article.title.clone()) {
                found.push(Suggestion {
                    kind: SuggestionKind::Title(article.id),
                    text: article.title,
                    articles: u64::from(terms.value().doc_freq),
                    is_corrected: false,
                });
            }
        }
    }
    Ok(found)
}

/// Whether a base form is a word: some article has it as it stands, or a dictionary knows it. A guess at
/// the base form of an unknown word need be none.
fn is_word(snapshot: &Snapshot, lemma: &str) -> bool {
    let as_it_stands = typed_term(snapshot.fields.text, TermKind::Surface, lemma);
    let stands_in = |segment: &Segment| {
        let list = segment.text.get_term_info(&as_it_stands);
        matches!(list, Ok(Some(_)))
    };
    let is_known = |language: &Language| snapshot.analyzer.terms(lemma, *language).known;
    snapshot.segments.iter().any(stands_in) || snapshot.languages().iter().any(is_known)
}

/// Texts of a field that follow some first bytes, in any order, with the number of articles that have them. Those that
/// only deleted articles have are left out.
fn counts(
    snapshot: &Snapshot,
    field: Field,
    first: &[u8],
    fewest: u32,
) -> tantivy::Result<Vec<(String, u64)>> {
    let mut counts: HashMap<String, u64, foldhash::fast::FixedState> = HashMap::default();
    for segment in &snapshot.segments {
        let index = segment.reader.inverted_index(field)?;
        let mut terms = index.terms().range().ge(first).into_stream()?;
        while terms.advance() && terms.key().starts_with(first) {
            let list = terms.value();
            if list.doc_freq < fewest {
                continue;
            }
            let articles = living::count(segment, &index, list, fewest)?;
            if articles >= fewest {
                let text = String::from_utf8_lossy(&terms.key()[first.len()..]);
                match counts.get_mut(text.as_ref()) {
                    Some(count) => *count += u64::from(articles),
                    None => drop(counts.insert(text.into_owned(), u64::from(articles))),
                }
            }
        }
    }
    Ok(counts.into_iter().collect())
}
