//! What a page hides: from everybody, or only until somebody clicks.

use scraper::ElementRef;

use super::super::survey::attribute;

/// Least text of a part that a heading or button opens, in bytes.
const MIN_PANEL: usize = 40;

/// Parts of classes of what opens.
const PANEL_CLASSES: &[&str] = &["accordion", "collaps", "faq", "haitari", "toggle", "expand"];

/// How many elements of what may open it are looked at.
const MAX_INSIDE: usize = 8;

/// How many elements around a link are looked at.
const MAX_AROUND: usize = 3;

/// How many pieces of text of such a part are looked at.
const MAX_PIECES: usize = 200;

/// Whether a page hides an element from those who look at it. What a click opens is not hidden from
/// them, nor is what a script moves into its place.
pub(in super::super) fn is_hidden(element: ElementRef<'_>) -> bool {
    let is_hidden = element.value().attrs().any(|(name, value)| match name {
        "hidden" => value != "until-found",
        "aria-hidden" => value.eq_ignore_ascii_case("true"),
        "style" => {
            let style = value.to_ascii_lowercase().replace(' ', "");
            style.contains("display:none") || style.contains("visibility:hidden")
        }
        _ => false,
    });
    is_hidden && !is_streamed(element) && !is_panel(element)
}

/// Whether a button is the heading of text that it opens.
pub(super) fn opens_text(button: ElementRef<'_>) -> bool {
    let around = button.parent().and_then(ElementRef::wrap);
    let is_in_heading = around.is_some_and(|around| is_heading(around.value().name()));
    let says_so = || {
        attribute(button, "aria-expanded").is_some() || attribute(button, "aria-controls").is_some()
    };
    let stands_over_text = || {
        next_element(button)
            .is_some_and(|next| !is_heading(next.value().name()) && holds_text(next))
    };
    is_in_heading || (says_so() && stands_over_text())
}

/// Whether a link only opens text of the page, as headings of accordions do.
pub(in super::super) fn is_opener(link: ElementRef<'_>) -> bool {
    let leads_on = attribute(link, "href").is_some_and(|href| !href.starts_with('#'));
    let around = link.ancestors().filter_map(ElementRef::wrap);
    let mut levels = std::iter::once(link).chain(around).take(MAX_AROUND);
    !leads_on
        && levels.any(|level| {
            level
                .descendent_elements()
                .take(MAX_INSIDE)
                .any(says_it_opens)
                && next_element(level).is_some_and(holds_text)
        })
}

/// Whether an element says that it opens something.
fn says_it_opens(element: ElementRef<'_>) -> bool {
    element.value().name() == "button"
        || attribute(element, "role") == Some("button")
        || [
            "aria-expanded",
            "aria-controls",
            "data-toggle",
            "data-bs-toggle",
        ]
        .iter()
        .any(|name| attribute(element, name).is_some())
}

/// Whether the server streamed an element for a script to move to its place (`<div hidden id="S:0">`).
pub(in super::super) fn is_streamed(element: ElementRef<'_>) -> bool {
    attribute(element, "id")
        .and_then(|id| id.strip_prefix("S:"))
        .is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Whether an element is text that the heading or button before it opens.
fn is_panel(element: ElementRef<'_>) -> bool {
    if !matches!(
        element.value().name(),
        "div" | "section" | "dd" | "p" | "ul" | "ol"
    ) {
        return false;
    }
    // Pages also keep templates under headings that are not displayed.
    let is_undisplayed = attribute(element, "style").is_some() && !calls_itself_panel(element);
    let opens = |before: ElementRef<'_>| {
        before.descendent_elements().take(MAX_INSIDE).any(|inner| {
            says_it_opens(inner) || (is_heading(inner.value().name()) && !is_undisplayed)
        })
    };
    previous_element(element).is_some_and(opens) && holds_text(element)
}

/// Whether the classes of an element, or of the one around it, say that it opens.
fn calls_itself_panel(element: ElementRef<'_>) -> bool {
    let around = element.parent().and_then(ElementRef::wrap);
    std::iter::once(element).chain(around).any(|element| {
        attribute(element, "class").is_some_and(|class| {
            let class = class.to_ascii_lowercase();
            PANEL_CLASSES.iter().any(|part| class.contains(part))
        })
    })
}

/// Whether an element holds a piece of text of some length outside links.
fn holds_text(element: ElementRef<'_>) -> bool {
    element.descendants().take(MAX_PIECES).any(|node| {
        let is_long = node
            .value()
            .as_text()
            .is_some_and(|text| text.trim().len() >= MIN_PANEL);
        is_long
            && node
                .parent()
                .and_then(ElementRef::wrap)
                .is_some_and(|around| !matches!(around.value().name(), "a" | "script" | "style"))
    })
}

fn is_heading(name: &str) -> bool {
    matches!(
        name,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dt" | "summary"
    )
}

fn previous_element(element: ElementRef<'_>) -> Option<ElementRef<'_>> {
    element.prev_siblings().find_map(ElementRef::wrap)
}

fn next_element(element: ElementRef<'_>) -> Option<ElementRef<'_>> {
    element.next_siblings().find_map(ElementRef::wrap)
}
