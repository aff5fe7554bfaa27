//! `/api/v1/search`: full text, filters, facets, months.

use aluehaku_index::engine::Reader;
use aluehaku_index::search::request::Sort;
use axum::extract::State;
use axum::response::Response;

use super::request::ApiRequest;
use crate::clock;
use crate::http::aliases;
use crate::http::citation::Cited;
use crate::http::links::{Links, parted};
use crate::http::listing::{names_listed_persons, require_listed_persons};
use crate::http::params::names::NameBook;
use crate::http::params::table::Endpoint;
use crate::http::params::{CitationForm, DEFAULT_PER_PAGE, SearchParams};
use crate::http::problem::{Problem, ProblemDocument};
use crate::http::search::{Found, search as run};
use crate::http::state::AppState;
use crate::http::view::search::SearchAnswer;

/// Search articles.
///
/// Every parameter can be left out. A filter given several times means any of its values, different
/// filters must all hold, and a leading minus excludes a value. Facet counts are disjunctive: a
/// filter does not hide the other values of its own facet.
#[utoipa::path(
    get,
    path = "/api/v1/search",
    tag = "search",
    params(SearchParams),
    responses(
        (status = 200, description = "Hits, counts and how the search was read; citations of the hits where `format` asks for them",
            content(
                (SearchAnswer = "application/json"),
                (String = "application/x-research-info-systems"),
                (String = "application/x-bibtex"),
            )),
        (status = 304, description = "The answer that the client has is still the newest"),
        (status = 400, description = "Unknown parameter or unusable value", body = ProblemDocument,
            content_type = "application/problem+json"),
        (status = 404, description = "Citations are asked for, and a filter names a person who is not put forward",
            body = ProblemDocument, content_type = "application/problem+json"),
        (status = 429, description = "Too many requests", body = ProblemDocument,
            content_type = "application/problem+json"),
        (status = 503, description = "Busy, too slow, or the index cannot be read",
            body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn search(
    State(state): State<AppState>,
    request: ApiRequest,
) -> Result<Response, Problem> {
    let reading = request.params(Endpoint::Search, &state)?;
    let languages = request.languages;
    let form = reading.citation_form;
    let view_state = state.clone();
    let find = move |reader: &dyn Reader| -> Result<(Links, Found), Problem> {
        let mut reading = reading;
        aliases::resolve(&mut reading, reader, view_state.history())?;
        if form.is_some() {
            require_listed_persons(reader, &reading.params)?;
        }
        let is_public = names_listed_persons(reader, &reading.params)?;
        let found = run(reader, reading)?;
        Ok((search_links(&found, form, is_public), found))
    };
    let view_state = state.clone();
    let Some(form) = form else {
        let answer = request.conditions.read(&state, move |reader| {
            let (links, found) = find(reader)?;
            let names = NameBook::of(&view_state);
            Ok((links, SearchAnswer::new(&found, names, languages)))
        });
        let (links, answer) = parted(answer.await?);
        return Ok(links.on(answer.json()));
    };
    let today = clock::today();
    let citations = request.conditions.and(today).read(&state, move |reader| {
        let (links, found) = find(reader)?;
        let hits = found.response.hits.iter();
        let cited =
            hits.map(|hit| Cited::new(&hit.article.article, &view_state, languages.labels, today));
        Ok((links, form.written(&cited.collect::<Vec<_>>())))
    });
    let (links, citations) = parted(citations.await?);
    Ok(links.on(form.answer(citations)))
}

/// The neighbours of a page of hits, and the search in other forms; there are no feeds about a person who is not put
/// forward.
fn search_links(found: &Found, form: Option<CitationForm>, is_public: bool) -> Links {
    let form = match form {
        None => "",
        Some(CitationForm::Ris) => "&format=ris",
        Some(CitationForm::Bibtex) => "&format=bibtex",
    };
    let address = |params: SearchParams| format!("{}{form}", params.query_string());
    let first = address(found.params.first_page());
    let (previous, next) = (found.previous().map(address), found.next().map(address));
    let links = Links::of_pages(
        "/api/v1/search",
        &first,
        previous.as_deref(),
        next.as_deref(),
    );
    if !is_public {
        return links;
    }
    let followed = SearchParams {
        facets: Vec::new(),
        explain: false,
        sort: Sort::default(),
        per_page: DEFAULT_PER_PAGE,
        ..found.params.first_page()
    };
    let query = followed.query_string();
    links
        .with(
            &format!("/feeds/search.atom?{query}"),
            "alternate",
            Some("application/atom+xml"),
        )
        .with(
            &format!("/feeds/search.json?{query}"),
            "alternate",
            Some("application/feed+json"),
        )
}
