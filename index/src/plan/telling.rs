//! A plan of what tells most of an article: what others like it are found by.

use std::collections::HashMap;

use aluehaku_query::Span;

use super::Plan;
use super::leaf::{Leaf, Look, Place};
use super::lookup::{Lookup, SearchedField};
use super::node::Node;
use super::word::{Origin, Reach, Source, Word};
use crate::analysis::listed::completed_terms;
use crate::analysis::{Term, TermKind, TextAnalyzer};
use crate::document::{TextLanguages, text_of};
use aluehaku_article::{Article, TextPart};

/// The most telling words of an article by which others are found.
const WORDS: usize = 24;

/// A word that only this article has finds no other; one that more than one in so many articles has
/// tells nothing.
const MOST_COMMON_SHARE: u64 = 10;

/// In so many articles a word may be in the smallest index too.
const FEWEST_COMMON: u64 = 100;

/// A title counts as often as so many mentions in the text.
const TITLE_TIMES: usize = 3;

/// A query of the most telling words of an article.
pub(crate) fn telling<L: Lookup>(lookup: &L, article: &Article) -> Result<Plan<L::List>, L::Error> {
    let mut words = Vec::new();
    let most = (lookup.article_count() / MOST_COMMON_SHARE).max(FEWEST_COMMON);
    for (term, times) in terms(lookup.analyzer(), article) {
        let found = lookup.list(SearchedField::Text, term.kind, &term.text)?;
        let Some((list, articles)) = found.filter(|(_, having)| (2..=most).contains(having)) else {
            continue;
        };
        words.push(Source {
            list,
            kind: term.kind,
            text: term.text,
            origin: Origin::Typed,
            is_sure: true,
            weight: lookup.rarity(articles) * (times as f32).sqrt(),
            articles,
        });
    }
    words.sort_by(|one, other| other.weight.total_cmp(&one.weight));
    words.truncate(WORDS);
    let leaf = |source: Source<L::List>| Leaf {
        typed: String::new(),
        span: Span::new(0, 0),
        look: Look::Word(Word {
            sources: vec![source],
            ..Word::default()
        }),
        place: Place {
            field: SearchedField::Text,
            part: None,
        },
        is_ranked: true,
        is_wanted: true,
    };
    let leaves: Vec<Leaf<L::List>> = words.into_iter().map(leaf).collect();
    Ok(Plan {
        root: Node::Any((0..leaves.len()).map(Node::Leaf).collect()),
        reach: Reach::Loose,
        divided: None,
        leaves,
        is_ranked: true,
        warnings: Vec::new(),
    })
}

/// One term for each word of an article, with the number of its occurrences.
fn terms(analyzer: &dyn TextAnalyzer, article: &Article) -> Vec<(Term, usize)> {
    let languages = TextLanguages::of(article);
    let mut counts: HashMap<Term, usize> = HashMap::new();
    for (part, times) in [
        (TextPart::Title, TITLE_TIMES),
        (TextPart::Lead, 1),
        (TextPart::Body, 1),
    ] {
        for token in analyzer.tokens(text_of(article, part)) {
            let is_base = |term: &Term| matches!(term.kind, TermKind::Lemma | TermKind::Stem(_));
            let language = languages.at(part, token.start);
            let mut terms = completed_terms(analyzer, &token, language).into_iter();
            if let Some(term) = terms.find(is_base) {
                *counts.entry(term).or_default() += times;
            }
        }
    }
    let mut counts: Vec<(Term, usize)> = counts.into_iter().collect();
    counts.sort();
    counts
}
