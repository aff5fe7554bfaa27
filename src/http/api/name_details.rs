//! `/api/v1/persons/{slug}`, `/api/v1/projects/{slug}`, `/api/v1/organisations/{slug}`: what the articles tell of a name.

use aluehaku_article::Article;
use aluehaku_article::facet::Facet;
use aluehaku_article::masking::mask;
use aluehaku_index::engine::Reader;
use aluehaku_index::search::request::Filters;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::names::NameItem;
use super::request::ApiRequest;
use crate::archive::history::Statements;
use crate::archive::projects::{Part, ProjectStatements};
use crate::http::allowance::Allowances;
use crate::http::links::{Links, parted};
use crate::http::name_list::{NAMED, find};
use crate::http::namesakes::groups;
use crate::http::newest::Newest;
use crate::http::outline::Outline;
use crate::http::params::SearchParams;
use crate::http::params::description::LabelParams;
use crate::http::problem::{Code, Problem, ProblemDocument};
use crate::http::project::{Backer, Participant, backers, participants};
use crate::http::slug::name_path;
use crate::http::state::AppState;
use crate::http::versions::masked;
use crate::http::view::article_ref::ArticleReference;

/// Most names of each kind beside a name.
const MAX_BESIDE: usize = 20;

/// What the articles tell of a name; roles, quotes and parts are read from its 300 newest articles.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = NameDetails)]
pub(crate) struct NameDetails {
    #[serde(flatten)]
    name: NameItem,
    /// By which other names articles call a project or an organisation.
    other_names: Vec<String>,
    /// Names of each kind that its articles tell of as well, the most frequent first.
    beside: Vec<BesideItem>,
    /// Of a person: what articles tell that belong together. Several groups may tell of different people of one name.
    groups: Vec<PersonGroup>,
    /// Of a project: the organisations behind it.
    behind: Vec<BehindItem>,
    /// Of a project: the people whom its articles name, those with a role first.
    people: Vec<ProjectPerson>,
}

/// A name that the same articles tell of.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = BesideName)]
pub(crate) struct BesideItem {
    /// `person`, `project` or `organisation`.
    #[schema(example = "project")]
    kind: &'static str,
    /// The name, as filters take it.
    name: String,
    /// Articles that tell of both.
    articles: u64,
}

/// What articles that belong together tell of a person.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PersonGroup)]
pub(crate) struct PersonGroup {
    /// Identifiers of the articles, the newest first.
    articles: Vec<String>,
    /// In which roles they name the person.
    roles: Vec<RoleItem>,
}

/// A role as an article states it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Role)]
pub(crate) struct RoleItem {
    /// The words before the name.
    #[schema(example = "hankejohtaja")]
    role: String,
    /// The sentence that states it; empty where no more of the article may be shown.
    sentence: String,
    /// The article.
    article: ArticleReference,
}

/// An organisation behind a project.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ProjectPart)]
pub(crate) struct BehindItem {
    /// `funder`, `runner` or `partner`.
    #[schema(example = "funder")]
    part: &'static str,
    /// The organisation, as filters take it.
    organisation: String,
    /// The newest sentence that says so; empty where no more of the article may be shown.
    sentence: String,
    /// The article.
    article: ArticleReference,
}

/// A person whom articles about a project name.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ProjectPerson)]
pub(crate) struct ProjectPerson {
    /// The name, as filters take it.
    name: String,
    /// The newest role, where an article states one.
    #[schema(required)]
    role: Option<String>,
    /// Articles about the project that name the person.
    articles: u64,
}

/// One person.
///
/// What is told of a person who is put forward: articles, years, regions, roles with the sentences that state them,
/// and who and what is named beside them. What the person said is at `/api/v1/quotes`.
#[utoipa::path(
    get,
    path = "/api/v1/persons/{slug}",
    tag = "names",
    params(("slug" = String, Path, description = "Last part of `page` in the list"), LabelParams),
    responses(
        (status = 200, description = "The person", body = NameDetails),
        (status = 304, description = "The answer that the client has is still the newest"),
        (status = 404, description = "No such person, or one who is not put forward", body = ProblemDocument,
            content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn person(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    request: ApiRequest,
) -> Result<Response, Problem> {
    answer(Facet::Person, slug, state, request).await
}

/// One project.
///
/// What is told of a project: articles, years, regions, other names, who is behind it and who works in it.
#[utoipa::path(
    get,
    path = "/api/v1/projects/{slug}",
    tag = "names",
    params(("slug" = String, Path, description = "Last part of `page` in the list"), LabelParams),
    responses(
        (status = 200, description = "The project", body = NameDetails),
        (status = 304, description = "The answer that the client has is still the newest"),
        (status = 404, description = "No such project", body = ProblemDocument,
            content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn project(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    request: ApiRequest,
) -> Result<Response, Problem> {
    answer(Facet::Project, slug, state, request).await
}

/// One organisation.
///
/// What is told of an organisation: articles, years, regions, other names, and whom and what articles name beside it.
#[utoipa::path(
    get,
    path = "/api/v1/organisations/{slug}",
    tag = "names",
    params(("slug" = String, Path, description = "Last part of `page` in the list"), LabelParams),
    responses(
        (status = 200, description = "The organisation", body = NameDetails),
        (status = 304, description = "The answer that the client has is still the newest"),
        (status = 404, description = "No such organisation", body = ProblemDocument,
            content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn organisation(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    request: ApiRequest,
) -> Result<Response, Problem> {
    answer(Facet::Organisation, slug, state, request).await
}

async fn answer(
    facet: Facet,
    slug: String,
    state: AppState,
    request: ApiRequest,
) -> Result<Response, Problem> {
    request.only_language(&state)?;
    let read_state = state.clone();
    let answer = request.conditions.read(&state, move |reader| {
        let missing = match facet {
            Facet::Person => Code::PersonNotListed,
            _ => Code::NotFound,
        };
        let name = find(reader, facet, &slug)?.ok_or_else(|| Problem::new(missing))?;
        let filter = SearchParams::default().with_filter(facet, &name);
        let query = filter.query_string();
        let (atom, json_feed) = (
            format!("/feeds/search.atom?{query}"),
            format!("/feeds/search.json?{query}"),
        );
        let links = Links::default()
            .with(&format!("/api/v1/search?{query}"), "related", None)
            .with(&atom, "alternate", Some("application/atom+xml"))
            .with(&json_feed, "alternate", Some("application/feed+json"));
        Ok((links, NameDetails::of(reader, facet, &name, &read_state)?))
    });
    let (links, answer) = parted(answer.await?);
    Ok(links.on(answer.json()))
}

impl NameDetails {
    fn of(
        reader: &dyn Reader,
        facet: Facet,
        name: &str,
        state: &AppState,
    ) -> Result<Self, Problem> {
        let outline = Outline::of(reader, facet, name, &Filters::default())?;
        let newest = Newest::of(facet, name, reader)?;
        let mut beside = Vec::new();
        for kind in NAMED {
            beside.extend(beside_of(reader, kind, facet, name, &newest)?);
        }
        let statements = match facet {
            Facet::Project => state.history().of_project(name, &newest.ids),
            _ => Vec::new(),
        };
        let told = match facet {
            Facet::Person => state.history().of_person(name, &newest.ids),
            _ => Vec::new(),
        };
        let mut allowances = Allowances::new(state);
        Ok(Self {
            other_names: newest.other_names(facet, name, state.history()),
            beside,
            groups: person_groups(&told, &newest, &mut allowances),
            behind: behind(&statements, &mut allowances),
            people: people(reader, &statements)?,
            name: NameItem::new(outline, name_path(facet, name).unwrap_or_default()),
        })
    }
}

/// The names of a kind beside a name.
fn beside_of(
    reader: &dyn Reader,
    kind: Facet,
    facet: Facet,
    name: &str,
    newest: &Newest,
) -> Result<Vec<BesideItem>, Problem> {
    let counted = match kind == facet {
        true => newest.beside(facet, name, reader)?,
        false => {
            let filters = SearchParams::default().with_filter(facet, name).filters;
            let buckets = reader.facet_values(kind, "", &filters, MAX_BESIDE)?;
            let counted = buckets.into_iter().filter(|bucket| bucket.count > 0);
            counted.map(|bucket| (bucket.value, bucket.count)).collect()
        }
    };
    let items = counted
        .into_iter()
        .take(MAX_BESIDE)
        .map(|(name, articles)| BesideItem {
            kind: kind.name(),
            name,
            articles,
        });
    Ok(items.collect())
}

fn person_groups(
    told: &[Statements],
    newest: &Newest,
    allowances: &mut Allowances<'_>,
) -> Vec<PersonGroup> {
    let ties: Vec<_> = told.iter().map(|told| newest.ties_of(told)).collect();
    let group = |places: Vec<usize>| {
        let articles = || places.iter().map(|at| &told[*at]);
        let roles = articles().filter_map(|told| Some((told.role.as_ref()?, &told.article)));
        PersonGroup {
            articles: articles()
                .map(|told| told.article.id.as_str().to_owned())
                .collect(),
            roles: roles
                .map(|(role, article)| RoleItem {
                    role: mask(&role.role).into_owned(),
                    sentence: allowances.sentence(&mask(&role.sentence), article),
                    article: reference(article),
                })
                .collect(),
        }
    };
    groups(&ties).into_iter().map(group).collect()
}

fn behind(articles: &[ProjectStatements], allowances: &mut Allowances<'_>) -> Vec<BehindItem> {
    let item = |backer: Backer<'_>| BehindItem {
        part: match backer.part {
            Part::Funder => "funder",
            Part::Runner => "runner",
            Part::Partner => "partner",
        },
        organisation: mask(backer.organisation).into_owned(),
        sentence: allowances.sentence(&mask(backer.sentence), backer.article),
        article: reference(backer.article),
    };
    backers(articles).into_iter().map(item).collect()
}

fn people(
    reader: &dyn Reader,
    articles: &[ProjectStatements],
) -> Result<Vec<ProjectPerson>, Problem> {
    let person = |participant: Participant| ProjectPerson {
        name: participant.name,
        role: participant.role,
        articles: participant.articles,
    };
    let participants = participants(reader, articles)?;
    Ok(participants.into_iter().map(person).collect())
}

/// An article of the archive as answers may name it.
fn reference(article: &Article) -> ArticleReference {
    ArticleReference::from(&masked(article))
}
