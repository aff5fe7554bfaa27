//! What the archive tells of articles beyond the index: their earlier versions, what they say of a person, and what
//! else projects and organisations go by.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use aluehaku_article::facet::Facet;
use aluehaku_article::{EntityKind, Quote};

use super::problem::{Code, Problem};
use crate::archive::ArchiveError;
use crate::archive::history::{ArticleHistory, HistoryMark, Statements};
use crate::archive::projects::ProjectStatements;

/// Reads histories from the archive; it may block.
pub trait History: Send + Sync {
    /// An article through time; `None` when the archive has no such article.
    ///
    /// # Errors
    /// When the archive cannot be read.
    fn of_article(&self, id: &str) -> Result<Option<ArticleHistory>, ArchiveError>;

    /// What may change in the history of an article while the article stays as it is.
    ///
    /// # Errors
    /// When the archive cannot be read.
    fn mark(&self, id: &str) -> Result<HistoryMark, ArchiveError>;

    /// When it was noticed that an article is gone from its publisher's pages, in seconds.
    ///
    /// # Errors
    /// When the archive cannot be read.
    fn gone_at(&self, id: &str) -> Result<Option<i64>, ArchiveError>;

    /// What the articles with some identifiers say of a person.
    ///
    /// # Errors
    /// When the archive cannot be read.
    fn of_person(&self, name: &str, ids: &[String]) -> Result<Vec<Statements>, ArchiveError>;

    /// What the articles with some identifiers say of a project.
    ///
    /// # Errors
    /// When the archive cannot be read.
    fn of_project(
        &self,
        name: &str,
        ids: &[String],
    ) -> Result<Vec<ProjectStatements>, ArchiveError>;

    /// Who says what in the articles with some identifiers, in their order.
    ///
    /// # Errors
    /// When the archive cannot be read.
    fn quotes(&self, ids: &[String]) -> Result<Vec<Vec<Quote>>, ArchiveError>;

    /// The words by which the articles with some identifiers name something.
    ///
    /// # Errors
    /// When the archive cannot be read.
    fn spellings(
        &self,
        kind: EntityKind,
        name: &str,
        ids: &[String],
    ) -> Result<BTreeSet<String>, ArchiveError>;

    /// The projects and organisations that go by a name, whatever its capitals.
    ///
    /// # Errors
    /// When the archive cannot be read.
    fn named(&self, alias: &str) -> Result<Vec<KnownName>, ArchiveError>;

    /// The projects and organisations that go by a name which begins as typed.
    ///
    /// # Errors
    /// When the archive cannot be read.
    fn beginning(&self, typed: &str, limit: usize) -> Result<Vec<KnownName>, ArchiveError>;
}

/// A project or an organisation that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownName {
    /// The facet it is a value of.
    pub facet: Facet,
    /// Its canonical name.
    pub name: String,
}

/// The way to the histories. When the archive cannot be read, pages go on without, but for those that tell nothing else.
#[derive(Clone, Default)]
pub(crate) struct HistoryAccess(Option<Arc<dyn History>>);

impl fmt::Debug for HistoryAccess {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("HistoryAccess")
    }
}

impl HistoryAccess {
    /// A way to the histories; without one there are none.
    pub(crate) fn new(history: Option<Arc<dyn History>>) -> Self {
        Self(history)
    }

    /// An article through time.
    ///
    /// # Errors
    /// [`Code::ArchiveUnavailable`].
    pub(crate) fn of_article(&self, id: &str) -> Result<Option<ArticleHistory>, Problem> {
        let Some(history) = self.0.as_ref() else {
            return Ok(None);
        };
        or_none(history.of_article(id)).ok_or_else(|| Problem::new(Code::ArchiveUnavailable))
    }

    /// What may change in the history of an article while the article stays as it is.
    pub(crate) fn mark(&self, id: &str) -> Option<HistoryMark> {
        let history = self.0.as_ref()?;
        or_none(history.mark(id))
    }

    /// When it was noticed that an article is gone from its publisher's pages, in seconds.
    pub(crate) fn gone_at(&self, id: &str) -> Option<i64> {
        let history = self.0.as_ref()?;
        or_none(history.gone_at(id)).flatten()
    }

    /// What the articles with some identifiers say of a person.
    pub(crate) fn of_person(&self, name: &str, ids: &[String]) -> Vec<Statements> {
        let history = self.0.as_ref();
        let found = history.and_then(|history| or_none(history.of_person(name, ids)));
        found.unwrap_or_default()
    }

    /// What the articles with some identifiers say of a project.
    pub(crate) fn of_project(&self, name: &str, ids: &[String]) -> Vec<ProjectStatements> {
        let history = self.0.as_ref();
        let found = history.and_then(|history| or_none(history.of_project(name, ids)));
        found.unwrap_or_default()
    }

    /// Who says what in the articles with some identifiers, in their order.
    pub(crate) fn quotes(&self, ids: &[String]) -> Vec<Vec<Quote>> {
        let history = self.0.as_ref();
        let found = history.and_then(|history| or_none(history.quotes(ids)));
        found.unwrap_or_default()
    }

    /// The words by which the articles with some identifiers name something.
    pub(crate) fn spellings(
        &self,
        kind: EntityKind,
        name: &str,
        ids: &[String],
    ) -> BTreeSet<String> {
        let history = self.0.as_ref();
        let found = history.and_then(|history| or_none(history.spellings(kind, name, ids)));
        found.unwrap_or_default()
    }

    /// The projects and organisations that go by a name, whatever its capitals.
    pub(crate) fn named(&self, alias: &str) -> Vec<KnownName> {
        let history = self.0.as_ref();
        let found = history.and_then(|history| or_none(history.named(alias)));
        found.unwrap_or_default()
    }

    /// The projects and organisations that go by a name which begins as typed.
    pub(crate) fn beginning(&self, typed: &str, limit: usize) -> Vec<KnownName> {
        let history = self.0.as_ref();
        let found = history.and_then(|history| or_none(history.beginning(typed, limit)));
        found.unwrap_or_default()
    }
}

fn or_none<T>(read: Result<T, ArchiveError>) -> Option<T> {
    read.inspect_err(|error| {
        tracing::warn!(error.message = %error, "the history of articles cannot be read");
    })
    .ok()
}
