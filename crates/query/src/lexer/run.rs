//! Runs: where a word ends, what a star does in it, and what it is without the punctuation around it.

use super::{Attached, Lexer, Token, TokenKind};
use crate::characters::{is_group_space, is_hyphen, is_outer_punctuation, is_quote, is_space};
use crate::span::Span;
use crate::tree::LeafKind;
use crate::warnings::WarningKind;

impl Lexer<'_> {
    /// Takes the run at the position, and a last quotation mark right after it that opens nothing.
    pub(super) fn take_run(&mut self) -> Span {
        let run = self.run_at_position();
        self.position = run.end;
        if run.start < run.end {
            self.skip_unpaired_quote();
        }
        run
    }

    /// From the position to the next space that is not inside a number, bracket, quotation mark, or comma or
    /// semicolon that is not between digits.
    pub(super) fn run_at_position(&self) -> Span {
        let mut before = None;
        let mut letters = self.rest().char_indices().peekable();
        while let Some((offset, c)) = letters.next() {
            let is_digit = |c: &char| c.is_ascii_digit();
            let in_number = before.as_ref().is_some_and(is_digit)
                && letters.peek().is_some_and(|(_, next)| is_digit(next));
            let is_separator = matches!(c, ',' | ';') && !in_number;
            let (run, rest) = self.rest().split_at(offset);
            if is_group_space(c) && joins_groups(run, rest) {
                before = Some(c);
                continue;
            }
            if is_space(c) || is_quote(c) || matches!(c, '(' | ')') || is_separator {
                return Span::new(self.position, self.position + offset);
            }
            before = Some(c);
        }
        Span::new(self.position, self.text.len())
    }

    /// Makes an operator, a word or a prefix of a run of characters.
    pub(super) fn leaf_of_run(
        &mut self,
        start: usize,
        run: Span,
        wanted: LeafKind,
    ) -> Option<Token> {
        let span = Span::new(start, run.end);
        let text = run.of(self.text);
        let Some(star) = text.find('*') else {
            let word = self.trim_word(run);
            let whole = Span::new(start, word.end);
            return match operator(word.of(self.text)) {
                Some(kind) if self.attached == Attached::No && wanted == LeafKind::Word => {
                    Some(Token { kind, span: word })
                }
                // An operator that cannot be one here is a word, and only in quotes remains one.
                Some(_) if wanted == LeafKind::Word => self.leaf(LeafKind::Phrase, whole, word),
                _ => self.leaf(wanted, whole, word),
            };
        };
        let head = self.trim_word(Span::new(run.start, run.start + star));
        let tail = Span::new(run.start + star + 1, run.end);
        if !self.has_content(head) {
            self.position = tail.start;
            return None;
        }
        if self.has_content(tail) {
            let read_as = format!("{}*", head.of(self.text));
            self.warn(WarningKind::WildcardPosition { read_as }, span);
        }
        self.leaf(LeafKind::Prefix, span, head)
    }

    /// A piece to look for; none when it holds no letter or digit.
    pub(super) fn leaf(&mut self, kind: LeafKind, span: Span, text_span: Span) -> Option<Token> {
        if !self.has_content(text_span) {
            return None;
        }
        self.attached = Attached::No;
        Some(Token {
            kind: TokenKind::Leaf(kind, text_span),
            span,
        })
    }

    /// Without punctuation around it; a hyphen right after the word stays, for "sosiaali-".
    pub(super) fn trim_word(&self, run: Span) -> Span {
        let mut trimmed = self.trim(run, is_outer_punctuation);
        let after = Span::new(trimmed.end, run.end).of(self.text);
        let mut following = after.chars();
        if let Some(hyphen) = following.next().filter(|c| is_hyphen(*c))
            && trimmed.start < trimmed.end
            && !following.next().is_some_and(is_hyphen)
        {
            trimmed.end += hyphen.len_utf8();
        }
        trimmed
    }

    pub(super) fn trim(&self, span: Span, is_trimmed: fn(char) -> bool) -> Span {
        let text = span.of(self.text);
        let end = span.start + text.trim_end_matches(is_trimmed).len();
        let kept = Span::new(span.start, end).of(self.text);
        Span::new(end - kept.trim_start_matches(is_trimmed).len(), end)
    }

    pub(super) fn has_content(&self, span: Span) -> bool {
        span.of(self.text).contains(char::is_alphanumeric)
    }
}

/// Whether a space between two pieces of text stands between groups of digits of one number, as in "116 117" and
/// "12 345 678".
fn joins_groups(before: &str, after: &str) -> bool {
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = before.split(is_group_space);
    let is_first =
        |group: &str| matches!(group.len(), 1..=3) && !group.starts_with('0') && is_digits(group);
    let is_number = groups.next().is_some_and(is_first)
        && groups.all(|group| group.len() == 3 && is_digits(group));
    let next = after.trim_start_matches(is_group_space);
    let behind = next.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = next.len() - behind.len();
    let goes_on = behind.starts_with(char::is_alphanumeric);
    is_number && digits == 3 && !goes_on && after.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
}

/// The operator words, upper case only, the same whatever language the page is in: an address must
/// mean the same to everyone. "EI" and "INTE" are left out, since they exclude nothing in ordinary
/// text typed in capitals.
fn operator(word: &str) -> Option<TokenKind> {
    match word {
        "OR" | "TAI" | "ELLER" => Some(TokenKind::Or),
        "AND" | "JA" | "OCH" => Some(TokenKind::And),
        "NOT" => Some(TokenKind::Not),
        _ => None,
    }
}
