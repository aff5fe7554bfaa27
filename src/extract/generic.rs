//! Finds the body of a page that no profile describes.
//!
//! The text that reads like an article stands in one part of the page. Beginning at `body`, the
//! search goes down into whatever part holds nearly all of that text, and stops where the text
//! spreads. Parts that call themselves something else (menus, comments, related articles) are
//! left out, unless they surround the page's heading.

use std::collections::{HashMap, HashSet};

use ego_tree::{NodeId, NodeRef};
use scraper::{ElementRef, Node};

use super::survey::{Survey, attribute};
use super::walk::{self, Step, Visitor};

/// Least length of a run of text that counts as article text, in bytes.
const MIN_RUN: usize = 40;
/// Share of the text, in percent, that a part must hold for the search to go into it.
const MIN_SHARE: usize = 85;
/// The same for a part that says it is the article.
const MIN_SHARE_OF_ARTICLE: usize = 50;

/// Words in classes and ids of parts that are not the article.
const OTHER_PARTS: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "advertisement",
    "author",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "comment",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "disqus",
    "footer",
    "kommentit",
    "login",
    "menu",
    "modal",
    "murupolku",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "pager",
    "pagination",
    "popup",
    "print",
    "promo",
    "prevnext",
    "related",
    "respond",
    "search",
    "share",
    "sharedaddy",
    "shares",
    "sharing",
    "sidebar",
    "skip",
    "social",
    "some",
    "sponsor",
    "subscribe",
    "tags",
    "tagcloud",
    "toolbar",
    "widget",
    "widgets",
    "evasteet",
    "uutiskirje",
    "haku",
    "jaa",
];

/// Words in classes and ids of the part that is.
const ARTICLE_PARTS: &[&str] = &[
    "articlebody",
    "articlecontent",
    "entrycontent",
    "postcontent",
    "articletext",
    "newscontent",
    "storybody",
    "postbody",
    "fieldnamebody",
    "bodytext",
];

/// Where the body of a page is.
pub(super) struct Found<'a> {
    pub(super) root: ElementRef<'a>,
    /// Bytes of article text in it.
    pub(super) text: usize,
    /// Bytes of links in it.
    pub(super) links: usize,
}

/// Finds the part of a page that holds the article's text.
pub(super) fn find<'a>(survey: &Survey<'a>) -> Option<Found<'a>> {
    let body = survey.body?;
    let mut counter = Counter {
        surrounding: surrounding(survey),
        open: Vec::new(),
        counts: HashMap::new(),
    };
    walk::walk(*body, &mut counter);
    let counts = counter.counts;
    let mut root = body;
    let mut here = *counts.get(&body.id())?;
    loop {
        let parts = root
            .children()
            .filter_map(ElementRef::wrap)
            .filter(|part| is_part(part.value().name()));
        let best = parts
            .filter_map(|part| Some((part, *counts.get(&part.id())?)))
            .max_by_key(|(_, count)| count.text);
        let Some((part, count)) = best else { break };
        let wanted = if says_article(part) {
            MIN_SHARE_OF_ARTICLE
        } else {
            MIN_SHARE
        };
        if count.text * 100 < here.text * wanted || count.text == 0 {
            break;
        }
        root = part;
        here = count;
    }
    Some(Found {
        root,
        text: here.text,
        links: here.links,
    })
}

/// Whether a part of the page calls itself something that is not the article.
pub(super) fn is_other_part(element: ElementRef<'_>) -> bool {
    match element.value().name() {
        "nav" | "aside" | "footer" | "form" => return true,
        "html" | "body" | "main" | "article" | "p" | "span" | "a" => return false,
        _ => {}
    }
    has_word(element, OTHER_PARTS)
        || attribute(element, "role").is_some_and(|role| {
            matches!(
                role,
                "navigation" | "complementary" | "contentinfo" | "search" | "dialog"
            )
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

fn says_article(element: ElementRef<'_>) -> bool {
    if element.value().name() == "article" {
        return true;
    }
    element.value().attrs().any(|(name, value)| match name {
        "itemprop" => value == "articleBody",
        "class" | "id" => value.split_ascii_whitespace().any(|class| {
            let plain: String = class.chars().filter(|c| c.is_alphanumeric()).collect();
            ARTICLE_PARTS.contains(&plain.to_ascii_lowercase().as_str())
        }),
        _ => false,
    })
}

/// Whether the search may go into an element: it holds paragraphs, rather than being one.
fn is_part(name: &str) -> bool {
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
            | "span"
    )
}

/// The elements around headings and articles: none of them is another part, whatever its class.
fn surrounding(survey: &Survey<'_>) -> HashSet<NodeId> {
    let inner = survey
        .headings
        .iter()
        .take(5)
        .chain(survey.articles.iter().take(5));
    inner
        .flat_map(|element| element.ancestors().map(|ancestor| ancestor.id()))
        .collect()
}

/// Bytes of text that reads like an article, and of links.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    text: usize,
    links: usize,
}

struct Counter {
    surrounding: HashSet<NodeId>,
    open: Vec<(NodeId, Count, Run)>,
    counts: HashMap<NodeId, Count>,
}

/// The text of one block, before it is known whether it reads like an article.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    text: usize,
    links: usize,
    /// Whether the element is inside a link.
    in_link: bool,
    /// Whether the element stands in a line of text.
    is_inline: bool,
}

impl<'a> Visitor<'a> for Counter {
    fn enter(&mut self, node: NodeRef<'a, Node>) -> Step {
        let Some(element) = ElementRef::wrap(node) else {
            if let (Node::Text(text), Some((_, _, run))) = (node.value(), self.open.last_mut()) {
                let length = text.trim().len();
                if run.in_link {
                    run.links += length;
                } else {
                    run.text += length;
                }
            }
            return Step::Over;
        };
        let name = element.value().name();
        let is_body = self.open.is_empty();
        let is_left_out = walk::is_unread(name)
            || (!is_body && !self.surrounding.contains(&node.id()) && is_other_part(element));
        if is_left_out {
            return Step::Over;
        }
        let in_link = name == "a" || self.open.last().is_some_and(|(_, _, run)| run.in_link);
        let run = Run {
            in_link,
            is_inline: is_inline(name),
            ..Run::default()
        };
        self.open.push((node.id(), Count::default(), run));
        Step::Into
    }

    fn leave(&mut self, _node: NodeRef<'a, Node>) {
        let Some((id, mut count, run)) = self.open.pop() else {
            return;
        };
        let Some((_, outer, outer_run)) = self.open.last_mut() else {
            count.add(run);
            self.counts.insert(id, count);
            return;
        };
        if run.is_inline {
            outer_run.text += run.text;
            outer_run.links += run.links;
        } else {
            count.add(run);
        }
        outer.text += count.text;
        outer.links += count.links;
        self.counts.insert(id, count);
    }
}

impl Count {
    /// Adds the text of a block, if it reads like an article's.
    fn add(&mut self, run: Run) {
        self.links += run.links;
        if run.text >= MIN_RUN && run.text > run.links {
            self.text += run.text + run.links;
        }
    }
}

fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "br"
            | "cite"
            | "code"
            | "em"
            | "font"
            | "i"
            | "img"
            | "mark"
            | "q"
            | "s"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "u"
    )
}
