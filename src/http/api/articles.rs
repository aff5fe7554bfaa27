//! `/api/v1/articles/{id}`: one article.

use aluehaku_article::ids::ArticleId;
use aluehaku_index::engine::Reader;
use aluehaku_index::search::response::IndexedArticle;
use axum::extract::{Path, State};
use axum::response::Response;

use super::request::ApiRequest;
use crate::clock;
use crate::event_record::QuoteRecord;
use crate::http::citation::Cited;
use crate::http::conditional::Conditions;
use crate::http::links::Links;
use crate::http::params::CitationForm;
use crate::http::params::description::ArticleParams;
use crate::http::params::table::Endpoint;
use crate::http::problem::{Code, Problem, ProblemDocument};
use crate::http::service::Show;
use crate::http::slug::article_path;
use crate::http::state::AppState;
use crate::http::view::article::{ArticleDetails, ArticleView};
use crate::i18n::Language;

/// One article.
///
/// The whole text is there only where the source's terms allow it; otherwise `body` is an excerpt
/// and `url` leads to the rest.
#[utoipa::path(
    get,
    path = "/api/v1/articles/{id}",
    tag = "articles",
    params(("id" = String, Path, description = "Identifier from a search"), ArticleParams),
    responses(
        (status = 200, description = "The article; a citation of it where `format` asks for one",
            content(
                (ArticleDetails = "application/json"),
                (String = "application/x-research-info-systems"),
                (String = "application/x-bibtex"),
            )),
        (status = 400, description = "Unknown parameter or unusable value", body = ProblemDocument,
            content_type = "application/problem+json"),
        (status = 304, description = "The answer that the client has is still the newest"),
        (status = 404, description = "No such article", body = ProblemDocument,
            content_type = "application/problem+json"),
        (status = 410, description = "Its publisher took the article down", body = ProblemDocument,
            content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn article(
    State(state): State<AppState>,
    Path(id): Path<String>,
    request: ApiRequest,
) -> Result<Response, Problem> {
    let form = request.params(Endpoint::Article, &state)?.citation_form;
    let links = Links::default()
        .with(&article_path(&id), "alternate", Some("text/html"))
        .with(
            &format!("/api/v1{}/versions", article_path(&id)),
            "version-history",
            None,
        );
    if let Some(form) = form {
        let language = request.languages.labels;
        let citation = citation(form, id, language, request.conditions, &state);
        return Ok(links.on(citation.await?));
    }
    let view_state = state.clone();
    let answer = request.conditions.read(&state, move |reader| {
        let indexed = find(reader, &id, &view_state)?;
        let show = view_state.show(&indexed.article);
        let quotes = match show {
            Show::Full => {
                let id = indexed.article.id.as_str().to_owned();
                view_state.history().quotes(&[id]).concat()
            }
            Show::Snippet => Vec::new(),
        };
        Ok(ArticleDetails {
            article: ArticleView::new(indexed, show),
            quotes: quotes.into_iter().map(QuoteRecord::masked).collect(),
        })
    });
    Ok(links.on(answer.await?.json()))
}

/// The citation of an article.
///
/// # Errors
/// Those of [`find`].
pub(crate) async fn citation(
    form: CitationForm,
    id: String,
    language: Language,
    conditions: Conditions,
    state: &AppState,
) -> Result<Response, Problem> {
    let citation = form.read_one(conditions, state, move |reader, state, today| {
        let article = find(reader, &id, state)?.article;
        Ok(Cited::new(&article, state, language, today))
    });
    citation.await
}

/// The article with an identifier.
///
/// # Errors
/// [`Code::ArticleGone`] when its publisher took it down, [`Code::ArticleNotFound`] when there is none, others when
/// the index cannot be read.
pub(crate) fn find(
    reader: &dyn Reader,
    id: &str,
    state: &AppState,
) -> Result<IndexedArticle, Problem> {
    let missing = || Problem::new(Code::ArticleNotFound);
    let known = ArticleId::new(id).map_err(|_| missing())?;
    reader
        .article(&known)?
        .ok_or_else(|| match state.history().gone_at(id) {
            Some(moment) => Problem::article_gone(clock::day_of(moment)),
            None => missing(),
        })
}
