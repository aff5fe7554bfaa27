//! The base forms that a Finnish word is listed under.

use aluehaku_finnish::{Finnish, Terms};

/// Guesses at the base form of an unknown word that it is listed under: with more, lists grow by a
/// third and nothing more is found; forms that are guessed apart still meet by their stem.
const MOST_GUESSES: usize = 1;

/// The base forms of a word that it is listed under.
pub(super) fn lemmas(finnish: &Finnish, word: &str) -> Vec<String> {
    considered(&finnish.terms(word))
        .map(str::to_owned)
        .collect()
}

/// The base forms that count; those of a word of grammar are no guesses.
pub(super) fn considered(terms: &Terms) -> impl Iterator<Item = &str> {
    let most = match terms.is_known() || terms.is_function_word() {
        true => usize::MAX,
        false => MOST_GUESSES,
    };
    terms.lemmas().take(most)
}
