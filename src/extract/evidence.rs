//! Where each value of a reading comes from.

/// The place of a page that stated a value, roughly from the surest to the least sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EvidenceKind {
    /// What the site's profile selects.
    Profile,
    /// JSON-LD.
    JsonLd,
    /// A `meta` element: Open Graph, Dublin Core and others.
    Meta,
    /// An item property or a class with an agreed meaning.
    Microdata,
    /// A `time` element.
    Time,
    /// A heading or the `title` element.
    Heading,
    /// A line of the text.
    Text,
    /// A line at the end with place, date and writer.
    Signature,
    /// The address.
    Address,
}

impl EvidenceKind {
    /// The word used in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::JsonLd => "json_ld",
            Self::Meta => "meta",
            Self::Microdata => "microdata",
            Self::Time => "time",
            Self::Heading => "heading",
            Self::Text => "text",
            Self::Signature => "signature",
            Self::Address => "address",
        }
    }
}

/// What led to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The kind of place.
    pub kind: EvidenceKind,
    /// The selector, name or text that stated it.
    pub detail: String,
}

impl Evidence {
    /// Names what led to a value.
    #[must_use]
    pub fn new(kind: EvidenceKind, detail: impl Into<String>) -> Self {
        Self {
            kind,
            detail: detail.into(),
        }
    }
}

/// What led to each value of a reading; none where the value is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EvidenceSet {
    /// Of the title.
    pub title: Option<Evidence>,
    /// Of the lead.
    pub lead: Option<Evidence>,
    /// Of the body.
    pub body: Option<Evidence>,
    /// Of the date of publication.
    pub published: Option<Evidence>,
    /// Of the date of the last change.
    pub modified: Option<Evidence>,
    /// Of the authors.
    pub authors: Option<Evidence>,
    /// Of the topics.
    pub topics: Option<Evidence>,
}
