//! Killed at any moment, nothing acknowledged is lost, nothing doubled, and the index repairs
//! itself from the archive.

use std::collections::BTreeSet;
use std::sync::mpsc;
use std::time::Instant;

use serde_json::Value;

use super::demo::PretendSites;
use super::program::{Program, article, started};

/// Kills of each command: a third of what the script asks for, else a few.
fn kills(few: usize) -> usize {
    let asked = std::env::var("ALUEHAKU_KILLS").ok();
    asked.map_or(few, |kills| kills.parse::<usize>().unwrap().div_ceil(3))
}

/// Articles of the import; enough that every kill meets it at work.
const ARTICLES: usize = 3_000;

/// The same kills in every run.
const SEED: u64 = 20_221_006;

/// Runs a command and kills it after a number of progress events; returns those events.
fn killed_after(program: &Program, arguments: &[&str], events: usize) -> Vec<String> {
    let (mut child, lines) = started(&mut program.command(arguments));
    let seen: Vec<String> = lines.take(events).collect();
    child.kill().unwrap();
    child.wait().unwrap();
    seen
}

fn addresses(articles: &[Value]) -> BTreeSet<String> {
    let all: Vec<String> = articles
        .iter()
        .map(|article| article["url"].as_str().unwrap().to_owned())
        .collect();
    let distinct: BTreeSet<String> = all.iter().cloned().collect();
    assert_eq!(distinct.len(), all.len(), "some article is there twice");
    distinct
}

#[test]
fn an_import_killed_again_and_again_keeps_every_line_it_acknowledged() {
    let program = Program::new();
    let lines: String = (1..=ARTICLES)
        .map(|number| format!("{}\n", article(number)))
        .collect();
    program.write("articles.jsonl", &lines);
    let mut random = fastrand::Rng::with_seed(SEED);
    for _ in 0..kills(13) {
        let seen = killed_after(
            &program,
            &["import", "-v", "articles.jsonl"],
            random.usize(1..9),
        );
        let acknowledged = seen.iter().rev().find_map(|line| {
            line.strip_prefix("archived up to line ")?
                .parse::<usize>()
                .ok()
        });
        let kept = addresses(&program.export());
        for number in 1..=acknowledged.unwrap_or(0) {
            let url = article(number)["url"].as_str().unwrap().to_owned();
            assert!(
                kept.contains(&url),
                "line {number} was acknowledged and is lost"
            );
        }
    }
    // Whoever opens the index next brings it up to date, without importing again.
    let kept = program.export().len();
    assert_eq!(program.search(&["uutinen"])["total"]["value"], kept);
    program.done(&["import", "articles.jsonl"]);
    assert_eq!(addresses(&program.export()).len(), ARTICLES);
    assert_eq!(program.search(&["uutinen"])["total"]["value"], ARTICLES);
}

#[test]
fn a_crawl_killed_again_and_again_ends_with_the_same_articles() {
    let sites = PretendSites::start();
    let undisturbed = sites.program();
    undisturbed.done(&["crawl", "--once", "--quiet"]);
    let expected = undisturbed.export();

    let program = sites.program();
    let mut random = fastrand::Rng::with_seed(SEED);
    let mut acknowledged = 0;
    for _ in 0..kills(12) {
        let seen = killed_after(&program, &["crawl", "--once", "-v"], random.usize(1..25));
        // An article is new once, so these events count articles.
        acknowledged += seen
            .iter()
            .filter(|line| line.contains(" new_article "))
            .count();
        let kept = addresses(&program.export()).len();
        assert!(
            kept >= acknowledged,
            "{acknowledged} articles were acknowledged, {kept} are kept"
        );
    }
    program.done(&["crawl", "--once", "--quiet"]);
    assert_eq!(addresses(&program.export()), addresses(&expected));
    let found = program.search(&["", "--duplicates", "show"]);
    assert_eq!(found["total"]["value"], expected.len(), "{found}");
}

#[test]
fn a_reindex_killed_again_and_again_leaves_an_index_that_finds_everything() {
    let program = Program::new();
    program.import(&(0..400).map(article).collect::<Vec<_>>());
    let begun = Instant::now();
    program.done(&["reindex", "--quiet"]);
    let whole = begun.elapsed();
    let mut random = fastrand::Rng::with_seed(SEED);
    for _ in 0..kills(6) {
        let mut command = program.command(&["reindex", "--quiet"]);
        let (mut child, lines) = started(&mut command);
        // Nothing is said before the end, so the moment is drawn from the time that all of it takes.
        let (sender, ended) = mpsc::channel();
        let reader = std::thread::spawn(move || sender.send(lines.count()));
        let _ = ended.recv_timeout(whole.mul_f64(random.f64()));
        child.kill().unwrap();
        child.wait().unwrap();
        let _ = reader.join();
        assert_eq!(program.search(&["uutinen"])["total"]["value"], 400);
        assert_eq!(addresses(&program.export()).len(), 400);
    }
    program.done(&["reindex", "--quiet"]);
    assert_eq!(program.search(&["uutinen"])["total"]["value"], 400);
}
