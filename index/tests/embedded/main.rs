//! What the embedded engine promises beyond the contract: files, processes, accidents.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod accidents;
mod checking;
mod facets;
mod generations;
mod ordering;
mod processes;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use aluehaku_article::ids::{ArticleId, SourceId};
use aluehaku_article::{Article, EnrichedArticle};
use aluehaku_index::analysis::TextAnalyzer;
use aluehaku_index::analysis::snowball::Snowball;
use aluehaku_index::embedded::{Embedded, Options};
use aluehaku_index::engine::{Document, Engine};
use aluehaku_index::search::fields::FIELD_TABLE;
use aluehaku_index::search::request::SearchRequest;

/// Opens an index that does not wait for locks.
fn open(directory: &Path) -> Embedded {
    open_with(directory, Arc::new(Snowball))
}

fn open_with(directory: &Path, analyzer: Arc<dyn TextAnalyzer>) -> Embedded {
    let options = Options {
        lock_patience: Duration::ZERO,
        ..Options::default()
    };
    Embedded::open(directory, analyzer, options).unwrap()
}

fn article(id: &str, body: &str) -> EnrichedArticle {
    let id = ArticleId::new(id).unwrap();
    EnrichedArticle::from(Article {
        body: body.to_owned(),
        ..Article::new(id, SourceId::new("kyt").unwrap())
    })
}

fn document(article: &EnrichedArticle) -> Document<'_> {
    Document {
        article,
        publisher_region: None,
    }
}

/// Puts articles in, as one revision more.
fn put(engine: &dyn Engine, ids: &[&str]) {
    let mut writer = engine.writer().unwrap();
    ids.iter()
        .for_each(|id| writer.put(document(&article(id, "sana"))).unwrap());
    let revision = writer.revision() + 1;
    writer.commit(revision).unwrap();
}

/// Builds a new generation of these articles.
fn rebuild(engine: &dyn Engine, ids: &[&str]) {
    let mut rebuild = engine.rebuild().unwrap();
    ids.iter()
        .for_each(|id| rebuild.add(document(&article(id, "sana"))).unwrap());
    rebuild.finish(1, ids.len() as u64).unwrap();
}

fn request(query: &str) -> SearchRequest {
    SearchRequest::of(aluehaku_query::parse(query, &FIELD_TABLE).query)
}

fn count(engine: &dyn Engine) -> u64 {
    engine.reader().unwrap().article_count()
}

/// Names of the generations on disk.
fn generations(directory: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap());
    let directories = entries.filter(|entry| entry.file_type().unwrap().is_dir());
    let mut names: Vec<String> = directories
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort_unstable();
    names
}
