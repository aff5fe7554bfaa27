//! Hits by time of publication, counted by the cluster in periods.

use std::collections::HashMap;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde_json::{Value, json};

use super::counting::{days_inside, hits, hits_of, parts};
use super::search::{Found, Search};
use crate::document::listed::day_number;
use crate::error::EngineError;
use crate::opensearch::cluster::mapping::DAY;
use crate::opensearch::finding::fields::DAY_LENGTH;
use crate::opensearch::finding::filter::passing;
use crate::search::narrowing::Without;
use crate::search::response::{Histogram, Step};
use crate::showing::histogram::{divided, period};

impl Search<'_> {
    /// Hits by time of publication, given between which days they lie.
    pub(crate) fn histogram(
        &self,
        found: &Found,
        days: &Value,
    ) -> Result<Option<Histogram>, EngineError> {
        let Some(wanted) = self.request.histogram else {
            return Ok(None);
        };
        let filters = &self.request.filters;
        let place = |end: &str| days["inside"][end]["value"].as_f64().map(day);
        let range = place("first").zip(place("last"));
        let (step, starts) = divided(wanted, range);
        let mut counts: HashMap<i64, u64> = HashMap::new();
        if !starts.is_empty() {
            let periods = json!({"date_histogram": {
                "field": DAY, "calendar_interval": name(step), "min_doc_count": 1
            }});
            let within =
                json!({"bool": {"filter": [passing(filters, Without::Nothing), days_inside()]}});
            let counted = self.counted(
                found,
                &json!({"periods": parts(&within, &periods, self.folds())}),
            )?;
            for part in counted["periods"]
                .as_object()
                .into_iter()
                .flat_map(serde_json::Map::values)
            {
                for bucket in part["periods"]["buckets"].as_array().into_iter().flatten() {
                    let start = bucket["key"].as_i64().unwrap_or(0).div_euclid(DAY_LENGTH);
                    *counts.entry(start).or_default() += hits(bucket);
                }
            }
        }
        let periods = starts.into_iter().map(|start| {
            let count = counts.get(&day_number(start)).copied().unwrap_or(0);
            period(step, start, filters, count)
        });
        Ok(Some(Histogram {
            step,
            periods: periods.collect(),
            missing: hits_of(&days["missing"]),
            outside: hits_of(&days["outside"]),
        }))
    }
}

fn day(millis: f64) -> Date {
    const EPOCH: Date = date(1970, 1, 1);
    EPOCH.saturating_add((millis as i64).div_euclid(DAY_LENGTH).days())
}

fn name(step: Step) -> &'static str {
    match step {
        Step::Day => "day",
        Step::Week => "week",
        Step::Month => "month",
        Step::Year => "year",
    }
}
