//! What the repository holds: sources, never what a run of the program leaves behind.

use std::path::Path;
use std::process::Command;

/// First bytes of an SQLite database.
const DATABASE: &[u8] = b"SQLite format 3\0";

/// File names that only a search index or an archive has.
const LEFT_BEHIND: [&str; 6] = [
    "archive.db",
    "CURRENT",
    "generation.json",
    ".managed.json",
    "crawl.lock",
    "writer.lock",
];

/// The lines of a git command, or nothing outside a clone.
fn git(arguments: &[&str]) -> Option<Vec<String>> {
    let output = Command::new("git")
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).unwrap();
    output
        .status
        .success()
        .then(|| text.lines().map(str::to_owned).collect())
}

#[test]
fn no_tracked_file_is_one_that_git_ignores() {
    let Some(ignored) = git(&["ls-files", "--cached", "--ignored", "--exclude-standard"]) else {
        eprintln!("NOT TESTED: this is no clone");
        return;
    };
    assert!(ignored.is_empty(), "tracked and ignored: {ignored:?}");
}

#[test]
fn no_tracked_file_is_a_database_or_an_index() {
    let Some(tracked) = git(&["ls-files"]) else {
        eprintln!("NOT TESTED: this is no clone");
        return;
    };
    for file in tracked {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&file);
        let name = path.file_name().unwrap().to_string_lossy();
        assert!(!LEFT_BEHIND.contains(&&*name), "{file} was left behind");
        // A file that was just removed is not there.
        let content = std::fs::read(&path).unwrap_or_default();
        // A small archive of an older version is a test's own data.
        let is_kept = file.starts_with("tests/data/");
        assert!(
            is_kept || !content.starts_with(DATABASE),
            "{file} is a database"
        );
    }
}
