//! The pages, with what people read out of them.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::Path;

use flate2::read::GzDecoder;
use serde::Deserialize;

/// A page and its truth.
#[derive(Debug)]
pub(crate) struct Page {
    /// Where it lay.
    pub(crate) url: String,
    /// Its bytes as they came.
    pub(crate) bytes: Vec<u8>,
    /// The same as text.
    pub(crate) html: String,
    /// Its title; empty where nobody noted one.
    pub(crate) title: String,
    /// Its text.
    pub(crate) body: String,
}

/// One line of the truth.
#[derive(Deserialize)]
struct Truth {
    page: String,
    #[serde(rename = "type")]
    kind: String,
    url: String,
    title: Option<String>,
    body: Option<String>,
}

/// The articles of a folder that have a text.
///
/// # Errors
///
/// When the truth or a page cannot be read.
pub(crate) fn load(folder: &Path) -> io::Result<Vec<Page>> {
    let truth = File::open(folder.join("truth.jsonl.gz"))?;
    let mut pages = Vec::new();
    for line in BufReader::new(GzDecoder::new(truth)).lines() {
        let truth: Truth = serde_json::from_str(&line?)?;
        let body = truth.body.unwrap_or_default();
        if truth.kind != "article" || body.is_empty() {
            continue;
        }
        let file = folder.join("html").join(format!("{}.html.gz", truth.page));
        let mut bytes = Vec::new();
        GzDecoder::new(File::open(file)?).read_to_end(&mut bytes)?;
        pages.push(Page {
            url: truth.url,
            html: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
            title: truth.title.unwrap_or_default(),
            body,
        });
    }
    Ok(pages)
}
