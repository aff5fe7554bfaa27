//! What an element calls itself: words in its classes, its id and its role that say it is not the
//! article, or that it is the article's text.
//!
//! Classes are read as people write them: `jp-relatedposts`, `relatedPosts` and `related__posts`
//! all hold a word that begins with `related`.

use scraper::ElementRef;

use super::super::survey::attribute;
use super::words::{Hint, Reach, WORDS};

/// Whole classes that hide text from those who see the page.
const UNSEEN: &[&str] = &[
    "element-invisible",
    "hidden",
    "hide-accessible",
    "screen-reader",
    "screen-reader-text",
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "w-condition-invisible",
];

/// Words of parts that others stand beside, or that a whole page is arranged for.
const ARRANGED: &[&str] = &["sidebar", "nav", "menu", "dialog", "navigation"];

/// Words that, beside one of those, say that an element holds more than it.
const HOLDS_MORE: &[&str] = &[
    "has", "no", "with", "without", "wrap", "wrapper", "content", "for", "main", "page", "canvas",
    "grid", "layout", "and", "style",
];

/// Words that, in another class of the same element, say that it is an article beside one of those.
const ARTICLE: &[&str] = &[
    "article", "post", "story", "news", "uutinen", "entry", "content", "main",
];

/// Words that go with them.
const TEXT: &[&str] = &[
    "area", "body", "text", "content", "segment", "full", "main", "single", "wrap", "wrapper",
    "column",
];

/// First words of classes that say what a page has, not what an element is.
const ABOUT_THE_PAGE: &[&str] = &["has", "no", "with", "without", "not"];

/// How classes of the part that holds the article's text end, their letters alone.
const BODY_CLASSES: &[&str] = &[
    "articlebody",
    "articlebodycontent",
    "articlebodytext",
    "articlecontent",
    "articlemaincontent",
    "articletext",
    "artikelinhalt",
    "artikeltext",
    "blogcontent",
    "bodytext",
    "contenuarticle",
    "cuerponoticia",
    "entrycontent",
    "entrytext",
    "fieldnamebody",
    "ghcontent",
    "journalcontentarticle",
    "newsbody",
    "newscontent",
    "newstext",
    "postbody",
    "postcontent",
    "posttext",
    "releasebody",
    "rtestatefield",
    "singlecontent",
    "storybody",
    "storybodytext",
    "storycontent",
    "storytext",
    "uutinenteksti",
];

/// From how many words on an id is made of a heading.
const SLUG_WORDS: usize = 5;

/// What an element says it is, unless it is the article or says nothing.
pub(super) fn hint(element: ElementRef<'_>) -> Option<Hint> {
    use Hint::{Controls, Other, Surely};

    match element.value().name() {
        "nav" | "aside" | "footer" | "menu" | "dialog" | "amp-sidebar" | "amp-consent"
        | "amp-social-share" => {
            return Some(Surely);
        }
        "form" => return Some(Other),
        "html" | "body" | "main" | "article" => return None,
        _ => {}
    }
    let mut found = None;
    for (name, value) in element.value().attrs() {
        let here = match name {
            "class" => classes_hint(value),
            "id" if !is_slug(value) => class_hint(value),
            "role" => role_hint(value),
            _ => None,
        };
        // What is sure goes before what may mislead.
        if found.is_none_or(|found| matches!(found, Other | Controls)) {
            found = here.or(found);
        }
    }
    found
}

/// Whether an element's name says nothing of what it holds, and its classes are only those of an
/// arrangement that an article may be named after.
pub(super) fn is_generic_element(element: ElementRef<'_>) -> bool {
    let is_plain = matches!(element.value().name(), "div" | "section");
    let is_excluded = |value: &str| {
        words(value).any(|word| {
            [
                "cookie",
                "consent",
                "gdpr",
                "evaste",
                "footer",
                "breadcrumb",
            ]
            .iter()
            .any(|stem| {
                word.get(..stem.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(stem))
            })
        })
    };
    is_plain
        && !element
            .value()
            .attrs()
            .any(|(name, value)| matches!(name, "class" | "id") && is_excluded(value))
}

/// Whether the classes of an element hide it from those who see the page.
pub(super) fn is_unseen(element: ElementRef<'_>) -> bool {
    attribute(element, "class").is_some_and(|classes| {
        classes
            .split_ascii_whitespace()
            .any(|class| UNSEEN.contains(&class))
    })
}

/// Whether an element says that it holds the article's text.
pub(super) fn says_body(element: ElementRef<'_>) -> bool {
    element.value().attrs().any(|(name, value)| match name {
        "itemprop" => value
            .split_ascii_whitespace()
            .any(|property| property == "articleBody"),
        "class" | "id" => value.split_ascii_whitespace().any(is_body_class),
        _ => false,
    })
}

fn is_body_class(class: &str) -> bool {
    // The shortest of them.
    if class.len() < 8 {
        return false;
    }
    let mut letters = [0; 48];
    let mut length = 0;
    for byte in class.bytes().filter(u8::is_ascii_alphanumeric) {
        let Some(place) = letters.get_mut(length) else {
            return false;
        };
        *place = byte.to_ascii_lowercase();
        length += 1;
    }
    BODY_CLASSES
        .iter()
        .any(|ending| letters[..length].ends_with(ending.as_bytes()))
}

/// What the classes of an element say. How it is arranged says nothing where another class says that it
/// holds an article's text.
fn classes_hint(classes: &str) -> Option<Hint> {
    let mut each = classes.split_ascii_whitespace();
    let (class, hint) = each.find_map(|class| Some((class, class_hint(class)?)))?;
    let is_arranged = words(class).any(|word| is_one_of(word, ARRANGED));
    let holds_article = |other: &str| {
        other != class
            && words(other).any(|word| is_one_of(word, ARTICLE))
            && words(other).any(|word| is_one_of(word, TEXT))
    };
    let is_article = is_arranged && classes.split_ascii_whitespace().any(holds_article);
    (!is_article).then_some(hint)
}

fn is_one_of(word: &str, known: &[&str]) -> bool {
    known.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// Whether an id is made of a heading's words, which say what is written there, not what it is.
fn is_slug(id: &str) -> bool {
    words(id).nth(SLUG_WORDS - 1).is_some()
}

fn class_hint(class: &str) -> Option<Hint> {
    if is_widget_class(class) {
        return Some(Hint::Other);
    }
    // `no-comments`, `has-menu`: what the page around it has or has not.
    if words(class)
        .next()
        .is_some_and(|word| ABOUT_THE_PAGE.contains(&word))
    {
        return None;
    }
    let hint = words(class).find_map(|word| Some((word, word_hint(word)?)));
    let (word, hint) = hint?;
    let holds_more =
        is_one_of(word, ARRANGED) && words(class).any(|word| is_one_of(word, HOLDS_MORE));
    (!holds_more).then_some(hint)
}

fn is_widget_class(class: &str) -> bool {
    class == "widget" || class.starts_with("widget_")
}

/// Whether an element calls itself a widget, and nothing else that is not the article.
pub(super) fn is_widget(element: ElementRef<'_>) -> bool {
    let classes = || {
        attribute(element, "class")
            .unwrap_or_default()
            .split_ascii_whitespace()
    };
    classes().any(is_widget_class)
        && classes()
            .filter(|class| !is_widget_class(class))
            .all(|class| class_hint(class).is_none())
}

fn role_hint(role: &str) -> Option<Hint> {
    match role {
        "navigation" | "search" | "dialog" | "alertdialog" | "menu" | "menubar"
        | "complementary" | "contentinfo" | "banner" => Some(Hint::Surely),
        _ => None,
    }
}

/// What one word says.
fn word_hint(word: &str) -> Option<Hint> {
    let mut letters = [0; 24];
    let length = word.len().min(letters.len());
    let lower = letters.get_mut(..length)?;
    lower.copy_from_slice(&word.as_bytes()[..length]);
    lower.make_ascii_lowercase();
    let lower = &letters[..length];
    // The table is sorted: a word's stem is the last entry that does not come after it.
    let behind = WORDS.partition_point(|(known, _, _)| known.as_bytes() <= lower);
    let (known, reach, hint) = WORDS.get(behind.checked_sub(1)?)?;
    let fits = match reach {
        Reach::Word => known.as_bytes() == lower && length == word.len(),
        Reach::Stem => lower.starts_with(known.as_bytes()),
    };
    fits.then_some(*hint)
}

/// The words of a class: parted by what is no letter or digit, and where a capital follows a
/// small letter.
pub(super) fn words(class: &str) -> impl Iterator<Item = &str> {
    let mut rest = class;
    std::iter::from_fn(move || {
        loop {
            rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
            if rest.is_empty() {
                return None;
            }
            let mut was_small = false;
            let end = rest
                .char_indices()
                .find(|(_, c)| {
                    let ends = !c.is_alphanumeric() || (was_small && c.is_uppercase());
                    was_small = c.is_lowercase();
                    ends
                })
                .map_or(rest.len(), |(at, _)| at);
            let (word, others) = rest.split_at(end);
            rest = others;
            if word.len() > 1 {
                return Some(word);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::Hint::{Column, Comments, Controls, Other, Surely};
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(WORDS.is_sorted_by(|one, other| one.0 < other.0));
    }

    #[track_caller]
    fn check(class: &str, expected: Option<Hint>) {
        assert_eq!(class_hint(class), expected, "{class}");
    }

    #[test]
    fn classes_say_what_they_are_in_any_spelling() {
        for class in [
            "related",
            "jp-relatedposts",
            "relatedArticles",
            "article__related",
            "widget_text",
        ] {
            check(class, Some(Other));
        }
        check("shareBar", Some(Controls));
        for class in [
            "c-newsletterForm",
            "site-footer",
            "cookieBanner",
            "uutiskirjeen-tilaus",
        ] {
            check(class, Some(Surely));
        }
        check("sidebar-first", Some(Column));
        for class in ["comments-area", "wp-comments", "kommentit", "disqus_thread"] {
            check(class, Some(Comments));
        }
        for class in [
            "article",
            "has-sidebar",
            "no-comments",
            "with-menu",
            "content-sidebar-wrap",
            "grid-for-nav",
            "dialog-off-canvas-main-canvas",
            "elementor-widget-container",
            "commentary",
            "story-body",
            "header",
            "adventure",
            "navy",
        ] {
            check(class, None);
        }
    }

    #[test]
    fn classes_of_the_text_are_known_by_their_end() {
        for class in [
            "entry-content",
            "c-article__body",
            "td-post-content",
            "storyBody",
        ] {
            assert!(is_body_class(class), "{class}");
        }
        for class in ["post-content-wrap", "entry", "content"] {
            assert!(!is_body_class(class), "{class}");
        }
    }
}
