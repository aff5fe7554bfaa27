//! Chooses the parts of a page that hold the article's text.
//!
//! The main heading says where the article begins: the search stays in the smallest part around it
//! that holds enough text, and prefers what follows it. Inside, it goes down into whatever part
//! holds most of the text, and stops where the text stands in paragraphs side by side. A part that
//! says it is the text is believed when it holds enough of it.

use super::super::blocks;
use super::super::survey::attribute;
use super::hints;
use super::lists::{is_headed_list, is_item_list};
use super::outline::{Outline, Part, is_heading};

/// Text with which a part around the heading holds the article, in bytes.
const ENOUGH: usize = 900;
/// The same for a part with several paragraphs.
const ENOUGH_IN_PARAGRAPHS: usize = 400;
const SEVERAL: usize = 3;
/// Share of the text, in percent, that a part must hold for the search to go into it.
const MOST: usize = 85;
/// The same where what stands beside it does not belong to it.
const MANY: usize = 35;
/// Share of the chosen text, in percent, that a part must hold to be believed that it is all.
const BELIEVED: usize = 45;
/// How many levels around the text are looked at for its continuation.
const LEVELS: usize = 8;
/// Least text of a further part of the article, in bytes.
const MIN_FURTHER: usize = 60;

/// The numbers of the parts that hold the text, in order. `heading` is the main heading's number.
pub(super) fn choose(outline: &Outline<'_>, heading: Option<usize>) -> Vec<usize> {
    if outline.parts.is_empty() {
        return Vec::new();
    }
    let scope = heading.map_or(0, |heading| scope_around(outline, heading));
    let root = descend(outline, scope, heading);
    let good = outline.parts[root].good;
    let mut roots = said_bodies(outline, scope, heading, good);
    if roots.is_empty() {
        roots.push(root);
        add_continuations(outline, &mut roots, scope);
    }
    add_introduction(outline, &mut roots, scope, heading);
    add_streamed(outline, &mut roots);
    roots
}

/// Adds text that the server streamed behind the page for a script to move into the article.
fn add_streamed(outline: &Outline<'_>, roots: &mut Vec<usize>) {
    let streamed = (0..outline.parts.len()).filter(|number| {
        let part = &outline.parts[*number];
        blocks::is_streamed(part.element)
            && is_mostly_running(part)
            && !roots
                .iter()
                .any(|root| outline.is_inside(*number, *root) || outline.is_inside(*root, *number))
    });
    let streamed: Vec<usize> = streamed.collect();
    roots.extend(streamed);
}

/// The smallest part around the heading that holds enough text to be the article.
fn scope_around(outline: &Outline<'_>, heading: usize) -> usize {
    let mut number = heading;
    loop {
        let part = &outline.parts[number];
        let is_enough = part.good >= ENOUGH
            || (part.paragraphs >= SEVERAL && part.good >= ENOUGH_IN_PARAGRAPHS);
        if number == 0 || (is_enough && !is_header_of_more(outline, number)) {
            return number;
        }
        number = part.parent;
    }
}

/// Whether a part is only the beginning of an article that goes on beside it.
fn is_header_of_more(outline: &Outline<'_>, number: usize) -> bool {
    let part = &outline.parts[number];
    let around = outline.parts[part.parent].good;
    calls_itself_header(part) && 2 * around > 3 * part.good
}

fn calls_itself_header(part: &Part<'_>) -> bool {
    let names_header = |value: &str| value.contains("head") || value.contains("hero");
    part.element.value().name() == "header"
        || ["class", "id"]
            .iter()
            .any(|name| attribute(part.element, name).is_some_and(names_header))
}

/// Goes down from a part into the one that holds the article's paragraphs.
fn descend(outline: &Outline<'_>, scope: usize, heading: Option<usize>) -> usize {
    let mut here = scope;
    loop {
        let good = outline.parts[here].good;
        let candidates = outline.children(here);
        let best = candidates
            .filter(|child| is_container(outline.parts[*child].element.value().name()))
            .max_by_key(|child| weight(outline, *child, heading));
        let Some(best) = best.filter(|best| outline.parts[*best].good > 0) else {
            return here;
        };
        let share = outline.parts[best].good * 100 / good.max(1);
        let goes_in = share >= MOST
            || (share >= MANY && belonging(outline, here, best) * 100 < good * (100 - MOST))
            || holds_heading_alone(outline, here, best, heading);
        if !goes_in {
            return here;
        }
        here = best;
    }
}

/// Whether the heading and enough text stand in a part, and only lists of other things beside it.
fn holds_heading_alone(
    outline: &Outline<'_>,
    here: usize,
    best: usize,
    heading: Option<usize>,
) -> bool {
    heading.is_some_and(|heading| outline.is_inside(heading, best))
        && outline.parts[best].good >= ENOUGH_IN_PARAGRAPHS
        && belonging(outline, here, best) == 0
}

/// How much a part promises to be the article: its text, less where it comes before the heading or
/// is a list of items, more where it holds or follows the heading.
fn weight(outline: &Outline<'_>, number: usize, heading: Option<usize>) -> usize {
    let part = &outline.parts[number];
    let mut weight = part.good * 4;
    if let Some(heading) = heading {
        if outline.is_inside(heading, number) {
            weight *= 3;
        } else if part.end <= heading {
            weight /= 4;
        }
    }
    if is_item_list(outline, number) || is_headed_list(outline, number) {
        weight /= 4;
    }
    weight
}

/// Bytes of text beside a part that look as if they belonged to the same article.
fn belonging(outline: &Outline<'_>, here: usize, best: usize) -> usize {
    let of_best = &outline.parts[best];
    let own = outline.parts[here].own;
    let (mut beside, mut behind) = (0, 0);
    for child in outline.children(here).filter(|child| *child != best) {
        let part = &outline.parts[child];
        let name = part.element.value().name();
        if is_text(name) || (is_like(part, of_best) && !is_item_list(outline, child)) {
            beside += part.good;
        } else if child > best
            && is_container(name)
            && is_running(part)
            && !is_item_list(outline, child)
        {
            behind += part.good;
        }
    }
    // What follows a header of it and holds more is the article's, too.
    if behind * 4 > of_best.good {
        beside += behind;
    }
    beside + if own >= ENOUGH_IN_PARAGRAPHS { own } else { 0 }
}

/// Whether two parts are of one kind: same element, same first class.
fn is_like(one: &Part<'_>, other: &Part<'_>) -> bool {
    fn first_class<'a>(part: &Part<'a>) -> &'a str {
        let classes = attribute(part.element, "class").unwrap_or_default();
        classes.split_ascii_whitespace().next().unwrap_or_default()
    }
    one.element.value().name() == other.element.value().name()
        && first_class(one) == first_class(other)
        && one.linked_headings == 0
}

/// Whether a part holds hardly anything but running text.
fn is_running(part: &Part<'_>) -> bool {
    part.good >= MIN_FURTHER
        && part.good * 10 >= part.text * 8
        && part.links * 5 < part.text
        && part.linked_headings == 0
}

/// The parts that say they are the text, if what they hold is enough beside what was found.
fn said_bodies(
    outline: &Outline<'_>,
    scope: usize,
    heading: Option<usize>,
    found: usize,
) -> Vec<usize> {
    let mut bodies: Vec<usize> = Vec::new();
    for number in scope..outline.parts[scope].end {
        let part = &outline.parts[number];
        let is_nested = bodies
            .last()
            .is_some_and(|last| outline.is_inside(number, *last));
        let is_before = heading.is_some_and(|heading| part.end <= heading);
        if !is_nested
            && !is_before
            && part.good >= MIN_FURTHER
            && part.linked_headings == 0
            && is_container(part.element.value().name())
            && hints::says_body(part.element)
        {
            bodies.push(number);
        }
    }
    let good = |number: &usize| outline.parts[*number].good;
    let Some(largest) = bodies.iter().copied().max_by_key(good) else {
        return Vec::new();
    };
    let least = (good(&largest) / 7).max(MIN_FURTHER);
    let kind = outline.parts[largest];
    bodies.retain(|number| good(number) >= least && is_like(&outline.parts[*number], &kind));
    let all: usize = bodies.iter().map(good).sum();
    if all * 100 >= found * BELIEVED {
        bodies
    } else {
        Vec::new()
    }
}

/// Adds parts beside the one that holds the text, and beside those around it, that are of its kind
/// and hold nothing but running text: editors that build pages from blocks part an article so.
fn add_continuations(outline: &Outline<'_>, roots: &mut Vec<usize>, scope: usize) {
    let Some(mut number) = roots.first().copied() else {
        return;
    };
    for _ in 0..LEVELS {
        if number == 0 {
            break;
        }
        let parent = outline.parts[number].parent;
        let is_beyond = outline.is_inside(scope, number);
        let of_kind = outline.children(parent).filter(|child| {
            let part = &outline.parts[*child];
            *child != number
                && (!is_beyond || *child > number)
                && is_like(part, &outline.parts[number])
                && is_running(part)
                && !is_item_list(outline, *child)
        });
        roots.extend(of_kind);
        number = parent;
    }
    add_rest(outline, roots);
    roots.sort_unstable();
}

/// Adds what follows the text and holds more than it does: then what was found is only the
/// introduction.
fn add_rest(outline: &Outline<'_>, roots: &mut Vec<usize>) {
    let Some(mut number) = roots.first().copied() else {
        return;
    };
    let good = |number: &usize| outline.parts[*number].good;
    let found: usize = roots.iter().map(good).sum();
    for _ in 0..LEVELS {
        if number == 0 {
            return;
        }
        let parent = outline.parts[number].parent;
        let behind = outline.children(parent).filter(|child| {
            *child > number
                && !roots.contains(child)
                && is_container(outline.parts[*child].element.value().name())
                && is_mostly_running(&outline.parts[*child])
                && !is_item_list(outline, *child)
        });
        let behind: Vec<usize> = behind.collect();
        if behind.iter().map(good).sum::<usize>() > found.max(ENOUGH) {
            roots.extend(behind);
            return;
        }
        number = parent;
    }
}

/// Whether a part holds more running text than anything else.
fn is_mostly_running(part: &Part<'_>) -> bool {
    part.good >= MIN_FURTHER
        && part.good * 10 >= part.text * 6
        && part.links * 3 < part.text
        && part.linked_headings * 3 <= part.paragraphs
}

/// Adds paragraphs that stand between the heading and the text, outside the part that holds it.
fn add_introduction(
    outline: &Outline<'_>,
    roots: &mut Vec<usize>,
    scope: usize,
    heading: Option<usize>,
) {
    let (Some(heading), Some(first)) = (heading, roots.first().copied()) else {
        return;
    };
    if first <= heading || !outline.is_inside(first, scope) {
        return;
    }
    let mut introduction = Vec::new();
    let mut number = heading + 1;
    while number < first {
        let part = &outline.parts[number];
        // Parts around the text are looked into.
        if part.end > first {
            number += 1;
            continue;
        }
        let is_short = part.paragraphs <= 3 && part.good * 2 < outline.parts[first].good;
        let is_running = part.good >= MIN_FURTHER
            && part.good * 10 >= part.text * 7
            && part.linked_headings == 0;
        if is_running && is_short && !is_item_list(outline, number) {
            introduction.push(number);
            number = part.end;
        } else if is_container(part.element.value().name()) {
            number += 1;
        } else {
            number = part.end;
        }
    }
    introduction.append(roots);
    *roots = introduction;
}

/// Whether an element is text by itself: a paragraph, a list, a quote, a heading.
fn is_text(name: &str) -> bool {
    is_heading(name)
        || matches!(
            name,
            "p" | "ul" | "ol" | "dl" | "blockquote" | "pre" | "figure" | "table"
        )
}

/// Whether the search may go into an element: it holds paragraphs, rather than being one.
fn is_container(name: &str) -> bool {
    matches!(
        name,
        "div"
            | "section"
            | "article"
            | "main"
            | "td"
            | "tr"
            | "tbody"
            | "table"
            | "form"
            | "center"
            | "body"
            | "header"
            | "details"
            | "li"
            | "ul"
    )
}
