//! What the index answers: hits with snippets, honest counts, and where to go on.

use std::ops::Range;

use aluehaku_query::{Query, Span};
use jiff::civil::Date;

use super::cursor::Cursor;
use aluehaku_article::facet::Facet;
use aluehaku_article::ids::{ArticleId, SourceId};
use aluehaku_article::{Article, Event};

/// The answer to a search; all of it comes from one generation of the index.
#[derive(Clone, Debug)]
pub struct SearchResponse {
    /// How many articles match.
    pub total: Total,
    /// The hits of the page asked for, in order.
    pub hits: Vec<Hit>,
    /// Articles that come close, where the page reaches the end of hits that are ordered by relevance
    /// and matched by [`Matching::Best`](super::request::Matching::Best).
    pub close: Option<Close>,
    /// What the hits have of the query.
    pub basis: Basis,
    /// The query as it was read in the end: with its hyphens decided, and quotations that occur
    /// nowhere as their words.
    pub query: Query,
    /// How each minus was read that may be a hyphen, in the order of the text.
    pub hyphens: Vec<HyphenReading>,
    /// Counts of the facets asked for, in the order asked.
    pub facets: Vec<FacetCounts>,
    /// Hits by time of publication, when asked for.
    pub histogram: Option<Histogram>,
    /// Where the next page begins; absent on the last page.
    pub next: Option<Cursor>,
    /// A better spelling, offered when nothing was found.
    pub did_you_mean: Option<String>,
    /// What each filter costs, when there are few hits: how many there would be without it, where
    /// that is more.
    pub relaxations: Vec<Relaxation>,
    /// How the engine read the query where it could not take it word for word.
    pub warnings: Vec<Warning>,
}

/// Articles that come close to a query: they share parts or stems with it, or have some of its words.
#[derive(Clone, Debug)]
pub struct Close {
    /// How many there are.
    pub total: Total,
    /// The best of them, as many as fill the page after its hits.
    pub hits: Vec<Hit>,
}

impl Close {
    /// Nothing comes close.
    pub(crate) fn none() -> Self {
        Self {
            total: Total {
                value: 0,
                relation: Relation::Equal,
            },
            hits: Vec::new(),
        }
    }
}

/// What the hits have of a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Basis {
    /// What was asked for.
    #[default]
    Everything,
    /// No article has all words: these are the articles with the most telling of them.
    SomeWords {
        /// The words that the hits have, as typed, in the order of the text.
        kept: Vec<String>,
        /// The words that were left out.
        left_out: Vec<String>,
    },
    /// No article surely has any of the words: the hits share parts or stems with them.
    Likeness,
}

/// How a minus was read that may be the hyphen of a compound, as in "Kylän oma tupa -hanke".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HyphenReading {
    /// The word after the minus.
    pub word: String,
    /// What stands before it.
    pub before: String,
    /// Where the word stands in the typed text; the minus is right before it.
    pub span: Span,
    /// Whether the word was joined to what stands before it; otherwise it excludes.
    pub is_joined: bool,
}

/// A number of articles and whether it is exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// The number.
    pub value: u64,
    /// Whether it is the number or a lower bound of it.
    pub relation: Relation,
}

/// How a total relates to the true number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Exactly so many.
    Equal,
    /// At least so many.
    AtLeast,
}

/// A filter of a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FilterKind {
    /// The values of a facet, wanted and unwanted.
    Facet(Facet),
    /// The days of publication.
    Dates,
    /// The days of what articles tell of.
    EventDays,
}

/// What a filter costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relaxation {
    /// The filter.
    pub without: FilterKind,
    /// How many hits there would be without it.
    pub total: u64,
}

/// One article found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The article as the index holds it.
    pub article: IndexedArticle,
    /// The passage that shows why it was found.
    pub snippet: Snippet,
    /// Parts of the title that matched, in characters.
    pub title_ranges: Vec<Range<usize>>,
    /// Near-copies folded into this hit.
    pub also_on: Vec<Copy>,
    /// Score; absent when the hits are ordered by time.
    pub score: Option<f32>,
    /// Why it matched, in words, when asked for.
    pub why: Vec<Reason>,
}

/// An article as the index holds it: e-mail addresses and phone numbers are masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexedArticle {
    /// The article with masked texts.
    pub article: Article,
    /// Canonical names of whom and what it tells about.
    pub entities: aluehaku_article::Entities,
    /// The region its source publishes in.
    pub publisher_region: Option<String>,
    /// The events it tells of, in the order of the text.
    pub events: Vec<Event>,
}

/// A near-copy of a hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// The copy.
    pub id: ArticleId,
    /// Who published it.
    pub source: SourceId,
    /// Its address.
    pub url: Option<String>,
}

/// A passage of an article with the words that matched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// Text of the passage, cut between words; `…` marks a cut.
    pub text: String,
    /// Matched parts of `text`, in characters (Unicode scalar values).
    pub ranges: Vec<Range<usize>>,
    /// ISO 639-1 code of its language, where that is another than the article's.
    pub language: Option<String>,
}

/// Why a hit matched: "Uudellamaalla" is a form of "Uusimaa".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The query word.
    pub query_word: String,
    /// The word of the article that met it.
    pub article_word: String,
    /// How they meet.
    pub relation: MatchRelation,
}

/// How a query word and an article's word meet, the closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchRelation {
    /// Letter for letter.
    Same,
    /// The article has the base form of the query word.
    BaseForm,
    /// Two forms of one word.
    Form,
    /// Two words for one thing.
    Synonym,
    /// One is a part of the other, or they share one.
    Part,
    /// They share a stem.
    Stem,
    /// They are the same when accents are left out.
    Folded,
}

/// Counts of one facet over the whole set of hits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetCounts {
    /// The facet.
    pub facet: Facet,
    /// Most frequent values that are put forward first, ties by value; selected values are always among them.
    pub buckets: Vec<Bucket>,
    /// Hits that state no value.
    pub missing: u64,
    /// Hits counted in values beyond the limit (a hit with several values counts in each).
    pub other: u64,
}

/// One value of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bucket {
    /// The value as the index stores it.
    pub value: String,
    /// How many hits there would be, were it the only value chosen in its facet: a hit with
    /// near-copies counts when one of them has the value.
    pub count: u64,
    /// Whether a filter selects it.
    pub selected: bool,
}

/// Hits by time of publication, oldest first, empty periods between included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Histogram {
    /// How long the periods are.
    pub step: Step,
    /// From the first to the last that has a hit.
    pub periods: Vec<Period>,
    /// Hits without a date.
    pub missing: u64,
    /// Hits dated before 1990 or after next year, by mistake: no period shows them.
    pub outside: u64,
}

/// How long the periods of a histogram are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A day.
    Day,
    /// A week from Monday to Sunday.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// The hits of some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its first day.
    pub start: Date,
    /// The first day that passes the filters; narrowing from it to `to` leaves as many hits as are
    /// counted.
    pub from: Date,
    /// The last day that passes the filters.
    pub to: Date,
    /// Hits published then; a hit with near-copies counts in each period that one of them falls in.
    pub count: u64,
}

/// Something in the query that the engine could not take word for word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Stable word for programs, as `prefix_too_short`.
    pub code: &'static str,
    /// The part of the query it is about.
    pub subject: String,
}
