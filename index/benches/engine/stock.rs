//! Tantivy as it comes, with its Finnish stemmer and its query parser.

use std::path::Path;

use tantivy::aggregation::AggregationCollector;
use tantivy::aggregation::agg_req::Aggregations;
use tantivy::collector::{Count, TopDocs};
use tantivy::directory::MmapDirectory;
use tantivy::indexer::NoMergePolicy;
use tantivy::query::QueryParser;
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{Language, LowerCaser, SimpleTokenizer, Stemmer, TextAnalyzer};
use tantivy::{Index, IndexWriter, Searcher, TantivyDocument};

use aluehaku_article::Article;
use aluehaku_index::embedded::Options;

use crate::clock::{Clock, Elapsed};
use crate::corpus::Corpus;
use crate::figures::{Size, print_indexing};

/// An index of tantivy's own making.
pub(crate) struct Stock {
    searcher: Searcher,
    any: QueryParser,
    all: QueryParser,
    regions: Aggregations,
}

/// Title, lead and body.
pub(crate) fn whole_text(article: &Article) -> String {
    let lead = article.lead.as_deref().unwrap_or_default();
    format!("{}\n{lead}\n{}", article.title, article.body)
}

impl Stock {
    pub(crate) fn index(corpus: &Corpus, size: Size, directory: &Path) -> Self {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("finnish")
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let text = TextOptions::default()
            .set_indexing_options(indexing)
            .set_stored();
        // One field, as fast as it gets: with three, each word would be looked up three times.
        let text = schema.add_text_field("text", text);
        let id = schema.add_text_field("id", STRING | STORED);
        let region = schema.add_text_field("region", STRING | FAST);
        let directory_of = MmapDirectory::open(directory).expect("the directory is there");
        let index = Index::open_or_create(directory_of, schema.build()).expect("an index opens");
        let analyzer = TextAnalyzer::builder(SimpleTokenizer::default())
            .filter(LowerCaser)
            .filter(Stemmer::new(Language::Finnish))
            .build();
        index.tokenizers().register("finnish", analyzer);
        let known = index.reader().expect("the index can be read").searcher();
        if known.num_docs() != size.articles as u64 {
            let elapsed = fill(&index, (id, text, region), corpus, size);
            print_indexing("stock", size, directory, elapsed);
        }
        let fields: Vec<Field> = vec![text];
        let any = QueryParser::for_index(&index, fields.clone());
        let mut all = QueryParser::for_index(&index, fields);
        all.set_conjunction_by_default();
        let regions = serde_json::json!({"regions": {"terms": {"field": "region", "size": 20}}});
        let regions = serde_json::from_value(regions).expect("is an aggregation");
        let searcher = index.reader().expect("the index can be read").searcher();
        Self {
            searcher,
            any,
            all,
            regions,
        }
    }

    /// The ten best articles with any word.
    pub(crate) fn any(&self, text: &str) -> usize {
        self.best(&self.any, text, false)
    }

    /// The ten best articles with any word, read from the store.
    pub(crate) fn any_with_documents(&self, text: &str) -> usize {
        self.best(&self.any, text, true)
    }

    /// The ten best articles with any word, and the number of all.
    pub(crate) fn any_counted(&self, text: &str) -> usize {
        let query = self.any.parse_query_lenient(text).0;
        let best = TopDocs::with_limit(10).order_by_score();
        let found = self.searcher.search(&query, &(best, Count));
        found.expect("the index can be read").1
    }

    /// The number of articles with all words.
    pub(crate) fn all_counted(&self, text: &str) -> usize {
        let query = self.all.parse_query_lenient(text).0;
        let count = self.searcher.search(&query, &Count);
        count.expect("the index can be read")
    }

    /// The ten best articles with any word and the counts of all by region.
    pub(crate) fn any_with_regions(&self, text: &str) -> usize {
        let query = self.any.parse_query_lenient(text).0;
        let counts = AggregationCollector::from_aggs(self.regions.clone(), Default::default());
        let best = TopDocs::with_limit(10).order_by_score();
        let (best, _) = self
            .searcher
            .search(&query, &(best, counts))
            .expect("the index can be read");
        best.len()
    }

    fn best(&self, parser: &QueryParser, text: &str, with_documents: bool) -> usize {
        let query = parser.parse_query_lenient(text).0;
        let best = self
            .searcher
            .search(&query, &TopDocs::with_limit(10).order_by_score());
        let best = best.expect("the index can be read");
        for (_, address) in best.iter().filter(|_| with_documents) {
            let document: TantivyDocument =
                self.searcher.doc(*address).expect("the index can be read");
            std::hint::black_box(document);
        }
        best.len()
    }
}

/// Indexes all articles and merges them into one segment; tells what adding took, and all of it.
fn fill(
    index: &Index,
    (id, text, region): (Field, Field, Field),
    corpus: &Corpus,
    size: Size,
) -> (Elapsed, Elapsed) {
    let mut writer: IndexWriter = index
        .writer_with_num_threads(1, Options::default().rebuild_memory)
        .expect("nobody else writes");
    writer.set_merge_policy(Box::new(NoMergePolicy));
    let clock = Clock::start();
    for number in 0..size.articles {
        let article = corpus.article(number);
        let mut document = TantivyDocument::new();
        document.add_text(id, article.article.id.as_str());
        document.add_text(text, whole_text(&article.article));
        let regions = article.entities.regions.iter();
        regions.for_each(|value| document.add_text(region, value));
        writer.add_document(document).expect("the disk takes it");
    }
    writer.commit().expect("the disk takes it");
    let added = clock.elapsed().without(size.generating);
    let segments = index
        .searchable_segment_ids()
        .expect("the index can be read");
    if segments.len() > 1 {
        writer.merge(&segments).wait().expect("the disk takes it");
    }
    writer.wait_merging_threads().expect("the disk takes it");
    (added, clock.elapsed().without(size.generating))
}
