//! `aluehaku extract`.

use serde_json::Value;

use super::program::{Program, errors};

fn page(title: &str) -> String {
    let text = "Yhdistys aloitti kylätalolla kokeilun, johon jokainen saa tulla ajanvarauksetta. ";
    format!(
        "<!doctype html><html lang=\"fi\"><head><title>{title}</title></head><body><nav><a href=\"/\">Etusivu\
         </a></nav><main><article><h1>{title}</h1><p>{0}</p><p>{0}</p></article></main></body></html>",
        text.repeat(3)
    )
}

fn titles(output: &std::process::Output) -> Vec<String> {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    let lines = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines
        .map(|line| line["title"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn files_are_read_in_their_order() {
    let program = Program::new();
    let names: Vec<String> = (0..40).map(|number| format!("sivu{number}.html")).collect();
    for (number, name) in names.iter().enumerate() {
        program.write(name, &page(&format!("Uutinen numero {number}")));
    }
    let mut arguments = vec!["extract"];
    arguments.extend(names.iter().map(String::as_str));
    let output = program.run(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    let expected: Vec<String> = (0..40)
        .map(|number| format!("Uutinen numero {number}"))
        .collect();
    assert_eq!(titles(&output), expected);
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_the_others_are_read() {
    let program = Program::new();
    program.write("a.html", &page("Ensimmäinen uutinen"));
    program.write("b.html", &page("Toinen uutinen"));
    let output = program.run(&["extract", "a.html", "puuttuu.html", "b.html"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(titles(&output), ["Ensimmäinen uutinen", "Toinen uutinen"]);
    assert!(
        errors(&output).contains("puuttuu.html"),
        "{}",
        errors(&output)
    );
}

#[test]
fn a_page_comes_on_standard_input() {
    let program = Program::new();
    let output = program.run_with_input(&["extract"], &page("Uutinen putkesta"));
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    assert_eq!(titles(&output), ["Uutinen putkesta"]);
}
