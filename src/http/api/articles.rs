//! `/api/v1/articles/{id}`: one article.

use aluehaku_article::ids::ArticleId;
use aluehaku_index::engine::Reader;
use aluehaku_index::search::response::IndexedArticle;
use axum::extract::{Path, State};
use axum::response::Response;

use super::request::ApiRequest;
use crate::clock;
use crate::event_record::QuoteRecord;
use crate::http::params::description::LabelParams;
use crate::http::problem::{Code, Problem, ProblemDocument};
use crate::http::service::Show;
use crate::http::state::AppState;
use crate::http::view::article::{ArticleDetails, ArticleView};

/// One article.
///
/// The whole text is there only where the source's terms allow it; otherwise `body` is an excerpt
/// and `url` leads to the rest.
#[utoipa::path(
    get,
    path = "/api/v1/articles/{id}",
    tag = "articles",
    params(("id" = String, Path, description = "Identifier from a search"), LabelParams),
    responses(
        (status = 200, description = "The article", body = ArticleDetails),
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
    request.only_language(&state)?;
    let view_state = state.clone();
    let answer = request.conditions.read(&state, move |reader| {
        let indexed = find(reader, &id, &view_state)?;
        let show = view_state.show(&indexed.article);
        let quotes = match show {
            Show::Full => view_state.history().quotes(indexed.article.id.as_str()),
            Show::Snippet => Vec::new(),
        };
        Ok(ArticleDetails {
            article: ArticleView::new(indexed, show),
            quotes: quotes.into_iter().map(QuoteRecord::masked).collect(),
        })
    });
    Ok(answer.await?.json())
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
