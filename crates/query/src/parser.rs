//! Joins the pieces of the text to a tree.
//!
//! A space is the loosest join, `OR` binds its neighbours, `AND` binds tightest: `a b OR c AND d` is
//! `a (b OR (c d))`. The first is what web search has taught people, the second the habit of logic.
//! Open brackets live on a stack of our own: only walks over a finished tree recurse, and those are as
//! shallow as [`MAX_DEPTH`].

use crate::characters::{is_group_space, is_space};
use crate::fields::FieldTable;
use crate::group::{Group, Join, Plain, Prefix};
use crate::lexer::{Lexer, Token, TokenKind};
use crate::span::Span;
use crate::tree::{Leaf, LeafKind, Query};
use crate::warnings::{Warning, WarningKind};

/// The longest text that is read, in bytes.
pub const MAX_TEXT_BYTES: usize = 4096;

/// The most leaves of a tree.
pub const MAX_CLAUSES: usize = 128;

/// The most brackets within brackets that the text of a tree needs.
pub const MAX_DEPTH: usize = 16;

/// A reading of what a person typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// What is asked. Its `Display` is the canonical text.
    pub query: Query,
    /// What the person should know about the reading, in the order of the text.
    pub warnings: Vec<Warning>,
}

/// Reads any text as a query.
///
/// Never fails, and takes time and memory in proportion to the text up to [`MAX_TEXT_BYTES`], whatever
/// it holds. All spans are places in `text`.
pub fn parse(text: &str, fields: &FieldTable) -> Parsed {
    let readable = readable_part(text);
    let is_cut = readable.len() < text.len();
    let mut parser = Parser {
        text: readable,
        lexer: Lexer::new(readable, is_cut, fields),
        current: Group::default(),
        outer: Vec::new(),
        clauses: 0,
    };
    if is_cut {
        let kind = WarningKind::TooLong {
            limit: MAX_TEXT_BYTES,
            length: text.len(),
        };
        parser
            .lexer
            .warn(kind, Span::new(readable.len(), text.len()));
    }
    let is_whole = parser.read_tokens();
    let query = parser.finish(is_whole && !is_cut);
    Parsed {
        query,
        warnings: parser.lexer.into_warnings().in_order(),
    }
}

/// The text up to the limit, cut at a space if there is one.
fn readable_part(text: &str) -> &str {
    if text.len() <= MAX_TEXT_BYTES {
        return text;
    }
    let (cut, _) = text.split_at(text.floor_char_boundary(MAX_TEXT_BYTES));
    let space = cut.rsplit_once(char::is_whitespace);
    space.map_or(cut, |(words, _)| words)
}

#[derive(Debug)]
struct Parser<'a> {
    text: &'a str,
    lexer: Lexer<'a>,
    current: Group,
    outer: Vec<Group>,
    clauses: usize,
}

impl Parser<'_> {
    /// Reads to the end of the text or the limit of clauses; whether it came to the end.
    fn read_tokens(&mut self) -> bool {
        while let Some(Token { kind, span }) = self.lexer.next_token() {
            match kind {
                TokenKind::Leaf(..) if self.clauses == MAX_CLAUSES => {
                    let left_out = Span::new(span.start, self.text.len());
                    let kind = WarningKind::TooManyClauses { limit: MAX_CLAUSES };
                    self.lexer.warn(kind, left_out);
                    return false;
                }
                TokenKind::Leaf(kind, text_span) => self.add_leaf(kind, span, text_span),
                TokenKind::Open => self.open_group(span),
                TokenKind::Close => self.close_group(span),
                TokenKind::Or => self.set_operator(Join::Or, span),
                TokenKind::And => self.set_operator(Join::And, span),
                TokenKind::Not if self.current.prefix.not.is_some() => self.warn_of_stray(span),
                TokenKind::Not => self.current.prefix.not = Some(span),
                TokenKind::Demand => self.current.prefix.is_demand = true,
                TokenKind::Field(id) => self.current.prefix.field = Some((id, span)),
                TokenKind::Nothing => self.drop_prefix(),
            }
        }
        true
    }

    /// Closes what is open and gives the tree. What is open in a text that was not read to its end is
    /// no mistake.
    fn finish(&mut self, is_whole: bool) -> Query {
        let first_open = self
            .outer
            .iter()
            .chain([&self.current])
            .find_map(|group| group.open);
        if let Some(span) = first_open.filter(|_| is_whole) {
            self.lexer.warn(WarningKind::UnclosedBracket, span);
        }
        while let Some(outer) = self.outer.pop() {
            self.end_group(outer, is_whole);
        }
        let query = self.assemble_current(is_whole).with_true_hyphens();
        self.warn_of_negatives(&query);
        query
    }

    fn add_leaf(&mut self, kind: LeafKind, span: Span, text_span: Span) {
        self.clauses += 1;
        let prefix = std::mem::take(&mut self.current.prefix);
        let mut text = text_span.of(self.text).to_owned();
        if kind == LeafKind::Word {
            // Spaces inside a word are those between the digits of a number.
            text.retain(|c| !is_group_space(c));
        }
        let hyphen_after = self.word_before(kind, span, &prefix);
        self.current.last_plain = self.plain(kind, span, &text, &prefix);
        let field = prefix.field.map(|(id, _)| id).or(self.current.field);
        let start = prefix.field.map_or(span.start, |(_, name)| name.start);
        let span = Span::new(start, span.end);
        let leaf = Query::Leaf(Leaf {
            kind,
            text,
            field,
            span,
            text_span,
            is_demanded: prefix.is_demand && prefix.not.is_none(),
            hyphen_after,
        });
        self.add_part(if prefix.not.is_some() {
            Query::not(leaf)
        } else {
            leaf
        });
    }

    /// What stands before a word with a minus, where nothing but blanks lies between: by Finnish
    /// spelling the minus may be the hyphen that joins the word to it.
    fn word_before(&mut self, kind: LeafKind, span: Span, prefix: &Prefix) -> Option<String> {
        let before = self.current.last_plain.take()?;
        let minus = prefix.not?;
        let is_hyphen = minus.of(self.text) == "-" && minus.end == span.start;
        let is_plain = kind == LeafKind::Word && prefix.field.is_none();
        let gap = Span::new(before.end, minus.start).of(self.text);
        let is_blank = !gap.is_empty() && gap.chars().all(is_space);
        (is_hyphen && is_plain && is_blank).then_some(before.text)
    }

    /// The leaf as something that a hyphen may join a word to.
    fn plain(&self, kind: LeafKind, span: Span, text: &str, prefix: &Prefix) -> Option<Plain> {
        let stands_for_itself = matches!(kind, LeafKind::Word | LeafKind::Phrase)
            && prefix.not.is_none()
            && prefix.field.is_none()
            && self.current.field.is_none();
        stands_for_itself.then(|| Plain {
            text: text.to_owned(),
            end: span.end,
        })
    }

    fn add_part(&mut self, part: Query) {
        let join = self
            .current
            .operator
            .take()
            .map_or(Join::Space, |(join, _)| join);
        self.current.parts.push((join, part));
    }

    fn set_operator(&mut self, join: Join, span: Span) {
        self.drop_prefix();
        self.current.last_plain = None;
        if self.current.parts.is_empty() || self.current.operator.is_some() {
            self.warn_of_stray(span);
        } else {
            self.current.operator = Some((join, span));
        }
    }

    fn open_group(&mut self, open: Span) {
        self.current.last_plain = None;
        let prefix = std::mem::take(&mut self.current.prefix);
        let inner = Group {
            open: Some(open),
            is_negated: prefix.not.is_some(),
            is_demanded: prefix.is_demand,
            field: prefix.field.map(|(id, _)| id).or(self.current.field),
            ..Group::default()
        };
        self.outer.push(std::mem::replace(&mut self.current, inner));
    }

    fn close_group(&mut self, close: Span) {
        let open = self.current.open;
        match self.outer.pop() {
            Some(outer) => {
                let is_empty = self.end_group(outer, true);
                if let Some(open) = open.filter(|_| is_empty) {
                    self.lexer.warn(WarningKind::EmptyPart, open.join(close));
                }
            }
            None => self.lexer.warn(WarningKind::UnopenedBracket, close),
        }
    }

    /// Ends the current group and goes on with the one around it; whether the ended one was empty.
    fn end_group(&mut self, outer: Group, is_whole: bool) -> bool {
        let assembled = self.assemble_current(is_whole);
        let inner = std::mem::replace(&mut self.current, outer);
        if assembled.is_everything() {
            return true;
        }
        let part = match (inner.is_negated, inner.is_demanded) {
            (true, _) => self.negate(assembled.without_demands()),
            (false, true) => assembled.demanded(),
            (false, false) => assembled,
        };
        self.add_part(part);
        false
    }

    /// The tree of the current group.
    fn assemble_current(&mut self, is_whole: bool) -> Query {
        if is_whole {
            self.drop_prefix();
            if let Some((_, span)) = self.current.operator.take() {
                self.warn_of_stray(span);
            }
        }
        let parts = std::mem::take(&mut self.current.parts);
        let mut chains: Vec<Vec<Vec<Query>>> = Vec::new();
        for (join, part) in parts {
            match (join, chains.last_mut()) {
                (Join::And, Some(chain)) => match chain.last_mut() {
                    Some(together) => together.push(part),
                    None => chain.push(vec![part]),
                },
                (Join::Or, Some(chain)) => chain.push(vec![part]),
                _ => chains.push(vec![vec![part]]),
            }
        }
        self.warn_of_mixing(&chains);
        let mut all = Vec::new();
        for chain in chains {
            let mut any = Vec::new();
            for together in chain {
                let is_and = together.len() > 1;
                let together = together.into_iter();
                let together = together.map(|part| if is_and { part.demanded() } else { part });
                any.push(self.join_all(together.collect()));
            }
            all.push(self.join_any(any));
        }
        self.join_all(all)
    }

    fn join_all(&mut self, parts: Vec<Query>) -> Query {
        Query::all(self.shallow(parts, |part| matches!(part, Query::Any(_))))
    }

    fn join_any(&mut self, parts: Vec<Query>) -> Query {
        Query::any(self.shallow(parts, |part| matches!(part, Query::All(_))))
    }

    /// The parts, where those that `needs_brackets` and go deeper than the limit give their own parts.
    fn shallow(&mut self, parts: Vec<Query>, needs_brackets: fn(&Query) -> bool) -> Vec<Query> {
        if parts.len() < 2 {
            return parts;
        }
        let mut shallow = Vec::new();
        for part in parts {
            if !needs_brackets(&part) || part.depth_as_part() <= MAX_DEPTH {
                shallow.push(part);
                continue;
            }
            self.warn_of_depth(&part);
            match part {
                Query::All(inner) | Query::Any(inner) => shallow.extend(inner),
                other => shallow.push(other),
            }
        }
        shallow
    }

    fn negate(&mut self, query: Query) -> Query {
        if query.depth_as_part() <= MAX_DEPTH {
            return Query::not(query);
        }
        self.warn_of_depth(&query);
        match query {
            Query::All(inner) | Query::Any(inner) => Query::all(inner.into_iter().map(Query::not)),
            other => Query::not(other),
        }
    }

    fn drop_prefix(&mut self) {
        let prefix = std::mem::take(&mut self.current.prefix);
        if let Some((_, span)) = prefix.field {
            let name = span.of(self.text).trim_end_matches(':').to_owned();
            self.lexer
                .warn(WarningKind::FieldWithoutValue { name }, span);
        }
        if let Some(span) = prefix.not {
            self.warn_of_stray(span);
        }
    }

    fn warn_of_stray(&mut self, span: Span) {
        let operator = span.of(self.text).to_owned();
        self.lexer
            .warn(WarningKind::StrayOperator { operator }, span);
    }

    fn warn_of_depth(&mut self, query: &Query) {
        if let Some(span) = query.span() {
            self.lexer
                .warn(WarningKind::TooDeep { limit: MAX_DEPTH }, span);
        }
    }

    /// Warns of an `OR` beside plain words: whether it reaches over them differs between services.
    fn warn_of_mixing(&mut self, chains: &[Vec<Vec<Query>>]) {
        let has_plain_words = |query: &Query| {
            query.positive_leaves().any(|leaf| leaf.field.is_none()) && !query.is_compound()
        };
        let is_plain = |chain: &&Vec<Vec<Query>>| {
            chain.len() == 1 && chain.iter().flatten().any(has_plain_words)
        };
        let choice = chains.iter().find(|chain| chain.len() > 1);
        let span = choice.and_then(|chain| {
            chain
                .iter()
                .flatten()
                .filter_map(Query::span)
                .reduce(Span::join)
        });
        if let Some(span) = span.filter(|_| chains.iter().any(|chain| is_plain(&chain))) {
            self.lexer.warn(WarningKind::MixedOperators, span);
        }
    }

    /// Warns of a query, or part of a choice, that only excludes.
    fn warn_of_negatives(&mut self, query: &Query) {
        match query {
            Query::Any(parts) => {
                for part in parts {
                    self.warn_of_negatives(part);
                }
            }
            _ if query.is_negative() => {
                if let Some(span) = query.span() {
                    self.lexer.warn(WarningKind::OnlyNegative, span);
                }
            }
            Query::All(parts) => {
                for choice in parts.iter().filter(|part| matches!(part, Query::Any(_))) {
                    self.warn_of_negatives(choice);
                }
            }
            _ => {}
        }
    }
}
