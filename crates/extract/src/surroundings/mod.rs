//! What stands around the title and after the text of a page that no profile describes: date,
//! writer, lead.

mod limits;
mod stated_dates;
mod writers;

use self::limits::LEVELS;
use scraper::ElementRef;

use super::blocks::{self, Block};
use super::generic::{has_word, is_other_part};
use super::text::folded;
use super::walk::{self, Step};
pub(super) use stated_dates::{anywhere_around, in_elements, in_lines};
use writers::names_writer;
pub(super) use writers::{authors, authors_in_lines};

/// How many lines before and behind the title are looked at.
const LINES_BEFORE: usize = 4;
const LINES_BEHIND: usize = 8;

/// Length of a lead, in bytes.
const LEAD: std::ops::RangeInclusive<usize> = 40..=1_200;

/// Most text beside a lead in its paragraph, in bytes: white space, a sign.
const MAX_BESIDE_LEAD: usize = 20;

/// How many pieces of text are measured.
const MAX_PIECES: usize = 200;

/// Words in classes of a lead paragraph.
const LEAD_PARTS: &[&str] = &[
    "lead",
    "ingress",
    "ingressi",
    "intro",
    "introduction",
    "preamble",
    "standfirst",
    "johdanto",
    "deck",
    "lede",
];

/// The lines that stand right before and behind the title, whatever elements they are in.
pub(super) fn lines(title: ElementRef<'_>) -> Vec<Block> {
    let title_line = folded(&blocks::line_of(title));
    let mut near = Vec::new();
    for part in title
        .ancestors()
        .filter_map(ElementRef::wrap)
        .take(LEVELS + 1)
    {
        let mut lines = blocks::read(part, &|element| {
            is_other_part(element) && !names_writer(element)
        });
        let Some(at) = lines
            .iter()
            .position(|line| folded(&line.text) == title_line)
        else {
            continue;
        };
        let has_all = lines.len() > at + LINES_BEHIND;
        lines.truncate(at + 1 + LINES_BEHIND);
        lines.remove(at);
        lines.drain(..at.saturating_sub(LINES_BEFORE));
        near = lines;
        if has_all {
            break;
        }
    }
    near
}

/// The lead that a page marks by its class, or that stands apart from the body and is repeated as
/// the page's description. A first paragraph that the description merely repeats is no lead.
pub(super) fn lead<'a>(
    title: Option<ElementRef<'a>>,
    root: ElementRef<'a>,
    description: Option<&str>,
) -> Option<ElementRef<'a>> {
    let description = description
        .map(folded)
        .filter(|text| LEAD.contains(&text.len()));
    // From the body outwards, up to the element that holds the title too.
    let mut is_beyond = false;
    let around = std::iter::once(root)
        .chain(root.ancestors().filter_map(ElementRef::wrap))
        .take_while(|part| {
            let is_taken = !is_beyond && part.value().name() != "body";
            is_beyond |=
                title.is_some_and(|title| title.ancestors().any(|outer| outer.id() == part.id()));
            is_taken
        });
    let mut around = around;
    around.find_map(|part| {
        let mut found = None;
        walk::elements(*part, |element| {
            let name = element.value().name();
            let is_inside = element.id() == root.id() && part.id() != root.id();
            let is_closed = walk::is_unread(name) || is_inside || is_other_part(element);
            let repeated = description.as_deref().filter(|_| part.id() != root.id());
            if found.is_none() && !is_closed && is_lead(element, repeated) {
                found = Some(element);
            }
            if found.is_some() || is_closed {
                Step::Over
            } else {
                Step::Into
            }
        });
        found
    })
}

fn is_lead(element: ElementRef<'_>, description: Option<&str>) -> bool {
    let name = element.value().name();
    if !matches!(name, "p" | "div" | "h2" | "strong" | "span") {
        return false;
    }
    let length = text_length(element);
    LEAD.contains(&length)
        && !goes_on(element, length)
        && (has_word(element, LEAD_PARTS)
            || matches!(name, "p" | "div")
                && description.is_some_and(|text| folded(&blocks::line_of(element)) == text))
}

/// Whether the sentence that an element marks goes on behind it, in the same paragraph.
fn goes_on(element: ElementRef<'_>, length: usize) -> bool {
    let around = element.parent().and_then(ElementRef::wrap);
    matches!(element.value().name(), "strong" | "span")
        && around.is_some_and(|around| {
            around.value().name() == "p" && text_length(around) > length + MAX_BESIDE_LEAD
        })
}

/// Bytes of the first pieces of text in an element.
fn text_length(element: ElementRef<'_>) -> usize {
    element.text().map(str::len).take(MAX_PIECES).sum()
}
