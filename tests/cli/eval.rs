//! `aluehaku eval`.

use serde_json::json;

use super::program::Program;

fn program() -> Program {
    let program = Program::new();
    program.import(&[
        json!({"id": "d1", "title": "", "body": "Kissa istuu puussa."}),
        json!({"id": "d2", "title": "", "body": "Koira juoksee metsässä."}),
        json!({"id": "d3", "url": "https://lehti.example/3", "title": "Hevonen", "body": ""}),
    ]);
    program
}

#[test]
fn trec_files_are_measured() {
    let program = program();
    program.write(
        "queries.tsv",
        "q1\tkissa\nq2\tkoira\nq3\tolematon\nq4\tilman tuomiota\n",
    );
    program.write("qrels.txt", "q1 0 d1 1\nq2 0 d1 1\nq3 0 d3 1\nq2 0 d2 1\n");
    let printed = program.done(&["eval", "queries.tsv", "qrels.txt", "--each"]);
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines.len(), 4, "{printed}");
    assert!(lines[0].starts_with("nDCG@10 1.0000  MRR@10 1.0000  recall@100 1.0000  q1"));
    assert!(lines[2].starts_with("nDCG@10 0.0000"));
    assert!(lines[3].ends_with("mean of 3 queries"), "{printed}");
}

#[test]
fn queries_in_toml_are_measured_by_identifier_or_address() {
    let program = program();
    let text = "[[queries]]\nq = \"hevonen\"\nbest = [\"https://lehti.example/3\"]\n\
        [[queries]]\nq = \"koira\"\nrelevant = [\"d2\"]\n";
    program.write("queries.toml", text);
    let printed = program.done(&["eval", "queries.toml", "--format", "jsonl"]);
    let measured: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(measured["ndcg_at_10"], 1.0);
}

#[test]
fn bad_files_are_named() {
    let program = program();
    program.write("queries.tsv", "no tab\n");
    program.write("qrels.txt", "");
    for arguments in [
        &["eval", "queries.tsv", "qrels.txt"][..],
        &["eval", "none.toml"],
    ] {
        let output = program.run(arguments);
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(arguments[1]), "{said}");
    }
    program.write("queries.tsv", "q1\tkissa\n");
    assert_eq!(
        program
            .run(&["eval", "queries.tsv", "qrels.txt"])
            .status
            .code(),
        Some(1)
    );
}
