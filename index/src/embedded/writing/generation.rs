//! One generation on disk: tantivy's index in a directory of its own, and writing into it.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::MmapDirectory;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy, MergePolicy, NoMergePolicy};
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::tokenizer::{RawTokenizer, TextAnalyzer as TantivyAnalyzer, TokenizerManager};
use tantivy::{Index, IndexMeta, IndexSettings, IndexWriter, TantivyError, Term};

use super::document::tantivy_document;
use super::queue::{Queue, QueuedDocument};
use super::readable::ReadableDirectory;
use super::schema::Fields;
use super::tokens::{TOKENIZER, TypedTerms};
use crate::analysis::TextAnalyzer;
use crate::document::encoding::Encoder;
use crate::engine::Document;
use crate::error::EngineError;
use crate::error::storage;
use aluehaku_article::ids::ArticleId;

/// Share of deleted articles at which a segment is written anew.
const DELETED_SHARE: f32 = 0.2;

/// How much larger than its text a document is taken to be while it waits: terms and record.
const QUEUED_SIZE_FACTOR: usize = 4;

/// Makes an empty index in a directory that exists.
pub(crate) fn create(path: &Path) -> Result<Index, EngineError> {
    let (schema, _) = Fields::new();
    let index = MmapDirectory::open(path)
        .map_err(TantivyError::from)
        .and_then(|directory| Index::create(directory, schema, settings()));
    index.map(with_tokenizers).map_err(storage("create", path))
}

/// Records take a third less room than with tantivy's default, and are read nearly as fast.
fn settings() -> IndexSettings {
    IndexSettings {
        docstore_compression: Compressor::Zstd(ZstdCompressor::default()),
        ..IndexSettings::default()
    }
}

/// Opens the index in a directory.
pub(crate) fn open(path: &Path) -> Result<Index, EngineError> {
    let index = MmapDirectory::open(path)
        .map_err(TantivyError::from)
        .and_then(|directory| Index::open(ReadableDirectory(directory)));
    let index = index.map(with_tokenizers).map_err(storage("open", path))?;
    let (schema, _) = Fields::new();
    if index.schema() != schema {
        return Err(storage("open", path)(
            "its fields are not those of this version",
        ));
    }
    Ok(index)
}

/// The revision of the archive that a commit holds.
pub(crate) fn revision(metas: &IndexMeta) -> u64 {
    metas
        .payload
        .as_deref()
        .and_then(|payload| payload.parse().ok())
        .unwrap_or(0)
}

fn with_tokenizers(mut index: Index) -> Index {
    let tokenizers = TokenizerManager::default();
    tokenizers.register(TOKENIZER, TypedTerms);
    tokenizers.register("raw", TantivyAnalyzer::from(RawTokenizer::default()));
    index.set_tokenizers(tokenizers);
    index
}

/// When segments are merged into larger ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Merging {
    /// As they come, in the background: for a generation that is read meanwhile.
    AsTheyCome,
    /// All at the end: for a generation that nobody reads yet.
    AtTheEnd,
}

impl Merging {
    fn policy(self) -> Box<dyn MergePolicy> {
        match self {
            Self::AtTheEnd => Box::new(NoMergePolicy),
            Self::AsTheyCome => {
                let mut policy = LogMergePolicy::default();
                policy.set_del_docs_ratio_before_merge(DELETED_SHARE);
                Box::new(policy)
            }
        }
    }
}

/// Writes documents into a generation.
pub(crate) struct Inlet {
    path: PathBuf,
    fields: Fields,
    encoder: Encoder,
    queue: Queue,
    writer: IndexWriter<QueuedDocument>,
}

impl Inlet {
    /// Opens a generation for writing, with so many bytes for articles not yet on disk.
    pub(crate) fn open(
        path: &Path,
        index: &Index,
        analyzer: Arc<dyn TextAnalyzer>,
        memory: usize,
        merging: Merging,
    ) -> Result<Self, EngineError> {
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .memory_budget_per_thread(memory)
            .num_merge_threads(1)
            .build();
        let writer = index
            .writer_with_options(options)
            .map_err(storage("write", path))?;
        writer.set_merge_policy(merging.policy());
        let (_, fields) = Fields::new();
        let (path, encoder) = (path.to_owned(), Encoder::new(analyzer));
        Ok(Self {
            path,
            fields,
            encoder,
            queue: Queue::default(),
            writer,
        })
    }

    /// Adds a document; waits while too much is under way.
    pub(crate) fn add(&mut self, document: Document<'_>) -> Result<(), EngineError> {
        let article = &document.article.article;
        let size =
            article.title.len() + article.lead.as_ref().map_or(0, String::len) + article.body.len();
        let target = tantivy_document(&self.fields, &mut self.encoder, document);
        let queued = self.queue.admit(target, size * QUEUED_SIZE_FACTOR);
        self.writer
            .add_document(queued)
            .map_err(storage("write", &self.path))?;
        Ok(())
    }

    /// Removes the document with an identifier.
    pub(crate) fn remove(&mut self, id: &ArticleId) {
        self.writer
            .delete_term(Term::from_field_text(self.fields.id, id.as_str()));
    }

    /// Makes everything so far durable, as the state at a revision.
    pub(crate) fn commit(&mut self, revision: u64) -> Result<(), EngineError> {
        let committed = self.writer.prepare_commit().and_then(|mut commit| {
            commit.set_payload(&revision.to_string());
            commit.commit()
        });
        committed.map(|_| ()).map_err(storage("write", &self.path))
    }

    /// Merges all segments into one and waits until that is done.
    pub(crate) fn merge_all(&mut self) -> Result<(), EngineError> {
        let segments = self.writer.index().searchable_segment_ids();
        let merged = segments.and_then(|segments| match segments.len() {
            0 | 1 => Ok(None),
            _ => self.writer.merge(&segments).wait(),
        });
        merged.map(|_| ()).map_err(storage("write", &self.path))
    }

    /// Waits for the merges that commits began, and lets go of the generation.
    pub(crate) fn close(self) -> Result<(), EngineError> {
        self.writer
            .wait_merging_threads()
            .map_err(storage("write", &self.path))
    }

    /// Number of segments on disk.
    pub(crate) fn segment_count(&self) -> usize {
        self.writer
            .index()
            .searchable_segment_ids()
            .map_or(0, |segments| segments.len())
    }
}

impl fmt::Debug for Inlet {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Inlet")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}
