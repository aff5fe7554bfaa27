//! Several processes over one index: each is an engine of its own here.

use std::time::Duration;

use aluehaku_index::engine::Engine as _;
use aluehaku_index::error::EngineError;
use aluehaku_index::opensearch::{OpenSearch, Options};

use crate::cluster::{Cluster, fresh_name, shared};
use crate::{article, document, open, options, total};

#[test]
fn a_commit_of_one_shows_in_the_next_request_of_the_others() {
    let Some(cluster) = shared() else { return };
    let name = fresh_name();
    let one = open(options(cluster, &name)).unwrap();
    let other = open(options(cluster, &name)).unwrap();
    assert_eq!(total(&other, "sana"), 0);
    for number in 1..=3 {
        let mut writer = one.writer().unwrap();
        let written = article(&format!("a{number}"), "sana");
        writer.put(document(&written)).unwrap();
        writer.commit(number).unwrap();
        assert_eq!(total(&other, "sana"), number);
        assert_eq!(other.reader().unwrap().revision(), number);
    }
    cluster.forget(&name);
}

#[test]
fn two_writers_of_two_processes_exclude_each_other() {
    let Some(cluster) = shared() else { return };
    let name = fresh_name();
    let one = open(options(cluster, &name)).unwrap();
    let other = open(options(cluster, &name)).unwrap();
    let writer = one.writer().unwrap();
    let refused = other.writer().unwrap_err();
    assert!(matches!(refused, EngineError::Locked(_)), "{refused}");
    assert!(refused.to_string().contains("another process"), "{refused}");
    drop(writer);
    drop(other.writer().unwrap());
    cluster.forget(&name);
}

#[test]
fn engines_that_open_a_new_index_at_once_share_it() {
    let Some(cluster) = shared() else { return };
    let name = fresh_name();
    let generations: Vec<String> = std::thread::scope(|scope| {
        let opening: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    let engine = open(options(cluster, &name)).unwrap();
                    engine.reader().unwrap().generation().to_owned()
                })
            })
            .collect();
        let opened = opening.into_iter().map(|thread| thread.join().unwrap());
        opened.collect()
    });
    assert!(
        generations
            .iter()
            .all(|generation| *generation == generations[0])
    );
    cluster.forget(&name);
}

#[test]
fn a_point_in_time_that_is_gone_is_opened_anew() {
    let Some(cluster) = shared() else { return };
    let name = fresh_name();
    let engine = open(options(cluster, &name)).unwrap();
    let mut writer = engine.writer().unwrap();
    writer.put(document(&article("a", "sana"))).unwrap();
    writer.commit(1).unwrap();
    let reader = engine.reader().unwrap();
    let (status, _) = cluster.ask(0, "DELETE", "/_search/point_in_time/_all", "");
    assert_eq!(status, 200);
    let found = reader.search(&crate::request("sana")).unwrap();
    assert_eq!(found.total.value, 1);
    assert_eq!(total(&engine, "sana"), 1);
    drop(writer);
    cluster.forget(&name);
}

#[test]
fn an_earlier_generation_stays_until_it_is_removed() {
    let Some(cluster) = shared() else { return };
    let name = fresh_name();
    let patient = Options {
        lock_patience: Duration::from_secs(5),
        ..options(cluster, &name)
    };
    let engine = open(patient).unwrap();
    let count = || {
        let path = format!("/_cat/indices/{name}-0*?h=index");
        cluster
            .ask(0, "GET", &path, "")
            .1
            .matches(&format!("{name}-0"))
            .count()
    };
    for revision in 1..=3 {
        let mut rebuild = engine.rebuild().unwrap();
        rebuild.add(document(&article("a", "sana"))).unwrap();
        rebuild.finish(revision, 1).unwrap();
        assert_eq!((count(), total(&engine, "sana")), (2, 1));
    }
    engine.remove_earlier().unwrap();
    assert_eq!((count(), total(&engine, "sana")), (1, 1));
    cluster.forget(&name);
}

/// An engine for the index of a cluster, over an archive of its own.
fn of_archive(cluster: &Cluster, name: &str, archive: &str) -> OpenSearch {
    let archive = Some(archive.to_owned());
    open(Options {
        archive,
        ..options(cluster, name)
    })
    .unwrap()
}

#[test]
fn an_index_of_one_archive_is_only_read_by_those_with_another_until_they_take_it_over() {
    let Some(cluster) = shared() else { return };
    let name = fresh_name();
    let looking = of_archive(cluster, &name, "b");
    let owner = of_archive(cluster, &name, "a");
    assert!(!looking.reader().unwrap().is_of_another_archive());
    let mut writer = owner.writer().unwrap();
    writer.put(document(&article("first", "sana"))).unwrap();
    writer.commit(1).unwrap();
    drop(writer);
    let refused = looking.writer().unwrap_err();
    assert!(matches!(refused, EngineError::OtherArchive(_)), "{refused}");
    assert!(looking.reader().unwrap().is_of_another_archive());
    assert_eq!(total(&looking, "sana"), 1);
    let mut rebuild = looking.rebuild().unwrap();
    rebuild.add(document(&article("second", "lause"))).unwrap();
    rebuild.finish(9, 1).unwrap();
    assert!(!looking.reader().unwrap().is_of_another_archive());
    drop(looking.writer().unwrap());
    assert!(owner.reader().unwrap().is_of_another_archive());
    assert!(owner.writer().is_err());
    cluster.forget(&name);
}

#[test]
fn an_index_that_names_no_archive_belongs_to_the_first_that_writes() {
    let Some(cluster) = shared() else { return };
    let name = fresh_name();
    let before = open(options(cluster, &name)).unwrap();
    let mut writer = before.writer().unwrap();
    writer.put(document(&article("first", "sana"))).unwrap();
    writer.commit(1).unwrap();
    drop(writer);
    drop(of_archive(cluster, &name, "a").writer().unwrap());
    let refused = of_archive(cluster, &name, "b").writer().unwrap_err();
    assert!(matches!(refused, EngineError::OtherArchive(_)), "{refused}");
    drop(before.writer().unwrap());
    cluster.forget(&name);
}
