//! What a plan asks of a state in the cluster, many questions at once.
//!
//! A plan asks one thing after another. So it is made as often as it takes: each time with what is known by then, while
//! what is not yet known is noted and then asked together. The last plan is made with all of it.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Value, json};

use super::query::{Word, in_a_row};
use super::snapshot::{Snapshot, total};
use super::terms::typed_term;
use crate::analysis::listed::{completed_terms, kind_byte};
use crate::analysis::{Language, TermKind, TextAnalyzer};
use crate::document::encoding::TEXTS;
use crate::document::listed::facet_values;
use crate::document::{TextLanguages, record, text_of};
use crate::error::{EngineError, cluster};
use crate::opensearch::cluster::mapping::{RECORD, TEXT, field};
use crate::plan::formula::rarity;
use crate::plan::lookup::{Lookup, SearchedField};
use crate::plan::unfold::{MAX_WORDS, State, Unfolding, without_foreign};
use crate::search::response::IndexedArticle;
use crate::vocabulary::Vocabulary;
use aluehaku_article::facet::Facet;

/// Most values of a facet of identifiers.
const MOST_VALUES: usize = 10_000;

/// Articles that are read at once for words that letters may stand for.
const READ_AT_ONCE: usize = 10;

/// Times that a plan is made anew at most; each needs what the one before brought.
const MOST_ROUNDS: usize = 12;

/// Most terms that are remembered of a state, and most of what letters stand for and of words in a row.
const MOST_REMEMBERED: usize = 200_000;
const MOST_QUESTIONS: usize = 20_000;

/// Letters of the longest word that may stand for others: nodes refuse patterns beyond 1,000 letters.
const LONGEST_UNFOLDED: usize = 60;

/// What a plan asks while some of it is not yet known.
pub(crate) struct Remote<'a> {
    snapshot: &'a Snapshot,
    wanted: RefCell<Wanted>,
}

/// What is to be asked.
#[derive(Default)]
struct Wanted {
    articles: BTreeSet<(String, String)>,
    unfolded: BTreeMap<(String, u8, String), (SearchedField, TermKind)>,
    values: BTreeSet<Facet>,
    rows: BTreeMap<String, Value>,
}

/// Makes what depends on the terms of a state.
pub(crate) fn made<T>(
    snapshot: &Snapshot,
    make: impl Fn(&Remote<'_>) -> Result<T, EngineError>,
) -> Result<T, EngineError> {
    for _ in 0..MOST_ROUNDS {
        let remote = Remote {
            snapshot,
            wanted: RefCell::default(),
        };
        let made = make(&remote)?;
        let wanted = remote.wanted.into_inner();
        if wanted.is_empty() {
            return Ok(made);
        }
        learn(snapshot, wanted)?;
    }
    Err(cluster("read")(
        "the terms of a query lead to ever more terms",
    ))
}

impl Lookup for Remote<'_> {
    type List = ();
    type Error = EngineError;

    fn analyzer(&self) -> &dyn TextAnalyzer {
        self.snapshot.generations.analyzer.as_ref()
    }

    fn vocabulary(&self) -> &Vocabulary {
        &self.snapshot.generations.options.vocabulary
    }

    fn languages(&self) -> &[Language] {
        &self.snapshot.languages
    }

    fn article_count(&self) -> u64 {
        self.snapshot.article_count
    }

    fn rarity(&self, articles: u64) -> f32 {
        rarity(self.snapshot.article_count as f32, articles as f32)
    }

    fn list(
        &self,
        searched: SearchedField,
        kind: TermKind,
        text: &str,
    ) -> Result<Option<((), u64)>, EngineError> {
        let key = (field(searched), typed_term(kind, text));
        let known = self.snapshot.learnt().articles.get(&key).copied();
        Ok(match known {
            Some(articles) => (articles > 0).then_some(((), articles)),
            None => {
                self.wanted.borrow_mut().articles.insert(key);
                None
            }
        })
    }

    fn unfolded(
        &self,
        searched: SearchedField,
        kind: TermKind,
        text: &str,
    ) -> Result<BTreeSet<String>, EngineError> {
        let mut wanted = self.wanted.borrow_mut();
        // Whether a word is rare is known only when its articles are.
        let is_unfolded = !text.is_empty() && text.chars().count() <= LONGEST_UNFOLDED;
        if !is_unfolded || !wanted.articles.is_empty() {
            return Ok(BTreeSet::new());
        }
        let key = (searched, kind, text.to_owned());
        if let Some(known) = self.snapshot.learnt().unfolded.get(&key) {
            return Ok(known.clone());
        }
        let key = (field(searched), kind_byte(kind), text.to_owned());
        wanted.unfolded.insert(key, (searched, kind));
        Ok(BTreeSet::new())
    }

    fn values(
        &self,
        facet: Facet,
        is_meant: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<String>, EngineError> {
        let learnt = self.snapshot.learnt();
        let Some(values) = learnt.values.get(&facet) else {
            self.wanted.borrow_mut().values.insert(facet);
            return Ok(Vec::new());
        };
        let meant = values.iter().filter(|value| is_meant(value));
        Ok(meant.cloned().collect())
    }

    fn has_in_a_row(&self, words: &[Word]) -> Result<bool, EngineError> {
        let mut wanted = self.wanted.borrow_mut();
        if !wanted.articles.is_empty() {
            return Ok(false);
        }
        let question = in_a_row(TEXT, words);
        let key = question.to_string();
        let known = self.snapshot.learnt().rows.get(&key).copied();
        Ok(known.unwrap_or_else(|| {
            wanted.rows.insert(key, question);
            false
        }))
    }
}

impl Wanted {
    fn is_empty(&self) -> bool {
        self.articles.is_empty()
            && self.unfolded.is_empty()
            && self.values.is_empty()
            && self.rows.is_empty()
    }
}

/// Asks all that is wanted.
fn learn(snapshot: &Snapshot, wanted: Wanted) -> Result<(), EngineError> {
    let count = |query: Value| json!({"size": 0, "track_total_hits": true, "query": query});
    let terms = wanted.articles.iter();
    let terms = terms.map(|(name, term)| count(json!({"term": {name: {"value": term}}})));
    let rows = wanted.rows.values().cloned().map(count);
    let values = wanted.values.iter().map(|facet| {
        let values = json!({"terms": {"field": facet.name(), "size": MOST_VALUES}});
        json!({"size": 0, "track_total_hits": true, "aggs": {"values": values}})
    });
    let questions = terms.chain(rows).chain(values).collect();
    let mut answers = snapshot.search_all(questions)?.into_iter();
    let mut learnt = snapshot.learnt();
    learnt.forget_beyond(MOST_REMEMBERED, MOST_QUESTIONS);
    for (key, answer) in wanted.articles.into_iter().zip(answers.by_ref()) {
        learnt.articles.insert(key, total(&answer)?);
    }
    for (key, answer) in wanted.rows.into_keys().zip(answers.by_ref()) {
        learnt.rows.insert(key, total(&answer)? > 0);
    }
    for (facet, answer) in wanted.values.into_iter().zip(answers) {
        let buckets = &answer["aggregations"]["values"]["buckets"];
        let buckets = buckets.as_array().map_or(&[][..], Vec::as_slice).iter();
        let mut values: Vec<String> = buckets
            .filter_map(|bucket| bucket["key"].as_str().map(ToOwned::to_owned))
            .collect();
        values.sort_unstable();
        learnt.values.insert(facet, values);
    }
    drop(learnt);
    let mut by_field: HashMap<SearchedField, Vec<(TermKind, String)>> = HashMap::new();
    for ((_, _, text), (searched, kind)) in wanted.unfolded {
        by_field.entry(searched).or_default().push((kind, text));
    }
    for (searched, texts) in by_field {
        let found = unfolded(snapshot, searched, &texts)?;
        let mut learnt = snapshot.learnt();
        for ((kind, text), terms) in texts.into_iter().zip(found) {
            learnt.unfolded.insert((searched, kind, text), terms);
        }
    }
    Ok(())
}

/// For each of some texts the terms of its kind that its letters may stand for. The cluster finds articles that have
/// such terms; which these are is read from the articles, until no other article has another one.
fn unfolded(
    snapshot: &Snapshot,
    searched: SearchedField,
    texts: &[(TermKind, String)],
) -> Result<Vec<BTreeSet<String>>, EngineError> {
    let mut found: Vec<BTreeSet<String>> = vec![BTreeSet::new(); texts.len()];
    let name = field(searched);
    let mut read: Vec<Value> = Vec::new();
    for _ in 0..MAX_WORDS {
        // Who has the word as typed is found by that; only others tell of words that are not yet known.
        let unknown = texts.iter().zip(&found).map(|((kind, text), terms)| {
            let pattern = format!("{}{}", char::from(kind_byte(*kind)), letters(text));
            let known = terms.iter().chain([text]);
            let known: Vec<String> = known.map(|term| typed_term(*kind, term)).collect();
            json!({"bool": {
                "filter": {"regexp": {&name: {"value": pattern, "flags": "NONE"}}},
                "must_not": {"terms": {&name: known}}
            }})
        });
        let answer = snapshot.search(json!({
            "size": READ_AT_ONCE,
            "_source": [RECORD],
            "query": {"bool": {"filter": {"bool": {
                "should": unknown.collect::<Vec<Value>>(), "minimum_should_match": 1
            }}, "must_not": {"ids": {"values": read}}}}
        }))?;
        let hits = answer["hits"]["hits"]
            .as_array()
            .map_or(&[][..], Vec::as_slice);
        for hit in hits {
            read.push(hit["_id"].clone());
            let record = hit["_source"][RECORD].as_str().unwrap_or_default();
            let article = record::from_text(record).map_err(cluster("read"))?;
            let terms = terms_of(snapshot, &article);
            for ((kind, text), own) in texts.iter().zip(&mut found) {
                let unfolding = Unfolding::of(*kind, text);
                for term in terms.iter().filter(|term| fits(&unfolding, term)) {
                    let bare = &term[1..];
                    if bare != text && !bare.is_empty() && own.len() < MAX_WORDS {
                        own.insert(bare.to_owned());
                    }
                }
            }
        }
        if hits.len() < READ_AT_ONCE {
            break;
        }
    }
    Ok(found)
}

/// All terms of an article, typed: of its texts and of its names.
fn terms_of(snapshot: &Snapshot, indexed: &IndexedArticle) -> BTreeSet<String> {
    let analyzer = snapshot.generations.analyzer.as_ref();
    let article = &indexed.article;
    let languages = TextLanguages::of(article);
    let mut terms = BTreeSet::new();
    let mut add = |text: &str, language_at: &dyn Fn(usize) -> Language| {
        for token in analyzer.tokens(text) {
            let listed = completed_terms(analyzer, &token, language_at(token.start));
            terms.extend(listed.iter().map(|term| typed_term(term.kind, &term.text)));
        }
    };
    for (part, _) in TEXTS {
        add(text_of(article, part), &|byte| languages.at(part, byte));
    }
    let named = Facet::ALL.into_iter();
    let names = named.flat_map(|facet| facet_values(indexed, facet));
    let authors = article.authors.iter().map(String::as_str);
    for name in names.chain(authors) {
        add(name, &|_| languages.main);
    }
    terms
}

fn fits(unfolding: &Unfolding, term: &str) -> bool {
    let read = |state, byte| unfolding.accept(&state, byte);
    unfolding.is_match(&term.bytes().fold(State::Kind, read))
}

/// A pattern that all terms fit which a text may stand for, and some others.
fn letters(text: &str) -> String {
    const FOREIGN: &str = "[^ -~]";
    let mut pattern = String::new();
    for letter in without_foreign(text) {
        match letter {
            // Two letters may be written out of one: the second is then not there.
            's' | 'e' | 'h' | 'g' => pattern.push_str(&format!("({letter}|{FOREIGN})?")),
            'v' => pattern.push_str(&format!("([vw]|{FOREIGN})")),
            letter if letter.is_ascii_alphabetic() => {
                pattern.push_str(&format!("({letter}|{FOREIGN})"));
            }
            letter if letter.is_alphanumeric() => pattern.push(letter),
            other => pattern.extend(['\\', other]),
        }
    }
    pattern
}
