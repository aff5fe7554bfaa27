//! The pages and the embedded search in real browsers: Chromium, driven by Playwright; the main ways in Firefox and
//! WebKit too; and the interface through a client that is generated of its description.
//!
//! - [`site`]: a service over the fixtures on loopback.
//! - `harness.mjs`: the browser, and what must hold on every page; `host.mjs`: a foreign site that embeds the
//!   service.
//! - `search.mjs`, `ways.mjs`, `pages.mjs`, `embed.mjs`, `embed_pages.mjs`, `embed_answers.mjs`, `embed_news.mjs`,
//!   `embed_modal.mjs`, `embed_page.mjs`, `frames.mjs`: the tests, run by the tests here.
//! - `other_browsers.mjs`: Firefox and WebKit; `firefox.mjs`, `webkit.mjs`: the tests in them.
//! - `client.mjs`: the generated client.
//! - [`cluster`]: every page and answer over a cluster, compared with those over the embedded engine.
//! - `screenshots.mjs`: pictures of every page, made when `SCREENSHOTS` names a folder for them.
//!
//! `scripts/setup.sh test` installs the browsers, the generator and what `package.json` names. Where they are missing the
//! tests say so and are left out, unless `ALUEHAKU_REQUIRE_BROWSER` is set.

mod cluster;
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

/// Whether something that a test needs is here; where it is not, that is said, and is a failure where it must be here.
fn has(what: &str, is_here: bool) -> bool {
    if !is_here {
        let message = format!("{what} is not here: `scripts/setup.sh test` installs it");
        let is_required = std::env::var_os("ALUEHAKU_REQUIRE_BROWSER").is_some();
        assert!(!(is_required && cfg!(target_os = "linux")), "{message}");
        eprintln!("left out: {message}");
    }
    is_here
}

fn is_any_there(places: &[&str]) -> bool {
    places.iter().any(|place| Path::new(place).exists())
}

#[test]
fn main_ways_in_firefox() {
    let is_here = std::env::var_os("FIREFOX").is_some()
        || is_any_there(&["/usr/bin/firefox-esr", "/usr/bin/firefox"]);
    if has("Firefox", is_here) {
        run("firefox.mjs");
    }
}

#[test]
fn embedded_in_webkit() {
    let is_here =
        std::env::var_os("WEBKIT_DRIVER").is_some() || is_any_there(&["/usr/bin/WebKitWebDriver"]);
    let has_screen = std::env::var_os("DISPLAY").is_some() || is_any_there(&["/usr/bin/Xvfb"]);
    if has("WebKit with its driver", is_here) && has("Xvfb", has_screen) {
        run("webkit.mjs");
    }
}

#[test]
fn generated_client() {
    let generator = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/generator");
    let has_java = Command::new("java").arg("-version").output().is_ok();
    if has("Java", has_java) && has("openapi-generator", generator.is_dir()) {
        run("client.mjs");
    }
}

#[test]
fn pictures_are_made_when_asked_for() {
    if std::env::var_os("SCREENSHOTS").is_some() {
        run("screenshots.mjs");
    }
}
