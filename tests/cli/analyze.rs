//! `aluehaku analyze`: the words of a text with their terms, one JSON object a line.

use serde_json::Value;

use super::program::{Program, errors};

#[track_caller]
fn analyze(arguments: &[&str], input: &str) -> Vec<Value> {
    let program = Program::new();
    let all = [&["analyze"], arguments].concat();
    let output = program.run_with_input(&all, input);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    assert!(!program.data_dir().exists(), "analysing needs no data");
    let lines = String::from_utf8(output.stdout).unwrap();
    let lines = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap());
    lines.collect()
}

#[test]
fn each_token_has_its_place_and_everything_it_is_found_under() {
    let text = "STEA:n rahoittama hanke päättyi 7.6.2022.";
    let tokens = analyze(&[], text);
    assert_eq!(tokens.len(), 5);
    for token in &tokens {
        let keys: Vec<&String> = token.as_object().unwrap().keys().collect();
        let expected = [
            "classes", "end", "known", "lemmas", "parts", "start", "stem", "token",
        ];
        assert_eq!(keys.len(), expected.len(), "{token}");
        assert!(
            expected.iter().all(|key| token.get(key).is_some()),
            "{token}"
        );
        let place = |key: &str| usize::try_from(token[key].as_u64().unwrap()).unwrap();
        assert_eq!(&text[place("start")..place("end")], token["token"]);
    }
    assert_eq!(tokens[0]["lemmas"], serde_json::json!(["stea"]));
    assert_eq!(tokens[0]["known"], false);
    assert_eq!(tokens[4]["lemmas"], serde_json::json!(["7.6.2022"]));
}

#[test]
fn each_line_is_one_word_whatever_stands_on_it() {
    let lines = "  Orpon \n\nkaksi sanaa\n%\n\u{301}\nsote-\nei loppua";
    let tokens = analyze(&["--lines"], lines);
    let words: Vec<&str> = tokens
        .iter()
        .map(|token| token["token"].as_str().unwrap())
        .collect();
    assert_eq!(
        words,
        [
            "Orpon",
            "",
            "kaksi sanaa",
            "%",
            "\u{301}",
            "sote-",
            "ei loppua"
        ]
    );
    assert_eq!(
        (&tokens[0]["start"], &tokens[0]["end"]),
        (&2.into(), &7.into())
    );
    assert_eq!(tokens[0]["lemmas"][0], "orpo");
}

#[test]
fn bytes_that_are_no_text_and_endless_words_are_answered() {
    let program = Program::new();
    let mut bytes = vec![0xFF, b'\n'];
    bytes.extend(std::iter::repeat_n(b'a', 1 << 20));
    bytes.push(b'\n');
    bytes.extend("-".repeat(100_000).bytes());
    std::fs::write(program.path("bytes"), bytes).unwrap();
    let lines = program.done(&["analyze", "--lines", "bytes"]);
    assert_eq!(lines.lines().count(), 3);
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let output = Program::new().run(&["analyze", "puuttuu.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("puuttuu.txt"));
}
