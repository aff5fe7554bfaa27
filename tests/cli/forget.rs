//! What is forgotten is nowhere any more: in no written form, field, list, file or free page, also when the command is
//! killed midway or an import runs meanwhile.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::demo::PretendSites;
use super::program::{Program, errors, started};

/// Who is forgotten in these tests.
const NAME: &str = "Helka Törmälehto";

/// Every way in which the name is written in the articles of these tests.
const WRITTEN: [&str; 16] = [
    "Helka Törmälehto",
    "HELKA TÖRMÄLEHTO",
    "helka törmälehto",
    "Törmälehto Helka",
    "Törmälehto, Helka",
    "törmälehto, helka",
    "Helka\u{a0}Törmälehto",
    "Helka\nTörmälehto",
    "Hel\u{ad}ka Törmä\u{ad}lehto",
    "Helka Törmä-\nlehto",
    "Helka&nbsp;T&ouml;rm&auml;lehto",
    "<b>Helka</b><br>Törmälehto",
    "Helka To\u{308}rma\u{308}lehto",
    "Helka Törmälehdolle",
    "Törmälehdon Helka",
    "helka.tormalehto",
];

fn article(number: usize, fields: &Value) -> Value {
    let mut article = json!({
        "url": format!("https://uutiset.example/{number}"), "source": "uutiset",
        "title": format!("Uutinen {number}"), "body": "Kylätalolla keitettiin kahvia.", "language": "fi",
    });
    for (name, value) in fields.as_object().unwrap() {
        article[name] = value.clone();
    }
    article
}

/// Articles that name the person in every written form in every field.
fn articles() -> Vec<Value> {
    let forms = WRITTEN.iter().enumerate();
    let mut articles: Vec<Value> = forms
        .map(|(number, form)| {
            let one_line = form.replace('\n', " ");
            article(
                number,
                &json!({
                    "title": format!("Kahvit keitti {one_line}"),
                    "lead": format!("Talkoissa: {form}."),
                    "body": format!("Tapahtuma pidetään 6.10.2022 ja sen avaa {form}.\n\n”Tulkaa kaikki”, sanoo {form}."),
                    "authors": [one_line, format!("Teksti: {one_line}, kuva: Aatu Salmi")],
                    "topics": [one_line, "kahvi"],
                }),
            )
        })
        .collect();
    articles.push(article(
        50,
        &json!({
            "persons": [NAME, "Aatu Salmi"], "organisations": [format!("Kahvila {NAME} Oy")],
            "projects": [format!("{NAME} -hanke")],
            "mentions": [{"part": "body", "start": 0, "end": 5, "text": "Kylät", "kind": "person", "name": NAME}],
        }),
    ));
    articles.push(article(
        51,
        &json!({"url": "https://uutiset.example/helka-tormalehto-voitti"}),
    ));
    articles.push(article(
        52,
        &json!({"url": Value::Null, "id": "helka-tormalehto-1"}),
    ));
    articles
}

/// Namesakes, who stay.
fn others() -> Vec<Value> {
    vec![
        article(
            60,
            &json!({"body": "Eero Törmälehto, Helka Mäki ja Aatu Salmi kertoivat."}),
        ),
        article(
            61,
            &json!({"authors": ["Aino Törmälehto"], "topics": ["Helka"]}),
        ),
    ]
}

#[track_caller]
fn is_nowhere(program: &Program) {
    let output = program.run(&["forget", "--check", NAME]);
    let places = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0), "{places}{}", errors(&output));
    assert_eq!(places, "");
}

fn all_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                all_files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

/// The files that have some bytes.
fn files_with(program: &Program, bytes: &str) -> Vec<PathBuf> {
    let mut files = all_files(&program.data_dir());
    files.retain(|file| {
        let content = std::fs::read(file).unwrap();
        content
            .windows(bytes.len())
            .any(|window| window == bytes.as_bytes())
    });
    files
}

#[test]
fn a_name_is_forgotten_in_every_written_form_and_field() {
    let program = Program::new();
    program.import(&articles());
    program.import(&others());
    let before = program.run(&["forget", "--check", NAME]);
    assert_eq!(before.status.code(), Some(1), "{}", errors(&before));
    let places = String::from_utf8(before.stdout).unwrap();
    for place in ["archive.db: table articles, row ", "index: "] {
        assert!(places.contains(place), "{places}");
    }
    program.done(&["forget", "--person", NAME, "--yes"]);
    is_nowhere(&program);
    let exported = program.export();
    assert_eq!(exported.len(), articles().len() - 2 + others().len());
    for article in &exported {
        let text = article.to_string().to_lowercase();
        let url = article["url"].as_str().unwrap();
        let is_other = ["/60", "/61"].iter().any(|other| url.ends_with(other));
        for word in ["törmäleh", "tormaleh", "t&ouml;rm"] {
            assert!(is_other || !text.contains(word), "{text}");
        }
    }
    let text = json!(exported).to_string();
    for stays in [
        "Eero Törmälehto, Helka Mäki ja Aatu Salmi",
        "Aino Törmälehto",
        "kuva: Aatu Salmi",
    ] {
        assert!(text.contains(stays), "{stays}");
    }
}

#[test]
fn a_forgotten_name_does_not_come_back_in_another_written_form() {
    let program = Program::new();
    program.done(&["forget", "--person", NAME, "--yes"]);
    let lines: String = articles()
        .iter()
        .map(|article| format!("{article}\n"))
        .collect();
    for arguments in [&["import", "-"] as &[&str], &["import", "--no-enrich", "-"]] {
        program.run_with_input(arguments, &lines);
        is_nowhere(&program);
    }
    assert_eq!(program.export().len(), articles().len() - 2);
}

#[test]
fn a_forgotten_name_is_not_suggested_for_a_misspelt_one() {
    let program = Program::new();
    program.import(&articles());
    let asked = program.search(&["törmälehtp"]);
    assert_eq!(asked["did_you_mean"], "törmälehto", "{asked}");
    program.done(&["forget", "--person", NAME, "--yes"]);
    let asked = program.search(&["törmälehtp"]);
    assert_eq!(asked["did_you_mean"], Value::Null, "{asked}");
}

#[test]
fn no_file_keeps_a_forgotten_name() {
    let program = Program::new();
    program.import(&articles());
    // An earlier version, and an earlier generation of the index.
    program.import(&[article(0, &json!({"body": "Toinen sisältö."}))]);
    program.done(&["reindex"]);
    program.done(&["reindex"]);
    assert!(!files_with(&program, "Törmälehto").is_empty());
    program.done(&["forget", "--person", NAME, "--yes"]);
    for form in ["Törmälehto", "törmälehto", "TÖRMÄLEHTO", "tormalehto"] {
        let files = files_with(&program, form);
        assert!(files.is_empty(), "{form}: {files:?}");
    }
    let generations = std::fs::read_dir(program.data_dir().join("index")).unwrap();
    let folders = generations.filter(|entry| entry.as_ref().unwrap().path().is_dir());
    assert_eq!(folders.count(), 1);
}

#[test]
fn a_removal_killed_midway_is_finished_by_the_next_command() {
    let next: [&[&str]; 5] = [
        &["search", "kahvit"],
        &["export"],
        &["reindex"],
        &["import", "more.jsonl"],
        &["forget", "--person", "Aatu Salmi", "--yes"],
    ];
    for (events, next) in (1..).zip(next) {
        let program = Program::new();
        program.import(&articles());
        program.write("more.jsonl", &format!("{}\n", article(70, &json!({}))));
        let arguments = ["forget", "-v", "--person", NAME, "--yes"];
        let (mut child, lines) = started(&mut program.command(&arguments));
        let is_event = |line: &String| line.contains("removal: ");
        let seen: Vec<String> = lines.filter(is_event).take(events).collect();
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(seen.len(), events, "{seen:?}");
        program.done(next);
        is_nowhere(&program);
    }
}

#[test]
fn a_name_is_forgotten_while_an_import_brings_it() {
    let program = Program::new();
    let lines: String = (0..2_000)
        .map(|number| {
            let form = WRITTEN[number % WRITTEN.len()];
            let body = format!("Kahvit keitti {form} eilen.");
            format!("{}\n", article(number, &json!({"body": body})))
        })
        .collect();
    program.write("articles.jsonl", &lines);
    let (mut child, mut acknowledged) =
        started(&mut program.command(&["import", "-v", "articles.jsonl"]));
    assert!(acknowledged.any(|line| line.starts_with("archived up to line")));
    program.done(&["forget", "--person", NAME, "--yes"]);
    acknowledged.for_each(drop);
    assert!(child.wait().unwrap().success());
    assert_eq!(program.export().len(), 2_000);
    is_nowhere(&program);
}

#[test]
fn a_forgotten_name_is_taken_out_of_kept_pages_and_stays_out() {
    let sites = PretendSites::start();
    let program = sites.program();
    program.done(&["crawl", "--once", "--quiet"]);
    let named: Vec<Value> = program.export();
    let persons = named
        .iter()
        .flat_map(|article| article["persons"].as_array().unwrap());
    let name = persons.clone().next().unwrap().as_str().unwrap().to_owned();
    let check = |expected| {
        let output = program.run(&["forget", "--check", &name]);
        let places = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.code(), Some(expected), "{name}: {places}");
        places
    };
    assert!(check(1).contains("table pages"), "pages are kept");
    program.done(&["forget", "--person", &name, "--yes"]);
    check(0);
    program.done(&["crawl", "--once", "--quiet"]);
    check(0);
    assert_eq!(program.export().len(), named.len());
}

#[test]
fn the_key_of_the_hashes_is_made_when_something_is_forgotten_first() {
    let program = Program::new();
    program.import(&others());
    let keys = || {
        let archive = rusqlite::Connection::open(program.data_dir().join("archive.db")).unwrap();
        let count = archive.query_row("SELECT count(*) FROM hash_key", [], |row| {
            row.get::<_, i64>(0)
        });
        count.unwrap()
    };
    assert_eq!(keys(), 0);
    program.done(&["forget", "--person", NAME, "--yes"]);
    assert_eq!(keys(), 1);
}

#[test]
fn only_full_names_are_looked_for() {
    let program = Program::new();
    program.import(&others());
    let output = program.run(&["forget", "--check", "Törmälehto"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("full name"), "{}", errors(&output));
}

#[test]
fn one_of_a_couple_and_an_initial_go_where_the_article_says_for_whom_they_stand() {
    let program = Program::new();
    let bodies = [
        "Kahvit keittivät Helka ja Matti Törmälehto. Kiitos Helka ja Matti Törmälehdolle!",
        "Helka Törmälehto avasi talon. H. Törmälehdon mukaan tupa oli täynnä, ja H.K. Törmälehto kiitti.",
        "Talon avasi H. Törmälehto.",
        "Helka Törmälehto ja Heikki Törmälehto tulivat. H. Törmälehto puhui.",
    ];
    for (number, body) in bodies.iter().enumerate() {
        program.import(&[article(
            number,
            &json!({"body": body, "authors": ["H. Törmälehto"]}),
        )]);
    }
    program.done(&["forget", "--person", NAME, "--yes"]);
    let export = program.export();
    let body = |number: usize| {
        let url = format!("https://uutiset.example/{number}");
        let found = export.iter().find(|article| article["url"] == url.as_str());
        found.unwrap()["body"].as_str().unwrap().to_owned()
    };
    assert!(
        !body(0).contains("Helka") && body(0).contains("ja Matti Törmälehto"),
        "{}",
        body(0)
    );
    assert!(!body(1).contains("Törmä"), "{}", body(1));
    assert_eq!(body(2), bodies[2]);
    assert!(
        !body(3).contains("Helka") && body(3).contains("H. Törmälehto puhui"),
        "{}",
        body(3)
    );
    is_nowhere(&program);
}
