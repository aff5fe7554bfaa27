//! What the API description says of parameters.

use aluehaku_article::facet::Facet;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, Type};
use utoipa::openapi::{RefOr, Required};

use super::table::{Accepts, Endpoint, ParameterSpec, taken_by};
use super::{SearchParams, dates};
use crate::i18n::Language;

impl IntoParams for SearchParams {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        described(Endpoint::Search, &[])
    }
}

/// The parameters of a look into one facet.
#[derive(Debug)]
pub(crate) struct FacetParams;

impl IntoParams for FacetParams {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let beginning = "Beginning of a word of the value; accents may be left out.";
        described(Endpoint::Facet, &[("q", beginning)])
    }
}

/// The parameters of suggestions.
#[derive(Debug)]
pub(crate) struct SuggestParams;

impl IntoParams for SuggestParams {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let typed = "What has been typed so far; accents may be left out.";
        described(
            Endpoint::Suggest,
            &[("q", typed), ("per_page", "Most suggestions.")],
        )
    }
}

/// The parameters of similar articles.
#[derive(Debug)]
pub(crate) struct SimilarParams;

impl IntoParams for SimilarParams {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        described(Endpoint::Similar, &[("per_page", "Most articles.")])
    }
}

/// The parameters of an export.
#[derive(Debug)]
pub(crate) struct ExportParams;

impl IntoParams for ExportParams {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        described(Endpoint::Export, &[])
    }
}

/// The parameters of a list of events.
#[derive(Debug)]
pub(crate) struct EventsParams;

impl IntoParams for EventsParams {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        described(Endpoint::Events, &[])
    }
}

/// The parameters of a list of quotes.
#[derive(Debug)]
pub(crate) struct QuotesParams;

impl IntoParams for QuotesParams {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        described(
            Endpoint::Quotes,
            &[("per_page", "Quotes on a page, about.")],
        )
    }
}

/// The parameters of a comparison.
#[derive(Debug)]
pub(crate) struct CompareParams;

impl IntoParams for CompareParams {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        described(Endpoint::Compare, &[])
    }
}

/// The parameters of an article and its versions.
#[derive(Debug)]
pub(crate) struct ArticleParams;

impl IntoParams for ArticleParams {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        described(Endpoint::Article, &[])
    }
}

/// The parameters of a list of names.
#[derive(Debug)]
pub(crate) struct NamesParams;

impl IntoParams for NamesParams {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        described(
            Endpoint::Names,
            &[
                (
                    "q",
                    "Beginning of a word of the name; accents may be left out.",
                ),
                ("page", "Page by number."),
                ("per_page", "Names on a page."),
                (
                    "facet_order",
                    "Order of the names: most articles first, or by name in the order of the Finnish alphabet, \
                        persons by surname.",
                ),
            ],
        )
    }
}

/// The one parameter of reads that only show labels.
#[derive(Debug)]
pub(crate) struct LabelParams;

impl IntoParams for LabelParams {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        described(Endpoint::Labels, &[])
    }
}

/// The parameters that somebody takes, some with a description of their own there.
fn described(endpoint: Endpoint, own: &[(&str, &'static str)]) -> Vec<Parameter> {
    taken_by(endpoint)
        .map(|spec| {
            let own = own.iter().find(|(name, _)| *name == spec.name);
            describe(
                spec,
                own.map_or(spec.description, |(_, description)| description),
            )
        })
        .collect()
}

fn describe(spec: &ParameterSpec, description: &str) -> Parameter {
    ParameterBuilder::new()
        .name(spec.name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(description))
        .schema(Some(schema(spec.accepts)))
        .build()
}

/// The lists of facets that are read.
fn facet_list() -> String {
    let names = Facet::ALL.map(Facet::name).join("|");
    format!("^( *({names})? *,)* *({names})? *$")
}

fn schema(accepts: Accepts) -> RefOr<Schema> {
    let text = || ObjectBuilder::new().schema_type(Type::String);
    match accepts {
        Accepts::Text => text().into(),
        Accepts::Date => text()
            .pattern(Some(dates::pattern()))
            .examples(["2022-10-06", "2022-10", "2022"])
            .into(),
        Accepts::Month => text()
            .pattern(Some("^[0-9]{4}-(0[1-9]|1[0-2])$"))
            .examples(["2022-10"])
            .into(),
        Accepts::FacetList => text()
            .pattern(Some(facet_list()))
            .examples(["region,project"])
            .into(),
        Accepts::Letter => text()
            .min_length(Some(1))
            .max_length(Some(1))
            .examples(["A"])
            .into(),
        // The key of the last hit, and the bytes of its identifier.
        Accepts::Cursor => text()
            .pattern(Some("^([0-9a-fA-F]{16}([0-9a-fA-F]{2})+)?$"))
            .into(),
        Accepts::Filter(_) => ArrayBuilder::new().items(text()).into(),
        Accepts::OneOf(words) => {
            let default = words.first().map(|word| (*word).into());
            text()
                .enum_values(Some(words.iter().copied()))
                .default(default)
                .into()
        }
        Accepts::Language => text()
            .enum_values(Some(Language::ALL.map(Language::code)))
            .into(),
        Accepts::Number { min, max, default } => ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(min as f64))
            .maximum(max.map(|max| max as f64))
            .default(Some(default.into()))
            .into(),
    }
}
