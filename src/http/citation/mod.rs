//! Articles as citations for programs that keep them: RIS and BibTeX.
//!
//! - [`writers`]: which authors are people, and how their names are turned round.
//! - [`ris`], [`bibtex`]: the two forms, each with its own rules for what may stand in a value.

mod bibtex;
mod ris;
mod writers;

use aluehaku_article::Article;
use aluehaku_article::facet::Facet;
use aluehaku_article::time::PageTime;
use aluehaku_index::engine::Reader;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use writers::Writer;

use super::conditional::{Conditions, Revised};
use super::params::CitationForm;
use super::params::names::NameBook;
use super::problem::Problem;
use super::slug::{article_path, version_path};
use super::state::AppState;
use super::text::web_link;
use super::versions::Version;
use crate::clock::{day_of, today};
use crate::i18n::format::{day, fill};
use crate::i18n::{Language, version_texts};

/// What a citation says of an article.
#[derive(Clone, Debug)]
pub(crate) struct Cited {
    /// Identifier of the article.
    pub(crate) id: String,
    /// Title.
    pub(crate) title: String,
    /// Who wrote it.
    authors: Vec<Writer>,
    /// Name of the source.
    pub(crate) publisher: String,
    /// When it was published.
    pub(crate) published: Option<PageTime>,
    /// Where it can be read: the original, or a version that is kept here.
    pub(crate) address: Option<String>,
    /// ISO 639-1 code of its language.
    pub(crate) language: Option<String>,
    /// What else is to be known of it.
    pub(crate) note: Option<String>,
    /// The day on which it was looked up.
    pub(crate) looked_up: Date,
}

impl Cited {
    /// An article as the index holds it, or a version of it with everything masked.
    pub(crate) fn new(
        article: &Article,
        state: &AppState,
        language: Language,
        looked_up: Date,
    ) -> Self {
        let original = article.url.as_deref().and_then(web_link).map(str::to_owned);
        let own = || own_address(state, &article_path(article.id.as_str()));
        let names = NameBook::of(state);
        let publisher = names.label(Facet::Source, article.source.as_str(), language);
        let sources = || {
            let known = state.settings().sources.iter();
            let known = known.map(|source| source.name.as_str());
            known.chain([publisher.as_str()])
        };
        let authors = article.authors.iter();
        let authors = authors.map(|author| Writer::of(&one_line(author), sources()));
        let authors = authors.collect();
        Self {
            id: article.id.as_str().to_owned(),
            title: article.title.clone(),
            authors,
            publisher,
            published: article.published,
            address: original.or_else(own),
            language: article.language.clone(),
            note: None,
            looked_up,
        }
    }

    /// The version of an article that was seen first on a day.
    pub(crate) fn of_version(
        version: &Version,
        state: &AppState,
        language: Language,
        looked_up: Date,
    ) -> Self {
        let article = &version.article;
        let seen_on = day(day_of(version.seen_at), language);
        let note = fill(version_texts(language).cited_seen, &[("date", &seen_on)]);
        let cited = Self::new(article, state, language, looked_up);
        let own = own_address(state, &version_path(article.id.as_str(), &version.name));
        Self {
            address: own.or(cited.address),
            note: Some(note),
            ..cited
        }
    }
}

impl CitationForm {
    /// Citations in this form, one after another.
    pub(crate) fn written(self, cited: &[Cited]) -> String {
        match self {
            Self::Ris => cited.iter().map(ris::written).collect(),
            Self::Bibtex => cited.iter().map(bibtex::written).collect(),
        }
    }

    /// Media type and name of a file of citations.
    pub(crate) fn file(self) -> (&'static str, &'static str) {
        match self {
            Self::Ris => (
                "application/x-research-info-systems; charset=utf-8",
                "aluehaku.ris",
            ),
            Self::Bibtex => ("application/x-bibtex; charset=utf-8", "aluehaku.bib"),
        }
    }

    /// The citation of one article or version, which tells on which day it was looked up.
    ///
    /// # Errors
    /// Those of the read.
    pub(crate) async fn read_one<F>(
        self,
        conditions: Conditions,
        state: &AppState,
        cited: F,
    ) -> Result<Response, Problem>
    where
        F: FnOnce(&dyn Reader, &AppState, Date) -> Result<Cited, Problem> + Send + 'static,
    {
        let today = today();
        let read_state = state.clone();
        let citation = conditions.and(today).read(state, move |reader| {
            let cited = cited(reader, &read_state, today)?;
            Ok(self.written(&[cited]))
        });
        Ok(self.answer(citation.await?))
    }

    /// Citations as an answer to be kept as a file, unless the client has it already.
    pub(crate) fn answer(self, citations: Revised<String>) -> Response {
        let (content_type, file) = self.file();
        citations
            .map(|text| {
                let disposition = format!("attachment; filename=\"{file}\"");
                let headers = [
                    (CONTENT_TYPE, content_type.to_owned()),
                    (CONTENT_DISPOSITION, disposition),
                ];
                (headers, text)
            })
            .into_response()
    }
}

/// The whole address of a page of ours, where the settings say how the service is reached.
fn own_address(state: &AppState, path: &str) -> Option<String> {
    let public_url = state.settings().public_url.as_ref()?;
    Some(format!("{public_url}{path}"))
}

/// A value on one line: white space and control characters become one blank.
fn one_line(value: &str) -> String {
    let is_gap = |sign: char| sign.is_whitespace() || sign.is_control();
    let words = value.split(is_gap).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
