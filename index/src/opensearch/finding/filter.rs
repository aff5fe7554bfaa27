//! What the found articles are narrowed to, as conditions of the cluster.

use serde_json::{Value, json};

use super::fields::DAY_LENGTH;
use crate::document::listed::day_number;
use crate::opensearch::cluster::mapping::{DAY, EVENT_DAY};
use crate::search::narrowing::Without;
use crate::search::request::Filters;
use crate::search::response::FilterKind;

/// What articles must fulfil to pass the filters but for what is left out of them.
pub(crate) fn passing(filters: &Filters, without: Without) -> Value {
    let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
    for filter in &filters.facets {
        let (kind, name) = (FilterKind::Facet(filter.facet), filter.facet.name());
        if !filter.any_of.is_empty() && without.keeps_choice(kind) {
            wanted.push(json!({"terms": {name: filter.any_of}}));
        }
        if !filter.none_of.is_empty() && without.keeps_exclusion(kind) {
            unwanted.push(json!({"terms": {name: filter.none_of}}));
        }
    }
    let has_dates = filters.from.is_some() || filters.to.is_some();
    if has_dates && without.keeps_choice(FilterKind::Dates) {
        let millis = |day: Option<_>| day.map(|day| day_number(day) * DAY_LENGTH);
        let range = json!({"gte": millis(filters.from), "lte": millis(filters.to)});
        wanted.push(json!({"range": {DAY: range}}));
    }
    let event_days = filters.event_days;
    if let Some(days) = event_days.filter(|_| without.keeps_choice(FilterKind::EventDays)) {
        let range = json!({"gte": day_number(days.first), "lte": days.last.map(day_number)});
        wanted.push(json!({"range": {EVENT_DAY: range}}));
    }
    json!({"bool": {"filter": wanted, "must_not": unwanted}})
}
