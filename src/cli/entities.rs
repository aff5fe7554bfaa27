//! `aluehaku entities`: which persons, organisations, projects and places a text names.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use aluehaku_article::ids::{ArticleId, SourceId};
use aluehaku_article::{Article, EntityKind};
use aluehaku_finnish::names::{Label, NameKind};
use anyhow::Context as _;
use clap::Args;
use serde::Serialize;

use super::output::{json_line, say, standard_output};
use super::{Context, Ending};
use crate::app::App;
use crate::article_record::Confidence;
use aluehaku_enrich::Given;
use aluehaku_enrich::knowledge::Knowledge;
use aluehaku_enrich::pieces::pieces;

/// Most bytes of a text.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Show whom and what a text names, one JSON object a mention.
#[derive(Debug, Args)]
pub(super) struct EntitiesArguments {
    /// Text file; without it, or for `-`, standard input is read.
    file: Option<PathBuf>,

    /// Read one token a line, a blank line between sentences, `# newdoc` between documents; write each token with
    /// its tag (PER, ORG, LOC in IOB2).
    #[arg(long)]
    conll: bool,
}

/// One line of output.
#[derive(Debug, Serialize)]
struct EntityRecord<'t> {
    text: &'t str,
    start: usize,
    end: usize,
    kind: &'static str,
    name: &'t str,
    role: Option<&'t str>,
    /// What says that it is one.
    evidence: &'static str,
    /// How often mentions with such evidence are right.
    confidence: Confidence,
}

pub(super) fn run(arguments: &EntitiesArguments, context: &Context) -> anyhow::Result<Ending> {
    let app = App::new(context.settings()?.settings)?;
    let knowledge = Knowledge::new(app.finnish()?);
    if knowledge.finnish().analyzer().is_none() && !context.quiet {
        say!("no Finnish dictionary: far fewer names are found; `make setup` builds one");
    }
    let text = read(arguments.file.as_deref())?;
    let mut output = standard_output();
    if arguments.conll {
        write_tags(&text, &knowledge, &mut output)?;
    } else {
        let mut start = 0;
        for piece in pieces(&text) {
            write_mentions(piece, start, &knowledge, &mut output)?;
            start += piece.len();
        }
    }
    output.flush()?;
    Ok(Ending::Done)
}

fn read(file: Option<&Path>) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    match file.filter(|file| file.as_os_str() != "-") {
        Some(file) => {
            let opened = std::fs::File::open(file)
                .with_context(|| format!("cannot read the file {}", file.display()))?;
            opened.take(MAX_BYTES).read_to_end(&mut bytes)?;
        }
        None => {
            std::io::stdin().take(MAX_BYTES).read_to_end(&mut bytes)?;
        }
    }
    Ok(String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}

/// Writes the mentions of a piece of a text that begins at a byte.
fn write_mentions(
    piece: &str,
    start: usize,
    knowledge: &Knowledge,
    output: &mut impl Write,
) -> anyhow::Result<()> {
    let article = Article {
        id: ArticleId::from_canonical_url(""),
        url: None,
        source: SourceId::new("text")?,
        title: String::new(),
        lead: None,
        body: piece.to_owned(),
        published: None,
        modified: None,
        authors: Vec::new(),
        topics: Vec::new(),
        language: None,
        parts: Vec::new(),
        snippet_only: false,
    };
    let enriched = aluehaku_enrich::enrich(article, Given::default(), &knowledge.context());
    for mention in &enriched.mentions {
        let record = EntityRecord {
            text: &mention.text,
            start: start + mention.start,
            end: start + mention.end,
            kind: mention.kind.as_str(),
            name: &mention.name,
            role: mention
                .role
                .as_deref()
                .filter(|_| mention.kind == EntityKind::Person),
            evidence: mention.evidence.as_str(),
            confidence: mention.evidence.confidence(mention.kind).into(),
        };
        json_line(output, &record)?;
    }
    Ok(())
}

fn write_tags(text: &str, knowledge: &Knowledge, output: &mut impl Write) -> anyhow::Result<()> {
    let mut document: Vec<&str> = Vec::new();
    for line in text.lines() {
        if line.starts_with("# newdoc") {
            write_document(&document, knowledge, output)?;
            document.clear();
        }
        document.push(line);
    }
    write_document(&document, knowledge, output)
}

/// Writes the lines of a document back, each token with its tag.
fn write_document(
    lines: &[&str],
    knowledge: &Knowledge,
    output: &mut impl Write,
) -> anyhow::Result<()> {
    let is_token = |line: &str| !line.trim().is_empty() && !line.starts_with("# newdoc");
    let mut sentences: Vec<Vec<&str>> = vec![Vec::new()];
    for line in lines {
        match (is_token(line), sentences.last_mut()) {
            (true, Some(sentence)) => sentence.push(line.split('\t').next().unwrap_or(line)),
            _ => sentences.push(Vec::new()),
        }
    }
    let labels = knowledge.names().tagger.tag(&sentences);
    let mut labels = labels.into_iter().flatten();
    for line in lines {
        if is_token(line) {
            let tag = tag(labels.next().unwrap_or(Label::Outside));
            writeln!(output, "{}\t{tag}", line.split('\t').next().unwrap_or(line))?;
        } else {
            writeln!(output, "{line}")?;
        }
    }
    Ok(())
}

fn tag(label: Label) -> &'static str {
    match label {
        Label::Begin(NameKind::Person) => "B-PER",
        Label::Inside(NameKind::Person) => "I-PER",
        Label::Begin(NameKind::Place) => "B-LOC",
        Label::Inside(NameKind::Place) => "I-LOC",
        Label::Begin(NameKind::Organisation) => "B-ORG",
        Label::Inside(NameKind::Organisation) => "I-ORG",
        Label::Outside | Label::Begin(NameKind::Other) | Label::Inside(NameKind::Other) => "O",
    }
}
