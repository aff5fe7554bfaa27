//! What is said about wrong settings: where, which key, and the nearest known one.

use super::program::{Program, errors};

#[track_caller]
fn check(settings: &str, words: &[&str]) {
    let program = Program::new();
    program.write("aluehaku.toml", settings);
    let output = program.run(&["config", "show"]);
    assert_eq!(output.status.code(), Some(2));
    let said = errors(&output);
    for word in words {
        assert!(said.contains(word), "{word:?} is missing in: {said}");
    }
}

#[test]
fn an_unknown_key_is_named_with_the_nearest_known_one() {
    check(
        "[server]\nlisten_on = \"x\"",
        &["aluehaku.toml", "server.listen_on", "`server.listen`"],
    );
    check("[crawlr]\n", &["crawlr", "`crawler`"]);
    check(
        "[crawler]\ndelay = 3",
        &["crawler.delay", "`crawler.delay_ms`"],
    );
    check(
        "[[sources]]\nid = \"a\"\nname = \"A\"\nregoin = \"Lappi\"",
        &["sources", "regoin", "region"],
    );
}

#[test]
fn values_that_do_not_fit_are_named() {
    check(
        "[crawler]\ndelay_ms = \"nopeasti\"",
        &["aluehaku.toml", "crawler.delay_ms"],
    );
    check(
        "[server]\nlisten = \"kaikkialla\"",
        &["server.listen", "kaikkialla"],
    );
    check(
        "[server]\nanswer_timeout_s = 0",
        &["server.answer_timeout_s", "1 or more"],
    );
    check(
        "[[sources]]\nid = \"a b\"\nname = \"A\"",
        &["a b", "white space"],
    );
    check(
        "[[sources]]\nid = \"a\"\nname = \"A\"\nregion = \"Atlantis\"",
        &["Atlantis"],
    );
    check(
        "[[sources]]\nid = \"a\"\nname = \"A\"\nprofile = \"wordpres\"",
        &["`wordpress`"],
    );
    check(
        "[[sources]]\nid = \"a\"\nname = \"A\"\nstart = [\"ftp://a.fi\"]",
        &["ftp://a.fi"],
    );
    check("[server\nlisten = 1", &["aluehaku.toml"]);
}

#[test]
fn two_sources_with_one_id_are_refused() {
    let source = "[[sources]]\nid = \"a\"\nname = \"A\"\n";
    check(&source.repeat(2), &["`a`", "twice"]);
}

#[test]
fn a_named_file_that_is_absent_is_an_error() {
    let program = Program::new();
    let output = program.run(&["--config", "puuttuu.toml", "config", "show"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("puuttuu.toml"));
}

#[test]
fn an_unknown_environment_variable_of_ours_is_an_error() {
    let program = Program::new();
    let output = program
        .command(&["config", "show"])
        .env("ALUEHAKU__SERVER__LISEN", "x")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        errors(&output).contains("server.listen"),
        "{}",
        errors(&output)
    );
}

#[test]
fn every_value_says_where_it_came_from() {
    let program = Program::new();
    program.write(
        "aluehaku.toml",
        "[server]\nrate_limit = 5\npublic_url = \"https://haku.example\"",
    );
    let output = program
        .command(&["config", "show"])
        .env("ALUEHAKU__SERVER__PUBLIC_URL", "https://toinen.example")
        .output()
        .unwrap();
    let shown = String::from_utf8(output.stdout).unwrap();
    let line = |key: &str| {
        shown
            .lines()
            .find(|line| line.starts_with(key))
            .unwrap()
            .to_owned()
    };
    assert!(line("server.rate_limit").contains("= 5"), "{shown}");
    assert!(
        line("server.rate_limit").contains("aluehaku.toml"),
        "{shown}"
    );
    assert!(
        line("server.public_url").contains("toinen.example"),
        "{shown}"
    );
    assert!(
        line("server.public_url").contains("ALUEHAKU__SERVER__PUBLIC_URL"),
        "{shown}"
    );
    assert!(line("server.listen").ends_with("# default"), "{shown}");
}

#[test]
fn sites_that_may_frame_are_named_whole_and_end_no_directive() {
    for site in [
        "*.example.fi",
        "https://",
        "https://a.example/",
        "'self'; script-src *",
        "https://a.example; x",
    ] {
        check(
            &format!("[server]\nframe_ancestors = [{site:?}]"),
            &["server.frame_ancestors", "https://www.example.fi"],
        );
    }
}
