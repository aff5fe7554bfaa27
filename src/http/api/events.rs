//! `/api/v1/events`: what the articles of a search tell of, by day.

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::request::ApiRequest;
use crate::clock;
use crate::event_record::EventRecord;
use crate::http::aliases;
use crate::http::events::{self, Calendar};
use crate::http::links::Links;
use crate::http::params::description::EventsParams;
use crate::http::params::table::Endpoint;
use crate::http::problem::{Problem, ProblemDocument};
use crate::http::search::warnings_of;
use crate::http::state::AppState;
use crate::http::view::article_ref::ArticleReference;
use crate::http::warning::WarningView;

/// The events of a search.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Events)]
pub(crate) struct EventsAnswer {
    /// In order of time, each once: of several articles that tell of the same, the newest speaks.
    events: Vec<ToldEvent>,
    /// How a clumsy search was read.
    warnings: Vec<WarningView>,
    /// Whether there are more articles than are read for one answer: narrow the search.
    is_cut: bool,
}

/// An event and the article that tells of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ToldEvent)]
pub(crate) struct ToldEvent {
    #[serde(flatten)]
    event: EventRecord,
    /// The article.
    article: ArticleReference,
}

/// List events.
///
/// The coming events that the articles of a search tell of, or those of a `month`. Check the time and place in the
/// original article.
#[utoipa::path(
    get,
    path = "/api/v1/events",
    tag = "names",
    params(EventsParams),
    responses(
        (status = 200, description = "The events", body = EventsAnswer),
        (status = 304, description = "The answer that the client has is still the newest"),
        (status = 400, description = "Unknown parameter or unusable value", body = ProblemDocument,
            content_type = "application/problem+json"),
        (status = 404, description = "A filter names a person who is not put forward",
            body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn events(
    State(state): State<AppState>,
    request: ApiRequest,
) -> Result<Response, Problem> {
    let mut reading = request.params(Endpoint::Events, &state)?;
    let today = clock::today();
    let calendar_address = format!("/feeds/events.ics?{}", reading.params.query_string());
    let language = request.languages.messages;
    let read_state = state.clone();
    let answer = request.conditions.and(today).read(&state, move |reader| {
        aliases::resolve(&mut reading, reader, read_state.history())?;
        let days = match reading.month {
            Some(first) => events::month(first),
            None => events::since(today),
        };
        let calendar = events::read(reader, &reading.params, days, Vec::new(), &read_state)?;
        let warnings = warnings_of(&reading, language);
        Ok(EventsAnswer::new(calendar, warnings))
    });
    let links = Links::default().with(&calendar_address, "alternate", Some("text/calendar"));
    Ok(links.on(answer.await?.json()))
}

impl EventsAnswer {
    fn new(calendar: Calendar, warnings: Vec<WarningView>) -> Self {
        let events = calendar.events.into_iter().map(|told| ToldEvent {
            article: ArticleReference::from(&told.article.article),
            event: EventRecord::from(told.event),
        });
        Self {
            events: events.collect(),
            warnings,
            is_cut: calendar.is_cut,
        }
    }
}
