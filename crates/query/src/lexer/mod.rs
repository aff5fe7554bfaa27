//! Cuts the typed text into pieces: brackets, operators, field names, and things to look for.
//!
//! Here it is decided what a sign, a colon or an equals sign does; `run` decides where a word ends and what a star
//! does in it.

mod run;

use crate::characters::{MINUS_SIGN, is_operator, is_outer_punctuation, is_quote, is_space};
use crate::fields::{FieldTable, looks_like_field};
use crate::span::Span;
use crate::tree::LeafKind;
use crate::warnings::{WarningKind, Warnings};

/// A piece of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    pub(crate) span: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    Open,
    Close,
    Or,
    And,
    /// `NOT`, or a minus with something right after it.
    Not,
    /// A plus sign with something right after it.
    Demand,
    /// A known field name with something right after its colon.
    Field(&'static str),
    /// Something to look for, and where its bare text stands.
    Leaf(LeafKind, Span),
    /// A minus or field name before it turned out to have nothing right after it.
    Nothing,
}

/// What the next piece is attached to, with no space between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Attached {
    No,
    /// A minus or plus sign: `OR` is no operator here.
    ToSign,
    /// A field name: `OR` is no operator here and a colon is part of the word.
    ToField,
}

/// Reads pieces off the text from left to right.
#[derive(Debug)]
pub(crate) struct Lexer<'a> {
    text: &'a str,
    fields: &'a FieldTable,
    position: usize,
    attached: Attached,
    last_quote: Option<usize>,
    /// The text goes on after its end, so what is open there is no mistake.
    is_cut: bool,
    warnings: Warnings,
}

impl<'a> Lexer<'a> {
    /// A lexer at the start of `text`; `is_cut` says that the text goes on after its end.
    pub(crate) fn new(text: &'a str, is_cut: bool, fields: &'a FieldTable) -> Lexer<'a> {
        let last_quote = text.rfind(is_quote);
        let warnings = Warnings::default();
        Lexer {
            text,
            fields,
            position: 0,
            attached: Attached::No,
            last_quote,
            is_cut,
            warnings,
        }
    }

    /// Notes something to tell the person.
    pub(crate) fn warn(&mut self, kind: WarningKind, span: Span) {
        self.warnings.add(kind, span);
    }

    pub(crate) fn into_warnings(self) -> Warnings {
        self.warnings
    }

    /// The next piece; `None` at the end.
    pub(crate) fn next_token(&mut self) -> Option<Token> {
        loop {
            let star = self.skip_filling();
            let start = self.position;
            if self.skip_unpaired_quote() {
                continue;
            }
            let Some(first) = self.peek().filter(|c| !is_space(*c)) else {
                return self.nothing();
            };
            let token = match first {
                '(' => self.single(TokenKind::Open),
                ')' if self.attached != Attached::No => return self.nothing(),
                ')' => self.single(TokenKind::Close),
                '-' | MINUS_SIGN => self.read_minus(first),
                '+' => self.read_plus(),
                '=' => self.read_exact(),
                quote if is_quote(quote) => self.read_phrase(start, LeafKind::Phrase),
                _ => self.read_run(star),
            };
            if token.is_some() {
                return token;
            }
            if self.attached != Attached::No {
                return self.nothing();
            }
        }
    }

    /// Passes over space (unless attached to what stands before) and outer punctuation. Gives the
    /// place of a star right before the new position.
    fn skip_filling(&mut self) -> Option<Span> {
        let mut star: Option<Span> = None;
        while let Some(c) = self.peek() {
            let here = Span::new(self.position, self.position + c.len_utf8());
            let is_passed = if is_space(c) {
                self.attached == Attached::No
            } else {
                is_outer_punctuation(c) && !is_operator(c) && !(c == '+' && self.is_demand())
            };
            if !is_passed {
                break;
            }
            if c == '*' {
                star = Some(here);
            } else if is_space(c) {
                self.warn_of_stray(star.take());
            }
            self.position = here.end;
        }
        let stands_before_word = self
            .peek()
            .is_some_and(|c| !is_space(c) && !is_operator(c) && !is_quote(c));
        if !stands_before_word {
            self.warn_of_stray(star.take());
        }
        star
    }

    /// Passes over a quotation mark at the position that is the last one and so has no pair: it says
    /// nothing, and its words are words.
    fn skip_unpaired_quote(&mut self) -> bool {
        let is_unpaired = self.last_quote == Some(self.position) && !self.is_cut;
        if is_unpaired {
            let start = self.position;
            self.position += self.peek().map_or(0, char::len_utf8);
            self.warn(WarningKind::UnclosedQuote, Span::new(start, self.position));
        }
        is_unpaired
    }

    /// The piece that says nothing came, or the end.
    fn nothing(&mut self) -> Option<Token> {
        let was_attached = std::mem::replace(&mut self.attached, Attached::No) != Attached::No;
        let span = Span::new(self.position, self.position);
        was_attached.then_some(Token {
            kind: TokenKind::Nothing,
            span,
        })
    }

    /// A piece of one character.
    fn single(&mut self, kind: TokenKind) -> Option<Token> {
        self.attached = Attached::No;
        let start = self.position;
        self.position += 1;
        Some(Token {
            kind,
            span: Span::new(start, self.position),
        })
    }

    fn read_minus(&mut self, minus: char) -> Option<Token> {
        let span = Span::new(self.position, self.position + minus.len_utf8());
        self.position = span.end;
        if self.peek().is_none_or(is_space) && self.attached == Attached::No {
            // A dash between words says nothing.
            return None;
        }
        if self.peek().is_none_or(|next| is_space(next) || next == ')') {
            self.warn_of_stray(Some(span));
            return None;
        }
        if self.attached == Attached::No {
            self.attached = Attached::ToSign;
        }
        Some(Token {
            kind: TokenKind::Not,
            span,
        })
    }

    /// Whether the plus sign at the position demands what follows: it stands where a word may begin, and
    /// right before one.
    fn is_demand(&self) -> bool {
        let before = Span::new(0, self.position)
            .of(self.text)
            .chars()
            .next_back();
        let begins = before.is_none_or(|before| is_space(before) || matches!(before, '(' | '-'));
        let after = self.rest().chars().nth(1);
        let is_meant = |after: char| {
            matches!(after, '(' | '=')
                || is_quote(after)
                || !(is_space(after) || is_outer_punctuation(after))
        };
        begins && self.attached != Attached::ToField && after.is_some_and(is_meant)
    }

    fn read_plus(&mut self) -> Option<Token> {
        let token = self.single(TokenKind::Demand);
        self.attached = Attached::ToSign;
        token
    }

    /// Reads `="exact form"` or `=word`; the position is at the equals sign. It adds nothing to a prefix,
    /// which asks for the form as typed anyway.
    fn read_exact(&mut self) -> Option<Token> {
        let start = self.position;
        self.position += 1;
        if !self.skip_unpaired_quote() && self.peek().is_some_and(is_quote) {
            return self.read_phrase(start, LeafKind::Exact);
        }
        let is_mark = |c: char| matches!(c, '(' | ')' | '=') || is_quote(c);
        let word = self
            .rest()
            .char_indices()
            .find(|(_, c)| !is_outer_punctuation(*c) || is_mark(*c));
        let Some((offset, _)) = word.filter(|(_, c)| !is_space(*c) && !is_mark(*c)) else {
            if self.peek().is_some_and(|next| !is_space(next)) {
                self.warn_of_stray(Some(Span::new(start, self.position)));
            }
            return None;
        };
        self.position += offset;
        if self.run_at_position().of(self.text).contains('*') {
            return self.read_run(None);
        }
        let run = self.take_run();
        self.leaf_of_run(start, run, LeafKind::Exact)
    }

    /// Reads a text in quotation marks; the position is at the opening mark.
    fn read_phrase(&mut self, start: usize, kind: LeafKind) -> Option<Token> {
        self.position += self.peek().map_or(0, char::len_utf8);
        let inner_start = self.position;
        let close = self
            .rest()
            .find(is_quote)
            .map(|offset| inner_start + offset);
        // Only a text that goes on after its end leaves a mark open here.
        let inner_end = close.unwrap_or(self.text.len());
        self.position = inner_end;
        self.position += self.peek().map_or(0, char::len_utf8);
        let span = Span::new(start, self.position);
        let text_span = self.trim(Span::new(inner_start, inner_end), is_space);
        if close.is_some() && !self.has_content(text_span) {
            self.warn(WarningKind::EmptyPart, span);
        }
        self.leaf(kind, span, text_span)
    }

    /// Reads from the position to the end of the word: a field name, an operator or a word.
    fn read_run(&mut self, star: Option<Span>) -> Option<Token> {
        let start = self.position;
        let mut token = None;
        if self.attached != Attached::ToField {
            token = self.read_field();
        }
        if token.is_none() {
            let run = self.take_run();
            token = self.leaf_of_run(star.map_or(start, |star| star.start), run, LeafKind::Word);
        }
        match (star, token) {
            (
                Some(star),
                Some(Token {
                    kind: TokenKind::Leaf(_, text_span),
                    ..
                }),
            ) => {
                let read_as = text_span.of(self.text).to_owned();
                self.warn(
                    WarningKind::WildcardPosition { read_as },
                    star.join(text_span),
                );
            }
            _ => self.warn_of_stray(star),
        }
        token
    }

    /// Reads a known field name whose value follows. Warns of a known name without a value
    /// and of an unknown name that looks meant as a field; both stay to be read as words.
    fn read_field(&mut self) -> Option<Token> {
        let run = self.run_at_position();
        let start = run.start;
        let colon = start + run.of(self.text).find(':')?;
        let span = Span::new(start, colon);
        let name = span.of(self.text);
        let next = Span::new(colon + 1, self.text.len())
            .of(self.text)
            .chars()
            .next();
        if let Some(id) = self.fields.find(name) {
            if next.is_some_and(|c| !is_space(c) && c != ')') {
                self.position = colon + 1;
                self.attached = Attached::ToField;
                return Some(Token {
                    kind: TokenKind::Field(id),
                    span: Span::new(start, colon + 1),
                });
            }
            let name = name.to_owned();
            self.warn(
                WarningKind::FieldWithoutValue { name },
                Span::new(start, colon + 1),
            );
            return None;
        }
        let value = Span::new(colon + 1, run.end).of(self.text);
        let has_value = !value.is_empty() || next.is_some_and(|c| c == '(' || is_quote(c));
        if has_value && looks_like_field(name, value) {
            let suggestion = self.fields.nearest(name);
            let name = name.to_owned();
            self.warn(WarningKind::UnknownField { name, suggestion }, span);
        }
        None
    }

    fn warn_of_stray(&mut self, span: Option<Span>) {
        if let Some(span) = span {
            let operator = span.of(self.text).to_owned();
            self.warn(WarningKind::StrayOperator { operator }, span);
        }
    }

    fn rest(&self) -> &'a str {
        Span::new(self.position, self.text.len()).of(self.text)
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }
}
