//! A service over the fixtures.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, LazyLock, mpsc};
use std::time::Duration;

use aluehaku::administration;
use aluehaku::alerts::desk::Desk;
use aluehaku::alerts::keys::{Keys, Purpose};
use aluehaku::app::App;
use aluehaku::archive::alerts::Rhythm;
use aluehaku::clock::Clock;
use aluehaku::config::Settings;
use aluehaku::http::alert_desk::{AlertDesk as _, Wish};
use aluehaku::http::{self, AppState};
use aluehaku::i18n::Language;
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// The service, started once for all tests of this process and ended with it.
pub(super) static SITE: LazyLock<Site> = LazyLock::new(Site::start);

/// The token of the page for administrators.
pub(super) const STATUS_TOKEN: &str = "salasana-joka-on-kyllin-pitka";

/// The service and what its readers have of it.
pub(super) struct Site {
    /// Its address, without a slash at the end.
    pub(super) service: String,
    /// Paths of the links to confirm an alert and to leave.
    pub(super) alert_links: [String; 2],
}

impl Site {
    fn start() -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser");
        std::fs::remove_dir_all(&folder).ok();
        std::fs::create_dir_all(&folder).unwrap();
        import(&folder);
        let (started, site) = mpsc::channel();
        std::thread::spawn(move || serve(&folder.join("data"), &started));
        site.recv().unwrap()
    }
}

/// Serves until the process ends.
fn serve(data_dir: &Path, started: &mpsc::Sender<Site>) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let service = format!("http://{}", listener.local_addr().unwrap());
        let app = App::new(settings(data_dir, &service)).unwrap();
        let engine = tokio::task::block_in_place(|| app.repaired_engine()).unwrap();
        let state = app.http_state(Arc::clone(&engine)).unwrap();
        let alert_links = tokio::task::block_in_place(|| offer_alerts(&app, &state));
        let administration = tokio::task::block_in_place(|| administration::offered(&app, engine));
        state.offer_administration(administration.unwrap().unwrap());
        let connections = Arc::clone(state.connections());
        let router = http::router(state);
        let site = Site {
            service,
            alert_links,
        };
        started.send(site).unwrap();
        let never = std::future::pending::<()>();
        let served = http::serve(listener, router, &connections, never, Duration::ZERO);
        served.await.unwrap();
    });
}

/// Offers alerts, which nobody sends, and has one asked for. Returns the links that its reader would get.
fn offer_alerts(app: &App, state: &AppState) -> [String; 2] {
    let settings = app.settings().alerts.clone();
    let desk = Desk::new(app.location().clone(), settings, Clock::default()).unwrap();
    let wish = Wish {
        recipient: "aino@esimerkki.example".to_owned(),
        rhythm: Rhythm::Daily,
        search: "q=hanke&region=Keski-Suomi".to_owned(),
        language: Language::Finnish,
    };
    desk.ask(&wish).unwrap();
    state.offer_alerts(Arc::new(desk));
    let archive = app.archive().unwrap();
    let alert =
        archive.read(|reading| reading.query_row("SELECT id FROM alerts", [], |row| row.get(0)));
    let (alert, keys): (i64, Keys) = (alert.unwrap(), Keys::open(app.data_dir()).unwrap());
    [
        format!("/alerts/confirm/{}", keys.token(Purpose::Confirm, alert)),
        format!("/alerts/leave/{}", keys.token(Purpose::Leave, alert)),
    ]
}

/// Settings of a service with the sources of the fixtures.
pub(super) fn settings(data_dir: &Path, public_url: &str) -> Settings {
    let names = [
        ("kotoisahame", "Kotoisa Häme", "Kanta-Häme", "snippet"),
        (
            "latomeri",
            "Latomeren Yhdistystalo",
            "Etelä-Pohjanmaa",
            "snippet",
        ),
        ("pielispiiri", "Pielispiiri", "Pohjois-Karjala", "full"),
        ("verkonsilma", "Verkonsilmä", "Uusimaa", "snippet"),
        (
            "yhdistyspaja",
            "Keski-Suomen Yhdistyspaja ry",
            "Keski-Suomi",
            "snippet",
        ),
    ];
    let sources: String = names
        .iter()
        .map(|(id, name, region, show)| {
            format!(
                "[[sources]]\nid = \"{id}\"\nname = \"{name}\"\nstart = [\"http://{id}.localhost/\"]\n\
                 region = \"{region}\"\nshow = \"{show}\"\nprofile = \"generic\"\nenabled = false\n\
                 allow_loopback = true\n"
            )
        })
        .collect();
    let mut settings: Settings = toml::from_str(&format!(
        "[server]\npublic_url = \"{public_url}\"\nrate_limit = 0\nstatus_token = \"{STATUS_TOKEN}\"\n\
         [alerts.smtp]\nhost = \"127.0.0.1\"\nsecurity = \"none\"\nfrom = \"haku@esimerkki.example\"\n\
         [operator]\nname = \"Esimerkkiyhdistys ry\"\ncontact = \"haku@esimerkki.example\"\n{sources}"
    ))
    .unwrap();
    data_dir.clone_into(&mut settings.data_dir);
    settings
}

/// Imports what is to be read in the pages of the fixtures into the folder `data`, and an article of somebody hostile.
pub(super) fn import(folder: &Path) {
    let mut lines: Vec<Value> = article_files().iter().map(|path| article(path)).collect();
    lines.push(json!({
        "id": "hostile",
        "source": "verkonsilma",
        "title": "Vaarallinen <img src=x onerror=window.hostile=1> \"otsikko\" \u{202e}nurin",
        "body": format!(
            "Vaarallinen <script>window.hostile=2</script> {} javascript:window.hostile=3",
            "pitkäsana".repeat(600)
        ),
        "published": "2021-03-04",
        "language": "fi",
        "persons": ["<b>Paha</b> Henkilö"],
    }));
    lines.extend(changed());
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let file = folder.join("articles.jsonl");
    std::fs::write(&file, text).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_aluehaku"))
        .args(["import", "--strict"])
        .arg(&file)
        .env("ALUEHAKU__DATA_DIR", folder.join("data"))
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// An article before and after a change.
fn changed() -> [Value; 2] {
    let version = |title: &str, lead: &str, body: &str| {
        json!({
            "id": "changed", "source": "pielispiiri", "url": "http://pielispiiri.localhost/laituri",
            "title": title, "lead": lead, "body": body, "published": "2024-06-01", "language": "fi",
        })
    };
    [
        version(
            "Uimalaituri suljetaan",
            "Laituri suljetaan juhannuksen jälkeen.",
            "Uimalaituri suljetaan kunnostuksen ajaksi. Työ kestää kaksi viikkoa.\n\n\
             Vesi on lämmintä.\n\nPukuhuoneet ovat auki joka päivä kello 9–18.",
        ),
        version(
            "Uimalaituri avataan",
            "Laituri on taas auki juhannuksesta alkaen.",
            "Uimalaituri avataan kunnostuksen jälkeen. Työ kesti kolme viikkoa.\n\n\
             Vesi on lämmintä.\n\nPukuhuoneet ovat auki joka päivä kello 9–20.\n\n\
             Uimaopetus alkaa heinäkuussa.",
        ),
    ]
}

fn article_files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/articles");
    let files_in = |folder: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    };
    let mut files: Vec<_> = files_in(&root)
        .iter()
        .flat_map(|folder| files_in(folder))
        .collect();
    files.sort();
    files
}

/// The article of a fixture as import takes it: without what only the tests of reading compare.
fn article(path: &Path) -> Value {
    let mut article: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let fields = article.as_object_mut().unwrap();
    for name in ["optional", "forbidden", "near_duplicate_of", "events"] {
        fields.remove(name);
    }
    if path.ends_with("pielispiiri/kylakontti-sai-pyorat.json") {
        fields.insert("id".to_owned(), json!("shown"));
    }
    article
}
