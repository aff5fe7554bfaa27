//! Cuts the texts of an article into sentences of tokens as the tagger reads them: punctuation marks are
//! tokens of their own, and each knows where it stands.

/// A token of one of an article's texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'t> {
    /// Number of the text.
    pub text_number: usize,
    /// First byte in its text.
    pub start: usize,
    /// The token as it stands there.
    pub text: &'t str,
    /// Whether it is the first of its sentence.
    pub is_first: bool,
    /// Whether it is the first of its line.
    pub begins_line: bool,
}

impl Token<'_> {
    /// Byte after the last.
    #[must_use]
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it begins with a capital.
    #[must_use]
    pub fn is_capitalised(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }
}

/// Whether a token has its capital, if it has one, from the sentence, the line or the quotation that it begins.
#[must_use]
pub fn begins_sentence(tokens: &[Token<'_>], at: usize) -> bool {
    const OPENING: [&str; 12] = [":", "–", "-", "—", "•", "”", "\"", "“", "»", "!", "?", "…"];
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    let Some(before) = before.filter(|_| !tokens.get(at).is_some_and(|token| token.is_first))
    else {
        return true;
    };
    OPENING.contains(&before.text)
        || before.text.ends_with('.')
        || before.is_first && !before.text.starts_with(char::is_alphanumeric)
}

/// The sentences of an article's texts, in order. A line break ends a sentence, too.
#[must_use]
pub fn sentences<'t>(texts: &[&'t str]) -> Vec<Vec<Token<'t>>> {
    let mut sentences = Vec::new();
    for (text_number, text) in texts.iter().enumerate() {
        let mut line_start = 0;
        for line in text.split_inclusive('\n') {
            of_line(text_number, line_start, line, &mut sentences);
            line_start += line.len();
        }
    }
    sentences
}

fn of_line<'t>(
    text_number: usize,
    line_start: usize,
    line: &'t str,
    sentences: &mut Vec<Vec<Token<'t>>>,
) {
    let mut sentence: Vec<Token<'t>> = Vec::new();
    for (number, (start, piece)) in pieces(line).into_iter().enumerate() {
        let ended = sentence
            .last()
            .is_some_and(|last| matches!(last.text, "." | "!" | "?" | "…"));
        if ended
            && piece.starts_with(|sign: char| {
                sign.is_uppercase() || matches!(sign, '”' | '"' | '–' | '»')
            })
        {
            sentences.push(std::mem::take(&mut sentence));
        }
        sentence.push(Token {
            text_number,
            start: line_start + start,
            text: piece,
            is_first: sentence.is_empty(),
            begins_line: number == 0,
        });
    }
    if !sentence.is_empty() {
        sentences.push(sentence);
    }
}

/// The tokens of a line, each with its first byte.
fn pieces(line: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = 0;
    for piece in line.split(|sign: char| sign.is_whitespace()) {
        split_marks(start, piece, &mut found);
        start += piece.len();
        start += line[start..].chars().next().map_or(0, char::len_utf8);
    }
    found
}

/// Takes punctuation marks off both ends of a piece between spaces, and off a hyphen in it: `”Silta”-hanke` is three
/// tokens and its head, as in `”Silta” -hanke`.
fn split_marks<'t>(start: usize, piece: &'t str, found: &mut Vec<(usize, &'t str)>) {
    if let Some((quoted, head)) = quoted_and_head(piece) {
        split_marks(start, quoted, found);
        return split_marks(start + quoted.len(), head, found);
    }
    let mut from = 0;
    while let Some(mark) = piece[from..].chars().next() {
        let rest = &piece[from + mark.len_utf8()..];
        let opens_word = mark == '-' && rest.starts_with(char::is_alphabetic);
        if mark.is_alphanumeric() || opens_word || matches!(mark, '@' | '#' | '+') {
            break;
        }
        found.push((start + from, &piece[from..from + mark.len_utf8()]));
        from += mark.len_utf8();
    }
    let mut end = piece.len();
    let mut marks = Vec::new();
    while let Some(mark) = piece[from..end].chars().next_back() {
        let before = &piece[from..end - mark.len_utf8()];
        if mark.is_alphanumeric() || before.is_empty() || mark == '.' && keeps_point(before) {
            break;
        }
        end -= mark.len_utf8();
        marks.push((start + end, &piece[end..end + mark.len_utf8()]));
    }
    if from < end {
        found.push((start + from, &piece[from..end]));
    }
    found.extend(marks.into_iter().rev());
}

/// What ends in a quotation mark, and the part with the hyphen that follows it.
fn quoted_and_head(piece: &str) -> Option<(&str, &str)> {
    const CLOSING: [char; 7] = ['"', '”', '“', '»', '«', '’', '\''];
    let hyphens = piece.match_indices('-').map(|(at, _)| piece.split_at(at));
    hyphens.into_iter().find(|(quoted, head)| {
        quoted.ends_with(CLOSING)
            && quoted.contains(char::is_alphanumeric)
            && head
                .get(1..)
                .is_some_and(|word| word.starts_with(char::is_alphabetic))
    })
}

/// Initials ("J.", "J.-P.") and numbers ("26.3.") keep their full stop.
fn keeps_point(before: &str) -> bool {
    let mut initials = before
        .split('-')
        .flat_map(|name| name.trim_end_matches('.').split('.'));
    let are_initials = initials.all(|initial| {
        let mut letters = initial.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
    });
    are_initials || before.ends_with(|last: char| last.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&[&str]]) {
        let found = sentences(&[text]);
        let found: Vec<Vec<&str>> = found
            .iter()
            .map(|s| s.iter().map(|token| token.text).collect())
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn marks_are_tokens_and_lines_are_sentences() {
        check(
            "SOSTEn (Suomen sosiaali ja terveys ry) J. Luoto tuli. Hän jäi\nKahvit 26.3. klo 9–10",
            &[
                &[
                    "SOSTEn", "(", "Suomen", "sosiaali", "ja", "terveys", "ry", ")", "J.", "Luoto",
                    "tuli", ".",
                ],
                &["Hän", "jäi"],
                &["Kahvit", "26.3.", "klo", "9–10"],
            ],
        );
        check(
            "”Työ jatkuu”, sanoi hän",
            &[&["”", "Työ", "jatkuu", "”", ",", "sanoi", "hän"]],
        );
        check("muutostuki -hankkeen", &[&["muutostuki", "-hankkeen"]]);
        check("”Silta”-hankkeen", &[&["”", "Silta", "”", "-hankkeen"]]);
        check(
            "Uusi alku\"-hanke.",
            &[&["Uusi", "alku", "\"", "-hanke", "."]],
        );
        check(
            "”-hanke ja Silta-hanke",
            &[&["”", "-hanke", "ja", "Silta-hanke"]],
        );
        check(
            "J.-P. ja A.P. Salo tulivat EU:n. A-P. B",
            &[
                &["J.-P.", "ja", "A.P.", "Salo", "tulivat", "EU:n", "."],
                &["A-P.", "B"],
            ],
        );
    }

    proptest! {
        #[test]
        fn tokens_stand_where_they_say(text in "[a-zÄÖ .,()”\n:\u{a0}-]{0,60}|\\PC{0,60}") {
            for token in sentences(&[&text]).iter().flatten() {
                prop_assert_eq!(&text[token.start..token.end()], token.text);
                prop_assert!(!token.text.is_empty());
            }
        }
    }
}
