//! Reads the Turku NER corpus.

use std::error::Error;
use std::fs;
use std::path::Path;

use aluehaku_finnish::names::{Label, NameKind};

/// A document's sentences, and the label of each token.
#[derive(Default)]
pub(crate) struct Document {
    pub(crate) sentences: Vec<Vec<String>>,
    pub(crate) labels: Vec<Vec<Label>>,
}

/// The documents of a file.
pub(crate) fn read(path: &Path) -> Result<Vec<Document>, Box<dyn Error>> {
    let mut documents: Vec<Document> = Vec::new();
    let (mut tokens, mut labels) = (Vec::new(), Vec::new());
    let text = fs::read_to_string(path)?;
    for line in text.lines().chain([""]) {
        if line.starts_with("-DOCSTART-") || documents.is_empty() {
            documents.push(Document::default());
            continue;
        }
        if let Some((token, label)) = line.split_once('\t') {
            tokens.push(token.to_owned());
            labels.push(read_label(label));
        } else if !tokens.is_empty() {
            let document = documents.last_mut().ok_or("no document")?;
            document.sentences.push(std::mem::take(&mut tokens));
            document.labels.push(std::mem::take(&mut labels));
        }
    }
    Ok(documents)
}

/// Dates are no names here; products and events are one kind.
fn read_label(text: &str) -> Label {
    let Some((place, kind)) = text.split_once('-') else {
        return Label::Outside;
    };
    let kind = match kind {
        "PER" => NameKind::Person,
        "LOC" => NameKind::Place,
        "ORG" => NameKind::Organisation,
        "PRO" | "EVENT" => NameKind::Other,
        _ => return Label::Outside,
    };
    if place == "B" {
        Label::Begin(kind)
    } else {
        Label::Inside(kind)
    }
}
