//! Versions of an article and what changed between two of them as JSON.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::difference::{Difference, Fate, Paragraph};
use crate::http::service::Show;
use crate::http::slug::version_path;
use crate::http::text::{excerpt, web_link};
use crate::http::versions::Version;

/// The versions of an article that are kept.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Versions)]
pub(crate) struct VersionsView {
    /// Identifier of the article.
    article: String,
    /// The newest first; the first one is what the article is now.
    versions: Vec<VersionItem>,
    /// When the original was found at its address last.
    #[schema(required)]
    original_found: Option<String>,
    /// When it was looked for last, where it was not found then.
    #[schema(required)]
    original_missing: Option<String>,
}

/// A version of an article in short.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = VersionItem)]
pub(crate) struct VersionItem {
    /// Its name in addresses: the moment in which it was seen first.
    #[schema(example = "20230102T100000Z")]
    version: String,
    /// Path of its page.
    #[schema(example = "/articles/ab12/versions/20230102T100000Z")]
    page: String,
    /// When it was seen first.
    #[schema(example = "2023-01-02T10:00:00Z")]
    seen: String,
    /// When the next version was seen; absent for what the article is now.
    #[schema(required)]
    replaced: Option<String>,
    /// Title.
    title: String,
}

/// A version of an article. E-mail addresses and phone numbers are masked.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Version)]
pub(crate) struct VersionView {
    #[serde(flatten)]
    item: VersionItem,
    /// Identifier of the article.
    article: String,
    /// Address of the original; absent when it has none that a browser could open.
    #[schema(required)]
    url: Option<String>,
    /// Identifier of the source.
    source: String,
    /// Lead paragraph, where the page marks one.
    #[schema(required)]
    lead: Option<String>,
    /// Plain text, a blank line between paragraphs; an excerpt unless `body_complete`.
    body: String,
    /// Whether `body` is the whole text.
    body_complete: bool,
    /// When the page says it was published, as exactly as it says.
    #[schema(required, example = "2022-10-06T12:58:00+03:00")]
    published: Option<String>,
    /// Who wrote it, as named by the page.
    authors: Vec<String>,
    /// Name of the version before it, where one is kept.
    #[schema(required)]
    previous: Option<String>,
    /// Name of the version after it.
    #[schema(required)]
    next: Option<String>,
}

/// What is different in a version of an article from an earlier one.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Difference)]
pub(crate) struct DifferenceView {
    /// The earlier version.
    before: VersionItem,
    /// The later version.
    after: VersionItem,
    /// The title word by word, where it changed.
    #[schema(required)]
    title: Option<Vec<PieceView>>,
    /// The lead word by word, where it changed.
    #[schema(required)]
    lead: Option<Vec<PieceView>>,
    /// The paragraphs of the text, where it changed; of sources of which an excerpt may be shown those that changed,
    /// as far as an excerpt goes.
    body: Vec<ParagraphView>,
    /// Whether `body` has everything that changed.
    body_complete: bool,
    /// Words of the text that came.
    words_added: u64,
    /// Words of the text that went.
    words_removed: u64,
    /// Whether the day of publication changed.
    published_changed: bool,
}

/// A paragraph of two versions.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = DifferenceParagraph)]
pub(crate) struct ParagraphView {
    /// What stayed, went and came in it, in order.
    pieces: Vec<PieceView>,
}

/// A stretch of a text.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = DifferencePiece)]
pub(crate) struct PieceView {
    /// `same` in both versions, `removed` in the later one or `added` in it.
    #[schema(example = "added")]
    kind: &'static str,
    /// Its words.
    text: String,
}

impl VersionsView {
    /// The versions of an article, the oldest first, and when its addresses were visited, in seconds.
    pub(crate) fn new(
        article: &str,
        versions: &[Version],
        found_at: Option<i64>,
        missing_at: Option<i64>,
    ) -> Self {
        Self {
            article: article.to_owned(),
            versions: versions.iter().rev().map(VersionItem::new).collect(),
            original_found: found_at.map(moment),
            original_missing: missing_at.map(moment),
        }
    }
}

impl VersionItem {
    fn new(version: &Version) -> Self {
        Self {
            version: version.name.clone(),
            page: version_path(version.article.id.as_str(), &version.name),
            seen: moment(version.seen_at),
            replaced: version.replaced_at.map(moment),
            title: version.article.title.clone(),
        }
    }
}

impl VersionView {
    /// The version at a place among those of its article, the oldest first, with as much text as may be shown.
    pub(crate) fn new(versions: &[Version], at: usize, show: Show) -> Self {
        let version = &versions[at];
        let article = &version.article;
        let (body, body_complete) = match show {
            Show::Full => (article.body.clone(), true),
            Show::Snippet => excerpt(&article.body),
        };
        let name = |at: usize| versions.get(at).map(|version| version.name.clone());
        Self {
            item: VersionItem::new(version),
            article: article.id.as_str().to_owned(),
            url: article.url.as_deref().and_then(web_link).map(str::to_owned),
            source: article.source.as_str().to_owned(),
            lead: article.lead.clone(),
            body,
            body_complete,
            published: article.published.map(|time| time.to_string()),
            authors: article.authors.clone(),
            previous: at.checked_sub(1).and_then(name),
            next: name(at + 1),
        }
    }
}

impl DifferenceView {
    /// What changed from one version to another.
    pub(crate) fn new(before: &Version, after: &Version, difference: Difference) -> Self {
        let paragraphs = difference.body.into_iter();
        Self {
            before: VersionItem::new(before),
            after: VersionItem::new(after),
            title: difference.title.map(pieces),
            lead: difference.lead.map(pieces),
            body: paragraphs
                .map(|paragraph| ParagraphView {
                    pieces: pieces(paragraph),
                })
                .collect(),
            body_complete: difference.is_whole,
            words_added: difference.words_come,
            words_removed: difference.words_gone,
            published_changed: difference.is_published_changed,
        }
    }
}

fn pieces(paragraph: Paragraph) -> Vec<PieceView> {
    let views = paragraph.into_iter().map(|piece| PieceView {
        kind: match piece.fate {
            Fate::Stayed => "same",
            Fate::Gone => "removed",
            Fate::Come => "added",
        },
        text: piece.text,
    });
    views.collect()
}

fn moment(seconds: i64) -> String {
    Timestamp::from_second(seconds)
        .unwrap_or_default()
        .to_string()
}
