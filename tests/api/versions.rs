//! Versions of an article: an address for each, what changed, and what is said of originals that are gone.

use aluehaku::archive::articles;
use aluehaku::config::Settings;
use serde_json::{Value, json};

use super::history::{Service, article, contains};

/// The first of January 2023 at noon in Finland.
const NOON: i64 = 1_672_567_200;
const DAY: i64 = 86_400;

/// An article that changed twice.
fn changed_twice() -> Service {
    let mut service = Service::new();
    let texts = [
        (
            "Talo aukeaa",
            "Ovet ovat auki.\n\nKahvia on tarjolla kaikille tulijoille.",
        ),
        (
            "Talo aukeaa",
            "Ovet ovat auki.\n\nTeetä on tarjolla kaikille tulijoille.",
        ),
        (
            "Talo aukesi",
            "Ovet ovat auki.\n\nTeetä on tarjolla kaikille tulijoille.",
        ),
    ];
    for (day, (title, body)) in texts.iter().enumerate() {
        service.put(
            NOON + day as i64 * DAY,
            article("a", "2023-01-01", title, body),
        );
    }
    service
}

fn shown_in_full() -> Settings {
    let mut settings = Settings::default();
    settings
        .sources
        .push(toml::from_str("id = 'lehti'\nname = 'Maakunnan Lehti'\nshow = 'full'").unwrap());
    settings
}

async fn json_of(service: &Service, address: &str, settings: Settings) -> Value {
    serde_json::from_str(&service.page_with(address, settings).await).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_version_has_an_address_that_names_when_it_was_seen() {
    let service = changed_twice();
    let list = json_of(&service, "/api/v1/articles/a/versions", Settings::default()).await;
    let names: Vec<_> = list["versions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|version| &version["version"])
        .collect();
    assert_eq!(
        names,
        ["20230103T100000Z", "20230102T100000Z", "20230101T100000Z"]
    );
    assert_eq!(list["versions"][1]["seen"], "2023-01-02T10:00:00Z");
    assert_eq!(list["versions"][1]["replaced"], "2023-01-03T10:00:00Z");
    assert_eq!(list["versions"][0]["replaced"], Value::Null);

    let page = service.page("/articles/a").await;
    for name in names {
        contains(
            &page,
            &format!("href=\"/articles/a/versions/{}\"", name.as_str().unwrap()),
        );
    }
    let all = service
        .answer("/articles/a/versions", Settings::default())
        .await;
    assert_eq!(all.header("location"), "/articles/a#versions");
    let address = "/articles/a/versions/20230102T100000Z";
    assert_eq!(list["versions"][1]["page"], address);
    let page = service.page(address).await;
    contains(&page, "<meta name=\"robots\" content=\"noindex\">");
    contains(&page, "Nähty 2.1.2023 klo 12 – 3.1.2023 klo 12.");
    contains(&page, "Artikkeli on muuttunut tämän jälkeen.");
    contains(&page, "href=\"/articles/a/versions/20230101T100000Z\"");
    contains(&page, "href=\"/articles/a/versions/20230103T100000Z\"");
    contains(
        &page,
        "Talo aukeaa. lehti. 1.1.2023. Versio nähty 2.1.2023. ",
    );
    let swedish = service.page(&format!("{address}?ui=sv")).await;
    contains(&swedish, "Sedd 2.1.2023 kl. 12 – 3.1.2023 kl. 12.");
    let english = service.page(&format!("{address}?ui=en")).await;
    contains(&english, "Version seen on 2 January 2023");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changed_stands_side_by_side_and_is_told_in_words() {
    let service = changed_twice();
    let address = "/articles/a/versions/20230102T100000Z";
    let page = service.page_with(address, shown_in_full()).await;
    contains(
        &page,
        "<del><span class=\"hidden\" lang=\"fi\">[poistettu: </span>Kahvia<span",
    );
    contains(
        &page,
        "<ins><span class=\"hidden\" lang=\"fi\">[lisätty: </span>Teetä<span",
    );
    contains(&page, "1 kappale ennallaan");
    let first = service.page("/articles/a/versions/20230101T100000Z").await;
    contains(&first, "Tämä on ensimmäinen versio");
    assert!(!first.contains("<ins>"));

    let difference = json_of(
        &service,
        "/api/v1/articles/a/versions/20230103T100000Z/difference/20230101T100000Z",
        shown_in_full(),
    )
    .await;
    let title = json!([
        { "kind": "same", "text": "Talo " },
        { "kind": "removed", "text": "aukeaa" },
        { "kind": "added", "text": "aukesi" },
    ]);
    assert_eq!(difference["title"], title);
    assert_eq!(difference["lead"], Value::Null);
    assert_eq!(difference["body"][0]["pieces"][0]["kind"], "same");
    assert_eq!(difference["body"][1]["pieces"][0]["text"], "Kahvia ");
    assert_eq!(difference["body_complete"], true);
    assert_eq!(
        (&difference["words_added"], &difference["words_removed"]),
        (&json!(1), &json!(1))
    );
    let previous = "/api/v1/articles/a/versions/20230103T100000Z/difference/previous";
    let previous = json_of(&service, previous, shown_in_full()).await;
    assert_eq!(previous["before"]["version"], "20230102T100000Z");
    assert_eq!(previous["body"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_source_that_allows_a_snippet_no_version_shows_more() {
    let mut service = Service::new();
    let secret = "Loppuosa jota ei näytetä.";
    let long = |word: &str| {
        format!(
            "{} {secret}",
            format!("{word} sanoja tekstissä ").repeat(30)
        )
    };
    service.put(NOON, article("a", "2023-01-01", "Talo", &long("vanhoja")));
    service.put(
        NOON + DAY,
        article("a", "2023-01-01", "Talo", &long("uusia")),
    );
    for address in [
        "/articles/a/versions/20230101T100000Z",
        "/articles/a/versions/20230102T100000Z",
        "/api/v1/articles/a/versions/20230101T100000Z",
        "/api/v1/articles/a/versions/20230102T100000Z/difference/previous",
    ] {
        let shown = service.page(address).await;
        assert!(!shown.contains(secret), "{address}");
        let words = shown.matches("sanoja tekstissä").count();
        assert!((1..=20).contains(&words), "{address}: {words}");
    }
    let page = service.page("/articles/a/versions/20230102T100000Z").await;
    contains(&page, "Tästä lähteestä näytetään vain ote");
}

#[tokio::test(flavor = "multi_thread")]
async fn contacts_are_masked_in_versions_and_differences() {
    let mut service = Service::new();
    let body =
        |phone: &str| format!("Tervetuloa, soita {phone} tai kirjoita anna@esimerkki.example.");
    service.put(
        NOON,
        article("a", "2023-01-01", "Talo", &body("040 123 4567")),
    );
    service.put(
        NOON + DAY,
        article(
            "a",
            "2023-01-01",
            "Talot",
            &format!("{} Lisää.", body("040 765 4321")),
        ),
    );
    for address in [
        "/articles/a",
        "/articles/a/versions/20230101T100000Z",
        "/articles/a/versions/20230102T100000Z",
        "/api/v1/articles/a/versions",
        "/api/v1/articles/a/versions/20230101T100000Z",
        "/api/v1/articles/a/versions/20230102T100000Z/difference/previous",
    ] {
        let shown = service.page_with(address, shown_in_full()).await;
        for contact in ["123 4567", "765 4321", "anna@"] {
            assert!(!shown.contains(contact), "{contact} in {address}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_stays_where_it_is_when_those_before_it_go() {
    let mut service = changed_twice();
    service.change(|connection| {
        let gone = connection.execute(
            "DELETE FROM article_versions WHERE replaced_at <= ?1",
            [NOON + DAY],
        )?;
        assert_eq!(gone, 1);
        Ok(())
    });
    let page = service.page("/articles/a/versions/20230102T100000Z").await;
    contains(&page, "Tämä on ensimmäinen versio");
    let missing = "/api/v1/articles/a/versions/20230101T100000Z";
    service
        .answer(missing, Settings::default())
        .await
        .problem(404, "version_not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_original_that_is_gone_is_said_to_be_with_its_date() {
    let mut service = Service::new();
    service.put(NOON, article("a", "2023-01-01", "Talo", "Teksti."));
    service.change(|connection| {
        connection.execute(
            "INSERT INTO frontier (url, source, kind, depth, barren, discovered_at, visited_at, outcome, article)
             VALUES ('https://lehti.example/a', 'lehti', 'article', 1, 0, 0, ?1, 'not_found', 'a')",
            [NOON + DAY],
        )?;
        Ok(())
    });
    let page = service.page("/articles/a").await;
    contains(
        &page,
        "Alkuperäistä ei löytynyt, kun sitä haettiin viimeksi 2.1.2023.",
    );

    service.change(|connection| {
        connection.execute("UPDATE frontier SET article = NULL, outcome = 'gone'", [])?;
        articles::remove(connection, "a", NOON + DAY).map(|_| ())
    });
    for address in [
        "/api/v1/articles/a",
        "/api/v1/articles/a/versions",
        "/api/v1/articles/a/similar",
    ] {
        let problem = service
            .answer(address, Settings::default())
            .await
            .problem(410, "article_gone");
        assert_eq!(problem["gone_on"], "2023-01-02");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_removed_on_request_is_not_said_to_be_gone() {
    let mut service = Service::new();
    service.put(NOON, article("a", "2023-01-01", "Talo", "Teksti."));
    service.change(|connection| articles::remove(connection, "a", NOON + DAY).map(|_| ()));
    let answer = service
        .answer("/api/v1/articles/a", Settings::default())
        .await;
    answer.problem(404, "article_not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visit_is_told_to_who_has_the_page_already() {
    let mut service = changed_twice();
    for address in [
        "/articles/a",
        "/articles/a/versions/20230102T100000Z",
        "/api/v1/articles/a/versions",
    ] {
        let first = service.answer(address, Settings::default()).await;
        let validator = first.header("etag");
        let again = service.answer_to_reader_of(address, validator).await;
        assert_eq!(again.status, 304, "{address}");
        service.change(|connection| {
            connection.execute("DELETE FROM frontier", [])?;
            connection.execute(
                "INSERT INTO frontier (url, source, kind, depth, barren, discovered_at, visited_at, outcome, article)
                 VALUES ('https://lehti.example/a', 'lehti', 'article', 1, 0, 0, ?1, 'not_found', 'a')",
                [NOON + 5 * DAY],
            )
            .map(|_| ())
        });
        let visited = service.answer_to_reader_of(address, validator).await;
        assert_eq!(visited.status, 200, "{address}");
        service.change(|connection| connection.execute("DELETE FROM frontier", []).map(|_| ()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn versions_that_are_not_kept_any_more_leave_the_list_of_who_has_it_already() {
    let mut service = changed_twice();
    let address = "/api/v1/articles/a/versions";
    let first = service.answer(address, Settings::default()).await;
    service.change(|connection| {
        connection
            .execute(
                "DELETE FROM article_versions WHERE replaced_at <= ?1",
                [NOON + DAY],
            )
            .map(|_| ())
    });
    let again = service
        .answer_to_reader_of(address, first.header("etag"))
        .await;
    assert_eq!(again.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn versions_that_cannot_be_read_are_not_said_to_be_missing() {
    let mut service = changed_twice();
    service.change(|connection| {
        connection
            .execute("UPDATE article_versions SET record = '{'", [])
            .map(|_| ())
    });
    for address in [
        "/api/v1/articles/a/versions",
        "/api/v1/articles/a/versions/20230102T100000Z",
        "/api/v1/articles/a/versions/20230102T100000Z/difference/previous",
    ] {
        let answer = service.answer(address, Settings::default()).await;
        answer.problem(503, "archive_unavailable");
    }
    service.page("/articles/a").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_in_which_only_blanks_changed_is_still_shown() {
    let mut service = Service::new();
    let text = |title: &str, body: &str| article("a", "2023-01-01", title, body);
    service.put(NOON, text("Talo aukeaa", "Ovet ovat auki."));
    service.put(NOON + DAY, text("Talo aukesi", "Ovet  ovat\nauki."));
    let page = service.page("/articles/a/versions/20230102T100000Z").await;
    contains(&page, "Otsikko oli ennen ”Talo aukeaa”");
    assert!(!page.contains("Teksti muuttui"), "{page}");
    let (text, _) = page.split_once("<section class=\"difference\"").unwrap();
    contains(text, "auki.");
    let difference = "/api/v1/articles/a/versions/20230102T100000Z/difference/previous";
    let difference = json_of(&service, difference, Settings::default()).await;
    assert_eq!(difference["body"], json!([]));
}
