//! A prepared dictionary with any bytes changed and a right checksum: an error, or a dictionary whose walks
//! end.

#![no_main]

#[path = "../../tests/small_dictionary/mod.rs"]
mod small_dictionary;

use std::sync::LazyLock;

use aluehaku_finnish::{Dictionary, Walk};
use libfuzzer_sys::fuzz_target;

static PREPARED: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let entries = [
        ("talo", "[Ln][Xp]talo[X]talo[Sn][Ny]"),
        (
            "talonmies",
            "[Ln][Xp]talo[X]talo[Sg][Ny]n[Bc][Ln][Xp]mies[X]mies[Sn][Ny]",
        ),
        (
            "valtakunnansyyttäjänvirasto",
            "[Ln][Xp]valtakunnansyyttäjänvirasto[X]",
        ),
        ("a", "[La][Xp]a[X]a"),
        ("aita", "[Ln][Xp]aita[X]aita"),
        ("bussi", "[Ln][Xp]bussi[X]bussi"),
        ("-", "-"),
    ];
    let dictionary = small_dictionary::dictionary(&entries);
    dictionary
        .to_prepared()
        .expect("a small dictionary has the fast form")
});

/// A change at a place from the beginning, or from the end if it is negative: the start table between
/// them is long and dull.
type Change = (i16, u8);

fuzz_target!(|input: (Vec<Change>, Vec<(u32, u8)>, &str)| {
    let (near, anywhere, word) = input;
    let mut prepared = PREPARED.clone();
    let length = prepared.len();
    let near = near.into_iter().map(|(place, byte)| {
        let distance = usize::from(place.unsigned_abs()) % length;
        let place = if place < 0 {
            length - distance
        } else {
            distance
        };
        (place, byte)
    });
    let anywhere = anywhere
        .into_iter()
        .map(|(place, byte)| (place as usize % length, byte));
    for (place, byte) in near.chain(anywhere) {
        if let Some(changed) = prepared.get_mut(place).filter(|_| place >= 16) {
            *changed = byte;
        }
    }
    if let Some((header, tables)) = prepared.split_first_chunk_mut::<32>() {
        header[16..24].fill(0);
        header[24..].copy_from_slice(&Dictionary::source_hash(tables).to_le_bytes());
    }
    if let Ok(dictionary) = Dictionary::from_prepared(&prepared, 0) {
        let mut walk = Walk::new();
        for word in [word, "talonmies", "valtakunnansyyttäjänvirasto", "aita"] {
            dictionary.walk(word, &mut walk);
            assert!(walk.outputs().len() <= 100);
        }
    }
});
