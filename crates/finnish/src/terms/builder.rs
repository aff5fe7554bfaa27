//! Works out the terms of a word.

use super::draft::Draft;
use super::packed::Terms;
use super::{known, unknown};
use crate::analysis::{Analyzer, Scratch, Spelling};
use crate::guess::Guesser;

/// A longer word is shortened to so many code points: it is no word, and an index takes no term of any
/// length.
const MOST_CODE_POINTS: usize = 255;

/// An unknown word of at most so many bytes may be an abbreviation that lacks its full stop.
const LONGEST_ABBREVIATION: usize = 6;

/// What finding terms takes. It is never changed: share it between threads by reference.
#[derive(Debug)]
pub(super) struct Builder {
    analyzer: Option<Analyzer>,
    /// In place of the bundled guesser.
    guesser: Option<Guesser>,
}

/// Memory for finding the terms of one word after another.
#[derive(Debug, Default)]
pub(super) struct Workspace {
    scratch: Scratch,
    draft: Draft,
    abbreviation: String,
}

impl Builder {
    pub(super) fn new(analyzer: Option<Analyzer>) -> Self {
        Self {
            analyzer,
            guesser: None,
        }
    }

    pub(super) fn guess_with(&mut self, guesser: Guesser) {
        self.guesser = Some(guesser);
    }

    pub(super) fn analyzer(&self) -> Option<&Analyzer> {
        self.analyzer.as_ref()
    }

    fn guesser(&self) -> &Guesser {
        self.guesser.as_ref().unwrap_or_else(|| Guesser::bundled())
    }

    /// The terms of a word.
    pub(super) fn build(&self, word: &str, workspace: &mut Workspace) -> Terms {
        let word = shorten(word);
        let Workspace {
            scratch,
            draft,
            abbreviation,
        } = workspace;
        draft.begin(word);
        if let Some(analyzer) = &self.analyzer
            && find(analyzer, word, scratch, abbreviation)
        {
            known::add(word, analyzer, scratch, self.guesser(), draft);
        } else {
            unknown::add(word, self.guesser(), self.analyzer.as_ref(), scratch, draft);
        }
        draft.finish()
    }
}

/// Finds the analyses of a word, or of the abbreviation that it is with or without its full stop.
fn find(analyzer: &Analyzer, word: &str, scratch: &mut Scratch, other: &mut String) -> bool {
    if analyzer.find(word, Spelling::Lenient, scratch) {
        return true;
    }
    other.clear();
    match word.strip_suffix('.') {
        Some(bare) => other.push_str(bare),
        None if word.len() <= LONGEST_ABBREVIATION => {
            other.push_str(word);
            other.push('.');
        }
        None => return false,
    }
    analyzer.find(other, Spelling::Lenient, scratch)
}

fn shorten(word: &str) -> &str {
    if word.len() <= MOST_CODE_POINTS {
        return word;
    }
    match word.char_indices().nth(MOST_CODE_POINTS) {
        Some((end, _)) => &word[..end],
        None => word,
    }
}
