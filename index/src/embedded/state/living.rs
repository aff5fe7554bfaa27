//! How many articles have a term that are not deleted: lists keep deleted ones until their segment is merged, and what
//! only those have is no longer there.

use tantivy::postings::TermInfo;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, InvertedIndexReader};

use super::segment::Segment;

/// Articles of a segment's list: those that are not deleted where it may be that those are fewer than `enough`, else
/// all, which takes no time.
pub(crate) fn count(
    segment: &Segment,
    index: &InvertedIndexReader,
    list: &TermInfo,
    enough: u32,
) -> tantivy::Result<u32> {
    let deleted = segment.reader.num_deleted_docs();
    let surely = list.doc_freq.saturating_sub(deleted);
    if deleted == 0 || surely >= enough {
        return Ok(list.doc_freq);
    }
    let mut found = 0;
    each(segment, index, list, |_| {
        found += 1;
        true
    })?;
    Ok(found)
}

/// The first article of a segment's list that is not deleted.
pub(crate) fn first(
    segment: &Segment,
    index: &InvertedIndexReader,
    list: &TermInfo,
) -> tantivy::Result<Option<DocId>> {
    let mut first = None;
    each(segment, index, list, |article| {
        first = Some(article);
        false
    })?;
    Ok(first)
}

/// Visits the articles of a list that are not deleted, until `visit` says no.
fn each(
    segment: &Segment,
    index: &InvertedIndexReader,
    list: &TermInfo,
    mut visit: impl FnMut(DocId) -> bool,
) -> tantivy::Result<()> {
    let mut cursor = index.read_block_postings_from_terminfo(list, IndexRecordOption::Basic)?;
    while !cursor.docs().is_empty() {
        for article in cursor.docs() {
            if !segment.reader.is_deleted(*article) && !visit(*article) {
                return Ok(());
            }
        }
        cursor.advance();
    }
    Ok(())
}
