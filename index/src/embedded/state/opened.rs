//! The newest committed state, and how a newer one is noticed.
//!
//! Each request asks for the newest state; two looks at the file system tell whether there is one.
//! So a commit or a switch by any process shows in the next request, with no thread that watches.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use tantivy::{Index, IndexReader, ReloadPolicy, Searcher};

use super::scoring::Scoring;
use super::segment::{Known, Segment};
use super::snapshot::Snapshot;
use crate::analysis::{Language, TermKind};
use crate::embedded::writing::generation;
use crate::embedded::writing::generations::Generations;
use crate::embedded::writing::layout::{Layout, Stamp};
use crate::embedded::writing::schema::Fields;
use crate::error::{EngineError, storage};

/// Decompressed blocks of records kept in memory, of 16 kB each.
const RECORD_CACHE_BLOCKS: usize = 50;

/// Tries to open a state that another process keeps replacing.
const TRIES: usize = 3;

/// The state that was opened last.
#[derive(Debug)]
pub(crate) struct Opened {
    generation: Arc<String>,
    current_stamp: Stamp,
    commit_stamp: Stamp,
    index: Index,
    index_reader: TantivyReader,
    pub(crate) snapshot: Arc<Snapshot>,
}

/// Tantivy's reader, which has no debug form of its own.
struct TantivyReader(IndexReader);

impl Opened {
    /// Whether nothing was committed or switched since.
    pub(crate) fn is_fresh(&self, layout: &Layout) -> bool {
        layout
            .current_stamp()
            .is_ok_and(|stamp| stamp == self.current_stamp)
            && layout
                .commit_stamp(&self.generation)
                .is_ok_and(|stamp| stamp == self.commit_stamp)
    }

    /// Opens the newest state, keeping what is open of the generation that `before` belongs to.
    pub(crate) fn newest(
        generations: &Generations,
        mut before: Option<Self>,
    ) -> Result<Self, EngineError> {
        for _ in 1..TRIES {
            // A switch may remove the files of the generation that was live a moment ago.
            if let Ok(opened) = Self::open(generations, before.take()) {
                return Ok(opened);
            }
        }
        Self::open(generations, None)
    }

    fn open(generations: &Generations, before: Option<Self>) -> Result<Self, EngineError> {
        let layout = &generations.layout;
        let current_stamp = layout
            .current_stamp()
            .map_err(storage("open", layout.root()))?;
        let name = generations.current_generation()?;
        let path = layout.generation(&name);
        let wrote = layout.manifest(&name)?.analyzer;
        let commit_stamp = layout.commit_stamp(&name).map_err(storage("open", &path))?;
        let before = before.filter(|before| *before.generation == name);
        let (index, index_reader, last) = match before {
            Some(before) => (before.index, before.index_reader, Some(before.snapshot)),
            None => {
                let (index, index_reader) = open_reader(&path)?;
                (index, index_reader, None)
            }
        };
        let (searcher, revision) =
            consistent_state(&index, &index_reader.0).map_err(storage("open", &path))?;
        let generation = generations.use_generation(&name);
        let foreign_analyzer =
            Some(wrote).filter(|wrote| *wrote != generations.analyzer.identity());
        let (_, fields) = Fields::new();
        let read = storage("read", &path);
        let scoring = Scoring::new(&searcher, fields.text).map_err(&read)?;
        let known = last.map_or_else(Known::default, |last| last.known(&scoring));
        let segments = open_segments(&searcher, &fields, &known).map_err(&read)?;
        let languages = languages(&segments).map_err(|error| read(error.into()))?;
        let snapshot = Arc::new(Snapshot {
            generation: Arc::clone(&generation),
            path,
            revision,
            searcher,
            segments,
            fields,
            analyzer: Arc::clone(&generations.analyzer),
            foreign_analyzer,
            vocabulary: Arc::clone(&generations.options.vocabulary),
            person_threshold: generations.options.person_threshold,
            scoring,
            languages,
            facet_tables: Default::default(),
        });
        Ok(Self {
            generation,
            current_stamp,
            commit_stamp,
            index,
            index_reader,
            snapshot,
        })
    }
}

fn open_reader(path: &Path) -> Result<(Index, TantivyReader), EngineError> {
    let index = generation::open(path)?;
    let reader = index
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual)
        .doc_store_cache_num_blocks(RECORD_CACHE_BLOCKS)
        .try_into()
        .map_err(storage("open", path))?;
    Ok((index, TantivyReader(reader)))
}

fn open_segments(
    searcher: &Searcher,
    fields: &Fields,
    known: &Known,
) -> tantivy::Result<Vec<Segment>> {
    let readers = searcher.segment_readers().iter().zip(0u32..);
    let segments = readers.map(|(reader, number)| Segment::open(reader, number, fields, known));
    segments.collect()
}

/// The newest segments and the revision they hold, which tantivy keeps in two places.
fn consistent_state(index: &Index, reader: &IndexReader) -> tantivy::Result<(Searcher, u64)> {
    loop {
        reader.reload()?;
        let searcher = reader.searcher();
        let metas = index.load_metas()?;
        let listed = metas
            .segments
            .iter()
            .map(|segment| (segment.id(), segment.delete_opstamp()));
        let opened = searcher.generation().segments();
        if listed.collect::<BTreeMap<_, _>>() == *opened {
            return Ok((searcher, generation::revision(&metas)));
        }
    }
}

/// The languages that words are listed in; texts of unknown language are read as Finnish.
fn languages(segments: &[Segment]) -> std::io::Result<Vec<Language>> {
    let mut languages = Vec::new();
    for language in Language::ALL {
        let mut is_used = language == Language::Finnish;
        for segment in segments {
            is_used = is_used || segment.has_terms(TermKind::Stem(language))?;
        }
        languages.extend(is_used.then_some(language));
    }
    Ok(languages)
}

impl fmt::Debug for TantivyReader {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TantivyReader")
            .finish_non_exhaustive()
    }
}
