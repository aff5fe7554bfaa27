//! A node ends under reading and writing: no answer is wrong or missing, and nothing that was acknowledged is lost.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use aluehaku_article::ids::ArticleId;
use aluehaku_index::engine::{Engine, Writer};
use aluehaku_index::opensearch::Options;

use crate::cluster::Cluster;
use crate::{article, document, open, options, request};

/// Articles of one commit.
const AT_ONCE: u64 = 50;

/// Commits before the node ends, and in all.
const BEFORE: u64 = 8;
const COMMITS: u64 = 30;

#[test]
fn a_node_that_is_killed_takes_no_answer_and_no_article_with_it() {
    let Some(mut cluster) = Cluster::start(3) else {
        return;
    };
    let options = Options {
        patience: Duration::from_secs(30),
        ..options(&cluster, "killed")
    };
    let engine = open(options).unwrap();
    writer_with(&engine, 1).commit(1).unwrap();
    let is_over = AtomicBool::new(false);
    let (answered, slowest) = (AtomicU64::new(0), AtomicU64::new(0));
    let mut first_node = cluster.nodes.iter_mut().take(1);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    let since = Instant::now();
                    let reader = engine.reader().unwrap();
                    let response = reader.search(&request("sana")).unwrap();
                    let total = response.total.value;
                    // A commit brings so many articles: any other number is a part of one.
                    assert_eq!(total % AT_ONCE, 0, "a torn answer");
                    assert!(total >= reader.revision() * AT_ONCE, "articles are missing");
                    let millis = u64::try_from(since.elapsed().as_millis()).unwrap();
                    slowest.fetch_max(millis, Ordering::Relaxed);
                    answered.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        for number in 2..=COMMITS {
            let mut writer = writer_with(&engine, number);
            if number == BEFORE {
                slowest.store(0, Ordering::Relaxed);
                let node = first_node.next().unwrap();
                scope.spawn(|| node.kill());
            }
            writer.commit(number).unwrap();
        }
        is_over.store(true, Ordering::Relaxed);
    });
    let reader = engine.reader().unwrap();
    assert_eq!(reader.article_count(), COMMITS * AT_ONCE);
    for number in 1..=COMMITS {
        let id = ArticleId::new(&format!("a{number}-0")).unwrap();
        assert!(reader.article(&id).unwrap().is_some(), "{id} is lost");
    }
    let health = engine.cluster_health().unwrap().unwrap();
    assert_eq!(health.nodes, 2);
    println!(
        "{} answers, the slowest since a node ended after {} ms",
        answered.load(Ordering::Relaxed),
        slowest.load(Ordering::Relaxed)
    );
}

/// A writer that has so many articles more to commit.
fn writer_with(engine: &dyn Engine, number: u64) -> Box<dyn Writer> {
    let mut writer = engine.writer().unwrap();
    for place in 0..AT_ONCE {
        let written = article(&format!("a{number}-{place}"), "sana ja toinen");
        writer.put(document(&written)).unwrap();
    }
    writer
}
