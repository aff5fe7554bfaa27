//! Stands between tokenizer and tree builder, and drops tokens that would make the tree too deep or
//! too large, and text that nobody reads.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{LocalName, local_name};

use super::limits::MAX_DEPTH;
use super::raw_text::skip_raw_text;
use super::sink::{BoundedSink, Numbered};

/// Stands before the tree builder and drops what would make it slow, and what nobody reads.
pub(super) struct TokenGuard {
    pub(super) builder: TreeBuilder<Numbered, BoundedSink>,
    /// Start tags dropped for depth whose end tags are still to come, by name.
    dropped: RefCell<HashMap<LocalName, u32>>,
    /// Whether the text stands in a script or style that nobody reads.
    drops_text: Cell<bool>,
    /// What the tokenizer reads from.
    queue: Rc<BufferQueue>,
}

impl TokenGuard {
    /// A guard before an empty tree, for a tokenizer that reads from this queue.
    pub(super) fn new(queue: Rc<BufferQueue>) -> Self {
        let options = TreeBuilderOpts {
            drop_doctype: true,
            ..TreeBuilderOpts::default()
        };
        Self {
            builder: TreeBuilder::new(BoundedSink::new(), options),
            dropped: RefCell::default(),
            drops_text: Cell::new(false),
            queue,
        }
    }

    /// Whether tags were dropped because they stood too deep.
    pub(super) fn dropped_deep_tags(&self) -> bool {
        !self.dropped.borrow().is_empty()
    }

    /// Whether a tag may pass.
    fn admits(&self, tag: &Tag) -> bool {
        match tag.kind {
            TagKind::StartTag => {
                self.drops_text.set(is_unread_text(tag));
                if self.builder.sink.depth.get() < MAX_DEPTH || holds_raw_text(&tag.name) {
                    return true;
                }
                *self
                    .dropped
                    .borrow_mut()
                    .entry(tag.name.clone())
                    .or_insert(0) += 1;
                false
            }
            TagKind::EndTag => {
                self.drops_text.set(false);
                let mut dropped = self.dropped.borrow_mut();
                match dropped.get_mut(&tag.name).filter(|count| **count > 0) {
                    Some(count) => {
                        *count -= 1;
                        false
                    }
                    None => {
                        self.builder.sink.closes();
                        true
                    }
                }
            }
        }
    }
}

impl TokenSink for TokenGuard {
    type Handle = Numbered;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Numbered> {
        let opened = match &token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => Some(tag.name.clone()),
            _ => None,
        };
        let passes = match &token {
            Token::EOFToken | Token::DoctypeToken(_) => true,
            Token::CommentToken(_) | Token::ParseError(_) => false,
            _ if self.builder.sink.is_full() => false,
            Token::TagToken(tag) => self.admits(tag),
            Token::CharacterTokens(_) | Token::NullCharacterToken => !self.drops_text.get(),
        };
        if !passes {
            return TokenSinkResult::Continue;
        }
        let result = self.builder.process_token(token, line);
        if let (Some(name), TokenSinkResult::RawData(_)) = (opened, &result)
            && self.drops_text.get()
        {
            skip_raw_text(&self.queue, &name);
        }
        result
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Whether a tag opens a script or style; of scripts only data in JSON is read.
fn is_unread_text(tag: &Tag) -> bool {
    match tag.name {
        local_name!("style") => true,
        local_name!("script") => !tag.attrs.iter().any(|attribute| {
            attribute.name.local == local_name!("type") && attribute.value.contains("ld+json")
        }),
        _ => false,
    }
}

/// Whether the tokenizer reads what stands in the element as plain text: nothing nests in it.
fn holds_raw_text(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("iframe")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("noscript")
            | local_name!("script")
            | local_name!("style")
            | local_name!("textarea")
            | local_name!("title")
            | local_name!("xmp")
    )
}
