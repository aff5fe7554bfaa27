//! One committed state of the index, and how a newer one is noticed.
//!
//! Each request asks for the newest state; two looks at the file system tell whether there is one.
//! So a commit or a switch by any process shows in the next request, with no thread that watches.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::postings::TermInfo;
use tantivy::{Index, IndexReader, ReloadPolicy, Searcher, Term};

use super::execute::Scoring;
use super::facets::FacetTable;
use super::layout::{Layout, Stamp};
use super::lazily::Lazily;
use super::listing::listed_persons;
use super::schema::Fields;
use super::segment::{Known, Segment};
use super::suggest::{self, Suggestions};
use super::{Shared, generation, hits, search, similar, storage};
use crate::analysis::{AnalyzerIdentity, Language, TermKind, TextAnalyzer};
use crate::engine::Reader;
use crate::error::EngineError;
use crate::search::request::{Filters, SearchRequest};
use crate::search::response::{Bucket, Hit, IndexedArticle, SearchResponse};
use crate::search::suggestion::Suggestion;
use aluehaku_article::facet::Facet;
use aluehaku_article::ids::ArticleId;
use aluehaku_article::listing::PersonThreshold;

/// Decompressed blocks of records kept in memory, of 16 kB each.
const RECORD_CACHE_BLOCKS: usize = 50;

/// Tries to open a state that another process keeps replacing.
const TRIES: usize = 3;

/// The state that was opened last.
#[derive(Debug)]
pub(super) struct Opened {
    generation: Arc<String>,
    current_stamp: Stamp,
    commit_stamp: Stamp,
    index: Index,
    index_reader: TantivyReader,
    pub(super) snapshot: Arc<Snapshot>,
}

/// A snapshot of the index.
pub(super) struct Snapshot {
    pub(super) generation: Arc<String>,
    path: PathBuf,
    revision: u64,
    pub(super) searcher: Searcher,
    pub(super) segments: Vec<Segment>,
    pub(super) fields: Fields,
    pub(super) analyzer: Arc<dyn TextAnalyzer>,
    /// The analyser that wrote the index, when it is another.
    foreign_analyzer: Option<AnalyzerIdentity>,
    person_threshold: PersonThreshold,
    scoring: Scoring,
    languages: Vec<Language>,
    facet_tables: [Lazily<FacetTable>; Facet::ALL.len()],
    suggestions: Lazily<Suggestions>,
}

/// Tantivy's reader, which has no debug form of its own.
struct TantivyReader(IndexReader);

impl Opened {
    /// Whether nothing was committed or switched since.
    pub(super) fn is_fresh(&self, layout: &Layout) -> bool {
        layout
            .current_stamp()
            .is_ok_and(|stamp| stamp == self.current_stamp)
            && layout
                .commit_stamp(&self.generation)
                .is_ok_and(|stamp| stamp == self.commit_stamp)
    }

    /// Opens the newest state, keeping what is open of the generation that `before` belongs to.
    pub(super) fn newest(shared: &Shared, mut before: Option<Self>) -> Result<Self, EngineError> {
        for _ in 1..TRIES {
            // A switch may remove the files of the generation that was live a moment ago.
            if let Ok(opened) = Self::open(shared, before.take()) {
                return Ok(opened);
            }
        }
        Self::open(shared, None)
    }

    fn open(shared: &Shared, before: Option<Self>) -> Result<Self, EngineError> {
        let layout = &shared.layout;
        let current_stamp = layout
            .current_stamp()
            .map_err(storage("open", layout.root()))?;
        let name = shared.current_generation()?;
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
        let generation = shared.use_generation(&name);
        let foreign_analyzer = Some(wrote).filter(|wrote| *wrote != shared.analyzer.identity());
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
            analyzer: Arc::clone(&shared.analyzer),
            foreign_analyzer,
            person_threshold: shared.options.person_threshold,
            scoring,
            languages,
            facet_tables: Default::default(),
            suggestions: Lazily::default(),
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

impl Snapshot {
    /// Statistics that scores are made of.
    pub(super) fn scoring(&self) -> &Scoring {
        &self.scoring
    }

    /// What is known of the segments, where it still holds with other statistics.
    fn known(&self, scoring: &Scoring) -> Known {
        let mut known = Known::default();
        for segment in &self.segments {
            let id = segment.reader.segment_id();
            let values = Arc::clone(&segment.facet_values);
            known.facet_values.insert(id, values);
            if scoring.length() == self.scoring.length() {
                known.peaks.insert(id, Arc::clone(&segment.peaks));
            }
        }
        known
    }

    /// Where the articles of a term are listed in each segment.
    pub(super) fn lists_of(&self, term: &Term) -> tantivy::Result<Vec<Option<TermInfo>>> {
        let lists = self.segments.iter().map(|segment| {
            if term.field() == self.fields.text {
                return segment.text.get_term_info(term);
            }
            let index = segment.reader.inverted_index(term.field());
            index.map_err(std::io::Error::other)?.get_term_info(term)
        });
        Ok(lists.collect::<std::io::Result<_>>()?)
    }

    /// The languages of the articles: those by whose rules query words are analysed.
    pub(super) fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// The values of a facet, listed when first asked for.
    pub(super) fn facet_table(&self, facet: Facet) -> tantivy::Result<&FacetTable> {
        self.facet_tables[facet as usize].get_or_make(|| {
            let mut table = FacetTable::new(&self.segments, facet)?;
            if facet == Facet::Person && !self.person_threshold.takes_everyone() {
                let sources = self.facet_table(Facet::Source)?;
                let threshold = self.person_threshold;
                table.list_only(listed_persons(&self.segments, &table, sources, threshold));
            }
            Ok(table)
        })
    }
}

impl Snapshot {
    /// Names and words to suggest, gathered when first asked for.
    pub(super) fn suggestions(&self) -> tantivy::Result<&Suggestions> {
        self.suggestions.get_or_make(|| Suggestions::new(self))
    }
}

impl Reader for Snapshot {
    fn generation(&self) -> &str {
        &self.generation
    }

    fn revision(&self) -> u64 {
        self.revision
    }

    fn article_count(&self) -> u64 {
        self.searcher.num_docs()
    }

    fn foreign_analyzer(&self) -> Option<&AnalyzerIdentity> {
        self.foreign_analyzer.as_ref()
    }

    fn search(&self, request: &SearchRequest) -> Result<SearchResponse, EngineError> {
        search::answer(self, request).map_err(storage("read", &self.path))
    }

    fn article(&self, id: &ArticleId) -> Result<Option<IndexedArticle>, EngineError> {
        hits::article(self, id).map_err(storage("read", &self.path))
    }

    fn facet_values(
        &self,
        facet: Facet,
        prefix: &str,
        filters: &Filters,
        limit: usize,
    ) -> Result<Vec<Bucket>, EngineError> {
        search::facet_values(self, facet, prefix, filters, limit)
            .map_err(storage("read", &self.path))
    }

    fn lists(&self, facet: Facet, value: &str) -> Result<bool, EngineError> {
        let table = self.facet_table(facet);
        let table = table.map_err(storage("read", &self.path))?;
        Ok(table.lists(value))
    }

    fn suggest(&self, typed: &str, limit: usize) -> Result<Vec<Suggestion>, EngineError> {
        suggest::suggest(self, typed, limit).map_err(storage("read", &self.path))
    }

    fn similar(&self, id: &ArticleId, limit: usize) -> Result<Option<Vec<Hit>>, EngineError> {
        similar::similar(self, id, limit).map_err(storage("read", &self.path))
    }
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Snapshot")
            .field("generation", &self.generation)
            .field("revision", &self.revision)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for TantivyReader {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TantivyReader")
            .finish_non_exhaustive()
    }
}
