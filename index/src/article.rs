//! The article: what a source published, as it was read, and what was understood of it.

use jiff::civil::{Date, Time};

use crate::ids::{ArticleId, SourceId};
use crate::time::PageTime;

/// One published article as it was read from its page or imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Stable identifier.
    pub id: ArticleId,
    /// Canonical address; absent for imported articles that have none.
    pub url: Option<String>,
    /// Who published it.
    pub source: SourceId,
    /// Title, one line; may be empty when the body is not.
    pub title: String,
    /// Lead paragraph where the page marks one; not repeated in the body.
    pub lead: Option<String>,
    /// Plain text, a blank line between paragraphs.
    pub body: String,
    /// When the page says it was published.
    pub published: Option<PageTime>,
    /// When the page says it was last changed.
    pub modified: Option<PageTime>,
    /// Who wrote it, as named by the page.
    pub authors: Vec<String>,
    /// The source's own topic words.
    pub topics: Vec<String>,
    /// ISO 639-1 code (`fi`, `sv`, `en`, `se`).
    pub language: Option<String>,
    /// Whether its page asks that no copy be kept (`noarchive`): readers see a snippet at most,
    /// whatever the terms of its source.
    pub snippet_only: bool,
}

/// An article and what enrichment understood of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnrichedArticle {
    /// The article itself.
    pub article: Article,
    /// Whom and what it tells about.
    pub entities: Entities,
    /// Each place in the text where one of the entities is named.
    pub mentions: Vec<Mention>,
    /// Identifier of the group of near-copies it belongs to: that of the group's earliest article.
    /// Absent when nobody else published the same text.
    pub duplicate_group: Option<ArticleId>,
}

/// Canonical names of whom and what an article tells about, each list sorted by first mention.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entities {
    /// Persons, given name first.
    pub persons: Vec<String>,
    /// Organisations.
    pub organisations: Vec<String>,
    /// Projects (hanke), without the word "hanke".
    pub projects: Vec<String>,
    /// Maakunnat told about, in Finnish.
    pub regions: Vec<String>,
    /// Municipalities told about, in Finnish.
    pub municipalities: Vec<String>,
    /// Wellbeing services counties told about, in Finnish.
    pub hyvinvointialueet: Vec<String>,
}

/// What kind of thing a mention names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// A human being.
    Person,
    /// An association, company, authority or other body.
    Organisation,
    /// A project (hanke).
    Project,
    /// A maakunta, municipality, wellbeing services county or other place.
    Place,
}

impl EntityKind {
    /// The word used in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Project => "project",
            Self::Place => "place",
        }
    }
}

/// Which text of the article a mention stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextPart {
    /// The title.
    Title,
    /// The lead.
    Lead,
    /// The body.
    Body,
}

/// One place in the text that names something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Which text the offsets count in.
    pub part: TextPart,
    /// First byte of the surface form.
    pub start: usize,
    /// Byte after its last.
    pub end: usize,
    /// The words as they stand in the text, inflected.
    pub text: String,
    /// What kind of thing is named.
    pub kind: EntityKind,
    /// Its canonical name.
    pub name: String,
    /// What a person does, as the title before the name says.
    pub role: Option<String>,
}

/// A happening that an article tells of, past or coming.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its day, or the first of several.
    pub first_day: Date,
    /// The last of several days; the same day where there is one.
    pub last_day: Date,
    /// When it begins, in Finnish time.
    pub begins: Option<Time>,
    /// When it ends.
    pub ends: Option<Time>,
    /// Whether the text names no year, and the nearest to the publication was taken.
    pub inferred_year: bool,
    /// What it is called, where its line says that.
    pub title: Option<String>,
    /// Municipality it takes place in, where the text says that.
    pub place: Option<String>,
    /// The sentence that states it.
    pub text: String,
}
