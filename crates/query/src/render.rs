//! The canonical text of a query: what the search box shows as "understood as".
//!
//! Every `Any` or `All` inside another node stands in brackets, so nobody needs to know which
//! operator binds tighter. Parsing the text gives the same tree again: where a minus before a word
//! would stand after a plain word, and may be read as a hyphen, the exclusion is written as `NOT`.

use std::fmt::{self, Display, Formatter};

use crate::tree::{Leaf, LeafKind, Query};

impl Display for Query {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Query::Everything => Ok(()),
            Query::Leaf(leaf) => leaf.fmt(formatter),
            Query::Not(inner) => {
                formatter.write_str("-")?;
                write_part(inner, formatter)
            }
            Query::All(parts) => write_list(parts, formatter),
            Query::Any(parts) => write_joined(parts, " OR ", formatter),
        }
    }
}

impl Display for Leaf {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        if self.is_demanded {
            formatter.write_str("+")?;
        }
        if let Some(field) = self.field {
            write!(formatter, "{field}:")?;
        }
        let text = &self.text;
        match self.kind {
            LeafKind::Word => formatter.write_str(text),
            LeafKind::Phrase => write!(formatter, "\"{text}\""),
            LeafKind::Prefix => write!(formatter, "{text}*"),
            LeafKind::Exact => write!(formatter, "=\"{text}\""),
        }
    }
}

fn write_list(parts: &[Query], formatter: &mut Formatter<'_>) -> fmt::Result {
    let mut follows_plain_text = false;
    for (number, part) in parts.iter().enumerate() {
        if number > 0 {
            formatter.write_str(" ")?;
        }
        match part {
            Query::Not(inner) if follows_plain_text && is_plain_exclusion(inner) => {
                write!(formatter, "NOT {inner}")?;
            }
            _ => write_part(part, formatter)?,
        }
        follows_plain_text = part.plain_text().is_some();
    }
    Ok(())
}

/// Whether the inside of an exclusion is a word whose minus is surely no hyphen.
fn is_plain_exclusion(inner: &Query) -> bool {
    match inner {
        Query::Leaf(leaf) => {
            leaf.kind == LeafKind::Word && leaf.field.is_none() && leaf.hyphen_after.is_none()
        }
        _ => false,
    }
}

fn write_joined(parts: &[Query], joiner: &str, formatter: &mut Formatter<'_>) -> fmt::Result {
    for (number, part) in parts.iter().enumerate() {
        if number > 0 {
            formatter.write_str(joiner)?;
        }
        write_part(part, formatter)?;
    }
    Ok(())
}

fn write_part(part: &Query, formatter: &mut Formatter<'_>) -> fmt::Result {
    if part.is_compound() {
        write!(formatter, "({part})")
    } else {
        part.fmt(formatter)
    }
}
