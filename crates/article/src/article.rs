//! The article: what a source published, as it was read, and what was understood of it.

use serde::{Deserialize, Serialize};

use crate::ids::{ArticleId, SourceId};
use crate::time::PageTime;
use crate::{Entities, Event, Quote};

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
    /// Paragraphs of the body in another language than the article, in order.
    pub parts: Vec<LanguagePart>,
    /// Whether its page asks that no copy be kept (`noarchive`): readers see a snippet at most,
    /// whatever the terms of its source.
    pub snippet_only: bool,
}

/// Paragraphs of a body, one after another, in a language of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguagePart {
    /// Number of the first paragraph; the body's first is 0.
    pub first: usize,
    /// Number of the last.
    pub last: usize,
    /// ISO 639-1 code.
    pub language: String,
}

impl LanguagePart {
    /// The one of some parts that a paragraph belongs to.
    #[must_use]
    pub fn around(parts: &[Self], paragraph: usize) -> Option<&Self> {
        let mut parts = parts.iter();
        parts.find(|part| (part.first..=part.last).contains(&paragraph))
    }
}

impl Article {
    /// What stands between two paragraphs of the body.
    pub const BETWEEN_PARAGRAPHS: &'static str = "\n\n";

    /// An article of which nothing is known yet but its name and its source.
    #[must_use]
    pub fn new(id: ArticleId, source: SourceId) -> Self {
        Self {
            id,
            url: None,
            source,
            title: String::new(),
            lead: None,
            body: String::new(),
            published: None,
            modified: None,
            authors: Vec::new(),
            topics: Vec::new(),
            language: None,
            parts: Vec::new(),
            snippet_only: false,
        }
    }

    /// The paragraphs of the body.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.body.split(Self::BETWEEN_PARAGRAPHS)
    }

    /// Title, lead and body in this order; the lead is empty where there is none.
    #[must_use]
    pub fn texts(&self) -> [(TextPart, &str); 3] {
        TextPart::ALL.map(|part| (part, self.text(part)))
    }

    /// Title, lead and body as one text.
    #[must_use]
    pub fn whole_text(&self) -> String {
        self.texts()
            .map(|(_, text)| text)
            .join(Self::BETWEEN_PARAGRAPHS)
    }

    /// One of the texts, empty where there is none.
    #[must_use]
    pub fn text(&self, part: TextPart) -> &str {
        match part {
            TextPart::Title => &self.title,
            TextPart::Lead => self.lead.as_deref().unwrap_or_default(),
            TextPart::Body => &self.body,
        }
    }
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
    /// Events with a day that it tells of, in the order of the texts.
    pub events: Vec<Event>,
    /// Who says what in it, in the order of the texts.
    pub quotes: Vec<Quote>,
    /// Identifier of the group of near-copies it belongs to: that of the group's earliest article.
    /// Absent when nobody else published the same text.
    pub duplicate_group: Option<ArticleId>,
}

impl From<Article> for EnrichedArticle {
    /// An article of which nothing is understood yet.
    fn from(article: Article) -> Self {
        Self {
            article,
            entities: Entities::default(),
            mentions: Vec::new(),
            events: Vec::new(),
            quotes: Vec::new(),
            duplicate_group: None,
        }
    }
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextPart {
    /// The title.
    Title,
    /// The lead.
    Lead,
    /// The body.
    Body,
}

impl TextPart {
    /// Every part, in the order in which they are read.
    pub const ALL: [Self; 3] = [Self::Title, Self::Lead, Self::Body];

    /// The word used in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Lead => "lead",
            Self::Body => "body",
        }
    }

    /// The part that a word of JSON stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.as_str() == word)
    }
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
    /// What says that it is one.
    pub evidence: Evidence,
}

/// What says that a mention is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// Whoever gave the article says so.
    Given,
    /// A title stands before the name: "toiminnanjohtaja Hanna Virtanen".
    Title,
    /// A first name of the national list begins it.
    FirstName,
    /// The same article names the person in full.
    FullName,
    /// A legal form ends it: "Keski-Suomen Yhdistyspaja ry".
    LegalForm,
    /// A bracket beside the long name: "SOSTE (Suomen sosiaali ja terveys ry)".
    Bracket,
    /// Its last word is one for a body: "Järjestötalon".
    BodyWord,
    /// A word for a project stands beside it: "Silta-hanke".
    ProjectWord,
    /// The register of names or of regions has it.
    Register,
    /// Only the words around it, to the tagger.
    Context,
}

impl Evidence {
    /// Every kind, with the word used in JSON.
    const WORDS: [(Self, &'static str); 10] = [
        (Self::Given, "given"),
        (Self::Title, "title"),
        (Self::FirstName, "first_name"),
        (Self::FullName, "full_name"),
        (Self::LegalForm, "legal_form"),
        (Self::Bracket, "bracket"),
        (Self::BodyWord, "body_word"),
        (Self::ProjectWord, "project_word"),
        (Self::Register, "register"),
        (Self::Context, "context"),
    ];

    /// The word used in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        let known = Self::WORDS.iter().find(|(evidence, _)| *evidence == self);
        known.map_or("context", |(_, word)| word)
    }

    /// The evidence that a word of JSON stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let known = Self::WORDS.iter().find(|(_, known)| *known == word);
        known.map(|(evidence, _)| *evidence)
    }

    /// How often mentions of a kind with such evidence are right, from 0 to 1.
    ///
    /// Counted on the development part of the Turku NER corpus, 76 documents that nothing was learnt from: right is a
    /// mention that overlaps a name of its kind, for a place also one that it is part of. Legal forms, brackets, words
    /// for bodies and projects, and registers are too rare there: their figures are cautious ones below those of the
    /// pretend sites, where all were right.
    #[must_use]
    pub fn confidence(self, kind: EntityKind) -> f32 {
        match (self, kind) {
            (Self::Given, _) => 1.0,
            (Self::Title, _) => 0.97,
            (Self::Register, EntityKind::Place) => 0.96,
            (Self::FullName | Self::LegalForm | Self::ProjectWord | Self::Register, _) => 0.95,
            (Self::FirstName, _) => 0.91,
            (Self::Bracket, _) => 0.9,
            (Self::BodyWord, _) => 0.8,
            (Self::Context, EntityKind::Organisation) => 0.62,
            (Self::Context, _) => 0.57,
        }
    }
}
