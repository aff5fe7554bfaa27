//! Bytes from outside, changed at random from a kept corpus: `fuzz/seeds`, a folder a reader. `fuzz/` does the same with
//! a fuzzing engine.

#[path = "readers.rs"]
mod readers;

use std::path::Path;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, TestRunner};

/// Inputs of each reader in one run.
const CASES: u32 = 150;

/// One change of an input.
#[derive(Clone, Debug)]
enum Change {
    /// Another byte in place of one.
    Byte(Index, u8),
    /// A text put in.
    Text(Index, &'static str),
    /// A stretch taken out.
    Cut(Index, Index),
    /// A stretch once more, behind itself.
    Again(Index, Index),
    /// The end of another input in place of the end.
    Splice(Index, Index, Index),
}

/// Texts that readers take for more than letters.
const TOKENS: [&str; 32] = [
    "\n",
    "\r\n",
    "\u{ad}",
    "\u{feff}",
    "\u{200b}",
    "ä",
    "İ",
    "ﬁ",
    "\u{301}",
    "”",
    "\"",
    "(",
    ")",
    "-",
    "–",
    "*",
    "%2A",
    "%",
    "af",
    " la",
    "von ",
    "Matti ",
    "6.10.",
    "klo 25",
    ":",
    ",",
    "[]",
    "{}",
    "\\u0000",
    "<![CDATA[",
    "&amp;",
    "\u{1f469}\u{200d}\u{1f469}",
];

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
        (any::<Index>(), select(TOKENS.to_vec())).prop_map(|(at, text)| Change::Text(at, text)),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Change::Cut(from, to)),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Change::Again(from, to)),
        (any::<Index>(), any::<Index>(), any::<Index>())
            .prop_map(|(at, other, from)| Change::Splice(at, other, from)),
    ]
}

impl Change {
    fn apply(&self, input: &mut Vec<u8>, corpus: &[Vec<u8>]) {
        let place = |index: &Index, length: usize| index.index(length + 1);
        let stretch = |from: &Index, to: &Index, length: usize| {
            let (from, to) = (place(from, length), place(to, length));
            from.min(to)..from.max(to)
        };
        match self {
            Self::Byte(at, byte) => {
                let at = place(at, input.len());
                if let Some(changed) = input.get_mut(at) {
                    *changed = *byte;
                }
            }
            Self::Text(at, text) => {
                let at = place(at, input.len());
                input.splice(at..at, text.bytes());
            }
            Self::Cut(from, to) => drop(input.drain(stretch(from, to, input.len()))),
            Self::Again(from, to) => {
                let stretch = stretch(from, to, input.len());
                let again = input[stretch.clone()].to_vec();
                input.splice(stretch.end..stretch.end, again);
            }
            Self::Splice(at, other, from) => {
                let other = &corpus[other.index(corpus.len())];
                input.truncate(place(at, input.len()));
                input.extend_from_slice(&other[place(from, other.len())..]);
            }
        }
    }
}

/// The kept inputs of a reader, by name.
fn corpus(reader: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/seeds")
        .join(reader);
    let entries = std::fs::read_dir(&folder).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
        .iter()
        .map(|file| std::fs::read(file).unwrap())
        .collect()
}

/// Gives a reader the kept inputs, and changed ones.
fn fuzz(name: &str, read: fn(&[u8])) {
    let corpus = corpus(name);
    corpus.iter().for_each(|input| read(input));
    let config = Config {
        cases: CASES,
        failure_persistence: None,
        ..Config::default()
    };
    let inputs = (any::<Index>(), prop::collection::vec(change(), 1..8));
    let run = TestRunner::new(config).run(&inputs, |(first, changes)| {
        let mut input = corpus[first.index(corpus.len())].clone();
        changes
            .iter()
            .for_each(|change| change.apply(&mut input, &corpus));
        read(&input);
        Ok(())
    });
    run.unwrap_or_else(|error| panic!("{name}: {error}"));
}

#[test]
fn no_text_breaks_enrichment() {
    fuzz("enrichment", readers::enrichment);
}

#[test]
fn no_line_breaks_an_import() {
    fuzz("import_line", readers::import_line);
}

#[test]
fn no_robots_file_breaks_the_crawler() {
    fuzz("robots", readers::robots);
}

#[test]
fn no_sitemap_or_feed_breaks_the_crawler() {
    fuzz("listing", readers::listing);
}

#[test]
fn no_table_breaks_the_vocabulary() {
    fuzz("vocabulary", readers::vocabulary);
}

#[test]
fn no_query_breaks_the_search() {
    fuzz("query", readers::query);
}
