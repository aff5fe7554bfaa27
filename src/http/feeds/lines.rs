//! The lines of a calendar (RFC 5545, 3.1 and 3.3.11): escaped, and folded at 75 bytes.

/// Most bytes of a line without its end.
const MAX_BYTES: usize = 75;

/// A calendar that is being written.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    written: String,
}

impl Lines {
    /// Adds a property whose value has no signs with a meaning of their own: a number, a date, an address.
    pub(super) fn raw(&mut self, name: &str, value: &str) {
        let value = value.chars().filter(|sign| !sign.is_control());
        self.fold(name.chars().chain([':']).chain(value));
    }

    /// Adds a property whose value is text.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        let mut escaped = String::with_capacity(value.len());
        for sign in value.trim().chars() {
            match sign {
                '\\' | ';' | ',' => escaped.extend(['\\', sign]),
                '\n' => escaped.push_str("\\n"),
                sign if sign.is_control() => {}
                sign => escaped.push(sign),
            }
        }
        self.raw(name, &escaped);
    }

    /// The whole calendar.
    pub(super) fn finish(self) -> String {
        self.written
    }

    /// Writes a line; what does not fit goes on in the next, after a space.
    fn fold(&mut self, signs: impl Iterator<Item = char>) {
        let mut length = 0;
        for sign in signs {
            if length + sign.len_utf8() > MAX_BYTES {
                self.written.push_str("\r\n ");
                length = 1;
            }
            self.written.push(sign);
            length += sign.len_utf8();
        }
        self.written.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(value: &str) -> String {
        let mut lines = Lines::default();
        lines.text("SUMMARY", value);
        lines.finish()
    }

    #[test]
    fn signs_with_a_meaning_are_escaped() {
        assert_eq!(
            line("a, b; c\\ d\ne\r\u{7}"),
            "SUMMARY:a\\, b\\; c\\\\ d\\ne\r\n"
        );
    }

    proptest! {
        #[test]
        fn lines_are_short_and_nothing_is_lost(value in "\\PC{0,200}") {
            let written = line(&value);
            for line in written.split("\r\n") {
                prop_assert!(line.len() <= MAX_BYTES);
            }
            let unfolded = written.replace("\r\n ", "").replace("\r\n", "");
            let words: String = unfolded["SUMMARY:".len()..].replace('\\', "");
            prop_assert_eq!(words, value.trim().replace('\\', ""));
        }
    }
}
