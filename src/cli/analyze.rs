//! `aluehaku analyze`: what the analysis of Finnish or Swedish makes of a text.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use aluehaku_finnish::Finnish;
use aluehaku_finnish::tokenizer::{Kind, clean_word, completed_lemmas, tokenize};
use aluehaku_swedish::Swedish;
use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::output::{json_line, say, standard_output};
use super::{Context, Ending};

/// Most bytes of a text, or of a line of it.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Show the words of a text with the terms they are found under, one JSON object a line.
#[derive(Debug, Args)]
pub(super) struct AnalyzeArguments {
    /// Text file; without it, or for `-`, standard input is read.
    file: Option<PathBuf>,

    /// Take each line as one word: exactly one line of output for each line of input, in order.
    #[arg(long)]
    lines: bool,

    /// Language of the words.
    #[arg(long, value_enum, default_value_t = Language::Fi)]
    language: Language,
}

/// Languages that have a dictionary.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Language {
    /// Finnish, by Voikko's dictionary.
    Fi,
    /// Swedish, by Hunspell's dictionary.
    Sv,
}

/// What says under which terms a word is found.
enum Analysis {
    Finnish(Box<Finnish>),
    Swedish(Swedish),
}

/// One line of output.
#[derive(Debug, Serialize)]
struct TokenRecord<'t> {
    token: Cow<'t, str>,
    start: usize,
    end: usize,
    lemmas: Vec<String>,
    stem: Option<String>,
    parts: Vec<String>,
    classes: Vec<&'static str>,
    known: bool,
}

pub(super) fn run(arguments: &AnalyzeArguments, context: &Context) -> anyhow::Result<Ending> {
    let settings = context.settings()?.settings;
    let analysis = match arguments.language {
        Language::Fi => {
            let found = aluehaku_dictionary::load(settings.finnish.dictionary.as_deref(), None)?;
            if found.dictionary.is_none() && !context.quiet {
                say!("no Finnish dictionary: words are guessed and cut; `make setup` builds one");
            }
            Analysis::Finnish(Box::new(found.finnish))
        }
        Language::Sv => {
            match aluehaku_dictionary::load_swedish(settings.swedish.dictionary.as_deref())? {
                Some(found) => Analysis::Swedish(found.swedish),
                None => bail!(
                    "no Swedish dictionary: install the package hunspell-sv, as `make setup` does"
                ),
            }
        }
    };
    let mut input = open(arguments.file.as_deref())?;
    let mut output = standard_output();
    if arguments.lines {
        each_line(&analysis, &mut input, &mut output)?;
    } else {
        let mut text = Vec::new();
        input.take(MAX_BYTES + 1).read_to_end(&mut text)?;
        if text.len() as u64 > MAX_BYTES {
            bail!(
                "the text has more than 64 MB; cut it into several, or give one word a line with --lines"
            );
        }
        let text = String::from_utf8_lossy(&text);
        for token in tokenize(&text) {
            let mut record = record(
                &analysis,
                &token.text,
                token.kind == Kind::Word,
                token.start,
                token.end,
            );
            if let Analysis::Finnish(finnish) = &analysis {
                record.lemmas.extend(completed_lemmas(finnish, &token));
            }
            json_line(&mut output, &record)?;
        }
    }
    output.flush()?;
    Ok(Ending::Done)
}

fn open(file: Option<&Path>) -> anyhow::Result<Box<dyn BufRead>> {
    match file.filter(|file| file.as_os_str() != "-") {
        Some(file) => {
            let opened = std::fs::File::open(file)
                .with_context(|| format!("cannot read the file {}", file.display()))?;
            Ok(Box::new(BufReader::new(opened)))
        }
        None => Ok(Box::new(BufReader::new(std::io::stdin()))),
    }
}

fn each_line(
    analysis: &Analysis,
    input: &mut dyn BufRead,
    output: &mut impl Write,
) -> anyhow::Result<()> {
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.take(MAX_BYTES).read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        if line.len() as u64 == MAX_BYTES && !line.ends_with(b"\n") {
            input.skip_until(b'\n')?;
        }
        let text = String::from_utf8_lossy(&line);
        let start = text.len() - text.trim_start().len();
        let text = text.trim();
        let word = clean_word(text);
        let end = start + text.len();
        json_line(output, &record(analysis, &word, true, start, end))?;
    }
}

/// What a word is found under; numbers, dates and addresses are found as they stand.
fn record<'t>(
    analysis: &Analysis,
    text: &'t str,
    is_word: bool,
    start: usize,
    end: usize,
) -> TokenRecord<'t> {
    let token = Cow::Borrowed(text);
    if !is_word {
        let lemmas = vec![text.to_lowercase()];
        let (parts, classes) = (Vec::new(), Vec::new());
        return TokenRecord {
            token,
            start,
            end,
            lemmas,
            stem: None,
            parts,
            classes,
            known: true,
        };
    }
    let finnish = match analysis {
        Analysis::Finnish(finnish) => finnish,
        Analysis::Swedish(swedish) => {
            let terms = swedish.terms(text);
            return TokenRecord {
                token,
                start,
                end,
                lemmas: terms.lemmas,
                stem: terms.stem,
                parts: terms.parts,
                classes: Vec::new(),
                known: terms.is_known,
            };
        }
    };
    let terms = finnish.terms(text);
    TokenRecord {
        token,
        start,
        end,
        lemmas: terms.lemmas().map(str::to_owned).collect(),
        stem: terms.stem().map(str::to_owned),
        parts: terms.parts().map(str::to_owned).collect(),
        classes: terms
            .classes()
            .iter()
            .map(aluehaku_finnish::Class::name)
            .collect(),
        known: terms.is_known(),
    }
}
