//! An article's texts as tokens with the tagger's labels: what the rules for each kind of name work on.

use std::ops::Range;

use aluehaku_finnish::analysis::{Case, Person};
use aluehaku_finnish::names::{BaseForms, Label, NameKind, Tagger};
use aluehaku_finnish::{Analyzer, Class, Scratch};

use super::tokens::{self, Token};

/// The tokens of an article, one sentence after another.
#[derive(Debug)]
pub(super) struct Document<'t> {
    tokens: Vec<Token<'t>>,
    labels: Vec<Label>,
    /// For each token the tokens of its sentence.
    sentences: Vec<Range<usize>>,
}

impl<'t> Document<'t> {
    /// Reads texts with the tagger.
    pub(super) fn read(texts: &[&'t str], tagger: &Tagger) -> Self {
        let sentences = tokens::sentences(texts);
        let words: Vec<Vec<&str>> = sentences
            .iter()
            .map(|sentence| sentence.iter().map(|token| token.text).collect())
            .collect();
        let labels = tagger.tag(&words);
        let mut ranges = Vec::new();
        for sentence in &sentences {
            let start = ranges.len();
            ranges.extend(std::iter::repeat_n(
                start..start + sentence.len(),
                sentence.len(),
            ));
        }
        Self {
            tokens: sentences.into_iter().flatten().collect(),
            labels: labels.into_iter().flatten().collect(),
            sentences: ranges,
        }
    }

    /// How many tokens there are.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// All tokens, in order.
    pub(super) fn tokens(&self) -> &[Token<'t>] {
        &self.tokens
    }

    /// The tokens of a span; none where it is none of the article's.
    pub(super) fn of(&self, span: Range<usize>) -> &[Token<'t>] {
        self.tokens.get(span).unwrap_or_default()
    }

    /// The text of a token; an empty one outside the article.
    pub(super) fn text(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| token.text)
    }

    /// The text of the last token of a span; an empty one where there is none.
    pub(super) fn last(&self, span: &Range<usize>) -> &'t str {
        span.end.checked_sub(1).map_or("", |last| self.text(last))
    }

    /// Whether a token begins with a capital.
    pub(super) fn is_capitalised(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(Token::is_capitalised)
    }

    /// Whether two tokens stand in one of the article's texts.
    pub(super) fn share_text(&self, one: usize, other: usize) -> bool {
        let number = |at: usize| self.tokens.get(at).map(|token| token.text_number);
        number(one).is_some() && number(one) == number(other)
    }

    /// Whether a token ends where another begins.
    pub(super) fn touch(&self, at: usize, next: usize) -> bool {
        let tokens = self.tokens.get(at).zip(self.tokens.get(next));
        tokens.is_some_and(|(token, next)| token.end() == next.start)
    }

    /// What the tagger takes a token for; nothing outside the article.
    pub(super) fn label(&self, at: usize) -> Label {
        self.labels.get(at).copied().unwrap_or(Label::Outside)
    }

    /// What the tagger takes the tokens of a span for.
    pub(super) fn labels_of(&self, span: Range<usize>) -> &[Label] {
        self.labels.get(span).unwrap_or_default()
    }

    /// The text of a token; an empty one outside the sentence of `near`.
    pub(super) fn near(&self, near: usize, offset: isize) -> &'t str {
        let at = near.checked_add_signed(offset);
        let at = at.filter(|at| {
            self.sentences
                .get(near)
                .is_some_and(|sentence| sentence.contains(at))
        });
        at.map_or("", |at| self.text(at))
    }

    /// The first token of the sentence of a token; the token itself outside the article.
    pub(super) fn sentence_start(&self, at: usize) -> usize {
        self.sentences.get(at).map_or(at, |sentence| sentence.start)
    }

    /// The token after the last of the sentence of a token; the token itself outside the article.
    pub(super) fn sentence_end(&self, at: usize) -> usize {
        self.sentences.get(at).map_or(at, |sentence| sentence.end)
    }

    /// The spans that the tagger found, in order.
    pub(super) fn spans(&self) -> Vec<(NameKind, Range<usize>)> {
        let mut spans: Vec<(NameKind, Range<usize>)> = Vec::new();
        for (at, label) in self.labels.iter().enumerate() {
            match label {
                Label::Outside => {}
                Label::Inside(_)
                    if self.sentence_start(at) != at
                        && spans.last().is_some_and(|(_, span)| span.end == at) =>
                {
                    if let Some((_, span)) = spans.last_mut() {
                        span.end = at + 1;
                    }
                }
                Label::Begin(kind) | Label::Inside(kind) => spans.push((*kind, at..at + 1)),
            }
        }
        spans
    }

    /// What the base forms of the article's names are found with.
    pub(super) fn base_forms<'a>(&self, analyzer: Option<&'a Analyzer>) -> BaseForms<'a> {
        BaseForms::new(analyzer, self.tokens.iter().map(|token| token.text))
    }
}

/// What the dictionary says of single words.
#[derive(Debug)]
pub(crate) struct Words<'a> {
    analyzer: Option<&'a Analyzer>,
    scratch: Scratch,
}

impl<'a> Words<'a> {
    pub(crate) fn new(analyzer: Option<&'a Analyzer>) -> Self {
        Self {
            analyzer,
            scratch: Scratch::new(),
        }
    }

    /// Whether the dictionary has a word, in any of its forms.
    pub(crate) fn knows(&mut self, word: &str) -> bool {
        self.analyzer
            .is_some_and(|analyzer| !analyzer.analyze(word, &mut self.scratch).is_empty())
    }

    /// The analyser and what it works with, where there is one.
    pub(super) fn parts(&mut self) -> Option<(&'a Analyzer, &mut Scratch)> {
        Some((self.analyzer?, &mut self.scratch))
    }

    /// Whether a word in small letters can have a suffix that tells an owner: "yhdistyksemme".
    pub(super) fn has_owner(&mut self, word: &str) -> bool {
        let Some(analyzer) = self.analyzer else {
            return true;
        };
        let analyses = analyzer.analyze(word, &mut self.scratch);
        analyses
            .iter()
            .any(|analysis| analysis.features().possessive.is_some())
    }

    /// Whether a word in small letters is one of the language's common words.
    pub(super) fn is_common(&mut self, word: &str) -> bool {
        let Some(analyzer) = self.analyzer else {
            return false;
        };
        let analyses = analyzer.analyze(word, &mut self.scratch);
        analyses.iter().any(|analysis| {
            analysis.class().is_some_and(|class| {
                matches!(
                    class,
                    Class::Noun | Class::Adjective | Class::NounOrAdjective | Class::Pronoun
                )
            })
        })
    }

    /// Whether a word in small letters is one of the language's words other than names.
    pub(super) fn is_ordinary(&mut self, word: &str) -> bool {
        let Some(analyzer) = self.analyzer else {
            return false;
        };
        let analyses = analyzer.analyze(word, &mut self.scratch);
        analyses.iter().any(|analysis| {
            analysis.class().is_some_and(|class| {
                !matches!(
                    class,
                    Class::FirstName | Class::Surname | Class::Place | Class::OtherName
                )
            })
        })
    }

    /// Whether the dictionary has a word as the name of a place.
    pub(super) fn can_be_place(&mut self, word: &str) -> bool {
        let Some(analyzer) = self.analyzer else {
            return false;
        };
        let analyses = analyzer.analyze(word, &mut self.scratch);
        analyses
            .iter()
            .any(|analysis| analysis.class() == Some(Class::Place))
    }

    /// Whether the dictionary has a word, and in no genitive: "Silloin", "Kuitenkin".
    pub(super) fn is_no_genitive(&mut self, word: &str) -> bool {
        let Some(analyzer) = self.analyzer else {
            return false;
        };
        let analyses = analyzer.analyze(word, &mut self.scratch);
        !analyses.is_empty()
            && analyses
                .iter()
                .all(|analysis| analysis.features().case != Some(Case::Genitive))
    }

    /// Whether a word can only be a verb in the first person: "olen", "kiitämme".
    pub(super) fn is_verb_of_first(&mut self, word: &str) -> bool {
        let Some(analyzer) = self.analyzer else {
            return false;
        };
        let analyses = analyzer.analyze(word, &mut self.scratch);
        !analyses.is_empty()
            && analyses.iter().all(|analysis| {
                analysis.class() == Some(Class::Verb)
                    && analysis.features().person == Some(Person::First)
            })
    }

    /// Whether a word is rather a verb in the third person than anything else: "kertoo", "maalasi" (which may be of paint).
    pub(super) fn is_verb_of_third(&mut self, word: &str) -> bool {
        let Some(analyzer) = self.analyzer else {
            return false;
        };
        let analyses = analyzer.analyze(word, &mut self.scratch);
        !analyses.is_empty()
            && analyses.iter().all(|analysis| {
                let features = analysis.features();
                let is_verb = analysis.class() == Some(Class::Verb);
                is_verb && features.person == Some(Person::Third) || features.possessive.is_some()
            })
    }

    /// The base form of a word that can be a noun in one of the cases.
    pub(super) fn noun_in(&mut self, word: &str, cases: &[Case]) -> Option<String> {
        let analyses = self.analyzer?.analyze(word, &mut self.scratch);
        let found = analyses.iter().find(|analysis| {
            matches!(analysis.class(), Some(Class::Noun | Class::NounOrAdjective))
                && analysis
                    .features()
                    .case
                    .is_some_and(|case| cases.contains(&case))
        });
        found.map(|analysis| analysis.base_form())
    }
}
