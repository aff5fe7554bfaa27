//! The pattern of one rule: pieces of text that follow each other, with anything between them.
//!
//! Each piece is looked for once, behind the one before, by a search that takes time in proportion to
//! the text: no pattern, however it is made, takes longer than its length and that of the path.

/// What the beginning of a path is compared with; `*` stands for anything, `$` at the end for the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    /// What the path begins with.
    first: String,
    /// What follows somewhere behind, in this order.
    others: Vec<String>,
    /// Whether the path ends where the pattern does.
    to_the_end: bool,
}

/// A path or a piece of a pattern in the spelling in which they are compared: a star and a dollar that
/// are escaped stand for themselves (RFC 9309 section 2.2.3).
pub(super) fn literal(escaped: &str) -> String {
    escaped.replace("%2A", "*").replace("%24", "$")
}

impl Pattern {
    /// Reads a pattern whose escapes are in upper case.
    pub(super) fn new(escaped: &str) -> Self {
        let (escaped, to_the_end) = match escaped.strip_suffix('$') {
            Some(escaped) => (escaped, true),
            None => (escaped, false),
        };
        let mut pieces = escaped.split('*').map(literal);
        let first = pieces.next().unwrap_or_default();
        let mut others: Vec<String> = pieces.collect();
        // Two stars in a row are one; the last piece counts also when it is empty, as `*$` ends anywhere.
        if let Some(last) = others.pop() {
            others.retain(|piece| !piece.is_empty());
            others.push(last);
        }
        Self {
            first,
            others,
            to_the_end,
        }
    }

    /// Whether a path begins as the pattern says.
    pub(super) fn fits(&self, path: &str) -> bool {
        let Some(mut rest) = path.strip_prefix(self.first.as_str()) else {
            return false;
        };
        let Some((last, middle)) = self.others.split_last() else {
            return !self.to_the_end || rest.is_empty();
        };
        for piece in middle {
            // The nearest place leaves the most for the pieces behind it.
            match rest.split_once(piece.as_str()) {
                Some((_, behind)) => rest = behind,
                None => return false,
            }
        }
        if self.to_the_end {
            rest.ends_with(last.as_str())
        } else {
            rest.contains(last.as_str())
        }
    }

    /// The folder whose own page the pattern names (`/a/index.html` names `/a/`), as a pattern for it
    /// alone.
    pub(super) fn folder(&self) -> Option<Self> {
        let last = self.others.last().unwrap_or(&self.first);
        let (folder, name) = last.rsplit_once('/')?;
        if !name.starts_with("index.htm") {
            return None;
        }
        let mut pattern = self.clone();
        let piece = pattern.others.last_mut().unwrap_or(&mut pattern.first);
        *piece = format!("{folder}/");
        pattern.to_the_end = true;
        Some(pattern)
    }

    /// Length as a pattern is written, in bytes.
    pub(super) fn length(&self) -> usize {
        let others: usize = self.others.iter().map(|piece| piece.len() + 1).sum();
        self.first.len() + others + usize::from(self.to_the_end)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same by its definition, however long it takes.
    fn fits_slowly(pattern: &[u8], path: &[u8]) -> bool {
        match (pattern, path) {
            ([], _) | ([b'$'], []) => true,
            ([b'*', rest @ ..], _) => {
                (0..=path.len()).any(|at| fits_slowly(rest, path.get(at..).unwrap_or_default()))
            }
            ([b'$'], _) | (_, []) => false,
            ([one, rest @ ..], [other, behind @ ..]) => one == other && fits_slowly(rest, behind),
        }
    }

    proptest! {
        #[test]
        fn paths_fit_as_the_pattern_is_defined(pattern in "/[ab*]{0,8}\\$?", path in "/[ab]{0,10}") {
            let expected = fits_slowly(pattern.as_bytes(), path.as_bytes());
            prop_assert_eq!(Pattern::new(&pattern).fits(&path), expected, "{} {}", pattern, path);
        }
    }

    #[test]
    fn many_pieces_are_compared_in_time() {
        let pattern = Pattern::new(&format!("/{}b$", "*aab".repeat(20_000)));
        let path = format!("/{}", "a".repeat(200_000));
        assert!(!pattern.fits(&path));
    }
}
