//! By which other names articles call a project or an organisation.
//!
//! Forms of one name count as one: those with as many words that begin alike.

use std::collections::BTreeSet;

use aluehaku_index::masking::mask;

use super::slug::slug;

/// Letters by which the beginnings of two words are compared.
const BEGINNING: usize = 4;

/// Most names shown.
const MAX_NAMES: usize = 8;

/// One spelling, the shortest, of each name that is not the one all know.
pub(super) fn other_names(name: &str, spellings: BTreeSet<String>) -> Vec<String> {
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
    let slug = slug(name);
    let words = slug.split('-').filter(|word| !word.is_empty());
    let words = words.map(|word| word.chars().take(BEGINNING).collect::<String>());
    words.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_name_count_once() {
        let spellings = [
            "Kyläverkosto-hankkeen",
            "Kyläverkossa",
            "KV-hanke",
            "KV-hankkeessa",
            "Kyläverkko",
        ];
        let spellings = spellings.map(str::to_owned).into();
        assert_eq!(
            other_names("Kyläverkko", spellings),
            ["KV-hanke", "Kyläverkosto-hankkeen"]
        );
    }
}
