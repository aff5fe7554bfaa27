//! `/api/v1/articles/{id}/versions`: what an article was before, and what changed.

use aluehaku_index::engine::Reader;
use axum::extract::{Path, State};
use axum::response::Response;

use super::articles::find;
use super::request::ApiRequest;
use crate::archive::history::Visited;
use crate::http::citation::Cited;
use crate::http::conditional::Conditions;
use crate::http::difference::Difference;
use crate::http::links::Links;
use crate::http::params::CitationForm;
use crate::http::params::description::{ArticleParams, LabelParams};
use crate::http::params::table::Endpoint;
use crate::http::problem::{Code, Problem, ProblemDocument};
use crate::http::service::Show;
use crate::http::slug::{article_path, version_path};
use crate::http::state::AppState;
use crate::http::versions::{self, Version};
use crate::http::view::version::{DifferenceView, VersionView, VersionsView};
use crate::i18n::Language;

/// The word that stands for the version before another.
const PREVIOUS: &str = "previous";

/// The versions of an article, and how they may be shown.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    /// The oldest first; there are none where there is no archive.
    pub(crate) versions: Vec<Version>,
    /// As little as is allowed now or was when the version was seen.
    pub(crate) show: Show,
    /// When its addresses were visited.
    pub(crate) visited: Visited,
}

/// List the versions of an article.
///
/// What the article is now, and what it was before each change that was noticed, as long as that is kept.
#[utoipa::path(
    get,
    path = "/api/v1/articles/{id}/versions",
    tag = "articles",
    params(("id" = String, Path, description = "Identifier from a search"), LabelParams),
    responses(
        (status = 200, description = "The versions, newest first", body = VersionsView),
        (status = 304, description = "The answer that the client has is still the newest"),
        (status = 404, description = "No such article", body = ProblemDocument,
            content_type = "application/problem+json"),
        (status = 410, description = "Its publisher took the article down", body = ProblemDocument,
            content_type = "application/problem+json"),
        (status = 503, description = "Busy, too slow, or index or archive cannot be read", body = ProblemDocument,
            content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn versions(
    State(state): State<AppState>,
    Path(id): Path<String>,
    request: ApiRequest,
) -> Result<Response, Problem> {
    request.only_language(&state)?;
    let kept_state = state.clone();
    let conditions = request.conditions.with_history_of(&id);
    let answer = conditions.read(&state, move |reader| {
        let kept = Kept::of(reader, &id, &kept_state)?;
        let Visited {
            found_at,
            missing_at,
        } = kept.visited;
        Ok(VersionsView::new(&id, &kept.versions, found_at, missing_at))
    });
    Ok(answer.await?.json())
}

/// One version of an article.
///
/// The whole text is there only where the source's terms allow it; otherwise `body` is an excerpt.
#[utoipa::path(
    get,
    path = "/api/v1/articles/{id}/versions/{version}",
    tag = "articles",
    params(
        ("id" = String, Path, description = "Identifier from a search"),
        ("version" = String, Path, description = "Name from the list of versions"),
        ArticleParams,
    ),
    responses(
        (status = 200, description = "The version; a citation of it where `format` asks for one",
            content(
                (VersionView = "application/json"),
                (String = "application/x-research-info-systems"),
                (String = "application/x-bibtex"),
            )),
        (status = 400, description = "Unknown parameter or unusable value", body = ProblemDocument,
            content_type = "application/problem+json"),
        (status = 304, description = "The answer that the client has is still the newest"),
        (status = 404, description = "No such article or version", body = ProblemDocument,
            content_type = "application/problem+json"),
        (status = 410, description = "Its publisher took the article down", body = ProblemDocument,
            content_type = "application/problem+json"),
        (status = 503, description = "Busy, too slow, or index or archive cannot be read", body = ProblemDocument,
            content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn version(
    State(state): State<AppState>,
    Path((id, version)): Path<(String, String)>,
    request: ApiRequest,
) -> Result<Response, Problem> {
    let form = request.params(Endpoint::Article, &state)?.citation_form;
    let list = format!("/api/v1{}/versions", article_path(&id));
    let links = Links::default()
        .with(&version_path(&id, &version), "alternate", Some("text/html"))
        .with(&list, "version-history", None);
    if let Some(form) = form {
        let language = request.languages.labels;
        let citation = citation(form, id, version, language, request.conditions, &state);
        return Ok(links.on(citation.await?));
    }
    let kept_state = state.clone();
    let conditions = request.conditions.with_history_of(&id);
    let answer = conditions.read(&state, move |reader| {
        let kept = Kept::of(reader, &id, &kept_state)?;
        let at = kept.place_of(&version)?;
        Ok(VersionView::new(&kept.versions, at, kept.show))
    });
    Ok(links.on(answer.await?.json()))
}

/// What changed from one version of an article to another.
///
/// Word by word, within the paragraphs that changed. Where the source's terms allow no more than a snippet, only from one
/// version to the next.
#[utoipa::path(
    get,
    path = "/api/v1/articles/{id}/versions/{version}/difference/{earlier}",
    tag = "articles",
    params(
        ("id" = String, Path, description = "Identifier from a search"),
        ("version" = String, Path, description = "Name from the list of versions"),
        ("earlier" = String, Path,
            description = "Name of another version, or `previous` for the one before"),
        LabelParams,
    ),
    responses(
        (status = 200, description = "What changed", body = DifferenceView),
        (status = 304, description = "The answer that the client has is still the newest"),
        (status = 404, description = "No such article or version", body = ProblemDocument,
            content_type = "application/problem+json"),
        (status = 410, description = "Its publisher took the article down", body = ProblemDocument,
            content_type = "application/problem+json"),
        (status = 503, description = "Busy, too slow, or index or archive cannot be read", body = ProblemDocument,
            content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn difference(
    State(state): State<AppState>,
    Path((id, version, earlier)): Path<(String, String, String)>,
    request: ApiRequest,
) -> Result<Response, Problem> {
    request.only_language(&state)?;
    let kept_state = state.clone();
    let conditions = request.conditions.with_history_of(&id);
    let answer = conditions.heavy().read(&state, move |reader| {
        let kept = Kept::of(reader, &id, &kept_state)?;
        let after = kept.place_of(&version)?;
        let before = match earlier.as_str() {
            PREVIOUS => after
                .checked_sub(1)
                .ok_or_else(|| Problem::new(Code::VersionNotFound))?,
            name => kept.place_of(name)?,
        };
        let (before, after) = (before.min(after), before.max(after));
        // Differences of any two would give the whole text piece by piece.
        if kept.show == Show::Snippet && after - before > 1 {
            return Err(Problem::new(Code::VersionNotFound));
        }
        let (before, after) = (&kept.versions[before], &kept.versions[after]);
        let difference = Difference::between(&before.article, &after.article, kept.show);
        Ok(DifferenceView::new(before, after, difference))
    });
    Ok(answer.await?.json())
}

/// The citation of a version of an article.
///
/// # Errors
/// Those of [`Kept::of`] and [`Kept::place_of`].
pub(crate) async fn citation(
    form: CitationForm,
    id: String,
    version: String,
    language: Language,
    conditions: Conditions,
    state: &AppState,
) -> Result<Response, Problem> {
    let conditions = conditions.with_history_of(&id);
    let citation = form.read_one(conditions, state, move |reader, state, today| {
        let kept = Kept::of(reader, &id, state)?;
        let version = &kept.versions[kept.place_of(&version)?];
        Ok(Cited::of_version(version, state, language, today))
    });
    citation.await
}

impl Kept {
    /// The versions of the article with an identifier.
    ///
    /// # Errors
    /// When there is no such article, or index or archive cannot be read.
    pub(crate) fn of(reader: &dyn Reader, id: &str, state: &AppState) -> Result<Self, Problem> {
        let indexed = find(reader, id, state)?;
        let Some(history) = state.history().of_article(id)? else {
            return Ok(Self {
                versions: Vec::new(),
                show: Show::Snippet,
                visited: Visited::default(),
            });
        };
        let versions = versions::versions(&history);
        let is_full = |article| state.show(article) == Show::Full;
        let mut articles = versions.iter().map(|version| &version.article);
        Ok(Self {
            show: match is_full(&indexed.article) && articles.all(is_full) {
                true => Show::Full,
                false => Show::Snippet,
            },
            versions,
            visited: history.visited,
        })
    }

    /// The place of the version with a name.
    ///
    /// # Errors
    /// [`Code::VersionNotFound`] where there is none.
    pub(crate) fn place_of(&self, name: &str) -> Result<usize, Problem> {
        let place = self
            .versions
            .iter()
            .position(|version| version.is_named(name));
        place.ok_or_else(|| Problem::new(Code::VersionNotFound))
    }
}
