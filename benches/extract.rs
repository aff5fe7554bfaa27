//! How many pages a CPU second are read, by profile and without one.
//!
//! `cargo bench --bench extract`. The pages are those of the pretend sites, each grown to 37 KB by
//! more of what pages have: menu entries, paragraphs, styles, scripts. Times are those of this
//! thread's CPU, so that other work on the machine does not count.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use aluehaku_extract::profile::{CompiledProfile, Profile, ProfileSet};
use aluehaku_extract::{PageContent, PageInput, PageKind, extract};
use serde::Deserialize;
use url::Url;

/// Size of a page.
const PAGE: usize = 37_000;

/// How long each measurement runs.
const RUN: Duration = Duration::from_secs(4);

#[derive(Deserialize)]
struct Sources {
    sources: Vec<Source>,
    profiles: BTreeMap<String, Profile>,
}

#[derive(Deserialize)]
struct Source {
    id: String,
    profile: String,
}

#[derive(Deserialize)]
struct Expected {
    url: String,
    source: String,
}

/// A page, where it lies, and the profile of its source.
struct Page {
    bytes: Vec<u8>,
    url: Url,
    profile: String,
}

fn main() {
    let sources: Sources =
        toml::from_str(&read("sources.toml")).expect("the fixtures hold a list of sources");
    let profiles = ProfileSet::new(&sources.profiles).expect("the fixtures' profiles compile");
    let pages = pages(&sources);
    let bytes: usize = pages.iter().map(|page| page.bytes.len()).sum();
    println!("{} pages of {} bytes", pages.len(), bytes / pages.len());
    let get = |name: &str| profiles.get(name).expect("the profile is in the set");
    measure("by profile", &pages, |page| {
        extract_page(page, &get(&page.profile))
    });
    measure("without a profile", &pages, |page| {
        extract_page(page, &get("generic"))
    });
    measure("scraper's parsing alone", &pages, |page| {
        let html = scraper::Html::parse_document(&String::from_utf8_lossy(&page.bytes));
        usize::from(html.errors.len() < usize::MAX)
    });
}

fn extract_page(page: &Page, profile: &CompiledProfile) -> usize {
    let input = PageInput {
        url: Some(&page.url),
        ..PageInput::new(PageContent::Bytes(&page.bytes))
    };
    usize::from(extract(&input, profile).kind == PageKind::Article)
}

fn measure(name: &str, pages: &[Page], work: impl Fn(&Page) -> usize) {
    let articles: usize = pages.iter().map(&work).sum();
    let (begin, cpu) = (Instant::now(), cpu_time());
    let mut done = 0;
    while begin.elapsed() < RUN {
        for page in pages {
            black_box(work(page));
            done += 1;
        }
    }
    let seconds = match (cpu, cpu_time()) {
        (Some(before), Some(after)) => (after - before).as_secs_f64(),
        _ => begin.elapsed().as_secs_f64(),
    };
    let rate = done as f64 / seconds;
    println!("{name:>24}: {rate:8.0} pages a CPU second ({articles} articles)");
}

/// CPU time of this thread, where the system tells.
fn cpu_time() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    stat.split_whitespace()
        .next()?
        .parse()
        .ok()
        .map(Duration::from_nanos)
}

fn pages(sources: &Sources) -> Vec<Page> {
    let mut pages = Vec::new();
    for source in &sources.sources {
        let folder = fixtures().join("articles").join(&source.id);
        for file in std::fs::read_dir(folder).expect("every source has expected articles") {
            let path = file.expect("the folder can be read").path();
            let text = std::fs::read_to_string(path).expect("the file can be read");
            let expected: Expected = serde_json::from_str(&text).expect("expectations are JSON");
            let url = Url::parse(&expected.url).expect("expected addresses are addresses");
            let bytes = grown(page(&expected.source, &url));
            pages.push(Page {
                bytes,
                url,
                profile: source.profile.clone(),
            });
        }
    }
    pages
}

fn page(source: &str, url: &Url) -> Vec<u8> {
    let path = url.path().trim_start_matches('/');
    let file = if path.ends_with('/') {
        format!("{path}index.html")
    } else {
        format!("{path}.html")
    };
    let path = fixtures().join("sites").join(source).join(file);
    std::fs::read(path).expect("every expected article has its page")
}

/// The page with more of what pages have, until it is large enough.
fn grown(page: Vec<u8>) -> Vec<u8> {
    const MENU: &str = "<li id=\"menu-item-7\" class=\"menu-item menu-item-type-post_type \
        menu-item-object-page\"><a href=\"/toiminta/ryhmat/\">Ryhmät ja kerhot</a></li>\n";
    const PARAGRAPH: &str = "<p>Yhdistysten tapaamisessa puhuttiin <strong>tiloista</strong>, \
        avaimista ja siitä, kuka keittää kahvin. Kunta lupasi <a href=\"/tilat/\">listan \
        tiloista</a> ennen syksyä, ja yhdistykset lupasivat käyttää niitä yhdessä.</p>\n";
    const STYLE: &str = "<style>.has-pale-color{color:var(--pale) !important}</style>\n";
    const SCRIPT: &str = "<script>window.dataLayer=window.dataLayer||[];function \
        gtag(){dataLayer.push(arguments);}</script>\n";
    // Pages are ASCII or UTF-8 where they are cut; the one in ISO-8859-1 is measured as it is.
    let Ok(mut page) = String::from_utf8(page) else {
        return Vec::new();
    };
    let menu_end = page.find("</ul>");
    let room = PAGE.saturating_sub(page.len());
    let of = |part: &str, share: usize| part.repeat(room * share / 100 / part.len());
    let text = of(PARAGRAPH, 40);
    if let Some(at) = page.rfind("</p>\n<p>").or(page.rfind("</p>")) {
        page.insert_str(at + "</p>".len(), &text);
    }
    if let Some(at) = menu_end {
        page.insert_str(at, &of(MENU, 35));
    }
    if let Some(at) = page.find("</head>") {
        page.insert_str(at, &(of(STYLE, 10) + &of(SCRIPT, 15)));
    }
    page.into_bytes()
}

fn read(name: &str) -> String {
    std::fs::read_to_string(fixtures().join(name)).expect("the fixtures are there")
}

fn fixtures() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}
