//! `/docs`: the API for people, made from its own description.
//!
//! The description is in English, like the names that it explains; the page shows it in the reader's language.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde_json::Value;

use super::form::SearchForm;
use super::problems::pieces;
use super::{Frame, answer};
use crate::http::api::openapi::document;
use crate::http::conditional::Conditions;
use crate::http::state::AppState;
use crate::i18n::format::fill;
use crate::i18n::{DocsTexts, Language, api_text, docs_texts};

/// What stands before the name of a schema where another names it.
const SCHEMAS: &str = "#/components/schemas/";

#[derive(Debug, Template)]
#[template(path = "docs.html")]
struct DocsPage {
    form: SearchForm,
    d: &'static DocsTexts,
    /// What is said before and after the link to the description.
    lead: (&'static str, &'static str),
    host: String,
    /// Requests to try, with what each shows.
    examples: Vec<(&'static str, &'static str)>,
    manners: [&'static str; 5],
    operations: Vec<Operation>,
    schemas: Vec<Schema>,
    frame: Frame,
}

/// An address of the API.
#[derive(Clone, Debug, Default)]
struct Operation {
    id: String,
    method: String,
    path: String,
    summary: String,
    description: Vec<String>,
    parameters: Vec<Parameter>,
    answers: Vec<Answer>,
}

/// A parameter of an address.
#[derive(Clone, Debug, Default)]
struct Parameter {
    name: String,
    takes: String,
    description: String,
    is_required: bool,
}

/// An answer of an address.
#[derive(Clone, Debug)]
struct Answer {
    status: String,
    meaning: String,
    /// The schema that says which fields it has.
    schema: Option<String>,
}

/// What an answer, or a part of one, is made of.
#[derive(Clone, Debug)]
struct Schema {
    name: String,
    description: String,
    fields: Vec<Field>,
}

/// A field of an answer.
#[derive(Clone, Debug)]
struct Field {
    name: String,
    kind: String,
    /// The schema of its value, or of the values of its list.
    schema: Option<String>,
    description: String,
}

/// Shows the API.
pub(crate) async fn docs(
    State(state): State<AppState>,
    frame: Frame,
    conditions: Conditions,
) -> Response {
    let public_url = state.settings().public_url.as_deref();
    answer(conditions.fixed(&state, || {
        let description = document(public_url);
        let description = serde_json::from_str(&description).unwrap_or_default();
        let texts = Texts {
            language: frame.language,
            d: docs_texts(frame.language),
        };
        DocsPage {
            form: SearchForm::empty(&frame),
            lead: texts.d.lead.split_once("{link}").unwrap_or_default(),
            host: public_url.unwrap_or("https://HOST").to_owned(),
            examples: examples(texts.d),
            manners: [
                texts.d.manners_etag,
                texts.d.manners_next,
                texts.d.manners_rate,
                texts.d.manners_problem,
                texts.d.manners_feeds,
            ],
            operations: texts.operations(&description),
            schemas: texts.schemas(&description),
            d: texts.d,
            frame,
        }
    }))
}

fn examples(d: &'static DocsTexts) -> Vec<(&'static str, &'static str)> {
    vec![
        ("/api/v1/search?q=yhdistys", d.example_word),
        (
            "/api/v1/search?q=%22avoimet+ovet%22&region=Keski-Suomi&from=2020&sort=-published",
            d.example_phrase,
        ),
        (
            "/api/v1/search?facets=region,project&histogram=1&per_page=1",
            d.example_counts,
        ),
        ("/api/v1/search?q=hanke&explain=1", d.example_why),
        ("/api/v1/sources", d.example_sources),
        ("/api/v1/projects", d.example_projects),
        ("/api/v1/quotes?q=hanke", d.example_quotes),
        ("/api/v1/compare?q=hanke", d.example_compare),
        ("/api/v1/search?q=hanke&format=bibtex", d.example_cite),
        ("/feeds/search.json?q=hanke", d.example_feed),
        ("/feeds/events.ics?region=Keski-Suomi", d.example_calendar),
    ]
}

/// The description in the language of a reader.
#[derive(Clone, Copy, Debug)]
struct Texts {
    language: Language,
    d: &'static DocsTexts,
}

impl Texts {
    /// A text of the description; in English where the table of texts lacks it.
    fn of(self, english: &Value) -> String {
        let english = text(english);
        api_text(&english, self.language).unwrap_or(english)
    }

    /// The operations of a description, in its order.
    fn operations(self, description: &Value) -> Vec<Operation> {
        let paths = description["paths"].as_object().into_iter().flatten();
        let operations = paths.flat_map(|(path, item)| {
            let methods = item.as_object().into_iter().flatten();
            methods.map(move |(method, operation)| self.operation(method, path, operation))
        });
        operations.collect()
    }

    fn operation(self, method: &str, path: &str, operation: &Value) -> Operation {
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let answers = operation["responses"].as_object().into_iter().flatten();
        let paragraphs = text(&operation["description"]);
        let paragraphs = paragraphs.split("\n\n").filter(|text| !text.is_empty());
        Operation {
            id: path.trim_matches('/').replace(['/', '{', '}', '.'], "-"),
            method: method.to_uppercase(),
            path: path.to_owned(),
            summary: self.of(&operation["summary"]),
            description: paragraphs.map(|text| self.of(&text.into())).collect(),
            parameters: parameters
                .map(|parameter| self.parameter(parameter))
                .collect(),
            answers: answers
                .map(|(status, answer)| Answer {
                    status: status.clone(),
                    meaning: self.of(&answer["description"]),
                    schema: schema_of(&answer["content"]["application/json"]["schema"]),
                })
                .collect(),
        }
    }

    fn parameter(self, parameter: &Value) -> Parameter {
        let schema = &parameter["schema"];
        // What a repeated parameter takes is said of each of its values.
        let item = if schema["items"].is_object() {
            &schema["items"]
        } else {
            schema
        };
        let words = item["enum"].as_array().into_iter().flatten();
        let words: Vec<_> = words.map(text).collect();
        let bounds = (item["minimum"].as_u64(), item["maximum"].as_u64());
        let mut takes = match (words.as_slice(), bounds) {
            ([], (Some(least), Some(most))) => format!("{least}–{most}"),
            ([], _) => text(&item["type"]),
            (words, _) => words.join(", "),
        };
        if !schema["default"].is_null() {
            let default = text(&schema["default"]);
            let default = fill(self.d.by_default, &[("value", &default)]);
            takes = format!("{takes}; {default}");
        }
        Parameter {
            name: text(&parameter["name"]),
            takes,
            description: self.of(&parameter["description"]),
            is_required: parameter["required"].as_bool().unwrap_or_default(),
        }
    }

    /// What answers are made of, by name.
    fn schemas(self, description: &Value) -> Vec<Schema> {
        let schemas = description["components"]["schemas"].as_object();
        let schemas = schemas.into_iter().flatten().map(|(name, schema)| Schema {
            name: name.clone(),
            description: self.of(&schema["description"]),
            fields: self.fields(schema, description),
        });
        schemas.collect()
    }

    /// The fields of a schema, those of the ones that it takes in among them.
    fn fields(self, schema: &Value, description: &Value) -> Vec<Field> {
        let taken_in = schema["allOf"].as_array().into_iter().flatten();
        let mut fields: Vec<Field> = taken_in
            .flat_map(|part| match schema_of(part) {
                Some(name) => self.fields(&description["components"]["schemas"][name], description),
                None => self.fields(part, description),
            })
            .collect();
        let properties = schema["properties"].as_object().into_iter().flatten();
        fields.extend(properties.map(|(name, field)| Field {
            name: name.clone(),
            kind: self.kind(field),
            schema: schema_of(field).or_else(|| schema_of(&field["items"])),
            description: self.of(&field["description"]),
        }));
        fields
    }

    /// What values a field has, in the words of JSON.
    fn kind(self, field: &Value) -> String {
        if field["items"].is_object() {
            return fill(self.d.list_of, &[("kind", &self.kind(&field["items"]))]);
        }
        if let Some(name) = schema_of(field) {
            let is_maybe_null = field["oneOf"].is_array();
            return match is_maybe_null {
                true => format!("{name} {}", self.d.maybe_null),
                false => name,
            };
        }
        match field["type"].as_array() {
            Some(kinds) => {
                let kinds = kinds.iter().map(text).filter(|kind| kind != "null");
                let kinds: Vec<_> = kinds.collect();
                format!("{} {}", kinds.join(", "), self.d.maybe_null)
            }
            None => text(&field["type"]),
        }
    }
}

/// The schema that a value is of, where it is named.
fn schema_of(value: &Value) -> Option<String> {
    let alternatives = value["oneOf"].as_array().into_iter().flatten();
    let mut named = std::iter::once(value).chain(alternatives);
    named.find_map(|value| {
        let name = value["$ref"].as_str()?.strip_prefix(SCHEMAS)?;
        Some(name.to_owned())
    })
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
