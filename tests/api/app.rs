//! The service that a test talks to: the router over a real index in a temporary directory.

use std::sync::Arc;

use aluehaku::http::connections::{ConnectionLimits, Connections};
use aluehaku::http::crawl_facts::CrawlFacts;
use aluehaku::http::{
    AnalyserView, AppState, Behind, OperatorView, ServiceSettings, Show, SourceView, router,
};
use aluehaku::troubles::Troubles;
use aluehaku_article::ids::{ArticleId, SourceId};
use aluehaku_article::listing::PersonThreshold;
use aluehaku_article::region::RegionRegister;
use aluehaku_article::{Article, EnrichedArticle, Entities, LanguagePart};
use aluehaku_index::analysis::snowball::Snowball;
use aluehaku_index::embedded::{Embedded, Options};
use aluehaku_index::engine::{Document, Engine};
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, Request, Response, StatusCode};
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;

/// A running service.
pub(crate) struct TestApp {
    pub(crate) router: Router,
    pub(crate) state: AppState,
    pub(crate) connections: Arc<Connections>,
    pub(crate) engine: Arc<Embedded>,
    pub(crate) directory: TempDir,
    settings: ServiceSettings,
}

/// A service that is being put together.
pub(crate) struct TestAppBuilder {
    articles: Vec<EnrichedArticle>,
    settings: ServiceSettings,
    facts: CrawlFacts,
    troubles: Troubles,
}

/// An answer with its whole body.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// An article that is being written.
pub(crate) struct ArticleBuilder(EnrichedArticle);

impl TestApp {
    /// Starts to put a service together.
    pub(crate) fn with() -> TestAppBuilder {
        let settings = ServiceSettings {
            public_url: None,
            rate_limit: 0,
            trust_loopback_proxy: false,
            connections: ConnectionLimits::default(),
            sources: Vec::new(),
            person_threshold: PersonThreshold::default(),
            operator: OperatorView::default(),
            frame_ancestors: vec!["*".to_owned()],
            analyser: AnalyserView {
                name: "snowball".to_owned(),
                dictionary: None,
            },
            version: "1.2.3".to_owned(),
        };
        TestAppBuilder {
            articles: Vec::new(),
            settings,
            facts: CrawlFacts::default(),
            troubles: Troubles::default(),
        }
    }

    /// Asks for an address.
    pub(crate) async fn get(&self, address: &str) -> Answer {
        self.ask(Request::get(address).body(Body::empty()).unwrap())
            .await
    }

    /// Asks for an address with a header.
    pub(crate) async fn get_with(&self, address: &str, header: &str, value: &str) -> Answer {
        self.ask(
            Request::get(address)
                .header(header, value)
                .body(Body::empty())
                .unwrap(),
        )
        .await
    }

    /// Asks for an address and reads the answer, which must be a success, as JSON.
    pub(crate) async fn json(&self, address: &str) -> Value {
        let answer = self.get(address).await;
        assert_eq!(
            answer.status,
            StatusCode::OK,
            "{address}: {}",
            answer.text()
        );
        answer.json()
    }

    /// Asks for a page, which must be a success.
    pub(crate) async fn page(&self, address: &str) -> String {
        let answer = self.get(address).await;
        assert_eq!(
            answer.status,
            StatusCode::OK,
            "{address}: {}",
            answer.text()
        );
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        answer.text()
    }

    /// Identifiers of the hits of a search, in order.
    pub(crate) async fn hits(&self, query: &str) -> Vec<String> {
        let answer = self.json(&format!("/api/v1/search?{query}")).await;
        let hits = answer["hits"].as_array().unwrap();
        hits.iter()
            .map(|hit| hit["id"].as_str().unwrap().to_owned())
            .collect()
    }

    /// Sends a request.
    pub(crate) async fn ask(&self, request: Request<Body>) -> Answer {
        let response: Response<Body> = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    /// Puts another article in while the service runs.
    pub(crate) fn add(&self, article: ArticleBuilder) {
        put(&self.engine, &[article.0], &self.settings);
    }
}

impl TestAppBuilder {
    /// Adds an article.
    pub(crate) fn article(mut self, article: ArticleBuilder) -> Self {
        self.articles.push(article.0);
        self
    }

    /// Adds a source whose articles may be shown as snippets.
    pub(crate) fn source(self, id: &str, name: &str, region: &str) -> Self {
        self.source_shown(id, name, region, Show::Snippet)
    }

    /// Adds a source.
    pub(crate) fn source_shown(mut self, id: &str, name: &str, region: &str, show: Show) -> Self {
        self.settings.sources.push(SourceView {
            id: id.to_owned(),
            name: name.to_owned(),
            region: Some(region.to_owned()),
            show,
            home_url: Some(format!("https://{id}.example/")),
        });
        self
    }

    /// What the crawler says of its sources.
    pub(crate) fn facts(mut self, facts: CrawlFacts) -> Self {
        self.facts = facts;
        self
    }

    /// Limits the requests of each client.
    pub(crate) fn troubles(mut self, troubles: &Troubles) -> Self {
        self.troubles = troubles.clone();
        self
    }

    pub(crate) fn rate_limit(mut self, per_second: u32) -> Self {
        self.settings.rate_limit = per_second;
        self
    }

    /// Limits what connections may hold.
    pub(crate) fn connections(mut self, limits: ConnectionLimits) -> Self {
        self.settings.connections = limits;
        self
    }

    /// Puts persons forward from some articles and sources on only.
    pub(crate) fn person_threshold(mut self, articles: u64, sources: u64) -> Self {
        self.settings.person_threshold = PersonThreshold { articles, sources };
        self
    }

    /// Gives the service an address of its own.
    pub(crate) fn public_url(mut self, address: &str) -> Self {
        self.settings.public_url = Some(address.to_owned());
        self
    }

    /// Lets sites show pages in a frame.
    pub(crate) fn frame_ancestors(mut self, sites: &[&str]) -> Self {
        self.settings.frame_ancestors = sites.iter().map(|&site| site.to_owned()).collect();
        self
    }

    /// Indexes the articles and starts the service.
    pub(crate) fn start(self) -> TestApp {
        let directory = tempfile::tempdir().unwrap();
        let analyzer = Arc::new(Snowball);
        let options = Options {
            person_threshold: self.settings.person_threshold,
            ..Options::default()
        };
        let engine = Embedded::open(directory.path(), analyzer, options).unwrap();
        put(&engine, &self.articles, &self.settings);
        let engine = Arc::new(engine);
        let facts = self.facts;
        let state = AppState::with_archive(
            Arc::clone(&engine) as Arc<dyn Engine>,
            RegionRegister::shipped(),
            self.settings.clone(),
            Behind {
                facts: Some(Arc::new(move || Ok(facts.clone()))),
                troubles: self.troubles,
                ..Behind::default()
            },
        );
        TestApp {
            connections: Arc::clone(state.connections()),
            router: router(state.clone()),
            state,
            engine,
            directory,
            settings: self.settings,
        }
    }
}

impl Answer {
    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.to_vec()).unwrap()
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// A header, empty when it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The body as a problem document with a status and code.
    #[track_caller]
    pub(crate) fn problem(&self, status: u16, code: &str) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["code"], code, "{problem}");
        assert_eq!(problem["status"], status);
        problem
    }
}

/// Starts to write an article of the source `lehti`.
pub(crate) fn article(id: &str) -> ArticleBuilder {
    let article = Article {
        id: ArticleId::new(id).unwrap(),
        url: Some(format!("https://lehti.example/{id}")),
        source: SourceId::new("lehti").unwrap(),
        title: String::new(),
        lead: None,
        body: String::new(),
        published: None,
        modified: None,
        authors: Vec::new(),
        topics: Vec::new(),
        language: Some("fi".to_owned()),
        parts: Vec::new(),
        snippet_only: false,
    };
    let entities = Entities::default();
    ArticleBuilder(EnrichedArticle {
        article,
        entities,
        mentions: Vec::new(),
        events: Vec::new(),
        quotes: Vec::new(),
        duplicate_group: None,
    })
}

impl ArticleBuilder {
    pub(crate) fn title(mut self, title: &str) -> Self {
        self.0.article.title = title.to_owned();
        self
    }

    pub(crate) fn lead(mut self, lead: &str) -> Self {
        self.0.article.lead = Some(lead.to_owned());
        self
    }

    pub(crate) fn body(mut self, body: &str) -> Self {
        self.0.article.body = body.to_owned();
        self
    }

    pub(crate) fn part(mut self, first: usize, last: usize, language: &str) -> Self {
        self.0.article.parts.push(LanguagePart {
            first,
            last,
            language: language.to_owned(),
        });
        self
    }

    pub(crate) fn url(mut self, url: Option<&str>) -> Self {
        self.0.article.url = url.map(str::to_owned);
        self
    }

    pub(crate) fn source(mut self, source: &str) -> Self {
        self.0.article.source = SourceId::new(source).unwrap();
        self
    }

    pub(crate) fn published(mut self, time: &str) -> Self {
        self.0.article.published = Some(time.parse().unwrap());
        self
    }

    pub(crate) fn language(mut self, code: &str) -> Self {
        self.0.article.language = Some(code.to_owned());
        self
    }

    pub(crate) fn snippet_only(mut self) -> Self {
        self.0.article.snippet_only = true;
        self
    }

    pub(crate) fn author(mut self, author: &str) -> Self {
        self.0.article.authors.push(author.to_owned());
        self
    }

    pub(crate) fn topic(mut self, topic: &str) -> Self {
        self.0.article.topics.push(topic.to_owned());
        self
    }

    pub(crate) fn region(mut self, region: &str) -> Self {
        self.0.entities.regions.push(region.to_owned());
        self
    }

    pub(crate) fn municipality(mut self, municipality: &str) -> Self {
        self.0.entities.municipalities.push(municipality.to_owned());
        self
    }

    pub(crate) fn person(mut self, person: &str) -> Self {
        self.0.entities.persons.push(person.to_owned());
        self
    }

    pub(crate) fn project(mut self, project: &str) -> Self {
        self.0.entities.projects.push(project.to_owned());
        self
    }

    pub(crate) fn copy_of(mut self, id: &str) -> Self {
        self.0.duplicate_group = Some(ArticleId::new(id).unwrap());
        self
    }
}

fn put(engine: &Embedded, articles: &[EnrichedArticle], settings: &ServiceSettings) {
    let mut writer = engine.writer().unwrap();
    for article in articles {
        let source = article.article.source.as_str();
        let source = settings.sources.iter().find(|known| known.id == source);
        let publisher_region = source.and_then(|source| source.region.as_deref());
        let article = &aluehaku_enrich::retold(article.clone(), None);
        writer
            .put(Document {
                article,
                publisher_region,
            })
            .unwrap();
    }
    let revision = writer.revision() + articles.len() as u64;
    writer.commit(revision).unwrap();
}
