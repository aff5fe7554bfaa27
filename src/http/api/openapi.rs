//! The description of the API, made from the code that serves it.

use std::collections::BTreeMap;

use aluehaku_article::facet::Facet;
use axum::extract::State;
use axum::response::Response;
use utoipa::OpenApi;
use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, ServerBuilder};

use crate::http::conditional::Conditions;
use crate::http::problem::{Code, CodeSpec, ProblemDocument};
use crate::http::state::AppState;

#[derive(Debug, OpenApi)]
#[openapi(
    info(
        title = "Aluehaku",
        description = "Full-text and faceted search over the news that Finland's regional networks \
            publish. All reads are GET, need no key, may be called from any site, and carry an ETag.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    tags(
        (name = "search", description = "Finding articles"),
        (name = "articles", description = "One article"),
        (name = "names", description = "Whom and what articles tell of"),
        (name = "sources", description = "What can be filtered by"),
        (name = "health", description = "For whoever keeps the service running"),
    ),
)]
struct Description;

/// The description before the addresses are in it.
pub(crate) fn frame() -> utoipa::openapi::OpenApi {
    Description::openapi()
}

/// The whole description as JSON, as `/openapi.json` serves it for a service under an address.
///
/// # Panics
/// Never: the description is made of strings and numbers only.
#[must_use]
pub fn document(public_url: Option<&str>) -> String {
    let mut description = super::routes().into_openapi();
    for (path, item) in &mut description.paths.paths {
        if let Some(read) = &mut item.get {
            add_problems(path, read);
            name_facets(path, read);
        }
    }
    description.servers = public_url.map(|address| vec![ServerBuilder::new().url(address).build()]);
    description
        .to_pretty_json()
        .expect("strings and numbers can be written as JSON")
}

/// Adds the problems that any address may answer with, where its own description does not say more.
fn add_problems(path: &str, read: &mut Operation) {
    let is_search = path.starts_with("/api/");
    let possible = |code: &&CodeSpec| match code.code {
        // Addresses that read the archive say so themselves.
        Code::ArchiveUnavailable
        | Code::NotFound
        | Code::ArticleNotFound
        | Code::ArticleGone
        | Code::VersionNotFound
        | Code::PersonNotListed
        | Code::FacetNotFound
        | Code::MethodNotAllowed => false,
        Code::BadRequest | Code::RequestTimeout | Code::AddressTooLong | Code::Internal => true,
        _ => is_search,
    };
    let mut titles: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for spec in Code::TABLE.iter().filter(possible) {
        titles
            .entry(spec.status.as_u16().to_string())
            .or_default()
            .push(spec.title);
    }
    for (status, titles) in titles {
        let response = ProblemDocument::response(&titles.join("; "));
        read.responses
            .responses
            .entry(status)
            .or_insert(response.into());
    }
}

/// Says of the address of one facet which there are.
fn name_facets(path: &str, read: &mut Operation) {
    let parameters = read.parameters.iter_mut().flatten();
    let parameters = parameters.filter_map(|parameter| match parameter {
        RefOr::T(parameter) => Some(parameter),
        RefOr::Ref(_) => None,
    });
    let names =
        parameters.filter(|parameter| path.ends_with("/facets/{name}") && parameter.name == "name");
    for name in names {
        let words = ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(Facet::ALL.map(Facet::name)));
        name.schema = Some(words.into());
    }
}

/// Serves the description.
pub(crate) async fn openapi(State(state): State<AppState>, conditions: Conditions) -> Response {
    let public_url = state.settings().public_url.as_deref();
    conditions
        .fixed(&state, || document(public_url))
        .text("application/json")
}
