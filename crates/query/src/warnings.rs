//! What can be said to a person about how their query was read.

use std::fmt::{self, Display, Formatter};

use crate::span::Span;

/// The most warnings of one kind that one parse gives; the same thing is said once, at its first
/// place.
pub const MAX_WARNINGS_OF_A_KIND: usize = 4;

/// Something in the query that was read otherwise than it may have been meant.
///
/// `Display` is English; for other languages take [`WarningKind::code`] and [`WarningKind::data`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// What it is.
    pub kind: WarningKind,
    /// Where in the typed text.
    pub span: Span,
}

/// What was noticed, and how the text was read in spite of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WarningKind {
    /// A quotation mark without its pair. It is ignored.
    UnclosedQuote,
    /// One or more opening brackets without a pair, first place given. They close at the end.
    UnclosedBracket,
    /// A closing bracket without a pair. It is ignored.
    UnopenedBracket,
    /// An operator with nothing to work on: `OR` at an end, a minus before a space. It is ignored.
    StrayOperator {
        /// The operator as typed.
        operator: String,
    },
    /// The query, or a choice in it, only says what articles must not be, and so matches nearly all.
    OnlyNegative,
    /// Quotes or brackets with nothing to look for inside. They are ignored.
    EmptyPart,
    /// A field name with no value right after its colon. Followed by a space or the end it is read
    /// as a word; followed by an empty part it is ignored.
    FieldWithoutValue {
        /// The field name as typed.
        name: String,
    },
    /// A word before a colon that is no field name although it looks meant as one. It is read as
    /// plain text.
    UnknownField {
        /// The name as typed.
        name: String,
        /// A known name that is spelt nearly so.
        suggestion: Option<&'static str>,
    },
    /// A star at the beginning or inside of a word. At the beginning it is ignored, inside it the
    /// word is read as a prefix up to the first star.
    WildcardPosition {
        /// The text that is looked for.
        read_as: String,
    },
    /// Words beside an `OR` without brackets. `OR` joins its neighbours only: `a b OR c` is
    /// `a (b OR c)`.
    MixedOperators,
    /// Brackets within brackets beyond the limit. The outermost too many are ignored.
    TooDeep {
        /// [`MAX_DEPTH`](crate::MAX_DEPTH).
        limit: usize,
    },
    /// More words, phrases and so on than the limit. The rest of the text is left out.
    TooManyClauses {
        /// [`MAX_CLAUSES`](crate::MAX_CLAUSES).
        limit: usize,
    },
    /// Text longer than the limit. The rest is left out.
    TooLong {
        /// [`MAX_TEXT_BYTES`](crate::MAX_TEXT_BYTES).
        limit: usize,
        /// The bytes that were given.
        length: usize,
    },
}

impl WarningKind {
    /// Every code that [`WarningKind::code`] can give, for tables of messages.
    pub const CODES: &[&str] = &[
        "unclosed_quote",
        "unclosed_bracket",
        "unopened_bracket",
        "stray_operator",
        "only_negative",
        "empty_part",
        "field_without_value",
        "unknown_field",
        "wildcard_position",
        "mixed_operators",
        "too_deep",
        "too_many_clauses",
        "too_long",
    ];

    /// The stable name of this kind.
    pub fn code(&self) -> &'static str {
        match self {
            WarningKind::UnclosedQuote => "unclosed_quote",
            WarningKind::UnclosedBracket => "unclosed_bracket",
            WarningKind::UnopenedBracket => "unopened_bracket",
            WarningKind::StrayOperator { .. } => "stray_operator",
            WarningKind::OnlyNegative => "only_negative",
            WarningKind::EmptyPart => "empty_part",
            WarningKind::FieldWithoutValue { .. } => "field_without_value",
            WarningKind::UnknownField { .. } => "unknown_field",
            WarningKind::WildcardPosition { .. } => "wildcard_position",
            WarningKind::MixedOperators => "mixed_operators",
            WarningKind::TooDeep { .. } => "too_deep",
            WarningKind::TooManyClauses { .. } => "too_many_clauses",
            WarningKind::TooLong { .. } => "too_long",
        }
    }

    /// The values that a message may want to mention, by the names of the variant's fields.
    pub fn data(&self) -> Vec<(&'static str, String)> {
        match self {
            WarningKind::StrayOperator { operator } => vec![("operator", operator.clone())],
            WarningKind::FieldWithoutValue { name } => vec![("name", name.clone())],
            WarningKind::UnknownField { name, suggestion } => {
                let mut data = vec![("name", name.clone())];
                data.extend(suggestion.map(|known| ("suggestion", known.to_owned())));
                data
            }
            WarningKind::WildcardPosition { read_as } => vec![("read_as", read_as.clone())],
            WarningKind::TooDeep { limit } | WarningKind::TooManyClauses { limit } => {
                vec![("limit", limit.to_string())]
            }
            WarningKind::TooLong { limit, length } => {
                vec![("limit", limit.to_string()), ("length", length.to_string())]
            }
            WarningKind::UnclosedQuote
            | WarningKind::UnclosedBracket
            | WarningKind::UnopenedBracket
            | WarningKind::OnlyNegative
            | WarningKind::EmptyPart
            | WarningKind::MixedOperators => Vec::new(),
        }
    }
}

impl Display for WarningKind {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            WarningKind::UnclosedQuote => out.write_str("a quotation mark has no pair"),
            WarningKind::UnclosedBracket => {
                out.write_str("a bracket is not closed; read as closed at the end")
            }
            WarningKind::UnopenedBracket => {
                out.write_str("a closing bracket has no pair; it is ignored")
            }
            WarningKind::StrayOperator { operator } => {
                write!(out, "`{operator}` has nothing to work on; it is ignored")
            }
            WarningKind::OnlyNegative => {
                out.write_str("this only excludes, so it matches nearly every article")
            }
            WarningKind::EmptyPart => {
                out.write_str("there is nothing to look for between these marks; they are ignored")
            }
            WarningKind::FieldWithoutValue { name } => {
                write!(
                    out,
                    "`{name}:` has no value; write it right after the colon"
                )
            }
            WarningKind::UnknownField {
                name,
                suggestion: None,
            } => {
                write!(out, "there is no field `{name}`; read as plain text")
            }
            WarningKind::UnknownField {
                name,
                suggestion: Some(known),
            } => {
                write!(
                    out,
                    "there is no field `{name}`, did you mean `{known}`? read as plain text"
                )
            }
            WarningKind::WildcardPosition { read_as } => {
                write!(
                    out,
                    "a star works only at the end of a word; read as `{read_as}`"
                )
            }
            WarningKind::MixedOperators => {
                out.write_str("OR joins only its neighbours here; use brackets to group otherwise")
            }
            WarningKind::TooDeep { limit } => {
                write!(
                    out,
                    "brackets go deeper than {limit}; the outermost are ignored"
                )
            }
            WarningKind::TooManyClauses { limit } => {
                write!(out, "more than {limit} words; the rest is left out")
            }
            WarningKind::TooLong { limit, length } => {
                write!(
                    out,
                    "{length} bytes are too long, the limit is {limit}; the rest is left out"
                )
            }
        }
    }
}

impl Display for Warning {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        self.kind.fmt(out)
    }
}

/// Gathers warnings, each said once, up to [`MAX_WARNINGS_OF_A_KIND`].
#[derive(Debug, Default)]
pub(crate) struct Warnings {
    warnings: Vec<Warning>,
}

impl Warnings {
    pub(crate) fn add(&mut self, kind: WarningKind, span: Span) {
        let same_code = || {
            self.warnings
                .iter()
                .filter(|known| known.kind.code() == kind.code())
        };
        let is_new = same_code().all(|known| known.kind != kind);
        if is_new && same_code().count() < MAX_WARNINGS_OF_A_KIND {
            self.warnings.push(Warning { kind, span });
        }
    }

    /// The warnings in the order of the text.
    pub(crate) fn in_order(mut self) -> Vec<Warning> {
        self.warnings.sort_by_key(|warning| warning.span);
        self.warnings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_listed_and_messages_name_their_data() {
        let kinds = [
            WarningKind::UnclosedQuote,
            WarningKind::UnclosedBracket,
            WarningKind::UnopenedBracket,
            WarningKind::StrayOperator {
                operator: "OR".to_owned(),
            },
            WarningKind::OnlyNegative,
            WarningKind::EmptyPart,
            WarningKind::FieldWithoutValue {
                name: "otsikko".to_owned(),
            },
            WarningKind::UnknownField {
                name: "otsiko".to_owned(),
                suggestion: Some("otsikko"),
            },
            WarningKind::WildcardPosition {
                read_as: "tuki".to_owned(),
            },
            WarningKind::MixedOperators,
            WarningKind::TooDeep { limit: 16 },
            WarningKind::TooManyClauses { limit: 128 },
            WarningKind::TooLong {
                limit: 4096,
                length: 5000,
            },
        ];
        let codes: Vec<_> = kinds.iter().map(WarningKind::code).collect();
        assert_eq!(codes, WarningKind::CODES);
        for kind in kinds {
            let message = kind.to_string();
            for (name, value) in kind.data() {
                assert!(message.contains(&value), "{message} lacks {name} = {value}");
            }
        }
    }
}
