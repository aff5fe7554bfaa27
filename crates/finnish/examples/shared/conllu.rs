//! Reads treebank files in the CoNLL-U format of Universal Dependencies.

use std::fs;
use std::io;
use std::path::Path;

/// A word of a sentence, as the treebank describes it.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// The word as written.
    pub(crate) form: String,
    /// Its base form in small letters, without the treebank's marks of compound boundaries.
    pub(crate) lemma: String,
    /// Its part of speech: NOUN, PROPN, VERB and so on.
    pub(crate) part_of_speech: String,
}

impl Token {
    /// True for nouns, names, verbs and adjectives.
    pub(crate) fn is_content(&self) -> bool {
        matches!(
            self.part_of_speech.as_str(),
            "NOUN" | "PROPN" | "VERB" | "ADJ"
        )
    }

    /// True for names.
    pub(crate) fn is_name(&self) -> bool {
        self.part_of_speech == "PROPN"
    }

    /// True for what has no base form to find: punctuation, symbols, numbers.
    pub(crate) fn is_skipped(&self) -> bool {
        matches!(self.part_of_speech.as_str(), "PUNCT" | "SYM" | "NUM")
    }
}

/// The sentences of a file. Ranges of contracted words and empty nodes are left out.
pub(crate) fn read(path: &Path) -> io::Result<Vec<Vec<Token>>> {
    let text = fs::read_to_string(path)?;
    let mut sentences = Vec::new();
    let mut sentence = Vec::new();
    for line in text.lines().chain([""]) {
        if line.is_empty() && !sentence.is_empty() {
            sentences.push(std::mem::take(&mut sentence));
        }
        sentence.extend(read_token(line));
    }
    Ok(sentences)
}

fn read_token(line: &str) -> Option<Token> {
    let mut columns = line.split('\t');
    let number = columns.next()?;
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(Token {
        form: columns.next()?.to_owned(),
        lemma: columns.next()?.replace('#', "").to_lowercase(),
        part_of_speech: columns.next()?.to_owned(),
    })
}
