//! Questions for the first of the articles that a plan finds.

use serde_json::{Value, json};

use crate::deadline::Deadline;
use crate::error::{EngineError, cluster};
use crate::opensearch::cluster::mapping::{GROUP, ID, PUBLISHED, RECORD, URL};
use crate::opensearch::finding::query::{Plan, condition, ranked};
use crate::opensearch::finding::snapshot::Snapshot;
use crate::plan::Node;
use crate::plan::word::Reach;
use crate::search::cursor::Cursor;
use crate::search::request::Sort;
use aluehaku_article::ids::ArticleId;

/// What the articles of a plan are asked for by.
pub(crate) struct Asking<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) sort: Sort,
    pub(crate) deadline: &'a Deadline,
    /// What the articles fulfil, with their scores where they are ordered by these.
    pub(crate) query: Value,
    /// The same without scores, for what is only counted.
    pub(crate) found: Value,
    /// What they are narrowed to after everything is counted.
    pub(crate) passing: Value,
}

/// An article in the order of a question.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) id: String,
    pub(crate) group: Option<String>,
    pub(crate) score: Option<f32>,
    /// What the order goes by, as the cluster tells it.
    pub(crate) order: Vec<Value>,
    /// The article, where it was asked for.
    pub(crate) record: Option<String>,
}

impl<'a> Asking<'a> {
    /// Asks for the articles that fulfil a condition on the leaves of a plan.
    pub(crate) fn new(
        snapshot: &'a Snapshot,
        (sort, deadline): (Sort, &'a Deadline),
        plan: &Plan,
        (node, reach): (&Node, Reach),
        passing: Value,
    ) -> Self {
        let found = condition(plan, node, reach);
        let query = match sort {
            Sort::Relevance => ranked(plan, &found, snapshot.scoring()),
            Sort::NewestFirst | Sort::OldestFirst => json!({"bool": {"filter": [found]}}),
        };
        Self {
            snapshot,
            sort,
            deadline,
            query,
            found,
            passing,
        }
    }

    /// Leaves out the articles that fulfil any of some conditions.
    pub(crate) fn leave_out(&mut self, others: &[Value]) {
        self.query = json!({"bool": {"must": [self.query], "must_not": others}});
        self.found = json!({"bool": {"filter": [self.found], "must_not": others}});
    }

    /// A question for so many of the first articles after a place.
    pub(crate) fn question(
        &self,
        size: usize,
        after: Option<&[Value]>,
        with_records: bool,
    ) -> Value {
        let source = match with_records {
            true => json!([RECORD]),
            false => json!(false),
        };
        let mut question = json!({
            "size": size,
            "_source": source,
            "docvalue_fields": [GROUP],
            "track_total_hits": false,
            "sort": self.order(),
            "query": self.query,
            "post_filter": self.passing,
        });
        if let Some(after) = after {
            question["search_after"] = json!(after);
        }
        question
    }

    /// The members of some groups, in order, each with its source and address.
    pub(crate) fn members_of(&self, groups: &[&str]) -> Value {
        const MOST: usize = 10_000;
        let mut question = self.question(MOST, None, false);
        let own = json!([self.passing, {"terms": {GROUP: groups}}]);
        question["query"] = json!({"bool": {"must": [self.query], "filter": own}});
        question["_source"] = json!([URL]);
        question["docvalue_fields"] = json!([GROUP, "source"]);
        question
    }

    /// The score of one article.
    pub(crate) fn score_of(&self, id: &ArticleId) -> Result<Option<f32>, EngineError> {
        let one = json!({"terms": {ID: [id.as_str()]}});
        let mut question = self.question(1, None, false);
        question["query"] = json!({"bool": {"must": [self.query], "filter": [one]}});
        let place = self.places(&self.ask(question)?).pop();
        Ok(place.and_then(|place| place.score))
    }

    /// The articles of an answer, in order; with their scores where these decide the order.
    pub(crate) fn places(&self, answer: &Value) -> Vec<Place> {
        let mut places = places(answer);
        if self.sort == Sort::Relevance {
            for place in &mut places {
                let score = place.order.first().and_then(Value::as_f64);
                place.score = score.map(|score| score as f32);
            }
        }
        places
    }

    /// Asks, as long as there is time; an answer that was cut short is noted.
    pub(crate) fn ask(&self, question: Value) -> Result<Value, EngineError> {
        ask(self.snapshot, self.deadline, question)
    }

    /// The place that a cursor names.
    pub(crate) fn after(&self, cursor: &Cursor) -> Vec<Value> {
        let key = match self.sort {
            Sort::Relevance => {
                let bits = u32::try_from(cursor.key).unwrap_or(0);
                let score = Some(f32::from_bits(bits)).filter(|score| score.is_finite());
                json!(score.unwrap_or(0.0))
            }
            Sort::NewestFirst => json!(cursor.key),
            Sort::OldestFirst => json!(cursor.key.checked_neg().unwrap_or(i64::MAX)),
        };
        vec![key, json!(cursor.id.as_str())]
    }

    /// The cursor that names a place.
    pub(crate) fn cursor(&self, place: &Place) -> Option<Cursor> {
        let id = ArticleId::new(&place.id).ok()?;
        let time = || place.order.first().and_then(Value::as_i64);
        let key = match self.sort {
            Sort::Relevance => i64::from(place.score?.to_bits()),
            Sort::NewestFirst => time().unwrap_or(i64::MIN),
            Sort::OldestFirst => match time() {
                None | Some(i64::MAX) => i64::MIN,
                Some(time) => time.saturating_neg(),
            },
        };
        Some(Cursor { key, id })
    }

    fn order(&self) -> Value {
        let by_time = |order: &str| json!({PUBLISHED: {"order": order, "missing": "_last"}});
        let first = match self.sort {
            Sort::Relevance => json!({"_score": "desc"}),
            Sort::NewestFirst => by_time("desc"),
            Sort::OldestFirst => by_time("asc"),
        };
        json!([first, {ID: "asc"}])
    }
}

/// Asks a state, as long as there is time; an answer that was cut short is noted.
pub(crate) fn ask(
    snapshot: &Snapshot,
    deadline: &Deadline,
    question: Value,
) -> Result<Value, EngineError> {
    if !deadline.goes_on() {
        return Ok(Value::Null);
    }
    let answer = snapshot.search(limited(question, deadline))?;
    note_cut(&answer, deadline);
    Ok(answer)
}

/// Asks two questions of a state at once.
pub(crate) fn ask_both(
    snapshot: &Snapshot,
    deadline: &Deadline,
    questions: [Value; 2],
) -> Result<[Value; 2], EngineError> {
    if !deadline.goes_on() {
        return Ok([Value::Null, Value::Null]);
    }
    let questions = questions.map(|question| limited(question, deadline));
    let answers = snapshot.search_all(questions.to_vec())?;
    answers.iter().for_each(|answer| note_cut(answer, deadline));
    let answers = <[Value; 2]>::try_from(answers);
    answers.map_err(|_| cluster("read")("two questions have another number of answers"))
}

/// A question that ends with the time there is.
fn limited(mut question: Value, deadline: &Deadline) -> Value {
    if let Some(left) = deadline.left() {
        question["timeout"] = json!(format!("{}ms", left.as_millis().max(1)));
    }
    question
}

fn note_cut(answer: &Value, deadline: &Deadline) {
    if answer["timed_out"].as_bool() == Some(true) {
        deadline.cut();
    }
}

/// The articles of an answer, in order.
pub(crate) fn places(answer: &Value) -> Vec<Place> {
    let hits = answer["hits"]["hits"].as_array();
    let places = hits.into_iter().flatten().map(|hit| Place {
        id: text(&hit["_id"]).unwrap_or_default(),
        group: text(&hit["fields"][GROUP][0]),
        score: hit["_score"].as_f64().map(|score| score as f32),
        order: hit["sort"].as_array().cloned().unwrap_or_default(),
        record: text(&hit["_source"][RECORD]),
    });
    places.collect()
}

/// The records of articles, by their identifiers.
pub(crate) fn records(
    snapshot: &Snapshot,
    ids: &[&str],
) -> Result<Vec<(String, String)>, EngineError> {
    let answer = snapshot.search(json!({
        "size": ids.len(),
        "_source": [RECORD],
        "query": {"terms": {ID: ids}}
    }))?;
    let records = places(&answer).into_iter().map(|place| {
        let record = place.record;
        let record = record.ok_or_else(|| cluster("read")("an article has no record"))?;
        Ok((place.id, record))
    });
    records.collect()
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(ToOwned::to_owned)
}
