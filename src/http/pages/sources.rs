//! `/sources`: whose news is searched.

use aluehaku_index::facet::Facet;
use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::hits::search_path;
use super::search::SearchForm;
use super::{Frame, answer};
use crate::http::api::sources::{SourceRow, list};
use crate::http::conditional::Conditions;
use crate::http::params::SearchParams;
use crate::http::params::names::NameBook;
use crate::http::problem::Problem;
use crate::http::state::{AppState, Show};
use crate::http::view::text::{site_name, web_link};
use crate::i18n::format::number;

#[derive(Debug, Template)]
#[template(path = "sources.html")]
struct SourcesPage {
    frame: Frame,
    form: SearchForm,
    sources: Vec<SourceCard>,
}

/// A source, ready to be written out.
#[derive(Clone, Debug)]
struct SourceCard {
    name: String,
    region: Option<String>,
    articles: String,
    shown: &'static str,
    home: Option<String>,
    site: Option<String>,
    search: String,
}

/// Shows the sources.
pub(crate) async fn sources(
    State(state): State<AppState>,
    frame: Frame,
    conditions: Conditions,
) -> Result<Response, Problem> {
    let page_state = state.clone();
    let facts = state.crawl_facts().await;
    let conditions = conditions.and(facts.fingerprint());
    let page = conditions.read(&state, move |reader| {
        let rows = list(reader, &page_state, &facts)?;
        let names = NameBook::of(&page_state);
        let sources = rows
            .into_iter()
            .map(|row| SourceCard::new(row, names, &frame))
            .collect();
        Ok(SourcesPage {
            form: SearchForm::empty(&frame),
            sources,
            frame,
        })
    });
    Ok(answer(page.await?))
}

impl SourceCard {
    fn new(row: SourceRow, names: NameBook<'_>, frame: &Frame) -> Self {
        let search = SearchParams {
            ui: frame.ui(),
            ..SearchParams::default()
        };
        let region = row.source.region.as_deref();
        let home = row.source.home_url.filter(|url| web_link(url).is_some());
        Self {
            region: region.map(|region| names.label(Facet::Region, region, frame.language)),
            articles: number(row.articles, frame.language),
            shown: match row.source.show {
                Show::Full => frame.t.sources_full,
                Show::Snippet => frame.t.sources_snippet,
            },
            site: home.as_deref().and_then(site_name),
            home,
            search: search_path(&search.with_filter(Facet::Source, &row.source.id)),
            name: row.source.name,
        }
    }
}
