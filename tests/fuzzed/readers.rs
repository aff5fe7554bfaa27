//! What reads bytes from outside, each as a function that must end without a panic whatever it is given. The tests run
//! them on stable Rust for a moment, and the targets in `fuzz/` for as long as somebody has time.

use std::sync::{Arc, LazyLock, Mutex};

use aluehaku::article_record::ArticleRecord;
use aluehaku::crawl::robots::file::RobotsFile;
use aluehaku::crawl::{feed, sitemap};
use aluehaku::http::connections::ConnectionLimits;
use aluehaku::http::{AnalyserView, AppState, OperatorView, ServiceSettings, router};
use aluehaku_article::Article;
use aluehaku_article::ids::{ArticleId, SourceId};
use aluehaku_article::listing::PersonThreshold;
use aluehaku_article::region::RegionRegister;
use aluehaku_enrich::Given;
use aluehaku_enrich::knowledge::Knowledge;
use aluehaku_finnish::Finnish;
use aluehaku_index::analysis::snowball::Snowball;
use aluehaku_index::embedded::{Embedded, Options};
use aluehaku_index::engine::{Document, Engine};
use aluehaku_index::vocabulary::Vocabulary;
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use tower::ServiceExt as _;
use url::Url;

static ADDRESS: LazyLock<Url> = LazyLock::new(|| {
    Url::parse("https://yhdistys.example/uutiset/sitemap.xml").expect("an address")
});

static KNOWLEDGE: LazyLock<Knowledge> =
    LazyLock::new(|| Knowledge::new(Arc::new(Finnish::new(None))));

/// A text as the body of an article that is enriched.
pub(crate) fn enrichment(content: &[u8]) {
    let text = String::from_utf8_lossy(content);
    let (title, body) = text.split_once('\n').unwrap_or(("", &text));
    let id = ArticleId::new("a").expect("an identifier");
    let mut article = Article::new(id, SourceId::new("lehti").expect("an identifier"));
    (article.title, article.body) = (title.to_owned(), body.to_owned());
    let enriched = aluehaku_enrich::enrich(article, Given::default(), &KNOWLEDGE.context());
    for mention in &enriched.mentions {
        let named = enriched
            .article
            .text(mention.part)
            .get(mention.start..mention.end);
        assert_eq!(
            named,
            Some(mention.text.as_str()),
            "a mention is a part of its text"
        );
    }
    for quote in &enriched.quotes {
        assert!(
            enriched
                .article
                .text(quote.part)
                .get(quote.start..quote.end)
                .is_some()
        );
    }
}

/// A line of an import, with every field that it may have.
pub(crate) fn import_line(content: &[u8]) {
    let Ok(record) = serde_json::from_slice::<ArticleRecord>(content) else {
        return;
    };
    let Ok(article) = record.article() else {
        return;
    };
    let Ok(mentions) = record.placed_mentions(&article) else {
        return;
    };
    let given = Given {
        lists: record.lists(),
        mentions: record.mentions.as_ref().map(|_| mentions),
    };
    let enriched = aluehaku_enrich::enrich(article, given, &KNOWLEDGE.context());
    let written = ArticleRecord::from_enriched(&enriched);
    let text = serde_json::to_string(&written).expect("a record is plain data");
    assert!(
        serde_json::from_str::<ArticleRecord>(&text).is_ok(),
        "what is written is read again"
    );
}

/// A robots.txt.
pub(crate) fn robots(content: &[u8]) {
    let robots = RobotsFile::parse(content, "aluehaku");
    let _ = robots.allows(&ADDRESS);
    assert!(robots.delay_s().is_none_or(|delay| delay >= 0.0));
    assert!(robots.sitemaps().count() <= content.len());
}

/// A sitemap, packed or not, and the same bytes as a feed.
pub(crate) fn listing(content: &[u8]) {
    let unpacked = sitemap::unpacked(content.to_vec());
    let _ = sitemap::read(&unpacked, None, &ADDRESS);
    let _ = feed::read(content, None, &ADDRESS);
}

/// A table of words that mean the same.
pub(crate) fn vocabulary(content: &[u8]) {
    if let Ok(vocabulary) = Vocabulary::from_text(&String::from_utf8_lossy(content)) {
        let words: Vec<Vec<String>> = vec![vec!["sote".to_owned()], vec!["keskus".to_owned()]];
        let _ = vocabulary.find(&words);
    }
}

/// The part of an address after the question mark, with text, filters and facets: the answer is never a fault of the
/// service.
pub(crate) fn query(content: &[u8]) {
    static SERVICE: LazyLock<Mutex<(Router, tokio::runtime::Runtime)>> =
        LazyLock::new(|| Mutex::new(service()));
    let encoded: String = content
        .iter()
        .map(|byte| match byte {
            b'&' | b'=' | b'a'..=b'z' | b'0'..=b'9' => char::from(*byte).to_string(),
            _ => format!("%{byte:02x}"),
        })
        .collect();
    let service = SERVICE
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    let (router, runtime) = &*service;
    for path in ["/api/v1/search", "/search", "/api/v1/suggest"] {
        let request = Request::get(format!("{path}?{encoded}")).body(Body::empty());
        let answer = runtime.block_on(router.clone().oneshot(request.expect("an address")));
        let status = answer.expect("a router answers").status();
        assert!(!status.is_server_error(), "{status}: {path}?{encoded}");
    }
}

/// A service over a few articles.
fn service() -> (Router, tokio::runtime::Runtime) {
    let folder = tempfile::tempdir().expect("a folder").keep();
    let engine = Embedded::open(&folder, Arc::new(Snowball), Options::default()).expect("an index");
    let mut writer = engine.writer().expect("a writer");
    for number in 0..20 {
        let id = ArticleId::new(&number.to_string()).expect("an identifier");
        let mut article = Article::new(id, SourceId::new("lehti").expect("an identifier"));
        article.title = format!("Kylätalon talkoot {number}");
        article.body = "Talkoissa Inarissa keitettiin kahvia. Hanke jatkuu Lapissa.".to_owned();
        article.topics = vec!["kahvi".to_owned()];
        let enriched = aluehaku_enrich::enrich(article, Given::default(), &KNOWLEDGE.context());
        let document = Document {
            article: &enriched,
            publisher_region: Some("Lappi"),
        };
        writer.put(document).expect("room");
    }
    writer.commit(1).expect("room");
    drop(writer);
    let settings = ServiceSettings {
        public_url: None,
        frame_ancestors: Vec::new(),
        rate_limit: 0,
        trust_loopback_proxy: false,
        connections: ConnectionLimits::default(),
        sources: Vec::new(),
        person_threshold: PersonThreshold::default(),
        operator: OperatorView::default(),
        analyser: AnalyserView {
            name: "snowball".to_owned(),
            dictionary: None,
        },
        version: "0".to_owned(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let state = AppState::new(Arc::new(engine), RegionRegister::shipped(), settings);
    (router(state), runtime)
}
