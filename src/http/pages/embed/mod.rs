//! `/embed`: what other sites can show of the service, with a filled preview and the code to copy.
//!
//! - [`choice`]: what a webmaster chose; [`code`]: the code for it.

mod choice;
mod code;

use aluehaku_article::region::RegionKind;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::Response;

use self::choice::{Choice, FACETS, Form, LIMITS, SUBJECTS};
use self::code::{code, frame_address, markup};
use super::form::SearchForm;
use super::{Frame, answer};
use crate::http::conditional::Conditions;
use crate::http::embed::{NEWEST, Version};
use crate::http::params::names::region_name;
use crate::http::policy;
use crate::http::state::AppState;
use crate::i18n::Language;
use crate::i18n::format::fill;

/// CSS variables of the elements.
const VARIABLES: [&str; 12] = [
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
    "--aluehaku-height",
];

/// Stands in code where nothing says how the service is reached.
const UNKNOWN_HOST: &str = "https://HOST";

#[derive(Debug, Template)]
#[template(path = "embed.html")]
struct EmbedPage {
    form: SearchForm,
    version: Version,
    choice: Choice,
    regions: Vec<(String, String)>,
    preview: String,
    code: String,
    needs: String,
    feed: String,
    pasted: String,
    versions: String,
    attributes: [(&'static str, &'static str); 14],
    frame: Frame,
}

/// Shows what other sites can embed.
pub(crate) async fn embed(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    frame: Frame,
    conditions: Conditions,
) -> Response {
    let page = conditions.fixed(&state, || {
        let query = query.as_deref().unwrap_or_default();
        let choice = Choice::read(query, state.regions(), frame.language);
        let host = frame.origin().unwrap_or(UNKNOWN_HOST).to_owned();
        let maakunnat = state.regions().of_kind(RegionKind::Maakunta);
        let regions = maakunnat.map(|region| {
            let label = region_name(region, frame.language).to_owned();
            (region.name_fi.clone(), label)
        });
        let lang = choice.language.code();
        EmbedPage {
            form: SearchForm::empty(&frame),
            version: NEWEST,
            regions: regions.collect(),
            preview: markup(&choice, "", frame.p.embed_example),
            code: code(&choice, &host),
            needs: match choice.form.is_frame() {
                true => format!("frame-src {host}"),
                false => format!("script-src {host}; connect-src {host}; form-action {host}"),
            },
            feed: format!("{host}/feeds/search.atom?{}", choice.query(&[("ui", lang)])),
            pasted: frame_address(&choice, &host, "news"),
            versions: fill(frame.p.embed_versions, &[("version", NEWEST.number)]),
            attributes: attributes(&frame),
            choice,
            frame,
        }
    });
    let mut response = answer(page);
    // The preview may be one of our own frames.
    let policy = policy::FRAMING;
    response
        .headers_mut()
        .insert(CONTENT_SECURITY_POLICY, policy);
    response
}

fn attributes(frame: &Frame) -> [(&'static str, &'static str); 14] {
    let p = frame.p;
    [
        ("region, municipality", p.embed_attribute_region),
        ("project, organisation", p.embed_attribute_project),
        ("person, topic", p.embed_attribute_person),
        ("source", p.embed_attribute_source),
        ("facets", p.embed_attribute_facets),
        ("lang", p.embed_attribute_lang),
        ("limit", p.embed_attribute_limit),
        ("target", p.embed_attribute_target),
        ("modal", p.embed_attribute_modal),
        ("shortcut", p.embed_attribute_shortcut),
        ("label", p.embed_attribute_label),
        ("q", p.embed_attribute_q),
        ("snippets", p.embed_attribute_snippets),
        ("service", p.embed_attribute_service),
    ]
}
