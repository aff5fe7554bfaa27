//! A new segment of the index: the files that tantivy would write for the same documents, in less time and memory,
//! since words have several terms each.
//!
//! - [`words`]: words and where they stand, while documents come in; [`kinds`]: the terms of a word in memory;
//!   [`numbers`]: places in memory.
//! - [`lists`]: the lists of their terms, when the segment is written; [`runs`]: those that wait on the disk till then.

mod kinds;
mod lists;
mod numbers;
mod runs;
#[cfg(test)]
mod tests;
mod words;

use tantivy::directory::TerminatingWrite;
use tantivy::fastfield::FastFieldsWriter;
use tantivy::fieldnorm::{FieldNormReaders, FieldNormsSerializer, FieldNormsWriter};
use tantivy::index::{Segment, SegmentComponent, SegmentMeta};
use tantivy::postings::InvertedIndexSerializer;
use tantivy::schema::document::{Document, Value};
use tantivy::schema::{Field, FieldEntry, FieldType, IndexRecordOption, Schema};
use tantivy::store::StoreWriter;
use tantivy::{DocId, TantivyDocument};

use crate::document::texts::Words;
use lists::{ListWriter, TEXT_BYTES, each_list};
use runs::{OpenRun, Run, join_lists};
use words::{FieldWords, Listing, Memory};

/// Takes documents in, and writes them as one segment.
pub(super) struct SegmentBuilder {
    segment: Segment,
    documents: DocId,
    words: KnownWords,
    /// The fields whose values are listed whole, and their memory.
    values: FieldTable,
    values_memory: Memory,
    /// The lists of earlier documents.
    runs: Vec<Run>,
    lengths: FieldNormsWriter,
    columns: FastFieldsWriter,
    records: StoreWriter,
}

/// The words of all fields, with their terms: what one segment leaves to the next.
pub(super) struct KnownWords {
    fields: FieldTable,
    memory: Memory,
}

/// The fields of a schema by their numbers; those that are listed in another way are absent.
type FieldTable = Vec<Option<FieldWords>>;

impl KnownWords {
    /// No words yet.
    pub(super) fn none(schema: &Schema) -> Self {
        Self {
            fields: field_table(schema, Listing::Words),
            memory: Memory::default(),
        }
    }

    /// Bytes that they take.
    pub(super) fn memory_usage(&self) -> usize {
        usage(&self.fields, &self.memory)
    }
}

impl SegmentBuilder {
    /// Begins a segment that has no files yet.
    pub(super) fn new(segment: Segment, mut words: KnownWords) -> tantivy::Result<Self> {
        let schema = segment.schema();
        let index = segment.index();
        let tokenizers = index.fast_field_tokenizer().clone();
        let columns = FastFieldsWriter::from_schema_and_tokenizer_manager(&schema, tokenizers)?;
        let settings = index.settings();
        let records = StoreWriter::new(
            segment.open_write(SegmentComponent::Store)?,
            settings.docstore_compression,
            settings.docstore_blocksize,
            settings.docstore_compress_dedicated_thread,
        )?;
        let mut values = field_table(&schema, Listing::Values);
        let fields = values.iter_mut().chain(&mut words.fields).flatten();
        fields.for_each(FieldWords::begin_segment);
        Ok(Self {
            documents: 0,
            words,
            values,
            values_memory: Memory::default(),
            runs: Vec::new(),
            lengths: FieldNormsWriter::for_schema(&schema),
            columns,
            records,
            segment,
        })
    }

    /// Begins a document, whose words come before the rest.
    pub(super) fn begin(&mut self) {
        let fields = self.values.iter_mut().chain(&mut self.words.fields);
        for field in fields.flatten() {
            field.begin_article(self.documents);
        }
    }

    /// Takes the words of a value of a field; `None` where no words are listed in the field.
    pub(super) fn words(&mut self, field: Field) -> Option<impl Words> {
        let field = self.words.fields[field.field_id() as usize].as_mut()?;
        Some(field.value(&mut self.words.memory))
    }

    /// Adds the document with its whole values, columns and record.
    pub(super) fn add(&mut self, document: &TantivyDocument) -> tantivy::Result<()> {
        for (field, value) in document.iter_fields_and_values() {
            let field = &mut self.values[field.field_id() as usize];
            if let (Some(field), Some(value)) = (field, value.as_value().as_str()) {
                field.add_whole(&mut self.values_memory, value);
            }
        }
        for field in self.words.fields.iter().flatten() {
            if field.length() > 0 {
                let length = field.length();
                self.lengths.record(self.documents, field.field, length);
            }
        }
        self.columns.add_document(document)?;
        self.records.store(document, &self.segment.schema())?;
        self.documents += 1;
        Ok(())
    }

    /// Whether some document has a value in a field of whole values; those before a [`spill`](Self::spill) are not
    /// known any more.
    pub(super) fn has_value(&self, field: Field, value: &str) -> bool {
        let field = self.values[field.field_id() as usize].as_ref();
        field.is_some_and(|field| field.has_value(&self.values_memory, value))
    }

    /// Bytes that the documents take, with those that writing them will take.
    pub(super) fn memory_usage(&self) -> usize {
        self.words.memory_usage() + usage(&self.values, &self.values_memory) + self.columns_usage()
    }

    /// Bytes that stay taken till the end, even where the rest is spilled.
    pub(super) fn columns_usage(&self) -> usize {
        self.lengths.mem_usage() + self.columns.mem_usage() + self.records.mem_usage()
    }

    /// Puts the lists so far on the disk, to wait for the rest of the segment.
    pub(super) fn spill(&mut self) -> tantivy::Result<()> {
        let run = Run::write(&self.segment, self.runs.len(), self.searched())?;
        self.runs.push(run);
        self.words.memory = Memory::default();
        self.values_memory = Memory::default();
        let fields = self.values.iter_mut().chain(&mut self.words.fields);
        fields.flatten().for_each(FieldWords::forget_words);
        Ok(())
    }

    /// Writes all files of the segment, and returns the words for the next one.
    pub(super) fn finish(mut self) -> tantivy::Result<(SegmentMeta, KnownWords)> {
        if !self.runs.is_empty() {
            self.spill()?;
        }
        let segment = self.segment.clone().with_max_doc(self.documents);
        self.lengths.fill_up_to_max_doc(self.documents);
        let file = segment.open_write(SegmentComponent::FieldNorms)?;
        self.lengths
            .serialize(FieldNormsSerializer::from_write(file)?, None)?;
        self.write_lists(&segment)?;
        let mut file = segment.open_write(SegmentComponent::FastFields)?;
        self.columns.serialize(&mut file, None)?;
        file.terminate()?;
        self.records.close()?;
        segment.meta().untrack_temp_docstore();
        self.words.memory.forget_occurrences();
        Ok((segment.meta().clone(), self.words))
    }
}

impl SegmentBuilder {
    /// The searched fields in the order of their numbers, each with its memory.
    fn searched(&self) -> impl Iterator<Item = (&FieldWords, &Memory)> {
        let both = self.words.fields.iter().zip(&self.values);
        both.filter_map(|(words, values)| match (words, values) {
            (Some(field), _) => Some((field, &self.words.memory)),
            (None, Some(field)) => Some((field, &self.values_memory)),
            (None, None) => None,
        })
    }

    fn write_lists(&mut self, segment: &Segment) -> tantivy::Result<()> {
        let runs = std::mem::take(&mut self.runs).into_iter();
        let runs: Vec<OpenRun> = runs
            .map(|run| run.open(segment))
            .collect::<tantivy::Result<_>>()?;
        let lengths = FieldNormReaders::open(segment.open_read(SegmentComponent::FieldNorms)?)?;
        let mut serializer = InvertedIndexSerializer::open(segment)?;
        for (field, memory) in self.searched().filter(|(field, _)| !field.is_empty()) {
            let lengths = lengths.get_field(field.field)?;
            let mut lists = ListWriter::new(field, lengths, &mut serializer)?;
            match runs.is_empty() {
                true => each_list(field, memory, &mut lists)?,
                false => join_lists(field.field, &runs, &mut lists)?,
            }
            lists.close()?;
        }
        serializer.close()?;
        Ok(())
    }
}

fn field_table(schema: &Schema, wanted: Listing) -> FieldTable {
    let fields = schema.fields();
    let table = fields.map(|(field, entry)| {
        let is_wanted = listing(entry) == Some(wanted);
        is_wanted.then(|| FieldWords::new(field, wanted))
    });
    table.collect()
}

fn usage(fields: &FieldTable, memory: &Memory) -> usize {
    let fields = fields.iter().flatten();
    let fields: usize = fields.map(|field| field.usage(TEXT_BYTES)).sum();
    fields + memory.usage()
}

/// What a field lists; `None` for fields that nobody looks anything up in.
fn listing(entry: &FieldEntry) -> Option<Listing> {
    let FieldType::Str(options) = entry.field_type() else {
        return None;
    };
    let indexing = options.get_indexing_options()?;
    Some(match indexing.index_option() {
        IndexRecordOption::WithFreqsAndPositions => Listing::Words,
        IndexRecordOption::Basic | IndexRecordOption::WithFreqs => Listing::Values,
    })
}
