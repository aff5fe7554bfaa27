//! Facet counts as JSON.

use aluehaku_article::facet::Facet;
use aluehaku_index::search::response::{Bucket, FacetCounts, Histogram, Period, Step};
use serde::{Serialize, Serializer};
use utoipa::ToSchema;

use crate::http::params::FacetOrder;
use crate::http::params::names::NameBook;
use crate::i18n::Language;
use crate::i18n::collation::finnish_order;

/// Counts of the facets asked for, by name, in the order asked.
#[derive(Clone, Debug)]
pub(crate) struct FacetsView(Vec<(&'static str, FacetView)>);

/// Counts of one facet over the whole set of hits.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = FacetCounts)]
pub(crate) struct FacetView {
    /// Most frequent values first; selected values are always among them.
    pub(crate) buckets: Vec<BucketView>,
    /// Hits that state no value.
    pub(crate) missing: u64,
    /// Hits counted in values beyond the limit.
    pub(crate) other: u64,
}

/// One value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Bucket)]
pub(crate) struct BucketView {
    /// The value, as filters take it.
    pub(crate) value: String,
    /// What people read for it.
    pub(crate) label: String,
    /// The total there would be, were it the only value chosen in its facet.
    pub(crate) count: u64,
    /// Whether a filter selects it.
    pub(crate) selected: bool,
    /// The maakunta that a municipality or wellbeing services county lies in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) parent: Option<String>,
}

/// Hits by time of publication, oldest first, empty buckets between included.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Histogram)]
pub(crate) struct HistogramView {
    /// Width of a bucket: `day`, `week` (from Monday), `month` or `year`.
    #[schema(example = "month")]
    pub(crate) interval: &'static str,
    /// Stretches of time with their counts.
    pub(crate) buckets: Vec<PeriodView>,
    /// Hits without a date.
    pub(crate) missing: u64,
    /// Hits dated before 1990 or after next year, by mistake: no bucket counts them.
    pub(crate) outside: u64,
}

/// Hits of one day, week, month or year.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Period)]
pub(crate) struct PeriodView {
    /// The year, the month, the day, or the Monday of the week.
    #[schema(example = "2022-10")]
    pub(crate) value: String,
    /// Its first day within the days asked for.
    #[schema(example = "2022-10-01")]
    pub(crate) from: String,
    /// Its last day within the days asked for.
    #[schema(example = "2022-10-31")]
    pub(crate) to: String,
    /// The total there would be with these two days as `from` and `to`.
    pub(crate) count: u64,
}

impl FacetsView {
    pub(crate) fn new(
        counts: &[FacetCounts],
        names: NameBook<'_>,
        language: Language,
        order: FacetOrder,
    ) -> Self {
        let view = |counts: &FacetCounts| {
            let buckets = counts.buckets.iter();
            let buckets =
                buckets.map(|bucket| BucketView::new(counts.facet, bucket, names, language));
            let mut buckets: Vec<BucketView> = buckets.collect();
            sort(&mut buckets, order);
            let view = FacetView {
                buckets,
                missing: counts.missing,
                other: counts.other,
            };
            (counts.facet.name(), view)
        };
        Self(counts.iter().map(view).collect())
    }
}

/// Puts buckets, which come most frequent first, in the order asked for.
pub(crate) fn sort(buckets: &mut [BucketView], order: FacetOrder) {
    if order == FacetOrder::Label {
        buckets.sort_by_cached_key(|bucket| finnish_order(&bucket.label));
    }
}

impl Serialize for FacetsView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, view)| (name, view)))
    }
}

impl BucketView {
    pub(crate) fn new(
        facet: Facet,
        bucket: &Bucket,
        names: NameBook<'_>,
        language: Language,
    ) -> Self {
        Self {
            value: bucket.value.clone(),
            label: names.label(facet, &bucket.value, language),
            count: bucket.count,
            selected: bucket.selected,
            parent: names.parent(facet, &bucket.value),
        }
    }
}

impl HistogramView {
    pub(crate) fn new(histogram: &Histogram) -> Self {
        let (interval, format) = match histogram.step {
            Step::Day => ("day", "%Y-%m-%d"),
            Step::Week => ("week", "%Y-%m-%d"),
            Step::Month => ("month", "%Y-%m"),
            Step::Year => ("year", "%Y"),
        };
        let period = |period: &Period| PeriodView {
            value: period.start.strftime(format).to_string(),
            from: period.from.to_string(),
            to: period.to.to_string(),
            count: period.count,
        };
        Self {
            interval,
            buckets: histogram.periods.iter().map(period).collect(),
            missing: histogram.missing,
            outside: histogram.outside,
        }
    }
}
