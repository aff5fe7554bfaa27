//! `aluehaku doctor`: looks at everything the service needs and says what to do.

use std::io::Write;
use std::path::Path;

use aluehaku_article::facet::Facet;
use aluehaku_enrich::names::register::looks_common;
use aluehaku_index::engine::{CheckExtent, ClusterHealth, Reader};
use aluehaku_index::search::request::Filters;
use clap::Args;

use super::finding::Finding;
use super::output::standard_output;
use super::{Context, Ending};
use crate::app::App;
use crate::archive::{articles, schema, sources};
use crate::clock::Clock;
use crate::config::sections::IndexEngine;

/// How far the clocks of machines that share an archive may be apart, in milliseconds.
const MOST_APART_MS: i64 = 1_000;

/// Check settings, data directory, index and dictionary, and say what to do.
#[derive(Debug, Args)]
pub(super) struct DoctorArguments {}

pub(super) fn run(_: &DoctorArguments, context: &Context) -> anyhow::Result<Ending> {
    let mut output = standard_output();
    let findings = match context.settings() {
        Ok(loaded) => match App::new(loaded.settings) {
            Ok(app) => check(&app),
            Err(error) => vec![Finding::Bad(format!("profiles: {error:#}"))],
        },
        Err(error) => vec![Finding::Bad(format!("settings: {error}"))],
    };
    let mut healthy = true;
    for finding in &findings {
        match finding {
            Finding::Good(text) => writeln!(output, "good     {text}")?,
            Finding::Notable(text) => writeln!(output, "notable  {text}")?,
            Finding::Bad(text) => {
                healthy = false;
                writeln!(output, "bad      {text}")?;
            }
        }
    }
    output.flush()?;
    Ok(if healthy {
        Ending::Done
    } else {
        Ending::WithFaults
    })
}

fn check(app: &App) -> Vec<Finding> {
    let mut findings = vec![Finding::Good("settings: they can be read".to_owned())];
    findings.push(check_sources(app));
    findings.push(check_dictionary(app));
    findings.extend(super::upkeep::findings(app));
    if app.location().is_shared() {
        // Also where this machine has no data directory yet, and without making an archive.
        match app.location().has_archive() {
            Ok(true) => {}
            Ok(false) => {
                let place = app.location().place();
                findings.push(Finding::Notable(format!("archive: there is none in {place} yet; `crawl`, `import`, `restore` or `serve` makes it")));
                return findings;
            }
            Err(error) => {
                findings.push(Finding::Bad(format!("archive: {error}")));
                return findings;
            }
        }
    }
    if app.data_dir().exists() {
        findings.push(check_writable(app.data_dir()));
        findings.extend(check_data(app));
    } else {
        findings.push(Finding::Notable(format!(
            "data directory: {} is not there yet; `crawl`, `import` or `serve` makes it",
            app.data_dir().display()
        )));
    }
    findings
}

fn check_sources(app: &App) -> Finding {
    let all = &app.settings().sources;
    let enabled = all.iter().filter(|source| source.enabled).count();
    if enabled == 0 {
        return Finding::Notable(format!(
            "sources: {} configured, none enabled; set `enabled = true` in a [[sources]] table to crawl it",
            all.len()
        ));
    }
    Finding::Good(format!("sources: {enabled} of {} enabled", all.len()))
}

fn check_dictionary(app: &App) -> Finding {
    let analyser = match app.analyser() {
        Ok(analyser) => analyser,
        Err(error) => return Finding::Bad(format!("analyser: {error:#}")),
    };
    if analyser.dictionary.is_some() {
        return Finding::Good(format!("analyser: {analyser}"));
    }
    Finding::Notable(format!(
        "analyser: {analyser}; run `make setup` to build the dictionary, or name one in ALUEHAKU__FINNISH__DICTIONARY"
    ))
}

fn check_writable(folder: &Path) -> Finding {
    match tempfile::tempfile_in(folder) {
        Ok(_) => Finding::Good(format!(
            "data directory: {} can be written",
            folder.display()
        )),
        Err(error) => Finding::Bad(format!(
            "data directory: {} cannot be written ({error}); check its owner, rights and space",
            folder.display()
        )),
    }
}

/// The archive, and where machines share it the server: clocks that differ spoil the pace of crawlers.
fn check_archive(app: &App, articles: u64, sources: usize) -> Finding {
    let counts = format!("archive: {articles} articles of {sources} sources");
    if !app.location().is_shared() {
        return Finding::Good(counts);
    }
    let counts = format!("{counts} in {}", app.location().place());
    let facts = app
        .archive()
        .and_then(|archive| archive.read(schema::server_facts));
    let (version, server_ms) = match facts {
        Ok(facts) => facts,
        Err(error) => return Finding::Bad(format!("archive: {error}")),
    };
    let counts = format!("{counts}, PostgreSQL {version}");
    let apart = (Clock::default().now_ms() - server_ms).abs();
    if apart > MOST_APART_MS {
        return Finding::Notable(format!(
            "{counts}; its clock and that of this machine are {apart} ms apart: set both by the same time server, since crawlers keep their pace by them"
        ));
    }
    Finding::Good(counts)
}

fn check_data(app: &App) -> Vec<Finding> {
    let archived = app.archive().and_then(|archive| {
        archive.read(|reading| {
            Ok((
                articles::count(reading)?,
                articles::revision(reading)?,
                sources::all(reading)?.len(),
            ))
        })
    });
    let (articles, revision, sources) = match archived {
        Ok(counts) => counts,
        Err(error) => return vec![Finding::Bad(format!("archive: {error}"))],
    };
    let archive = check_archive(app, articles, sources);
    let mut names = Vec::new();
    let mut cluster = None;
    let index = match app.engine().and_then(|engine| {
        cluster = engine.cluster_health()?.map(check_cluster);
        engine.check(CheckExtent::EveryFile)?;
        Ok(engine.reader()?)
    }) {
        Err(error) if app.settings().index.engine == IndexEngine::OpenSearch => {
            Finding::Bad(format!("index: {error:#}"))
        }
        Err(error) => Finding::Bad(format!(
            "index: {error:#}; `aluehaku reindex` builds it anew"
        )),
        Ok(reader) if reader.foreign_analyzer().is_some() => Finding::Notable(format!(
            "index: {} articles, written with another analyser than the one in use, so that less is found; `aluehaku reindex` builds it anew",
            reader.article_count()
        )),
        Ok(reader) if reader.is_of_another_archive() || reader.revision() > revision => {
            Finding::Notable(format!(
                "index: {} articles of another archive, which this machine only reads",
                reader.article_count()
            ))
        }
        Ok(reader) if reader.revision() == revision => {
            names.extend(check_names(app, reader.as_ref()));
            Finding::Good(format!(
                "index: {} articles, up to date",
                reader.article_count()
            ))
        }
        Ok(reader) => Finding::Notable(format!(
            "index: {} articles, {} changes behind the archive; the next `serve`, `crawl` or `import` catches up",
            reader.article_count(),
            revision - reader.revision()
        )),
    };
    let mut findings = vec![archive, index];
    findings.extend(cluster);
    findings.append(&mut names);
    findings
}

/// State of the cluster that holds the index.
fn check_cluster(health: ClusterHealth) -> Finding {
    let ClusterHealth {
        status,
        nodes,
        missing_copies,
        has_own_formula,
    } = health;
    let formula = match has_own_formula {
        true => "",
        false => {
            "; it allows no scripts, so that articles with nearly the same score may stand in another order"
        }
    };
    let nodes = counted(nodes, "node", "nodes");
    let told = format!("cluster: OpenSearch, {nodes}, {status}{formula}");
    match (status.as_str(), missing_copies) {
        ("green", _) => Finding::Good(told),
        ("yellow", missing) => Finding::Notable(format!(
            "{told}; missing: {}; start the nodes that are away, or let `index.replicas` be fewer",
            counted(missing, "copy", "copies")
        )),
        _ => Finding::Bad(format!(
            "{told}; a part of the index is on no node that runs: start the nodes again, or build it anew with `aluehaku reindex`"
        )),
    }
}

fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Values of a facet that everybody sees.
const TOP_VALUES: usize = 20;

/// Names that readers are offered first and that look like common words.
fn check_names(app: &App, reader: &dyn Reader) -> Vec<Finding> {
    let Ok(finnish) = app.finnish() else {
        return Vec::new();
    };
    if finnish.analyzer().is_none() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for facet in [Facet::Project, Facet::Organisation] {
        let values = reader.facet_values(facet, "", &Filters::default(), TOP_VALUES);
        let mut names: Vec<String> = Vec::new();
        for bucket in values.unwrap_or_default() {
            if looks_common(&bucket.value, &finnish) {
                names.push(format!("{} ({})", bucket.value, bucket.count));
            }
        }
        if !names.is_empty() {
            findings.push(Finding::Notable(format!(
                "names: among the most frequent values of {} are common words: {}; `aluehaku names --doubtful` lists \
                 them, and `block` in the file of names.register leaves them out",
                facet.name(),
                names.join(", ")
            )));
        }
    }
    findings
}
