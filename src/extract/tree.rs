//! Parses a page into a tree of bounded size, depth and cost, whatever the page holds.
//!
//! html5ever does the parsing, scraper keeps the tree. Between them stands a guard, because some
//! pages make the standard's algorithm slow or its tree huge: a million attributes on one tag are
//! compared pairwise, a hundred thousand open elements are searched at every tag, and formatting
//! elements that are never closed are opened again in every paragraph. What goes beyond the limits
//! is left out and reported; pages that people read are far below them.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use html5ever::interface::{
    Attribute, ElementFlags, NodeOrText, QuirksMode, TokenizerResult, TreeSink,
};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{LocalName, QualName, local_name};
use scraper::{Html, HtmlTreeSink};

use super::warning::{Warning, WarningCode};

/// Longest text that is parsed, in bytes. The rest is cut off.
pub(super) const MAX_TEXT: usize = 16 << 20;
/// Most elements in a tree. Tags beyond that, and the text after them, are left out.
const MAX_ELEMENTS: usize = 200_000;
/// Most elements that stand open in each other. Tags beyond that are left out, their text stays.
pub(super) const MAX_DEPTH: u16 = 512;
/// Most attributes of a tag. The rest are left out.
const MAX_ATTRIBUTES: usize = 256;

/// Parses a page.
pub(super) fn parse(text: &str, warnings: &mut Vec<Warning>) -> Html {
    let text = shortened(text, warnings);
    let text = with_few_attributes(text, warnings);
    let sink = BoundedSink::new();
    let options = TreeBuilderOpts {
        drop_doctype: true,
        ..TreeBuilderOpts::default()
    };
    let guard = TokenGuard {
        builder: TreeBuilder::new(sink, options),
        dropped: RefCell::default(),
        drops_text: Cell::new(false),
    };
    let tokenizer = Tokenizer::new(guard, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(&text));
    // The tree builder stops the tokenizer at each script, to let it run; here none runs.
    while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    tokenizer.end();
    let guard = tokenizer.sink;
    if guard.builder.sink.is_full() {
        warnings.push(Warning::new(
            WarningCode::PageCut,
            format!(
                "the page has more than {MAX_ELEMENTS} elements; what follows them is not read"
            ),
        ));
    }
    if !guard.dropped.borrow().is_empty() {
        warnings.push(Warning::new(
            WarningCode::DeepNesting,
            format!(
                "elements stand in each other more than {MAX_DEPTH} deep; deeper ones are read flat"
            ),
        ));
    }
    guard.builder.sink.finish()
}

fn shortened<'a>(text: &'a str, warnings: &mut Vec<Warning>) -> &'a str {
    if text.len() <= MAX_TEXT {
        return text;
    }
    warnings.push(Warning::new(
        WarningCode::PageCut,
        format!(
            "the page has {} bytes; only the first {MAX_TEXT} are read",
            text.len()
        ),
    ));
    &text[..text.floor_char_boundary(MAX_TEXT)]
}

/// The text with at most [`MAX_ATTRIBUTES`] attributes in anything that looks like a tag.
///
/// Every `<` before a letter is looked at as the beginning of a tag, also inside scripts and
/// quoted values, so that no trick of quoting hides a tag from the count.
fn with_few_attributes<'a>(text: &'a str, warnings: &mut Vec<Warning>) -> Cow<'a, str> {
    let bytes = text.as_bytes();
    let mut kept = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = text[at..].find('<') {
        at += found + 1;
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let tag = scan_tag(bytes, at, MAX_ATTRIBUTES);
        if tag.is_whole {
            continue;
        }
        kept.push_str(&text[copied..tag.stopped_at]);
        copied = scan_tag(bytes, tag.stopped_at, usize::MAX).stopped_at;
        at = copied;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    warnings.push(Warning::new(
        WarningCode::AttributesCut,
        format!("a tag has more than {MAX_ATTRIBUTES} attributes; the others are not read"),
    ));
    kept.push_str(&text[copied..]);
    Cow::Owned(kept)
}

/// How far [`scan_tag`] came.
struct TagScan {
    /// The `>`, or the attribute that would be one too many, or the end of the text.
    stopped_at: usize,
    /// Whether the tag ended before there were too many attributes.
    is_whole: bool,
}

/// Walks over a tag from its name or one of its attributes, past at most `most` attributes.
fn scan_tag(bytes: &[u8], from: usize, most: usize) -> TagScan {
    let mut at = from;
    // The tag's name counts as one more, unless the walk begins at an attribute.
    let mut words = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'>' => break,
            b'/' => at += 1,
            byte if byte.is_ascii_whitespace() => at += 1,
            _ if words > most => {
                return TagScan {
                    stopped_at: at,
                    is_whole: false,
                };
            }
            _ => {
                words += 1;
                at = after_attribute(bytes, at);
            }
        }
    }
    TagScan {
        stopped_at: at,
        is_whole: true,
    }
}

/// Where an attribute that begins at `at` ends, its value included.
fn after_attribute(bytes: &[u8], at: usize) -> usize {
    let name_ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/' | b'=');
    // A first `=` belongs to the name.
    let mut end = at + 1;
    end += bytes[end..]
        .iter()
        .position(name_ends)
        .unwrap_or(bytes.len() - end);
    let is_space = |byte: &u8| byte.is_ascii_whitespace();
    let gap = bytes[end..]
        .iter()
        .take_while(|byte| is_space(byte))
        .count();
    if bytes.get(end + gap) != Some(&b'=') {
        return end;
    }
    end += gap + 1;
    end += bytes[end..]
        .iter()
        .take_while(|byte| is_space(byte))
        .count();
    let rest = &bytes[end..];
    let length = match rest.first() {
        Some(quote @ (b'"' | b'\'')) => rest[1..]
            .iter()
            .position(|byte| byte == quote)
            .map(|length| length + 2),
        _ => rest.iter().position(|byte| is_space(byte) || *byte == b'>'),
    };
    end + length.unwrap_or(rest.len())
}

/// Stands before the tree builder and drops what would make it slow, and what nobody reads.
struct TokenGuard {
    builder: TreeBuilder<Numbered, BoundedSink>,
    /// Start tags dropped for depth whose end tags are still to come, by name.
    dropped: RefCell<HashMap<LocalName, u32>>,
    /// Whether the text stands in a script or style that nobody reads.
    drops_text: Cell<bool>,
}

impl TokenGuard {
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
        let passes = match &token {
            Token::EOFToken | Token::DoctypeToken(_) => true,
            Token::CommentToken(_) | Token::ParseError(_) => false,
            _ if self.builder.sink.is_full() => false,
            Token::TagToken(tag) => self.admits(tag),
            Token::CharacterTokens(_) | Token::NullCharacterToken => !self.drops_text.get(),
        };
        if passes {
            self.builder.process_token(token, line)
        } else {
            TokenSinkResult::Continue
        }
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

/// A node of the tree, and its number among all nodes that were made.
#[derive(Clone, Copy)]
struct Numbered {
    node: <HtmlTreeSink as TreeSink>::Handle,
    number: usize,
}

/// Keeps the tree, and knows how deep and how large it is.
struct BoundedSink {
    tree: HtmlTreeSink,
    /// Depth of each node, by number.
    depths: RefCell<Vec<u16>>,
    /// Depth of the element that stands open, as far as the last insertion and the end tags since
    /// tell: the tree builder does not report every element it closes.
    depth: Cell<u16>,
    elements: Cell<usize>,
}

impl BoundedSink {
    fn new() -> Self {
        Self {
            tree: HtmlTreeSink::new(Html::new_document()),
            // The document itself is number 0.
            depths: RefCell::new(vec![0]),
            depth: Cell::new(0),
            elements: Cell::new(0),
        }
    }

    fn is_full(&self) -> bool {
        self.elements.get() >= MAX_ELEMENTS
    }

    fn numbered(&self, node: <HtmlTreeSink as TreeSink>::Handle) -> Numbered {
        let mut depths = self.depths.borrow_mut();
        depths.push(0);
        Numbered {
            node,
            number: depths.len() - 1,
        }
    }

    fn depth_of(&self, node: Numbered) -> u16 {
        self.depths
            .borrow()
            .get(node.number)
            .copied()
            .unwrap_or_default()
    }

    /// Notes that something now stands inside a parent at a depth; a tag that follows opens in it.
    fn placed(&self, child: &NodeOrText<Numbered>, parent_depth: u16) {
        match child {
            NodeOrText::AppendNode(node) => {
                if let Some(known) = self.depths.borrow_mut().get_mut(node.number) {
                    *known = parent_depth + 1;
                }
                self.depth.set(parent_depth + 1);
            }
            NodeOrText::AppendText(_) => self.depth.set(parent_depth),
        }
    }

    /// Notes that an end tag comes, which closes an element in most cases.
    fn closes(&self) {
        self.depth.set(self.depth.get().saturating_sub(1));
    }
}

/// What scraper's sink takes for a child.
fn inner(child: NodeOrText<Numbered>) -> NodeOrText<<HtmlTreeSink as TreeSink>::Handle> {
    match child {
        NodeOrText::AppendNode(node) => NodeOrText::AppendNode(node.node),
        NodeOrText::AppendText(text) => NodeOrText::AppendText(text),
    }
}

impl TreeSink for BoundedSink {
    type Handle = Numbered;
    type Output = Html;
    type ElemName<'a> = <HtmlTreeSink as TreeSink>::ElemName<'a>;

    fn finish(self) -> Html {
        self.tree.finish()
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Numbered {
        Numbered {
            node: self.tree.get_document(),
            number: 0,
        }
    }

    fn elem_name<'a>(&'a self, target: &'a Numbered) -> Self::ElemName<'a> {
        self.tree.elem_name(&target.node)
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        flags: ElementFlags,
    ) -> Numbered {
        self.elements.set(self.elements.get() + 1);
        self.numbered(self.tree.create_element(name, attributes, flags))
    }

    fn create_comment(&self, text: StrTendril) -> Numbered {
        self.numbered(self.tree.create_comment(text))
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> Numbered {
        self.numbered(self.tree.create_pi(target, data))
    }

    fn append(&self, parent: &Numbered, child: NodeOrText<Numbered>) {
        self.placed(&child, self.depth_of(*parent));
        self.tree.append(&parent.node, inner(child));
    }

    fn append_based_on_parent_node(
        &self,
        element: &Numbered,
        previous: &Numbered,
        child: NodeOrText<Numbered>,
    ) {
        self.placed(&child, self.depth_of(*previous));
        self.tree
            .append_based_on_parent_node(&element.node, &previous.node, inner(child));
    }

    fn append_doctype_to_document(&self, name: StrTendril, public: StrTendril, system: StrTendril) {
        self.tree.append_doctype_to_document(name, public, system);
    }

    fn get_template_contents(&self, target: &Numbered) -> Numbered {
        let node = self.tree.get_template_contents(&target.node);
        let contents = self.numbered(node);
        self.depths.borrow_mut()[contents.number] = self.depth_of(*target) + 1;
        contents
    }

    fn same_node(&self, one: &Numbered, other: &Numbered) -> bool {
        one.node == other.node
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.tree.set_quirks_mode(mode);
    }

    fn append_before_sibling(&self, sibling: &Numbered, node: NodeOrText<Numbered>) {
        self.placed(&node, self.depth_of(*sibling).saturating_sub(1));
        self.tree.append_before_sibling(&sibling.node, inner(node));
    }

    fn add_attrs_if_missing(&self, target: &Numbered, attributes: Vec<Attribute>) {
        self.tree.add_attrs_if_missing(&target.node, attributes);
    }

    fn remove_from_parent(&self, target: &Numbered) {
        self.tree.remove_from_parent(&target.node);
    }

    fn reparent_children(&self, node: &Numbered, parent: &Numbered) {
        self.tree.reparent_children(&node.node, &parent.node);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Depth of the tree and the codes of the warnings.
    fn measure(text: &str) -> (usize, usize, Vec<&'static str>) {
        let mut warnings = Vec::new();
        let html = parse(text, &mut warnings);
        let mut deepest = 0;
        let mut depth = 0usize;
        let mut count = 0;
        for edge in html.tree.root().traverse() {
            match edge {
                ego_tree::iter::Edge::Open(_) => {
                    depth += 1;
                    count += 1;
                    deepest = deepest.max(depth);
                }
                ego_tree::iter::Edge::Close(_) => depth -= 1,
            }
        }
        (
            deepest,
            count,
            warnings
                .iter()
                .map(|warning| warning.code.as_str())
                .collect(),
        )
    }

    fn text_of(text: &str) -> String {
        let html = parse(text, &mut Vec::new());
        html.root_element().text().collect()
    }

    #[test]
    fn ordinary_pages_are_parsed_as_scraper_does() {
        let page = "<!doctype html><html lang=fi><head><title>A</title></head><body class='a b'>\
            <p>Yksi<p>Kaksi <b>kolme<i>neljä</b>viisi</i><table>x<tr><td>1</table><svg><path/></svg>\
            <select><option>a<option>b</select><template><p>t</p></template><br></br></body>";
        let ours = parse(page, &mut Vec::new());
        let theirs = Html::parse_document(page).html();
        assert_eq!(
            Some(ours.html().as_str()),
            theirs.strip_prefix("<!DOCTYPE html>")
        );
    }

    #[test]
    fn scripts_and_styles_are_left_empty_but_data_stays() {
        let page = "<script>var a = '<p>x</p>';</script><style>p{}</style>\
            <script type='application/ld+json'>{\"a\":1}</script><p>b<!-- c --></p>";
        assert_eq!(text_of(page), "{\"a\":1}b");
    }

    #[test]
    fn nesting_without_end_is_read_flat() {
        let page = format!(
            "{}sisin{}<p>loppu",
            "<div>".repeat(100_000),
            "</div>".repeat(100_000)
        );
        let (depth, _, codes) = measure(&page);
        assert!(depth <= usize::from(MAX_DEPTH) + 4, "{depth}");
        assert_eq!(codes, ["deep_nesting"]);
        assert_eq!(text_of(&page), "sisinloppu");
        let balanced = format!("{}x</div></div>y", "<div>".repeat(600));
        assert_eq!(text_of(&balanced), "xy");
    }

    #[test]
    fn a_million_attributes_are_cut_to_a_few() {
        let mut page = "<p".to_owned();
        for number in 0..1_000_000 {
            page.push_str(&format!(" a{number}='>'"));
        }
        page.push_str(">teksti</p><p>muu");
        let mut warnings = Vec::new();
        let html = parse(&page, &mut warnings);
        assert_eq!(warnings[0].code.as_str(), "attributes_cut");
        let paragraph = html
            .select(&scraper::Selector::parse("p").unwrap())
            .next()
            .unwrap();
        assert_eq!(paragraph.value().attrs().count(), MAX_ATTRIBUTES);
        assert_eq!(html.root_element().text().collect::<String>(), "tekstimuu");
    }

    #[test]
    fn attributes_are_counted_behind_quotes_and_slashes() {
        let page = "<a href='x>y' title=\"<b c d>\" data-x=it's / z =1>teksti</a>";
        assert_eq!(with_few_attributes(page, &mut Vec::new()), page);
        let scan = scan_tag(page.as_bytes(), 1, 5);
        assert_eq!(
            (scan.is_whole, &page[scan.stopped_at..]),
            (true, ">teksti</a>")
        );
        assert!(!scan_tag(page.as_bytes(), 1, 3).is_whole);
        assert!(scan_tag(b"a b='", 0, 9).is_whole);
    }

    #[test]
    fn formatting_that_is_opened_again_everywhere_stays_small() {
        let mut page = String::new();
        for number in 0..20_000 {
            page.push_str(&format!("<p><b id=n{number}>x</p>"));
        }
        let (depth, count, codes) = measure(&page);
        assert!(count < MAX_ELEMENTS && depth < 2_000, "{count} {depth}");
        assert_eq!(codes, ["deep_nesting"]);
    }

    #[test]
    fn a_page_with_too_many_elements_ends_at_the_limit() {
        let page = "<p>x".repeat(2 * MAX_ELEMENTS);
        let (_, count, codes) = measure(&page);
        assert!(count < 2 * MAX_ELEMENTS + 10, "{count}");
        assert_eq!(codes, ["page_cut"]);
    }

    #[test]
    fn end_tags_that_close_nothing_do_not_let_the_tree_grow() {
        let (depth, _, _) = measure(&"<div></x></x>".repeat(100_000));
        assert!(depth < 2_000, "{depth}");
    }

    #[test]
    fn a_page_beyond_the_limit_is_cut_between_characters() {
        let page = "ä".repeat(MAX_TEXT);
        let mut warnings = Vec::new();
        assert_eq!(shortened(&page, &mut warnings).len(), MAX_TEXT);
        let odd = format!("a{page}");
        assert_eq!(shortened(&odd, &mut warnings).len(), MAX_TEXT - 1);
        assert_eq!(warnings.len(), 2);
    }
}
