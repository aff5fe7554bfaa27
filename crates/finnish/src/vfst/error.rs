//! What can be wrong with a dictionary file, always with the place where it is wrong.

/// Why a dictionary could not be read. Offsets count bytes from the start of the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DictionaryError {
    /// The bytes do not begin like a VFST file. Give the file `mor.vfst` of a Voikko dictionary
    /// (format 5), not its `index.txt` or an older format.
    #[error("byte 0: not a VFST dictionary")]
    NotVfst,
    /// The file is a weighted transducer, such as those made for spelling suggestions. The
    /// morphology `mor.vfst` of the Finnish dictionary is unweighted: give that file.
    #[error("byte 8: a weighted transducer; the Finnish morphology is unweighted")]
    Weighted,
    /// The file ends too early. Fetch or build it again.
    #[error("byte {offset}: the file ends inside {inside}")]
    Truncated {
        /// The length of the file.
        offset: usize,
        /// What was being read.
        inside: &'static str,
    },
    /// An entry of the symbol table cannot be used. The file is damaged, or made by a compiler
    /// that this reader does not know; build it with `voikkovfstc`.
    #[error("byte {offset}: symbol {problem}")]
    Symbol {
        /// Where the symbol's text begins.
        offset: usize,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// A transition cannot be followed. The file is damaged: fetch or build it again.
    #[error("byte {offset}: transition {problem}")]
    Transition {
        /// Where the transition's cell begins.
        offset: usize,
        /// What is wrong with it.
        problem: &'static str,
    },
}
