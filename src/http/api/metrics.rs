//! `/metrics`: counts and states in Prometheus' text format, for whoever watches the service.

use std::collections::BTreeMap;
use std::fmt::Write;

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::archive::health::SourceHealth;
use crate::http::connections::Connections;
use crate::http::crawl_facts::{CrawlFacts, OperationFacts};
use crate::http::index_access::{IndexAccess, Weight};
use crate::http::problem::{Problem, ProblemDocument};
use crate::http::request_counts::{BOUNDS, Counted, Key};
use crate::http::state::AppState;
use crate::troubles::Trouble;

/// The format's own media type (Prometheus exposition format 0.0.4).
const MEDIA_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// A value of a source, and how it is called.
type Gauge = (&'static str, &'static str, fn(&SourceHealth) -> Option<f64>);

const SOURCE_GAUGES: [Gauge; 6] = [
    (
        "aluehaku_source_last_visit_timestamp_seconds",
        "When a source was last visited.",
        |health| health.visited_at.map(|at| at as f64),
    ),
    (
        "aluehaku_source_next_visit_timestamp_seconds",
        "When the next address of a source is due.",
        |health| health.next_visit_at.map(|at| at as f64),
    ),
    (
        "aluehaku_source_last_new_article_timestamp_seconds",
        "When the newest article of a source was found.",
        |health| health.last_new_at.map(|at| at as f64),
    ),
    (
        "aluehaku_source_articles_per_week",
        "Articles a source publishes in a usual week.",
        |health| health.articles_a_week,
    ),
    (
        "aluehaku_source_resting",
        "Whether a source is left alone for a while, after failures or because it asked.",
        |health| Some(f64::from(u8::from(health.rests_until.is_some()))),
    ),
    (
        "aluehaku_source_opted_out",
        "Whether the owner of a source wants no visits.",
        |health| Some(f64::from(u8::from(health.opted_out_at.is_some()))),
    ),
];

/// Counts and states of crawler and index.
#[utoipa::path(
    get,
    path = "/metrics",
    tag = "health",
    responses(
        (status = 200, description = "Prometheus text format", body = String,
            content_type = "text/plain"),
        (status = 503, description = "The index cannot be opened", body = ProblemDocument,
            content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn metrics(State(state): State<AppState>) -> Result<Response, Problem> {
    let facts = state.crawl_facts().await;
    let index = state.index().read(|reader| {
        let is_foreign = reader.foreign_analyzer().is_some();
        Ok((reader.article_count(), reader.revision(), is_foreign))
    });
    let (articles, revision, is_foreign) = index.await?;
    let troubles = state.troubles().await;
    let mut text = String::new();
    gauge(&mut text, "aluehaku_articles", "Articles in the index.");
    line(&mut text, "aluehaku_articles", &[], articles as f64);
    gauge(
        &mut text,
        "aluehaku_index_revision",
        "Number of the last change of the archive that the index holds.",
    );
    line(&mut text, "aluehaku_index_revision", &[], revision as f64);
    write_requests(&mut text, &state.request_counts().all());
    gauge(
        &mut text,
        "aluehaku_index_foreign_analyser",
        "Whether another analyser wrote the index than the one in use, so that less is found.",
    );
    line(
        &mut text,
        "aluehaku_index_foreign_analyser",
        &[],
        f64::from(u8::from(is_foreign)),
    );
    write_troubles(&mut text, &troubles);
    write_connections(&mut text, state.connections());
    write_turns(&mut text, state.index());
    write_facts(&mut text, &facts);
    write_operation(&mut text, &facts.operation);
    let headers = [(CONTENT_TYPE, MEDIA_TYPE), (CACHE_CONTROL, "no-store")];
    Ok((headers, text).into_response())
}

fn write_requests(text: &mut String, counts: &BTreeMap<Key, Counted>) {
    const SECONDS: &str = "aluehaku_http_request_duration_seconds";
    const BYTES: &str = "aluehaku_http_response_bytes_total";
    let help = "How long requests took, by route and kind of answer.";
    head(text, SECONDS, help, "histogram");
    for ((route, status), counted) in counts {
        let labels = [("route", route.as_str()), ("status", *status)];
        let bucket = format!("{SECONDS}_bucket");
        for (bound, within) in BOUNDS.iter().zip(counted.within) {
            let bound = bound.to_string();
            line(
                text,
                &bucket,
                &[labels[0], labels[1], ("le", &bound)],
                within as f64,
            );
        }
        let all = [labels[0], labels[1], ("le", "+Inf")];
        line(text, &bucket, &all, counted.requests as f64);
        line(text, &format!("{SECONDS}_sum"), &labels, counted.seconds);
        line(
            text,
            &format!("{SECONDS}_count"),
            &labels,
            counted.requests as f64,
        );
    }
    head(
        text,
        BYTES,
        "Bytes of answers before compression, where known at their beginning.",
        "counter",
    );
    for ((route, status), counted) in counts {
        let labels = [("route", route.as_str()), ("status", *status)];
        line(text, BYTES, &labels, counted.bytes as f64);
    }
}

/// Sizes, queue and alerts.
fn write_operation(text: &mut String, facts: &OperationFacts) {
    let gauges = [
        (
            "aluehaku_archive_bytes",
            "Bytes of the archive and its log.",
            Some(facts.archive_bytes),
        ),
        (
            "aluehaku_index_bytes",
            "Bytes of the index, all generations.",
            Some(facts.index_bytes),
        ),
        (
            "aluehaku_disk_free_bytes",
            "Bytes that are free on the disk of the data directory.",
            facts.free_bytes,
        ),
        (
            "aluehaku_archive_revision",
            "Number of the last change of the archive.",
            Some(facts.revision),
        ),
        (
            "aluehaku_crawler_addresses_due",
            "Addresses that are due for a visit.",
            Some(facts.due),
        ),
        (
            "aluehaku_alert_messages_waiting",
            "Messages of alerts that wait.",
            Some(facts.messages_waiting),
        ),
    ];
    for (name, help, value) in gauges {
        if let Some(value) = value {
            gauge(text, name, help);
            line(text, name, &[], value as f64);
        }
    }
    const ALERTS: &str = "aluehaku_alerts";
    gauge(
        text,
        ALERTS,
        "Alerts by way and whether they are confirmed.",
    );
    for (way, confirmed, waiting) in &facts.alerts {
        for (state, count) in [("confirmed", confirmed), ("waiting", waiting)] {
            line(
                text,
                ALERTS,
                &[("way", way), ("state", state)],
                f64::from(*count),
            );
        }
    }
    const MESSAGES: &str = "aluehaku_alert_messages_total";
    head(
        text,
        MESSAGES,
        "Messages of alerts by how they ended.",
        "counter",
    );
    for (outcome, count) in &facts.messages {
        line(text, MESSAGES, &[("outcome", outcome)], f64::from(*count));
    }
}

fn write_troubles(text: &mut String, troubles: &[Trouble]) {
    const TROUBLE: &str = "aluehaku_trouble_since_timestamp_seconds";
    gauge(
        text,
        TROUBLE,
        "Since when something stands in the way of a part of the service; absent while nothing does.",
    );
    for trouble in troubles {
        let labels = [
            ("part", trouble.part.as_str()),
            ("cause", trouble.cause.as_str()),
        ];
        line(text, TROUBLE, &labels, trouble.since as f64);
    }
}

fn write_connections(text: &mut String, connections: &Connections) {
    const OPEN: &str = "aluehaku_connections_open";
    gauge(text, OPEN, "Connections of clients.");
    line(text, OPEN, &[], connections.open() as f64);
    let counters = [
        (
            "aluehaku_connections_refused_total",
            "Connections refused because their client held as many as one may.",
            connections.refused(),
        ),
        (
            "aluehaku_connections_cut_total",
            "Connections cut because their client neither sent nor read on.",
            connections.cut(),
        ),
    ];
    for (name, help, count) in counters {
        head(text, name, help, "counter");
        line(text, name, &[], count as f64);
    }
}

fn write_turns(text: &mut String, index: &IndexAccess) {
    const FREE: &str = "aluehaku_index_turns_free";
    gauge(text, FREE, "Reads of the index that could begin at once.");
    for (weight, name) in [(Weight::Light, "light"), (Weight::Heavy, "heavy")] {
        line(
            text,
            FREE,
            &[("weight", name)],
            index.free_turns(weight) as f64,
        );
    }
}

fn write_facts(text: &mut String, facts: &CrawlFacts) {
    const VISITS: &str = "aluehaku_crawler_visits_total";
    const BYTES: &str = "aluehaku_crawler_received_bytes_total";
    const ALARM: &str = "aluehaku_source_alarm";
    const NAMELESS: &str = "aluehaku_articles_without_names";
    gauge(
        text,
        NAMELESS,
        "Articles that could not be understood and are archived without names.",
    );
    line(text, NAMELESS, &[], facts.nameless as f64);
    head(
        text,
        VISITS,
        "Visits by source and how they ended.",
        "counter",
    );
    for count in &facts.counts {
        let labels = [("source", &*count.source), ("outcome", &*count.outcome)];
        line(text, VISITS, &labels, count.visits as f64);
    }
    head(text, BYTES, "Bytes of bodies as they came.", "counter");
    for count in &facts.counts {
        let labels = [("source", &*count.source), ("outcome", &*count.outcome)];
        line(text, BYTES, &labels, count.bytes as f64);
    }
    for (name, help, value) in SOURCE_GAUGES {
        gauge(text, name, help);
        for health in &facts.health {
            if let Some(value) = value(health) {
                line(text, name, &[("source", &health.source)], value);
            }
        }
    }
    gauge(
        text,
        ALARM,
        "1 while something about a source is out of the ordinary.",
    );
    for health in &facts.health {
        if let Some(alarm) = health.alarm {
            let labels = [("source", &*health.source), ("alarm", alarm.as_str())];
            line(text, ALARM, &labels, 1.0);
        }
    }
}

fn gauge(text: &mut String, name: &str, help: &str) {
    head(text, name, help, "gauge");
}

fn head(text: &mut String, name: &str, help: &str, kind: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
}

fn line(text: &mut String, name: &str, labels: &[(&str, &str)], value: f64) {
    let labels: Vec<String> = labels
        .iter()
        .map(|(name, value)| format!("{name}=\"{}\"", escaped(value)))
        .collect();
    let labels = match labels.as_slice() {
        [] => String::new(),
        labels => format!("{{{}}}", labels.join(",")),
    };
    let _ = writeln!(text, "{name}{labels} {value}");
}

fn escaped(value: &str) -> String {
    value
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
}
