//! Articles go in by `import`, are found by `search`, and come out by `export`.

use std::process::Stdio;

use serde_json::json;

use super::program::{Program, article, errors};

#[test]
fn imported_articles_are_searchable_when_the_command_returns() {
    let program = Program::new();
    program.import(&[article(1), article(2)]);
    let answer = program.search(&["kokoontuivat"]);
    assert_eq!(answer["total"]["value"], 2, "{answer}");
    let answer = program.search(&["numero", "--region", "Keski-Suomi"]);
    assert_eq!(
        answer["total"]["value"], 2,
        "Jyväskylä lies in Keski-Suomi: {answer}"
    );
}

#[test]
fn nothing_found_is_exit_code_one() {
    let program = Program::new();
    program.import(&[article(1)]);
    assert_eq!(
        program.run(&["search", "hirvenmetsästys"]).status.code(),
        Some(1)
    );
}

#[test]
fn importing_twice_changes_nothing() {
    let program = Program::new();
    let articles: Vec<_> = (0..30).map(article).collect();
    program.import(&articles);
    let before = program.export();
    program.import(&articles);
    assert_eq!(program.export(), before);
    assert_eq!(before.len(), 30);
}

#[test]
fn an_export_imported_elsewhere_is_the_same_archive() {
    let (first, second) = (Program::new(), Program::new());
    let mut with_entities = article(1);
    with_entities["persons"] = json!(["Aino Esimerkki"]);
    with_entities["projects"] = json!([]);
    let without_address = json!({"id": "oma-1", "source": "arkisto", "title": "Vain otsikko"});
    first.import(&[with_entities, without_address, article(2)]);
    let exported = first.export();
    second.import(&exported);
    assert_eq!(second.export(), exported);
    assert_eq!(exported[0]["persons"], json!(["Aino Esimerkki"]));
    assert_eq!(exported[1]["url"], json!(null));
}

#[test]
fn an_identifier_that_is_an_e_mail_address_or_a_phone_number_is_shown_nowhere() {
    let program = Program::new();
    let articles = ["anna@esimerkki.example", "+358401234567"].map(
        |id| json!({"id": id, "source": "arkisto", "title": format!("Kylätalo {}", id.len())}),
    );
    program.import(&articles);
    program.import(&articles);
    let exported = program.export();
    assert_eq!(exported.len(), 2, "the same identifier is the same article");
    let found = program.run(&["search", "kylätalo", "--format", "json"]);
    let shown = format!("{} {exported:?}", String::from_utf8_lossy(&found.stdout));
    assert!(shown.contains("Kylätalo"), "{shown}");
    for contact in ["anna@", "40123"] {
        assert!(!shown.contains(contact), "{shown}");
    }
}

#[test]
fn the_same_address_is_the_same_article() {
    let program = Program::new();
    program.import(&[article(1)]);
    let mut again = article(1);
    again["url"] = json!("https://uutiset.example/1?utm_source=kirje#alku");
    again["title"] = json!("Uusi otsikko");
    program.import(&[again]);
    let exported = program.export();
    assert_eq!(exported.len(), 1);
    assert_eq!(exported[0]["title"], "Uusi otsikko");
    assert_eq!(
        program.search(&["uusi otsikko", "--match", "all"])["total"]["value"],
        1
    );
}

#[test]
fn bad_lines_are_named_and_the_rest_goes_in() {
    let program = Program::new();
    let lines = [
        article(1).to_string(),
        "{\"title\": \"kesken".to_owned(),
        String::new(),
        json!({"title": "Ilman osoitetta"}).to_string(),
        json!({"url": "ei osoite", "title": "x"}).to_string(),
        json!({"url": "https://a.example/", "title": "x", "published": "eilen"}).to_string(),
        json!(["lista"]).to_string(),
        article(2).to_string(),
    ]
    .join("\n");
    let output = program.run_with_input(&["import", "-"], &lines);
    let said = errors(&output);
    assert_eq!(output.status.code(), Some(0), "{said}");
    for (line, words) in [
        (2, "EOF"),
        (4, "`url`"),
        (5, "ei osoite"),
        (6, "eilen"),
        (7, "object"),
    ] {
        let warning = said
            .lines()
            .find(|said| said.starts_with(&format!("line {line}:")));
        assert!(
            warning.is_some_and(|warning| warning.contains(words)),
            "{line}: {said}"
        );
    }
    assert!(
        said.contains("2 new") && said.contains("5 lines refused"),
        "{said}"
    );
    assert_eq!(program.export().len(), 2);
    assert_eq!(
        program
            .run_with_input(&["import", "--strict", "-"], &lines)
            .status
            .code(),
        Some(2)
    );
}

#[test]
fn texts_that_end_in_a_particle_of_names_stop_nothing() {
    let program = Program::new();
    let particles = [
        "af", "von", "van", "de", "der", "den", "la", "le", "di", "Aino von", "Aino", "(", "ry",
    ];
    let mut articles = Vec::new();
    for (number, particle) in particles.iter().enumerate() {
        let mut ends = article(number);
        ends["title"] = json!(format!("Kirjasto on avoinna ma {particle}"));
        ends["body"] = json!(format!("Ovet ovat auki ma, ke ja {particle}"));
        articles.push(ends);
    }
    program.import(&articles);
    program.done(&["reindex"]);
    let found = program.search(&["ovet", "--duplicates", "show"]);
    assert_eq!(found["total"]["value"], particles.len());
    let untouched: String = articles
        .iter()
        .map(|article| article.to_string().replace("uutiset", "muut") + "\n")
        .collect();
    let output = program.run_with_input(&["import", "--no-enrich", "-"], &untouched);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    program.done(&["reindex"]);
    program.done(&["forget", "--person", "Aino Esimerkki", "--yes"]);
    assert_eq!(program.export().len(), 2 * particles.len());
}

#[test]
fn mentions_that_stand_nowhere_are_refused_with_their_line() {
    let program = Program::new();
    let mention = |start: usize, end: usize| {
        let mut article = article(start * 100 + end);
        article["body"] = json!("”Kääntykää rohkeasti puoleemme”, sanoo Päivi Yö.");
        article["mentions"] = json!([{"part": "body", "start": start, "end": end,
            "text": "Päivi Yö", "kind": "person", "name": "Päivi Yö"}]);
        article.to_string()
    };
    let body = "”Kääntykää rohkeasti puoleemme”, sanoo Päivi Yö.";
    let at = body.find("Päivi").unwrap();
    let end = at + "Päivi Yö".len();
    let lines = [
        mention(at, end),
        mention(at + 2, end),
        mention(at, end - 1),
        mention(1, 2),
        mention(end, at),
        mention(at, 4_000),
        mention(at, usize::MAX / 1_000),
    ]
    .join("\n");
    for options in [&["import", "-"][..], &["import", "--no-enrich", "-"]] {
        let output = program.run_with_input(options, &lines);
        let said = errors(&output);
        assert_eq!(output.status.code(), Some(0), "{said}");
        for (line, words) in [
            (2, "within a letter"),
            (3, "within a letter"),
            (4, "within a letter"),
            (5, "end where they begin"),
            (6, "which is shorter"),
            (7, "which is shorter"),
        ] {
            let refused = said
                .lines()
                .find(|said| said.starts_with(&format!("line {line}:")));
            assert!(
                refused.is_some_and(|refused| refused.contains(words)),
                "{line}: {said}"
            );
        }
        assert!(said.contains("6 lines refused"), "{said}");
    }
    let exported = program.export();
    assert_eq!(exported.len(), 1);
    assert_eq!(exported[0]["quotes"][0]["speaker"], "Päivi Yö");
}

#[test]
fn an_article_that_names_no_source_takes_its_host() {
    let program = Program::new();
    let mut without_source = article(1);
    without_source.as_object_mut().unwrap().remove("source");
    program.import(&[without_source, json!({"id": "x", "body": "Pelkkä teksti."})]);
    let sources: Vec<_> = program
        .export()
        .iter()
        .map(|article| article["source"].clone())
        .collect();
    assert_eq!(sources, ["uutiset.example", "import"]);
}

#[test]
fn given_entities_are_kept_and_absent_ones_derived() {
    let program = Program::new();
    let mut given = article(1);
    given["municipalities"] = json!([]);
    given["regions"] = json!(["Lappi"]);
    program.import(&[given, article(2)]);
    let exported = program.export();
    assert_eq!(exported[0]["regions"], json!(["Lappi"]));
    assert_eq!(exported[0]["municipalities"], json!([]));
    assert_eq!(exported[1]["municipalities"], json!(["Jyväskylä"]));
}

#[test]
fn taking_articles_as_they_are_derives_nothing() {
    let program = Program::new();
    let line = article(1).to_string();
    let output = program.run_with_input(&["import", "--no-enrich", "-"], &line);
    assert_eq!(output.status.code(), Some(0));
    let exported = program.export();
    assert_eq!(exported[0]["municipalities"], json!([]));
    assert_eq!(exported[0]["language"], json!(null));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let program = Program::new();
    program.import(&(0..50).map(article).collect::<Vec<_>>());
    let mut child = program
        .command(&["export"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_closed_standard_error_stops_no_command() {
    let program = Program::new();
    let file = program.write("uutiset.jsonl", &format!("{}\nno article\n", article(1)));
    let file = file.to_str().unwrap();
    for arguments in [
        ["import", "--verbose", file].as_slice(),
        &["export", "ulos.jsonl"],
        &["reindex", "--verbose", "--verbose"],
        &["forget", "nowhere"],
    ] {
        let child = program
            .command(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn();
        let mut child = child.unwrap();
        drop(child.stderr.take());
        let code = child.wait().unwrap().code();
        assert_ne!(code, Some(101), "{arguments:?}");
    }
    assert_eq!(program.export().len(), 1);
}

#[test]
fn reindex_builds_the_same_answers() {
    let program = Program::new();
    program.import(&(0..20).map(article).collect::<Vec<_>>());
    let before = program.search(&["uutinen", "--limit", "20"]);
    program.done(&["reindex"]);
    let after = program.search(&["uutinen", "--limit", "20"]);
    assert_eq!(before["hits"], after["hits"]);
}
