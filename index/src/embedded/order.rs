//! The order of hits: a total one, so that a cursor names a place in it.

use std::cmp::Ordering;

use tantivy::columnar::{Column, StrColumn, TermOrdHit};
use tantivy::{DocAddress, DocId, Searcher, SegmentReader, TantivyError};

use super::schema::{ID, PUBLISHED};
use crate::ids::ArticleId;
use crate::search::cursor::Cursor;
use crate::search::request::Sort;

/// A hit's place in the order: the greater key comes first, then the smaller identifier.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    pub(super) key: i64,
    /// Number of the identifier among those of its segment, in their order.
    id: u64,
    pub(super) address: DocAddress,
    pub(super) score: f32,
}

/// The order of all articles of a state.
pub(super) struct Order {
    segments: Vec<SegmentOrder>,
}

/// The order of the articles of one segment.
pub(super) struct SegmentOrder {
    number: u32,
    sort: Sort,
    published: Column<i64>,
    ids: StrColumn,
}

/// Where in a segment the hits after a cursor begin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bound {
    key: i64,
    first_id_after: u64,
}

/// Keeps the first places of a segment.
#[derive(Debug)]
pub(super) struct Top {
    limit: usize,
    places: Vec<Place>,
    worst: Option<Place>,
}

impl Order {
    pub(super) fn new(searcher: &Searcher, sort: Sort) -> tantivy::Result<Self> {
        let segments = searcher.segment_readers().iter().zip(0u32..);
        let segments = segments.map(|(segment, number)| SegmentOrder::open(number, segment, sort));
        Ok(Self {
            segments: segments.collect::<tantivy::Result<_>>()?,
        })
    }

    /// The order within a segment.
    pub(super) fn segment(&self, number: usize) -> &SegmentOrder {
        &self.segments[number]
    }

    /// Which of two places, in any segments, comes first.
    pub(super) fn compare(&self, one: &Place, other: &Place) -> Ordering {
        if one.key != other.key || one.address.segment_ord == other.address.segment_ord {
            return compare_in_segment(one, other);
        }
        self.identifier(one).cmp(&self.identifier(other))
    }

    /// The cursor that names a place.
    pub(super) fn cursor(&self, place: &Place) -> Option<Cursor> {
        let id = ArticleId::new(&self.identifier(place)).ok()?;
        Some(Cursor { key: place.key, id })
    }

    fn identifier(&self, place: &Place) -> String {
        let mut text = String::new();
        let ids = &self.segments[place.address.segment_ord as usize].ids;
        // An identifier that cannot be read sorts first; reading its record will report the damage.
        let _ = ids.ord_to_str(place.id, &mut text);
        text
    }
}

impl SegmentOrder {
    fn open(number: u32, segment: &SegmentReader, sort: Sort) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        let missing = || TantivyError::SchemaError("the index has no identifiers".to_owned());
        let ids = columns.str(ID)?.ok_or_else(missing)?;
        Ok(Self {
            number,
            sort,
            published: columns.i64(PUBLISHED)?,
            ids,
        })
    }

    /// The place of an article with a score.
    pub(super) fn place(&self, document: DocId, score: f32) -> Place {
        let published = || self.published.first(document);
        let key = match self.sort {
            // Scores are not negative, so their bits are in the same order.
            Sort::Relevance => i64::from(score.to_bits()),
            Sort::NewestFirst => published().unwrap_or(i64::MIN),
            Sort::OldestFirst => published().map_or(i64::MIN, i64::saturating_neg),
        };
        let id = self.ids.ords().first(document).unwrap_or(u64::MAX);
        Place {
            key,
            id,
            address: DocAddress::new(self.number, document),
            score,
        }
    }

    /// Where the hits after a cursor begin in this segment.
    pub(super) fn bound(&self, cursor: &Cursor) -> tantivy::Result<Bound> {
        // The smallest text after the identifier is the identifier and a zero byte.
        let after = [cursor.id.as_str().as_bytes(), &[0]].concat();
        let (TermOrdHit::Exact(first) | TermOrdHit::Next(first)) =
            self.ids.dictionary().term_ord_or_next(after)?;
        Ok(Bound {
            key: cursor.key,
            first_id_after: first,
        })
    }
}

impl Bound {
    /// Whether a place comes after the cursor.
    pub(super) fn is_before(&self, place: &Place) -> bool {
        place.key < self.key || place.key == self.key && place.id >= self.first_id_after
    }
}

impl Top {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            places: Vec::new(),
            worst: None,
        }
    }

    pub(super) fn push(&mut self, place: Place) {
        if self
            .worst
            .is_some_and(|worst| compare_in_segment(&place, &worst).is_gt())
        {
            return;
        }
        self.places.push(place);
        if self.places.len() >= self.limit.saturating_mul(2).max(64) {
            self.shrink();
        }
    }

    /// The first places, in no order.
    pub(super) fn into_places(mut self) -> Vec<Place> {
        self.shrink();
        self.places
    }

    fn shrink(&mut self) {
        if self.limit == 0 {
            self.places.clear();
        } else if self.places.len() > self.limit {
            let (_, worst, _) = self
                .places
                .select_nth_unstable_by(self.limit - 1, compare_in_segment);
            self.worst = Some(*worst);
            self.places.truncate(self.limit);
        }
    }
}

fn compare_in_segment(one: &Place, other: &Place) -> Ordering {
    other.key.cmp(&one.key).then(one.id.cmp(&other.id))
}
