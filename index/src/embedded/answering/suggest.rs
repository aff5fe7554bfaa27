//! Suggestions while somebody types: titles, names and frequent words.
//!
//! Names and words are kept in memory, sorted by their [`beginnings`](crate::showing::beginnings). At a million articles
//! making them takes longer than anybody waits while typing, and each commit makes another state: so those of an earlier
//! state serve on for a while, and each is looked up in the present one before it is suggested. Titles are looked up on
//! disk.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::hits::stored;
use crate::analysis::listed::kind_byte;
use crate::analysis::{Language, TermKind};
use crate::beside::suggesting::{self, Made, Serves};
use crate::document::listed::title_start;
use crate::embedded::state::living;
use crate::embedded::state::segment::Segment;
use crate::embedded::state::snapshot::Snapshot;
use crate::embedded::writing::tokens::typed_term;
use crate::search::suggestion::{Suggestion, SuggestionKind};
use crate::showing::beginnings::{
    Entry, FEWEST_ARTICLES, MOST_TITLES, MOST_WORDS, NAMES, Suggestions, mixed,
};

/// With at most so many articles everything is made anew for each state, in some milliseconds.
const FEW_ARTICLES: u64 = 10_000;

/// With more, after so many times as long as it took: so it takes a fiftieth of a processor.
const REST_FACTOR: u32 = 50;

/// Words are taken from the newest segments that have at least so many articles together: they tell well enough which
/// are the most frequent.
const TELLING_ARTICLES: u32 = 200_000;

/// The names and words that all readers of an engine suggest.
pub(crate) type Suggesting = suggesting::Suggesting<State>;

/// Tells states apart: the generation, and the number of times that it was opened anew.
type State = (Arc<String>, u64);

/// Titles, names and words that begin as typed, the most likely first.
pub(crate) fn suggest(
    snapshot: &Arc<Snapshot>,
    suggesting: &Arc<Suggesting>,
    typed: &str,
    limit: usize,
) -> tantivy::Result<Vec<Suggestion>> {
    let typed = title_start(typed);
    if typed.is_empty() || limit == 0 {
        return Ok(Vec::new());
    }
    let known = known(snapshot, suggesting)?;
    let kind = kind_of_words(snapshot)?;
    let verified = |entry: &Entry| match entry.facet {
        Some(facet) => {
            let is_listed = snapshot.facet_table(facet)?.lists(&entry.text);
            Ok(is_listed.then_some(entry.articles))
        }
        None => articles_with(snapshot, kind, &entry.text),
    };
    let found = known.beginning_with(&typed, limit, verified)?;
    let titles = titles(snapshot, &typed, limit.min(MOST_TITLES))?;
    Ok(mixed(found, titles, limit))
}

/// The names and words of a state, or of an earlier one.
fn known(
    snapshot: &Arc<Snapshot>,
    suggesting: &Arc<Suggesting>,
) -> tantivy::Result<Arc<Suggestions>> {
    let opened = snapshot.searcher.generation().generation_id();
    let state = (Arc::clone(&snapshot.generation), opened);
    let serves = |made: &Made<State>| {
        if made.state == state {
            Serves::Yes
        } else if snapshot.searcher.num_docs() <= FEW_ARTICLES {
            Serves::No
        } else if made.since.elapsed() < made.took * REST_FACTOR {
            Serves::Yes
        } else {
            Serves::Meanwhile
        }
    };
    let of = Arc::clone(snapshot);
    suggesting.of(state.clone(), serves, move || {
        let mut entries = names(&of)?;
        entries.extend(words(&of)?);
        Ok(Suggestions::of(entries))
    })
}

/// The values of facets that are put forward.
fn names(snapshot: &Snapshot) -> tantivy::Result<Vec<Entry>> {
    let mut names = Vec::new();
    for facet in NAMES {
        let table = snapshot.facet_table(facet)?;
        let counted = table.articles(&snapshot.segments).into_iter().enumerate();
        let listed = counted.filter(|(number, _)| table.lists_number(*number));
        names.extend(listed.map(|(number, articles)| {
            let text = table.value(number).to_owned();
            Entry::new(Some(facet), text, articles)
        }));
    }
    Ok(names)
}

/// The most frequent words.
fn words(snapshot: &Snapshot) -> tantivy::Result<Vec<Entry>> {
    let first = kind_byte(kind_of_words(snapshot)?);
    let mut counts: HashMap<String, u64, foldhash::fast::FixedState> = HashMap::default();
    for segment in telling(&snapshot.segments) {
        let terms = segment.text.terms().range().ge([first]).lt([first + 1]);
        let mut terms = terms.into_stream()?;
        while terms.advance() {
            let articles = terms.value().doc_freq;
            let text = &terms.key()[1..];
            if articles < FEWEST_ARTICLES || !begins_with_letter(text) {
                continue;
            }
            let text = String::from_utf8_lossy(text);
            match counts.get_mut(text.as_ref()) {
                Some(count) => *count += u64::from(articles),
                None => drop(counts.insert(text.into_owned(), u64::from(articles))),
            }
        }
    }
    let mut words: Vec<(String, u64)> = counts.into_iter().collect();
    let more_frequent = |(one, few): &(String, u64), (other, many): &(String, u64)| {
        many.cmp(few).then_with(|| one.cmp(other))
    };
    if words.len() > MOST_WORDS {
        words.select_nth_unstable_by(MOST_WORDS, more_frequent);
        words.truncate(MOST_WORDS);
    }
    words.sort_unstable_by(more_frequent);
    let words = words.into_iter();
    Ok(words
        .map(|(text, articles)| Entry::new(None, text, articles))
        .collect())
}

/// The segments whose words tell which are frequent: small ones are of late.
fn telling(segments: &[Segment]) -> impl Iterator<Item = &Segment> {
    let mut smallest_first: Vec<&Segment> = segments.iter().collect();
    smallest_first.sort_by_key(|segment| segment.articles());
    let mut articles = 0;
    smallest_first.into_iter().take_while(move |segment| {
        let is_told = articles >= TELLING_ARTICLES;
        articles += segment.articles();
        !is_told
    })
}

fn begins_with_letter(text: &[u8]) -> bool {
    let first = text
        .utf8_chunks()
        .next()
        .and_then(|chunk| chunk.valid().chars().next());
    first.is_some_and(char::is_alphabetic)
}

/// What words are suggested of: base forms, where texts have any.
fn kind_of_words(snapshot: &Snapshot) -> std::io::Result<TermKind> {
    for segment in &snapshot.segments {
        if segment.has_terms(TermKind::Lemma)? {
            return Ok(TermKind::Lemma);
        }
    }
    Ok(TermKind::Surface)
}

/// How many articles have a word; nothing where it is none or hardly any has it.
fn articles_with(snapshot: &Snapshot, kind: TermKind, word: &str) -> tantivy::Result<Option<u64>> {
    let lists = snapshot.lists_of(&typed_term(snapshot.fields.text, kind, word))?;
    let mut articles = 0;
    for (segment, list) in snapshot.segments.iter().zip(&lists) {
        if let Some(list) = list {
            let living = living::count(segment, &segment.text, list, FEWEST_ARTICLES)?;
            articles += u64::from(if living < FEWEST_ARTICLES { 0 } else { living });
        }
    }
    Ok((articles > 0 && is_word(snapshot, word)).then_some(articles))
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
