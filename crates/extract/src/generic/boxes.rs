//! Boxes inside the article's text that do not belong to it: rows of links, teasers of other
//! articles, invitations to subscribe.

use std::collections::HashSet;

use ego_tree::NodeId;
use scraper::ElementRef;

use super::super::blocks;
use super::super::residue;
use super::has_stem;
use super::lists::{MAX_HEADING, MIN_LISTED, begins_like_a_box, is_headed_list, is_item_list};
use super::outline::{Outline, Part, is_heading};

/// A box holds less than this share of the article's text, in percent.
const MAX_SHARE: usize = 30;
/// Teasers hold no more than this share of the article's text together, in percent.
const MAX_SHARE_OF_TEASERS: usize = 40;
/// Text beside a list of teasers from which the page is no list itself, in bytes.
const MIN_BESIDE_LIST: usize = 1_000;
/// The same where a heading over the list says that it is one of other articles.
const MIN_BESIDE_HEADED_LIST: usize = 200;
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
            || (all - part.good >= MIN_BESIDE_HEADED_LIST && is_headed_list(outline, number))
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

/// How many articles the lists show that are left out though they hold much of what was found.
pub(super) fn listed(outline: &Outline<'_>, root: usize, left_out: &HashSet<NodeId>) -> usize {
    let all = outline.parts[root].good;
    let parts = outline.parts[root..outline.parts[root].end].iter();
    parts
        .filter(|part| part.good * 100 > all * MAX_SHARE && left_out.contains(&part.element.id()))
        .map(|part| part.linked_headings)
        .sum()
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
