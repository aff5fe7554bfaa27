//! Lists of other articles among the parts of a page.

use super::super::blocks;
use super::super::residue;
use super::super::survey::attribute;
use super::outline::Outline;

/// How many linked headings make a list of articles.
pub(super) const MIN_LISTED: usize = 3;
/// Longest text that is looked at as the heading of a box, in bytes.
pub(super) const MAX_HEADING: usize = 60;

/// Whether a part is a row of like items each of which leads elsewhere, as comments and lists of
/// articles are.
pub(super) fn is_item_list(outline: &Outline<'_>, number: usize) -> bool {
    let mut items = 0;
    let mut leading = 0;
    let mut good = 0;
    let mut first: Option<usize> = None;
    for child in outline.children(number) {
        let part = &outline.parts[child];
        let name = part.element.value().name();
        if !matches!(name, "div" | "li" | "article" | "section" | "tr" | "dl") || part.text == 0 {
            continue;
        }
        let is_first_or_like = first.is_none_or(|first| {
            let known = &outline.parts[first];
            known.element.value().name() == name
                && attribute(known.element, "class").map(first_word)
                    == attribute(part.element, "class").map(first_word)
        });
        first.get_or_insert(child);
        if is_first_or_like {
            items += 1;
            leading += usize::from(part.links > 0 || part.linked_headings > 0);
            good += part.good;
        }
    }
    items >= 3 && leading * 10 >= items * 7 && good * 10 >= outline.parts[number].good * 7
}

fn first_word(class: &str) -> &str {
    class.split_ascii_whitespace().next().unwrap_or_default()
}

/// Whether a part is a list of other articles, however long, under a heading that says so.
pub(super) fn is_headed_list(outline: &Outline<'_>, number: usize) -> bool {
    let part = &outline.parts[number];
    part.linked_headings >= MIN_LISTED
        && part.paragraphs <= 2 * part.linked_headings
        && begins_like_a_box(outline, number)
}

/// Whether the first words of a part are those over lists of other articles and invitations.
pub(super) fn begins_like_a_box(outline: &Outline<'_>, number: usize) -> bool {
    let part = &outline.parts[number];
    let name = part.element.value().name();
    if !matches!(name, "div" | "section" | "article") {
        return false;
    }
    let inside = (number + 1)..part.end;
    let first = inside
        .map(|inner| &outline.parts[inner])
        .find(|inner| inner.own > 0);
    first.is_some_and(|first| {
        first.own <= MAX_HEADING && residue::heads_a_box(&blocks::line_of(first.element))
    })
}
