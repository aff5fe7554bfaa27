//! `/embed`: the search box for other sites, with a live preview and the code to copy.

use aluehaku_article::region::{RegionKind, RegionRegister};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use url::form_urlencoded;

use super::form::SearchForm;
use super::{Frame, answer};
use crate::http::conditional::Conditions;
use crate::http::embed::{NEWEST, Version};
use crate::http::params::names::region_name;
use crate::http::state::AppState;
use crate::i18n::format::fill;
use crate::i18n::{Language, Texts, texts};

/// Results that people can choose to see.
const LIMITS: [usize; 4] = [3, 5, 10, 20];

/// CSS variables of the element.
const VARIABLES: [&str; 11] = [
    "--aluehaku-accent",
    "--aluehaku-accent-text",
    "--aluehaku-surface",
    "--aluehaku-text",
    "--aluehaku-soft",
    "--aluehaku-link",
    "--aluehaku-line",
    "--aluehaku-focus",
    "--aluehaku-mark",
    "--aluehaku-mark-text",
    "--aluehaku-radius",
];

#[derive(Debug, Template)]
#[template(path = "embed.html")]
struct EmbedPage {
    form: SearchForm,
    version: Version,
    host: String,
    choice: Choice,
    regions: Vec<(String, String)>,
    code: String,
    labels: &'static Texts,
    versions: String,
    attributes: [(&'static str, &'static str); 7],
    frame: Frame,
}

/// What the element is set to.
#[derive(Clone, Debug)]
struct Choice {
    /// Maakunta, by its Finnish name; empty for the whole country.
    region: String,
    language: Language,
    limit: usize,
    in_page: bool,
}

/// Shows the search box for other sites.
pub(crate) async fn embed(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    frame: Frame,
    conditions: Conditions,
) -> Response {
    answer(conditions.fixed(&state, || {
        let choice = Choice::read(
            query.as_deref().unwrap_or_default(),
            state.regions(),
            &frame,
        );
        let host = state.settings().public_url.clone();
        let host = host.unwrap_or_else(|| "https://HOST".to_owned());
        let maakunnat = state.regions().of_kind(RegionKind::Maakunta);
        EmbedPage {
            form: SearchForm::empty(&frame),
            version: NEWEST,
            code: code(&choice, &host),
            labels: texts(choice.language),
            versions: fill(frame.p.embed_versions, &[("version", NEWEST.number)]),
            regions: maakunnat
                .map(|region| {
                    (
                        region.name_fi.clone(),
                        region_name(region, frame.language).to_owned(),
                    )
                })
                .collect(),
            attributes: attributes(&frame),
            choice,
            host,
            frame,
        }
    }))
}

impl Choice {
    fn read(query: &str, register: &RegionRegister, frame: &Frame) -> Self {
        let value = |wanted: &str| {
            let mut pairs = form_urlencoded::parse(query.as_bytes());
            pairs
                .find(|(name, _)| name == wanted)
                .map(|(_, value)| value.into_owned())
        };
        let region = value("region").unwrap_or_default();
        let region = register.resolve(RegionKind::Maakunta, &region);
        let limit = value("limit").and_then(|limit| limit.parse().ok());
        Self {
            region: region
                .map(|region| region.name_fi.clone())
                .unwrap_or_default(),
            language: value("lang")
                .and_then(|code| Language::from_code(&code))
                .unwrap_or(frame.language),
            limit: limit.filter(|limit| LIMITS.contains(limit)).unwrap_or(5),
            in_page: value("place").as_deref() == Some("page"),
        }
    }
}

/// The code to copy. Names of regions hold no character that HTML gives a meaning.
fn code(choice: &Choice, host: &str) -> String {
    let Choice {
        region,
        language,
        limit,
        in_page,
    } = choice;
    let text = texts(*language);
    let (lang, number, integrity) = (language.code(), NEWEST.number, NEWEST.integrity);
    let mut attributes = String::new();
    let mut fields = String::new();
    if !region.is_empty() {
        attributes = format!(" region=\"{region}\"");
        fields = format!("\n    <input type=\"hidden\" name=\"region\" value=\"{region}\">");
    }
    let (target, place) = match in_page {
        true => (
            " target=\"aluehaku-results\"",
            "\n<div id=\"aluehaku-results\"></div>",
        ),
        false => ("", ""),
    };
    format!(
        "<script type=\"module\" src=\"{host}/embed/{number}/search.js\"
  integrity=\"{integrity}\" crossorigin=\"anonymous\"></script>
<aluehaku-search{attributes} lang=\"{lang}\" limit=\"{limit}\"{target}>
  <form action=\"{host}/search\" role=\"search\">
    <label for=\"aluehaku-q\">{label}</label>
    <input id=\"aluehaku-q\" name=\"q\" type=\"search\">{fields}
    <input type=\"hidden\" name=\"ui\" value=\"{lang}\">
    <button type=\"submit\">{button}</button>
  </form>
</aluehaku-search>{place}
",
        label = text.search_label,
        button = text.search_button,
    )
}

fn attributes(frame: &Frame) -> [(&'static str, &'static str); 7] {
    let p = frame.p;
    [
        ("region", p.embed_attribute_region),
        ("project", p.embed_attribute_project),
        ("source", p.embed_attribute_source),
        ("lang", p.embed_attribute_lang),
        ("limit", p.embed_attribute_limit),
        ("target", p.embed_attribute_target),
        ("shortcut", p.embed_attribute_shortcut),
    ]
}
