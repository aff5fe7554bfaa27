//! PostgreSQL's full-text search with its Finnish configuration, asked through `psql`.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::clock::Clock;
use crate::corpus::Corpus;
use crate::figures::{Size, print_indexing_speed};
use crate::stock::whole_text;

/// A server with the articles in it.
pub(crate) struct Postgres {
    socket: PathBuf,
}

/// What is asked.
#[derive(Clone, Copy)]
pub(crate) enum Shape {
    /// The ten best with any word.
    Any,
    /// The number of those with all words.
    All,
    /// The ten best with a phrase.
    Phrase,
    /// The ten newest since 2020 with any word.
    Newest,
}

impl Postgres {
    /// Loads all articles; `None` without a server.
    pub(crate) fn index(corpus: &Corpus, size: Size) -> Option<Self> {
        let socket = std::env::var_os("ALUEHAKU_BENCH_POSTGRES")?;
        let postgres = Self {
            socket: socket.into(),
        };
        let clock = Clock::start();
        let mut script = String::from(
            "DROP TABLE IF EXISTS articles;\n\
             CREATE TABLE articles (id int, published date, body text, words tsvector \
             GENERATED ALWAYS AS (to_tsvector('finnish', body)) STORED);\n\
             COPY articles (id, published, body) FROM stdin;\n",
        );
        for number in 0..size.articles {
            let article = corpus.article(number).article;
            let day = article
                .published
                .map(|time| time.finnish_date().to_string());
            let text = whole_text(&article).replace(['\\', '\t', '\n'], " ");
            script.push_str(&format!("{number}\t{}\t{text}\n", day.unwrap_or_default()));
        }
        script.push_str(
            "\\.\nCREATE INDEX ON articles USING gin (words);\n\
             CREATE INDEX ON articles (published);\nVACUUM ANALYZE articles;\n",
        );
        postgres.run(&script);
        let elapsed = clock.elapsed().without(size.generating);
        print_indexing_speed("PostgreSQL", size, elapsed);
        let bytes = postgres.run("SELECT pg_total_relation_size('articles');");
        let bytes: f64 = bytes
            .lines()
            .find_map(|line| line.trim().parse().ok())
            .unwrap_or(0.0);
        println!(
            "PostgreSQL: table and index/text {:.3}",
            bytes / size.bytes as f64
        );
        Some(postgres)
    }

    /// The time of each query as `psql` reports it, after a round that warms up, sorted.
    pub(crate) fn measure(&self, queries: &[String], shape: Shape) -> Vec<Duration> {
        let asked: String = queries
            .iter()
            .map(|query| statement(query, shape))
            .collect();
        let printed = self.run(&format!("{asked}\\timing on\n{asked}"));
        let times = printed.lines().filter_map(|line| {
            let time = line.strip_prefix("Time: ")?.split(' ').next()?;
            Some(Duration::from_secs_f64(time.parse::<f64>().ok()? / 1e3))
        });
        let mut times: Vec<Duration> = times.collect();
        assert_eq!(
            times.len(),
            queries.len(),
            "psql printed other times: {printed}"
        );
        times.sort_unstable();
        times
    }

    /// Runs a script and returns what it prints.
    fn run(&self, script: &str) -> String {
        let mut child = Command::new("psql")
            .args([
                "-X",
                "-q",
                "-t",
                "-A",
                "-v",
                "ON_ERROR_STOP=1",
                "-d",
                "postgres",
                "-h",
            ])
            .arg(&self.socket)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("psql is installed");
        let mut input = child.stdin.take().expect("its input is piped");
        let script = format!("SET client_min_messages = warning;\n{script}");
        let writing = std::thread::spawn(move || input.write_all(script.as_bytes()));
        let output = child.wait_with_output().expect("psql ends");
        writing
            .join()
            .expect("no panic")
            .expect("psql reads its input");
        assert!(output.status.success(), "psql failed");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

fn statement(query: &str, shape: Shape) -> String {
    let words: Vec<String> = query
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| format!("'{word}'"))
        .collect();
    let joined = |operator: &str| words.join(operator).replace('\'', "''");
    let best = |terms: String| {
        format!(
            "SELECT id FROM articles, to_tsquery('finnish', '{terms}') query WHERE words @@ query \
             ORDER BY ts_rank(words, query) DESC LIMIT 10;\n"
        )
    };
    match shape {
        Shape::Any => best(joined(" | ")),
        Shape::Phrase => best(joined(" <-> ")),
        Shape::All => format!(
            "SELECT count(*) FROM articles WHERE words @@ to_tsquery('finnish', '{}');\n",
            joined(" & ")
        ),
        Shape::Newest => format!(
            "SELECT id FROM articles WHERE words @@ to_tsquery('finnish', '{}') AND \
             published >= '2020-01-01' ORDER BY published DESC LIMIT 10;\n",
            joined(" | ")
        ),
    }
}
