//! The dictionary as its users see it: a word in, all its outputs out.

use super::error::DictionaryError;
use super::format::Transducer;
use super::graph::Graph;
use super::plain::PlainDictionary;
use super::prepared::{self, PreparedError};
use super::symbols::Symbols;
use super::walk::Walk;

/// A dictionary, ready to analyse words. It is never changed: share it between threads by reference.
#[derive(Debug)]
pub struct Dictionary {
    form: Form,
    source_hash: u64,
}

/// How a dictionary is kept.
#[derive(Debug)]
enum Form {
    /// As every known dictionary is.
    Graph(Graph),
    /// As one beyond the limits of the graph is: correct, and slow.
    Plain(PlainDictionary),
}

impl Dictionary {
    /// Reads the file `mor.vfst` of a Voikko dictionary, of either byte order, and makes the fast form
    /// of it, which takes a few hundred milliseconds.
    ///
    /// # Errors
    /// [`DictionaryError`] when the bytes are not an unweighted VFST file, or a damaged one. It says
    /// where.
    pub fn from_bytes(file: &[u8]) -> Result<Self, DictionaryError> {
        let transducer = Transducer::read(file)?;
        let form = match Graph::build(&transducer) {
            Some(graph) => Form::Graph(graph),
            None => Form::Plain(PlainDictionary::new(transducer)),
        };
        Ok(Self {
            form,
            source_hash: Self::source_hash(file),
        })
    }

    /// Reads what [`Self::to_prepared`] made, which takes a few milliseconds.
    ///
    /// `source_hash` is [`Self::source_hash`] of the `mor.vfst` that the dictionary should come from.
    ///
    /// # Errors
    /// [`PreparedError`] when the bytes were made from another dictionary or by another version, or are
    /// damaged. Read the dictionary itself then, and prepare it anew.
    pub fn from_prepared(prepared: &[u8], source_hash: u64) -> Result<Self, PreparedError> {
        let graph = prepared::read(prepared, source_hash)?;
        Ok(Self {
            form: Form::Graph(graph),
            source_hash,
        })
    }

    /// The fast form as bytes to keep in a file, so that the next start is quick; nothing if the
    /// dictionary is beyond the limits of that form.
    #[must_use]
    pub fn to_prepared(&self) -> Option<Vec<u8>> {
        match &self.form {
            Form::Graph(graph) => Some(prepared::write(graph, self.source_hash)),
            Form::Plain(_) => None,
        }
    }

    /// What a prepared form remembers of the `mor.vfst` it was made from: a hash of all its bytes.
    #[must_use]
    pub fn source_hash(file: &[u8]) -> u64 {
        prepared::hash(file)
    }

    /// The characters and tags that outputs consist of.
    #[must_use]
    pub fn symbols(&self) -> &Symbols {
        match &self.form {
            Form::Graph(graph) => graph.symbols(),
            Form::Plain(plain) => plain.symbols(),
        }
    }

    /// Finds all outputs of a word and leaves them in `walk`.
    ///
    /// Capitals are read as small letters, code point by code point. A word with a code point that the
    /// dictionary does not know has no outputs, nor has one of more than
    /// [`MOST_CODE_POINTS`](super::MOST_CODE_POINTS).
    pub fn walk(&self, word: &str, walk: &mut Walk) {
        match &self.form {
            Form::Graph(graph) => graph.walk(word, walk),
            Form::Plain(plain) => plain.walk(word, walk),
        }
    }

    /// How many bytes the tables take.
    #[must_use]
    pub fn table_bytes(&self) -> usize {
        match &self.form {
            Form::Graph(graph) => graph.bytes(),
            Form::Plain(plain) => plain.bytes(),
        }
    }
}
