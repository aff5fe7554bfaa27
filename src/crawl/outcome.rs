//! How a visit to an address ended: one table of words, used in the archive, counts and messages.

/// How a visit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// An article was read and is new.
    NewArticle,
    /// An article was read and differs from what was archived.
    ChangedArticle,
    /// An article was read and is as archived.
    UnchangedArticle,
    /// The server says nothing changed since the last visit.
    NotModified,
    /// A page that leads on: a list, sitemap, feed, or a page without an article.
    Listing,
    /// The page asks not to be kept (`noindex`).
    Noindex,
    /// The address answers under another address, which is visited by itself.
    Moved,
    /// The content is neither a page nor a feed nor a sitemap.
    UnknownContent,
    /// robots.txt forbids the address.
    ForbiddenByRobots,
    /// robots.txt cannot be read now, so nothing of the site may be.
    RobotsUnreachable,
    /// 404: nothing there.
    NotFound,
    /// 410: gone for good.
    Gone,
    /// 401 or 403: for members only.
    Denied,
    /// 429 or 503 with a time to come again.
    ToldToWait,
    /// Another 4xx answer.
    ClientError,
    /// A 5xx answer.
    ServerError,
    /// Redirects lead back to where they came from, or there are too many.
    RedirectLoop,
    /// A redirect leads away from the source.
    RedirectOutside,
    /// The address, or what it resolves to, may not be visited.
    OutOfReach,
    /// The server did not answer in time.
    Timeout,
    /// No connection, or one that broke.
    Connection,
    /// The page is larger than the limit.
    TooLarge,
    /// Reading the page broke off, again and again.
    Unreadable,
}

/// Words for every outcome; a failure is counted by kind in summaries.
const TABLE: [(Outcome, &str, Class); 23] = [
    (Outcome::NewArticle, "new_article", Class::Good),
    (Outcome::ChangedArticle, "changed_article", Class::Good),
    (Outcome::UnchangedArticle, "unchanged_article", Class::Good),
    (Outcome::NotModified, "not_modified", Class::Good),
    (Outcome::Listing, "listing", Class::Good),
    (Outcome::Noindex, "noindex", Class::Good),
    (Outcome::Moved, "moved", Class::Good),
    (Outcome::UnknownContent, "unknown_content", Class::Good),
    (
        Outcome::ForbiddenByRobots,
        "forbidden_by_robots",
        Class::Good,
    ),
    (
        Outcome::RobotsUnreachable,
        "robots_unreachable",
        Class::Passing,
    ),
    (Outcome::NotFound, "not_found", Class::Lasting),
    (Outcome::Gone, "gone", Class::Lasting),
    (Outcome::Denied, "denied", Class::Lasting),
    (Outcome::ToldToWait, "told_to_wait", Class::Passing),
    (Outcome::ClientError, "client_error", Class::Lasting),
    (Outcome::ServerError, "server_error", Class::Passing),
    (Outcome::RedirectLoop, "redirect_loop", Class::Lasting),
    (Outcome::RedirectOutside, "redirect_outside", Class::Lasting),
    (Outcome::OutOfReach, "out_of_reach", Class::Lasting),
    (Outcome::Timeout, "timeout", Class::Passing),
    (Outcome::Connection, "connection", Class::Passing),
    (Outcome::TooLarge, "too_large", Class::Lasting),
    (Outcome::Unreadable, "unreadable", Class::Lasting),
];

/// What an outcome means for the next visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// All as it should be.
    Good,
    /// A failure that a later visit may not meet.
    Passing,
    /// A failure that stays until the site changes.
    Lasting,
}

impl Outcome {
    /// The word stored and shown.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.row().1
    }

    /// The outcome that a word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let row = TABLE.iter().find(|(_, known, _)| *known == word)?;
        Some(row.0)
    }

    /// Every outcome, in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.0)
    }

    /// Whether the visit failed.
    #[must_use]
    pub fn is_failure(self) -> bool {
        self.row().2 != Class::Good
    }

    /// Whether it failed in a way that a later visit may not meet.
    #[must_use]
    pub fn is_passing_failure(self) -> bool {
        self.row().2 == Class::Passing
    }

    fn row(self) -> &'static (Self, &'static str, Class) {
        TABLE
            .iter()
            .find(|(outcome, ..)| *outcome == self)
            .expect("the table has a row for every outcome, as its test shows")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_one_row_an_outcome_and_one_word_a_row() {
        // The last variant's number says how many there are.
        assert_eq!(TABLE.len(), Outcome::Unreadable as usize + 1);
        let outcomes: std::collections::BTreeSet<_> = TABLE.iter().map(|row| row.0).collect();
        let words: std::collections::BTreeSet<_> = TABLE.iter().map(|row| row.1).collect();
        assert_eq!((outcomes.len(), words.len()), (TABLE.len(), TABLE.len()));
    }
}
