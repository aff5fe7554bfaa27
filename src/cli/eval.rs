//! `aluehaku eval`: how well the index answers judged queries.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::output::{json_line, standard_output};
use super::{Context, Ending};
use crate::app::App;
use crate::evaluation::judged::{JudgedQueries, JudgedQuery};
use crate::evaluation::measures::{DEPTH, Measures};
use crate::serving::Api;

/// Queries of this kind are asked again as the answer suggests.
const TYPO: &str = "typo";

/// Measure the search by judged queries: nDCG@10, MRR@10 and recall@100.
#[derive(Debug, Args)]
pub(super) struct EvalArguments {
    /// Judged queries as TOML, or queries as `query_id TAB query` lines.
    queries: PathBuf,

    /// Judgements for queries as lines: TREC qrels over article identifiers.
    judgements: Option<PathBuf>,

    /// Further parameters for every query, as in an address (`match=all&duplicates=show`).
    #[arg(long, value_name = "PARAMETERS", default_value = "")]
    with: String,

    /// Fail when the mean nDCG@10 is below the floor that the TOML file states for the analyser in
    /// use.
    #[arg(long)]
    check: bool,

    /// Print the measures of each query, too.
    #[arg(long)]
    each: bool,

    /// How to write the measures.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// One object a line as JSON.
    Jsonl,
}

pub(super) fn run(arguments: &EvalArguments, context: &Context) -> anyhow::Result<Ending> {
    let judged = read(arguments)?;
    let app = App::new(context.settings()?.settings)?;
    let api = app.api()?;
    let mut output = standard_output();
    let mut all = Vec::new();
    let mut kinds: BTreeMap<&str, Vec<Measures>> = BTreeMap::new();
    for query in &judged.queries {
        let Some(measures) = measure(&api, query, &arguments.with)? else {
            continue;
        };
        all.push(measures);
        if let Some(kind) = &query.kind {
            kinds.entry(kind).or_default().push(measures);
        }
        if arguments.each {
            write(&mut output, arguments.format, &query.id, measures)?;
        }
    }
    for (kind, measured) in kinds {
        let name = format!("mean of {} queries: {kind}", measured.len());
        write(
            &mut output,
            arguments.format,
            &name,
            Measures::mean(&measured),
        )?;
    }
    let mean = Measures::mean(&all);
    let name = format!("mean of {} queries", all.len());
    write(&mut output, arguments.format, &name, mean)?;
    output.flush()?;
    if arguments.check {
        check(&judged, mean, app.analyser()?.name)?;
    }
    Ok(if all.is_empty() {
        Ending::NothingFound
    } else {
        Ending::Done
    })
}

fn check(judged: &JudgedQueries, mean: Measures, analyser: &str) -> anyhow::Result<()> {
    let floor = judged.floor.get(analyser);
    let floor = floor.with_context(|| format!("the file states no floor for {analyser}"))?;
    if mean.ndcg_at_10 < *floor {
        bail!(
            "nDCG@10 is {:.4}, below the floor of {floor} for {analyser}",
            mean.ndcg_at_10
        );
    }
    Ok(())
}

fn read(arguments: &EvalArguments) -> anyhow::Result<JudgedQueries> {
    let queries = read_file(&arguments.queries)?;
    let judged = match &arguments.judgements {
        Some(judgements) => JudgedQueries::from_trec(&queries, &read_file(judgements)?),
        None => JudgedQueries::from_toml(&queries),
    };
    judged.with_context(|| {
        format!(
            "cannot read judged queries from {}",
            arguments.queries.display()
        )
    })
}

fn read_file(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path)
        .with_context(|| format!("cannot read the file {}", path.display()))
}

/// The measures of one query; `None` when no article is judged relevant.
fn measure(api: &Api, query: &JudgedQuery, with: &str) -> anyhow::Result<Option<Measures>> {
    let separator = if with.is_empty() { "" } else { "&" };
    let address = format!(
        "/api/v1/search?{}&per_page={DEPTH}&histogram=0{separator}{with}",
        query.parameters
    );
    let ask = |address: &str| {
        let answer = api.ask(address);
        answer.with_context(|| format!("the query {} failed", query.id))
    };
    let mut answer = ask(&address)?;
    if query.kind.as_deref() == Some(TYPO)
        && let Some(better) = answer["did_you_mean"].as_str()
    {
        // What a reader does who sees the better spelling.
        let better = url::form_urlencoded::byte_serialize(better.as_bytes());
        let better: String = better.collect();
        answer = ask(&format!(
            "/api/v1/search?q={better}&per_page={DEPTH}&histogram=0"
        ))?;
    }
    let hits = answer["hits"].as_array().into_iter().flatten();
    let close = answer["close"]["hits"].as_array().into_iter().flatten();
    let ranking: Vec<String> = hits
        .chain(close)
        .map(|hit| judged_name(hit, query))
        .collect();
    Ok(Measures::of(&ranking, &query.grades))
}

/// The name a hit is judged under: its identifier, or its address where that is judged.
fn judged_name(hit: &Value, query: &JudgedQuery) -> String {
    let text = |field: &str| hit[field].as_str().unwrap_or_default().to_owned();
    let url = text("url");
    if query.grades.contains_key(&url) {
        url
    } else {
        text("id")
    }
}

fn write(
    output: &mut impl Write,
    format: Format,
    name: &str,
    measures: Measures,
) -> anyhow::Result<()> {
    let Measures {
        ndcg_at_10,
        mrr_at_10,
        recall_at_100,
    } = measures;
    match format {
        Format::Text => writeln!(
            output,
            "nDCG@10 {ndcg_at_10:.4}  MRR@10 {mrr_at_10:.4}  recall@100 {recall_at_100:.4}  {name}"
        )?,
        Format::Jsonl => json_line(
            output,
            &json!({
                "query": name,
                "ndcg_at_10": ndcg_at_10,
                "mrr_at_10": mrr_at_10,
                "recall_at_100": recall_at_100,
            }),
        )?,
    }
    Ok(())
}
