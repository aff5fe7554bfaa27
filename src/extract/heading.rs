//! Finds the heading of the article among those of the page: the one that the page's title, or
//! what it says to machines, repeats.

use scraper::ElementRef;

use super::blocks;
use super::survey::{Survey, attribute};
use super::text::folded;

/// Shortest heading that a title may merely begin with or contain, in bytes.
const MIN_PART: usize = 8;
/// Longest heading, in bytes.
const MAX_HEADING: usize = 400;
/// How many headings are compared.
const MAX_HEADINGS: usize = 60;

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
    let mut best: Option<(u32, Heading<'a>)> = None;
    for element in candidates {
        let text = line_of_heading(element);
        let likeness = likeness(&folded(&text), stated) + rank(element);
        let is_better = best.as_ref().is_none_or(|(known, _)| likeness > *known);
        if likeness >= 40 && is_better && !text.is_empty() && text.len() <= MAX_HEADING {
            best = Some((likeness, Heading { element, text }));
        }
    }
    best.map(|(_, heading)| heading)
        .or_else(|| only(survey, stated))
}

/// How much a heading is like a title, up to 100.
fn likeness(heading: &str, stated: &Stated) -> u32 {
    if heading.is_empty() || heading == stated.site {
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

/// The text of a heading without the sign that links to it.
fn line_of_heading(element: ElementRef<'_>) -> String {
    let line = blocks::line_of(element);
    line.trim_end_matches(['¶', '#', '§']).trim_end().to_owned()
}
