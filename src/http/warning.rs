//! How a clumsy search was read, as JSON and in words.

use aluehaku_index::search::response::Complaint;
use aluehaku_query::{Warning, WarningKind};
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::params::read::UnknownValue;
use crate::i18n::format::fill;
use crate::i18n::{Language, texts};

/// Something that was not read word for word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Warning)]
pub(crate) struct WarningView {
    /// Stable word for programs.
    #[schema(example = "unclosed_quote")]
    pub(crate) code: &'static str,
    /// What was noticed and how it was read, in the language of the answer.
    pub(crate) detail: String,
    /// The parameter it is about.
    pub(crate) parameter: &'static str,
    /// The piece of its value it is about.
    pub(crate) subject: String,
    /// Where the piece begins and ends in `q`, in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) position: Option<[usize; 2]>,
}

impl WarningView {
    /// What the parser noticed in the search text.
    pub(crate) fn of_query(warning: &Warning, q: &str, language: Language) -> Self {
        let data = warning.kind.data();
        let values: Vec<_> = data
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let texts = texts(language);
        let text = match warning.kind {
            WarningKind::UnknownField {
                suggestion: Some(_),
                ..
            } => texts.warning_unknown_field_suggestion,
            _ => texts.warning(warning.kind.code()),
        };
        let place = warning.span.characters(q);
        Self {
            code: warning.kind.code(),
            detail: fill(text, &values),
            parameter: "q",
            subject: warning.span.of(q).to_owned(),
            position: Some([place.start, place.end]),
        }
    }

    /// What the engine could not search as it stands.
    pub(crate) fn of_engine(complaint: &Complaint, language: Language) -> Self {
        let text = texts(language).warning(complaint.code);
        Self {
            code: complaint.code,
            detail: fill(text, &[("subject", &complaint.subject)]),
            parameter: "q",
            subject: complaint.subject.clone(),
            position: None,
        }
    }

    /// A filter value that names nothing known.
    pub(crate) fn of_value(unknown: &UnknownValue, language: Language) -> Self {
        let texts = texts(language);
        let text = match unknown.nearest {
            Some(_) => texts.warning_unknown_value_nearest,
            None => texts.warning_unknown_value,
        };
        let values = [
            ("value", unknown.value.as_str()),
            ("facet", texts.facet(unknown.facet)),
            ("nearest", unknown.nearest.as_deref().unwrap_or_default()),
        ];
        Self {
            code: "unknown_value",
            detail: fill(text, &values),
            parameter: unknown.facet.name(),
            subject: unknown.value.clone(),
            position: None,
        }
    }
}
