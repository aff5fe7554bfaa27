//! `/docs`: the API for people, made from its own description.
//!
//! The description is in English like the names it explains, and so is this page.

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

/// Requests to try, with what each shows.
const EXAMPLES: [(&str, &str); 7] = [
    (
        "/api/v1/search?q=yhdistys",
        "Articles with a word, in any of its forms",
    ),
    (
        "/api/v1/search?q=%22avoimet+ovet%22&region=Keski-Suomi&from=2020&sort=-published",
        "A phrase in one region since 2020, newest first",
    ),
    (
        "/api/v1/search?facets=region,project&histogram=1&per_page=1",
        "How many articles each region and project has, and each month",
    ),
    (
        "/api/v1/search?q=hanke&explain=1",
        "Why each article was found",
    ),
    ("/api/v1/sources", "Whose news is searched"),
    (
        "/feeds/search.json?q=hanke",
        "The newest articles of a search as a JSON Feed",
    ),
    (
        "/feeds/events.ics?region=Keski-Suomi",
        "What happens in a region, as a calendar",
    ),
];

#[derive(Debug, Template)]
#[template(path = "docs.html")]
struct DocsPage {
    form: SearchForm,
    host: String,
    operations: Vec<Operation>,
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
    answers: Vec<(String, String)>,
}

/// A parameter of an address.
#[derive(Clone, Debug, Default)]
struct Parameter {
    name: String,
    takes: String,
    description: String,
    is_required: bool,
}

/// Shows the API.
pub(crate) async fn docs(
    State(state): State<AppState>,
    frame: Frame,
    conditions: Conditions,
) -> Response {
    let public_url = state.settings().public_url.as_deref();
    answer(conditions.fixed(&state, || DocsPage {
        form: SearchForm::empty(&frame),
        host: public_url.unwrap_or("https://HOST").to_owned(),
        operations: operations(&document(public_url)),
        frame,
    }))
}

/// The operations of a description, in its order.
fn operations(description: &str) -> Vec<Operation> {
    let description: Value = serde_json::from_str(description).unwrap_or_default();
    let paths = description["paths"].as_object().into_iter().flatten();
    paths
        .flat_map(|(path, item)| {
            let methods = item.as_object().into_iter().flatten();
            methods.map(move |(method, operation)| Operation::new(method, path, operation))
        })
        .collect()
}

impl Operation {
    fn new(method: &str, path: &str, operation: &Value) -> Self {
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let answers = operation["responses"].as_object().into_iter().flatten();
        Self {
            id: path.trim_matches('/').replace(['/', '{', '}', '.'], "-"),
            method: method.to_uppercase(),
            path: path.to_owned(),
            summary: text(&operation["summary"]),
            description: text(&operation["description"])
                .split("\n\n")
                .map(str::to_owned)
                .collect(),
            parameters: parameters.map(Parameter::new).collect(),
            answers: answers
                .map(|(status, answer)| (status.clone(), text(&answer["description"])))
                .collect(),
        }
    }
}

impl Parameter {
    fn new(parameter: &Value) -> Self {
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
            takes = format!("{takes}; {} by default", text(&schema["default"]));
        }
        Self {
            name: text(&parameter["name"]),
            takes,
            description: text(&parameter["description"]),
            is_required: parameter["required"].as_bool().unwrap_or_default(),
        }
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
