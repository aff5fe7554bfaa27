//! Writers that elements and lines around the title name.

use crate::person_names::{is_person_beside_date, is_person_like};
use scraper::ElementRef;

use super::super::blocks::{self, Block};
use super::super::byline;
use super::super::date_line;
use super::super::dates;
use super::super::evidence::Found;
use super::super::evidence::{Evidence, EvidenceKind};
use super::super::generic::{has_name_word, is_other_part};
use super::super::survey::attribute;
use super::super::walk::{self, Step};
use super::limits::{LEVELS, MAX_STATEMENT, levels};

/// Words in classes of elements that name the writer.
const WRITER_PARTS: &[&str] = &[
    "author",
    "authors",
    "byline",
    "bylines",
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

/// Folders of addresses in which pages about writers lie.
const WRITERS_PAGES: &[&str] = &[
    "/author/",
    "/authors/",
    "/kirjoittaja/",
    "/kirjoittajat/",
    "/toimittaja/",
    "/toimittajat/",
    "/skribent/",
    "/writers/",
    "/contributors/",
];

/// Who wrote the article, as an element around the title or after the text says.
pub(in super::super) fn authors(title: ElementRef<'_>) -> Found<Vec<String>> {
    first_around(title, persons).or_else(|| first_around(title, others))
}

/// What the first element around the title gives that calls itself the writer.
fn first_around(
    title: ElementRef<'_>,
    read: fn(ElementRef<'_>) -> Found<Vec<String>>,
) -> Found<Vec<String>> {
    levels(title, LEVELS + 1).find_map(|part| {
        let mut found = None;
        walk::elements(*part, |element| {
            if found.is_none() && names_writer(element) {
                found = read(element);
            }
            let is_closed = walk::is_unread(element.value().name())
                || (is_other_part(element) && !may_hold_writer(element));
            if found.is_some() || is_closed {
                Step::Over
            } else {
                Step::Into
            }
        });
        found
    })
}

/// The writer that a line near the title names behind a label, in the line before its name, or
/// beside a date: `Kirjoittanut Maija Mallikas`, `13.8.2017 - Maija Mallikas`,
/// `21.5.2019 Teksti: Maija Mallikas`.
pub(in super::super) fn authors_in_lines(lines: &[Block]) -> Found<Vec<String>> {
    let short = || {
        lines
            .iter()
            .enumerate()
            .filter(|(_, line)| line.text.len() <= MAX_STATEMENT)
    };
    let found = |names: Vec<String>, line: &Block| {
        let names: Vec<String> = names
            .into_iter()
            .filter(|name| is_person_like(name))
            .collect();
        let evidence = Evidence::new(EvidenceKind::Text, line.text.clone());
        (!names.is_empty()).then_some((names, evidence))
    };
    let labelled = short().find_map(|(number, line)| {
        let label_before = number.checked_sub(1).map(|before| &lines[before].text);
        let follows_label = label_before.is_some_and(|label| byline::is_label(label));
        let is_labelled = follows_label || byline::is_labelled(&line.text);
        is_labelled.then(|| found(byline::names(&line.text), line))?
    });
    labelled.or_else(|| {
        let mut lines = short().filter(|(_, line)| !date_line::tells_of_event(&line.text));
        lines.find_map(|(_, line)| found(names_beside_date(&line.text), line))
    })
}

/// The names that stand beside a date.
fn names_beside_date(line: &str) -> Vec<String> {
    let dated = dates::find(line);
    let (Some(first), Some(last)) = (dated.first(), dated.last()) else {
        return Vec::new();
    };
    let rest = [&line[..first.start], &line[last.end..]];
    rest.iter()
        .flat_map(|rest| rest.split(['|', '·', '•', '\n']))
        .map(|piece| piece.trim_matches([' ', '-', '–', ',', '(', ')']))
        .flat_map(byline::names)
        .filter(|name| is_person_beside_date(name))
        .collect()
}

/// Whether an element calls itself the writer.
pub(super) fn names_writer(element: ElementRef<'_>) -> bool {
    let by_rel = attribute(element, "rel")
        .is_some_and(|rel| rel.split_whitespace().any(|word| word == "author"));
    by_rel || has_name_word(element, WRITER_PARTS) || leads_to_writer(element)
}

/// Whether an element is a link to the page of somebody who writes.
fn leads_to_writer(element: ElementRef<'_>) -> bool {
    element.value().name() == "a"
        && attribute(element, "href").is_some_and(|href| {
            WRITERS_PAGES.iter().any(|folder| {
                href.split_once(folder)
                    .is_some_and(|(_, name)| !name.is_empty())
            })
        })
}

/// Author boxes often stand in the footer of an article.
fn may_hold_writer(element: ElementRef<'_>) -> bool {
    element.value().name() == "footer" || names_writer(element)
}

/// The persons in the first line of an element that names any.
fn persons(element: ElementRef<'_>) -> Found<Vec<String>> {
    let lines = blocks::read(element, &|_| false);
    let mut short = lines.iter().filter(|line| line.text.len() <= MAX_STATEMENT);
    short.find_map(|line| {
        let names = byline::names(&line.text).into_iter();
        let names: Vec<String> = names.filter(|name| is_person_like(name)).collect();
        let evidence = Evidence::new(EvidenceKind::Microdata, line.text.clone());
        (!names.is_empty()).then_some((names, evidence))
    })
}

/// The group or organisation in an element whose line says that it wrote, or says nothing else.
fn others(element: ElementRef<'_>) -> Found<Vec<String>> {
    let lines = blocks::read(element, &|_| false);
    let first = lines.iter().find(|line| line.text.len() <= MAX_STATEMENT)?;
    let is_named =
        byline::has_label(&first.text) || (lines.len() == 1 && byline::may_name(&first.text));
    let names = byline::names(&first.text);
    let evidence = Evidence::new(EvidenceKind::Microdata, first.text.clone());
    (is_named && !names.is_empty()).then_some((names, evidence))
}
