//! Dictionaries of a few words, written by the tests that use them, in the format VFST.
//!
//! Each entry is a word in small letters and one output for it. The transducer has a chain of
//! transitions for each entry, which first prints the output and then reads the word.

#![allow(dead_code, reason = "each test file uses a part of this")]
#![allow(unreachable_pub, reason = "included as a module by every test file")]

use aluehaku_finnish::Dictionary;

/// Some dogs.
pub const KOIRIA: (&str, &str) = ("koiria", "[Ln][Xp]koira[X]koir[Sp][Nm]ia");
/// A compound of three words.
pub const JARJESTO: (&str, &str) = (
    "järjestöasiantuntijat",
    "[Ln][Xp]järjestö[X]järjestö[Sn][Ny][Bh][Bc][Ln][Xp]asia[X]asia[Sg][Ny]n[Bh][Bc]\
     [Lt][Xp]tuntea[X]tunti[Ln][Xj]ja[X][Sn][Nm]jat",
);

/// The dictionary that knows these pairs of word and output. A word can stand in several.
pub fn dictionary(entries: &[(&str, &str)]) -> Dictionary {
    Dictionary::from_bytes(&file(entries)).expect("what is written here is a dictionary")
}

fn file(entries: &[(&str, &str)]) -> Vec<u8> {
    let (characters, tags) = alphabet(entries);
    let symbols: Vec<&str> = [""]
        .into_iter()
        .chain(characters.iter().map(String::as_str))
        .chain(tags.iter().map(String::as_str))
        .collect();
    let number = |symbol: &str| {
        let found = symbols.iter().position(|other| *other == symbol);
        found.expect("the alphabet has every symbol") as u16
    };
    let mut cells: Vec<[u16; 2]> = Vec::new();
    let mut starts = Vec::new();
    for (word, output) in entries {
        starts.push(cells.len());
        cells.extend(split(output).iter().map(|symbol| [0, number(symbol)]));
        cells.extend(split(word).iter().map(|symbol| [number(symbol), 0]));
        cells.push([u16::MAX, 0]);
    }
    let mut bytes = header(&symbols);
    let offset = entries.len();
    for (place, &start) in starts.iter().enumerate() {
        let more = if place == 0 { entries.len() - 1 } else { 0 };
        let target = (offset + start) as u32;
        write_cell(&mut bytes, [0, 0], target | (more as u32) << 24);
    }
    for (place, &cell) in cells.iter().enumerate() {
        let target = (offset + place + 1) as u32;
        write_cell(
            &mut bytes,
            cell,
            if cell[0] == u16::MAX { 0 } else { target },
        );
    }
    bytes
}

fn header(symbols: &[&str]) -> Vec<u8> {
    let mut bytes = Vec::new();
    bytes.extend(0x0001_3A6E_u32.to_le_bytes());
    bytes.extend(0x0003_51FA_u32.to_le_bytes());
    bytes.extend([0; 8]);
    bytes.extend((symbols.len() as u16).to_le_bytes());
    for symbol in symbols {
        bytes.extend(symbol.as_bytes());
        bytes.push(0);
    }
    bytes.resize(bytes.len().next_multiple_of(8), 0);
    bytes
}

fn write_cell(bytes: &mut Vec<u8>, [input, output]: [u16; 2], target: u32) {
    bytes.extend(input.to_le_bytes());
    bytes.extend(output.to_le_bytes());
    bytes.extend(target.to_le_bytes());
}

/// All characters and all tags of the entries, each once.
fn alphabet(entries: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
    let mut all: Vec<String> = entries
        .iter()
        .flat_map(|(word, output)| [split(word), split(output)])
        .flatten()
        .collect();
    all.sort();
    all.dedup();
    all.into_iter().partition(|symbol| !symbol.starts_with('['))
}

/// A text as characters and tags.
fn split(text: &str) -> Vec<String> {
    let mut symbols: Vec<String> = Vec::new();
    let mut in_tag = false;
    for character in text.chars() {
        match symbols.last_mut() {
            Some(tag) if in_tag => tag.push(character),
            _ => symbols.push(character.into()),
        }
        in_tag = match character {
            '[' => true,
            ']' => false,
            _ => in_tag,
        };
    }
    symbols
}
