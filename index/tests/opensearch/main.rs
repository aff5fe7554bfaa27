//! What the engine on a cluster promises beyond the contract: nodes that end, set-ups that cannot work, processes that
//! share an index, and the same answers as the embedded engine gives.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod accidents;
mod agreement;
mod setups;
mod sharing;

#[path = "../support/cluster.rs"]
mod cluster;

use std::sync::Arc;
use std::time::Duration;

use aluehaku_article::ids::{ArticleId, SourceId};
use aluehaku_article::{Article, EnrichedArticle};
use aluehaku_index::analysis::TextAnalyzer;
use aluehaku_index::analysis::snowball::Snowball;
use aluehaku_index::engine::{Document, Engine};
use aluehaku_index::error::EngineError;
use aluehaku_index::opensearch::{OpenSearch, Options};
use aluehaku_index::search::fields::FIELD_TABLE;
use aluehaku_index::search::request::SearchRequest;

use cluster::Cluster;

/// An index of a name in a cluster, whose leases nobody waits for.
fn options(cluster: &Cluster, name: &str) -> Options {
    Options {
        nodes: cluster.addresses(),
        name: name.to_owned(),
        lock_patience: Duration::ZERO,
        ..Options::default()
    }
}

fn open(options: Options) -> Result<OpenSearch, EngineError> {
    open_with(Arc::new(Snowball), options)
}

fn open_with(analyzer: Arc<dyn TextAnalyzer>, options: Options) -> Result<OpenSearch, EngineError> {
    OpenSearch::open(analyzer, options)
}

fn article(id: &str, body: &str) -> EnrichedArticle {
    let id = ArticleId::new(id).unwrap();
    EnrichedArticle::from(Article {
        body: body.to_owned(),
        language: Some("fi".to_owned()),
        ..Article::new(id, SourceId::new("kyt").unwrap())
    })
}

fn document(article: &EnrichedArticle) -> Document<'_> {
    Document {
        article,
        publisher_region: None,
    }
}

fn request(query: &str) -> SearchRequest {
    SearchRequest::of(aluehaku_query::parse(query, &FIELD_TABLE).query)
}

/// How many articles have a word.
fn total(engine: &dyn Engine, query: &str) -> u64 {
    let reader = engine.reader().unwrap();
    reader.search(&request(query)).unwrap().total.value
}
