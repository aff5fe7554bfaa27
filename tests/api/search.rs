//! `/api/v1/search`.

use serde_json::{Value, json};

use super::app::{ArticleBuilder, TestApp, article};

pub(super) fn three_regions() -> TestApp {
    TestApp::with()
        .source("lehti", "Maakunnan Lehti", "Keski-Suomi")
        .source("verkko", "Verkosto ry", "Uusimaa")
        .article(
            article("south")
                .title("Uusi hanke alkaa Espoossa")
                .body("Järjestöjen hanke tukee vapaaehtoisia. Rahoitus jatkuu kolme vuotta.")
                .published("2022-10-06T12:58:00+03:00")
                .source("verkko")
                .region("Uusimaa")
                .municipality("Espoo")
                .project("Yhdessä mukana")
                .person("Aino Esimerkki"),
        )
        .article(
            article("middle")
                .title("Hanke kokosi väen Jyväskylään")
                .body("Tapaamisessa puhuttiin avustuksista.")
                .published("2023-02-01")
                .region("Keski-Suomi")
                .region("Uusimaa")
                .municipality("Jyväskylä"),
        )
        .article(
            article("north")
                .title("Projektet började i Lappland")
                .body("Föreningarna i norr samarbetar.")
                .published("2021")
                .language("sv")
                .region("Lappi"),
        )
        .article(
            article("undated")
                .title("Hanke vailla päivää")
                .body("Ei aluetta eikä päivää."),
        )
        .start()
}

pub(super) fn total(answer: &Value) -> &Value {
    &answer["total"]["value"]
}

#[tokio::test]
async fn a_source_that_the_settings_do_not_name_is_called_by_the_host_of_its_article() {
    let app = TestApp::with()
        .article(article("tuotu").title("Tuotu juttu").source("tunnus-7"))
        .start();
    let answer = app.json("/api/v1/search?q=juttu").await;
    let hit = &answer["hits"][0];
    assert_eq!(hit["source"], "tunnus-7");
    assert_eq!(hit["source_name"], "lehti.example");
}

#[tokio::test]
async fn a_hit_carries_everything_that_a_result_list_shows() {
    let app = three_regions();
    let answer = app.json("/api/v1/search?q=vapaaehtoisia").await;
    assert_eq!(answer["total"], json!({"value": 1, "relation": "eq"}));
    let hit = &answer["hits"][0];
    assert_eq!(hit["id"], "south");
    assert_eq!(hit["url"], "https://lehti.example/south");
    assert_eq!(hit["title"], "Uusi hanke alkaa Espoossa");
    assert_eq!(hit["published"], "2022-10-06T12:58:00+03:00");
    assert_eq!(hit["source"], "verkko");
    assert_eq!(hit["source_name"], "Verkosto ry");
    assert_eq!(hit["language"], "fi");
    assert_eq!(hit["regions"], json!(["Uusimaa"]));
    assert_eq!(hit["persons"], json!(["Aino Esimerkki"]));
    assert_eq!(hit["projects"], json!(["Yhdessä mukana"]));
    assert_eq!(hit["also_on"], json!([]));
    assert!(hit["score"].as_f64().unwrap() > 0.0);
    assert!(answer["took_ms"].as_f64().unwrap() >= 0.0);
}

#[tokio::test]
async fn snippet_ranges_count_characters_and_the_html_marks_them() {
    let app = three_regions();
    let answer = app.json("/api/v1/search?q=vapaaehtoisia").await;
    let snippet = &answer["hits"][0]["snippet"];
    let text: Vec<char> = snippet["text"].as_str().unwrap().chars().collect();
    let range = &snippet["ranges"][0];
    let (start, end) = (range[0].as_u64().unwrap(), range[1].as_u64().unwrap());
    let marked: String = text[start as usize..end as usize].iter().collect();
    assert_eq!(marked, "vapaaehtoisia");
    assert!(
        snippet["html"]
            .as_str()
            .unwrap()
            .contains("<mark>vapaaehtoisia</mark>")
    );
}

#[tokio::test]
async fn fields_stand_in_the_order_of_the_contract() {
    let app = three_regions();
    let text = app
        .get("/api/v1/search?q=hanke&facets=region&explain=1")
        .await
        .text();
    let outer = [
        "total",
        "took_ms",
        "hits",
        "facets",
        "histogram",
        "warnings",
        "did_you_mean",
        "next",
        "previous",
    ];
    let inner = [
        "id",
        "url",
        "title",
        "lead",
        "snippet",
        "published",
        "source",
        "source_name",
        "language",
        "regions",
        "persons",
        "projects",
        "also_on",
        "score",
        "why",
    ];
    let places = |names: &[&str]| {
        let place = |name: &&str| {
            text.find(&format!("\"{name}\":"))
                .unwrap_or_else(|| panic!("{name}"))
        };
        names.iter().map(place).collect::<Vec<_>>()
    };
    assert!(places(&outer[..3]).is_sorted(), "{text}");
    assert!(places(&inner).is_sorted(), "{text}");
    let tail = text.rfind("\"facets\":").unwrap();
    let after = |name: &&str| text[tail..].find(&format!("\"{name}\":")).unwrap();
    assert!(
        outer[3..].iter().map(after).collect::<Vec<_>>().is_sorted(),
        "{text}"
    );
}

#[tokio::test]
async fn filters_take_either_language_and_codes_and_exclude_by_minus() {
    let app = three_regions();
    assert_eq!(
        app.hits("region=Nyland&sort=published").await,
        ["south", "middle"]
    );
    assert_eq!(
        app.hits("region=01&region=Lappi&sort=published").await,
        ["north", "south", "middle"]
    );
    assert_eq!(
        app.hits("region=Uusimaa&region=-Keski-Suomi").await,
        ["south"]
    );
    assert_eq!(
        app.hits("region=Uusimaa&municipality=Esbo").await,
        ["south"]
    );
    assert_eq!(
        app.hits("region=Lappi&municipality=Esbo").await,
        Vec::<String>::new()
    );
    assert_eq!(app.hits("source=Verkosto%20ry").await, ["south"]);
    assert_eq!(app.hits("publisher_region=Nyland").await, ["south"]);
    assert_eq!(app.hits("language=svenska").await, ["north"]);
    assert_eq!(app.hits("person=Aino+Esimerkki").await, ["south"]);
    assert_eq!(
        app.hits("project=Yhdess%C3%A4+mukana&q=hanke").await,
        ["south"]
    );
}

#[tokio::test]
async fn a_filter_does_not_hide_the_other_values_of_its_own_facet() {
    let app = three_regions();
    let answer = app
        .json("/api/v1/search?region=Lappi&facets=region,language&ui=sv")
        .await;
    assert_eq!(total(&answer), 1);
    let buckets = answer["facets"]["region"]["buckets"].as_array().unwrap();
    let row = |value: &str| {
        buckets
            .iter()
            .find(|bucket| bucket["value"] == value)
            .unwrap()
    };
    assert_eq!(row("Uusimaa")["count"], 2);
    assert_eq!(row("Uusimaa")["label"], "Nyland");
    assert_eq!(row("Uusimaa")["selected"], false);
    assert_eq!(row("Lappi")["selected"], true);
    assert_eq!(answer["facets"]["region"]["missing"], 1);
    let languages = &answer["facets"]["language"]["buckets"];
    assert_eq!(languages[0]["label"], "svenska");
    assert_eq!(languages.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn facets_are_counted_only_when_asked_for_and_name_their_parents() {
    let app = three_regions();
    assert_eq!(app.json("/api/v1/search").await["facets"], json!({}));
    let facets = &app
        .json("/api/v1/search?facets=municipality&facet_limit=1")
        .await["facets"];
    let municipality = &facets["municipality"];
    assert_eq!(municipality["buckets"].as_array().unwrap().len(), 1);
    assert_eq!(municipality["buckets"][0]["parent"], "Uusimaa");
    assert_eq!(municipality["other"], 1);
    assert_eq!(municipality["missing"], 2);
}

#[tokio::test]
async fn dates_bound_the_days_and_undated_articles_fall_outside() {
    let app = three_regions();
    assert_eq!(
        app.hits("from=2022&sort=published").await,
        ["south", "middle"]
    );
    assert_eq!(app.hits("to=2022&sort=published").await, ["north", "south"]);
    assert_eq!(app.hits("from=2022-10-06&to=2022-10-06").await, ["south"]);
    assert_eq!(
        app.hits("from=2022-10-07&to=2023-01").await,
        Vec::<String>::new()
    );
    let answer = app.json("/api/v1/search?from=2022").await;
    assert_eq!(answer["histogram"]["missing"], 0);
}

#[tokio::test]
async fn months_are_counted_with_the_empty_ones_between() {
    let app = three_regions();
    let histogram = &app.json("/api/v1/search?from=2022&histogram=month").await["histogram"];
    let buckets = histogram["buckets"].as_array().unwrap();
    assert_eq!(
        buckets.first().unwrap(),
        &json!({"value": "2022-10", "from": "2022-10-01", "to": "2022-10-31", "count": 1})
    );
    assert_eq!(
        buckets[1],
        json!({"value": "2022-11", "from": "2022-11-01", "to": "2022-11-30", "count": 0})
    );
    assert_eq!(
        buckets.last().unwrap(),
        &json!({"value": "2023-02", "from": "2023-02-01", "to": "2023-02-28", "count": 1})
    );
    let all = app.json("/api/v1/search").await;
    assert_eq!(all["histogram"]["missing"], 1);
    assert_eq!(all["histogram"]["interval"], "month");
    let by_year = app.json("/api/v1/search?histogram=year").await;
    let first = &by_year["histogram"]["buckets"][0];
    assert_eq!(
        first,
        &json!({"value": "2021", "from": "2021-01-01", "to": "2021-12-31", "count": 1})
    );
    let by_week = app.json("/api/v1/search?histogram=week&from=2022-10-05&to=2022-10-07");
    assert_eq!(
        by_week.await["histogram"]["buckets"],
        json!([{"value": "2022-10-03", "from": "2022-10-05", "to": "2022-10-07", "count": 1}])
    );
    assert_eq!(
        app.json("/api/v1/search?histogram=0").await["histogram"],
        Value::Null
    );
}

#[tokio::test]
async fn hits_are_ordered_by_time_with_undated_ones_last() {
    let app = three_regions();
    assert_eq!(
        app.hits("sort=-published").await,
        ["middle", "south", "north", "undated"]
    );
    assert_eq!(
        app.hits("sort=published").await,
        ["north", "south", "middle", "undated"]
    );
    let answer = app.json("/api/v1/search?sort=published").await;
    assert_eq!(answer["hits"][0]["score"], Value::Null);
    assert_eq!(answer["hits"][0]["published"], "2021");
}

fn copies() -> TestApp {
    let told = |id: &str, source: &str| -> ArticleBuilder {
        article(id)
            .title("Sama uutinen kahdesti")
            .body("Kaksi verkostoa julkaisi saman tekstin.")
            .source(source)
            .published("2022-01-02")
            .copy_of("first")
    };
    TestApp::with()
        .article(told("first", "lehti"))
        .article(told("second", "verkko").url(Some("https://verkko.example/2")))
        .start()
}

#[tokio::test]
async fn copies_are_one_hit_unless_each_is_asked_for() {
    let app = copies();
    let folded = app.json("/api/v1/search?q=sama").await;
    assert_eq!(total(&folded), 1);
    let hit = &folded["hits"][0];
    let other = if hit["id"] == "first" {
        "second"
    } else {
        "first"
    };
    assert_eq!(hit["also_on"][0]["id"], other);
    assert_eq!(app.hits("q=sama&duplicates=show").await.len(), 2);
}

#[tokio::test]
async fn everything_matches_without_a_search_text() {
    let app = three_regions();
    let answer = app.json("/api/v1/search").await;
    assert_eq!(total(&answer), 4);
    assert_eq!(answer["hits"][0]["id"], "middle", "newest first");
    assert_eq!(answer["warnings"], json!([]));
}

#[tokio::test]
async fn whoever_wants_no_language_gets_finnish_labels_and_english_messages() {
    let app = three_regions();
    let address = "/api/v1/search?q=%22hanke&facets=region&region=Lappi&facet_limit=1";
    let plain = app.json(address).await;
    assert_eq!(
        plain["warnings"][0]["detail"],
        "A quotation mark has no pair; it was ignored."
    );
    assert!(
        plain["facets"].to_string().contains("\"label\":\"Lappi\""),
        "{}",
        plain["facets"]
    );
    let swedish = app
        .get_with(address, "accept-language", "sv-FI")
        .await
        .json();
    assert!(
        swedish["facets"]
            .to_string()
            .contains("\"label\":\"Lappland\"")
    );
    assert_eq!(
        swedish["warnings"][0]["detail"],
        "Ett citattecken saknar sitt par; det hoppades över."
    );
}
