//! Plans of queries on the embedded index: each term with the lists of its articles.

use tantivy::postings::TermInfo;

use crate::plan;

/// Where the articles of a term are listed in each segment, by the segment's number.
pub(crate) type Lists = Vec<Option<TermInfo>>;

/// A query word and its terms.
pub(crate) type Word = plan::word::Word<Lists>;
/// A term that occurs in the index.
pub(crate) type Source = plan::word::Source<Lists>;
/// A leaf ready to be looked up.
pub(crate) type Leaf = plan::Leaf<Lists>;
/// What is looked up.
pub(crate) type Look = plan::Look<Lists>;
/// A query ready to be run on each segment.
pub(crate) type Plan = plan::Plan<Lists>;
