//! What understanding articles anew brought.

use std::collections::BTreeSet;

use aluehaku_article::Article;
use aluehaku_enrich::contained::Broken;

/// What understanding articles anew brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Understood {
    /// How many articles changed.
    pub changed: u64,
    /// The articles that could not be understood and are archived without names.
    pub nameless: BTreeSet<String>,
    /// Number of the register with which articles were read anew, where some may have been.
    pub register: Option<i64>,
}

impl Understood {
    /// Counts an article that cannot be understood, and tells the log of it once.
    pub(super) fn note_nameless(&mut self, article: &Article, broken: &Broken) {
        if self.nameless.insert(article.id.to_string()) {
            log_nameless(article, broken);
        }
    }
}

/// Tells the log of an article that cannot be understood and is archived without names.
pub fn log_nameless(article: &Article, broken: &Broken) {
    tracing::error!(
        article = article.id.as_str(),
        source = article.source.as_str(),
        url = article.url.as_deref().unwrap_or_default(),
        error.message = %broken,
        "an article cannot be understood: it is archived without names and tried again when names are learnt"
    );
}
