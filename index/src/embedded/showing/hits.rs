//! Makes hits of found articles: record, passage, marks, copies and reasons.

use tantivy::error::DataCorruption;
use tantivy::schema::IndexRecordOption;
use tantivy::schema::document::Value;
use tantivy::{DocAddress, DocSet, TERMINATED, TantivyDocument, TantivyError, Term};

use super::matched::{Match, Met};
use super::snippet;
use crate::analysis::Token;
use crate::embedded::finding::order::Place;
use crate::embedded::finding::plan::{Leaf, Plan};
use crate::embedded::state::snapshot::Snapshot;
use crate::embedded::writing::document::text_of;
use crate::embedded::writing::languages::TextLanguages;
use crate::embedded::writing::record;
use crate::search::response::{Copy, Hit, IndexedArticle, MatchRelation, Reason, Snippet};
use aluehaku_article::ids::ArticleId;
use aluehaku_article::{Article, LanguagePart, TextPart};

/// Longest beginning of a text in which matches are looked for, in bytes: a passage far into a
/// very long text helps nobody, and its words would have to be counted for every hit.
const MAX_SHOWN_BYTES: usize = 1 << 20;

/// Makes the hits of one request.
pub(crate) struct HitMaker<'a> {
    snapshot: &'a Snapshot,
    plan: &'a Plan,
    has_scores: bool,
    explains: bool,
}

/// A text of a hit with what matched in it.
struct Shown<'t> {
    text: &'t str,
    tokens: Vec<Token<'t>>,
    matches: Vec<Match>,
}

/// The article with an identifier.
pub(crate) fn article(
    snapshot: &Snapshot,
    id: &ArticleId,
) -> tantivy::Result<Option<IndexedArticle>> {
    let address = address(snapshot, id)?;
    address.map(|address| stored(snapshot, address)).transpose()
}

/// Where the article with an identifier is.
pub(crate) fn address(snapshot: &Snapshot, id: &ArticleId) -> tantivy::Result<Option<DocAddress>> {
    let term = Term::from_field_text(snapshot.fields.id, id.as_str());
    for (segment, number) in snapshot.searcher.segment_readers().iter().zip(0u32..) {
        let index = segment.inverted_index(snapshot.fields.id)?;
        let Some(mut postings) = index.read_postings(&term, IndexRecordOption::Basic)? else {
            continue;
        };
        while postings.doc() != TERMINATED {
            if !segment.is_deleted(postings.doc()) {
                return Ok(Some(DocAddress::new(number, postings.doc())));
            }
            postings.advance();
        }
    }
    Ok(None)
}

/// The article at an address.
pub(crate) fn stored(snapshot: &Snapshot, address: DocAddress) -> tantivy::Result<IndexedArticle> {
    let damaged =
        |reason: String| TantivyError::DataCorruption(DataCorruption::comment_only(reason));
    let document: TantivyDocument = snapshot.searcher.doc(address)?;
    let value = document.get_first(snapshot.fields.record);
    let text = value.as_ref().and_then(Value::as_str);
    let text = text.ok_or_else(|| damaged("an article has no record".to_owned()))?;
    record::from_text(text).map_err(damaged)
}

impl<'a> HitMaker<'a> {
    pub(crate) fn new(
        snapshot: &'a Snapshot,
        plan: &'a Plan,
        has_scores: bool,
        explains: bool,
    ) -> Self {
        Self {
            snapshot,
            plan,
            has_scores,
            explains,
        }
    }

    /// The hit at a place, with the copies folded into it.
    pub(crate) fn hit(&self, place: &Place, copies: &[DocAddress]) -> tantivy::Result<Hit> {
        let indexed = stored(self.snapshot, place.address)?;
        let article = &indexed.article;
        let languages = TextLanguages::of(article);
        let met = Met::read(self.snapshot, self.plan, place.address, languages)?;
        let title = self.shown(&met, article, TextPart::Title);
        let lead = self.shown(&met, article, TextPart::Lead);
        let body = self.shown(&met, article, TextPart::Body);
        let why = if self.explains {
            self.reasons(&[&title, &lead, &body])
        } else {
            Vec::new()
        };
        let hit = Hit {
            snippet: best_passage(article, &body, &lead),
            title_ranges: snippet::ranges(title.text, &title.tokens, &title.matches),
            also_on: self.copies(copies)?,
            score: self.has_scores.then_some(place.score),
            why,
            article: indexed.clone(),
        };
        Ok(hit)
    }

    fn shown<'t>(&self, met: &Met<'_>, article: &'t Article, part: TextPart) -> Shown<'t> {
        let text = beginning(text_of(article, part));
        let tokens = self.snapshot.analyzer.tokens(text);
        let matches = met.matches(part, &tokens);
        Shown {
            text,
            tokens,
            matches,
        }
    }

    fn copies(&self, addresses: &[DocAddress]) -> tantivy::Result<Vec<Copy>> {
        let copies = addresses.iter().map(|address| {
            let article = stored(self.snapshot, *address)?.article;
            Ok(Copy {
                id: article.id,
                source: article.source,
                url: article.url,
            })
        });
        copies.collect()
    }

    /// For each leaf that met words of the article, the closest meeting.
    fn reasons(&self, texts: &[&Shown<'_>]) -> Vec<Reason> {
        let numbered = self.plan.leaves.iter().enumerate();
        let reasons = numbered.filter_map(|(number, leaf)| {
            let met = texts.iter().flat_map(|shown| {
                let own = shown
                    .matches
                    .iter()
                    .filter(move |found| found.leaf == number);
                own.map(move |found| (found, shown))
            });
            let (found, shown) = met.min_by_key(|(found, _)| found.relation)?;
            Some(reason(leaf, found, shown))
        });
        reasons.collect()
    }
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

fn reason(leaf: &Leaf, found: &Match, shown: &Shown<'_>) -> Reason {
    let first = &shown.tokens[found.first];
    let last = &shown.tokens[found.first + found.count - 1];
    let article_word = shown.text[first.start..last.end].to_owned();
    let is_same = article_word.to_lowercase() == leaf.typed.to_lowercase();
    let relation = if is_same {
        MatchRelation::Same
    } else {
        found.relation
    };
    Reason {
        query_word: leaf.typed.clone(),
        article_word,
        relation,
    }
}
