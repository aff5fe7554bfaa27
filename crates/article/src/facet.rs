//! The facets: what hits can be filtered and counted by. One table, from which parameters, fields
//! and documentation follow.

/// Something hits can be filtered and counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Facet {
    /// Maakunta told about.
    Region,
    /// Municipality told about.
    Municipality,
    /// Wellbeing services county told about.
    Hyvinvointialue,
    /// Maakunta the source publishes in.
    PublisherRegion,
    /// Person told about.
    Person,
    /// Project told about.
    Project,
    /// Organisation told about.
    Organisation,
    /// Who published it.
    Source,
    /// The source's own topic word.
    Topic,
    /// Language of the article.
    Language,
}

impl Facet {
    /// Every facet, in the order pages show them.
    pub const ALL: [Self; 10] = [
        Self::Region,
        Self::Municipality,
        Self::Hyvinvointialue,
        Self::PublisherRegion,
        Self::Person,
        Self::Project,
        Self::Organisation,
        Self::Source,
        Self::Topic,
        Self::Language,
    ];

    /// Name of the parameter, of the facet in answers, and of the index field.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Region => "region",
            Self::Municipality => "municipality",
            Self::Hyvinvointialue => "hyvinvointialue",
            Self::PublisherRegion => "publisher_region",
            Self::Person => "person",
            Self::Project => "project",
            Self::Organisation => "organisation",
            Self::Source => "source",
            Self::Topic => "topic",
            Self::Language => "language",
        }
    }

    /// What it is, for the descriptions of parameters and flags: a sentence in English.
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Self::Region => "Maakunta told about: Finnish or Swedish name, or code.",
            Self::Municipality => "Municipality told about: Finnish or Swedish name, or number.",
            Self::Hyvinvointialue => {
                "Wellbeing services county told about: Finnish or Swedish name."
            }
            Self::PublisherRegion => "Maakunta that the source publishes in.",
            Self::Person => "Person told about, by canonical name.",
            Self::Project => "Project told about, by canonical name.",
            Self::Organisation => "Organisation told about, by canonical name.",
            Self::Source => "Source, by identifier or name.",
            Self::Topic => "The source's own topic word.",
            Self::Language => "Language of the article: code (`fi`, `sv`, `en`, `se`) or name.",
        }
    }

    /// The facet with a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|facet| facet.name() == name)
    }
}
