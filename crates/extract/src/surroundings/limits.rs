//! How far around the title and in how long texts dates and writers are looked for.

use scraper::{ElementRef, Node};

/// How many elements around the title are looked into, from the inside out.
pub(super) const LEVELS: usize = 5;

/// Longest text of an element that states a date or a writer, in bytes.
pub(super) const MAX_STATEMENT: usize = 120;

/// Some elements around the title, from the inside out, without those that only wrap the one before.
pub(super) fn levels<'a>(
    title: ElementRef<'a>,
    most: usize,
) -> impl Iterator<Item = ElementRef<'a>> {
    let around = title.ancestors().filter_map(ElementRef::wrap);
    around.take(most).filter(|part| !wraps_one(*part))
}

/// Whether an element holds one other, and nothing beside it.
fn wraps_one(element: ElementRef<'_>) -> bool {
    let mut children = element.children().filter(|child| match child.value() {
        Node::Element(_) => true,
        Node::Text(text) => !text.trim().is_empty(),
        _ => false,
    });
    children.next().is_some() && children.next().is_none()
}
