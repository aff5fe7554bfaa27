//! How the index moves forward: revisions, replacement, removal, one writer, rebuilds.

use std::sync::Arc;

use aluehaku_index::engine::{Document, Engine};
use aluehaku_index::error::EngineError;

use crate::support::{Build, article, assert_finds, id, put, request};

fn document(article: &aluehaku_article::EnrichedArticle) -> Document<'_> {
    Document {
        article,
        publisher_region: None,
    }
}

pub(crate) fn a_new_index_is_empty(engine: &dyn Engine) {
    let reader = engine.reader().unwrap();
    assert_eq!((reader.revision(), reader.article_count()), (0, 0));
    assert_eq!(engine.writer().unwrap().revision(), 0);
    assert_finds(engine, &request(""), &[]);
    assert_finds(engine, &request("avustus -muu \"x y\" z*"), &[]);
}

pub(crate) fn putting_replaces_the_article_with_the_same_identifier(engine: &dyn Engine) {
    put(
        engine,
        &[article("a").body("vanha"), article("b").body("vanha")],
    );
    put(
        engine,
        &[article("a").body("välissä"), article("a").body("uusi")],
    );
    assert_finds(engine, &request("vanha"), &["b"]);
    assert_finds(engine, &request("välissä"), &[]);
    assert_finds(engine, &request("uusi"), &["a"]);
    assert_eq!(engine.reader().unwrap().article_count(), 2);
}

pub(crate) fn removed_articles_are_gone(engine: &dyn Engine) {
    put(
        engine,
        &[article("a").body("sana"), article("b").body("sana")],
    );
    let mut writer = engine.writer().unwrap();
    writer.remove(&id("a")).unwrap();
    writer.remove(&id("never")).unwrap();
    writer.put(document(&article("c").body("sana"))).unwrap();
    writer.remove(&id("c")).unwrap();
    writer.commit(2).unwrap();
    assert_finds(engine, &request("sana"), &["b"]);
    assert_eq!(engine.reader().unwrap().article(&id("a")).unwrap(), None);
}

pub(crate) fn revisions_are_kept_with_commits(engine: &dyn Engine) {
    let mut writer = engine.writer().unwrap();
    writer.commit(7).unwrap();
    assert_eq!(writer.revision(), 7);
    assert_eq!(engine.reader().unwrap().revision(), 7);
    writer.put(document(&article("a"))).unwrap();
    writer.commit(9).unwrap();
    drop(writer);
    assert_eq!(engine.reader().unwrap().revision(), 9);
    assert_eq!(engine.writer().unwrap().revision(), 9);
}

pub(crate) fn what_is_not_committed_is_forgotten(engine: &dyn Engine) {
    put(engine, &[article("a").body("sana")]);
    let mut writer = engine.writer().unwrap();
    writer.put(document(&article("b").body("sana"))).unwrap();
    writer.remove(&id("a")).unwrap();
    assert_finds(engine, &request("sana"), &["a"]);
    drop(writer);
    assert_finds(engine, &request("sana"), &["a"]);
    put(engine, &[article("c").body("sana")]);
    assert_finds(engine, &request("sana"), &["a", "c"]);
}

pub(crate) fn a_reader_never_changes(engine: &dyn Engine) {
    put(engine, &[article("a").body("sana")]);
    let before = engine.reader().unwrap();
    put(engine, &[article("b").body("sana")]);
    let mut rebuild = engine.rebuild().unwrap();
    rebuild.add(document(&article("c").body("sana"))).unwrap();
    rebuild.finish(5, 1).unwrap();
    assert_eq!(before.search(&request("sana")).unwrap().total.value, 1);
    assert!(before.article(&id("a")).unwrap().is_some());
    assert_eq!((before.revision(), before.article_count()), (1, 1));
    let after = engine.reader().unwrap();
    assert_ne!(before.generation(), after.generation());
    assert_eq!((after.revision(), after.article_count()), (5, 1));
    assert_finds(engine, &request("sana"), &["c"]);
}

pub(crate) fn there_is_one_writer(engine: &dyn Engine) {
    let writer = engine.writer().unwrap();
    assert!(matches!(engine.writer(), Err(EngineError::Locked(_))));
    drop(writer);
    let _writer = engine.writer().unwrap();
    let mut rebuild = engine.rebuild().unwrap();
    assert!(matches!(engine.rebuild(), Err(EngineError::Locked(_))));
    rebuild.add(document(&article("a"))).unwrap();
    assert!(matches!(rebuild.finish(1, 1), Err(EngineError::Locked(_))));
}

pub(crate) fn a_rebuild_takes_the_place_of_the_live_generation(engine: &dyn Engine) {
    put(engine, &[article("old").body("sana")]);
    let mut rebuild = engine.rebuild().unwrap();
    for number in 0..50 {
        rebuild
            .add(document(&article(&format!("n{number}")).body("sana")))
            .unwrap();
    }
    assert_finds(engine, &request("sana"), &["old"]);
    rebuild.finish(12, 50).unwrap();
    let reader = engine.reader().unwrap();
    assert_eq!((reader.revision(), reader.article_count()), (12, 50));
    put(engine, &[article("new").body("toinen")]);
    assert_finds(engine, &request("toinen"), &["new"]);
    assert_eq!(engine.reader().unwrap().revision(), 13);
}

pub(crate) fn a_wrong_count_keeps_the_live_generation(engine: &dyn Engine) {
    put(engine, &[article("old").body("sana")]);
    let mut rebuild = engine.rebuild().unwrap();
    rebuild.add(document(&article("a").body("sana"))).unwrap();
    let error = rebuild.finish(2, 3).unwrap_err();
    assert!(
        matches!(
            error,
            EngineError::CountMismatch {
                found: 1,
                expected: 3
            }
        ),
        "{error}"
    );
    let mut rebuild = engine.rebuild().unwrap();
    rebuild.add(document(&article("b").body("sana"))).unwrap();
    drop(rebuild);
    assert_finds(engine, &request("sana"), &["old"]);
    engine.rebuild().unwrap().finish(4, 0).unwrap();
    assert_finds(engine, &request(""), &[]);
}

pub(crate) fn readers_work_while_the_index_is_written(engine: &dyn Engine) {
    put(engine, &[article("first").body("sana")]);
    std::thread::scope(|scope| {
        let (done, ended) = std::sync::mpsc::channel::<()>();
        let searching = scope.spawn(move || {
            let mut last = 0;
            while ended.try_recv() == Err(std::sync::mpsc::TryRecvError::Empty) {
                let reader = engine.reader().unwrap();
                let found = reader.search(&request("sana")).unwrap().total.value;
                assert_eq!(found, reader.article_count());
                assert!(found >= last, "{found} after {last}");
                last = found;
            }
        });
        for number in 0..15 {
            put(engine, &[article(&format!("a{number}")).body("sana")]);
        }
        drop(done);
        searching.join().unwrap();
    });
    assert_eq!(Arc::clone(&engine.reader().unwrap()).article_count(), 16);
}
