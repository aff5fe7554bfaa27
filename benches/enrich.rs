//! Times enrichment on the articles of the pretend sites: all of it, and each stage by itself.
//!
//! Each stage runs three times over all articles on one thread; the fastest run counts.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use aluehaku::article_record::ArticleRecord;
use aluehaku_article::Article;
use aluehaku_enrich::fingerprint::Fingerprint;
use aluehaku_enrich::knowledge::Knowledge;
use aluehaku_enrich::names::register::{Edits, Observations, Register};
use aluehaku_enrich::names::tokens;
use aluehaku_enrich::{self, Given, language};
use aluehaku_finnish::names::Models;

/// Words that the goal of 300 articles a second is stated for.
const WORDS_OF_ARTICLE: f64 = 300.0;

fn main() {
    let articles = articles();
    let found =
        aluehaku_dictionary::load(None, None).expect("a dictionary that is found can be read");
    println!(
        "{} articles, dictionary: {:?}",
        articles.len(),
        found.dictionary
    );
    let resident = resident_kilobytes();
    let mut knowledge = Knowledge::new(Arc::new(found.finnish));
    let mut observations = Observations::default();
    for article in &articles {
        observations.add(&aluehaku_enrich::observed(article, &knowledge.context()));
    }
    let register = Register::new(&observations, &Edits::default(), &[], knowledge.finnish());
    knowledge.set_register(register);
    let taken = resident_kilobytes().saturating_sub(resident);

    let bodies: Vec<&str> = articles
        .iter()
        .map(|article| article.body.as_str())
        .collect();
    let words: usize = bodies
        .iter()
        .map(|body| body.split_whitespace().count())
        .sum();
    let documents: Vec<Vec<Vec<&str>>> = bodies
        .iter()
        .map(|body| {
            tokens::sentences(&[body])
                .iter()
                .map(|s| s.iter().map(|token| token.text).collect())
                .collect()
        })
        .collect();
    let token_count: usize = documents.iter().flatten().map(Vec::len).sum();

    let context = knowledge.context();
    let tagger = context.names.tagger;
    let whole = fastest(|| {
        for article in &articles {
            black_box(aluehaku_enrich::enrich(
                article.clone(),
                Given::default(),
                &context,
            ));
        }
    });
    let tagging = fastest(|| {
        for document in &documents {
            black_box(tagger.tag(document));
        }
    });
    let names = fastest(|| {
        for body in &bodies {
            black_box(context.names.find(&[body], context.register));
        }
    });
    let places = fastest(|| {
        for body in &bodies {
            black_box(context.places.find(&[body], Some("fi")));
        }
    });
    let languages = fastest(|| {
        for body in &bodies {
            black_box(language::detect(body, None, None, |_| true));
        }
    });
    let fingerprints = fastest(|| {
        for body in &bodies {
            black_box(Fingerprint::of(body));
        }
    });
    println!(
        "tagger: {:.0} tokens a second",
        token_count as f64 / tagging.as_secs_f64()
    );
    let articles_of_goal = words as f64 / WORDS_OF_ARTICLE;
    println!(
        "enrichment: {:.0} articles of 300 words a second",
        articles_of_goal / whole.as_secs_f64()
    );
    for (stage, time) in [
        ("names, the tagger within", names),
        ("tagger", tagging),
        ("places", places),
        ("language", languages),
        ("fingerprint (beside enrichment)", fingerprints),
    ] {
        println!(
            "  {stage}: {:.1} % of enrichment",
            100.0 * time.as_secs_f64() / whole.as_secs_f64()
        );
    }
    println!(
        "memory of the tagger's models: {} KB",
        Models::bundled().size() / 1024
    );
    println!("memory that models, registers and lists of names took when first used: {taken} KB");
}

/// Memory of the process that is in use, where the system tells.
fn resident_kilobytes() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

fn fastest(mut run: impl FnMut()) -> Duration {
    (0..3)
        .map(|_| {
            let started = Instant::now();
            run();
            started.elapsed()
        })
        .min()
        .unwrap_or_default()
}

fn articles() -> Vec<Article> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/articles");
    let mut articles = Vec::new();
    for source in std::fs::read_dir(folder)
        .expect("the fixtures are there")
        .flatten()
    {
        for file in std::fs::read_dir(source.path())
            .expect("the fixtures are there")
            .flatten()
        {
            let text = std::fs::read_to_string(file.path()).expect("a fixture is text");
            let record: ArticleRecord =
                serde_json::from_str(&text).expect("a fixture is an article");
            articles.push(record.article().expect("a fixture is an article"));
        }
    }
    articles
}
