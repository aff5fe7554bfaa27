//! An article as feeds tell it: title, snippet and link; the whole text where its source allows it.

use aluehaku_article::facet::Facet;
use aluehaku_article::time::PageTime;
use aluehaku_index::search::response::Hit;
use jiff::Timestamp;

use crate::http::params::names::NameBook;
use crate::http::service::Show;
use crate::http::slug::article_path;
use crate::http::state::AppState;
use crate::http::text::{lang_attribute, web_link};
use crate::i18n::{Language, texts};

/// An article of a feed.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Never changes: the address of the original, else one of ours.
    pub(super) id: String,
    /// Where people read it.
    pub(super) link: String,
    /// Our page about it.
    pub(super) details: String,
    /// Title.
    pub(super) title: String,
    /// The passage that shows why it was found.
    pub(super) summary: String,
    /// The whole text, where its source allows it.
    pub(super) content: Option<String>,
    /// Name of the source.
    pub(super) source: String,
    /// Who wrote it.
    pub(super) authors: Vec<String>,
    /// When it was published; absent when its page does not say.
    pub(super) published: Option<Timestamp>,
    /// When it last changed.
    pub(super) updated: Option<Timestamp>,
    /// Regions, projects and topics.
    pub(super) tags: Vec<String>,
    /// Code of its language.
    pub(super) language: Option<String>,
}

impl Entry {
    pub(super) fn new(hit: &Hit, state: &AppState, language: Language) -> Self {
        let article = &hit.article.article;
        let names = NameBook::of(state);
        let path = article_path(article.id.as_str());
        let details = absolute(state, &path);
        let original = article.url.as_deref().and_then(web_link);
        let id = original.map_or_else(|| own_identifier(state, &path), str::to_owned);
        let title = match article.title.trim() {
            "" => texts(language).hit_untitled,
            title => title,
        };
        let entities = &hit.article.entities;
        let regions = entities.regions.iter();
        let regions = regions.map(|region| names.label(Facet::Region, region, language));
        let published = article.published.map(PageTime::timestamp);
        Self {
            id,
            link: original.map_or_else(|| details.clone(), str::to_owned),
            details,
            title: title.to_owned(),
            summary: match hit.snippet.text.trim() {
                "" => article.lead.clone().unwrap_or_default(),
                snippet => snippet.to_owned(),
            },
            content: (state.show(article) == Show::Full).then(|| article.body.clone()),
            source: names.label(Facet::Source, article.source.as_str(), language),
            authors: article.authors.clone(),
            published,
            updated: article.modified.map(PageTime::timestamp).or(published),
            tags: regions
                .chain(entities.projects.iter().cloned())
                .chain(article.topics.iter().cloned())
                .collect(),
            language: article
                .language
                .as_deref()
                .and_then(lang_attribute)
                .map(str::to_owned),
        }
    }
}

/// A path with the address of the service before it, where the settings name that.
pub(super) fn absolute(state: &AppState, path: &str) -> String {
    format!(
        "{}{path}",
        state.settings().public_url.as_deref().unwrap_or_default()
    )
}

/// An identifier of something of ours: its address, else a tag (RFC 4151).
pub(super) fn own_identifier(state: &AppState, path: &str) -> String {
    match &state.settings().public_url {
        Some(public_url) => format!("{public_url}{path}"),
        None => format!("tag:aluehaku,2025:{}", path.trim_start_matches('/')),
    }
}
