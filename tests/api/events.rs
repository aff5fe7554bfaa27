//! `/events` and `/feeds/events.ics`: the events that articles tell of.

use aluehaku::clock::today;
use jiff::ToSpan;
use jiff::civil::Date;

use super::app::{TestApp, article};

const MARKUP: &str = "<img src=x onerror=alert(1)>";

/// A day of the coming year as articles write it.
fn coming() -> Date {
    today().checked_add(40.days()).unwrap()
}

fn written(day: Date) -> String {
    format!("{}.{}.{}", day.day(), day.month(), day.year())
}

fn app() -> TestApp {
    let next = written(coming());
    TestApp::with()
        .public_url("https://haku.example")
        .source("lehti", "Maakunnan Lehti", "Keski-Suomi")
        .article(
            article("list")
                .title("Syksyn ohjelma")
                .body(&format!(
                    "Tervetuloa.\n\n{next} klo 9–10 Aamukahvit; tule, soita 040 123 4567\n\n24.10.2016 klo 16.30 Kokous"
                ))
                .published("2016-10-01")
                .region("Uusimaa"),
        )
        .article(
            article("summer")
                .title("Leiri")
                .body("Leiri pidetään 12.–14.7. metsässä.")
                .published("2022-05-01T12:00:00+03:00")
                .region("Lappi"),
        )
        .article(
            article("hostile")
                .title(&format!("{MARKUP}, ilta;\u{202e}"))
                .body(&format!("Juhla {next} {MARKUP} {} kaikille.", "pitkä".repeat(1000)))
                .url(Some("javascript:alert(1)"))
                .published("2016-10-02"),
        )
        .start()
}

/// The lines of a calendar, unfolded.
async fn calendar(app: &TestApp, address: &str) -> Vec<String> {
    let answer = app.get(address).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(
        answer.header("content-type"),
        "text/calendar; charset=utf-8"
    );
    let text = answer.text();
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    for line in text.split_terminator("\r\n") {
        assert!(line.len() <= 75 && !line.contains('\n'), "{line}");
    }
    let text = text.replace("\r\n ", "");
    text.split_terminator("\r\n").map(str::to_owned).collect()
}

#[track_caller]
fn has(lines: &[String], line: &str) {
    assert!(
        lines.iter().any(|known| known == line),
        "{line:?} is not in\n{}",
        lines.join("\n")
    );
}

#[tokio::test]
async fn what_is_to_come_stands_on_the_page_with_day_hour_and_name() {
    let app = app();
    let page = app.page("/events").await;
    assert!(page.contains("<h1 id=\"events\">Tulevat tapahtumat</h1>"));
    assert!(page.contains("2 tapahtumaa"), "{page}");
    assert!(page.contains(&format!(
        "{} <span>klo 9–10</span></time>",
        written(coming())
    )));
    assert!(page.contains("<bdi>Aamukahvit; tule, soita [puhelin]</bdi>"));
    assert!(
        !page.contains("Leiri") && !page.contains("16.30"),
        "past ones are kept apart"
    );
    assert!(page.contains("href=\"/feeds/events.ics\""));
    let narrowed = app.page("/events?region=Uusimaa&ui=en").await;
    assert!(narrowed.contains("1 event<"));
    assert!(
        narrowed.contains("href=\"/events?ui=en\""),
        "the filter can be taken back"
    );
    assert!(narrowed.contains("href=\"/feeds/events.ics?region=Uusimaa&#38;ui=en\""));
}

#[tokio::test]
async fn a_month_shows_what_happened_and_says_which_year_is_inferred() {
    let app = app();
    let july = app.page("/events?month=2022-07").await;
    assert!(july.contains("Tapahtumat: heinäkuu 2022"));
    assert!(july.contains("ti 12.7.2022 – to 14.7.2022"), "{july}");
    assert!(july.contains("vuosi päätelty"));
    assert!(
        july.contains("href=\"/events?month=2022-06\"")
            && july.contains("href=\"/events?month=2022-08\"")
    );
    let october = app.page("/events?month=2016-10").await;
    assert!(
        october.contains("ma 24.10.2016 <span>klo 16.30</span>")
            && !october.contains("vuosi päätelty")
    );
    let none = app.page("/events?month=2019-03").await;
    assert!(
        none.contains("Tapahtumia ei löytynyt.") && none.contains("href=\"/events?month=2016-10\"")
    );
    let clumsy = app.page("/events?month=kesä&utm_source=x").await;
    assert!(clumsy.contains("ei ole kuukausi") && !clumsy.contains("utm_source"));
}

#[tokio::test]
async fn a_calendar_holds_whole_days_hours_in_utc_and_names_that_stay() {
    let app = app();
    let july = calendar(&app, "/feeds/events.ics?month=2022-07").await;
    for line in [
        "UID:summer-20220712-0@aluehaku",
        "DTSTAMP:20220501T090000Z",
        "DTSTART;VALUE=DATE:20220712",
        "DTEND;VALUE=DATE:20220715",
        "SUMMARY:Leiri",
        "STATUS:TENTATIVE",
        "DESCRIPTION:Leiri pidetään 12.–14.7. metsässä.\\nArtikkeli ei kerro vuotta\\; se on päätelty julkaisupäivästä.",
        "URL:https://lehti.example/summer",
    ] {
        has(&july, line);
    }
    let october = calendar(&app, "/feeds/events.ics?month=2016-10&q=ohjelma").await;
    has(&october, "DTSTART:20161024T133000Z");
    has(&october, "SUMMARY:Kokous");
    has(&october, "X-WR-CALNAME:Aluehaku: ohjelma");
}

#[tokio::test]
async fn a_calendar_takes_the_filters_of_a_search_and_refuses_others() {
    let app = app();
    let all = calendar(&app, "/feeds/events.ics").await;
    assert_eq!(
        all.iter().filter(|line| *line == "BEGIN:VEVENT").count(),
        2,
        "past ones are left out"
    );
    let none = calendar(&app, "/feeds/events.ics?region=Lappi").await;
    assert!(!none.iter().any(|line| line == "BEGIN:VEVENT"));
    app.get("/feeds/events.ics?sivu=1")
        .await
        .problem(400, "unknown_parameter");
    let month = app.get("/feeds/events.ics?month=2022").await;
    month.problem(400, "invalid_parameter");
}

#[tokio::test]
async fn what_others_write_stays_text_in_calendars_and_on_the_page() {
    let app = app();
    let lines = calendar(&app, "/feeds/events.ics").await;
    has(&lines, &format!("SUMMARY:{MARKUP}\\, ilta\\;\u{202e}"));
    has(&lines, "URL:https://haku.example/articles/hostile");
    assert!(lines.iter().all(|line| !line.contains("040 123")));
    let page = app.page("/events").await;
    assert!(!page.contains("<img") && !page.contains("javascript:"));
}

#[tokio::test]
async fn the_calendar_of_a_search_is_named_on_its_page() {
    let page = app()
        .page("/search?q=leiri&region=Lappi&sort=-published&per_page=20&histogram=0&explain=1&duplicates=show")
        .await;
    assert!(page.contains("href=\"/feeds/events.ics?q=leiri&#38;region=Lappi\""));
    assert!(page.contains("href=\"/events?q=leiri&#38;region=Lappi\""));
    assert!(page.contains("type=\"text/calendar\""));
}

#[tokio::test]
async fn who_has_the_calendar_already_is_told_so() {
    let app = app();
    let first = app.get("/feeds/events.ics").await;
    let etag = first.header("etag").to_owned();
    let again = app
        .get_with("/feeds/events.ics", "if-none-match", &etag)
        .await;
    assert_eq!(again.status, 304);
}
