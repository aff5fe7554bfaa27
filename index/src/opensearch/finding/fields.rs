//! An article as the fields of the cluster.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::terms::{each_term, marks, written};
use crate::analysis::listed::kind_byte;
use crate::analysis::{Language, TermKind, TextAnalyzer};
use crate::document::encoding::Encoder;
use crate::document::listed::{day_number, event_days, facet_values, title_start};
use crate::document::{TextLanguages, record};
use crate::engine::Document;
use crate::opensearch::cluster::bulk::Change;
use crate::opensearch::cluster::mapping::{
    DAY, EVENT_DAY, GROUP, ID, MARKS, PUBLISHED, RECORD, STEMS, TEXT, TITLE_START, URL, WORD, field,
};
use crate::plan::lookup::{NAMED_FACETS, SearchedField};
use crate::search::fields::SearchField;
use crate::search::response::IndexedArticle;
use aluehaku_article::facet::Facet;

/// Milliseconds of a day.
pub(crate) const DAY_LENGTH: i64 = 86_400_000;

/// Most base forms whose being words is remembered.
const MEMORY_WORDS: usize = 1 << 17;

/// Makes the fields of articles, one after another, and remembers the words it has seen.
#[derive(Debug)]
pub(crate) struct FieldMaker {
    encoder: Encoder,
    analyzer: Arc<dyn TextAnalyzer>,
    /// The kind of terms that are suggested: base forms where the analyser knows some.
    suggested: TermKind,
    /// Which base forms a dictionary knows.
    known: HashMap<String, bool>,
}

impl FieldMaker {
    pub(crate) fn new(analyzer: Arc<dyn TextAnalyzer>) -> Self {
        let of_a_word = analyzer.terms("taloissa", Language::Finnish).terms;
        let has_lemmas = of_a_word.iter().any(|term| term.kind == TermKind::Lemma);
        Self {
            encoder: Encoder::new(Arc::clone(&analyzer)),
            suggested: if has_lemmas {
                TermKind::Lemma
            } else {
                TermKind::Surface
            },
            analyzer,
            known: HashMap::new(),
        }
    }

    /// An article on its way in.
    pub(crate) fn change(&mut self, document: Document<'_>) -> Change {
        let indexed = IndexedArticle::masked(document);
        let group = document.article.duplicate_group.as_ref();
        Change {
            id: indexed.article.id.to_string(),
            fields: Some(
                self.fields(&indexed, group.map(ToString::to_string))
                    .to_string(),
            ),
        }
    }

    fn fields(&mut self, indexed: &IndexedArticle, group: Option<String>) -> Value {
        let article = &indexed.article;
        let languages = TextLanguages::of(article);
        let mut fields = Map::new();
        let mut add = |name: &str, value: Value| fields.insert(name.to_owned(), value);
        add(ID, json!(article.id.as_str()));
        add(RECORD, json!(record::to_text(indexed)));
        add(TITLE_START, json!(title_start(&article.title)));
        add(EVENT_DAY, json!(event_days(indexed)));
        if let Some(url) = &article.url {
            add(URL, json!(url));
        }
        if let Some(published) = article.published {
            add(PUBLISHED, json!(published.timestamp().as_second()));
            add(
                DAY,
                json!(day_number(published.finnish_date()) * DAY_LENGTH),
            );
        }
        if let Some(group) = group {
            add(GROUP, json!(group));
        }
        let mut encoded = String::with_capacity(article.body.len() * 4);
        let starts = self.encoder.article(article, &languages, &mut encoded);
        add(TEXT, json!(written(&encoded)));
        add(MARKS, json!(marks(&starts)));
        add(STEMS, json!(stems(&encoded)));
        add(WORD, json!(self.words(&encoded)));
        let mut add_names = |searched: SearchField, names: &[&str]| {
            let mut encoded = String::new();
            let mut texts = Vec::with_capacity(names.len());
            for name in names {
                encoded.clear();
                self.encoder.name(name, languages.main, &mut encoded);
                texts.push(written(&encoded));
            }
            add(&field(SearchedField::Words(searched)), json!(texts));
        };
        let authors: Vec<&str> = article.authors.iter().map(String::as_str).collect();
        add_names(SearchField::Author, &authors);
        for facet in NAMED_FACETS {
            add_names(SearchField::Facet(facet), &facet_values(indexed, facet));
        }
        for facet in Facet::ALL {
            fields.insert(facet.name().to_owned(), json!(facet_values(indexed, facet)));
        }
        Value::Object(fields)
    }

    /// The words of an article that may be suggested, each once. A base form is one where the article has it as it
    /// stands, or a dictionary knows it: a guess at that of an unknown word need be none.
    fn words(&mut self, encoded: &str) -> Vec<String> {
        let of = |kind: TermKind| {
            let first = char::from(kind_byte(kind));
            each_term(encoded)
                .filter_map(move |term| term.strip_prefix(first))
                .filter(|text| text.starts_with(char::is_alphabetic))
                .collect::<BTreeSet<&str>>()
        };
        let surfaces = of(TermKind::Surface);
        if self.suggested == TermKind::Surface {
            return surfaces.into_iter().map(ToOwned::to_owned).collect();
        }
        let lemmas = of(TermKind::Lemma).into_iter();
        let words = lemmas.filter(|lemma| surfaces.contains(lemma) || self.is_known(lemma));
        words.map(ToOwned::to_owned).collect()
    }

    fn is_known(&mut self, lemma: &str) -> bool {
        if let Some(known) = self.known.get(lemma) {
            return *known;
        }
        if self.known.len() == MEMORY_WORDS {
            self.known.clear();
        }
        let mut languages = Language::ALL.into_iter();
        let known = languages.any(|language| self.analyzer.terms(lemma, language).known);
        self.known.insert(lemma.to_owned(), known);
        known
    }
}

/// The kinds of stems among encoded words, by their letters.
fn stems(encoded: &str) -> Vec<String> {
    let kinds = Language::ALL.map(|language| kind_byte(TermKind::Stem(language)));
    let found: BTreeSet<u8> = each_term(encoded)
        .filter_map(|term| term.bytes().next())
        .filter(|first| kinds.contains(first))
        .collect();
    found
        .into_iter()
        .map(|kind| char::from(kind).to_string())
        .collect()
}
