//! `/api/v1/suggest`: titles, names and words while somebody types.

use aluehaku_index::search::suggestion::{Suggestion, SuggestionKind};
use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::request::ApiRequest;
use crate::http::params::description::SuggestParams;
use crate::http::params::table::Endpoint;
use crate::http::problem::{Problem, ProblemDocument};
use crate::http::state::AppState;

/// What may be about to be typed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SuggestAnswer {
    /// The most likely first.
    suggestions: Vec<SuggestionView>,
}

/// A title, name or word whose beginning was typed.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Suggestion)]
pub(crate) struct SuggestionView {
    /// As people read it.
    text: String,
    /// `title`, `word`, or the name of the facet that the text is a value of.
    #[schema(example = "person")]
    kind: &'static str,
    /// Articles that have it.
    articles: u64,
    /// Identifier of the article whose title it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    article: Option<String>,
    /// Whether a slip was corrected.
    corrected: bool,
}

/// Suggest while somebody types.
///
/// Titles begin as typed; names do so from any of their words on. Case and accents are left aside, and
/// one slip is forgiven in four letters or more.
#[utoipa::path(
    get,
    path = "/api/v1/suggest",
    tag = "search",
    params(SuggestParams),
    responses(
        (status = 200, description = "Suggestions, the most likely first", body = SuggestAnswer),
        (status = 304, description = "The answer that the client has is still the newest"),
        (status = 400, description = "Unknown parameter or unusable value", body = ProblemDocument,
            content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn suggest(
    State(state): State<AppState>,
    request: ApiRequest,
) -> Result<Response, Problem> {
    let params = request.params(Endpoint::Suggest, &state)?.params;
    let answer = request.conditions.read(&state, move |reader| {
        let found = reader.suggest(&params.q, params.per_page)?;
        Ok(SuggestAnswer {
            suggestions: found.into_iter().map(SuggestionView::from).collect(),
        })
    });
    Ok(answer.await?.json())
}

impl From<Suggestion> for SuggestionView {
    fn from(suggestion: Suggestion) -> Self {
        let (kind, article) = match suggestion.kind {
            SuggestionKind::Title(id) => ("title", Some(id.as_str().to_owned())),
            SuggestionKind::Value(facet) => (facet.name(), None),
            SuggestionKind::Word => ("word", None),
        };
        Self {
            text: suggestion.text,
            kind,
            articles: suggestion.articles,
            article,
            corrected: suggestion.is_corrected,
        }
    }
}
