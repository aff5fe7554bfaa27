//! What is shown of an article that was found: its passage, marks and reasons.

use super::matched::{Asked, Match, Met, Positions};
use super::snippet;
use crate::analysis::{TextAnalyzer, Token};
use crate::document::{TextLanguages, text_of};
use crate::plan::Leaf;
use crate::search::response::{Copy, Hit, IndexedArticle, MatchRelation, Reason, Snippet};
use aluehaku_article::{Article, LanguagePart, TextPart};

/// Longest beginning of a text in which matches are looked for, in bytes: a passage far into a
/// very long text helps nobody, and its words would have to be counted for every hit.
const MAX_SHOWN_BYTES: usize = 1 << 20;

/// A text of a hit with what matched in it.
struct Shown<'t> {
    text: &'t str,
    tokens: Vec<Token<'t>>,
    matches: Vec<Match>,
}

/// The hit that an article is, with what an engine knows of it: where it was met, the copies folded into it, and its
/// score where it has one.
pub(crate) fn hit<T, P: Positions<T>>(
    asked: &Asked<'_, T>,
    indexed: IndexedArticle,
    positions: &P,
    (also_on, score): (Vec<Copy>, Option<f32>),
    explains: bool,
) -> Result<Hit, P::Error> {
    let article = &indexed.article;
    let met = Met::read(asked, positions, TextLanguages::of(article))?;
    let shown = |part| shown(asked.analyzer, &met, article, part);
    let title = shown(TextPart::Title);
    let lead = shown(TextPart::Lead);
    let body = shown(TextPart::Body);
    let why = if explains {
        reasons(&asked.plan.leaves, &[&title, &lead, &body])
    } else {
        Vec::new()
    };
    let snippet = best_passage(article, &body, &lead);
    let title_ranges = snippet::ranges(title.text, &title.tokens, &title.matches);
    Ok(Hit {
        snippet,
        title_ranges,
        also_on,
        score,
        why,
        article: indexed,
    })
}

fn shown<'t, T>(
    analyzer: &dyn TextAnalyzer,
    met: &Met<'_, T>,
    article: &'t Article,
    part: TextPart,
) -> Shown<'t> {
    let text = beginning(text_of(article, part));
    let tokens = analyzer.tokens(text);
    let matches = met.matches(part, &tokens);
    Shown {
        text,
        tokens,
        matches,
    }
}

/// For each leaf that met words of the article, the closest meeting.
fn reasons<T>(leaves: &[Leaf<T>], texts: &[&Shown<'_>]) -> Vec<Reason> {
    let numbered = leaves.iter().enumerate();
    let reasons = numbered.filter_map(|(number, leaf)| {
        let met = texts.iter().flat_map(|shown| {
            let own = shown
                .matches
                .iter()
                .filter(move |found| found.leaf == number);
            own.map(move |found| (found, shown))
        });
        let (found, shown) = met.min_by_key(|(found, _)| found.relation)?;
        Some(reason(&leaf.typed, found, shown))
    });
    reasons.collect()
}

/// The part of a text in which matches are looked for.
fn beginning(text: &str) -> &str {
    let mut end = text.len().min(MAX_SHOWN_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The passage of the body, or of the lead where that shows more.
fn best_passage(article: &Article, body: &Shown<'_>, lead: &Shown<'_>) -> Snippet {
    let worth =
        |shown: &Shown<'_>| snippet::worth(snippet::best_window(&shown.tokens, &shown.matches)).0;
    if body.text.is_empty() || worth(lead) > worth(body) {
        return snippet::passage(lead.text, &lead.tokens, &lead.matches);
    }
    Snippet {
        language: language_of_passage(article, body),
        ..snippet::passage(body.text, &body.tokens, &body.matches)
    }
}

/// The language of the body where the words of its best passage stand, where that is another than the article's.
fn language_of_passage(article: &Article, body: &Shown<'_>) -> Option<String> {
    if article.parts.is_empty() {
        return None;
    }
    let window = snippet::best_window(&body.tokens, &body.matches);
    let start = window
        .first()
        .map_or(0, |found| body.tokens[found.first].start);
    let paragraph = body.text[..start]
        .matches(Article::BETWEEN_PARAGRAPHS)
        .count();
    let part = LanguagePart::around(&article.parts, paragraph)?;
    Some(part.language.clone())
}

fn reason(typed: &str, found: &Match, shown: &Shown<'_>) -> Reason {
    let first = &shown.tokens[found.first];
    let last = &shown.tokens[found.first + found.count - 1];
    let article_word = shown.text[first.start..last.end].to_owned();
    let is_same = article_word.to_lowercase() == typed.to_lowercase();
    let relation = if is_same {
        MatchRelation::Same
    } else {
        found.relation
    };
    Reason {
        query_word: typed.to_owned(),
        article_word,
        relation,
    }
}
