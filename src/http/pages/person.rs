//! What articles tell of a person: in which roles, from when to when, with the sentence that says so, and
//! what the person said.

use aluehaku_article::Article;
use aluehaku_article::facet::Facet;
use aluehaku_article::masking::mask;
use aluehaku_article::time::PageTime;
use jiff::civil::Date;
use url::form_urlencoded;

use super::Frame;
use super::hits::article_path;
use crate::archive::history::{RoleStatement, Statements};
use crate::http::params::names::NameBook;
use crate::http::state::AppState;
use crate::http::text::web_link;
use crate::i18n::format::{count, day, page_date};

/// Most roles and quotes shown.
const MAX_ROLES: usize = 12;
const MAX_QUOTES: usize = 10;

/// Longest sentence or quote shown, in characters.
const LONGEST: usize = 300;

/// Words of a quote that find it on its page.
const FRAGMENT_WORDS: usize = 8;

/// What articles tell of a person.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    pub(super) roles: Vec<Role>,
    pub(super) quotes: Vec<Passage>,
}

/// A role, and the newest sentence that states it.
#[derive(Clone, Debug)]
pub(super) struct Role {
    pub(super) name: String,
    /// From the first article that states it to the last.
    pub(super) span: Option<String>,
    pub(super) articles: String,
    pub(super) evidence: Passage,
}

/// Words of an article, and where they stand.
#[derive(Clone, Debug)]
pub(super) struct Passage {
    pub(super) text: String,
    pub(super) lang: Option<String>,
    pub(super) source: String,
    pub(super) date: Option<String>,
    pub(super) href: String,
}

/// A role as one article states it.
type Statement<'a> = (&'a RoleStatement, &'a Article);

impl Told {
    /// Reads what the articles with some identifiers tell of a person.
    pub(super) fn of(name: &str, ids: &[String], state: &AppState, frame: &Frame) -> Self {
        let articles = state.history().of_person(name, ids);
        let names = NameBook::of(state);
        Self {
            roles: roles(&articles, names, frame),
            quotes: quotes(&articles, names, frame),
        }
    }
}

fn roles(articles: &[Statements], names: NameBook<'_>, frame: &Frame) -> Vec<Role> {
    let stated = articles
        .iter()
        .filter_map(|told| Some((told.role.as_ref()?, &told.article)));
    // The newest articles come first, and so do the newest roles.
    let mut groups: Vec<Vec<Statement<'_>>> = Vec::new();
    for statement in stated {
        let same = |group: &&mut Vec<Statement<'_>>| {
            group[0].0.role.to_lowercase() == statement.0.role.to_lowercase()
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(statement),
            None => groups.push(vec![statement]),
        }
    }
    let shown = groups.iter().take(MAX_ROLES);
    shown.map(|group| role(group, names, frame)).collect()
}

fn role(group: &[Statement<'_>], names: NameBook<'_>, frame: &Frame) -> Role {
    let (newest, article) = group[0];
    let dates = group.iter().filter_map(|(_, article)| article.published);
    let dates: Vec<Date> = dates.map(PageTime::finnish_date).collect();
    Role {
        name: mask(&newest.role).into_owned(),
        span: span(&dates, frame),
        articles: count(
            frame.p.name_articles_one,
            frame.p.name_articles_many,
            group.len() as u64,
            frame.language,
        ),
        evidence: Passage::new(&newest.sentence, None, article, names, frame),
    }
}

/// The years of a role; the day where one article states it.
fn span(dates: &[Date], frame: &Frame) -> Option<String> {
    let (first, last) = (dates.iter().min()?, dates.iter().max()?);
    Some(if first == last {
        day(*first, frame.language)
    } else if first.year() == last.year() {
        first.year().to_string()
    } else {
        format!("{}–{}", first.year(), last.year())
    })
}

fn quotes(articles: &[Statements], names: NameBook<'_>, frame: &Frame) -> Vec<Passage> {
    let said = articles.iter().flat_map(|told| {
        let quotes = told.quotes.iter();
        quotes.map(|quote| Passage::new(quote, Some(quote), &told.article, names, frame))
    });
    said.take(MAX_QUOTES).collect()
}

impl Passage {
    /// Words of an article; `found_by` are those that a browser looks for on its page.
    fn new(
        text: &str,
        found_by: Option<&str>,
        article: &Article,
        names: NameBook<'_>,
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
            text: cut(mask(text).trim()),
            lang: foreign
                .and_then(crate::http::text::lang_attribute)
                .map(str::to_owned),
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
