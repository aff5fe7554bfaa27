//! Pages a processor second and peak memory of a crawl over loopback with politeness off, each
//! stage's share, what a second visit costs, and Scrapy over the same pages in the same run.
//!
//! ```text
//! cargo bench --bench crawl              # Scrapy is installed into a private folder when pip can
//! ```
//!
//! - [`site`]: 2,000 articles of 37 KB and the lists that name them, served by a process of its own.
//! - [`stages`]: the crawl as far as each stage, each in a process of its own.
//! - [`usage`]: processor time and memory of a process.

mod site;
mod stages;
mod usage;

use std::path::Path;
use std::process::{Command, Stdio};

use usage::Usage;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let argument = |number: usize| arguments.get(number).map_or("", String::as_str);
    match argument(1) {
        "serve" => site::serve(),
        "stage" => stages::run(argument(2), argument(3), Path::new(argument(4))),
        _ => compare(),
    }
}

/// Runs everything one after the other and prints the table.
fn compare() {
    let site = site::Served::start();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    println!(
        "{} articles of {} KB",
        site::ARTICLES,
        site::PAGE_BYTES / 1000
    );
    println!(
        "{:<38} {:>9} {:>12} {:>9}",
        "", "CPU s", "pages/CPU s", "peak MB"
    );
    let stage = |name: &str, data: &str| {
        let usage = own(name, &site, &folder.path().join(data));
        row(name, &usage);
        usage
    };
    let fetch = stage("fetch", "fetch");
    let pipeline = stage("fetch, read, enrich, archive", "pipeline");
    let first = site.sent();
    let again = stage("second visit", "pipeline");
    let second = site.sent() - first;
    let whole = stage("whole, with index", "whole");
    let read = stage("read alone", "read");
    let enrich = stage("enrich alone", "enrich");
    let archive = pipeline.seconds - fetch.seconds - read.seconds - enrich.seconds;
    let without_enrich = Usage {
        seconds: pipeline.seconds - enrich.seconds,
        ..pipeline
    };
    row("fetch, read, archive (by difference)", &without_enrich);
    let shares = [
        ("fetch", fetch.seconds),
        ("read", read.seconds),
        ("enrich", enrich.seconds),
        ("archive", archive),
        ("index", whole.seconds - pipeline.seconds),
    ];
    println!("\nshare of the whole:");
    for (name, seconds) in shares {
        println!("{name:<10} {:>5.1} %", 100.0 * seconds / whole.seconds);
    }
    let visit = site.sent_by_first();
    println!(
        "\nsecond visit: {:.2} % of the bytes of the first, {:.2} % of its processor time",
        100.0 * second as f64 / visit as f64,
        100.0 * again.seconds / pipeline.seconds
    );
    match scrapy(&site) {
        Some(scrapy) => {
            row("Scrapy: fetch, read, store", &scrapy);
            println!(
                "\nfetch, read, archive: {:.1} times Scrapy; the whole: {:.1} times",
                scrapy.seconds / without_enrich.seconds,
                scrapy.seconds / whole.seconds
            );
        }
        None => println!("Scrapy cannot be installed here: python3 with venv and pip are needed"),
    }
}

fn row(name: &str, usage: &Usage) {
    println!(
        "{name:<38} {:>9.2} {:>12.0} {:>9.1}",
        usage.seconds,
        site::ARTICLES as f64 / usage.seconds,
        usage.peak_mb
    );
}

/// One stage of ours in a process of its own.
fn own(stage: &str, site: &site::Served, data: &Path) -> Usage {
    let program = std::env::current_exe().expect("a program knows where it lies");
    let output = Command::new(program)
        .args(["stage", stage, &site.url()])
        .arg(data)
        .stderr(Stdio::inherit())
        .output()
        .expect("the benchmark can start itself");
    Usage::printed(&output.stdout).unwrap_or_else(|| panic!("the stage {stage} printed no usage"))
}

/// Scrapy over the same pages, with the same selectors, into a file.
fn scrapy(site: &site::Served) -> Option<Usage> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/crawl");
    let output = Command::new("bash")
        .arg(folder.join("scrapy.sh"))
        .arg(site.url())
        .stderr(Stdio::inherit())
        .output()
        .ok()?;
    Usage::printed(&output.stdout)
}
