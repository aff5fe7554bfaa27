//! Counts of a crawl or an import, as people read them at the end.

use std::collections::BTreeMap;
use std::fmt;

use crate::archive::articles::Stored;
use crate::crawl::outcome::Outcome;

/// What a crawl did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CrawlSummary {
    /// Answers with a body.
    pub pages: u64,
    /// Bytes of those bodies.
    pub bytes: u64,
    /// Visits by how they ended.
    pub outcomes: BTreeMap<Outcome, u64>,
    /// Articles that could not be understood and were archived without names.
    pub nameless: u64,
}

impl CrawlSummary {
    /// Counts a visit.
    pub fn add(&mut self, outcome: Outcome, bytes: u64) {
        *self.outcomes.entry(outcome).or_default() += 1;
        if bytes > 0 {
            self.pages += 1;
            self.bytes += bytes;
        }
    }

    /// Visits that ended in a way.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> u64 {
        self.outcomes.get(&outcome).copied().unwrap_or(0)
    }

    /// Visits that failed.
    #[must_use]
    pub fn failures(&self) -> u64 {
        self.outcomes
            .iter()
            .filter(|(outcome, _)| outcome.is_failure())
            .map(|(_, n)| n)
            .sum()
    }
}

impl fmt::Display for CrawlSummary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kilobytes = self.bytes.div_ceil(1024);
        writeln!(formatter, "pages fetched: {} ({kilobytes} KB)", self.pages)?;
        writeln!(
            formatter,
            "articles read: {} new, {} changed, {} unchanged",
            self.count(Outcome::NewArticle),
            self.count(Outcome::ChangedArticle),
            self.count(Outcome::UnchangedArticle),
        )?;
        if self.nameless > 0 {
            writeln!(formatter, "archived without names: {}", self.nameless)?;
        }
        let others = self
            .outcomes
            .iter()
            .filter(|(outcome, _)| !is_article(**outcome));
        let (failures, rest): (Vec<_>, Vec<_>) =
            others.partition(|(outcome, _)| outcome.is_failure());
        for (outcome, count) in rest {
            writeln!(formatter, "{}: {count}", outcome.as_str())?;
        }
        writeln!(formatter, "failures: {}", self.failures())?;
        for (outcome, count) in failures {
            writeln!(formatter, "  {}: {count}", outcome.as_str())?;
        }
        Ok(())
    }
}

fn is_article(outcome: Outcome) -> bool {
    matches!(
        outcome,
        Outcome::NewArticle | Outcome::ChangedArticle | Outcome::UnchangedArticle
    )
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportSummary {
    /// Articles that were not there.
    pub new: u64,
    /// Articles that were there with other content.
    pub changed: u64,
    /// Articles that were there just so.
    pub unchanged: u64,
    /// Lines that are no article.
    pub refused: u64,
    /// Articles of the archive that could not be understood and are there without names.
    pub nameless: u64,
}

impl ImportSummary {
    /// Counts an article.
    pub fn add(&mut self, stored: Stored) {
        match stored {
            Stored::New => self.new += 1,
            Stored::Changed => self.changed += 1,
            Stored::Unchanged | Stored::Forgotten => self.unchanged += 1,
        }
    }
}

impl fmt::Display for ImportSummary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} articles read: {} new, {} changed, {} unchanged; {} lines refused",
            self.new + self.changed + self.unchanged,
            self.new,
            self.changed,
            self.unchanged,
            self.refused,
        )?;
        if self.nameless > 0 {
            write!(formatter, "; {} archived without names", self.nameless)?;
        }
        Ok(())
    }
}
