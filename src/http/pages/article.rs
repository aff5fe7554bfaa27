//! `/articles/{id}`: what we know of an article, with the way to the original first.

use aluehaku_article::facet::Facet;
use aluehaku_article::{Article, LanguagePart};
use aluehaku_index::engine::Reader;
use aluehaku_index::search::response::{Hit, IndexedArticle};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;

use super::changes::Changes;
use super::form::SearchForm;
use super::hits::{HitCard, HitCards, NamedLink, search_path};
use super::{Frame, answer};
use crate::http::api::articles::{self, find};
use crate::http::conditional::Conditions;
use crate::http::listing::retain_listed;
use crate::http::params::names::{NameBook, language_name};
use crate::http::params::read::read;
use crate::http::params::table::Endpoint;
use crate::http::params::{CitationForm, SearchParams};
use crate::http::problem::Problem;
use crate::http::slug::{article_path, value_path};
use crate::http::state::AppState;
use crate::http::text::{lang_attribute, site_name};
use crate::http::view::article::ArticleView;
use crate::i18n::format::{fill, page_date};
use crate::i18n::{VersionTexts, version_texts};

#[derive(Debug, Template)]
#[template(path = "article.html")]
struct ArticlePage {
    frame: Frame,
    v: &'static VersionTexts,
    form: SearchForm,
    title: String,
    source: NamedLink,
    date: Option<String>,
    datetime: Option<String>,
    modified: Option<String>,
    authors: String,
    lang: Option<String>,
    language: Option<&'static str>,
    original: Option<String>,
    original_label: String,
    lead: Option<String>,
    paragraphs: Vec<Paragraph>,
    is_excerpt: bool,
    facts: Vec<Fact>,
    similar: Vec<HitCard>,
    changes: Option<Changes>,
    cite: Cite,
}

/// A citation to read and to copy, and where programs get it.
#[derive(Clone, Debug)]
pub(super) struct Cite {
    pub(super) heading: &'static str,
    pub(super) text: String,
    pub(super) ris: String,
    pub(super) bibtex: String,
}

impl Cite {
    /// The citation of what has a path of its own.
    pub(super) fn new(heading: &'static str, text: String, path: &str) -> Self {
        Self {
            heading,
            text,
            ris: format!("{path}?format=ris"),
            bibtex: format!("{path}?format=bibtex"),
        }
    }
}

/// Similar articles shown.
const SIMILAR: usize = 5;

/// Names of one kind that the article tells about.
#[derive(Clone, Debug)]
struct Fact {
    name: &'static str,
    values: Vec<Name>,
}

/// A name; it leads nowhere when it is a person's who is not put forward.
#[derive(Clone, Debug)]
struct Name {
    name: String,
    href: Option<String>,
}

/// Shows an article.
pub(crate) async fn article(
    State(state): State<AppState>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    frame: Frame,
    conditions: Conditions,
) -> Result<Response, Problem> {
    if let Some(form) = citation_form(query.as_deref(), &state) {
        return articles::citation(form, id, frame.language, conditions, &state).await;
    }
    let page_state = state.clone();
    let page = conditions.with_history_of(&id).read(&state, move |reader| {
        let indexed = find(reader, &id, &page_state)?;
        let mut listed = indexed.entities.persons.clone();
        retain_listed(reader, &mut listed)?;
        let similar = reader.similar(&indexed.article.id, SIMILAR)?;
        let history = page_state.history().of_article(indexed.article.id.as_str());
        // The article can be told without its history.
        let history = history.unwrap_or_default();
        let mut page = ArticlePage::new(indexed, &listed, &page_state, frame);
        page.show_similar(reader, &similar.unwrap_or_default(), &page_state)?;
        page.changes = history.map(|history| Changes::new(&history, &page.frame));
        Ok(page)
    });
    Ok(answer(page.await?))
}

/// In which form the address of an article or a version asks for its citation, where it does.
pub(super) fn citation_form(query: Option<&str>, state: &AppState) -> Option<CitationForm> {
    let query = query.unwrap_or_default();
    read(query, Endpoint::Article, NameBook::of(state)).citation_form
}

impl ArticlePage {
    /// The page; of the persons, those listed have pages of their own.
    fn new(indexed: IndexedArticle, listed: &[String], state: &AppState, frame: Frame) -> Self {
        let names = NameBook::of(state);
        let facts = facts(&indexed, listed, state, &frame);
        let (published, modified) = (indexed.article.published, indexed.article.modified);
        let show = state.show(&indexed.article);
        let source = indexed.article.source.clone();
        let parts = indexed.article.parts.clone();
        let view = ArticleView::new(indexed, show);
        let foreign = view
            .language
            .as_deref()
            .filter(|code| *code != frame.language.code());
        let site = view.url.as_deref().and_then(site_name);
        let original_label = match &site {
            Some(site) => fill(frame.t.article_original_on, &[("site", site)]),
            None => frame.t.article_original.to_owned(),
        };
        let title = match view.title.trim() {
            "" => frame.t.hit_untitled.to_owned(),
            title => title.to_owned(),
        };
        let source = link(Facet::Source, source.as_str(), names, &frame);
        let date = published.map(|time| page_date(time, frame.language));
        let citation = citation(
            &view.authors,
            &[&title, &source.name, date.as_deref().unwrap_or_default()],
            view.url.as_deref(),
        );
        Self {
            v: version_texts(frame.language),
            form: SearchForm::empty(&frame),
            title,
            source,
            date,
            datetime: view.published,
            modified: modified.map(|time| page_date(time, frame.language)),
            authors: view.authors.join(", "),
            lang: foreign.and_then(lang_attribute).map(str::to_owned),
            language: foreign.and_then(|code| language_name(code, frame.language)),
            original: view.url,
            original_label,
            lead: view.lead,
            paragraphs: paragraphs(&view.body, &parts),
            is_excerpt: !view.body_complete,
            facts,
            similar: Vec::new(),
            changes: None,
            cite: Cite::new(frame.p.article_cite, citation, &article_path(&view.id)),
            frame,
        }
    }

    fn show_similar(
        &mut self,
        reader: &dyn Reader,
        hits: &[Hit],
        state: &AppState,
    ) -> Result<(), Problem> {
        let search = SearchParams {
            ui: self.frame.ui(),
            ..SearchParams::default()
        };
        let cards = HitCards {
            reader,
            search: &search,
            names: NameBook::of(state),
            frame: &self.frame,
        };
        self.similar = cards.cards(hits)?;
        Ok(())
    }
}

/// A line to name an article by: who wrote it, what else says which one it is, and its address.
pub(super) fn citation(authors: &[String], parts: &[&str], address: Option<&str>) -> String {
    let authors = authors.join(", ");
    let parts = std::iter::once(authors.as_str()).chain(parts.iter().copied());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let sentence = parts.join(". ");
    match address {
        Some(address) => format!("{sentence}. {address}"),
        None => format!("{sentence}."),
    }
}

/// A paragraph of the text.
#[derive(Debug)]
pub(super) struct Paragraph {
    pub(super) text: String,
    /// Its language where that is another than the article's.
    pub(super) lang: Option<String>,
}

/// The paragraphs of a text with the languages of its parts.
pub(super) fn paragraphs(body: &str, parts: &[LanguagePart]) -> Vec<Paragraph> {
    let paragraphs = body.split(Article::BETWEEN_PARAGRAPHS).enumerate();
    paragraphs
        .map(|(number, paragraph)| Paragraph {
            text: paragraph.trim().to_owned(),
            lang: LanguagePart::around(parts, number)
                .and_then(|part| lang_attribute(&part.language))
                .map(str::to_owned),
        })
        .filter(|paragraph| !paragraph.text.is_empty())
        .collect()
}

/// Whom and what the article tells about; each name leads to its page or to what else tells about it,
/// but for persons who are not listed.
fn facts(
    indexed: &IndexedArticle,
    listed: &[String],
    state: &AppState,
    frame: &Frame,
) -> Vec<Fact> {
    let entities = &indexed.entities;
    let lists = [
        (Facet::Region, &entities.regions),
        (Facet::Municipality, &entities.municipalities),
        (Facet::Hyvinvointialue, &entities.hyvinvointialueet),
        (Facet::Project, &entities.projects),
        (Facet::Organisation, &entities.organisations),
        (Facet::Person, &entities.persons),
        (Facet::Topic, &indexed.article.topics),
    ];
    let stated = lists.into_iter().filter(|(_, values)| !values.is_empty());
    stated
        .map(|(facet, values)| Fact {
            name: frame.t.facet(facet),
            values: values
                .iter()
                .map(|value| {
                    let link = page_link(facet, value, state, frame);
                    let leads = facet != Facet::Person || listed.contains(value);
                    Name {
                        name: link.name,
                        href: leads.then_some(link.href),
                    }
                })
                .collect(),
        })
        .collect()
}

/// A name with the way to its page; to a search where it has none.
fn page_link(facet: Facet, value: &str, state: &AppState, frame: &Frame) -> NamedLink {
    let names = NameBook::of(state);
    let path = value_path(facet, value, names);
    match path {
        Some(path) => NamedLink {
            name: names.label(facet, value, frame.language),
            href: frame.link(&path),
        },
        None => link(facet, value, names, frame),
    }
}

fn link(facet: Facet, value: &str, names: NameBook<'_>, frame: &Frame) -> NamedLink {
    let search = SearchParams {
        ui: frame.ui(),
        ..SearchParams::default()
    };
    NamedLink {
        name: names.label(facet, value, frame.language),
        href: search_path(&search.with_filter(facet, value)),
    }
}
