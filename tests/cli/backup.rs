//! A data directory that is lost comes back from a backup, searched as it was, without what was removed since.

use std::io::BufRead;
use std::process::Stdio;

use rusqlite::Connection;
use serde_json::Value;

use super::program::{Program, article, errors};

/// The hits of every article, as readers see them.
fn answers(program: &Program) -> Value {
    let mut answer = program.search(&["", "--sort", "published", "--limit", "100"]);
    answer["hits"].take()
}

fn with_articles(numbers: std::ops::Range<usize>) -> Program {
    let program = Program::new();
    program.write("aluehaku.toml", "[operator]\nname = \"Yhdistys\"\n");
    let articles: Vec<Value> = numbers.map(article).collect();
    program.import(&articles);
    program
}

#[test]
fn a_lost_data_directory_comes_back_with_the_same_answers() {
    let program = with_articles(1..40);
    std::fs::write(
        program.data_dir().join("vocabulary.txt"),
        "hva = hyvinvointialue\n",
    )
    .unwrap();
    let before = answers(&program);
    let made = program.run(&["backup", "copy.db"]);
    let said = errors(&made);
    assert!(made.status.success(), "{said}");
    assert!(
        said.contains("39 articles") && said.contains("vocabulary"),
        "{said}"
    );
    std::fs::remove_dir_all(program.data_dir()).unwrap();
    let restored = program.run(&["restore", "copy.db"]);
    assert!(restored.status.success(), "{}", errors(&restored));
    assert_eq!(answers(&program), before);
    assert!(program.data_dir().join("vocabulary.txt").exists());
    assert!(program.run(&["doctor"]).status.success());
}

#[test]
fn an_archive_is_replaced_only_by_who_says_so() {
    let program = with_articles(1..10);
    program.done(&["backup", "copy.db"]);
    program.import(&(10..20).map(article).collect::<Vec<_>>());
    let asked = program.run(&["restore", "copy.db"]);
    assert_eq!(asked.status.code(), Some(1));
    let said = errors(&asked);
    for word in ["19 articles", "9 articles", "--yes"] {
        assert!(said.contains(word), "{said}");
    }
    assert_eq!(program.export().len(), 19);
    program.done(&["restore", "copy.db", "--yes"]);
    assert_eq!(program.export().len(), 9);
    assert_eq!(answers(&program).as_array().unwrap().len(), 9);
}

#[test]
fn what_was_removed_since_a_backup_stays_removed_when_it_is_restored() {
    let program = with_articles(1..4);
    let mut named = article(9);
    named["body"] = "Puheenjohtaja Hanna Virtanen kertoo kahveista Jyväskylässä.".into();
    program.import(&[named]);
    program.done(&["backup", "copy.db"]);
    program.done(&["forget", "--person", "Hanna Virtanen", "--yes"]);
    program.done(&["restore", "copy.db", "--yes"]);
    assert_eq!(program.export().len(), 4);
    program.done(&["forget", "--check", "Hanna Virtanen"]);
    assert_eq!(program.search(&["Virtanen"])["total"]["value"], 0);
}

#[test]
fn a_service_that_runs_is_backed_up_and_restored_under_its_readers() {
    let program = with_articles(1..30);
    let serving = program
        .command(&["serve", "--no-crawl", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut serving = serving.unwrap();
    let mut address = String::new();
    let output = serving.stdout.take().unwrap();
    std::io::BufReader::new(output)
        .read_line(&mut address)
        .unwrap();
    let total = || -> u64 {
        let url = format!("{}api/v1/search", address.trim());
        let body = super::program::fetched(&url);
        let answer: Value = serde_json::from_str(&body).unwrap();
        answer["total"]["value"].as_u64().unwrap()
    };
    assert_eq!(total(), 29);
    program.done(&["backup", "copy.db"]);
    program.import(&(30..35).map(article).collect::<Vec<_>>());
    assert_eq!(total(), 34);
    program.done(&["restore", "copy.db", "--yes"]);
    assert_eq!(total(), 29);
    serving.kill().unwrap();
    serving.wait().unwrap();
}

#[test]
fn an_archive_that_cannot_be_read_is_kept_aside() {
    let program = with_articles(1..10);
    program.done(&["backup", "copy.db"]);
    let archive = program.data_dir().join("archive.db");
    std::fs::write(
        &archive,
        "tämä ei ole arkisto, eikä ole koskaan ollutkaan".repeat(200),
    )
    .unwrap();
    let restored = program.run(&["restore", "copy.db", "--yes"]);
    let said = errors(&restored);
    assert!(restored.status.success(), "{said}");
    assert!(said.contains("damaged-"), "{said}");
    assert_eq!(program.export().len(), 9);
}

#[test]
fn files_that_are_no_whole_backup_are_refused_and_nothing_is_lost() {
    let program = with_articles(1..200);
    program.done(&["backup", "copy.db"]);
    let mut bytes = std::fs::read(program.path("copy.db")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8_000].fill(0xa5);
    std::fs::write(program.path("broken.db"), bytes).unwrap();
    program.write("letter.txt", "Hyvä ystävä");
    Connection::open(program.path("other.db"))
        .unwrap()
        .execute_batch("CREATE TABLE a (b)")
        .unwrap();
    for (file, word) in [
        ("broken.db", "damaged"),
        ("letter.txt", "no backup"),
        ("other.db", "no backup"),
        ("missing.db", "no file"),
    ] {
        let output = program.run(&["restore", file, "--yes"]);
        assert_eq!(output.status.code(), Some(2), "{file}");
        assert!(errors(&output).contains(word), "{}", errors(&output));
    }
    let overwriting = program.run(&["backup", "letter.txt"]);
    assert_eq!(overwriting.status.code(), Some(2));
    assert!(errors(&overwriting).contains("no backup"));
    assert_eq!(
        std::fs::read_to_string(program.path("letter.txt")).unwrap(),
        "Hyvä ystävä"
    );
    program.done(&["backup", "copy.db"]);
    assert_eq!(program.export().len(), 199);
}
