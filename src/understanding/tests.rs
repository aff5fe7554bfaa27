//! Articles that cannot be understood, and who is removed meanwhile.

use std::sync::Arc;

use aluehaku_finnish::Finnish;

use super::*;
use crate::article_record::ArticleRecord;
use crate::importing::Importer;
use aluehaku_enrich::removal::NAME_MASK;

/// Knowledge with which one text cannot be understood.
fn brittle() -> Knowledge {
    let mut knowledge = sound();
    knowledge.set_understanding(|article, given, context| {
        assert!(!article.body.contains("särkyy"), "särkyi");
        aluehaku_enrich::enrich_and_observe(article, given, context)
    });
    knowledge
}

fn sound() -> Knowledge {
    Knowledge::new(Arc::new(Finnish::new(None)))
}

/// An archive into which three articles were imported of which one could not be understood.
fn imported(folder: &std::path::Path) -> Archive {
    let archive = Archive::open(folder).unwrap();
    let mut importer = Importer::new(archive, Vec::new(), brittle(), true);
    let records = ["Kertoo", "Tämä särkyy, sanoo", "Kysyy"].map(|words| ArticleRecord {
        id: Some(words[..3].to_lowercase()),
        source: Some("lehti".to_owned()),
        title: Some("Kahvit".to_owned()),
        body: Some(format!("{words} puheenjohtaja Hanna Virtanen.")),
        ..ArticleRecord::default()
    });
    let batch: Vec<_> = (1..).zip(records).collect();
    let results = importer.put(&batch).unwrap();
    assert!(results.iter().all(|(_, result)| result.is_ok()));
    let understood = importer.finish(&Edits::default()).unwrap();
    assert_eq!(Vec::from_iter(understood.nameless), ["tä"]);
    Archive::open(folder).unwrap()
}

/// The persons of the article that could not be understood, and those of all others.
fn persons(archive: &Archive) -> [Vec<String>; 2] {
    let of = |id: &str| {
        let found = archive.read(|reading| articles::find(reading, id));
        found.unwrap().unwrap().entities.persons
    };
    [of("tä"), [of("ker"), of("kys")].concat()]
}

fn count_nameless(archive: &Archive) -> u64 {
    archive.read(observations::count_nameless).unwrap()
}

#[test]
fn an_article_that_cannot_be_understood_is_imported_without_names() {
    let folder = tempfile::tempdir().unwrap();
    let archive = imported(folder.path());
    let [nameless, others] = persons(&archive);
    assert!(nameless.is_empty());
    assert_eq!(others, ["Hanna Virtanen", "Hanna Virtanen"]);
    assert_eq!(count_nameless(&archive), 1);
}

#[test]
fn an_article_without_names_is_counted_until_they_are_read_or_it_is_removed() {
    let folder = tempfile::tempdir().unwrap();
    let mut archive = imported(folder.path());
    follow(&mut archive, &Edits::default(), &mut sound()).unwrap();
    assert_eq!(count_nameless(&archive), 0);
    let folder = tempfile::tempdir().unwrap();
    let mut archive = imported(folder.path());
    archive
        .write(|connection| articles::remove(connection, "tä", 0))
        .unwrap();
    assert_eq!(count_nameless(&archive), 0);
}

#[test]
fn an_article_that_could_not_be_understood_is_when_names_are_learnt_next() {
    let folder = tempfile::tempdir().unwrap();
    let mut archive = imported(folder.path());
    let understood = follow(&mut archive, &Edits::default(), &mut sound()).unwrap();
    assert_eq!((understood.changed, understood.nameless.len()), (1, 0));
    assert_eq!(persons(&archive)[0], ["Hanna Virtanen"]);
    let again = follow(&mut archive, &Edits::default(), &mut sound()).unwrap();
    assert_eq!(again, Understood::default());
}

#[test]
fn an_article_that_cannot_be_understood_stops_no_renewal_and_forgets_who_is_removed() {
    let folder = tempfile::tempdir().unwrap();
    let mut archive = imported(folder.path());
    follow(&mut archive, &Edits::default(), &mut sound()).unwrap();
    let (kind, name) = (tombstones::Kind::Person, "Hanna Virtanen");
    archive
        .write(|connection| tombstones::put(connection, kind, name, 0))
        .unwrap();
    let understood = renew(&mut archive, &Edits::default(), &mut brittle()).unwrap();
    assert_eq!(Vec::from_iter(understood.nameless), ["tä"]);
    for id in ["tä", "ker", "kys"] {
        let kept = archive.read(|reading| articles::find(reading, id));
        let kept = kept.unwrap().unwrap();
        assert!(
            kept.article.body.contains(NAME_MASK),
            "{}",
            kept.article.body
        );
        assert!(kept.entities.persons.is_empty());
    }
}

#[test]
fn who_is_removed_during_an_import_is_taken_out_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = Knowledge::new(Arc::new(Finnish::new(None)));
    let archive = Archive::open(folder.path()).unwrap();
    let mut importer = Importer::new(archive, Vec::new(), knowledge, true);
    let record = ArticleRecord {
        id: Some("a".to_owned()),
        source: Some("lehti".to_owned()),
        title: Some("Kahvit".to_owned()),
        body: Some("Puheenjohtaja Hanna Virtanen kertoo kahveista.".to_owned()),
        ..ArticleRecord::default()
    };
    importer.put(&[(1, record)]).unwrap();
    let mut other = Archive::open(folder.path()).unwrap();
    let (kind, name) = (tombstones::Kind::Person, "Hanna Virtanen");
    other
        .write(|connection| tombstones::put(connection, kind, name, 0))
        .unwrap();
    importer.finish(&Edits::default()).unwrap();
    let kept = other.read(|reading| articles::find(reading, "a"));
    let body = kept.unwrap().unwrap().article.body;
    assert_eq!(body, format!("Puheenjohtaja {NAME_MASK} kertoo kahveista."));
}
