//! Running the service from day to day: its state, visits out of turn, new sources, pages read anew, what is kept.

use std::io::{BufRead, BufReader};
use std::process::{Output, Stdio};

use rusqlite::Connection;
use serde_json::Value;

use super::demo::PretendSites;
use super::program::{Program, article, errors, fetched};

fn database(program: &Program) -> Connection {
    Connection::open(program.data_dir().join("archive.db")).unwrap()
}

fn count(program: &Program, table: &str) -> u32 {
    let sql = format!("SELECT count(*) FROM {table}");
    database(program)
        .query_row(&sql, [], |row| row.get(0))
        .unwrap()
}

fn status(program: &Program) -> (Option<i32>, Value) {
    let output = program.run(&["status", "--format", "json"]);
    let status = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", errors(&output)));
    (output.status.code(), status)
}

/// Adds something to the settings file.
fn set(program: &Program, settings: &str) {
    let path = program.path("aluehaku.toml");
    let before = std::fs::read_to_string(&path).unwrap();
    std::fs::write(path, format!("{settings}\n{before}")).unwrap();
}

#[test]
fn the_status_tells_of_sources_queue_archive_index_and_disk() {
    let sites = PretendSites::start();
    let program = sites.program();
    program.done(&["crawl", "--once", "--quiet", "--source", "latomeri"]);
    let (code, told) = status(&program);
    assert!(matches!(code, Some(0 | 1)), "{told}");
    assert!(told["archive"]["articles"].as_u64() > Some(10), "{told}");
    assert_eq!(told["archive"]["articles"], told["index"]["articles"]);
    assert_eq!(told["index"]["missing"], 0);
    assert!(told["disk"]["free_bytes"].as_u64() > Some(0));
    assert!(told["queue"]["later"].as_u64() > Some(10), "{told}");
    let source = &told["sources"][0];
    assert_eq!(source["id"], "latomeri");
    assert!(source["visited_at"].is_string() && source["next_visit_at"].is_string());
    let text = program.run(&["status"]);
    let text = String::from_utf8(text.stdout).unwrap();
    for word in ["archive", "index", "queue", "latomeri"] {
        assert!(text.contains(word), "{text}");
    }
}

#[test]
fn whatever_needs_an_archive_makes_nothing_in_a_folder_that_was_mistyped() {
    let program = Program::new();
    let looks: [&[&str]; 7] = [
        &["status"],
        &["names"],
        &["search", "uutinen"],
        &["export"],
        &["alerts", "show"],
        &["backup", "copy.db"],
        &["reindex"],
    ];
    for look in looks {
        let output = program.run(look);
        assert_eq!(output.status.code(), Some(2), "{look:?}");
        let told = errors(&output);
        assert!(told.contains("there is no archive in"), "{look:?}: {told}");
        assert!(told.contains("--data-dir"), "{look:?}: {told}");
        assert!(!program.data_dir().exists(), "{look:?} made something");
    }
}

#[test]
fn an_export_on_the_command_line_is_the_export_of_the_api() {
    let program = Program::new();
    let mut articles: Vec<Value> = (1..30).map(article).collect();
    articles[3]["title"] = "=1+1 kappaletta".into();
    program.import(&articles);
    let csv = program.done(&["search", "järjestöt", "--format", "csv"]);
    assert_eq!(csv.lines().count(), 30, "{csv}");
    assert!(csv.starts_with("id,published,source,language,title,url,regions,municipalities,"));
    assert!(csv.contains("'=1+1 kappaletta"));
    let mut serve = program
        .command(&["serve", "--no-crawl", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut address = String::new();
    let said = serve.stdout.as_mut().unwrap();
    BufReader::new(said).read_line(&mut address).unwrap();
    let export = format!("{}api/v1/export.csv?q=j%C3%A4rjest%C3%B6t", address.trim());
    let of_api = fetched(&export);
    serve.kill().unwrap();
    serve.wait().unwrap();
    assert_eq!(of_api, csv);
    let limited = program.run(&["search", "järjestöt", "--format", "csv", "--limit", "3"]);
    assert_eq!(limited.status.code(), Some(2));
    assert!(errors(&limited).contains("--limit"));
    let nothing = program.run(&["search", "olematonsana", "--format", "csv"]);
    assert_eq!(nothing.status.code(), Some(1));
    let hits = program.run(&["search", "järjestöt", "--format", "jsonl", "--limit", "3"]);
    assert_eq!(String::from_utf8(hits.stdout).unwrap().lines().count(), 3);
}

#[test]
fn one_page_is_visited_out_of_turn_and_no_other() {
    let sites = PretendSites::start();
    let program = sites.program();
    program.done(&["crawl", "--once", "--quiet", "--source", "latomeri"]);
    let url = {
        let articles = program.export();
        articles[0]["url"].as_str().unwrap().to_owned()
    };
    let before = count(&program, "fetches");
    let visited = program.run(&["crawl", "--url", &url]);
    assert_eq!(visited.status.code(), Some(0), "{}", errors(&visited));
    assert_eq!(count(&program, "fetches"), before + 1);
    let foreign = program.run(&["crawl", "--url", "https://muualla.example/uutinen/"]);
    assert_eq!(foreign.status.code(), Some(2));
    assert!(
        errors(&foreign).contains("sources add"),
        "{}",
        errors(&foreign)
    );
}

#[test]
fn a_source_is_looked_through_for_news_out_of_turn() {
    let sites = PretendSites::start();
    let program = sites.program();
    program.done(&["crawl", "--once", "--quiet", "--source", "latomeri"]);
    let before = count(&program, "fetches");
    program.done(&["crawl", "--once", "--quiet", "--source", "latomeri"]);
    assert_eq!(count(&program, "fetches"), before, "nothing was due");
    program.done(&["crawl", "--now", "--quiet", "--source", "latomeri"]);
    assert!(count(&program, "fetches") > before);
    let nobody = program.run(&["crawl", "--now"]);
    assert_eq!(nobody.status.code(), Some(2));
}

#[test]
fn a_site_is_added_to_the_settings_once_and_checked() {
    let sites = PretendSites::start();
    let configured = sites.program();
    let settings = std::fs::read_to_string(configured.path("aluehaku.toml")).unwrap();
    let start = settings
        .lines()
        .find_map(|line| line.strip_prefix("start = [\"")?.split('"').next())
        .unwrap()
        .to_owned();
    let program = Program::new();
    program.write(
        "aluehaku.toml",
        "# oma\n[crawler]\ndelay_ms = 0\nmax_delay_ms = 1\n",
    );
    let add = |id: &str| -> Output {
        program.run(&[
            "sources",
            "add",
            &start,
            "--id",
            id,
            "--name",
            "Naapuri",
            "--allow-loopback",
        ])
    };
    let added = add("naapuri");
    assert_eq!(added.status.code(), Some(0), "{}", errors(&added));
    let written = std::fs::read_to_string(program.path("aluehaku.toml")).unwrap();
    assert!(written.starts_with("# oma\n"), "{written}");
    assert!(
        written.contains("id = \"naapuri\"") && written.contains("enabled = false"),
        "{written}"
    );
    assert!(program.done(&["sources", "list"]).contains("naapuri\tno"));
    let again = add("toinen");
    assert_eq!(again.status.code(), Some(2));
    assert!(errors(&again).contains("naapuri"), "{}", errors(&again));
    assert_eq!(
        std::fs::read_to_string(program.path("aluehaku.toml")).unwrap(),
        written
    );
}

#[test]
fn a_source_that_cannot_be_added_leaves_the_settings_as_they_are() {
    let program = Program::new();
    program.write("aluehaku.toml", "[crawler]\ndelay_ms = 0\n");
    let before = std::fs::read_to_string(program.path("aluehaku.toml")).unwrap();
    let closed = program.run(&["sources", "add", "http://suljettu.localhost:9/"]);
    assert_eq!(closed.status.code(), Some(1), "{}", errors(&closed));
    assert!(errors(&closed).contains("nothing was written"));
    assert_eq!(
        std::fs::read_to_string(program.path("aluehaku.toml")).unwrap(),
        before
    );
}

#[test]
fn kept_pages_are_read_anew_after_a_profile_changed_and_shown_first() {
    let sites = PretendSites::start();
    let program = sites.program();
    program.done(&["crawl", "--once", "--quiet", "--source", "latomeri"]);
    let same = program.run(&["reread", "--source", "latomeri"]);
    assert_eq!(same.status.code(), Some(1), "{}", errors(&same));
    assert!(
        errors(&same).contains(" 0 articles differ"),
        "{}",
        errors(&same)
    );
    // As if an older profile had read them.
    database(&program)
        .execute(
            "UPDATE articles SET record = json_set(record, '$.title', 'Vanha otsake'), record_sum = NULL",
            [],
        )
        .unwrap();
    let shown = program.run(&["reread", "--source", "latomeri"]);
    assert_eq!(shown.status.code(), Some(1));
    let text = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(text.contains("- Vanha otsake"), "{text}");
    assert!(errors(&shown).contains("--yes"));
    assert!(
        program
            .export()
            .iter()
            .all(|article| article["title"] == "Vanha otsake")
    );
    program.done(&["reread", "--source", "latomeri", "--yes"]);
    assert!(
        program
            .export()
            .iter()
            .all(|article| article["title"] != "Vanha otsake")
    );
    assert_eq!(program.search(&["otsikko:otsake"])["total"]["value"], 0);
    assert_eq!(
        count(&program, "article_versions"),
        0,
        "readers are told of a change that was none"
    );
}

#[test]
fn what_is_kept_for_a_while_goes_and_the_rest_stays() {
    let sites = PretendSites::start();
    let program = sites.program();
    program.done(&["crawl", "--once", "--quiet", "--source", "latomeri"]);
    let (pages, articles) = (count(&program, "pages"), count(&program, "articles"));
    assert!(pages > 0);
    let older = "UPDATE pages SET fetched_at = fetched_at - 40 * 86400;
                 UPDATE fetches SET fetched_at = fetched_at - 40 * 86400;";
    database(&program).execute_batch(older).unwrap();
    program.done(&["crawl", "--once", "--quiet", "--source", "latomeri"]);
    assert_eq!(
        count(&program, "pages"),
        pages,
        "pages are kept for ever unless something is said"
    );
    set(
        &program,
        "[retention]\nfetch_log_d = 30\npages_d = 30\nversions_d = 30\n",
    );
    program.done(&["crawl", "--once", "--quiet", "--source", "latomeri"]);
    assert_eq!(
        (count(&program, "pages"), count(&program, "fetches")),
        (0, 0)
    );
    assert_eq!(count(&program, "articles"), articles);
    assert!(count(&program, "visit_counts") > 0);
}
