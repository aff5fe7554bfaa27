//! What is asked: kinds of requests, each with queries of its own.

use aluehaku_article::facet::Facet;
use aluehaku_index::search::request::{
    FacetFilter, Filters, HistogramStep, Matching, SearchRequest, Sort,
};
use aluehaku_query::Query;

use super::QUERIES;
use super::corpus::{Corpus, Dice};
use super::postgres::Shape;
use super::stock::Stock;

/// A kind of request, the queries it is asked with, and the same asked of stock tantivy.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) request: SearchRequest,
    pub(crate) queries: Vec<String>,
    pub(crate) stock: Option<Ask>,
    pub(crate) postgres: Option<Shape>,
}

/// All kinds, with queries drawn from the words of the articles.
pub(crate) fn kinds(corpus: &Corpus, articles: usize) -> Vec<Kind> {
    let mut dice = Dice::new(7);
    let two: Vec<String> = (0..QUERIES)
        .map(|_| corpus.query(&mut dice, articles, 2))
        .collect();
    let seven: Vec<String> = (0..QUERIES)
        .map(|_| corpus.query(&mut dice, articles, 7))
        .collect();
    let phrases: Vec<String> = (0..QUERIES)
        .map(|_| corpus.phrase(&mut dice, articles))
        .collect();
    let any = request(Matching::Any, Sort::Relevance);
    let places = SearchRequest {
        exact_total: false,
        ..without_hits(&any)
    };
    let counted = SearchRequest {
        exact_total: true,
        ..without_hits(&any)
    };
    let facets = SearchRequest {
        facets: vec![Facet::Region],
        ..counted.clone()
    };
    let all = without_hits(&request(Matching::All, Sort::Relevance));
    let filtered = SearchRequest {
        filters: Filters {
            facets: vec![FacetFilter {
                facet: Facet::Region,
                any_of: vec!["Lappi".to_owned()],
                none_of: vec![],
            }],
            from: Some(jiff::civil::date(2015, 1, 1)),
            to: None,
            event_days: None,
        },
        histogram: Some(HistogramStep::Fitting),
        facets: Facet::ALL.to_vec(),
        ..any.clone()
    };
    let newest = SearchRequest {
        filters: Filters {
            from: Some(jiff::civil::date(2020, 1, 1)),
            ..Filters::default()
        },
        ..without_hits(&request(Matching::Any, Sort::NewestFirst))
    };
    let kind = |name, request: &SearchRequest, queries: &[String], stock, postgres| Kind {
        name,
        request: request.clone(),
        queries: queries.to_vec(),
        stock,
        postgres,
    };
    let with_hits: Option<Ask> = Some(Stock::any_with_documents);
    vec![
        kind(
            "two words, any: ten places",
            &places,
            &two,
            Some(Stock::any),
            Some(Shape::Any),
        ),
        kind(
            "two words, any: places and count",
            &counted,
            &two,
            Some(Stock::any_counted),
            None,
        ),
        kind(
            "two words, any: ten hits shown",
            &any,
            &two,
            with_hits,
            None,
        ),
        kind(
            "two words, all: count",
            &all,
            &two,
            Some(Stock::all_counted),
            Some(Shape::All),
        ),
        kind(
            "seven words, any: ten places",
            &places,
            &seven,
            Some(Stock::any),
            Some(Shape::Any),
        ),
        kind(
            "seven words, any: places and count",
            &counted,
            &seven,
            Some(Stock::any_counted),
            None,
        ),
        kind(
            "phrase: ten places",
            &places,
            &phrases,
            Some(Stock::any),
            Some(Shape::Phrase),
        ),
        kind(
            "two words + region counts",
            &facets,
            &two,
            Some(Stock::any_with_regions),
            None,
        ),
        kind(
            "two words, dates, newest first",
            &newest,
            &two,
            None,
            Some(Shape::Newest),
        ),
        kind(
            "two words, filters, all counts",
            &filtered,
            &two,
            None,
            None,
        ),
        kind(
            "everything, newest first",
            &newest,
            &vec![String::new(); QUERIES],
            None,
            None,
        ),
    ]
}

/// How stock tantivy is asked.
pub(crate) type Ask = fn(&Stock, &str) -> usize;

/// The same request with its places found and no hit read.
fn without_hits(request: &SearchRequest) -> SearchRequest {
    SearchRequest {
        shows_hits: false,
        ..request.clone()
    }
}

fn request(matching: Matching, sort: Sort) -> SearchRequest {
    SearchRequest {
        matching,
        sort,
        facet_limit: 20,
        ..SearchRequest::of(Query::Everything)
    }
}
