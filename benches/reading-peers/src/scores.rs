//! How right a reading is.

use std::collections::HashMap;

use crate::pages::Page;
use crate::readers::Reader;

/// What a reader made of all pages.
#[derive(Debug, Default)]
pub(crate) struct Scores {
    sum_of_f1: f64,
    pages: usize,
    pub(crate) titles_right: usize,
    pub(crate) titles_known: usize,
    /// Pages of which it gives no text.
    pub(crate) failed: usize,
}

impl Scores {
    /// Reads all pages and compares.
    pub(crate) fn of(reader: &Reader, pages: &[Page]) -> Self {
        let mut scores = Self::default();
        for page in pages {
            let read = (reader.read)(page);
            scores.pages += 1;
            scores.sum_of_f1 += f1(&read.text, &page.body);
            scores.failed += usize::from(read.text.trim().is_empty());
            scores.titles_known += usize::from(!page.title.is_empty());
            let is_right = !page.title.is_empty() && words(&read.title) == words(&page.title);
            scores.titles_right += usize::from(is_right);
        }
        scores
    }

    /// Mean F1 of the words of the body.
    pub(crate) fn body_f1(&self) -> f64 {
        self.sum_of_f1 / self.pages.max(1) as f64
    }
}

/// F1 of the words of a text, each counted as often as it stands there.
fn f1(said: &str, known: &str) -> f64 {
    let (said, known) = (words(said), words(known));
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in &known {
        *counts.entry(word).or_default() += 1;
    }
    let mut shared = 0;
    for word in &said {
        if let Some(count) = counts.get_mut(word.as_str()).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    2.0 * shared as f64 / (said.len() + known.len()).max(1) as f64
}

/// The words of a text: letters and digits, in small letters.
fn words(text: &str) -> Vec<String> {
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    let words = text.split(|character| !is_part(character));
    words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}
