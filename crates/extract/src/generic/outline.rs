//! The parts of a page in the order of its text, with how much of each reads like an article.

use std::collections::HashSet;

use ego_tree::{NodeId, NodeRef};
use scraper::{ElementRef, Node};

use super::super::blocks;
use super::super::survey::attribute;
use super::super::walk::{self, Step, Visitor};
use super::elements::{is_inline, is_label};
use super::hints::{self};
use super::words::Hint;

/// Least length of a run of text that counts as article text, in bytes.
const MIN_RUN: usize = 40;

/// Running text behind the heading with which a part that misleads is the article, in bytes.
const MUCH: usize = 600;

/// Most running text between the heading and such a part, in bytes.
const LITTLE_BEFORE: usize = 250;

/// How many elements around a widget are looked at.
const MAX_AROUND: usize = 12;

/// Least text of a paragraph behind a paywall that is told from a prompt, in bytes.
const MIN_PARAGRAPH: usize = 100;

/// How many elements behind one are looked at.
const MAX_INSIDE: usize = 500;

/// Most parts that are kept; a page of this many is no article.
const MAX_PARTS: usize = 50_000;

/// One element that stands on lines of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part<'a> {
    pub(super) element: ElementRef<'a>,
    /// Number of the part around it.
    pub(super) parent: usize,
    /// Number after that of the last part inside it.
    pub(super) end: usize,
    /// Bytes of text inside it.
    pub(super) text: usize,
    /// How many of them are inside links.
    pub(super) links: usize,
    /// How many of them are inside links to other pages.
    pub(super) foreign_links: usize,
    /// Bytes of runs of text that read like an article.
    pub(super) good: usize,
    /// How many such runs there are.
    pub(super) paragraphs: usize,
    /// How many headings inside it lead to other pages.
    pub(super) linked_headings: usize,
    /// Bytes of its own text, not that of parts inside it.
    pub(super) own: usize,
}

/// The parts of a page; the number of a part is its place in the text.
pub(super) struct Outline<'a> {
    pub(super) parts: Vec<Part<'a>>,
    /// Elements that call themselves something else, or are hidden: not looked into.
    pub(super) closed: HashSet<NodeId>,
    /// The largest of those that may be the article under a name that misleads, and its bytes of
    /// text.
    pub(super) largest_closed: Option<(NodeId, usize)>,
    /// The same among all others.
    pub(super) largest_surely_closed: Option<(NodeId, usize)>,
}

impl<'a> Outline<'a> {
    /// Goes over a page. Elements in `open` are looked into, whatever they call themselves;
    /// without `trusts_hints`, all are that may be the article.
    pub(super) fn of(
        body: ElementRef<'a>,
        heading: Option<NodeId>,
        open: &HashSet<NodeId>,
        trusts_hints: bool,
    ) -> Self {
        let mut surveyor = Surveyor {
            outline: Self {
                parts: Vec::new(),
                closed: HashSet::new(),
                largest_closed: None,
                largest_surely_closed: None,
            },
            open,
            trusts_hints,
            heading,
            behind_heading: None,
            stack: Vec::new(),
            links: 0,
            foreign_links: 0,
        };
        walk::walk(*body, &mut surveyor);
        surveyor.outline
    }

    /// The number of the part that an element is, or stands in.
    pub(super) fn number_of(&self, element: ElementRef<'_>) -> Option<usize> {
        let mut around =
            std::iter::once(element.id()).chain(element.ancestors().map(|node| node.id()));
        around.find_map(|id| self.parts.iter().position(|part| part.element.id() == id))
    }

    /// The parts right inside a part.
    pub(super) fn children(&self, number: usize) -> impl Iterator<Item = usize> {
        let end = self.parts[number].end;
        let mut next = number + 1;
        std::iter::from_fn(move || {
            let child = next;
            (child < end).then(|| {
                next = self.parts[child].end;
                child
            })
        })
    }

    pub(super) fn is_inside(&self, inner: usize, outer: usize) -> bool {
        outer <= inner && inner < self.parts[outer].end
    }
}

struct Surveyor<'a, 'o> {
    outline: Outline<'a>,
    open: &'o HashSet<NodeId>,
    trusts_hints: bool,
    heading: Option<NodeId>,
    /// Bytes of running text since the heading; none before it.
    behind_heading: Option<usize>,
    /// Numbers of the parts that are open, with their own runs of text.
    stack: Vec<(usize, Run)>,
    /// How many links are open, and how many of those lead to other pages.
    links: usize,
    foreign_links: usize,
}

/// Text of a part that stands in no part inside it.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    text: usize,
    links: usize,
    foreign_links: usize,
}

impl<'a> Surveyor<'a, '_> {
    /// Whether the article begins in an element that calls itself something else: it holds the first
    /// running text behind the heading, and much of it.
    fn holds_beginning(&self, element: ElementRef<'a>, hint: Hint, text: usize) -> bool {
        let misleads =
            may_mislead(hint) || (hint == Hint::Surely && hints::is_generic_element(element));
        misleads
            && text >= MUCH
            && self
                .behind_heading
                .is_some_and(|since| since < LITTLE_BEFORE)
    }

    /// Notes an element that is not looked into.
    fn close(&mut self, element: ElementRef<'a>, hint: Hint, text: usize) {
        let id = element.id();
        self.outline.closed.insert(id);
        let largest = if may_mislead(hint) {
            &mut self.outline.largest_closed
        } else {
            &mut self.outline.largest_surely_closed
        };
        if largest.is_none_or(|(_, known)| text > known) {
            *largest = Some((id, text));
        }
    }

    /// What an element says it is. Inside code, classes are about colours.
    fn hint(&self, element: ElementRef<'a>) -> Option<Hint> {
        let (number, _) = self.stack.last()?;
        let is_in_code = self.outline.parts[*number].element.value().name() == "pre";
        if is_in_code {
            return None;
        }
        hints::hint(element)
    }

    fn enter_element(&mut self, element: ElementRef<'a>) -> Step {
        let name = element.value().name();
        let is_body = self.stack.is_empty();
        if !is_body && !self.open.contains(&element.id()) {
            if walk::is_unread(name) || blocks::is_hidden(element) {
                return Step::Over;
            }
            if hints::is_unseen(element) {
                self.outline.closed.insert(element.id());
                return Step::Over;
            }
            match self.hint(element) {
                Some(Hint::Other | Hint::Controls)
                    if !self.trusts_hints || hints::says_body(element) => {}
                Some(Hint::Paid) if holds_paragraphs(element) => {}
                Some(Hint::Other) if hints::is_widget(element) && is_in_body(element) => {}
                Some(hint) => {
                    let text = running_text(element);
                    let is_wordy = hint == Hint::Controls && text >= MUCH;
                    if !is_wordy && !self.holds_beginning(element, hint, text) {
                        self.close(element, hint, text);
                        return Step::Over;
                    }
                }
                None => {}
            }
        }
        if name == "a" {
            self.links += usize::from(!blocks::is_opener(element));
            self.foreign_links += usize::from(leads_away(element));
        }
        if is_inline(name) {
            return Step::Into;
        }
        if self.outline.parts.len() >= MAX_PARTS {
            return Step::Over;
        }
        if self.heading == Some(element.id()) {
            self.behind_heading = Some(0);
        }
        let number = self.outline.parts.len();
        let parent = self.stack.last().map_or(0, |(number, _)| *number);
        self.outline.parts.push(Part {
            element,
            parent,
            end: number + 1,
            text: 0,
            links: 0,
            foreign_links: 0,
            good: 0,
            paragraphs: 0,
            linked_headings: 0,
            own: 0,
        });
        self.stack.push((number, Run::default()));
        Step::Into
    }

    fn leave_part(&mut self) {
        let Some((number, run)) = self.stack.pop() else {
            return;
        };
        let end = self.outline.parts.len();
        let part = &mut self.outline.parts[number];
        let name = part.element.value().name();
        part.end = end;
        part.own = run.text;
        part.text += run.text;
        part.links += run.links;
        part.foreign_links += run.foreign_links;
        if is_heading(name) {
            let is_linked = run.text > 0 && run.foreign_links * 10 >= run.text * 9;
            part.linked_headings += usize::from(is_linked);
        } else if run.text >= MIN_RUN && run.text > 2 * run.links && !is_label(name) {
            part.good += run.text;
            part.paragraphs += 1;
            if let Some(since) = &mut self.behind_heading {
                *since += run.text;
            }
        }
        let done = *part;
        if let Some((outer, _)) = self.stack.last() {
            let outer = &mut self.outline.parts[*outer];
            outer.text += done.text;
            outer.links += done.links;
            outer.foreign_links += done.foreign_links;
            outer.good += done.good;
            outer.paragraphs += done.paragraphs;
            outer.linked_headings += done.linked_headings;
        }
    }
}

impl<'a> Visitor<'a> for Surveyor<'a, '_> {
    fn enter(&mut self, node: NodeRef<'a, Node>) -> Step {
        if let Some(element) = ElementRef::wrap(node) {
            return self.enter_element(element);
        }
        if let (Node::Text(text), Some((_, run))) = (node.value(), self.stack.last_mut()) {
            let length = text.trim().len();
            run.text += length;
            if self.links > 0 {
                run.links += length;
            }
            if self.foreign_links > 0 {
                run.foreign_links += length;
            }
        }
        Step::Over
    }

    fn leave(&mut self, node: NodeRef<'a, Node>) {
        let Some(element) = ElementRef::wrap(node) else {
            return;
        };
        let name = element.value().name();
        if name == "a" {
            let links = usize::from(!blocks::is_opener(element));
            self.links = self.links.saturating_sub(links);
            let leads = usize::from(leads_away(element));
            self.foreign_links = self.foreign_links.saturating_sub(leads);
        }
        if !is_inline(name) {
            self.leave_part();
        }
    }
}

/// Whether an article may call itself so.
fn may_mislead(hint: Hint) -> bool {
    matches!(
        hint,
        Hint::Other | Hint::Controls | Hint::Paid | Hint::Column
    )
}

/// Whether an element stands in one that says it is the article's text, or in the main part of the page:
/// page builders call its pieces widgets.
fn is_in_body(element: ElementRef<'_>) -> bool {
    element
        .ancestors()
        .filter_map(ElementRef::wrap)
        .take(MAX_AROUND)
        .any(|around| around.value().name() == "main" || hints::says_body(around))
}

/// Bytes of the longer pieces of text in an element that are no links.
fn running_text(element: ElementRef<'_>) -> usize {
    let pieces = element.descendants().filter_map(|node| {
        let length = node.value().as_text()?.trim().len();
        let around = node.parent().and_then(ElementRef::wrap)?;
        let is_read = !matches!(around.value().name(), "a" | "script" | "style" | "option");
        (length >= MIN_RUN && is_read).then_some(length)
    });
    pieces.sum()
}

/// Whether an element holds a paragraph of running text and asks for nothing.
fn holds_paragraphs(element: ElementRef<'_>) -> bool {
    let mut has_paragraph = false;
    let mut asks = false;
    for inner in element.descendent_elements().take(MAX_INSIDE) {
        match inner.value().name() {
            "form" | "input" | "button" => asks = true,
            "p" => {
                let length: usize = inner.text().map(|text| text.trim().len()).sum();
                has_paragraph |= length >= MIN_PARAGRAPH;
            }
            _ => {}
        }
    }
    has_paragraph && !asks
}

/// Whether a link leads to another place than one on the page.
fn leads_away(link: ElementRef<'_>) -> bool {
    attribute(link, "href").is_some_and(|href| !href.starts_with('#') && !href.contains("/#"))
}

/// Headings of any level.
pub(super) fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}
