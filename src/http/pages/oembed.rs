//! `/oembed`: what a site shows in place of the address of one of our pages (oEmbed 1.0), so that an address
//! pasted into WordPress becomes the latest news of that page.

use aluehaku_article::facet::Facet;
use aluehaku_index::engine::Reader;
use askama::Template;
use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use url::{Url, form_urlencoded};

use super::Frame;
use super::framed::news_title;

use crate::http::conditional::Conditions;
use crate::http::name_list::find;
use crate::http::params::SearchParams;
use crate::http::params::names::{NameBook, region_facet};
use crate::http::params::read::{read, read_language};
use crate::http::params::table::Endpoint;
use crate::http::problem::{Code, Problem};
use crate::http::state::AppState;
use crate::http::text::marked_html;
use crate::i18n::texts;

/// Size of the frame where the site sets no limits, in pixels.
const SIZE: (u32, u32) = (600, 480);

/// Seconds for which a site may keep the answer.
const KEPT: u32 = 24 * 60 * 60;

/// The answer, in the words of oEmbed.
#[derive(Clone, Debug, Serialize, Template)]
#[template(path = "oembed.xml", escape = "html")]
struct Oembed {
    version: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    provider_name: &'static str,
    provider_url: String,
    title: String,
    html: String,
    width: u32,
    height: u32,
    cache_age: u32,
}

/// What a site asks.
#[derive(Clone, Debug, Default)]
struct Asked {
    url: String,
    is_xml: bool,
    max_width: Option<u32>,
    max_height: Option<u32>,
}

/// What stands in the frame.
struct Shown {
    path: &'static str,
    params: SearchParams,
    title: String,
}

/// Says what a site shows in place of an address.
pub(crate) async fn oembed(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    frame: Frame,
    conditions: Conditions,
) -> Result<Response, Problem> {
    let asked = Asked::read(query.as_deref().unwrap_or_default());
    let missing = || Problem::new(Code::NotFound);
    let origin = frame.origin().ok_or_else(missing)?.to_owned();
    let page = own_page(&asked.url, &origin).ok_or_else(missing)?;
    if state.settings().frame_ancestors.is_empty() {
        return Err(missing());
    }
    let is_xml = asked.is_xml;
    let page_state = state.clone();
    let answer = conditions.read(&state, move |reader| {
        let shown = Shown::of(&page, reader, &page_state, &frame)?.ok_or_else(missing)?;
        Ok(Oembed::new(&shown, &page, &asked, origin))
    });
    let answer = answer.await?;
    Ok(match is_xml {
        true => answer
            .map(|answer| {
                let xml = answer.render().unwrap_or_default();
                ([(CONTENT_TYPE, "text/xml; charset=utf-8")], xml)
            })
            .into_response(),
        false => answer.map(Json).into_response(),
    })
}

impl Asked {
    fn read(query: &str) -> Self {
        let mut asked = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match name.as_ref() {
                "url" => asked.url = value.into_owned(),
                "format" => asked.is_xml = value == "xml",
                "maxwidth" => asked.max_width = value.parse().ok(),
                "maxheight" => asked.max_height = value.parse().ok(),
                _ => {}
            }
        }
        asked
    }
}

impl Shown {
    /// What stands for a page of ours; absent for those that nothing stands for.
    fn of(
        page: &Url,
        reader: &dyn Reader,
        state: &AppState,
        frame: &Frame,
    ) -> Result<Option<Self>, Problem> {
        let query = page.query().unwrap_or_default();
        let book = NameBook::of(state);
        let params = SearchParams {
            ui: read_language(query),
            ..SearchParams::default()
        };
        let named = |facet, name: &str| Self::news(params.with_filter(facet, name), book, frame);
        let segments: Vec<_> = page.path_segments().into_iter().flatten().collect();
        let facet = match segments[..] {
            ["projects", _] => Facet::Project,
            ["organisations", _] => Facet::Organisation,
            ["persons", _] => Facet::Person,
            ["regions", slug] => {
                let region = state.regions().get(slug);
                return Ok(region.map(|region| named(region_facet(region.kind), &region.name_fi)));
            }
            ["search"] | ["frame", "news"] => {
                let params = read(query, Endpoint::Search, book).params;
                return Ok(Some(Self::news(params.first_page(), book, frame)));
            }
            [""] | ["frame", "search"] => {
                let params = read(query, Endpoint::Search, book).params;
                let language = params.ui.unwrap_or(frame.language);
                return Ok(Some(Self {
                    path: "/frame/search",
                    params: params.first_page(),
                    title: texts(language).tagline.to_owned(),
                }));
            }
            _ => return Ok(None),
        };
        let name = find(reader, facet, segments[1])?;
        Ok(name.map(|name| named(facet, &name)))
    }

    fn news(params: SearchParams, names: NameBook<'_>, frame: &Frame) -> Self {
        let language = params.ui.unwrap_or(frame.language);
        Self {
            path: "/frame/news",
            title: news_title(&params, names, language),
            params,
        }
    }
}

impl Oembed {
    fn new(shown: &Shown, page: &Url, asked: &Asked, origin: String) -> Self {
        let within = |usual: u32, limit: Option<u32>| limit.map_or(usual, |limit| usual.min(limit));
        let (width, height) = (
            within(SIZE.0, asked.max_width),
            within(SIZE.1, asked.max_height),
        );
        let src = format!("{origin}{}{}", shown.path, query(shown, page));
        let escaped = |text: &str| marked_html(text, &[]);
        Self {
            version: "1.0",
            kind: "rich",
            provider_name: "Aluehaku",
            html: format!(
                "<iframe src=\"{}\" width=\"{width}\" height=\"{height}\" title=\"{}\" \
                 frameborder=\"0\" loading=\"lazy\"></iframe>",
                escaped(&src),
                escaped(&shown.title)
            ),
            provider_url: origin,
            title: shown.title.clone(),
            width,
            height,
            cache_age: KEPT,
        }
    }
}

/// The query string of the frame: the search, and how the page was to look.
fn query(shown: &Shown, page: &Url) -> String {
    let looks = page
        .query_pairs()
        .filter(|(name, _)| name == "limit" || name == "theme");
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(shown.params.pairs());
    query.extend_pairs(looks);
    match query.finish().as_str() {
        "" => String::new(),
        pairs => format!("?{pairs}"),
    }
}

/// The page that an address names, when it is one of ours.
fn own_page(address: &str, origin: &str) -> Option<Url> {
    let page = Url::parse(address).ok()?;
    let own = Url::parse(origin).ok()?;
    // A site may have kept the address from before the service had its certificate.
    let is_own = page.host_str() == own.host_str()
        && (page.port() == own.port())
        && matches!(page.scheme(), "http" | "https");
    is_own.then_some(page)
}
