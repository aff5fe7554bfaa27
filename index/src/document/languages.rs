//! In which language each word of an article is analysed: the article's, or that of its part.

use std::ops::Range;

use crate::analysis::Language;
use aluehaku_article::{Article, TextPart};

/// The languages of an article's texts.
#[derive(Debug)]
pub(crate) struct TextLanguages {
    /// Of title, lead, names, and of the body where nothing else is said.
    pub(crate) main: Language,
    /// Bytes of the body in other languages.
    parts: Vec<(Range<usize>, Language)>,
}

impl TextLanguages {
    pub(crate) fn of(article: &Article) -> Self {
        let mut paragraphs = Vec::new();
        let mut start = 0;
        if !article.parts.is_empty() {
            for paragraph in article.paragraphs() {
                paragraphs.push(start..start + paragraph.len());
                start += paragraph.len() + Article::BETWEEN_PARAGRAPHS.len();
            }
        }
        let parts = article.parts.iter().filter_map(|part| {
            let first = paragraphs.get(part.first)?;
            let last = paragraphs.get(part.last).or(paragraphs.last())?;
            let language = Language::from_code(Some(&part.language));
            Some((first.start..last.end, language))
        });
        Self {
            main: Language::from_code(article.language.as_deref()),
            parts: parts.collect(),
        }
    }

    /// The language of the word at a byte of a text.
    pub(crate) fn at(&self, text: TextPart, byte: usize) -> Language {
        let mut parts = self.parts.iter();
        let own = parts.find(|(bytes, _)| text == TextPart::Body && bytes.contains(&byte));
        own.map_or(self.main, |(_, language)| *language)
    }
}
