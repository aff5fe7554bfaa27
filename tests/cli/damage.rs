//! Files that do not hold what was written into them.

use std::path::PathBuf;

use super::program::{Program, article, errors, files_below};

const ARTICLES: usize = 30;

fn program() -> Program {
    let program = Program::new();
    program.import(&(0..ARTICLES).map(article).collect::<Vec<_>>());
    program
}

/// Turns some bits of a byte of a file.
fn flip(file: &PathBuf, at: usize, bits: u8) {
    let mut content = std::fs::read(file).unwrap();
    content[at] ^= bits;
    std::fs::write(file, content).unwrap();
}

#[test]
fn a_damaged_pointer_to_the_index_heals() {
    let program = program();
    let pointer = program.data_dir().join("index/CURRENT");
    for (at, bits) in [(0, 0x80), (3, 0x40), (5, 0x01), (5, 0x04), (6, 0x20)] {
        flip(&pointer, at, bits);
        let found = program.search(&["uutinen"]);
        assert_eq!(
            found["total"]["value"], ARTICLES,
            "byte {at}, bits {bits:x}"
        );
    }
    std::fs::write(&pointer, "").unwrap();
    assert_eq!(program.run(&["reindex"]).status.code(), Some(0));
    assert_eq!(program.search(&["uutinen"])["total"]["value"], ARTICLES);
}

#[test]
fn a_damaged_file_of_the_index_heals_and_is_named() {
    let program = program();
    let mut random = fastrand::Rng::with_seed(20_221_006);
    let segments = |program: &Program| -> Vec<PathBuf> {
        let index = program.data_dir().join("index");
        let live = std::fs::read_to_string(index.join("CURRENT")).unwrap();
        let mut files = files_below(&index.join(live.trim()));
        files.retain(|file| file.metadata().unwrap().len() > 0);
        files.sort();
        files
    };
    for number in 0..segments(&program).len() {
        let files = segments(&program);
        let file = &files[number % files.len()];
        let length = file.metadata().unwrap().len();
        flip(
            file,
            random.usize(..usize::try_from(length).unwrap()),
            1 << random.u8(..8),
        );
        let output = program.run(&["search", "uutinen", "--format", "json"]);
        let said = errors(&output);
        assert_eq!(output.status.code(), Some(0), "{}: {said}", file.display());
        let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(
            answer["total"]["value"],
            ARTICLES,
            "{}: {said}",
            file.display()
        );
    }
    let file = segments(&program)
        .into_iter()
        .find(|file| file.extension().is_some_and(|e| e == "store"));
    flip(&file.unwrap(), 40, 1);
    let said = errors(&program.run(&["search", "uutinen"]));
    assert!(
        said.contains("damaged") && said.contains(".store") && said.contains("whole again"),
        "{said}"
    );
}

#[test]
fn a_damaged_record_stops_neither_export_nor_reindex_and_is_named() {
    let program = program();
    let archive = rusqlite::Connection::open(program.data_dir().join("archive.db")).unwrap();
    let damaged: String = archive
        .query_row(
            "UPDATE articles SET record = json_set(record, '$.title', 7) WHERE revision =
                 (SELECT min(revision) FROM articles) RETURNING id",
            [],
            |row| row.get(0),
        )
        .unwrap();
    drop(archive);
    let exported = program.run(&["export"]);
    assert_eq!(exported.status.code(), Some(2));
    assert_eq!(
        exported
            .stdout
            .iter()
            .filter(|byte| **byte == b'\n')
            .count(),
        ARTICLES - 1
    );
    assert!(
        errors(&exported).contains(&damaged),
        "{}",
        errors(&exported)
    );
    let built = program.run(&["reindex"]);
    assert_eq!(built.status.code(), Some(2), "{}", errors(&built));
    assert!(errors(&built).contains(&damaged), "{}", errors(&built));
    assert_eq!(program.search(&["uutinen"])["total"]["value"], ARTICLES - 1);
    // The article is brought again by whoever has it.
    program.import(&(0..ARTICLES).map(article).collect::<Vec<_>>());
    assert_eq!(program.export().len(), ARTICLES);
    assert_eq!(program.search(&["uutinen"])["total"]["value"], ARTICLES);
}
