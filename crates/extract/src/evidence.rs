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
    /// A feed or sitemap that names the page.
    List,
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
            Self::List => "list",
        }
    }
}

/// How much a value can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Found by the shape of the page or the words of a line.
    Low,
    /// Marked by a habit that most pages share.
    Medium,
    /// Said by the site's profile, or by the page to machines.
    High,
}

impl Confidence {
    /// The word used in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
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

    /// How much the value can be relied on, by the kind of place that stated it.
    #[must_use]
    pub fn confidence(&self) -> Confidence {
        match self.kind {
            EvidenceKind::Profile | EvidenceKind::JsonLd | EvidenceKind::Meta => Confidence::High,
            EvidenceKind::Microdata
            | EvidenceKind::Time
            | EvidenceKind::Heading
            | EvidenceKind::List => Confidence::Medium,
            EvidenceKind::Text | EvidenceKind::Signature | EvidenceKind::Address => Confidence::Low,
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
    /// Of the picture.
    pub image: Option<Evidence>,
}

impl EvidenceSet {
    /// The values that something led to, by name, with what did.
    pub fn named(&self) -> impl Iterator<Item = (&'static str, &Evidence)> {
        let all = [
            ("title", &self.title),
            ("lead", &self.lead),
            ("body", &self.body),
            ("published", &self.published),
            ("modified", &self.modified),
            ("authors", &self.authors),
            ("topics", &self.topics),
            ("image", &self.image),
        ];
        all.into_iter()
            .filter_map(|(name, evidence)| Some((name, evidence.as_ref()?)))
    }
}

/// A value and what led to it.
pub(crate) type Found<T> = Option<(T, Evidence)>;
