//! Finds the heading of the article among those of the page: the one that the page's title, or
//! what it says to machines, repeats.

use scraper::ElementRef;

use super::blocks;
use super::generic::{has_name_word, is_other_part, is_surely_other_part};
use super::survey::{Survey, attribute};
use super::text::{folded, one_line};

/// Shortest heading that a title may merely begin with or contain, in bytes.
const MIN_PART: usize = 8;
/// Longest heading, in bytes.
const MAX_HEADING: usize = 400;
/// Longest heading that is believed though it is not like the title, in bytes.
const MAX_UNLIKE_HEADING: usize = 160;
/// How many headings are compared.
const MAX_HEADINGS: usize = 60;

/// Likeness of a heading that is the title, whatever its level.
const EXACT: u32 = 90;
/// Likeness of a heading that is the title as machines are told.
const STATED: u32 = 100;
/// Words of classes of what is an article.
const ARTICLE_WORDS: &[&str] = &[
    "article", "blogpost", "entry", "hentry", "post", "tiedote", "uutinen",
];
/// Shortest run of text, and most of it between the name of a site and the heading below, in bytes.
const MIN_RUN: usize = 40;
const MAX_BETWEEN: usize = 200;
/// Shortest title before a bar, in bytes.
const MIN_BEFORE_BAR: usize = 15;
/// Least likeness of a heading.
const MIN_LIKENESS: u32 = 40;
/// How many elements around and inside a heading are looked at.
const MAX_AROUND: usize = 12;
const MAX_INSIDE: usize = 8;

/// The article's heading.
#[derive(Clone, Debug)]
pub(super) struct Heading<'a> {
    pub(super) element: ElementRef<'a>,
    pub(super) text: String,
}

/// What headings are compared with.
pub(super) struct Stated {
    /// Titles of the article as metadata give them, folded.
    pub(super) titles: Vec<String>,
    /// Title of the page, folded.
    pub(super) page: String,
    /// Name of the site, folded.
    pub(super) site: String,
}

/// The heading of the article.
pub(super) fn find<'a>(survey: &Survey<'a>, stated: &Stated) -> Option<Heading<'a>> {
    let headlines = survey.properties.iter();
    let headlines = headlines
        .filter(|(_, property)| {
            property
                .split_ascii_whitespace()
                .any(|word| word == "headline")
        })
        .map(|(element, _)| *element);
    let candidates = survey
        .headings
        .iter()
        .copied()
        .chain(headlines)
        .chain(survey.lesser_headings.iter().copied())
        .take(MAX_HEADINGS);
    let mut sure: Option<(u32, Heading<'a>)> = None;
    let mut doubtful: Option<(u32, Heading<'a>)> = None;
    for element in candidates {
        let text = line_of_heading(element);
        if text.is_empty() || text.len() > MAX_HEADING {
            continue;
        }
        let likeness = likeness(&folded(&text), stated) + rank(element);
        if likeness < MIN_LIKENESS {
            continue;
        }
        let doubt = doubt(element, survey);
        let best = if doubt == 0 { &mut sure } else { &mut doubtful };
        let likeness = likeness.saturating_sub(doubt);
        let is_better = best.as_ref().is_none_or(|(known, _)| likeness > *known);
        if likeness >= MIN_LIKENESS && is_better {
            *best = Some((likeness, Heading { element, text }));
        }
    }
    if let Some(first) = first_level_instead(survey, stated, sure.as_ref().or(doubtful.as_ref())) {
        return Some(first);
    }
    let likeness_of =
        |best: &Option<(u32, Heading<'a>)>| best.as_ref().map(|(likeness, _)| *likeness);
    let heading = |best: Option<(u32, Heading<'a>)>| best.map(|(_, heading)| heading);
    if sure.is_some() && likeness_of(&sure) < likeness_of(&doubtful) {
        return heading(doubtful);
    }
    heading(sure)
        .or_else(|| by_text(survey, stated))
        .or_else(|| heading(doubtful))
        .or_else(|| only(survey, stated))
}

/// The heading of the first level that names the article, where the one most like the title does not:
/// that of the site or of a series above the article, or one of the article's sections.
fn first_level_instead<'a>(
    survey: &Survey<'a>,
    stated: &Stated,
    best: Option<&(u32, Heading<'a>)>,
) -> Option<Heading<'a>> {
    let (likeness, element) = match best {
        Some((likeness, best)) => (*likeness, Some(best.element)),
        None => (0, None),
    };
    let first_level = element.filter(|element| element.value().name() == "h1");
    let is_first_level = first_level.is_some();
    // The page's title may be that of the site; what machines are told is not.
    let exact = if is_first_level { STATED } else { EXACT };
    if likeness >= exact || first_level.is_some_and(is_in_article) {
        return None;
    }
    let candidates = survey.headings.iter().take(MAX_HEADINGS);
    let mut candidates = candidates.filter_map(|element| {
        let text = line_of_heading(*element);
        let plain = folded(&text);
        let fits = plain.contains(' ')
            && plain != stated.site
            && text.len() <= MAX_UNLIKE_HEADING
            && !around(*element).any(is_surely_other_part)
            && !is_link_away(*element, survey)
            && first_level.is_none_or(|above| stands_in_article_below(*element, above, survey));
        fits.then_some(Heading {
            element: *element,
            text,
        })
    });
    let first = candidates.next()?;
    let is_only = candidates.all(|other| other.text == first.text);
    is_only.then_some(first)
}

/// Whether an element stands in an article, and not beside it.
fn is_in_article(element: ElementRef<'_>) -> bool {
    std::iter::once(element)
        .chain(around(element))
        .any(|around| {
            let name = around.value().name();
            name == "article"
                || (!matches!(name, "html" | "body" | "main")
                    && has_name_word(around, ARTICLE_WORDS))
        })
}

/// Whether a heading stands in an article, and another that does not is above it with no text between
/// them: the name of the site or of a series.
fn stands_in_article_below(
    heading: ElementRef<'_>,
    above: ElementRef<'_>,
    survey: &Survey<'_>,
) -> bool {
    let Some(body) = survey.body.filter(|_| is_in_article(heading)) else {
        return false;
    };
    let mut behind = body
        .descendants()
        .skip_while(|node| node.id() != above.id())
        .peekable();
    if behind.peek().is_none() {
        return false;
    }
    let (mut reaches, mut text) = (false, 0);
    for node in behind {
        reaches |= node.id() == heading.id();
        let length = node.value().as_text().map_or(0, |text| text.trim().len());
        if length >= MIN_RUN {
            text += length;
        }
        if reaches || text > MAX_BETWEEN {
            break;
        }
    }
    reaches
}

/// How much less a heading is believed: those of teasers and menus repeat titles, too.
fn doubt(element: ElementRef<'_>, survey: &Survey<'_>) -> u32 {
    let is_first_level = element.value().name() == "h1";
    let is_in_other_part = around(element).any(is_other_part);
    match (
        is_first_level,
        is_in_other_part,
        is_link_away(element, survey),
    ) {
        (_, false, false) => 0,
        (true, _, _) => 20,
        (false, true, _) => 200,
        (false, false, true) => 25,
    }
}

/// The elements around one, innermost first.
fn around<'a>(element: ElementRef<'a>) -> impl Iterator<Item = ElementRef<'a>> {
    let around = element.ancestors().filter_map(ElementRef::wrap);
    around.take(MAX_AROUND)
}

/// Whether a heading is a link to another page.
fn is_link_away(element: ElementRef<'_>, survey: &Survey<'_>) -> bool {
    let inner = element.descendent_elements().take(MAX_INSIDE);
    let mut links = around(element)
        .chain(inner)
        .filter(|one| one.value().name() == "a");
    links.any(|link| leads_away(link, survey))
}

/// Whether a link leads to another page, as far as the page says where it lies itself.
fn leads_away(link: ElementRef<'_>, survey: &Survey<'_>) -> bool {
    let own = survey
        .canonical
        .or_else(|| survey.metas(&["og:url"]).next());
    let Some(href) = attribute(link, "href").filter(|href| !href.starts_with('#')) else {
        return false;
    };
    let path = |address: &str| {
        let plain = address.split(['?', '#']).next().unwrap_or_default();
        plain.trim_end_matches('/').to_owned()
    };
    let href = path(href);
    own.is_none_or(|own| href.len() < 2 || !path(own).ends_with(&href))
}

/// The element that holds nothing but the title, whatever its name: some pages mark headings by
/// their look alone.
fn by_text<'a>(survey: &Survey<'a>, stated: &Stated) -> Option<Heading<'a>> {
    let titles = || stated.titles.iter().chain([&stated.page]);
    survey.body?.descendants().find_map(|node| {
        let text = node.value().as_text()?.trim();
        let may_fit = |title: &String| {
            title.len() >= MIN_PART && (title.len() / 2..=2 * title.len()).contains(&text.len())
        };
        if !titles().any(may_fit) {
            return None;
        }
        let plain = folded(text);
        let is_title = titles().any(|title| *title == plain)
            || (begins_with(&stated.page, &plain) && plain.len() * 2 > stated.page.len());
        let element = node
            .parent()
            .and_then(ElementRef::wrap)
            .filter(|_| is_title)?;
        let is_own = element.value().name() != "a" && doubt(element, survey) == 0;
        is_own.then(|| Heading {
            element,
            text: one_line(text),
        })
    })
}

/// How much a heading is like a title, up to 100.
fn likeness(heading: &str, stated: &Stated) -> u32 {
    if heading.is_empty() || heading == stated.site || names_the_site(heading, stated) {
        return 0;
    }
    let is_long = heading.len() >= MIN_PART;
    if stated.titles.iter().any(|title| title == heading) {
        100
    } else if stated.page == heading {
        90
    } else if is_long && begins_with(&stated.page, heading) {
        80
    } else if is_long
        && (stated.page.contains(heading)
            || stated.titles.iter().any(|title| title.contains(heading)))
    {
        60
    } else if stated
        .titles
        .iter()
        .any(|title| title.len() >= 2 * MIN_PART && begins_with(heading, title))
    {
        55
    } else if most_words(heading, stated) {
        40
    } else {
        0
    }
}

/// Whether a heading is what the page's title adds to the article's: the name of the site.
fn names_the_site(heading: &str, stated: &Stated) -> bool {
    let added = |title: &str| {
        let page = stated.page.as_str();
        let rest = page
            .strip_suffix(title)
            .or_else(|| page.strip_prefix(title))?;
        Some(rest.trim())
    };
    let mut added = stated.titles.iter().filter_map(|title| added(title));
    added.any(|added| added == heading)
}

/// Whether most words of a heading stand in the page's title: editors mend one of them.
fn most_words(heading: &str, stated: &Stated) -> bool {
    let words: Vec<&str> = heading.split(' ').filter(|word| word.len() > 2).collect();
    let shared = |title: &str| {
        words
            .iter()
            .filter(|word| title.split(' ').any(|other| other == **word))
            .count()
    };
    let all = std::iter::once(&stated.page).chain(&stated.titles);
    words.len() >= 4
        && all
            .map(|title| shared(title))
            .any(|shared| shared * 10 >= words.len() * 7)
}

fn begins_with(text: &str, beginning: &str) -> bool {
    text.strip_prefix(beginning)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Headings of the first level go before others that are as like.
fn rank(element: ElementRef<'_>) -> u32 {
    match element.value().name() {
        "h1" => 9,
        "h2" => 4,
        _ if attribute(element, "itemprop").is_some() => 6,
        _ => 0,
    }
}

/// The only `h1` that is not the site's name, or the first of few.
fn only<'a>(survey: &Survey<'a>, stated: &Stated) -> Option<Heading<'a>> {
    let texts = survey.headings.iter().take(MAX_HEADINGS);
    let mut texts = texts
        .map(|element| Heading {
            element: *element,
            text: line_of_heading(*element),
        })
        .filter(|heading| {
            let text = folded(&heading.text);
            !text.is_empty() && text != stated.site && heading.text.len() <= MAX_HEADING
        });
    let first = texts.next()?;
    texts.next().is_none().then_some(first)
}

/// The text of a heading without the sign that links to it, and without what stands behind a bar: a
/// section, or the site.
fn line_of_heading(element: ElementRef<'_>) -> String {
    let line = blocks::line_of(element);
    let line = line.trim_end_matches(['¶', '#', '§']).trim_end();
    let title = line.split(" | ").next().unwrap_or_default();
    if title.len() >= MIN_BEFORE_BAR {
        title.to_owned()
    } else {
        line.to_owned()
    }
}
