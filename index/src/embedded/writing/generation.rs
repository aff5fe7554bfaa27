//! One generation on disk: tantivy's index in a directory of its own, and writing into it.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::MmapDirectory;
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy, MergePolicy, NoMergePolicy};
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Index, IndexMeta, IndexSettings, IndexWriter, TantivyError, Term};

use super::document::add_document;
use super::readable::ReadableDirectory;
use super::removals::Removals;
use super::schema::Fields;
use super::segment::{KnownWords, SegmentBuilder};
use crate::analysis::TextAnalyzer;
use crate::engine::Document;
use crate::error::EngineError;
use crate::error::storage;
use aluehaku_article::ids::ArticleId;

/// Share of deleted articles at which a segment is written anew.
const DELETED_SHARE: f32 = 0.2;

/// Makes an empty index in a directory that exists.
pub(crate) fn create(path: &Path) -> Result<Index, EngineError> {
    let (schema, _) = Fields::new();
    let index = MmapDirectory::open(path)
        .map_err(TantivyError::from)
        .and_then(|directory| Index::create(directory, schema, settings()));
    index.map_err(storage("create", path))
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
    let index = index.map_err(storage("open", path))?;
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
    analyzer: Arc<dyn TextAnalyzer>,
    /// Bytes that documents may take before they are written to the disk.
    memory: usize,
    /// The documents that are not on the disk yet.
    pending: Option<SegmentBuilder>,
    /// The words of those before, while nothing is pending.
    known: Option<KnownWords>,
    merging: Merging,
    removals: Removals,
    /// Whether documents are missing since a step failed.
    has_failed: bool,
    writer: IndexWriter,
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
        Ok(Self {
            path: path.to_owned(),
            fields,
            analyzer,
            memory,
            pending: None,
            known: None,
            merging,
            removals: Removals::default(),
            has_failed: false,
            writer,
        })
    }

    /// Adds a document, and writes what waits to the disk when that is enough.
    pub(crate) fn add(&mut self, document: Document<'_>) -> Result<(), EngineError> {
        self.step(|inlet| inlet.take_in(document).and_then(|()| inlet.make_room()))
    }

    /// Removes the document with an identifier.
    pub(crate) fn remove(&mut self, id: &ArticleId) -> Result<(), EngineError> {
        let field = self.fields.id;
        let pending = self.pending.as_ref();
        if pending.is_some_and(|pending| pending.has_value(field, id.as_str())) {
            // Only what is in a segment already can be removed.
            self.step(Self::write_segment)?;
        }
        let term = Term::from_field_text(field, id.as_str());
        self.step(|inlet| {
            let removal = inlet.removals.removal(term);
            inlet.writer.delete_query(removal).map(|_| ())
        })
    }

    /// Makes everything so far durable, as the state at a revision.
    pub(crate) fn commit(&mut self, revision: u64) -> Result<(), EngineError> {
        self.step(|inlet| {
            inlet.write_segment()?;
            let mut commit = inlet.writer.prepare_commit()?;
            commit.set_payload(&revision.to_string());
            commit.commit()?;
            inlet.removals.begin_anew();
            Ok(())
        })
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

    /// Does a step of writing. Where one fails, documents are missing: nothing is written any more, so that no commit
    /// says otherwise.
    fn step(
        &mut self,
        step: impl FnOnce(&mut Self) -> tantivy::Result<()>,
    ) -> Result<(), EngineError> {
        if self.has_failed {
            return Err(storage("write", &self.path)(
                "writing failed before: open the index anew",
            ));
        }
        // Also where the step panics.
        self.has_failed = true;
        step(self).map_err(storage("write", &self.path))?;
        self.has_failed = false;
        Ok(())
    }

    /// Adds a document to those that wait.
    fn take_in(&mut self, document: Document<'_>) -> tantivy::Result<()> {
        if self.pending.is_none() {
            let known = self.known.take();
            let known = known.unwrap_or_else(|| KnownWords::none(&self.writer.index().schema()));
            self.pending = Some(SegmentBuilder::new(self.writer.new_segment(), known)?);
        }
        match &mut self.pending {
            Some(pending) => add_document(&self.fields, self.analyzer.as_ref(), document, pending),
            None => Ok(()),
        }
    }

    /// Puts documents on the disk when those that wait are many. Where segments are merged at the end anyway, they
    /// stay one segment while that has room for its columns.
    fn make_room(&mut self) -> tantivy::Result<()> {
        match &mut self.pending {
            Some(pending) if pending.memory_usage() >= self.memory => {
                let is_one = self.merging == Merging::AtTheEnd;
                match is_one && pending.columns_usage() < self.memory / 2 {
                    true => pending.spill(),
                    false => self.write_segment(),
                }
            }
            _ => Ok(()),
        }
    }

    /// Writes the documents that wait as a segment, which the next commit makes part of the index.
    fn write_segment(&mut self) -> tantivy::Result<()> {
        let Some(pending) = self.pending.take() else {
            return Ok(());
        };
        let (segment, known) = pending.finish()?;
        self.known = (known.memory_usage() < self.memory / 2).then_some(known);
        self.removals.spare(segment.id());
        self.writer.add_segment(segment)
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
