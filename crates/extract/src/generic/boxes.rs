//! Boxes inside the article's text that do not belong to it: rows of links, teasers of other
//! articles, invitations to subscribe.

use std::collections::HashSet;

use ego_tree::NodeId;
use scraper::ElementRef;

use super::super::blocks;
use super::super::residue;
use super::choose::is_item_list;
use super::has_stem;
use super::outline::{Outline, Part, is_heading};

/// A box holds less than this share of the article's text, in percent.
const MAX_SHARE: usize = 30;
/// Teasers hold no more than this share of the article's text together, in percent.
const MAX_SHARE_OF_TEASERS: usize = 40;
/// How many linked headings make a list of teasers, and the text beside it from which the page is no
/// list itself, in bytes.
const MIN_LISTED: usize = 3;
const MIN_BESIDE_LIST: usize = 1_000;
/// Beginnings of words in the classes of teasers.
const POST_STEMS: &[&str] = &[
    "article", "blog", "news", "post", "story", "teaser", "uutis",
];
/// Share of links, in percent, from which a part is a row of links.
const MOSTLY_LINKS: usize = 60;
/// Most text of a card about another article, in bytes.
const MAX_TEASER: usize = 320;
/// Text from which a paragraph that is a link is kept, in bytes.
const MIN_SENTENCES: usize = 120;
/// Longest text that is looked at as the heading of a box, in bytes.
const MAX_HEADING: usize = 60;

/// The elements in a part that are left out of the text.
pub(super) fn left_out(outline: &Outline<'_>, root: usize) -> HashSet<NodeId> {
    let mut left_out = HashSet::new();
    let all = outline.parts[root].good;
    let end = outline.parts[root].end;
    // Lists of things with a link in each heading are articles, too: then no item is a teaser.
    let children = (root + 1)..end;
    let in_teasers: usize = children
        .map(|number| &outline.parts[number])
        .filter(|part| is_innermost_teaser(part))
        .map(|part| part.good)
        .sum();
    let has_teasers = in_teasers * 100 <= all * MAX_SHARE_OF_TEASERS;
    let mut number = root + 1;
    while number < end {
        let part = &outline.parts[number];
        if heads_links(part) {
            leave_out_below(outline, number, &mut left_out);
        }
        if (is_box(outline, number, part, all) && !is_list_amid_text(outline, number, root))
            || (has_teasers && is_teaser(part, all))
            || is_list_of_teasers(outline, number, all)
        {
            left_out.insert(part.element.id());
            number = part.end;
        } else {
            number += 1;
        }
    }
    left_out
}

/// Whether a part is a heading over links to other articles.
fn heads_links(part: &Part<'_>) -> bool {
    is_heading(part.element.value().name())
        && (1..=MAX_HEADING).contains(&part.own)
        && residue::heads_a_box(&blocks::line_of(part.element))
}

/// Leaves out a heading and the small groups behind it that lead to other articles.
fn leave_out_below(outline: &Outline<'_>, heading: usize, left_out: &mut HashSet<NodeId>) {
    let behind = outline.children(outline.parts[heading].parent);
    let mut groups = behind.filter(|child| *child > heading).take_while(|child| {
        let part = &outline.parts[*child];
        is_group(part.element.value().name()) && part.links > 0 && part.good <= MAX_TEASER
    });
    let Some(first) = groups.next() else { return };
    left_out.insert(outline.parts[heading].element.id());
    for group in std::iter::once(first).chain(groups) {
        left_out.insert(outline.parts[group].element.id());
    }
}

/// Whether a part is a list of links to other pages that running text follows.
fn is_list_amid_text(outline: &Outline<'_>, number: usize, root: usize) -> bool {
    let part = &outline.parts[number];
    let is_list = matches!(part.element.value().name(), "ul" | "ol" | "li");
    let behind = &outline.parts[part.end..outline.parts[root].end];
    is_list
        && part.foreign_links * 10 >= part.links * 8
        && behind.iter().any(|behind| behind.good >= 100)
}

/// Whether a part is a list of other articles beside text that holds more than an introduction to it.
fn is_list_of_teasers(outline: &Outline<'_>, number: usize, all: usize) -> bool {
    let part = &outline.parts[number];
    let beside = all - part.good;
    is_group(part.element.value().name())
        && part.linked_headings >= MIN_LISTED
        && part.paragraphs <= 2 * part.linked_headings
        && beside >= MIN_BESIDE_LIST
        && 2 * beside >= part.good
        && is_item_list(outline, number)
        && outline
            .children(number)
            .any(|item| is_post(outline.parts[item].element))
}

/// Whether an element calls itself an article of the site.
fn is_post(element: ElementRef<'_>) -> bool {
    element.value().name() == "article" || has_stem(element, POST_STEMS)
}

/// Whether a part is a heading that leads to another page, with a sentence or two.
fn is_teaser(part: &Part<'_>, all: usize) -> bool {
    is_group(part.element.value().name())
        && part.good * 100 <= all * MAX_SHARE
        && part.linked_headings > 0
        && part.paragraphs <= 2 * part.linked_headings
}

fn is_innermost_teaser(part: &Part<'_>) -> bool {
    is_group(part.element.value().name()) && part.linked_headings == 1 && part.paragraphs <= 2
}

fn is_box(outline: &Outline<'_>, number: usize, part: &Part<'_>, all: usize) -> bool {
    let name = part.element.value().name();
    if is_heading(name) || part.text == 0 || part.good * 100 > all * MAX_SHARE {
        return false;
    }
    let is_group = is_group(name);
    if part.good == 0 && part.links * 100 > part.text * MOSTLY_LINKS {
        // A link alone in its paragraph leads on; one that is sentences long is text.
        return is_group || (name == "p" && part.text < MIN_SENTENCES);
    }
    if !is_group {
        return false;
    }
    begins_like_a_box(outline, number)
        || (is_item_list(outline, number) && part.linked_headings > 0)
}

/// Whether an element holds several things.
fn is_group(name: &str) -> bool {
    matches!(
        name,
        "div"
            | "section"
            | "article"
            | "ul"
            | "ol"
            | "dl"
            | "li"
            | "table"
            | "td"
            | "center"
            | "header"
    )
}

/// Whether the first words of a part are those over lists of other articles and invitations.
fn begins_like_a_box(outline: &Outline<'_>, number: usize) -> bool {
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
