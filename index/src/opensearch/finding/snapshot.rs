//! One state of the index as the cluster keeps it: a point in time, and what is known of it.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use once_cell::sync::OnceCell;
use serde_json::{Value, json};

use super::fields::DAY_LENGTH;
use super::query::Scoring;
use crate::analysis::listed::kind_byte;
use crate::analysis::{AnalyzerIdentity, Language, TermKind};
use crate::document::listed::day_number;
use crate::error::{EngineError, cluster};
use crate::opensearch::cluster::client::{Answer, Body};
use crate::opensearch::cluster::generations::Generations;
use crate::opensearch::cluster::live::{KEPT, Live, close_points_in_time, open_point_in_time};
use crate::opensearch::cluster::mapping::{DAY, SENT, STEMS};
use crate::plan::lookup::SearchedField;
use aluehaku_article::facet::Facet;

/// How long a reader waits for a commit that is under way when the state before it is gone.
const COMMIT_PATIENCE: Duration = Duration::from_secs(10);

/// A question without a limit of its own ends after so long.
const LONGEST_QUESTION: Duration = Duration::from_secs(60);

/// Words of answers that tell that the node is away which keeps a part of the state, or keeps it no longer.
const GONE: [&str; 7] = [
    "search_context_missing",
    "No search context found",
    "no node found for id",
    "node_not_connected",
    "node_disconnected",
    "node_closed",
    "index_not_found",
];

/// A state of the index.
pub(crate) struct Snapshot {
    pub(crate) generations: Arc<Generations>,
    pub(crate) live: Live,
    point_in_time: String,
    /// Whether this reader opened the point in time for itself.
    is_own: bool,
    /// The analyser that wrote the index, when it is another.
    pub(crate) foreign_analyzer: Option<AnalyzerIdentity>,
    pub(crate) article_count: u64,
    /// The latest version that an article was sent with, where articles say so.
    sent: Option<u64>,
    newest: i64,
    pub(super) languages: Vec<Language>,
    pub(super) learnt: Mutex<Learnt>,
    /// The persons that are put forward.
    pub(crate) listed_persons: OnceCell<HashSet<String>>,
}

/// What was found out about the terms of a state.
#[derive(Default)]
pub(super) struct Learnt {
    /// Articles that have a term, by field and typed term.
    pub(super) articles: HashMap<(String, String), u64>,
    pub(super) unfolded: HashMap<(SearchedField, TermKind, String), BTreeSet<String>>,
    pub(super) values: HashMap<Facet, Vec<String>>,
    /// Whether words stand in a row somewhere, by the question.
    pub(super) rows: HashMap<String, bool>,
}

impl Learnt {
    /// Begins anew where it remembers more terms, or more of what letters stand for and of words in a row.
    pub(super) fn forget_beyond(&mut self, terms: usize, questions: usize) {
        if self.articles.len() > terms {
            self.articles.clear();
        }
        if self.unfolded.len() > questions {
            self.unfolded.clear();
        }
        if self.rows.len() > questions {
            self.rows.clear();
        }
    }
}

impl Snapshot {
    /// The newest state. Where its point in time is gone, as when its node has ended, another one is opened: at once
    /// where it shows what the last commit left, else as soon as nothing is on its way into the index.
    pub(crate) fn newest(generations: &Arc<Generations>) -> Result<Self, EngineError> {
        let end = Instant::now() + COMMIT_PATIENCE;
        let mut before: Option<String> = None;
        loop {
            let live = generations.live()?.value;
            let is_gone = before.as_ref() == Some(&live.point_in_time);
            if !is_gone {
                before = Some(live.point_in_time.clone());
                let id = live.point_in_time.clone();
                match Self::open(generations, live, id, false) {
                    Err(EngineError::StateGone) => continue,
                    opened => return opened,
                }
            }
            let own = open_point_in_time(&generations.client, &live.generation)?;
            // Whoever began a commit and died left it to the next writer, which begins it anew.
            let is_still = !live.is_changing || Instant::now() >= end;
            let is_same = is_still && generations.live()?.value == live;
            match Self::open(generations, live, own, true) {
                Err(EngineError::StateGone) if Instant::now() < end => {}
                Ok(opened) if !is_same && !opened.is_of_the_commit() => {}
                opened => return opened,
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn open(
        generations: &Arc<Generations>,
        live: Live,
        point_in_time: String,
        is_own: bool,
    ) -> Result<Self, EngineError> {
        let uses = generations.analyzer.identity();
        let foreign_analyzer = Some(live.analyzer.clone()).filter(|wrote| *wrote != uses);
        let mut snapshot = Self {
            generations: Arc::clone(generations),
            live,
            point_in_time,
            is_own,
            foreign_analyzer,
            article_count: 0,
            sent: None,
            newest: 0,
            languages: Vec::new(),
            learnt: Mutex::default(),
            listed_persons: OnceCell::new(),
        };
        let answer = snapshot.search(json!({
            "size": 0,
            "track_total_hits": true,
            "aggs": {
                "newest": {"max": {"field": DAY}},
                "sent": {"max": {"field": SENT}},
                "stems": {"terms": {"field": STEMS, "size": 10}}
            }
        }))?;
        snapshot.article_count = total(&answer)?;
        let sent = answer["aggregations"]["sent"]["value"].as_f64();
        snapshot.sent = sent.map(|version| version as u64);
        let newest = answer["aggregations"]["newest"]["value"].as_f64();
        let newest = newest.map_or(0, |millis| millis as i64 / DAY_LENGTH);
        // An article dated in the future, by mistake, makes no other one old.
        snapshot.newest = newest.min(day_number(today()));
        let stems = &answer["aggregations"]["stems"]["buckets"];
        let stems = stems.as_array().map_or(&[][..], Vec::as_slice);
        let is_used = |language: &Language| {
            let kind = char::from(kind_byte(TermKind::Stem(*language))).to_string();
            *language == Language::Finnish || stems.iter().any(|stem| stem["key"] == kind)
        };
        snapshot.languages = Language::ALL.into_iter().filter(is_used).collect();
        Ok(snapshot)
    }

    /// Whether it shows what the last commit left: nothing was sent later, and nothing is missing.
    fn is_of_the_commit(&self) -> bool {
        let sent = self.sent.or((self.article_count == 0).then_some(0));
        self.live
            .committed
            .zip(sent)
            .is_some_and(|(committed, sent)| {
                sent <= committed.version && self.article_count == committed.articles
            })
    }

    /// What scores are made of.
    pub(crate) fn scoring(&self) -> Scoring {
        Scoring {
            similarity: self.live.similarity,
            articles: self.article_count,
            major: self.generations.major,
            newest: self.newest,
        }
    }

    /// Asks a question of this state. Every part of the index must answer.
    pub(crate) fn search(&self, question: Value) -> Result<Value, EngineError> {
        let path = format!(
            "/_search?search_type={}&allow_partial_search_results=false",
            search_type(&question)
        );
        let question = self.of_this_state(question);
        let answer = self.generations.client.post(&path, &question)?;
        whole(answer)
    }

    /// Asks many questions at once.
    pub(crate) fn search_all(&self, questions: Vec<Value>) -> Result<Vec<Value>, EngineError> {
        const MOST: usize = 500;
        let mut answers = Vec::with_capacity(questions.len());
        let mut questions = questions.into_iter().peekable();
        while questions.peek().is_some() {
            let part = questions.by_ref().take(MOST);
            let lines = part.map(|question| {
                let head = json!({
                    "search_type": search_type(&question), "allow_partial_search_results": false
                });
                format!("{head}\n{}\n", self.of_this_state(question))
            });
            let lines: String = lines.collect();
            let client = &self.generations.client;
            let answer = client.send("POST", "/_msearch", Body::Lines(&lines))?;
            let mut body = answer.checked("read")?;
            let Some(Value::Array(responses)) = body.get_mut("responses").map(Value::take) else {
                return Err(cluster("read")("an answer without answers"));
            };
            for body in responses {
                let status = body["status"].as_u64().unwrap_or(200);
                let status = u16::try_from(status).unwrap_or(500);
                answers.push(whole(Answer { status, body })?);
            }
        }
        Ok(answers)
    }

    pub(super) fn learnt(&self) -> std::sync::MutexGuard<'_, Learnt> {
        self.learnt.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn of_this_state(&self, mut question: Value) -> Value {
        question["pit"] = json!({"id": self.point_in_time, "keep_alive": KEPT});
        if question.get("timeout").is_none() {
            question["timeout"] = json!(format!("{}ms", LONGEST_QUESTION.as_millis()));
        }
        question
    }
}

impl Drop for Snapshot {
    fn drop(&mut self) {
        if self.is_own {
            close_points_in_time(
                &self.generations.client,
                std::slice::from_ref(&self.point_in_time),
            );
        }
    }
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Snapshot")
            .field("live", &self.live)
            .finish_non_exhaustive()
    }
}

/// The number of all that a question found.
pub(crate) fn total(answer: &Value) -> Result<u64, EngineError> {
    let total = answer["hits"]["total"]["value"].as_u64();
    total.ok_or_else(|| cluster("read")("an answer without a total"))
}

/// Today in Finland.
pub(crate) fn today() -> jiff::civil::Date {
    aluehaku_article::time::helsinki()
        .to_datetime(Timestamp::now())
        .date()
}

/// How a question is asked. Where scores decide, all parts of the index first agree on what they know of the whole; what
/// is only counted, or is in another order, is spared that round, and nodes remember the counts.
fn search_type(question: &Value) -> &'static str {
    let order = question.get("sort").map(|sort| &sort[0]);
    let is_by_score = order.is_none_or(|first| first.get("_score").is_some());
    match question["size"] != json!(0) && is_by_score {
        true => "dfs_query_then_fetch",
        false => "query_then_fetch",
    }
}

/// An answer that every part of the index gave.
fn whole(answer: Answer) -> Result<Value, EngineError> {
    let is_gone = |text: &str| GONE.iter().any(|words| text.contains(words));
    if answer.status >= 400 && is_gone(&answer.body.to_string()) {
        return Err(EngineError::StateGone);
    }
    let body = answer.checked("read")?;
    let failed = body["_shards"]["failed"].as_u64();
    if failed != Some(0) {
        let reason = body["_shards"]["failures"].to_string();
        return Err(match is_gone(&reason) {
            true => EngineError::StateGone,
            false => cluster("read")(format!("a part of the index does not answer: {reason}")),
        });
    }
    Ok(body)
}
