//! The table of parameters: names, what they accept, and what the API description says of them.

use aluehaku_article::facet::Facet;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, Type};
use utoipa::openapi::{RefOr, Required};

use super::{DEFAULT_FACET_LIMIT, DEFAULT_PER_PAGE, MAX_FACET_LIMIT, MAX_PER_PAGE, SearchParams};
use crate::i18n::Language;

/// A parameter of a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ParameterSpec {
    /// Its name.
    pub(crate) name: &'static str,
    /// What values it takes.
    pub(crate) accepts: Accepts,
    /// What it does, for the API description.
    pub(crate) description: &'static str,
}

/// What values a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Accepts {
    /// Any text.
    Text,
    /// A filter value, repeated at will.
    Filter(Facet),
    /// A day, month or year.
    Date,
    /// A month.
    Month,
    /// One of some words; the first one is the default.
    OneOf(&'static [&'static str]),
    /// A whole number within bounds.
    Number {
        /// Smallest.
        min: usize,
        /// Largest; absent when something else bounds it.
        max: Option<usize>,
        /// When nothing is said.
        default: usize,
    },
    /// Code of a language that the service speaks.
    Language,
    /// A list of facet names with commas between them.
    FacetList,
}

const YES_NO: Accepts = Accepts::OneOf(&["0", "1"]);

/// The one parameter of reads that only show labels.
pub(crate) const UI_ONLY: &[&str] = &["ui"];

/// The parameters of reads that filter and look for one thing.
pub(crate) const FACET_PARAMETERS: &[&str] = &[
    "q",
    "region",
    "municipality",
    "hyvinvointialue",
    "publisher_region",
    "person",
    "project",
    "organisation",
    "source",
    "topic",
    "language",
    "from",
    "to",
    "facet_limit",
    "facet_order",
    "ui",
];

/// The parameters of suggestions.
pub(crate) const SUGGEST_PARAMETERS: &[&str] = &["q", "per_page", "ui"];

/// The parameters of similar articles.
pub(crate) const SIMILAR_PARAMETERS: &[&str] = &["per_page", "ui"];

/// The parameters of an export: those of a search that choose and order the hits, and its own.
pub(crate) const EXPORT_PARAMETERS: &[&str] = &[
    "q",
    "match",
    "region",
    "municipality",
    "hyvinvointialue",
    "publisher_region",
    "person",
    "project",
    "organisation",
    "source",
    "topic",
    "language",
    "from",
    "to",
    "sort",
    "duplicates",
    "delimiter",
    "bom",
    "ui",
];

/// Parameters that only exports have.
const EXPORT_ONLY: &[ParameterSpec] = &[
    spec(
        "delimiter",
        Accepts::OneOf(&["comma", "semicolon"]),
        "What stands between the values of a line of CSV.",
    ),
    spec(
        "bom",
        YES_NO,
        "Whether CSV begins with a byte order mark, by which spreadsheet programs know UTF-8.",
    ),
];

/// The parameters of a calendar: those of a search that choose articles, and its own.
pub(crate) const EVENT_PARAMETERS: &[&str] = &[
    "q",
    "match",
    "region",
    "municipality",
    "hyvinvointialue",
    "publisher_region",
    "person",
    "project",
    "organisation",
    "source",
    "topic",
    "language",
    "from",
    "to",
    "month",
    "ui",
];

/// Parameters that only calendars have.
const EVENTS_ONLY: &[ParameterSpec] = &[spec(
    "month",
    Accepts::Month,
    "The happenings of a month, past or coming: `2022-10`. Without it those to come.",
)];

/// Every parameter of a search, in the order in which links write them.
pub(crate) const PARAMETERS: &[ParameterSpec] = &[
    spec(
        "q",
        Accepts::Text,
        "Search text: words, `\"phrase\"`, `-word`, `OR`, `( )`, `prefix*`, \
        `field:value`, `=\"exact form\"`. Never refused: `warnings` says how a clumsy one was read. \
        Without it every article matches.",
    ),
    spec(
        "match",
        Accepts::OneOf(&["best", "any", "all"]),
        "`best` finds and counts articles that surely have every word, in any form or inside a compound, \
        and where none has, those with the most telling of them; articles that come close follow apart. \
        `any` ranks every article with some word; `all` demands every word and leaves none out.",
    ),
    filter(
        "region",
        Facet::Region,
        "Maakunta told about: Finnish or Swedish name, or code.",
    ),
    filter(
        "municipality",
        Facet::Municipality,
        "Municipality told about: Finnish or Swedish \
        name, or number.",
    ),
    filter(
        "hyvinvointialue",
        Facet::Hyvinvointialue,
        "Wellbeing services county told about: \
        Finnish or Swedish name.",
    ),
    filter(
        "publisher_region",
        Facet::PublisherRegion,
        "Maakunta that the source publishes in.",
    ),
    filter(
        "person",
        Facet::Person,
        "Person told about, by canonical name.",
    ),
    filter(
        "project",
        Facet::Project,
        "Project told about, by canonical name.",
    ),
    filter(
        "organisation",
        Facet::Organisation,
        "Organisation told about, by canonical name.",
    ),
    filter("source", Facet::Source, "Source, by identifier or name."),
    filter("topic", Facet::Topic, "The source's own topic word."),
    filter(
        "language",
        Facet::Language,
        "Language of the article: code (`fi`, `sv`, `en`, `se`) \
        or name.",
    ),
    spec(
        "from",
        Accepts::Date,
        "Published on this Finnish day or later: `2022-10-06`, or the \
        first day of `2022-10` or `2022`.",
    ),
    spec(
        "to",
        Accepts::Date,
        "Published on this Finnish day or earlier: `2022-10-06`, or the \
        last day of `2022-10` or `2022`.",
    ),
    spec(
        "sort",
        Accepts::OneOf(&["relevance", "-published", "published"]),
        "Order of the hits: \
        best first, newest first, oldest first; undated ones come last.",
    ),
    spec(
        "page",
        Accepts::Number {
            min: 1,
            max: None,
            default: 1,
        },
        "Page by number, up to the \
        10,000th hit; not together with `after`.",
    ),
    spec(
        "per_page",
        Accepts::Number {
            min: 1,
            max: Some(MAX_PER_PAGE),
            default: DEFAULT_PER_PAGE,
        },
        "Hits on a page.",
    ),
    spec(
        "after",
        Accepts::Text,
        "Cursor from `next` of the previous answer, to go through all \
        hits; not together with `page`.",
    ),
    spec(
        "facets",
        Accepts::FacetList,
        "Facets to count, with commas between them.",
    ),
    spec(
        "facet_limit",
        Accepts::Number {
            min: 1,
            max: Some(MAX_FACET_LIMIT),
            default: DEFAULT_FACET_LIMIT,
        },
        "Most buckets per facet; selected values come on top.",
    ),
    spec(
        "facet_order",
        Accepts::OneOf(&["count", "label"]),
        "Order of the buckets shown: most \
        frequent first, or by label in the order of the Finnish alphabet.",
    ),
    spec(
        "histogram",
        Accepts::OneOf(&["1", "0", "day", "week", "month", "year"]),
        "Whether to count hits by time of publication: `1` in the finest steps that need at most 60 \
        bars, or in steps of a name.",
    ),
    spec(
        "duplicates",
        Accepts::OneOf(&["fold", "show"]),
        "Whether near-copies are folded into \
        one hit with `also_on`, or shown each for itself.",
    ),
    spec("explain", YES_NO, "Whether each hit says `why` it matched."),
    spec(
        "ui",
        Accepts::Language,
        "Language of labels and messages; otherwise `Accept-Language` decides, else labels are \
            Finnish and messages English.",
    ),
];

const fn spec(name: &'static str, accepts: Accepts, description: &'static str) -> ParameterSpec {
    ParameterSpec {
        name,
        accepts,
        description,
    }
}

const fn filter(name: &'static str, facet: Facet, description: &'static str) -> ParameterSpec {
    spec(name, Accepts::Filter(facet), description)
}

/// The parameter with a name.
pub(crate) fn find(name: &str) -> Option<&'static ParameterSpec> {
    let mut all = PARAMETERS.iter().chain(EXPORT_ONLY).chain(EVENTS_ONLY);
    all.find(|spec| spec.name == name)
}

/// The known name that a name is probably a misspelling of.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const SIMILAR_ENOUGH: f64 = 0.6;
    let name = name.to_lowercase();
    known
        .into_iter()
        .map(|candidate| {
            (
                strsim::normalized_damerau_levenshtein(&name, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(similarity, _)| *similarity >= SIMILAR_ENOUGH)
        .max_by(|(left, _), (right, _)| left.total_cmp(right))
        .map(|(_, candidate)| candidate)
}

impl IntoParams for SearchParams {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        PARAMETERS.iter().map(describe).collect()
    }
}

/// The parameters of a look into one facet, for the API description.
#[derive(Debug)]
pub(crate) struct FacetParams;

impl IntoParams for FacetParams {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let known = PARAMETERS
            .iter()
            .filter(|spec| FACET_PARAMETERS.contains(&spec.name));
        known
            .map(|spec| match spec.name {
                "q" => describe(&ParameterSpec {
                    description: "Beginning of a word of the value; accents may be left out.",
                    ..*spec
                }),
                _ => describe(spec),
            })
            .collect()
    }
}

/// The parameters of suggestions, for the API description.
#[derive(Debug)]
pub(crate) struct SuggestParams;

impl IntoParams for SuggestParams {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        described(SUGGEST_PARAMETERS, |spec| match spec.name {
            "q" => "What has been typed so far; accents may be left out.",
            "per_page" => "Most suggestions.",
            _ => spec.description,
        })
    }
}

/// The parameters of similar articles, for the API description.
#[derive(Debug)]
pub(crate) struct SimilarParams;

impl IntoParams for SimilarParams {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        described(SIMILAR_PARAMETERS, |spec| match spec.name {
            "per_page" => "Most articles.",
            _ => spec.description,
        })
    }
}

/// The parameters of an export, for the API description.
#[derive(Debug)]
pub(crate) struct ExportParams;

impl IntoParams for ExportParams {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        described(EXPORT_PARAMETERS, |spec| spec.description)
    }
}

fn described(
    names: &[&str],
    description: impl Fn(&ParameterSpec) -> &'static str,
) -> Vec<Parameter> {
    let known = names.iter().filter_map(|name| find(name));
    let specs = known.map(|spec| ParameterSpec {
        description: description(spec),
        ..*spec
    });
    specs.map(|spec| describe(&spec)).collect()
}

/// The one parameter of reads that only show labels, for the API description.
#[derive(Debug)]
pub(crate) struct LabelParams;

impl IntoParams for LabelParams {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        PARAMETERS
            .iter()
            .filter(|spec| UI_ONLY.contains(&spec.name))
            .map(describe)
            .collect()
    }
}

fn describe(spec: &ParameterSpec) -> Parameter {
    ParameterBuilder::new()
        .name(spec.name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(spec.description))
        .schema(Some(schema(spec.accepts)))
        .build()
}

fn schema(accepts: Accepts) -> RefOr<Schema> {
    let text = || ObjectBuilder::new().schema_type(Type::String);
    match accepts {
        Accepts::Text | Accepts::Date | Accepts::Month => text().into(),
        Accepts::FacetList => text().examples(["region,project"]).into(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_facet_is_a_filter_of_its_own_name() {
        for facet in Facet::ALL {
            let spec = find(facet.name()).unwrap();
            assert_eq!(spec.accepts, Accepts::Filter(facet));
            assert!(FACET_PARAMETERS.contains(&facet.name()));
        }
    }

    #[test]
    fn a_misspelt_name_leads_to_the_nearest() {
        let nearest = |name| nearest(name, PARAMETERS.iter().map(|spec| spec.name));
        assert_eq!(nearest("regoin"), Some("region"));
        assert_eq!(nearest("perpage"), Some("per_page"));
        assert_eq!(nearest("Page"), Some("page"));
        assert_eq!(nearest("colour"), None);
    }
}
