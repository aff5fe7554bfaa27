//! Whether a cluster of three nodes answers as the embedded engine does, and how fast: `make bench-cluster
//! ARTICLES=20000`. Where `ALUEHAKU_BENCH_QUESTIONS` names a folder with `docs.tsv` and `queries.tsv` (an identifier
//! and a text in each line), these are asked too.

#[path = "../tests/support/cluster.rs"]
#[allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]
#[allow(dead_code, reason = "no node is ended here")]
mod cluster;
#[path = "engine/corpus.rs"]
#[allow(dead_code, reason = "phrases are asked by the other benchmark")]
mod corpus;
#[path = "engine/lexicon.rs"]
mod lexicon;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use aluehaku_article::facet::Facet;
use aluehaku_article::ids::{ArticleId, SourceId};
use aluehaku_article::{Article, EnrichedArticle};
use aluehaku_finnish::Finnish;
use aluehaku_finnish::vfst::Dictionary;
use aluehaku_index::analysis::TextAnalyzer;
use aluehaku_index::analysis::finnish::FinnishAnalyzer;
use aluehaku_index::analysis::snowball::Snowball;
use aluehaku_index::embedded::{self, Embedded};
use aluehaku_index::engine::{Document, Engine, Reader};
use aluehaku_index::opensearch::{self, OpenSearch};
use aluehaku_index::search::fields::FIELD_TABLE;
use aluehaku_index::search::request::{HistogramStep, Matching, SearchRequest};
use aluehaku_index::search::response::SearchResponse;

use cluster::{Cluster, fresh_name};
use corpus::{Corpus, Dice};

/// Queries of each kind.
const QUERIES: usize = 200;

fn main() {
    let Some(cluster) = Cluster::start(3) else {
        return;
    };
    let given = std::env::args()
        .skip(1)
        .find_map(|argument| argument.parse().ok());
    let articles: usize = given.unwrap_or(20_000);
    if let Some(folder) = std::env::var_os("ALUEHAKU_BENCH_QUESTIONS") {
        questions(&cluster, Path::new(&folder));
    }
    let corpus = Corpus::new();
    let written = (0..articles).map(|number| corpus.article(number));
    let pair = Pair::fill(&cluster, written, articles);
    let mut dice = Dice::new(5);
    for words in [1, 2, 4, 7] {
        let texts: Vec<String> = (0..QUERIES)
            .map(|_| corpus.query(&mut dice, articles, words))
            .collect();
        pair.compare(&format!("{words} words"), &texts, &plain);
    }
    let texts: Vec<String> = (0..QUERIES)
        .map(|_| corpus.query(&mut dice, articles, 2))
        .collect();
    pair.compare("2 words, ten facets, histogram", &texts, &|text| {
        SearchRequest {
            facets: Facet::ALL.to_vec(),
            histogram: Some(HistogramStep::Fitting),
            ..plain(text)
        }
    });
    let texts: Vec<String> = (0..50)
        .map(|_| format!("\"{}\"", corpus.phrase(&mut dice, articles)))
        .collect();
    pair.compare("phrases", &texts, &plain);
}

/// The questions of a folder, any of whose words suffices.
fn questions(cluster: &Cluster, folder: &Path) {
    let lines = |name: &str| {
        let text = std::fs::read_to_string(folder.join(name)).expect("the file can be read");
        let lines = text.lines().filter_map(|line| {
            let (id, text) = line.split_once('\t')?;
            Some((id.to_owned(), text.to_owned()))
        });
        lines.collect::<Vec<_>>()
    };
    let texts = lines("docs.tsv");
    let count = texts.len();
    let pair = Pair::fill(
        cluster,
        texts.into_iter().map(|(id, text)| article(&id, text)),
        count,
    );
    let asked: Vec<String> = lines("queries.tsv")
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    pair.compare("questions, any word", &asked, &|text| SearchRequest {
        matching: Matching::Any,
        ..plain(text)
    });
    pair.compare("questions", &asked, &plain);
}

fn plain(text: &str) -> SearchRequest {
    SearchRequest::of(aluehaku_query::parse(text, &FIELD_TABLE).query)
}

/// The same articles in both engines.
struct Pair {
    near: Arc<dyn Reader>,
    far: Arc<dyn Reader>,
    _engines: (Embedded, OpenSearch),
    _directory: tempfile::TempDir,
}

impl Pair {
    fn fill(
        cluster: &Cluster,
        articles: impl Iterator<Item = EnrichedArticle>,
        count: usize,
    ) -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory can be made");
        let near = Embedded::open(directory.path(), analyzer(), embedded::Options::default())
            .expect("a new index opens");
        let name = fresh_name();
        let options = opensearch::Options {
            nodes: cluster.addresses(),
            name: name.clone(),
            ..opensearch::Options::default()
        };
        let far = OpenSearch::open(analyzer(), options).expect("the cluster answers");
        let (mut one, mut other) = (
            near.rebuild().expect("nobody else rebuilds"),
            far.rebuild().expect("nobody else rebuilds"),
        );
        let (mut bytes, mut sending) = (0, Duration::ZERO);
        for article in articles {
            bytes += article.article.title.len() + article.article.body.len();
            bytes += article.article.lead.as_ref().map_or(0, String::len);
            let document = Document {
                article: &article,
                publisher_region: Some("Lappi"),
            };
            one.add(document).expect("the disk takes it");
            let since = Instant::now();
            other.add(document).expect("the cluster takes it");
            sending += since.elapsed();
        }
        one.finish(1, count as u64).expect("the disk takes it");
        let since = Instant::now();
        other.finish(1, count as u64).expect("the cluster takes it");
        println!(
            "{count} articles, {:.1} MB of text: {:.0} articles/s in, {:.1} s to finish",
            bytes as f64 / 1e6,
            count as f64 / sending.as_secs_f64(),
            since.elapsed().as_secs_f64()
        );
        let path = format!("/_cat/indices/{name}-0*?h=pri.store.size&bytes=b");
        let (_, store) = cluster.ask(0, "GET", &path, "");
        let sizes = store
            .lines()
            .rev()
            .filter_map(|line| line.trim().parse::<f64>().ok());
        println!(
            "store without copies {:.2} of the text",
            sizes.fold(0.0, f64::max) / bytes as f64
        );
        Self {
            near: near.reader().expect("the index was just written"),
            far: far.reader().expect("the index was just written"),
            _engines: (near, far),
            _directory: directory,
        }
    }

    /// Asks both engines, and prints where they differ and how long each takes.
    fn compare(&self, name: &str, texts: &[String], request: &dyn Fn(&str) -> SearchRequest) {
        let (mut order, mut overlap, mut totals, mut counts) = (0, 0.0, 0, 0);
        let (mut of_near, mut of_far) = (Vec::new(), Vec::new());
        for text in texts {
            let asked = request(text);
            let one = timed(self.near.as_ref(), &asked, &mut of_near);
            // What a state tells of terms is asked once; times are of the second question.
            timed(self.far.as_ref(), &asked, &mut Vec::new());
            let other = timed(self.far.as_ref(), &asked, &mut of_far);
            let (first, second) = (ids(&one), ids(&other));
            let common = first.iter().filter(|id| second.contains(id)).count();
            overlap +=
                common as f64 / first.len().max(1) as f64 + f64::from(u8::from(first.is_empty()));
            order += usize::from(first == second);
            totals += usize::from(one.total == other.total && one.basis == other.basis);
            counts += usize::from(one.facets == other.facets && one.histogram == other.histogram);
        }
        let asked = texts.len();
        println!(
            "{name}: same order {order} of {asked}, overlap@10 {:.4}, totals {totals}, counts {counts}; \
             embedded {}, cluster {}",
            overlap / asked as f64,
            quantiles(&mut of_near),
            quantiles(&mut of_far)
        );
    }
}

fn timed(reader: &dyn Reader, asked: &SearchRequest, times: &mut Vec<Duration>) -> SearchResponse {
    let since = Instant::now();
    let response = reader.search(asked).expect("the index answers");
    times.push(since.elapsed());
    response
}

fn ids(response: &SearchResponse) -> Vec<&ArticleId> {
    let hits = response.hits.iter();
    hits.map(|hit| &hit.article.article.id).collect()
}

fn quantiles(times: &mut [Duration]) -> String {
    times.sort_unstable();
    let at =
        |share: usize| times[(times.len() * share / 100).min(times.len() - 1)].as_secs_f64() * 1e3;
    format!("p50 {:.1} ms p99 {:.1} ms", at(50), at(99))
}

/// The analyser with the Finnish dictionary that the set-up made, or without one.
fn analyzer() -> Arc<dyn TextAnalyzer> {
    let home = std::env::var_os("HOME")
        .map(PathBuf::from)
        .unwrap_or_default();
    let file = home.join(".cache/aluehaku/dictionary/sukija/mor.vfst");
    let bytes = std::fs::read(file).ok();
    match bytes.and_then(|bytes| Dictionary::from_bytes(&bytes).ok()) {
        Some(dictionary) => {
            let finnish = Finnish::new(Some(dictionary));
            Arc::new(FinnishAnalyzer::new(Arc::new(finnish), 0))
        }
        None => Arc::new(Snowball),
    }
}

fn article(id: &str, body: String) -> EnrichedArticle {
    let id = ArticleId::new(id).expect("an identifier of the file is one");
    let source = SourceId::new("questions").expect("it is an identifier");
    EnrichedArticle::from(Article {
        body,
        language: Some("fi".to_owned()),
        ..Article::new(id, source)
    })
}
