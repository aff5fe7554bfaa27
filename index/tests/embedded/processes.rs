//! Several processes on one index: each opening of the directory stands for one.

use aluehaku_index::engine::Engine;
use aluehaku_index::error::EngineError;

use crate::{count, open, put, rebuild};

#[test]
fn what_one_process_commits_the_next_request_of_another_sees() {
    let directory = tempfile::tempdir().unwrap();
    let (serving, writing) = (open(directory.path()), open(directory.path()));
    assert_eq!(count(&serving), 0);
    put(&writing, &["a"]);
    assert_eq!(count(&serving), 1);
    rebuild(&writing, &["a", "b", "c"]);
    assert_eq!(count(&serving), 3);
    put(&writing, &["d"]);
    assert_eq!(
        (count(&serving), serving.reader().unwrap().revision()),
        (4, 2)
    );
    put(&serving, &["e"]);
    assert_eq!(count(&writing), 5);
}

#[test]
fn a_writer_holds_off_the_writers_of_other_processes() {
    let directory = tempfile::tempdir().unwrap();
    let (one, other) = (open(directory.path()), open(directory.path()));
    let writer = one.writer().unwrap();
    let error = other.writer().unwrap_err();
    assert!(
        matches!(&error, EngineError::Locked(path) if path == directory.path()),
        "{error}"
    );
    drop(writer);
    put(&other, &["a"]);
    let rebuilding = one.rebuild().unwrap();
    assert!(matches!(other.rebuild(), Err(EngineError::Locked(_))));
    put(&other, &["b"]);
    drop(rebuilding);
    rebuild(&other, &["c"]);
    assert_eq!(count(&one), 1);
}

#[test]
fn a_writer_after_a_switch_writes_to_the_new_generation() {
    let directory = tempfile::tempdir().unwrap();
    let (one, other) = (open(directory.path()), open(directory.path()));
    put(&one, &["a"]);
    rebuild(&other, &["b"]);
    put(&one, &["c"]);
    assert_eq!((count(&one), count(&other)), (2, 2));
}
