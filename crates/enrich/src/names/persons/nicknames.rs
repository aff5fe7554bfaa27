//! Names with a nickname in quotation marks or brackets: "Raimo ”Rami” Korhonen", "Otto Vilhelm (O.V.) Turunen".

use std::ops::Range;

use aluehaku_finnish::names::{BaseForms, Label, NameKind, NamePart};

use super::super::document::{Document, Words};
use super::super::taken::Taken;
use super::FullName;
use super::roles::is_title;
use super::shape::{are_initials, as_first_name, as_surname, capitalised_once, is_word_of_name};

/// Most words of a nickname.
const MOST_WORDS: usize = 2;

/// Marks around a nickname. Opening and closing ones are often the same.
const QUOTES: [&str; 9] = ["”", "\"", "“", "„", "»", "«", "’", "‘", "'"];

/// Finds the names with a nickname in them outside the tokens that are taken, and takes theirs.
pub(super) fn find(
    document: &Document<'_>,
    taken: &mut Taken,
    base_forms: &mut BaseForms<'_>,
    words: &mut Words<'_>,
) -> Vec<FullName> {
    let mut found = Vec::new();
    for at in 0..document.len() {
        let Some(closing) = closing_mark(document, at) else {
            continue;
        };
        let first_names = first_names_before(document, at);
        let surname_at = closing + 1;
        let span = first_names.start..surname_at + 1;
        if taken.has_any(&span) {
            continue;
        }
        let surname = base_forms.best(
            &capitalised_once(document.text(surname_at)),
            NamePart::Surname,
        );
        let first_names = if first_names.is_empty() {
            // Only the nickname: "”Mara” Mäkinen".
            let is_nickname = document.text(at) != "("
                && closing == at + 2
                && as_surname(&surname) >= 3
                && (is_first_name_like(document.text(at + 1), words)
                    || is_title(&document.near(at, -1).to_lowercase()));
            if !is_nickname {
                continue;
            }
            at + 1..closing
        } else if as_surname(&surname) > 0 || is_tagged(document, surname_at) {
            first_names
        } else {
            continue;
        };
        let first_names = document.of(first_names).iter();
        let mut name: String = first_names
            .map(|token| capitalised_once(token.text) + " ")
            .collect();
        name.push_str(&surname);
        taken.take(&span);
        found.push(FullName { tokens: span, name });
    }
    found
}

/// The token that closes what the mark at a token opens, if a nickname may stand between and a surname behind them.
fn closing_mark(document: &Document<'_>, at: usize) -> Option<usize> {
    let text = |at: usize| document.text(at);
    let is_bracket = text(at) == "(";
    if !is_bracket && !QUOTES.contains(&text(at)) {
        return None;
    }
    let closes = |at: usize| match is_bracket {
        true => text(at) == ")",
        false => QUOTES.contains(&text(at)),
    };
    let end = document.sentence_end(at);
    // A quotation mark may stand within the brackets.
    let most = at + 2 + MOST_WORDS;
    let closing = (at + 2..end.min(most + 1)).find(|closing| closes(*closing))?;
    let inside = at + 1..closing;
    let is_nickname =
        inside.clone().all(|at| is_word_of_name(text(at))) && (!is_bracket || inside.len() == 1);
    let has_surname =
        closing + 1 < end && is_word_of_name(text(closing + 1)) && !are_initials(text(closing + 1));
    (is_nickname && has_surname).then_some(closing)
}

/// The first names right before a token.
fn first_names_before(document: &Document<'_>, at: usize) -> Range<usize> {
    let is_first_name = |before: &usize| {
        let word = document.text(*before);
        let is_name = are_initials(word)
            || as_first_name(word) >= 2
            || as_first_name(word) + 1 > as_surname(word) && is_tagged(document, *before);
        is_word_of_name(word) && is_name
    };
    let begin = document.sentence_start(at);
    let names = (begin..at).rev().take_while(is_first_name);
    names.last().unwrap_or(at)..at
}

fn is_first_name_like(word: &str, words: &mut Words<'_>) -> bool {
    !are_initials(word) && (as_first_name(word) > 0 || !words.knows(&word.to_lowercase()))
}

fn is_tagged(document: &Document<'_>, at: usize) -> bool {
    let person = NameKind::Person;
    [Label::Begin(person), Label::Inside(person)].contains(&document.label(at))
}
