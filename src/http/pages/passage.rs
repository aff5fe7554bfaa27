//! Words of an article, and where they stand: the evidence for what a page says.

use aluehaku_article::Article;
use aluehaku_article::facet::Facet;
use aluehaku_article::masking::mask;
use url::form_urlencoded;

use super::Frame;
use crate::http::allowance::Allowances;
use crate::http::params::names::NameBook;
use crate::http::slug::article_path;
use crate::http::text::{lang_attribute, web_link};
use crate::i18n::format::page_date;

/// Longest sentence or quote shown, in characters.
const LONGEST: usize = 300;

/// Words of a quote that find it on its page.
const FRAGMENT_WORDS: usize = 8;

/// Words of an article, and where they stand.
#[derive(Clone, Debug)]
pub(super) struct Passage {
    pub(super) text: String,
    pub(super) lang: Option<String>,
    pub(super) source: String,
    pub(super) date: Option<String>,
    pub(super) href: String,
}

impl Passage {
    /// Words of an article, none where no more of it may be shown; `found_by` are those that a browser looks for on its
    /// page.
    pub(super) fn new(
        text: &str,
        found_by: Option<&str>,
        article: &Article,
        names: NameBook<'_>,
        allowances: &mut Allowances<'_>,
        frame: &Frame,
    ) -> Self {
        let own = || frame.link(&article_path(article.id.as_str()));
        let original = article.url.as_deref().and_then(web_link);
        let original = original.map(|url| match found_by {
            Some(words) => with_fragment(url, words),
            None => url.to_owned(),
        });
        let foreign = article
            .language
            .as_deref()
            .filter(|code| *code != frame.language.code());
        Self {
            text: allowances.sentence(&cut(mask(text).trim()), article),
            lang: foreign.and_then(lang_attribute).map(str::to_owned),
            source: names.label(Facet::Source, article.source.as_str(), frame.language),
            date: article
                .published
                .map(|time| page_date(time, frame.language)),
            href: original.unwrap_or_else(own),
        }
    }
}

/// A text cut between words where it is too long.
fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => {
            let cut = text[..end].rfind(' ').unwrap_or(end);
            format!("{}…", &text[..cut])
        }
        None => text.to_owned(),
    }
}

/// An address that leads to some words on its page, where the browser knows how (text fragments).
fn with_fragment(url: &str, words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().take(FRAGMENT_WORDS).collect();
    let encoded: String = form_urlencoded::byte_serialize(words.join(" ").as_bytes()).collect();
    let encoded = encoded.replace('+', "%20").replace('-', "%2D");
    let sign = if url.contains('#') { "" } else { "#" };
    format!("{url}{sign}:~:text={encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_name_the_first_words() {
        assert_eq!(
            with_fragment(
                "https://a.example/x",
                "E-P:n ”talo” on auki, ja se pysyy auki yhä"
            ),
            "https://a.example/x#:~:text=E%2DP%3An%20%E2%80%9Dtalo%E2%80%9D%20on%20auki%2C%20ja%20se%20pysyy%20auki"
        );
        assert_eq!(
            with_fragment("https://a.example/#b", "x"),
            "https://a.example/#b:~:text=x"
        );
    }
}
