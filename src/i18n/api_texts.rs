//! What the description of the API says, in the languages of the pages: a table of texts by their English.
//!
//! The description itself is in English, like the names that it explains; the page about it looks each text up here.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::language::Language;

/// English, Finnish and Swedish, a tab between, a line a text.
const TABLE: &str = include_str!("api_texts.tsv");

static TEXTS: LazyLock<HashMap<&str, [&str; 2]>> = LazyLock::new(|| {
    let lines = TABLE.lines().filter_map(|line| {
        let mut columns = line.split('\t');
        let (english, finnish, swedish) = (columns.next()?, columns.next()?, columns.next()?);
        Some((english, [finnish, swedish]))
    });
    lines.collect()
});

/// A text of the description in a language; absent where the table lacks it. White space counts as one blank.
#[must_use]
pub fn api_text(english: &str, language: Language) -> Option<String> {
    let english = english.split_whitespace().collect::<Vec<_>>().join(" ");
    let translated = || TEXTS.get(english.as_str());
    match language {
        Language::English => Some(english),
        Language::Finnish => translated().map(|[finnish, _]| (*finnish).to_owned()),
        Language::Swedish => translated().map(|[_, swedish]| (*swedish).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_each_language_as_they_are() {
        let names = |text: &str| {
            let mut names: Vec<String> = text
                .split('`')
                .skip(1)
                .step_by(2)
                .map(str::to_owned)
                .collect();
            names.sort();
            names
        };
        for (english, translated) in TEXTS.iter() {
            for text in translated {
                assert_eq!(names(text), names(english), "{english}");
                assert!(!text.trim().is_empty(), "{english}");
            }
        }
        assert_eq!(TEXTS.len(), TABLE.lines().count(), "each text stands once");
    }
}
