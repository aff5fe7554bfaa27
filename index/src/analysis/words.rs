//! Cuts a text into words.
//!
//! A word is a run of letters, digits and the marks that combine with them. A hyphen, an
//! apostrophe or a colon between two of these stays inside ("sote-muutostuki", "STEA:n",
//! "rock'n'roll"), so does a full stop or a comma between two digits ("1,5", "12.30"). Soft hyphens vanish.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Token;

/// Longest word in bytes; a longer run of letters is cut into pieces of at most this length.
pub const MAX_WORD_BYTES: usize = 240;

/// The words of a text in order.
#[must_use]
pub fn words(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(text.len() / 7);
    let mut characters = text.char_indices().peekable();
    let mut word: Option<Run> = None;
    let mut previous = ' ';
    while let Some((offset, character)) = characters.next() {
        let end = offset + character.len_utf8();
        let next = characters.peek().map(|(_, next)| *next);
        match &mut word {
            Some(run) if run.goes_on(previous, character, next, end) => run.end = end,
            _ => {
                tokens.extend(word.take().map(|run| run.token(text)));
                if is_word_character(character) {
                    word = Some(Run { start: offset, end });
                }
            }
        }
        previous = character;
    }
    tokens.extend(word.map(|run| run.token(text)));
    tokens
}

/// A word that is being read.
struct Run {
    start: usize,
    end: usize,
}

impl Run {
    /// Whether a character that ends at `end`, between `previous` and `next`, still belongs to the
    /// word.
    fn goes_on(&self, previous: char, character: char, next: Option<char>, end: usize) -> bool {
        if end - self.start > MAX_WORD_BYTES {
            return false;
        }
        let next = next.unwrap_or(' ');
        match character {
            '\u{ad}' => true,
            '-' | '\u{2010}' | '\u{2011}' | '\'' | '\u{2019}' | ':' => is_word_character(next),
            '.' | ',' => previous.is_numeric() && next.is_numeric(),
            _ => is_word_character(character),
        }
    }

    fn token(self, text: &str) -> Token<'_> {
        let Self { start, end } = self;
        let raw = text[start..end].trim_end_matches('\u{ad}');
        Token {
            start,
            end: start + raw.len(),
            text: normalized(raw),
            completed: Vec::new(),
        }
    }
}

fn is_word_character(character: char) -> bool {
    character.is_alphanumeric() || is_combining_mark(character)
}

fn normalized(raw: &str) -> Cow<'_, str> {
    let plain = |c: char| !matches!(c, '\u{ad}' | '\u{2019}' | '\u{2010}' | '\u{2011}');
    if raw.is_ascii() || raw.chars().all(|c| plain(c) && !is_combining_mark(c)) {
        return Cow::Borrowed(raw);
    }
    let straight = raw.chars().filter(|c| *c != '\u{ad}').map(|c| match c {
        '\u{2019}' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        other => other,
    });
    Cow::Owned(straight.nfc().collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> = words(text).into_iter().map(|token| token.text).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_keep_what_belongs_inside() {
        check("Sote-muutostuki alkaa.", &["Sote-muutostuki", "alkaa"]);
        check(
            "STEA:n ja EU:ssa: kyllä",
            &["STEA:n", "ja", "EU:ssa", "kyllä"],
        );
        check(
            "Järjestöjen muutostuki -hanke",
            &["Järjestöjen", "muutostuki", "hanke"],
        );
        check("rock’n’roll", &["rock'n'roll"]);
        check("maa\u{ad}kunta\u{ad}", &["maakunta"]);
        check("ja\u{308}rjesto\u{308}", &["järjestö"]);
        check(
            "1,5 milj. klo 12.30, v. 2022.",
            &["1,5", "milj", "klo", "12.30", "v", "2022"],
        );
        check("loppu.2022 alku", &["loppu", "2022", "alku"]);
        check("", &[]);
        check("\0 – …", &[]);
    }

    #[test]
    fn endless_words_come_in_pieces() {
        let text = "ä".repeat(100_000);
        let tokens = words(&text);
        assert!(
            tokens
                .iter()
                .all(|token| token.text.len() <= MAX_WORD_BYTES)
        );
        assert_eq!(
            tokens
                .iter()
                .map(|token| token.end - token.start)
                .sum::<usize>(),
            text.len()
        );
    }

    proptest! {
        #[test]
        fn tokens_lie_in_order_inside_the_text(text in "\\PC{0,80}|[a-zäö0-9 .,:'\u{ad}-]{0,80}") {
            let mut last = 0;
            for token in words(&text) {
                prop_assert!(last <= token.start && token.start < token.end);
                prop_assert!(text.get(token.start..token.end).is_some());
                prop_assert!(token.text.chars().any(is_word_character));
                last = token.end;
            }
        }
    }
}
