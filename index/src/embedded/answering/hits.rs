//! Makes hits of found articles: record, passage, marks, copies and reasons.

use std::ops::Range;

use tantivy::error::DataCorruption;
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::schema::document::Value;
use tantivy::{DocAddress, DocId, DocSet, TERMINATED, TantivyDocument, TantivyError, Term};

use crate::document::record;
use crate::embedded::finding::order::Place;
use crate::embedded::finding::phrase::{PhraseCursor, with_positions};
use crate::embedded::finding::plan::{Lists, Plan, Source, Word};
use crate::embedded::state::segment::Segment;
use crate::embedded::state::snapshot::Snapshot;
use crate::search::response::{Copy, Hit, IndexedArticle};
use crate::showing::hit;
use crate::showing::matched::{Asked, Positions};
use aluehaku_article::TextPart;
use aluehaku_article::ids::ArticleId;

/// Makes the hits of one request.
pub(crate) struct HitMaker<'a> {
    snapshot: &'a Snapshot,
    plan: &'a Plan,
    has_scores: bool,
    explains: bool,
}

/// The article with an identifier.
pub(crate) fn article(
    snapshot: &Snapshot,
    id: &ArticleId,
) -> tantivy::Result<Option<IndexedArticle>> {
    let address = address(snapshot, id)?;
    address.map(|address| stored(snapshot, address)).transpose()
}

/// Where the article with an identifier is.
pub(crate) fn address(snapshot: &Snapshot, id: &ArticleId) -> tantivy::Result<Option<DocAddress>> {
    let term = Term::from_field_text(snapshot.fields.id, id.as_str());
    for (segment, number) in snapshot.searcher.segment_readers().iter().zip(0u32..) {
        let index = segment.inverted_index(snapshot.fields.id)?;
        let Some(mut postings) = index.read_postings(&term, IndexRecordOption::Basic)? else {
            continue;
        };
        while postings.doc() != TERMINATED {
            if !segment.is_deleted(postings.doc()) {
                return Ok(Some(DocAddress::new(number, postings.doc())));
            }
            postings.advance();
        }
    }
    Ok(None)
}

/// The article at an address.
pub(crate) fn stored(snapshot: &Snapshot, address: DocAddress) -> tantivy::Result<IndexedArticle> {
    let damaged =
        |reason: String| TantivyError::DataCorruption(DataCorruption::comment_only(reason));
    let document: TantivyDocument = snapshot.searcher.doc(address)?;
    let value = document.get_first(snapshot.fields.record);
    let text = value.as_ref().and_then(Value::as_str);
    let text = text.ok_or_else(|| damaged("an article has no record".to_owned()))?;
    record::from_text(text).map_err(damaged)
}

impl<'a> HitMaker<'a> {
    pub(crate) fn new(
        snapshot: &'a Snapshot,
        plan: &'a Plan,
        has_scores: bool,
        explains: bool,
    ) -> Self {
        Self {
            snapshot,
            plan,
            has_scores,
            explains,
        }
    }

    /// The hit at a place, with the copies folded into it.
    pub(crate) fn hit(&self, place: &Place, copies: &[DocAddress]) -> tantivy::Result<Hit> {
        let indexed = stored(self.snapshot, place.address)?;
        let asked = Asked {
            plan: self.plan,
            analyzer: self.snapshot.analyzer.as_ref(),
            is_foreign: self.snapshot.foreign_analyzer.is_some(),
        };
        let positions = ListedPositions {
            segment: &self.snapshot.segments[place.address.segment_ord as usize],
            article: place.address.doc_id,
        };
        let known = (self.copies(copies)?, self.has_scores.then_some(place.score));
        hit::hit(&asked, indexed, &positions, known, self.explains)
    }

    fn copies(&self, addresses: &[DocAddress]) -> tantivy::Result<Vec<Copy>> {
        let copies = addresses.iter().map(|address| {
            let article = stored(self.snapshot, *address)?.article;
            Ok(Copy {
                id: article.id,
                source: article.source,
                url: article.url,
            })
        });
        copies.collect()
    }
}

/// The positions of an article as the lists of its segment hold them: nothing is analysed again.
struct ListedPositions<'a> {
    segment: &'a Segment,
    article: DocId,
}

impl Positions<Lists> for ListedPositions<'_> {
    type Error = TantivyError;

    fn of_term(&self, term: &Source) -> tantivy::Result<Vec<u32>> {
        let mut positions = Vec::new();
        let list = with_positions(&self.segment.text, term, self.segment.number)?;
        if let Some(mut list) = list {
            let at = if list.doc() < self.article {
                list.seek(self.article)
            } else {
                list.doc()
            };
            if at == self.article {
                list.positions(&mut positions);
                positions.dedup();
            }
        }
        Ok(positions)
    }

    fn of_phrase(&self, words: &[Word]) -> tantivy::Result<Vec<u32>> {
        let cursor = PhraseCursor::open(&self.segment.text, self.segment.number, words)?;
        let Some(mut cursor) = cursor else {
            return Ok(Vec::new());
        };
        if cursor.seek(self.article) != self.article {
            return Ok(Vec::new());
        }
        Ok(cursor.starts(self.article).to_vec())
    }

    fn of_part(&self, part: TextPart) -> Range<u32> {
        self.segment.positions_of(self.article, part)
    }
}
