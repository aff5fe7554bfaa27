//! What can be wrong with a parameter, said in each language.

use jiff::civil::Date;

use super::{MAX_FILTER_VALUES, MAX_NUMBERED_HIT, MAX_VALUE_CHARACTERS};
use crate::http::problem::{Code, ParameterError, Problem};
use crate::i18n::{Language, format::fill, texts};

/// Longest part of a refused value that is said back.
const SHOWN_CHARACTERS: usize = 60;

/// Something that is wrong with a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The parameter does not exist.
    Unknown {
        /// As given.
        name: String,
        /// The known name it is probably a misspelling of.
        nearest: Option<&'static str>,
    },
    /// A parameter that can be given once was given again.
    Repeated(&'static str),
    /// A value that is none of the allowed words.
    NotAllowed {
        /// The parameter.
        name: &'static str,
        /// As given.
        value: String,
        /// What is accepted.
        allowed: String,
    },
    /// A value that is no whole number within the bounds.
    Number {
        /// The parameter.
        name: &'static str,
        /// As given.
        value: String,
        /// Smallest accepted.
        min: usize,
        /// Largest accepted.
        max: usize,
    },
    /// A value that is no day.
    Date {
        /// The parameter.
        name: &'static str,
        /// As given.
        value: String,
    },
    /// A value that is no month.
    Month {
        /// The parameter.
        name: &'static str,
        /// As given.
        value: String,
    },
    /// The first day is after the last.
    DatesReversed {
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
    },
    /// Both a page number and a cursor.
    PageAndCursor,
    /// A page beyond what page numbers reach.
    PageDepth,
    /// A word that is no cursor.
    Cursor,
    /// Too many filter values.
    TooMany(&'static str),
    /// A filter value that is too long.
    TooLong(&'static str),
}

impl Fault {
    /// The parameter it is about.
    pub(crate) fn parameter(&self) -> &str {
        match self {
            Self::Unknown { name, .. } => name,
            Self::NotAllowed { name, .. }
            | Self::Number { name, .. }
            | Self::Date { name, .. }
            | Self::Month { name, .. }
            | Self::Repeated(name)
            | Self::TooMany(name)
            | Self::TooLong(name) => name,
            Self::DatesReversed { .. } => "from",
            Self::PageAndCursor | Self::Cursor => "after",
            Self::PageDepth => "page",
        }
    }

    /// What is wrong and what is accepted.
    pub(crate) fn detail(&self, language: Language) -> String {
        let texts = texts(language);
        match self {
            Self::Unknown {
                name,
                nearest: None,
            } => fill(texts.fault_unknown, &[("name", &shown(name))]),
            Self::Unknown {
                name,
                nearest: Some(nearest),
            } => fill(
                texts.fault_unknown_nearest,
                &[("name", &shown(name)), ("nearest", nearest)],
            ),
            Self::Repeated(name) => fill(texts.fault_repeated, &[("name", name)]),
            Self::NotAllowed {
                name,
                value,
                allowed,
            } => fill(
                texts.fault_not_allowed,
                &[
                    ("name", name),
                    ("value", &shown(value)),
                    ("allowed", allowed),
                ],
            ),
            Self::Number {
                name,
                value,
                min,
                max,
            } => fill(
                texts.fault_number,
                &[
                    ("name", name),
                    ("value", &shown(value)),
                    ("min", &min.to_string()),
                    ("max", &max.to_string()),
                ],
            ),
            Self::Date { name, value } => fill(
                texts.fault_date,
                &[("name", name), ("value", &shown(value))],
            ),
            Self::Month { name, value } => fill(
                texts.fault_month,
                &[("name", name), ("value", &shown(value))],
            ),
            Self::DatesReversed { from, to } => fill(
                texts.fault_dates_reversed,
                &[("from", &from.to_string()), ("to", &to.to_string())],
            ),
            Self::PageAndCursor => texts.fault_page_and_cursor.to_owned(),
            Self::PageDepth => fill(
                texts.fault_page_depth,
                &[("max", &MAX_NUMBERED_HIT.to_string())],
            ),
            Self::Cursor => texts.fault_cursor.to_owned(),
            Self::TooMany(_) => fill(
                texts.fault_too_many,
                &[("max", &MAX_FILTER_VALUES.to_string())],
            ),
            Self::TooLong(name) => fill(
                texts.fault_too_long,
                &[("name", name), ("max", &MAX_VALUE_CHARACTERS.to_string())],
            ),
        }
    }

    /// The problem document about some faults; the first one decides its code.
    pub(crate) fn problem(faults: &[Self], language: Language) -> Problem {
        let code = match faults.first() {
            Some(Self::Unknown { .. }) => Code::UnknownParameter,
            _ => Code::InvalidParameter,
        };
        let errors = faults.iter().map(|fault| ParameterError {
            parameter: shown(fault.parameter()),
            detail: fault.detail(language),
        });
        Problem::parameters(code, errors.collect())
    }
}

fn shown(value: &str) -> String {
    let mut shown: String = value.chars().take(SHOWN_CHARACTERS).collect();
    if shown.len() < value.len() {
        shown.push('…');
    }
    shown
}
