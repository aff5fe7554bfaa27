//! From a word to its analyses.

use super::analyses::Analyses;
use super::grammar::Grammar;
use super::reading::{MOST_SYMBOLS, Reading};
use crate::vfst::{Dictionary, Walk};

/// Analyses words with a dictionary. Share it between threads by reference.
#[derive(Debug)]
pub struct Analyzer {
    dictionary: Dictionary,
    grammar: Grammar,
    build: Build,
}

/// Which build of Voikko's dictionary it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Build {
    /// The "sukija" build, made for indexing: it knows old, dialect and misspelt words, and analyses a
    /// participle as a form of its verb too.
    Sukija,
    /// The standard build, made for spelling.
    Standard,
}

impl Build {
    /// The name that Voikko gives to the build.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sukija => "sukija",
            Self::Standard => "standard",
        }
    }
}

/// The memory that analysing takes. Keep one for each thread and hand it to every call: it grows to
/// what the longest word needs and then allocates nothing more.
#[derive(Debug, Default)]
pub struct Scratch {
    walk: Walk,
    /// Memory for readings, of which the first `used` are of the last word.
    readings: Vec<Reading>,
    used: usize,
    /// The length of the last word in code points.
    length: usize,
}

impl Scratch {
    /// Empty, with no memory taken yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

/// Which outputs count as analyses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// Those whose hyphens stand right.
    Checked,
    /// Those, or all if there is none: whoever searches for "gallup-kysely" means something.
    Lenient,
}

impl Analyzer {
    /// An analyser with this dictionary.
    #[must_use]
    pub fn new(dictionary: Dictionary) -> Self {
        let grammar = Grammar::new(dictionary.symbols());
        let mut analyzer = Self {
            dictionary,
            grammar,
            build: Build::Standard,
        };
        analyzer.build = analyzer.find_build();
        analyzer
    }

    /// The build of the dictionary, as its analysis of a participle shows it.
    #[must_use]
    pub fn build(&self) -> Build {
        self.build
    }

    /// The dictionary inside.
    #[must_use]
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// All analyses of a word, in the order in which libvoikko gives them. Capitals do not matter
    /// to them; what is right is in their structure.
    ///
    /// The word should be as a text cleaned for search has it: composed (NFC), with the apostrophe
    /// `'` and no soft hyphens. An abbreviation that ends in a full stop is known with it alone.
    #[must_use]
    pub fn analyze<'a>(&'a self, word: &str, scratch: &'a mut Scratch) -> Analyses<'a> {
        self.find(word, Spelling::Checked, scratch);
        self.found(scratch)
    }

    /// Finds the analyses of a word, for [`found`](Self::found) to show; false if there are none.
    pub(crate) fn find(&self, word: &str, spelling: Spelling, scratch: &mut Scratch) -> bool {
        let Scratch {
            walk,
            readings,
            used,
            length,
        } = scratch;
        self.dictionary.walk(word, walk);
        let all = self.read(walk, readings);
        let valid = gather_valid(&mut readings[..all]);
        *used = match spelling {
            Spelling::Lenient if valid == 0 => all,
            _ => valid,
        };
        *length = word.chars().count();
        *used > 0
    }

    /// The analyses that were found last with this memory and this analyser.
    pub(crate) fn found<'a>(&'a self, scratch: &'a Scratch) -> Analyses<'a> {
        let readings = &scratch.readings[..scratch.used];
        Analyses::new(
            readings,
            &self.grammar,
            scratch.length,
            scratch.walk.is_cut(),
        )
    }

    /// Takes the outputs apart and tells how many there are.
    fn read(&self, walk: &Walk, readings: &mut Vec<Reading>) -> usize {
        let mut count = 0;
        for output in walk.outputs().filter(|output| output.len() <= MOST_SYMBOLS) {
            if count == readings.len() {
                readings.push(Reading::default());
            }
            readings[count].read(output, &self.grammar);
            count += 1;
        }
        count
    }

    /// Only the build made for indexing leaves "tehdyssä" a verb while inflecting it like a noun.
    fn find_build(&self) -> Build {
        let mut scratch = Scratch::new();
        let analyses = self.analyze("tehdyssä", &mut scratch);
        if analyses.readings().iter().any(Reading::is_inflected_verb) {
            Build::Sukija
        } else {
            Build::Standard
        }
    }
}

/// Brings the valid readings to the front, in their order, and tells how many there are.
fn gather_valid(readings: &mut [Reading]) -> usize {
    let mut valid = 0;
    for at in 0..readings.len() {
        if readings[at].is_valid {
            if valid < at {
                readings.swap(valid, at);
            }
            valid += 1;
        }
    }
    valid
}
