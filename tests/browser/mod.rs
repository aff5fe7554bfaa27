//! The pages and the embedded search in a real browser: Chromium, driven by Playwright.
//!
//! - [`site`]: a service over the fixtures on loopback.
//! - `harness.mjs`: the browser, and what must hold on every page; `host.mjs`: a foreign site that embeds the
//!   service.
//! - `search.mjs`, `ways.mjs`, `pages.mjs`, `embed.mjs`, `embed_pages.mjs`, `embed_answers.mjs`, `embed_news.mjs`,
//!   `embed_modal.mjs`, `embed_page.mjs`, `frames.mjs`: the tests, run by the tests here.
//! - `screenshots.mjs`: pictures of every page, made when `SCREENSHOTS` names a folder for them.
//!
//! `scripts/setup.sh test` installs Chromium and what `package.json` names. Where they are missing the
//! tests say so and are left out, unless `ALUEHAKU_REQUIRE_BROWSER` is set.

mod site;

use std::path::Path;
use std::process::Command;

use site::{SITE, STATUS_TOKEN};

/// Runs one of the scripts and expects all of its tests to pass.
#[track_caller]
fn run(script: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    if !folder.join("node_modules/playwright-core").is_dir() {
        let message = "the browser tests need `scripts/setup.sh test`";
        assert!(
            std::env::var_os("ALUEHAKU_REQUIRE_BROWSER").is_none(),
            "{message}"
        );
        eprintln!("left out: {message}");
        return;
    }
    let output = Command::new("node")
        .arg("--test")
        .arg(script)
        .current_dir(folder)
        .env("SERVICE", &SITE.service)
        .env("ALERT_LINKS", SITE.alert_links.join(" "))
        .env("STATUS_TOKEN", STATUS_TOKEN)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{script}:\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn searching() {
    run("search.mjs");
}

#[test]
fn ways_between_pages() {
    run("ways.mjs");
}

#[test]
fn every_page() {
    run("pages.mjs");
}

#[test]
fn embedded() {
    run("embed.mjs");
}

#[test]
fn embedded_in_pages_of_every_kind() {
    run("embed_pages.mjs");
}

#[test]
fn embedded_over_a_service_in_every_state() {
    run("embed_answers.mjs");
}

#[test]
fn latest_news_in_other_sites() {
    run("embed_news.mjs");
}

#[test]
fn embedded_as_a_dialog() {
    run("embed_modal.mjs");
}

#[test]
fn framed_in_other_sites() {
    run("frames.mjs");
}

#[test]
fn choosing_what_to_embed() {
    run("embed_page.mjs");
}

#[test]
fn pictures_are_made_when_asked_for() {
    if std::env::var_os("SCREENSHOTS").is_some() {
        run("screenshots.mjs");
    }
}
