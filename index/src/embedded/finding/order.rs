//! The order of hits: a total one, so that a cursor names a place in it.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use jiff::Timestamp;
use jiff::civil::Date;
use tantivy::columnar::{Column, TermOrdHit};
use tantivy::{DocAddress, DocId};

use super::execute::Best;
use crate::document::listed::day_number;
use crate::embedded::state::segment::Segment;
use crate::plan::formula::{AGE_COST, HALF_AGE};
use crate::search::cursor::Cursor;
use crate::search::request::Sort;
use aluehaku_article::ids::ArticleId;

/// A hit's place in the order: the greater key comes first, then the smaller identifier.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Place {
    pub(crate) key: i64,
    /// Number of the identifier among those of its segment, in their order.
    id: u64,
    pub(crate) address: DocAddress,
    pub(crate) score: f32,
}

/// The order of all articles of a state.
#[derive(Clone, Copy)]
pub(crate) struct Order<'a> {
    segments: &'a [Segment],
    pub(crate) sort: Sort,
    /// The day that ages are counted from.
    newest: i64,
}

/// Where in a segment the hits after a cursor begin.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bound {
    key: i64,
    first_id_after: u64,
}

/// Keeps the first places of one segment.
pub(crate) struct Top<'a> {
    order: Order<'a>,
    segment: &'a Segment,
    limit: usize,
    bound: Option<Bound>,
    /// Articles with a lesser key are among the first of no segment.
    floor: i64,
    /// The last of the first places on top.
    places: BinaryHeap<Worse>,
}

/// A place that compares as greater the later it comes.
struct Worse(Place);

impl<'a> Order<'a> {
    pub(crate) fn new(segments: &'a [Segment], sort: Sort) -> Self {
        let days = segments
            .iter()
            .map(Segment::days)
            .filter(|days| days.values.num_vals() > 0);
        let newest = days.map(Column::max_value).max();
        Self {
            segments,
            sort,
            // An article dated in the future, by mistake, makes no other one old.
            newest: newest.unwrap_or(0).min(day_number(today())),
        }
    }

    /// Which of two places, in any segments, comes first.
    pub(crate) fn compare(&self, one: &Place, other: &Place) -> Ordering {
        if one.key != other.key || one.address.segment_ord == other.address.segment_ord {
            return compare_in_segment(one, other);
        }
        self.identifier(one).cmp(&self.identifier(other))
    }

    /// The place of an article with a score that words and age make up.
    pub(crate) fn place(&self, segment: &Segment, article: DocId, score: f32) -> Place {
        let published = || segment.published.first(article);
        let key = match self.sort {
            // Scores are not negative, so their bits are in the same order.
            Sort::Relevance => i64::from(score.to_bits()),
            Sort::NewestFirst => published().unwrap_or(i64::MIN),
            Sort::OldestFirst => published().map_or(i64::MIN, i64::saturating_neg),
        };
        Place {
            key,
            id: segment.ids.ords().first(article).unwrap_or(u64::MAX),
            address: DocAddress::new(segment.number, article),
            score,
        }
    }

    /// The score of words with what age costs: newer articles come first among equals.
    pub(crate) fn aged(&self, segment: &Segment, article: DocId, score: f32) -> f32 {
        let age = segment
            .day(article)
            .map(|day| (self.newest - day).max(0) as f32);
        let lost = match age {
            Some(age) => 1.0 - (-age / HALF_AGE).exp2(),
            None => 0.5,
        };
        score * (1.0 - AGE_COST * lost)
    }

    /// The cursor that names a place.
    pub(crate) fn cursor(&self, place: &Place) -> Option<Cursor> {
        let id = ArticleId::new(&self.identifier(place)).ok()?;
        Some(Cursor { key: place.key, id })
    }

    /// Where the hits after a cursor begin in a segment.
    pub(crate) fn bound(&self, segment: &Segment, cursor: &Cursor) -> tantivy::Result<Bound> {
        // The smallest text after the identifier is the identifier and a zero byte.
        let after = [cursor.id.as_str().as_bytes(), &[0]].concat();
        let (TermOrdHit::Exact(first) | TermOrdHit::Next(first)) =
            segment.ids.dictionary().term_ord_or_next(after)?;
        Ok(Bound {
            key: cursor.key,
            first_id_after: first,
        })
    }

    fn identifier(&self, place: &Place) -> String {
        let mut text = String::new();
        let ids = &self.segments[place.address.segment_ord as usize].ids;
        // An identifier that cannot be read sorts first; reading its record will report the damage.
        let _ = ids.ord_to_str(place.id, &mut text);
        text
    }
}

impl Bound {
    /// Whether a place comes after the cursor.
    fn is_before(&self, place: &Place) -> bool {
        place.key < self.key || place.key == self.key && place.id >= self.first_id_after
    }
}

impl<'a> Top<'a> {
    /// Keeps so many places, those after a cursor where there is one; none with a key below the `floor`, which for
    /// scores is their bits.
    pub(crate) fn new(
        order: Order<'a>,
        segment: &'a Segment,
        limit: usize,
        bound: Option<Bound>,
        floor: i64,
    ) -> Self {
        Self {
            order,
            segment,
            limit,
            bound,
            floor,
            places: BinaryHeap::new(),
        }
    }

    pub(crate) fn push(&mut self, article: DocId, score: f32) {
        let place = self.order.place(self.segment, article, score);
        if self.limit == 0 || self.bound.is_some_and(|bound| !bound.is_before(&place)) {
            return;
        }
        if self.places.len() < self.limit {
            self.places.push(Worse(place));
        } else if let Some(mut worst) = self.places.peek_mut()
            && compare_in_segment(&place, &worst.0).is_lt()
        {
            worst.0 = place;
        }
    }

    /// Whether an article with such a key may be among the first.
    pub(crate) fn takes(&self, key: i64) -> bool {
        key >= self.last_key()
    }

    /// The key of the last of the first places, as far as it is known.
    fn last_key(&self) -> i64 {
        match self.places.peek() {
            _ if self.limit == 0 => i64::MAX,
            Some(Worse(worst)) if self.places.len() == self.limit => self.floor.max(worst.key),
            _ => self.floor,
        }
    }

    /// The first places, in no order.
    pub(crate) fn into_places(self) -> impl Iterator<Item = Place> {
        self.places.into_iter().map(|Worse(place)| place)
    }
}

impl Best for Top<'_> {
    fn offer(&mut self, article: DocId, score: f32) {
        let score = self.order.aged(self.segment, article, score);
        if score >= self.threshold() {
            self.push(article, score);
        }
    }

    fn threshold(&self) -> f32 {
        if self.limit == 0 {
            return f32::INFINITY;
        }
        // Scores are not negative, so their bits are in the same order.
        u32::try_from(self.last_key()).map_or(0.0, f32::from_bits)
    }
}

impl Ord for Worse {
    fn cmp(&self, other: &Self) -> Ordering {
        compare_in_segment(&self.0, &other.0)
    }
}

impl PartialOrd for Worse {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Worse {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Worse {}

fn compare_in_segment(one: &Place, other: &Place) -> Ordering {
    other.key.cmp(&one.key).then(one.id.cmp(&other.id))
}

/// Today in Finland.
pub(crate) fn today() -> Date {
    aluehaku_article::time::helsinki()
        .to_datetime(Timestamp::now())
        .date()
}
