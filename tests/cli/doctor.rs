//! What the doctor finds wrong, and what it says to do.

use rusqlite::Connection;

use super::program::{Program, article};

/// What the doctor says, and its exit code.
fn doctor(program: &Program) -> (String, Option<i32>) {
    let output = program.run(&["doctor"]);
    (
        String::from_utf8(output.stdout).unwrap(),
        output.status.code(),
    )
}

#[track_caller]
fn check(told: &str, beginning: &str, word: &str) {
    let found = told
        .lines()
        .any(|line| line.starts_with(beginning) && line.contains(word));
    assert!(found, "{beginning} … {word} is not in\n{told}");
}

const SOURCE: &str =
    "[[sources]]\nid = \"kyla\"\nname = \"Kylä\"\nstart = [\"https://kyla.example/\"]\n";

#[test]
fn an_operator_who_is_not_named_is_missed() {
    let program = Program::new();
    check(&doctor(&program).0, "notable  operator:", "[operator]");
    program.write(
        "aluehaku.toml",
        "[operator]\nname = \"Yhdistys\"\ncontact = \"a@b.example\"\n",
    );
    check(&doctor(&program).0, "good     operator:", "Yhdistys");
    check(&doctor(&program).0, "good     disk:", "GB");
}

#[test]
fn a_dictionary_that_cannot_be_read_is_bad() {
    let program = Program::new();
    program.write("mor.vfst", "ei sanakirja");
    program.write("aluehaku.toml", "[finnish]\ndictionary = \"mor.vfst\"\n");
    let (told, code) = doctor(&program);
    check(&told, "bad      analyser:", "mor.vfst");
    assert_eq!(code, Some(2));
}

#[test]
fn an_index_behind_or_of_another_analyser_is_told() {
    let program = Program::new();
    program.import(&[article(1)]);
    let archive = Connection::open(program.data_dir().join("archive.db")).unwrap();
    archive
        .execute_batch("UPDATE articles SET revision = revision + 5, changed_at = 0; UPDATE counters SET value = value + 5 WHERE name = 'revision'")
        .unwrap();
    let (told, _) = doctor(&program);
    check(&told, "notable  index:", "behind the archive");
    check(&told, "notable  index_behind:", "reindex");
    program.done(&["reindex", "--quiet"]);
    let generation = std::fs::read_dir(program.data_dir().join("index"))
        .unwrap()
        .map(|entry| entry.unwrap().path().join("generation.json"))
        .filter(|path| path.exists())
        .max()
        .unwrap();
    let manifest = std::fs::read_to_string(&generation).unwrap();
    let other = manifest
        .replacen("voikko", "toinen", 1)
        .replacen("snowball", "toinen", 1);
    assert_ne!(other, manifest);
    std::fs::write(&generation, other).unwrap();
    check(&doctor(&program).0, "notable  index:", "another analyser");
}

#[test]
fn sources_that_settings_and_archive_know_differently_are_named() {
    let program = Program::new();
    program.import(&[article(1)]);
    program.write("aluehaku.toml", SOURCE);
    let (told, _) = doctor(&program);
    check(&told, "notable  sources:", "does not know: kyla");
    check(&told, "notable  sources:", "do not name: uutiset");
}

#[test]
fn a_source_that_fell_silent_is_told() {
    let program = Program::new();
    program.write("aluehaku.toml", SOURCE);
    let articles: Vec<_> = (0..60)
        .map(|number| {
            let mut one = article(number);
            one["source"] = "kyla".into();
            let day =
                aluehaku::clock::day_of(aluehaku::clock::now() - (20 + number as i64) * 86_400);
            one["published"] = day.to_string().into();
            one
        })
        .collect();
    program.import(&articles);
    let archive = Connection::open(program.data_dir().join("archive.db")).unwrap();
    archive
        .execute(
            "INSERT OR REPLACE INTO source_states (source, visited_at) VALUES ('kyla', ?1)",
            [aluehaku::clock::now()],
        )
        .unwrap();
    check(&doctor(&program).0, "notable  source_silent:", "kyla");
    let status = program.run(&["status"]);
    assert_eq!(status.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&status.stdout).contains("source_silent"));
}

#[test]
fn a_service_tells_whether_it_is_ready() {
    let program = Program::new();
    let nobody = program.run(&["health", "http://127.0.0.1:9/health/ready"]);
    assert_eq!(nobody.status.code(), Some(2));
    let said = super::program::errors(&nobody);
    assert!(said.contains("is the service running"), "{said}");
}
