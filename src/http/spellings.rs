//! By which other names articles call a project or an organisation.
//!
//! Forms of one name count as one: those with as many words that begin alike.

use std::collections::BTreeSet;

use aluehaku_article::masking::mask;

use super::slug::slug;

/// Letters by which the beginnings of two words are compared.
const BEGINNING: usize = 4;

/// Forms of associations and companies, which names are written with and without.
const FORMS: [&str; 8] = ["ry", "rf", "oy", "ab", "oyj", "sr", "rs", "ky"];

/// Beginnings of words that say what kind of thing is named.
const KINDS: [&str; 2] = ["hank", "projekt"];

/// Most names shown.
const MAX_NAMES: usize = 8;

/// One spelling, the shortest, of each name that is not the one all know.
pub(crate) fn other_names(name: &str, spellings: BTreeSet<String>) -> Vec<String> {
    let mut known = vec![beginnings(name)];
    let mut by_length: Vec<String> = spellings.into_iter().collect();
    by_length.sort_by_key(|spelling| (spelling.chars().count(), spelling.clone()));
    let mut names = Vec::new();
    for spelling in by_length {
        let key = beginnings(&spelling);
        if !key.is_empty() && !known.contains(&key) && names.len() < MAX_NAMES {
            names.push(mask(&spelling).into_owned());
            known.push(key);
        }
    }
    names
}

fn beginnings(name: &str) -> String {
    // A case ending after a colon is no part of the name.
    let words = name
        .split_whitespace()
        .map(|word| word.split(':').next().unwrap_or_default());
    let words = words.map(slug).collect::<Vec<_>>().join("-");
    let words = words.split('-').filter(|word| {
        !word.is_empty()
            && !FORMS.contains(word)
            && !KINDS.iter().any(|kind| word.starts_with(kind))
    });
    let words = words.map(|word| word.chars().take(BEGINNING).collect::<String>());
    words.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, spellings: &[&str], expected: &[&str]) {
        let spellings = spellings.iter().map(|spelling| (*spelling).to_owned());
        assert_eq!(other_names(name, spellings.collect()), expected);
    }

    #[test]
    fn forms_of_one_name_count_once() {
        check(
            "Kyläverkko",
            &[
                "Kyläverkko-hankkeen",
                "Kyläverkossa",
                "KV-hanke",
                "KV-hankkeessa",
                "Kyläverkko",
            ],
            &["KV-hanke"],
        );
        check(
            "Talon Väki",
            &["Talon Väki ry", "Talon Väki ry:stä", "Väki"],
            &["Väki"],
        );
    }
}
