//! What the found articles are narrowed to, as conditions of the cluster.

use serde_json::{Value, json};

use super::fields::DAY_LENGTH;
use crate::document::listed::day_number;
use crate::opensearch::cluster::mapping::{DAY, EVENT_DAY};
use crate::search::request::Filters;
use crate::search::response::FilterKind;
use aluehaku_article::facet::Facet;

/// What of the filters is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Without {
    /// Nothing: these are the hits.
    Nothing,
    /// One filter.
    Filter(FilterKind),
    /// All filters by days.
    Days,
    /// The values chosen in a facet. Those excluded in it stay so.
    ChoiceIn(Facet),
}

/// The filters in use.
pub(crate) fn kinds(filters: &Filters) -> Vec<FilterKind> {
    let facets = filters.facets.iter();
    let mut kinds: Vec<FilterKind> = facets
        .map(|filter| FilterKind::Facet(filter.facet))
        .collect();
    if filters.from.is_some() || filters.to.is_some() {
        kinds.push(FilterKind::Dates);
    }
    kinds.extend(filters.event_days.map(|_| FilterKind::EventDays));
    kinds
}

/// What articles must fulfil to pass the filters but for what is left out of them.
pub(crate) fn passing(filters: &Filters, without: Without) -> Value {
    let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
    for filter in &filters.facets {
        if without == Without::Filter(FilterKind::Facet(filter.facet)) {
            continue;
        }
        let name = filter.facet.name();
        if !filter.any_of.is_empty() && without != Without::ChoiceIn(filter.facet) {
            wanted.push(json!({"terms": {name: filter.any_of}}));
        }
        if !filter.none_of.is_empty() {
            unwanted.push(json!({"terms": {name: filter.none_of}}));
        }
    }
    let by_days = |kind| without != Without::Days && without != Without::Filter(kind);
    if by_days(FilterKind::Dates) && (filters.from.is_some() || filters.to.is_some()) {
        let millis = |day: Option<_>| day.map(|day| day_number(day) * DAY_LENGTH);
        let range = json!({"gte": millis(filters.from), "lte": millis(filters.to)});
        wanted.push(json!({"range": {DAY: range}}));
    }
    if let Some(days) = filters
        .event_days
        .filter(|_| by_days(FilterKind::EventDays))
    {
        let range = json!({"gte": day_number(days.first), "lte": days.last.map(day_number)});
        wanted.push(json!({"range": {EVENT_DAY: range}}));
    }
    json!({"bool": {"filter": wanted, "must_not": unwanted}})
}
