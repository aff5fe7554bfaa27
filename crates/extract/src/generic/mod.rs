//! Finds the body of a page that no profile describes.
//!
//! - [`hints`]: what elements call themselves, by the table of [`words`].
//! - [`elements`]: which of them stand inside a line of text.
//! - [`outline`]: the parts of the page, with how much of each reads like an article.
//! - [`lists`]: which of them list other articles.
//! - [`choose`]: which of them hold the article's text.
//! - [`boxes`]: what stands in the text without belonging to it.

mod boxes;
mod choose;
mod elements;
mod hints;
mod lists;
mod outline;
mod words;

use std::collections::HashSet;

use ego_tree::NodeId;
use scraper::ElementRef;

use super::survey::Survey;
use outline::Outline;

/// Text below which a page is gone over again, believing less of what its parts call themselves.
const LITTLE: usize = 250;

/// How many times more text the page holds elsewhere when its heading is not the article's.
const ASTRAY: usize = 12;

/// Text of a part that is opened although it surely calls itself something else, in bytes.
const MUCH: usize = 600;

/// Where the body of a page is.
pub(super) struct Found<'a> {
    /// The parts that hold it, in order; there is at least one.
    pub(super) roots: Vec<ElementRef<'a>>,
    /// Elements in them that do not belong to it.
    pub(super) left_out: HashSet<NodeId>,
    /// Bytes of article text in them.
    pub(super) text: usize,
    /// Bytes of links in them, beside what is left out.
    pub(super) links: usize,
    /// How many articles are listed in what is left out, where that holds much of the text.
    pub(super) listed: usize,
}

/// Finds the parts of a page that hold the article's text. `heading` is the article's.
pub(super) fn find<'a>(survey: &Survey<'a>, heading: Option<ElementRef<'a>>) -> Option<Found<'a>> {
    let body = survey.body?;
    let outline = outline(body, heading);
    let number = heading.and_then(|heading| outline.number_of(heading));
    let mut roots = choose::choose(&outline, number);
    if number.is_some() {
        // A heading that leads astray finds next to nothing beside what the page holds.
        let others = choose::choose(&outline, None);
        let good = |roots: &[usize]| {
            roots
                .iter()
                .map(|root| outline.parts[*root].good)
                .sum::<usize>()
        };
        if good(&roots) * ASTRAY < good(&others) {
            roots = others;
        }
    }
    let parts: Vec<_> = roots.iter().map(|root| &outline.parts[*root]).collect();
    let sum = |of: fn(&outline::Part<'a>) -> usize| parts.iter().map(|part| of(part)).sum();
    let mut found = Found {
        roots: parts.iter().map(|part| part.element).collect(),
        left_out: HashSet::new(),
        text: sum(|part| part.good),
        links: sum(|part| part.links),
        listed: 0,
    };
    for root in &roots {
        let left_out = boxes::left_out(&outline, *root);
        found.listed += boxes::listed(&outline, *root, &left_out);
        found.left_out.extend(left_out);
    }
    found.left_out.extend(&outline.closed);
    found.roots.first()?;
    Some(found)
}

/// The outline of a page. Where what its parts call themselves leaves little text, the largest of
/// them is opened, or all that may be the article.
fn outline<'a>(body: ElementRef<'a>, heading: Option<ElementRef<'a>>) -> Outline<'a> {
    let mut open: HashSet<NodeId> = heading
        .iter()
        .flat_map(|heading| heading.ancestors().map(|outer| outer.id()))
        .collect();
    let heading_id = heading.map(|heading| heading.id());
    let mut best = Outline::of(body, heading_id, &open, true);
    if let Some((largest, hidden)) = best.largest_closed
        && hidden > 2 * good(&best)
    {
        open.insert(largest);
        best = better(best, Outline::of(body, heading_id, &open, true), 1);
    }
    if good(&best) < LITTLE && !best.closed.is_empty() {
        best = better(best, Outline::of(body, heading_id, &open, false), 2);
    }
    if good(&best) < LITTLE
        && let Some((largest, hidden)) = best.largest_surely_closed
        && hidden > MUCH
    {
        open.insert(largest);
        best = better(best, Outline::of(body, heading_id, &open, true), 4);
    }
    best
}

/// The second outline, if it holds some times the text of the first.
fn better<'a>(first: Outline<'a>, second: Outline<'a>, times: usize) -> Outline<'a> {
    if good(&second) > times * good(&first) {
        second
    } else {
        first
    }
}

fn good(outline: &Outline<'_>) -> usize {
    outline.parts.first().map_or(0, |part| part.good)
}

/// Whether a part of the page calls itself something that is not the article.
pub(super) fn is_other_part(element: ElementRef<'_>) -> bool {
    !matches!(element.value().name(), "p" | "span" | "a") && hints::hint(element).is_some()
}

/// Whether a part of the page surely is not the article, whatever it holds: a menu, a footer.
pub(super) fn is_surely_other_part(element: ElementRef<'_>) -> bool {
    hints::hint(element) == Some(words::Hint::Surely)
}

/// Whether the classes or the id of an element hold a word that begins with one of some.
pub(super) fn has_stem(element: ElementRef<'_>, stems: &[&str]) -> bool {
    element.value().attrs().any(|(name, value)| {
        matches!(name, "class" | "id")
            && hints::words(value).any(|word| {
                stems.iter().any(|stem| {
                    word.get(..stem.len())
                        .is_some_and(|beginning| beginning.eq_ignore_ascii_case(stem))
                })
            })
    })
}

/// Whether the classes or the id of an element hold one of some words, whole.
pub(super) fn has_word(element: ElementRef<'_>, words: &[&str]) -> bool {
    element.value().attrs().any(|(name, value)| {
        matches!(name, "class" | "id")
            && value
                .split(|character: char| !character.is_alphanumeric())
                .any(|word| words.iter().any(|known| word.eq_ignore_ascii_case(known)))
    })
}

/// The same, where a capital inside a class begins a word, too: `authorName`.
pub(super) fn has_name_word(element: ElementRef<'_>, words: &[&str]) -> bool {
    element.value().attrs().any(|(name, value)| {
        matches!(name, "class" | "id")
            && hints::words(value)
                .any(|word| words.iter().any(|known| word.eq_ignore_ascii_case(known)))
    })
}
