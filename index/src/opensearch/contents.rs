//! Everything that a cluster keeps of articles: in the live generation, and in those that are no longer live.

use serde_json::{Value, json};

use super::OpenSearch;
use super::cluster::live::{KEPT, close_points_in_time, open_point_in_time};
use super::cluster::mapping::{ID, RECORD, URL, keywords};
use crate::error::{EngineError, cluster};

/// Articles that are read at a time.
const READ_AT_ONCE: usize = 500;

impl OpenSearch {
    /// Visits every text that is kept in the generations of the index, each with the place where it is: records and
    /// addresses of articles, and the values of their fields. Articles on their way in are visited too. The words that
    /// articles are found by, which a cluster does not tell, are those of their records.
    ///
    /// # Errors
    /// [`EngineError::Cluster`] when not every part of every generation can be read.
    pub fn each_text(&self, mut visit: impl FnMut(&str, &str)) -> Result<(), EngineError> {
        for generation in self.generations.names()? {
            self.each_article(&generation, |id, article| {
                let parts = ["_source", "fields"].map(|part| article[part].as_object());
                for (name, value) in parts.into_iter().flatten().flatten() {
                    let place = format!("{generation}, article {id}, {name}");
                    each_string(value, &mut |text| visit(&place, text));
                }
            })?;
        }
        Ok(())
    }

    /// Visits the articles of a generation, each with its identifier.
    fn each_article(
        &self,
        generation: &str,
        mut visit: impl FnMut(&str, &Value),
    ) -> Result<(), EngineError> {
        self.generations.refresh(generation)?;
        let client = &self.generations.client;
        let state = open_point_in_time(client, generation)?;
        let mut after = Value::Null;
        loop {
            let mut question = json!({
                "size": READ_AT_ONCE,
                "pit": {"id": state, "keep_alive": KEPT},
                "sort": [{ID: "asc"}],
                "_source": [RECORD, URL],
                "docvalue_fields": keywords().collect::<Vec<_>>()
            });
            if !after.is_null() {
                question["search_after"] = after;
            }
            let path = "/_search?allow_partial_search_results=false";
            let answer = client.post(path, &question)?.checked("read")?;
            let Some(articles) = answer["hits"]["hits"].as_array() else {
                return Err(cluster("read")("an answer without articles"));
            };
            for article in articles {
                visit(article["_id"].as_str().unwrap_or_default(), article);
            }
            match articles.last() {
                Some(last) if articles.len() == READ_AT_ONCE => after = last["sort"].clone(),
                _ => break,
            }
        }
        close_points_in_time(client, &[state]);
        Ok(())
    }
}

fn each_string(value: &Value, visit: &mut dyn FnMut(&str)) {
    match value {
        Value::String(text) => visit(text),
        Value::Array(values) => values.iter().for_each(|value| each_string(value, visit)),
        _ => {}
    }
}
