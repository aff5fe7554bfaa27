//! Shows what a text is indexed under: each token on a line, with its place, its kind and its terms.
//!
//! ```text
//! cargo run --release -p aluehaku-finnish --example analyse -- [DICTIONARY] < TEXT
//! ```
//!
//! DICTIONARY is the file `mor.vfst` of a Voikko dictionary. Without it, base forms are guessed.

use std::error::Error;
use std::fs;
use std::io::{self, BufWriter, Write};

use aluehaku_finnish::tokenizer::{Kind, completed_lemmas, tokenize};
use aluehaku_finnish::{Dictionary, Finnish};

fn main() -> Result<(), Box<dyn Error>> {
    let dictionary = match std::env::args_os().nth(1) {
        Some(path) => Some(Dictionary::from_bytes(&fs::read(path)?)?),
        None => None,
    };
    let finnish = Finnish::new(dictionary);
    let text = io::read_to_string(io::stdin())?;
    let mut output = BufWriter::new(io::stdout().lock());
    for token in tokenize(&text) {
        write!(output, "{}..{}\t{}", token.start, token.end, token.text)?;
        if token.kind == Kind::Word {
            let terms = finnish.terms(&token.text);
            let mut lemmas: Vec<&str> = terms.lemmas().collect();
            let completed = completed_lemmas(&finnish, &token);
            lemmas.extend(completed.iter().map(String::as_str));
            let parts: Vec<&str> = terms.parts().collect();
            write!(output, "\tlemmas {}", lemmas.join(" "))?;
            if !parts.is_empty() {
                write!(output, "\tparts {}", parts.join(" "))?;
            }
            if let Some(stem) = terms.stem().filter(|_| !terms.is_known()) {
                write!(output, "\tstem {stem}")?;
            }
        } else {
            write!(output, "\t{:?}", token.kind)?;
        }
        writeln!(output)?;
    }
    Ok(output.flush()?)
}
