//! Guesses the base forms of words that the dictionary does not know, by how they end.
//!
//! The rules are learnt from pairs of a form and its base form, as `data/README.md` tells.

use std::sync::LazyLock;

use hashbrown::HashMap;

/// A line a rule: how the form ends, how many letters it loses, what it gets instead.
const RULES: &str = include_str!("../data/guesses.tsv");

/// Letters that must be left of a word.
const SHORTEST_STEM: usize = 3;

type Rules = HashMap<&'static str, (usize, &'static str), foldhash::fast::FixedState>;

/// The likeliest base form of a word in small letters; the word itself where no rule fits.
pub(crate) fn guess(word: &str) -> String {
    let rules = rules();
    let ends = word.char_indices().skip(SHORTEST_STEM).map(|(at, _)| at);
    let rule = ends.clone().find_map(|at| rules.get(&word[at..]));
    let Some(&(cut, added)) = rule else {
        return word.to_owned();
    };
    let length = word.chars().count();
    let kept: String = word.chars().take(length.saturating_sub(cut)).collect();
    if kept.chars().count() < SHORTEST_STEM {
        return word.to_owned();
    }
    kept + added
}

fn rules() -> &'static Rules {
    static RULE_TABLE: LazyLock<Rules> = LazyLock::new(|| {
        let rule = |line: &'static str| {
            let mut fields = line.split('\t');
            let ending = fields.next()?;
            let cut = fields.next()?.parse().ok()?;
            Some((ending, (cut, fields.next()?)))
        };
        RULES.lines().filter_map(rule).collect()
    });
    &RULE_TABLE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_rule() {
        assert_eq!(rules().len(), RULES.lines().count());
    }

    #[test]
    fn unknown_words_lose_their_endings() {
        assert_eq!(guess("blorkningarna"), "blorkning");
        assert_eq!(guess("blorkningen"), "blorkning");
        assert_eq!(guess("xyz"), "xyz");
    }
}
