//! Everything that is written in the files of an index: of live articles, of deleted ones, and of generations that
//! are no longer live.

use std::path::Path;

use tantivy::schema::FieldType;
use tantivy::schema::document::Value;
use tantivy::{SegmentReader, TantivyDocument};

use super::generation;
use super::layout::Layout;
use super::schema::Fields;
use crate::error::{EngineError, storage};

/// Decompressed blocks of records kept in memory.
const RECORD_CACHE_BLOCKS: usize = 2;

/// Visits every text that is written in the generations of a directory, each with the place where it is: the records
/// of articles, the terms of fields, and the values of facets. A generation that cannot be read is passed over; the
/// bytes of its files are there all the same.
///
/// # Errors
/// When the directory cannot be read.
pub fn each_text(directory: &Path, mut visit: impl FnMut(&str, &str)) -> Result<(), EngineError> {
    if !directory.exists() {
        return Ok(());
    }
    let layout = Layout::new(directory);
    for name in layout.generations()? {
        let path = layout.generation(&name);
        let Ok(index) = generation::open(&path) else {
            continue;
        };
        let segments = index
            .searchable_segments()
            .map_err(storage("read", &path))?;
        for segment in segments {
            let Ok(reader) = SegmentReader::open(&segment) else {
                continue;
            };
            let mut visit = |what: &str, text: &str| {
                visit(
                    &format!(
                        "{name}, segment {}, {what}",
                        reader.segment_id().short_uuid_string()
                    ),
                    text,
                );
            };
            texts_of(&reader, &mut visit).map_err(storage("read", &path))?;
        }
    }
    Ok(())
}

fn texts_of(reader: &SegmentReader, visit: &mut dyn FnMut(&str, &str)) -> tantivy::Result<()> {
    let (_, fields) = Fields::new();
    let records = reader.get_store_reader(RECORD_CACHE_BLOCKS)?;
    for (document, number) in records.iter::<TantivyDocument>(None).zip(0u32..) {
        let document = document?;
        let record = document.get_first(fields.record);
        if let Some(text) = record.and_then(|value| value.as_str()) {
            visit(&format!("record {number}"), text);
        }
    }
    for (field, entry) in reader.schema().fields() {
        if !matches!(entry.field_type(), FieldType::Str(_)) {
            continue;
        }
        if entry.is_indexed() {
            let index = reader.inverted_index(field)?;
            let mut terms = index.terms().stream()?;
            while terms.advance() {
                let text = String::from_utf8_lossy(terms.key());
                visit(&format!("terms of {}", entry.name()), &text);
            }
        }
        if entry.is_fast()
            && let Some(column) = reader.fast_fields().str(entry.name())?
        {
            let mut values = column.dictionary().stream()?;
            while values.advance() {
                let text = String::from_utf8_lossy(values.key());
                visit(&format!("values of {}", entry.name()), &text);
            }
        }
    }
    Ok(())
}
