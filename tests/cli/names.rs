//! Names are read out of texts, and removed for good.

use serde_json::{Value, json};

use super::program::{Program, errors};

pub(super) fn article(number: usize, title: &str, body: &str) -> Value {
    json!({
        "url": format!("https://uutiset.example/{number}"), "source": "uutiset",
        "title": title, "body": body, "language": "fi",
    })
}

fn mentions(program: &Program, text: &str) -> Vec<Value> {
    let output = program.run_with_input(&["entities", "--quiet"], text);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    let lines = String::from_utf8(output.stdout).unwrap();
    lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn entities_says_whom_and_what_a_text_names() {
    let program = Program::new();
    let text =
        "Toiminnanjohtaja Hanna Virtanen kertoo. Virtasen mukaan Jyväskylässä alkaa Silta-hanke.";
    let found = mentions(&program, text);
    for mention in &found {
        let (start, end) = (
            mention["start"].as_u64().unwrap(),
            mention["end"].as_u64().unwrap(),
        );
        assert_eq!(
            &text[start as usize..end as usize],
            mention["text"].as_str().unwrap()
        );
    }
    let named = |kind: &str, text: &str| {
        let found = found
            .iter()
            .find(|mention| mention["kind"] == kind && mention["text"] == text);
        found.map(|mention| mention["name"].as_str().unwrap())
    };
    assert_eq!(
        named("person", "Hanna Virtanen"),
        Some("Hanna Virtanen"),
        "{found:?}"
    );
    assert_eq!(
        named("person", "Virtasen"),
        Some("Hanna Virtanen"),
        "{found:?}"
    );
    assert_eq!(
        named("place", "Jyväskylässä"),
        Some("Jyväskylä"),
        "{found:?}"
    );
    assert_eq!(named("project", "Silta-hanke"), Some("Silta"), "{found:?}");
    let sure = |text: &str| {
        let found = found.iter().find(|mention| mention["text"] == text);
        found.map(|mention| (mention["evidence"].clone(), mention["confidence"].clone()))
    };
    for (text, evidence, confidence) in [
        ("Hanna Virtanen", "title", 0.97),
        ("Virtasen", "full_name", 0.95),
        ("Jyväskylässä", "register", 0.96),
        ("Silta-hanke", "project_word", 0.95),
    ] {
        assert_eq!(
            sure(text),
            Some((json!(evidence), json!(confidence))),
            "{text}"
        );
    }
    assert!(
        !program.data_dir().exists(),
        "a text needs no data directory"
    );
}

#[test]
fn a_short_text_has_its_places() {
    let found = mentions(&Program::new(), "Hanna Lahti kertoo Jyväskylässä.");
    let names: Vec<_> = found.iter().map(|mention| &mention["name"]).collect();
    assert_eq!(names, ["Hanna Lahti", "Jyväskylä"], "{found:?}");
}

#[test]
fn tags_come_back_line_by_line() {
    let program = Program::new();
    let input = "# newdoc\nHanna\nVirtanen\nkertoo\n.\n\nHän\nlähti\n\n# newdoc\nTyö\n";
    let output = program.run_with_input(&["entities", "--conll", "-"], input);
    let tagged = String::from_utf8(output.stdout).unwrap();
    assert_eq!(tagged.lines().count(), input.lines().count(), "{tagged}");
    for (line, given) in tagged.lines().zip(input.lines()) {
        let (token, tag) = line.split_once('\t').unwrap_or((line, "O"));
        assert_eq!(token, given);
        assert!(
            matches!(
                tag,
                "O" | "B-PER" | "I-PER" | "B-LOC" | "I-LOC" | "B-ORG" | "I-ORG"
            ),
            "{line}"
        );
    }
    assert!(
        tagged.contains("Hanna\tB-PER\nVirtanen\tI-PER\n"),
        "{tagged}"
    );
}

#[test]
fn a_project_is_known_where_nobody_calls_it_one() {
    let program = Program::new();
    program.import(&[
        article(
            1,
            "Kahvit",
            "Järjestöjen tuulensuoja -hankkeen (2021–2023) kahvit juodaan torstaina.",
        ),
        article(
            2,
            "Alku",
            "Järjestöjen tuulensuoja on aloittanut. Tekijät kiertävät kuntia.",
        ),
    ]);
    for article in program.export() {
        assert_eq!(
            article["projects"],
            json!(["Järjestöjen tuulensuoja"]),
            "{article}"
        );
    }
}

#[test]
fn a_forgotten_person_does_not_come_back() {
    let program = Program::new();
    let articles = [
        article(
            1,
            "Kahvit",
            "Hanna Virtanen kertoo. Työ jatkuu, Virtanen sanoo.",
        ),
        article(
            2,
            "Talkoot",
            "Eero Virtanen keitti kahvit ja Hanna Virtaselle annettiin kukkia.",
        ),
    ];
    program.import(&articles);
    let output = program.run(&["forget", "--person", "Hanna Virtanen"]);
    assert!(
        errors(&output).contains("Eero Virtanen"),
        "namesakes are listed first: {}",
        errors(&output)
    );
    assert!(
        program.export()[0].to_string().contains("Hanna Virtanen"),
        "nothing is done without --yes"
    );
    program.done(&["forget", "--person", "Hanna Virtanen", "--yes"]);
    for _ in 0..2 {
        for article in program.export() {
            let text = article.to_string();
            assert!(!text.contains("Hanna Virta"), "{text}");
        }
        let exported = program.export();
        let second = exported
            .iter()
            .find(|article| article["url"] == "https://uutiset.example/2");
        assert_eq!(second.unwrap()["persons"], json!(["Eero Virtanen"]));
        let answer = program.search(&["\"Hanna Virtanen\"", "--match", "all"]);
        assert_eq!(answer["total"]["value"], 0, "{answer}");
        program.import(&articles);
        program.done(&["reindex"]);
    }
}

#[test]
fn a_forgotten_article_and_source_do_not_come_back() {
    let program = Program::new();
    let articles = [
        article(1, "Kahvit", "Kahvia."),
        article(2, "Talkoot", "Talkoita."),
    ];
    program.import(&articles);
    program.done(&["forget", "--url", "https://uutiset.example/1", "--yes"]);
    let lines: String = articles
        .iter()
        .map(|article| format!("{article}\n"))
        .collect();
    program.run_with_input(&["import", "-"], &lines);
    assert_eq!(program.export().len(), 1);
    program.done(&["forget", "--source", "uutiset", "--yes"]);
    program.run_with_input(&["import", "-"], &lines);
    assert!(program.export().is_empty());
}

#[test]
fn a_surname_alone_is_not_forgotten() {
    let program = Program::new();
    let output = program.run(&["forget", "--person", "Virtanen", "--yes"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("full name"), "{}", errors(&output));
}

#[test]
fn a_person_is_masked_to_the_end_of_a_book() {
    let program = Program::new();
    let body = "Kylätalolla keitettiin kahvia.\n\n".repeat(10_000) + "Hanna Virtanen kertoo.";
    program.import(&[article(1, "Kirja", &body)]);
    program.done(&["forget", "--person", "Hanna Virtanen", "--yes"]);
    let text = program.export()[0].to_string();
    assert!(text.contains("[nimi poistettu] kertoo."));
    assert!(!text.contains("Virtanen"));
}
