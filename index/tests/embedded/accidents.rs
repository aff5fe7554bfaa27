//! Processes that are killed while they write, and disks that are full.
//!
//! A child process is this test binary running the same test, told by an environment variable.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use aluehaku_index::engine::Engine;
use aluehaku_index::error::EngineError;

use crate::{article, count, document, open, put};

const CHILD: &str = "ALUEHAKU_TEST_CHILD";

/// The directory that this process is to work in, when it is a child.
fn child_directory() -> Option<PathBuf> {
    env::var_os(CHILD).map(PathBuf::from)
}

/// Starts this binary with one test, in a shell that first runs `preparation`.
fn start_child(test: &str, directory: &Path, preparation: &str) -> Child {
    let script = format!("{preparation} exec \"$0\" --exact \"$1\" --nocapture --test-threads 1");
    Command::new("sh")
        .args(["-c", &script])
        .arg(env::current_exe().unwrap())
        .arg(test)
        .env(CHILD, directory)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Text that does not compress well.
fn noise(seed: u64, words: usize) -> String {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let word = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        format!("{state:x} ")
    };
    (0..words).map(word).collect()
}

/// Writes for ever: three articles a commit, each acknowledged on a line of its own.
fn write_until_killed(directory: &Path) {
    let engine = open(directory);
    let mut writer = engine.writer().unwrap();
    loop {
        let revision = writer.revision() + 1;
        for number in 0..3 {
            let new = article(&format!("r{revision}-{number}"), &noise(revision, 200));
            writer.put(document(&new)).unwrap();
        }
        writer.commit(revision).unwrap();
        println!("committed {revision}");
        if revision.is_multiple_of(7) {
            let mut rebuild = engine.rebuild().unwrap();
            rebuild.add(document(&article("never", "live"))).unwrap();
            println!("rebuilding");
        }
    }
}

#[test]
fn a_killed_writer_loses_nothing_it_acknowledged() {
    if let Some(directory) = child_directory() {
        return write_until_killed(&directory);
    }
    let directory = tempfile::tempdir().unwrap();
    let mut acknowledged = 0;
    for round in 0..6 {
        let name = "accidents::a_killed_writer_loses_nothing_it_acknowledged";
        let mut child = start_child(name, directory.path(), "");
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let lines = lines
            .map(Result::unwrap)
            .filter(|line| line.starts_with("committed") || line.starts_with("rebuilding"));
        for line in lines.take(3 + round * 2) {
            if let Some(revision) = line.strip_prefix("committed ") {
                acknowledged = revision.parse().unwrap();
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let engine = open(directory.path());
        let reader = engine.reader().unwrap();
        assert!(
            reader.revision() >= acknowledged,
            "{} < {acknowledged}",
            reader.revision()
        );
        assert_eq!(reader.article_count(), reader.revision() * 3);
        assert_eq!(crate::generations(directory.path()), ["000001"]);
    }
}

/// Writes until the files may grow no more, and then again.
fn fill_the_disk(directory: &Path) {
    let engine = open(directory);
    put(&engine, &["before"]);
    let mut writer = engine.writer().unwrap();
    let error = (0..100_000u64).find_map(|number| {
        let large = article(&format!("large{number}"), &noise(number, 5000));
        writer.put(document(&large)).err()
    });
    let error = error.unwrap_or_else(|| writer.commit(2).unwrap_err());
    assert!(matches!(error, EngineError::Storage { .. }), "{error}");
    assert!(matches!(writer.commit(2), Err(EngineError::Storage { .. })));
    drop(writer);
    assert_eq!(count(&engine), 1);
    put(&engine, &["after"]);
    assert_eq!(count(&engine), 2);
    println!("survived");
}

#[test]
fn a_full_disk_is_reported_and_the_next_writer_works() {
    if let Some(directory) = child_directory() {
        return fill_the_disk(&directory);
    }
    let directory = tempfile::tempdir().unwrap();
    // Files may grow to 1,000 blocks; without the trap the system would kill the process instead.
    let name = "accidents::a_full_disk_is_reported_and_the_next_writer_works";
    let child = start_child(name, directory.path(), "trap '' XFSZ; ulimit -f 1000;");
    let output = child.wait_with_output().unwrap();
    let output = String::from_utf8_lossy(&output.stdout);
    assert!(output.contains("survived"), "{output}");
}

#[test]
fn a_commit_after_one_that_failed_does_not_hide_what_is_missing() {
    let directory = tempfile::tempdir().unwrap();
    let engine = open(directory.path());
    put(&engine, &["a"]);
    let mut writer = engine.writer().unwrap();
    writer.put(document(&article("b", "sana"))).unwrap();
    let generation = directory.path().join("000001");
    let away = directory.path().join("away");
    fs::rename(&generation, &away).unwrap();
    assert!(writer.commit(7).is_err());
    fs::rename(&away, &generation).unwrap();
    assert!(writer.commit(8).is_err());
    drop(writer);
    put(&engine, &["b"]);
    assert_eq!(count(&engine), 2);
}
