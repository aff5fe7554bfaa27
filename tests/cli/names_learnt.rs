//! Names are learnt across articles, listed with their evidence, and put right by administrators.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::{Value, json};

use super::names::article;
use super::program::{Program, errors};

/// Runs a command with a register of names.
fn with_register(program: &Program, arguments: &[&str], register: &Path) -> Output {
    let mut command = program.command(arguments);
    let with = command.env("ALUEHAKU__NAMES__REGISTER", register);
    with.output().unwrap()
}

/// Names of each article of an archive, by address.
fn names_by_address(program: &Program) -> BTreeMap<String, [Value; 3]> {
    let articles = program.export().into_iter();
    let names = ["persons", "organisations", "projects"];
    articles
        .map(|article| {
            let url = article["url"].as_str().unwrap().to_owned();
            (url, names.map(|name| article[name].clone()))
        })
        .collect()
}

/// The articles of the pretend sites as they are published.
fn articles_of_pretend_sites() -> Vec<Value> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/articles");
    let mut files: Vec<PathBuf> = std::fs::read_dir(fixtures)
        .unwrap()
        .flat_map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap())
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    files
        .iter()
        .map(|file| {
            let stated: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
            let kept = ["url", "source", "title", "lead", "body"];
            kept.map(|name| (name.to_owned(), stated[name].clone()))
                .into_iter()
                .collect::<serde_json::Map<String, Value>>()
                .into()
        })
        .collect()
}

#[test]
fn an_archive_that_grew_bit_by_bit_has_the_names_of_one_learnt_as_a_whole() {
    let program = Program::new();
    let articles = articles_of_pretend_sites();
    for some in articles.chunks(7) {
        program.import(some);
    }
    let grown = names_by_address(&program);
    assert_eq!(grown.len(), articles.len());
    program.done(&["reindex"]);
    assert_eq!(grown, names_by_address(&program));
}

#[test]
fn a_late_article_teaches_those_that_came_long_before() {
    let program = Program::new();
    program.import(&[
        article(
            1,
            "Alku",
            "Järjestöjen tuulensuoja on aloittanut ja kiertää kuntia.",
        ),
        article(2, "Muuta", "Kylätalolla keitettiin kahvia."),
    ]);
    assert_eq!(
        names_by_address(&program).values().next().unwrap()[2],
        json!([])
    );
    program.import(&[article(
        3,
        "Kahvit",
        "Järjestöjen tuulensuoja -hankkeen kahvit.",
    )]);
    let projects: Vec<Value> = names_by_address(&program)
        .into_values()
        .map(|[_, _, projects]| projects)
        .collect();
    let named = json!(["Järjestöjen tuulensuoja"]);
    assert_eq!(projects, [named.clone(), json!([]), named]);
}

#[test]
fn an_administrator_renames_and_blocks() {
    let program = Program::new();
    program.import(&[article(
        1,
        "Kahvit",
        "Järjestöjen tuulensuoja -hanke ja Turha työ -hanke alkavat.",
    )]);
    let register = program.write(
        "register.toml",
        "block = [\"Turha työ\"]\n[[projects]]\nname = \"Tuulensuoja\"\naliases = [\"Järjestöjen tuulensuoja\"]\n",
    );
    let output = with_register(&program, &["reindex"], &register);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    assert_eq!(program.export()[0]["projects"], json!(["Tuulensuoja"]));
}

#[test]
fn an_administrator_keeps_apart_what_looks_like_one() {
    let program = Program::new();
    program.import(&[
        article(1, "Kahvit", "Järjestöjen tuulensuoja -hanke alkaa."),
        article(
            2,
            "Lisää",
            "Lakeuden Järjestöjen tuulensuoja -hanke on toinen.",
        ),
    ]);
    let projects = |program: &Program| -> Vec<Value> {
        let exported = program.export();
        let mut projects: Vec<_> = exported
            .iter()
            .map(|article| article["projects"].clone())
            .collect();
        projects.sort_by_key(ToString::to_string);
        projects
    };
    let (short, long) = (
        "Järjestöjen tuulensuoja",
        "Lakeuden Järjestöjen tuulensuoja",
    );
    assert_eq!(projects(&program), [json!([short]), json!([short])]);
    let register = program.write("register.toml", &format!("split = [\"{long}\"]\n"));
    let output = with_register(&program, &["reindex"], &register);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    assert_eq!(projects(&program), [json!([short]), json!([long])]);
}

#[test]
fn what_an_administrator_says_acts_without_a_new_index() {
    let program = Program::new();
    program.import(&[article(
        1,
        "Kahvit",
        "Järjestöjen tuulensuoja -hanke ja Turha työ -hanke alkavat.",
    )]);
    let register = program.write(
        "register.toml",
        "block = [\"Turha työ\"]\n[[projects]]\nname = \"Tuulensuoja\"\naliases = [\"Järjestöjen tuulensuoja\", \"JTS\"]\n",
    );
    let output = with_register(&program, &["names", "--json"], &register);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    let lines = String::from_utf8(output.stdout).unwrap();
    let listed: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(listed.len(), 1, "{listed:?}");
    assert_eq!(listed[0]["name"], "Tuulensuoja");
    assert_eq!(
        listed[0]["aliases"],
        json!(["jts", "järjestöjen tuulensuoja"])
    );
    assert_eq!(program.export()[0]["projects"], json!(["Tuulensuoja"]));
    for alias in ["JTS", "järjestöjen tuulensuoja", "Tuulensuoja"] {
        let answer = program.search(&["--project", alias]);
        assert_eq!(answer["total"]["value"], 1, "{alias}: {answer}");
        assert_eq!(answer["warnings"], json!([]), "{alias}");
    }
    let answer = program.search(&["--project", "Jokin muu"]);
    assert_eq!(answer["warnings"][0]["code"], "unknown_value", "{answer}");
}

#[test]
fn names_are_listed_with_what_says_that_they_are() {
    let program = Program::new();
    program.import(&[article(
        1,
        "Kahvit",
        "Järjestöjen tuulensuoja -hanke alkaa. Illan järjesti Kuutamon Kulkijat ry. Matkalla-hanke päättyy.",
    )]);
    let listed = String::from_utf8(program.run(&["names"]).stdout).unwrap();
    for line in [
        "project       Järjestöjen tuulensuoja  (project_word)",
        "organisation  Kuutamon Kulkijat ry  (legal_form, inside)",
        "Matkalla  (project_word)  doubtful: a common word",
    ] {
        assert!(listed.contains(line), "{line} is not in\n{listed}");
    }
    let doctor = String::from_utf8(program.run(&["doctor"]).stdout).unwrap();
    assert!(doctor.contains("common words: Matkalla (1)"), "{doctor}");
    let doubtful = program.run(&["names", "--doubtful", "--kind", "organisation"]);
    assert_eq!(doubtful.status.code(), Some(1));
}

#[test]
fn a_register_that_contradicts_itself_is_refused_with_what_to_do() {
    let program = Program::new();
    let project = |name: &str, alias: &str| {
        format!("[[projects]]\nname = \"{name}\"\naliases = [\"{alias}\"]\n")
    };
    for (file, message) in [
        (
            project("Tuulensuoja", "Räystäs") + &project("Räystäs", "Tuulensuoja"),
            "stands for both \"Tuulensuoja\" and \"Räystäs\"; leave it to one of them",
        ),
        (
            format!(
                "block = [\"Räystäs\"]\n{}",
                project("Tuulensuoja", "räystäs")
            ),
            "\"räystäs\" is blocked and named as well",
        ),
        (
            project(&"Ä".repeat(10_000), "x"),
            "is longer than 200 letters",
        ),
        (
            project(" ", "x"),
            "a name or an alias of projects has no letter",
        ),
        ("[[projects]]\nnimi = \"x\"\n".to_owned(), "line 2"),
    ] {
        let register = program.write("register.toml", &file);
        let output = with_register(&program, &["names"], &register);
        let told = errors(&output);
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains(message), "{told}");
        assert!(told.contains("register.toml"), "{told}");
    }
}
