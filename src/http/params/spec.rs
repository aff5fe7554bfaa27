//! What a parameter is: its name, what it accepts, who takes it, how it is read and written.

use aluehaku_article::facet::Facet;

use super::draft::Draft;
use super::fault::Fault;
use super::{MAX_NUMBERED_HIT, SearchParams};
use crate::i18n::Language;

/// Who takes parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Endpoint {
    /// A search: the API, the page, its feeds.
    Search,
    /// A look into one facet.
    Facet,
    /// Suggestions.
    Suggest,
    /// Articles like one.
    Similar,
    /// An export of hits.
    Export,
    /// A calendar.
    Events,
    /// A list of names.
    Names,
    /// A list of regions.
    Regions,
    /// Regions beside each other.
    Compare,
    /// One article or one of its versions.
    Article,
    /// Quotes of the articles of a search.
    Quotes,
    /// Reads that only show labels.
    Labels,
}

/// A parameter of a search.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ParameterSpec {
    /// Its name.
    pub(crate) name: &'static str,
    /// What values it takes.
    pub(crate) accepts: Accepts,
    /// Who takes it.
    pub(crate) endpoints: &'static [Endpoint],
    /// Puts a value, without blanks around it, into a draft of a search. Filters are read by their facet.
    pub(crate) read: fn(&mut Draft, &'static ParameterSpec, &str) -> Result<(), Fault>,
    /// The value in a search; absent when it is as by default. Filters are written by their facet.
    pub(crate) write: fn(&SearchParams) -> Option<String>,
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
    /// The word of a previous answer from which to go on.
    Cursor,
    /// One letter or sign.
    Letter,
}

impl ParameterSpec {
    /// Whether somebody takes it.
    pub(crate) fn belongs_to(&self, endpoint: Endpoint) -> bool {
        self.endpoints.contains(&endpoint)
    }

    /// A whole number within the bounds.
    pub(super) fn number(&self, text: &str) -> Result<usize, Fault> {
        let (min, max) = match self.accepts {
            Accepts::Number { min, max, .. } => (min, max),
            _ => (0, None),
        };
        let most = max.unwrap_or(MAX_NUMBERED_HIT);
        let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        // A number too large to hold is beyond every bound.
        let number = is_plain.then(|| text.parse().unwrap_or(usize::MAX));
        match number {
            Some(number) if (min..=most).contains(&number) => Ok(number),
            Some(number) if number > most && max.is_none() => Err(Fault::PageDepth),
            _ => Err(Fault::Number {
                name: self.name,
                value: text.to_owned(),
                min,
                max: most,
            }),
        }
    }

    pub(super) fn not_allowed(&self, value: &str) -> Fault {
        let allowed = match self.accepts {
            Accepts::OneOf(words) => words.join(", "),
            Accepts::Language => Language::ALL.map(Language::code).join(", "),
            _ => Facet::ALL.map(Facet::name).join(", "),
        };
        Fault::NotAllowed {
            name: self.name,
            value: value.to_owned(),
            allowed,
        }
    }

    pub(super) fn no_date(&self, value: &str) -> Fault {
        Fault::Date {
            name: self.name,
            value: value.to_owned(),
        }
    }
}

/// A parameter that takes one of some words, each of which stands for a value of a field.
macro_rules! choice {
    ($name:literal, $($field:ident).+, [$(($word:literal, $value:expr)),+ $(,)?], $endpoints:expr, $description:literal) => {
        ParameterSpec {
            name: $name,
            accepts: Accepts::OneOf(&[$($word),+]),
            endpoints: $endpoints,
            read: |draft, spec, word| {
                let values = [$(($word, $value)),+];
                let known = values.into_iter().find(|(known, _)| *known == word);
                let (_, value) = known.ok_or_else(|| spec.not_allowed(word))?;
                draft.$($field).+ = value;
                Ok(())
            },
            write: |_| None,
            description: $description,
        }
    };
}

/// The same for a field of the search, which links write.
macro_rules! written_choice {
    ($name:literal, $field:ident, [($default:literal, $first:expr), $(($word:literal, $value:expr)),+ $(,)?], $endpoints:expr, $description:literal) => {
        ParameterSpec {
            write: |params| {
                let others = [$(($word, $value)),+];
                let mut named = others.into_iter();
                let known = named.find(|(_, value)| params.$field == *value);
                known.map(|(word, _)| word.to_owned())
            },
            ..choice!($name, params.$field, [($default, $first), $(($word, $value)),+], $endpoints, $description)
        }
    };
}

pub(super) use {choice, written_choice};
