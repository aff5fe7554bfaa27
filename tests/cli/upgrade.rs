//! Archives of earlier versions open, and hold what this version understands.

use rusqlite::Connection;
use serde_json::{Value, json};

use super::program::Program;

/// An archive as the version before format 6 wrote it.
const FORMAT_5: &str = include_str!("../data/archive_format_5.sql");

fn with_archive_of_format_5() -> Program {
    let program = Program::new();
    std::fs::create_dir_all(program.data_dir()).unwrap();
    let archive = Connection::open(program.data_dir().join("archive.db")).unwrap();
    archive.execute_batch(FORMAT_5).unwrap();
    program
}

fn exported(program: &Program, id: &str) -> Value {
    let articles = program.export();
    let article = articles.into_iter().find(|article| article["id"] == id);
    article.unwrap()
}

#[test]
fn events_and_quotes_of_an_older_archive_are_kept_when_it_opens() {
    let program = with_archive_of_format_5();
    let article = exported(&program, "kahvit");
    let days = [&article["events"][0], &article["events"][1]];
    assert_eq!(days[0]["date"], "2021-03-26");
    assert_eq!(days[0]["time"], "09:00");
    assert_eq!(days[0]["end_time"], "10:00");
    assert_eq!(days[0]["inferred_year"], true);
    assert_eq!(
        (&days[0]["start"], &days[0]["end"]),
        (&json!(42), &json!(58))
    );
    assert_eq!(days[1]["date"], "2021-04-20");
    assert_eq!(days[1]["inferred_year"], false);
    assert_eq!(article["quotes"][0]["speaker"], "Aino Esimerkki");
    let camp = exported(&program, "leiri");
    assert_eq!(camp["events"][0]["end_date"], "2022-07-14");
    assert_eq!(exported(&program, "hiljaa")["events"], json!([]));
}

#[test]
fn an_older_archive_is_read_anew_when_articles_come() {
    let program = with_archive_of_format_5();
    program.import(&[json!({
        "id": "uusi", "source": "kylalehti", "title": "Uusi", "body": "Talon ovi maalattiin.",
    })]);
    let article = exported(&program, "kahvit");
    let events = &article["events"];
    assert_eq!(events[0]["title"], "Vapaaehtoisten aamukahvit");
    assert_eq!(events[1]["place"], "Kouvola");
    assert_eq!(
        events[1]["text"],
        "Kevätkokous on 20.4.2021 klo 18 Kouvolassa."
    );
}

#[test]
fn an_article_of_an_older_archive_that_comes_again_is_unchanged() {
    let program = with_archive_of_format_5();
    let mut article = exported(&program, "leiri");
    for name in [
        "persons",
        "organisations",
        "projects",
        "regions",
        "municipalities",
        "hyvinvointialueet",
        "mentions",
    ] {
        article.as_object_mut().unwrap().remove(name);
    }
    let lines = program.write("again.jsonl", &article.to_string());
    let output = program.run(&["import", lines.to_str().unwrap()]);
    let told = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(told.contains("0 changed, 1 unchanged"), "{told}");
    assert_eq!(
        exported(&program, "leiri")["events"][0]["date"],
        "2022-07-12"
    );
}

#[test]
fn articles_of_an_older_archive_count_as_nameless_until_their_names_are_read() {
    let program = with_archive_of_format_5();
    let nameless = || {
        let status = program.run(&["status", "--format", "json"]);
        let status: Value = serde_json::from_slice(&status.stdout).unwrap();
        status["archive"]["nameless"].clone()
    };
    assert_eq!(nameless(), 3);
    program.done(&["reindex"]);
    assert_eq!(nameless(), 0);
}
