//! What stands around the title and after the text of a page that no profile describes: date,
//! writer, lead.

use aluehaku_article::time::PageTime;
use ego_tree::NodeId;
use scraper::ElementRef;

use super::blocks;
use super::byline;
use super::date_line;
use super::dates;
use super::evidence::{Evidence, EvidenceKind};
use super::generic::{has_stem, has_word, is_other_part};
use super::metadata::{Found, machine_date};
use super::survey::attribute;
use super::text::folded;
use super::walk::{self, Step};

/// How many elements around the title are looked into, from the inside out.
const LEVELS: usize = 5;

/// Longest text of an element that states a date or a writer, in bytes.
const MAX_STATEMENT: usize = 120;

/// Length of a lead, in bytes.
const LEAD: std::ops::RangeInclusive<usize> = 40..=1_200;

/// Beginnings of words in classes of elements that state when an article was published.
const DATE_PARTS: &[&str] = &[
    "date",
    "julkaistu",
    "paivays",
    "paivamaara",
    "posted",
    "pubdate",
    "publi",
    "entrydate",
    "postdate",
    "articledate",
    "newsdate",
    "pvm",
    "timestamp",
    "datum",
    "fecha",
    "created",
    "veroffentlicht",
    "meta",
    "info",
    "submitted",
];

/// The same, where the word is all of it.
const WHOLE_DATE_PARTS: &[&str] = &["time", "data", "day", "when"];

/// Beginnings of words in classes of elements that state another time.
const OTHER_DATE_PARTS: &[&str] = &[
    "updated",
    "modified",
    "event",
    "tapahtuma",
    "paivitetty",
    "muokattu",
    "reading",
];

/// Words in classes of elements that name the writer.
const WRITER_PARTS: &[&str] = &[
    "author",
    "authors",
    "byline",
    "kirjoittaja",
    "kirjoittajat",
    "writer",
    "toimittaja",
    "auteur",
    "autor",
    "autore",
    "auteurs",
    "contributor",
    "reporter",
    "username",
];

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

/// When the article was published, as an element or a line around the title says.
pub(super) fn date(title: ElementRef<'_>) -> Found<PageTime> {
    let around = || title.ancestors().filter_map(ElementRef::wrap).take(LEVELS);
    let element = around().find_map(|part| {
        let dated = first_in(part, title.id(), &|element| {
            let is_dated = element.value().name() == "time"
                || has_stem(element, DATE_PARTS)
                || has_word(element, WHOLE_DATE_PARTS);
            is_dated && !has_stem(element, OTHER_DATE_PARTS) && states_date(element)
        })?;
        let line = blocks::line_of(dated);
        let time = machine_date(dated).or_else(|| date_line::read(&line).published)?;
        Some((time, Evidence::new(EvidenceKind::Time, line)))
    });
    element.or_else(|| {
        around().find_map(|part| {
            let lines = blocks::read(part, &|element| {
                is_other_part(element) && !names_writer(element)
            });
            lines.iter().find_map(|block| {
                let said = date_line::read(&block.text);
                Some((
                    said.published?,
                    Evidence::new(EvidenceKind::Text, block.text.clone()),
                ))
            })
        })
    })
}

/// Whether an element states a date, for machines or for people.
fn states_date(element: ElementRef<'_>) -> bool {
    machine_date(element).is_some()
        || date_line::read(&blocks::line_of(element))
            .published
            .is_some()
}

/// Who wrote the article, as an element around the title or after the text says.
pub(super) fn authors(title: ElementRef<'_>) -> Found<Vec<String>> {
    let around = title
        .ancestors()
        .filter_map(ElementRef::wrap)
        .take(LEVELS + 1);
    around.into_iter().find_map(|part| {
        let mut found = None;
        walk::elements(*part, |element| {
            if found.is_none() && names_writer(element) {
                found = writers(element);
            }
            let is_closed = walk::is_unread(element.value().name())
                || (is_other_part(element) && !may_hold_writer(element));
            if found.is_some() || is_closed {
                Step::Over
            } else {
                Step::Into
            }
        });
        found.or_else(|| line_with_writer(part))
    })
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
    let length: usize = element.text().map(str::len).take(200).sum();
    LEAD.contains(&length)
        && (has_word(element, LEAD_PARTS)
            || matches!(name, "p" | "div")
                && description.is_some_and(|text| folded(&blocks::line_of(element)) == text))
}

/// The first element behind the title that fits, or the first at all.
fn first_in<'a>(
    part: ElementRef<'a>,
    title: NodeId,
    fits: &dyn Fn(ElementRef<'a>) -> bool,
) -> Option<ElementRef<'a>> {
    let (mut before, mut behind) = (None, None);
    let mut is_behind = false;
    walk::elements(*part, |element| {
        is_behind |= element.id() == title;
        let is_closed = walk::is_unread(element.value().name())
            || (is_other_part(element) && !names_writer(element));
        let length = || element.text().map(str::len).take(50).sum::<usize>();
        if !is_closed && fits(element) && (1..=MAX_STATEMENT).contains(&length()) {
            let first = if is_behind { &mut behind } else { &mut before };
            first.get_or_insert(element);
        }
        if is_closed { Step::Over } else { Step::Into }
    });
    behind.or(before)
}

fn names_writer(element: ElementRef<'_>) -> bool {
    let by_rel = attribute(element, "rel")
        .is_some_and(|rel| rel.split_whitespace().any(|word| word == "author"));
    by_rel || has_word(element, WRITER_PARTS)
}

/// Author boxes often stand in the footer of an article.
fn may_hold_writer(element: ElementRef<'_>) -> bool {
    element.value().name() == "footer" || names_writer(element)
}

/// The names in the first line of an element that has any.
fn writers(element: ElementRef<'_>) -> Found<Vec<String>> {
    let lines = blocks::read(element, &|_| false);
    lines
        .iter()
        .filter(|block| block.text.len() <= MAX_STATEMENT)
        .find_map(|block| {
            let names = byline::names(&block.text).into_iter();
            let names: Vec<String> = names.filter(|name| byline::is_person_like(name)).collect();
            (!names.is_empty()).then(|| {
                (
                    names,
                    Evidence::new(EvidenceKind::Microdata, block.text.clone()),
                )
            })
        })
}

/// The writer in a line beside the title that also states a date: `13.8.2017 - Maija Mallikas`,
/// `21.5.2019 Teksti: Maija Mallikas`.
fn line_with_writer(part: ElementRef<'_>) -> Found<Vec<String>> {
    let lines = blocks::read(part, &|element| {
        is_other_part(element) && !names_writer(element)
    });
    lines
        .iter()
        .take(12)
        .filter(|block| block.text.len() <= MAX_STATEMENT)
        .find_map(|block| {
            let dated = dates::find(&block.text);
            let (first, last) = (dated.first()?, dated.last()?);
            let rest = [&block.text[..first.start], &block.text[last.end..]];
            let names: Vec<String> = rest
                .iter()
                .flat_map(|rest| rest.split(['|', '·', '\n']))
                .map(|piece| piece.trim_matches([' ', '-', '–', ',', '(', ')']))
                .flat_map(byline::names)
                .filter(|name| byline::is_person_like(name))
                .collect();
            (!names.is_empty())
                .then(|| (names, Evidence::new(EvidenceKind::Text, block.text.clone())))
        })
}
