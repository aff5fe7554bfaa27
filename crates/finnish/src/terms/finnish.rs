//! The analyser that users take.

use std::cell::RefCell;

use super::builder::{Builder, Workspace};
use super::packed::Terms;
use crate::analysis::{Analyzer, Build};
use crate::cache::Cache;
use crate::guess::Guesser;
use crate::vfst::Dictionary;

/// So many words are remembered; more gain little (see the package's measurements).
const REMEMBERED_WORDS: usize = 1 << 16;

thread_local! {
    static WORKSPACE: RefCell<Workspace> = RefCell::default();
}

/// Finnish for search: words in, terms out. Share it between threads by reference.
///
/// ```
/// use aluehaku_finnish::Finnish;
///
/// // With no dictionary there are guesses and stems only.
/// let finnish = Finnish::new(None);
/// let terms = finnish.terms("Virtasen");
/// assert!(!terms.is_known());
/// assert_eq!(terms.stem(), Some("virtas"));
/// ```
#[derive(Debug)]
pub struct Finnish {
    builder: Builder,
    cache: Cache<Terms>,
}

/// How words are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// By the build of Voikko's dictionary that is made for indexing.
    Sukija,
    /// By another build of Voikko's dictionary.
    Standard,
    /// By guesses and Snowball's stems, with no dictionary.
    Snowball,
}

impl Method {
    /// The method as settings and health checks name it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sukija => "sukija",
            Self::Standard => "standard",
            Self::Snowball => "snowball",
        }
    }
}

impl Finnish {
    /// With this dictionary, or with none.
    #[must_use]
    pub fn new(dictionary: Option<Dictionary>) -> Self {
        Self {
            builder: Builder::new(dictionary.map(Analyzer::new)),
            cache: Cache::new(REMEMBERED_WORDS),
        }
    }

    /// The same with a guesser of one's own in place of the bundled one.
    #[must_use]
    pub fn guessing_with(mut self, guesser: Guesser) -> Self {
        self.builder.guess_with(guesser);
        Self {
            cache: Cache::new(REMEMBERED_WORDS),
            ..self
        }
    }

    /// The same with a memory of about so many words, 65,536 unless said; 0 remembers nothing.
    #[must_use]
    pub fn remembering(self, words: usize) -> Self {
        Self {
            cache: Cache::new(words),
            ..self
        }
    }

    /// How words are understood, by the dictionary at hand.
    #[must_use]
    pub fn method(&self) -> Method {
        match self.analyzer().map(Analyzer::build) {
            Some(Build::Sukija) => Method::Sukija,
            Some(Build::Standard) => Method::Standard,
            None => Method::Snowball,
        }
    }

    /// What analyses words with the dictionary, if there is one.
    #[must_use]
    pub fn analyzer(&self) -> Option<&Analyzer> {
        self.builder.analyzer()
    }

    /// How often [`terms`](Self::terms) was asked for a word that it remembered, and how often for one that
    /// it did not.
    #[must_use]
    pub fn hits_and_misses(&self) -> (u64, u64) {
        self.cache.counts()
    }

    /// The terms of a word. They are remembered, so that asking again is cheap.
    ///
    /// `word` keeps its capitals, which tell names from common words, and is otherwise as a text cleaned
    /// for search has it: composed (NFC), with the apostrophe `'` and no soft hyphens. A word of more
    /// than 255 code points is cut to that many. Any string has terms; only an empty one has none.
    #[must_use]
    pub fn terms(&self, word: &str) -> Terms {
        self.cache.get(word, || {
            WORKSPACE.with_borrow_mut(|workspace| self.builder.build(word, workspace))
        })
    }
}
