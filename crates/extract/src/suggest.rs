//! Proposes a profile for a site from a few of its articles.
//!
//! Each article is read by the general rules. The classes of the elements that held its title,
//! text, date and writer are counted; those that mark the same thing on most of the articles, and
//! nothing else, become selectors.

use crate::person_names::is_person_like;
use std::collections::BTreeMap;

use scraper::ElementRef;

use super::blocks;
use super::byline;
use super::date_line;
use super::generic;
use super::metadata::{Metadata, machine_date};
use super::profile::{CompiledProfile, Profile};
use super::survey::{Survey, attribute};
use super::walk::{self, Step};
use super::{charset, tree};

/// Longest text of an element that states a date or a writer, in bytes.
const MAX_STATEMENT: usize = 120;

/// What the selectors of one field are, with how many articles each fits.
type Counts = BTreeMap<String, usize>;

/// Proposes a profile from the articles of one site; `general` is the profile of the general
/// rules. Fields that no selector fits on most articles are left out.
#[must_use]
pub fn suggest(articles: &[Vec<u8>], general: &CompiledProfile) -> Profile {
    let mut counted: [Counts; 4] = Default::default();
    for article in articles {
        let text = charset::decode(article, None).text;
        let html = tree::parse(&text, &mut Vec::new());
        let survey = Survey::of(&html, general);
        for (counts, selector) in counted.iter_mut().zip(selectors(&survey)) {
            if let Some(selector) = selector {
                *counts.entry(selector).or_default() += 1;
            }
        }
    }
    let most = |counts: &Counts| {
        let best = counts.iter().max_by_key(|(_, count)| **count)?;
        (*best.1 * 2 > articles.len()).then(|| best.0.clone())
    };
    let [title, body, date, author] = counted.each_ref().map(most);
    Profile {
        title,
        body,
        date,
        author,
        ..Profile::default()
    }
}

/// The selectors of title, text, date and writer of one article.
fn selectors(survey: &Survey<'_>) -> [Option<String>; 4] {
    let metadata = Metadata::of(survey, &mut Vec::new());
    let heading = metadata.heading();
    let found = generic::find(survey, heading);
    let root = found
        .as_ref()
        .and_then(|found| found.roots.first().copied());
    let page = survey.body;
    let near = |fits: &dyn Fn(ElementRef<'_>) -> bool| page.and_then(|page| first(page, fits));
    let date = near(&|element| {
        let is_dated = || {
            date_line::read(&blocks::line_of(element))
                .published
                .is_some()
        };
        element.value().name() == "time" && machine_date(element).is_some() || is_dated()
    });
    let author = near(&|element| {
        let names = byline::names(&blocks::line_of(element));
        matches!(names.as_slice(), [name, ..] if is_person_like(name))
            && classes(element).any(|class| class.contains("author") || class.contains("byline"))
    });
    [heading, root, date, author].map(|element| selector(element?, page?))
}

/// The first small element that fits and has a class.
fn first<'a>(
    page: ElementRef<'a>,
    fits: &dyn Fn(ElementRef<'a>) -> bool,
) -> Option<ElementRef<'a>> {
    let mut found = None;
    walk::elements(*page, |element| {
        let name = element.value().name();
        if found.is_some() || walk::is_unread(name) || generic::is_other_part(element) {
            return Step::Over;
        }
        let length: usize = element.text().map(str::len).take(50).sum();
        let is_small = (1..=MAX_STATEMENT).contains(&length);
        if is_small && classes(element).next().is_some() && fits(element) {
            found = Some(element);
        }
        Step::Into
    });
    found
}

/// A selector that selects this element first: its name, with the class that fewest others have.
fn selector(element: ElementRef<'_>, page: ElementRef<'_>) -> Option<String> {
    let name = element.value().name();
    let mut others: BTreeMap<&str, usize> = BTreeMap::new();
    for class in page.descendent_elements().flat_map(classes) {
        *others.entry(class).or_default() += 1;
    }
    let own = classes(element).filter(|class| is_telling(class));
    match own.min_by_key(|class| others.get(class).copied().unwrap_or_default()) {
        Some(class) => Some(format!("{name}.{class}")),
        None if matches!(name, "h1" | "article" | "main") => Some(name.to_owned()),
        None => None,
    }
}

/// Whether a class is written by a person, not numbered for one page, and needs no escaping.
fn is_telling(class: &str) -> bool {
    class.len() > 2
        && class.starts_with(|c: char| c.is_ascii_alphabetic())
        && class
            .bytes()
            .all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'_'))
}

fn classes<'a>(element: ElementRef<'a>) -> impl Iterator<Item = &'a str> {
    attribute(element, "class")
        .unwrap_or_default()
        .split_ascii_whitespace()
}

#[cfg(test)]
mod tests {
    use super::super::profile::ProfileSet;
    use super::super::{PageContent, PageInput, extract};
    use super::*;

    fn article(number: usize) -> Vec<u8> {
        let text = "Kylätalolla keitettiin kahvia ja puhuttiin katosta, joka vuotaa yhä. ";
        format!(
            "<title>Juttu numero {number} - Sivu</title><div class=top><ul><li><a href=/>Etusivu</a></ul></div>\
             <div class='story s{number}'><h1 class=story-title>Juttu numero {number}</h1>\
             <span class=story-date>{number}.3.2022</span> <span class=story-author>Maija Mallikas</span>\
             <div class=story-text><p>{0}<p>{0}<p>{0}</div><div class=more><a href=/b>Toinen juttu</a></div></div>",
            text.repeat(5)
        )
        .into_bytes()
    }

    #[test]
    fn what_marks_the_same_on_most_articles_becomes_the_profile() {
        let set = ProfileSet::new(&BTreeMap::new()).unwrap();
        let articles: Vec<_> = (1..5).map(article).collect();
        let profile = suggest(&articles, &set.get("generic").unwrap());
        assert_eq!(profile.title.as_deref(), Some("h1.story-title"));
        assert_eq!(profile.body.as_deref(), Some("div.story-text"));
        assert_eq!(profile.date.as_deref(), Some("span.story-date"));
        assert_eq!(profile.author.as_deref(), Some("span.story-author"));
        let set = ProfileSet::new(&BTreeMap::from([("own".to_owned(), profile)])).unwrap();
        let input = PageInput::new(PageContent::Bytes(&articles[0]));
        let found = extract(&input, &set.get("own").unwrap());
        assert_eq!(found.published.unwrap().to_string(), "2022-03-01");
        assert_eq!(found.authors, ["Maija Mallikas"]);
    }

    #[test]
    fn pages_that_agree_on_nothing_give_an_empty_profile() {
        let set = ProfileSet::new(&BTreeMap::new()).unwrap();
        let profile = suggest(
            &[b"<p>x".to_vec(), Vec::new()],
            &set.get("generic").unwrap(),
        );
        assert_eq!(profile, Profile::default());
    }
}
