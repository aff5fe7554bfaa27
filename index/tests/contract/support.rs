//! What the tests build articles, ask questions and read answers with.

use aluehaku_article::facet::Facet;
use aluehaku_article::ids::{ArticleId, SourceId};
use aluehaku_article::{Article, EnrichedArticle};
use aluehaku_index::engine::{Document, Engine};
use aluehaku_index::search::fields::FIELD_TABLE;
use aluehaku_index::search::request::{FacetFilter, Matching, Page, SearchRequest};
use aluehaku_index::search::response::SearchResponse;

/// An article with an identifier and otherwise nothing but a source.
pub(crate) fn article(id: &str) -> EnrichedArticle {
    EnrichedArticle::from(Article {
        url: Some(format!("https://{id}.example/")),
        language: Some("fi".to_owned()),
        ..Article::new(self::id(id), SourceId::new("kyt").unwrap())
    })
}

pub(crate) fn id(text: &str) -> ArticleId {
    ArticleId::new(text).unwrap()
}

/// What the tests set of an article.
pub(crate) trait Build {
    fn titled(self, title: &str) -> Self;
    fn lead(self, lead: &str) -> Self;
    fn body(self, body: &str) -> Self;
    fn published(self, time: &str) -> Self;
    fn published_by(self, source: &str) -> Self;
    fn in_language(self, language: &str) -> Self;
    fn about_regions(self, regions: &[&str]) -> Self;
    fn about_persons(self, persons: &[&str]) -> Self;
    fn copy_of(self, group: &str) -> Self;
}

impl Build for EnrichedArticle {
    fn titled(mut self, title: &str) -> Self {
        self.article.title = title.to_owned();
        self
    }

    fn lead(mut self, lead: &str) -> Self {
        self.article.lead = Some(lead.to_owned());
        self
    }

    fn body(mut self, body: &str) -> Self {
        self.article.body = body.to_owned();
        self
    }

    fn published(mut self, time: &str) -> Self {
        self.article.published = Some(time.parse().unwrap());
        self
    }

    fn published_by(mut self, source: &str) -> Self {
        self.article.source = SourceId::new(source).unwrap();
        self
    }

    fn in_language(mut self, language: &str) -> Self {
        self.article.language = Some(language.to_owned());
        self
    }

    fn about_regions(mut self, regions: &[&str]) -> Self {
        self.entities.regions = regions.iter().map(|region| (*region).to_owned()).collect();
        self
    }

    fn about_persons(mut self, persons: &[&str]) -> Self {
        self.entities.persons = persons.iter().map(|person| (*person).to_owned()).collect();
        self
    }

    fn copy_of(mut self, group: &str) -> Self {
        self.duplicate_group = Some(id(group));
        self
    }
}

/// Puts articles into the live generation, as one revision more.
pub(crate) fn put(engine: &dyn Engine, articles: &[EnrichedArticle]) {
    let mut writer = engine.writer().unwrap();
    for article in articles {
        writer
            .put(Document {
                article,
                publisher_region: Some("Keski-Suomi"),
            })
            .unwrap();
    }
    let revision = writer.revision() + 1;
    writer.commit(revision).unwrap();
}

/// A search with every setting at its default and room for a hundred hits.
pub(crate) fn request(query: &str) -> SearchRequest {
    SearchRequest {
        page: Page::Number {
            page: 1,
            per_page: 100,
        },
        facet_limit: 100,
        ..SearchRequest::of(aluehaku_query::parse(query, &FIELD_TABLE).query)
    }
}

/// The same where any word suffices.
pub(crate) fn any(query: &str) -> SearchRequest {
    SearchRequest {
        matching: Matching::Any,
        ..request(query)
    }
}

pub(crate) fn filter(facet: Facet, any_of: &[&str], none_of: &[&str]) -> FacetFilter {
    let owned = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    FacetFilter {
        facet,
        any_of: owned(any_of),
        none_of: owned(none_of),
    }
}

pub(crate) fn search(engine: &dyn Engine, request: &SearchRequest) -> SearchResponse {
    let response = engine.reader().unwrap().search(request).unwrap();
    assert!(response.hits.len() as u64 <= response.total.value);
    response
}

/// Identifiers of the hits in order.
pub(crate) fn ids(response: &SearchResponse) -> Vec<&str> {
    response
        .hits
        .iter()
        .map(|hit| hit.article.article.id.as_str())
        .collect()
}

/// Asserts which articles a query finds, in any order.
#[track_caller]
pub(crate) fn assert_finds(engine: &dyn Engine, request: &SearchRequest, expected: &[&str]) {
    let response = search(engine, request);
    let mut found = ids(&response);
    found.sort_unstable();
    assert_eq!(found, expected, "{}", request.query);
    assert_eq!(response.total.value, expected.len() as u64);
}
