//! How a clumsy search was read, as JSON and in words.

use aluehaku_index::search::response::{self, Basis, HyphenReading};
use aluehaku_query::{Span, Warning, WarningKind};
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::params::SearchParams;
use crate::http::params::read::UnknownValue;
use crate::i18n::format::fill;
use crate::i18n::{Language, query_texts, texts};

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
    /// The other way to read it, where there are two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) instead: Option<InsteadView>,
}

/// Another reading of a search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Instead)]
pub(crate) struct InsteadView {
    /// What it does, in the language of the answer.
    pub(crate) text: String,
    /// Query string of the search that is read so, with its question mark.
    pub(crate) query: String,
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
            instead: None,
        }
    }

    /// What the engine could not search as it stands.
    pub(crate) fn of_engine(
        warning: &response::Warning,
        nowhere: &str,
        language: Language,
    ) -> Self {
        let own = query_texts(language).by_name(warning.code);
        let text = own.unwrap_or_else(|| texts(language).warning(warning.code));
        let values = [("subject", warning.subject.as_str()), ("nowhere", nowhere)];
        Self::of_reading(warning.code, fill(text, &values), warning.subject.clone())
    }

    /// What the hits have of the words; nothing where they have all.
    pub(crate) fn of_basis(basis: &Basis, nowhere: &str, language: Language) -> Option<Self> {
        let t = query_texts(language);
        match basis {
            Basis::Everything => None,
            Basis::Likeness => {
                let detail = fill(t.only_close, &[("nowhere", nowhere)]);
                Some(Self::of_reading("only_close", detail, String::new()))
            }
            Basis::SomeWords { kept, left_out } => {
                let left_out = left_out.join(", ");
                let values = [
                    ("nowhere", nowhere),
                    ("kept", &kept.join(", ")),
                    ("left_out", &left_out),
                ];
                let detail = fill(t.words_left_out, &values);
                Some(Self::of_reading("words_left_out", detail, left_out))
            }
        }
    }

    /// How a minus was read that may be a hyphen, and the search that reads it the other way.
    pub(crate) fn of_hyphen(
        reading: &HyphenReading,
        params: &SearchParams,
        language: Language,
    ) -> Self {
        let t = query_texts(language);
        let values = [
            ("word", reading.word.as_str()),
            ("before", reading.before.as_str()),
        ];
        let (code, detail, other) = match reading.is_joined {
            true => ("hyphen_joined", t.hyphen_joined, t.read_as_exclusion),
            false => ("hyphen_excludes", t.hyphen_excludes, t.read_as_hyphen),
        };
        let q = &params.q;
        let (before, after) = (Span::new(0, reading.span.start), reading.span.end);
        let before = before.of(q).strip_suffix('-').unwrap_or_default();
        let sign = if reading.is_joined { "NOT " } else { "" };
        let word = reading.span.of(q);
        let rest = q.get(after..).unwrap_or_default();
        let instead = SearchParams {
            q: format!("{before}{sign}{word}{rest}"),
            ..params.first_page()
        };
        let place = reading.span.characters(q);
        Self {
            position: Some([place.start, place.end]),
            instead: Some(InsteadView {
                text: fill(other, &values),
                query: format!("?{}", instead.query_string()),
            }),
            ..Self::of_reading(code, fill(detail, &values), word.to_owned())
        }
    }

    fn of_reading(code: &'static str, detail: String, subject: String) -> Self {
        Self {
            code,
            detail,
            parameter: "q",
            subject,
            position: None,
            instead: None,
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
            instead: None,
        }
    }
}
