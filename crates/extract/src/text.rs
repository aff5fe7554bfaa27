//! Small helpers for text: collapsing white space, comparing lines.

/// Characters that show nothing: soft hyphen, zero-width space, word joiner, byte order mark.
const INVISIBLE: [char; 4] = ['\u{AD}', '\u{200B}', '\u{2060}', '\u{FEFF}'];

/// Text being put together, with white space collapsed.
#[derive(Debug, Default)]
pub(super) struct Line {
    text: String,
    gap: Gap,
}

/// White space that comes to stand before the next word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Gap {
    #[default]
    None,
    Space,
    Break,
    /// Two line breaks or more: a paragraph ends.
    Empty,
}

impl Line {
    /// Adds text, and tells by how many bytes the line grew. Line breaks in the text count as
    /// spaces, unless they are to be kept.
    pub(super) fn push(&mut self, text: &str, keeps_breaks: bool) -> usize {
        let before = self.text.len();
        if keeps_breaks {
            for (number, line) in text.split('\n').enumerate() {
                if number > 0 {
                    self.break_line();
                }
                self.push_words(line);
            }
        } else {
            self.push_words(text);
        }
        self.text.len() - before
    }

    /// A line break.
    pub(super) fn break_line(&mut self) {
        self.gap = match self.gap {
            Gap::None | Gap::Space => Gap::Break,
            Gap::Break | Gap::Empty => Gap::Empty,
        };
    }

    /// The text so far; the line is empty again.
    pub(super) fn take(&mut self) -> String {
        self.gap = Gap::None;
        std::mem::take(&mut self.text)
    }

    fn push_words(&mut self, text: &str) {
        for (number, word) in text.split(char::is_whitespace).enumerate() {
            if number > 0 && self.gap == Gap::None {
                self.gap = Gap::Space;
            }
            if !word.is_empty() {
                self.push_word(word);
            }
        }
    }

    fn push_word(&mut self, word: &str) {
        if !self.text.is_empty() {
            self.text.push_str(match self.gap {
                Gap::None => "",
                Gap::Space => " ",
                Gap::Break => "\n",
                Gap::Empty => "\n\n",
            });
        }
        self.gap = Gap::None;
        if word.contains(INVISIBLE) {
            self.text.extend(
                word.chars()
                    .filter(|character| !INVISIBLE.contains(character)),
            );
        } else {
            self.text.push_str(word);
        }
    }
}

/// A text in one line: white space collapsed, invisible characters gone.
pub(super) fn one_line(text: &str) -> String {
    let mut line = Line::default();
    line.push(text, false);
    line.take()
}

/// What two lines are compared by: lower-case letters and digits with single spaces.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut ends_word = false;
    for character in text.chars() {
        if !character.is_alphanumeric() {
            ends_word = !folded.is_empty();
            continue;
        }
        if ends_word {
            folded.push(' ');
            ends_word = false;
        }
        // Most letters are plain; asking Unicode for each costs more than all the rest.
        if character.is_ascii() {
            folded.push(character.to_ascii_lowercase());
        } else {
            folded.extend(character.to_lowercase());
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_grow_by_what_shows() {
        let mut line = Line::default();
        assert_eq!(line.push("  yksi ", false), 4);
        assert_eq!(
            line.push("kaksi\u{A0}\u{AD}kolme", false),
            " kaksi kolme".len()
        );
        line.break_line();
        line.push(" neljä\nviisi", true);
        assert_eq!(line.take(), "yksi kaksi kolme\nneljä\nviisi");
        assert_eq!(line.take(), "");
    }

    #[test]
    fn lines_compare_by_their_letters() {
        assert_eq!(folded("  Lue myös: "), "lue myös");
        assert_eq!(folded("”Ääni – ja kaiku!”"), folded("ääni ja kaiku"));
        assert_eq!(one_line("a\u{200B}b \n c"), "ab c");
    }
}
