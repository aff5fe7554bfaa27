//! Files that are not what was written into them, and which checks find them.

use std::fs;
use std::path::{Path, PathBuf};

use aluehaku_index::engine::{CheckExtent, Engine};

use crate::{open, put, rebuild};

/// The file of the records of the only segment of a generation.
fn records(generation: &Path) -> PathBuf {
    let files = fs::read_dir(generation).unwrap();
    let mut paths = files.map(|file| file.unwrap().path());
    paths
        .find(|path| path.extension().is_some_and(|end| end == "store"))
        .unwrap()
}

fn damage(file: &Path) {
    let mut content = fs::read(file).unwrap();
    content[0] ^= 1;
    fs::write(file, content).unwrap();
}

#[track_caller]
fn assert_named(engine: &dyn Engine, extent: CheckExtent, file: &Path) {
    let said = engine.check(extent).unwrap_err().to_string();
    let name = file.file_name().unwrap().to_str().unwrap();
    assert!(said.contains("damaged") && said.contains(name), "{said}");
}

#[test]
fn a_file_that_changed_after_it_was_found_whole_is_read_again() {
    let directory = tempfile::tempdir().unwrap();
    let engine = open(directory.path());
    put(&engine, &["a"]);
    engine.check(CheckExtent::NewFiles).unwrap();
    engine.check(CheckExtent::NewFiles).unwrap();
    let file = records(&directory.path().join("000001"));
    damage(&file);
    assert_named(&engine, CheckExtent::NewFiles, &file);
    assert_named(&engine, CheckExtent::NewFiles, &file);
}

#[test]
fn a_new_file_is_read_whatever_was_found_before() {
    let directory = tempfile::tempdir().unwrap();
    let engine = open(directory.path());
    engine.check(CheckExtent::NewFiles).unwrap();
    put(&engine, &["a"]);
    let file = records(&directory.path().join("000001"));
    damage(&file);
    assert_named(&engine, CheckExtent::NewFiles, &file);
}

#[test]
fn damaged_notes_are_as_good_as_none() {
    let directory = tempfile::tempdir().unwrap();
    let engine = open(directory.path());
    rebuild(&engine, &["a"]);
    let generation = directory.path().join("000002");
    let notes = generation.join("whole.json");
    assert!(notes.exists(), "a rebuilt generation is checked");
    let file = records(&generation);
    damage(&file);
    fs::write(&notes, "nonsense").unwrap();
    assert_named(&engine, CheckExtent::NewFiles, &file);
}

/// A disk that gives back other bytes than it was given changes no time and no length. Here the notes say that the file
/// was found whole as it looks now.
#[cfg(unix)]
#[test]
fn what_decays_without_a_trace_is_found_by_reading_every_file() {
    use std::os::unix::fs::MetadataExt;

    let directory = tempfile::tempdir().unwrap();
    let engine = open(directory.path());
    rebuild(&engine, &["a"]);
    let generation = directory.path().join("000002");
    let file = records(&generation);
    let before = fs::metadata(&file).unwrap();
    damage(&file);
    let after = fs::metadata(&file).unwrap();
    let changed = |of: &fs::Metadata| format!("[{},{}]", of.ctime(), of.ctime_nsec());
    let notes = generation.join("whole.json");
    let noted = fs::read_to_string(&notes).unwrap();
    let noted = noted.replace(&changed(&before), &changed(&after));
    fs::write(&notes, noted).unwrap();
    engine.check(CheckExtent::NewFiles).unwrap();
    assert_named(&engine, CheckExtent::EveryFile, &file);
}
