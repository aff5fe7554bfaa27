//! Sources as administrators handle them: what is shipped, and what an owner who wants no visits
//! gets.

use std::io::Read;

use super::demo::PretendSites;
use super::program::{Program, errors};

#[test]
fn the_sample_settings_hold_the_networks_of_the_country_and_enable_none() {
    let program = Program::new();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/aluehaku.toml");
    let listed = program.done(&["sources", "list", "--config", sample]);
    let rows: Vec<Vec<&str>> = listed
        .lines()
        .skip(1)
        .map(|line| line.split('\t').collect())
        .collect();
    assert!(rows.len() >= 25, "{listed}");
    assert!(rows.iter().all(|row| row[1] == "no"), "{listed}");
}

#[test]
fn a_source_that_is_forgotten_is_not_searchable_and_not_visited_again() {
    let sites = PretendSites::start();
    let program = sites.program();
    program.done(&["crawl", "--once", "--quiet", "--source", "latomeri"]);
    let before = program.search(&["", "--duplicates", "show"])["total"]["value"].clone();
    assert!(before.as_u64() > Some(10), "{before}");
    let asked = program.run(&["forget", "--source", "latomeri"]);
    assert_eq!(asked.status.code(), Some(1));
    let said = errors(&asked);
    assert!(
        said.contains("articles") && said.contains("--yes"),
        "{said}"
    );
    assert_eq!(
        program.search(&["", "--duplicates", "show"])["total"]["value"],
        before
    );
    program.done(&["forget", "--source", "latomeri", "--yes"]);
    assert_eq!(
        program.search(&["", "--duplicates", "show"])["total"]["value"],
        0
    );
    program.done(&["crawl", "--once", "--quiet", "--source", "latomeri"]);
    assert_eq!(program.export().len(), 0);
    program.done(&["forget", "--source", "latomeri", "--undo"]);
    program.done(&["crawl", "--once", "--quiet", "--source", "latomeri"]);
    assert_eq!(
        program.search(&["", "--duplicates", "show"])["total"]["value"],
        before
    );
    let unknown = program.run(&["forget", "--source", "latomeria"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(
        errors(&unknown).contains("latomeri"),
        "{}",
        errors(&unknown)
    );
}

#[test]
fn the_pages_that_were_fetched_are_exported_for_web_archives() {
    let sites = PretendSites::start();
    let program = sites.program();
    program.done(&["crawl", "--once", "--quiet", "--source", "latomeri"]);
    program.done(&["export", "--warc", "sivut.warc.gz"]);
    let packed = std::fs::read(program.path("sivut.warc.gz")).unwrap();
    let mut unpacked = Vec::new();
    flate2::read::MultiGzDecoder::new(packed.as_slice())
        .read_to_end(&mut unpacked)
        .unwrap();
    let text = String::from_utf8_lossy(&unpacked);
    let responses = text.matches("WARC-Type: response\r\n").count();
    assert_eq!(responses, program.export().len());
    assert!(text.contains("content-type: text/html"));
}

#[test]
fn a_check_of_a_source_says_what_a_crawl_would_bring() {
    let sites = PretendSites::start();
    let program = sites.program();
    let told = program.done(&["sources", "check", "latomeri"]);
    for said in [
        "read with the profile \"latomeri\"",
        "robots.txt allows",
        "named by lists, feeds and sitemaps",
        "Articles: 3 found",
        "Dates: 3 of 3 articles",
        "published 20",
        "Doubtful",
        "they are right as they are",
    ] {
        assert!(told.contains(said), "{said} in {told}");
    }
    assert!(!program.data_dir().exists(), "something is kept");
}

#[test]
fn a_check_says_that_a_profile_fits_nothing_and_what_to_write_instead() {
    let sites = PretendSites::start();
    let program = sites.program();
    let output = program.run(&["sources", "check", "latomeri", "--profile", "drupal"]);
    let told = String::from_utf8(output.stdout).unwrap();
    for said in [
        "the profile \"drupal\" finds no article on any page",
        "Articles: 3 found",
        "[[sources]]",
        "id = \"latomeri\"",
    ] {
        assert!(told.contains(said), "{said} in {told}");
    }
}

#[test]
fn a_check_of_nothing_known_says_what_may_be_checked() {
    let program = Program::new();
    let output = program.run(&["sources", "check", "olematon"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        errors(&output).contains("sources list"),
        "{}",
        errors(&output)
    );
}

#[test]
fn the_list_of_sources_says_what_is_out_of_the_ordinary() {
    let sites = PretendSites::start();
    let program = sites.program();
    program.done(&["crawl", "--once", "--quiet", "--source", "latomeri"]);
    let listed = program.done(&["sources", "list"]);
    let heading: Vec<&str> = listed.lines().next().unwrap().split('\t').collect();
    assert_eq!(heading[6..], ["alarm", "remarks"]);
    let row = listed
        .lines()
        .find(|line| line.starts_with("latomeri"))
        .unwrap();
    assert_eq!(row.split('\t').count(), heading.len());
}
