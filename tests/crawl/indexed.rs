//! The index follows the archive while other processes do the same.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};

use aluehaku::archive::articles::{self, Incoming};
use aluehaku::archive::sources::{self, StoredSource};
use aluehaku::archive::{Archive, ArchiveError};
use aluehaku::indexer::Indexer;
use aluehaku::indexing::{IndexingError, catch_up};
use aluehaku::troubles::Troubles;
use aluehaku_article::ids::{ArticleId, SourceId};
use aluehaku_article::{Article, EnrichedArticle};
use aluehaku_index::analysis::TextAnalyzer as _;
use aluehaku_index::analysis::snowball::Snowball;
use aluehaku_index::embedded::{Embedded, Options};
use aluehaku_index::engine::{CheckExtent, Engine, Reader, Rebuild, Writer};
use aluehaku_index::error::EngineError;

use crate::server::location;

/// What happens before the writer is given.
type Before = Box<dyn Fn(&Embedded) -> Result<(), EngineError> + Send + Sync>;

/// An engine that other processes use.
struct Used {
    engine: Embedded,
    is_shared: bool,
    before_writing: Before,
    rebuilds: AtomicUsize,
}

impl Used {
    fn new(directory: &Path, is_shared: bool, before_writing: Before) -> Self {
        let index = directory.join("index");
        Self {
            engine: Embedded::open(&index, Arc::new(Snowball), Options::default()).unwrap(),
            is_shared,
            before_writing,
            rebuilds: AtomicUsize::new(0),
        }
    }
}

impl std::fmt::Debug for Used {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.engine.fmt(formatter)
    }
}

impl Engine for Used {
    fn reader(&self) -> Result<Arc<dyn Reader>, EngineError> {
        self.engine.reader()
    }

    fn check(&self, extent: CheckExtent) -> Result<(), EngineError> {
        self.engine.check(extent)
    }

    fn writer(&self) -> Result<Box<dyn Writer>, EngineError> {
        (self.before_writing)(&self.engine)?;
        self.engine.writer()
    }

    fn rebuild(&self) -> Result<Box<dyn Rebuild>, EngineError> {
        self.rebuilds.fetch_add(1, Ordering::Relaxed);
        self.engine.rebuild()
    }

    fn remove_earlier(&self) -> Result<(), EngineError> {
        self.engine.remove_earlier()
    }

    fn is_shared(&self) -> bool {
        self.is_shared
    }
}

/// Archives an article as any process does.
fn put(directory: &Path, name: &str) -> Archive {
    let mut archive = Archive::open(location(directory)).unwrap();
    let source = SourceId::new("lehti").unwrap();
    let article = EnrichedArticle::from(Article {
        body: "uutinen".to_owned(),
        ..Article::new(ArticleId::new(name).unwrap(), source)
    });
    let incoming = Incoming {
        article: &article,
        given: &[],
        fingerprint: None,
        lesson: None,
        now: 0,
    };
    let stored: Result<_, ArchiveError> = archive.write(|connection| {
        sources::save(
            connection,
            &StoredSource {
                id: "lehti".to_owned(),
                name: "Lehti".to_owned(),
                region: None,
                home: None,
                language: None,
            },
        )?;
        articles::put(connection, &incoming)
    });
    stored.unwrap();
    archive
}

#[test]
fn an_index_that_goes_on_while_the_writer_is_waited_for_is_not_built_anew() {
    let directory = tempfile::tempdir().unwrap();
    let archive = put(directory.path(), "first");
    let data_dir = directory.path().to_owned();
    let another_process = move |engine: &Embedded| {
        let archive = put(&data_dir, "second");
        catch_up(&archive, engine).unwrap();
        Ok(())
    };
    let used = Used::new(directory.path(), false, Box::new(another_process));
    assert_eq!(catch_up(&archive, &used).unwrap(), 0);
    assert_eq!(used.rebuilds.load(Ordering::Relaxed), 0);
    assert_eq!(used.reader().unwrap().article_count(), 2);
}

#[test]
fn an_index_that_machines_share_is_not_built_anew_by_one_with_another_dictionary() {
    let directory = tempfile::tempdir().unwrap();
    drop(put(directory.path(), "first"));
    let (asked, asking) = mpsc::channel();
    let other_analyzer = move |_: &Embedded| {
        // Nobody listens any more when the indexer ends.
        let _ = asked.send(());
        let (wrote, uses) = (Snowball.identity(), Snowball.identity());
        Err(EngineError::OtherAnalyzer { wrote, uses })
    };
    let used = Arc::new(Used::new(directory.path(), true, Box::new(other_analyzer)));
    let engine = Arc::clone(&used) as Arc<dyn Engine>;
    let indexer = Indexer::start(location(directory.path()), engine, &Troubles::default()).unwrap();
    indexer.teller().tell();
    asking.recv().unwrap();
    let refused = indexer.finish();
    assert!(matches!(
        refused,
        Err(IndexingError::Engine(EngineError::OtherAnalyzer { .. }))
    ));
    assert_eq!(used.rebuilds.load(Ordering::Relaxed), 0);
}
