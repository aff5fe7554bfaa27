//! What the pages tell out of the archive: how an article changed, and what is said of a person over time.

use aluehaku::app::App;
use aluehaku::archive::articles::{self, Incoming};
use aluehaku::archive::sources::{self, StoredSource};
use aluehaku::archive::store::{self, Connection};
use aluehaku::archive::{Archive, ArchiveError};
use aluehaku::article_record::ArticleRecord;
use aluehaku::config::Settings;
use aluehaku::http::router;
use aluehaku_article::EnrichedArticle;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

use super::app::Answer;

/// A service over an archive of its own.
pub(super) struct Service {
    directory: TempDir,
    archive: Archive,
}

impl Service {
    pub(super) fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let mut archive = Archive::open(directory.path()).unwrap();
        save_source(&mut archive, "lehti", "Maakunnan Lehti");
        Self { directory, archive }
    }

    /// Puts an article of another source in.
    pub(super) fn put_of(&mut self, source: &str, now: i64, record: Value) {
        save_source(&mut self.archive, &source.to_lowercase(), source);
        self.put(now, record);
    }

    /// Puts an article in at a time, in seconds since 1970.
    pub(super) fn put(&mut self, now: i64, record: Value) {
        let record: ArticleRecord = serde_json::from_value(record).unwrap();
        let article = aluehaku_enrich::retold(
            EnrichedArticle {
                article: record.article().unwrap(),
                entities: record.entities(),
                mentions: record.mentions(),
                events: Vec::new(),
                quotes: Vec::new(),
                duplicate_group: None,
            },
            None,
        );
        let incoming = Incoming {
            article: &article,
            given: &[],
            fingerprint: None,
            lesson: None,
            now,
        };
        let stored: Result<_, ArchiveError> = self
            .archive
            .write(|connection| articles::put(connection, &incoming));
        stored.unwrap();
    }

    pub(super) async fn page(&self, address: &str) -> String {
        self.page_with(address, Settings::default()).await
    }

    pub(super) async fn page_with(&self, address: &str, settings: Settings) -> String {
        let answer = self.answer(address, settings).await;
        assert_eq!(answer.status, 200, "{address}");
        answer.text()
    }

    /// Changes the archive as the crawler does.
    pub(super) fn change(&mut self, work: impl FnOnce(&Connection) -> store::Result<()>) {
        let changed: Result<(), ArchiveError> = self.archive.write(work);
        changed.unwrap();
    }

    /// The answer to a request, whatever it is.
    pub(super) async fn answer(&self, address: &str, settings: Settings) -> Answer {
        let request = Request::get(address).body(Body::empty()).unwrap();
        self.answer_to(request, settings).await
    }

    /// The answer to a client that has the page under a validator already.
    pub(super) async fn answer_to_reader_of(&self, address: &str, validator: &str) -> Answer {
        let request = Request::get(address).header("if-none-match", validator);
        let request = request.body(Body::empty()).unwrap();
        self.answer_to(request, Settings::default()).await
    }

    async fn answer_to(&self, request: Request<Body>, settings: Settings) -> Answer {
        let settings = Settings {
            data_dir: self.directory.path().to_owned(),
            ..settings
        };
        let app = App::new(settings).unwrap();
        let state = app.http_state(app.repaired_engine().unwrap()).unwrap();
        let (parts, body) = router(state).oneshot(request).await.unwrap().into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: to_bytes(body, usize::MAX).await.unwrap(),
        }
    }
}

fn save_source(archive: &mut Archive, id: &str, name: &str) {
    let source = StoredSource {
        id: id.to_owned(),
        name: name.to_owned(),
        home: None,
        region: None,
        language: None,
    };
    archive
        .write(|connection| sources::save(connection, &source))
        .unwrap();
}

#[track_caller]
pub(super) fn contains(page: &str, part: &str) {
    assert!(page.contains(part), "{part:?} is not in\n{page}");
}

pub(super) fn article(id: &str, published: &str, title: &str, body: &str) -> Value {
    json!({
        "id": id, "url": format!("https://lehti.example/{id}"), "source": "lehti", "title": title,
        "body": body, "published": published, "language": "fi",
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_tells_what_changed_and_when() {
    let mut service = Service::new();
    let put = |service: &mut Service, day: i64, title: &str, body: &str| {
        let now = 1_672_567_200 + day * 86_400;
        service.put(now, article("a", "2023-01-01", title, body));
    };
    put(&mut service, 0, "Talo aukeaa", "Ovet aukeavat heti.");
    put(
        &mut service,
        1,
        "Talo aukeaa",
        "Ovet aukeavat heti keväällä taas.",
    );
    put(
        &mut service,
        2,
        "Talo avataan, soita 040 123 4567",
        "Ovet aukeavat keväällä taas.",
    );
    put(
        &mut service,
        3,
        "Talo avataan",
        "Ovet aukeavat keväällä taas.",
    );
    let page = service.page("/articles/a").await;
    let changes = page.split(">Muutokset</h2>").nth(1).unwrap();
    for (date, told) in [
        (
            "4.1.2023",
            "Otsikko oli ennen ”Talo avataan, soita [puhelin]”",
        ),
        ("3.1.2023", "Otsikko oli ennen ”Talo aukeaa”"),
        (
            "2.1.2023",
            "Teksti muuttui: lisätty 2 sanaa, poistettu 0 sanaa",
        ),
        ("1.1.2023", "Lisätty Aluehakuun"),
    ] {
        let (_, rest) = changes.split_once(date).unwrap();
        contains(rest, told);
    }
    contains(changes, "lisätty 0 sanaa, poistettu 1 sana<");
    contains(
        &page,
        "Talo avataan. lehti. 1.1.2023. https://lehti.example/a",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_interface_tells_events_and_where_allowed_quotes() {
    let mut service = Service::new();
    let body = "Talkoot pidetään Joensuussa torstaina 9.11.2023 klo 17.30–19. \
        ”Tulkaa kaikki mukaan, soitto numeroon 040 123 4567 riittää”, sanoo Aino Esimerkki.";
    let start = body.find("Aino").unwrap();
    let mut record = article("a", "2023-11-01", "Talkoot", body);
    record["mentions"] = json!([{
        "part": "body", "start": start, "end": start + 14, "text": "Aino Esimerkki",
        "kind": "person", "name": "Aino Esimerkki",
    }]);
    service.put(1, record);
    let address = "/api/v1/articles/a";
    let found: Value = serde_json::from_str(&service.page(address).await).unwrap();
    let event = &found["events"][0];
    assert_eq!(event["date"], "2023-11-09");
    assert_eq!(event["end_date"], Value::Null);
    assert_eq!(
        (&event["time"], &event["end_time"]),
        (&json!("17:30"), &json!("19:00"))
    );
    assert_eq!(event["inferred_year"], false);
    assert_eq!(
        found["quotes"],
        json!([]),
        "an excerpt may be shown, and no more"
    );

    let mut settings = Settings::default();
    settings
        .sources
        .push(toml::from_str("id = 'lehti'\nname = 'Maakunnan Lehti'\nshow = 'full'").unwrap());
    let found = service.page_with(address, settings).await;
    let found: Value = serde_json::from_str(&found).unwrap();
    let quote = "Tulkaa kaikki mukaan, soitto numeroon [puhelin] riittää";
    let quotes = json!([{ "speaker": "Aino Esimerkki", "text": quote }]);
    assert_eq!(found["quotes"], quotes);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_leads_to_similar_ones() {
    let mut service = Service::new();
    let text = "Kylätalon katto korjattiin talkoilla, ja kylätalon väki kiittää talkooväkeä.";
    service.put(1, article("a", "2023-01-01", "Kylätalon katto", text));
    service.put(
        2,
        article(
            "b",
            "2023-02-01",
            "Kylätalon talkoot",
            "Kylätalon katto on ehjä, talkooväki sai kahvit.",
        ),
    );
    service.put(
        3,
        article(
            "c",
            "2023-02-01",
            "Kirjaston tunti",
            "Lukupiiri kokoontuu torstaina.",
        ),
    );
    let page = service.page("/articles/a").await;
    let similar = page.split("id=\"similar\"").nth(1).unwrap();
    contains(similar, "https://lehti.example/b");
    assert!(!similar.contains("https://lehti.example/c"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_has_roles_over_time_with_their_sentences_and_quotes() {
    let mut service = Service::new();
    let texts = [
        (
            "1",
            "2019-03-01",
            "hankejohtaja",
            "Avajaisissa puhui hankejohtaja Aino Esimerkki. Muut kuuntelivat.",
        ),
        (
            "2",
            "2021-05-01",
            "hankejohtaja",
            "Luvassa on kahvit, soita 040 123 4567, sanoo hankejohtaja Aino Esimerkki.",
        ),
        (
            "3",
            "2023-05-01",
            "toiminnanjohtaja",
            "”Meille voi tulla kuka vain mukaan”, kertoo toiminnanjohtaja Aino Esimerkki.",
        ),
    ];
    for (number, (id, published, role, body)) in texts.iter().enumerate() {
        let start = body.find("Aino").unwrap();
        let mut record = article(id, published, "Talo", body);
        record["persons"] = json!(["Aino Esimerkki"]);
        record["mentions"] = json!([{
            "part": "body", "start": start, "end": start + 14, "text": "Aino Esimerkki",
            "kind": "person", "name": "Aino Esimerkki", "role": role,
        }]);
        service.put(number as i64, record);
    }
    let page = service.page("/persons/aino-esimerkki").await;
    let (roles, quotes) = page.split_once("id=\"quotes-1\"").unwrap();
    let (_, roles) = roles.split_once("id=\"roles-1\"").unwrap();
    contains(
        roles,
        "<bdi>toiminnanjohtaja</bdi></h3>\n<p class=\"meta\">1.5.2023 · 1 artikkeli</p>",
    );
    contains(
        roles,
        "<bdi>hankejohtaja</bdi></h3>\n<p class=\"meta\">2019–2021 · 2 artikkelia</p>",
    );
    contains(
        roles,
        "Luvassa on kahvit, soita [puhelin], sanoo hankejohtaja Aino Esimerkki.",
    );
    assert!(!roles.contains("Muut kuuntelivat"));
    contains(quotes, "”Meille voi tulla kuka vain mukaan”");
    contains(
        quotes,
        "href=\"https://lehti.example/3#:~:text=Meille%20voi%20tulla%20kuka%20vain%20mukaan\"",
    );
    contains(&page, "<meta name=\"robots\" content=\"noindex\">");
    contains(&page, "href=\"/privacy#removal\"");
}
