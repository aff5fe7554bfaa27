//! The fields of a generation: one table, from which writing and searching follow.
//!
//! Title, lead, body and authors share one field of typed terms; `marks` has at the same positions where lead, body and
//! authors begin. Names have fields of their own. Facets hold their values whole. The article itself travels beside the
//! fields, as one record.

use serde_json::{Map, Value, json};

use crate::opensearch::options::Options;
use crate::plan::formula::{LENGTH_SHARE, LENGTH_STEP, SATURATION};
use crate::plan::lookup::{NAMED_FACETS, SearchedField};
use crate::search::fields::SearchField;
use aluehaku_article::facet::Facet;

/// The words of articles.
pub(crate) const TEXT: &str = "text";
/// Where the parts of an article begin in its words.
pub(crate) const MARKS: &str = "marks";
pub(crate) const ID: &str = "id";
/// Seconds since 1970 at which an article was published.
pub(crate) const PUBLISHED: &str = "published";
/// Finnish day of publication.
pub(crate) const DAY: &str = "day";
/// Days of the events an article tells of, in days since 1970.
pub(crate) const EVENT_DAY: &str = "event_day";
/// The group of near-copies.
pub(crate) const GROUP: &str = "group";
pub(crate) const TITLE_START: &str = "title_start";
/// Words that may be suggested.
pub(crate) const WORD: &str = "word";
/// The kinds of stems that words are listed under: the languages of the article.
pub(crate) const STEMS: &str = "stems";
/// The version with which the article was sent.
pub(crate) const SENT: &str = "sent";
/// The article as it is shown, in no field.
pub(crate) const RECORD: &str = "record";
/// Its address, in no field.
pub(crate) const URL: &str = "url";

/// How scores are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Similarity {
    /// By our formula, as a script.
    Scripted,
    /// By plain BM25, where the cluster allows no scripts: the mean length of articles is not rounded, so an article
    /// may change places with one that scores nearly the same.
    Plain,
}

/// Settings and fields of a new generation.
pub(crate) fn generation(options: &Options, similarity: Similarity) -> Value {
    json!({
        "settings": {
            "number_of_shards": options.shards,
            "number_of_replicas": 0,
            "refresh_interval": "-1",
            "gc_deletes": "1h",
            "codec": "best_compression",
            "analysis": {
                "tokenizer": {"words": {"type": "whitespace", "max_token_length": 1_048_576}},
                "filter": {
                    "gap": {"type": "length", "min": 2},
                    "alternatives": {"type": "pattern_capture", "preserve_original": false, "patterns": ["([^|]+)"]}
                },
                "analyzer": {
                    "typed": {"type": "custom", "tokenizer": "words", "filter": ["gap", "alternatives"]},
                    "typed_word": {"type": "custom", "tokenizer": "keyword"}
                }
            },
            "similarity": {"ours": ours(similarity)}
        },
        "mappings": {
            "dynamic": false,
            "_source": {"includes": [RECORD, URL]},
            "properties": fields()
        }
    })
}

/// The name of the field in which a plan looks terms up.
pub(crate) fn field(searched: SearchedField) -> String {
    match searched {
        SearchedField::Text
        | SearchedField::Words(SearchField::Title | SearchField::Lead | SearchField::Body) => {
            TEXT.to_owned()
        }
        SearchedField::Values(facet) => facet.name().to_owned(),
        SearchedField::Words(SearchField::Author) => "author".to_owned(),
        SearchedField::Words(SearchField::Facet(facet)) => format!("{}_words", facet.name()),
    }
}

/// The fields that hold values whole.
pub(crate) fn keywords() -> impl Iterator<Item = &'static str> {
    let facets = Facet::ALL.into_iter().map(Facet::name);
    [ID, GROUP, TITLE_START, WORD, STEMS]
        .into_iter()
        .chain(facets)
}

/// The part of a term's weight that an article brings; the weight is the boost of the query. The mean length of articles
/// is reckoned once for each term and question, not for each article: `weight` is what the script is handed of it.
fn ours(similarity: Similarity) -> Value {
    let rest = 1.0 - LENGTH_SHARE;
    let mean_length = format!(
        "return Math.exp(Math.rint(Math.log(Math.max(1.0,field.sumTotalTermFreq/(double)field.docCount))/{LENGTH_STEP})*{LENGTH_STEP});"
    );
    let share = format!(
        "return query.boost*doc.freq/(doc.freq+{SATURATION}*({rest}+{LENGTH_SHARE}*doc.length/weight));"
    );
    match similarity {
        Similarity::Scripted => json!({
            "type": "scripted",
            "discount_overlaps": false,
            "weight_script": {"source": mean_length},
            "script": {"source": share}
        }),
        Similarity::Plain => {
            json!({"type": "BM25", "discount_overlaps": false, "k1": SATURATION, "b": LENGTH_SHARE})
        }
    }
}

fn fields() -> Value {
    let mut fields = Map::new();
    let mut add = |name: &str, field: Value| fields.insert(name.to_owned(), field);
    let names = || json!({"type": "text", "analyzer": "typed", "norms": false});
    add(
        TEXT,
        json!({"type": "text", "analyzer": "typed", "similarity": "ours"}),
    );
    add(MARKS, names());
    for searched in NAMED_FACETS.map(SearchField::Facet) {
        add(&field(SearchedField::Words(searched)), names());
    }
    add(&field(SearchedField::Words(SearchField::Author)), names());
    for keyword in keywords() {
        // What is only counted or ordered by needs no lists of its articles.
        let is_looked_up = ![WORD, STEMS].contains(&keyword);
        add(keyword, json!({"type": "keyword", "index": is_looked_up}));
    }
    add(PUBLISHED, json!({"type": "long", "index": false}));
    add(SENT, json!({"type": "long", "index": false}));
    add(EVENT_DAY, json!({"type": "long"}));
    add(DAY, json!({"type": "date", "format": "epoch_millis"}));
    Value::Object(fields)
}
