//! The service that offers and sends alerts, in a data directory of the test's own, with time that is moved.

use aluehaku::alerts::desk::Desk;
use aluehaku::alerts::worker::{Round, Worker};
use aluehaku::app::App;
use aluehaku::archive::Archive;
use aluehaku::article_record::ArticleRecord;
use aluehaku::clock::{self, Clock};
use aluehaku::config::load::{Layers, SettingsFile, load};
use aluehaku::http::router;
use aluehaku::importing::Importer;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt as _;

use super::super::program::{command_in, errors};

/// Seconds of an hour and of a day.
pub(super) const HOUR: i64 = 3_600;
pub(super) const DAY: i64 = 24 * HOUR;

/// A service, and the moment that it takes for the present one.
pub(super) struct Service {
    folder: TempDir,
    app: App,
    worker: Worker,
    runtime: tokio::runtime::Runtime,
    now: i64,
}

/// A page with its status.
pub(super) struct Page {
    pub(super) status: StatusCode,
    pub(super) text: String,
}

impl Service {
    /// A service with settings beside its address and data directory. It begins an hour ago.
    pub(super) fn with(settings: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data_dir = folder.path().join("data");
        let shipped = format!(
            "data_dir = {data_dir:?}\n[server]\npublic_url = \"https://haku.example\"\nrate_limit = 0\n{settings}"
        );
        let layers = Layers {
            shipped: Some(&shipped),
            file: SettingsFile::Absent,
            ..Layers::default()
        };
        let app = App::new(load(layers).unwrap().settings).unwrap();
        drop(app.archive().unwrap());
        Self {
            worker: Worker::start(&app).unwrap().unwrap(),
            runtime: tokio::runtime::Runtime::new().unwrap(),
            app,
            folder,
            now: clock::now() - HOUR,
        }
    }

    pub(super) fn archive(&self) -> Archive {
        self.app.archive().unwrap()
    }

    pub(super) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Ends the service, whose folder stays.
    pub(super) fn into_folder(self) -> TempDir {
        self.folder
    }

    pub(super) fn now(&self) -> i64 {
        self.now
    }

    pub(super) fn pass(&mut self, seconds: i64) {
        self.now += seconds;
    }

    /// Does the work that is due.
    pub(super) fn work(&mut self) -> Round {
        self.worker.round(self.now).unwrap()
    }

    pub(super) fn get(&self, address: &str) -> Page {
        self.ask(Request::get(address).body(Body::empty()).unwrap())
    }

    /// Sends a form.
    pub(super) fn post(&self, address: &str, fields: &[(&str, &str)]) -> Page {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        let body = form.extend_pairs(fields).finish();
        let request = Request::post(address)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body));
        self.ask(request.unwrap())
    }

    /// Asks for an alert.
    pub(super) fn wish(&self, recipient: &str, search: &str, rhythm: &str) -> Page {
        let fields = [
            ("recipient", recipient),
            ("search", search),
            ("rhythm", rhythm),
        ];
        self.post("/alerts?ui=fi", &fields)
    }

    /// Imports articles at the real time.
    pub(super) fn import(&mut self, articles: &[Value]) {
        let records = articles
            .iter()
            .map(|article| serde_json::from_value::<ArticleRecord>(article.clone()).unwrap());
        let batch: Vec<_> = (1..).zip(records).collect();
        let knowledge = self.app.knowledge().unwrap();
        let mut importer = Importer::new(self.archive(), Vec::new(), knowledge, true);
        let results = importer.put(&batch).unwrap();
        assert!(results.iter().all(|(_, result)| result.is_ok()));
        self.now = self.now.max(clock::now());
    }

    /// Lets the index follow the archive, as the service does by itself.
    pub(super) fn follow_archive(&self) {
        drop(self.app.repaired_engine().unwrap());
    }

    /// What a command in the data directory of the service prints.
    #[track_caller]
    pub(super) fn said(&self, arguments: &[&str]) -> String {
        let data_dir = self.folder.path().join("data");
        let output = command_in(self.folder.path(), &data_dir, arguments).output();
        let output = output.unwrap();
        assert!(output.status.success(), "{}", errors(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    /// How many rows a table has.
    pub(super) fn count(&self, table: &str) -> u32 {
        let sql = format!("SELECT count(*) FROM {table}");
        let count = self
            .archive()
            .read(|reading| reading.query_row(&sql, [], |row| row.get(0)));
        count.unwrap()
    }

    fn ask(&self, request: Request<Body>) -> Page {
        self.runtime.block_on(async {
            let state = self
                .app
                .http_state(self.app.repaired_engine().unwrap())
                .unwrap();
            let settings = self.app.settings().alerts.clone();
            let clock = Clock::beginning_at(self.now);
            if settings.are_offered() {
                let desk = Desk::new(self.app.location().clone(), settings, clock);
                state.offer_alerts(std::sync::Arc::new(desk.unwrap()));
            }
            let response = router(state).oneshot(request).await.unwrap();
            let status = response.status();
            let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
            Page {
                status,
                text: String::from_utf8(body.to_vec()).unwrap(),
            }
        })
    }
}

/// An article about something in a place.
pub(super) fn article(number: usize, title: &str, body: &str) -> Value {
    serde_json::json!({
        "url": format!("https://uutiset.example/{number}"),
        "source": "uutiset",
        "title": title,
        "body": body,
        "published": "2026-10-06",
    })
}
