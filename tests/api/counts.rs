//! Counts beside the hits are the totals that choosing leaves, also where near-copies are folded.

use serde_json::Value;

use super::app::{TestApp, article};

const FACETS: [&str; 9] = [
    "region",
    "municipality",
    "publisher_region",
    "person",
    "project",
    "organisation",
    "source",
    "topic",
    "language",
];

/// Searches with words, filters, exclusions and dates, and every copy shown.
const SEARCHES: [&str; 10] = [
    "",
    "q=avustus",
    "q=avustus+kunta&match=all",
    "q=avustus+kunta",
    "q=avustus+kunta+kirahvi&region=Lappi",
    "q=kunta+kirahvi&match=any",
    "source=lehti&region=Lappi",
    "region=-Lappi&person=Aino+Esimerkki&person=Veli+Esimerkki",
    "from=2022-02-10&to=2022-11-20&source=-radio",
    "duplicates=show&region=Lappi",
];

/// Forty articles in groups of copies that differ in everything that facets count.
fn app() -> TestApp {
    let mut app = TestApp::with()
        .source("lehti", "Lehti", "Lappi")
        .source("verkko", "Verkko", "Uusimaa")
        .source("radio", "Radio", "Kainuu");
    for number in 0..40usize {
        let of = |values: &[&'static str], step: usize| values[number / step % values.len()];
        let mut one = article(&format!("a{number}"))
            .title("Avustus haettavana")
            .body(of(&["Kunta jakaa avustuksen.", "Avustus jaetaan."], 3))
            .source(of(&["lehti", "verkko", "radio"], 1))
            .language(of(&["fi", "fi", "sv"], 5))
            .topic(of(&["talous", "kulttuuri"], 2));
        if number % 4 > 0 {
            one = one
                .region(of(&["Lappi", "Uusimaa", "Kainuu"], 2))
                .region(of(&["Keski-Suomi", "Satakunta"], 3))
                .municipality(of(&["Inari", "Espoo"], 2))
                .person(of(&["Aino Esimerkki", "Veli Esimerkki"], 1))
                .project(of(&["Yhdessä mukana", "Omin avuin"], 3));
        }
        if number % 6 > 0 {
            let (month, day) = (1 + number % 12, 1 + number * 7 % 28);
            one = one.published(&format!("2022-{month:02}-{day:02}"));
        }
        if number % 3 > 0 {
            one = one.copy_of(&format!("g{}", number % 7));
        }
        app = app.article(one);
    }
    app.start()
}

async fn total(app: &TestApp, query: &str) -> Value {
    let answer = app.json(&format!("/api/v1/search?{query}")).await;
    assert_eq!(answer["total"]["relation"], "eq");
    answer["total"]["value"].clone()
}

/// The search without the values chosen in a facet, or without its days.
fn without(search: &str, names: &[&str]) -> String {
    let kept = search.split('&').filter(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        !pair.is_empty() && (!names.contains(&name) || value.starts_with('-'))
    });
    kept.map(|pair| format!("{pair}&")).collect()
}

fn encoded(value: &Value) -> String {
    let text = value.as_str().unwrap().to_owned();
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[tokio::test]
async fn a_value_counts_the_total_that_choosing_it_alone_leaves() {
    let app = app();
    let mut folded = false;
    for search in SEARCHES {
        let facets = FACETS.join(",");
        let answer = app
            .json(&format!("/api/v1/search?{search}&facets={facets}"))
            .await;
        for facet in FACETS {
            let buckets = answer["facets"][facet]["buckets"].as_array().unwrap();
            let sum: u64 = buckets
                .iter()
                .map(|bucket| bucket["count"].as_u64().unwrap())
                .sum();
            folded |= facet == "source" && sum > answer["total"]["value"].as_u64().unwrap();
            for bucket in buckets {
                let chosen = format!(
                    "{}{facet}={}",
                    without(search, &[facet]),
                    encoded(&bucket["value"])
                );
                assert_eq!(total(&app, &chosen).await, bucket["count"], "{chosen}");
            }
        }
    }
    assert!(folded, "no copies of different sources were folded");
}

#[tokio::test]
async fn a_bar_counts_the_total_that_its_days_leave() {
    let app = app();
    for search in SEARCHES {
        for step in ["1", "day", "week", "month", "year"] {
            let answer = app
                .json(&format!("/api/v1/search?{search}&histogram={step}"))
                .await;
            for bar in answer["histogram"]["buckets"].as_array().unwrap() {
                let chosen = format!(
                    "{}from={}&to={}",
                    without(search, &["from", "to"]),
                    bar["from"].as_str().unwrap(),
                    bar["to"].as_str().unwrap()
                );
                assert_eq!(total(&app, &chosen).await, bar["count"], "{chosen}");
            }
        }
    }
}

#[tokio::test]
async fn map_and_timeline_of_the_page_count_what_their_links_find() {
    let app = app();
    for search in ["q=avustus", "q=avustus&from=2022-02-10&to=2022-11-20"] {
        let page = app.page(&format!("/search?{search}")).await;
        let mut followed = 0;
        for link in page
            .split("<a ")
            .skip(1)
            .filter(|link| link.contains("<title>"))
        {
            let between = |start: &str, end: &str| {
                let from = link.find(start).unwrap() + start.len();
                link[from..from + link[from..].find(end).unwrap()].to_owned()
            };
            let query = between("href=\"/search?", "\"").replace("&#38;", "&");
            let count: u64 = between(": ", "</title>").parse().unwrap();
            assert_eq!(total(&app, &query).await, count, "{query}");
            followed += 1;
        }
        assert!(followed > 24, "only {followed} links");
    }
}

#[tokio::test]
async fn values_found_by_their_beginning_are_counted_alike() {
    let app = app();
    for facet in FACETS {
        let address = format!("/api/v1/facets/{facet}?region=Lappi");
        for bucket in app.json(&address).await["buckets"].as_array().unwrap() {
            let others = without("region=Lappi", &[facet]);
            let chosen = format!("{others}{facet}={}", encoded(&bucket["value"]));
            assert_eq!(total(&app, &chosen).await, bucket["count"], "{chosen}");
        }
    }
}

#[tokio::test]
async fn feeds_and_exports_hold_as_many_as_the_search_counts() {
    let app = app();
    for search in SEARCHES {
        let answer = app.json(&format!("/api/v1/search?{search}")).await;
        let counted = answer["total"]["value"].as_u64().unwrap();
        let exported = app.get(&format!("/api/v1/export.jsonl?{search}")).await;
        assert_eq!(exported.text().lines().count() as u64, counted, "{search}");
        let feed = app
            .json(&format!("/feeds/search.json?{search}&per_page=100"))
            .await;
        let entries = feed["items"].as_array().unwrap().len() as u64;
        // Who follows a topic waits for all of its words.
        let is_whole = answer["left_out"] == Value::Array(Vec::new());
        assert_eq!(entries, if is_whole { counted } else { 0 }, "{search}");
    }
}

#[tokio::test]
async fn the_comparison_of_regions_counts_what_a_search_of_the_year_finds() {
    let app = app();
    for words in ["avustus", "avustus+kunta", "kunta", "%22kunta+jakaa%22"] {
        let table = app
            .get(&format!("/regions/lappi/years.csv?q={words}"))
            .await
            .text();
        let mut years = 0;
        for line in table.lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            let (year, matching) = (cells[0], cells[1].parse::<u64>().unwrap());
            let of_year = format!("q={words}&region=Lappi&from={year}&to={year}");
            assert_eq!(total(&app, &of_year).await, matching, "{of_year}");
            years += 1;
        }
        assert_eq!(years, 1, "{table}");
    }
}
