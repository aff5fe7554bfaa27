//! Measures how names of real text are read before and after the register learnt from it.
//!
//! ```text
//! cargo run -p aluehaku-enrich --example eval_names -- [--mentions FILE] [--values N] TEXTS...
//! ```
//!
//! All documents of TEXTS are one archive: each is read, teaches its lesson, and is read again with the register of all
//! lessons. A file of TEXTS that ends in `.tsv` is either a corpus with one token and its tag a line (`-DOCSTART-`
//! begins a document, an empty line ends a sentence, tags are `B-PER` and the like), or has a name and a text a line;
//! any other file is one document. The answer is the F1 of exact spans for each kind of name that a corpus tags, without
//! and with the register; then the most frequent values of each facet with the number of documents, for a look.
//! `--mentions` writes each mention of the second reading to a file, so that two states of the code can be compared.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::ops::Range;
use std::sync::Arc;

use aluehaku_article::ids::{ArticleId, SourceId};
use aluehaku_article::{Article, EnrichedArticle, EntityKind, TextPart};
use aluehaku_enrich::knowledge::Knowledge;
use aluehaku_enrich::names::register::{Edits, Observations, Register};
use aluehaku_enrich::{Given, enrich, observed};

#[derive(Default)]
struct Options {
    mentions: Option<String>,
    values: Option<usize>,
    texts: Vec<String>,
}

/// A document, with the names that a person marked in it where somebody did.
struct Document {
    article: Article,
    marked: Option<Marked>,
}

/// Names by kind and bytes of the body.
type Marked = BTreeSet<(EntityKind, usize, usize)>;

/// Values of a facet that are shown where the arguments say no number.
const SHOWN_VALUES: usize = 50;

const KINDS: [(EntityKind, &str); 3] = [
    (EntityKind::Person, "persons"),
    (EntityKind::Organisation, "organisations"),
    (EntityKind::Place, "places"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::from_arguments()?;
    let mut documents = Vec::new();
    for path in &options.texts {
        documents.extend(read(path)?);
    }
    let finnish = aluehaku_dictionary::load(None, None)?.finnish;
    let mut knowledge = Knowledge::new(Arc::new(finnish));
    let mut observations = Observations::default();
    for document in &documents {
        observations.add("eval", &observed(&document.article, &knowledge.context()));
    }
    let before = enriched(&documents, &knowledge);
    let register = Register::new(&observations, &Edits::default(), &[], knowledge.finnish());
    knowledge.set_register(register);
    let after = enriched(&documents, &knowledge);
    println!("{} documents", documents.len());
    print_spans(&documents, &before, &after);
    print_values(&after, options.values.unwrap_or(SHOWN_VALUES));
    if let Some(path) = &options.mentions {
        fs::write(path, mentions(&documents, &after))?;
    }
    Ok(())
}

impl Options {
    fn from_arguments() -> Result<Self, Box<dyn Error>> {
        let mut options = Self::default();
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
            match argument.as_str() {
                "--mentions" => options.mentions = Some(value()?),
                "--values" => options.values = Some(value()?.parse()?),
                _ => options.texts.push(argument),
            }
        }
        Ok(options)
    }
}

fn read(path: &str) -> Result<Vec<Document>, Box<dyn Error>> {
    let text = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    Ok(if !path.ends_with(".tsv") {
        vec![Document::plain(path, text)]
    } else if text.starts_with("-DOCSTART-") {
        let documents = text.split("-DOCSTART-").skip(1).enumerate();
        documents
            .map(|(number, lines)| tagged(&format!("{path}#{number}"), lines))
            .collect()
    } else {
        let lines = text.lines().filter_map(|line| line.split_once('\t'));
        lines
            .map(|(name, text)| Document::plain(name, text.to_owned()))
            .collect()
    })
}

impl Document {
    fn plain(name: &str, text: String) -> Self {
        Self {
            article: Article {
                id: ArticleId::from_canonical_url(name),
                url: Some(name.to_owned()),
                source: SourceId::new("eval").unwrap_or_else(|_| unreachable!("a plain word")),
                title: String::new(),
                lead: None,
                body: text,
                published: None,
                modified: None,
                authors: Vec::new(),
                topics: Vec::new(),
                language: None,
                parts: Vec::new(),
                snippet_only: false,
            },
            marked: None,
        }
    }
}

/// A document of tokens with tags: its sentences as one paragraph.
fn tagged(name: &str, lines: &str) -> Document {
    let mut body = String::new();
    let mut marked = Marked::new();
    let mut open: Option<(EntityKind, Range<usize>)> = None;
    let mut is_quoted = false;
    for line in lines.lines().skip(1) {
        let (token, tag) = line.split_once('\t').unwrap_or(("", "O"));
        let closes = matches!(token, "." | "," | ":" | ";" | "!" | "?" | ")" | "”" | "…");
        let is_quote = token == "\"";
        let ends_quote = is_quote && is_quoted;
        let after_opening = body.ends_with('(') || body.ends_with('"') && is_quoted;
        if !body.is_empty() && !token.is_empty() && !closes && !ends_quote && !after_opening {
            body.push(' ');
        }
        is_quoted ^= is_quote;
        let start = body.len();
        body.push_str(token);
        let kind = tag.get(2..).and_then(|kind| match kind {
            "PER" => Some(EntityKind::Person),
            "ORG" => Some(EntityKind::Organisation),
            "LOC" => Some(EntityKind::Place),
            _ => None,
        });
        match (&mut open, kind) {
            (Some((_, bytes)), Some(_)) if tag.starts_with('I') => bytes.end = body.len(),
            _ => {
                marked.extend(
                    open.take()
                        .map(|(kind, bytes)| (kind, bytes.start, bytes.end)),
                );
                open = kind.map(|kind| (kind, start..body.len()));
            }
        }
    }
    marked.extend(open.map(|(kind, bytes)| (kind, bytes.start, bytes.end)));
    Document {
        marked: Some(marked),
        ..Document::plain(name, body)
    }
}

fn enriched(documents: &[Document], knowledge: &Knowledge) -> Vec<EnrichedArticle> {
    let context = knowledge.context();
    let articles = documents.iter().map(|document| document.article.clone());
    articles
        .map(|article| enrich(article, Given::default(), &context))
        .collect()
}

fn print_spans(documents: &[Document], before: &[EnrichedArticle], after: &[EnrichedArticle]) {
    if documents.iter().all(|document| document.marked.is_none()) {
        return;
    }
    println!("exact spans       without the register             with the register");
    for (kind, name) in KINDS {
        let [before, after] = [before, after].map(|articles| share(documents, articles, kind));
        println!("{name:14} {before}   {after}");
    }
}

/// Precision, recall and F1 of one kind.
fn share(documents: &[Document], articles: &[EnrichedArticle], kind: EntityKind) -> String {
    let (mut right, mut found, mut stated) = (0usize, 0usize, 0usize);
    for (document, read) in documents.iter().zip(articles) {
        let Some(marked) = &document.marked else {
            continue;
        };
        let mentions = read.mentions.iter();
        let spans: BTreeSet<_> = mentions
            .filter(|mention| mention.kind == kind && mention.part == TextPart::Body)
            .map(|mention| (kind, mention.start, mention.end))
            .collect();
        right += spans.intersection(marked).count();
        found += spans.len();
        stated += marked.iter().filter(|(marked, ..)| *marked == kind).count();
    }
    let percent = |of: usize| 100.0 * right as f64 / of.max(1) as f64;
    let f1 = 200.0 * right as f64 / (found + stated).max(1) as f64;
    format!(
        "P {:5.1} R {:5.1} F1 {f1:5.1}",
        percent(found),
        percent(stated)
    )
}

fn print_values(articles: &[EnrichedArticle], most: usize) {
    type Values = fn(&EnrichedArticle) -> &[String];
    let facets: [(&str, Values); 4] = [
        ("persons", |read| &read.entities.persons),
        ("organisations", |read| &read.entities.organisations),
        ("projects", |read| &read.entities.projects),
        ("municipalities", |read| &read.entities.municipalities),
    ];
    for (name, values) in facets {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for value in articles.iter().flat_map(values) {
            *counts.entry(value).or_default() += 1;
        }
        let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        println!("{name}: {} values", counts.len());
        for (value, count) in counts.iter().take(most) {
            println!("{count:6}  {value}");
        }
    }
}

/// A line for each mention of a person, an organisation or a project; whether it is right where a corpus says that.
fn mentions(documents: &[Document], articles: &[EnrichedArticle]) -> String {
    let mut lines = String::new();
    for (document, read) in documents.iter().zip(articles) {
        let name = read.article.url.as_deref().unwrap_or_default();
        for mention in &read.mentions {
            if mention.kind != EntityKind::Place {
                let text = read.article.body.as_str();
                let from = text.floor_char_boundary(mention.start.saturating_sub(40));
                let to = text.ceil_char_boundary((mention.end + 30).min(text.len()));
                let around = format!(
                    "{}[{}]{}",
                    &text[from..mention.start],
                    &text[mention.start..mention.end],
                    &text[mention.end..to]
                )
                .replace('\n', " ");
                let span = (mention.kind, mention.start, mention.end);
                let marked = document.marked.as_ref();
                let verdict = match marked.map(|marked| marked.contains(&span)) {
                    Some(true) => "right",
                    Some(false) => "wrong",
                    None => "",
                };
                let _ = writeln!(
                    lines,
                    "{name}\t{:?}\t{}\t{:?}\t{around}\t{verdict}",
                    mention.kind, mention.name, mention.evidence
                );
            }
        }
    }
    lines
}
